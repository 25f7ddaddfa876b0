"""What stands on the site: the editions of published revisions, and those that are on their way there or away.

An edition is `entering` from the decision to publish it until a target has it, then `standing`; it is `leaving` from
the decision to take it back until no target shows it. So whoever comes after a killed run knows what to finish. The
site shows of each period the latest edition that is not leaving; earlier ones are kept to go back to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from briefing.archive.record import Record
from briefing.model import Edition, Receipt, Revision, Step

# The latest edition of each period that is not on its way out.
_SHOWN = "SELECT slug, max(number) AS number FROM edition WHERE state <> 'leaving' GROUP BY slug"


class Editions(Record):
    """The part of the archive that knows what the site shows."""

    def keep_edition(self, edition: Edition) -> None:
        """Decide that an edition is on the site; one that is there already stays as it is."""
        one = edition.revision
        row = (one.slug, one.number, msgspec.json.encode(edition))
        with self.transaction():
            self._run("DELETE FROM edition WHERE slug = ? AND number = ? AND state = 'leaving'", row[:2])
            self._run("INSERT INTO edition VALUES (?, ?, 'entering', ?) ON CONFLICT DO NOTHING", row)

    def editions(self) -> Iterator[Edition]:
        """What the site shows, in order of the slugs."""
        query = f"SELECT payload FROM edition JOIN ({_SHOWN}) USING (slug, number) ORDER BY slug"  # noqa: S608
        for (payload,) in self._rows(query):
            yield self._decode(payload, Edition)

    def count_editions(self) -> int:
        """How many periods the site shows."""
        ((number,),) = self._rows(f"SELECT count(*) FROM ({_SHOWN})")  # noqa: S608
        return int(number)

    def withdraw_edition(self, slug: str) -> Revision | None:
        """Decide that the edition that the site shows of a period leaves; None where it shows none.

        Where one is leaving already and nobody has finished that, it is this one: asking twice takes one back.
        """
        with self.transaction():
            for state in ("leaving", "entering", "standing"):
                query = "SELECT payload FROM edition WHERE slug = ? AND state = ? ORDER BY number DESC LIMIT 1"
                for (payload,) in tuple(self._rows(query, (slug, state))):
                    one = self._decode(payload, Edition).revision
                    self._run("UPDATE edition SET state = 'leaving' WHERE slug = ? AND number = ?", (slug, one.number))
                    return one
        return None

    def settle_editions(self, place: str, moment: datetime) -> tuple[Receipt, ...]:
        """Note that a target shows what it should: what was entering stands, what was leaving is gone.

        Gives the receipts, which are kept.
        """
        receipts: list[Receipt] = []
        steps: tuple[tuple[str, Step], ...] = (("leaving", "withdrawn"), ("entering", "published"))
        with self.transaction():
            for state, step in steps:
                rows = self._rows("SELECT payload FROM edition WHERE state = ? ORDER BY slug, number", (state,))
                for (payload,) in rows:
                    one = self._decode(payload, Edition).revision
                    receipts.append(Receipt(revision=one, step=step, moment=moment, place=place))
            for receipt in receipts:
                self.note(receipt)
            self._run("DELETE FROM edition WHERE state = 'leaving'")
            self._run("UPDATE edition SET state = 'standing' WHERE state = 'entering'")
        return tuple(receipts)

    def words_of_edition(self, revision: Revision, version: str) -> bytes | None:
        """The words of an edition as that version of the search found them, None where they are still to be found."""
        query = "SELECT words FROM edition_words WHERE slug = ? AND number = ? AND version = ?"
        for (words,) in self._rows(query, (revision.slug, revision.number, version)):
            return bytes(words)
        return None

    def keep_words_of_edition(self, revision: Revision, version: str, words: bytes) -> None:
        """Keep the words of an edition, in place of what another version found."""
        row = (revision.slug, revision.number, version, words)
        self._run("INSERT OR REPLACE INTO edition_words VALUES (?, ?, ?, ?)", row)
