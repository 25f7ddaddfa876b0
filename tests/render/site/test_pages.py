"""The pages as files: addresses, links, fingerprints, what is in them and what is not."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import msgspec
import pytest

from briefing.model import Briefing, Edition
from briefing.render import site
from briefing.render.design import Brand, Design
from tests.render import samples
from tests.render.excerpts import ARTICLES
from tests.render.site import published

ALL = published.whole()
HTML = {path: content.decode() for path, content in ALL.items() if path.endswith(".html")}


class Links(HTMLParser):
    """The links of a page, its ids, and the tags that are open at its end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        self.ids += [known["id"] or ""] if "id" in known else []
        if tag == "a" and "href" in known:
            self.links.append(known["href"] or "")
        elif "href" in known or "src" in known:
            self.loads.append(known.get("href") or known.get("src") or "")


PATHS = set(published.pages(*published.editions())) | {"search/index.html"}  # which is made elsewhere
PAGES = {path: Links(html) for path, html in HTML.items()}


def test_the_kinds_of_pages() -> None:
    kinds = {re.sub(r"[^/]+-[0-9a-f]{8}/", "NAME/", re.sub(r"-[0-9a-f]{12}\.", ".", path)) for path in ALL}
    weeks = {f"issues/{slug}/index.html" for slug in ("2024-W02", "2024-W03", "2024-W04", "2024-W05", "2024-W06")}
    assert kinds == weeks | {
        "404.html",
        "assets/issue.js",
        "assets/site.css",
        "assets/site.js",
        "feed.xml",
        "index.html",
        "issues/index.html",
        "numbers/index.html",
        "numbers/numbers.csv",
        "organizations/NAME/index.html",
        "organizations/index.html",
        "people/NAME/index.html",
        "people/index.html",
        "plans/2024/index.html",
        "plans/index.html",
        "robots.txt",
        "sitemap.xml",
        "topics/NAME/index.html",
        "topics/index.html",
    }


def test_paths_are_safe_and_differ_by_more_than_case() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", path) and ".." not in path for path in PATHS)
    assert len({path.lower() for path in PATHS}) == len(PATHS)


@pytest.mark.parametrize("path", sorted(set(HTML) - {"404.html"}))
def test_every_link_leads_somewhere(path: str) -> None:
    for link in (*PAGES[path].links, *PAGES[path].loads):
        if re.match(r"https?://|data:,$", link):
            continue
        target, _, anchor = link.partition("#")
        assert not target.startswith(("/", "//")) and ":" not in target
        found = normpath(join(dirname(path), target)) if target else path
        assert found in PATHS, link
        if anchor and found in PAGES:
            assert anchor in PAGES[found].ids, link


@pytest.mark.parametrize("path", sorted(HTML))
def test_nothing_is_inline_or_from_elsewhere(path: str) -> None:
    html = HTML[path]
    assert html.startswith('<!DOCTYPE html>\n<html lang="ko">')
    assert "default-src &#39;none&#39;; style-src &#39;self&#39;; script-src &#39;self&#39;" in html
    assert "<style" not in html and not re.search(r"<script(?! src=\")", html)
    for tag, attributes in PAGES[path].tags:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes), tag
        assert tag not in ("img", "iframe", "object", "embed")
    assert all(not load.startswith(("http", "//")) for load in PAGES[path].loads)
    assert len(PAGES[path].ids) == len(set(PAGES[path].ids))
    assert "javascript:" not in "".join(PAGES[path].links)


def test_no_body_of_an_article_is_in_it() -> None:
    for body in (ARTICLES[number][4] for number in ARTICLES):
        for path, content in ALL.items():
            assert body not in content.decode(), path
    kept = msgspec.json.encode(published.editions()).decode()
    assert not any(body in kept for body in (ARTICLES[number][4] for number in ARTICLES))


def test_an_edition_is_kept_as_it_was() -> None:
    for edition in published.editions():
        assert msgspec.json.decode(msgspec.json.encode(edition), type=Edition) == edition


