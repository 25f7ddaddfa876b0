"""`briefing evaluate`: the table, the faults, and what is said of a bad gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import LIBRARY, Run

LABELLED: dict[str, Any] = {
    **LIBRARY,
    "people": [{"name": "박서연", "org": "가온시", "title": "시장"}, {"name": "한누리", "org": None, "title": None}],
    "orgs": [{"name": "가온시", "aliases": []}],
    "quotes": [{"text": "아이들이 걸어서 갈 수 있는 도서관을 만들겠다", "speaker": "박서연", "kind": "direct"}],
    "figures": [
        {"surface": "10곳", "value": 10, "unit": "곳"},
        {"surface": "94억원", "value": 9400000000, "unit": "USD"},
    ],
}


@pytest.fixture
def labels(here: Path) -> Path:
    path = here / "정답.jsonl"
    path.write_text(json.dumps(LABELLED, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


TABLE = """\
기사 1건
종류       정답  찾음  정밀도  재현율     F1  속성 정확도
직접 인용     1     1   1.000   1.000  1.000  말한 이 1.000
간접 인용     0     0   0.000   0.000  0.000  말한 이 0.000
사람          2     1   1.000   0.500  0.667  소속 1.000, 직함 1.000
숫자          2     2   1.000   1.000  1.000  값 1.000, 단위 0.500
"""
FAULTS = """
사람, 놓침: 1건
  library-1
    정답  한누리

숫자, 단위 틀림: 1건
  library-1
    정답  94억원 | 9400000000 | USD
    결과  94억원 | 9400000000 | KRW
"""


def test_the_table(run: Run, labels: Path) -> None:
    result = run("evaluate", labels)
    assert (result.code, result.out, result.err) == (0, TABLE, "")


def test_the_errors(run: Run, labels: Path) -> None:
    assert run("evaluate", labels, "--errors", 3).out == TABLE + FAULTS


def test_not_more_errors_than_asked_for(run: Run, here: Path) -> None:
    people = [{"name": name} for name in ("한누리", "소새벽", "민가람")]
    path = here / "정답.jsonl"
    path.write_text(json.dumps({**LABELLED, "people": people}, ensure_ascii=False), encoding="utf-8")
    shown = run("evaluate", path, "--errors", 2).out
    assert "사람, 놓침: 3건" in shown
    assert [name for name in ("한누리", "소새벽", "민가람") if f"정답  {name}" in shown] == ["한누리", "소새벽"]


@pytest.mark.parametrize("number", ["-1", "많이", "1.5", "", "٣", "9" * 5000])
def test_a_number_of_errors_that_is_none(run: Run, labels: Path, number: str) -> None:
    result = run("evaluate", labels, f"--errors={number}")
    assert result.code == 2
    assert result.err.startswith("오류: --errors 값이 잘못되었습니다: 0 이상의 정수로 적어 주십시오.\n")


def test_a_file_without_labels(run: Run, articles: Path) -> None:
    result = run("evaluate", articles)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        f"오류: {articles}:1: 정답 표지가 없습니다: people, orgs, quotes, figures."
        " 정답을 붙인 JSON Lines 파일을 주십시오.\n"
    )
