"""What the archive remembers of earlier weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.model.article import ActorKind, Analysed
from briefing.model.briefing import Quantity, Source
from briefing.period import Period

#: Weeks before it that a briefing is compared with: what has been usual for a month.
EARLIER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTrace:
    """What later weeks need to know of an issue: its label, its articles, the weights of its heaviest terms."""

    label: str
    articles: int
    terms: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What later weeks need to know of one week; the archive keeps it.

    `terms` counts the articles that hold each of the most frequent content words; `quantities` are the numbers of the
    ledger with their sources as `sources` numbers them.
    """

    period: Period
    articles: int
    issues: tuple[IssueTrace, ...]
    terms: dict[str, int]
    quantities: tuple[Quantity, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRole:
    """A post that articles before the period give somebody: from the first to the last that does, and how many do."""

    name: str
    kind: ActorKind
    org: str | None
    title: str | None
    first: date
    last: date
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the archive remembers from before a period.

    `weeks` are tallies of up to four earlier weeks, the latest first, those without articles left out; `actors` says
    of each of them how many articles name whom; `roles` what all earlier articles say of the people and
    organisations of the period, and of others who held their posts; `due` are earlier articles with plans that come
    due in the period.
    """

    weeks: tuple[Tally, ...] = ()
    actors: tuple[dict[str, int], ...] = ()
    roles: tuple[PastRole, ...] = ()
    due: tuple[Analysed, ...] = ()
