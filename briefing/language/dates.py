"""Time expressions of Korean texts (오는 5월께, 내년 1분기부터, ’24.5월, 24일부터 26일까지) as intervals of days.

How they are read:

- A month, quarter, half or day without its year (or month) is the nearest one that has not ended by the article's
  date, since what is announced lies ahead; 지난 makes it the nearest one before. A weekday in brackets overrules both:
  the nearest date that falls on it.
- 초, 중순, 말 are days 1-10, 11-20 and from 21 of a month; the first and the last quarter of a year; the first and
  the last two months of a half; the first and the last month of a quarter. 께, 경 and 중 change nothing.
- 부터 and 이후 leave the end open, 까지, 안 and 내 the beginning; 전까지 ends on the day before.
- 향후 5년간 counts from the article's date; a stretch without 향후 or 앞으로 does not say when, but 3년 내 does.
- Lunar holidays and 조속한 시일 내 are found and stay unresolved, as does what needs an unknown article's date.

No maintained library reads these. korean-datetime 1.0 (MIT, of October 2026, its first release) reads 31 of 41 such
expressions: 연내, 올해 안, ’24.5.1., 1.25.(목), 11.13.~14., 5∼6월, 내년 초, 향후 5년간 and 3년 내 are missing, open
ends are left to the caller, and it takes half of the tokenizer's time, forty times that of this module. dateparser
finds one in five by that library's own comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from briefing.language import intervals
from briefing.language.intervals import Days
from briefing.model import DatePrecision, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Span):
    """A time expression in a text and the days it means, both included, with open ends and precision as in `Plan`.

    `guessed` says that the article's date alone gave its year or month; `past` that its words look back (지난, 작년).
    """

    first: date | None = None
    last: date | None = None
    precision: DatePrecision | None = None
    guessed: bool = False
    past: bool = False


class _Point(NamedTuple):
    """One time as matched: a year, what is named within it, or both; `end` is behind 초, 말, 안; `to` is 부터, 까지."""

    start: int
    end: int
    year: re.Match[str] | None
    unit: re.Match[str] | None
    part: str
    within: bool
    to: str
    lead: str


_APOSTROPHES = "’‘'´`＇"
_TO = r"\s?[~∼～〜–―-]\s?"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])(?!\d)", r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_WEEKDAY = r"(?:\s?[(\[](?P<{}>[월화수목금토일月火水木金土日])(?:요일)?[)\]])?"
# What may stand behind 말, 안 or 중 for it to be that word and not the head of another (말씀, 안정, 중국).
_ENDS = r"(?=에|까지|부터|께|경|쯤|무렵|이후|이전|으?로(?![가-힣])|의\s|[\s,.·~∼()\[\]」』’”]|$)"
_STRETCH = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4}

_NUMERIC = (
    # ’24.5.1.(수), 2024-05-01, ’25.9월
    rf"(?:(?<!\d)(?P<ny>(?:19|20)\d\d)|[{_APOSTROPHES}](?P<ns>\d\d))\s?[.\-/]\s?(?P<nm>{_MONTH})(?!\s?[%％배조억만천Q])"
    rf"(?:\s?월(?:\s?(?P<nd2>{_DAY})\s?일)?|\s?[.\-/]\s?(?P<nd>{_DAY})\s?일?)?\.?{_WEEKDAY.format('nw')}"
    # 11.13.~14., 3.31일, 9/9(목): month and day need a mark that tells them from a decimal
    rf"|(?<![\d.,/{_APOSTROPHES}])(?P<mm>{_MONTH})[./]\s?(?P<md>{_DAY})"
    rf"(?:\.?\s?일(?!에서|간|이?내|이상|정도|만에|로\s)|\.?(?=\s?[(\[][월화수목금토일][)\]])|\.?(?=\s?(?:부터|까지))|\.(?=[~∼)]))\.?{_WEEKDAY.format('mw')}"
)
_AHEAD = (
    r"(?:(?P<ahead>(?<![가-힣])(?:향후|앞으로|지금부터))\s?)?(?:약\s?)?(?<![\d.,])"
    r"(?P<n>\d{1,3}|(?<![가-힣])[한두세석네넉](?=\s?달))\s?(?P<span>년|개월|달|주|일)\s?(?P<how>간|동안|이내|내|안|후|뒤)"
    rf"{_ENDS}"
)
_VAGUE = (
    r"(?P<vague>(?<![가-힣])(?:(?:설|추석)\s?(?:연휴|명절)?\s?(?:이전|전|이후|후|직후)(?:까지|에)?"
    r"|(?:설|추석)\s?(?:연휴|명절)|(?:조속한|이른|빠른|가까운)\s?시일\s?[내안]))"
)
_YEAR = (
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:{_TO}(?P<year2>20\d\d))?\s?년(?!\s?(?:간|동안|만에|차))도?"
    rf"|[{_APOSTROPHES}](?P<short>\d\d)(?:{_TO}[{_APOSTROPHES}]?(?P<short2>\d\d))?"
    rf"(?:\s?년(?!\s?(?:간|동안|만에))도?|\.?(?=\s?[상하]반기|\s?[1-4]\s?(?:/\s?4\s?)?분기|[1-4]Q|\s?[말초]{_ENDS}))"
    r"|(?<![가-힣])(?P<ryear>올해|금년|내년|내후년|후년|작년|지난해|재작년|올(?=\s?(?:[상하]반기|연말|\d)))도?"
)
_UNIT = (
    r"(?P<half>[상하])반기"
    rf"|(?<!\d)(?P<quarter>[1-4])(?:{_TO}(?P<quarter2>[1-4]))?\s?(?:/\s?4\s?)?(?:분기|Q)"
    rf"|(?:(?<![\d.,])(?P<month>{_MONTH})(?:{_TO}(?P<month2>{_MONTH}))?\s?월"
    r"|(?<![가-힣])(?P<rmonth>이달|이번\s?달|금월|내달|다음\s?달|익월|지난\s?달))"
    rf"(?:\s?(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY}))?\s?일(?!\s?(?:간|동안)){_WEEKDAY.format('dw')}"
    r"|\s?(?P<week>[1-5]|첫째|둘째|셋째|넷째|다섯째)\s?주차?(?![가-힣]{2}))?"
    rf"|(?<![\d.,’‘'제])(?P<bday>{_DAY})(?:{_TO}(?P<bday2>{_DAY}))?\s?일"
    rf"(?![\s-]?(?:간|동안|이?내|안|만|이상|이하|전|뒤|후|차|째|치|분|정|여|씩|당|연속|영업)){_WEEKDAY.format('bw')}"
    r"|(?<![가-힣])(?:(?P<word>연내|연말(?!연시|정산|결산)|연초|월말|월초|(?:오늘|내일|모레|어제)(?![을를의이과와]))"
    r"|(?P<rweek>이번\s?주|금주|다다음\s?주|다음\s?주|내주|지난\s?주)(?:\s?(?P<dow>[월화수목금토일])요일|(?=[\s,.)중초말에의]|부터|까지|$)))"
)
_TIME = re.compile("|".join((_NUMERIC, _AHEAD, _VAGUE, _YEAR, _UNIT)))
# What any of them may begin with, looked for first: few alternatives without look-behinds take a quarter of the
# time. The last one is two syllables of 향후, 앞으로, 지금, 올해, 내년, 이달, 다음, 연말, 설 연휴 and their like.
_BEGINS = re.compile(
    rf"\d{{1,4}}\s?[년월일주달개분Q./~∼～〜–―-]|[{_APOSTROPHES}]\d\d|[상하한두세석네넉]\s?[반달]"
    r"|[향앞지올금내후작재이다익연월오모어설추조빠가][후으금해년월주일난번달음다내말초늘레제연명전이직석속른까\s]"
)
# The other end of a range of numbers, which repeats only what changes: ’26.3.~12., 9.20.~22.
_TAIL = re.compile(
    rf"{_TO}(?P<a>\d\d?)(?![\d:년])(?:\s?[./]\s?(?P<b>\d\d?)(?!\d))?\.?\s?[일월]?(?:\s?[(\[][월화수목금토일月火水木金土日][)\]])?"
)
_PART = re.compile(rf"\s?(?P<part>초순|초|상순|중순|하순|중반|말일|말){_ENDS}")
_WITHIN = re.compile(rf"\s?(?:이내|내|안){_ENDS}")
_ABOUT = re.compile(rf"\s?(?:중|께|경|쯤|무렵){_ENDS}")
_SUFFIX = re.compile(  # the hour, if any, is passed over
    r"(?:\s?(?:오전|오후|낮|밤)?\s?\d{1,2}(?:시(?:\s?\d{1,2}분)?|:\d\d))?\s?(?P<to>부터|전까지|까지|이전까지|이전|이후)"
)
_LEAD = re.compile(r"(?:(?<=\s)|(?<![가-힣]))(?P<lead>오는|다가오는|지난)\s?$")
_RANGE = re.compile(_TO)

_YEARS = {"올해": 0, "올": 0, "금년": 0, "내년": 1, "후년": 2, "내후년": 2, "작년": -1, "지난해": -1, "재작년": -2}
_MONTHS = {"이달": 0, "이번달": 0, "금월": 0, "내달": 1, "다음달": 1, "익월": 1, "지난달": -1}
_WEEKS = {"이번주": 0, "금주": 0, "다음주": 1, "내주": 1, "다다음주": 2, "지난주": -1}
_NEAR_DAYS = {"오늘": 0, "내일": 1, "모레": 2, "어제": -1}
_NTH = {"첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5}


def find(text: str, today: date | None, start: int = 0, end: int | None = None) -> list[Moment]:
    """The time expressions in text[start:end], in order; `today` is the article's date, None where it is unknown.

    A range (24일부터 26일까지, 9월~11월) is one expression. What cannot be resolved has no days.
    """
    found: list[Moment] = []
    left: tuple[_Point, Days | None] | None = None
    for point in _points(text, start, len(text) if end is None else end):
        if found and point.start < found[-1].end:
            continue  # the other end of a range of numbers
        anchor = _anchor(text, left, point)
        days = _days(point, today, anchor or today)
        stop = point.end
        if days is not None and (tail := _numeric_tail(text, point, days)):
            days, stop = tail
            if suffix := _SUFFIX.match(text, stop):
                stop, point = suffix.end(), point._replace(to="range")
        if anchor and left and left[1] and days and days.last >= anchor:
            days = intervals.joined(left[1], days)
            found[-1] = _open(left[0]._replace(to="range"), stop, days)
            left = None
            continue
        found.append(_open(point, stop, days))
        left = point._replace(end=stop), days
    return found


def resolve(words: str, today: date | None) -> Moment | None:
    """The first time expression in `words`, or None."""
    return next(iter(find(words, today)), None)


def _points(text: str, start: int, end: int) -> Iterator[_Point]:
    year: re.Match[str] | None = None
    for match in _matches(text, start, end):
        if year is not None and _within_year(match) and text[year.end() : match.start()] in ("", " "):
            yield _point(text, year, match)
            year = None
            continue
        if year is not None:
            yield _point(text, year)
        year = match if _is_year(match) else None
        if year is None:
            yield _point(text, match)
    if year is not None:
        yield _point(text, year)


def _is_year(match: re.Match[str]) -> bool:
    return bool(match["year"] or match["short"] or match["ryear"])


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while begins := _BEGINS.search(text, start, end):
        match = _TIME.match(text, begins.start(), end)
        start = match.end() if match else begins.start() + 1
        if match and (not match["n"] or match["ahead"] or (_by(match) and match["span"] in ("년", "개월"))):
            yield match


def _within_year(match: re.Match[str]) -> bool:
    return bool(match["half"] or match["quarter"] or match["month"] or match["word"] in ("연말", "연초"))


def _point(text: str, first: re.Match[str], second: re.Match[str] | None = None) -> _Point:
    """The point that one match makes, or a year with what is named within it."""
    year = first if _is_year(first) else None
    unit = second if year else first
    start, end = first.start(), (second or first).end()
    part = _PART.match(text, end)
    end = part.end() if part else end
    within = _WITHIN.match(text, end)
    end = within.end() if within else end
    about = _ABOUT.match(text, end)
    end = about.end() if about else end
    suffix = _SUFFIX.match(text, end)
    lead = _LEAD.search(text, max(0, start - 6), start)
    return _Point(
        lead.start() if lead else start,
        suffix.end() if suffix else end,
        year,
        unit,
        part["part"][0] if part else "",
        within is not None,
        suffix["to"] if suffix else "",
        lead["lead"] if lead else "",
    )


def _anchor(text: str, left: tuple[_Point, Days | None] | None, point: _Point) -> date | None:
    """The day that the range began which `point` ends, None where it ends none."""
    if left is None or left[1] is None:
        return None
    gap = text[left[0].end : point.start]
    joined = left[0].to == "부터" and not gap.strip() and (point.to == "까지" or point.within)
    joined |= not left[0].to and _RANGE.fullmatch(gap) is not None
    return left[1].first if joined else None


def _open(point: _Point, end: int, days: Days | None) -> Moment:
    """The moment of one point: its days with the end open that its words leave open."""
    past = point.lead == "지난" or bool(point.year and _YEARS.get(point.year["ryear"] or "", 0) < 0)
    if days is None:
        return Moment(point.start, end, past=past)
    first: date | None = days.first
    last: date | None = days.last
    unit = point.unit
    if point.to in ("부터", "이후"):
        last = None
    elif point.to == "전까지":
        first, last = None, intervals.shift(days.first, -1)
    elif point.to in ("까지", "이전", "이전까지") or point.within or (unit and (unit["word"] == "연내" or _by(unit))):
        first = None
    guessed = days.guessed and point.lead != "오는"
    return Moment(point.start, end, first=first, last=last, precision=days.precision, guessed=guessed, past=past)


def _by(unit: re.Match[str]) -> bool:
    return unit["how"] in ("이내", "내", "안")


def _days(point: _Point, today: date | None, anchor: date | None) -> Days | None:
    """The closed interval of a point; `anchor` is the day that what has no year of its own is nearest to."""
    unit = point.unit
    base: Days | None
    if unit is None:
        base = _years(point.year, today) if point.year else None
    elif unit["vague"]:
        return None
    elif unit["ny"] or unit["ns"]:
        year, day = int(unit["ny"] or f"20{unit['ns']}"), unit["nd"] or unit["nd2"]
        base = intervals.day(year, int(unit["nm"]), int(day)) if day else intervals.month(year, int(unit["nm"]))
    elif unit["n"]:
        return _stretch(unit, today)
    elif unit["rweek"] or unit["word"] or unit["rmonth"]:
        base = _relative(point, unit, today)
    elif unit["bday"]:
        base = _bare_day(unit, anchor, point.lead)
    else:
        base = _in_year(point, unit, today, anchor)
    return intervals.cut(base, point.part) if base is not None and point.part else base


def _years(match: re.Match[str], today: date | None) -> Days | None:
    if match["ryear"]:
        return None if today is None else intervals.year(today.year + _YEARS[match["ryear"]])
    first = int(match["year"] or f"20{match['short']}")
    last = int(match["year2"] or (f"20{match['short2']}" if match["short2"] else first))
    begin, end = intervals.year(first), intervals.year(last)
    return Days(begin.first, end.last, "year") if begin and end and begin.first <= end.last else begin


def _in_year(point: _Point, unit: re.Match[str], today: date | None, anchor: date | None) -> Days | None:
    """A half, quarter, month, week or day of a month, in the year named or the nearest that fits."""

    def make(year: int) -> Days | None:
        if unit["half"]:
            return intervals.months(year, 1 if unit["half"] == "상" else 7, 6, "half")
        if unit["quarter"]:
            return intervals.span(intervals.quarter(year, unit["quarter"]), intervals.quarter(year, unit["quarter2"]))
        month = int(unit["month"] or unit["mm"])
        if unit["md"]:
            return intervals.day(year, month, int(unit["md"]))
        until = int(unit["month2"] or month)
        named = _of_month(unit, year, month)
        return intervals.span(named, intervals.month(year + (until < month), until)) if until != month else named

    if point.year is not None:
        within = _years(point.year, today)
        return make(within.first.year) if within else None
    if anchor is None:
        return None
    weekday = unit["dw"] or unit["mw"]
    years = (-1, 0, 1) if weekday else range(-1, 8)  # in eight years every date comes but for 2월 30일
    return intervals.nearest((make(anchor.year + k) for k in years), anchor, weekday, point.lead)


def _of_month(unit: re.Match[str], year: int, month: int) -> Days | None:
    """A month, or the day or week of it that is named."""
    if unit["day"]:
        return intervals.within_month(year, month, int(unit["day"]), int(unit["day2"] or unit["day"]))
    if unit["week"]:
        return intervals.week_of_month(year, month, _NTH.get(unit["week"]) or int(unit["week"]))
    return intervals.month(year, month)


def _bare_day(unit: re.Match[str], anchor: date | None, lead: str) -> Days | None:
    if anchor is None:
        return None
    number, until = int(unit["bday"]), int(unit["bday2"] or unit["bday"])
    begins = [intervals.add_months(anchor.replace(day=1), k) for k in range(-2, 5)]
    options = (intervals.within_month(b.year, b.month, number, until) for b in begins if b is not None)
    return intervals.nearest(options, anchor, unit["bw"], lead)


def _relative(point: _Point, unit: re.Match[str], today: date | None) -> Days | None:
    """이달, 다음 주, 연말, 내일: what the words count from the article's date."""
    word = unit["word"]
    if word in ("연내", "연말", "연초"):
        this = intervals.year(today.year) if today else None
        year = _years(point.year, today) if point.year else this
        return year if word == "연내" or year is None else intervals.cut(year, word[1])
    if today is None:
        return None
    if word in _NEAR_DAYS:
        return _from(intervals.shift(today, _NEAR_DAYS[word]), 1)
    if unit["rweek"]:
        weeks = _WEEKS["".join(unit["rweek"].split())]
        monday = intervals.shift(today, 7 * weeks - today.weekday())
        if monday and unit["dow"]:
            return _from(intervals.shift(monday, intervals.WEEKDAYS.index(unit["dow"])), 1)
        return _from(monday, 7)
    begin = intervals.add_months(today.replace(day=1), 0 if word else _MONTHS["".join(unit["rmonth"].split())])
    if begin is None:
        return None
    return (
        intervals.cut(intervals.month(begin.year, begin.month), word[1])
        if word
        else _of_month(unit, begin.year, begin.month)
    )


