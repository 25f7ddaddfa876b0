"""Stories of one matter, brought together and put in order: the issues of a week, and its briefs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.language.lexicon import lines, organizations
from briefing.model import Actor, Issue, IssueTrace, Story
from briefing.synthesis import labels, linkage, timeline, vectors
from briefing.synthesis.sources import Citations, Cited
from briefing.synthesis.summary import summarise
from briefing.synthesis.vectors import Packed, Vector

# Likeness of two weeks' traces from which they are one issue. Of the 23 pairs above it in three pairs of adjacent weeks
# of public releases 15 continue one matter, the others are of one kind (two warnings, two breaches).
SAME = 0.3

_TERMS = 6  # words in print
_ACTORS = 6  # names in print
_COURSES = 40  # issues whose course of events is told: as many as have a chapter in print
_REMEMBERED = 40  # terms of a trace; the next weigh less than a tenth of the heaviest
# Places of the rank up to which a lone story is an issue: half a page each, some six pages. A week of a dozen articles
# has no briefs, one of thousands is not drowned by them.
_ROOM = 12


@dataclass(frozen=True, slots=True)
class Weighed:
    """The stories in order of their representatives, what stands in each representative, and their weighted words.

    `prominent` and `watched` are the articles that name a high post and an entry of the watch list, by number.
    """

    stories: list[Story]
    bags: Packed[int]
    rare: Vector
    weighed: Packed[float]
    prominent: frozenset[int]
    watched: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Stories of one matter by their places in the week, nearest to the centre first, and what decides its rank.

    `lone`: it is one story of one outlet.
    """

    places: list[int]
    numbers: list[int]
    lone: bool
    watched: bool
    weight: float

    @property
    def order(self) -> tuple[float, int]:
        """The heavier first, then by the earliest source."""
        return -round(self.weight, 9), min(self.numbers)


def group(
    week: Weighed,
    cited: Citations,
    sentences: int,
    past: Sequence[IssueTrace] = (),
) -> tuple[tuple[Issue, ...], tuple[Story, ...]]:
    """The issues in rank order, each summarised in at most `sentences` sentences, and the briefs in order of source.

    Every story of `week` stands in exactly one of them. A brief is a story alone with its matter, of one outlet,
    which holds nothing of the watch list and does not reach the first places of the rank. `past` are the issues of
    earlier weeks, for novelty.

    The rank is by

        log₂(1 + outlets) + log₂(1 + articles) + prominence + novelty + watched

    A matter is of weight when many outlets chose it, and when they came back to it: both count by their doubling,
    since the tenth article tells less than the second. Prominence is the share of its articles that name a minister
    or a higher post, novelty how unlike it is to every issue of the past (1 where nothing is known), and watched is 1
    where it holds an entry of the watch list: each counts at the most as much as twice the outlets. Ties go to the
    earlier source.
    """
    days = [cited.source(story.sources[0]).published for story in week.stories]
    clusters = linkage.cluster(week.weighed, days)
    remembered = _nearest((_remember(places, week) for places in clusters), past)
    groups = [
        _group(_near_first(places, week, cited), week, cited, 1 - known)
        for places, (_, known) in zip(clusters, remembered, strict=True)
    ]
    groups.sort(key=lambda g: g.order)
    told = [g for place, g in enumerate(groups) if place < _ROOM or g.watched or not g.lone]
    briefs = [week.stories[g.places[0]] for g in groups[_ROOM:] if g.lone and not g.watched]
    return (
        tuple(_issue(g, week, cited, sentences, course=place < _COURSES) for place, g in enumerate(told)),
        tuple(sorted(briefs, key=lambda story: min(story.sources))),
    )


def trace(issues: Sequence[Issue], week: Weighed) -> tuple[IssueTrace, ...]:
    """What later weeks need to know of `issues`, which `group` made of `week`; in their order."""
    place = {story.sources: place for place, story in enumerate(week.stories)}
    return tuple(
        IssueTrace(
            label=issue.label,
            articles=len(issue.sources),
            terms=_remember([place[story.sources] for story in issue.stories], week),
        )
        for issue in issues
    )


def likeness(one: IssueTrace, other: IssueTrace) -> float:
    """How alike two issues are, from 0 to 1: the cosine of their terms. From `SAME` on they are one issue."""
    return vectors.dot(vectors.unit(one.terms), vectors.unit(other.terms))


def follow(now: Sequence[IssueTrace], before: Sequence[IssueTrace]) -> tuple[int | None, ...]:
    """For each issue of this week the place in `before` of the one it continues, None for a new one.

    Two issues of this week may continue one of last week, which then has fallen into two.
    """
    nearest = _nearest((trace.terms for trace in now), before)
    return tuple(place if value >= SAME else None for place, value in nearest)


def weigh(cited: Citations, stories: Sequence[Story], watch: Sequence[str] = ()) -> Weighed:
    """What the stories are grouped by; `watch` are the entries of the watch list."""
    ordered = sorted(stories, key=lambda story: story.sources[0])
    representatives = {story.sources[0] for story in ordered}
    prominent, watched = set[int](), set[int]()

    def bags() -> Iterator[Counter[str]]:
        for item in cited:
            number = item.source.number
            if any(map(_prominent, item.analysed.analysis.actors)):
                prominent.add(number)
            if any(_holds(item, entry) for entry in watch):
                watched.add(number)
            if number in representatives:
                yield vectors.bag(item)

    packed = Packed(bags(), int)
    rare = vectors.rarity(packed)
    return Weighed(ordered, packed, rare, vectors.weigh(packed, rare), frozenset(prominent), frozenset(watched))


