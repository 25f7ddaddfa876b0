"""`python -m benchmarks.soak [--weeks N] [--articles N]`: lives a year and prints what came of it.

Needs libfaketime (Debian: libfaketime), and root for the full disk, which is left out for others. SIGTERM ends the year
after the week that it is in.
"""

from __future__ import annotations

import argparse
import signal
import sys
from threading import Event
from time import monotonic

from benchmarks.soak import report
from benchmarks.soak.year import StuckError, office


def main() -> None:
    """Lives the year; ends with 1 where something is wrong that should not be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--articles", type=int, default=2_000, help="a week")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    enough = Event()
    signal.signal(signal.SIGTERM, lambda *_: enough.set())
    with office(options.articles, options.readers, options.seed) as year:
        started = monotonic()
        weeks = []
        try:
            for week in year.live(options.weeks):
                weeks.append(week)
                print(report.line(week), file=sys.stderr, flush=True)
                if enough.is_set():
                    break
        except StuckError as error:
            sys.exit("\n".join([*year.wrong, str(error)]))
        print(report.whole(year, weeks, monotonic() - started))
    if year.wrong:
        sys.exit("\n".join(["wrong:", *year.wrong]))


if __name__ == "__main__":
    main()
