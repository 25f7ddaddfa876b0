"""The people and organisations of the week: their posts over time, and with whom they appear."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from briefing.language import lexicon
from briefing.language.korean import bare
from briefing.model import Companion, Holder, Issue, PastRole, Profile, Role, Succession
from briefing.synthesis.identity import Entity, Identities, nameless, same_body, same_post

_COMPANIONS = 5  # names that one line of print holds
_ORDINAL = re.compile(r"제?[1-9]$")
_MANY = 5  # times as many articles; of two holders with few each nobody can tell who is the mistake
_LEAST_QUALIFIER = 2  # letters of a department's name


def gather(known: Identities, past: Sequence[PastRole], most: int) -> tuple[Profile, ...]:
    """At most `most` people and as many organisations: people first, each by articles, remarks, mentions and name.

    `past` are the posts that earlier articles give; they belong to a person of the week with the same body, or to
    the only one of that name where nothing tells them apart.
    """
    remarks = {
        entity: sum(
            {(s.source, s.name): s.remarks for s in entity.sightings if known.of(s.source, s.name) is entity}.values()
        )
        for entity in known.entities
    }
    by_source: defaultdict[int, list[Entity]] = defaultdict(list)
    for entity in known.entities:
        for source in entity.sources:
            by_source[source].append(entity)
    ranked = sorted(
        known.entities, key=lambda e: (-len(e.sources), -remarks[e], -e.mentions, e.label, e.sightings[0].source)
    )
    earlier = _earlier(known, past)
    people = [entity for entity in ranked if entity.kind == "person"][:most]
    bodies = [entity for entity in ranked if entity.kind == "organization"][:most]
    return tuple(
        Profile(
            name=entity.name,
            kind=entity.kind,
            aliases=entity.forms,
            roles=_roles(entity, earlier[entity]),
            sources=entity.sources,
            remarks=remarks[entity],
            companions=_companions(entity, by_source),
        )
        for entity in (*people, *bodies)
    )


def placed(profiles: Iterable[Profile], issues: Sequence[Issue]) -> tuple[Profile, ...]:
    """The profiles with the places of the issues that share a source with them."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, issue in enumerate(issues):
        for source in issue.sources:
            places[source].append(place)
    return tuple(
        replace(
            profile, issues=tuple(sorted({place for source in profile.sources for place in places.get(source, ())}))
        )
        for profile in profiles
    )


