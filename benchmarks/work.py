"""The work that is timed inside a child process: `python -m benchmarks.work WORK PATH` prints one JSON object.

`analyse FOLDER`: Kiwi alone and the analysis take turns, article by article, so that a busy neighbour on the machine
slows both alike; characters, and CPU seconds of each. `jobs FOLDER`: wall seconds of the same articles in one process
and in two. `fonts FILE` and `layout FILE`: wall seconds for what no report can do without, of a briefing.json: subsets
of the two faces for the page; importing WeasyPrint, and its bare layout of the report's HTML. Loading the
model is not timed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from briefing import analysis, ingest, workers
from briefing.language import kiwi
from briefing.model import Article, Briefing

_TOGETHER = 16  # articles of a batch, as in a build


def _analyse(folder: Path) -> dict[str, float]:
    articles = _articles(folder)
    analysis.analyse(articles[0])
    floor = ours = 0.0
    for article in articles:
        started = time.process_time()
        kiwi.tokenize(article.body)
        between = time.process_time()
        analysis.analyse(article)
        floor += between - started
        ours += time.process_time() - between
    return {"characters": sum(len(article.body) for article in articles), "floor": floor, "analyse": ours}


def _jobs(folder: Path) -> dict[str, float]:
    articles = _articles(folder)
    batches = [tuple(articles[i : i + _TOGETHER]) for i in range(0, len(articles), _TOGETHER)]
    seconds = {}
    for jobs in (1, 2):
        with workers.opened(jobs) as crew:
            list(crew.analyse(batches[:jobs]))  # each process loads the model
            started = time.perf_counter()
            for _ in crew.analyse(batches):
                pass
            seconds[str(jobs)] = time.perf_counter() - started
    return seconds


def _fonts(path: Path) -> dict[str, float]:
    characters = "".join(sorted({c for c in path.read_text("utf-8") if c >= " "}))
    started = time.perf_counter()
    from briefing.render import resources

    for weight in resources.FONTS:
        resources.webfont(weight, characters)
    return {"fonts": time.perf_counter() - started}


def _layout(path: Path) -> dict[str, float]:
    from briefing.render import Sheet, paper
    from briefing.render.design import Design

    sheet = Sheet(msgspec.json.decode(path.read_bytes(), type=Briefing), Design())
    seconds = {}
    drawings = sheet.drawings
    started = time.perf_counter()
    import weasyprint

    seconds["import"] = time.perf_counter() - started
    render = weasyprint.HTML.render

    def timed(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        document = render(*arguments, **options)
        seconds["layout"] = time.perf_counter() - started
        return document

    weasyprint.HTML.render = timed
    paper.write(sheet.view, drawings, sheet.design)
    return seconds


def _articles(folder: Path) -> list[Article]:
    return [article for article in ingest.read([folder]) if isinstance(article, Article)]


WORK: dict[str, Callable[[Path], dict[str, float]]] = {
    "analyse": _analyse,
    "jobs": _jobs,
    "fonts": _fonts,
    "layout": _layout,
}

if __name__ == "__main__":
    json.dump(WORK[sys.argv[1]](Path(sys.argv[2])), sys.stdout)
