"""What a heading of the body quotes is no statement. All people and bodies are invented."""

from __future__ import annotations

import pytest

from briefing.analysis import actors, headlines, quotes
from briefing.language import parse

BODY = (
    "한가람 바다연구원 원장은 4일 누리시에서 “올해 안에 배를 세 척 더 띄우겠다”고 밝혔다. "
    "남궁솔 미래산업부 장관은 “예산을 늘려 돕겠다”고 말했다."
)


def quoted(heading: str) -> list[tuple[str, str | None, str | None]]:
    """(words, speaker, cue) of what `heading` over the body quotes; the statements are those of the body alone."""
    document = parse(f"{heading}\n{BODY}")
    found = actors.extract(document)
    said = quotes.extract(document, found)
    assert [(q.of(document.text), q.speaker) for q in said if q.kind == "direct"] == [
        ("올해 안에 배를 세 척 더 띄우겠다", "한가람"),
        ("예산을 늘려 돕겠다", "남궁솔"),
    ]
    return [(q.of(document.text), q.speaker, q.cue) for q in headlines.extract(document, found, said)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("한가람 원장 “배를 더 띄우겠다”", [("배를 더 띄우겠다", "한가람", None)]),
        ("한가람 바다연구원 원장, “배를 더 띄우겠다”", [("배를 더 띄우겠다", "한가람", None)]),
        ("“배를 더 띄우겠다” 한가람 바다연구원 원장", [("배를 더 띄우겠다", "한가람", None)]),
        ("- 한가람 원장, “배를 더 띄우겠다” 강조 -", [("배를 더 띄우겠다", "한가람", None)]),
        (
            "한가람 원장 “배를 더”… 남궁솔 장관 “예산도 더”",
            [("배를 더", "한가람", None), ("예산도 더", "남궁솔", None)],
        ),
        ("바다연구원 “문턱을 낮춘다”", [("문턱을 낮춘다", "바다연구원", None)]),
        ("“바다가 하루하루 더워진다”", [("바다가 하루하루 더워진다", None, None)]),
        # the one addressed, and one named beside something else
        ("남궁솔 장관에게 “배를 더 달라”", [("배를 더 달라", None, None)]),
        ("“배를 더 띄워 달라” 남궁솔 장관 누리시 방문", []),
        # names and mottos
        ("바다연구원, “바다를 말하다” 개최", []),
        ("“바다의 날” 기념식", []),
        ("“함께 만드는 안전한 바다”를 주제로 기념식", []),
        # what the body says itself, a note, a sentence
        ("한가람 원장 “올해 안에 배를 세 척 더 띄우겠다”", []),
        ("* 누리집 아래의 “배를 신청하겠다”", []),
    ],
)
def test_words_in_a_heading(heading: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert quoted(heading) == expected


def test_a_speaker_of_a_heading_bears_the_post() -> None:
    document = parse(f"한가람 원장 “배를 더 띄우겠다”\n{BODY}")
    found = actors.extract(document)
    (quote,) = headlines.extract(document, found, quotes.extract(document, found))
    assert (quote.kind, quote.speaker_org, quote.speaker_title, quote.stance) == ("direct", "바다연구원", "원장", None)


def test_a_heading_repeated_counts_once_with_its_speaker() -> None:
    assert quoted("“배를 더 띄우겠다”\n한가람 원장 “배를 더 띄우겠다”") == [("배를 더 띄우겠다", "한가람", None)]


def test_a_body_without_headings() -> None:
    assert headlines.extract(parse(BODY), (), ()) == headlines.extract(parse(""), (), ()) == ()
