"""A web page saved as one file (`.mhtml`, `.mht`; RFC 2557) -> Article: its main page, read like any saved page."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message

from briefing.errors import InputError
from briefing.ingest import html, mime
from briefing.model import Article

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(data: bytes, origin: str) -> Article:
    """The article of the message's main page; InputError when there is none, or no article in it."""
    message = mime.parse(data, origin)
    pages = [part for part in mime.leaves(message) if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError(origin, "저장된 파일에 웹 페이지가 없습니다.", "브라우저에서 다시 저장해 주십시오.")
    main = _main(message, pages)
    article = html.read(mime.content(main), origin)
    return article if article.url else replace(article, url=_address(message, main))


def _main(message: Message, pages: list[Message]) -> Message:
    """The part that `start` names, else the one at the saved address, else the first: frames come behind it."""
    start = message.get_param("start")
    address = mime.header(message, "Snapshot-Content-Location")
    for name, wanted in (("Content-ID", start), ("Content-Location", address)):
        for part in pages:
            if wanted and mime.header(part, name) == wanted:
                return part
    return pages[0]


def _address(message: Message, main: Message) -> str | None:
    stated = (mime.header(message, "Snapshot-Content-Location"), mime.header(main, "Content-Location"))
    return next((address for address in stated if address and re.match(r"https?://\S+$", address)), None)
