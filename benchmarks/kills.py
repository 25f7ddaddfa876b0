"""`python -m benchmarks.kills [--points N]`: the program killed at random points, then run again to its end.

Ends with an AssertionError at the first point that it does not come through; else prints how many of each kind there
were. `tests/killing.py` says how it is done.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests import killing


def main() -> None:
    """Kills, compares, and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20240115)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-kills-") as scratch, killing.loaded() as program:
        counted = killing.passed(program, Path(scratch), arguments.points, articles=120, seed=arguments.seed)
    for kind, number in sorted(counted.items()):
        print(f"| {kind} | {number} |")
    print(f"| all | {counted.total()} |")


if __name__ == "__main__":
    main()
