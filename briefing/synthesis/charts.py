"""What the charts show, before anything is drawn: rows, a title that states the finding, a description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from briefing.language.korean import josa
from briefing.model import Chart, ChartRow
from briefing.period import Period
from briefing.synthesis import quantities, voices
from briefing.synthesis.identity import Identities
from briefing.synthesis.sources import Cited, numbers

_ROWS = 8  # bars that can be read at a glance in a column of half a page
_DAYS = 31  # columns; a longer period is shown by its numbers, not by its days
_WEEKDAYS = "월화수목금토일"


def draw(cited: Sequence[Cited], known: Identities, period: Period) -> tuple[Chart, ...]:
    """The charts that have something to say; with too few data none."""
    charts = (_days(cited, period), _actors(known), _amounts(cited))
    return tuple(chart for chart in charts if chart is not None)


def _days(cited: Sequence[Cited], period: Period) -> Chart | None:
    """Articles by day; None unless two days of the period differ."""
    counts = Counter(c.source.published for c in cited if c.source.published)
    if len(period.days) > _DAYS or len({counts[day] for day in period.days}) < 2:
        return None
    top = max(counts.values())
    busiest = [_day_name(day) for day in period.days if counts[day] == top]
    peak = "·".join(busiest)
    rows = tuple(
        ChartRow(
            label=f"{day.month}. {day.day}. {_WEEKDAYS[day.weekday()]}",
            value=float(counts[day]),
            text=f"{counts[day]}건",
            sources=numbers([c for c in cited if c.source.published == day]),
        )
        for day in period.days
    )
    return Chart(
        key="days",
        shape="columns",
        title=f"기사는 {peak}에 {'각 ' if len(busiest) > 1 else ''}{top}건으로 가장 많았다",
        alt=_described("날짜별 기사 수", rows),
        rows=rows,
    )


def _actors(known: Identities) -> Chart | None:
    """The people and organisations that most articles name; None where no two articles name the same one."""
    mentioned = [(name, sources) for name, sources in voices.count_mentions(known) if len(sources) > 1][:_ROWS]
    if len(mentioned) < 2:
        return None
    rows = tuple(
        ChartRow(label=name, value=float(len(sources)), text=f"{len(sources)}건", sources=sources)
        for name, sources in mentioned
    )
    names = "·".join(row.label for row in rows if row.value == rows[0].value)
    return Chart(
        key="actors",
        shape="bars",
        title=f"{josa(names, '이/가')} 가장 많은 기사({rows[0].text})에 나왔다",
        alt=_described("언급한 기사가 많은 인물과 기관", rows),
        rows=rows,
    )


def _amounts(cited: Sequence[Cited]) -> Chart | None:
    """The largest sums in won, each with what it is for; None with fewer than two."""
    largest = quantities.largest_amounts(cited, _ROWS)
    if len(largest) < 2:
        return None
    rows = tuple(ChartRow(label=q.label or "", value=float(q.value), text=q.text, sources=(q.source,)) for q in largest)
    return Chart(
        key="amounts",
        shape="bars",
        title=f"가장 큰 금액은 {rows[0].label} {rows[0].text}이다",
        alt=_described("큰 금액 순", rows),
        rows=rows,
    )


def _described(what: str, rows: Sequence[ChartRow]) -> str:
    return f"{what}: " + ", ".join(f"{row.label} {row.text}" for row in rows)


def _day_name(day: date) -> str:
    return f"{day.month}월 {day.day}일({_WEEKDAYS[day.weekday()]})"
