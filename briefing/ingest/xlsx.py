"""An Excel workbook (.xlsx) -> articles, row by row: nothing of it is held in memory but one row.

Read are the visible sheets; formulas by the result stored with them. `<dimension>` is not believed, elements are
known by their local names whatever the prefix (transitional or strict OOXML), and text stands where it may: in
shared strings, inline, or as a formula's result. ECMA-376, Part 1, clause 18.

No library: openpyxl holds all shared strings in memory (0.5 GB for 100,000 rows of BigKinds), and python-calamine
the whole rectangle of a sheet, so that 5 kB with two cells in opposite corners end the process.
"""

from __future__ import annotations

import posixpath
import re
import tempfile
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from typing import IO, Any, BinaryIO, NamedTuple

from briefing.errors import InputError
from briefing.ingest import records, tables
from briefing.ingest.decode import clean
from briefing.ingest.found import Found
from briefing.model import Rejected

#: Bytes of all parts when unpacked. 100,000 rows of BigKinds have 0.5 GB; reading 1 GB takes about 20 s.
UNPACKED_LIMIT = 1024 * 1024 * 1024
#: How much larger a part may be than it is packed. Text has 2 to 10, empty rows with their numbers 15, with styled
#: cells 60; a bomb comes near deflate's 1,032. Below the second figure (bytes; read in 2 s) the ratio does not count.
RATIO_LIMIT = 200
RATIO_FREE = 64 * 1024 * 1024
#: Bytes of XML of one row or one string, which take thirty times that in memory if it is all tags. A row of 19 cells,
#: each as long as Excel allows, has 2 MB.
ELEMENT_LIMIT = 4 * 1024 * 1024
#: Shared strings: eight bytes of memory each. 100,000 rows of BigKinds have at most 1.9 million.
STRING_LIMIT = 5_000_000

#: Bytes of XML parsed at once: so small a tree stays in the processor's cache; with 64 KiB all takes a tenth longer.
_CHUNK = 8 * 1024
_REMEDY = "엑셀에서 열어 CSV UTF-8(.csv)로 다시 저장해 주십시오."
# The ends of the tags `v` and `t`, with a namespace and without: every cell has one, and `_local` takes twice as long.
_V, _T = ("}v", "v"), ("}t", "t")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Number formats that show a day: the built-in ones (27 to 36 and 50 to 58 in Korean and other Asian versions) and,
# among a workbook's own, those with a year or a day outside quoted and bracketed parts.
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


class _Book(NamedTuple):
    """A workbook's parts: names of visible sheets by part, shared strings, styles that are dates, and its day 0."""

    sheets: dict[str, str]
    strings: _Strings
    dates: frozenset[str]
    epoch: date


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each row of each visible sheet, and the rows that hold none; InputError for a broken workbook."""
    with tempfile.TemporaryFile() as spool:
        with _intact(origin):
            archive = zipfile.ZipFile(file)
            _check(archive, origin)
            book = _book(archive, spool, origin)
        yield from records.read(_records(archive, book, origin), origin)


@contextmanager
def _intact(origin: str) -> Iterator[None]:
    """What zip, XML, a missing part, a wrong reference or a wrong number raise, as InputError."""
    from lxml import etree  # 0.05 s

    try:
        yield
    except (etree.LxmlError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, LookupError):
        raise InputError(origin, "깨졌거나 엑셀 통합 문서(.xlsx)가 아닌 파일입니다.", _REMEDY) from None


def _records(archive: zipfile.ZipFile, book: _Book, origin: str) -> Iterator[records.Record | Rejected]:
    """The records of the sheets that are tables of articles; a workbook without one is refused."""
    refusals = []
    for part, name in book.sheets.items():
        place = origin if len(book.sheets) == 1 else f"{origin}:{name}"
        try:
            yield from tables.records(_rows(archive, part, book, origin), place)
        except InputError as error:
            if error.subject != place:  # of the file, not of its columns
                raise
            refusals.append(error)
    if len(refusals) == len(book.sheets):
        raise next(iter(refusals), InputError(origin, "보이는 시트가 없습니다.", _REMEDY))


def _check(archive: zipfile.ZipFile, origin: str) -> None:
    """InputError for an archive whose directory promises more than the limits; no part gives more than it promises."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(origin, "암호가 걸린 파일입니다.", "암호를 풀어 다시 저장해 주십시오.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise InputError(origin, "엑셀이 쓰지 않는 방식으로 압축된 파일입니다.", _REMEDY)
    swollen = any(part.file_size > max(RATIO_FREE, RATIO_LIMIT * part.compress_size) for part in parts)
    if swollen or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise InputError(
            origin,
            f"압축을 풀면 {UNPACKED_LIMIT // 1024 // 1024 // 1024}GB를 넘거나 {RATIO_LIMIT}배 넘게 커지는 파일입니다.",
            "기사가 든 행만 남겨 다시 저장해 주십시오.",
        )


def _book(archive: zipfile.ZipFile, spool: IO[bytes], origin: str) -> _Book:
    types = {}
    main = next((target for _, kind, target in _relations(archive, "", origin) if kind == "officeDocument"), "")
    for name, kind, target in _relations(archive, main, origin):
        types[name] = (kind, target)
    parts = dict(types.values())
    sheets: dict[str, str] = {}  # by part: none is read twice
    epoch = date(1899, 12, 30)  # counts the 29 February 1900 that Excel believes in
    for element in _elements(archive, main, ("sheet", "workbookPr"), origin):
        attributes = {_local(key): value for key, value in element.attrib.items()}
        if _local(element.tag) == "workbookPr":
            epoch = date(1904, 1, 1) if attributes.get("date1904") in ("1", "true") else epoch
        elif "state" not in attributes or attributes["state"] == "visible":
            kind, part = types.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                sheets.setdefault(part, clean(attributes.get("name", "")))
    strings = _Strings(spool)
    if "sharedStrings" in parts:
        for element in _elements(archive, parts["sharedStrings"], ("si",), origin):
            strings.append(_text(element), origin)
    return _Book(sheets, strings, _date_styles(archive, parts.get("styles"), origin), epoch)


