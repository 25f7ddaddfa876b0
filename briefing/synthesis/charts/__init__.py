"""What the charts show, before anything is drawn: rows, a title that states the finding, a description.

A chart is drawn where it shows more than a sentence says; each function states from how much on.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Chart, Commitment, History, LedgerEntry, Movement
from briefing.period import Period
from briefing.synthesis.charts import changes, counts, plans, together
from briefing.synthesis.identity import Identities
from briefing.synthesis.sources import Citations


def draw(
    cited: Citations,
    known: Identities,
    period: Period,
    *,
    history: History,
    moves: Sequence[Movement],
    entries: Sequence[LedgerEntry],
    upcoming: Sequence[Commitment],
) -> tuple[Chart, ...]:
    """The charts that have something to say, in the order of the report; with too few data none.

    `moves` are the movements of the issues, `entries` the ledger and `upcoming` the plans as the briefing prints them.
    """
    past = history.weeks[0].period if history.weeks else None
    charts = (
        counts.days(cited.sources, period),
        changes.issues(moves, period, past),
        changes.actors(known, history, period),
        counts.stances(cited),
        counts.amounts(cited),
        changes.course(entries, period, past),
        together.chart(known),
        plans.calendar(upcoming, period),
    )
    return tuple(chart for chart in charts if chart is not None)
