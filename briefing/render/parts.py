"""What a document with a layout of its own is made of: headings, paragraphs, items, tables, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.model import Chart
from briefing.render import bounds, typography

Words = tuple[str | int, ...]
"""A stretch of text: strings without control characters and line feeds; a number cites the source of that number."""


class Link(str):
    """A web address (http or https) of a source: of all text only this may become a link."""

    __slots__ = ()


_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is the title of the document, 1 a chapter, 2 a part of it, 3 a matter in that."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`imprint` stands under the title, `lead` in a frame, `note` in small type."""

    words: Words
    kind: Literal["imprint", "lead", "body", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; depth 2 belongs to the item of depth 1 before it."""

    words: Words
    depth: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`shares` are the widths of the columns in relation to each other; every row has a cell for each of them."""

    head: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, to be drawn above its `sources`, or to be written out as `table`.

    `most` sources are named at a time, all of them for None.
    """

    chart: Chart
    most: int | None

    @property
    def sources(self) -> Words:
        """All that it rests on."""
        return cited(sorted({source for row in self.chart.rows for source in row.sources}), self.most)

    @property
    def table(self) -> Table:
        """The rows of the chart with their numbers, what these consist of, and their sources."""
        rows = []
        for row in self.chart.rows:
            parts = ", ".join(f"{part.label} {part.text}" for part in row.parts)
            value = words(row.text, f" ({parts})" if parts else None, *cited(row.sources, self.most))
            rows.append((words(row.label), value))
        return Table(("항목", "값"), (1, 1), tuple(rows))


Block = Heading | Paragraph | Item | Table | Picture


def words(*parts: str | int | None) -> Words:
    """`parts` as printable text in one line; None and empty text are left out."""
    return tuple(_flat(part) for part in parts if part is not None and part != "")


def _flat(part: str | int) -> str | int:
    if isinstance(part, int | Link):  # a link has neither blanks nor unprintable characters
        return part
    return _BLANKS.sub(" ", typography.printable(part))


def cited(sources: Sequence[int], most: int | None) -> Words:
    """The first `most` of `sources`, all for None, and how many more there are."""
    shown = bounds.cut(sources, most)
    return (*shown.items, f" 외 {shown.more:,}건") if shown.more else shown.items


def numbers(block: Block) -> Iterator[int]:
    """The numbers of the sources that a block cites."""
    match block:
        case Table(rows=rows):
            cells: Iterable[Words] = (cell for row in rows for cell in row)
        case Picture(table=table, sources=sources):
            cells = (sources, *(cell for row in table.rows for cell in row))
        case Heading() | Paragraph() | Item():
            cells = (block.words,)
    yield from (part for words in cells for part in words if isinstance(part, int))
