"""A Briefing -> briefing.md: CommonMark with tables, its text escaped so that no article can bring markup with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import Briefing
from briefing.render import outline, parts
from briefing.render.parts import Block, Heading, Item, Link, Paragraph, Picture, Table, Words

# What begins markup, an entity or a table's cell anywhere (CommonMark 0.31, GFM), a formula ($, as GitHub reads it)
# or an attribute ({, as Pandoc does); then what makes a bare address or an e-mail address a link in GFM.
_MARKS = re.compile(r"[\\`*_\[\]<>&#|~${}@]|:(?=[/A-Za-z])|(?<=[Ww]{3})\.")
# What begins a list or underlines a heading at the start of a line.
_START = re.compile(r"^([-+=:])|^(\d{1,9})([.)])(?=\s|$)")
# In an address between angle brackets these would end it, or begin a tag or an entity.
_UNSAFE = {ord(character): f"%{ord(character):02X}" for character in "<>\\`|"}


def write(briefing: Briefing) -> bytes:
    """The report as UTF-8 text with one blank line between its blocks; items of one list stand together."""
    written: list[str] = []
    before: Block | None = None
    for block in outline.blocks(briefing):
        if before is not None:
            written.append("\n" if isinstance(block, Item) and isinstance(before, Item) else "\n\n")
        written.append(_block(block))
        before = block
    return ("".join(written) + "\n").encode()


def escaped(text: str) -> str:
    """`text` as Markdown that shows just these characters, inside a line."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.words)}"
        case Paragraph():
            return f"{'> ' if block.kind == 'lead' else ''}{_opening(block.words)}"
        case Item():
            return f"{'  ' * (block.depth - 1)}- {_opening(block.words)}"
        case Table():
            return _table(block)
        case Picture():
            return f"{_opening(parts.words(block.chart.title))}\n\n{_table(block.table)}"


def _table(table: Table) -> str:
    lines: Sequence[str] = [
        _row(table.head),
        _row(["---"] * len(table.head)),
        *(_row([_cell(cell) for cell in row]) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(words: Words) -> str:
    """A cell; the address of a source is the only thing that becomes a link."""
    match words:
        case (Link() as address,):
            return f"<{address.translate(_UNSAFE)}>"
    return _line(words)


def _opening(words: Words) -> str:
    """`words` as the beginning of a paragraph, where a number or a hyphen would make it a list."""
    return _START.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", _line(words))


def _line(words: Words) -> str:
    """`words` in one line, sources as `[3]`."""
    text = "".join(f" \0{part}\1" if isinstance(part, int) else part for part in words).strip()
    return escaped(text).replace("\0", "\\[").replace("\1", "\\]")
