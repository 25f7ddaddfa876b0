"""`--stats`, `--verbose`, `--log-format json`: what the program says of its own work; and how soon it starts."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINE = re.compile(
    r"(?P<name>[가-힣 ]+): 기사 (?P<articles>[\d,]+)건(?: \(이미 있던 분석 (?P<reused>[\d,]+)건\))?, [\d.]+초"
    r"(?:, 초당 (?P<rate>[\d,]+)자)?, 최대 메모리 [\d,]+MB(?P<workers>, 작업 프로세스마다 최대 [\d,]+MB)?"
)


def told(text: str) -> list[tuple[str, str, bool]]:
    """The stages in the lines of `--stats`: name, articles, whether anything was tokenised or read."""
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    return [(m["name"], m["articles"], m["rate"] is not None) for m in found if m]


def test_a_build_ends_with_a_line_for_each_stage(run: Run, articles: Path) -> None:
    options = ("--week", "2024-W03", "--format", "md", "--jobs", "1", "--stats")
    first = run("build", articles.name, *options)
    assert first.code == 0
    assert told(first.err) == [("읽기", "3", True), ("분석", "1", True), ("종합", "1", False), ("문서", "1", False)]
    second = run("build", *options)
    assert "분석: 기사 1건 (이미 있던 분석 1건), " in second.err
    assert told(second.err) == [("분석", "1", False), ("종합", "1", False), ("문서", "1", False)]
    assert told(run("build", *options[:-1]).err) == []


def test_ingest_and_analyze_have_one_stage(run: Run, articles: Path) -> None:
    assert told(run("ingest", articles.name, "--stats").err) == [("읽기", "3", True)]
    found = run("analyze", articles.name, "--stats", "--jobs", "2")
    assert told(found.err) == [("읽기와 분석", "3", True)]
    assert ", 작업 프로세스마다 최대 " in found.err
    assert len(found.out.splitlines()) == 3


def test_the_log_as_json_is_all_that_standard_error_holds(run: Run, articles: Path, here: Path) -> None:
    (here / "빈 글.txt").touch()
    found = run("--log-format", "json", "ingest", articles.name, "빈 글.txt", "--stats")
    assert found.code == 0
    lines = [json.loads(line) for line in found.err.splitlines()]
    assert all(list(line) == ["time", "level", "logger", "message", "fields"] for line in lines)
    assert all(datetime.fromisoformat(line["time"]).tzinfo for line in lines)
    by_logger = {line["logger"]: line for line in lines}
    assert by_logger["briefing.reading"]["message"].startswith("읽기: 새 기사 3건")
    stage = by_logger["briefing.observe"]
    assert (stage["level"], stage["fields"]["name"], stage["fields"]["articles"]) == ("INFO", "읽기", 3)
    (refused,) = (line for line in lines if line["message"].startswith("읽지 못함: 빈 글.txt"))
    assert (refused["level"], refused["logger"]) == ("WARNING", "briefing.cli")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["list"], 1, "오류: reports/briefing.sqlite: 보관함이 없습니다."),
        (["build", "--wek"], 2, "오류: 없는 옵션입니다: --wek"),
    ],
)
def test_an_error_is_a_line_of_the_json_log(run: Run, args: list[str], code: int, message: str) -> None:
    found = run("--log-format", "json", *args)
    assert found.code == code
    first, *rest = [json.loads(line) for line in found.err.splitlines()]
    assert first["level"] == "ERROR"
    assert first["message"].startswith(message)
    assert all(line["level"] == "WARNING" for line in rest)
    assert run("list").err.startswith("오류: ")  # the next call is none of that log


def test_what_an_article_says_stays_within_its_line_of_the_log(run: Run, here: Path) -> None:
    (here / "a\u2028\x1b[31m.txt").touch()
    found = run("--log-format", "json", "ingest", "a\u2028\x1b[31m.txt")
    for line in found.err.split("\n")[:-1]:
        assert json.loads(line)["time"]
    assert "\x1b" not in found.err and "\u2028" not in found.err


def test_verbose_is_for_people(run: Run, articles: Path) -> None:
    for options in (["--verbose"], ["--log-format", "text"]):
        found = run(*options, "ingest", articles.name)
        assert re.search(r"^\d\d:\d\d:\d\d briefing\.observe: 읽기 단계: \d", found.err, re.MULTILINE)


def test_the_program_starts_in_twice_the_time_of_a_bare_click_program() -> None:
    bare = "import click\n@click.command()\ndef main():\n    'Nothing.'\nmain()"
    ours = "from briefing.cli import main; main()"
    seconds: dict[str, list[float]] = {bare: [], ours: []}
    for _ in range(5):
        for program, taken in seconds.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds[ours]) <= 2 * min(seconds[bare]) + 0.02  # processor time, and the clock's own grain


def test_a_build_loads_no_http_client() -> None:
    script = "import sys, briefing.pipeline; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
