"""How Korean is set: dates, amounts, line breaks, and text that is safe to print.

Dates follow 행정업무의 운영 및 혁신에 관한 규정 제7조 제5항: a full stop in place of 년, 월 and 일 (2024. 1. 24.).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from briefing.language.numerals import korean
from briefing.model import Commitment, DatePrecision, Figure, Quantity
from briefing.period import Period

UNKNOWN_DAY = "날짜 미상"

_BOUNDS = {"at_least": "이상", "more_than": "초과", "at_most": "이하", "less_than": "미만"}
_CURRENCIES = {"KRW": "원", "USD": "달러", "EUR": "유로", "JPY": "엔", "CNY": "위안"}

# What must not reach a page: C0 and C1 controls but tab and line feed, the marks that reorder text (UAX #9:
# embeddings, overrides, isolates), zero-width spaces and joiners that hide differences, interlinear marks,
# lone surrogates and non-characters. U+200C and U+200D stay: scripts and emoji need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_CJK = "\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
# A line may break after these inside a word: 여·야, 7~9월, 민간-공공.
_BREAKABLE = "·ㆍ・∙/~–—-"
_IN_WORD = re.compile(rf"(?<=[{_CJK}])(?=[^\s\u0300-\u036f\u200d\ufe00-\ufe0f])|(?<=[^\s{_BREAKABLE}])(?=[{_CJK}])")
_UNITS = "원|달러|유로|엔|위안|명|개|건|곳|대|호|가구|세대|배|톤|㎡|㎞|%|퍼센트|년|월|일|시|분|주"
# 12조| 3,400억| 원, 3만| 명, 2024.| 1.| 24.: one amount or one date.
_IN_AMOUNT = re.compile(
    rf"(?<=\d[조억만천]) (?=\d)|(?<=[\d조억만천백]) (?=(?:{_UNITS})(?![가-힣]{{3}}))|(?<=\d\.) (?=\d)"
)
_TAG = re.compile(r"(<[^>]*>)")
# The last word before a source number, with the number.
_NUMBERED = re.compile(r"(?<![^\s>])([^\s<>]{1,40}\u202f<(a|button) [^>]*>\[\d+\]</\2>)")
_INLINE = frozenset({"a", "b", "mark"})
_KEEP = frozenset({"title", "style", "script"})
_JOINER = "\u2060"


def printable(text: str) -> str:
    """`text` without control characters and without marks that would reorder or hide what stands beside them."""
    return _UNPRINTABLE.sub("", text)


def link(url: str | None) -> str | None:
    """`url` if it is an http or https address of a host, else None."""
    if url is None or printable(url) != url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def day(value: date | None) -> str:
    """`2024. 1. 24.`, or 날짜 미상."""
    return UNKNOWN_DAY if value is None else f"{value.year}. {value.month}. {value.day}."


def days(values: Iterable[date | None]) -> str:
    """The first to the last of the known days: `2024. 1. 15.–1. 17.`; 날짜 미상 where none is known."""
    known = sorted(value for value in values if value is not None)
    return Period(known[0], known[-1]).dates if known else UNKNOWN_DAY


def time(plan: Commitment) -> str:
    """When a plan comes due, as precisely as the article says it: `2024. 5. 20.`, `2024년 하반기까지`, `2025년부터`.

    시기 미정 where the article says no time, or none that can be placed on a calendar.
    """
    first, last = plan.first, plan.last
    if first and last:
        one, other = _stretch(first, plan.precision), _stretch(last, plan.precision)
        return one if one == other else Period(first, last).dates
    if first:
        return f"{_stretch(first, plan.precision)}부터"
    return f"{_stretch(last, plan.precision)}까지" if last else "시기 미정"


def _stretch(value: date, precision: DatePrecision | None) -> str:
    """The stretch of time that holds `value`: a day, month, quarter, half or year."""
    if precision == "year":
        return f"{value.year}년"
    if precision == "half":
        return f"{value.year}년 {'상' if value.month <= 6 else '하'}반기"
    if precision == "quarter":
        return f"{value.year}년 {(value.month + 2) // 3}분기"
    if precision == "month":
        return f"{value.year}년 {value.month}월"
    return day(value)


def number(count: int) -> str:
    """A number of things: `12`, `12,345`."""
    return f"{count:,}"


def plain(value: float) -> str:
    """A mean with at most one decimal: `2`, `2.5`."""
    return f"{value:.1f}".removesuffix(".0")


def week(period: Period) -> str:
    """`2024-W03 · 1월 3주차 (1. 15.–1. 21.)`, years only where they change; the plain dates for other periods."""
    if not period.is_week:
        return period.dates
    dates = period.dates
    if period.start.year == period.end.year:
        dates = dates.removeprefix(f"{period.start.year}. ")
    return f"{period.slug} · {period.name} ({dates})"


def amount(value: Decimal, value_max: Decimal | None, unit: str) -> str:
    """The value in full with its unit: `9,090억 원`, `1,000명`, `50%~60%`.

    A unit stands apart from 조, 억 and 만 and close to a digit (한글 맞춤법 제43항).
    """
    one = _amount(value, unit)
    return one if value_max is None else f"{one}~{_amount(value_max, unit)}"


def measure(figure: Figure | Quantity) -> str:
    """The amount of `figure` with what the text says of its exactness: `약 200명`, `1조 원 이상`, `약 30% 미만`."""
    words = amount(figure.value, figure.value_max, figure.unit)
    if figure.approximate:
        words = f"약 {words}"
    return f"{words} {_BOUNDS[figure.bound]}" if figure.bound else words


def keep_words(html: str) -> str:
    """`html` with U+2060 where a line must not break: inside a word of Hangul or Hanja, inside amounts and dates.

    For WeasyPrint, which does not know `word-break: keep-all`. Only text is touched, not tags, and not what
    stands in <title>, <style> and <script>; expects every `>` of an attribute to be escaped.
    """
    return _in_text(html, lambda text: _IN_WORD.sub(_JOINER, _IN_AMOUNT.sub(f" {_JOINER}", text)), _JOINER)


def keep_amounts(html: str) -> str:
    """`html` with no-break spaces inside amounts and dates, for browsers; the same text is left alone."""
    return _in_text(html, lambda text: _IN_AMOUNT.sub("\N{NO-BREAK SPACE}", text), "")


def hold_numbers(html: str) -> str:
    """`html` with the last word and the source number after it in one span, between which no line may break.

    Browsers break before every button, and WeasyPrint breaks a line at its first space instead of its last where what
    does not fit is an element that clings to the text before it.
    """
    return _NUMBERED.sub(r'<span class="held">\1</span>', html)


def _in_text(html: str, change: Callable[[str], str], joiner: str) -> str:
    """`html` with its text changed; `joiner` goes where an inline tag stands inside a word."""
    pieces = _TAG.split(html)
    keep = False
    last = ""  # the last character of the line so far, "" after a block
    for i, piece in enumerate(pieces):
        if i % 2:
            name = piece.strip("</>").split(maxsplit=1)[0].lower()
            if name in _KEEP:
                keep = not piece.startswith("</")
            if name not in _INLINE:
                last = ""
        elif piece and not keep:
            lead = joiner if last and _IN_WORD.search(last + piece[0]) else ""
            pieces[i] = lead + change(piece)
            last = piece[-1]
    return "".join(pieces)


def _amount(value: Decimal, unit: str) -> str:
    number, unit = korean(value), _CURRENCIES.get(unit, unit)
    return f"{number} {unit}" if number[-1] in "조억만" else f"{number}{unit}"
