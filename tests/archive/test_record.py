"""Revisions and receipts: what was made, approved, and given to readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from briefing.archive import Archive
from briefing.archive.record import content_hash
from briefing.model import Briefing, Correction, Coverage, Receipt, Revision, Step
from tests.archive.conftest import WEEK

SLUG = "2024-W03"
PLAIN = Briefing(
    period=WEEK,
    title="처음",
    issuer=None,
    lead=None,
    issues=(),
    voices=(),
    ledger=(),
    charts=(),
    sources=(),
    coverage=Coverage(read=0),
)
OTHER = replace(PLAIN, title="고침")


def receipt(revision: Revision, step: Step, minute: int = 0) -> Receipt:
    return Receipt(revision=revision, step=step, moment=datetime(2024, 1, 22, 7, minute), place="어디", by="박다온")


def test_generator_and_correction_are_no_content() -> None:
    corrected = Correction(revision=2, corrected=1, changes=())
    assert content_hash(replace(PLAIN, generator="briefing 9", correction=corrected)) == content_hash(PLAIN)
    assert content_hash(OTHER) != content_hash(PLAIN)


def test_a_revision_that_somebody_approved_stays_beside_the_next(archive: Archive) -> None:
    first = archive.keep_briefing(PLAIN)
    archive.note(receipt(first, "approved"))
    second = archive.keep_briefing(OTHER)
    assert (second.number, archive.latest(SLUG)) == (2, second)
    assert archive.briefing(SLUG, 1) == PLAIN
    assert archive.briefing(SLUG) == OTHER


def test_a_draft_gives_way_to_the_revision_before_it_that_says_the_same(archive: Archive) -> None:
    first = archive.keep_briefing(PLAIN)
    archive.note(receipt(first, "sent"))
    second = archive.keep_briefing(OTHER)
    archive.note(receipt(second, "drafted"))
    assert archive.keep_briefing(PLAIN) == first
    assert archive.briefing(SLUG, 2) is None
    assert archive.keep_briefing(OTHER).number == 3  # a number that a receipt knows is not given again


def test_a_draft_that_is_in_the_outbox_does_not_give_way(archive: Archive) -> None:
    first = archive.keep_briefing(PLAIN)
    archive.enqueue(first, ["a@gaon.example"])
    archive.keep_briefing(OTHER)
    assert archive.briefing(SLUG, 1) == PLAIN


def test_what_readers_were_given_is_what_may_have_arrived(archive: Archive) -> None:
    moment = datetime(2024, 1, 22, 7)
    first = archive.keep_briefing(PLAIN)
    archive.note(receipt(first, "approved"))
    archive.enqueue(first, ["a@gaon.example"])
    assert archive.handed_out(SLUG) is None
    for state in ("sending", "uncertain", "sent"):
        archive.mark(first, "a@gaon.example", state, moment)
        assert archive.handed_out(SLUG) == first
    archive.mark(first, "a@gaon.example", "refused", moment)
    assert archive.handed_out(SLUG) is None
    archive.note(receipt(first, "published"))
    assert archive.handed_out(SLUG) == first
    assert archive.handed_out("2024-W04") is None


def test_receipts_come_back_in_the_order_they_were_kept(archive: Archive) -> None:
    first = archive.keep_briefing(PLAIN)
    kept = [receipt(first, "drafted", 9), receipt(first, "approved", 1)]
    for one in kept:
        archive.note(one)
    elsewhere = replace(receipt(first, "drafted"), revision=replace(first, slug="2024-W04"))
    archive.note(elsewhere)
    assert archive.receipts(SLUG) == tuple(kept)
    assert archive.receipts(SLUG, 2) == ()
    assert archive.receipts() == (*kept, elsewhere)
