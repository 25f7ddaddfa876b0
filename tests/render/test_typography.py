from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Bound, Figure
from briefing.period import Period
from briefing.render import typography


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(date(2024, 1, 15), date(2024, 1, 21)), "2024-W03 · 1월 3주차 (1. 15.–1. 21.)"),
        (Period(date(2024, 12, 30), date(2025, 1, 5)), "2025-W01 · 1월 1주차 (2024. 12. 30.–2025. 1. 5.)"),
        (Period(date(2024, 1, 10), date(2024, 1, 12)), "2024. 1. 10.–1. 12."),
    ],
)
def test_week(period: Period, expected: str) -> None:
    assert typography.week(period) == expected


def test_days() -> None:
    assert typography.day(date(2024, 1, 24)) == "2024. 1. 24."
    assert typography.day(None) == "날짜 미상"
    assert typography.days([date(2024, 1, 17), None, date(2024, 1, 15)]) == "2024. 1. 15.–1. 17."
    assert typography.days([None]) == "날짜 미상"


@pytest.mark.parametrize(
    ("value", "upper", "unit", "expected"),
    [
        ("909000000000", None, "KRW", "9,090억 원"),
        ("1240000000000", None, "KRW", "1조 2,400억 원"),
        ("5500", None, "KRW", "5,500원"),
        ("1000", None, "명", "1,000명"),
        ("57000", None, "명", "5만 7,000명"),
        ("91.5", None, "%", "91.5%"),
        ("50", "60", "%", "50%~60%"),
        ("300000000", None, "USD", "3억 달러"),
    ],
)
def test_amount(value: str, upper: str | None, unit: str, expected: str) -> None:
    assert typography.amount(Decimal(value), Decimal(upper) if upper else None, unit) == expected


@pytest.mark.parametrize(
    ("approximate", "bound", "expected"),
    [
        (False, None, "200명"),
        (True, None, "약 200명"),
        (False, "at_least", "200명 이상"),
        (False, "more_than", "200명 초과"),
        (False, "at_most", "200명 이하"),
        (True, "less_than", "약 200명 미만"),
    ],
)
def test_measure(approximate: bool, bound: Bound | None, expected: str) -> None:
    figure = Figure(0, 4, value=Decimal(200), unit="명", kind="people", approximate=approximate, bound=bound)
    assert typography.measure(figure) == expected


@pytest.mark.parametrize(
    "url", ["https://news.example.kr/1?a=b&c=d", "http://a.kr", "https://한글.kr/뉴스"]
)  # fmt: skip
def test_links_to_the_web_are_kept(url: str) -> None:
    assert typography.link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://a.kr",
        "https://a.kr/\nb",
        "https://",
        "https://[",
        "file:///etc/passwd",
        "data:text/html,x",
        "//a.kr/b",
        "/b",
        "https://a.kr/\u202egnp",
    ],
)
def test_other_addresses_are_dropped(url: str | None) -> None:
    assert typography.link(url) is None


def test_printable() -> None:
    assert typography.printable("\u202e거꾸로\u202c \x1b[31m빨강\ufeff\u200b 끝\n") == "거꾸로 [31m빨강 끝\n"


J = "\u2060"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>정책 브리핑</p>", f"<p>정{J}책 브{J}리{J}핑</p>"),
        ("AI기본법", f"AI{J}기{J}본{J}법"),
        ("여·야", f"여{J}·야"),
        ("“좋다.”라고", f"“{J}좋{J}다{J}.”{J}라{J}고"),
        ("9,090억 원", f"9,090{J}억 {J}{J}원"),
        ("2024. 1. 24.", f"2024. {J}1. {J}24."),
        ("<mark>94억</mark>을", f"<mark>94{J}억</mark>{J}을"),
        ("<td>가</td><td>나</td>", "<td>가</td><td>나</td>"),
        ("<title>가나</title>", "<title>가나</title>"),
        ('<h2 data-label="가나">다라</h2>', f'<h2 data-label="가나">다{J}라</h2>'),
        ("https://a.kr/b-c", "https://a.kr/b-c"),
    ],
)
def test_keep_words(html: str, expected: str) -> None:
    assert typography.keep_words(html) == expected


def test_keep_amounts() -> None:
    assert typography.keep_amounts("<p>12조 3,400억 원을 쓴다</p>") == "<p>12조\u00a03,400억\u00a0원을 쓴다</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>길을 연다.\u202f<a class="ref" href="#source-1">[1]</a>\u202f<a class="ref" href="#s">[2]</a></p>',
            '<p>길을 <span class="held">연다.\u202f<a class="ref" href="#source-1">[1]</a></span>'
            '\u202f<a class="ref" href="#s">[2]</a></p>',
        ),
        (
            '<li>&amp;끝”\u202f<button popovertarget="n1">[1]</button></li>',
            '<li><span class="held">&amp;끝”\u202f<button popovertarget="n1">[1]</button></span></li>',
        ),
        ('<li>다른 <a href="#a">[3]</a></li>', '<li>다른 <a href="#a">[3]</a></li>'),
    ],
)
def test_a_source_number_stays_with_the_last_word(html: str, expected: str) -> None:
    assert typography.hold_numbers(html) == expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="<>\u2060")))
def test_nothing_but_joiners_is_added(text: str) -> None:
    assert typography.keep_words(text).replace(J, "") == text
    assert typography.keep_amounts(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
