"""Taking articles out, copying the file, and what is known of where an article came from."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

from briefing.archive import Archive, store
from briefing.errors import ArchiveError
from briefing.model import Article, Tally
from briefing.period import week_of
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK, rows
from tests.archive.test_archive import briefing

OTHER = Article(id="b-1", title="다른 글", body="새솔군은 다리를 놓는다.", published=date(2024, 1, 24))


def tally(day: date) -> Tally:
    return Tally(period=week_of(day), articles=1, issues=(), terms={}, quantities=(), sources=())


def test_a_removed_article_takes_all_with_it_and_nothing_else(archive: Archive) -> None:
    archive.add(OTHER)
    archive.keep_analysis(OTHER.digest, "1", replace(ANALYSIS, quotes=()))
    archive.keep_tally("y", tally(date(2024, 1, 24)))
    before = rows(archive.path)
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    archive.keep_tally("x", tally(date(2024, 1, 17)))
    (gone,) = archive.remove([ARTICLE])
    assert (gone.article, gone.tallies, gone.cited) == (ARTICLE, ("2024-W03",), ())
    assert rows(archive.path) == before
    assert archive.search([["차질"]]) == ()
    assert archive.faults() == ()


def test_briefings_that_cite_a_removed_article_stay_and_are_named(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.add(OTHER)
    archive.keep_briefing(briefing("제목"))
    assert [gone.cited for gone in archive.remove([ARTICLE, OTHER])] == [("2024-W03",), ()]
    assert archive.briefing("2024-W03") == briefing("제목")


def test_no_word_of_a_removed_article_is_left_in_the_file(archive: Archive) -> None:
    secret = replace(ARTICLE, published=None, title="은하수다리", body="별무리터널 이야기다.\n" * 2000)
    archive.add(secret)
    archive.add(replace(secret, published=date(2024, 1, 17)))  # written again
    archive.keep_analysis(secret.digest, "1", replace(ANALYSIS, title_terms=("별무리터널",)))
    archive.remove([archive.find(secret.digest)])
    archive.close()
    content = b"".join(path.read_bytes() for path in archive.path.parent.iterdir())
    assert [word in content for word in ("은하수".encode(), "별무리".encode())] == [False, False]


def test_a_backup_is_the_archive_in_one_file(archive: Archive, tmp_path: Path) -> None:
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    copy = tmp_path / "사본.sqlite"
    archive.backup(copy)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["보관", "사본.sqlite"]
    assert rows(copy) == rows(archive.path)
    with Archive.open(copy) as opened:
        assert opened.search([["예산"]]) == (ARTICLE.digest,)
        assert opened.faults() == ()


def test_a_backup_while_another_writes_holds_whole_transactions(archive: Archive, tmp_path: Path) -> None:
    def write() -> None:
        with Archive.open(archive.path) as other:
            for n in range(100):
                with other.transaction():
                    for part in ("하나", "둘"):
                        other.add(Article(id=f"{n}", body=f"{part} {n}"))

    writer = Thread(target=write)
    writer.start()
    copies = [tmp_path / f"{n}.sqlite" for n in range(5)]
    for copy in copies:
        archive.backup(copy)
    writer.join()
    for copy in copies:
        with Archive.open(copy) as opened:
            assert opened.count() % 2 == 0
            assert opened.faults() == ()
    assert archive.count() == 200


def test_a_backup_overwrites_nothing(archive: Archive, tmp_path: Path) -> None:
    taken = tmp_path / "있음"
    taken.write_text("소중한 것", "utf-8")
    with pytest.raises(ArchiveError, match=r"있음: 이미 있습니다\. 백업할 다른 파일"):
        archive.backup(taken)
    assert taken.read_text("utf-8") == "소중한 것"
    with pytest.raises(ArchiveError, match="백업을 쓸 수 없습니다"):
        archive.backup(tmp_path / "없는 폴더" / "사본")
    with pytest.raises(ArchiveError, match="백업을 쓸 수 없습니다"):
        archive.backup(tmp_path / ("가" * 300))


def test_when_an_article_came_is_remembered_of_the_first_time(tmp_path: Path) -> None:
    first = datetime(2024, 1, 17, 9, 30, tzinfo=UTC)
    path = tmp_path / "a.sqlite"
    with Archive.open(path, at=first) as archive:
        archive.add(ARTICLE)
    with Archive.open(path, at=datetime(2024, 1, 18, tzinfo=UTC)) as archive:
        assert archive.add(ARTICLE) == "known"
        assert archive.read_at(ARTICLE.digest) == first
    with Archive.open(path) as archive:
        archive.add(OTHER)
        assert archive.read_at(OTHER.digest) is None


def test_an_archive_of_before_the_index_is_migrated_and_analysed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", store.MIGRATIONS[:2])
        store.connect(path).close()
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO article VALUES (?, 'a-1', '2024-01-17', '가온일보', '제목', 'a.txt', ?)",
        (ARTICLE.digest, b'{"id":"a-1","body":"\xec\x98\x88\xec\x82\xb0","published":"2024-01-17"}'),
    )
    connection.execute("INSERT INTO analysis VALUES (?, '1', CAST('{}' AS BLOB))", (ARTICLE.digest,))
    connection.execute("INSERT INTO actor VALUES (?, '나래', 'person', NULL, NULL)", (ARTICLE.digest,))
    connection.commit()
    connection.close()
    with Archive.open(path) as archive:
        assert archive.unanalysed("1") == (ARTICLE.digest,)
        assert archive.named(WEEK) == {}
        archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
        assert archive.search([["예산"]]) == (ARTICLE.digest,)
        assert archive.read_at(ARTICLE.digest) is None
        assert archive.faults() == ()
