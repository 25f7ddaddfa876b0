"""JSON Lines -> articles: one record a line, its keys those of `fields`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from briefing.errors import InputError
from briefing.ingest import fields, records
from briefing.ingest.decode import FILE_LIMIT, decode
from briefing.ingest.found import Found, rejected
from briefing.model import Article, Rejected


def articles(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each line, and the lines that hold none."""
    return records.read(_records(file, origin), origin)


def read(data: bytes, origin: str) -> Article:
    """The article of one line; InputError when it is not a JSON object or a value has the wrong type."""
    return fields.article(record(data, origin), origin)


def record(data: bytes, origin: str) -> dict[str, object]:
    """The JSON object of one line, else InputError."""
    try:
        value = msgspec.json.decode(decode(data, origin))
    except (msgspec.DecodeError, RecursionError):
        raise InputError(origin, "JSON으로 읽을 수 없는 줄입니다.", fields.REMEDY) from None
    if not isinstance(value, dict):
        raise InputError(origin, "JSON 객체({…})가 아닌 줄입니다.", fields.REMEDY)
    return value


def _records(file: BinaryIO, origin: str) -> Iterator[records.Record | Rejected]:
    for number, line in _lines(file):
        place = f"{origin}:{number}"
        try:
            yield place, record(line, place)
        except InputError as error:
            yield rejected(error)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(line number from 1, bytes) of every line that is not blank; a line is never read further than the limit.

    A line over the limit comes cut just past it, so that it is refused.
    """
    number = 0
    while line := file.readline(FILE_LIMIT + 2):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(FILE_LIMIT)):
            pass
        if line.strip() and line.strip() != b"\xef\xbb\xbf":
            yield number, line