def test_one_more_week_makes_only_its_own_pages_new() -> None:
    before = published.pages(*published.editions()[:2])
    after = published.pages(*published.editions()[:3])
    changed = {
        path for path, page in after.items() if path not in before or before[path].fingerprint != page.fingerprint
    }
    assert "issues/2024-W02/index.html" not in changed
    assert not any(path.startswith(("assets/", "organizations/", "404")) for path in changed)
    assert {"index.html", "issues/2024-W03/index.html", "issues/2024-W04/index.html"} <= changed
    assert set(before) <= set(after)


def never(slug: str) -> Briefing:
    raise AssertionError(slug)


def test_a_fingerprint_stands_for_the_bytes() -> None:
    one = published.pages(*published.editions(), briefing=never)  # told without the briefings
    again = published.pages(*reversed(published.editions()))
    assert {path: page.fingerprint for path, page in one.items()} == {
        path: page.fingerprint for path, page in again.items()
    }
    for path, page in again.items():
        if not path.endswith(".woff2") and "issues/2" not in path:
            assert page.content() == ALL[path], path
    press = site.press(published.editions(), Design(brand=Brand(main="#6b3a00")))
    brown = {page.path: page for page in site.pages(press, published.editions(), never)}
    assert brown["index.html"].fingerprint != one["index.html"].fingerprint


def test_a_corrected_revision_makes_its_page_new() -> None:
    plain = replace(published.editions()[1], correction=None)
    path = "issues/2024-W03/index.html"
    assert published.pages(plain)[path].fingerprint != published.pages(published.editions()[1])[path].fingerprint
    assert '<span class="tag">정정</span>' in HTML["issues/index.html"]


def test_a_site_without_weeks_or_address() -> None:
    found = {page.path: page for page in site.pages(site.press((), Design()), (), never)}
    assert "아직 게시한 호가 없습니다." in found["index.html"].content().decode()
    assert "feed.xml" not in found and "sitemap.xml" not in found and "robots.txt" not in found
    assert '<a href="/index.html">' in found["404.html"].content().decode()
    assert 'href="/weekly/assets/' in HTML["404.html"]


def test_downloads_lie_beside_their_issue() -> None:
    editions = published.editions()[1:2]
    made = site.pages(site.press(editions, Design()), editions, published.briefings().__getitem__, downloads=("json",))
    found = {page.path: page for page in made}
    assert '<a href="briefing.json" download>' in found["issues/2024-W03/index.html"].content().decode()
    assert msgspec.json.decode(found["issues/2024-W03/briefing.json"].content())["title"] == "주간 정책 브리핑"


def test_the_ledger_as_a_table_for_spreadsheets() -> None:
    content = ALL["numbers/numbers.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["호"] for row in rows[:1]] == ["2024-W05"]
    first = next(row for row in rows if row["호"] == "2024-W03")
    assert (first["무엇"], first["값"], first["단위"], first["기사의 표기"], first["날짜"]) == (
        *("지능형 농기계 실증 사업", "1240000000000", "KRW"),
        *("1조 2,400억원", "2024-01-15"),
    )
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_formula_is_a_word_to_the_spreadsheet() -> None:
    edition = published.editions()[1]
    stated = replace(edition.ledger[0].stated, label='=HYPERLINK("x")')
    page = published.pages(replace(edition, ledger=(replace(edition.ledger[0], stated=stated),)))["numbers/numbers.csv"]
    assert "'=HYPERLINK" in page.content().decode()


def test_plans_stand_in_their_months_once() -> None:
    both = published.pages(*published.editions()[:2])
    calendar = both["plans/index.html"].content().decode()
    assert re.findall(r"<h2>(.*?)</h2>", calendar) == ["2024년 2월", "2024년 3월", "2024년 7월"]
    assert calendar.count("현장 평가를 마칠 계획이다") == 1
    past = both["plans/2024/index.html"].content().decode()
    assert "새 차고지를 연다고 밝혔다." in past and "2024년 1월" in past


def test_hostile_words_are_only_words() -> None:
    for path, html in HTML.items():
        assert "<script>alert" not in html and "<img" not in html, path
        assert "\u202e" not in html and "\x1b" not in html, path
    assert samples.HOSTILE not in ALL["feed.xml"].decode()
