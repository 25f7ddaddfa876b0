"""The messages of a revision: made, listed beforehand, or written as files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from briefing import render
from briefing.archive import Archive
from briefing.config import Config, Mail
from briefing.deliver import message, recipients
from briefing.dispatch.approval import latest, ready
from briefing.errors import ApprovalError, BriefingError, ConfigError, MailError, NotFoundError, OutputError
from briefing.model import DeliveryState, Letter, Mailbox, Rejected, Revision
from briefing.period import KOREA

# A briefing of last week is news until the next one is due.
_LATE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent: to whom, how far that got already (None: not begun), and the bytes of each message.

    `obstacles` say why it would not be sent as things are.
    """

    revision: Revision
    subject: str
    messages: tuple[tuple[Mailbox, DeliveryState | None, int], ...]
    refused: tuple[Rejected, ...]
    obstacles: tuple[str, ...]


class Letters:
    """The messages of a revision: what they have in common is made once, when the first is asked for."""

    def __init__(self, archive: Archive, revision: Revision, settings: Config) -> None:
        """ConfigError without mail settings, NotFoundError where the archive lacks the revision."""
        self.mail = mail_of(settings)
        self.revision = revision
        self._design = settings.design
        self._link = _link(archive, revision, settings)
        briefing = archive.briefing(revision.slug, revision.number)
        if briefing is None:
            reason = f"{revision.number}판이 보관함에 없습니다."
            raise NotFoundError(revision.slug, reason, "briefing build로 다시 만들어 주십시오.")
        self.briefing = briefing

    @cached_property
    def _content(self) -> tuple[Letter, dict[str, bytes]]:
        from briefing.render import mail as writing

        attach = self.mail.attach
        letter = writing.letter(self.briefing, self._design, link=self._link, drawn=self.mail.charts)
        files = render.files(self.briefing, attach, self._design) if attach else {}
        return letter, {ending: files[f"briefing.{ending}"] for ending in attach}

    def to(self, person: Mailbox, now: datetime) -> bytes:
        """The message for one, as it goes over the wire; `now` is the Korean time."""
        moment = now.replace(tzinfo=KOREA, microsecond=0)
        return bytes(message.compose(self.mail, self.briefing, *self._content, self.revision, person, moment))

    def late(self, today: date) -> MailError | None:
        """Why the briefing is too old to send; None where it is not."""
        days = (today - self.briefing.period.end).days
        if days < _LATE_DAYS:
            return None
        reason = f"기간이 끝난 지 {days}일이 지났습니다."
        return MailError(self.revision.slug, reason, "그래도 보내려면 --force를 붙여 주십시오.")


def plan(archive: Archive, slug: str, settings: Config, now: datetime, to: Sequence[str] = ()) -> Plan:
    """What `send` would do, without a connection and without a trace."""
    obstacles: list[BriefingError] = []
    try:
        revision = ready(archive, slug, settings)
    except ApprovalError as error:
        obstacles.append(error)
        revision = latest(archive, slug)
    letters = Letters(archive, revision, settings)
    if late := letters.late(now.date()):
        obstacles.append(late)
    chosen = recipients.chosen(letters.mail, to)
    known = {one.recipient: one.state for one in archive.deliveries(slug, revision.number)}
    return Plan(
        revision=revision,
        subject=message.subject(letters.mail, letters.briefing),
        messages=tuple((one, known.get(one.key), len(letters.to(one, now))) for one in chosen.recipients),
        refused=chosen.refused,
        obstacles=tuple(map(str, obstacles)),
    )


def write(
    archive: Archive, slug: str, settings: Config, folder: Path, now: datetime, to: Sequence[str] = ()
) -> tuple[tuple[Path, ...], tuple[Rejected, ...]]:
    """Writes the messages of an approved revision to `folder`, a file each, and leaves it at that: nothing is sent.

    The files, and the lines of the file of recipients that name nobody.
    """
    letters = Letters(archive, ready(archive, slug, settings), settings)
    chosen = recipients.chosen(letters.mail, to)
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for person in chosen.recipients:
            path = folder / _file_name(letters.revision, person)
            path.write_bytes(letters.to(person, now))
            paths.append(path)
    except OSError as error:
        reason = f"메시지를 쓸 수 없습니다({error.strerror})."
        raise OutputError(str(folder), reason, "쓸 수 있는 폴더를 --eml로 지정해 주십시오.") from error
    return tuple(paths), chosen.refused


def _link(archive: Archive, revision: Revision, settings: Config) -> str | None:
    """The address of the briefing on the site, where it is there."""
    published = (r.step == "published" for r in archive.receipts(revision.slug, revision.number))
    if settings.site is None or settings.site.url is None or not any(published):
        return None
    return f"{settings.site.url.rstrip('/')}/issues/{revision.slug}/"


def mail_of(settings: Config) -> Mail:
    """The mail settings; ConfigError where there are none."""
    if settings.mail is None:
        where = str(settings.source or "briefing.toml")
        raise ConfigError(where, "메일 설정이 없습니다.", "[mail]과 그 아래 host, sender, to를 적어 주십시오.")
    return settings.mail


def _file_name(revision: Revision, person: Mailbox) -> str:
    """A name that is good on every system, short, and another for every address."""
    digest = hashlib.sha256(person.key.encode()).hexdigest()[:8]
    return f"{revision.slug}-{revision.number}-{re.sub(r'[^a-z0-9.@-]', '_', person.key)[:60]}-{digest}.eml"
