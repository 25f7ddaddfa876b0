"""What the readers of XML share: the text of a file, refused before any parser if it is hostile, and bodies in it."""

from __future__ import annotations

import codecs
import re

from briefing.errors import InputError
from briefing.ingest import visible
from briefing.ingest.decode import clean
from briefing.ingest.shape import shape

#: Bytes of one file, held in memory at about ten times its size. Three days of policy news with bodies are some 6 MB.
LIMIT = 32 * 1024 * 1024
#: Share of characters that may be damaged: a stray byte, not a wrong encoding.
_DAMAGE = 0.001
_REMEDY = "원래 파일을 UTF-8로 다시 저장하거나 다시 받아 주십시오."
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.-]{3,20})", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,4000}|[0-9]{1,4000});?", re.I)  # Python reads 4,300 digits
# Every mark before the root element: comments, instructions, a document type.
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*+(<!DOCTYPE\b)?", re.I | re.S)


def decode(data: bytes, origin: str) -> str:
    """The text of an XML file; InputError for one that is too large, in no Korean encoding, or has a document type.

    A document type is what entities are declared by: no feed and no answer of an API has one, every XML bomb has.
    """
    if len(data) > LIMIT:
        raise InputError(
            origin, f"XML 파일의 한도 {LIMIT // 1024 // 1024}MB를 넘습니다.", "기간을 나누어 다시 받아 주십시오."
        )
    text = _DECLARATION.sub("", _REFERENCE.sub(_character, clean(_decoded(data, origin))), count=1)
    prolog = _PROLOG.match(text)
    if prolog and prolog[1]:
        raise InputError(origin, "DOCTYPE이 든 XML이라 읽지 않습니다.", "DOCTYPE 선언을 지우고 다시 주십시오.")
    return text


def _character(reference: re.Match[str]) -> str:
    """A reference as it was; a space of no width for one to no character (XML 1.0, 2.2), which parsers stumble on."""
    number = int(reference[1][1:], 16) if reference[1][0] in "xX" else int(reference[1])
    known = number in (9, 10, 13) or 31 < number < 0xD800 or 0xDFFF < number < 0xFFFE or 0xFFFF < number < 0x110000
    return reference[0] if known else "\u200b"  # nothing would join its neighbours, perhaps to another reference


def body(markup: str) -> str:
    """The lines of an article's HTML (or plain text) as a reader sees them, without those of the page around it."""
    rows = visible.text(markup).split("\n") if markup else ()
    return "\n".join(row for row in rows if row and shape(row) not in ("furniture", "notice", "link"))


def _decoded(data: bytes, origin: str) -> str:
    """The bytes say better than the declaration what they are: Korean in CP949 is hardly ever valid UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        declared = _DECLARED.match(data)
        korean = declared and declared[1].lower() not in (b"utf-8", b"utf8")
        encodings = ["utf-8-sig", "cp949"] if korean else ["utf-8-sig"]
        if not declared and _damage(data.decode("utf-8-sig", "replace")) > _DAMAGE:
            encodings.append("cp949")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = data.decode(encodings[-1], "replace")
    if _damage(text) > _DAMAGE:
        raise InputError(origin, "글자 인코딩을 알 수 없는 XML입니다.", _REMEDY)
    return text


def _damage(text: str) -> float:
    return text.count("\ufffd") / max(len(text), 1)
