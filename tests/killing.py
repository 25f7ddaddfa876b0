"""The program killed at random points, then run again to its end.

A process that has everything loaded forks the program for each run. The program counts its steps (SQL statements, and
files begun or renamed) and kills itself with SIGKILL right before a given one. The steps are drawn with a fixed seed:
two fifths of them in `ingest`, the rest in `build`, whose statements are those of analysis, synthesis and the record.

After each kill the archive must be sound and hold nothing that an undisturbed run would not have made, and every report
file must be missing or whole. After the run that follows, the rows of the archive and the files of the report are those
of a run that was never killed, byte for byte.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from briefing.archive import Archive

INGEST = ("ingest", "articles")
BUILD = ("build", "--week", "2024-W03", "--jobs", "1", "--format", "html", "--format", "json")
WEEK = Path("reports/2024-W03")
ARCHIVE = Path("reports/briefing.sqlite")

Rows = dict[str, list[tuple[object, ...]]]

# What the moment of a run or the number of a kill decides: receipts, and when an article was first read.
_TABLES = ("article", "analysis", "failure", "actor", "speaker", "plan", "tally", "revision", "rejection")

# Lines of standard input: the folder, the program's arguments, and the kind and number of the step to die at (0:
# never). The answer is the numbers of steps taken, or null when the program was killed.
_DRIVER = """
import json, os, signal, sqlite3, sys
import lxml.etree, weasyprint, matplotlib.figure
from briefing import ingest, pipeline
from briefing.cli import main
from briefing.language import kiwi
kiwi.tokenize("준비")
open_connection = sqlite3.connect

def program(folder, args, kind, fatal, report):
    steps = {"statement": 0, "file": 0}
    def step(what):
        steps[what] += 1
        if what == kind and steps[what] == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    def connect(*args, **options):
        connection = open_connection(*args, **options)
        connection.set_trace_callback(lambda statement: step("statement"))
        return connection
    sqlite3.connect = connect
    sys.addaudithook(lambda event, _: step("file") if event in ("os.rename", "tempfile.mkstemp") else None)
    os.chdir(folder)
    said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    try:
        main(args)
    except SystemExit as end:
        assert not end.code, end.code
        os.write(report, json.dumps(steps).encode())
    finally:
        os._exit(0)

for line in sys.stdin:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        program(*json.loads(line), writing)
    os.close(writing)
    told = os.read(reading, 1000).decode()
    os.close(reading)
    status = os.waitpid(pid, 0)[1]
    print(told if told else "null" if os.WIFSIGNALED(status) else '"failed"', flush=True)
"""

_PLACES = ("가온시", "새솔군", "다온구", "한내면", "물빛마을", "너른고을")
_MATTERS = ("마을 도서관", "심야 버스", "돌봄 로봇", "빗물 저금통", "들꽃 공원", "나눔 부엌", "별빛 천문대")
_PEOPLE = ("한가람", "도다솜", "나누리", "표한별", "마루한")


@dataclass(frozen=True, slots=True)
class Program:
    """The loaded program, which runs in any folder."""

    process: subprocess.Popen[str]

    def run(self, folder: Path, args: tuple[str, ...], kind: str = "", fatal: int = 0) -> dict[str, int] | None:
        """Run it until its end or that step; the numbers of steps it took, None when it was killed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(folder), args, kind, fatal]) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        assert told != "failed", f"{args} failed: {(folder / 'said').read_text('utf-8')}"
        steps: dict[str, int] | None = told
        return steps


@contextmanager
def loaded() -> Iterator[Program]:
    """The program with its libraries and the model loaded; ended in the end."""
    with subprocess.Popen(
        [sys.executable, "-c", _DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Program(process)
        assert process.stdin is not None
        process.stdin.close()


def passed(program: Program, scratch: Path, points: int, articles: int, seed: int) -> Counter[str]:
    """How many kills of each command and kind of step the program came through; AssertionError at the first it did not.

    A point is a step of its own: a week of few articles has not many of them.
    """
    calm, read, rough = scratch / "calm", scratch / "read", scratch / "rough"
    calm.mkdir(parents=True)
    write_articles(calm / "articles", articles, seed)
    shutil.copytree(calm, scratch / "unread")
    ingest_steps = program.run(calm, INGEST)
    shutil.copytree(calm, read)
    after_ingest = rows(calm)
    build_steps = program.run(calm, BUILD)
    assert ingest_steps and build_steps
    after_build, written = rows(calm), files(calm)
    chance = random.Random(seed)
    counted: Counter[str] = Counter()
    in_files = min(round(points * 0.15), build_steps["file"])
    in_ingest = min(round(points * 0.4), ingest_steps["statement"])
    for start, args, kind, steps, number in (
        (scratch / "unread", INGEST, "statement", ingest_steps, in_ingest),
        (read, BUILD, "statement", build_steps, points - in_ingest - in_files),
        (read, BUILD, "file", build_steps, in_files),
    ):
        for fatal in sorted(chance.sample(range(1, steps[kind] + 1), number)):
            shutil.copytree(start, rough)
            wanted = after_ingest if args is INGEST else after_build
            assert program.run(rough, args, kind, fatal) is None, (args, kind, fatal)
            nothing_is_broken(rough, wanted, written)
            program.run(rough, args)
            assert rows(rough) == wanted, (args, kind, fatal)
            if args is BUILD:
                assert files(rough) == written, (args, kind, fatal)
                assert not list((rough / WEEK).rglob(".*")), (args, kind, fatal)
            counted[f"{args[0]}, {kind}"] += 1
            shutil.rmtree(rough)
    return counted


def nothing_is_broken(folder: Path, wanted: Rows, written: dict[str, bytes]) -> None:
    """What is there is whole: sound archive, no row and no file that an undisturbed run would not have made."""
    if (folder / ARCHIVE).exists():
        with Archive.open(folder / ARCHIVE) as archive:
            assert archive.faults() == ()
        for table, found in rows(folder).items():
            assert set(found) <= set(wanted[table]), table
    for name, content in files(folder).items():
        assert content == written[name], name


def rows(folder: Path) -> Rows:
    """The content of the archive: every row of every table that the articles alone decide."""
    with closing(sqlite3.connect(folder / ARCHIVE)) as connection:
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in _TABLES}
        found["term"] = sorted(connection.execute("SELECT digest, terms FROM term"))
    return found


def files(folder: Path) -> dict[str, bytes]:
    """The report's files by name, without what is still being written."""
    week = folder / WEEK
    return {str(path.relative_to(week)): path.read_bytes() for path in week.rglob("[!.]*") if path.is_file()}


def write_articles(folder: Path, number: int, seed: int) -> None:
    """Fictional articles of two weeks in one JSON Lines file, a tenth of them undated, and a file nobody can read."""
    chance = random.Random(seed)
    folder.mkdir()
    (folder / "empty.txt").touch()
    with (folder / "made.jsonl").open("w", encoding="utf-8") as file:
        for n in range(number):
            place, matter, person = chance.choice(_PLACES), chance.choice(_MATTERS), chance.choice(_PEOPLE)
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
