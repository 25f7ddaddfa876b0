from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from briefing.model import Analysed, LedgerEntry, Tally
from briefing.period import Period
from briefing.synthesis import identity, ledger
from briefing.synthesis.sources import cite
from tests.synthesis.weeks import body, counted

CITY = body("가온시")
OTHER = body("누리시")


def keep(*week: Analysed, before: Tally | None = None, most: int = 100) -> tuple[LedgerEntry, ...]:
    cited = cite(week)
    return ledger.keep(cited, identity.unite(cited), before, most)


def shown(entries: tuple[LedgerEntry, ...]) -> list[tuple[str, list[str], list[str]]]:
    return [(e.stated.text, [q.text for q in e.repeated], [q.text for q in e.contradicted]) for e in entries]


def test_one_quantity_of_several_articles_stands_once_with_its_sources() -> None:
    entries = keep(
        counted("가온시는 도서관 예산 9090억원을 편성했다.", "예산", CITY),
        counted("내년 도서관 예산은 9090억원이라고 가온시가 밝혔다.", "예산", CITY, outlet="한빛신문"),
        counted("시장 정비에 성금 30억원이 모였다.", "성금", outlet="다온신문"),
    )
    assert shown(entries) == [("9090억원", ["9090억원"], []), ("30억원", [], [])]
    assert [entries[0].stated.source, *(q.source for q in entries[0].repeated)] == [1, 3]


@pytest.mark.parametrize(
    ("precise", "rounded"),
    [
        ("9090억원", "9000억원"),  # 1 % off, in words of 억
        ("9090억원", "9100억원"),
        ("1만2345명", "1만2000명"),
        ("3만4567명", "약 3만5000명"),
        ("3만4567명", "3만4000여명"),  # cut off, and said so
        ("1617곳", "1600여곳"),
    ],
)
def test_a_rounded_number_is_the_precise_one(precise: str, rounded: str) -> None:
    entries = keep(
        counted(f"가온시 도서관 지원 규모 {normal(rounded)}", "규모", CITY),
        counted(f"가온시는 도서관 지원 규모가 {normal(precise)}이라고 밝혔다.", "규모", CITY, outlet="한빛신문"),
    )
    assert shown(entries) == [(normal(precise), [normal(rounded).removeprefix("약 ")], [])]


def normal(surface: str) -> str:
    """1만2345명 as 1.2345만명: the made articles know one scale a number."""
    if "만" not in surface:
        return surface
    front, behind = surface.split("만")
    digits = behind.rstrip("여명")
    return f"{front}.{digits}만{behind[len(digits) :]}".replace("000", "")


@pytest.mark.parametrize(
    ("precise", "other"),
    [
        ("38곳", "40곳"),  # a small number is meant as it stands
        ("41.2%", "41.0%"),
        ("9090억원", "8000억원"),
        ("5.8조원", "6.0조원"),  # exact to the tenth
        ("1.4조원", "1조원"),
        ("9600억원", "1조원"),  # 4 % off without a word that says so
        ("374억원", "300억원"),
    ],
)
def test_what_is_no_rounding(precise: str, other: str) -> None:
    entries = keep(
        counted(f"가온시는 도서관 지원 규모가 {precise}이라고 밝혔다.", "규모", CITY, day=15),
        counted(f"가온시 도서관 지원 규모 {other}", "규모", CITY, outlet="한빛신문", day=17),
    )
    assert sorted(e.stated.text for e in entries) == sorted([precise, other])


def test_a_headline_without_a_label_repeats_the_number_of_its_text() -> None:
    (entry,) = keep(
        counted("가온시 도서관 확충에 9000억원 투입\n가온시는 도서관 확충 예산으로 9090억원을 쓴다.", "예산", CITY)
    )
    assert (entry.stated.text, [q.text for q in entry.repeated]) == ("9090억원", ["9000억원"])


def test_two_numbers_of_one_sentence_are_two() -> None:
    entries = keep(counted("도서관 예산은 370억원에서 374억원이 됐다.", "예산", CITY))
    assert [e.stated.text for e in entries] == ["374억원", "370억원"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("가온시는 도서관 예산 100억원을 편성했다.", "누리시는 도서관 예산 100억원을 삭감했다."),
        ("가온시는 2023년 도서관 예산 120억원을 편성했다.", "가온시는 2024년 도서관 예산 120억원을 편성했다."),
        ("가온시는 도서관 예산 120억원을 편성했다.", "가온시는 도서관 예산 120억원 이상을 편성했다."),
        ("도서관 예산 100억원.", "버스 예산 100억원."),
    ],
)
def test_one_value_of_two_things_stands_twice(one: str, other: str) -> None:
    assert len(keep(counted(one, "예산", CITY), counted(other, "예산", CITY, OTHER, outlet="한빛신문"))) == 2


