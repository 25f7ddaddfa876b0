"""Five made-up weeks of a site: two that go on, one with another person of a known name, a hostile and an empty one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from briefing.model import Briefing, Change, Correction, Edition, Profile, Revision, Role
from briefing.period import parse
from briefing.render import site
from briefing.render.design import Design
from briefing.render.site import Page
from tests.render import samples

TODAY = date(2024, 3, 1)
URL = "https://briefing.gaon.example/weekly/"


def week(slug: str, briefing: Briefing) -> Briefing:
    return replace(briefing, period=parse(slug, TODAY))


def told() -> Briefing:
    """The rich week, its first matter with words and names."""
    rich = samples.rich()
    farms = replace(rich.issues[0], terms=("농기계", "실증", "구입비"), actors=("미래산업부", "한도윤"))
    return replace(rich, issues=(farms, *rich.issues[1:]))


def first() -> Briefing:
    """The week before the rich one: its first matter, and the same person in the post before."""
    rich = told()
    issue = replace(rich.issues[0], label="미래산업부, 지능형 농기계 실증 지역 공모", movement=None)
    han = replace(rich.profiles[0], roles=rich.profiles[0].roles[:1], companions=(), issues=(0,))
    return week(
        "2024-W02", replace(rich, issues=(issue,), briefs=(), voices=rich.voices[:1], profiles=(han,), ledger=())
    )


def second() -> Briefing:
    """The rich week with a profile of an organisation, corrected once."""
    rich = told()
    body = Profile(name="해오름시", kind="organization", sources=(6, 7, 8), issues=(1,))
    change = Change(part="number", about="안전요원", before="36명", after="46명")
    correction = Correction(revision=2, corrected=1, changes=(change,))
    return replace(rich, profiles=(*rich.profiles, body), correction=correction)


def third() -> Briefing:
    """A week in which the first matter goes on and two people of one name appear, one of whom is known."""
    rich = told()
    known = Role(org="미래산업부", title="장관", first=date(2024, 1, 22), last=date(2024, 1, 25), sources=(1,))
    other = Role(org="가온시", title="시장", first=date(2024, 1, 23), last=date(2024, 1, 23), sources=(9,))
    profiles = (
        replace(rich.profiles[0], roles=(known,), issues=(0,)),
        Profile(name="한도윤", kind="person", roles=(other,), sources=(9,), issues=(2,)),
    )
    moved = rich.issues[0].movement
    assert moved is not None
    issue = replace(rich.issues[0], movement=replace(moved, before=3))
    return week("2024-W04", replace(rich, issues=(issue, *rich.issues[2:]), profiles=profiles, upcoming=(), due=()))


def hostile() -> Briefing:
    bad = samples.hostile()
    profile = replace(bad.profiles[0], name=samples.HOSTILE, sources=(1,), aliases=(samples.HOSTILE,))
    return week("2024-W05", replace(bad, profiles=(profile,), title="주간 정책 브리핑", issuer="미래산업부"))


def empty() -> Briefing:
    return week("2024-W06", samples.empty())


@cache
def briefings() -> dict[str, Briefing]:
    return {one.period.slug: one for one in (first(), second(), third(), hostile(), empty())}


def edition(briefing: Briefing, number: int = 1) -> Edition:
    slug = briefing.period.slug
    moment = datetime.combine(briefing.period.end, datetime.min.time(), tzinfo=UTC)
    return site.edition(briefing, Revision(slug=slug, number=number, hash=f"{number:064x}"), moment)


@cache
def editions() -> tuple[Edition, ...]:
    return tuple(edition(one) for one in briefings().values())


def pages(
    *chosen: Edition, url: str | None = URL, briefing: Callable[[str], Briefing] | None = None
) -> dict[str, Page]:
    made = list(site.pages(site.press(chosen, Design()), chosen, briefing or briefings().__getitem__, url))
    found = {page.path: page for page in made}
    assert len(found) == len(made), "two pages of one path"
    return found


@cache
def whole() -> dict[str, bytes]:
    """The site of all weeks but its fonts."""
    return {path: page.content() for path, page in pages(*editions()).items() if not path.endswith(".woff2")}
