"""Which revision may leave the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.archive import Archive
from briefing.config import Config
from briefing.errors import ApprovalError, NotFoundError
from briefing.model import Receipt, Revision


@dataclass(frozen=True, slots=True)
class Approval:
    """A revision that is approved; `again` says that it was already. `folder` is where its files were written."""

    revision: Revision
    receipt: Receipt
    folder: str
    again: bool


def approve(archive: Archive, slug: str, by: str | None, now: datetime) -> Approval:
    """Approves the latest revision of a period; NotFoundError where none was made, or its files were never written."""
    with archive.transaction():
        revision = latest(archive, slug)
        receipts = archive.receipts(slug, revision.number)
        folder = next((receipt.place for receipt in reversed(receipts) if receipt.step == "drafted"), None)
        if folder is None:
            reason = f"{revision.number}판의 문서가 끝까지 만들어지지 않았습니다."
            raise NotFoundError(slug, reason, "briefing build로 다시 만들어 주십시오.")
        for receipt in receipts:
            if receipt.step == "approved":
                return Approval(revision, receipt, folder, again=True)
        receipt = Receipt(revision=revision, step="approved", moment=now, place=folder, by=by)
        archive.note(receipt)
    return Approval(revision, receipt, folder, again=False)


def approved(archive: Archive, revision: Revision) -> bool:
    """Whether somebody approved that revision."""
    return any(receipt.step == "approved" for receipt in archive.receipts(revision.slug, revision.number))


def ready(archive: Archive, slug: str, settings: Config) -> Revision:
    """The latest revision of a period, which may leave the house.

    NotFoundError where none was made; ApprovalError where it is not approved and the settings want that.
    """
    revision = latest(archive, slug)
    if settings.approval == "required" and not approved(archive, revision):
        reason = f"{revision.number}판이 승인되지 않았습니다."
        raise ApprovalError(slug, reason, f"문서를 확인하고 briefing approve --week {slug}로 승인해 주십시오.")
    return revision


def latest(archive: Archive, slug: str) -> Revision:
    """The latest revision of a period; NotFoundError where none was made."""
    revision = archive.latest(slug)
    if revision is None:
        raise NotFoundError(slug, "만든 브리핑이 없습니다.", "briefing build로 먼저 만들어 주십시오.")
    return revision
