"""Child processes and what they took: each measurement is one, so that none warms or fills the memory of another."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Child:
    """What a finished child took: seconds of wall and CPU time, peak resident bytes of it or of its own children."""

    wall: float
    cpu: float
    peak: int
    output: str


def run(folder: Path, *arguments: str) -> Child:
    """Runs Python in `folder`, with the user's own settings out of the way; ends the benchmark where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    if child.returncode:
        sys.exit(f"{text}\n{' '.join(arguments)} ended with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS, in KiB elsewhere
    return Child(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, text)


def best(rounds: int, folder: Path, *arguments: str) -> Child:
    """The quickest of some runs: noise only adds."""
    return min((run(folder, *arguments) for _ in range(rounds)), key=lambda child: child.wall)
