"""Nobody gets a message twice and nobody is forgotten, whatever the server does and whoever else is sending.

The mail server lives here and knows what it really took. Senders that are killed: `tests/killing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import dispatch
from briefing.archive import Archive
from briefing.config import Config
from briefing.errors import LockedError
from briefing.model import Mailbox, Receipt
from tests.deliver.mailserver import Server, serving
from tests.render import samples

SLUG = "2024-W03"
NOW = datetime(2024, 1, 22, 7, 30)


def send(archive: Archive, server: Server, people: list[str]) -> dispatch.Sent:
    settings = Config(
        archive=archive.path,
        reports=archive.path.parent,
        title="",
        issuer=None,
        summary_sentences=3,
        watch=(),
        source=None,
        mail=server.settings(to=tuple(Mailbox(address=one) for one in people), attach=(), charts=False),
    )
    return dispatch.send(archive, SLUG, settings, {}, clock=lambda: NOW, sleep=lambda _: None)


def prepared(path: Path) -> Path:
    """An archive with an approved briefing."""
    with Archive.open(path) as archive:
        revision = archive.keep_briefing(samples.rich())
        archive.note(Receipt(revision=revision, step="drafted", moment=NOW, place="reports"))
        dispatch.approve(archive, SLUG, None, NOW)
    return path


def test_of_two_senders_at_once_one_sends(tmp_path: Path) -> None:
    path = prepared(tmp_path / "a.sqlite")
    people = ["a@gaon.example", "b@gaon.example", "c@gaon.example"]

    def sender(_: int) -> int | None:
        with Archive.open(path) as archive:
            try:
                return send(archive, server, people).accepted
            except LockedError:
                return None

    with serving() as server, ThreadPoolExecutor(2) as pool:
        accepted = list(pool.map(sender, range(2)))
        # The other is turned away, or comes after and finds nothing to do.
        assert sorted(accepted, key=bool, reverse=True) in ([3, None], [3, 0])
        assert sorted(server.recipients) == people


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
