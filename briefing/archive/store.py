"""The SQLite file under the archive: opened and configured, its schema migrated, its failures explained."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.archive.schema import APPLICATION_ID, MIGRATIONS
from briefing.errors import ArchiveError

# The way out of a damaged archive.
RESTORE = "백업으로 되돌리거나, 이 파일을 다른 이름으로 옮긴 뒤 briefing ingest로 다시 만들어 주십시오."

# Two processes may write in turn. A batch of fifty analyses holds the archive for some seconds; who waits this long
# waits for something that hangs.
_BUSY_SECONDS = 30.0

# Memory for pages that are in use, and pages (of 4 KiB) that the log may hold before they are copied into the file.
_CACHE_KIB = 65_536
_LOG_PAGES = 8_000


def missing(path: Path) -> bool:
    """Whether nothing is there; False where nobody may look, so that opening it says why."""
    try:
        return not path.exists()
    except OSError:
        return False


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the archive at `path`, made or migrated as needed, every statement its own transaction.

    ArchiveError for a file that is not an archive, a damaged one, one written by a newer program, and a folder
    nobody may write to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"보관함을 둘 폴더를 만들 수 없습니다({error.strerror})."
        raise ArchiveError(str(path), reason, _ELSEWHERE) from error
    with explained(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    # Before anything is written to a file that may be another program's; in a transaction, because another process
    # may be making the archive between one question and the next.
    connection.execute("BEGIN")
    try:
        present = _version(path, connection)
    finally:
        _roll_back(connection)
    _log_ahead(connection)
    # FULL: what was said to be kept survives a power cut too; commits are batched, so their fsync costs little.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # A batch changes pages all over the indices. SQLite's own 2 MB of memory, and a log copied into the file every
    # 4 MB, would write the same pages again and again: a third of the time of reading in 100,000 articles.
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    # What is taken out is overwritten: an article that may not be kept must not linger in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    for number in range(present, len(MIGRATIONS)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked again under the lock: another process may have migrated meanwhile.
            if _version(path, connection) == number:
                for statement in MIGRATIONS[number]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            _roll_back(connection)
            raise
        connection.execute("COMMIT")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # SQLite itself rolls back on a full disk
        connection.execute("ROLLBACK")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn on WAL: readers go on beside one writer, and a killed writer leaves no journal to roll back.

    The file remembers it. At this one change SQLite does not wait for another writer (four processes that made an
    archive at once: one in twenty-five was refused), so it is asked again.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _version(path: Path, connection: sqlite3.Connection) -> int:
    """The schema version of a file that is, or may become, an archive; ArchiveError for any other SQLite file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise ArchiveError(
            str(path), "다른 프로그램이 만든 SQLite 파일입니다.", "--archive로 다른 파일을 정해 주십시오."
        )
    if version > len(MIGRATIONS):
        raise ArchiveError(
            str(path),
            f"이 프로그램보다 새로운 판이 만든 보관함입니다(형식 {version}, 아는 형식 {len(MIGRATIONS)}까지).",
            "briefing을 새 판으로 올려 주십시오.",
        )
    return int(version)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's failures into ArchiveErrors."""
    try:
        yield
    except sqlite3.Error as error:
        raise explanation(path, error) from error


def explanation(path: Path, error: sqlite3.Error) -> ArchiveError:
    """What a failure of SQLite means for the archive at `path`, and what the user can do about it."""
    code = getattr(error, "sqlite_errorcode", None)
    reason, remedy = _FAILURES.get(
        None if code is None else code & 0xFF, ("보관함을 다룰 수 없습니다", "briefing doctor로 확인해 주십시오.")
    )
    return ArchiveError(str(path), f"{reason}({error}).", remedy)


_ELSEWHERE = "권한을 확인하거나 --archive로 다른 곳을 정해 주십시오."
_FAILURES: dict[int | None, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: ("SQLite 보관함이 아닙니다", RESTORE),
    sqlite3.SQLITE_CORRUPT: ("보관함이 손상되었습니다", RESTORE),
    sqlite3.SQLITE_CANTOPEN: ("보관함을 열 수 없습니다", _ELSEWHERE),
    sqlite3.SQLITE_READONLY: ("보관함에 쓸 수 없습니다", _ELSEWHERE),
    sqlite3.SQLITE_PERM: ("보관함에 쓸 수 없습니다", _ELSEWHERE),
    sqlite3.SQLITE_FULL: ("디스크가 가득 찼습니다", "공간을 비운 뒤 같은 명령을 다시 실행해 주십시오."),
    # Among others where not even the index of the log, which processes share, finds room.
    sqlite3.SQLITE_IOERR: (
        "디스크를 읽거나 쓰지 못했습니다",
        "디스크의 남은 공간과 상태를 확인한 뒤 같은 명령을 다시 실행해 주십시오.",
    ),
    sqlite3.SQLITE_BUSY: ("다른 작업이 보관함을 쓰고 있습니다", "그 작업이 끝난 뒤 다시 실행해 주십시오."),
    sqlite3.SQLITE_LOCKED: ("다른 작업이 보관함을 쓰고 있습니다", "그 작업이 끝난 뒤 다시 실행해 주십시오."),
}
