"""Who said what this week: the remarks of all articles, by speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from briefing.language.korean import bare
from briefing.model import Quote, Remark, Voice
from briefing.synthesis.identity import Entity, Identities
from briefing.synthesis.sources import Citations, Cited

Unnamed = tuple[str | None, str]  # the words for a speaker nobody names, and the bare name of the body
_Place = tuple[int, int]  # the number of a source, and which of its quotes


@dataclass(slots=True)
class _Said:
    """What a speaker said, as far as print needs it: where the first direct and indirect remarks stand.

    `words` are fingerprints of all that was said, so that the same words count once; `org` and `title` are the latest.
    """

    first: tuple[int, int]  # source and start of the earliest remark
    words: set[bytes] = field(default_factory=set)
    direct: list[_Place] = field(default_factory=list)
    indirect: list[_Place] = field(default_factory=list)
    org: str | None = None
    title: str | None = None


def gather(cited: Citations, known: Identities, speakers: int, each: int) -> tuple[Voice, ...]:
    """At most `speakers` speakers with at most `each` remarks: named persons first, the unknown (None) last.

    Organisations and unnamed speakers stand between them; within each class, by the number of remarks, then by
    name. Where there are more remarks than `each`, those word for word and the earlier are kept. Who is one speaker,
    `known` says; unnamed ones (업계 관계자) are one by their words and body. Organisation and title are those of
    the latest remark that has them. Words that two articles both quote stand once, from the earlier.
    """
    groups: dict[Entity | Unnamed, _Said] = {}
    for item in cited:
        number, quotes = item.source.number, item.analysed.analysis.quotes
        for place in sorted(range(len(quotes)), key=lambda place: quotes[place].start):
            quote = quotes[place]
            entity = known.of(number, quote.speaker) if quote.speaker else None
            speaker = entity or (quote.speaker, bare(quote.speaker_org or ""))
            said = groups.get(speaker) or groups.setdefault(speaker, _Said((number, quote.start)))
            words = fingerprint(item, quote)
            if words not in said.words:
                said.words.add(words)
                said.org, said.title = quote.speaker_org or said.org, quote.speaker_title or said.title
                kept = said.direct if quote.kind == "direct" else said.indirect
                if len(kept) < each:
                    kept.append((number, place))
    voices = sorted(groups.items(), key=lambda v: (_class(v[0]), -len(v[1].words), _name(v[0]) or "", v[1].first))
    return tuple(_voice(cited, speaker, said, each) for speaker, said in voices[:speakers])


def fingerprint(item: Cited, quote: Quote) -> bytes:
    """What tells the words of a quote from others, white space and marks aside; a week has millions of them."""
    return blake2b(bare(quote.of(item.body)).encode(), digest_size=12).digest()


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


def _voice(cited: Citations, speaker: Entity | Unnamed, said: _Said, most: int) -> Voice:
    chosen = sorted([*said.direct, *said.indirect][:most])
    items = {number: cited.numbered(number) for number in sorted({number for number, _ in chosen})}
    remarks = [remark(items[number], items[number].analysed.analysis.quotes[place]) for number, place in chosen]
    return Voice(
        name=_name(speaker),
        org=said.org,
        title=said.title,
        remarks=tuple(sorted(remarks, key=lambda r: (r.source, r.start))),
    )


def _name(speaker: Entity | Unnamed) -> str | None:
    return speaker.name if isinstance(speaker, Entity) else speaker[0]


def _class(speaker: Entity | Unnamed) -> int:
    """0 for a person, 1 for an organisation or somebody unnamed, 2 for nobody known."""
    if isinstance(speaker, Entity):
        return 0 if speaker.kind == "person" else 1
    return 1 if speaker[0] else 2
