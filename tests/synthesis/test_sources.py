"""The week's articles by number, looked up and not held."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from briefing.model import Analysed, History
from briefing.period import week_of
from briefing.synthesis import compose
from briefing.synthesis.sources import cite, numbers
from tests.synthesis.weeks import actor, article, body, counted, said

SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토"


def week(days: Sequence[int]) -> list[Analysed]:
    """Articles of made-up matters, one for each day; three in a row are about one."""
    found = []
    for number, day in enumerate(days):
        matter = " ".join(f"{a}{SYLLABLES[number // 3 % 40]}{b}" for a, b in ("누나", "다라", "마보"))
        text = f"가온시가 {matter} {number + 2}곳을 짓는다.\n박다온 국장은 “{number}년 동안 기다렸다”고 말했다."
        quote = said(text, f"{number}년 동안 기다렸다", "박다온", "가온시", "국장")
        found.append(
            article(text, actor("박다온", "가온시", "국장"), day=day, quotes=(quote,), title=f"{matter} {number}")
        )
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
        week_of(date(2024, 1, 15)),
        history=History(),
        title="주간 정책 브리핑",
        issuer=None,
        summary_sentences=2,
        watch_list=("누가나",),
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
    assert cited.source(3).id == items[0].article.id


def test_some_articles_keep_their_numbers_and_come_in_order() -> None:
    items = week([15, 16, 17, 18])
    some = cite(items, first=11).some([14, 12])
    assert numbers(some) == (12, 14)
    assert len(some) == 2
    assert [item.analysed for item in some] == [items[1], items[3]]
    assert some.numbered(14).source is some.source(14)
    assert some.numbered(12) in some


def test_no_articles_are_no_sources() -> None:
    assert numbers(cite([])) == ()
    assert numbers(cite(week([15])).some([])) == ()


@pytest.mark.parametrize("count", [3, 40])
def test_a_week_that_is_looked_up_gives_the_same_briefing(count: int) -> None:
    items = week([15 + n % 7 for n in range(count)])
    assert composed(LookedUp(items)) == composed(items)


def test_of_a_very_large_week_the_numbers_of_the_first_issues_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(place: str, number: int, outlet: str) -> Analysed:
        text = f"{place} 도서관 예산은 {number}억원이다."
        return counted(text, "도서관 예산", body(place), outlet=outlet)

    items = [told("가온시", 90, outlet) for outlet in ("가온일보", "누리경제")]
    items += [told(f"{syllable}마군", 100 + n, "새솔신문") for n, syllable in enumerate(SYLLABLES[:20])]
    assert (len(composed(items).ledger), composed(items).coverage.measured) == (21, None)
    monkeypatch.setattr("briefing.synthesis._MEASURED", 2)
    (entry,) = composed(items).ledger
    assert (entry.stated.text, [q.text for q in entry.repeated]) == ("90억원", ["90억원"])
    assert (composed(items).coverage.figures, composed(items).coverage.measured) == (22, 2)


def test_a_week_is_not_held() -> None:
    gc.collect()
    before = sum(isinstance(one, Analysed) for one in gc.get_objects())
    looked_up = LookedUp(week([15 + n % 7 for n in range(200)]))
    composed(looked_up)
    assert looked_up.asked > 200
    assert looked_up.most - before < 20
