"""What stands under an issue beside its summary: remarks, numbers, how it moved, whom of the watch list it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import History, Issue, IssueTrace, Movement, Remark, Voice
from briefing.synthesis import issues, quantities, trends, voices, watch
from briefing.synthesis.identity import Identities
from briefing.synthesis.sources import Citations

# In print an issue takes about half a page; all remarks stand under their speakers and all numbers in the ledger.
_REMARKS = 4
_NUMBERS = 5


def fill(found: Sequence[Issue], cited: Citations, known: Identities, entries: Sequence[str]) -> tuple[Issue, ...]:
    """The issues with the remarks and numbers of their articles, and the entries of the watch list they hold."""
    filled = []
    for issue in found:
        own = cited.some(issue.sources)
        filled.append(
            replace(
                issue,
                remarks=_remarks(voices.gather(own, known, len(own) * _REMARKS, _REMARKS)),
                quantities=quantities.gather(own, _NUMBERS),
                watched=_watched(own, entries),
            )
        )
    return tuple(filled)


def _watched(own: Citations, entries: Sequence[str]) -> tuple[str, ...]:
    held: set[str] = set()
    for item in own if entries else ():
        held.update(entry for entry in entries if entry not in held and watch.holds(item, entry))
    return tuple(entry for entry in entries if entry in held)


def moved(
    found: Sequence[Issue], week: issues.Weighed, cited: Citations, history: History
) -> tuple[tuple[Issue, ...], tuple[Movement, ...]]:
    """The issues with their movements, and all movements: those of the issues, then last week's that are gone.

    An issue is the one of an earlier week whose terms are most alike (`issues.follow`).
    """
    if not history.weeks:
        return tuple(found), ()
    traces = issues.trace(found, week)
    totals = [week.articles for week in history.weeks]
    before = [_followed(traces, week.issues) for week in history.weeks]
    moves = [
        trends.movement(issue.label, issue.sources, len(cited), [week[place] for week in before], totals)
        for place, issue in enumerate(found)
    ]
    continued = set(issues.follow(traces, history.weeks[0].issues))
    gone = [
        trends.movement(trace.label, (), len(cited), [trace.articles, *(0 for _ in totals[1:])], totals)
        for place, trace in enumerate(history.weeks[0].issues)
        if place not in continued
    ]
    with_moves = tuple(replace(issue, movement=move) for issue, move in zip(found, moves, strict=True))
    return with_moves, (*moves, *gone)


def _followed(traces: Sequence[IssueTrace], before: Sequence[IssueTrace]) -> list[int]:
    """For each trace the articles of the earlier issue that it continues, 0 for a new one."""
    places = issues.follow(traces, before)
    return [0 if place is None else before[place].articles for place in places]


def _remarks(gathered: Sequence[Voice]) -> tuple[Remark, ...]:
    """The few remarks that show most: every speaker's first before anybody's second, word for word before indirect.

    What nobody is known to have said comes last. In order of source and place.
    """
    turns: dict[str | None, int] = {}
    ranked = []
    for remark in sorted((r for voice in gathered for r in voice.remarks), key=lambda r: r.kind != "direct"):
        turn = turns[remark.speaker] = turns.get(remark.speaker, 0) + 1
        ranked.append((remark.speaker is None, turn, remark))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(sorted((remark for _, _, remark in ranked[:_REMARKS]), key=lambda r: (r.source, r.start)))
