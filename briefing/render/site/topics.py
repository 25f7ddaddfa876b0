"""Editions -> the issues that go on over several weeks, each with a page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import EARLIER, Edition, Excerpt, Issue, LedgerEntry, Movement, Source
from briefing.period import Period
from briefing.render.site import names
from briefing.render.site.actors import Said

_SAID = 4  # remarks of a week's leg, as under the issue itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A topic in one week: the issue as that week's briefing has it, by number."""

    slug: str
    period: Period
    number: int
    label: str
    articles: int
    movement: Movement | None
    summary: tuple[tuple[Excerpt, Source], ...]
    said: tuple[Said, ...]
    numbers: tuple[tuple[LedgerEntry, Source], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An issue over its weeks, `legs` the latest first. `path` is the address of its page inside the site."""

    path: str
    legs: tuple[Leg, ...]

    @property
    def label(self) -> str:
        """What its latest week calls it."""
        return self.legs[0].label


def gather(editions: Sequence[Edition]) -> tuple[Topic, ...]:
    """The issues of `editions` (in order of time) that another week's continues, the latest first.

    Whether an issue goes on the week's own comparison says: its movement has articles in an earlier week. Which of that
    week's issues it continues is the one that shares most of its terms and actors. The address is by week and label of
    the first, so that a week which goes on changes no address.
    """
    chains: list[list[tuple[int, int]]] = []
    chain_of: dict[tuple[int, int], int] = {}
    for place, edition in enumerate(editions):
        for at, issue in enumerate(edition.issues):
            earlier = _continued(issue, edition.period, editions[max(0, place - EARLIER) : place])
            if earlier is None:
                chain_of[place, at] = len(chains)
                chains.append([(place, at)])
            else:
                back, which = earlier
                chain = chain_of[place - back, which]
                chain_of[place, at] = chain
                chains[chain].append((place, at))
    long = [chain for chain in chains if chain[-1][0] > chain[0][0]]
    sources = [{source.number: source for source in edition.sources} for edition in editions]
    found = [_topic(chain, editions, sources) for chain in long]
    return tuple(sorted(found, key=lambda topic: (topic.legs[0].slug, len(topic.legs), topic.path), reverse=True))


def _continued(issue: Issue, period: Period, before: Sequence[Edition]) -> tuple[int, int] | None:
    """How many editions back, and which of its issues `issue` continues; None for a new one."""
    movement = issue.movement
    if movement is None or movement.direction == "new" or not before:
        return None
    weeks = {week: distance for distance, week in enumerate(period.before(EARLIER), 1)}
    best, found = 0.0, None
    for back, edition in enumerate(reversed(before), 1):
        distance = weeks.get(edition.period)
        # Articles of the week before say that it is there; without any it is in one of those further back.
        if distance is None or (distance == 1) != (movement.before > 0):
            continue
        for which, other in enumerate(edition.issues):
            alike = _likeness(issue, other)
            if alike > best:
                best, found = alike, (back, which)
    return found


def _likeness(one: Issue, other: Issue) -> float:
    """The cosine of the sets of terms and actors, from 0 to 1."""
    here, there = {*one.terms, *one.actors}, {*other.terms, *other.actors}
    return len(here & there) / math.sqrt(len(here) * len(there)) if here and there else 0.0


def _topic(
    chain: Sequence[tuple[int, int]], editions: Sequence[Edition], sources: Sequence[Mapping[int, Source]]
) -> Topic:
    first = editions[chain[0][0]]
    label = first.issues[chain[0][1]].label
    legs = sorted((_leg(editions[place], at, sources[place]) for place, at in chain), key=lambda leg: leg.number)
    legs.sort(key=lambda leg: leg.period.start, reverse=True)
    return Topic(path=f"topics/{names.slug(label, first.slug)}/", legs=tuple(legs))


def _leg(edition: Edition, at: int, sources: Mapping[int, Source]) -> Leg:
    issue = edition.issues[at]
    own = frozenset(issue.sources)
    remarks = [remark for voice in edition.voices if voice.name for remark in voice.remarks if remark.source in own]
    return Leg(
        slug=edition.slug,
        period=edition.period,
        number=at + 1,
        label=issue.label,
        articles=len(own),
        movement=issue.movement,
        summary=tuple((sentence, sources[sentence.source]) for sentence in issue.summary),
        said=tuple(Said(remark, sources[remark.source]) for remark in remarks[:_SAID]),
        numbers=tuple((entry, sources[entry.stated.source]) for entry in edition.ledger if entry.stated.source in own),
    )
