"""Units that stand in a heading and hold for the bare numbers behind it.

On its line: 비중(%) : (’15) 4.9 → (’25) 23.7. Over a table: (단위: 억원), and the rows below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefing.language import units
from briefing.language.units import Unit

_UNIT_WORD = r"[^\s():：,0-9]{1,6}"
_HEADING = re.compile(
    rf"\(\s?단위\s?[:：]\s?(?P<table>{_UNIT_WORD}(?:\s?,\s?[^():：,\n]{{1,12}}){{0,5}})\s?[),]|\((?P<line>{_UNIT_WORD})\)\s?[:：]"
)
_SIZE = re.compile(r"(?P<size>[십백천]?[만억조]|[십백천])(?=.)")
_SIZES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
# A bare number is a cell of its own: white space, a bracket or an arrow before it and behind it.
_BEFORE = frozenset(" \u00a0([→⇒~:\n")
_AFTER = frozenset(" \u00a0)],→⇒~\n")
_MINUS = frozenset("-−–△▲▼")
# A cell of a table that holds a number, maybe with a unit of its own; a bare one, and one that is a year.
_CELL = re.compile(r"\(?[-−–△▲▼+]?\d[\d,.]*(?:[~∼]\d[\d,.]*)?(?:%p?|％)?\)?")
_BARE = re.compile(r"\(?[-−–△▲▼+]?\d[\d,.]*(?:[~∼]\d[\d,.]*)?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\S+")
# What a table does not hold: a sentence, an item of a list, a note.
_PROSE = re.compile(r"[가-힣][.!?。][”’\"')\]]*$|다$|^(?:[□■○●◦ㅇ▪▶▷※]|[-*·]\s|(?:자료|주|출처)\s?[:：])")
# Lines of a table's head before the first number, and of words between numbers where each cell has its line.
_MOST_HEAD = 15
_MOST_WORDS = 3
_LONGEST_ROW = 120


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit that holds for the bare numbers in text[start:until], each counting `size` times (억원: 100,000,000)."""

    start: int
    until: int
    unit: Unit
    form: str
    size: Decimal


def find(text: str) -> list[Heading]:
    """The ranges of `text` whose bare numbers have the unit of a heading, in order of their start.

    What follows a heading on its line is one range, each cell of the table below it another. A table ends before
    prose, a list, a note or another heading; of several units each column has one.
    """
    found = []
    for match in _HEADING.finditer(text):
        named = [_unit(item.strip()) for item in (match["table"] or match["line"]).split(",")]
        known = [unit for unit in named if unit is not None]
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        if named[0] is not None:
            found.append(Heading(match.end(), stop, *named[0]))
        if match["table"] and known:
            found += _cells(text, stop, known)
    return sorted(found, key=lambda heading: heading.start)


def _unit(form: str) -> tuple[Unit, str, Decimal] | None:
    """The unit a heading names, its form, and how much one of it counts (억원: 100,000,000); None for other words."""
    size = Decimal(1)
    if scale := _SIZE.match(form):
        form = form[scale.end() :]
        for character in scale["size"]:
            size *= _SIZES[character]
    unit = next((unit for end, unit in units.candidates(form, 0) if end == len(form)), None)
    return None if unit is None else (unit, form, size)


def _cells(text: str, position: int, named: list[tuple[Unit, str, Decimal]]) -> Iterator[Heading]:
    """The cells with bare numbers in the rows below text[:position], a line's end."""
    wordy, most = 0, _MOST_HEAD
    while position < len(text):
        start = position + 1
        position = text.find("\n", start)
        position = len(text) if position < 0 else position
        row = text[start:position]
        if len(row) > _LONGEST_ROW or _PROSE.search(row.strip()) or _HEADING.search(row):
            return
        words = list(_WORD.finditer(row))
        first = next((i for i, word in enumerate(words) if _CELL.fullmatch(word.group())), len(words))
        # 1 서울 1,234: the number of the row.
        if first == 0 and len(words) > 1 and words[1].group()[0].isalpha():
            first = next((i for i, word in enumerate(words[1:], 1) if _CELL.fullmatch(word.group())), len(words))
        cells = [word for word in words[first:] if _CELL.fullmatch(word.group())]
        if len(words) - first > 2 * len(cells):
            return
        if not cells:
            wordy += 1
            if wordy > most:
                return
            continue
        if all(_YEAR.fullmatch(cell.group()) for cell in cells):
            continue
        wordy, most = 0, _MOST_WORDS
        if len(cells) % len(named):
            continue
        for i, cell in enumerate(cells):
            # Among shares a signed number is a difference of two (%p) as often as a share below zero.
            doubtful = len(named) == 1 and named[0][0].kind == "percent" and not cell.group()[0].isdigit()
            if _BARE.fullmatch(cell.group()) and not doubtful:
                yield Heading(start + cell.start(), start + cell.end(), *named[i % len(named)])


def over(headings: list[Heading], text: str, start: int, end: int) -> Heading | None:
    """The heading that gives the bare number text[start:end] its unit, None outside its range or inside a word.

    A range that begins with a minus right before the number says that the minus is its sign, not a bullet.
    """
    index = bisect_right(headings, start, key=lambda heading: heading.start) - 1
    if index < 0 or start >= headings[index].until:
        return None
    before, after = text[start - 1 : start], text[end : end + 1]
    signed = before in _MINUS and headings[index].start == start - 1
    if (before and before not in _BEFORE and not signed) or (after and after not in _AFTER):
        return None
    # 1) 은행: the number of a list.
    return None if after == ")" and before != "(" else headings[index]
