"""Words around a number: how exact it is, which side of it is meant, how it moved; from `lexicon/figure_words.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefing.language.lexicon import lines


@dataclass(frozen=True, slots=True)
class Hedges:
    """Each word with what it says, by where it stands; the lexicon explains the places."""

    before: dict[str, str]
    behind: dict[str, str]
    verb: dict[str, str]
    move: frozenset[str]
    turn: frozenset[str]
    compared: frozenset[str]
    base: frozenset[str]
    time: frozenset[str]


@cache
def lexicon() -> Hedges:
    """The words around numbers."""
    rows: dict[str, dict[str, str]] = {}
    for line in lines("figure_words.tsv"):
        word, place, says = line.split("\t")
        rows.setdefault(place, {})[word] = says
    return Hedges(
        before=rows["before"],
        behind=rows["behind"],
        verb=rows["verb"],
        move=frozenset(rows["move"]),
        turn=frozenset(rows["turn"]),
        compared=frozenset(rows["compared"]),
        base=frozenset(rows["base"]),
        time=frozenset(rows["time"]),
    )
