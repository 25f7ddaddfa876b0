from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from briefing import render
from briefing.model import Briefing, Comparison, Excerpt, LedgerEntry
from briefing.render import resources
from briefing.render.colours import contrast, css
from briefing.render.design import PLAIN, Design
from tests.render.conftest import Report

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body"),
    *(
        "header",
        "nav",
        "main",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "div",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
    ),
    *(
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "details",
        "summary",
        "svg",
        "desc",
        "path",
        "text",
    ),
    *("a", "b", "br", "code", "mark", "small", "span", "time"),
    *("script", "form", "label", "input", "select", "option", "button", "output", "aside"),
}
# Elements that HTML lets stand without an end.
VOID = {"meta", "br", "path", "input"}


class Page(HTMLParser):
    """The elements, attributes and text of a page; `strays` are end tags that close nothing."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.strays: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.strays.append(tag)

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def excerpts(briefing: Briefing) -> list[Excerpt]:
    lead = [briefing.lead] if briefing.lead else []
    summaries = [e for issue in briefing.issues for e in issue.summary]
    return [*lead, *summaries, *(r for v in briefing.voices for r in v.remarks)]


def test_well_formed_and_only_known_elements(any_report: Report) -> None:
    page = Page(any_report.html)
    assert page.open == [] and page.strays == []
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert any_report.html.startswith("<!DOCTYPE html>")
    assert ("html", {"lang": "ko"}) in page.elements


def test_no_request_and_nothing_inline(any_report: Report) -> None:
    page = Page(any_report.html)
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "style", "action", "data", "poster"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        if "href" in attributes:
            assert tag == "a" and re.match(r"(#|https?://)", attributes["href"] or "")
    assert [attributes for tag, attributes in page.elements if tag == "script"] == [{}]
    style = any_report.html.split("<style>")[1].split("</style>")[0]
    assert "@import" not in style
    assert {url.split(",")[0] for url in re.findall(r"url\(\"?([^)\"]+)", style)} == {"data:font/woff2;base64"}


@pytest.mark.parametrize("name", ["style", "script"])
def test_policy_names_style_and_script_by_hash(any_report: Report, name: str) -> None:
    words = any_report.html.split(f"<{name}>")[1].split(f"</{name}>")[0]
    digest = base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
    policy = next(a["content"] for _, a in Page(any_report.html).elements if a.get("http-equiv"))
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert {key: rule for key, rule in rules.items() if key not in ("style-src", "script-src")} == {
        "default-src": "'none'",
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_every_link_has_its_target_and_no_id_stands_twice(any_report: Report) -> None:
    page = Page(any_report.html)
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    links = {(a["href"] or "")[1:] for _, a in page.elements if (a.get("href") or "").startswith("#")}
    assert links <= set(ids)
    opened = {a["popovertarget"] for tag, a in page.elements if tag == "button" and "popovertarget" in a}
    assert opened | {"note"} == {a["id"] for _, a in page.elements if "popover" in a}


def test_sources_are_linked_both_ways(rich: Report) -> None:
    hrefs = [a["href"] for _, a in Page(rich.html).elements if "href" in a]
    for source in rich.briefing.sources:
        assert f"#source-{source.number}" in hrefs
    assert "#cite-issue-1-3" in hrefs
    assert "#cite-overview-1" in hrefs


def test_everything_said_and_measured_is_there_with_its_source(rich: Report) -> None:
    text = Page(rich.html).text.replace("\u202f", " ").replace("\u00a0", " ")
    for excerpt in excerpts(rich.briefing):
        assert re.search(re.escape(excerpt.text) + r"”? \[" + str(excerpt.source) + r"\]", text), excerpt.text
    for quantity in (entry.stated for entry in rich.briefing.ledger):
        assert quantity.text in text
    for words in ("2024-W03 · 1월 3주차 (1. 15.–1. 21.)", "94억 원", "발화자 미상", "간접 인용"):
        assert words in text
    for words in ("매체 미상", "주소 없음", "memo-3", "articles/photo.jpg", "2024. 1. 20.–1. 21."):
        assert words in text


def test_the_week_as_a_whole_is_told(rich: Report) -> None:
    text = Page(rich.html).text.replace("\u202f", " ").replace("\u00a0", " ")
    for words in (
        "늘어남(1건→3건)",  # the issue against last week
        "같은 글: 들녘신문 [7]",
        "기사 2건 · 함께 나온 이 해오름시(1건) · 기사에 적힌 직함 미래산업부 제1차관(2023. 9. 4.–12. 1.)",
        "해오름시 교통국장: 유세진 2023. 11. 6.–2024. 1. 4. → 문가람 2024. 1. 18.",
        "바닷길 통합 이번 주 언급 없음",
        "2024. 2. 9.까지",
        "2024년 3월부터",
        "2024년 하반기부터",
        "앞서 알린 일 가운데 이번에 때가 된 것",
        "5억 7,700만 원",  # what another article says instead
        "앞서 1조 원",
        "1건은 다른 기사를 거의 그대로 실은 것이어서",
        "기사 2건은 출처가 앞부분만 주어",
    ):
        assert words in text, words


def test_without_an_earlier_week_it_says_so(rich: Report) -> None:
    alone = replace(rich.briefing, comparison=Comparison())
    assert "보관함에 앞선 네 주의 기사가 없어 견주지 못했습니다." in render.files(alone)["briefing.html"].decode()


def test_articles_under_embargo_are_counted(rich: Report) -> None:
    held = replace(rich.briefing, coverage=replace(rich.briefing.coverage, embargoed=3))
    html = render.files(held, ("html",))["briefing.html"].decode()
    assert "기사 3건은 보도시점이 되지 않아 싣지 않았습니다." in html
    assert "보도시점" not in rich.html


def test_unknown_date_is_said(rich: Report) -> None:
    assert "None" not in Page(rich.html).text
    assert "날짜 미상" in Page(rich.html).text


def test_a_week_without_articles_says_so(empty: Report) -> None:
    text = Page(empty.html).text
    assert "이 기간에 해당하는 기사가 없습니다." in text
    assert "기사 0건" in text
    assert "memo-3" in text
    assert not any(name.startswith("charts/") for name in empty.files)


def test_hostile_words_are_words(hostile: Report) -> None:
    page = Page(hostile.html)
    assert "<script>alert(1)</script> <img src=file:///etc/passwd>" in page.text
    assert "{{ 7*7 }} {% raw %} &amp;" in page.text
    hrefs = [a["href"] or "" for _, a in page.elements if "href" in a]
    assert sorted({h for h in hrefs if not h.startswith("#")}) == sorted(
        {s.url for s in hostile.briefing.sources[6:] if s.url}
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07\x1b]", hostile.html)


def test_fonts_have_every_letter(rich: Report) -> None:
    """Of the page in the one face, and in the other of what is bold, which the browser knows: tests/browser."""
    faces = re.findall(r'font-weight:(\d+);[^}]*base64,([^"]+)"', rich.html)
    regular, bold = (set(map(chr, TTFont(BytesIO(base64.b64decode(face))).getBestCmap())) for _, face in faces)
    assert [weight for weight, _ in faces] == ["400", "700"]
    assert set(Page(rich.html).text) <= regular
    assert bold < regular


def test_small_enough(rich: Report) -> None:
    assert len(rich.files["briefing.html"]) < 400_000


def test_charts_have_tables_and_two_sizes(rich: Report) -> None:
    page = Page(rich.html)
    classes = [a.get("class") for tag, a in page.elements if tag == "svg"]
    charts = len(rich.briefing.charts)
    assert classes == ["wide", "narrow"] * charts
    assert sum(tag == "details" for tag, _ in page.elements) == charts


def test_a_source_number_opens_the_sentence_or_leads_to_the_list_of_sources(rich: Report) -> None:
    plain = rich.html.replace("<span class=held>", "")
    part = re.search(r"모자란다”\u202f<button[^>]* popovertarget=(n\d+)>\[7\]</button>", plain)
    assert part
    assert (
        f"<div id={part[1]} popover><p>업계 관계자는 “<mark>눈 오는 날의 운행 자료가 아직 모자란다</mark>”고 설명했다.</p>"
        "<p class=note><a href=#source-7>[7]</a></p></div>"
    ) in rich.html
    assert re.search(r"환영의 뜻을 나타냈다\.\u202f<a class=ref[^>]* href=#source-5>\[5\]</a>", plain)


def test_the_page_can_be_filtered(rich: Report) -> None:
    form = rich.html.split("<form id=filter")[1].split("</form>")[0]
    assert form.startswith(' role=search aria-label="골라 보기" hidden>')  # nothing to do for it without the script
    assert re.findall(r"<(?:select|input) name=(\w+)", form) == ["words", "issue", "actor", "outlet"]
    assert "<option value=4>4. 작은도서관 디지털 배움터 100곳 문 연다</option>" in form.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "<option>들녘신문</option>" in form
    assert "<tr id=source-6 data-issues=2>" in rich.html


def test_both_styles_say_the_same(rich: Report) -> None:
    other = render.files(rich.briefing, ("html",), Design(style="개조식"))["briefing.html"].decode()
    assert Page(other).text == Page(rich.html).text
    assert 'content: "□ "' in other and 'content: "□ "' not in rich.html


def palettes() -> list[tuple[str, dict[str, str]]]:
    """The colours of paper and page, by day, at night and printed."""
    house = dict(re.findall(r"--(brand-[\w-]+): ?(#\w+)", css(PLAIN)))
    found = []
    for sheet in ("paper.css", "page.css"):
        for rules in re.findall(r":root \{(.*?)\}", resources.text(sheet), re.S):
            rules = re.sub(r"#(\w)(\w)(\w)\b", r"#\1\1\2\2\3\3", rules)
            rules = re.sub(r"var\(--([\w-]+)\)", lambda name: house[name[1]], rules)
            colours = dict(re.findall(r"--(\w+): (#\w+)", rules))
            found.append((f"{sheet} {len(found)}", {"ground": "#ffffff"} | colours))
    return found


@pytest.mark.parametrize(("name", "colours"), palettes())
def test_contrast_of_text_and_of_marks(name: str, colours: dict[str, str]) -> None:
    for ground in ("ground", "tint"):
        for ink in ("ink", "soft", "accent", "link"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (name, ink, ground)  # 1.4.3
    if "rest" in colours:
        assert contrast(colours["rest"], colours["ground"]) >= 3, name  # 1.4.11


def test_how_it_was_said_and_how_it_moved(rich: Report) -> None:
    briefing = rich.briefing
    voice = briefing.voices[0]
    remark = replace(voice.remarks[0], cue="다짐했다", stance="promise")
    item = replace(briefing.ledger[0].stated, approximate=True, bound="at_least", change="전년 대비 5% 증가")
    changed = replace(
        briefing,
        voices=(replace(voice, remarks=(remark,)), *briefing.voices[1:]),
        ledger=(LedgerEntry(stated=item), *briefing.ledger[1:]),
    )
    html = render.files(changed)["briefing.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "다짐했다 <span class=tag>약속</span>" in html
    assert "<small class=change>변동: 전년 대비 5% 증가</small>" in html
    assert "<td class=n data-th=값>약 1조 2,400억 원 이상</td>" in html
