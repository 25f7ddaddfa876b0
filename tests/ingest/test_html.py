"""Saved web pages: metadata, body, and nothing run or fetched."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.ingest import html, read
from briefing.model import Article, Rejected
from tests.ingest.stories import HEADLINES, STORIES

STORY = STORIES["long"]
BODY = "\n".join(STORY.paragraphs)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs)
MENU = "<nav><ul><li><a href=/p>정치</a></li><li><a href=/e>경제</a></li><li><a href=/s>사회</a></li></ul></nav>"
LIST = (
    "<aside><h3>많이 본 뉴스</h3><ul>"
    + "".join(f"<li><a href=/1>{t}</a></li>" for t in HEADLINES.split("\n"))
    + "</ul></aside>"
)
FOOTER = "<footer>저작권자 ⓒ 새벽신문 무단전재 및 재배포 금지</footer>"


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    body = body or f"{MENU}<main><article><h1>{STORY.title}</h1>{PARAGRAPHS}</article></main>{LIST}{FOOTER}"
    return f"<!DOCTYPE html><html lang=ko><head><meta charset={charset}>{head}</head><body>{body}</body></html>"


def article(source: str) -> Article:
    return html.read(source.encode(), "a.html")


def test_json_ld_states_everything() -> None:
    found = article(
        page(
            """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
            {"@type": ["NewsArticle"], "headline": "구조화된 제목", "datePublished": "2024-02-13T23:30:00Z",
             "author": [{"@type": "Person", "name": "한하늘"}], "publisher": {"name": "새벽신문"},
             "url": "https://saebyeok.example/1"}]}</script>
            <meta property="og:title" content="다른 제목">"""
        )
    )
    assert found.title == "구조화된 제목"
    assert (found.outlet, found.byline) == ("새벽신문", "한하늘")
    assert found.published == date(2024, 2, 14)  # half past eight in the morning in Seoul
    assert found.url == "https://saebyeok.example/1"
    assert found.body == BODY


@pytest.mark.parametrize(
    "head",
    [
        """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "&quot;값 &amp; 질&quot;…빛그릇 시험"}</script>""",
        '<meta property="og:title" content="&amp;quot;값 &amp;amp; 질&amp;quot;…빛그릇 시험">',
        '<meta property="og:title" content="&quot;값 &amp; 질&quot;…빛그릇 시험">',
    ],
)
def test_a_title_that_was_escaped_twice_is_shown_as_it_was_meant(head: str) -> None:
    assert article(page(head)).title == '"값 & 질"…빛그릇 시험'


def test_open_graph_and_time() -> None:
    found = article(
        page(
            f"""<meta property="og:title" content="{STORY.title} - 새벽신문"><meta property="og:site_name" content="새벽신문">
            <meta property="og:url" content="https://saebyeok.example/2">
            <meta property="article:author" content="나래솔 기자">""",
            f"<article><h1>{STORY.title}</h1><time datetime='2024-02-14T09:31:00+09:00'>14일</time>{PARAGRAPHS}</article>",
        )
    )
    assert (found.title, found.outlet, found.byline) == (STORY.title, "새벽신문", "나래솔")
    assert (found.published, found.url) == (date(2024, 2, 14), "https://saebyeok.example/2")


@pytest.mark.parametrize(
    ("href", "url"),
    [("https://saebyeok.example/3", "https://saebyeok.example/3"), ("javascript:alert(1)", None), ("/3", None)],
)
def test_a_canonical_link_is_the_address(href: str, url: str | None) -> None:
    assert article(page(f'<link rel="canonical" href="{href}">', PARAGRAPHS)).url == url


def test_without_metadata_the_visible_page_is_read() -> None:
    found = article(
        page(
            "<title>무제</title>",
            f"{MENU}<h1>{STORY.title}</h1><p>입력 2024.02.14 09:31 수정 2024.02.15 10:00</p><p>한하늘 기자</p>"
            f"<div>{PARAGRAPHS}</div>{LIST}{FOOTER}",
        )
    )
    assert (found.title, found.outlet, found.byline, found.published) == (
        STORY.title, "새벽신문", "한하늘", date(2024, 2, 14),
    )  # fmt: skip
    assert found.body == BODY
    assert found.url is None


def test_a_portal_is_not_the_outlet() -> None:
    found = article(page('<meta property="og:site_name" content="네이버 뉴스">'))
    assert found.outlet == "새벽신문"


@pytest.mark.parametrize(("charset", "encoding"), [("euc-kr", "cp949"), ("utf-8", "utf-8-sig"), ("EUC-KR", "utf-8")])
def test_the_encoding_is_that_of_the_bytes(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(charset=charset).encode(encoding))
    (found,) = read([path])
    assert isinstance(found, Article)
    assert found.body == BODY


def test_a_stray_byte_in_a_page_that_names_its_encoding_is_forgiven() -> None:
    source = page(charset="euc-kr").replace("다음 달 요금", "다음 달 @요금").encode("cp949").replace(b"@", b"\xff")
    assert "다음 달 �요금" in html.read(source, "a.html").body


def test_the_body_in_json_ld_is_used_where_the_page_has_none() -> None:
    text = "\\n".join(STORY.paragraphs)
    found = article(
        page(
            f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{STORY.title}", '
            f'"articleBody": "{text}"}}</script>',
            f"<div id=root></div>{FOOTER}",
        )
    )
    assert found.body == BODY


def test_scripts_and_local_files_leave_no_trace(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀 문서의 내용이다.", encoding="utf-8")
    hostile = (
        f"<script>document.write('스크립트 문장이다.')</script><img src='file://{secret}' alt='그림 설명이다.'>"
        f"<iframe src='file://{secret}'></iframe><link rel=attachment href='file://{secret}'>"
        f"<object data='file://{secret}'></object><style>@import url(file://{secret});</style>"
    )
    found = article(page(hostile, f"<article><h1>{STORY.title}</h1>{hostile}{PARAGRAPHS}{hostile}</article>"))
    assert found.body == BODY


@pytest.mark.parametrize(
    "source",
    [
        "<html></html>",
        "<!doctype html><html><body><nav>정치 경제 사회</nav></body></html>",
        "<!doctype html><script>var a = '글'</script>",
        "<html><body>" + "<div>" * 10_000 + "</html>",
        "<!doctype html><html><head><script type='application/ld+json'>{{{</script></head></html>",
        "<!doctype html><html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head></html>",
        "<!doctype html>",
        "<html>\x00</html>",
    ],
)
def test_a_page_without_an_article_is_rejected_with_the_way_out(tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source, encoding="utf-8")
    (found,) = read([path])
    assert isinstance(found, Rejected)
    assert found.reason.endswith("주십시오.")


DEEP = {
    "around the article": f"{'<div>' * 10_000}{PARAGRAPHS}{'</div>' * 10_000}",
    "before the article": f"{'<div>' * 10_000}{'</div>' * 10_000}<article>{PARAGRAPHS}</article>",
    "behind the article": f"<article>{PARAGRAPHS}</article>{'<span>' * 10_000}",
    "letters": f"<article>{PARAGRAPHS}</article>{'<b><i>' * 5_000}",
    "tables": f"<article>{PARAGRAPHS}</article>{'<table><tr><td>' * 5_000}",
    "line breaks": f"<article>{PARAGRAPHS}</article>{'<div>글<br>' * 10_000}",
    "captions": f"<article>{PARAGRAPHS}</article>{'<p class=caption><span class=caption>' * 5_000}",
}


@pytest.mark.parametrize("name", DEEP)
def test_elements_nested_ten_thousand_deep_are_read_in_time(name: str) -> None:
    start = time.perf_counter()
    if name in ("around the article", "before the article"):  # the parser stops at 256
        with pytest.raises(InputError, match="본문을 찾지 못했습니다"):
            article(page("", DEEP[name]))
    else:
        assert article(page("", DEEP[name])).body == BODY
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("piece", ["글 <br>", "<p>글", "<meta property=a content=b>", "<i>글</i>"])
def test_a_page_of_too_many_elements_is_refused(piece: str) -> None:
    with pytest.raises(InputError, match="한도 25,000개"):
        article(page("", piece * 25_000))


@pytest.mark.parametrize(
    ("stated", "modified"),
    [
        ("2024-02-14T23:30:00Z", "2024-02-15T08:30:00+09:00"),
        ("2024-02-15 10:00:00", "2024-02-15T10:00:00"),
        ("어제", None),
        ("9999-12-31T23:59:59-12:00", None),
    ],
)
def test_the_time_of_the_last_change_is_kept_apart_from_the_date(stated: str, modified: str | None) -> None:
    found = article(page(f'<meta property="article:modified_time" content="{stated}">'))
    assert found.published is None
    assert found.extra == (f'{{"modified": "{modified}"}}' if modified else "")


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><img src=1><figcaption>{}</figcaption></figure>",
        "<div class=photo><img src=1><p class='View_caption__x1'>{}</p></div>",
        "<span class=end_photo_org><img src=1><em class=img_desc>{}</em></span>",
        "<table><tr><td><img src=1></td></tr><tr><td class='photo-caption'>{}</td></tr></table>",
    ],
)
def test_captions_are_left_out(caption: str) -> None:
    picture = caption.replace("{}", "14일 열린 행사에서 주민들이 설명을 듣고 있다.")
    assert article(page("", f"<article><h1>{STORY.title}</h1>{picture}{PARAGRAPHS}</article>")).body == BODY


def test_what_is_behind_the_last_line_break_is_read() -> None:
    text = "<br><br>".join(STORY.paragraphs)
    assert article(page("", f"<h1>{STORY.title}</h1><article>{text}</article>{LIST}{FOOTER}")).body == BODY


def test_a_comment_or_a_link_does_not_break_a_paragraph() -> None:
    first, *rest = STORY.paragraphs
    broken = first.replace("전기요금", "<!-- 광고 --><a href=/1>전기</a><b>요금</b>", 1)
    assert article(page("", f"<article>{'<br>'.join([broken, *rest])}</article>")).body == BODY


def test_metadata_of_the_wrong_type_are_passed_over() -> None:
    found = article(
        page(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": 3, "author": {"name": []}, '
            '"publisher": [[]], "datePublished": "어제", "url": "javascript:alert(1)", "articleBody": {}}</script>'
        )
    )
    assert (found.title, found.byline, found.published, found.url) == (STORY.title, None, None, None)
    assert found.body == BODY


def test_an_oversized_page_is_refused() -> None:
    with pytest.raises(InputError, match="한도"):
        html.read(b"<html>" + b"a" * 6_000_000, "a.html")
