"""A finished briefing on the intranet site, and back again.

    approved ─ publish ─> published ─ rollback ─> withdrawn          every step leaves a receipt

First the archive decides what the site shows, then the target is brought there, then the receipt says that it is. A
run that is killed in between is finished by the next one, whatever that one was asked to do.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from briefing import dispatch
from briefing.archive import Archive, lock
from briefing.config import Config
from briefing.deliver import targets
from briefing.deliver.site import Report
from briefing.deliver.targets import Target
from briefing.errors import ArchiveError, ConfigError, NotFoundError
from briefing.model import Briefing, Edition, Receipt, Revision
from briefing.pipeline import Progress, silent
from briefing.render import search, site
from briefing.render.search import Week
from briefing.render.site import Page

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """The site as it stands: where, how many weeks it shows, the receipts of this run, and what was written."""

    place: str
    weeks: int
    receipts: tuple[Receipt, ...]
    report: Report


def publish(
    archive: Archive,
    slug: str | None,
    settings: Config,
    environ: Mapping[str, str],
    now: datetime,
    *,
    target: str | None = None,
    progress: Progress = silent,
) -> Published:
    """Puts the latest revision of a period on the site; without one, finishes what an earlier run began.

    `target` goes before the target of the settings. NotFoundError and ApprovalError as `dispatch.ready`; ConfigError
    without a target; OutputError where it cannot be written; LockedError where another process is writing there.
    """
    place = _place(settings, environ, target)
    with _alone(archive, place, now):
        asked = None if slug is None else decide(archive, slug, settings, now)
        return _bring(archive, place, settings, now, progress, asked)


def decide(archive: Archive, slug: str, settings: Config, now: datetime) -> Revision:
    """Decides that the site shows the latest revision of a period, which comes back; no target is written.

    NotFoundError and ApprovalError as `dispatch.ready`.
    """
    revision = dispatch.ready(archive, slug, settings)
    archive.keep_edition(site.edition(_archived(archive, revision), revision, now))
    return revision


def rollback(
    archive: Archive,
    slug: str,
    settings: Config,
    environ: Mapping[str, str],
    now: datetime,
    *,
    target: str | None = None,
    progress: Progress = silent,
) -> Published:
    """Takes the published revision of a period off the site, which shows the one before it again, or none.

    NotFoundError where the site shows nothing of the period; the other errors as `publish`.
    """
    place = _place(settings, environ, target)
    with _alone(archive, place, now):
        if archive.withdraw_edition(slug) is None:
            raise NotFoundError(
                slug, "발행되어 있지 않습니다.", "briefing status로 무엇이 발행되었는지 확인해 주십시오."
            )
        return _bring(archive, place, settings, now, progress, None)


def pages(archive: Archive, settings: Config, progress: Progress = silent) -> Iterator[Page]:
    """Every file of the site as the archive has decided it; none is made before it is asked for."""
    editions = tuple(archive.editions())
    shown = {edition.slug: edition.revision for edition in editions}
    url = settings.site.url if settings.site else None
    downloads = [name for name in settings.formats if name == "pdf"]
    press = site.press(editions, settings.design)
    yield from site.pages(press, editions, lambda slug: _archived(archive, shown[slug]), url, downloads)
    yield from search.pages(press, tuple(_weeks(archive, editions, progress)))


def _bring(
    archive: Archive, place: Target, settings: Config, now: datetime, progress: Progress, asked: Revision | None
) -> Published:
    report = place.update(pages(archive, settings, progress))
    with archive.transaction():
        receipts = archive.settle_editions(place.name, now)
        if asked is not None and not _noted(archive, asked, place.name):  # it stands elsewhere already
            receipts = (*receipts, Receipt(revision=asked, step="published", moment=now, place=place.name))
            archive.note(receipts[-1])
    weeks = archive.count_editions()
    log.info(
        "발행: %s, %d주, 쓴 파일 %d개, 지운 파일 %d개", place.name, weeks, len(report.written), len(report.deleted)
    )
    return Published(place.name, weeks, receipts, report)


def _noted(archive: Archive, revision: Revision, place: str) -> bool:
    """Whether the last thing that happened to a revision at a place is that it was published there."""
    steps = [r.step for r in archive.receipts(revision.slug, revision.number) if r.place == place]
    return bool(steps) and steps[-1] == "published"


def _weeks(archive: Archive, editions: Sequence[Edition], progress: Progress) -> Iterator[Week]:
    """The editions with their words, which are found once and kept."""
    version = search.version()
    for done, edition in enumerate(editions, start=1):
        words = archive.words_of_edition(edition.revision, version)
        if words is None:
            words = search.index(edition)
            archive.keep_words_of_edition(edition.revision, version, words)
        yield Week(edition, words)
        progress("검색 색인", done, len(editions))


def _archived(archive: Archive, revision: Revision) -> Briefing:
    briefing = archive.briefing(revision.slug, revision.number)
    if briefing is None:
        reason = f"{revision.slug}의 {revision.number}판이 보관함에 없습니다."
        raise ArchiveError(str(archive.path), reason, f"briefing publish --rollback {revision.slug}로 내려 주십시오.")
    return briefing


def _place(settings: Config, environ: Mapping[str, str], target: str | None) -> Target:
    wanted = target or (settings.site.target if settings.site else None)
    if wanted is None:
        where = str(settings.source or "briefing.toml")
        raise ConfigError(where, "사이트를 쓸 곳이 없습니다.", "[site]에 target을 적거나 --target으로 정해 주십시오.")
    precious = (settings.reports, settings.archive, *([settings.source] if settings.source else []))
    return targets.find(wanted, environ, precious)


def _alone(archive: Archive, place: Target, now: datetime) -> AbstractContextManager[None]:
    path = place.lock or archive.path.with_name(f"{archive.path.name}.site.lock")
    return lock.held(path, "사이트 발행", now)
