"""Editions -> the lists over all weeks: issues by month, numbers by year, plans by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Commitment, Edition, LedgerEntry, Movement, Source
from briefing.period import Period
from briefing.render import cells, typography

_ISSUES = 7  # of the newest week on the front page
_PLANS = 5
_OPEN_WEEKS = 4  # weeks whose plans without a day stand in the calendar; older ones are in their issues

_COLUMNS = (
    *("호", "무엇", "값", "값(최대)", "단위", "어림", "기사의 표기", "변동", "쓰인 문장"),
    *("매체", "날짜", "제목", "주소"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An issue in a list; `label` is that of its first matter."""

    slug: str
    period: Period
    articles: int
    label: str
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One of the newest issue's matters."""

    label: str
    articles: int
    movement: Movement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest issue in short; `more` counts the matters that are left out."""

    slug: str
    period: Period
    corrected: bool
    lead: str | None
    issues: tuple[Matter, ...]
    more: int
    plans: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An entry of the ledger with the week and the article of its first mention."""

    slug: str
    entry: LedgerEntry
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A plan with the week that tells it and its article."""

    slug: str
    plan: Commitment
    source: Source

    @property
    def day(self) -> date | None:
        """The day by which it should have happened, None for one without a place on the calendar."""
        return self.plan.due


Months = tuple[tuple[int, tuple[tuple[int, tuple[Week, ...]], ...]], ...]
"""Year by year and month by month, the latest first."""


def newest(edition: Edition) -> Newest:
    """The front page's part of the newest issue."""
    return Newest(
        slug=edition.slug,
        period=edition.period,
        corrected=edition.correction is not None,
        lead=edition.lead.text if edition.lead else None,
        issues=tuple(
            Matter(label=issue.label, articles=len(issue.sources), movement=issue.movement)
            for issue in edition.issues[:_ISSUES]
        ),
        more=len(edition.issues[_ISSUES:]) + edition.further,
        plans=tuple(plan for plan in edition.upcoming if plan.due)[:_PLANS],
    )


def years(editions: Iterable[Edition]) -> Months:
    """Every issue under year and month of the middle of its period: a week belongs to the month of its Thursday."""
    found: dict[int, dict[int, list[Week]]] = {}
    for edition in sorted(editions, key=lambda one: (one.period.start, one.slug), reverse=True):
        middle = edition.period.start + (edition.period.end - edition.period.start) / 2
        week = Week(
            slug=edition.slug,
            period=edition.period,
            articles=edition.articles,
            label=edition.issues[0].label if edition.issues else "기사 없음",
            corrected=edition.correction is not None,
        )
        found.setdefault(middle.year, {}).setdefault(middle.month, []).append(week)
    return tuple(
        (year, tuple((month, tuple(weeks)) for month, weeks in months.items())) for year, months in found.items()
    )


def numbers(editions: Sequence[Edition]) -> dict[int, tuple[Number, ...]]:
    """The ledgers by year (of the last day of the week), the latest year and week first."""
    found: dict[int, list[Number]] = {}
    for edition in reversed(editions):
        sources = {source.number: source for source in edition.sources}
        rows = (Number(slug=edition.slug, entry=e, source=sources[e.stated.source]) for e in edition.ledger)
        found.setdefault(edition.period.end.year, []).extend(rows)
    return {year: tuple(rows) for year, rows in found.items() if rows}


def table(numbers: Iterable[Number]) -> bytes:
    """The numbers as CSV."""
    rows = [cells.MARK, cells.row(_COLUMNS)]
    for row in numbers:
        item, source = row.entry.stated, row.source
        told = (
            *(row.slug, item.label, item.value, item.value_max, item.unit, "약" if item.approximate else None),
            *(item.text, item.change, item.context.text, source.outlet, source.published, source.title),
            typography.link(source.url),
        )
        rows.append(cells.row(None if cell is None else typography.printable(str(cell)) for cell in told))
    return b"".join(rows)


def upcoming(editions: Sequence[Edition]) -> tuple[tuple[str, tuple[Due, ...]], ...]:
    """Month by month the plans that come due after the newest issue's last day, each told once, by its latest week."""
    last = editions[-1].period.end
    return _months(row for row in _plans(editions) if row.day and row.day > last)


def past(editions: Sequence[Edition]) -> dict[int, tuple[tuple[str, tuple[Due, ...]], ...]]:
    """By year (the latest first), month by month, the plans that came due by then."""
    last = editions[-1].period.end
    found: dict[int, list[Due]] = {}
    for row in _plans(editions):
        if row.day and row.day <= last:
            found.setdefault(row.day.year, []).append(row)
    return {year: _months(found[year]) for year in sorted(found, reverse=True)}


def undated(editions: Sequence[Edition]) -> tuple[Due, ...]:
    """The plans of the latest weeks that cannot be placed on a calendar."""
    return tuple(row for row in _plans(editions[-_OPEN_WEEKS:]) if row.day is None)


def _plans(editions: Sequence[Edition]) -> Iterable[Due]:
    """Every plan once: what several weeks tell in the same words, of the same days, the latest tells."""
    found: dict[tuple[str, date | None, date | None], Due] = {}
    for edition in editions:
        sources = {source.number: source for source in edition.sources}
        for plan in (*edition.upcoming, *edition.due):
            source = sources[plan.source]
            found[plan.text, plan.first, plan.last] = Due(slug=edition.slug, plan=plan, source=source)
    return found.values()


def _months(rows: Iterable[Due]) -> tuple[tuple[str, tuple[Due, ...]], ...]:
    found: dict[tuple[int, int], list[Due]] = {}
    for row in sorted(rows, key=lambda row: (row.day or date.max, row.slug, row.source.number, row.plan.start)):
        if row.day:
            found.setdefault((row.day.year, row.day.month), []).append(row)
    return tuple((f"{year}년 {month}월", tuple(rows)) for (year, month), rows in found.items())
