"""What was announced for later: a calendar of what comes, and what has come due."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Commitment, DatePrecision, Plan
from briefing.period import Period
from briefing.synthesis.sources import Citations, Cited

# The share of common terms (Jaccard) from which two announcements for the same days are one. Of 47 pairs of
# sentences for one time in 155 press releases, copies lie above 0.65, a heading and its sentence below 0.4, others
# below 0.2.
_SAME = 0.5

_Days = tuple[date | None, date | None, DatePrecision | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """A plan with the number of its source and the content words of the sentence that announces it."""

    source: int
    plan: Plan
    terms: frozenset[str]
    sentence: int

    @property
    def days(self) -> _Days:
        return self.plan.first, self.plan.last, self.plan.precision


def upcoming(cited: Citations, period: Period, most: int) -> tuple[Commitment, ...]:
    """At most `most` plans not over before the last day of `period`, in order of time; those without days last.

    What several articles announce stands once, from the first of them that names who acts.
    """
    # Plans for other days are never one, so those of the first days are looked at until there are enough.
    sources: defaultdict[tuple[date, date], set[int]] = defaultdict(set)
    for item in cited:
        for plan in item.analysed.analysis.plans:
            if plan.last is None or plan.last >= period.end:
                sources[_days(plan)].add(item.source.number)
    found: list[Commitment] = []
    for days in sorted(sources):
        if len(found) < most:
            plans = _plans(cited.some(sources[days]))
            found += _once(cited, [f for f in plans if _days(f.plan) == days])
    return tuple(sorted(found, key=_order)[:most])


def due(cited: Citations, period: Period) -> tuple[Commitment, ...]:
    """The plans of earlier articles that end in `period`, or begin in it where the end is open (부터), by that day."""
    ending = [f for f in _plans(cited) if (day := f.plan.due) is not None and day in period]
    return tuple(sorted(_once(cited, ending), key=lambda c: (c.due or date.max, c.source, c.start)))


def _order(commitment: Commitment) -> tuple[date, date, int, int]:
    return *_days(commitment), commitment.source, commitment.start


def _days(plan: Plan | Commitment) -> tuple[date, date]:
    """When it begins and ends, as plans are ordered: an open beginning is the end, an open end is far away."""
    return plan.first or plan.last or date.max, plan.last or date.max


def _plans(cited: Iterable[Cited]) -> Iterator[_Found]:
    for item in cited:
        sentences = item.analysed.analysis.sentences
        at = 0
        for plan in item.analysed.analysis.plans:
            while at + 1 < len(sentences) and sentences[at].end <= plan.start:
                at += 1
            terms = sentences[at].terms if sentences else ()
            yield _Found(item.source.number, plan, frozenset(terms), at)


def _once(cited: Citations, found: Sequence[_Found]) -> Iterator[Commitment]:
    """Each announcement once: same days, no two actors, and half of the terms in common.

    Only plans that share a rare term are compared: of two sets with a Jaccard index of t, the |x| - ⌈t|x|⌉ + 1 rarest
    terms of each have one in common (prefix filtering: Chaudhuri, Ganti & Kaushik 2006). So it stays near linear.
    """
    frequency = Counter(term for f in found for term in f.terms)
    groups: list[list[_Found]] = []
    index: defaultdict[tuple[_Days, str], list[int]] = defaultdict(list)
    for f in found:
        ranked = sorted(f.terms, key=lambda term: (frequency[term], term))
        prefix = ranked[: len(ranked) - math.ceil(_SAME * len(ranked)) + 1]
        near = {group for term in prefix for group in index[f.days, term]}
        same = next((group for group in sorted(near) if _same(groups[group][0], f)), None)
        if same is None:
            same = len(groups)
            groups.append([])
            for term in prefix:
                index[f.days, term].append(same)
        groups[same].append(f)
    return (_commitment(cited, group) for group in groups)


def _same(one: _Found, other: _Found) -> bool:
    if one.source == other.source and one.sentence == other.sentence:
        return False  # two clauses of one sentence are two plans
    if one.plan.who and other.plan.who and one.plan.who != other.plan.who:
        return False
    return len(one.terms & other.terms) >= _SAME * len(one.terms | other.terms)


def _commitment(cited: Citations, group: Sequence[_Found]) -> Commitment:
    stated = next((f for f in group if f.plan.who), group[0])
    item, plan = cited.numbered(stated.source), stated.plan
    excerpt = item.excerpt(plan)
    return Commitment(
        plan.start,
        plan.end,
        source=excerpt.source,
        text=excerpt.text,
        who=plan.who,
        cue=plan.cue,
        when=item.excerpt(plan.when) if plan.when else None,
        first=plan.first,
        last=plan.last,
        precision=plan.precision,
        published=item.source.published,
        context=item.context(plan),
        also=tuple(sorted({f.source for f in group} - {excerpt.source})),
    )
