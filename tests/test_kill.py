"""A process that is killed at any moment loses nothing, doubles nothing, and leaves no half-written file.

The program runs as a process of its own that counts its steps (SQL statements, or files begun and renamed) and kills
itself with SIGKILL right before a given one. The steps are drawn with a fixed seed. After each kill the archive is
sound and every report file is either missing or whole; a last, undisturbed run brings the same content, byte for byte,
as a run that was never killed.
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.archive import Archive

# argv: the kind and number of the step to die at (0: never), the file for the numbers of steps taken, and then the
# program's own arguments.
DRIVER = """
import json, os, signal, sqlite3, sys
kind, fatal, report = sys.argv[1], int(sys.argv[2]), sys.argv[3]
steps = {"statement": 0, "file": 0}

def step(what):
    steps[what] += 1
    if what == kind and steps[what] == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*args, _connect=sqlite3.connect, **options):
    connection = _connect(*args, **options)
    connection.set_trace_callback(lambda statement: step("statement"))
    return connection

sqlite3.connect = connect
sys.addaudithook(lambda event, args: step("file") if event in ("os.rename", "tempfile.mkstemp") else None)
from briefing.cli import main
try:
    main(sys.argv[4:])
finally:
    with open(report, "w") as file:
        json.dump(steps, file)
"""

INGEST = ["ingest", "articles"]
BUILD = ["build", "--week", "2024-W03"]
WEEK = Path("reports/2024-W03")

PLACES = ["가온시", "새솔군", "다온구", "한내면", "물빛마을", "너른고을"]
MATTERS = ["마을 도서관", "심야 버스", "돌봄 로봇", "빗물 저금통", "들꽃 공원", "나눔 부엌", "별빛 천문대"]
PEOPLE = ["한가람", "도다솜", "나누리", "표한별", "마루한"]


def write_articles(folder: Path, number: int, seed: int) -> None:
    """Fictional articles of two weeks in one JSON Lines file, a tenth of them undated, and a file nobody can read."""
    chance = random.Random(seed)
    folder.mkdir()
    (folder / "empty.txt").touch()
    with (folder / "made.jsonl").open("w", encoding="utf-8") as file:
        for n in range(number):
            place, matter, person = chance.choice(PLACES), chance.choice(MATTERS), chance.choice(PEOPLE)
            money, people = chance.randint(2, 900), chance.randint(10, 5000)
            day = date(2024, 1, 15) + timedelta(days=chance.randrange(14))
            record = {
                "id": f"made-{n}",
                "title": f"{place}, {matter} {people}명에게 연다",
                "published": None if chance.random() < 0.1 else day.isoformat(),
                "outlet": chance.choice(["가온일보", "새솔신문"]),
                "body": f"{place}는 {matter} 사업에 {money}억원을 쓴다고 {day.day}일 밝혔다. 이용자는 {people}명이다.\n"
                f"{person} {place} 대변인은 “{matter} 덕분에 {people}명이 웃게 된다”고 말했다.",
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Place:
    """A folder in which the program runs."""

    folder: Path

    def run(self, args: list[str], kind: str = "statement", fatal: int = 0) -> dict[str, int]:
        """Run the program until its end or until that step; the steps it took, none when it was killed."""
        report = self.folder / "steps"
        command = [sys.executable, "-c", DRIVER, kind, str(fatal), str(report), *args]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if fatal:
            assert done.returncode == -signal.SIGKILL, done.stderr
            return {}
        assert done.returncode == 0, done.stderr
        steps: dict[str, int] = json.loads(report.read_text())
        return steps

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """The content of the archive: every row of every table."""
        connection = sqlite3.connect(self.folder / "reports" / "briefing.sqlite")
        tables = ("article", "analysis", "actor", "speaker", "plan", "tally", "revision", "rejection")
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in tables}
        found["term"] = sorted(connection.execute("SELECT digest, terms FROM term"))
        connection.close()
        return found

    def files(self) -> dict[str, bytes]:
        """The report's files by name, without what is still being written."""
        folder = self.folder / WEEK
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("[!.]*") if f.is_file()}


def test_killed_at_random_points_and_run_again(tmp_path: Path) -> None:
    calm, rough = Place(tmp_path / "calm"), Place(tmp_path / "rough")
    for place in (calm, rough):
        place.folder.mkdir()
        write_articles(place.folder / "articles", number=120, seed=1)
    calm.run(INGEST)
    after_ingest = calm.rows()
    assert len(after_ingest["article"]) == 120
    assert len(after_ingest["rejection"]) == 1
    build_steps = calm.run(BUILD)
    after_build, files = calm.rows(), calm.files()
    assert {"briefing.pdf", "briefing.html", "briefing.json"} <= set(files)
    assert len(after_build["analysis"]) > 50  # more than one batch

    chance = random.Random(20240115)
    making = chance.randrange(5, 40)  # the archive itself is made in the first statements, which later runs lack
    for fatal in [making, *chance.sample(range(1, 120), 5)]:  # an article takes a statement at least
        rough.run(INGEST, "statement", fatal)
        nothing_is_broken(rough, after_ingest, files)
    rough.run(INGEST)
    assert rough.rows() == after_ingest

    # The first kill is anywhere. What it leaves analysed takes no statement but the question for it, so that a later
    # run has fewer steps: one for each article at least.
    points = [("statement", chance.randrange(1, build_steps["statement"]))]
    points += [("statement", chance.randrange(1, len(after_build["analysis"])))]
    points += [("file", fatal) for fatal in chance.sample(range(1, build_steps["file"]), 3)]
    for kind, fatal in points:
        rough.run(BUILD, kind, fatal)
        nothing_is_broken(rough, after_build, files)
    rough.run(BUILD)
    assert rough.rows() == after_build
    assert rough.files() == files
    assert not list((rough.folder / WEEK).rglob(".*"))


def nothing_is_broken(place: Place, rows: dict[str, list[tuple[object, ...]]], files: dict[str, bytes]) -> None:
    """What is there is whole: sound archive, no row and no file that an undisturbed run would not have made."""
    path = place.folder / "reports" / "briefing.sqlite"
    if not path.exists():
        return
    with Archive.open(path) as archive:
        assert archive.faults() == ()
    for table, found in place.rows().items():
        assert set(found) <= set(rows[table]), table
    for name, content in place.files().items():
        assert content == files[name], name


def test_the_archive_is_not_touched_by_a_second_run(tmp_path: Path) -> None:
    place = Place(tmp_path)
    write_articles(tmp_path / "articles", number=30, seed=2)
    place.run(INGEST)
    before = place.rows()
    place.run(INGEST)
    assert place.rows() == before


@pytest.mark.parametrize("seed", [1, 2])
def test_the_generator_is_fixed_by_its_seed(tmp_path: Path, seed: int) -> None:
    for name in ("a", "b"):
        write_articles(tmp_path / name, number=5, seed=seed)
    assert (tmp_path / "a/made.jsonl").read_bytes() == (tmp_path / "b/made.jsonl").read_bytes()
