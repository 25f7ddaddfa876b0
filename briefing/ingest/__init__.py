"""Files and folders -> articles: one reader a format, and every file accounted for.

    walk -> sniff -> reader -> Article | Rejected

A reader is a function (bytes, origin) -> Article that raises InputError. Here alone that becomes a `Rejected`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefing.errors import InputError
from briefing.ingest import html, jsonl, text, walk
from briefing.ingest.decode import FILE_LIMIT
from briefing.ingest.sniff import HEAD, Kind, sniff
from briefing.model import Article, Rejected

READERS: dict[Kind, Callable[[bytes, str], Article]] = {"text": text.read, "html": html.read, "jsonl": jsonl.read}

#: Code points of one body: about 20 s of tokenising. The longest press releases with all attachments have 0.3 million.
BODY_LIMIT = 1_000_000

# 2024-04-16 제목.txt, 20240416_제목.txt, 2024.04.16. 제목.txt
_DATED_NAME = re.compile(r"((?:19|20)\d\d)(?:[-._ ](\d{1,2})[-._ ](\d{1,2})|(\d\d)(\d\d))(?!\d)")


def read(paths: Sequence[Path], published: date | None = None) -> Iterator[Article | Rejected]:
    """Every article in `paths` (files, and folders to any depth), in sorted order, and what could not be read.

    The date is the one the article states, else the one its file's name starts with, else `published`.
    Nothing raises for a bad file: it comes as `Rejected` and the rest goes on.
    """
    for path in paths:
        for found in walk.files(path):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from _articles(found, published)


def _articles(path: Path, published: date | None) -> Iterator[Article | Rejected]:
    origin = walk.shown(path)
    try:
        with path.open("rb") as file:
            kind = sniff(file.read(HEAD), path, origin)
            file.seek(0)
            if kind == "jsonl":
                for number, line in jsonl.records(file):
                    yield _article(kind, line, f"{origin}:{number}", published)
            else:
                day = date_in_name(path.name) or published
                yield _article(kind, file.read(FILE_LIMIT + 1), origin, day)
    except OSError:
        yield Rejected(origin, "읽을 수 없는 파일입니다. 파일이 있는지, 읽기 권한이 있는지 확인해 주십시오.")
    except InputError as error:
        yield _rejected(error)


def _article(kind: Kind, data: bytes, origin: str, published: date | None) -> Article | Rejected:
    try:
        article = READERS[kind](data, origin)
        if len(article.body) > BODY_LIMIT:
            raise InputError(origin, f"본문이 {BODY_LIMIT:,}자를 넘습니다.", "기사마다 파일을 나누어 주십시오.")
    except InputError as error:
        return _rejected(error)
    return article if article.published else replace(article, published=published)


def _rejected(error: InputError) -> Rejected:
    return Rejected(error.subject, f"{error.reason} {error.remedy}".strip())


def date_in_name(name: str) -> date | None:
    """The date a file's name starts with (`2024-04-16 제목.txt`, `20240416_제목.txt`), else None."""
    match = _DATED_NAME.match(name)
    try:
        return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])) if match else None
    except ValueError:
        return None
