"""The open SQLite file: its transactions, its rows, and nouns out of payloads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from briefing.archive.store import explained, explanation
from briefing.errors import ArchiveError
from briefing.model import Analysis, Article, Briefing, Edition, Tally

_Noun = TypeVar("_Noun", Article, Analysis, Briefing, Edition, Tally)

# The order in which a briefing numbers its sources.
ORDER = "published, coalesce(outlet, ''), coalesce(title, ''), id, digest"


class File:
    """What every part of the archive stands on: an open connection whose failures are ArchiveErrors."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the steps inside one: all of them are kept, or after an exception none. Inner ones join the outer."""
        if self._connection.in_transaction:
            yield
            return
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back on a full disk
                self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    def _articles(
        self, where: str, values: Sequence[object] | Mapping[str, object] = (), limit: int = -1
    ) -> Iterator[Article]:
        query = f"SELECT payload FROM article {where} ORDER BY {ORDER} LIMIT {limit}"  # noqa: S608 - constants
        for (payload,) in self._rows(query, values):
            yield self._decode(payload, Article)

    def _rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[tuple[Any, ...]]:
        with explained(self.path):
            yield from self._connection.execute(query, values)

    def _run(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> int:
        try:  # `explained` costs as much time as a small statement
            return self._connection.execute(statement, values).rowcount
        except sqlite3.Error as error:
            raise explanation(self.path, error) from error

    def _decode(self, payload: bytes, noun: type[_Noun]) -> _Noun:
        try:
            return msgspec.json.decode(payload, type=noun)
        except msgspec.DecodeError as error:
            raise ArchiveError(
                str(self.path), f"보관된 내용이 상했습니다({error}).", "briefing doctor로 확인해 주십시오."
            ) from error


def iso(day: date | None) -> str | None:
    """The day as the archive writes it, which sorts as days do."""
    return None if day is None else day.isoformat()
