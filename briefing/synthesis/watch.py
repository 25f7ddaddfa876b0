"""The reader's watch list: where its people, organisations and terms stand, and what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from briefing.language import lexicon
from briefing.language.korean import bare
from briefing.model import Remark, Watched
from briefing.synthesis.identity import Entity, Identities, forms_of
from briefing.synthesis.sources import Citations, Cited
from briefing.synthesis.voices import remark

_COMPOUND = 3  # syllables from which a word is itself in a compound: 반도체산업; 전기차 is not 전기


def gather(cited: Citations, known: Identities, entries: Sequence[str]) -> tuple[Watched, ...]:
    """One for each entry, in their order: the sources that hold it and all remarks, in order of date and source.

    Remarks of a person are all of that name; of an organisation its own and those of its people; those that hold the
    words are there for every entry. With no mention both are empty.
    """
    looked_for = [_Wanted.of(entry, known) for entry in entries]
    for item in cited if entries else ():
        for wanted in looked_for:
            wanted.look(item, known)
    return tuple(
        Watched(
            name=wanted.entry,
            sources=tuple(sorted(wanted.sources)),
            remarks=tuple(sorted(wanted.remarks, key=lambda r: (r.published or date.min, r.source, r.start))),
        )
        for wanted in looked_for
    )


def holds(item: Cited, entry: str) -> bool:
    """Whether an article names the person or organisation, by any of its forms, or has the term in title or body."""
    return _names(item, entry) or says(item.source.title or "", entry) or says(item.body, entry)


def says(text: str, entry: str) -> bool:
    """Whether the words of an entry stand in `text` as words: from the beginning of one to its end or a particle.

    Entries of three syllables or more may have more behind them (반도체산업), and blanks in the entry may be absent.
    """
    return any(
        form.split()[0] in text and _pattern(form).search(text) is not None for form in forms_of(entry) if form.strip()
    )


@dataclass(slots=True)
class _Wanted:
    """An entry with the people and bodies that go by it, and what was found of it so far."""

    entry: str
    meant: frozenset[Entity]
    bodies: frozenset[str]
    sources: set[int]
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, entry: str, known: Identities) -> _Wanted:
        forms = frozenset(bare(form) for form in forms_of(entry))
        meant = frozenset(
            entity
            for entity in known.entities
            if not forms.isdisjoint(bare(form) for form in (entity.name, entity.label, *entity.forms))
        )
        bodies = frozenset(entity.name for entity in meant if entity.kind == "organization")
        return cls(entry, meant, bodies, {number for entity in meant for number in entity.sources})

    def look(self, item: Cited, known: Identities) -> None:
        """Takes what an article holds of it."""
        number, entry = item.source.number, self.entry
        if number not in self.sources and not (says(item.source.title or "", entry) or says(item.body, entry)):
            return
        self.sources.add(number)
        for quote in item.analysed.analysis.quotes:
            speaker = known.of(number, quote.speaker) if quote.speaker else None
            org = quote.speaker_org and known.bodies.name(quote.speaker_org, item.source.published)
            if speaker in self.meant or org in self.bodies or says(quote.of(item.body), entry):
                self.remarks.append(remark(item, quote))


def _names(item: Cited, entry: str) -> bool:
    forms = frozenset(bare(form) for form in forms_of(entry))
    actors = item.analysed.analysis.actors
    return any(bare(form) in forms for actor in actors for form in (actor.name, *actor.aliases))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s*".join(re.escape(word) for word in form.split())
    particles = "|".join(re.escape(particle) for particle in lexicon.particles())
    hangul = "가" <= form[-1] <= "힣"
    if hangul and len(bare(form)) >= _COMPOUND:
        behind = ""
    elif hangul:
        behind = rf"(?=(?:{particles}){{0,2}}(?![0-9A-Za-z가-힣]))"
    else:
        behind = r"(?![0-9A-Za-z])"
    return re.compile(rf"(?<![0-9A-Za-z가-힣]){words}{behind}")
