"""A JSON file -> articles: one record, a list of records, or the answer of an API that holds such a list.

A `.json` file with one record a line is read as JSON Lines, to any length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from briefing.errors import InputError
from briefing.ingest import fields, jsonl, naver, records
from briefing.ingest.decode import FILE_LIMIT
from briefing.ingest.delimited import SAMPLE, encoding_of
from briefing.ingest.found import Found

#: Bytes of one document, which is held in memory at about six times its size. An answer of an API has 0.1 MB.
DOCUMENT_LIMIT = 32 * 1024 * 1024

#: Objects around the list of records: `response.body.items.item`, with one to spare.
_DEPTH = 5


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each record, and the records that hold none; InputError when no record is found."""
    first, second = file.readline(FILE_LIMIT), file.readline(FILE_LIMIT)
    file.seek(0)
    if second.strip() and _is_record(first, origin):
        yield from jsonl.articles(file, origin)
        return
    data = file.read(DOCUMENT_LIMIT + 1)
    if len(data) > DOCUMENT_LIMIT:
        raise InputError(
            origin,
            f"JSON 파일의 한도 {DOCUMENT_LIMIT // 1024 // 1024}MB를 넘습니다.",
            "한 줄에 한 기사씩 담은 JSON Lines(.jsonl)로 바꾸어 주십시오.",
        )
    found = _list(_value(data, origin), _DEPTH)
    if not found:
        raise InputError(
            origin, "JSON 안에 기사가 없습니다.", "title(제목)이나 body(본문)가 든 객체나 그 목록을 주십시오."
        )
    alone = len(found) == 1
    yield from records.read(((origin if alone else f"{origin}:{n}", item) for n, item in enumerate(found, 1)), origin)


def _is_record(line: bytes, origin: str) -> bool:
    try:
        jsonl.record(line, origin)
    except InputError:
        return False
    return True


def _value(data: bytes, origin: str) -> object:
    try:
        return msgspec.json.decode(data.decode(encoding_of(data[:SAMPLE], origin)))
    except UnicodeDecodeError:
        raise InputError(origin, "글자가 깨진 파일입니다.", "UTF-8로 다시 저장해 주십시오.") from None
    except (msgspec.DecodeError, RecursionError):
        raise InputError(origin, "JSON으로 읽을 수 없는 파일입니다.", "파일이 온전한지 확인해 주십시오.") from None


def _list(value: object, depth: int) -> list[dict[str, object]]:
    """The records of a value: itself, the objects of a list, or the longest such list inside an object.

    A feed has a title too: an object without a body is a record only where it holds no list of records.
    """
    if not depth:
        return []
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        return [record for item in objects for record in ([item] if _keys(item) else _list(item, depth - 1) or [item])]
    if not isinstance(value, dict):
        return []
    if "body" in _keys(value):
        return [value]
    lists = (_list(inner, depth - 1) for inner in value.values())
    inner = max(lists, key=lambda found: sum(1 for item in found if _keys(item)), default=[])
    return inner if any(map(_keys, inner)) else [value] if _keys(value) else []


def _keys(record: Mapping[str, object]) -> set[str]:
    """Those of title and body that a record has as a plain value; an item of the Naver API has both."""
    if naver.is_item(record):
        return {"title", "body"}
    keys = (fields.key(name) for name, value in record.items() if not isinstance(value, dict | list))
    return {key for key in keys if key in ("title", "body")}
