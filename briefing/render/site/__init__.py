"""Published weeks -> the pages of the intranet site. Pure: the same editions give the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import msgspec

from briefing.model import Briefing, Edition, Excerpt, Remark, Revision
from briefing.period import Period
from briefing.render import FORMATS, Sheet, bounds, data, page, view
from briefing.render.design import Design
from briefing.render.site import actors, feed, fonts, names, topics, weeks
from briefing.render.site.actors import ActorPage, Link
from briefing.render.site.press import Page, Press
from briefing.render.site.topics import Topic

__all__ = ["Page", "Press", "edition", "pages", "press"]

_NAME = "주간 정책 브리핑"  # of a site that has no issue yet


def edition(briefing: Briefing, revision: Revision, moment: datetime) -> Edition:
    """What the site keeps of `briefing`, which is published as `revision` at `moment`.

    Of a large week what its page prints: nothing else can be linked to.
    """
    bound = bounds.of(briefing)
    issues = len(briefing.issues)
    letters = "".join(sorted(set(fonts.syllables(msgspec.json.encode(briefing).decode()))))
    briefing = replace(briefing, ledger=tuple(replace(entry, repeated=()) for entry in briefing.ledger))
    if bound.cited:
        briefs = {story.sources[0] for story in briefing.briefs[: bound.briefs]}
        briefing = data.printed(briefing, bound, briefs)
    return Edition(
        revision=revision,
        moment=moment,
        period=briefing.period,
        title=briefing.title,
        issuer=briefing.issuer,
        lead=briefing.lead,
        articles=briefing.coverage.read,
        issues=tuple(replace(issue, remarks=(), quantities=()) for issue in briefing.issues),
        voices=tuple(replace(voice, remarks=tuple(map(_bare, voice.remarks))) for voice in briefing.voices),
        profiles=briefing.profiles,
        ledger=briefing.ledger,
        upcoming=briefing.upcoming,
        due=briefing.due,
        sources=briefing.sources,
        correction=briefing.correction,
        further=issues - len(briefing.issues),
        letters=letters,
    )


def _bare(remark: Remark) -> Remark:
    return replace(remark, context=Excerpt(remark.start, remark.end, source=remark.source, text=remark.text))


def press(editions: Sequence[Edition], design: Design) -> Press:
    """What the pages of the site share; it is named after its newest issue."""
    latest = max(editions, key=_time, default=None)
    letters = frozenset(letter for one in editions for letter in one.letters)
    return Press(design, latest.title if latest else _NAME, latest.issuer if latest else None, letters)


def pages(
    shared: Press,
    editions: Iterable[Edition],
    issue_page: Callable[[str], Briefing],
    url: str | None = None,
    downloads: Sequence[str] = (),
) -> Iterator[Page]:
    """Every file of the site of `editions`; nothing is made before its content is asked for.

    `shared` is the `press` of the same editions. `issue_page` gives the whole briefing of a week by its slug. `url` is
    where readers find the site, which feed and sitemap must say; without it there are none. `downloads` are the formats
    (`pdf`) that lie beside each issue. The page of the search is not among them.
    """
    ordered = sorted(editions, key=_time)
    actor_pages = actors.gather(ordered)
    found = topics.gather(ordered)
    yield from shared.files()
    html = [
        *_issues(shared, ordered, issue_page, actor_pages, found, downloads),
        *_lists(shared, ordered),
        *_actors(shared, actor_pages),
        *_topics(shared, found),
    ]
    yield from html
    for one in ordered:
        for name in downloads:
            yield _download(shared, one, name, issue_page)
    yield _numbers_table(shared, ordered)
    root = urlsplit(url).path.rstrip("/") + "/" if url else "/"
    yield shared.page("404.html", "site/missing.html", "", "찾는 페이지가 없습니다", root=root)
    if url is not None and ordered:
        address = url.rstrip("/") + "/"
        told = [(e.slug, e.moment, e.correction is not None, e.revision.hash) for e in ordered]
        mark = shared.fingerprint("feed", address, told)
        yield Page("feed.xml", mark, partial(feed.atom, ordered, address, shared.name, shared.issuer))
        paths = sorted(one.path for one in html)
        yield Page("sitemap.xml", shared.fingerprint(paths, address), partial(feed.sitemap, paths, address))
        yield Page("robots.txt", shared.fingerprint("robots", address), partial(feed.robots, address))


def _time(one: Edition) -> tuple[object, ...]:
    return one.period.start, one.period.end, one.slug


# --- issues ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Neighbour:
    slug: str
    period: Period


def _issues(
    shared: Press,
    editions: Sequence[Edition],
    issue_page: Callable[[str], Briefing],
    actor_pages: Sequence[ActorPage],
    found: Sequence[Topic],
    downloads: Sequence[str],
) -> Iterator[Page]:
    speakers: defaultdict[str, list[Link]] = defaultdict(list)
    for actor in actor_pages:
        for week in actor.weeks:
            if week.said:
                speakers[week.slug].append(Link(name=actor.name, path=actor.path, count=len(week.said)))
    matters: defaultdict[str, dict[int, Link]] = defaultdict(dict)
    for topic in found:
        for leg in topic.legs:  # in the words and the order of its own week, which later weeks do not change
            matters[leg.slug][leg.number] = Link(name=leg.label, path=topic.path, count=leg.articles)
    around = [None, *(_Neighbour(one.slug, one.period) for one in editions), None]
    for place, one in enumerate(editions):
        yield shared.page(
            f"issues/{one.slug}/index.html",
            "site/issue.html",
            "issues",
            f"{one.title} {one.period.name or one.period.dates}",
            revision=one.revision,
            correction=one.correction,
            period=one.period,
            before=around[place],
            after=around[place + 2],
            topics=[link for _, link in sorted(matters[one.slug].items())],
            actors=speakers[one.slug],
            downloads=[f"briefing.{name}" for name in downloads],
            later=partial(_body, shared.design, one.slug, issue_page),
        )


def _body(design: Design, slug: str, issue_page: Callable[[str], Briefing]) -> Mapping[str, object]:
    from markupsafe import Markup

    sheet = Sheet(issue_page(slug), design)
    return {"body": Markup(page.body(sheet.view, sheet.drawings, design))}  # noqa: S704 - escaped when it was filled


def _download(shared: Press, one: Edition, name: str, issue_page: Callable[[str], Briefing]) -> Page:
    def content() -> bytes:
        return FORMATS[name](Sheet(issue_page(one.slug), shared.design))

    path = f"issues/{one.slug}/briefing.{name}"
    return Page(path, shared.fingerprint(path, one.revision, one.correction), content)


# --- lists ----------------------------------------------------------------------------------------------


def _lists(shared: Press, editions: Sequence[Edition]) -> Iterator[Page]:
    newest = weeks.newest(editions[-1]) if editions else None
    years = weeks.years(editions)
    yield shared.page("index.html", "site/home.html", "home", shared.name, newest=newest, years=years)
    yield shared.page("issues/index.html", "site/issues.html", "issues", "지난 호", years=years)
    yield from _numbers(shared, editions)
    yield from _plans(shared, editions)


def _numbers(shared: Press, editions: Sequence[Edition]) -> Iterator[Page]:
    by_year = weeks.numbers(editions)
    years = list(by_year)
    for place, year in enumerate(years or [None]):
        path = f"numbers/{year}/index.html" if place else "numbers/index.html"
        rows = by_year[year] if year is not None else ()
        title = f"숫자 {year}년" if place else "숫자"
        yield shared.page(path, "site/numbers.html", "numbers", title, year=year, years=years, rows=rows)


def _numbers_table(shared: Press, editions: Sequence[Edition]) -> Page:
    rows = [row for found in weeks.numbers(editions).values() for row in found]
    return Page("numbers/numbers.csv", shared.fingerprint("numbers.csv", rows), partial(weeks.table, rows))


def _plans(shared: Press, editions: Sequence[Edition]) -> Iterator[Page]:
    upcoming = weeks.upcoming(editions) if editions else ()
    past = weeks.past(editions) if editions else {}
    yield shared.page(
        "plans/index.html",
        "site/plans.html",
        "plans",
        "일정",
        heading="앞으로의 일정",
        after=editions[-1].period.end if editions else None,
        months=upcoming,
        open=weeks.undated(editions),
        year=None,
        years=list(past),
    )
    for year, months in past.items():
        yield shared.page(
            f"plans/{year}/index.html",
            "site/plans.html",
            "plans",
            f"{year}년의 일정",
            heading=f"{year}년의 일정",
            after=None,
            months=months,
            open=(),
            year=year,
            years=list(past),
        )


# --- people, organisations, topics ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Somebody in a list, with the latest post."""

    path: str
    label: str
    role: str
    remarks: int
    articles: int


