"""Units that stand in a heading and hold for the bare numbers behind it: 비중(%) : (’15) 4.9 → (’25) 23.7."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from briefing.language import units
from briefing.language.units import Unit

_UNIT_WORD = r"[^\s():：,0-9]{1,6}"
_HEADING = re.compile(rf"\(\s?단위\s?[:：]\s?(?P<table>{_UNIT_WORD})\s?[),]|\((?P<line>{_UNIT_WORD})\)\s?[:：]")
_SIZE = re.compile(r"(?P<size>[십백천]?[만억조]|[십백천])(?=.)")
_SIZES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
# A bare number is a cell of its own: white space, a bracket or an arrow before it and behind it.
_BEFORE = frozenset(" \u00a0([→⇒~:\n")
_AFTER = frozenset(" \u00a0)],→⇒~\n")


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit that holds for the bare numbers in text[end:until], each counting `size` times (억원: 100,000,000)."""

    end: int
    until: int
    unit: Unit
    form: str
    size: Decimal


def find(text: str) -> list[Heading]:
    """The unit headings of `text` in order. A heading holds to the end of its line or to the next heading."""
    found = []
    for match in _HEADING.finditer(text):
        form = match["table"] or match["line"]
        size = Decimal(1)
        if scale := _SIZE.match(form):
            form = form[scale.end() :]
            for character in scale["size"]:
                size *= _SIZES[character]
        unit = next((unit for end, unit in units.candidates(form, 0) if end == len(form)), None)
        if unit is not None:
            stop = text.find("\n", match.end())
            found.append(Heading(match.end(), len(text) if stop < 0 else stop, unit, form, size))
    return found


def over(headings: list[Heading], text: str, start: int, end: int) -> Heading | None:
    """The heading that gives the bare number text[start:end] its unit, None outside its line or inside a word."""
    index = bisect_right(headings, start, key=lambda heading: heading.end) - 1
    if index < 0 or start >= headings[index].until:
        return None
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before not in _BEFORE) or (after and after not in _AFTER):
        return None
    # 1) 은행: the number of a list.
    return None if after == ")" and before != "(" else headings[index]
