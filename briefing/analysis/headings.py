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
# What stands over the heads of the rows
_CORNER = re.compile(r"(?:구\s?분|항\s?목|과\s?목|지\s?표|연\s?도|업\s?종|지\s?역|품\s?목|계\s?정)(?!\S)\s*")
# A head that is longer, in code points, is a clause.
_LONGEST_HEAD = 24
# Lines of a table's head before the first number, and of words between numbers where each cell has its line.
_MOST_HEAD = 15
_MOST_WORDS = 3
_LONGEST_ROW = 120


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit that holds for the bare numbers in text[start:until], each counting `size` times (억원: 100,000,000).

    `label` is what the table's heads say of a cell: that of its row, then that of its column (매출액 2023년).
    """

    start: int
    until: int
    unit: Unit
    form: str
    size: Decimal
    label: str | None = None


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
    head, cornered = "", False
    columns: list[str] = []
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
        numbered = first == 0 and len(words) > 1 and words[1].group()[0].isalpha()
        if numbered:
            first = next((i for i, word in enumerate(words[1:], 1) if _CELL.fullmatch(word.group())), len(words))
        cells = [word for word in words[first:] if _CELL.fullmatch(word.group())]
        if len(words) - first > 2 * len(cells):
            return
        if not cells or all(_YEAR.fullmatch(cell.group()) for cell in cells):
            corner = _CORNER.match(row.strip())
            cornered = cornered or corner is not None
            # Where each cell has its line, the one before the numbers is their head, if it is alone or under a corner.
            head = row.strip() if not cells and (wordy == 0 or cornered) else ""
            if most == _MOST_HEAD:
                columns = row.strip()[corner.end() if corner else 0 :].split()
            wordy += not cells
            if wordy > most:
                return
            continue
        wordy, most = 0, _MOST_WORDS
        if first or len(cells) > 1:
            head = " ".join(word.group() for word in words[int(numbered) : first])
        if len(cells) % len(named):
            continue
        heads = _heads(head, columns, len(cells))
        for i, cell in enumerate(cells):
            # Among shares a signed number is a difference of two (%p) as often as a share below zero.
            doubtful = len(named) == 1 and named[0][0].kind == "percent" and not cell.group()[0].isdigit()
            if _BARE.fullmatch(cell.group()) and not doubtful:
                yield Heading(start + cell.start(), start + cell.end(), *named[i % len(named)], heads[i])


def _heads(head: str, columns: list[str], count: int) -> list[str | None]:
    """What each of the `count` cells of a row is called by the head of the row and, where each has one, of the column.

    Over the heads of the rows there may be a word (구분) or nothing.
    """
    spare = len(columns) - count
    over = columns[spare:] if count > 1 and (spare == 0 or (spare == 1 and head)) else [""] * count
    named = [f"{head} {column}".strip() for column in over]
    return [name if name and len(head) <= _LONGEST_HEAD else None for name in named]


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


def label(headings: list[Heading], position: int) -> str | None:
    """What the heads of a table say of the cell that begins at `position`, None outside tables."""
    index = bisect_right(headings, position, key=lambda heading: heading.start) - 1
    return headings[index].label if index >= 0 and position < headings[index].until else None
