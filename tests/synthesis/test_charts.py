from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from briefing.model import (
    Analysed,
    Analysis,
    Article,
    Chart,
    Commitment,
    DatePrecision,
    Excerpt,
    History,
    LedgerEntry,
    Movement,
    Quantity,
    Quote,
    Tally,
)
from briefing.period import Period
from briefing.synthesis import charts, identity
from briefing.synthesis.charts import changes, plans
from briefing.synthesis.sources import cite

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))
BEFORE = Period(date(2024, 1, 8), date(2024, 1, 14))
LONG_BEFORE = Period(date(2023, 12, 18), date(2023, 12, 24))


def week_of(period: Period) -> Tally:
    return Tally(period=period, articles=9, issues=(), terms={}, quantities=(), sources=())


def draw(
    week: list[Analysed],
    *,
    history: History | None = None,
    moves: tuple[Movement, ...] = (),
    entries: tuple[LedgerEntry, ...] = (),
    upcoming: tuple[Commitment, ...] = (),
) -> dict[str, Chart]:
    cited = cite(week)
    drawn = charts.draw(
        cited,
        identity.unite(cited),
        WEEK,
        history=history or History(),
        moves=moves,
        entries=entries,
        upcoming=upcoming,
    )
    return {chart.key: chart for chart in drawn}


def shown(chart: Chart) -> list[tuple[str, str]]:
    return [(row.label, row.text) for row in chart.rows]


# --- articles by day ------------------------------------------------------------------------------------


def test_days(make: Any) -> None:
    week = [make(f"기사 {n}", "글이다.", day=day) for n, day in enumerate((15, 16, 16, 16, 18))]
    chart = draw(week)["days"]
    assert chart.title == "기사는 1월 16일(화)에 3건으로 가장 많았다"
    assert shown(chart)[:3] == [("1. 15. 월", "1건"), ("1. 16. 화", "3건"), ("1. 17. 수", "0건")]
    assert [row.sources for row in chart.rows][:4] == [(1,), (2, 3, 4), (), (5,)]
    assert all(row.parts == () for row in chart.rows)  # no public body among the outlets
    assert chart.alt.startswith("날짜별 기사 수: 1. 15. 월 1건, 1. 16. 화 3건")


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ((15, 15, 16, 16, 17), "기사는 1월 15일(월)과 1월 16일(화)에 각 2건으로 가장 많았다"),
        ((15, 16, 17, 18, 19), "기사가 가장 많은 날은 5일이며, 하루 1건씩이었다"),
    ],
)
def test_days_that_share_the_first_place(make: Any, days: tuple[int, ...], title: str) -> None:
    assert draw([make(f"기사 {n}", "글이다.", day=day) for n, day in enumerate(days)])["days"].title == title


@pytest.mark.parametrize("days", [(15, 15, 15, 16), (15, 16, 17, 18, 19, 20, 21)])
def test_few_articles_or_days_all_alike_make_no_chart(make: Any, days: tuple[int, ...]) -> None:
    assert "days" not in draw([make(f"기사 {n}", "글이다.", day=day) for n, day in enumerate(days)])


