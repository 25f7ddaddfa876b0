"""The content of an answer: unpacked up to a limit, and under a name that says its type."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from briefing.errors import FetchError

#: Bytes of one file, packed or not: as much as the largest file that a reader holds in memory.
LIMIT = 50 * 1024 * 1024
#: Bytes that are unpacked at once: a bomb is found out before it fills the memory.
_STEP = 1024 * 1024
_PACKED = ("gzip", "x-gzip", "deflate")
# Types as they are registered with IANA; what is none of them is told by its first bytes.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/hwp+zip": ".hwpx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}
_FILENAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]{1,200})", re.I)


def read(response: httpx.Response, limit: int, origin: str) -> bytes:
    """The unpacked bytes of an open answer; FetchError when they are more than `limit`, or damaged."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    stated = response.headers.get("Content-Length", "")
    if stated.isdigit() and int(stated[:19]) > limit:
        raise _too_large(limit, origin)
    if packing not in (*_PACKED, "identity", ""):
        raise FetchError(origin, "모르는 방식으로 압축하여 보냈습니다.", "파일로 내려받아 넣어 주십시오.")
    # 47: gzip or zlib by its first bytes.
    unpacker = zlib.decompressobj(47) if packing in _PACKED else None
    data = bytearray()
    for chunk in response.iter_raw():
        try:
            while chunk:
                part = unpacker.decompress(chunk, _STEP) if unpacker else chunk
                chunk = unpacker.unconsumed_tail if unpacker else b""
                data += part
                if len(data) > limit:
                    raise _too_large(limit, origin)
        except zlib.error:
            raise _damaged(origin) from None
    if unpacker and not unpacker.eof:
        raise _damaged(origin)
    return bytes(data)


def _too_large(limit: int, origin: str) -> FetchError:
    return FetchError(
        origin, f"한 파일의 한도 {limit // 1024:,}KB를 넘습니다.", "필요한 글만 파일로 저장하여 넣어 주십시오."
    )


def _damaged(origin: str) -> FetchError:
    return FetchError(origin, "압축이 깨진 채 왔습니다.", "잠시 뒤 다시 받아 주십시오.")


def name(headers: httpx.Headers, url: str) -> str:
    """A name for the file: the one the server gives, else the last part of the address, with the suffix of its type."""
    stated = _FILENAME.search(headers.get("Content-Disposition", ""))
    path = PurePosixPath(unquote(stated[1] if stated else urlsplit(url).path, errors="replace"))
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    suffix = _SUFFIXES.get(kind)
    if suffix is None and stated:
        return path.name
    known = path.suffix.lower() in _SUFFIXES.values()
    return (path.stem or "index") + (suffix or (path.suffix if known else ""))
