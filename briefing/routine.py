"""A week that makes itself: fetch, ingest, build, then as far as the settings let it go; and when that is due."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import dispatch, pipeline, publishing
from briefing import period as periods
from briefing.archive import Archive, lock
from briefing.config import Config, Routine
from briefing.deliver import smtp
from briefing.errors import ApprovalError, MailError
from briefing.period import KOREA, Period
from briefing.pipeline import Progress, silent

if TYPE_CHECKING:
    from holidays import HolidayBase

_FRIDAY = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step of a run in a Korean phrase; `trouble` where it did not do all it should, without stopping the run."""

    said: str
    trouble: bool = False


def due(now: datetime, routine: Routine) -> tuple[Period, ...]:
    """The weeks whose briefing is due at `now` (Korean time), the earliest first; none before the hour has come.

    That is last week from the first working day of this week on; where the weeks before this had no working day at
    all, the weeks before those with it.
    """
    week = periods.week_of(now.date()).before(1)[0]
    hour = issued(week, routine)
    if now < hour:
        return ()
    weeks = [week]
    while issued(earlier := weeks[0].before(1)[0], routine) == hour:
        weeks.insert(0, earlier)
    return tuple(weeks)


def issued(week: Period, routine: Routine) -> datetime:
    """The Korean time at which the briefing of `week` is due: on the first working day after it."""
    day = week.end + timedelta(days=1)
    while not _working(day, routine):
        day += timedelta(days=1)
    return datetime.combine(day, routine.at)


def _working(day: date, routine: Routine) -> bool:
    if day in routine.workdays:
        return True
    return day.isoweekday() <= _FRIDAY and day not in routine.holidays and day not in _public()


@cache
def _public() -> HolidayBase:
    """The public holidays of Korea, with their substitutes; the package works out each year when it is asked for."""
    import holidays

    return holidays.country_holidays("KR")


def alone(archive: Path, now: datetime) -> AbstractContextManager[None]:
    """The lock of runs on that archive; LockedError, saying who holds it since when, where one is at work."""
    return lock.held(archive.with_name(f"{archive.name}.run"), "briefing run", now)


def run(
    archive: Archive,
    week: Period,
    settings: Config,
    environ: Mapping[str, str],
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    anew: bool = True,
    progress: Progress = silent,
) -> Iterator[Outcome]:
    """Brings a week as far as `settings.routine.reach` lets it; nothing comes back where there was nothing to do.

    A briefing that somebody approved or that readers have is not made again: its articles may have changed since, and
    what differs would be a correction, which a person orders with `briefing build`. Without `anew` neither is one that
    was made since it was due. What waits for approval stays until a later run. So a second run does what the first
    left, and nobody gets anything twice. `clock` gives the Korean time. What stops the run is raised.
    """
    now = clock()
    make = not _stays(archive, week, settings.routine, anew)
    if make:
        yield from _received(archive, settings, now, environ, progress)
        yield _made(archive, week, settings, now, progress)
    if settings.routine.reach == "draft":
        return
    try:
        revision = dispatch.ready(archive, week.slug, settings)
    except ApprovalError as error:
        if make or anew:
            yield Outcome(error.reason)
        return
    steps = {receipt.step for receipt in archive.receipts(week.slug, revision.number)}
    if settings.site and not steps & {"published", "withdrawn"}:
        yield _published(archive, week, settings, now, environ, progress)
    # Who has it, was refused it or may have it is settled, or waits for a person.
    rows = archive.deliveries(week.slug, revision.number)
    if settings.routine.reach == "send" and (not rows or any(row.state in ("waiting", "sending") for row in rows)):
        sent = dispatch.send(archive, week.slug, settings, environ, clock=clock, sleep=sleep, progress=progress)
        yield Outcome(f"{sent.accepted:,}명에게 보냄")
        if left := sum(delivery.state != "sent" for delivery in sent.deliveries) + len(sent.refused):
            yield Outcome(f"{left:,}명에게는 보내지 못함(briefing status로 확인)", trouble=True)


