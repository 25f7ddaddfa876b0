"""The outbox: one row for the message of one revision to one recipient, and how far it got.

    waiting ─ the end of the message is about to be handed over ─> sending ─ the server's answer ─> sent | refused
       └──────────── put off, or the connection lost before that ───────┘          none, or lost ─> uncertain

`sending` is committed before the server can have the whole message, and `sent` after it said so. A `sending` row that
a process finds when it alone may send is of a process that died in between: nobody knows what became of the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.archive.file import File
from briefing.model import Delivery, DeliveryState, Revision


class Outbox(File):
    """The part of the archive that knows whom a revision still has to reach."""

    def enqueue(self, revision: Revision, recipients: Sequence[str]) -> None:
        """Put the revision in the outbox for those recipients who do not have a row of it: all of them or none."""
        with self.transaction():
            for recipient in recipients:
                self._run(
                    "INSERT INTO outbox (slug, number, hash, recipient, state) VALUES (?, ?, ?, ?, 'waiting')"
                    " ON CONFLICT DO NOTHING",
                    (revision.slug, revision.number, revision.hash, recipient),
                )

    def deliveries(self, slug: str, number: int | None = None) -> tuple[Delivery, ...]:
        """The rows of a period (of one revision), by revision, in the order they were put in."""
        query = (
            "SELECT slug, number, hash, recipient, state, moment, detail FROM outbox"
            " WHERE slug = ? AND number = coalesce(?, number) ORDER BY number, rowid"
        )
        return tuple(
            Delivery(
                revision=Revision(slug=where, number=which, hash=digest),
                recipient=recipient,
                state=state,
                moment=None if moment is None else datetime.fromisoformat(moment),
                detail=detail,
            )
            for where, which, digest, recipient, state, moment, detail in self._rows(query, (slug, number))
        )

    def mark(
        self, revision: Revision, recipient: str, state: DeliveryState, moment: datetime, detail: str = ""
    ) -> None:
        """Keep how far a message got, and when."""
        self._run(
            "UPDATE outbox SET state = ?, moment = ?, detail = ? WHERE slug = ? AND number = ? AND recipient = ?",
            (state, moment.isoformat(), detail, revision.slug, revision.number, recipient),
        )

    def doubt(self, detail: str) -> int:
        """Make every `sending` row `uncertain`, and say how many; only for who holds the lock of sending.

        The moment stays: it is when the message was handed over.
        """
        return self._run("UPDATE outbox SET state = 'uncertain', detail = ? WHERE state = 'sending'", (detail,))
