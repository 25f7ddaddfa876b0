"""`python -m benchmarks.scale FOLDER COUNT…`: archive, synthesis and build of weeks of any size, and how they grow.

Analysing a hundred thousand articles takes an hour and tells nothing of synthesis. So two thousand generated articles
are analysed, and a week is made of variants of them: names, nouns and numbers are replaced by others of the same
length, in the text and in the analysis alike, so that every position stays right. Three in ten nouns belong to the
matter that an article is about, five in ten are its own, the others stay; the new ones are drawn by Zipf's law from a
vocabulary of half a million. Matters have the sizes of a power law whatever the size of the week, and one article in
seven is another's text from another outlet. The same count gives the same week on every machine.

FOLDER keeps the analysed articles and the archives for the next run. Each week is composed in a process of its own,
whose peak memory is what the kernel says of it, and then built by the real command in another, as if nothing had been
composed yet; of its stages the CPU seconds of the main process are taken.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from math import exp, log
from multiprocessing import get_context
from pathlib import Path
from random import Random
from zlib import crc32

import msgspec

from benchmarks import child, generate
from briefing import analysis, ingest, synthesis
from briefing.archive import Archive
from briefing.archive.week import Week
from briefing.model import Analysed, Article, History
from briefing.period import week_of

# The program: its analyses are those that were made, and its run record counts CPU seconds.
_COMMAND = (
    "import time; time.perf_counter = time.process_time\n"
    "from briefing import analysis; analysis.version = lambda: 'made'\n"
    "from briefing.archive import Archive; Archive.composed_of = lambda *_: None\n"
    "from briefing.cli import main; main()"
)
_STAGES = {"분석": "reading", "종합": "synthesis", "문서": "documents"}
_MONDAY = date(2024, 1, 15)
_SEEDS = 2_000
_VERSION = "made"  # of the analyses, so that a folder serves whatever the program's own is
_TOGETHER = 500  # articles in one transaction
_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저고노도로모보소오조구누두루무부수우주기니디리미비시이지"
_MATTER, _OWN = 3, 8  # of ten nouns those of the matter, then up to here those of the article
_VOCABULARY = 500_000
_UNUSUAL = 4.0  # the words of a matter leave out the e⁴ most frequent
_LARGEST = 1_500  # articles of one matter: what a national week may say of its first news
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HANGUL = re.compile(r"[가-힣]{2,}")


def main() -> None:
    """Makes and measures a week of each size; prints one line of JSON for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("folder", type=Path)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--format", default="html,json", help="the documents that the build writes")
    arguments = parser.parse_args()
    for count in arguments.counts:
        path = arguments.folder / f"{count}.db"
        kept = _keep(path, _seeds(arguments.folder), count) if not path.exists() else {}
        composed = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", f"from benchmarks import scale; scale.compose({str(path)!r})"],
            check=True,
            capture_output=True,
            text=True,
        )
        built = _built(path, arguments.format)
        print(json.dumps({"articles": count, **kept, **json.loads(composed.stdout), **built}), flush=True)


