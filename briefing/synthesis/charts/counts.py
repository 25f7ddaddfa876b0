"""What the week's articles hold, counted: articles by day, remarks by stance, the largest sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache

from briefing.language import lexicon, speech
from briefing.language.korean import bare
from briefing.model import Chart, ChartPart, ChartRow, Quantity, Source
from briefing.period import Period
from briefing.synthesis import quantities, voices
from briefing.synthesis.charts import words
from briefing.synthesis.sources import Citations

_ROWS = 8  # bars that can be read at a glance in a column of half a page
_LOOKED_AT = 40  # sums, of which those that are for different things are shown
_FEWEST = 3  # rows; one or two numbers are said in a sentence
_DAYS = 31  # columns; a longer period is shown by its numbers, not by its days
_ARTICLES = 5  # fewer are listed one by one on the same page
_REMARKS = 5  # with a stance; fewer are read faster than counted
# From this ratio of the largest to the smallest sum a bar of the smallest would be shorter than a line is thick
# (1/50 of some 200 points), and the sums stand on a scale of powers of ten.
_SPREAD = 50
_LARGE = 10**8  # won; below 1억 원 stand fees and prices, which are no budgets
_OFFICIAL = frozenset({"ministry", "body", "local"})
_KINDS = ("정부·공공기관", "그 밖의 매체", "매체 미상")


def days(sources: Sequence[Source], period: Period) -> Chart | None:
    """Articles by day and kind of outlet; None below five articles, or where all days are alike.

    An outlet that the word list has as a public body is one; of the others it is not said what they are. The kinds are
    shown apart only where there is a public body among the outlets, and something else.
    """
    counts = Counter(source.published for source in sources if source.published)
    if len(sources) < _ARTICLES or len(period.days) > _DAYS or len({counts[day] for day in period.days}) < 2:
        return None
    kinds = [kind for kind in _KINDS if any(_kind(source) == kind for source in sources)]
    apart = _KINDS[0] in kinds and len(kinds) > 1
    top = max(counts.values())
    busiest = [day for day in period.days if counts[day] == top]
    rows = tuple(
        _day(day, [source for source in sources if source.published == day], kinds if apart else ())
        for day in period.days
    )
    if len(busiest) == 1:
        title = f"기사는 {words.day(busiest[0])}에 {top:,}건으로 가장 많았다"
    elif len(busiest) == 2:
        title = f"기사는 {'과 '.join(words.day(day) for day in busiest)}에 각 {top:,}건으로 가장 많았다"
    else:
        title = f"기사가 가장 많은 날은 {len(busiest)}일이며, 하루 {top:,}건씩이었다"
    return Chart(key="days", shape="columns", title=title, alt=words.described("날짜별 기사 수", rows), rows=rows)


def _day(day: date, published: Sequence[Source], kinds: Sequence[str]) -> ChartRow:
    of = {kind: [source for source in published if _kind(source) == kind] for kind in kinds}
    return ChartRow(
        label=f"{day.month}. {day.day}. {words.WEEKDAYS[day.weekday()]}",
        value=float(len(published)),
        text=f"{len(published):,}건",
        sources=_numbers(published),
        parts=tuple(
            ChartPart(label=kind, value=float(len(some)), text=f"{len(some):,}건", sources=_numbers(some))
            for kind, some in of.items()
        ),
    )


def _numbers(sources: Sequence[Source]) -> tuple[int, ...]:
    return tuple(source.number for source in sources)


def _kind(source: Source) -> str:
    if not source.outlet:
        return _KINDS[2]
    return _KINDS[0] if bare(source.outlet) in _public() else _KINDS[1]


@cache
def _public() -> frozenset[str]:
    bodies = [body for body in lexicon.organizations() if body.kind in _OFFICIAL]
    return frozenset(bare(form) for body in bodies for form in (body.name, *body.shorts))


def stances(cited: Citations) -> Chart | None:
    """Remarks by what their speakers do with them; None below five such remarks or two stances.

    Words that several articles quote count once. Most reporting verbs (말했다, 설명했다) show no stance; the
    description says of how many remarks these are.
    """
    names = speech.lexicon().words
    said: dict[bytes, str | None] = {}
    sources: defaultdict[str, list[int]] = defaultdict(list)
    for item in cited:
        for quote in item.analysed.analysis.quotes:
            key = voices.fingerprint(item, quote)
            stance = names.get(quote.stance or "")
            if said.setdefault(key, stance) == stance and stance:
                sources[stance].append(item.source.number)
    counts = Counter(stance for stance in said.values() if stance)
    if len(counts) < 2 or counts.total() < _REMARKS:
        return None
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    rows = tuple(
        ChartRow(label=stance, value=float(n), text=f"{n:,}건", sources=tuple(sorted(set(sources[stance]))))
        for stance, n in ranked
    )
    most = words.named([stance for stance, n in ranked if n == ranked[0][1]], "가지")
    each = "각 " if sum(n == ranked[0][1] for _, n in ranked) > 1 else ""
    return Chart(
        key="stances",
        shape="bars",
        title=f"태도가 드러난 발언 {counts.total():,}건 가운데 {most} 발언이 {each}{ranked[0][1]:,}건으로 가장 많다",
        alt=words.described(f"발언 {len(said):,}건 가운데 태도가 드러난 {counts.total():,}건", rows),
        rows=rows,
    )


def amounts(cited: Citations) -> Chart | None:
    """The largest sums in won by what they are for; None with fewer than three of 1억 원 or more.

    Of sums with the same words (시장 규모 of two years) only the largest is shown: rows of one name tell nothing apart.
    """
    by_label: dict[str, Quantity] = {}
    for item in quantities.largest_amounts(cited, _LOOKED_AT):
        if item.value >= _LARGE:
            by_label.setdefault(bare(item.label or ""), item)
    largest = list(by_label.values())[:_ROWS]
    if len(largest) < _FEWEST:
        return None
    rows = tuple(
        ChartRow(label=q.label or "", value=float(q.value), text=words.measure(q), sources=(q.source,)) for q in largest
    )
    return Chart(
        key="amounts",
        shape="dots" if rows[0].value >= _SPREAD * rows[-1].value else "bars",
        title=f"가장 큰 금액은 {rows[0].label} {rows[0].text}이다",
        alt=words.described("큰 금액 순", rows),
        rows=rows,
    )
