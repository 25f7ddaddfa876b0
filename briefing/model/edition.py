"""What the intranet site keeps of a published week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model.briefing import Commitment, Correction, Excerpt, Issue, LedgerEntry, Profile, Source, Voice
from briefing.model.delivery import Revision
from briefing.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published revision, as far as pages over many weeks need it; the whole briefing has a page of its own.

    `moment` is when it was published, `articles` how many the week had. `issues` come without their remarks and
    numbers, which stand among the `voices` and in the `ledger` under the same sources; remarks come without the
    sentence around them, entries of the ledger without repetitions. `sources` are those of the briefing, with its
    numbers. Of a large week only what its page prints is here, and `further` counts the issues that are left out.
    `letters` are the Hangul syllables of the whole briefing, sorted: what its page needs of the fonts.
    """

    revision: Revision
    moment: datetime
    period: Period
    title: str
    issuer: str | None
    lead: Excerpt | None
    articles: int
    issues: tuple[Issue, ...]
    voices: tuple[Voice, ...]
    profiles: tuple[Profile, ...]
    ledger: tuple[LedgerEntry, ...]
    upcoming: tuple[Commitment, ...]
    due: tuple[Commitment, ...]
    sources: tuple[Source, ...]
    correction: Correction | None
    letters: str
    further: int = 0

    @property
    def slug(self) -> str:
        """The week's name in addresses: `2024-W03`."""
        return self.revision.slug
