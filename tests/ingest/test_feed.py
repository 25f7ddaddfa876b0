"""RSS and Atom: what an entry becomes, and what a broken or hostile feed costs."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import feed, read, xmltext
from briefing.model import Article, Rejected
from tests.ingest.feeds import BODY, LEAD, LINES, atom, item, rss

DAY = date(2024, 1, 17)


def found(source: str | bytes, encoding: str = "utf-8") -> list[Article | Rejected]:
    data = source if isinstance(source, bytes) else source.encode(encoding)
    return [one for one in feed.read(io.BytesIO(data), "a.xml") if isinstance(one, Article | Rejected)]


def only(source: str | bytes, encoding: str = "utf-8") -> Article:
    (one,) = found(source, encoding)
    assert isinstance(one, Article), one
    return one


def test_an_item_with_all_its_content(tmp_path: Path) -> None:
    path = tmp_path / "가온.rss"
    path.write_text(
        rss(
            item(
                title="가온시, 도서관 열 곳 &amp;quot;새로&amp;quot; 연다",
                link="https://example.org/1",
                guid="n-1",
                pubDate="Wed, 17 Jan 2024 09:30:00 +0900",
                dc_creator="한하늘 기자",
                description=LEAD,
                full=BODY,
            )
        ),
        "utf-8",
    )
    assert list(read([path])) == [
        Article(
            id="n-1",
            title='가온시, 도서관 열 곳 "새로" 연다',
            outlet="가온일보",
            byline="한하늘",
            url="https://example.org/1",
            published=DAY,
            body=LINES,
            origin=f"{path}:1",
        )
    ]


def test_an_item_with_only_a_description_is_an_excerpt() -> None:
    article = only(
        rss(item(title="도서관", link="https://example.org/1", description=f"&lt;b&gt;속보&lt;/b&gt; {LEAD}"))
    )
    assert (article.body, article.excerpt) == (f"속보 {LEAD}", True)
    assert article.id == "https://example.org/1"


def test_an_item_with_only_a_title_is_a_link() -> None:
    article = only(rss(item(title="도서관", guid="https://example.org/2")))
    assert (article.body, article.excerpt, article.url) == ("", True, "https://example.org/2")


def test_atom_with_content_of_each_type_and_a_summary() -> None:
    entry = '<entry><title type="html">도서관 &lt;b&gt;열 곳&lt;/b&gt;</title><id>urn:1</id><link href="https://example.org/1"/>'
    plain, xhtml, summary = found(
        atom(
            f'{entry}<published>2024-01-16T15:00:00Z</published><content type="text">{LEAD}</content></entry>',
            f'{entry}<updated>2024-01-17T00:00:00+09:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            f"<p>첫 문단이다.</p><p>둘째 문단이다.</p></div></content></entry>",
            f"{entry}<summary>{LEAD}</summary></entry>",
        )
    )
    assert isinstance(plain, Article) and isinstance(xhtml, Article) and isinstance(summary, Article)
    assert (plain.title, plain.body, plain.excerpt, plain.published) == ("도서관 열 곳", LEAD, False, DAY)
    assert (xhtml.body, xhtml.excerpt, xhtml.published) == ("첫 문단이다.\n둘째 문단이다.", False, DAY)
    assert (summary.body, summary.excerpt, summary.published) == (LEAD, True, None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Tue, 16 Jan 2024 15:00:00 GMT", DAY),
        ("Tue, 16 Jan 2024 14:59:59 GMT", date(2024, 1, 16)),
        ("Wed, 17 Jan 2024 23:30:00 +0900", DAY),
        ("Wed, 17 Jan 2024 23:30:00 KST", DAY),
        ("Wed, 17 Jan 2024 23:30:00", DAY),  # a time without a zone is meant as Korean
        ("2024-01-17 23:30:00", DAY),
        ("2024-01-17T23:30:00", DAY),
        ("2024-01-16T16:00:00Z", DAY),
        ("2024.01.17 23:30", DAY),
        ("2024년 1월 17일", DAY),
        ("20240117", DAY),
        ("언젠가", None),
        ("", None),
        ("Wed, 99 Jan 2024 00:00:00 +0900", None),
    ],
)
def test_the_day_is_the_korean_one(stated: str, expected: date | None) -> None:
    assert only(rss(item(title="도서관", pubDate=stated))).published == expected
    assert only(rss(item(title="도서관", dc_date=stated))).published == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("방금 전", DAY),
        ("오늘", DAY),
        ("30분 전", DAY),
        ("9시간 전", DAY),
        ("10시간 전", date(2024, 1, 16)),
        ("어제", date(2024, 1, 16)),
        ("3일 전", date(2024, 1, 14)),
        ("2 hours ago", DAY),
        ("yesterday", date(2024, 1, 16)),
    ],
)
def test_a_relative_date_counts_from_the_feeds_own(stated: str, expected: date) -> None:
    built = "<lastBuildDate>Wed, 17 Jan 2024 09:30:00 +0900</lastBuildDate>"
    assert only(rss(item(title="도서관", pubDate=stated), channel=built)).published == expected
    assert only(rss(item(title="도서관", pubDate=stated))).published is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("가온일보", "가온일보"),
        ("가온일보 - 전체기사", "가온일보"),
        ("가온일보 | RSS 서비스", "가온일보"),
        ("새솔군 :: 보도자료 RSS", "새솔군"),
        ("전체기사", None),
        ("네이버 뉴스", None),
        ("", None),
    ],
)
def test_the_outlet_by_the_feeds_title(title: str, expected: str | None) -> None:
    assert only(rss(item(title="도서관"), title=title)).outlet == expected


def test_an_aggregator_names_the_outlet_of_each_item() -> None:
    article = only(
        rss(
            item(title="도서관 열 곳 연다 - 새솔신문").replace(
                "</item>", '<source url="https://example.org">새솔신문</source></item>'
            )
        )
    )
    assert (article.title, article.outlet) == ("도서관 열 곳 연다", "새솔신문")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("한하늘 기자", "한하늘"),
        ("한하늘", "한하늘"),
        ("sky@example.org (한하늘)", "한하늘"),
        ("디지털뉴스팀", None),
        ("", None),
    ],
)
def test_a_desk_is_no_reporter(author: str, expected: str | None) -> None:
    assert only(rss(item(title="도서관", author=author))).byline == expected


@pytest.mark.parametrize(
    ("declared", "encoding"), [("EUC-KR", "cp949"), ("UTF-8", "cp949"), ("EUC-KR", "utf-8"), ("UTF-8", "utf-8-sig"), ("UTF-16", "utf-16")]
)  # fmt: skip
def test_the_bytes_say_better_than_the_declaration_what_they_are(declared: str, encoding: str) -> None:
    if (declared, encoding) == ("UTF-8", "cp949"):
        with pytest.raises(InputError, match="글자 인코딩을 알 수 없는 XML"):
            found(rss(item(title="가온시 똠방각하", full=BODY)), encoding)
        return
    article = only(rss(item(title="가온시 똠방각하", full=BODY), encoding=declared), encoding)
    assert (article.title, article.body) == ("가온시 똠방각하", LINES)


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(title="도로 & 다리", link="https://example.org/?a=1&b=2", full=BODY)),
        rss(item(title="도로&nbsp;&amp; 다리", link="https://example.org/?a=1&amp;b=2", full=BODY)),
        rss(item(title="도로 \x08&amp; 다리", link="https://example.org/?a=1&amp;b=2", full=BODY)),
        "\n\n" + rss(item(title="도로 &amp; 다리", link="https://example.org/?a=1&amp;b=2", full=BODY)),
        rss(item(title="도로 &amp; 다리", link="https://example.org/?a=1&amp;b=2", full=BODY) + "<p>남는 꼬리표"),
    ],
)
def test_broken_xml_is_read_all_the_same(broken: str) -> None:
    article = only(broken)
    assert (article.title, article.url, article.body) == ("도로 & 다리", "https://example.org/?a=1&b=2", LINES)


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#99999999999999999999;", "&#0;", "&#x1F;", "&#&#0;xD800;", "&#" + "9" * 5000 + ";"]
)
def test_a_reference_to_no_character_costs_only_itself(reference: str) -> None:
    assert only(rss(item(title=f"도로{reference} 다리", full=BODY))).body == LINES


def test_what_the_parser_itself_stumbles_over_is_refused() -> None:
    place = '<gml:posList xmlns:gml="http://www.opengis.net/gml">1 2</gml:posList>'  # a place that nothing opened
    with pytest.raises(InputError, match="피드의 구조가 깨져 있어"):
        found(rss(place + item(title="도서관")))


def test_a_feed_that_was_cut_off_loses_its_last_entry_and_says_so() -> None:
    whole = rss(item(title="하나", full=BODY), item(title="둘", full=BODY))
    cut, first = found(whole[: whole.rindex("박서연")])
    assert isinstance(first, Article) and first.title == "하나"
    assert cut == Rejected("a.xml", "피드가 중간에 끊겨 2번째 기사부터 읽지 못했습니다. 다시 받아 주십시오.")


def test_an_entry_without_anything_costs_only_itself() -> None:
    one, empty = found(rss(item(title="도서관"), item(guid="n-2")))
    assert isinstance(one, Article)
    assert isinstance(empty, Rejected) and empty.origin == "a.xml:2"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (rss(), "피드에 기사가 없습니다"),
        ("<note>아무 XML</note>", "RSS나 Atom이 아닌 XML"),
        ("", "RSS나 Atom이 아닌 XML"),
        ('<!DOCTYPE rss [<!ENTITY a "aaaa">]>' + rss(item(title="&a;"))[39:], "DOCTYPE이 든 XML"),
        ('<?xml version="1.0"?><!-- x --><!doctype rss SYSTEM "file:///etc/passwd"><rss/>', "DOCTYPE이 든 XML"),
        ("x" * (xmltext.LIMIT + 1), "한도 32MB를 넘습니다"),
        ("<rss>" + "<item>" * 300_000, "요소가 300,000개를 넘습니다"),
        (rss(*["<item/>"] * 300_000), "요소가 300,000개를 넘습니다"),
        ("<rss>" + "&" * 2_100_000, "깨진 피드는 2MB까지"),
    ],
)
def test_what_is_no_feed_is_refused(source: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        found(source)
    assert reason in str(caught.value)
    assert str(caught.value).endswith("주십시오.")


def test_entities_are_not_expanded_and_nothing_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀", "utf-8")
    body = f'<!ENTITY x SYSTEM "{secret}"><!ENTITY lol "하하하하">'
    for text in (rss(item(title="가온 &x; &lol;")), rss(body + item(title="가온 &x; &lol;"))):
        for one in found(text):
            assert "비밀" not in str(one) and "하하하하" not in str(one)


def test_no_more_entries_than_the_limit() -> None:
    *articles, rest = found(rss(*(item(title=f"도서관 {n}") for n in range(5_001))))
    assert len(articles) == 5_000
    assert isinstance(rest, Rejected) and rest.origin == "a.xml:5001"


@pytest.mark.parametrize("mark", ["<", "<a ", "<item>", "<a b=", "<![CDATA[", "&", "&#", "<!--", "<?", "<item><title>"])
def test_a_hostile_feed_takes_no_long_time(mark: str) -> None:
    begun = time.monotonic()
    with suppress(InputError):
        found("<rss><channel>" + mark * (100_000 // len(mark)))
    assert time.monotonic() - begun < 5


@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"<rss><channel><item><title>", b"<feed><entry>", b"\xff\xfe<\0r\0s\0s\0>\0"]),
)
@settings(deadline=2000)
def test_arbitrary_bytes_are_a_feed_or_refused(data: bytes, head: bytes) -> None:
    try:
        found(head + data)
    except InputError as error:
        assert error.remedy
