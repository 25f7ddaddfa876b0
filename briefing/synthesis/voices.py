"""Who said what this week: the remarks of all articles, by speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from briefing.language.korean import bare
from briefing.model import Quote, Remark, Voice
from briefing.synthesis.identity import Entity, Identities
from briefing.synthesis.sources import Cited

Unnamed = tuple[str | None, str]  # the words for a speaker nobody names, and the bare name of the body


def gather(cited: Iterable[Cited], known: Identities, speakers: int, each: int) -> tuple[Voice, ...]:
    """At most `speakers` speakers with at most `each` remarks: named persons first, the unknown (None) last.

    Organisations and unnamed speakers stand between them; within each class, by the number of remarks, then by
    name. Where there are more remarks than `each`, those word for word and the earlier are kept. Who is one speaker,
    `known` says; unnamed ones (업계 관계자) are one by their words and body. Organisation and title are those of
    the latest remark that has them. Words that two articles both quote stand once, from the earlier.
    """
    groups: defaultdict[Entity | Unnamed, list[Remark]] = defaultdict(list)
    for item in sorted(cited, key=lambda item: item.source.number):
        for quote in item.analysed.analysis.quotes:
            entity = known.of(item.source.number, quote.speaker) if quote.speaker else None
            groups[entity or (quote.speaker, bare(quote.speaker_org or ""))].append(remark(item, quote))
    voices = [(speaker, _once(remarks)) for speaker, remarks in groups.items()]
    voices.sort(key=lambda v: (_class(v[0]), -len(v[1]), _name(v[0]) or "", v[1][0].source, v[1][0].start))
    return tuple(_voice(speaker, remarks, each) for speaker, remarks in voices[:speakers])


def remark(item: Cited, quote: Quote) -> Remark:
    """The quote as it is printed, with the sentence it stands in."""
    excerpt = item.excerpt(quote)
    return Remark(
        quote.start,
        quote.end,
        source=excerpt.source,
        text=excerpt.text,
        kind=quote.kind,
        speaker=quote.speaker,
        speaker_org=quote.speaker_org,
        speaker_title=quote.speaker_title,
        cue=quote.cue,
        stance=quote.stance,
        published=item.source.published,
        context=item.context(quote),
    )


def count_mentions(known: Identities) -> list[tuple[str, tuple[int, ...]]]:
    """Each person or organisation with the sources that name it, most sources first, then most places, then by name.

    People of one name are told apart by their body: 나윤설(가온시).
    """
    everyone = sorted(known.entities, key=lambda e: (-len(e.sources), -e.mentions, e.label, e.sources))
    return [(entity.label, entity.sources) for entity in everyone]


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks in order of date and source, the same words once."""
    in_order = sorted(remarks, key=lambda r: (r.published or date.min, r.source, r.start))
    said: dict[str, Remark] = {}
    for one in in_order:
        said.setdefault(bare(one.text), one)
    return list(said.values())


def _voice(speaker: Entity | Unnamed, remarks: Sequence[Remark], most: int) -> Voice:
    word_for_word = sorted(remarks, key=lambda r: r.kind != "direct")[:most]
    return Voice(
        name=_name(speaker),
        org=_latest(r.speaker_org for r in remarks),
        title=_latest(r.speaker_title for r in remarks),
        remarks=tuple(sorted(word_for_word, key=remarks.index)),
    )


def _name(speaker: Entity | Unnamed) -> str | None:
    return speaker.name if isinstance(speaker, Entity) else speaker[0]


def _latest(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return known[-1] if known else None


def _class(speaker: Entity | Unnamed) -> int:
    """0 for a person, 1 for an organisation or somebody unnamed, 2 for nobody known."""
    if isinstance(speaker, Entity):
        return 0 if speaker.kind == "person" else 1
    return 1 if speaker[0] else 2
