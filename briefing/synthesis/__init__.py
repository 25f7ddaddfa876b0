"""Many analyses -> one Briefing. Deterministic: the same articles in any order give the same briefing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model import Analysed, Article, Briefing, Coverage, Rejected
from briefing.period import Period
from briefing.synthesis import charts, quantities, topics, voices
from briefing.synthesis.sources import Cited, cite

_QUANTITIES = 40  # two printed pages of figures; the rest stay in their sentences and in the archive
_SPEAKERS = 40
_REMARKS = 8  # of one speaker; with forty speakers a part of some fifteen pages at the most


def compose(
    week: Iterable[Analysed],
    period: Period,
    *,
    title: str,
    issuer: str | None,
    summary_sentences: int,
    undated: Sequence[Article],
    rejected: Sequence[Rejected],
    generator: str,
) -> Briefing:
    """The briefing of the articles `week`, all of which were published in `period`.

    `undated` are the archived articles that no period can claim and `rejected` the files that could not be read;
    both are listed, not used. `summary_sentences` is the most a topic's summary may have. `generator` names the
    program and its version.
    """
    cited = cite(week)
    grouped = topics.group(cited, summary_sentences)
    summaries = [sentence for topic in grouped for sentence in topic.summary]
    return Briefing(
        period=period,
        title=title,
        issuer=issuer,
        lead=summaries[0] if summaries else None,
        topics=grouped,
        voices=voices.gather(cited, _SPEAKERS, _REMARKS),
        quantities=quantities.gather(cited, _QUANTITIES),
        charts=charts.draw(cited, period),
        sources=tuple(c.source for c in cited),
        coverage=_coverage(cited, period, undated, rejected),
        generator=generator,
    )


def _coverage(
    cited: Sequence[Cited], period: Period, undated: Sequence[Article], rejected: Sequence[Rejected]
) -> Coverage:
    dated = {c.source.published for c in cited}
    return Coverage(
        read=len(cited),
        quotes=sum(len(c.analysed.analysis.quotes) for c in cited),
        figures=sum(len(c.analysed.analysis.figures) for c in cited),
        undated=tuple((article.id, article.origin) for article in undated),
        rejected=tuple(sorted(rejected, key=lambda r: (r.origin, r.reason))),
        empty_days=tuple(day for day in period.days if day not in dated),
    )
