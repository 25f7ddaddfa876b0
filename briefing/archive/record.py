"""The record of what was issued: the revisions of each briefing, and a receipt of every step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import msgspec

from briefing.archive.file import File
from briefing.model import Briefing, Receipt, Revision


def content_hash(briefing: Briefing) -> str:
    """SHA-256 (hex) over what a briefing says: its JSON without the program's version and the note of correction."""
    said = replace(briefing, generator="", correction=None)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


class Record(File):
    """The part of the archive that knows which briefing was made, approved and handed out, and when."""

    def keep_briefing(self, briefing: Briefing, inputs: str = "") -> Revision:
        """Keep the briefing of its period as a new revision, or say which revision says the same already.

        `inputs` names all that it was composed of, for `composed_of`. Only the latest revision is looked at. A draft
        that no step but its making knows gives way: to the revision before it where that says the same, else to a new
        one. No number is given twice.
        """
        slug, digest = briefing.period.slug, content_hash(briefing)
        with self.transaction():
            number = self.next_number(slug)
            latest = self.latest(slug)
            if latest is not None and latest.hash != digest and not self._left_the_desk(latest):
                self._run("DELETE FROM revision WHERE slug = ? AND number = ?", (slug, latest.number))
                latest = self.latest(slug)
            if latest is not None and latest.hash == digest:
                row = (inputs, slug, latest.number)
                self._run("UPDATE revision SET inputs = ? WHERE slug = ? AND number = ?", row)
                return latest
            payload = msgspec.json.encode(briefing)
            self._run("INSERT INTO revision VALUES (?, ?, ?, ?, ?)", (slug, number, digest, inputs, payload))
        return Revision(slug=slug, number=number, hash=digest)

    def composed_of(self, slug: str, inputs: str) -> Revision | None:
        """The latest revision of a period if it was composed of these inputs, so that it need not be again."""
        latest = self.latest(slug)
        known = "SELECT 1 FROM revision WHERE slug = ? AND number = ? AND inputs = ?"
        return latest if latest and any(self._rows(known, (slug, latest.number, inputs))) else None

    def next_number(self, slug: str) -> int:
        """The number that the next new revision of a period gets."""
        given = "SELECT number FROM revision WHERE slug = :slug UNION ALL SELECT number FROM receipt WHERE slug = :slug"
        ((number,),) = self._rows(f"SELECT coalesce(max(number), 0) + 1 FROM ({given})", {"slug": slug})  # noqa: S608
        return int(number)

    def _left_the_desk(self, revision: Revision) -> bool:
        """Whether anybody approved the revision, or was given it."""
        key = (revision.slug, revision.number)
        known = (
            "SELECT 1 FROM receipt WHERE slug = ? AND number = ? AND step <> 'drafted'",
            "SELECT 1 FROM outbox WHERE slug = ? AND number = ?",
            "SELECT 1 FROM edition WHERE slug = ? AND number = ?",
        )
        return any(True for query in known for _ in self._rows(query, key))

    def latest(self, slug: str) -> Revision | None:
        """The latest revision of a period, None where none was made."""
        return next(self._revisions("WHERE slug = ? ORDER BY number DESC LIMIT 1", slug), None)

    def handed_out(self, slug: str) -> Revision | None:
        """The latest revision of a period that readers were given, by mail or on the site; None where none was.

        A message that may have arrived counts: the one that is being handed over, and the one nobody knows of.
        """
        query = (
            "SELECT slug, number, hash FROM receipt WHERE slug = :slug AND step IN ('published', 'sent') UNION"
            " SELECT slug, number, hash FROM outbox WHERE slug = :slug AND state IN ('sending', 'sent', 'uncertain')"
            " ORDER BY number DESC LIMIT 1"
        )
        return next((Revision(slug=s, number=n, hash=h) for s, n, h in self._rows(query, {"slug": slug})), None)

    def revisions(self) -> tuple[Revision, ...]:
        """The latest revision of every period, in order of their slugs."""
        return tuple(self._revisions("GROUP BY slug HAVING number = max(number) ORDER BY slug"))

    def briefing(self, slug: str, number: int | None = None) -> Briefing | None:
        """A revision's briefing, of the latest without a number; None where it is not kept."""
        query = (
            "SELECT payload FROM revision WHERE slug = ? AND number = coalesce(?, number) ORDER BY number DESC LIMIT 1"
        )
        for (payload,) in self._rows(query, (slug, number)):
            return self._decode(payload, Briefing)
        return None

    def note(self, receipt: Receipt) -> None:
        """Keep a receipt."""
        one = receipt.revision
        row = (one.slug, one.number, one.hash, receipt.step, receipt.moment.isoformat(), receipt.place, receipt.by)
        self._run("INSERT INTO receipt (slug, number, hash, step, moment, place, by) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def receipts(self, slug: str | None = None, number: int | None = None) -> tuple[Receipt, ...]:
        """The receipts of a period (of one revision), of all without a slug, in the order they were kept."""
        asked = {"slug": slug, "number": number}
        told = " AND ".join(f"{name} = :{name}" for name, value in asked.items() if value is not None)
        query = f"SELECT slug, number, hash, step, moment, place, by FROM receipt WHERE {told or 'TRUE'} ORDER BY id"  # noqa: S608
        return tuple(
            Receipt(
                revision=Revision(slug=where, number=which, hash=digest),
                step=step,
                moment=datetime.fromisoformat(moment),
                place=place,
                by=by,
            )
            for where, which, digest, step, moment, place, by in self._rows(query, asked)
        )

    def _revisions(self, condition: str, *values: str) -> Iterator[Revision]:
        for slug, number, digest in self._rows(f"SELECT slug, number, hash FROM revision {condition}", values):  # noqa: S608
            yield Revision(slug=slug, number=number, hash=digest)