def _group(places: list[int], week: Weighed, cited: Citations, novelty: float) -> _Group:
    numbers = [number for place in places for number in week.stories[place].sources]
    outlets = len({cited.source(number).outlet for number in numbers})
    watched = not week.watched.isdisjoint(numbers)
    prominent = sum(number in week.prominent for number in numbers)
    weight = math.log2(1 + outlets) + math.log2(1 + len(numbers)) + prominent / len(numbers) + novelty + watched
    return _Group(places, numbers, len(places) == 1 and outlets == 1, watched, weight)


def _near_first(places: Sequence[int], week: Weighed, cited: Citations) -> list[int]:
    """The places by likeness to their centre; one without a title is not the first where another has one."""
    centre = vectors.centre(week.weighed[place] for place in places)
    nearest = sorted(places, key=lambda place: (-round(vectors.dot(week.weighed[place], centre), 9), place))
    titled = (p for p in nearest if cited.source(week.stories[p].sources[0]).title)
    first = next(titled, nearest[0])
    return sorted(nearest, key=lambda place: place != first)


def _remember(places: Sequence[int], week: Weighed) -> Vector:
    """The heaviest common terms by √tf · idf, rounded.

    Milder weights than those of a week's stories: a matter that goes on has other details (rare words) every week.
    """
    shared = _common([week.bags[place] for place in places])
    weighed = {term: math.sqrt(count / len(places)) * week.rare[term] for term, count in shared.items()}
    unit = vectors.unit(vectors.heaviest(weighed, _REMEMBERED))
    return {term: round(weight, 4) for term, weight in unit.items()}


def _common(bags: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """How often each term is said in the bags; terms that less than half of them hold are left out."""
    whole, holding = Counter[str](), Counter[str]()
    for bag in bags:
        whole.update(bag)
        holding.update(bag.keys())
    return {term: count for term, count in whole.items() if 2 * holding[term] >= len(bags)}


def _nearest(terms: Iterable[Mapping[str, float]], past: Sequence[IssueTrace]) -> Iterator[tuple[int | None, float]]:
    """For each vector the place of the most alike trace and the likeness; None and 0 where they share no term."""
    index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, known in enumerate(past):
        for term, weight in vectors.unit(known.terms).items():
            index[term].append((place, weight))
    for vector in terms:
        dots: defaultdict[int, float] = defaultdict(float)
        for term, weight in vectors.unit(vector).items():
            for place, other in index.get(term, ()):
                dots[place] += weight * other
        best = max(dots, key=lambda place: (round(dots[place], 9), -place), default=None)
        yield best, 0.0 if best is None else min(dots[best], 1.0)


def _prominent(actor: Actor) -> bool:
    anywhere, heads, ministries = _posts()
    titles = (actor.title or "").split()
    return any(title in anywhere or (title in heads and actor.org in ministries) for title in titles)


@cache
def _posts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Titles that are high in any body, those that are in a ministry, and the ministries."""
    rows = {row[0]: frozenset(row[1:]) for row in map(str.split, lines("high_posts.txt"))}
    return rows["any"], rows["ministry"], frozenset(body.name for body in organizations() if body.kind == "ministry")


def _holds(item: Cited, entry: str) -> bool:
    """Whether an article names an entry of the watch list, in its words or as another form of an actor's name."""
    article = item.analysed.article
    if entry in article.body or entry in (article.title or ""):
        return True
    return any(entry == actor.name or entry in actor.aliases for actor in item.analysed.analysis.actors)


def _issue(group: _Group, week: Weighed, cited: Citations, sentences: int, *, course: bool) -> Issue:
    stories = tuple(week.stories[place] for place in group.places)
    articles = cited.some(group.numbers)
    representatives = cited.some(story.sources[0] for story in stories)
    words = _words([week.bags[place] for place in group.places], week.rare, articles)
    first = cited.source(stories[0].sources[0])
    return Issue(
        label=labels.choose(first.title, first.outlet, words) if first.title else first.id,
        stories=stories,
        summary=summarise(representatives, sentences),
        terms=tuple(vectors.heaviest(words, _TERMS)),
        actors=_actors(articles),
        timeline=timeline.trace(representatives) if course else (),
    )


def _words(bags: Sequence[Mapping[str, int]], rare: Vector, articles: Citations) -> Vector:
    """The words that at least half of the stories hold, without names, each with tf · idf².

    Here a word counts as often as it is said: what sets an issue apart in print is what its articles keep saying.
    """
    names = {form for item in articles for a in item.analysed.analysis.actors for form in (a.name, *a.aliases)}
    return {
        term: count * rare[term] ** vectors.RARITY
        for term, count in _common(bags).items()
        if vectors.is_word(term) and term not in names
    }


def _actors(articles: Citations) -> tuple[str, ...]:
    """The names that more than half of the articles hold, those of most articles first, then by mentions and name."""
    holding, mentions = Counter[str](), Counter[str]()
    for item in articles:
        for actor in item.analysed.analysis.actors:
            mentions[actor.name] += len(actor.mentions)
        holding.update({actor.name for actor in item.analysed.analysis.actors})
    most = [name for name, count in holding.items() if 2 * count > len(articles)]
    return tuple(sorted(most, key=lambda name: (-holding[name], -mentions[name], name))[:_ACTORS])
