"""The week's articles in the order the briefing cites them, and words cut out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def cite(articles: Iterable[Analysed], first: int = 1) -> tuple[Cited, ...]:
    """The articles numbered from `first` by date, outlet, title, id and digest; what is unknown comes first."""
    ordered = sorted(articles, key=lambda analysed: _order(analysed.article))
    return tuple(Cited(_source(number, one.article), one) for number, one in enumerate(ordered, start=first))


def numbers(cited: Sequence[Cited]) -> tuple[int, ...]:
    """Their source numbers, in order."""
    return tuple(sorted(c.source.number for c in cited))


def _order(article: Article) -> tuple[date, str, str, str, str]:
    return (article.published or date.min, article.outlet or "", article.title or "", article.id, article.digest)


def _source(number: int, article: Article) -> Source:
    return Source(
        number=number,
        digest=article.digest,
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        byline=article.byline,
        published=article.published,
        url=article.url,
        origin=article.origin,
    )
