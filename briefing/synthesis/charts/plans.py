"""What comes in the next three months, on a strip of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from briefing.model import Chart, ChartRow, Commitment
from briefing.period import Period

_AHEAD = timedelta(weeks=13)  # a quarter: farther away the days of a strip cannot be told apart
_ROWS = 8
_FEWEST = 3  # plans; fewer are said in a sentence
_PRECISE = frozenset({"day", "part", "month"})  # of a quarter or a year a strip of days says nothing


def calendar(upcoming: Sequence[Commitment], period: Period) -> Chart | None:
    """The plans that begin or end in the 13 weeks after `period`, to the month at least; the earliest eight.

    None with fewer than three, or where all are for one time. A plan that has begun has no first day on the strip.
    """
    horizon = period.end + _AHEAD
    placed = [(plan, day) for plan in upcoming if (day := _day(plan, period.end)) and day <= horizon]
    placed.sort(key=lambda entry: (entry[1], entry[0].source, entry[0].start))
    if len(placed) < _FEWEST or len({day for _, day in placed}) < 2:
        return None
    rows = tuple(
        ChartRow(
            label=plan.text,
            value=float((day - period.end).days),
            text=_when(plan, period.end),
            sources=(plan.source, *plan.also),
            first=plan.first if plan.first and plan.first > period.end else None,
            last=plan.last,
        )
        for plan, day in placed[:_ROWS]
    )
    months = Counter(day.month for _, day in placed)
    (month, most), *others = months.most_common()
    if most > 1 and all(count < most for _, count in others):
        title = f"앞으로 13주 동안의 일정 {len(placed):,}건 가운데 {most:,}건이 {month}월에 있다"
    else:
        title = f"앞으로 13주 동안의 일정은 {len(placed):,}건이며 {rows[0].text} 일정이 가장 가깝다"
    alt = "날짜순 일정: " + ", ".join(f"{row.text} {row.label}" for row in rows)
    return Chart(key="calendar", shape="strip", title=title, alt=alt, rows=rows)


def _day(plan: Commitment, end: date) -> date | None:
    """The day behind `end` where a plan stands: its first, or its last where it has begun; None for one without."""
    if plan.precision not in _PRECISE:
        return None
    days = [day for day in (plan.first, plan.last) if day and day > end]
    return min(days, default=None)


def _when(plan: Commitment, end: date) -> str:
    """`2. 9.`, `2. 9.까지`, `3월부터`, `2. 1.–2. 10.`; with the year where it is not the one of `end`."""
    first, last = plan.first, plan.last
    if first and last:
        one, other = _stretch(first, plan, end), _stretch(last, plan, end)
        return one if one == other else f"{one}–{other}"
    if first:
        return f"{_stretch(first, plan, end)}부터"
    return f"{_stretch(last, plan, end)}까지" if last else ""


def _stretch(day: date, plan: Commitment, end: date) -> str:
    if plan.precision == "month":
        return f"{day.month}월" if day.year == end.year else f"{day.year}년 {day.month}월"
    return f"{day.month}. {day.day}." if day.year == end.year else f"{day.year}. {day.month}. {day.day}."
