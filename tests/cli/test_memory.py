"""The commands that ask what was announced, and whether a briefing still is what its articles say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANNOUNCED = {
    "id": "plan-1",
    "title": "누리시, 둘레길 연다",
    "published": "2024-01-10",
    "outlet": "누리신문",
    "body": "누리시는 1월 19일 둘레길을 열 예정이다.\n새솔군은 3월 2일 새 도서관을 열 계획이다.",
}
REPORT = {
    "id": "news-1",
    "title": "누리시 둘레길에 첫 손님",
    "published": "2024-01-19",
    "outlet": "누리신문",
    "body": "누리시는 둘레길에 주민 300명이 다녀갔다고 밝혔다.",
}


@pytest.fixture
def archived(run: Run, here: Path) -> Path:
    path = here / "기사.jsonl"
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in (ANNOUNCED, REPORT)), "utf-8")
    assert run("ingest", path.name).code == 0
    return path


def test_plans_are_listed_by_their_day(run: Run, archived: Path) -> None:
    result = run("plans", "--week", "2024-W03")
    assert result.code == 0
    assert [line for line in result.out.splitlines() if not line.startswith(" ")] == [
        "2024-01-19  누리시  누리시는 1월 19일 둘레길을 열 예정이다.",
        "2024-03-02  새솔군은 3월 2일 새 도서관을 열 계획이다.",
    ]
    assert "    2024-01-10 누리시, 둘레길 연다 (누리신문, 기사.jsonl:1) [plan-1]" in result.out


def test_what_has_come_due_is_listed_alone(run: Run, archived: Path) -> None:
    due = run("plans", "--due", "--week", "2024-W03").out.splitlines()
    assert due[0] == "2024-01-19  누리시  누리시는 1월 19일 둘레길을 열 예정이다."
    assert len(due) == 2
    nobody = run("plans", "--due", "--week", "2024-W03", "--actor", "새솔군")
    assert (nobody.code, nobody.out) == (0, "")
    assert nobody.err == "2024-W03 · 1월 3주차 (2024. 1. 15.–1. 21.): 앞서 발표되어 때가 된 일정이 없습니다.\n"


def test_a_built_briefing_shows_what_came_due_and_verifies(run: Run, archived: Path, here: Path) -> None:
    assert run("build", "--week", "2024-W03").code == 0
    path = here / "reports" / "2024-W03" / "briefing.json"
    briefing = json.loads(path.read_text("utf-8"))
    assert [(plan["who"], plan["first"]) for plan in briefing["due"]] == [("누리시", "2024-01-19")]
    assert [source["id"] for source in briefing["sources"]] == ["news-1", "plan-1"]
    assert [week["start"] for week in briefing["comparison"]["weeks"]] == ["2024-01-08"]
    result = run("verify", path)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("출처 2건과 인용 ")
    assert result.out.endswith("곳을 대조했습니다. 모두 기사와 같습니다.\n")


def test_a_changed_briefing_fails_with_exit_code_1(run: Run, archived: Path, here: Path) -> None:
    run("build", "--week", "2024-W03")
    path = here / "reports" / "2024-W03" / "briefing.json"
    path.write_text(path.read_text("utf-8").replace("300명이", "3만명이"), "utf-8")
    result = run("verify", path)
    assert result.code == 1
    assert result.out.endswith("곳이 다릅니다.\n")
    assert "본문과 다릅니다" in result.err


def test_a_watch_list_is_reported_on(run: Run, archived: Path, here: Path) -> None:
    (here / "briefing.toml").write_text('watch = ["누리시", "바닷길"]', "utf-8")
    run("build", "--week", "2024-W03")
    briefing = json.loads((here / "reports" / "2024-W03" / "briefing.json").read_text("utf-8"))
    assert [(item["name"], item["sources"]) for item in briefing["watched"]] == [("누리시", [1]), ("바닷길", [])]
    page = (here / "reports" / "2024-W03" / "briefing.html").read_text("utf-8")
    assert "이번 주 언급 없음" in page
