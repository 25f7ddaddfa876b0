from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefing.model import Analysed, Comparison, Direction, History, PastRole, Tally
from briefing.period import Period
from briefing.synthesis import identity, trends
from briefing.synthesis.sources import cite

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))


def tally(articles: int, weeks_ago: int = 1, **terms: int) -> Tally:
    period = WEEK.before(weeks_ago)[-1]
    return Tally(period=period, articles=articles, issues=(), terms=terms, quantities=(), sources=())


@pytest.mark.parametrize(
    ("now", "articles", "earlier", "totals", "direction"),
    [
        (3, 10, [0], [10], "new"),
        (3, 10, [0, 1], [10, 10], "rising"),
        (4, 10, [2], [10], "rising"),
        (3, 10, [2], [10], "continuing"),  # one article more is no news
        (10, 30, [8], [30], "continuing"),  # two more, but a quarter
        (20, 100, [2], [10], "continuing"),  # ten times as many articles in all
        (2, 10, [5], [10], "falling"),
        (4, 10, [4, 9], [10, 10], "continuing"),  # below the usual, but no less than last week
        (0, 10, [5], [10], "gone"),
        (1, 10, [0, 0, 1], [10, 10, 10], "continuing"),
    ],
)
def test_directions(now: int, articles: int, earlier: list[int], totals: list[int], direction: Direction) -> None:
    moved = trends.movement("이름", range(1, now + 1), articles, earlier, totals)
    assert (moved.direction, moved.now, moved.before) == (direction, now, earlier[0])
    assert moved.mean == round(sum(earlier) / len(earlier), 2)


def test_terms_are_counted_by_articles_and_those_of_one_are_left_out(make: Any) -> None:
    week = [make("하나", "도서관 도서관 예산"), make("둘", "도서관 버스"), make("셋", "버스 철도")]
    assert trends.terms(cite(week)) == {"도서관": 2, "버스": 2}


def test_without_an_earlier_week_nothing_is_compared(make: Any) -> None:
    week = cite([make("하나", "도서관 예산")])
    assert trends.compare(week, identity.unite(week), History(), 5) == Comparison()


@pytest.fixture
def week(make: Any) -> list[Analysed]:
    lines = ["철도 예산 심의 회의", "철도 노선 심의 회의", "철도 노선 심의 회의", "심의 자료", "심의 자료 배포"]
    people = [("나모아",), ("나모아",), ("나모아", "혼자"), ("새롬",), ("새롬",), *[()] * 5]
    return [make(str(n), line, people=people[n]) for n, line in enumerate([*lines, *["심의"] * 5])]


def test_what_moved_is_told_with_its_articles(week: list[Analysed]) -> None:
    roles = (
        PastRole(
            name="나모아",
            kind="person",
            org="가온시",
            title="국장",
            first=date(2023, 5, 1),
            last=date(2023, 5, 1),
            articles=1,
        ),
    )
    history = History(
        weeks=(tally(10, 1, 하천=4, 철도=1, 심의=10), tally(10, 3, 하천=2)),
        actors=({"도보라": 3, "나모아": 0}, {"나모아": 1}),
        roles=roles,
    )
    cited = cite(week)
    found = trends.compare(cited, identity.unite(cited), history, 5)
    assert [w.slug for w in found.weeks] == ["2024-W02", "2023-W52"]
    assert [(m.name, m.direction, m.now, m.before, m.first) for m in found.actors] == [
        ("새롬", "new", 2, 0, True),
        ("나모아", "rising", 3, 0, False),
        ("도보라", "gone", 0, 3, False),
    ]
    # 심의 stands in every article of both weeks: nothing moved
    assert [(m.name, m.direction, m.now, m.before) for m in found.terms] == [
        ("회의", "new", 3, 0),
        ("노선", "new", 2, 0),
        ("자료", "new", 2, 0),
        ("철도", "rising", 3, 1),
        ("하천", "gone", 0, 4),
    ]


def test_at_most_so_many_of_each_direction(week: list[Analysed]) -> None:
    history = History(weeks=(tally(10, 1, 하천=4),), actors=({},))
    found = trends.compare(cite(week), identity.unite(()), history, 1)
    assert [(m.name, m.direction) for m in found.terms] == [("심의", "new"), ("하천", "gone")]


def test_words_of_a_few_articles_are_not_compared(week: list[Analysed]) -> None:
    history = History(weeks=(tally(10, 1, 하천=4),), actors=({"도보라": 3},))
    few = trends.compare(cite(week[:9]), identity.unite(()), history, 5)
    assert few.terms == ()
    assert [m.name for m in few.actors] == ["도보라"]


def test_words_that_every_week_has_in_many_articles_are_the_trades_own(week: list[Analysed]) -> None:
    history = History(weeks=(tally(10, 1, 심의=3, 철도=1), tally(10, 2, 심의=2)), actors=({}, {}))
    found = trends.compare(cite(week), identity.unite(()), history, 5)
    assert "심의" not in [m.name for m in found.terms]  # ten articles after two and three: rising, but everywhere
    assert "철도" in [m.name for m in found.terms]