# --- contradictions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("가온시는 도서관 예산 100억원을 편성했다.", "가온시가 도서관 예산으로 120억원을 편성했다고 밝혔다."),
        (
            "가온시는 2023년 어린이 도서관 이용객이 3200명이라고 밝혔다.",
            "가온시는 2023년 어린이 도서관 이용객이 2300명이라고 설명했다.",
        ),
        ("가온시는 올해 어린이 도서관 7곳을 연다.", "가온시는 올해 어린이 도서관 9곳을 연다."),
        ("가온시 도서관 주말 이용률은 41.2%였다.", "가온시 도서관 주말 이용률은 42.1%였다."),
    ],
)
def test_a_contradiction_shows_both_sentences(one: str, other: str) -> None:
    label = next(word for word in ("예산", "이용객", "이용률", "도서관") if word in one)
    (entry,) = keep(counted(one, label, CITY), counted(other, label, CITY, outlet="한빛신문"))
    assert entry.stated.context.text == one
    assert [q.context.text for q in entry.contradicted] == [other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 중 {}억원을 썼다.", id="part"),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 총 {}억원을 편성했다.", id="total"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 {}억원 이상을 편성했다.", id="bound"
        ),
        pytest.param(
            "가온시는 2023년 도서관 예산 {}억원을 편성했다.",
            "가온시는 2024년 도서관 예산 {}억원을 편성했다.",
            id="years",
        ),
        pytest.param("가온시는 1월 도서관 예산 {}억원을 썼다.", "가온시는 2월 도서관 예산 {}억원을 썼다.", id="months"),
        pytest.param(
            "가온시는 1분기 도서관 예산 {}억원을 썼다.",
            "가온시는 상반기 도서관 예산 {}억원을 썼다.",
            id="quarter and half",
        ),
        pytest.param(
            "가온시는 작년 도서관 예산 {}억원을 썼다.", "가온시는 올해 도서관 예산 {}억원을 썼다.", id="last year"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.",
            "가온시는 2023년 도서관 예산 {}억원을 편성했다.",
            id="one with a time",
        ),
        pytest.param("가온시는 도서관 예산 {}억원을 편성했다.", "누리시는 도서관 예산 {}억원을 편성했다.", id="bodies"),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.",
            "가온시는 누리시와 도서관 예산 {}억원을 편성했다.",
            id="with another",
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 목표를 {}억원으로 편성했다.", id="target"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 {}억원을 편성하지 않았다.", id="denied"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 당초 도서관 예산 {}억원을 편성했다.", id="earlier plan"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.",
            "가온시는 도서관 예산 국비 {}억원을 편성했다.",
            id="share of the state",
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 각각 {}억원을 편성했다.", id="each"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 평균 {}억원을 편성했다.", id="mean"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산 {}억원, 50억원을 편성했다.", id="list"
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.",
            "가온시는 공원 소음 민원 해소 예산 {}억원을 돌렸다.",
            id="other matter",
        ),
        pytest.param(
            "가온시는 도서관 예산 {}억원을 편성했다.", "가온시는 도서관 예산을 {}억원 늘려 편성했다.", id="moved by"
        ),
        pytest.param("도서관 예산 {}억원을 썼다.", "도서관 예산 {}억원을 걷었다.", id="nobody named"),
        pytest.param("가온시는 예산 {}억원을 부과했다.", "가온시는 예산 {}억원을 부과했다.", id="of any case"),
    ],
)
@pytest.mark.parametrize("values", [(100, 120), (120, 100), (95, 340)])
def test_what_is_no_contradiction(one: str, other: str, values: tuple[int, int]) -> None:
    week = (
        counted(one.format(values[0]), "예산", CITY, OTHER),
        counted(other.format(values[1]), "예산", CITY, OTHER, change="늘려", outlet="한빛신문"),
    )
    assert [e.contradicted for e in keep(*week)] == [()] * len(keep(*week))
    assert len(keep(*week)) == len({q.value for a in week for q in a.analysis.figures})


def test_a_number_may_move_between_two_days() -> None:
    text = "가온시는 도서관 이용객이 {}명이라고 밝혔다."
    entries = keep(
        counted(text.format(310), "이용객", CITY, day=15),
        counted(text.format(420), "이용객", CITY, day=16, outlet="한빛신문"),
    )
    assert [(e.stated.text, e.contradicted) for e in entries] == [("420명", ()), ("310명", ())]


def test_a_sentence_printed_with_another_number_contradicts_also_in_a_list() -> None:
    text = "가온시 도서관 예산 {}억원, 경비 70억원 중 일부를 편성했다."
    (entry, _) = keep(
        counted(text.format(120), "예산", CITY), counted(text.format(210), "예산", CITY, outlet="한빛신문")
    )
    assert (entry.stated.text, [q.text for q in entry.contradicted]) == ("120억원", ["210억원"])


def test_a_thing_counted_again_and_again_is_a_series() -> None:
    text = "가온시는 도서관 이용객이 {}명이라고 밝혔다."
    week = [counted(text.format(n), "이용객", CITY, outlet=f"신문{n}") for n in (311, 322, 333, 344)]
    assert [e.contradicted for e in keep(*week)] == [()] * 4


def test_an_article_does_not_contradict_itself() -> None:
    text = "가온시는 도서관 예산 100억원을 편성했다.\n가온시는 도서관 예산 120억원을 편성했다."
    assert [e.contradicted for e in keep(counted(text, "예산", CITY))] == [(), ()]


