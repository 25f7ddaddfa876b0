"""Pairs of quotation marks, well typed and mistyped."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis import marks
from briefing.model import Document, Span


def document(text: str) -> Document:
    """A document with paragraphs only: marks are paired without tokens."""
    paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Document(text, paragraphs, paragraphs, ())


def doubles(text: str) -> list[str]:
    return [m.of(text) for m in marks.pairs(document(text)) if m.double]


PAIRED = {
    "closing mark lost, a clause in the clause": (
        "그는 “배가 늦는다고 말하기는 이르다고 밝혔다.",
        ["배가 늦는다고 말하기는 이르다"],
    ),
    "curly": ("그는 “간다”고 했다.", ["간다"]),
    "straight": ('그는 "간다"며 "온다"고 했다.', ["간다", "온다"]),
    "two apostrophes": ("그는 ''간다''고 했다.", ["간다"]),
    "two single curly": ("그는 ‘‘간다’’고 했다.", ["간다"]),
    "straight closed by curly": ('그는 "간다”고 했다.', ["간다"]),
    "closing mark typed as opening": ("그는 “간다“고 했다.", ["간다"]),
    "closing mark typed as opening at the end": ("그의 말. “이제 간다.“", ["이제 간다."]),
    "opening mark typed as closing": ("그는 ”간다”고 했다.", ["간다"]),
    "opening mark typed as closing, over a line end": ("그는 ”먼\n길을 간다.”라고 했다.", ["먼\n길을 간다."]),
    "white space before a stray closing mark": ("그는 간다 ”고 했다. 그녀는 “온다”고 했다.", ["온다"]),
    "reversed marks": ("그는 ”간다“고 했다.", ["간다"]),
    "white space inside": ("그는 “ 간다 ”고 했다.", ["간다"]),
    "stop before the closing mark": ("그는 “간다.”라고 했다.", ["간다."]),
    "lost before 이라며": ("그는 “꼭 갈 것이라며 “올 것도 같다”고 했다.", ["꼭 갈 것", "올 것도 같다"]),
    "lost before 라며 after a full clause": ("그는 “꼭 간다며 “또 온다”고 했다.", ["꼭 간다", "또 온다"]),
    "lost before a verb of saying": ("그는 “꼭 간다고 말하며 “또 온다”고 했다.", ["꼭 간다", "또 온다"]),
    "lost with straight marks": ('그는 "꼭 갈 것이라며 "올 것도 같다"고 했다.', ["꼭 갈 것", "올 것도 같다"]),
    "lost at the end": ("그는 “꼭 가겠다고 밝혔다.\n그녀는 “온다”고 했다.", ["꼭 가겠다", "온다"]),
    "stray opening mark": ("그는 “간다.\n그녀는 “온다”고 했다.", ["온다"]),
    "stray closing mark": ("그는 간다”.\n그녀는 “온다”고 했다.", ["온다"]),
    "over a line end": ("그는 “먼\n길을 간다”고 했다.", ["먼\n길을 간다"]),
    "over several line ends": ("그는 “먼\n길을\n홀로 간다”고 했다.", ["먼\n길을\n홀로 간다"]),
    "nested single marks": ("그는 “‘간다’고 했다”고 했다.", ["‘간다’고 했다"]),
    "nested straight single marks": ("그는 \"'간다'고 했다\"고 했다.", ["'간다'고 했다"]),
    "two in one line, side by side": ("“간다.” “온다.”라고 했다.", ["간다.", "온다."]),
    "year with an apostrophe": ("’24년 “간다”고 ’25년에 말했다.", ["간다"]),
}


@pytest.mark.parametrize(("text", "expected"), PAIRED.values(), ids=PAIRED)
def test_double_marks(text: str, expected: list[str]) -> None:
    assert doubles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘바다의 날’ 행사", ["바다의 날"]),
        ("'바다의 날' 행사", ["바다의 날"]),
        ("’24년과 '25년의 일", []),
        ("It's a fisherman's boat", []),
        ("‘닫히지 않은 이름", []),
        ("그는 “‘간다’고 했다”고 했다.", []),
    ],
)
def test_single_marks_outside_double_ones(text: str, expected: list[str]) -> None:
    assert [m.of(text) for m in marks.pairs(document(text)) if not m.double] == expected


def test_an_unbalanced_mark_costs_its_paragraph_at_most() -> None:
    lines = ["그는 “간다”고 했다."] * 3
    lines[1] = "그는 “간다고 “ 했”다 “."
    assert doubles("\n".join(lines))[0] == doubles("\n".join(lines))[-1] == "간다"


def test_a_mark_open_too_long_is_lost() -> None:
    assert doubles("그는 “" + "간다.\n" * 400 + "온다”고 했다.") == []


@given(st.text(alphabet="“”\"'‘’ 가다고라며이것.,\n1a", max_size=60))
def test_pairs_are_ordered_disjoint_and_inside_their_marks(text: str) -> None:
    found = marks.pairs(document(text))
    for mark in found:
        assert 0 <= mark.opening < mark.start < mark.end <= mark.after <= len(text)
        assert mark.of(text) == mark.of(text).strip()
    for left, right in pairwise(found):
        assert left.after <= right.opening


@given(st.lists(st.text(alphabet="가나다라 ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=5))
def test_balanced_curly_marks_are_all_found(words: list[str]) -> None:
    text = " ".join(f"그는 “{word}”고 했다." for word in words)
    assert doubles(text) == [word.strip() for word in words]
