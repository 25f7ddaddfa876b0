"""Files and folders -> articles: one reader a format, and every file accounted for.

    walk -> sniff -> reader -> Article | Rejected

A reader (see `found.Reader`) may also give a file inside its file, which is read in the same way.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError
from briefing.ingest import (
    delimited,
    eml,
    feed,
    html,
    hwpx,
    jsondoc,
    jsonl,
    mhtml,
    mime,
    pdf,
    policy_xml,
    text,
    walk,
    xlsx,
    zipped,
)
from briefing.ingest.decode import FILE_LIMIT
from briefing.ingest.found import Member, Reader, one, rejected
from briefing.ingest.sniff import HEAD, Kind, sniff
from briefing.model import Article, Rejected

READERS: dict[Kind, Reader] = {
    "text": one(text.read, FILE_LIMIT),
    "html": one(html.read, FILE_LIMIT),
    "mhtml": one(mhtml.read, mime.LIMIT),
    "eml": eml.read,
    "zip": zipped.read,
    "jsonl": jsonl.articles,
    "json": jsondoc.read,
    "csv": delimited.read,
    "xlsx": xlsx.read,
    "feed": feed.read,
    "policy": policy_xml.read,
    "hwpx": hwpx.read,
    "pdf": pdf.read,
}

#: Code points of one body: about 20 s of tokenising. The longest press releases with all attachments have 0.3 million.
BODY_LIMIT = 1_000_000

#: Bytes of standard input, which are held in memory: ten years' articles of a team as JSON Lines.
STDIN_LIMIT = 200 * 1024 * 1024

#: Files within files within files: an attachment that is an archive is read, an archive in that archive is not.
_DEPTH = 2

#: What may come out of one file in all, archives in archives included: as much as one archive may hold (see `zipped`).
INNER_FILES, INNER_BYTES = 20_000, 2 * 1024**3

# 2024-04-16 제목.txt, 20240416_제목.txt, 2024.04.16. 제목.txt
_DATED_NAME = re.compile(r"((?:19|20)\d\d)(?:[-._ ](\d{1,2})[-._ ](\d{1,2})|(\d\d)(\d\d))(?!\d)")


@dataclass(slots=True)
class _Budget:
    """What may still come out of a file."""

    files: int = INNER_FILES
    bytes: int = INNER_BYTES

    def spent(self, member: Member) -> bool:
        """Whether the budget does not reach for one more file, which is taken off it."""
        self.files -= 1
        self.bytes -= len(member.data)
        return min(self.files, self.bytes) < 0


def read(paths: Sequence[Path], published: date | None = None) -> Iterator[Article | Rejected]:
    """Every article in `paths` (files, folders to any depth, `-` for standard input), in sorted order, and what could
    not be read.

    The date is the one the article states, else the one its file's name starts with, else `published`.
    Nothing raises for a bad file: it comes as `Rejected` and the rest goes on.
    """
    for path in paths:
        if path == walk.STDIN:
            yield from _standard_input(published)
            continue
        for found in walk.files(path):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from _file(found, published)


def read_open(file: BinaryIO, name: str, origin: str, published: date | None = None) -> Iterator[Article | Rejected]:
    """Every article in an open, seekable file that is called `name` and came from `origin`, and what could not be read.

    Dates and failures are as with `read`.
    """
    yield from _articles(file, name, origin, published, _Budget(), _DEPTH)


def _file(path: Path, published: date | None) -> Iterator[Article | Rejected]:
    origin = walk.shown(path)
    try:
        with path.open("rb") as file:
            yield from _articles(file, path.name, origin, published, _Budget(), _DEPTH)
    except OSError:
        yield Rejected(origin, "읽을 수 없는 파일입니다. 파일이 있는지, 읽기 권한이 있는지 확인해 주십시오.")


def _standard_input(published: date | None) -> Iterator[Article | Rejected]:
    """What stands in the bytes of standard input, whose kind only they tell."""
    origin = walk.shown(walk.STDIN)
    data = sys.stdin.buffer.read(STDIN_LIMIT + 1)
    if len(data) > STDIN_LIMIT:
        reason = f"한도 {STDIN_LIMIT // 1024 // 1024}MB를 넘습니다. 파일로 저장하여 그 경로를 주십시오."
        yield Rejected(origin, f"표준 입력이 {reason}")
    else:
        yield from _articles(io.BytesIO(data), "", origin, published, _Budget(), _DEPTH)


def _articles(
    file: BinaryIO, name: str, origin: str, published: date | None, budget: _Budget, depth: int
) -> Iterator[Article | Rejected]:
    """What stands in an open file called `name`; files inside it to the given depth."""
    day = date_in_name(Path(name).name) or published
    try:
        kind = sniff(file.read(HEAD), name, origin)
        file.seek(0)
        for found in READERS[kind](file, origin):
            if isinstance(found, Rejected):
                yield found
            elif isinstance(found, Article):
                yield _accepted(found, day)
            elif budget.spent(found):
                yield Rejected(origin, "안에 든 파일이 너무 많거나 큽니다. 압축을 풀어 나누어 주십시오.")
                return
            else:
                inner = f"{origin}/{walk.shown(Path(found.name))}"
                if depth:
                    yield from _articles(io.BytesIO(found.data), found.name, inner, day, budget, depth - 1)
                else:
                    yield Rejected(inner, "너무 깊이 든 파일입니다. 압축을 풀어 다시 주십시오.")
    except InputError as error:
        yield rejected(error)


def _accepted(article: Article, published: date | None) -> Article | Rejected:
    if len(article.body) > BODY_LIMIT:
        return Rejected(article.origin, f"본문이 {BODY_LIMIT:,}자를 넘습니다. 기사마다 파일을 나누어 주십시오.")
    return article if article.published else replace(article, published=published)


def date_in_name(name: str) -> date | None:
    """The date a file's name starts with (`2024-04-16 제목.txt`, `20240416_제목.txt`), else None."""
    match = _DATED_NAME.match(name)
    try:
        return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])) if match else None
    except ValueError:
        return None
