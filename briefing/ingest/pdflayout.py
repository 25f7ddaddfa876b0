"""Runs of characters on their places -> rows of text: paragraphs, and tables row by row.

A cell is what the same rules enclose; cells that begin at the same height, two or more, are a row. What stands in no
such cell is text: lines, from the top down. A line goes on with the one above unless that one left room for its first
word, a list mark begins it, its type is of another size, or white space is between them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from briefing.ingest import lines, shape
from briefing.ingest.pdftext import GAP, Page, Run
from briefing.ingest.release import Row

#: Lines at the top and the foot of a page among which running heads and page numbers are looked for.
_EDGE = 3
#: Points by which the same thing may stand higher or lower on another page or in another cell.
_SLACK = 3.0
#: Shares of the type size: lines whose ends differ by less end at one margin; a line further below than `_LEADING`
#: begins a paragraph (double spacing is 2.0), and so does one whose type is another size by more than `_RESIZED`.
_FLUSH = 0.6
_LEADING = 2.2
_RESIZED = 1.12
#: Lines that end at one margin are at least three, or it is chance.
_LEAST = 3
#: Share of line ends with their space from which on a line without one is taken as broken inside a word.
_KEPT = 0.2
_NUMBER = re.compile(r"[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*|(?i:page|p\.)\s*\d{1,4}|\d{1,4}\s*쪽")


class _Line(NamedTuple):
    left: float
    right: float
    base: float
    size: float
    text: str  # with the space at its end, if the file has one
    cells: tuple[tuple[Run, ...], ...] = ()  # of a row, each a list of runs
    margin: float | None = None  # of the frame it stands in
    fresh: bool = False  # the first of a page


_Span = tuple[
    float, float, float, float
]  # left, right, low, high: the rules around a run, infinite where there is none


def rows(pages: Sequence[Page]) -> list[Row]:
    """The rows of all pages in reading order, without running heads and page numbers."""
    laid = _without_heads([_lines(page) for page in pages])
    every = [line for page in laid for line in page]
    texts = [line.text for line in every]
    known = lines.words([text.strip() for text in texts])
    margin, gaps = _margin(every), _gaps(every)
    broken = [a.text for a, b in pairwise(every) if _goes_on(a, b, margin, gaps)]
    kept = sum(text != text.rstrip() for text in broken) >= max(2, _KEPT * len(broken))
    return list(_rows(every, margin, gaps, kept, known))


# --- a page ---------------------------------------------------------------------------------------------


def _lines(page: Page) -> list[_Line]:
    """The lines and rows of a page from the top down."""
    cells: dict[_Span, list[Run]] = defaultdict(list)
    for run in page.runs:
        cells[_around(run, page)].append(run)
    tabled: set[_Span] = set()
    found: list[_Line] = []
    for spans in _beside(cells):
        tabled.update(spans)
        found.append(_row([cells[span] for span in sorted(spans)]))
    for span, runs in cells.items():
        if span not in tabled:
            found += _banded(runs, span[1] if span[1] < float("inf") else None)
    found.sort(key=lambda line: (-line.base, line.left))
    return [line._replace(fresh=i == 0) for i, line in enumerate(found)]


def _beside(cells: Iterable[_Span]) -> Iterator[list[_Span]]:
    """The cells of a table that begin at one height, for each row that has two or more."""
    # A row at a page's break has no rule there, and many tables have none at their sides.
    ruled = [span for span in cells if any(map(isfinite, span[:2])) and any(map(isfinite, span[2:]))]
    row: list[_Span] = []
    for span in sorted(ruled, key=lambda span: span[3]):
        if row and span[3] - row[0][3] > _SLACK:
            if len(row) > 1:
                yield row
            row = []
        row.append(span)
    if len(row) > 1:
        yield row


def _around(run: Run, page: Page) -> _Span:
    """The nearest rules on the four sides of a run."""
    x, y = (run.left + run.right) / 2, run.base + run.size / 3
    sides = [place for place, low, high in page.upright if low - 1 <= y <= high + 1]
    decks = [place for place, left, right in page.level if left - 1 <= x <= right + 1]
    return (
        max((place for place in sides if place <= x), default=float("-inf")),
        min((place for place in sides if place > x), default=float("inf")),
        max((place for place in decks if place <= y), default=float("-inf")),
        min((place for place in decks if place > y), default=float("inf")),
    )


def _row(cells: list[list[Run]]) -> _Line:
    runs = [run for cell in cells for run in cell]
    return _Line(
        min(run.left for run in runs),
        max(run.right for run in runs),
        max(run.base for run in runs),
        max(run.size for run in runs),
        " ".join(run.text.strip() for run in runs),
        tuple(tuple(cell) for cell in cells),
    )


def _banded(runs: list[Run], margin: float | None) -> Iterator[_Line]:
    """The lines of text that stand in no table; runs far apart on one line are the row of a table without rules."""
    band: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if band and band[0].base - run.base > 0.5 * min(band[0].size, run.size):
            yield _line(band, margin)
            band = []
        band.append(run)
    if band:
        yield _line(band, margin)


def _line(band: list[Run], margin: float | None) -> _Line:
    band.sort(key=lambda run: run.left)
    if any(b.left - a.right > GAP * a.size for a, b in pairwise(band)):
        return _row([[run] for run in band])
    text = band[0].text
    for a, b in pairwise(band):
        text += ("" if b.left - a.right < 0.15 * a.size or text.endswith(" ") else " ") + b.text
    size = Counter[float]()
    for run in band:
        size[run.size] += len(run.text)
    shown = [run for run in band if run.text.strip()]
    return _Line(shown[0].left, _end(shown[-1]), band[0].base, size.most_common(1)[0][0], text, margin=margin)


def _end(run: Run) -> float:
    """Where the last letter of a run ends, about: a space at its end is a third of the type size wide."""
    return run.right - (len(run.text) - len(run.text.rstrip())) * run.size / 3


# --- the document ---------------------------------------------------------------------------------------


def _without_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the lines at their edges that are page numbers or recur on other pages at the same height."""
    seen = Counter(key for i, page in enumerate(pages) for key in {_key(line, i) for line in _edges(page)})
    often = max(2, len(pages) // 2)
    kept = []
    for i, page in enumerate(pages):
        furniture = {
            line
            for line in _edges(page)
            if (seen[_key(line, i)] >= often and not shape.is_final(line.text.strip()))
            or (not line.cells and _is_number(line.text))
        }
        rest = [line for line in page if line not in furniture]
        kept.append([line._replace(fresh=i == 0) for i, line in enumerate(rest)])
    return kept


def _edges(page: list[_Line]) -> list[_Line]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: _Line, index: int) -> tuple[str, int]:
    """A line's words, without the number of the page, and its height."""
    return re.sub(rf"(?<!\d){index + 1}(?!\d)", "#", "".join(line.text.split())), round(line.base / _SLACK)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()))


