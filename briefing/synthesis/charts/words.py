"""The words of titles, labels and descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from briefing.language.korean import josa
from briefing.language.numerals import korean
from briefing.model import ChartRow, Quantity
from briefing.period import Period

WEEKDAYS = "월화수목금토일"

_CLIPPED = 24  # letters of a headline inside a title
_NAMED = 2  # who shares the first place is named up to this number
_BOUNDS = {"at_least": " 이상", "more_than": " 초과", "at_most": " 이하", "less_than": " 미만"}
_CURRENCIES = {"KRW": "원", "USD": "달러", "EUR": "유로", "JPY": "엔", "CNY": "위안"}


def described(what: str, rows: Iterable[ChartRow]) -> str:
    """`what`, then every row with its number and what stands beside it: the alternative text of a chart."""
    return f"{what}: " + ", ".join(_row(row) for row in rows)


def _row(row: ChartRow) -> str:
    beside = f" ({', '.join(f'{part.label} {part.text}' for part in row.parts)})" if row.parts else ""
    return f"{row.label} {row.text}{beside}"


def named(names: Sequence[str], counter: str) -> str:
    """The names, or the first of many with how many they are: `가·나`, `가 등 4곳`."""
    return "·".join(names) if len(names) <= _NAMED else f"{names[0]} 등 {len(names)}{counter}"


def pair(one: str, other: str) -> str:
    """`가와 나`."""
    return f"{josa(one, '과/와')} {other}"


def quoted(label: str) -> str:
    """A headline in marks, a long one cut between words."""
    if len(label) > _CLIPPED:
        label = (label[:_CLIPPED].rpartition(" ")[0] or label[:_CLIPPED]).rstrip(" ,·…") + "…"
    return f"“{label}”" if "‘" in label else f"‘{label}’"


def earlier(past: Period, period: Period) -> str:
    """What to call an earlier period beside this one: 지난주, or its own name where a week lies between."""
    if past == period.before(1)[0]:
        return "지난주" if period.is_week else "앞 기간"
    return past.name or past.dates


def now(period: Period) -> str:
    """이번 주, or 이번 기간 where it is none."""
    return "이번 주" if period.is_week else "이번 기간"


def day(value: date) -> str:
    """`1월 16일(화)`."""
    return f"{value.month}월 {value.day}일({WEEKDAYS[value.weekday()]})"


def measure(item: Quantity) -> str:
    """The number in full with its unit and what the text says of its exactness: `약 9,090억 원 이상`."""
    number, unit = korean(item.value), _CURRENCIES.get(item.unit, item.unit)
    if item.value_max is not None:
        number += "~" + korean(item.value_max)
    gap = " " if number[-1] in "조억만" else ""
    return f"{'약 ' if item.approximate else ''}{number}{gap}{unit}{_BOUNDS.get(item.bound or '', '')}"
