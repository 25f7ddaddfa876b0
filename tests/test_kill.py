"""A program that is killed at any moment loses nothing, doubles nothing, and leaves no half-written file.

`killing.py` says how; `python -m benchmarks.kills` does the same at two hundred points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import killing
from tests.killing import KINDS, Day, Office, Point

SEED = 20240115


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Sequence[Day]]]:
    """An office, and its two weeks as they go without a fault."""
    scratch = tmp_path_factory.mktemp("kills")
    with killing.opened(scratch, articles=16, seed=SEED) as office:
        yield office, killing.lived(office, scratch)


def test_killed_at_random_points_and_run_again(lived: tuple[Office, Sequence[Day]]) -> None:
    office, days = lived
    killed: Counter[str] = Counter()
    for point in killing.drawn(days, 12, SEED):
        killed[days[point.place].command.kind] += killing.struck(office, days, point).killed
    assert killed == dict.fromkeys(KINDS, 2)


@pytest.mark.parametrize("kind", ["ingest", "build", "publish", "send"])
def test_killed_again_and_again(lived: tuple[Office, Sequence[Day]], kind: str) -> None:
    """As on a machine that loses its power every minute. Then once more, which changes nothing."""
    office, days = lived
    place, day = next((place, day) for place, day in enumerate(days) if day.command.kind == kind)
    points = [Point(place, "statement", day.steps["statement"] // share) for share in (4, 5, 6)]
    assert killing.struck(office, days, *points).killed == 3
    office.finish(day.command)
    assert list(killing.differing(office.state(), day.after)) == []


def test_of_a_message_whose_fate_nobody_knows_a_person_is_asked(lived: tuple[Office, Sequence[Day]]) -> None:
    """From before the final dot to after the answer to it; not earlier, not later."""
    office, days = lived
    sending = len(days) - 1
    # Greeting and EHLO take 8 steps, MAIL, RCPT and DATA 12, the message 2, its end and the answer 4.
    asked = [killing.struck(office, days, Point(sending, "network", number)).asked for number in (22, 23, 26, 27)]
    assert asked == [0, 1, 1, 0]


def test_the_generator_is_fixed_by_its_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        killing.write_articles(tmp_path / name, number=5, seed=1)
    assert (tmp_path / "a/made.jsonl").read_bytes() == (tmp_path / "b/made.jsonl").read_bytes()
