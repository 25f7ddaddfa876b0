"""One line of JSON Lines -> Article; the keys are those of the published contract.

    id, title, published, outlet, byline, url, body       all optional but body or title

A key that is not among them is kept in `Article.extra` as canonical JSON (sorted keys, no spaces).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from briefing.errors import InputError
from briefing.ingest import lines
from briefing.ingest.decode import FILE_LIMIT, clean, decode
from briefing.model import Article

_TEXT_KEYS = ("id", "title", "outlet", "byline", "url", "body")
_KNOWN = frozenset({*_TEXT_KEYS, "published"})
_DAY = re.compile(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})(?:[T\s].*)?")
_REMEDY = "그 줄을 고치거나 빼 주십시오."


def records(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(line number from 1, bytes) of every line that is not blank; a line is never read further than the limit.

    A line over the limit comes cut just past it, so that `read` refuses it.
    """
    number = 0
    while line := file.readline(FILE_LIMIT + 2):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(FILE_LIMIT)):
            pass
        if line.strip() and line.strip() != b"\xef\xbb\xbf":
            yield number, line


def read(data: bytes, origin: str) -> Article:
    """The article of one line; InputError when it is not a JSON object or a value has the wrong type."""
    record = _object(decode(data, origin), origin)
    texts = {key: _text(record, key, origin) for key in _TEXT_KEYS}
    body = lines.join(texts["body"] or "")
    if not body and not texts["title"]:
        raise InputError(origin, "title도 body도 없습니다.", _REMEDY)
    extra = {key: value for key, value in record.items() if key not in _KNOWN}
    return Article(
        id=_single(texts["id"]) or Path(origin).name,
        title=_single(texts["title"]),
        outlet=_single(texts["outlet"]),
        byline=_single(texts["byline"]),
        url=_single(texts["url"]),
        published=_published(record.get("published"), origin),
        body=body,
        origin=origin,
        extra=msgspec.json.encode(extra, order="deterministic").decode() if extra else "",
    )


def _object(text: str, origin: str) -> dict[str, object]:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise InputError(origin, "JSON으로 읽을 수 없는 줄입니다.", _REMEDY) from None
    if not isinstance(value, dict):
        raise InputError(origin, "JSON 객체({…})가 아닌 줄입니다.", _REMEDY)
    return value


def _text(record: dict[str, object], key: str, origin: str) -> str | None:
    value = record.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(origin, f"{key} 값이 글이 아닙니다.", _REMEDY)
    return clean(value) if value is not None else None


def _single(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if text is not None else None


def _published(value: object, origin: str) -> date | None:
    """The day of `2024-01-17`, `20240117` (also a number) or a date with a time behind it; null is unknown."""
    if value is None or value == "":
        return None
    match = _DAY.fullmatch(str(value).strip()) if isinstance(value, str | int) else None
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise InputError(origin, "published 값이 날짜가 아닙니다.", "2024-01-17처럼 적어 주십시오.")