def test_days_by_kind_of_outlet(make: Any) -> None:
    outlets = ("기획재정부", "가온일보", "기재부", None, "가온일보")  # a short form is the body too
    week = [make(f"기사 {n}", "글이다.", day=15 + n // 3, outlet=outlet) for n, outlet in enumerate(outlets)]
    first, second, *_ = draw(week)["days"].rows
    assert [(part.label, part.text) for part in first.parts] == [
        ("정부·공공기관", "2건"),
        ("그 밖의 매체", "1건"),
        ("매체 미상", "0건"),
    ]
    assert [part.text for part in second.parts] == ["0건", "1건", "1건"]
    assert sum(len(part.sources) for part in first.parts) == first.value == 3


# --- this week against the one before -------------------------------------------------------------------


def moved(name: str, now: int, before: int) -> Movement:
    sources = tuple(range(1, now + 1))
    return Movement(name=name, direction="continuing", now=now, before=before, mean=float(before), sources=sources)


@pytest.mark.parametrize(
    ("moves", "title"),
    [
        ((("도서관 건립", 5, 1), ("버스 요금", 2, 3)), "‘도서관 건립’ 기사가 지난주 1건에서 5건으로 가장 많이 늘었다"),
        ((("도서관 건립", 3, 2), ("버스 요금", 2, 6)), "‘버스 요금’ 기사가 지난주 6건에서 2건으로 가장 많이 줄었다"),
        ((("도서관 건립", 4, 2), ("버스 요금", 2, 4)), "‘도서관 건립’ 기사가 지난주 2건에서 4건으로 늘었다"),
        ((("도서관 건립", 4, 0), ("버스 요금", 2, 3)), "지난주에 없던 ‘도서관 건립’ 기사가 4건 나왔다"),
        ((("도서관 건립", 2, 2), ("버스 요금", 0, 3)), "지난주 3건이던 ‘버스 요금’ 기사가 이번 주에는 없다"),
        ((("도서관 건립", 2, 2), ("버스 요금", 3, 3)), "쟁점마다 기사 수가 지난주와 같다"),
    ],
)
def test_issues_say_what_moved_most(moves: tuple[tuple[str, int, int], ...], title: str) -> None:
    chart = changes.issues([moved(*move) for move in moves], WEEK, BEFORE)
    assert chart is not None
    assert chart.title == title


def test_issues_with_what_they_were() -> None:
    chart = changes.issues([moved("도서관 건립", 2, 4), moved("버스 요금", 5, 0), moved("축제", 1, 1)], WEEK, BEFORE)
    assert chart is not None
    assert shown(chart) == [("버스 요금", "5건"), ("도서관 건립", "2건")]  # one article each week is no issue of weight
    assert [[(part.label, part.text) for part in row.parts] for row in chart.rows] == [
        [("지난주", "없음")],
        [("지난주", "4건")],
    ]
    assert chart.alt == "쟁점별 기사 수: 버스 요금 5건 (지난주 없음), 도서관 건립 2건 (지난주 4건)"


@pytest.mark.parametrize(
    "moves", [(), (("도서관 건립", 5, 1),), (("도서관 건립", 5, 0), ("버스 요금", 3, 0)), (("가", 1, 1), ("나", 1, 0))]
)
def test_nothing_to_compare_makes_no_chart_of_issues(moves: tuple[tuple[str, int, int], ...]) -> None:
    assert changes.issues([moved(*move) for move in moves], WEEK, BEFORE) is None


def test_no_earlier_week_no_chart_of_issues() -> None:
    assert changes.issues([moved("가", 3, 0), moved("나", 2, 1)], WEEK, None) is None


@pytest.mark.parametrize(("past", "name"), [(BEFORE, "지난주"), (LONG_BEFORE, "12월 3주차")])
def test_a_week_that_is_not_the_last_is_called_by_its_name(past: Period, name: str) -> None:
    chart = changes.issues([moved("가", 3, 1), moved("나", 2, 2)], WEEK, past)
    assert chart is not None
    assert {part.label for row in chart.rows for part in row.parts} == {name}


def test_a_headline_with_marks_stands_in_others() -> None:
    chart = changes.issues([moved("가온시, ‘밤 버스’ 첫 운행", 3, 1), moved("나", 2, 2)], WEEK, BEFORE)
    assert chart is not None
    assert chart.title.startswith("“가온시, ‘밤 버스’ 첫 운행” 기사가")


# --- who ------------------------------------------------------------------------------------------------


def people(make: Any, *names: tuple[str, ...]) -> list[Analysed]:
    return [make(f"기사 {n}", f"{', '.join(some)} 모였다.", people=some) for n, some in enumerate(names)]


def test_actors_with_their_change(make: Any) -> None:
    week = people(make, ("나모아", "다보라"), ("나모아", "다보라", "라온결"), ("나모아", "라온결", "마루한"))
    history = History(weeks=(week_of(BEFORE),), actors=({"나모아": 1, "라온결": 4},))
    chart = draw(week, history=history)["actors"]
    assert chart.title == "나모아가 가장 많은 기사(3건, 지난주 1건)에 나왔다"
    assert shown(chart) == [("나모아", "3건"), ("다보라", "2건"), ("라온결", "2건")]
    assert [(part.label, part.text) for row in chart.rows for part in row.parts] == [
        ("지난주", "1건"),
        ("지난주", "없음"),
        ("지난주", "4건"),
    ]


def test_actors_without_an_earlier_week_have_no_change(make: Any) -> None:
    chart = draw(people(make, ("나모아", "다보라", "라온결"), ("나모아", "다보라", "라온결")))["actors"]
    assert [row.parts for row in chart.rows] == [(), (), ()]
    assert chart.title == "나모아 등 3명이 가장 많은 기사(2건)에 나왔다"


def test_two_names_make_no_chart(make: Any) -> None:
    assert "actors" not in draw(people(make, ("나모아", "다보라"), ("나모아", "다보라"), ("라온결",)))


def test_who_appears_with_whom(make: Any) -> None:
    week = people(
        make,
        ("나모아", "다보라", "라온결"),
        ("나모아", "다보라", "라온결"),
        ("나모아", "다보라"),
        ("나모아", "마루한"),
        ("바다솔", "마루한"),
    )
    chart = draw(week)["together"]
    assert chart.title == "나모아와 다보라가 가장 많은 기사(3건)에 함께 나왔다"
    assert [row.label for row in chart.rows] == ["나모아", "다보라", "라온결"]  # the others met nobody twice
    assert [[(part.label, part.text, part.sources) for part in row.parts] for row in chart.rows] == [
        [],
        [("나모아", "3건", (1, 2, 3))],
        [("나모아", "2건", (1, 2)), ("다보라", "2건", (1, 2))],
    ]
    assert chart.alt == "함께 나온 기사 수: 다보라와 나모아 3건, 라온결과 나모아 2건, 라온결과 다보라 2건"


def test_fewer_than_three_pairs_are_no_triangle(make: Any) -> None:
    week = people(make, ("나모아", "다보라"), ("나모아", "다보라"), ("다보라", "라온결"), ("다보라", "라온결"))
    assert "together" not in draw(week)


# --- remarks by stance ----------------------------------------------------------------------------------


def saying(*stances: str | None, title: str = "기사", words: str = "말") -> Analysed:
    body = "\n".join(f"“{words} {n}”" for n in range(len(stances)))
    quotes = []
    for n, stance in enumerate(stances):
        start = body.index(f"{words} {n}")
        quotes.append(Quote(start, start + len(words) + 2, kind="direct", cue="말했다", stance=stance))
    article = Article(id=title, title=title, body=body, published=date(2024, 1, 15))
    return Analysed(article, Analysis(sentences=(), actors=(), quotes=tuple(quotes), figures=(), title_terms=()))


def test_remarks_by_stance() -> None:
    one = saying("promise", "promise", "promise", "criticism", "neutral", None)
    chart = draw([one, saying("criticism", "worry", title="나", words="글")])["stances"]
    assert chart.title == "태도가 드러난 발언 6건 가운데 약속 발언이 3건으로 가장 많다"
    assert shown(chart) == [("약속", "3건"), ("비판", "2건"), ("우려", "1건")]
    assert [row.sources for row in chart.rows] == [(1,), (1, 2), (2,)]
    assert chart.alt.startswith("발언 8건 가운데 태도가 드러난 6건: 약속 3건")


def test_words_that_two_articles_quote_count_once() -> None:
    stances = ("promise", "promise", "promise", "criticism", "criticism")
    chart = draw([saying(*stances), saying(*stances, title="나")])["stances"]
    assert shown(chart) == [("약속", "3건"), ("비판", "2건")]
    assert [row.sources for row in chart.rows] == [(1, 2), (1, 2)]


@pytest.mark.parametrize("stances", [("promise",) * 6, ("promise", "promise", "worry", "worry"), ("neutral",) * 9])
def test_one_stance_or_few_remarks_make_no_chart(stances: tuple[str, ...]) -> None:
    assert "stances" not in draw([saying(*stances)])


# --- numbers --------------------------------------------------------------------------------------------


def sums(make: Any, *values: tuple[int, str | None]) -> list[Analysed]:
    words = [f"{value}원" for value, _ in values]
    figures = tuple((word, value, label) for word, (value, label) in zip(words, values, strict=True))
    return [make("예산", f"모두 {', '.join(words)}이다.", figures=figures)]


@pytest.mark.parametrize(("least", "shape"), [(10**10, "bars"), (10**9, "dots")])
def test_amounts_on_the_scale_they_need(make: Any, least: int, shape: str) -> None:
    chart = draw(sums(make, (9 * 10**10, "예산"), (5 * 10**10, "성금"), (least, "기금"), (10**12, None)))["amounts"]
    assert chart.shape == shape
    assert chart.title == "가장 큰 금액은 예산 900억 원이다"  # the largest of all does not say what for
    assert shown(chart)[:2] == [("예산", "900억 원"), ("성금", "500억 원")]
    assert chart.rows[0].sources == (1,)


@pytest.mark.parametrize(
    "values",
    [
        ((9 * 10**10, "예산"), (5 * 10**10, "성금")),
        ((9 * 10**10, "예산"), (8 * 10**10, "예산"), (5 * 10**10, "성금")),  # two rows of one name
        ((9 * 10**10, "예산"), (5 * 10**10, "성금"), (1000, "요금")),  # a fee
    ],
)
def test_few_amounts_make_no_chart(make: Any, values: tuple[tuple[int, str], ...]) -> None:
    assert "amounts" not in draw(sums(make, *values))


def entry(label: str | None, now: int, before: int | None) -> LedgerEntry:
    def number(value: int, source: int) -> Quantity:
        words = Excerpt(0, 1, source=source, text="값")
        shared: dict[str, Any] = {"value_max": None, "unit": "KRW", "kind": "money", "label": label, "context": words}
        return Quantity(0, 1, source=source, text="값", value=Decimal(value), **shared)

    return LedgerEntry(stated=number(now, 1), before=None if before is None else number(before, 7))


def test_the_course_of_numbers() -> None:
    entries = (entry("기금", 110_000_000, 100_000_000), entry("예산", 300_000_000, 900_000_000), entry("성금", 5, None))
    chart = changes.course(entries, WEEK, BEFORE)
    assert chart is not None
    assert chart.title == "예산은 지난주 9억 원에서 이번 주 3억 원으로 줄었다"  # a third: farther than a tenth more
    assert shown(chart) == [("예산", "3억 원"), ("기금", "1억 1,000만 원")]
    assert [(part.text, part.sources) for row in chart.rows for part in row.parts] == [
        ("9억 원", (7,)),
        ("1억 원", (7,)),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        (entry("예산", 3, 9), entry("성금", 5, None)),
        (entry("예산", 3, 9), entry(None, 5, 6)),
        (entry("예산", 3, 9), entry("손익", -5, 6)),
    ],
)
def test_one_number_that_changed_makes_no_chart(entries: tuple[LedgerEntry, ...]) -> None:
    assert changes.course(entries, WEEK, BEFORE) is None


# --- plans ----------------------------------------------------------------------------------------------


def plan(first: date | None, last: date | None, precision: DatePrecision = "day", source: int = 1) -> Commitment:
    return Commitment(
        0,
        5,
        source=source,
        text="문을 연다",
        who=None,
        cue="연다",
        when=None,
        first=first,
        last=last,
        precision=precision,
        published=None,
        context=Excerpt(0, 5, source=source, text="문을 연다"),
    )


def on(month: int, day: int, year: int = 2024) -> date:
    return date(year, month, day)


def test_plans_on_a_strip() -> None:
    upcoming = (
        plan(None, on(2, 9)),
        plan(on(2, 19), on(2, 23)),
        plan(on(3, 1), None, "month"),
        plan(on(1, 10), on(1, 31)),  # has begun
        plan(on(2, 5), on(2, 5)),
    )
    chart = plans.calendar(upcoming, WEEK)
    assert chart is not None
    assert [row.text for row in chart.rows] == ["1. 10.–1. 31.", "2. 5.", "2. 9.까지", "2. 19.–2. 23.", "3월부터"]
    assert (chart.rows[0].first, chart.rows[0].last) == (None, on(1, 31))
    assert [row.value for row in chart.rows] == [10.0, 15.0, 19.0, 29.0, 40.0]
    assert chart.title == "앞으로 13주 동안의 일정 5건 가운데 3건이 2월에 있다"
    assert chart.alt.startswith("날짜순 일정: 1. 10.–1. 31. 문을 연다, 2. 5. 문을 연다")


def test_no_month_with_most_plans_names_the_nearest() -> None:
    chart = plans.calendar((plan(None, on(2, 9)), plan(on(3, 4), on(3, 4)), plan(on(4, 1), on(4, 1))), WEEK)
    assert chart is not None
    assert chart.title == "앞으로 13주 동안의 일정은 3건이며 2. 9.까지 일정이 가장 가깝다"


@pytest.mark.parametrize(
    "third",
    [
        plan(on(7, 1), None, "half"),  # not to the month
        plan(on(4, 22), on(4, 22)),  # a day behind the thirteen weeks
        plan(on(1, 2), None),  # has begun, with an open end
        plan(None, None),
    ],
)
def test_what_has_no_place_on_the_strip(third: Commitment) -> None:
    two = (plan(None, on(2, 9)), plan(on(3, 4), on(3, 4)))
    assert plans.calendar((*two, third), WEEK) is None
    assert plans.calendar((*two, plan(on(4, 21), on(4, 21))), WEEK) is not None


def test_plans_for_one_day_are_no_strip() -> None:
    assert plans.calendar(tuple(plan(on(2, 9), on(2, 9), source=n) for n in range(1, 5)), WEEK) is None


def test_the_year_stands_where_it_is_another() -> None:
    december = Period(date(2023, 12, 18), date(2023, 12, 24))
    chart = plans.calendar(
        (plan(on(12, 28, 2023), None), plan(on(1, 9), on(1, 9)), plan(on(2, 1), None, "month")), december
    )
    assert chart is not None
    assert [row.text for row in chart.rows] == ["12. 28.부터", "2024. 1. 9.", "2024년 2월부터"]


def test_a_week_without_articles_has_no_charts() -> None:
    assert draw([]) == {}
