"""What kind of file it is: by its first bytes, then by its suffix."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from briefing.errors import InputError

Kind = Literal["text", "html", "mhtml", "eml", "zip", "jsonl", "json", "csv", "xlsx", "feed", "policy", "hwpx", "pdf"]

#: Bytes to look at; the marks of every format below stand in the first few hundred.
HEAD = 4096

_SUFFIXES: dict[str, Kind] = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".eml": "eml",
    ".zip": "zip",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".hwpx": "hwpx",
    ".pdf": "pdf",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_RECORD = re.compile(rb'\s*\{\s*"(?:[^"\\]|\\.)*"\s*:')
# A document: a list, or an object with a line break behind its bracket. JSON Lines have neither.
_DOCUMENT = re.compile(rb'\s*(?:\[\s*[\[{]|\{\s*\n\s*"(?:[^"\\]|\\.)*"\s*:)')
# The first part of a workbook stands under `xl/`, or behind the list of types that every Office file begins with.
_WORKBOOK = re.compile(rb"PK\x03\x04.{26}(?:xl/|\[Content_Types\]\.xml.*?PK\x03\x04.{26}xl/)", re.S)
# The first part of a Hangul document names its type; the older format is a compound file, as old Office files are.
_HANGUL = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/hwp\+zip", re.S)
_OLD_HANGUL = (b"\xd0\xcf\x11\xe0", b"HWP Document File")
_OLD_OFFICE = frozenset({".doc", ".xls", ".ppt", ".msg"})
_READABLE = (
    "텍스트(.txt), 웹 페이지(.html, .mhtml), 메일(.eml), 보도자료(.hwpx, .pdf), "
    "압축 파일(.zip), 표(.csv, .xlsx), JSON(.json, .jsonl)을 읽습니다."
)
# First bytes -> what the file is; the way out is the same sentence for each.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "옛 오피스 파일"),
    (b"PK\x03\x04", "압축 파일이거나 오피스 파일"),
    (b"\x1f\x8b", "압축 파일"),
    (b"\x89PNG", "그림 파일"),
    (b"\xff\xd8\xff", "그림 파일"),
    (b"GIF8", "그림 파일"),
    (b"SQLite format 3\0", "데이터베이스 파일"),
)


# A zip archive, empty ones too, but no document in one: those begin with a list of types or the name of their own.
_ARCHIVE = re.compile(rb"PK\x05\x06|PK\x03\x04(?!.{26}(?:\[Content_Types\]\.xml|_rels/|mimetype))", re.S)
# Header lines (RFC 5322), of which a message has at least one of these; a page saved by a browser says so.
_MESSAGE = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL = re.compile(rb"^(?:MIME-Version|Message-ID|Received):", re.I | re.M)
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From:\s*[\"<]{0,2}Saved by|X-MimeOLE:.*MHTML)", re.I | re.M)


# The root of a feed, and of an answer of the policy news service.
_XML = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^<>]*>)*+<(?:\w{1,20}:)?(?:(?P<feed>rss|feed|rdf)|response|NewsItem|OpenAPI_ServiceResponse)\b",
    re.I | re.S,
)


def sniff(head: bytes, name: str, origin: str) -> Kind:
    """The kind of the file called `name` that begins with `head`; InputError for an empty or unsupported one."""
    if not head:
        raise InputError(origin, "빈 파일입니다.", "내용이 있는 파일을 주십시오.")
    if _WORKBOOK.match(head) or (head.startswith(b"PK\x03\x04") and name.lower().endswith((".xlsx", ".xlsm"))):
        return "xlsx"
    suffix = PurePath(name).suffix.lower()
    if _HANGUL.match(head) or (head.startswith(b"PK\x03\x04") and suffix == ".hwpx"):
        return "hwpx"
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head):
        return "pdf"
    if head.startswith(_OLD_HANGUL) and suffix not in _OLD_OFFICE:
        raise InputError(
            origin, "한글(.hwp) 파일이라 읽지 못합니다.", "한글에서 열어 HWPX(.hwpx)나 PDF로 다시 저장해 주십시오."
        )
    if _ARCHIVE.match(head) and suffix in _SUFFIXES:
        return "zip"
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise InputError(origin, f"{what}이라 읽지 못합니다.", f"본문을 텍스트로 저장해 주십시오. {_READABLE}")
    kind = _SUFFIXES.get(suffix)
    if kind is None:
        raise InputError(origin, f"읽지 못하는 형식({suffix})입니다.", _READABLE)
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in plain:  # UTF-16, with or without its mark
        plain = plain.lstrip(b"\xff\xfe").replace(b"\0", b"")
    if _HTML.match(plain):
        return "html"
    if xml := _XML.match(plain):
        return "feed" if xml["feed"] else "policy"
    if (message := _MESSAGE.match(plain)) and _MAIL.search(message[0]):
        return "mhtml" if _SAVED_PAGE.search(message[0]) or kind == "mhtml" else "eml"
    if kind in ("text", "jsonl", "csv") and _DOCUMENT.match(plain):
        return "json"
    if kind in ("text", "csv") and _RECORD.match(plain):
        return "jsonl"
    return kind