def _from(begin: date | None, count: int) -> Days | None:
    """A day, or the week that begins with it."""
    end = intervals.shift(begin, count - 1) if begin else None
    return Days(begin, end, "day" if count == 1 else "part") if begin and end else None


def _stretch(unit: re.Match[str], today: date | None) -> Days | None:
    """향후 5년간, 3년 내, 앞으로 6개월 뒤, counted from the article's date."""
    how, span = unit["how"], unit["span"]
    if today is None:
        return None
    number = _STRETCH.get(unit["n"]) or int(unit["n"])
    precision: DatePrecision
    if span in ("년", "개월", "달"):
        end = intervals.add_months(today, number * (12 if span == "년" else 1))
        precision = "year" if span == "년" else "month"
    else:
        end = intervals.shift(today, number * (7 if span == "주" else 1))
        precision = "part" if span == "주" else "day"
    if end is None:
        return None
    if how in ("후", "뒤"):
        whole = {"year": intervals.year(end.year), "month": intervals.month(end.year, end.month)}
        return whole.get(precision, Days(end, end, precision))
    last = end if _by(unit) else intervals.shift(end, -1)
    return Days(today, last, precision) if last and last >= today else None


def _numeric_tail(text: str, point: _Point, days: Days) -> tuple[Days, int] | None:
    """The days of a range of numbers and where it ends: ’26.3.~12., 11.13.~14., 9.20.~10. 5."""
    unit = point.unit
    if unit is None or not (unit["nm"] or unit["mm"]) or point.to or point.part:
        return None
    tail = _TAIL.match(text, point.end)
    if tail is None:
        return None
    a, b = int(tail["a"]), int(tail["b"]) if tail["b"] else None
    first = days.first
    if days.precision == "day":
        other = intervals.day(first.year, a, b) if b else intervals.day(first.year, first.month, a)
    else:
        other = intervals.day(first.year, a, b) if b else intervals.month(first.year, a)
    if other is not None and other.last < first:
        other = intervals.day(first.year + 1, a, b) if b else None
    if other is None:
        return None
    return intervals.joined(days, other), tail.end()