def test_most_sources_are_stated_and_the_one_against_them_contradicts() -> None:
    text = "가온시는 도서관 예산 {}억원을 편성했다."
    (entry,) = keep(
        counted(text.format(140), "예산", CITY, outlet="가신문"),
        counted(text.format(120), "예산", CITY, outlet="나신문"),
        counted(text.format(120), "예산", CITY, outlet="다신문"),
    )
    assert (entry.stated.text, [q.source for q in entry.repeated]) == ("120억원", [3])
    assert [q.text for q in entry.contradicted] == ["140억원"]


# --- an earlier week ------------------------------------------------------------------------------------


def remembered(text: str, label: str) -> Tally:
    week = cite([counted(text, label, CITY, day=9)])
    entries = ledger.keep(week, identity.unite(week), None, 10)
    return Tally(
        period=Period(date(2024, 1, 8), date(2024, 1, 14)),
        articles=1,
        issues=(),
        terms={},
        quantities=tuple(e.stated for e in entries),
        sources=tuple(c.source for c in week),
    )


@pytest.mark.parametrize(
    ("past", "changed"),
    [
        ("가온시는 올해 도서관 예산 100억원을 편성했다.", "100억원"),
        ("가온시는 올해 도서관 예산 120억원을 편성했다.", None),  # no other value
        ("가온시는 올해 도서관 예산 약 120억원을 편성했다.", None),
        ("누리시는 올해 도서관 예산 100억원을 편성했다.", None),
        ("가온시는 올해 도서관 예산 목표 100억원을 편성했다.", None),
        ("가온시는 1월 도서관 예산 100억원을 편성했다.", None),
        ("가온시는 올해 공원 정비와 하천 예산 100억원을 심사했다.", None),
        ("가온시는 올해 도서관 성금 100억원을 편성했다.", None),
    ],
)
def test_a_number_that_changed_says_from_what(past: str, changed: str | None) -> None:
    label = "성금" if "성금" in past else "예산"
    now = counted("가온시는 올해 도서관 예산 120억원을 편성했다.", "예산", CITY)
    (entry,) = keep(now, before=remembered(past, label))
    assert (entry.before.text if entry.before else None) == changed


def test_what_happened_on_a_day_is_no_change() -> None:
    text = "가온시는 {}일 도서관 심의에서 예산 {}억원을 부과했다."
    now = counted(text.format(17, 120), "예산", CITY, day=17)
    assert [e.before for e in keep(now, before=remembered(text.format(9, 100), "예산"))] == [None]


def test_two_earlier_values_tell_nothing() -> None:
    past = "가온시는 올해 도서관 예산 100억원을 편성했다.\n가온시는 올해 도서관 예산 110억원을 편성했다."
    now = counted("가온시는 올해 도서관 예산 120억원을 편성했다.", "예산", CITY)
    assert [e.before for e in keep(now, before=remembered(past, "예산"))] == [None]


# --- the whole ------------------------------------------------------------------------------------------


def test_disputes_and_numbers_of_many_sources_are_kept_before_others() -> None:
    text = "가온시는 도서관 예산 {}억원을 편성했다."
    week = [
        counted("다온시장 성금 900억원이 모였다.", "성금", outlet="가신문"),
        counted("하늘 축제 경비 7억원이 들었다.", "경비", outlet="나신문"),
        counted("하늘 축제 경비 7억원이 들었다.", "경비", outlet="다신문"),
        counted(text.format(120), "예산", CITY, outlet="라신문"),
        counted(text.format(140), "예산", CITY, outlet="마신문"),
    ]
    assert [e.stated.text for e in keep(*week, most=2)] == ["120억원", "7억원"]
    assert [e.stated.text for e in keep(*week)] == ["900억원", "120억원", "7억원"]


def test_the_order_of_the_articles_does_not_matter() -> None:
    draw = random.Random(7)
    names, labels = ["가온시", "누리시", "한빛시"], ["예산", "성금", "도서관 예산"]
    week = [
        counted(
            f"{draw.choice(names)}는 {draw.choice(['올해 ', ''])}{label} {draw.choice([100, 105, 110, 900, 909])}억원을 썼다.",
            label,
            *map(body, names),
            day=draw.choice([15, 16]),
            outlet=f"신문{n}",
        )
        for n, label in enumerate(draw.choices(labels, k=60))
    ]
    first = keep(*week)
    for _ in range(5):
        draw.shuffle(week)
        cited = cite(week)
        known = identity.unite(cited)
        assert ledger.keep(cited, known, None, 100) == first
    printed = [q for e in first for q in (e.stated, *e.repeated, *e.contradicted)]
    bodies = {c.source.number: c.body for c in cite(week)}
    assert all(bodies[q.source][q.start : q.end] == q.text for q in printed)
    assert any(e.contradicted for e in first)
    assert any(q.value != e.stated.value for e in first for q in e.repeated)
    assert all(isinstance(q.value, Decimal) for q in printed)
