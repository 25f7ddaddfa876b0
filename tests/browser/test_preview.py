"""`briefing serve --watch` as a person uses it: an editor on one side, a browser on the other."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.cli.conftest import PROGRAM

SECONDS = 60.0  # for a busy machine
BRIDGE = "가온시, 새 다리 놓는다\n\n가온시는 17일 한별천에 새 다리를 놓는다고 밝혔다. 사업비는 94억원이다.\n"
MARKET = "나래도, 새벽 시장 연다\n\n나래도는 17일 새벽 시장 세 곳을 연다고 밝혔다. 상인 70명이 참여한다.\n"
SHEET = "main { padding-bottom: 4000px; }\n"


@dataclass(frozen=True)
class Preview:
    """A running program: its folder, its address, and the lines it says."""

    folder: Path
    address: str
    lines: queue.SimpleQueue[str]

    def said(self) -> str:
        return self.lines.get(timeout=SECONDS)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "기사").mkdir()
    (tmp_path / "기사/다리.txt").write_text(BRIDGE, "utf-8")
    (tmp_path / "서식").mkdir()
    (tmp_path / "briefing.toml").write_text('title = "첫 제목"\ntemplates = "서식"\n', "utf-8")
    arguments = "serve --watch --week 2024-W03 --date 2024-01-17 --port 0 기사"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    process = subprocess.Popen(
        [*PROGRAM, *arguments.split()],
        cwd=tmp_path,
        env={**environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()])
    reader.start()
    try:
        first = lines.get(timeout=SECONDS)
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/) 에서 보여 줍니다\. 끝내려면 Ctrl-C를 누르십시오\.\n", first)
        assert found, first
        yield Preview(tmp_path, found[1], lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        reader.join(10)
        process.stdout.close()
    assert not reader.is_alive()
    left = [lines.get() for _ in range(lines.qsize())]
    assert left == []


def test_the_browser_follows_the_editor(preview: Preview, visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    page = visit(preview.address, within=preview.address)
    shown = page.frame_locator("iframe")
    state, error = page.locator("#state"), page.locator("#error")
    assert preview.said().endswith(" 만들었습니다.\n")
    expect(shown.get_by_role("heading", level=1)).to_have_text("첫 제목", timeout=SECONDS * 1000)
    expect(state).to_have_text("2024-W03 · 바뀌면 다시 만듭니다.")
    expect(error).to_be_hidden()
    expect(page).to_have_title("2024-W03 미리 보기")
    assert axe(page) == []

    # An article.
    (preview.folder / "기사/시장.txt").write_text(MARKET, "utf-8")
    expect(shown.locator("#issues h3", has_text="새벽 시장")).to_be_visible(timeout=SECONDS * 1000)
    assert preview.said().endswith(" 만들었습니다.\n")

    # A style sheet, which makes the page long; then the settings, while the reader is far down.
    own = (Path(__file__).parents[2] / "templates/page.css").read_text("utf-8")
    (preview.folder / "서식/page.css").write_text(own + SHEET, "utf-8")
    expect(shown.locator("main")).to_have_css("padding-bottom", "4000px", timeout=SECONDS * 1000)
    assert preview.said().endswith(" 만들었습니다.\n")
    frame = page.frame(name="briefing")
    assert frame is not None
    frame.evaluate("scrollTo(0, 1500)")
    settings = preview.folder / "briefing.toml"
    settings.write_text('title = "둘째 제목"\ntemplates = "서식"\n', "utf-8")
    expect(shown.get_by_role("heading", level=1)).to_have_text("둘째 제목", timeout=SECONDS * 1000)
    assert preview.said().endswith(" 만들었습니다.\n")
    page.wait_for_function("frames[0].scrollY === 1500")

    # A template that is broken, and mended.
    template = preview.folder / "서식/correction.html"
    template.write_text("{% if %}", "utf-8")
    expect(error).to_contain_text("correction.html 1행: ", timeout=SECONDS * 1000)
    expect(state).to_have_text("마지막으로 만든 것을 보여 줍니다.")
    expect(shown.get_by_role("heading", level=1)).to_have_text("둘째 제목")
    assert preview.said() == f"오류: {error.inner_text()}\n"
    assert axe(page) == []
    template.unlink()
    expect(error).to_be_hidden(timeout=SECONDS * 1000)
    assert preview.said().endswith(" 만들었습니다.\n")

    # The same for the settings.
    settings.write_text("title = 3\n", "utf-8")
    expect(error).to_contain_text("briefing.toml의 title: ", timeout=SECONDS * 1000)
    assert preview.said() == f"오류: {error.inner_text()}\n"


def test_on_a_phone_in_the_dark(preview: Preview, visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    page = visit(preview.address, width=320, height=600, dark=True, within=preview.address)
    expect(page.locator("#state")).to_have_text("2024-W03 · 바뀌면 다시 만듭니다.", timeout=SECONDS * 1000)
    preview.said()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []
    pdf = page.context.request.get(f"{preview.address}briefing.pdf", timeout=SECONDS * 1000)
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-1.7")
