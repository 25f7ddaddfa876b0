"""Who is who: one person or organisation is one entity over all articles, whatever an article calls it.

Organisations are known by their official name: short forms through the word list, by the year of the article, and
through what the articles themselves say (`aliases`). People are known by name and body; what is not known of a mention
never brings two people together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import chain, pairwise
from sys import intern

from briefing.language import lexicon
from briefing.language.korean import bare
from briefing.model import ActorKind
from briefing.synthesis.sources import Cited

_LEAST_ALIAS = 3  # letters; shorter forms that an article defines for itself (이하 “재단”, “공사”) are kinds of bodies
_ASSEMBLY = "국회"


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor of one article, with the official name of its body.

    `mentions` counts the places that name it, `remarks` what it says there; `others` are all names of that article.
    """

    source: int
    published: date | None
    name: str
    title: str | None
    aliases: tuple[str, ...]
    mentions: int
    remarks: int
    org: str | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """One person or organisation over all articles; `label` tells it from others of its name: 나윤설(가온시).

    `sightings` are in the order of the sources.
    """

    name: str
    kind: ActorKind
    label: str
    sightings: tuple[Sighting, ...]

    @property
    def sources(self) -> tuple[int, ...]:
        """The numbers of the sources that name it, each once, in order."""
        return tuple(dict.fromkeys(s.source for s in self.sightings))

    @property
    def mentions(self) -> int:
        """How many places name it."""
        return sum(s.mentions for s in self.sightings)

    @property
    def forms(self) -> tuple[str, ...]:
        """All that articles call it beside its name, sorted."""
        forms = {form for s in self.sightings for form in (s.name, *s.aliases)}
        return tuple(sorted(forms - {self.name}))

    @property
    def orgs(self) -> frozenset[str]:
        """The bodies that articles give it."""
        return frozenset(s.org for s in self.sightings if s.org)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The official names of the week's organisations: `aliases` and `spellings` by bare form, `stated` in full."""

    stated: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)

    def name(self, form: str, on: date | None) -> str:
        """The name that `form` stands for on a day, or `form` itself where that is open.

        A short form of two bodies (산업부) is the one in force that year; where the year has both, the one that the
        week's articles name in full, if it is only one.
        """
        key = bare(form)
        if bodies := _listed().get(key):
            in_force = [body.name for body in bodies if on is None or body.in_force(on.year)]
            names = in_force or [body.name for body in bodies]
            if len(names) > 1:
                names = [name for name in names if name in self.stated]
            return names[0] if len(names) == 1 else form
        name = self.aliases.get(key, form)
        return self.spellings.get(bare(name), name)


@dataclass(frozen=True, slots=True)
class Identities:
    """The entities of the week, in order of their first source, and the names of its bodies."""

    entities: tuple[Entity, ...]
    bodies: Bodies
    _by_source: Mapping[int, Mapping[str, Entity]]

    def of(self, source: int, name: str) -> Entity | None:
        """The entity that source number `source` calls `name`, None for words that name nobody (업계 관계자)."""
        return self._by_source.get(source, {}).get(name)


def unite(cited: Iterable[Cited]) -> Identities:
    """Who is who in the articles.

    People of one name are one person where their bodies are the same (or one the other shortened, one a part of the
    other, or party and parliament). A mention without a body joins the only person of its name; of several the one with
    the same post, else the one with most companions in common; else it stays its own. Somebody whom only
    a surname names is nobody else's in any other article.
    """
    seen = [pair for item in cited for pair in _seen(item)]
    bodies = _bodies(sighting for kind, sighting in seen if kind == "organization")
    groups: defaultdict[tuple[ActorKind, str], list[Sighting]] = defaultdict(list)
    for kind, sighting in seen:
        on, org = sighting.published, sighting.org
        name = sighting.name if kind == "person" else bodies.name(sighting.name, on)
        groups[kind, name].append(replace(sighting, org=bodies.name(org, on)) if org else sighting)
    entities = []
    for (kind, name), sightings in groups.items():
        people = _people(name, sightings) if kind == "person" else [sightings]
        entities += [Entity(name, kind, _label(name, group, len(people)), tuple(group)) for group in people]
    entities.sort(key=lambda e: (e.sightings[0].source, e.kind, e.name, e.label))
    by_source: defaultdict[int, dict[str, Entity]] = defaultdict(dict)
    for entity in sorted(entities, key=lambda e: e.kind):  # of a body and a person of one name the person is meant
        for sighting in entity.sightings:
            by_source[sighting.source][sighting.name] = entity
    return Identities(tuple(entities), bodies, by_source)


