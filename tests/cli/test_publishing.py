"""`briefing publish`: a week goes to a folder and off it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def letters_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of the fonts take long to make, and say nothing of publishing."""
    from briefing.render.site import fonts

    monkeypatch.setattr(fonts, "pieces", lambda: ())


def test_a_week_goes_to_a_folder_and_off_it_again(run: Run, articles: Path, here: Path) -> None:
    (here / "briefing.toml").write_text('formats = ["html"]\n[site]\ntarget = "site"\n', "utf-8")
    assert run("build", articles.name, "--week", "2024-W03").code == 0
    refused = run("publish", "--week", "2024-W03")
    assert (refused.code, refused.out) == (1, "")
    assert "승인되지 않았습니다" in refused.err
    assert run("approve", "--week", "2024-W03").code == 0
    done = run("publish", "--week", "2024-W03")
    assert done.out.splitlines()[0] == "2024-W03 1판을 발행했습니다."
    assert done.out.splitlines()[1].startswith("site: 1주가 실려 있습니다. 파일 ")
    assert (here / "site/issues/2024-W03/index.html").is_file()
    assert (here / "site/search/index.html").is_file()
    assert run("publish").out == "site: 1주가 실려 있습니다. 바뀐 파일이 없습니다.\n"
    for command in ("build", "approve", "publish"):
        assert run(command, "--week", "2024-W04").code == 0
    back = run("publish", "--rollback", "2024-W04")
    assert back.out.splitlines()[0] == "2024-W04 1판을 내렸습니다."
    assert back.out.splitlines()[1].startswith("site: 1주가 실려 있습니다. 파일 ")
    assert not (here / "site/issues/2024-W04").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--week", "2024-W03", "--rollback", "2024-W03"), 2, "함께 쓸 수 없습니다"),
        ((), 1, "사이트를 쓸 곳이 없습니다. [site]에 target을 적거나 --target으로"),
        (("--target", "ftp://example.org/x"), 1, "쓸 수 없는 주소입니다"),
        (("--target", "."), 1, "사이트를 둘 수 없는 폴더입니다"),
        (("--target", "site", "--week", "2024-W03"), 1, "만든 브리핑이 없습니다"),
        (("--target", "site", "--rollback", "2024-W03"), 1, "발행되어 있지 않습니다"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, articles: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    assert run("ingest", articles.name).code == 0
    result = run("publish", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_without_an_archive_there_is_nothing_to_publish(run: Run) -> None:
    result = run("publish", "--target", "site")
    assert result.code == 1
    assert "보관함이 없습니다" in result.err
