"""The actors of an article: people with body and title, bodies with their short forms, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from briefing.analysis import bodies, organizations, people, titles, words
from briefing.analysis.sightings import Sighting
from briefing.analysis.words import Group
from briefing.language import lexicon
from briefing.model import Actor, Document, Span

Post = tuple[str | None, str | None]  # body and title

_HANGUL = re.compile(r"[가-힣]+")
# Surnames that are also 전(前), 현(現), 고(故), 신(新), 한 and 이: with a word right before them they are no surname.
_DETERMINERS = frozenset({"전", "현", "고", "신", "한", "이"})
_QUALIFIER = 2  # syllables that may stand between surname and head: 남 시의장, 권 원내대표
_OFFICE = re.compile(r"[가-힣]{4,}처장")
_NO_TITLE = frozenset({"씨", "여사"})


def extract(document: Document, on: date | None = None) -> tuple[Actor, ...]:
    """The actors of `document`, in order of their first mention, people and organisations together.

    `on` is the article's date. A person is somebody whom a title, a body or the way the name stands shows; contacts
    of a press release and reporters are not. Later places with the full name, or with surname and title (박 차관),
    count as mentions of that person.
    """
    found = words.groups(document)
    known = organizations.learn(document, found, on)
    sightings = people.read(document, found, known)
    lead = known.lead or bodies.opening(document, known)
    places = bodies.mentions(document, found, known, {org for org in (lead, *(s.org for s in sightings)) if org})
    persons = _persons(document, sightings, found, places, lead)
    acting = [
        Actor(
            name=name,
            kind="organization",
            aliases=tuple(sorted({form for span in spans if (form := span.of(document.text)) != name})),
            mentions=tuple(spans),
        )
        for name, spans in places.items()
    ]
    return tuple(sorted((*persons, *acting), key=lambda actor: (actor.mentions[0].start, actor.mentions[0].end)))


def _persons(
    document: Document, sightings: list[Sighting], found: list[Group], places: dict[str, list[Span]], lead: str | None
) -> list[Actor]:
    text = document.text
    by_name: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        by_name.setdefault(sighting.name, []).append(sighting)
    for name in [name for name in by_name if any(other.endswith(" " + name) for other in by_name)]:
        del by_name[name]  # the last name of a foreigner named in full elsewhere
    if not by_name:
        return []
    posts = {name: _post(seen) for name, seen in by_name.items()}
    spans = {name: {s.span for s in seen} for name, seen in by_name.items()}
    aliases: dict[str, set[str]] = {name: {s.latin for s in seen if s.latin} for name, seen in by_name.items()}
    for name, span in _in_full(text, found, by_name):
        spans[name].add(span)
    held = {name: " ".join(s.title for s in seen if s.title) for name, seen in by_name.items()}
    for name, span in _shorts(document, found, held, spans):
        spans[name].add(span)
        aliases[name].add(span.of(text))
    actors = []
    for name, (org, title) in posts.items():
        if org is None and title is not None and title.split()[0] not in lexicon.places("states"):
            org = bodies.of_title(title, min(s.start for s in spans[name]), document, places, lead)
            if org is None and not places and _OFFICE.fullmatch(title):  # 남도일 누리안전처장, and no other body
                org, title = title[:-1], "처장"
        actors.append(
            Actor(
                name=name,
                kind="person",
                org=org,
                title=None if title in _NO_TITLE else title,
                aliases=tuple(sorted(aliases[name])),
                mentions=tuple(sorted(spans[name], key=lambda span: (span.start, span.end))),
            )
        )
    return actors


def _post(seen: list[Sighting]) -> Post:
    """Body and title of a person out of all sightings: the body most often named, the title that came with it."""
    counts = Counter(s.org for s in seen if s.org)
    org = max(counts, key=lambda body: counts[body]) if counts else None
    titled = [s for s in seen if s.title]
    return org, next((s.title for s in titled if s.org == org), titled[0].title if titled else None)


def _in_full(text: str, found: list[Group], by_name: Iterable[str]) -> Iterator[tuple[str, Span]]:
    """The places where a word begins with a full name of three syllables or more, with or without a title."""
    starts = {word.start for group in found for word in group.words}
    for name in by_name:
        start = text.find(name) if len(name) > 2 else -1
        while start >= 0:
            end = start + len(name)
            if start in starts and not _runs_on(text, end):
                yield name, Span(start, end)
            start = text.find(name, start + 1)


def _runs_on(text: str, end: int) -> bool:
    """Whether the name that ends at `end` is a part of a longer word (이상민 in 이상민원)."""
    rest = _HANGUL.match(text, end)
    if rest is None:
        return False
    return titles.stems("가" + rest.group())[-1] != 1 and titles.find(rest.group()) is None


def _shorts(
    document: Document, found: list[Group], held: dict[str, str], spans: dict[str, set[Span]]
) -> list[tuple[str, Span]]:
    """The places of `박 차관`, `최부총장`, `로페즈 장관`, with the person meant; `held` are each person's titles."""
    surnames = {name[0] for name in held if " " not in name}
    lasts = {name.rsplit(" ", 1)[-1] for name in held if " " in name}
    taken = {span.start for places in spans.values() for span in places}
    shorts = []
    for group in found:
        for index, word in enumerate(group.words):
            if word.title is None:
                continue
            stem = word.text[: len(word.text) - word.title.particle - len(word.title.head)]
            start = word.start
            before = group.words[index - 1] if index else None
            apart = before is not None and word.gap in (" ", "\xa0") and not word.parted
            if apart and before is not None and (not stem or (len(stem) <= _QUALIFIER and before.text in surnames)):
                stem, start = before.text, before.start
                if stem in _DETERMINERS and _noun_before(document, group, index - 1):
                    continue
            if start in taken or not (stem in surnames or stem in lasts):
                continue
            if stem in lasts and any(s.start < start < s.end for places in spans.values() for s in places):
                continue
            name = _holder(stem, word.title, held, spans, start)
            if name is not None:
                shorts.append((name, Span(start, word.stem_end)))
    return shorts


def _noun_before(document: Document, group: Group, index: int) -> bool:
    """Whether a bare noun stands right before word `index`: `이춘식 전 위원장`, not `이어 전 위원장은`."""
    word = group.words[index]
    if index == 0 or word.gap.strip(" \xa0") or "\n" in word.gap:
        return False
    before = group.words[index - 1]
    tokens = document.tokens_between(before.start, before.end)
    return before.title is None and bool(tokens) and tokens[-1].tag[0] == "N"


def _holder(
    short: str, title: titles.Title, held: dict[str, str], spans: dict[str, set[Span]], position: int
) -> str | None:
    """The person meant by a surname and a title: the one last named before who holds it (박 차관: …제2차관).

    Where nobody does, the only person of that surname named before (배 부총리 for 배나래 장관).
    """
    bearers = [n for n in held if (n.rsplit(" ", 1)[-1] == short if " " in n else n[0] == short)]
    fitting = [n for n in bearers if title.head in held[n]]
    if not fitting:
        alone = len(bearers) == 1 and title.strong and any(s.start < position for s in spans[bearers[0]])
        return bearers[0] if alone else None
    return max(fitting, key=lambda n: max((s.start for s in spans[n] if s.start < position), default=-1))
