"""The program killed at random points of its whole way, then run again to its end.

An office's two weeks are lived once without a fault: articles are read, briefings built, approved, published and sent
to a real mail server. Then, for each point, what lay on the desk before one of those commands is put there again, the
command dies at that point (`killable.py` says how), and is given again.

After the kill the archive is sound and holds nothing that an undisturbed run would not have made, every file is one
of before or after, no page of the site leads to nothing, nobody got a message twice, and the outbox knows of each
message that went. After the command was given again the desk is that of the undisturbed run, byte for byte: the rows
of the archive, the reports, the site, and the messages that the server took. Where the program says that it does not
know whether somebody has a message, the answer is `--done` or `--again`, as the server has it.

Left out of the comparison: the numbers of rows of `term`, `entry` and `receipt`, which grow with each try; a receipt of a draft
that says what another says; how many receipts the messages sent are told in (their sum counts); what the outbox quotes
of the server or of the person who was asked; and the run record, which says what a run took.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from briefing.archive import Archive
from tests.deliver.mailserver import Server, serving

ARCHIVE = Path("reports/briefing.sqlite")
READERS = ("a@gaon.example", "b@gaon.example", "c@gaon.example")
URL = "https://intra.gaon.example/briefing/"

_PLACES = ("가온시", "새솔군", "다온구", "한내면", "물빛마을", "너른고을")
_MATTERS = ("마을 도서관", "심야 버스", "돌봄 로봇", "빗물 저금통", "들꽃 공원", "나눔 부엌", "별빛 천문대")
_PEOPLE = ("한가람", "도다솜", "나누리", "표한별", "마루한")

Rows = dict[str, list[tuple[object, ...]]]
Files = dict[str, bytes]

_SETTINGS = """
formats = ["html", "json"]
[site]
target = "site"
url = "{url}"
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "brief@gaon.example"
to = {readers}
attach = ["none"]
charts = "none"
rate = 6000
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the two weeks; `exchanging` says whether the site's folder may change places with another."""

    kind: str
    args: tuple[str, ...]
    exchanging: bool = True


WAY = (
    Command("ingest", ("ingest", "articles")),
    Command("build", ("build", "--week", "2024-W03", "--jobs", "1")),
    Command("approve", ("approve", "--week", "2024-W03", "--by", "박다온")),
    Command("publish", ("publish", "--week", "2024-W03")),
    Command("send", ("send", "--week", "2024-W03")),
    Command("analyse", ("search", "도서관")),  # whatever no briefing asked for yet
    Command("build", ("build", "--week", "2024-W04", "--jobs", "1")),
    Command("approve", ("approve", "--week", "2024-W04", "--by", "박다온")),
    Command("publish", ("publish", "--week", "2024-W04")),
    Command("publish", ("publish", "--rollback", "2024-W04"), exchanging=False),
    Command("publish", ("publish", "--week", "2024-W04"), exchanging=False),
    Command("send", ("send", "--week", "2024-W04")),
)
KINDS = ("ingest", "analyse", "build", "approve", "publish", "send")

# What is compared of the archive. Of the last three the rows tell how far a command is; each row of the others is one
# of before the command or of after it, whenever it is killed.
_KEPT = ("article", "reading", "analysis", "failure", "actor", "speaker", "plan", "tally", "revision", "rejection")
_QUERIES = {table: f"SELECT * FROM {table}" for table in (*_KEPT, "edition_words")} | {
    "term": "SELECT digest, terms FROM term",
    "entry": "SELECT digest, published FROM entry",
    "drafted": "SELECT DISTINCT slug, number, hash, moment, place, by FROM receipt WHERE step = 'drafted'",
    "receipt": "SELECT slug, number, hash, step, moment, place, by FROM receipt WHERE step NOT IN ('drafted', 'sent')",
    "sent": "SELECT slug, number, hash, moment, place FROM receipt WHERE step = 'sent'",
    "edition": "SELECT * FROM edition",
    "outbox": "SELECT slug, number, hash, recipient, state, moment FROM outbox",
}
_MOVING = ("sent", "edition", "outbox")

# The index of SQLite's log is 32 KB whatever is in it: a limit below lets no program begin.
_LEAST_WRITE = 33_000


class Ended(NamedTuple):
    """The exit code of a run, and how many steps of each kind it took."""

    code: int
    steps: dict[str, int]


class Came(NamedTuple):
    """How often a command was killed at work before it came through, and of how many readers a person was asked."""

    killed: int
    asked: int


