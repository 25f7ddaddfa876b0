"""What a reader gives, and what a reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from briefing.errors import InputError
from briefing.model import Article, Rejected


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file (of a zip archive, an attachment): its name and its bytes, to be read like any other."""

    name: str
    data: bytes


Found = Article | Rejected | Member

Reader = Callable[[BinaryIO, str], Iterator[Found]]
"""A reader takes an open, seekable file and its origin (a path as it is shown).

It yields what stands in the file, one by one, with the origin and place of each (`기사.jsonl:3`). A record that
cannot be read is a `Rejected`; a file that cannot be read at all is an InputError. A reader keeps its own limits.
"""


def one(read: Callable[[bytes, str], Article], limit: int) -> Reader:
    """The reader of files that hold one article; `read` gets one byte more than `limit` and refuses what has it."""

    def reader(file: BinaryIO, origin: str) -> Iterator[Found]:
        yield read(file.read(limit + 1), origin)

    return reader


def rejected(error: InputError) -> Rejected:
    """What could not be read, with the reason and the way out in one line."""
    return Rejected(error.subject, f"{error.reason} {error.remedy}".strip())
