"""Editions -> people and organisations over the weeks, each with a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import ActorKind, Edition, Profile, Remark, Role, Source
from briefing.period import Period
from briefing.render.site import names

_COMPANIONS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A remark and the article that has it."""

    remark: Remark
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Somebody in one week: in how many articles, in which issues (number and label), with which remarks."""

    slug: str
    period: Period
    articles: int
    issues: tuple[tuple[int, str], ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name that may lead to a page (by its address inside the site), and how often it counts."""

    name: str
    path: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """A person or organisation over all weeks; `label` tells a person from others of the name: 나윤설(가온시).

    `weeks` are those that name it, the latest first; `companions` who is most often in the same articles;
    `people` those who hold a post of an organisation. `path` is the address of its page inside the site.
    """

    name: str
    label: str
    kind: ActorKind
    path: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    weeks: tuple[Appearance, ...]
    companions: tuple[Link, ...]
    people: tuple[Link, ...]

    @property
    def remarks(self) -> int:
        """How many remarks its page has."""
        return sum(len(week.said) for week in self.weeks)

    @property
    def articles(self) -> int:
        """How many articles of all weeks name it."""
        return sum(week.articles for week in self.weeks)


def gather(editions: Sequence[Edition]) -> tuple[ActorPage, ...]:
    """Everybody whom the profiles of `editions` (in order of time) name, in the order of their labels.

    Organisations are one by name. Two profiles of one name are one person where they share a body, and so is one whose
    body no article names with the only other of the name; what is not known never brings two others together.
    """
    groups = list(_groups(editions))
    paths = [_path(group) for group in groups]
    homonyms = Counter((group[0][1].kind, group[0][1].name) for group in groups)
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for group, path in zip(groups, paths, strict=True):
        by_name[group[0][1].name].append(path)
    unique = {name: found[0] for name, found in by_name.items() if len(found) == 1}
    holders: defaultdict[str, dict[str, Link]] = defaultdict(dict)
    for group, path in zip(groups, paths, strict=True):
        profile = group[0][1]
        if profile.kind == "person":
            articles = sum(len(other.sources) for _, other in group)
            for org in _bodies(group):
                holders[org][path] = Link(name=profile.name, path=path, count=articles)
    said = [_voices(edition) for edition in editions]
    sources = [{source.number: source for source in edition.sources} for edition in editions]
    found = []
    for group, path in zip(groups, paths, strict=True):
        first = group[0][1]
        body = next(reversed(_bodies(group)), None)
        alone = homonyms[first.kind, first.name] == 1
        people = holders[first.name].values() if first.kind == "organization" else ()
        found.append(
            ActorPage(
                name=first.name,
                label=first.name if alone else f"{first.name}({body or '소속 미상'})",
                kind=first.kind,
                path=path,
                aliases=tuple(dict.fromkeys(form for _, profile in reversed(group) for form in profile.aliases)),
                roles=_roles(role for _, profile in group for role in profile.roles),
                weeks=tuple(
                    _appearance(editions[place], profile, said[place], sources[place])
                    for place, profile in reversed(group)
                ),
                companions=_companions(group, unique),
                people=tuple(sorted(people, key=lambda link: (-link.count, link.name, link.path))),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.label, one.path)))


_Group = list[tuple[int, Profile]]
"""The profiles of one person or organisation, each with the place of its edition, in order of time."""


def _groups(editions: Sequence[Edition]) -> Iterator[_Group]:
    by_name: defaultdict[tuple[ActorKind, str], _Group] = defaultdict(list)
    for place, edition in enumerate(editions):
        for profile in edition.profiles:
            by_name[profile.kind, profile.name].append((place, profile))
    for (kind, _), profiles in by_name.items():
        yield from [profiles] if kind == "organization" else _people(profiles)


def _people(profiles: _Group) -> Iterator[_Group]:
    """The profiles of one name by person."""
    groups: list[tuple[set[str], _Group]] = []
    unplaced: _Group = []
    for place, profile in profiles:
        bodies = {role.org for role in profile.roles if role.org}
        if not bodies:
            unplaced.append((place, profile))
            continue
        same = [group for group in groups if not group[0].isdisjoint(bodies)]
        groups = [group for group in groups if group not in same]
        joined = sorted([(place, profile), *(one for _, members in same for one in members)], key=lambda one: one[0])
        groups.append((bodies.union(*(known for known, _ in same)), joined))
    weeks = [place for place, _ in unplaced]
    if len(groups) <= 1 and len(set(weeks)) == len(weeks):
        yield sorted([*unplaced, *(one for _, members in groups for one in members)], key=lambda one: one[0])
        return
    yield from (members for _, members in groups)
    if unplaced:
        yield unplaced


def _bodies(group: _Group) -> list[str]:
    """The organisations of a person's posts, the earliest first."""
    return list(dict.fromkeys(role.org for _, profile in group for role in profile.roles if role.org))


def _path(group: _Group) -> str:
    """The address is by the name, and for a person the body that the first week names: later weeks do not change it."""
    profile = group[0][1]
    if profile.kind == "organization":
        return f"organizations/{names.slug(profile.name)}/"
    body = next((role.org for role in profile.roles if role.org), None)
    return f"people/{names.slug(profile.name, body)}/"


def _voices(edition: Edition) -> dict[str | None, list[tuple[frozenset[int], tuple[Remark, ...]]]]:
    """The remarks of a week by the speaker's name, with the sources that have them."""
    found: defaultdict[str | None, list[tuple[frozenset[int], tuple[Remark, ...]]]] = defaultdict(list)
    for voice in edition.voices:
        found[voice.name].append((frozenset(remark.source for remark in voice.remarks), voice.remarks))
    return found


def _appearance(
    edition: Edition,
    profile: Profile,
    voices: dict[str | None, list[tuple[frozenset[int], tuple[Remark, ...]]]],
    sources: dict[int, Source],
) -> Appearance:
    own = frozenset(profile.sources)
    remarks = next((remarks for said_in, remarks in voices.get(profile.name, ()) if said_in <= own), ())
    return Appearance(
        slug=edition.slug,
        period=edition.period,
        articles=len(own),
        issues=tuple((place + 1, edition.issues[place].label) for place in profile.issues),
        said=tuple(Said(remark, sources[remark.source]) for remark in remarks),
    )


def _roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each post once, from the first to the last article that names it, in order of time."""
    days: dict[tuple[str | None, str | None], list[date]] = {}
    for role in roles:
        days.setdefault((role.org, role.title), []).extend(day for day in (role.first, role.last) if day)
    found = [
        Role(org=org, title=title, first=min(on, default=None), last=max(on, default=None))
        for (org, title), on in days.items()
    ]
    return tuple(sorted(found, key=lambda r: (r.first or date.min, r.last or date.min, r.org or "", r.title or "")))


def _companions(group: _Group, paths: dict[str, str]) -> tuple[Link, ...]:
    counts = Counter[str]()
    for _, profile in group:
        counts.update({other.name: other.articles for other in profile.companions})
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:_COMPANIONS]
    return tuple(Link(name=name, path=paths.get(name), count=count) for name, count in ranked)