def successions(known: Identities, past: Sequence[PastRole]) -> tuple[Succession, ...]:
    """The posts that articles of the week or before give to one person and then to another, by body and title.

    Only a post that one person holds at a time (see `single_posts.txt`), named with its body in dated articles, whose
    holders do not overlap: the last article that gives it to one is no later than the first that gives it to the next.
    Whom few articles name in the time of somebody whom many name is taken for a mistake and left out. A name that may
    be a form of the other (파월, 제롬 파월) succeeds nobody. One holder at the least is of the week.
    """
    days: defaultdict[tuple[str, str], defaultdict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    articles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    titles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    named: dict[tuple[str, str], set[str]] = {}  # by the week's own articles
    for entity in known.entities:
        for sighting in entity.sightings if entity.kind == "person" else ():
            if sighting.org and sighting.title and sighting.published:
                post = sighting.org, bare(sighting.title)
                named.setdefault(post, set()).add(entity.name)
                titles[post][sighting.title] += 1
                articles[post][entity.name] += 1
                days[post][entity.name].append(sighting.published)
    for role in past:
        if role.kind == "person" and role.org and role.title:
            post = known.bodies.name(role.org, role.last), bare(role.title)
            titles[post][role.title] += role.articles
            articles[post][role.name] += role.articles
            days[post][role.name] += [role.first, role.last]
    found = []
    for post in sorted(post for post in named if _single(post[1])):
        holders = [Holder(name=name, first=min(on), last=max(on)) for name, on in days[post].items()]
        holders = [h for h in holders if not any(_outnumbered(h, other, articles[post]) for other in holders)]
        holders.sort(key=lambda h: (h.first or date.min, h.last or date.min, h.name))
        if len(holders) > 1 and _in_turn(holders) and any(h.name in named[post] for h in holders):
            written = max(sorted(titles[post]), key=lambda title: titles[post][title])
            found.append(Succession(org=post[0], title=written, holders=tuple(holders)))
    return tuple(found)


# --- roles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """A post in one article, or in several earlier ones (then without source)."""

    org: str | None
    title: str | None
    first: date | None
    last: date | None
    source: int | None = None

    def within(self, other: _Named) -> bool:
        """Whether this names the other's post with fewer words: 차관 for 가온부 제2차관."""
        return (
            (self.org is None or self.org == other.org)
            and (self.title is None or same_post(self.title, other.title))
            and len(bare(self.title or "")) <= len(bare(other.title or ""))
        )


def _roles(entity: Entity, past: Sequence[_Named]) -> tuple[Role, ...]:
    """The posts in order of time; one named with fewer words counts to the only post that it can mean."""
    week = [_Named(s.org, s.title, s.published, s.published, s.source) for s in entity.sightings]
    posts: defaultdict[tuple[str | None, str], list[_Named]] = defaultdict(list)
    for one in (*past, *week):
        if one.org or one.title:
            posts[one.org, bare(one.title or "")].append(one)
    kept = {
        post: list(named)
        for post, named in posts.items()
        if not any(other != post and named[0].within(more[0]) for other, more in posts.items())
    }
    for post in [post for post in posts if post not in kept]:
        wider = [other for other in kept if posts[post][0].within(posts[other][0])]
        kept.setdefault(wider[0] if len(wider) == 1 else post, []).extend(posts[post])
    roles = [_role(named) for named in kept.values()]
    return tuple(sorted(roles, key=lambda r: (r.first or date.max, r.last or date.max, r.org or "", r.title or "")))


def _role(named: Sequence[_Named]) -> Role:
    first = [n.first for n in named if n.first]
    last = [n.last for n in named if n.last]
    return Role(
        org=named[0].org,
        title=named[0].title,
        first=min(first, default=None),
        last=max(last, default=None),
        sources=tuple(sorted({n.source for n in named if n.source is not None})),
    )


def _earlier(known: Identities, past: Iterable[PastRole]) -> defaultdict[Entity, list[_Named]]:
    """The earlier posts of each person of the week, with the official names of their bodies."""
    by_name: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in known.entities:
        if entity.kind == "person":
            by_name[entity.name].append(entity)
    roles: defaultdict[str, list[_Named]] = defaultdict(list)
    for role in past:
        if role.kind == "person" and role.name in by_name and not nameless(role.name):
            org = known.bodies.name(role.org, role.last) if role.org else None
            roles[role.name].append(_Named(org, role.title, role.first, role.last))
    earlier: defaultdict[Entity, list[_Named]] = defaultdict(list)
    for name, posts in roles.items():
        bodies = {post.org for post in posts if post.org}
        for post in posts:
            holders = [e for e in by_name[name] if _holds(e, post, alone=len(by_name[name]) == 1 and len(bodies) < 2)]
            if len(holders) == 1:
                earlier[holders[0]].append(post)
    return earlier


def _holds(entity: Entity, post: _Named, *, alone: bool) -> bool:
    """Whether an earlier post is this person's; `alone`: nobody else of the name is known with another body."""
    if post.org and entity.orgs:
        return any(same_body(post.org, org) for org in entity.orgs)
    return alone or any(same_post(post.title, s.title) for s in entity.sightings)


# --- companions and successions -------------------------------------------------------------------------


def _companions(entity: Entity, by_source: dict[int, list[Entity]]) -> tuple[Companion, ...]:
    own = entity.orgs | {entity.name}  # a person's own body says nothing
    together = Counter(other for source in entity.sources for other in by_source[source] if other.name not in own)
    best = sorted(together.items(), key=lambda pair: (-pair[1], pair[0].kind, pair[0].label))[:_COMPANIONS]
    return tuple(Companion(name=other.label, articles=count) for other, count in best)


@cache
def _posts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Titles that are single as they stand, heads that a department makes single, words that name no department."""
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for line in lexicon.lines("single_posts.txt"):
        mark = line[0] if line[0] in "-+" else ""
        rows[mark].update(line.removeprefix(mark).split())
    return frozenset(rows[""]), frozenset(rows["-"]), frozenset(rows["+"])


def _single(title: str) -> bool:
    """Whether one person at a time holds a post of this (bare) title in a body."""
    alone, heads, vague = _posts()
    if title in alone:
        return True
    qualifiers = [title.removesuffix(head) for head in heads if title.endswith(head)]
    if not qualifiers:
        return False
    qualifier = min(qualifiers, key=len)
    named = len(qualifier) >= _LEAST_QUALIFIER and not any(qualifier.endswith(word) for word in vague)
    return named or _ORDINAL.fullmatch(qualifier) is not None


def _outnumbered(one: Holder, other: Holder, articles: Counter[str]) -> bool:
    """Whether the time of `one` lies within that of `other`, whom many times as many articles name."""
    if not (one.first and one.last and other.first and other.last) or one is other:
        return False
    return other.first <= one.first and one.last <= other.last and articles[other.name] >= _MANY * articles[one.name]


def _in_turn(holders: Sequence[Holder]) -> bool:
    """Whether the holders, in order of time, follow each other without overlap and are different people."""
    names = [holder.name for holder in holders]
    lasts = Counter(name.split(" ")[-1] for name in names)  # 안토니오 구테흐스, 안토니우 구테흐스
    if any(nameless(name) or sum(other.endswith(name) for other in names) > 1 for name in names):
        return False
    turns = pairwise(holders)
    return max(lasts.values()) == 1 and all(
        one.last and two.first and one.last <= two.first and one.first != two.first for one, two in turns
    )