def _stays(archive: Archive, week: Period, routine: Routine, anew: bool) -> bool:
    """Whether the latest revision of the week is not to be made again."""
    latest = archive.latest(week.slug)
    if latest is None:
        return False
    if dispatch.approved(archive, latest) or archive.handed_out(week.slug) == latest:
        return True
    hour = issued(week, routine)
    return not anew and any(receipt.moment >= hour for receipt in archive.receipts(week.slug, latest.number))


def _received(
    archive: Archive, settings: Config, now: datetime, environ: Mapping[str, str], progress: Progress
) -> Iterator[Outcome]:
    """What came in from the sources and the inbox."""
    if settings.sources:
        fetched = pipeline.fetch(archive, settings.sources, now.date(), environ, progress=progress)
        yield Outcome(f"출처 {len(settings.sources):,}곳에서 새 기사 {fetched.articles.new:,}건")
        if fetched.failed:
            yield Outcome(f"온전히 받지 못한 출처 {len(fetched.failed):,}곳({', '.join(fetched.failed)})", trouble=True)
    inbox = settings.routine.inbox
    if inbox and _empty(inbox):  # which is no fault of an inbox, as it is of a folder that somebody names
        archive.forget_rejections([inbox])
    elif inbox:
        read = pipeline.ingest(archive, [inbox], None, progress)
        yield Outcome(f"받은 폴더에서 새 기사 {read.new:,}건")
        if read.rejected:
            yield Outcome(f"읽지 못한 것 {len(read.rejected):,}건({read.rejected[0].origin})", trouble=True)


def _empty(folder: Path) -> bool:
    try:
        return folder.is_dir() and all(path.name.startswith(".") for path in folder.iterdir())
    except OSError:  # the reader says why
        return False


def _made(archive: Archive, week: Period, settings: Config, now: datetime, progress: Progress) -> Outcome:
    built = pipeline.build(archive, week, settings, settings.reports, now, progress)
    return Outcome(f"기사 {built.briefing.coverage.read:,}건으로 {built.revision.number}판을 만듦({built.folder})")


def _published(
    archive: Archive, week: Period, settings: Config, now: datetime, environ: Mapping[str, str], progress: Progress
) -> Outcome:
    published = publishing.publish(archive, week.slug, settings, environ, now, progress=progress)
    return Outcome(f"사이트에 실음({published.place})")


def tell(settings: Config, problem: str, now: datetime, environ: Mapping[str, str]) -> bool:
    """Whether the operator was told of a problem by mail: not where nobody is set, nor twice a day of the same.

    MailError where the mail cannot be sent.
    """
    mail, operator = settings.mail, settings.routine.operator
    if mail is None or operator is None:
        return False
    told = settings.archive.with_name(f"{settings.archive.name}.run.told")
    digest = hashlib.sha256(f"{now.date()} {problem}".encode()).hexdigest()
    with suppress(OSError):  # where nothing was told yet
        if told.read_text("utf-8") == digest:
            return False
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = mail.sender.address, operator.address
    message["Subject"] = "briefing run: 확인이 필요합니다"
    message["Date"] = format_datetime(now.replace(tzinfo=KOREA))
    message["Message-ID"] = f"<{digest[:32]}@{mail.sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    message.set_content(f"{problem}\n\n설정: {settings.source}\n보관함: {settings.archive}\n", cte="base64")
    with smtp.Session(mail, smtp.password(mail, environ)) as session:
        answer = session.deliver(mail.sender.address, operator.address, message.as_bytes(), lambda: None)
    if answer.state != "sent":
        raise MailError(f"메일 서버 {mail.host}:{mail.port}", answer.detail, "[run]의 operator를 확인해 주십시오.")
    with suppress(OSError):  # on a full disk it is told again
        told.write_text(digest, "utf-8")
    return True
