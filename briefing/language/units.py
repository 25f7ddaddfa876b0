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
def _lexicon() -> dict[str, list[tuple[str, Unit]]]:
    """The forms of the lexicon with their units by the first character, the longest first."""
    table: dict[str, list[tuple[str, Unit]]] = {}
    for line in lines("units.tsv"):
        form, name, kind, firmness = line.split("\t")
        table.setdefault(form[0], []).append((form, Unit(name, cast(FigureKind, kind), cast(Firmness, firmness))))
    return {first: sorted(forms, key=lambda entry: -len(entry[0])) for first, forms in table.items()}


def candidates(text: str, position: int) -> list[tuple[int, Unit]]:
    """(end, unit) of every lexicon form at `position`, behind at most one blank; the longest first.

    Whether a form ends where a word ends is the caller's to check: it has the tokens.
    """
    gap = _LONGEST_GAP.match(text, position)
    start = gap.end() if gap else position
    found = []
    for form, unit in _lexicon().get(text[start : start + 1], ()):
        end = start + len(form)
        if text.startswith(form, start) or (" " in form and text[start:end].replace("\u00a0", " ") == form):
            found.append((end, unit))
    return found
