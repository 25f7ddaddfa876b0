"""Where each source is cited, and what a source number opens; filled while the templates run."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from briefing.model import Commitment, Excerpt, Quantity, Remark, Source
from briefing.render.bounds import Bounds, Listed


@dataclass(frozen=True, slots=True)
class Note:
    """What the page shows at a source number: a sentence of which a part is printed, and its article.

    One note serves all that is printed of a sentence; `spans` are those words, as ranges of its text.
    """

    id: str
    source: int
    text: str
    spans: set[tuple[int, int]] = field(default_factory=set)

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The sentence in pieces, each with whether it is printed elsewhere."""
        printed = {at for first, last in self.spans for at in range(first, last)}
        return [
            ("".join(character for _, character in run), marked)
            for marked, run in groupby(enumerate(self.text), key=lambda entry: entry[0] in printed)
        ]


@dataclass(slots=True)
class Citations:
    """Which source is cited where, filled while the template runs; the list of sources comes last.

    The first citation of a source in a place gets an id, to which the list of sources links back. A page also gets a
    note for each sentence that is printed in part.
    """

    sources: dict[int, Source]
    bounds: Bounds
    paper: bool
    places: dict[int, dict[str, str]] = field(default_factory=dict)
    notes: dict[tuple[int, int, int], Note] = field(default_factory=dict)

    def cite(self, source: int, place: str, label: str) -> str | None:
        """The id for this citation if it is the source's first in `place`, else None."""
        known = self.places.setdefault(source, {})
        if place in known:
            return None
        known[place] = label
        return self.anchor(source, place)

    def anchor(self, source: int, place: str) -> str:
        """The id of the first citation of `source` in `place`."""
        return f"cite-{place}-{source}"

    def of(self, source: int) -> list[tuple[str, str]]:
        """Anchor and label of every place that cites `source`, in order of appearance."""
        return [(self.anchor(source, place), label) for place, label in self.places.get(source, {}).items()]

    @property
    def where(self) -> str:
        """Where readers find what a large week's document leaves out."""
        return f"{'이 PDF에 붙인' if self.paper and self.bounds.attached else '함께 만든'} briefing.json"

    def listed(self) -> Listed[Source]:
        """What the list of sources prints: all of an ordinary week, of a large one those that are cited."""
        shown = tuple(s for s in self.sources.values() if s.number in self.places or not self.bounds.cited)
        return Listed(shown, len(self.sources) - len(shown))

    def note(self, source: int, item: Excerpt | None) -> str | None:
        """The id of the note for `item`; None where it is no part of a sentence of `source`, and on paper."""
        if self.paper or not isinstance(item, Remark | Quantity | Commitment) or item.source != source:
            return None
        span = within(item)
        if span is None:
            return None
        key = (source, item.context.start, item.context.end)
        note = self.notes.setdefault(key, Note(f"n{len(self.notes)}", source, item.context.text))
        note.spans.add(span)
        return note.id


def within(item: Remark | Quantity | Commitment) -> tuple[int, int] | None:
    """Where the words of `item` stand in the text of their sentence; None where they are the whole of it."""
    context = item.context
    first, last = item.start - context.start, item.end - context.start
    if context.text == item.text or context.source != item.source or context.text[first:last] != item.text:
        return None
    return first, last
