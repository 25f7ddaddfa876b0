"""Searching: what words are taken for, what is found, and which sentence is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import search
from tests.cli.conftest import BUS, LIBRARY, Run

RICE = {
    "id": "rice-1",
    "title": "쌀값 안정 대책",
    "published": "2024-01-10",
    "outlet": "누리신문",
    "body": "누리도는 10일 회의를 열었다. 남는 쌀을 3만톤 사들인다.\n나래온 누리도 국장은 “차세대반도체 공장도 늘렸다”고 말했다.",
}


@pytest.fixture
def archived(run: Run, here: Path) -> None:
    path = here / "기사.jsonl"
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in (LIBRARY, BUS, RICE)), "utf-8")
    assert run("ingest", path.name).code == 0


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("반도체를", ["반도체"]),
        ("온디바이스 AI", ["온디바이스", "AI"]),
        ("쌀 예산에서는", ["쌀", "예산"]),
        ("늘렸다", ["늘렸"]),
        ("추진했다", ["추진"]),
        ("94억원", ["94억원"]),
        ("전세사기의", ["전세사기"]),
        ("예산 예산을", ["예산"]),
        ("? !", []),
        ("을", ["을"]),
        ("\u1107\u1161\u11ab\u1103\u1169\u110e\u1166", ["반도체"]),  # as macOS writes file names
    ],
)
def test_a_word_is_taken_without_its_particles_and_endings(question: str, stems: list[str]) -> None:
    assert [word.stem for word in search.parse(question)] == stems


def test_morphemes_that_do_not_cover_the_word_do_not_stand_for_it() -> None:
    (compound,) = search.parse("돌봄로봇을")
    assert compound.morphemes == (("돌봄", "로봇"),)
    (number,) = search.parse("94억원")
    assert number.morphemes == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (["반도체"], ["rice-1"]),  # inside a word
        (["반도체를"], ["rice-1"]),
        (["쌀"], ["rice-1"]),
        (["늘렸다"], ["rice-1"]),
        (["3만톤"], ["rice-1"]),
        (["나래온이"], ["rice-1"]),
        (["도서관"], ["library-1"]),
        (["마을", "도서관"], ["library-1"]),
        (["박서연"], ["bus-1", "library-1"]),
        (["박서연", "--since", "2024-01-18"], ["bus-1"]),
        (["박서"], ["bus-1", "library-1"]),
    ],
)
def test_what_is_found(run: Run, archived: None, question: list[str], found: list[str]) -> None:
    result = run("search", *question)
    assert (result.code, result.err) == (0, "")
    shown = [line for line in result.out.splitlines() if not line.startswith("    ")]
    assert sorted(line[line.rindex("[") + 1 : -1] for line in shown) == found


def test_the_sentence_that_holds_the_words_is_shown_with_its_place(run: Run, archived: None) -> None:
    assert run("search", "마을버스", "운행").out.splitlines() == [
        "2024-01-24  새솔신문  밤에도 달리는 마을버스  [bus-1]",
        "    새솔군은 24일 심야 마을버스 12대를 3월부터 운행한다고 밝혔다. (0–37자)",
    ]
    assert BUS["body"][0:37] == "새솔군은 24일 심야 마을버스 12대를 3월부터 운행한다고 밝혔다."
    assert run("search", "안정", "대책").out.splitlines()[1] == "    (제목에만 있습니다.)"


def test_more_than_the_limit_is_counted(run: Run, archived: None) -> None:
    result = run("search", "박서연", "--limit", "1")
    assert len(result.out.splitlines()) == 2
    assert result.err.startswith("기사 2건 가운데 1건을 보였습니다.")


@pytest.mark.parametrize("question", ["바닷길", "도서관 바닷길", "? !", 'AND "', "title:도서관*"])
def test_what_is_nowhere_is_an_error_with_a_way_out(run: Run, archived: None, question: str) -> None:
    result = run("search", "--", question)
    assert (result.code, result.out) == (1, "")
    assert result.err == f"오류: {question}: 그 낱말이 모두 나오는 기사가 없습니다. 낱말을 줄이거나 바꾸어 보십시오.\n"
