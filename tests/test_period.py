from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import period
from briefing.errors import PeriodError
from briefing.period import Period

TODAY = date(2024, 1, 24)  # a Wednesday, in 2024-W04


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2024-W03", date(2024, 1, 15)),
        ("2024W3", date(2024, 1, 15)),
        ("2024-01-17", date(2024, 1, 15)),
        ("2024. 1. 21.", date(2024, 1, 15)),
        ("last", date(2024, 1, 15)),
        ("this", date(2024, 1, 22)),
        ("2024년 1월 3주차", date(2024, 1, 15)),
        ("1월 3주차", date(2024, 1, 15)),
        ("2024년 2월 1주", date(2024, 1, 29)),  # its Thursday is 1 February
        ("2020-W53", date(2020, 12, 28)),
        ("2024년 12월 4주차", date(2024, 12, 23)),
        ("2025년 1월 1주차", date(2024, 12, 30)),  # its Thursday is 2 January 2025
    ],
)
def test_every_way_of_writing_a_week(text: str, start: date) -> None:
    assert period.parse(text, TODAY) == Period(start, start + timedelta(days=6))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-W54", "그 해에 없는 주입니다."),
        ("2024년 2월 5주차", None),
        ("2024년 1월 5주차", "그 달에 없는 주입니다."),
        ("2024년 13월 1주차", "없는 달입니다."),
        ("2024-02-30", "주를 알아볼 수 없습니다."),
        ("다음 주", "주를 알아볼 수 없습니다."),
        ("", "주를 알아볼 수 없습니다."),
    ],
)
def test_what_is_no_week_says_why(text: str, reason: str | None) -> None:
    if reason is None:  # February 2024 has five Thursdays
        assert period.parse(text, TODAY).start == date(2024, 2, 26)
        return
    with pytest.raises(PeriodError) as caught:
        period.parse(text, TODAY)
    assert caught.value.reason == reason
    assert "2024-W03" in caught.value.remedy


@pytest.mark.parametrize(
    ("day", "slug", "name", "dates"),
    [
        (date(2024, 1, 17), "2024-W03", "1월 3주차", "2024. 1. 15.–1. 21."),
        (date(2024, 2, 1), "2024-W05", "2월 1주차", "2024. 1. 29.–2. 4."),
        (date(2024, 12, 31), "2025-W01", "1월 1주차", "2024. 12. 30.–2025. 1. 5."),
    ],
)
def test_a_week_names_itself(day: date, slug: str, name: str, dates: str) -> None:
    week = period.week_of(day)
    assert (week.slug, week.name, week.dates) == (slug, name, dates)


def test_days_that_are_no_week() -> None:
    days = period.between(date(2024, 1, 3), date(2024, 1, 5))
    assert (days.slug, days.name, days.dates) == ("2024-01-03--2024-01-05", "", "2024. 1. 3.–1. 5.")
    assert period.between(date(2024, 1, 3), date(2024, 1, 3)).dates == "2024. 1. 3."
    with pytest.raises(PeriodError, match="끝 날짜가 시작 날짜보다 앞섭니다"):
        period.between(date(2024, 1, 5), date(2024, 1, 3))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_week_read_back_from_its_names_is_itself(day: date) -> None:
    week = period.week_of(day)
    thursday = week.start + timedelta(days=3)
    assert day in week
    assert period.parse(week.slug, day) == week
    assert period.parse(f"{thursday.year}년 {week.name}", day) == week


@given(st.text(max_size=20))
def test_any_text_is_a_week_or_a_period_error(text: str) -> None:
    with contextlib.suppress(PeriodError):
        assert period.parse(text, TODAY).is_week
