"""The weeks, one after the other, as an office lives them; and what goes wrong in each.

Articles stand in the feeds on Monday. The program fetches them, makes the briefing, and after a person approved it
publishes and sends it: in some weeks `briefing run` from a timer, in others a person with one command after the other.
A command that fails, or is killed, is given again until it is through. What the program leaves to a person, whether a
mail of unknown fate arrived, the person here decides by asking the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.soak import machine, news, servers
from benchmarks.soak.machine import Clock, Disk, Ran
from benchmarks.soak.servers import FeedFault, Feeds, Mail, MailFault
from briefing.archive import Archive
from briefing.period import Period, week_of

# A year long after this page was written: the clock of the machine is only ever set ahead, since libfaketime takes
# the monotonic clock along, which cannot be negative.
FIRST = date(2030, 1, 7)

SITE = "https://brief.gaon.example"
_FEEDS = 3
_AGAIN = 40  # articles of the week before that a feed still shows
_BOTH = 20  # articles that stand in two feeds
_PDF_EVERY = 13  # weeks, in two of which a build makes a PDF: it takes as long as all the rest of a week

# A command is tried that often with what goes wrong, then in peace; then it must be through.
_ROUGH, _TRIES = 4, 8

# What goes wrong in a week, by chance: each of these, and each command in so many of ten cases.
_FEED_LOST, _FEED_CORRUPT, _MAIL_LOST, _DISK_FULL, _CLOCK_WRONG, _KILLED = 0.35, 0.25, 0.4, 0.2, 0.3, 0.25
_LEFT = 3_000_000  # bytes that are left at most on a full disk

_SETTINGS = """\
archive = "reports/briefing.sqlite"
reports = "reports"
title = "가온시 주간 정책 브리핑"
issuer = "가온시 정책실"
formats = ["html", "json"]
approval = "required"

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "가온시 정책실 <brief@gaon.example>"
to = [{to}]
subject = "{{week}}"
attach = ["none"]
charts = "none"
rate = 6000
timeout = 100

[site]
target = "site"
url = "{site}/"