def _seen(item: Cited) -> Iterator[tuple[ActorKind, Sighting]]:
    """The actors of an article, bodies as it calls them; the words of thousands of articles are kept once."""
    analysis = item.analysed.analysis
    others = tuple({intern(actor.name): None for actor in analysis.actors})
    orgs = {quote.speaker: quote.speaker_org for quote in reversed(analysis.quotes)}
    remarks = Counter(quote.speaker for quote in analysis.quotes)
    for actor in analysis.actors:
        org = actor.org or (orgs.get(actor.name) if actor.kind == "person" else None)
        yield (
            actor.kind,
            Sighting(
                source=item.source.number,
                published=item.source.published,
                name=intern(actor.name),
                title=actor.title and intern(actor.title),
                aliases=tuple(map(intern, actor.aliases)),
                mentions=len(actor.mentions),
                remarks=remarks[actor.name],
                org=org and intern(org),
                others=others,
            ),
        )


@cache
def forms_of(name: str) -> frozenset[str]:
    """`name` with all forms of the bodies that the word list knows by it, but for ordinary words."""
    return frozenset({name}).union(*((body.name, *body.shorts) for body in _listed().get(bare(name), ())))


def same_body(one: str, other: str) -> bool:
    """Whether two names given to one person's body mean one: 성균관대 and 성균관대학교, a part and its parent.

    Two bodies of the word list are two, however alike (한국은행, 한국산업은행), but for a body and what it was renamed.
    Asked only of people of one name, so that a chance likeness of two bodies does no harm.
    """
    first, second = _official().get(one), _official().get(other)
    if first and second:
        return first == second or _connected(first, second) or _connected(second, first)
    short, long = sorted((bare(one), bare(other)), key=len)
    if len(short) > _LEAST_ALIAS and long.endswith(short):  # 한국 and the like are left out
        return True
    syllables = iter(long)
    return short[:1] == long[:1] and all(syllable in syllables for syllable in short)


def same_post(one: str | None, other: str | None) -> bool:
    """Whether two titles may be one post, written in full and shortened: 제2차관 and 차관; not 부위원장 and 위원장."""
    if not one or not other:
        return False
    short, long = sorted((bare(one), bare(other)), key=len)
    before = long.removesuffix(short)
    return long == short or (before != long and len(before) > 1 and not before.endswith("부"))


def nameless(name: str) -> bool:
    """Whether `name` is a surname alone, or hides who it is (김모 씨, A씨): nobody that can be met again."""
    first = name.split(" ")[0]
    return len(first) < 2 or first in lexicon.surnames().double or _hidden().fullmatch(name) is not None


@cache
def _hidden() -> re.Pattern[str]:
    """Names with something else where the given name would be: 김모 씨, A씨, 남궁○○."""
    double = "|".join(sorted(lexicon.surnames().double))
    return re.compile(rf"(?:[가-힣A-Z]|{double})(?:\s?(?:모|某|[○〇OX△*]{{1,3}})(?:\s?씨)?|\s?씨)")


# --- organisations --------------------------------------------------------------------------------------


@cache
def _listed() -> dict[str, tuple[lexicon.Organization, ...]]:
    """Bare form -> the bodies of the word list that go by it; an official name is its own body alone."""
    table: defaultdict[str, list[lexicon.Organization]] = defaultdict(list)
    for body in lexicon.organizations():
        for form in body.shorts:
            table[bare(form)].append(body)
    official = {bare(body.name): (body,) for body in lexicon.organizations()}
    return {form: tuple(bodies) for form, bodies in table.items()} | official


@cache
def _official() -> dict[str, lexicon.Organization]:
    return {body.name: body for body in lexicon.organizations()}


