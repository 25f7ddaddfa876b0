"""What the briefing cites of earlier weeks: each source numbered behind those of the week, in the order of its use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing.model import Analysed, Commitment, LedgerEntry, Source, Tally
from briefing.period import Period
from briefing.synthesis import commitments
from briefing.synthesis.sources import cite


@dataclass(slots=True)
class Earlier:
    """The earlier sources cited so far, by digest; numbers go on behind `last`."""

    last: int
    sources: dict[str, Source] = field(default_factory=dict)

    def number(self, source: Source) -> int:
        """The number under which the briefing cites `source`."""
        if source.digest not in self.sources:
            self.sources[source.digest] = replace(source, number=self.last + len(self.sources) + 1)
        return self.sources[source.digest].number

    def due(self, articles: Sequence[Analysed], period: Period, most: int) -> tuple[Commitment, ...]:
        """At most `most` plans of earlier articles that come due in `period`; only what is printed is cited."""
        cited = cite(articles)
        found = commitments.due(cited, period)[:most]
        used = {number for commitment in found for number in (commitment.source, *commitment.also)}
        numbers = {number: self.number(cited.source(number)) for number in sorted(used)}
        return tuple(_renumbered(commitment, numbers) for commitment in found)

    def before(self, ledger: Sequence[LedgerEntry], tally: Tally | None) -> tuple[LedgerEntry, ...]:
        """The ledger with what its numbers were in the week of `tally` as this briefing cites it."""
        own = {source.number: source for source in tally.sources} if tally else {}
        entries = []
        for entry in ledger:
            if entry.before is not None:
                number = self.number(own[entry.before.source])
                context = replace(entry.before.context, source=number)
                entry = replace(entry, before=replace(entry.before, source=number, context=context))
            entries.append(entry)
        return tuple(entries)


def _renumbered(commitment: Commitment, numbers: dict[int, int]) -> Commitment:
    number = numbers[commitment.source]
    return replace(
        commitment,
        source=number,
        when=commitment.when and replace(commitment.when, source=number),
        context=replace(commitment.context, source=number),
        also=tuple(sorted(numbers[also] for also in commitment.also)),
    )
