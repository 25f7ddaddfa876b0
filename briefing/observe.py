"""What the stages of a command took: for `--stats`, for the log, and for the run record beside a report.

Nothing of this is part of a briefing, whose bytes do not depend on the machine that made it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from briefing.model import Article, Rejected

log = logging.getLogger(__name__)


Progress = Callable[[str, int, int], None]
"""Called as `(stage, done, total)`; total 0 means unknown."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress nobody watches."""


@dataclass(slots=True)
class Stage:
    """One stage, counted while it runs: its articles, those of them that came with an analysis made before, the
    code points of the others, seconds.

    `peak` is the most memory (bytes resident) that this process had held when the stage ended, `worker_peak` that of
    the largest process that worked for it. None is unknown, or nobody.
    """

    name: str
    articles: int = 0
    characters: int = 0
    reused: int = 0
    seconds: float = 0.0
    peak: int | None = None
    worker_peak: int | None = None

    def count(self, articles: Iterable[Article], *, reused: int = 0) -> None:
        """Take note of articles that were worked on, and of how many more were analysed before."""
        for article in articles:
            self.articles += 1
            self.characters += len(article.body)
        self.articles += reused
        self.reused += reused

    def passing(self, found: Iterable[Article | Rejected]) -> Iterator[Article | Rejected]:
        """The same, its articles counted as they pass."""
        for one in found:
            if isinstance(one, Article):
                self.count([one])
            yield one


class Run:
    """The stages of one command, one after the other."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self._since: float | None = None

    def begin(self, name: str) -> Stage:
        """A new stage, which lasts until the next one begins or `end`."""
        self.end()
        self._since = time.perf_counter()
        self.stages.append(Stage(name))
        return self.stages[-1]

    def end(self) -> None:
        """The present stage is over, if there is one; the log says what it took."""
        if self._since is None:
            return
        stage = self.stages[-1]
        stage.seconds = round(time.perf_counter() - self._since, 6)
        stage.peak = peak()
        self._since = None
        log.info("%s 단계: %.2f초", stage.name, stage.seconds, extra={"fields": asdict(stage)})

    def record(self, **about: object) -> bytes:
        """What `about` says of the run, and its stages, as JSON (UTF-8, indented by two spaces)."""
        record = {**about, "stages": [asdict(stage) for stage in self.stages]}
        return json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n"


def peak() -> int | None:
    """The most memory that this process has held so far, in bytes resident; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
