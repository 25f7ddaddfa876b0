"""Many analyses -> one Briefing. Deterministic: the same articles in any order give the same briefing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path

from briefing.garbage import uncollected
from briefing.model import Analysed, Article, Briefing, Coverage, History, Issue, Movement, Rejected, Story, Tally
from briefing.period import Period
from briefing.synthesis import (
    chapters,
    charts,
    commitments,
    identity,
    issues,
    ledger,
    profiles,
    stories,
    trends,
    voices,
    watch,
)
from briefing.synthesis.earlier import Earlier
from briefing.synthesis.sources import Citations, cite

# What print holds; the rest stays in the articles and in the archive, and the coverage note says how much there is.
_QUANTITIES = 40  # two pages of figures
_SPEAKERS = 40
_REMARKS = 8  # of one speaker; with forty speakers a part of some fifteen pages at the most
_PLANS = 30  # two pages, of what comes and of what is due each
_PROFILES = 100
_MOVEMENTS = 5  # of each direction

# Articles whose numbers are put together: all of an ordinary week (of 44 figures each they take half a gigabyte while
# they are compared), of a larger one those of its first issues, where numbers are repeated and disputed.
_MEASURED = 5_000

_REMEMBERED = 2000  # numbers of a tally: what a later week may compare its own with


@uncollected()
def compose(
    week: Iterable[Analysed],
    period: Period,
    *,
    history: History,
    title: str,
    issuer: str | None,
    summary_sentences: int,
    watch_list: Sequence[str],
    embargoed: int,
    undated: Sequence[Article],
    rejected: Sequence[Rejected],
    generator: str,
) -> Briefing:
    """The briefing of the articles `week`, all of which were published in `period`.

    `history` is what the archive remembers from before. `undated` are the archived articles that no period can claim
    and `rejected` the files that could not be read; both are listed, not used. `summary_sentences` is the most an
    issue's summary may have; `watch_list` are the people, bodies and terms that the reader always wants to hear of.
    `embargoed` counts articles that may not be published yet; `generator` names the program and its version.
    """
    cited = cite(week)
    known = identity.unite(cited)
    told = stories.group(cited)
    past = history.weeks[0] if history.weeks else None
    found, briefs, moves = _issues(cited, told, known, history, summary_sentences, watch_list)
    compared = trends.compare(cited, known, history, _MOVEMENTS)
    earlier = Earlier(last=len(cited))
    due = earlier.due(history.due, period, _PLANS)
    entries = earlier.before(ledger.keep(_foremost(cited, found, briefs), known, past, _QUANTITIES), past)
    summaries = [sentence for issue in found for sentence in issue.summary]
    by_actor = {movement.name: movement for movement in compared.actors}
    upcoming = commitments.upcoming(cited, period, _PLANS)
    return Briefing(
        period=period,
        title=title,
        issuer=issuer,
        lead=summaries[0] if summaries else None,
        issues=found,
        briefs=briefs,
        voices=voices.gather(cited, known, _SPEAKERS, _REMARKS),
        profiles=tuple(
            replace(profile, movement=by_actor.get(profile.name))
            for profile in profiles.placed(profiles.gather(known, history.roles, _PROFILES), found)
        ),
        successions=profiles.successions(known, history.roles),
        ledger=entries,
        upcoming=upcoming,
        due=due,
        watched=watch.gather(cited, known, watch_list),
        comparison=replace(compared, issues=_telling(moves)),
        charts=charts.draw(cited, known, period, history=history, moves=moves, entries=entries, upcoming=upcoming),
        sources=(*cited.sources, *earlier.sources.values()),
        coverage=replace(_coverage(cited, told, period, undated, rejected), embargoed=embargoed),
        generator=generator,
    )


@uncollected()
@cache
def version() -> str:
    """A name (SHA-256, hex) for the present way of composing: it changes whenever the code here does."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def asked(cast: Iterable[tuple[str, str | None, str | None]]) -> tuple[set[str], set[tuple[str, str]]]:
    """Whom the articles name and the posts (body, title) they give, bodies in every form: what history to look up.

    `cast` are the names with body and title.
    """
    names: set[str] = set()
    posts: set[tuple[str, str]] = set()
    for name, org, title in cast:
        names |= identity.forms_of(name)
        if org and title:
            posts |= {(form, title) for form in identity.forms_of(org)}
    return names, posts


@uncollected()
def tally(week: Iterable[Analysed], period: Period) -> Tally:
    """What later weeks need to know of the articles `week`, all of which were published in `period`."""
    cited = cite(week)
    told = stories.group(cited)
    words = issues.weigh(cited, told)
    found, briefs = issues.group(words, cited, 1)
    measured = _foremost(cited, found, briefs)
    quantities = tuple(entry.stated for entry in ledger.keep(measured, identity.unite(cited), None, _REMEMBERED))
    used = {quantity.source for quantity in quantities}
    return Tally(
        period=period,
        articles=len(cited),
        issues=issues.trace(found, words),
        terms=trends.terms(cited),
        quantities=quantities,
        sources=tuple(source for source in cited.sources if source.number in used),
    )


def _issues(
    cited: Citations,
    told: Sequence[Story],
    known: identity.Identities,
    history: History,
    sentences: int,
    watch_list: Sequence[str],
) -> tuple[tuple[Issue, ...], tuple[Story, ...], tuple[Movement, ...]]:
    """The issues with all that stands under them, the briefs, and how issues moved; the weighed words go with it."""
    week = issues.weigh(cited, told, watch_list)
    found, briefs = issues.group(week, cited, sentences, [trace for past in history.weeks for trace in past.issues])
    found, moves = chapters.moved(chapters.fill(found, cited, known, watch_list), week, cited, history)
    return found, briefs, moves


def _foremost(cited: Citations, found: Sequence[Issue], briefs: Sequence[Story]) -> Citations:
    if len(cited) <= _MEASURED:
        return cited
    told = chain((issue.sources for issue in found), (story.sources for story in briefs))
    return cited.some(islice(chain.from_iterable(told), _MEASURED))


def _telling(moves: Sequence[Movement]) -> tuple[Movement, ...]:
    """The issues of the week in their order but those of one article, then those that are gone with two or more."""
    return tuple(move for move in moves if max(move.now, move.before) > 1)


def _coverage(
    cited: Citations,
    told: Sequence[Story],
    period: Period,
    undated: Sequence[Article],
    rejected: Sequence[Rejected],
) -> Coverage:
    dated = {source.published for source in cited.sources}
    excerpts = quotes = figures = plans = 0
    for item in cited:
        found = item.analysed.analysis
        excerpts += item.analysed.article.excerpt
        quotes, figures, plans = quotes + len(found.quotes), figures + len(found.figures), plans + len(found.plans)
    return Coverage(
        read=len(cited),
        reissued=len(cited) - len(told),
        excerpts=excerpts,
        quotes=quotes,
        figures=figures,
        plans=plans,
        measured=_MEASURED if len(cited) > _MEASURED else None,
        undated=tuple((article.id, article.origin) for article in undated),
        rejected=tuple(sorted(rejected, key=lambda r: (r.origin, r.reason))),
        empty_days=tuple(day for day in period.days if day not in dated),
    )