def _margin(lines_: Iterable[_Line]) -> float:
    """The furthest place at which three lines of text end, else the furthest at which one does."""
    ends = sorted(line.right for line in lines_ if not line.cells)
    for i in range(len(ends) - 1, _LEAST - 2, -1):
        if ends[i] - ends[i - _LEAST + 1] <= 6.0:
            return ends[i]
    return ends[-1] if ends else 0.0


def _rows(every: list[_Line], margin: float, gaps: list[float], kept: bool, known: frozenset[str]) -> Iterator[Row]:
    paragraph: list[str] = []
    last: _Line | None = None
    for line in every:
        text = line.text.rstrip("\n")
        if last and paragraph and _goes_on(last, line, margin, gaps):
            left = paragraph[-1]
            paragraph[-1] = left.rstrip()
            paragraph += [lines.seam(left, text.strip(), kept, known) if left == left.rstrip() else " ", text]
        else:
            if last and paragraph:
                yield Row((_clean("".join(paragraph)),), last.size)
            paragraph = [] if line.cells else [text]
        if line.cells:
            yield Row(tuple(_cell(cell, kept, known) for cell in line.cells), line.size)
        last = line
    if last and paragraph:
        yield Row((_clean("".join(paragraph)),), last.size)


def _gaps(every: list[_Line]) -> list[float]:
    """The distances of lines of text from the next, in type sizes, sorted."""
    return sorted(
        (a.base - b.base) / a.size for a, b in pairwise(every) if not a.cells and not b.cells and a.base > b.base
    )


def _goes_on(last: _Line, line: _Line, margin: float, gaps: list[float]) -> bool:
    """Whether `line` belongs to the paragraph that ends in `last`."""
    if last.cells or line.cells or lines.marked(line.text.strip()):
        return False
    if not 1 / _RESIZED < line.size / last.size < _RESIZED or last.margin != line.margin:
        return False
    if not line.fresh and _apart((last.base - line.base) / last.size, gaps):
        return False
    end = last.margin - last.size / 2 if last.margin and not line.fresh else margin
    end = max(end, line.right) if line.right - end < 2 * line.size else end
    word = line.text.split()[0]
    first = (line.right - line.left) * len(word) / max(1, len(line.text.strip()))
    return end - last.right < max(_FLUSH * last.size, first)


def _apart(gap: float, gaps: list[float]) -> bool:
    """Whether a distance is more than that between the lines of a paragraph, which is the one met most often."""
    if gap > _LEADING:
        return True
    usual, most = gap, 0
    for start in range(0, len(gaps), max(1, len(gaps) // 50)):
        count = bisect_right(gaps, gaps[start] + 0.1) - bisect_left(gaps, gaps[start])
        if count > most:
            usual, most = gaps[start], count
    return most >= _LEAST and gap > usual + 0.35


def _cell(runs: Sequence[Run], kept: bool, known: frozenset[str]) -> str:
    """The text of a cell, its lines joined."""
    parts: list[str] = []
    for line in _banded(list(runs), None) if len(runs) > 1 else [_line(list(runs), None)]:
        left = parts[-1] if parts else ""
        if parts:
            parts.append(lines.seam(left, line.text.strip(), kept, known) if left == left.rstrip() else " ")
        parts.append(line.text)
    return _clean("".join(parts))


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
