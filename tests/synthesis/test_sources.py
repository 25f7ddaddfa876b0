"""The week's articles by number, looked up and not held."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from briefing.model import Analysed, Article, History
from briefing.period import parse
from briefing.synthesis import compose
from briefing.synthesis.sources import cite, numbers
from tests.synthesis.weeks import actor, article, said


def week(days: Sequence[int]) -> list[Analysed]:
    """Articles of made-up towns, one for each day, two of which are about one library."""
    found = []
    for number, day in enumerate(days):
        text = f"가온시가 도서관 {number + 2}곳을 짓는다.\n박다온 국장은 “마을 {number}은 기다렸다”고 말했다."
        quote = said(text, f"마을 {number}은 기다렸다", "박다온", "가온시", "국장")
        found.append(article(text, actor("박다온", "가온시", "국장"), day=day, quotes=(quote,), title=f"도서관 {number}"))
    return found


class LookedUp(Sequence[Analysed]):
    """A week of which every article is made anew when it is asked for."""

    def __init__(self, items: Sequence[Analysed]) -> None:
        self._kept = [msgspec.json.encode(item) for item in items]
        self.asked = self.most = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, place: Any) -> Any:
        self.asked += 1
        if self.asked % 40 == 0:
            self.most = max(self.most, sum(isinstance(one, Analysed) for one in gc.get_objects()))
        return msgspec.json.decode(self._kept[place], type=Analysed)


def composed(items: Sequence[Analysed]) -> Any:
    return compose(
        items,
        parse("2024-W03"),
        history=History(),
        title="주간 정책 브리핑",
        issuer=None,
        summary_sentences=2,
        watch_list=("도서관",),
        embargoed=0,
        undated=(),
        rejected=(),
        generator="",
    )


def test_articles_are_found_by_their_numbers() -> None:
    items = week([17, 15, 16])
    cited = cite(items)
    assert numbers(cited) == (1, 2, 3)
    assert [item.source.number for item in cited] == [1, 2, 3]
    assert [cited.numbered(n).analysed for n in (1, 2, 3)] == [items[1], items[2], items[0]]
    assert cited.source(3).title == "도서관 0"


def test_some_articles_keep_their_numbers_and_come_in_order() -> None:
    some = cite(week([15, 16, 17, 18]), first=11).some([14, 12])
    assert numbers(some) == (12, 14)
    assert len(some) == 2
    assert [item.source.title for item in some] == ["도서관 1", "도서관 3"]
    assert some.numbered(14).source is some.source(14)
    assert some.numbered(12) in some


def test_no_articles_are_no_sources() -> None:
    assert numbers(cite([])) == ()
    assert numbers(cite(week([15])).some([])) == ()


@pytest.mark.parametrize("count", [3, 40])
def test_a_week_that_is_looked_up_gives_the_same_briefing(count: int) -> None:
    items = week([15 + n % 7 for n in range(count)])
    assert composed(LookedUp(items)) == composed(items)


def test_a_week_is_not_held() -> None:
    items = [Article(id=str(n), body="") for n in range(3)]
    del items
    gc.collect()
    before = sum(isinstance(one, Analysed) for one in gc.get_objects())
    looked_up = LookedUp(week([15 + n % 7 for n in range(200)]))
    composed(looked_up)
    assert looked_up.asked > 200
    assert looked_up.most - before < 20
