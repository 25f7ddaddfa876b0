"""An e-mail (`.eml`) -> its text as one Article, and its attachments as files to be read like any other.

The HTML part is taken as it is shown, the plain one where there is no other. A newsletter with many short items is one
article. Its sender is the outlet only where the headers of mailing lists (RFC 2369, RFC 2919) show a newsletter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from briefing.errors import InputError
from briefing.ingest import lines, mime, visible
from briefing.ingest.found import Found, Member
from briefing.ingest.shape import shape
from briefing.model import Article
from briefing.period import KOREA

#: Characters of a text beside attachments that only says what is attached.
_COVER = 300
#: What a mail carries beside texts: pictures and sounds of its layout, signatures, appointments, address cards.
_NO_TEXT = re.compile(
    r"(?:image|audio|video|font)/|text/(?:calendar|v-?card|css)|application/(?:pgp|x-?pkcs7|pkcs7|ics)"
)
# The lines above and below every newsletter: how to leave it, how to see it, who may copy it.
_FOOT = re.compile(
    r"수신\s?(?:거부|동의)|구독\s?(?:취소|해지)|발신\s?전용|회신(?:이|은)?\s?(?:되지|불가)|unsubscribe|"
    r"(?:웹|브라우저)(?:에서|로)\s?(?:보기|보시)|(?:메일|뉴스레터|이미지)[이가]\s?(?:잘|제대로|깨져)?\s?(?:안\s?)?보이|"
    r"view (?:this email )?in (?:your )?browser|©|ⓒ|copyright|친구에게 (?:추천|공유)",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_LETTER = re.compile(r"\s*(?:뉴스\s?레터|newsletter|메일링(?:\s?서비스)?|알리미)\s*$", re.I)


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The text of the mail and what is attached to it; InputError when the mail has neither."""
    yield from _mail(mime.parse(file.read(mime.LIMIT + 1), origin), origin)


def _mail(message: Message, origin: str) -> Iterator[Found]:
    parts = list(mime.leaves(message))
    attached = [part for part in parts if _is_attached(part)]
    rows = _rows([part for part in parts if not _is_attached(part)], origin)
    title = mime.header(message, "Subject")
    if rows and rows[0] == title:
        rows = rows[1:]
    body = "\n".join(rows)
    if not body and not attached:
        raise InputError(origin, "본문도 첨부 파일도 없는 메일입니다.", "본문을 복사해 텍스트(.txt)로 저장해 주십시오.")
    if body and not (attached and len(body) < _COVER):
        yield Article(
            id=unicodedata.normalize("NFC", PurePosixPath(origin).name),
            title=title,
            outlet=_outlet(message),
            published=_published(message),
            body=body,
            origin=origin,
        )
    for number, part in enumerate(attached, start=1):
        if part.is_multipart():  # a mail forwarded as it was
            for one in mime.inner(part)[:1]:
                yield from _mail(one, f"{origin}/첨부 {number}.eml")
        else:
            yield Member(_name(part) or f"첨부 {number}", mime.content(part))


def _is_attached(part: Message) -> bool:
    if part.is_multipart():
        return True
    if _NO_TEXT.match(part.get_content_type()):
        return False
    return bool(_name(part)) or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _name(part: Message) -> str:
    """The file name of a part, without the folder some mailers write before it; empty where it has none."""
    return mime.filename(part).replace("\\", "/").rsplit("/", 1)[-1].strip()


def _rows(parts: list[Message], origin: str) -> list[str]:
    """The lines of the mail's text, furniture left out."""
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind and (rows := _lines(part, kind, origin)):
                return rows
    return []


def _lines(part: Message, kind: str, origin: str) -> list[str]:
    text = mime.text(part, origin)
    rows = (_shown(text) if kind == "text/html" else lines.join(text)).split("\n")
    return [row for row in rows if row and not _FOOT.search(row) and shape(row) not in ("furniture", "notice", "link")]


def _shown(source: str) -> str:
    """The visible lines of a mail in HTML, without the preview text that mail programs show and the mail hides."""
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (etree.LxmlError, ValueError):
        return ""
    for node in [node for node in tree.iter("*") if _HIDDEN.search(node.get("style") or "")]:
        if node.getparent() is not None:
            node.drop_tree()
    return "\n".join(line for line in visible.lines(tree) if line)


def _outlet(message: Message) -> str | None:
    """Who sends a newsletter: a list to leave (RFC 2369) or with a name (RFC 2919), and none to write to."""
    post = mime.header(message, "List-Post")
    listed = mime.header(message, "List-Unsubscribe") or mime.header(message, "List-Id")
    if not listed or (post and "NO" not in post.upper().split()):
        return None
    try:
        name = parseaddr(mime.header(message, "From") or "")[0].strip(" '\"[]")
    except RecursionError:  # a thousand brackets
        return None
    return (_LETTER.sub("", name) or name) or None


def _published(message: Message) -> date | None:
    """The day in Seoul on which the mail was sent; a time whose zone is unknown (`-0000`) is that of Greenwich."""
    stated = mime.header(message, "Date")
    try:
        sent = parsedate_to_datetime(stated) if stated else None
        day = _in_seoul(sent) if sent else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if day and 1990 <= day.year <= 2099 else None


def _in_seoul(moment: datetime) -> date:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(KOREA).date()
