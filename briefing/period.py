"""The stretch of days a briefing covers, and the many ways of writing one.

A week is an ISO 8601 week, Monday to Sunday. Its Korean name belongs to the month of its Thursday (the rule
of KS X ISO 8601 for years, carried over to months): the week of 2024-01-29 is "2024년 2월 1주차".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from briefing.errors import PeriodError

KOREA = timezone(timedelta(hours=9), "KST")  # no summer time since 1988

_WAYS = "2024-W03, 2024-01-17, last, this, 2024년 1월 3주차 가운데 하나로 적어 주십시오."
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MONTH_WEEK = re.compile(r"(?:(\d{4})년\s*)?(\d{1,2})월\s*(?:제\s*)?(\d)\s*주차?")
_DAY = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def is_week(self) -> bool:
        """Whether this is exactly one ISO week."""
        return self.start.isoweekday() == 1 and (self.end - self.start).days == 6

    @property
    def slug(self) -> str:
        """`2024-W03` for a week, else `2024-01-15--2024-01-31`; safe as a folder name."""
        if self.is_week:
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.start}--{self.end}"

    @property
    def name(self) -> str:
        """`1월 3주차` for a week, else the empty string."""
        if not self.is_week:
            return ""
        thursday = self.start + timedelta(days=3)
        return f"{thursday.month}월 {(thursday.day + 6) // 7}주차"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the period, in order."""
        return tuple(self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))

    def before(self, count: int) -> tuple[Period, ...]:
        """The `count` periods of the same length that come before this one, the latest first."""
        length = timedelta(days=(self.end - self.start).days + 1)
        return tuple(Period(self.start - n * length, self.end - n * length) for n in range(1, count + 1))

    @property
    def dates(self) -> str:
        """`2024. 1. 15.–1. 21.`, the year repeated only where it changes (행정업무운영 편람의 날짜 표기)."""
        first, last = f"{self.start.year}. {self.start.month}. {self.start.day}.", f"{self.end.month}. {self.end.day}."
        if self.start == self.end:
            return first
        return f"{first}–{last}" if self.start.year == self.end.year else f"{first}–{self.end.year}. {last}"


def week_of(day: date) -> Period:
    """The ISO week that holds `day`."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Period(monday, monday + timedelta(days=6))


def parse_day(text: str) -> date:
    """The date written as `2024-01-17`, `2024.1.17` or `2024. 1. 17.`; PeriodError for anything else."""
    match = _DAY.fullmatch(text.strip())
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise PeriodError(text, "날짜로 읽을 수 없습니다.", "2024-01-17처럼 적어 주십시오.")


def parse(text: str, today: date) -> Period:
    """The week that `text` names, seen from `today`.

    `2024-W03`, any date in the week, `last` (the last full week before today's), `this`, or
    `2024년 1월 3주차` (without a year: the year of `today`). PeriodError for anything else.
    """
    text = text.strip()
    if text == "last":
        return week_of(today - timedelta(days=7))
    if text == "this":
        return week_of(today)
    if match := _ISO_WEEK.fullmatch(text):
        try:
            return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            raise PeriodError(text, "그 해에 없는 주입니다.", _WAYS) from None
    if match := _MONTH_WEEK.fullmatch(text):
        return _month_week(text, int(match[1] or today.year), int(match[2]), int(match[3]))
    try:
        return week_of(parse_day(text))
    except PeriodError:
        raise PeriodError(text or "(빈 글)", "주를 알아볼 수 없습니다.", _WAYS) from None


def between(first: date, last: date) -> Period:
    """The days from `first` to `last`; PeriodError when they are the wrong way round."""
    if last < first:
        raise PeriodError(f"{first}~{last}", "끝 날짜가 시작 날짜보다 앞섭니다.", "--from과 --to를 바꾸어 주십시오.")
    return Period(first, last)


def _month_week(text: str, year: int, month: int, number: int) -> Period:
    try:
        first = date(year, month, 1)
    except ValueError:
        raise PeriodError(text, "없는 달입니다.", _WAYS) from None
    thursday = first + timedelta(days=(4 - first.isoweekday()) % 7 + 7 * (number - 1))
    if number < 1 or thursday.month != month:
        raise PeriodError(text, "그 달에 없는 주입니다.", _WAYS)
    return week_of(thursday)