def _relations(archive: zipfile.ZipFile, part: str, origin: str) -> list[tuple[str, str, str]]:
    """(id, kind, part) of what `part` refers to; the empty part is the workbook file itself."""
    folder, name = posixpath.split(part)
    return [
        (
            element.get("Id", ""),
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels"), ("Relationship",), origin)
    ]


def _date_styles(archive: zipfile.ZipFile, part: str | None, origin: str) -> frozenset[str]:
    """The numbers (as text) of the cell styles that show a number as a day."""
    formats = {str(number) for number in _DATE_FORMATS}
    styles: list[bool] = []
    for element in _elements(archive, part, ("numFmt", "xf"), origin) if part else ():
        if _local(element.tag) == "numFmt":
            if re.search(r"[yd]", _LITERAL.sub("", element.get("formatCode", "")), re.I):
                formats.add(element.get("numFmtId", ""))
        elif _local(element.getparent().tag) == "cellXfs":
            styles.append(element.get("numFmtId") in formats)
    return frozenset(str(number) for number, dated in enumerate(styles) if dated)


class _Strings:
    """The shared strings of a workbook, on disk; in memory is only where each ends."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._ends = array("Q", [0])

    def append(self, text: str, origin: str) -> None:
        if len(self._ends) > STRING_LIMIT:
            raise InputError(origin, f"글이 든 칸이 한도 {STRING_LIMIT:,}개를 넘습니다.", "파일을 나누어 주십시오.")
        self._ends.append(self._ends[-1] + self._spool.write(text.encode()))

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        self._spool.seek(start)
        return self._spool.read(end - start).decode()


def _elements(archive: zipfile.ZipFile, part: str, names: tuple[str, ...], origin: str) -> Iterator[Any]:
    """The elements of `part` with these local names, each gone soon after the next is asked for."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # libxml2's own limits: depth 256, 10 MB of one text, growth by entities
        remove_comments=True,
        remove_pis=True,
    )
    waiting = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            waiting += len(chunk)
            element = None
            for _, element in parser.read_events():
                if waiting and element.getroottree().docinfo.internalDTD is not None:
                    raise InputError(origin, "문서 형식 선언(DOCTYPE)이 든 파일이라 읽지 않습니다.", _REMEDY)
                waiting = 0
                yield element
            if element is not None:
                _forget(element)
            elif waiting > ELEMENT_LIMIT:
                raise InputError(origin, "한 행이 너무 긴 파일입니다.", "기사마다 행을 나누어 다시 저장해 주십시오.")
        parser.close()


def _forget(element: Any) -> None:
    """Frees what was read: the content of `element` and all that stands before it and around it."""
    element.clear()
    while (parent := element.getparent()) is not None:
        del parent[: parent.index(element)]
        element = parent


def _rows(archive: zipfile.ZipFile, part: str, book: _Book, origin: str) -> Iterator[tuple[int, tables.Row]]:
    """(number from 1, cells) of each row; numbers and addresses that a writer left out are counted."""
    number = 0
    with _intact(origin):
        for row in _elements(archive, part, ("row", "sheetData"), origin):
            if _local(row.tag) == "sheetData":
                return  # behind the rows stand links, formats and filters
            number = int(row.get("r") or number + 1)
            cells, column = {}, -1
            for cell in row:
                address = cell.get("r")
                column = _column(address.rstrip("0123456789")[:4]) if address else column + 1
                if len(cell) and (text := _value(cell, book)):
                    cells[column] = text
            yield number, cells


@lru_cache(maxsize=1024)  # each row has the same letters
def _column(letters: str) -> int:
    """The column from 0 that `letters` (A to XFD) name, else ValueError."""
    column = 0
    for letter in letters:
        column = column * 26 + int(letter, 36) - 9
    if not 0 < column <= 16_384:
        raise ValueError(letters)
    return column - 1


def _value(cell: Any, book: _Book) -> str:
    """What a cell shows, as text: a day as `2024-01-17`, a number with its stored digits; an error is nothing."""
    kind = cell.get("t", "n")
    stored = ""
    for child in cell:
        tag = child.tag
        if tag[-2:] in _V:
            stored = child.text or ""
        elif kind == "inlineStr" and _local(tag) == "is":
            return _text(child)
    if not stored or kind == "e":
        return ""
    if kind == "s":
        return book.strings[int(stored)]
    if kind == "b":
        return "true" if stored == "1" else "false"
    if kind != "n":
        return _unescaped(stored)
    if cell.get("s") in book.dates:
        try:
            return (book.epoch + timedelta(days=int(float(stored)))).isoformat()
        except (ValueError, OverflowError):
            return stored
    return stored.removesuffix(".0")


def _text(element: Any) -> str:
    """The text of a string, its differently formatted runs joined, without the pronunciation beside it (`rPh`)."""
    # Nearly every string is one `t`: a fifth of the time of what follows.
    if len(element) == 1 and (only := element[0]).tag[-2:] in _T:
        return _unescaped(only.text or "")
    parts = (part.text or "" for part in element.iter("{*}t") if _local(part.getparent().tag) != "rPh")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """`text` with `_x000D_` and the like, which stand for characters that XML cannot hold, resolved."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: match[0] if 0xD800 <= (code := int(match[1], 16)) < 0xE000 else chr(code), text)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
