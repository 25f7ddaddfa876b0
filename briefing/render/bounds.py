"""How much of a week the documents print.

A week of up to a thousand articles is printed whole: about a hundred and ten pages, half of them its sources. Of a
larger week the chapters stay as long as that, and of every list that grows with it the first items are printed and
the rest are counted: a hundred thousand articles make as many pages. Sources keep their numbers. `briefing.json`, which
stands beside the documents, holds all that is left out; it is attached to the PDF as well, of very large weeks with
what the documents print and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from briefing.model import Briefing

T = TypeVar("T")

# Articles. The documents of a week in between have the whole of briefing.json in the PDF, up to some 5 MB.
_ORDINARY, _VERY_LARGE = 1_000, 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many of a kind are printed, None for all; each list is in the order of its weight or of time.

    `cited` says that the list of sources holds only those whose number is printed, `attached` that the PDF brings the
    whole of briefing.json. `numbers` are the sources named in one place, `beside` those beside an issue that has no
    chapter; `stories` belong to one issue, `remarks` to one entry of the watch list, `disputes` to one of the ledger,
    `roles` to one person.
    """

    chapters: int = 40  # issues told in full, some twenty pages
    listed: int = 30  # undated articles and rejected files
    cited: bool = False
    attached: bool = True
    others: int | None = None
    beside: int | None = None
    briefs: int | None = None
    stories: int | None = None
    numbers: int | None = None
    remarks: int | None = None
    disputes: int | None = None
    moves: int | None = None
    roles: int | None = None
    successions: int | None = None


_WHOLE = Bounds()
# Four pages of issues, two of briefs, one of movements; every source named takes a twentieth of a page at the end.
_LARGE = Bounds(
    cited=True,
    others=200,
    beside=1,
    briefs=100,
    stories=8,
    numbers=5,
    remarks=10,
    disputes=2,
    moves=40,
    roles=5,
    successions=20,
)


def of(briefing: Briefing) -> Bounds:
    """The bounds for the documents of `briefing`."""
    sources = len(briefing.sources)
    return replace(_LARGE, attached=sources <= _VERY_LARGE) if sources > _ORDINARY else _WHOLE


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first items of a long list and how many are left out."""

    items: tuple[T, ...]
    more: int


def cut(items: Sequence[T], most: int | None) -> Listed[T]:
    """The first `most` of `items`, all for None."""
    shown = tuple(items[:most])
    return Listed(shown, len(items) - len(shown))


def cut_runs(runs: Sequence[tuple[int, int]], most: int | None) -> Listed[tuple[int, int]]:
    """The first `most` runs of source numbers, with the number of sources in the others."""
    shown = cut(runs, most)
    return Listed(shown.items, sum(last - start + 1 for start, last in runs[len(shown.items) :]))
