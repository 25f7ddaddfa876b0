"""The program run as a user runs it, in an empty folder, and three articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing import cli

PROGRAM = [sys.executable, "-c", "from briefing.cli import main; main()"]
COMMANDS = [
    "init",
    "config",
    "ingest",
    "fetch",
    "analyze",
    "build",
    "verify",
    "approve",
    "send",
    "status",
    "publish",
    "serve",
    "run",
    "list",
    "search",
    "show",
    "remarks",
    "plans",
    "export",
    "remove",
    "backup",
    "templates",
    "evaluate",
    "doctor",
    "completion",
]

LIBRARY = {
    "id": "library-1",
    "title": "가온시, 마을 도서관 열 곳 새로 연다",
    "published": "2024-01-17",
    "outlet": "가온일보",
    "url": "https://example.org/library",
    "body": "가온시는 17일 마을 도서관 10곳을 새로 연다고 밝혔다. 사업비는 94억원이다.\n"
    "박서연 가온시 시장은 “아이들이 걸어서 갈 수 있는 도서관을 만들겠다”고 말했다.",
}
BUS = {
    "id": "bus-1",
    "title": "밤에도 달리는 마을버스",
    "published": "2024-01-24",
    "outlet": "새솔신문",
    "body": "새솔군은 24일 심야 마을버스 12대를 3월부터 운행한다고 밝혔다.\n"
    "박서연 가온시 시장은 “이웃 도시의 실험을 눈여겨보고 있다”고 말했다.",
}
UNDATED = {"id": "undated-1", "title": "날짜가 없는 글", "body": "새솔군은 주민 70여명이 참여했다고 밝혔다."}

EMPTY = "빈 파일입니다. 내용이 있는 파일을 주십시오."


@dataclass
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with no setting of the machine's."""
    monkeypatch.chdir(tmp_path)
    for name in ("BRIEFING_ARCHIVE", "BRIEFING_REPORTS", "BRIEFING_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*args: object) -> Result:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(arg) for arg in args])
        captured = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def articles(here: Path) -> Path:
    """A file of three articles: two weeks, and one without a date."""
    path = here / "기사.jsonl"
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in (LIBRARY, BUS, UNDATED)), "utf-8")
    return path
