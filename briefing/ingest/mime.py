"""MIME messages (RFC 5322, RFC 2045) as the standard library parses them: what mails and saved pages share."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message

from briefing.errors import InputError
from briefing.ingest.decode import clean, decode

#: Bytes of one message. Mail providers take 25 MB, which base64 makes 34; saved pages with their pictures are smaller.
LIMIT = 50 * 1024 * 1024
#: Lines, and parts that hold parts: every line is held against the boundary of every part around it.
_LINES = 1_000_000
_BOUNDARIES = 50
#: Parts of one message; a saved page has one for each picture and style sheet.
_PARTS = 2_000
#: Characters of one header; a list of recipients is longer than any header that is read here.
_HEADER = 2_000


def parse(data: bytes, origin: str) -> Message:
    """The message in `data`; InputError when it is too large or too deep."""
    if len(data) > LIMIT or data.count(b"\n") > _LINES:
        raise InputError(origin, f"메일과 저장된 웹 페이지의 한도 {LIMIT // 1024 // 1024}MB를 넘습니다.", _REMEDY)
    if len(re.findall(rb"boundary\s*\*?(?:\d\*?)?\s*=", data, re.I)) > _BOUNDARIES:
        raise InputError(origin, "메일 속에 메일이 너무 여러 겹 들어 있습니다.", _REMEDY)
    return email.message_from_bytes(data)


_REMEDY = "필요한 기사나 첨부 파일만 따로 저장해 주십시오."


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order; a message within the message is one."""
    waiting = [message]
    for _ in range(_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" or not isinstance(inner, list):
            yield part
        else:
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def header(message: Message, name: str) -> str | None:
    """A header as one line of text, None where it is missing or empty; Korean mailers also write them unencoded."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return words(raw[:_HEADER]) or None


def words(raw: str) -> str:
    """Text of a header, encoded words (RFC 2047) decoded, as one line."""
    if not raw.isascii():
        return _line(_decoded(raw.encode("utf-8", "surrogateescape"), None))
    try:
        parts = decode_header(raw)
    except ValueError:  # damaged base64
        return _line(raw)
    return _line("".join(_decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts))


def _decoded(data: bytes, charset: str | None) -> str:
    if charset and charset.lower().startswith("iso-2022"):
        return data.decode("iso2022_kr", "replace")
    try:
        return decode(data, "")
    except InputError:
        return data.decode("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join(clean(text).split())
