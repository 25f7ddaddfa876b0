"""Where each source is cited, and what a source number opens; filled while the templates run."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.model import Commitment, Excerpt, Quantity, Remark, Source


@dataclass(frozen=True, slots=True)
class Note:
    """What the page shows at a source number: the article, and the words in their sentence where they are a part of it.

    `words` are the three parts of the sentence: before, what is printed elsewhere, after.
    """

    id: str
    source: Source
    words: tuple[str, str, str] | None


@dataclass(slots=True)
class Citations:
    """Which source is cited where, filled while the template runs; the list of sources comes last.

    The first citation of a source in a place gets an id, to which the list of sources links back. A page also gets a
    note for each article and sentence that a number stands for.
    """

    sources: dict[int, Source]
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

    def note(self, source: int, item: Excerpt | None) -> str:
        """The id of the note for `source`, with the sentence of `item` where it is a part of one of that source."""
        words = within(item) if isinstance(item, Remark | Quantity | Commitment) and item.source == source else None
        key = (source, item.start, item.end) if item and words else (source, 0, 0)
        note = self.notes.setdefault(key, Note(f"n{len(self.notes)}", self.sources[source], words))
        return note.id


def within(item: Remark | Quantity | Commitment) -> tuple[str, str, str] | None:
    """The sentence of `item` in three parts: before, its own words, after; None where it is the whole sentence."""
    context = item.context
    first, last = item.start - context.start, item.end - context.start
    if context.text == item.text or context.source != item.source or context.text[first:last] != item.text:
        return None
    return context.text[:first], context.text[first:last], context.text[last:]
