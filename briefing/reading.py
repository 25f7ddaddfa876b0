"""Files and sources into the archive: what was read is kept, and what could not be read is listed until it can be."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import ingest as readers
from briefing.archive import Archive
from briefing.config import Source
from briefing.errors import FetchError
from briefing.model import Article, Rejected
from briefing.observe import Progress, Run, silent

if TYPE_CHECKING:
    from briefing.fetch import Fetched

log = logging.getLogger(__name__)

# Articles, and characters of bodies, that are read and then written in one transaction. An article has its place all
# over the indices: batches of 500 write the same pages again so often that they take a third longer.
_BATCH, _BATCH_CHARACTERS = 2_000, 20_000_000


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the articles and files that were read.

    How many were `new` and `known` as the archive saw them, and `dated`: known without a date, with one now. `undated`
    are the articles read that still have none, by origin and title (or id); `rejected` could not be read.
    """

    new: int
    known: int
    dated: int
    undated: tuple[tuple[str, str], ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of the sources: their articles, the unchanged ones, and those that gave nothing or were cut off."""

    articles: IngestReport
    unchanged: tuple[str, ...]
    failed: tuple[str, ...]


def ingest(
    archive: Archive,
    paths: Sequence[Path],
    published: date | None,
    progress: Progress = silent,
    run: Run | None = None,
) -> IngestReport:
    """Reads `paths` into the archive; what cannot be read is kept there as rejected until it can be.

    `published` dates the articles that state no date. Reading the same paths again changes nothing. `run` learns what
    it took.
    """
    run = run or Run()
    stage = run.begin("읽기")
    archive.forget_rejections(Path(readers.walk.shown(path)) for path in paths)
    report = _kept(archive, stage.passing(readers.read(paths, published)), progress)
    run.end()
    return report


def fetch(
    archive: Archive,
    sources: Sequence[Source],
    today: date,
    environ: Mapping[str, str],
    published: date | None = None,
    progress: Progress = silent,
) -> FetchReport:
    """Fetches `sources` and reads what changed since the last time into the archive.

    Keys come from `environ`; `today` fills the days in addresses; `published` dates the articles that state no date. A
    source that gives nothing is kept as rejected until it does, and the others go on.
    """
    from briefing import fetch as fetching  # its HTTP client is a tenth of a second that no other command needs

    reports: list[IngestReport] = []
    unchanged: list[str] = []
    failed: list[str] = []
    fetcher = fetching.Fetcher(environ)
    for done, source in enumerate(sources):
        progress("기사 받기", done, len(sources))
        url = fetching.address(source, today)
        try:
            fetched = fetcher.get(source, url, *archive.validators(url))
        except FetchError as error:
            refusal = Rejected(fetching.shown(source.url), f"{error.reason} {error.remedy}".strip())
            archive.reject(refusal)
            reports.append(IngestReport(0, 0, 0, (), (refusal,)))
            failed.append(source.name)
            continue
        archive.forget_rejections([source.url])
        if fetched is None:
            unchanged.append(source.name)
            continue
        with archive.transaction():
            report = _kept(archive, _of_source(source, fetched, published))
            # What could not be read is fetched again: the next release may read it.
            known = (None, None) if report.rejected else (fetched.etag, fetched.modified)
            archive.keep_validators(url, *known)
        reports.append(report)
        cut = any(refusal.origin == source.url for refusal in report.rejected)
        if cut or (report.rejected and not (report.new or report.known or report.dated)):
            failed.append(source.name)
    log.info("받기: 출처 %d곳, 바뀌지 않은 곳 %d곳, 받지 못한 곳 %d곳", len(sources), len(unchanged), len(failed))
    return FetchReport(
        articles=IngestReport(
            new=sum(report.new for report in reports),
            known=sum(report.known for report in reports),
            dated=sum(report.dated for report in reports),
            undated=tuple(article for report in reports for article in report.undated),
            rejected=tuple(refusal for report in reports for refusal in report.rejected),
        ),
        unchanged=tuple(unchanged),
        failed=tuple(failed),
    )


def _of_source(source: Source, fetched: Fetched, published: date | None) -> Iterator[Article | Rejected]:
    """What stands in a fetched file, as much of each article as the source lets us keep; a page has its address."""
    from briefing.fetch import rights

    for found in readers.read_open(io.BytesIO(fetched.data), fetched.name, source.url, published):
        if isinstance(found, Rejected):
            yield found
        else:
            page = found.origin == source.url and not found.url and not source.key_env
            yield rights.limited(replace(found, url=fetched.url) if page else found, source.policy)


def _kept(archive: Archive, found: Iterable[Article | Rejected], progress: Progress = silent) -> IngestReport:
    """Keeps what was read, batch by batch, and says what became of it."""
    counts = {"new": 0, "known": 0, "dated": 0}
    undated: dict[str, tuple[str, str]] = {}
    rejected: list[Rejected] = []
    done = 0
    for batch in _portions(found):
        with archive.transaction():
            for result in batch:
                if isinstance(result, Rejected):
                    archive.reject(result)
                    rejected.append(result)
                    continue
                counts[archive.add(result)] += 1
                if result.published is None and (kept := archive.article(result.digest)) and kept.published is None:
                    undated[result.digest] = (result.origin, result.title or result.id)
                elif undated and result.published is not None:
                    undated.pop(result.digest, None)
        done += len(batch)
        progress("기사 읽기", done, 0)
    log.info(
        "읽기: 새 기사 %d건, 아는 기사 %d건, 날짜를 채운 기사 %d건, 읽지 못한 것 %d건", *counts.values(), len(rejected)
    )
    return IngestReport(**counts, undated=tuple(undated.values()), rejected=tuple(rejected))


def _portions(found: Iterable[Article | Rejected]) -> Iterator[list[Article | Rejected]]:
    """What was read, in lists of at most `_BATCH` that end where `_BATCH_CHARACTERS` are reached."""
    portion: list[Article | Rejected] = []
    characters = 0
    for result in found:
        portion.append(result)
        characters += 0 if isinstance(result, Rejected) else len(result.body) + len(result.extra)
        if len(portion) == _BATCH or characters >= _BATCH_CHARACTERS:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion
