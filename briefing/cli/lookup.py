"""Questions to the archive that need the analyses: each article is analysed once and the result kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing import analysis, pipeline
from briefing.archive import Archive
from briefing.archive.memory import key
from briefing.model import Article, Plan, Quote
from briefing.period import Period


@dataclass(frozen=True, slots=True)
class Said:
    """One remark and the article it stands in."""

    article: Article
    quote: Quote

    @property
    def words(self) -> str:
        """The words as they stand in the article."""
        return self.quote.of(self.article.body)


@dataclass(frozen=True, slots=True)
class Announced:
    """One plan and the article that announces it."""

    article: Article
    plan: Plan

    @property
    def words(self) -> str:
        """The words as they stand in the article."""
        return self.plan.of(self.article.body)


def complete(archive: Archive, progress: pipeline.Progress = pipeline.silent) -> None:
    """Analyse whatever the archive holds without an analysis by the present version."""
    pipeline.analysed(archive, archive.unanalysed(analysis.version()), progress)


def remarks(archive: Archive, actor: str, since: date | None) -> Iterator[Said]:
    """What `actor` said in the analysed articles, from the day `since` on, in order of date and place.

    The name is compared as a whole, white space aside. With `since`, articles without a date are left out.
    """
    wanted = key(actor)
    for found in archive.said(actor, analysis.version()):
        day = found.article.published
        if since is not None and (day is None or day < since):
            continue
        for quote in found.analysis.quotes:
            if quote.speaker is not None and key(quote.speaker) == wanted:
                yield Said(found.article, quote)


def plans(archive: Archive, period: Period, actor: str | None, *, due: bool) -> Iterator[Announced]:
    """The plans due in `period`, or with `due` false in it and after, in order of their day, date and place.

    With `due`, only those of articles from before the period. `actor` is compared as in `remarks`.
    """
    ahead = period if due else Period(period.start, date.max)
    before = period.start if due else date.max
    found = [
        (plan.due, Announced(one.article, plan))
        for one in archive.due(ahead, analysis.version(), before=before)
        for plan in one.analysis.plans
        if plan.due and plan.due in ahead and (actor is None or key(plan.who or "") == key(actor))
    ]
    for _, announced in sorted(found, key=lambda entry: entry[0]):
        yield announced
