"""The order of things. Read this page from top to bottom and you have understood the program.

sources ─ read ─> Article ─ analyse ─> Analysis ─ synthesise ─> Briefing ─ render ─> files
                     └──────── the archive (SQLite) keeps all of these ────────┘
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

import briefing
from briefing import analysis, outputs, render, synthesis
from briefing.archive import Archive
from briefing.archive.week import Week
from briefing.config import Config
from briefing.errors import InputError
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
from briefing.reading import FetchReport as FetchReport
from briefing.reading import IngestReport as IngestReport
from briefing.reading import fetch as fetch
from briefing.reading import ingest as ingest
from briefing.synthesis import corrections
from briefing.workers import Workers, here

T = TypeVar("T")

log = logging.getLogger(__name__)

# Articles analysed and written together, half a second of work: a kill costs at most this much, and processes
# share out even a small week.
_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Built:
    """A finished briefing, the revision that it is, and its files in the order a reader opens them."""

    briefing: Briefing
    revision: Revision
    folder: Path
    files: tuple[Path, ...]


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
    revision, composed = _composed(archive, period, settings, now, progress, workers, run)
    progress("문서 만들기", 0, 0)
    run.begin("문서").articles = composed.coverage.read
    beside = workers.beside if workers else None
    written = outputs.write(folder, render.files(composed, settings.formats, settings.design, beside))
    archive.note(Receipt(revision=revision, step="drafted", moment=now, place=str(folder.absolute())))
    log.info("문서: %s (%d판)", folder, revision.number)
    run.end()
    made = {"revision": revision.number, "hash": revision.hash, "program": composed.generator}
    outputs.keep_record(folder, run.record(**made, analysis=analysis.version(), moment=now.isoformat()))
    return Built(composed, revision, folder, written)


def _composed(
    archive: Archive,
    period: Period,
    settings: Config,
    now: datetime,
    progress: Progress,
    workers: Workers | None,
    run: Run,
) -> tuple[Revision, Briefing]:
    """The briefing of `period` as the archive keeps it, and its revision; composed only where something is new."""
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
    return revision, composed


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


def _batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch
