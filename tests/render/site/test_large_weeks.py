"""Weeks with more issues than are told in full, and weeks so large that their page leaves articles out."""

from __future__ import annotations

import re
from dataclasses import replace
from posixpath import dirname, join, normpath

from briefing.model import Briefing
from briefing.render.search import words
from tests.render import samples, sizes
from tests.render.site import published


def dangling(*weeks: Briefing) -> set[str]:
    """Links of the site's pages, and of what its search finds, that lead to no page or to no place in one."""
    known = {week.period.slug: week for week in weeks}
    editions = [published.edition(week) for week in weeks]
    pages = published.pages(*editions, briefing=known.__getitem__)
    html = {path: page.content().decode() for path, page in pages.items() if path.endswith(".html")}
    ids = {path: set(re.findall(r'\bid="?([\w.-]+)', text)) for path, text in html.items()}
    links = {
        (normpath(join(dirname(path), target)) if target else path, anchor)
        for path, text in html.items()
        for target, anchor in re.findall(r'<a\b[^>]*? href="([^"#:]*)(?:#([^"]*))?"', text)
        if path != "404.html"
    }
    links |= {
        (f"issues/{edition.slug}/index.html", unit.anchor) for edition in editions for unit in words.units(edition)
    }
    return {
        f"{path}#{anchor}"
        for path, anchor in links
        if path != "search/index.html" and (path not in pages or (anchor and anchor not in ids.get(path, {anchor})))
    }


def test_issues_without_a_chapter_can_be_linked_to() -> None:
    rich = published.told()
    many = replace(rich, issues=tuple(replace(rich.issues[0], label=f"쟁점 {number}") for number in range(1, 46)))
    edition = published.edition(many)
    assert "issue-45" in {unit.anchor for unit in words.units(edition)}
    assert dangling(many) == set()


def test_of_a_large_week_only_what_its_page_prints_is_linked_to() -> None:
    large = sizes.large(1_200)
    last = len(large.issues) - 1
    known, *others = large.profiles
    large = replace(large, profiles=(replace(known, issues=(0, 239, 240, last)), *others))
    edition = published.edition(large)
    assert len(large.issues) == len(edition.issues) + edition.further == 240 + edition.further
    assert edition.further > 0
    assert edition.profiles[0].issues == (0, 239)
    assert len(edition.sources) < 300
    assert dangling(published.week("2024-W02", samples.rich()), large) == set()
    front = published.pages(edition, briefing=lambda _: large)["index.html"].content().decode()
    assert f"그 밖의 쟁점 {len(large.issues) - 7}개는" in front
