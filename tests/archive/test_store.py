"""Transactions, migrations, and what the archive says of files that are no archive."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from threading import Timer

import pytest

from briefing.archive import Archive, store
from briefing.errors import ArchiveError
from briefing.model import (
    Article,
    Rejected,
)
from tests.archive.conftest import ARTICLE, WEEK, rows

# --- transactions and migrations ------------------------------------------------------------------------


def test_a_failed_transaction_keeps_nothing_and_a_good_one_all(archive: Archive) -> None:
    with pytest.raises(ZeroDivisionError), archive.transaction():
        archive.add(ARTICLE)
        _ = 1 / 0
    assert archive.count() == 0
    with archive.transaction():
        archive.add(ARTICLE)
        with archive.transaction():
            archive.reject(Rejected("a", "b"))
        assert other_count(archive.path) == 0
    assert other_count(archive.path) == 1


def other_count(path: Path) -> int:
    with Archive.open(path) as other:
        return other.count()


def test_the_schema_is_made_once_and_carries_its_version(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with Archive.open(path) as archive:
        archive.add(ARTICLE)
    with Archive.open(path) as archive:
        assert archive.count() == 1
        assert archive.faults() == ()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(store.MIGRATIONS),)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x42726667,)
    connection.close()


def test_an_older_archive_is_migrated_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite"
    with Archive.open(path) as archive:
        archive.add(ARTICLE)
    more = (("CREATE TABLE first (x)", "INSERT INTO first SELECT id FROM article"), ("CREATE TABLE second (x)",))
    monkeypatch.setattr(store, "MIGRATIONS", store.MIGRATIONS + more)
    Archive.open(path).close()
    Archive.open(path).close()
    assert [row for row in rows(path) if row[0] == "first"] == [("first", 1, "a-1")]


def test_a_failed_migration_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite"
    with Archive.open(path) as archive:
        archive.add(ARTICLE)
    before = rows(path)
    broken = (("CREATE TABLE half (x)", "DELETE FROM article", "INSERT INTO nowhere VALUES (1)"),)
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", store.MIGRATIONS + broken)
        with pytest.raises(ArchiveError, match="nowhere"):
            Archive.open(path)
    assert rows(path) == before
    with Archive.open(path) as archive:
        assert list(archive.articles(WEEK)) == [ARTICLE]


def test_an_archive_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Archive.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveError, match=r"a\.sqlite: 이 프로그램보다 새로운 판.*새 판으로"):
        Archive.open(path)


# --- files that are no archive --------------------------------------------------------------------------


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"other\.sqlite: 다른 프로그램이 만든"):
        Archive.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello, I am no database\n" * 50, bytes(range(256)) * 20])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.sqlite"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"text\.sqlite: SQLite 보관함이 아닙니다.*백업"):
        Archive.open(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    with Archive.open(path) as archive:
        assert archive.add(ARTICLE) == "new"


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    with Archive.open(path) as archive:
        for n in range(500):
            archive.add(Article(id=str(n), body="긴 본문 " * 200 + str(n), published=date(2024, 1, 17)))
    content = bytearray(path.read_bytes())
    half = len(content) // 2  # behind the schema
    content[half : half + half // 2] = b"\xa5" * (half // 2)
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"damaged\.sqlite: .*손상.*백업"), Archive.open(path) as archive:
        list(archive.articles(WEEK))
    with Archive.open(path) as archive:
        assert archive.faults() != ()


def test_a_damaged_payload_says_so(archive: Archive) -> None:
    archive.add(ARTICLE)
    connection = sqlite3.connect(archive.path)
    connection.execute("""UPDATE article SET payload = CAST('{"id": 3}' AS BLOB)""")
    connection.commit()
    connection.close()
    with pytest.raises(ArchiveError, match="보관된 내용이 상했습니다"):
        list(archive.articles(WEEK))


@pytest.mark.parametrize("inside", ["file/briefing.sqlite", "file/deeper/briefing.sqlite"])
def test_a_folder_that_cannot_be_is_an_error(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match=r"briefing\.sqlite: .*--archive"):
        Archive.open(tmp_path / inside)


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="보관함을 열 수 없습니다"):
        Archive.open(tmp_path)


@pytest.mark.parametrize("create", [True, False])
def test_a_name_no_file_can_have_is_an_error(tmp_path: Path, create: bool) -> None:
    with pytest.raises(ArchiveError, match="보관함을 열 수 없습니다"):
        Archive.open(tmp_path / ("가" * 300), create=create)


def test_a_missing_archive_is_made_only_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.sqlite"
    with pytest.raises(ArchiveError, match="briefing ingest"):
        Archive.open(path, create=False)
    assert not path.parent.exists()


def test_turning_on_the_log_waits_for_a_writer(tmp_path: Path) -> None:
    """As when two processes make the archive at the same moment: the busy time does not count there."""
    path = tmp_path / "a.sqlite"
    Archive.open(path).close()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN IMMEDIATE")
    timer = Timer(0.3, other.execute, ["ROLLBACK"])
    timer.start()
    with Archive.open(path) as archive:
        assert archive.add(ARTICLE) == "new"
    timer.join()
    other.close()


def test_a_second_writer_waits_and_then_gives_up(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    with Archive.open(archive.path) as other, archive.transaction():
        archive.add(ARTICLE)
        with pytest.raises(ArchiveError, match="다른 작업이 보관함을 쓰고 있습니다"):
            other.add(ARTICLE)
        assert other.count() == 0  # a reader goes on
