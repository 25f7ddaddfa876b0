"""Who said what this week: the remarks of all articles, by speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from briefing.model import Quote, Remark, Voice
from briefing.synthesis.sources import Cited


def gather(cited: Sequence[Cited], speakers: int, each: int) -> tuple[Voice, ...]:
    """At most `speakers` speakers with at most `each` remarks: named persons first, the unknown (None) last.

    Organisations and unnamed speakers stand between them; within each class, by the number of remarks, then by
    name. Where there are more remarks than `each`, those word for word and the earlier are kept. People of one
    name and different organisations stay apart; a mention without an organisation joins the first of that name.
    Organisation and title are those of the latest remark that has them. Words that two articles both quote
    stand once, from the earlier.
    """
    persons = {a.name for c in cited for a in c.analysed.analysis.actors if a.kind == "person"}
    groups: defaultdict[str | None, list[list[Remark]]] = defaultdict(list)
    for item in cited:
        for quote in item.analysed.analysis.quotes:
            _join(groups[quote.speaker], _remark(item, quote))
    everyone = [group for same_name in groups.values() for group in same_name]
    everyone.sort(key=lambda g: (_class(g[0].speaker, persons), -len(g), g[0].speaker or "", g[0].source, g[0].start))
    return tuple(_voice(group, each) for group in everyone[:speakers])


def _join(groups: list[list[Remark]], remark: Remark) -> None:
    for group in groups:
        orgs = {r.speaker_org for r in group if r.speaker_org}
        if not orgs or not remark.speaker_org or any(_same_org(remark.speaker_org, org) for org in orgs):
            said = _squash(remark.text)
            if not any(_squash(r.text) == said for r in group):
                group.append(remark)
            return
    groups.append([remark])


def _voice(group: Sequence[Remark], most: int) -> Voice:
    in_order = sorted(group, key=lambda r: (r.published or date.min, r.source, r.start))
    word_for_word = sorted(in_order, key=lambda r: r.kind != "direct")[:most]
    return Voice(
        name=in_order[0].speaker,
        org=_latest(r.speaker_org for r in in_order),
        title=_latest(r.speaker_title for r in in_order),
        remarks=tuple(r for r in in_order if r in word_for_word),
    )


def _latest(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return known[-1] if known else None


def _same_org(one: str, other: str) -> bool:
    """Whether one is the other shortened: 성균관대 of 성균관대학교, 한은 of 한국은행.

    Asked only of people of one name, so that a chance likeness of two bodies does no harm.
    """
    short, long = sorted((_squash(one), _squash(other)), key=len)
    syllables = iter(long)
    return short[:1] == long[:1] and all(syllable in syllables for syllable in short)


def _squash(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _class(name: str | None, persons: set[str]) -> int:
    if name is None:
        return 2
    return 0 if name in persons else 1


def _remark(item: Cited, quote: Quote) -> Remark:
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


def count_mentions(cited: Sequence[Cited]) -> list[tuple[str, tuple[int, ...]]]:
    """Each named person or organisation with the sources that mention them, most sources first, then by name."""
    seen: defaultdict[str, set[int]] = defaultdict(set)
    places = Counter[str]()
    for item in cited:
        for actor in item.analysed.analysis.actors:
            seen[actor.name].add(item.source.number)
            places[actor.name] += len(actor.mentions)
    return sorted(
        ((name, tuple(sorted(sources))) for name, sources in seen.items()),
        key=lambda entry: (-len(entry[1]), -places[entry[0]], entry[0]),
    )
