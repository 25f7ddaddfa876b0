"""A revision to its recipients, each once: what is known of every message stands in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from briefing.archive import Archive, lock
from briefing.config import Config, Mail
from briefing.deliver import recipients, smtp
from briefing.dispatch.approval import ready
from briefing.dispatch.letters import Letters, mail_of
from briefing.errors import NotFoundError
from briefing.model import Delivery, Mailbox, Receipt, Rejected, Revision
from briefing.pipeline import Progress, silent

log = logging.getLogger(__name__)

# Seconds before those whom the server put off are tried again in the same run: a busy server is free after half a
# minute, greylisting (RFC 6647) lets pass after one to five. Who still waits then waits for the next run.
_WAITS = (30.0, 60.0, 300.0)

_LOST_PROCESS = "메시지를 넘기던 프로세스가 서버의 답을 받기 전에 멈추었습니다."


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a revision's messages: of those that were asked for, as they stand after the run.

    `accepted` counts the ones that the server took in this run; `refused` are lines of the file of recipients that
    name nobody.
    """

    revision: Revision
    deliveries: tuple[Delivery, ...]
    accepted: int
    refused: tuple[Rejected, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everybody has it."""
        return not self.refused and all(delivery.state == "sent" for delivery in self.deliveries)


def send(
    archive: Archive,
    slug: str,
    settings: Config,
    environ: Mapping[str, str],
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    to: Sequence[str] = (),
    again: Sequence[str] = (),
    force: bool = False,
    progress: Progress = silent,
) -> Sent:
    """Sends the latest revision of a period to whom it did not reach yet: to everybody, or to `to`.

    `to` are addresses and groups. `again` are those who are tried again though they may have the message, or were
    refused it: a person decided so. `clock` gives the Korean time, `sleep` waits that many seconds. `force` sends what
    is late. Running it again sends nobody anything twice; who was put off is tried again.

    ApprovalError and NotFoundError as `ready`; ConfigError without mail settings, MailError where it is late and where
    the server takes nothing; LockedError where another process is sending.
    """
    mail = mail_of(settings)
    chosen = recipients.chosen(mail, again or to)
    people = {person.key: person for person in chosen.recipients}
    password = smtp.password(mail, environ)
    with _alone(archive, clock()):
        with archive.transaction():  # what is in the outbox does not give way to a build that comes between
            revision = ready(archive, slug, settings)
            letters = Letters(archive, revision, settings)
            if not force and (late := letters.late(clock().date())):
                raise late
            if again:
                _reopen(archive, revision, people, clock())
            archive.enqueue(revision, tuple(people))
            _account(archive, revision, mail, clock())  # of a run that was killed before it could
        waiting = [people[one.recipient] for one in _rows(archive, revision, people) if one.state == "waiting"]
        accepted = 0
        try:
            with smtp.Session(mail, password) as session:
                for answer in _rounds(archive, letters, session, waiting, clock, sleep, progress):
                    accepted += answer.state == "sent"
        finally:
            _account(archive, revision, mail, clock())
    return Sent(revision, _rows(archive, revision, people), accepted, chosen.refused)


def settle(archive: Archive, slug: str, settings: Config, names: Sequence[str], now: datetime) -> tuple[Delivery, ...]:
    """Notes that `names` have the message of which nobody knew; NotFoundError where none of them was in doubt."""
    mail = mail_of(settings)
    people = {person.key for person in recipients.chosen(mail, names).recipients}
    with _alone(archive, now):
        doubtful = [one for one in archive.deliveries(slug) if one.state == "uncertain" and one.recipient in people]
        if not doubtful:
            raise NotFoundError(slug, "그 가운데 결과를 모르는 메일이 없습니다.", "briefing status로 확인해 주십시오.")
        for one in doubtful:
            archive.mark(one.revision, one.recipient, "sent", now, "받은 것을 사람이 확인했습니다.")
        for revision in dict.fromkeys(one.revision for one in doubtful):
            _account(archive, revision, mail, now)
    return tuple(doubtful)


def _rounds(
    archive: Archive,
    letters: Letters,
    session: smtp.Session,
    people: Sequence[Mailbox],
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    progress: Progress,
) -> Iterator[smtp.Answer]:
    """The answer to each try, kept in the outbox; who was put off is tried again after a while, some times."""
    pause = 0.0
    for wait in (0.0, *_WAITS):
        left = []
        for done, person in enumerate(people):
            progress("메일 보내기", done, len(people))
            sleep(pause if done else max(wait, pause))
            pause = 60 / letters.mail.rate
            recipient = person.key
            handing = partial(_handing, archive, letters.revision, recipient, clock)
            content = letters.to(person, clock())
            answer = session.deliver(letters.mail.sender.address, person.address, content, handing)
            archive.mark(letters.revision, recipient, answer.state, clock(), answer.detail)
            log.info("메일: %s %s", answer.state, answer.detail)
            if answer.state == "waiting":
                left.append(person)
            yield answer
        people = left
        if not people:
            return


def _handing(archive: Archive, revision: Revision, recipient: str, clock: Callable[[], datetime]) -> None:
    archive.mark(revision, recipient, "sending", clock())


@contextmanager
def _alone(archive: Archive, now: datetime) -> Iterator[None]:
    """Hold the right to send. What is found on its way then is of a process that died, and nobody knows its fate."""
    with lock.held(archive.path.with_name(f"{archive.path.name}.sending"), "메일 보내기", now):
        archive.doubt(_LOST_PROCESS)
        yield


def _reopen(archive: Archive, revision: Revision, people: Container[str], now: datetime) -> None:
    """Let those of `people` wait again who were refused, or of whom nobody knows."""
    found = [one for one in _rows(archive, revision, people) if one.state in ("uncertain", "refused")]
    if not found:
        reason = "그 가운데 결과를 모르거나 거절된 메일이 없습니다."
        raise NotFoundError(revision.slug, reason, "briefing status로 확인해 주십시오.")
    for one in found:
        archive.mark(revision, one.recipient, "waiting", now, "다시 보내기로 했습니다.")


def _account(archive: Archive, revision: Revision, mail: Mail, now: datetime) -> None:
    """Keep a receipt of what was accepted and stands on none yet; not by the time, since a clock may be set back."""
    with archive.transaction():
        receipts = [r for r in archive.receipts(revision.slug, revision.number) if r.step == "sent"]
        rows = archive.deliveries(revision.slug, revision.number)
        new = sum(one.state == "sent" for one in rows) - sum(map(_accounted, receipts))
        if new > 0:
            place = f"{mail.host}:{mail.port}, {new:,}명"
            archive.note(Receipt(revision=revision, step="sent", moment=now, place=place))


def _accounted(receipt: Receipt) -> int:
    """The number of people that a receipt of `_account` stands for."""
    return int(receipt.place.rpartition(", ")[2].removesuffix("명").replace(",", ""))


def _rows(archive: Archive, revision: Revision, people: Container[str]) -> tuple[Delivery, ...]:
    return tuple(one for one in archive.deliveries(revision.slug, revision.number) if one.recipient in people)
