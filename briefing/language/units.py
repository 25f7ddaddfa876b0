"""What stands behind a number: counters, currencies and measures, from `lexicon/units.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from briefing.language.lexicon import lines
from briefing.model import FigureKind

Firmness = Literal["firm", "loose", "scaled"]

_LONGEST_GAP = re.compile(r"[^\S\n]?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in its normal form (`KRW` for 원). `firm`, `loose` and `scaled` are explained in the lexicon."""

    name: str
    kind: FigureKind
    firmness: Firmness


@cache
def _lexicon() -> tuple[dict[str, Unit], int]:
    table: dict[str, Unit] = {}
    for line in lines("units.tsv"):
        form, name, kind, firmness = line.split("\t")
        table[form] = Unit(name, cast(FigureKind, kind), cast(Firmness, firmness))
    return table, max(map(len, table))


def candidates(text: str, position: int) -> list[tuple[int, Unit]]:
    """(end, unit) of every lexicon form at `position`, behind at most one blank; the longest first.

    Whether a form ends where a word ends is the caller's to check: it has the tokens.
    """
    table, longest = _lexicon()
    gap = _LONGEST_GAP.match(text, position)
    start = gap.end() if gap else position
    found = []
    for length in range(min(longest, len(text) - start), 0, -1):
        form = text[start : start + length]
        if unit := table.get(form.replace("\u00a0", " ")):
            found.append((start + length, unit))
    return found
