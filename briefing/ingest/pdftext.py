"""The bytes of a PDF -> its characters as runs on their places, and the rules drawn between them.

It runs as a process of its own (`main`: the PDF on standard input, rows as JSON on standard output): pdfium is native
code, and a hostile file may crash it, hang it, or unpack to gigabytes. Here that costs one file.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

#: Pages of one file. The longest press releases with their attachments have about 300.
PAGES_LIMIT = 500
#: Characters of one file, above what an article may have (`ingest.BODY_LIMIT`): heads and tables are still in it.
TEXT_LIMIT = 2_000_000
#: Rules drawn on a page, at most; a page of tables has a few hundred, a map or a chart has thousands and no cells.
RULES_LIMIT = 3_000
#: Bytes of address space of the process; an ordinary release takes 0.2 GB of it.
MEMORY_LIMIT = 1024 * 1024 * 1024
#: Seconds of processor time; a page takes 0.01 to 0.05.
SECONDS_LIMIT = 30

#: A rule is thinner than this, and longer than that (points).
_THIN = 2.5
_LONG = 6.0
#: Shares of the type size. What stands further off its line is on another one (an exponent is not); between characters
#: further apart than `GAP` runs no line; closer than `_CLOSE` no rule is between them.
_OFF = 0.7
GAP = 1.5
_CLOSE = 0.2


class Run(NamedTuple):
    """Characters of one line in one cell: from `left` to `right` on the base line `base` (points, from below)."""

    left: float
    right: float
    base: float
    size: float
    text: str


class Page(NamedTuple):
    """The runs of a page in the order of the file; its rules as (place, from, to), upright and level."""

    runs: list[Run]
    upright: list[tuple[float, float, float]]
    level: list[tuple[float, float, float]]


class UnreadableError(Exception):
    """Why a PDF cannot be read: `broken`, `locked`, `pages` or `long`."""


def pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF, else UnreadableError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        locked = pypdfium2.raw.FPDF_GetLastError() == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise UnreadableError("locked" if locked else "broken") from None
    if len(document) > PAGES_LIMIT:
        raise UnreadableError("pages")
    left = TEXT_LIMIT
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise UnreadableError("broken") from None
        left -= text.count_chars()
        if left < 0:
            raise UnreadableError("long")
        upright, level = _rules(page)
        yield Page(list(_runs(text, upright)), upright, level)
        text.close()
        page.close()


def _rules(page: pypdfium2.PdfPage) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """(upright, level) lines of a page, and the sides of the boxes drawn on it."""
    from pypdfium2 import raw

    upright: list[tuple[float, float, float]] = []
    level: list[tuple[float, float, float]] = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, low, right, high = item.get_bounds()
        if right - left < _THIN and high - low > _LONG:
            upright.append(((left + right) / 2, low, high))
        elif high - low < _THIN and right - left > _LONG:
            level.append(((low + high) / 2, left, right))
        elif high - low > _LONG and right - left > _LONG and _outlined(item):
            upright += [(left, low, high), (right, low, high)]
            level += [(low, left, right), (high, left, right)]
        if len(upright) + len(level) > RULES_LIMIT:
            return [], []
    return upright, level


def _outlined(item: pypdfium2.PdfObject) -> bool:
    """Whether a path is a rectangle drawn with its outline, as the frame of a box is."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value) and raw.FPDFPath_CountSegments(item) in (4, 5)


def _runs(page: pypdfium2.PdfTextPage, upright: list[tuple[float, float, float]]) -> Iterator[Run]:
    """The runs of a page; what stands askew (a watermark) is left out."""
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    run: Run | None = None
    for i in range(page.count_chars()):
        if raw.FPDFText_IsGenerated(page, i) == 1:
            continue
        character = _character(raw.FPDFText_GetUnicode(page, i))
        raw.FPDFText_GetLooseCharBox(page, i, box)
        raw.FPDFText_GetCharOrigin(page, i, x, y)
        if not character or not 0.1 > raw.FPDFText_GetCharAngle(page, i) > -0.1:
            continue
        if run and _goes_on(run, box.left, y.value) and not _parted(run, box.left, y.value, upright):
            run = run._replace(right=max(run.right, box.right), text=run.text + character)
            continue
        if run and run.text.strip():
            yield run
        raw.FPDFText_GetMatrix(page, i, matrix)
        size = abs(raw.FPDFText_GetFontSize(page, i) * matrix.d) or 1.0
        run = Run(box.left, box.right, y.value, size, character)
    if run and run.text.strip():
        yield run


def _character(code: int) -> str:
    """The character of a code; a hyphen at a line's end comes from pdfium as code 2, a line's end is none."""
    if code == 2:
        return "-"
    return "" if code < 32 or code > sys.maxunicode else chr(code)


def _goes_on(run: Run, left: float, base: float) -> bool:
    return abs(base - run.base) < _OFF * run.size and -run.size < left - run.right < GAP * run.size


def _parted(run: Run, left: float, base: float, upright: list[tuple[float, float, float]]) -> bool:
    """Whether a rule stands between the end of `run` and a character that begins at `left`."""
    return left - run.right > _CLOSE * run.size and any(
        run.right <= x <= left and low < base + run.size / 3 < high for x, low, high in upright
    )


def main() -> None:
    """Reads the PDF on standard input; prints its rows, or why there are none, as JSON."""
    from briefing.ingest.pdflayout import rows

    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
    try:
        answer: dict[str, object] = {"rows": rows(list(pages(sys.stdin.buffer.read())))}
    except UnreadableError as reason:
        answer = {"unreadable": str(reason)}
    sys.stdout.write(json.dumps(answer))
