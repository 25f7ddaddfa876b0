"""Processes at one archive: readers go on beside a writer, and writers wait for each other or say why they cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.archive import Archive, store
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK

# argv: what to do, the archive, and a name. Articles are written two by two: a reader never sees an odd number.
PROCESS = """
import sys, time
from dataclasses import replace
from pathlib import Path
from briefing.archive import Archive, store
from briefing.errors import BriefingError
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK

work, path, name = sys.argv[1:]
if work == "hurry":
    store._BUSY_SECONDS = 0.2
with Archive.open(Path(path)) as archive:
    if work == "count":
        print(archive.count())
    elif work == "read":
        seen = rounds = 0
        while seen < 401:
            week = list(archive.articles(WEEK))
            found = archive.search([["확정"]])
            assert len(week) % 2 == 1 and len(found) % 2 == 1, (len(week), len(found))
            assert len(week) >= seen
            seen, rounds = len(week), rounds + 1
        print(rounds)
    else:
        try:
            for n in range(100):
                with archive.transaction():
                    for part in "ab":
                        article = replace(ARTICLE, id=f"{name}-{n}-{part}", title=f"{name} {n} {part} 확정")
                        archive.add(article)
                        archive.keep_analysis(article.digest, "1", ANALYSIS)
        except BriefingError as error:
            print(error)
"""


def start(work: str, path: Path, name: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROCESS, work, str(path), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return out


def test_three_readers_beside_two_writers(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    readers = [start("read", archive.path) for _ in range(3)]
    writers = [start("write", archive.path, name) for name in ("ㄱ", "ㄴ")]
    assert [ended(writer) for writer in writers] == ["", ""]
    assert all(int(ended(reader)) >= 1 for reader in readers)
    assert len(list(archive.articles(WEEK))) == 401
    assert archive.faults() == ()


def test_processes_that_open_an_earlier_archive_at_once_migrate_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", store.MIGRATIONS[:5])
        with Archive.open(path) as archive:
            archive.add(ARTICLE)
    processes = [start("count", path) for _ in range(4)]
    assert [ended(process) for process in processes] == ["1\n"] * 4
    with Archive.open(path) as archive:
        assert archive.faults() == ()


def test_a_writer_that_may_not_wait_says_so_and_writes_nothing(archive: Archive) -> None:
    with archive.transaction():
        archive.add(ARTICLE)
        said = ended(start("hurry", archive.path, "ㄱ"))
    assert said.startswith(f"{archive.path}: 다른 작업이 보관함을 쓰고 있습니다(database is locked).")
    assert said.endswith("그 작업이 끝난 뒤 다시 실행해 주십시오.\n")
    assert archive.count() == 1
