"""MIME messages (RFC 5322, RFC 2045) as the standard library parses them: what mails and saved pages share."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from briefing.errors import InputError
from briefing.ingest.decode import clean, decode

#: Bytes of one message. Mail providers take 25 MB, which base64 makes 34; saved pages with their pictures are smaller.
LIMIT = 50 * 1024 * 1024
#: Lines; of these, lines that may part the message; and parts that hold parts, alone and by lines: every line is held
#: against the boundary of every part around it.
_LINES = 1_000_000
_PARTING = 20_000
_HOLDERS = 50
_LINES_IN_HOLDERS = 5_000_000
#: Bytes of a header that has parameters, which are taken apart in quadratic time; long file names have some hundred.
_PARAMETERS = 8_192
#: Parts of one message; a saved page has one for each picture and style sheet.
_PARTS = 2_000
#: Characters of one header; a list of recipients is longer than any header that is read here.
_HEADER = 2_000

_HOLDER = re.compile(rb"boundary\s{0,9}(?:\*\d?\*?)?\s{0,9}=|content-type:\s{0,9}message/", re.I)
# A lone carriage return ends a line too, for the parser that comes after.
_WITH_PARAMETERS = re.compile(
    rb"(?:^|(?<=\r))content-(?:type|disposition):[^\r\n]*(?:[\r\n]+[ \t][^\r\n]*)*", re.I | re.M
)
_REMEDY = "필요한 기사나 첨부 파일만 따로 저장해 주십시오."


def parse(data: bytes, origin: str) -> Message:
    """The message in `data`; InputError when it is too large, too deep, or made to keep a parser busy."""
    rows = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if len(data) > LIMIT or rows > _LINES:
        raise InputError(origin, f"메일의 한도 {LIMIT // 1024 // 1024}MB, {_LINES:,}줄을 넘습니다.", _REMEDY)
    holders = sum(1 for _ in _HOLDER.finditer(data))
    twisted = InputError(origin, "메일 속에 메일이나 첨부 파일이 너무 여러 겹 들어 있습니다.", _REMEDY)
    if holders > _HOLDERS or holders * rows > _LINES_IN_HOLDERS or data.count(b"\n--") + data.count(b"\r--") > _PARTING:
        raise twisted
    if any(len(header[0]) > _PARAMETERS for header in _WITH_PARAMETERS.finditer(data)):
        raise InputError(origin, f"메일 머리글이 한도 {_PARAMETERS:,}바이트를 넘습니다.", _REMEDY)
    try:
        return email.message_from_bytes(data)
    except RecursionError:
        raise twisted from None
    except ValueError:  # a boundary in an encoding that is none (RFC 2231)
        raise InputError(origin, "메일의 구조가 깨져 있어 읽지 못합니다.", _REMEDY) from None


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order; a message within the message is one."""
    waiting = [message]
    for _ in range(_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            waiting.extend(reversed(inner(part)))


def inner(part: Message) -> list[Message]:
    """The parts in a part, none in one that holds none."""
    return [one for one in part.get_payload() if isinstance(one, Message)] if part.is_multipart() else []


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text(part: Message, origin: str) -> str:
    """The text of a part in whatever Korean encoding it is; InputError when it is in none."""
    data = content(part)
    return clean(data.decode("iso2022_kr", "replace")) if _is_7bit(_charset(part)) else decode(data, origin)


def filename(part: Message) -> str:
    """The file name that a part states; empty where it states none, or in an encoding that is none."""
    try:
        name = part.get_filename()
    except ValueError:  # of RFC 2231: `idna''…`, or a null character in its name
        return ""
    return words(str(name)) if name else ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except ValueError:
        return None


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
    except (HeaderParseError, ValueError):  # damaged base64
        return _line(raw)
    return _line("".join(_decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts))


def _decoded(data: bytes, charset: str | None) -> str:
    if _is_7bit(charset):
        return data.decode("iso2022_kr", "replace")
    try:
        return decode(data, "")
    except InputError:
        return data.decode("utf-8", "replace")


def _is_7bit(charset: str | None) -> bool:
    """Whether a declared encoding is ISO-2022-KR (RFC 1557), whose bytes do not tell: they are all ASCII."""
    return bool(charset) and re.sub(r"[-_]", "", str(charset)).lower() == "iso2022kr"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
