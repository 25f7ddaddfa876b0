"""What speaks for and against a stretch of text as a Korean name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.analysis import names, titles
from briefing.model import Document

Parse = Callable[[str], Document]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("김가람", ("김", "가람")),
        ("허민", ("허", "민")),
        ("황보가온", ("황보", "가온")),
        ("선우진", ("선우", "진")),
        ("가나다라", None),
        ("꽃나무", None),
        ("김", None),
        ("", None),
    ],
)
def test_split(name: str, parts: tuple[str, str] | None) -> None:
    assert names.split(name) == parts


@pytest.mark.parametrize("name", ["이영희", "박민수", "최지훈", "정수진", "강도현", "박이든", "남궁온"])
def test_frequent_syllables_are_likely(name: str) -> None:
    assert names.syllables(name) >= names.LIKELY


@pytest.mark.parametrize("word", ["위원회", "이번에", "정부가", "사업부", "김모", "시감위"])
def test_ordinary_syllables_are_not(word: str) -> None:
    assert names.syllables(word) < names.LIKELY


@pytest.mark.parametrize("word", ["이용자", "고령자", "안전성", "전문적"])
def test_ordinary_words_score_below_names(parse: Parse, word: str) -> None:
    document = parse(f"{word} 대표")
    assert names.score(document, 0, len(word)) < names.score(parse("이영희 대표"), 0, 3)
    assert names.score(document, 0, len(word)) < names.LIKELY


@pytest.mark.parametrize(
    ("word", "head", "particle"),
    [
        ("데이터누리활용단장은", "단장", 1),
        ("위원장", "위원장", 0),
        ("부원장보가", "부원장보", 1),
        ("대표이사와", "대표이사", 1),
        ("차관께서는", "차관", 3),
        ("장관님이", "장관", 2),
        ("CEO는", "CEO", 1),
        ("교수팀은", "교수", 2),
        ("한의사는", "의사", 1),
    ],
)
def test_title_at_the_end_of_a_word(word: str, head: str, particle: int) -> None:
    title = titles.find(word)
    assert title is not None
    assert (title.head, title.particle) == (head, particle)


@pytest.mark.parametrize(
    "word", ["회장단", "장관상", "위원회", "성장", "원장실", "대표적", "한의원", "국정감사", "비례대표", "홍보팀", ""]
)
def test_no_title(word: str) -> None:
    assert titles.find(word) is None


def test_ends_finds_every_word_with_a_title() -> None:
    text = "원장은 회장단과 만난 뒤 대표(이사)에게 알렸다. 차관"
    held = titles.ends(text)
    assert {text.index("은") + 1, text.index("대표") + 2, len(text)} <= held
    assert text.index("과") + 1 not in held
