"""Separated values (CSV, TSV) -> articles, row by row, with quoted line breaks, `;` and tabs as Excel writes them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from briefing.errors import InputError
from briefing.ingest import fields, records, tables
from briefing.ingest.decode import decode
from briefing.ingest.found import Found
from briefing.model import Rejected

#: Characters of one cell, and of one line. Excel's own limit is 32,767; a body has at most a million.
CELL_LIMIT = 1_000_000

#: Bytes that tell the encoding and the delimiter: a few dozen rows with bodies.
SAMPLE = 256 * 1024
_DELIMITERS = ",\t;"
# Stands behind the last line: a quotation mark that is never closed swallows it.
_END = "\x1c"
# What `surrogateescape` makes of a byte that is no part of the encoding (PEP 383).
_DAMAGED = re.compile(r"[\udc80-\udcff]")


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each row, and the rows that hold none; InputError when no row names the columns."""
    sample = file.read(SAMPLE)
    encoding = encoding_of(sample, origin)
    file.seek(0)
    # A damaged byte becomes a lone surrogate, which no decoded text holds: it costs its row, not the file.
    text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    try:
        delimiter = _delimiter(codecs.getincrementaldecoder(encoding)("surrogateescape").decode(sample))
        yield from records.read(_records(text, delimiter, origin), origin)
    except UnicodeDecodeError:  # in UTF-16 a damaged byte shifts all behind it
        raise InputError(origin, "글자가 깨져 여기까지만 읽었습니다.", "UTF-8로 다시 저장해 주십시오.") from None
    finally:
        text.detach()


def encoding_of(sample: bytes, origin: str) -> str:
    """The encoding of a file that begins with `sample`: UTF-8, UTF-16 with its mark, or CP949; else InputError.

    It is that of most lines and quoted texts, so that a damaged one does not decide.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what Excel calls Unicode text
        return "utf-16"
    *pieces, last = re.split(rb'[\n"]', sample)
    votes = Counter(filter(None, map(_encoding, pieces or [last])))  # the last may end inside a character
    if not votes and not sample.isascii():
        decode(sample, origin)
    return votes.most_common(1)[0][0] if votes else "utf-8-sig"


def _encoding(piece: bytes) -> str | None:
    """The encoding in which `piece` reads as Korean, None where it could be in any or in none."""
    if piece.isascii():
        return None
    try:
        return "utf-8-sig" if piece.decode("utf-8") else None
    except UnicodeDecodeError:
        pass
    try:
        return "cp949" if decode(piece, "") else None
    except InputError:
        return None


def _delimiter(sample: str) -> str:
    """The delimiter by which one of the first lines names the most columns."""
    lines = sample.splitlines(keepends=True)[: 2 * tables.HEADING_ROWS]

    def named(delimiter: str) -> int:
        rows = (_cells(row) for row in csv.reader(lines, delimiter=delimiter))
        return max((sum(map(bool, map(fields.key, row.values()))) for row in rows if tables.is_heading(row)), default=0)

    csv.field_size_limit(CELL_LIMIT)
    return max(_DELIMITERS, key=named)


def _cells(row: list[str]) -> dict[int, str]:
    return {column: cell for column, cell in enumerate(row) if cell.strip()}


def _records(text: io.TextIOWrapper, delimiter: str, origin: str) -> Iterator[records.Record | Rejected]:
    rows = _rows(text, delimiter, origin)
    for item in tables.records(rows, origin, exact=True):
        if isinstance(item, tuple) and any(_DAMAGED.search(str(value)) for value in item[1].values()):
            yield Rejected(item[0], "글자가 깨진 줄입니다. 원래 파일을 UTF-8로 다시 저장해 주십시오.")
        else:
            yield item


def _rows(text: io.TextIOWrapper, delimiter: str, origin: str) -> Iterator[tuple[int, tables.Row]]:
    """(number of its first line from 1, cells) of each row; InputError at a cell over the limit or never closed."""
    csv.field_size_limit(CELL_LIMIT)  # the module has one limit for all its readers
    reader = csv.reader(_lines(text, origin), delimiter=delimiter)
    first = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise InputError(
                f"{origin}:{first}",
                f"한 칸이 한도 {CELL_LIMIT:,}자를 넘거나 줄이 깨져 있어 여기서부터 읽지 못합니다.",
                "그 줄의 따옴표를 고치거나 그 줄을 빼 주십시오.",
            ) from None
        if row is None or row == [_END]:
            return
        if any(_END in cell for cell in row):
            raise InputError(
                f"{origin}:{first}",
                "큰따옴표가 닫히지 않아 여기서부터 읽지 못합니다.",
                "그 줄의 따옴표를 고쳐 주십시오.",
            )
        yield first, _cells(row)
        first = reader.line_num + 1


def _lines(text: io.TextIOWrapper, origin: str) -> Iterator[str]:
    """The lines of a file, none read further than the limit, and the mark of its end."""
    number = 0
    while line := text.readline(CELL_LIMIT + 1):
        number += 1
        if len(line) > CELL_LIMIT:
            raise InputError(
                f"{origin}:{number}",
                f"한 줄이 한도 {CELL_LIMIT:,}자를 넘어 여기서부터 읽지 못합니다.",
                "그 줄을 나누거나 빼 주십시오.",
            )
        yield line.replace(_END, "") if line.endswith(("\n", "\r")) else line.replace(_END, "") + "\n"
    yield _END
