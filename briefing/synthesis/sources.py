"""The week's articles in the order the briefing cites them, and words cut out of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.model import Analysed, Article, Excerpt, Source, Span


@dataclass(frozen=True, slots=True)
class Cited:
    """An analysed article with the source it became."""

    source: Source
    analysed: Analysed

    @property
    def body(self) -> str:
        """The text that every position of this source points into."""
        return self.analysed.article.body

    def excerpt(self, span: Span) -> Excerpt:
        """The words of `span`, as they are printed."""
        return Excerpt(span.start, span.end, source=self.source.number, text=span.of(self.body))

    def context(self, span: Span) -> Excerpt:
        """The whole sentences that `span` stands in; `span` itself where it stands in none (a byline, a heading)."""
        touching = [s for s in self.analysed.analysis.sentences if s.start < span.end and span.start < s.end]
        start = min([span.start, *(s.start for s in touching)])
        end = max([span.end, *(s.end for s in touching)])
        return self.excerpt(Span(start, end))


@dataclass(frozen=True, slots=True, eq=False)
class Citations(Collection[Cited]):
    """The articles of a week in the order of their numbers.

    An analysed article takes some 80 KB, so a large week cannot be held: it is looked up each time it is asked for. Who
    reads all of them keeps of each what it needs, in a few hundred bytes, and asks again for what it prints.
    """

    sources: tuple[Source, ...]
    _week: Sequence[Analysed]
    _places: Sequence[int]  # of each source in `_week`

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[Cited]:
        for source, place in zip(self.sources, self._places, strict=True):
            yield Cited(source, self._week[place])

    def __contains__(self, item: object) -> bool:
        return any(item == cited for cited in self)

    def numbered(self, number: int) -> Cited:
        """The article of a number that is here."""
        at = self._at(number)
        return Cited(self.sources[at], self._week[self._places[at]])

    def some(self, numbers: Iterable[int]) -> Citations:
        """Those of some numbers."""
        places = [self._at(number) for number in sorted(numbers)]
        return Citations(tuple(self.sources[at] for at in places), self._week, [self._places[at] for at in places])

    def source(self, number: int) -> Source:
        """The source of a number that is here."""
        return self.sources[self._at(number)]

    def _at(self, number: int) -> int:
        at = number - self.sources[0].number  # where none is left out
        if at < len(self.sources) and self.sources[at].number == number:
            return at
        return bisect_left(self.sources, number, key=lambda source: source.number)


def cite(week: Iterable[Analysed], first: int = 1) -> Citations:
    """The articles numbered from `first` by date, outlet, title, id and digest; what is unknown comes first.

    They are looked up in `week` when they are asked for, where it is a sequence.
    """
    held = week if isinstance(week, Sequence) else tuple(week)
    unnumbered = [_source(held[place].article) for place in range(len(held))]
    places = sorted(range(len(held)), key=lambda place: _order(unnumbered[place]))
    sources = tuple(replace(unnumbered[place], number=number) for number, place in enumerate(places, start=first))
    return Citations(sources, held, places)


def numbers(cited: Citations) -> tuple[int, ...]:
    """Their source numbers, in order."""
    return tuple(source.number for source in cited.sources)


def _order(source: Source) -> tuple[date, str, str, str, str]:
    return (source.published or date.min, source.outlet or "", source.title or "", source.id, source.digest)


def _source(article: Article) -> Source:
    return Source(
        number=0,  # until all are known
        digest=article.digest,
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        byline=article.byline,
        published=article.published,
        url=article.url,
        origin=article.origin,
    )
