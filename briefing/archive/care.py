"""The care of the file: its check and its copy."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from briefing.archive.file import File
from briefing.archive.store import RESTORE, explained
from briefing.errors import ArchiveError


class Care(File):
    """The part of the archive that looks after the file itself."""

    def faults(self) -> tuple[str, ...]:
        """What SQLite's own checks find wrong with the file (its English words); nothing for a sound archive."""
        try:
            checks = tuple(row[0] for row in self._rows("PRAGMA integrity_check") if row[0] != "ok")
        except ArchiveError as error:  # so damaged that the check itself cannot be made
            if not _corrupt(error):
                raise
            return (str(error.__cause__),)
        # A damaged file cannot answer the other questions.
        return checks or (
            *(f"{row[0]}: no {row[2]} for row {row[1]}" for row in self._rows("PRAGMA foreign_key_check")),
            *self._index_faults(),
        )

    def backup(self, path: Path) -> None:
        """Write a sound copy of the archive to a new file, whole or not at all, while others read and write.

        ArchiveError if something has that name, if it cannot be written, or if the archive is damaged.
        """
        elsewhere = "백업할 다른 파일을 정해 주십시오."
        try:
            if path.exists():
                raise ArchiveError(str(path), "이미 있습니다.", elsewhere)
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".", suffix=".part") as folder:
                copy = Path(folder) / "copy.sqlite"
                with explained(path), closing(sqlite3.connect(copy)) as target:
                    self._connection.backup(target)
                    # One file without a log beside it; the archive turns the log on when it is opened.
                    target.execute("PRAGMA journal_mode = DELETE")
                    (found,) = target.execute("PRAGMA integrity_check(1)").fetchone()
                if found != "ok":
                    raise ArchiveError(str(self.path), f"보관함이 손상되어 백업하지 않았습니다({found}).", RESTORE)
                copy.replace(path)
        except OSError as error:
            raise ArchiveError(str(path), f"백업을 쓸 수 없습니다({error.strerror}).", elsewhere) from error

    def _index_faults(self) -> tuple[str, ...]:
        """Whether the index of words is whole and says what the articles say (https://sqlite.org/fts5.html)."""
        try:
            self._run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        except ArchiveError as error:
            if not _corrupt(error):
                raise
            return ("search: the index does not agree with the articles",)
        return ()


def _corrupt(error: ArchiveError) -> bool:
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
