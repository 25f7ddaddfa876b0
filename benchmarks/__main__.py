"""`python -m benchmarks [ROW…] [--large] [--write]`: what the program takes, each row of the table a ratio or a bound.

The floor is Kiwi alone, tokenising the very texts that are analysed. A ratio is taken within one run, so that it holds
on a busy machine too; bounds in seconds and those of two processes want a quiet one. Every measurement is a child
process.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import child, generate
from benchmarks.child import Child

_PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- table: make bench WRITE=--write -->", "<!-- end of table -->"

_WEEK = 1_000  # articles of the week that is analysed, built, built again and added to
_SMALL = 5
# Of weeks that are composed: above 2,000 articles not all are held, above 5,000 the ledger reads the first 5,000.
_SIZES = (6_000, 12_000)
_LARGE = (10_000, 100_000)
_ROWS = 100_000  # of a BigKinds export
_STARTS, _ROUNDS = 15, 3

_COMMAND = ("-c", "from briefing.cli import main; main()")
# A bare program with one command and its help, as click's documentation begins.
_BARE = ("-c", "import click\n@click.command()\ndef main():\n    'Nothing.'\nmain()")
_KIWI = ("-c", "from kiwipiepy import Kiwi; Kiwi(num_workers=1, load_multi_dict=False).tokenize('준비')")
_INGESTED = (r"([\d,]+) rows/s", r"peak (\d+) MB")
_INGEST_TARGET = "≥ 5,000 rows/s, < 500 MB"
# The program, which ends where anything is tokenised.
_UNTOKENISED = (
    "-c",
    "from briefing.language import kiwi\n"
    "def refused():\n    raise SystemExit('tokenised')\n"
    "kiwi.model = refused\n"
    "from briefing.cli import main; main()",
)


class Row(NamedTuple):
    """One line of the table: the work, what was measured, and the target with whether it was met."""

    work: str
    measured: str
    target: str = ""
    met: bool | None = None


class Bench:
    """The rows, which share a folder and the week that is built in it."""

    def __init__(self, scratch: Path, *, large: bool) -> None:
        self._scratch = scratch
        self._large = large

    def analyse(self) -> Iterator[Row]:
        """Analysis against the floor."""
        found = self._work("analyse", self._articles(_WEEK))
        ratio = found["analyse"] / found["floor"]
        rate = f"{found['characters'] / found['floor']:,.0f} characters a second"
        yield Row(f"Kiwi alone, {_WEEK:,} articles (the floor)", f"{found['floor']:.1f} s CPU, {rate}")
        yield Row("analysis of the same, one process", f"{ratio:.2f} × the floor", "≤ 1.35", ratio <= 1.35)

    def jobs(self) -> Iterator[Row]:
        """Two processes against one."""
        found = self._work("jobs", self._articles(_WEEK))
        ratio = found["1"] / found["2"]
        yield Row(
            f"analysis of {_WEEK:,} articles, two processes",
            f"{found['1']:.1f} s with one, {found['2']:.1f} s with two: {ratio:.2f} times as fast",
            "≥ 1.7",
            ratio >= 1.7,
        )

    def again(self) -> Iterator[Row]:
        """A week built, built again, and built with one more article."""
        place = self._scratch / "week"
        first = self._built(place, _COMMAND, str(self._articles(_WEEK)))
        yield Row(f"first build of {_WEEK:,} articles with PDF, all cores", _told(first, self._stages()))
        again = self._built(place, _UNTOKENISED, "--jobs", "1")
        stages = self._stages()
        rest = again.wall - stages["문서"]["seconds"]
        met = rest < 3 and not stages["분석"]["characters"]
        yield Row(
            "second build of the unchanged week", _told(again, stages), "nothing tokenised, < 3 s + rendering", met
        )
        more = self._built(place, _COMMAND, "--jobs", "1", str(self._articles(_WEEK + 1)))
        stages = self._stages()
        found = stages["분석"]
        met = (found["articles"], found["reused"]) == (_WEEK + 1, _WEEK)
        yield Row("one more article in that week", _told(more, stages), "one article analysed", met)

    def ingest(self) -> Iterator[Row]:
        """A BigKinds export."""
        printed = child.run(self._scratch, "-m", "benchmarks.archive", "--rows", str(_ROWS), "--articles", "0").output
        line = printed.splitlines()[-1].strip("| ").split("|")
        rate, peak = (int(re.findall(pattern, line[2])[0].replace(",", "")) for pattern in _INGESTED)
        met = rate >= 5_000 and peak < 500
        yield Row("ingest of BigKinds rows (xlsx)", f"{line[1].strip()} rows: {line[2].strip()}", _INGEST_TARGET, met)

    def scale(self) -> Iterator[Row]:
        """Synthesis and build of weeks of very different size."""
        sizes = _LARGE if self._large else _SIZES
        printed = child.run(self._scratch, "-m", "benchmarks.scale", "scale", *map(str, sizes)).output
        small, large = map(json.loads, printed.splitlines()[-2:])
        costs = [(one["asked"] + one["compose"]) / one["articles"] for one in (small, large)]
        growth, peak = costs[1] / costs[0], large["peak_mb"]
        for one, cost in zip((small, large), costs, strict=True):
            yield Row(
                f"synthesis of {one['articles']:,} articles, analysed before",
                f"{one['asked'] + one['compose']:.1f} s CPU, {cost * 1000:.2f} ms an article, {one['peak_mb']:,} MB",
            )
        yield Row(
            "an article of the larger week against one of the smaller",
            f"{growth:.2f}",
            "≤ 1.15, < 2 GB",
            growth <= 1.15 and peak < 2_000,
        )
        stages = ("reading", "synthesis", "documents")
        builds = [sum(one[stage] for stage in stages) / one["articles"] for one in (small, large)]
        growth, peak = builds[1] / builds[0], large["build_peak_mb"]
        for one in (small, large):
            parts = ", ".join(f"{stage} {one[stage]:.1f}" for stage in stages)
            yield Row(
                f"build --week of {one['articles']:,} articles, analysed before",
                f"{one['build_cpu']:.1f} s CPU ({parts}), {one['build_peak_mb']:,} MB",
            )
        yield Row(
            "an article of the larger build against one of the smaller",
            f"{growth:.2f}",
            "≤ 1.15, < 2 GB",
            growth <= 1.15 and peak < 2_000,
        )

    def start(self) -> Iterator[Row]:
        """Help and version against a bare click program."""
        programs = {"": (*_BARE, "--help")} | {option: (*_COMMAND, option) for option in ("--help", "--version")}
        runs = [
            {name: child.run(self._scratch, *program) for name, program in programs.items()} for _ in range(_STARTS)
        ]
        for option in ("--help", "--version"):
            wall = min(one[option].wall for one in runs)
            ratio = min(one[option].cpu for one in runs) / min(one[""].cpu for one in runs)
            measured = f"{wall:.3f} s, {ratio:.2f} × the CPU time of a bare click program"
            yield Row(f"briefing {option}", measured, "≤ 0.2 s, ≤ 2 ×", wall <= 0.2 and ratio <= 2)

    def small(self) -> Iterator[Row]:
        """A five-article build against what no such build can do without."""
        folder = self._articles(_SMALL)
        built = []
        for number in range(_ROUNDS):
            place = self._scratch / f"small-{number}"
            built.append(self._built(place, _COMMAND, str(folder)))
        made = min(built, key=lambda one: one.wall)
        report = self._scratch / "small-0" / generate.WEEK / "briefing.json"
        interpreter = child.best(_ROUNDS, self._scratch, "-c", "pass").wall
        kiwi = child.best(_ROUNDS, self._scratch, *_KIWI).wall - interpreter
        fonts = min(self._work("fonts", report)["fonts"] for _ in range(_ROUNDS))
        layouts = [self._work("layout", report) for _ in range(_ROUNDS)]
        layout = min(one["import"] + one["layout"] for one in layouts)
        parts = interpreter + kiwi + fonts + layout
        yield Row(
            f"cold build of {_SMALL} articles",
            f"{made.wall:.2f} s, {made.wall / parts:.2f} × its parts: interpreter {interpreter:.2f}, Kiwi {kiwi:.2f}, "
            f"fonts {fonts:.2f}, WeasyPrint layout {layout:.2f} s; {made.cpu:.2f} s CPU, {made.peak / 1e6:.0f} MB",
            "≤ 1.3 ×",
            made.wall <= 1.3 * parts,
        )

    def pages(self) -> Iterator[Row]:
        """What a page of a PDF costs, and the fonts of the print path."""
        printed = child.run(self._scratch, "-m", "benchmarks.pages", "--rounds", "1").output
        found = [line.strip("|").split("|") for line in printed.splitlines() if line.startswith("| ")][1:]
        costs = {int(cells[0]): float(cells[1]) for cells in found}
        spread = max(costs.values()) / min(costs.values())
        measured = ", ".join(f"{pages}: {cost:.3f}" for pages, cost in costs.items())
        yield Row("a PDF's seconds a page, by pages", measured, "flat within 25 %", spread <= 1.25)

    # --- what the rows share ---------------------------------------------------------------------------------------

    def _built(self, place: Path, program: tuple[str, ...], *arguments: str) -> Child:
        options = ("--archive", str(place / "briefing.sqlite"), "build", "--week", generate.WEEK)
        return child.run(self._scratch, *program, *options, "--output", str(place), *arguments)

    def _stages(self) -> dict[str, Any]:
        """The stages of the last build of the large week, by their names, as it put them on record."""
        record = json.loads((self._scratch / "week" / f"{generate.WEEK}.run.json").read_text("utf-8"))
        return {stage["name"]: stage for stage in record["stages"]}

    def _articles(self, size: int) -> Path:
        folder = self._scratch / str(size)
        if not folder.exists():
            generate.write(folder, size)
        return folder

    def _work(self, work: str, path: Path) -> dict[str, float]:
        found: dict[str, float] = json.loads(child.run(self._scratch, "-m", "benchmarks.work", work, str(path)).output)
        return found


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": Bench.start,
    "small": Bench.small,
    "analyse": Bench.analyse,
    "jobs": Bench.jobs,
    "again": Bench.again,
    "ingest": Bench.ingest,
    "scale": Bench.scale,
    "pages": Bench.pages,
}


def main() -> None:
    """Measures, prints each row as it is known, and with `--write` puts the table into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"some of: {', '.join(ROWS)}; all without")
    parser.add_argument("--large", action="store_true", help="weeks of 100,000 articles too, which takes an hour")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    if unknown := set(arguments.rows) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    if arguments.rows and arguments.write:
        parser.error("--write wants all rows")
    lines = [_machine(), "", "| work | measured | target | |", "|---|---|---|---|"]
    print(*lines, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as scratch:
        bench = Bench(Path(scratch), large=arguments.large)
        for name in arguments.rows or ROWS:
            for row in ROWS[name](bench):
                met = "" if row.met is None else "met" if row.met else "MISSED"
                lines.append(f"| {row.work} | {row.measured} | {row.target} | {met} |")
                print(lines[-1], flush=True)
    if arguments.write:
        before, rest = _PAGE.read_text(encoding="utf-8").split(_BEGIN)
        after = rest.split(_END)[1]
        _PAGE.write_text("\n".join((f"{before}{_BEGIN}", *lines, f"{_END}{after}")), encoding="utf-8")


def _machine() -> str:
    return (
        f"Python {platform.python_version()}, kiwipiepy {version('kiwipiepy')}, WeasyPrint {version('weasyprint')}, "
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("ascii", "replace").splitlines()
    except OSError:  # not Linux
        return platform.processor() or "unknown processor"
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def _told(made: Child, stages: dict[str, Any]) -> str:
    """What a build took in all and by its stages."""
    english = {"읽기": "reading", "분석": "analysis", "종합": "synthesis", "문서": "documents"}
    parts = ", ".join(f"{english[name]} {stage['seconds']:.1f}" for name, stage in stages.items())
    return f"{made.wall:.1f} s ({parts}), {made.peak / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
