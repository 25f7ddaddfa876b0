"""Nobody gets a message twice and nobody is forgotten, whenever the sender dies and whatever the server does.

A process of its own has everything loaded and forks a sender for each run; the sender counts its steps (SQL statements,
and what goes to or comes from the server) and kills itself with SIGKILL at a given one. The mail server lives here and
knows what it really took.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import dispatch
from briefing.archive import Archive
from briefing.config import Config
from briefing.model import Mailbox, Receipt
from tests.deliver.mailserver import Server, serving
from tests.render import samples

SLUG = "2024-W03"
NOW = datetime(2024, 1, 22, 7, 30)
POINTS = 24

# Lines of standard input: the archive, the port, the recipients, and the step to die at (0: never), for each sender
# that is to run at once; the answer is the steps each took, "killed", or "locked".
DRIVER = """
import json, os, signal, smtplib, sqlite3, sys
from pathlib import Path
from briefing import dispatch
from briefing.errors import LockedError
from tests.deliver import test_outbox_kill as here
from tests.deliver.mailserver import Server
from briefing.render import mail
mail.letter(here.samples.rich(), here.Config.__dataclass_fields__["design"].default_factory(), drawn=False)

def sender(path, port, people, fatal, report):
    steps = 0
    def step(*_):
        nonlocal steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    def counted(name):
        inner = getattr(smtplib.SMTP, name)
        def call(*args, **options):
            step()
            try:
                return inner(*args, **options)
            finally:
                step()
        setattr(smtplib.SMTP, name, call)
    counted("send")
    counted("getreply")
    with here.Archive.open(Path(path)) as archive:
        archive._connection.set_trace_callback(step)
        try:
            here.send(archive, Server(port=port), people)
            os.write(report, str(steps).encode())
        except LockedError:
            os.write(report, b"locked")
    os._exit(0)

for line in sys.stdin:
    running = []
    for run in json.loads(line):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            sender(*run, writing)
        os.close(writing)
        running.append((pid, reading))
    told = []
    for pid, reading in running:
        told.append(os.read(reading, 100).decode())
        os.close(reading)
        status = os.waitpid(pid, 0)[1]
        told[-1] = told[-1] or ("killed" if os.WIFSIGNALED(status) else f"exit {status}")
    print(" ".join(told), flush=True)
"""


def config(path: Path, server: Server, people: list[str]) -> Config:
    mail = server.settings(to=tuple(Mailbox(address=one) for one in people), attach=(), charts=False)
    return Config(
        archive=path,
        reports=path.parent,
        title="",
        issuer=None,
        summary_sentences=3,
        watch=(),
        source=None,
        mail=mail,
    )


def send(archive: Archive, server: Server, people: list[str], again: tuple[str, ...] = ()) -> dispatch.Sent:
    where = config(archive.path, server, people)
    return dispatch.send(archive, SLUG, where, {}, clock=datetime.now, sleep=lambda _: None, again=again, force=True)


def prepared(path: Path) -> Path:
    """An archive with an approved briefing."""
    with Archive.open(path) as archive:
        revision = archive.keep_briefing(samples.rich())
        archive.note(Receipt(revision=revision, step="drafted", moment=NOW, place="reports"))
        dispatch.approve(archive, SLUG, None, NOW)
    return path


@contextmanager
def driver() -> Iterator[tuple[IO[str], IO[str]]]:
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        yield process.stdin, process.stdout
        process.stdin.close()


def settled(archive: Archive, server: Server, people: list[str]) -> int:
    """Send again until all is known, as a person would who asks around; then everybody has it exactly once.

    Says how many were in doubt.
    """
    send(archive, server, people)
    states = {one.recipient: one.state for one in archive.deliveries(SLUG)}
    assert set(states) == set(people)
    assert set(states.values()) <= {"sent", "uncertain"}
    for one in people:
        copies = len(server.of(one))
        assert copies <= 1, one
        assert copies == 1 or states[one] == "uncertain", one
        if states[one] == "uncertain" and copies:
            dispatch.settle(archive, SLUG, config(archive.path, server, people), [one], datetime.now())
        elif states[one] == "uncertain":
            send(archive, server, people, again=(one,))
    assert [len(server.of(one)) for one in people] == [1] * len(people)
    assert {one.state for one in archive.deliveries(SLUG)} == {"sent"}
    receipts = [receipt.place for receipt in archive.receipts(SLUG) if receipt.step == "sent"]
    assert sum(int(place.split()[-1].removesuffix("명")) for place in receipts) == len(people)
    return list(states.values()).count("uncertain")


def test_a_sender_killed_at_any_point_and_run_again(tmp_path: Path) -> None:
    import json

    def run(requests: IO[str], answers: IO[str], *senders: tuple[Path, list[str], int]) -> list[str]:
        line = [(str(path), server.port, people, fatal) for path, people, fatal in senders]
        requests.write(json.dumps(line) + "\n")
        requests.flush()
        return answers.readline().split()

    def people(name: str) -> list[str]:
        return [f"{who}.{name}@gaon.example" for who in ("a", "b", "c")]

    with serving() as server, driver() as (requests, answers):
        (steps,) = run(requests, answers, (prepared(tmp_path / "calm"), people("calm"), 0))
        chance = random.Random(20240122)
        uncertain = 0
        for point in sorted(chance.sample(range(2, int(steps)), POINTS)):
            path = prepared(tmp_path / f"{point}")
            assert run(requests, answers, (path, people(f"p{point}"), point)) == ["killed"], point
            assert len(server.recipients) == len(set(server.recipients)), point
            with Archive.open(path) as archive:
                uncertain += settled(archive, server, people(f"p{point}"))
        assert 0 < uncertain < POINTS  # never more than the one message that was on its way
        # Two at once: one sends, the other is turned away, or comes after and finds nothing to do.
        path = prepared(tmp_path / "two")
        both = run(requests, answers, *[(path, people("two"), 0)] * 2)
        assert sorted(answer if answer == "locked" else "done" for answer in both) in (["done", "locked"], ["done"] * 2)
        assert [len(server.of(one)) for one in people("two")] == [1, 1, 1]


HAPPENINGS = [
    ("rcpt", "450 busy"),
    ("rcpt", "550 unknown"),
    ("rcpt", "421 closing"),
    ("rcpt", "drop"),
    ("data", "451 later"),
    ("data", "drop"),
    ("end", "452 full"),
    ("end", "421 closing"),
    ("end", "554 spam"),
    ("end", "drop"),
    ("end", "drop-after"),
]
TROUBLE = st.lists(st.sampled_from(HAPPENINGS), max_size=6)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server]]:
    with serving() as server:
        yield tmp_path_factory.mktemp("schedules"), server


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(schedule=st.lists(TROUBLE, min_size=1, max_size=3))
def test_whatever_the_server_does_what_it_took_is_known(
    ground: tuple[Path, Server], schedule: list[list[tuple[str, str]]]
) -> None:
    folder, server = ground
    server.taken.clear()
    server.plan.clear()
    people = [f"{number}@gaon.example" for number in range(len(schedule))]
    for one, happenings in zip(people, schedule, strict=True):
        for step, what in happenings:
            server.plan.setdefault((one, step), []).append(what)
    with Archive.open(prepared(folder / f"{len(list(folder.iterdir()))}")) as archive:
        for _ in range(2):
            sent = send(archive, server, people)
            states = {one.recipient: one.state for one in sent.deliveries}
            took = set(server.recipients)
            assert took <= {one for one in people if states[one] in ("sent", "uncertain")}
            assert {one for one in people if states[one] == "sent"} <= took
            assert len(server.recipients) == len(took)
