from __future__ import annotations

import feedparser
from lxml import etree

from tests.render.site import published

ALL = published.whole()
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_is_read_by_a_reader() -> None:
    found = feedparser.parse(ALL["feed.xml"])
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.id == published.URL
    assert [entry.title for entry in found.entries][-2:] == [
        "[정정] 주간 정책 브리핑 · 2024-W03 · 1월 3주차 (1. 15.–1. 21.)",
        "주간 정책 브리핑 · 2024-W02 · 1월 2주차 (1. 8.–1. 14.)",
    ]
    assert found.entries[-1].id == "tag:briefing.gaon.example,2024-01-14:issues/2024-W02"
    assert found.entries[-1].link == f"{published.URL}issues/2024-W02/index.html"
    assert found.entries[-1].updated == "2024-01-14T00:00:00+00:00"
    assert found.entries[0].summary == "이 기간에 해당하는 기사가 없습니다."


def test_the_feed_has_what_the_standard_asks() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated and an author; links with a rel, one of them to itself."""
    feed = etree.fromstring(ALL["feed.xml"])
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "주간 정책 브리핑"
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["self", "alternate"]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 5


def test_the_site_map_names_every_page() -> None:
    root = etree.fromstring(ALL["sitemap.xml"])
    named = {element.text for element in root.iter("{*}loc")}
    assert named == {published.URL + path for path in ALL if path.endswith(".html") and path != "404.html"}
    assert f"Sitemap: {published.URL}sitemap.xml" in ALL["robots.txt"].decode()
