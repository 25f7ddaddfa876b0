"""The work that is timed inside a child process: `python -m benchmarks.work floor|analyse FOLDER REPEATS`.

Prints one JSON object: characters, and the best CPU and wall seconds of each kind of work over all texts of
the folder. Loading the model is not timed. With `analyse` the two kinds take turns, so that a busy
neighbour on the machine slows both alike.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from briefing import analysis, ingest
from briefing.language import kiwi
from briefing.model import Article


def main(kind: str, folder: Path, repeats: int) -> None:
    """Measures and prints; `kind` is `floor` (Kiwi alone) or `analyse` (both)."""
    articles = [article for article in ingest.read([folder]) if isinstance(article, Article)]
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


def _timed(work: Callable[[Article], object], articles: list[Article]) -> tuple[float, float]:
    """CPU and wall seconds for `work` on every article."""
    cpu, wall = time.process_time(), time.perf_counter()
    for article in articles:
        work(article)
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
