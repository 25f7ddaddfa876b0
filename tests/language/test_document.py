from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language import parse as parse_body
from briefing.model import Document, Span

Parse = Callable[[str], Document]


def sentences(document: Document) -> list[str]:
    return [s.of(document.text) for s in document.sentences]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a stop inside a quotation does not end the sentence around it
        (
            "한 위원은 “늦었다. 서둘러야 한다.”라고 말했다. 회의는 끝났다.",
            ["한 위원은 “늦었다. 서둘러야 한다.”라고 말했다.", "회의는 끝났다."],
        ),
        # decimals, dates and initials are not ends
        (
            "성장률은 2.5%다. 위원회는 1. 28.(수) 열렸다. J. Smith 박사가 왔다.",
            ["성장률은 2.5%다.", "위원회는 1. 28.(수) 열렸다.", "J. Smith 박사가 왔다."],
        ),
        # government list marks begin a new one
        (
            "추진 배경 □ 가온시는 조례를 고쳤다. ○ 예산을 늘렸다.",
            ["추진 배경", "□ 가온시는 조례를 고쳤다.", "○ 예산을 늘렸다."],
        ),
        ("제목이 있다 - 부제가 있다 - 본문이다.", ["제목이 있다", "- 부제가 있다", "- 본문이다."]),
        # white space and stop both lost: a final ending meets the next word
        ("토론회를 진행했다참석자들은 자리를 떠났다.", ["토론회를 진행했다", "참석자들은 자리를 떠났다."]),
        # a reporter's byline is no part of the first sentence
        ("[가온일보 홍길동 기자] 시가 조례를 고쳤다.", ["시가 조례를 고쳤다."]),
        ("(가온=한빛통신) 홍길동 기자 = 시가 조례를 고쳤다.", ["시가 조례를 고쳤다."]),
        ("한빛IN=홍길동 기자“늦었다”고 말했다.", ["“늦었다”고 말했다."]),
        # a mark that is never closed protects nothing
        ("그는 “늦었다고 했다. 회의는 끝났다.", ["그는 “늦었다고 했다.", "회의는 끝났다."]),
        ("정말인가? 그렇다! 끝.", ["정말인가?", "그렇다!", "끝."]),
        ("", []),
    ],
)
def test_sentences(parse: Parse, body: str, expected: list[str]) -> None:
    assert sentences(parse(body)) == expected


def test_paragraphs_and_lookups(parse: Parse) -> None:
    document = parse("가온시가 조례를 고쳤다. 시민이 반겼다.\n\n  둘째 문단이다.")
    assert [p.of(document.text) for p in document.paragraphs] == [
        "가온시가 조례를 고쳤다. 시민이 반겼다.",
        "둘째 문단이다.",
    ]
    second = document.sentences[1]
    assert document.sentence_at(second.start) == second
    assert document.sentence_at(second.end) is None
    assert document.tokens_in(second)[0].form == "시민"


@given(st.text(alphabet="가나다 .?!“”‘’\"'()\n12□-다요", max_size=80))
def test_sentences_are_ordered_disjoint_and_trimmed(body: str) -> None:
    document = parse_body(body)
    ends = [0]
    for span in document.sentences:
        text = span.of(body)
        assert text == text.strip() != ""
        assert "\n" not in text
        assert span.start >= ends[-1]
        ends.append(span.end)


def test_tokens_are_found_by_place(parse: Parse) -> None:
    document = parse("가람시는 예산 30억원을 쓴다.")
    assert document.starts == tuple(token.start for token in document.tokens)
    assert [token.form for token in document.tokens_in(Span(5, 11))] == ["예산", "30", "억"]
    assert document.tokens_in(Span(11, 5)) == ()
    assert document.tokens[document.token_from(6)].form == "30"
    assert document.token_from(99) == len(document.tokens)