def _actors(shared: Press, actor_pages: Sequence[ActorPage]) -> Iterator[Page]:
    for kind, key, title in (("person", "people", "인물"), ("organization", "organizations", "기관")):
        groups: dict[str, list[_Entry]] = {}
        for one in actor_pages:
            if one.kind != kind:
                continue
            yield shared.page(f"{one.path}index.html", "site/actor.html", key, one.label, one=one)
            groups.setdefault(names.initial(one.label), []).append(_entry(one))
        listed = sorted(groups.items(), key=lambda group: (not "ㄱ" <= group[0] <= "ㅎ", group[0]))
        yield shared.page(f"{key}/index.html", "site/actors.html", key, title, groups=listed)


def _entry(one: ActorPage) -> _Entry:
    post = one.roles[-1] if one.roles and one.kind == "person" else None
    return _Entry(
        path=one.path,
        label=one.label,
        role=view.role(post.org, post.title) if post else "",
        remarks=one.remarks,
        articles=one.articles,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """A topic in the list, with the slugs of its first and last week."""

    path: str
    label: str
    first: str
    last: str
    weeks: int
    articles: int


def _topics(shared: Press, found: Sequence[Topic]) -> Iterator[Page]:
    for topic in found:
        yield shared.page(f"{topic.path}index.html", "site/topic.html", "topics", topic.label, topic=topic)
    entries = [
        _Course(
            path=topic.path,
            label=topic.label,
            first=topic.legs[-1].slug,
            last=topic.legs[0].slug,
            weeks=len(topic.legs),
            articles=sum(leg.articles for leg in topic.legs),
        )
        for topic in found
    ]
    yield shared.page("topics/index.html", "site/topics.html", "topics", "쟁점", entries=entries)