def _connected(one: lexicon.Organization, other: lexicon.Organization) -> bool:
    """Whether one person may be named by both: a part and its parent, party and parliament, before and after renaming.

    The word list does not say what followed whom: a body that began in the year in which the other ended, or in the
    next, and has two syllables of its name (기획재정부, 재정경제부).
    """
    if one.parent == other.name or (one.name == _ASSEMBLY and other.kind == "party"):
        return True
    ended, began = one.years.partition("-")[2], other.years.partition("-")[0]
    pairs = {a + b for a, b in pairwise(one.name)}
    follows = bool(ended and began) and int(began) - int(ended) in (0, 1)
    return follows and one.kind == other.kind and any(a + b in pairs for a, b in pairwise(other.name))


def _bodies(organizations: Iterable[Sighting]) -> Bodies:
    """What the articles say of their organisations: a form that two bodies go by stands for neither."""
    written = Counter[str]()
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for sighting in organizations:
        written[sighting.name] += 1
        for alias in sighting.aliases:
            owners[bare(alias)].add(bare(sighting.name))
    spellings: dict[str, str] = {}
    for name in sorted(written, key=lambda name: (-written[name], len(name), name)):
        spellings.setdefault(bare(name), name)
    kinds = set(lexicon.body_suffixes())
    aliases = {
        alias: _listed()[name][0].name if name in _listed() else spellings[name]
        for alias, names in owners.items()
        if len(names) == 1 and len(alias) >= _LEAST_ALIAS and alias not in kinds
        for name in names
        if name != alias and name not in owners and len(alias) < len(name)
    }
    return Bodies(frozenset(written), aliases, spellings)


# --- people ---------------------------------------------------------------------------------------------


def _people(name: str, sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """The sightings of one name, person by person."""
    if nameless(name):
        by_source: defaultdict[int, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            by_source[sighting.source].append(sighting)
        return list(by_source.values())
    placed = _alike([s for s in sightings if s.org], lambda s: s.org or "", same_body)
    stray = _attach(placed, [s for s in sightings if not s.org])
    titled = _alike([s for s in stray if s.title], lambda s: s.title or "", same_post)
    rest = _attach(titled, [s for s in stray if not s.title])
    people = [*placed, *titled, *([rest] if rest else [])]
    return [sorted(group, key=lambda s: s.source) for group in people]


def _alike(
    sightings: Sequence[Sighting], key: Callable[[Sighting], str], same: Callable[[str, str], bool]
) -> list[list[Sighting]]:
    """The sightings by key, those with keys that mean the same together, also by way of a third."""
    by_key: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_key[key(sighting)].append(sighting)
    groups: list[tuple[list[str], list[Sighting]]] = []
    for word in sorted(by_key):
        near = [group for group in groups if any(same(word, other) for other in group[0])]
        words, members = [word], list(by_key[word])
        for group in near:
            words += group[0]
            members += group[1]
            groups.remove(group)
        groups.append((words, members))
    return [members for _, members in groups]


def _attach(groups: list[list[Sighting]], loose: Sequence[Sighting]) -> list[Sighting]:
    """Brings each loose sighting to the group it belongs to, in place, and gives back those of none."""
    if len(groups) < 2:
        if groups:
            groups[0].extend(loose)
            return []
        return list(loose)
    titles = [{s.title for s in group} for group in groups]
    others = [set(chain.from_iterable(s.others for s in group)) for group in groups]
    left = []
    for sighting in loose:
        fitting = [i for i, held in enumerate(titles) if any(same_post(sighting.title, t) for t in held)]
        if len(fitting) != 1:
            shared = {i: len(others[i].intersection(sighting.others)) for i in fitting or range(len(groups))}
            most = max(shared.values())
            fitting = [i for i, count in shared.items() if count == most > 1]  # one is the name itself
        if len(fitting) == 1:
            groups[fitting[0]].append(sighting)
        else:
            left.append(sighting)
    return left


def _label(name: str, group: Sequence[Sighting], people: int) -> str:
    if people == 1:
        return name
    known = [s.org for s in group if s.org] or [s.title for s in group if s.title]
    return f"{name}({known[-1]})" if known else name
