from __future__ import annotations

from itertools import permutations

import pytest

from briefing.model import Analysed, Watched
from briefing.synthesis import identity, watch
from briefing.synthesis.sources import cite
from tests.synthesis.weeks import actor, article, body, said


def gather(*week: Analysed, entries: tuple[str, ...]) -> tuple[Watched, ...]:
    cited = cite(week)
    return watch.gather(cited, identity.unite(cited), entries)


def shown(found: tuple[Watched, ...]) -> list[tuple[str, tuple[int, ...], list[str]]]:
    return [(w.name, w.sources, [r.text for r in w.remarks]) for w in found]


@pytest.fixture
def week() -> list[Analysed]:
    first = "나윤설 과기정통부 국장은 “인공지능을 돕겠다”고 했다."
    second = "나 국장은 “더 돕겠다”고 했고 과기정통부는 “검토하겠다”고 밝혔다."
    third = "다보라 과장은 “반도체산업이 중요하다”고 했다."
    official = actor("나윤설", "과학기술정보통신부", "국장")
    return [
        article(
            first,
            official,
            body("과학기술정보통신부", "과기정통부"),
            quotes=(said(first, "인공지능을 돕겠다", "나윤설", "과학기술정보통신부"),),
        ),
        article(
            second,
            official,
            body("과기정통부"),
            day=16,
            quotes=(said(second, "더 돕겠다", "나윤설", "과기정통부"), said(second, "검토하겠다", "과기정통부")),
        ),
        article(
            third, actor("다보라", "가온시"), day=17, quotes=(said(third, "반도체산업이 중요하다", "다보라", "가온시"),)
        ),
    ]


def test_entries_stand_in_the_order_of_the_list_with_all_their_remarks(week: list[Analysed]) -> None:
    found = gather(*week, entries=("반도체", "나윤설", "과기부", "하도담", "인공지능"))
    assert shown(found) == [
        ("반도체", (3,), ["반도체산업이 중요하다"]),
        ("나윤설", (1, 2), ["인공지능을 돕겠다", "더 돕겠다"]),
        ("과기부", (1, 2), ["인공지능을 돕겠다", "더 돕겠다", "검토하겠다"]),  # its own and those of its people
        ("하도담", (), []),
        ("인공지능", (1,), ["인공지능을 돕겠다"]),
    ]


def test_the_order_of_the_articles_does_not_matter(week: list[Analysed]) -> None:
    entries = ("반도체", "나윤설", "과기부")
    assert len({gather(*order, entries=entries) for order in permutations(week)}) == 1


def test_homonyms_can_be_watched_apart() -> None:
    week = [article("나윤설", actor("나윤설", "가온시")), article("나윤설", actor("나윤설", "누리시"), day=16)]
    assert shown(gather(*week, entries=("나윤설", "나윤설(누리시)"))) == [
        ("나윤설", (1, 2), []),
        ("나윤설(누리시)", (2,), []),
    ]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("전기를 아낀다.", "전기"),
        ("“전기”와 수도", "전기"),
        ("요금(전기)", "전기"),
        ("전기에서는 다르다.", "전기"),
        ("반도체산업을 키운다.", "반도체"),
        ("개인정보보호법을 고친다.", "개인정보 보호법"),
        ("개인정보 보호법 개정안", "개인정보 보호법"),
        ("AI를 쓴다.", "AI"),
        ("AI반도체를 쓴다.", "AI"),
        ("전기차는 늘고 전기는 줄었다.", "전기"),
    ],
)
def test_a_term_stands_as_a_word(text: str, entry: str) -> None:
    assert watch.says(text, entry)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("전기차를 산다.", "전기"),
        ("발전기를 산다.", "전기"),
        ("비반도체 분야", "반도체"),
        ("AIR를 잰다.", "AI"),
        ("MAID를 쓴다.", "AI"),
        ("개인정보를 보호한다.", "개인정보 보호법"),
    ],
)
def test_a_part_of_a_word_is_none(text: str, entry: str) -> None:
    assert not watch.says(text, entry)


@pytest.mark.parametrize(
    ("entry", "held"),
    [
        ("나윤설", True),
        ("과기부", True),
        ("과학기술정보통신부", True),
        ("도서관 예산", True),
        ("다보라", False),
        ("예산안", False),
    ],
)
def test_an_article_holds_an_entry_in_title_body_or_actors(entry: str, held: bool) -> None:
    (item,) = cite([article("나 국장이 설명했다.", actor("나윤설"), body("과기정통부"), title="도서관 예산 늘린다")])
    assert watch.holds(item, entry) is held