def compose(path: str) -> None:
    """Composes the week in the archive at `path`; prints CPU seconds and peak memory of this process."""
    period = week_of(_MONDAY)
    with Archive.open(Path(path)) as archive:
        started = time.process_time()
        digests = [article.digest for article in archive.articles(period)]
        week = Week(archive, _VERSION, digests)
        asked = synthesis.asked(archive.cast(digests))
        roles = archive.roles(period.start, *asked)
        looked_up = time.process_time()
        composed = synthesis.compose(
            week,
            period,
            history=History(roles=roles),
            title="",
            issuer=None,
            summary_sentences=3,
            watch_list=("가온시", "자율주행 버스"),
            embargoed=0,
            undated=(),
            rejected=(),
            generator="",
        )
    measured = {
        "asked": round(looked_up - started, 1),
        "compose": round(time.process_time() - looked_up, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
        "issues": len(composed.issues),
        "reissued": composed.coverage.reissued,
    }
    json.dump(measured, sys.stdout)


def _built(path: Path, formats: str) -> dict[str, float]:
    """CPU seconds of each stage of `briefing build` for the week in the archive at `path`, and its peak memory."""
    week = week_of(_MONDAY).slug
    with tempfile.TemporaryDirectory() as folder:
        options = ("--archive", str(path.resolve()), "build", "--week", week, "--jobs", "1", "--format", formats)
        made = child.run(Path(folder), "-c", _COMMAND, *options, "--output", folder)
        record = json.loads((Path(folder) / f"{week}.run.json").read_text("utf-8"))
    return {
        **{_STAGES[stage["name"]]: round(stage["seconds"], 1) for stage in record["stages"]},
        "build_cpu": round(made.cpu, 1),
        "build_peak_mb": made.peak // 1_000_000,
    }


def articles(seeds: list[bytes], count: int) -> Iterator[Analysed]:
    """`count` variants of the analysed articles `seeds`, given as JSON, matter by matter."""
    random = Random(count)  # noqa: S311 - reproducible, and nobody's secret
    matter = left = 0
    last: Analysed | None = None
    for number in range(count):
        if not left:
            matter, left = matter + 1, min(_LARGEST, int(random.paretovariate(1.1)))
        left -= 1
        copied = last is not None and random.random() < 1 / 7
        made = last if copied and last else _variant(seeds[(matter * 31 + left) % len(seeds)], matter, number)
        outlet = f"{_word(2, int(random.paretovariate(0.8)) % 300)}일보"
        published = _MONDAY + timedelta(days=min(6, int(random.paretovariate(1.5)) - 1 + matter % 5))
        last = Analysed(replace(made.article, id=f"{number:06d}", outlet=outlet, published=published), made.analysis)
        yield last


def _variant(seed: bytes, matter: int, number: int) -> Analysed:
    text = seed.decode()
    one = msgspec.json.decode(text, type=Analysed)
    words = {word for sentence in one.analysis.sentences for word in sentence.terms if _HANGUL.fullmatch(word)}
    names = {name for actor in one.analysis.actors for name in (actor.name, actor.org) if name}
    others = {word: _other(word, matter, number) for word in words}
    others |= {name: _HANGUL.sub(lambda m: m[0][0] + _other(m[0][1:], matter, matter), name) for name in names}
    pattern = "|".join(map(re.escape, sorted(others, key=lambda word: (-len(word), word))))
    return _renumbered(msgspec.json.decode(re.sub(pattern, lambda m: others[m[0]], text), type=Analysed), number)


def _other(word: str, matter: int, number: int) -> str:
    """What stands for a word of an article: one of its length, the same in all articles of the matter, or itself."""
    kind = crc32(word.encode()) % 10
    if kind >= _OWN:
        return word
    random = Random(f"{word} {matter if kind < _MATTER else number}")  # noqa: S311
    rarest = random.uniform(_UNUSUAL if kind < _MATTER else 0.0, log(_VOCABULARY))
    return _word(len(word), int(exp(rarest)))


def _word(length: int, rank: int) -> str:
    """The word of a rank in the vocabulary of a length; the bound of two syllables is some 1,700."""
    spread = rank * 2_654_435_761 % 4_294_967_291  # so that neighbours look different
    return "".join(_SYLLABLES[spread // len(_SYLLABLES) ** place % len(_SYLLABLES)] for place in range(length))


def _renumbered(one: Analysed, number: int) -> Analysed:
    """The article with another first digit in each plain number, and its value with it."""
    random = Random(number)  # noqa: S311
    body, figures = list(one.article.body), []
    for figure in one.analysis.figures:
        found = _NUMBER.findall(figure.of(one.article.body))
        if len(found) == 1 and figure.value_max is None and figure.of(one.article.body).startswith(found[0]):
            old = Decimal(found[0].replace(",", ""))
            digit = str(random.randrange(1, 10))
            new = Decimal((digit + found[0][1:]).replace(",", ""))
            if old and figure.value % old == 0:  # not where the words scale it down
                body[figure.start] = digit
                figure = replace(figure, value=figure.value / old * new)
        figures.append(figure)
    article = replace(one.article, body="".join(body))
    return Analysed(article, replace(one.analysis, figures=tuple(figures)))


def _keep(path: Path, seeds: list[bytes], count: int) -> dict[str, float]:
    """Writes a week to a new archive; says how many articles with analyses were kept a second, without making them."""
    made = articles(seeds, count)
    spent = 0.0
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with Archive.open(unfinished) as archive:
        while batch := list(islice(made, _TOGETHER)):
            started = time.perf_counter()
            with archive.transaction():
                for one in batch:
                    archive.add(one.article)
                    archive.keep_analysis(one.article.digest, _VERSION, one.analysis)
            spent += time.perf_counter() - started
    unfinished.rename(path)
    return {"kept_per_second": round(count / spent)}


def _seeds(folder: Path) -> list[bytes]:
    """The analysed articles that all others are variants of, as JSON."""
    path = folder / "seeds.jsonl"
    if not path.exists():
        generate.write(folder / "seeds", _SEEDS)
        read = [article for article in ingest.read([folder / "seeds"]) if isinstance(article, Article)]
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
            path.write_bytes(b"\n".join(processes.map(_analysed, read, chunksize=50)))
    return path.read_bytes().splitlines()


def _analysed(article: Article) -> bytes:
    return msgspec.json.encode(Analysed(article, analysis.analyse(article)))


if __name__ == "__main__":
    main()
