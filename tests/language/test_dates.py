"""Time expressions as days. Every expected date was counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language import dates

WEDNESDAY = date(2024, 1, 17)

Expected = tuple[str | None, str | None, str]


def days(words: str, today: date | None = WEDNESDAY) -> tuple[str | None, str | None, str | None]:
    (moment,) = dates.find(words, today)
    first, last = moment.first, moment.last
    return str(first) if first else None, str(last) if last else None, moment.precision


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # years
        ("내년", ("2025-01-01", "2025-12-31", "year")),
        ("올해", ("2024-01-01", "2024-12-31", "year")),
        ("2027년까지", (None, "2027-12-31", "year")),
        ("내년부터", ("2025-01-01", None, "year")),
        ("2026년 이후", ("2026-01-01", None, "year")),
        ("연내", (None, "2024-12-31", "year")),
        ("올해 안", (None, "2024-12-31", "year")),
        ("’25년", ("2025-01-01", "2025-12-31", "year")),
        ("2025∼2027년", ("2025-01-01", "2027-12-31", "year")),
        ("’26~’28년", ("2026-01-01", "2028-12-31", "year")),
        ("내년 초", ("2025-01-01", "2025-03-31", "part")),
        ("올해 말", ("2024-10-01", "2024-12-31", "part")),
        ("연말까지", (None, "2024-12-31", "part")),
        ("내년 연말", ("2025-10-01", "2025-12-31", "part")),
        # halves and quarters
        ("상반기 중", ("2024-01-01", "2024-06-30", "half")),
        ("하반기", ("2024-07-01", "2024-12-31", "half")),
        ("내년 상반기", ("2025-01-01", "2025-06-30", "half")),
        ("’26. 상반기", ("2026-01-01", "2026-06-30", "half")),
        ("상반기 내", (None, "2024-06-30", "half")),
        ("3분기", ("2024-07-01", "2024-09-30", "quarter")),
        ("내년 1분기", ("2025-01-01", "2025-03-31", "quarter")),
        ("3/4분기", ("2024-07-01", "2024-09-30", "quarter")),
        ("’25.2Q", ("2025-04-01", "2025-06-30", "quarter")),
        ("3분기 말", ("2024-09-01", "2024-09-30", "part")),
        # months
        ("오는 5월께", ("2024-05-01", "2024-05-31", "month")),
        ("내달", ("2024-02-01", "2024-02-29", "month")),
        ("다음 달 초", ("2024-02-01", "2024-02-10", "part")),
        ("이달 말", ("2024-01-21", "2024-01-31", "part")),
        ("5월 중순", ("2024-05-11", "2024-05-20", "part")),
        ("4월 중", ("2024-04-01", "2024-04-30", "month")),
        ("9월~11월", ("2024-09-01", "2024-11-30", "month")),
        ("5∼6월", ("2024-05-01", "2024-06-30", "month")),
        ("11월부터 2월까지", ("2024-11-01", "2025-02-28", "month")),
        ("’24.5월", ("2024-05-01", "2024-05-31", "month")),
        ("’26.3.~12.", ("2026-03-01", "2026-12-31", "month")),
        ("’25.7월말", ("2025-07-21", "2025-07-31", "part")),
        ("6월 전까지", (None, "2024-05-31", "month")),
        # weeks
        ("다음 주", ("2024-01-22", "2024-01-28", "part")),
        ("이번 주", ("2024-01-15", "2024-01-21", "part")),
        ("다음 주 수요일", ("2024-01-24", "2024-01-24", "day")),
        ("7월 셋째 주", ("2024-07-15", "2024-07-21", "part")),
        ("2월 1주차", ("2024-01-29", "2024-02-04", "part")),
        # days
        ("오는 20일", ("2024-01-20", "2024-01-20", "day")),
        ("다음 달 3일", ("2024-02-03", "2024-02-03", "day")),
        ("3월 5일(화)", ("2024-03-05", "2024-03-05", "day")),
        ("2024. 5. 1.(수)", ("2024-05-01", "2024-05-01", "day")),
        ("2024-05-01", ("2024-05-01", "2024-05-01", "day")),
        ("'24.5.1.", ("2024-05-01", "2024-05-01", "day")),
        ("1.25.(목)", ("2024-01-25", "2024-01-25", "day")),
        ("3.31일부터", ("2024-03-31", None, "day")),
        ("9/9(월)까지", (None, "2024-09-09", "day")),
        ("2.1일(木)~2일(金)", ("2024-02-01", "2024-02-02", "day")),
        ("’24. 2.1.(목) ~2.9.(금)", ("2024-02-01", "2024-02-09", "day")),
        ("내일", ("2024-01-18", "2024-01-18", "day")),
        ("24일부터 26일까지", ("2024-01-24", "2024-01-26", "day")),
        ("2월 1일부터 3월 15일까지", ("2024-02-01", "2024-03-15", "day")),
        ("2월 20~23일", ("2024-02-20", "2024-02-23", "day")),
        ("11.13.~14.", ("2024-11-13", "2024-11-14", "day")),
        ("6.1.(토) 9시부터 6.26.(수) 17시까지", ("2024-06-01", "2024-06-26", "day")),
        # stretches from the article's date
        ("향후 5년간", ("2024-01-17", "2029-01-16", "year")),
        ("3년 내", (None, "2027-01-17", "year")),
        ("앞으로 두 달간", ("2024-01-17", "2024-03-16", "month")),
        ("앞으로 6개월 뒤", ("2024-07-01", "2024-07-31", "month")),
        ("향후 10일 이내", (None, "2024-01-27", "day")),
    ],
)
def test_days(words: str, expected: Expected) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(
    ("words", "today", "first"),
    [
        # the nearest that has not ended
        ("19일", date(2024, 1, 17), "2024-01-19"),
        ("17일", date(2024, 1, 17), "2024-01-17"),
        ("16일", date(2024, 1, 17), "2024-02-16"),
        ("31일", date(2024, 2, 1), "2024-03-31"),
        ("1월", date(2024, 1, 31), "2024-01-01"),
        ("1월", date(2024, 2, 1), "2025-01-01"),
        ("1분기", date(2024, 4, 1), "2025-01-01"),
        ("상반기", date(2024, 7, 1), "2025-01-01"),
        ("2월 29일", date(2024, 3, 1), "2028-02-29"),
        # 지난: the nearest before
        ("지난 12월", date(2024, 1, 17), "2023-12-01"),
        ("지난 9일", date(2024, 1, 17), "2024-01-09"),
        # a weekday says which
        ("12월 31일(일)", date(2024, 1, 17), "2023-12-31"),
        ("5일(금)", date(2024, 1, 17), "2024-01-05"),
    ],
)
def test_what_has_no_year_is_the_nearest(words: str, today: date, first: str) -> None:
    assert days(words, today)[0] == first


@pytest.mark.parametrize(
    ("words", "guessed", "past"),
    [
        ("5월", True, False),
        ("오는 5월", False, False),
        ("내년 5월", False, False),
        ("5월 1일(수)", False, False),
        ("지난 5월", True, True),
        ("지난해", False, True),
    ],
)
def test_what_the_words_leave_to_the_date(words: str, guessed: bool, past: bool) -> None:
    (moment,) = dates.find(words, WEDNESDAY)
    assert (moment.guessed, moment.past) == (guessed, past)


@pytest.mark.parametrize(
    "words", ["내년", "5월", "오는 20일", "이달 말", "다음 주", "연내", "향후 5년간", "3년 내", "하반기", "내일"]
)
def test_without_the_articles_date_unknown_stays_unknown(words: str) -> None:
    assert days(words, None) == (None, None, None)


@pytest.mark.parametrize("words", ["설 연휴 전", "추석 연휴", "조속한 시일 내", "2월 30일", "5월 3일(일)"])
def test_unresolvable(words: str) -> None:
    assert days(words) == (None, None, None)


def test_a_date_with_its_year_needs_no_article_date() -> None:
    assert days("2024. 5. 1.부터", None) == ("2024-05-01", None, "day")
    assert days("2027년 상반기까지", None) == (None, "2027-06-30", "half")


@pytest.mark.parametrize(
    "text",
    [
        "예산은 9,090억원이다.",
        "비율은 3.5%에서 4.2%로 올랐다.",
        "기간이 5.4일에서 하루로 줄었다.",
        "10일 이내에 알린다.",
        "5년간 일했다.",
        "3일 만에 끝났다.",
        "제15일차 훈련이다.",
        "02-123-4567로 묻는다.",
        "상담은 1397번이다.",
        "내일을 향해 간다.",
        "지금이 좋다.",
        "내주고 받았다.",
        "연말연시 교통을 살핀다.",
    ],
)
def test_no_time(text: str) -> None:
    assert [m.of(text) for m in dates.find(text, WEDNESDAY) if m.precision] == []


def test_many_in_one_sentence() -> None:
    text = "오는 5월 공고를 내고 8월 말까지 접수를 받아 내년 초 시작한다."
    assert [m.of(text) for m in dates.find(text, WEDNESDAY)] == ["오는 5월", "8월 말까지", "내년 초"]


def test_only_inside_the_part_asked_for() -> None:
    text = "5월에 열고 6월에 닫는다."
    assert [m.of(text) for m in dates.find(text, WEDNESDAY, 7)] == ["6월"]


def test_resolve_is_the_first() -> None:
    assert dates.resolve("5월에 열고 6월에 닫는다", WEDNESDAY) == dates.find("5월에", WEDNESDAY)[0]
    assert dates.resolve("곧 연다", WEDNESDAY) is None


# --- properties -----------------------------------------------------------------------------------------

TODAY = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
PIECES = st.lists(
    st.sampled_from(
        [
            "2024",
            "27",
            "3",
            "31",
            "2",
            "0",
            "’",
            "'",
            ".",
            "/",
            "~",
            "-",
            "(",
            ")",
            "월",
            "일",
            "년",
            "분기",
            "반기",
            "상",
            "하",
            "초",
            "말",
            "중",
            "내",
            "안",
            "부터",
            "까지",
            "이후",
            "전까지",
            "지난",
            "오는",
            "내년",
            "올해",
            "이달",
            "내달",
            "다음",
            "주",
            "달",
            "향후",
            "간",
            "후",
            "개월",
            "한",
            "(수)",
            "첫째",
            "주차",
            "설",
            "연휴",
            "연말",
            "Q",
            "에",
            ".",
            ",",
            "에서",
        ]
    )
    | st.just(" "),
    max_size=14,
).map("".join)


@given(PIECES | st.text(max_size=40), TODAY | st.none() | st.sampled_from([date.min, date.max]))
def test_never_fails_and_never_runs_backwards(text: str, today: date | None) -> None:
    end = 0
    for moment in dates.find(text, today):
        assert end <= moment.start < moment.end <= len(text)
        end = moment.end
        assert moment.first is None or moment.last is None or moment.first <= moment.last
        assert (moment.precision is None) == (moment.first is None and moment.last is None)


@given(TODAY, st.integers(1, 12))
def test_a_bare_month_ends_no_earlier_than_the_article(today: date, month: int) -> None:
    moment = dates.resolve(f"{month}월", today)
    assert moment is not None and moment.first is not None and moment.last is not None
    assert moment.first.month == moment.last.month == month
    assert today <= moment.last < today + timedelta(days=366 + 31)


@given(TODAY, st.integers(1, 28))
def test_a_bare_day_is_today_or_within_a_month(today: date, day: int) -> None:
    moment = dates.resolve(f"오는 {day}일", today)
    assert moment is not None and moment.first is not None
    assert moment.first.day == day
    assert today <= moment.first <= today + timedelta(days=31)


@given(TODAY, TODAY)
def test_a_full_date_is_itself_on_any_day(day: date, today: date) -> None:
    moment = dates.resolve(f"{day.year}. {day.month}. {day.day}.", today)
    if day.year < 2100:
        assert moment is not None
        assert (moment.first, moment.last, moment.precision) == (day, day, "day")


@given(TODAY, st.sampled_from(["내년", "올해", "3분기", "하반기", "내달", "다음 주", "5월", "연말"]))
def test_open_ends_keep_the_other_end(today: date, words: str) -> None:
    whole, since, until = (dates.resolve(words + ending, today) for ending in ("", "부터", "까지"))
    assert whole is not None and since is not None and until is not None
    assert (since.first, since.last) == (whole.first, None)
    assert (until.first, until.last) == (None, whole.last)


@given(TODAY, TODAY)
def test_a_range_holds_both_of_its_ends(one: date, other: date) -> None:
    first, last = sorted((one.replace(year=2024, day=1), other.replace(year=2024, day=28)))
    moment = dates.resolve(
        f"2024년 {first.month}월 {first.day}일부터 {last.month}월 {last.day}일까지", date(2024, 1, 1)
    )
    assert moment is not None
    assert (moment.first, moment.last) == (first, last)