class Point(NamedTuple):
    """Where to die: the command's place on the way, and the step."""

    place: int
    step: str
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """All that is compared: rows by table, the files of the desk, and the messages that the last command sent."""

    rows: Rows
    files: Files
    mail: list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Day:
    """A command as it was given without a fault: a copy of the desk before it, what that was, and became."""

    command: Command
    desk: Path
    before: State
    after: State
    steps: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Office:
    """A desk (a folder), the loaded program that works there, and its mail server."""

    desk: Path
    program: subprocess.Popen[str]
    server: Server

    def run(self, command: Command, step: str = "", fatal: int = 0) -> Ended | None:
        """Give a command; None when it was killed at that step."""
        assert self.program.stdin is not None and self.program.stdout is not None
        request = [str(self.desk), command.args, step, fatal, command.exchanging]
        self.program.stdin.write(json.dumps(request) + "\n")
        self.program.stdin.flush()
        told = json.loads(self.program.stdout.readline())
        assert told != "failed", (command.args, self.said())
        while self.server.talking:
            time.sleep(0.002)
        return told and Ended(*told)

    def finish(self, command: Command) -> list[str]:
        """Give a command, and the answers that it asks for, until all is done; the readers it asks about come back."""
        ended = self.run(command)
        outbox = rows(self.desk / ARCHIVE)["outbox"]
        doubtful = [str(recipient) for *_, recipient, state, _ in outbox if state == "uncertain"]
        for reader in doubtful:
            has = any(to == reader for to, _ in self.server.taken)
            ended = self.run(Command("send", (*command.args, "--done" if has else "--again", reader)))
        assert ended is not None and ended.code == 0, (command.args, self.said())
        return doubtful

    def said(self) -> str:
        """What the last command printed."""
        return (self.desk / "said").read_text("utf-8")

    def begin(self, desk: Path) -> None:
        """Put that desk in place of this one; the mail server has taken nothing yet."""
        shutil.rmtree(self.desk, ignore_errors=True)
        shutil.copytree(desk, self.desk)
        self.server.taken.clear()

    def state(self) -> State:
        """What there is now."""
        return State(rows(self.desk / ARCHIVE), files(self.desk), sorted(self.server.taken))


@contextmanager
def opened(scratch: Path, articles: int, seed: int) -> Iterator[Office]:
    """An office with that many unread articles; its program and its server end with the block."""
    desk = scratch / "desk"
    desk.mkdir()
    write_articles(desk / "articles", articles, seed)
    argv = [sys.executable, "-m", "tests.killable"]
    with (
        serving() as server,
        subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program,
    ):
        (desk / "briefing.toml").write_text(_SETTINGS.format(url=URL, port=server.port, readers=json.dumps(READERS)))
        yield Office(desk, program, server)
        assert program.stdin is not None
        program.stdin.close()


def lived(office: Office, scratch: Path) -> tuple[Day, ...]:
    """The whole way without a fault."""
    days = []
    after = office.state()
    for place, command in enumerate(WAY):
        before, desk = after, scratch / f"{place}"
        shutil.copytree(office.desk, desk)
        office.server.taken.clear()
        ended = office.run(command)
        assert ended is not None and ended.code == 0, (command.args, office.said())
        after = office.state()
        longest = max((len(new) for name, new in after.files.items() if new != before.files.get(name)), default=0)
        steps = ended.steps | {"write": max(ended.steps["write"], longest)}
        days.append(Day(command, desk, before, after, steps))
    assert {to for to, _ in after.mail} == set(READERS)
    assert not list(dangling(after.files))
    return tuple(days)


def drawn(days: Sequence[Day], number: int, seed: int) -> list[Point]:
    """That many points, spread evenly over the kinds of commands, there over commands and kinds of steps."""
    chance = random.Random(seed)
    left: dict[str, list[list[Point]]] = {kind: [] for kind in KINDS}
    for place, day in enumerate(days):
        for step, last in sorted(day.steps.items()):
            first = _LEAST_WRITE if step == "write" else 1
            if first <= last:
                numbers = chance.sample(range(first, last + 1), min(number, last + 1 - first))
                left[day.command.kind].append([Point(place, step, one) for one in numbers])
    found: list[Point] = []
    while len(found) < number and any(left.values()):
        for kind in KINDS:
            if left[kind] and len(found) < number:
                points = left[kind].pop(0)
                found.append(points.pop())
                left[kind] += [points] * bool(points)
    return sorted(found)


