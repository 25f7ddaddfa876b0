"""A text file -> Article: joined lines, then whatever of a web page came along with them removed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from briefing.errors import InputError
from briefing.ingest import lines, page
from briefing.ingest.decode import decode
from briefing.model import Article

#: Lines of one file: a body as long as one may be has 25,000 of forty characters; so many take 2 s to tell apart.
_LINES = 100_000


def read(data: bytes, origin: str) -> Article:
    """The article of a text file; InputError when nothing in it reads as an article."""
    source = decode(data, origin)
    if source.count("\n") > _LINES:
        raise InputError(origin, f"한 기사의 한도 {_LINES:,}줄을 넘습니다.", "기사마다 파일을 나누어 주십시오.")
    found = page.parse(lines.join(source).split("\n"))
    if not found.paragraphs:
        raise InputError(
            origin, "기사 본문을 찾지 못했습니다.", "본문이 들어 있는지 확인하고, 본문만 담아 다시 저장해 주십시오."
        )
    return article(found, origin)


def article(found: page.Page, origin: str) -> Article:
    """The article of a page; its id is the file's name."""
    return Article(
        id=unicodedata.normalize("NFC", Path(origin).name),
        title=found.title,
        subtitles=found.subtitles,
        outlet=found.outlet,
        byline=found.byline,
        published=found.published,
        body="\n".join(found.paragraphs),
        origin=origin,
    )
