"""Stretches of days that calendar words mean: months, quarters, halves, years and their parts.

Whatever lies beyond the calendar (2월 30일, the year 10000) is None.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from briefing.model import DatePrecision

WEEKDAYS = "월화수목금토일"
_HANJA = "月火水木金土日"
# From fine to coarse.
_PRECISIONS: tuple[DatePrecision, ...] = ("day", "part", "month", "quarter", "half", "year")
# Months of the first and of the last part (초, 말) of what is longer than a month.
_OUTER = {"year": 3, "half": 2, "quarter": 1}


class Days(NamedTuple):
    """A closed interval with the precision of its words; `guessed`: the article's date alone gave its year or month."""

    first: date
    last: date
    precision: DatePrecision
    guessed: bool = False


def nearest(options: Iterable[Days | None], anchor: date, weekday: str | None, lead: str) -> Days | None:
    """The option that the rules of this module choose; `options` are in order of time."""
    known = (option for option in options if option is not None)
    if weekday:
        fitting = [o for o in known if weekday in (WEEKDAYS[o.first.weekday()], _HANJA[o.first.weekday()])]
        return min(fitting, key=lambda option: abs((option.first - anchor).days), default=None)
    if lead == "지난":
        return next((o._replace(guessed=True) for o in reversed(list(known)) if o.last < anchor), None)
    return next((o._replace(guessed=True) for o in known if o.last >= anchor), None)


def cut(days: Days | None, part: str) -> Days | None:
    """초, 중 or 말 of a month, a quarter, a half or a year; a day or week has no parts."""
    if days is None or days.precision in ("day", "part"):
        return days
    first, last = days.first, days.last
    if part == "상":
        part = "초"
    elif part == "하":
        part = "말"
    if days.precision == "month":
        cuts = {
            "초": (first, first.replace(day=10)),
            "중": (last.replace(day=11), last.replace(day=20)),
            "말": (last.replace(day=21), last),
        }
        return Days(*cuts[part], "part", days.guessed)
    months = _OUTER[days.precision]
    begin, end = add_months(first, months), add_months(last.replace(day=1), 1 - months)
    if part == "중" or begin is None or end is None:
        return days
    outer = (first, begin - timedelta(days=1)) if part == "초" else (end, last)
    return Days(*outer, "part", days.guessed)


def day(year: int, month: int, day: int) -> Days | None:
    """One day."""
    try:
        found = date(year, month, day)
    except ValueError:  # 2월 30일
        return None
    return Days(found, found, "day")


def months(year: int, month: int, count: int, precision: DatePrecision) -> Days | None:
    """So many months from `month` on, within one year."""
    end = month + count - 1
    if not (1 <= year <= date.max.year and 1 <= month <= end <= 12):
        return None
    return Days(date(year, month, 1), date(year, end, monthrange(year, end)[1]), precision)


def month(year: int, month: int) -> Days | None:
    """One month."""
    return months(year, month, 1, "month")


def year(year: int) -> Days | None:
    """One year."""
    return months(year, 1, 12, "year")


def quarter(year: int, number: str | None) -> Days | None:
    """A quarter by its number; None without one."""
    return months(year, 3 * int(number) - 2, 3, "quarter") if number else None


def within_month(year: int, month: int, first: int, last: int) -> Days | None:
    """From one day of a month to another."""
    return span(day(year, month, first), day(year, month, last))


def week_of_month(year: int, month: int, number: int) -> Days | None:
    """The week of a month that holds its `number`-th Thursday (KS X ISO 8601, carried over to months)."""
    begin = months(year, month, 1, "month")
    thursday = begin and shift(begin.first, (3 - begin.first.weekday()) % 7 + 7 * (number - 1))
    if thursday is None or thursday.month != month:
        return None
    monday, sunday = shift(thursday, -3), shift(thursday, 3)
    return Days(monday, sunday, "part") if monday and sunday else None


def span(one: Days | None, other: Days | None) -> Days | None:
    """From the first day of `one` to the last of `other`, if that is later."""
    return one._replace(last=other.last) if one and other and other.last > one.last else one


def joined(one: Days, other: Days) -> Days:
    """From the first day of `one` to the last of `other`, as precise as the less precise of them."""
    return Days(one.first, other.last, max(one.precision, other.precision, key=_PRECISIONS.index), one.guessed)


def shift(day: date, days: int) -> date | None:
    """So many days later."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day so many months later, or the last of that month; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