def struck(office: Office, days: Sequence[Day], *points: Point) -> Came:
    """Kill a command at each of the points, which are in its place, one run after the other; then let it finish.

    AssertionError where it does not come through.
    """
    day = days[points[0].place]
    office.begin(day.desk)
    killed = 0
    for point in points:
        killed += office.run(day.command, point.step, point.number) is None
        found = list(broken(office, day))
        assert not found, (day.command.args, points, found)
    asked = office.finish(day.command)
    found = list(differing(office.state(), day.after))
    assert not found, (day.command.args, points, found)
    return Came(killed, len(asked))


def broken(office: Office, day: Day) -> Iterator[str]:
    """What is wrong with what a killed command left behind; looked at in a copy, since a look at SQLite's log ends it."""
    copy = office.desk.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(office.desk, copy)
    if (copy / ARCHIVE).exists():
        with Archive.open(copy / ARCHIVE) as archive:
            yield from archive.faults()
    now = State(rows(copy / ARCHIVE), files(copy), office.server.taken)
    for table in now.rows.keys() - set(_MOVING):
        if strange := set(now.rows[table]) - set(day.before.rows[table]) - set(day.after.rows[table]):
            yield f"{table}: {strange}"
    shown = {name: content for name, content in now.files.items() if not _passing(name)}
    for name, content in shown.items():
        if name == "site/site.json" and not day.command.exchanging:
            continue  # says what is being written
        if content not in (day.before.files.get(name), day.after.files.get(name)):
            yield f"{name} is neither as before nor as after"
    if day.command.exchanging and site(shown) not in (site(day.before.files), site(day.after.files)):
        yield "the site is neither as before nor as after"
    yield from dangling(shown)
    took = Counter(to for to, _ in now.mail)
    yield from (f"{to} got {number} messages" for to, number in took.items() if number > 1)
    states = {str(row[3]): row[4] for row in now.rows["outbox"] if row not in day.before.rows["outbox"]}
    for to in states.keys() | took.keys():
        if states.get(to) not in (("sent", "sending") if took[to] else ("waiting", "sending")):
            yield f"{to} got {took[to]} messages, but the outbox says {states.get(to)}"


def differing(one: State, other: State) -> Iterator[str]:
    """The tables, files and readers in which two states differ."""
    yield from (table for table in one.rows if one.rows[table] != other.rows[table])
    yield from sorted(
        name for name in one.files.keys() | other.files.keys() if one.files.get(name) != other.files.get(name)
    )
    if one.mail != other.mail:
        yield f"mail of {[to for to, _ in one.mail]} instead of {[to for to, _ in other.mail]}"


def site(found: Files) -> Files:
    """Those of the site."""
    return {name: content for name, content in found.items() if name.startswith("site/")}


def dangling(found: Files) -> Iterator[str]:
    """Where one who follows every link of the site from its front page finds nothing."""
    waiting = ["site/index.html"] if "site/index.html" in found else []
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        for link in html.fromstring(found[name]).xpath("//@href | //@src"):
            whole = urljoin(URL + name.removeprefix("site/"), link)
            target = "site/" + unquote(urlsplit(whole).path).removeprefix(urlsplit(URL).path)
            target += "index.html" * target.endswith("/")
            if not whole.startswith(URL) or target in seen:
                continue
            seen.add(target)
            if target not in found:
                yield f"{name}: {link} leads nowhere"
            elif target.endswith(".html"):
                waiting.append(target)


def rows(archive: Path) -> Rows:
    """What is compared of the archive, by table; nothing where its tables are not there yet."""
    nothing: Rows = {table: [] for table in _QUERIES}
    if not archive.exists():
        return nothing
    with closing(sqlite3.connect(archive)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "outbox" not in tables:  # killed before the last of the tables was there
            return nothing
        found = {table: sorted(connection.execute(query), key=repr) for table, query in _QUERIES.items()}
    people: Counter[tuple[object, ...]] = Counter()
    for *told, place in found["sent"]:
        server, _, number = str(place).rpartition(", ")
        people[*told, server] += int(number.removesuffix("명"))
    return found | {"sent": [(*told, number) for told, number in sorted(people.items(), key=repr)]}


def files(desk: Path) -> Files:
    """What lies on the desk by name, but for the archive, the run records and what the last command printed."""
    found = {path.relative_to(desk).as_posix(): path for path in desk.rglob("*") if path.is_file()}
    left_out = (str(ARCHIVE), "said")
    return {
        name: path.read_bytes()
        for name, path in sorted(found.items())
        if not name.startswith(left_out) and not name.endswith(".run.json")
    }


def _passing(name: str) -> bool:
    """Whether a file is one that a program at work leaves: hidden until it is whole, or a lock."""
    return any(part.startswith(".") for part in Path(name).parts)


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
