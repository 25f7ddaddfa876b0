from __future__ import annotations

from itertools import permutations

import pytest

from briefing.model import Analysed, Voice
from briefing.synthesis import identity, voices
from briefing.synthesis.sources import cite
from tests.synthesis.weeks import actor, article, body, said


def speaking(
    words: str,
    speaker: str | None,
    org: str | None = None,
    title: str | None = None,
    *,
    day: int = 15,
    named: bool = True,
) -> Analysed:
    text = f"{speaker}: “{words}”라고 말했다."
    actors = (actor(speaker, org, title),) if speaker and named else ()
    return article(text, *actors, day=day, quotes=(said(text, words, speaker, org, title),))


def gather(*week: Analysed, speakers: int = 9, each: int = 9) -> tuple[Voice, ...]:
    cited = cite(week)
    return voices.gather(cited, identity.unite(cited), speakers, each)


def shown(found: tuple[Voice, ...]) -> list[tuple[str | None, str | None, list[str]]]:
    return [(v.name, v.org, [r.text for r in v.remarks]) for v in found]


def test_persons_come_first_and_the_unknown_last() -> None:
    week = [
        speaking("누구인가", None),
        speaking("둘째다", "업계 관계자", named=False),
        speaking("처음이다", "나윤설", "가온시", "국장"),
        speaking("다음이다", "나윤설", None, day=16),
        speaking("남이다", "나윤설", "한빛대학교", day=17),
    ]
    assert shown(gather(*week)) == [
        ("나윤설", "가온시", ["처음이다"]),
        ("나윤설", None, ["다음이다"]),  # two people it could be
        ("나윤설", "한빛대학교", ["남이다"]),
        ("업계 관계자", None, ["둘째다"]),
        (None, None, ["누구인가"]),
    ]
    assert len({gather(*order) for order in permutations(week)}) == 1


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("누리경제진흥원", "누진원", 1),
        ("한빛대학교", "한빛대", 1),
        ("과기정통부", "과학기술정보통신부", 1),
        ("누리경제진흥원", "다온진흥원", 2),
        ("한빛시", None, 1),
    ],
)
def test_one_person_under_two_forms_of_a_body(first: str, second: str | None, count: int) -> None:
    found = gather(speaking("처음이다", "나윤설", first), speaking("다음이다", "나윤설", second, day=16))
    assert len(found) == count


def test_words_that_two_articles_quote_stand_once_from_the_earlier() -> None:
    (voice,) = gather(
        speaking("처음이다, 정말", "나윤설", "가온시", "국장", day=16),
        speaking("처음이다 정말", "나윤설", "가온시", "국장"),
    )
    assert [(r.source, r.text) for r in voice.remarks] == [(1, "처음이다 정말")]


def test_the_latest_post_is_the_speakers() -> None:
    (voice,) = gather(
        speaking("처음이다", "나윤설", "가온시", "과장"), speaking("다음이다", "나윤설", "가온시", "국장", day=16)
    )
    assert (voice.org, voice.title) == ("가온시", "국장")


def test_a_surname_alone_is_somebody_else_in_each_article() -> None:
    found = gather(speaking("처음이다", "김모 씨"), speaking("다음이다", "김모 씨", day=16))
    assert shown(found) == [("김모 씨", None, ["처음이다"]), ("김모 씨", None, ["다음이다"])]


def test_of_many_remarks_the_earlier_ones_are_kept_in_order() -> None:
    week = [speaking(f"{n}번째다", "나윤설", "가온시", day=n) for n in (15, 16, 17)]
    (voice,) = gather(*week, each=2)
    assert [r.text for r in voice.remarks] == ["15번째다", "16번째다"]


def test_bodies_speak_under_their_official_name() -> None:
    text = "과기정통부는 “돕겠다”고 밝혔다."
    item = article(text, body("과기정통부"), quotes=(said(text, "돕겠다", "과기정통부"),))
    assert shown(gather(item)) == [("과학기술정보통신부", None, ["돕겠다"])]


def test_mentions_are_counted_by_who_is_meant() -> None:
    week = [
        article("나윤설 국장과 서울시.", actor("나윤설", "가온시"), body("서울시")),
        article("나윤설 교수와 서울특별시.", actor("나윤설", "한빛대"), body("서울특별시"), day=16),
    ]
    assert voices.count_mentions(identity.unite(cite(week))) == [
        ("서울특별시", (1, 2)),
        ("나윤설(가온시)", (1,)),
        ("나윤설(한빛대)", (2,)),
    ]
