"""`python -m benchmarks.kills [--points N] [--seed S]`: the program killed at random points, then run again to its end.

Ends with an AssertionError at the first point that it does not come through; else prints a table of how many there
were, and how many of them struck. `tests/killing.py` says how it is done.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import killing

_STEPS = ("statement", "file", "network", "write")


def main() -> None:
    """Kills, compares, and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20240115)
    arguments = parser.parse_args()
    points: Counter[tuple[str, str]] = Counter()
    killed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="briefing-kills-") as folder:
        scratch = Path(folder)
        with killing.opened(scratch, arguments.articles, arguments.seed) as office:
            days = killing.lived(office, scratch)
            for point in killing.drawn(days, arguments.points, arguments.seed):
                kind = days[point.place].command.kind
                came = killing.struck(office, days, point)
                points[kind, point.step] += 1
                killed[kind] += came.killed
                asked[kind] += came.asked
                print(f"{points.total()} / {arguments.points}", end="\r", file=sys.stderr)
    print(f"| command | {' | '.join(_STEPS)} | points | killed at work | messages asked about |")
    print(f"|---|{'---:|' * (len(_STEPS) + 3)}")
    for kind in killing.KINDS:
        row = [points[kind, step] for step in _STEPS]
        print(f"| {kind} | {' | '.join(map(str, row))} | {sum(row)} | {killed[kind]} | {asked[kind]} |")
    row = [sum(points[kind, step] for kind in killing.KINDS) for step in _STEPS]
    print(f"| all | {' | '.join(map(str, row))} | {sum(row)} | {killed.total()} | {asked.total()} |")


if __name__ == "__main__":
    main()
