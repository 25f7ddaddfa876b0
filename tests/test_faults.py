"""A full disk and a disk that nobody may write to: one clear line, exit 1, an archive as it was, and a way to go on.

The disk is a small file system of its own, which only root may mount. Elsewhere these tests are skipped and say so; on
a build server (CI=true) they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.archive import Archive
from tests.killing import write_articles

WEEK = "2024-W03"
FULL = "디스크가 가득 찼습니다"


@dataclass(frozen=True)
class Disk:
    """A mounted file system of a given size."""

    path: Path

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", self.path], check=True)

    def left(self) -> int:
        return shutil.disk_usage(self.path).free

    def fill(self, left: int) -> Path:
        """A file that takes all but so many bytes."""
        filler = self.path / "filler"
        filler.unlink(missing_ok=True)
        filler.write_bytes(bytes(self.left() - left))
        return filler


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        assert not os.environ.get("CI"), "a build server must be able to mount a tmpfs"
        pytest.skip("nobody but root may mount a small file system")
    yield Disk(place)
    subprocess.run(["umount", place], check=True)


def run(folder: Path, *arguments: str, archive: Path, reports: Path) -> tuple[int, str]:
    """The program's exit code and its messages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment |= {"BRIEFING_ARCHIVE": str(archive), "BRIEFING_REPORTS": str(reports)}
    command = [sys.executable, "-m", "briefing", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


def state(path: Path) -> tuple[int, tuple[str, ...]]:
    with Archive.open(path) as archive:
        return archive.count(), archive.faults()


def test_a_disk_that_fills_while_reading_and_analysing(tmp_path: Path, disk: Disk) -> None:
    write_articles(tmp_path / "few", number=20, seed=1)
    write_articles(tmp_path / "many", number=2_500, seed=2)
    archive = disk.path / "briefing.sqlite"
    where = {"archive": archive, "reports": tmp_path / "reports"}
    assert run(tmp_path, "ingest", "few", **where)[0] == 0
    disk.fill(400_000)
    code, said = run(tmp_path, "ingest", "many", **where)
    assert (code, FULL in said, "공간을 비운 뒤 같은 명령을 다시 실행해 주십시오." in said) == (1, True, True), said
    one_line(said)
    assert state(archive) == (20, ())
    for left in (150_000, 0):  # without any room SQLite cannot always tell what it lacks
        disk.fill(left)
        code, said = run(tmp_path, "build", "--week", WEEK, **where)
        assert (code, FULL in said or "디스크를 읽거나 쓰지 못했습니다" in said) == (1, True), said
        one_line(said)
    assert state(archive) == (20, ())
    (disk.path / "filler").unlink()
    disk.remount("size=64m")
    assert run(tmp_path, "ingest", "many", **where)[0] == 0
    assert state(archive) == (2_520, ())


def test_a_report_and_a_backup_on_a_full_disk(tmp_path: Path, disk: Disk) -> None:
    write_articles(tmp_path / "few", number=20, seed=1)
    archive = tmp_path / "briefing.sqlite"
    where = {"archive": archive, "reports": disk.path / "reports"}
    assert run(tmp_path, "ingest", "few", **where)[0] == 0
    filler = disk.fill(100_000)
    code, said = run(tmp_path, "build", "--week", WEEK, **where)
    assert (code, "보고서를 쓸 수 없습니다(No space left on device)" in said) == (1, True), said
    one_line(said)
    assert not [path for path in (disk.path / "reports").rglob("*") if path.is_file() and path.stat().st_size == 0]
    code, said = run(tmp_path, "backup", str(disk.path / "copy.sqlite"), **where)
    assert code == 1, said
    one_line(said)
    assert not (disk.path / "copy.sqlite").exists()
    assert state(archive) == (20, ())
    filler.unlink()
    assert run(tmp_path, "build", "--week", WEEK, **where)[0] == 0
    assert run(tmp_path, "backup", str(disk.path / "copy.sqlite"), **where)[0] == 0
    assert state(disk.path / "copy.sqlite") == (20, ())


def test_a_disk_that_nobody_may_write_to(tmp_path: Path, disk: Disk) -> None:
    write_articles(tmp_path / "few", number=20, seed=1)
    archive = disk.path / "briefing.sqlite"
    where = {"archive": archive, "reports": disk.path / "reports"}
    assert run(tmp_path, "ingest", "few", **where)[0] == 0
    disk.remount("ro")
    for arguments in (
        ["ingest", "few"],
        ["build", "--week", WEEK],
        ["backup", str(disk.path / "copy.sqlite")],
        ["list"],
    ):
        code, said = run(tmp_path, *arguments, **where)
        assert (code, str(disk.path) in said) == (1, True), said
        one_line(said)
    disk.remount("rw")
    assert state(archive) == (20, ())
    assert run(tmp_path, "build", "--week", WEEK, **where)[0] == 0


def one_line(said: str) -> None:
    """No traceback, and the failure in the last line that was said."""
    assert "Traceback" not in said
    assert said.rstrip("\n").rsplit("\n", 1)[-1].startswith("오류")