[run]
reach = "send"
at = "07:30"
"""
_SOURCE = """
[sources."모음 {number}"]
url = "{url}"
allow_private = true
"""


class StuckError(Exception):
    """The year cannot go on."""


@dataclass(frozen=True, slots=True)
class Week:
    """What a week was: its faults by kind, the commands that had to be given again, the peak of each
    kind of command in bytes."""

    period: Period
    articles: int
    seconds: float
    faults: Counter[str]
    retries: int
    peaks: dict[str, int]


@dataclass
class Year:
    """An office: its machine, its sources, its readers, and what was wrong that should not be (`wrong`)."""

    home: Path
    clock: Clock
    disk: Disk | None
    feeds: Feeds
    mail: Mail
    articles: int
    readers: tuple[str, ...]
    seed: int
    wrong: list[str] = field(default_factory=list)
    usual: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311 - reproducible, and nobody's secret
        sources = "".join(_SOURCE.format(number=n, url=self.feeds.url(f"/{n}.xml")) for n in range(_FEEDS))
        to = ", ".join(f'"{reader}"' for reader in self.readers)
        settings = _SETTINGS.format(port=self.mail.port, to=to, site=SITE) + sources
        (self.home / "briefing.toml").write_text(settings, "utf-8")
        self.before: tuple[news.Item, ...] = ()

    @property
    def archive(self) -> Path:
        """The file of the archive."""
        return self.home / "reports" / "briefing.sqlite"

    def live(self, weeks: int) -> Iterator[Week]:
        """Each week when it is over."""
        for number in range(weeks):
            yield self._week(number)

    def _week(self, number: int) -> Week:
        started = monotonic()
        self.period = week_of(FIRST + timedelta(weeks=number))
        self.faults: Counter[str] = Counter()
        self.retries = 0
        self.peaks: dict[str, int] = {}
        self.morning = datetime.combine(self.period.end + timedelta(days=1), time(7, 31))
        items = news.items(self.period.slug, self.period.start, self.articles, self.seed)
        self._fill(items)
        self._plan()
        by_itself = self.chance.random() < 0.5
        if by_itself:
            self._timer()
        else:
            self._do("fetch")
            pdf = ",pdf" if number % _PDF_EVERY in (2, 3) else ""
            self._do("build", "--week", "last", "--format", f"html,json{pdf}")
        self._arrived(items)
        self._do("approve", "--week", "last", "--by", "박다온")
        if by_itself:
            self._do("run", "--week", self.period.slug)
        else:
            self._do("publish", "--week", "last")
            self._do("send", "--week", "last", settled=True)
        self._reach_all()
        self.before = items
        seconds = monotonic() - started
        return Week(self.period, len(items), seconds, self.faults, self.retries, self.peaks)

    # --- what a week brings -----------------------------------------------------------------------------------

    def _fill(self, items: tuple[news.Item, ...]) -> None:
        """Put the week into the feeds: what they had last is still there, and some articles stand in two."""
        for n in range(_FEEDS):
            old, other = self.before[n::_FEEDS][-_AGAIN:], items[(n + 1) % _FEEDS :: _FEEDS][:_BOTH]
            self.feeds.content[f"/{n}.xml"] = news.feed(n, (*items[n::_FEEDS], *other, *old))

    def _plan(self) -> None:
        """Decide what goes wrong outside of the program's own machine, and when its disk and its clock will."""
        draw = self.chance
        if draw.random() < _FEED_LOST:
            faults: list[FeedFault] = [draw.choice(("dropped", "cut", "busy"))] * draw.choice((1, 2, 3, 4))
            self.feeds.faults[f"/{draw.randrange(_FEEDS)}.xml"] = faults
            self.faults["feed connection lost"] += 1
        if draw.random() < _FEED_CORRUPT:
            self.feeds.faults[f"/{draw.randrange(_FEEDS)}.xml"] = [draw.choice(("truncated", "garbled"))]
            self.faults["feed corrupt"] += 1
        if draw.random() < _MAIL_LOST:
            for reader in draw.sample(self.readers, min(3, len(self.readers))):
                kinds: tuple[MailFault, ...] = ("dropped", "unanswered", "put off", "refused")
                fault = draw.choice(kinds)
                self.mail.faults[reader] = [fault]
                self.faults[f"mail {fault}"] += 1
        self.full_at = draw.randrange(6) if self.disk and draw.random() < _DISK_FULL else None
        self.wrong_at = draw.randrange(6) if draw.random() < _CLOCK_WRONG else None
        self.steps = 0

    # --- what a person does -----------------------------------------------------------------------------------

    def _timer(self) -> None:
        """Every morning `briefing run --if-due`, as systemd calls it; the person looks after what was amiss."""
        for _ in range(7):
            self._do("run", "--if-due", mended=("run", "--week", self.period.slug))
            with Archive.open(self.archive) as archive:
                if archive.latest(self.period.slug) is not None:
                    return
            self.morning += timedelta(days=1)  # a holiday
        raise StuckError(f"{self.period.slug} never was due")

    def _arrived(self, items: tuple[news.Item, ...]) -> None:
        with Archive.open(self.archive) as archive:
            there = {article.url for article in archive.articles(self.period)}
        if missing := len({item.url for item in items} - there):
            self.wrong.append(f"{self.period.slug}: {missing} articles are missing, though every command was through")

    def _reach_all(self) -> None:
        """Send until everybody has it; who may have it is asked."""
        for _ in range(_TRIES + len(self.readers)):
            with Archive.open(self.archive) as archive:
                rows = archive.deliveries(self.period.slug)
            left = [row for row in rows if row.state != "sent"]
            if not left and len(rows) == len(self.readers):
                return
            doubtful = next((row for row in left if row.state in ("uncertain", "refused")), None)
            if doubtful is None:
                self._do("send", "--week", "last", settled=True)
                continue
            has_it = self.mail.taken[doubtful.recipient, subject(self.period)] > 0
            self.faults[f"person asked: {doubtful.state}"] += 1
            option = "--done" if has_it else "--again"
            self._do("send", "--week", "last", option, doubtful.recipient, settled=True)
        raise StuckError(f"{self.period.slug}: mail does not come to an end: {left}")

    def _do(self, *command: str, mended: tuple[str, ...] | None = None, settled: bool = False) -> None:
        """Give a command until it is through. After a failure it is `mended`, where that is another one.

        `settled` says that a 1 may also mean that somebody's mail is left to a person.
        """
        for attempt in range(_TRIES):
            ran = self._once(command, rough=attempt < _ROUGH)
            if ran.code == 0 or (settled and ran.code == 1):
                return
            self.retries += 1
            command = mended or command
        raise StuckError(f"{self.period.slug}: {' '.join(command)} is not through after {_TRIES} times: {ran.said}")

    def _once(self, command: tuple[str, ...], *, rough: bool) -> Ran:
        """A command, with what goes wrong around it if `rough`."""
        kind, draw = "build with PDF" if "html,json,pdf" in command else command[0], self.chance
        events: dict[float, Callable[[int], None]] = {}
        # Waiting for a mail server that puts off takes minutes of a clock that here runs faster.
        self.clock.set(self.morning, speed := 20 if kind in ("send", "run") else 1)
        usual = self.usual.get(kind, 2.0)
        killed = rough and draw.random() < _KILLED
        if killed:
            events[draw.uniform(0.05, usual)] = machine.kill
        if rough and self.wrong_at == self.steps:
            back = 0 if kind in ("fetch", "run") else 180  # their pauses are measured by the clock that cannot go back
            astray = self.morning + timedelta(minutes=draw.randrange(-back, 20 * 60))
            events[draw.uniform(0, usual)] = lambda _: self.clock.set(astray, speed)
            self.faults["clock changed"] += 1
        with ExitStack() as stack:
            if rough and self.disk and self.full_at == self.steps:
                stack.enter_context(self.disk.full(draw.randrange(_LEFT)))
                self.faults["disk full"] += 1
            ran = machine.run(command, self.home, self.clock.environ, events)
        self.steps += rough
        self.morning += timedelta(minutes=5)
        if ran.code == -9 and killed:
            self.faults["process killed"] += 1
        elif ran.code not in (0, 1, 75):
            self.wrong.append(f"{self.period.slug}: {' '.join(command)} ended with {ran.code}: {ran.said}")
        if "Traceback" in ran.said:
            self.wrong.append(f"{self.period.slug}: {' '.join(command)} showed a traceback: {ran.said}")
        if ran.left:
            self.wrong.append(f"{self.period.slug}: {' '.join(command)} left {ran.left} processes behind")
        self.peaks[kind] = max(ran.peak, self.peaks.get(kind, 0))
        if ran.code == 0:
            self.usual[kind] = max(ran.seconds, usual * 0.7)
        return ran


def subject(period: Period) -> str:
    """The subject of the mail of a period, as the settings have it."""
    return f"{period.name} ({period.dates})"


@contextmanager
def office(articles: int, readers: int, seed: int) -> Iterator[Year]:
    """An office with that many articles a week and that many readers, in a folder that goes with the block."""
    if (library := machine.library()) is None:
        raise StuckError("libfaketime is not installed (Debian: apt-get install libfaketime)")
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory(prefix="briefing-soak-")))
        (home := place / "home").mkdir()
        yield Year(
            home=home,
            disk=stack.enter_context(machine.disk(home)),
            clock=Clock(place / "clock", library),
            feeds=stack.enter_context(servers.feeding()),
            mail=stack.enter_context(servers.mailing()),
            articles=articles,
            readers=tuple(f"reader{n:02}@gaon.example" for n in range(readers)),
            seed=seed,
        )
