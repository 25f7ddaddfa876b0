"""`briefing serve` without a browser, and `briefing build --open` with one and without."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import webbrowser
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.conftest import PROGRAM, Run


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("기사",), 2, "PATH, --week, --date는 --watch와 함께 써야 합니다."),
        (("--week", "2024-W03"), 2, "PATH, --week, --date는 --watch와 함께 써야 합니다."),
        (("--watch", "-"), 2, "표준 입력을 지켜볼 수 없습니다"),
        (("--watch", "--date", "2024-01-17"), 2, "--date는 읽을 PATH와 함께 써야 합니다."),
        (("--port", "65536"), 2, "65535 이하의 정수로 적어 주십시오."),
        (("--port", "-1"), 2, "0 이상의 정수로 적어 주십시오."),
        (("--watch", "--week", "언젠가"), 1, "언젠가"),
        (("--watch", "--host", "203.0.113.1"), 1, "203.0.113.1:8000: 이 주소를 쓸 수 없습니다"),
        ((), 1, "발행한 브리핑이 없습니다. briefing publish로 발행해 주십시오."),
    ],
)
def test_what_cannot_be_shown_is_told(
    run: Run, articles: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    assert run("ingest", articles.name).code == 0
    result = run("serve", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_the_site_is_shown_until_somebody_ends_it(run: Run, articles: Path, here: Path) -> None:
    (here / "briefing.toml").write_text('formats = ["json"]\napproval = "none"\n[site]\ntarget = "site"\n', "utf-8")
    assert run("build", articles.name, "--week", "2024-W03").code == 0
    with pytest.MonkeyPatch.context() as patch:
        from briefing.render.site import fonts

        patch.setattr(fonts, "pieces", lambda: ())  # they take long to make, and nobody asks for them here
        assert run("publish", "--week", "2024-W03").code == 0
    arguments = [*PROGRAM, "serve", "--host", "0.0.0.0", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(arguments, encoding="utf-8", **pipes) as process:  # type: ignore[call-overload]
        first = process.stdout.readline()
        port = first.split("/ 에서")[0].rpartition(":")[2]
        with urlopen(f"http://127.0.0.1:{port}/issues/2024-W03/", timeout=60) as answer:
            assert "마을 도서관 열 곳" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert err == "주의: 같은 망의 다른 컴퓨터에서도 볼 수 있습니다. 암호화나 로그인은 없습니다.\n"


@pytest.mark.parametrize(("formats", "opened"), [("json,html", "briefing.html"), ("md", "briefing.md")])
def test_a_report_is_opened_when_it_is_made(
    run: Run, articles: Path, here: Path, monkeypatch: pytest.MonkeyPatch, formats: str, opened: str
) -> None:
    browser = here / "browser.py"
    browser.write_text("import pathlib, sys; pathlib.Path('opened').write_text(sys.argv[1])", "utf-8")
    monkeypatch.setenv("BROWSER", shlex.join([sys.executable, str(browser), "%s"]))
    monkeypatch.setattr(webbrowser, "_tryorder", None)  # which holds what it found at its first use
    result = run("build", articles.name, "--week", "2024-W03", "--format", formats, "--open")
    assert (result.code, "브라우저" in result.err) == (0, False)
    assert Path("opened").read_text("utf-8") == (here / "reports/2024-W03" / opened).as_uri()


def test_without_a_browser_the_file_is_named(
    run: Run, articles: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})
    result = run("build", articles.name, "--week", "2024-W03", "--format", "html", "--open")
    assert result.code == 0
    assert result.err.splitlines()[-1] == (
        "열 브라우저를 찾지 못했습니다. reports/2024-W03/briefing.html 파일을 직접 열어 주십시오."
    )
