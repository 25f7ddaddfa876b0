"""The order of things. Read this page from top to bottom and you have understood the program.

sources ─ read ─> Article ─ analyse ─> Analysis ─ synthesise ─> Briefing ─ render ─> files
                     └──────── the archive (SQLite) keeps all of these ────────┘
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

import briefing
from briefing import analysis, outputs, render, synthesis
from briefing import ingest as readers
from briefing.archive import Archive
from briefing.archive.week import Week
from briefing.config import Config, Source
from briefing.errors import FetchError, InputError
from briefing.model import (
    EARLIER,
    Analysed,
    Article,
    Briefing,
    Correction,
    History,
    Receipt,
    Rejected,
    Revision,
)
from briefing.observe import Progress as Progress
from briefing.observe import Run, Stage
from briefing.observe import silent as silent
from briefing.period import Period
from briefing.synthesis import corrections
from briefing.workers import Workers, here

if TYPE_CHECKING:
    from briefing.fetch import Fetched

T = TypeVar("T")

log = logging.getLogger(__name__)

# Articles, and characters of bodies, that are read and then written in one transaction. An article has its place all
# over the indices: batches of 500 write the same pages again so often that they take a third longer.
_BATCH, _BATCH_CHARACTERS = 2_000, 20_000_000

# Articles analysed and written together, half a second of work: a kill costs at most this much, and processes
# share out even a small week.
_TOGETHER = 16


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


@dataclass(frozen=True, slots=True)
class Built:
    """A finished briefing, the revision that it is, and its files in the order a reader opens them."""

    briefing: Briefing
    revision: Revision
    folder: Path
    files: tuple[Path, ...]


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


def analyse(
    articles: Iterable[Article], progress: Progress = silent, workers: Workers | None = None
) -> Iterator[Analysed | Rejected]:
    """Each article with its analysis, in order, or why it could not be analysed; nothing is kept."""
    batches: deque[tuple[Article, ...]] = deque()

    def handed() -> Iterator[tuple[Article, ...]]:
        for batch in _batches(articles, _TOGETHER):
            batches.append(batch)
            yield batch

    done = 0
    for found in (workers or here()).analyse(handed()):
        for article, one in zip(batches.popleft(), found, strict=True):
            yield one if isinstance(one, Rejected) else Analysed(article, one)
        done += len(found)
        progress("기사 분석", done, 0)


def analysed(
    archive: Archive,
    digests: Iterable[str],
    progress: Progress = silent,
    workers: Workers | None = None,
    stage: Stage | None = None,
) -> Week:
    """Archived articles with their analyses, in order; made and kept where none of the present version is archived.

    What cannot be analysed is left out; the archive keeps why. `stage` counts. A batch is analysed first and
    then written at once, so that the archive is never locked while Kiwi works.
    """
    version = analysis.version()
    batches: deque[tuple[tuple[str, ...], tuple[Article, ...]]] = deque()

    def lacking() -> Iterator[tuple[Article, ...]]:
        for batch in _batches(digests, _TOGETHER):
            untried = [d for d in batch if not (archive.has_analysis(d, version) or archive.failures(version, d))]
            fresh = tuple(filter(None, map(archive.article, untried)))
            batches.append((batch, fresh))
            if stage:
                stage.count(fresh, reused=len(batch) - len(fresh))
            yield fresh

    kept: list[str] = []
    done = made = 0
    crew = workers or here()
    for found in crew.analyse(lacking()):
        batch, fresh = batches.popleft()
        with archive.transaction():
            for article, one in zip(fresh, found, strict=True):
                archive.keep_found(article, version, one)
        kept += [digest for digest in batch if archive.has_analysis(digest, version)]
        done, made = done + len(batch), made + len(fresh)
        progress("기사 분석", done, 0)
    if stage:
        stage.worker_peak = crew.peak
    log.info("분석: 기사 %d건 가운데 %d건을 새로 분석", done, made)
    return Week(archive, version, kept)


def alone(archive: Archive, article: Article, progress: Progress = silent) -> Analysed:
    """An archived article with its analysis; InputError where it cannot be analysed."""
    for one in analysed(archive, [article.digest], progress):
        return one
    (reason,) = (one.reason for one in archive.failures(analysis.version(), article.digest))
    raise InputError(article.origin, reason)


def build(
    archive: Archive,
    period: Period,
    settings: Config,
    output: Path,
    now: datetime,
    progress: Progress = silent,
    workers: Workers | None = None,
    run: Run | None = None,
) -> Built:
    """Composes and writes the briefing of `period` to `output/<period>/`; OutputError where that cannot be written.

    `now` is the Korean time: articles whose embargo has not passed are left out and counted. `workers` analyse what is
    not analysed yet, this process itself where there are none. `run` learns what it took; so does the run record, a
    file beside the folder.
    """
    folder = output / period.slug
    outputs.prepare(folder)
    run = run or Run()
    stage = run.begin("분석")
    with ThreadPoolExecutor(1) as aside:
        aside.submit(render.load, settings.formats)  # while other processes load the tokenizer
        remembered = _history(archive, period, progress, workers, stage)
        free, embargoed, articles = [], 0, hashlib.sha256()
        for article in archive.articles(period):
            if article.embargo is None or article.embargo <= now:
                free.append(article.digest)
                articles.update(msgspec.json.encode(article))
            else:
                embargoed += 1
        week = analysed(archive, free, progress, workers, stage)
    run.begin("종합").articles = len(week)
    progress("종합", 0, 0)
    given: dict[str, Any] = {
        "period": period,
        "history": replace(remembered, roles=archive.roles(period.start, *synthesis.asked(archive.cast(week.digests)))),
        "title": settings.title,
        "issuer": settings.issuer,
        "summary_sentences": settings.summary_sentences,
        "watch_list": settings.watch,
        "embargoed": embargoed,
        "undated": archive.undated(),
        "rejected": (*archive.rejections(), *archive.failures(analysis.version())),
        "generator": f"briefing {briefing.__version__}",
    }
    parts = (synthesis.version(), analysis.version(), articles.hexdigest(), given)
    inputs = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
    revision = archive.composed_of(period.slug, inputs)
    composed = archive.briefing(period.slug, revision.number) if revision else None
    if revision is None or composed is None:
        revision, composed = _revised(archive, synthesis.compose(week, **given), inputs)
    log.info("종합: 쟁점 %d개, 말한 이 %d명", len(composed.issues), len(composed.voices))
    progress("문서 만들기", 0, 0)
    run.begin("문서").articles = len(week)
    beside = workers.beside if workers else None
    written = outputs.write(folder, render.files(composed, settings.formats, settings.design, beside))
    archive.note(Receipt(revision=revision, step="drafted", moment=now, place=str(folder.absolute())))
    log.info("문서: %s (%d판)", folder, revision.number)
    run.end()
    made = {"revision": revision.number, "hash": revision.hash, "program": composed.generator}
    outputs.keep_record(folder, run.record(**made, analysis=analysis.version(), moment=now.isoformat()))
    return Built(composed, revision, folder, written)


def _revised(archive: Archive, composed: Briefing, inputs: str) -> tuple[Revision, Briefing]:
    """The revision that `composed` is, new or known, and the briefing as the archive keeps it.

    Where readers were given another one, it says what it corrects.
    """
    slug = composed.period.slug
    with archive.transaction():
        given = archive.handed_out(slug)
        before = archive.briefing(slug, given.number) if given else None
        if given and before:
            changes = corrections.between(before, composed)
            correction = Correction(revision=archive.next_number(slug), corrected=given.number, changes=changes)
            composed = replace(composed, correction=correction)
        revision = archive.keep_briefing(composed, inputs)
        return revision, archive.briefing(slug, revision.number) or composed


def _history(archive: Archive, period: Period, progress: Progress, workers: Workers | None, stage: Stage) -> History:
    """What the archive remembers from before `period`, but for the roles; earlier weeks are analysed if need be."""
    version = analysis.version()
    weeks = []
    for earlier in period.before(EARLIER):
        fingerprint = archive.fingerprint(earlier, version)
        tally = archive.tally(earlier.slug, fingerprint)
        if tally is None:
            digests = [article.digest for article in archive.articles(earlier)]
            tally = synthesis.tally(analysed(archive, digests, progress, workers, stage), earlier)
            if tally.articles:
                archive.keep_tally(fingerprint, tally)
        if tally.articles:
            weeks.append(tally)
    return History(
        weeks=tuple(weeks),
        actors=tuple(archive.named(tally.period) for tally in weeks),
        due=tuple(archive.due(period, version, before=period.start)),
    )


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


def _batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch
