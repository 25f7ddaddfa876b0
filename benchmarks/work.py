"""The work that is timed inside a child process: `python -m benchmarks.work floor|analyse|compose FOLDER REPEATS`.

Prints one JSON object: characters, and the best CPU and wall seconds of each kind of work over all texts of
the folder. Loading the model is not timed. With `analyse` the two kinds take turns, so that a busy
neighbour on the machine slows both alike. With `compose` the articles are analysed by other processes first, which
is not timed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from briefing import analysis, ingest, synthesis
from briefing.language import kiwi
from briefing.model import Analysed, Article, History
from briefing.period import week_of


def main(kind: str, folder: Path, repeats: int) -> None:
    """Measures and prints; `kind` is `floor` (Kiwi alone) or `analyse` (both)."""
    articles = [article for article in ingest.read([folder]) if isinstance(article, Article)]
    if kind == "compose":
        json.dump({"articles": len(articles), "compose": _composed(articles)}, sys.stdout)
        return
    kinds: dict[str, Callable[[Article], object]] = {"floor": lambda article: kiwi.tokenize(article.body)}
    if kind == "analyse":
        kinds["analyse"] = analysis.analyse
    for work in kinds.values():
        work(articles[0])
    best = {name: (float("inf"), float("inf")) for name in kinds}
    for _ in range(repeats):
        for name, work in kinds.items():
            best[name] = min(best[name], _timed(work, articles))
    characters = sum(len(article.body) for article in articles)
    json.dump({"articles": len(articles), "characters": characters, **best}, sys.stdout)


def _composed(articles: list[Article]) -> tuple[float, float]:
    """CPU and wall seconds for the briefing of articles that are analysed already."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        week = list(processes.map(_analysed, articles, chunksize=50))

    def compose() -> None:
        synthesis.compose(
            week,
            week_of(date(2024, 1, 15)),
            history=History(),
            title="",
            issuer=None,
            summary_sentences=3,
            watch_list=("가온시", "자율주행 버스"),
            embargoed=0,
            undated=(),
            rejected=(),
            generator="",
        )

    return _clocked(compose)


def _analysed(article: Article) -> Analysed:
    return Analysed(article, analysis.analyse(article))


def _timed(work: Callable[[Article], object], articles: list[Article]) -> tuple[float, float]:
    """CPU and wall seconds for `work` on every article."""

    def all_of_them() -> None:
        for article in articles:
            work(article)

    return _clocked(all_of_them)


def _clocked(work: Callable[[], None]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
