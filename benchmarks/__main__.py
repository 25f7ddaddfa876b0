"""`python -m benchmarks [--write]`: a table of wall time, CPU time, ratio to the floor and peak memory.

The floor is Kiwi alone, tokenising the very texts that are analysed or built from. A ratio compares CPU
times, so that it holds on a busy machine too; wall time says what a user waits. Every line is a child process,
whose peak memory is what `wait4` reports for it and its own children.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks import generate

_PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- table: make bench WRITE=--write -->", "<!-- end of table -->"

_SIZES = (5, 100, 1_000)

# A hundred articles take some seconds: enough to time. Three rounds, of which the best counts, since noise only adds.
_ANALYSED, _ROUNDS = 100, 3

# Synthesis is timed apart, on a thousand and on ten thousand analysed articles: it must grow no faster than n log n.
_COMPOSED = (1_000, 10_000)
_COMPOSE_SECONDS, _COMPOSE_BYTES = 60.0, 2_000_000_000

_ANALYSE_RATIO = 1.5
_BUILD_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Child:
    """What a finished child process took: seconds of wall and CPU time, peak resident bytes, its output."""

    wall: float
    cpu: float
    peak: int
    output: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `ratio` is CPU time over that of the floor, `target` what it should keep, met or not."""

    work: str
    articles: int
    wall: float
    cpu: float
    ratio: float
    peak: int
    target: str = ""


def main() -> None:
    """Measures everything, prints the table, and with `--write` puts it into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as scratch:
        table = _table(_measure(Path(scratch)))
    print(table)
    if arguments.write:
        before, rest = _PAGE.read_text(encoding="utf-8").split(_BEGIN)
        after = rest.split(_END)[1]
        _PAGE.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{after}", encoding="utf-8")


def _measure(scratch: Path) -> list[Line]:
    lines: list[Line] = []
    for size in {*_SIZES, *_COMPOSED}:
        generate.write(scratch / str(size), size)
    floors: dict[int, float] = {}
    for size in _SIZES:
        rounds = _ROUNDS if size <= _ANALYSED else 1
        child = _run(scratch, "benchmarks.work", "floor", str(size), str(rounds))
        cpu, wall = json.loads(child.output.splitlines()[-1])["floor"]
        floors[size] = cpu
        lines.append(Line("Kiwi alone (the floor)", size, wall, cpu, 1.0, child.peak))
    child = _run(scratch, "benchmarks.work", "analyse", str(_ANALYSED), str(_ROUNDS))
    measured = json.loads(child.output.splitlines()[-1])
    cpu, wall = measured["analyse"]
    ratio = cpu / measured["floor"][0]
    target = _target(f"≤ {_ANALYSE_RATIO}", ratio <= _ANALYSE_RATIO)
    lines.append(Line("analyse", _ANALYSED, wall, cpu, ratio, child.peak, target))
    for size in _COMPOSED:
        child = _run(scratch, "benchmarks.work", "compose", str(size), "1")
        cpu, wall = json.loads(child.output.splitlines()[-1])["compose"]
        met = wall < _COMPOSE_SECONDS and child.peak < _COMPOSE_BYTES
        target = _target("< 60 s, < 2 GB", met) if size == _COMPOSED[-1] else ""
        floor = floors[1_000] * size / 1_000
        lines.append(Line("compose, analysed before", size, wall, cpu, cpu / floor, child.peak, target))
    _build(scratch, _SIZES[0])  # the machine is warm when libraries and fonts are in the page cache
    for size in _SIZES:
        built = _build(scratch, size)
        target = _target(f"< {_BUILD_SECONDS:.0f} s", built.wall < _BUILD_SECONDS) if size == _SIZES[0] else ""
        lines.append(Line("build, with PDF", size, built.wall, built.cpu, built.cpu / floors[size], built.peak, target))
    return lines


def _build(scratch: Path, size: int) -> Child:
    """A whole `briefing build` from `size` files into an archive of its own."""
    with tempfile.TemporaryDirectory(dir=scratch) as reports:
        return _run(scratch, "briefing", "build", str(size), "--week", generate.WEEK, reports=reports)


def _run(folder: Path, module: str, *arguments: str, reports: str = "") -> Child:
    """Runs a module in `folder`, with the user's own settings out of the way; ends the benchmark where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment |= {"PYTHONPATH": str(Path(__file__).parent.parent), "BRIEFING_REPORTS": reports}
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
        if child.returncode:
            sys.exit(f"{text}\n{module} {' '.join(arguments)} ended with {child.returncode}")
    kilobytes = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS, in KiB elsewhere
    return Child(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * kilobytes, text)


def _target(wanted: str, met: bool) -> str:
    return f"{wanted}: {'met' if met else 'MISSED'}"


def _table(lines: list[Line]) -> str:
    """The measurements in Markdown, under a line that says on what they were made."""
    head = (
        f"Python {platform.python_version()}, kiwipiepy {version('kiwipiepy')}, WeasyPrint {version('weasyprint')}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}.\n\n"
        "| work | articles | wall s | CPU s | ratio to the floor | peak MB | target |\n"
        "|---|---:|---:|---:|---:|---:|---|\n"
    )
    return head + "\n".join(
        f"| {line.work} | {line.articles:,} | {line.wall:.2f} | {line.cpu:.2f} | {line.ratio:.2f} "
        f"| {line.peak / 1e6:.0f} | {line.target} |"
        for line in lines
    )


if __name__ == "__main__":
    main()
