"""The week against earlier ones: what is new, rising, continuing, falling, gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from sys import intern

from briefing.model import Comparison, Direction, History, Movement
from briefing.synthesis.identity import Identities, forms_of
from briefing.synthesis.sources import Citations, Cited

# A change is told as one only when it is both: half as much again (or two thirds) by share of the articles, so that a
# week in which more was collected does not make everything rise; and two articles, so that one more is no news.
_RATIO = 1.5
_ARTICLES = 2
_ENOUGH = 10  # articles of a week, below which the words that many of them share are the common ones of any week
_EVERY_WEEK = 1 / 6  # of the articles; a word that stands in more of them in each week (확인, 개선) is the trade's own
_REMEMBERED = 2000  # words of a tally: beyond the most frequent of them counts are ones and twos


def terms(cited: Iterable[Cited]) -> dict[str, int]:
    """How many articles hold each of the most frequent content words, most first; words of one article are left out."""
    counts = Counter(term for item in cited for term in _words(item))
    ranked = sorted(((n, term) for term, n in counts.items() if n > 1), key=lambda entry: (-entry[0], entry[1]))
    return {term: n for n, term in ranked[:_REMEMBERED]}


def compare(cited: Citations, known: Identities, history: History, most: int) -> Comparison:
    """The actors and words that moved most, at most `most` of each direction; empty where no earlier week is known.

    Earlier weeks are asked for an actor by name: of two people of one name what was before cannot be told apart, and
    they are left out. The movements of issues are filled in by the caller.
    """
    if not history.weeks:
        return Comparison()
    before = {role.name for role in history.roles}
    totals = [week.articles for week in history.weeks]
    actors = [
        movement(
            entity.name,
            entity.sources,
            len(cited),
            [sum(week.get(form, 0) for form in forms_of(entity.name)) for week in history.actors],
            totals,
            first=before.isdisjoint(forms_of(entity.name)),
        )
        for entity in known.entities
        if entity.label == entity.name
    ]
    present = {form for entity in known.entities for form in forms_of(entity.name)}
    actors += [
        movement(name, (), len(cited), [week.get(name, 0) for week in history.actors], totals)
        for name in sorted(history.actors[0].keys() - present)
    ]
    enough = min(len(cited), history.weeks[0].articles) >= _ENOUGH
    here = terms(cited) if enough else {}
    shares = ((here, len(cited)), *((week.terms, week.articles) for week in history.weeks))
    trade = {term for term in here if all(counts.get(term, 0) > _EVERY_WEEK * total for counts, total in shares)}
    wanted = {*here, *history.weeks[0].terms} - trade if enough else set()
    holding: dict[str, list[int]] = {term: [] for term in wanted}
    for item in cited:
        for term in wanted & _words(item):
            holding[term].append(item.source.number)
    words = [
        movement(term, holding[term], len(cited), [week.terms.get(term, 0) for week in history.weeks], totals)
        for term in sorted(wanted)
    ]
    return Comparison(
        weeks=tuple(week.period for week in history.weeks), actors=_telling(actors, most), terms=_telling(words, most)
    )


def movement(
    name: str,
    sources: Collection[int],
    articles: int,
    earlier: Sequence[int],
    totals: Sequence[int],
    *,
    first: bool = False,
) -> Movement:
    """How `name`, held by `sources` of the week's `articles`, moved.

    `earlier` are the articles that held it in each earlier week, the latest first, and `totals` the articles of those
    weeks.
    """
    mean = sum(earlier) / len(earlier)
    usual = sum(earlier) / sum(totals) * articles  # what its share of the earlier weeks would be this week
    return Movement(
        name=name,
        direction=_direction(len(sources), sum(earlier), earlier[0], usual),
        now=len(sources),
        before=earlier[0],
        mean=round(mean, 2),
        first=first,
        sources=tuple(sorted(sources)),
    )


def _direction(now: int, ever: int, before: int, usual: float) -> Direction:
    if not now:
        return "gone"
    if not ever:
        return "new"
    if now >= _RATIO * usual and now - usual >= _ARTICLES and now > before:
        return "rising"
    if usual >= _RATIO * now and usual - now >= _ARTICLES and now < before:
        return "falling"
    return "continuing"


def _telling(movements: Iterable[Movement], most: int) -> tuple[Movement, ...]:
    """Those of at least two articles now or before that changed, the most articles of each direction."""
    found: list[Movement] = []
    for direction in ("new", "rising", "falling", "gone"):
        some = [m for m in movements if m.direction == direction and max(m.now, m.before) >= _ARTICLES]
        found += sorted(some, key=lambda m: (-max(m.now, m.before), m.name))[:most]
    return tuple(found)


def _words(item: Cited) -> set[str]:
    return {intern(term) for sentence in item.analysed.analysis.sentences for term in sentence.terms}
