"""A finished briefing on its way out: approved, sent by mail, and the account of it all.

    drafted ─ approve ─> approved ─ send ─> sent          every step leaves a receipt
                            └────── publish ─> published  (briefing/publishing.py)

What leaves is rendered from the archived briefing of the revision that was approved, never from files that lie about:
those may be of another build, or edited.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.archive import Archive
from briefing.dispatch.approval import Approval, approve, approved, latest, ready
from briefing.dispatch.letters import Plan, plan, write
from briefing.dispatch.sending import Sent, send, settle
from briefing.model import Delivery, Receipt, Revision

__all__ = [
    "Approval",
    "Plan",
    "Sent",
    "Standing",
    "approve",
    "approved",
    "plan",
    "ready",
    "send",
    "settle",
    "status",
    "write",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a period stands: its latest revision, the receipts of all, and the outbox."""

    latest: Revision
    receipts: tuple[Receipt, ...]
    deliveries: tuple[Delivery, ...]


def status(archive: Archive, slug: str | None = None, last: int = 10) -> tuple[Standing, ...]:
    """Where each of the last periods stands, or the one of that slug; NotFoundError where that was never made."""
    every = archive.revisions()
    found = every[max(0, len(every) - last) :] if slug is None else (latest(archive, slug),)
    return tuple(Standing(one, archive.receipts(one.slug), archive.deliveries(one.slug)) for one in found)
