"""What is announced for later. Sentences, people and bodies are our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files

import pytest

from briefing.analysis import actors, plans
from briefing.model import Document, Plan

Parse = Callable[[str], Document]
WEDNESDAY = date(2024, 1, 17)
WORDS = files("briefing.language").joinpath("lexicon/plan_words.tsv").read_text(encoding="utf-8")


def extract(parse: Parse, text: str, published: date | None = WEDNESDAY) -> tuple[Plan, ...]:
    document = parse(text)
    return plans.extract(document, actors.extract(document), published)


@pytest.mark.parametrize(
    ("text", "cue", "when"),
    [
        # by its own words, with a time and without
        ("가람시는 도서관을 넓힐 예정이다.", "넓힐 예정이다", None),
        ("가람시는 오는 5월께 도서관을 넓힐 계획이라고 밝혔다.", "넓힐 계획이라고", "오는 5월께"),
        ("가람시는 내년까지 길을 넓힌다는 방침이다.", "넓힌다는 방침이다", "내년까지"),
        ("가람시는 하반기에 도서관을 넓히기로 했다.", "넓히기로 했다", "하반기"),
        ("두 기관은 자료를 함께 쓰기로 뜻을 모았다.", "쓰기로 뜻을 모았다", None),
        ("가람시는 도서관을 넓힐 계획을 밝혔다.", "넓힐 계획", None),
        ("새 도서관은 3월에 열릴 예정으로, 누구나 쓴다.", "열릴 예정", "3월"),
        ("도서관 확장 사업을 3분기 중 추진할 예정입니다.", "추진할 예정입니다", "3분기 중"),
        # by a present or future form with a time to come
        ("가람시는 내달부터 급식비를 지원한다고 밝혔다.", "지원한다고", "내달부터"),
        ("가람시는 오는 20일 공청회를 연다.", "연다", "오는 20일"),
        ("새 제도는 2025년 1월 1일부터 시행된다.", "시행된다", "2025년 1월 1일부터"),
        ("가람시는 다음 주 민생 점검에 나선다.", "나선다", "다음 주"),
        ("신청은 2월 9일(금)까지 누리집에서 할 수 있다.", "할 수 있다", "2월 9일(금)까지"),
        ("위원들은 앞으로 3년간 정책을 자문하게 된다.", "자문하게 된다", "앞으로 3년간"),
        ("서류를 이달 말까지 우편으로 보내면 된다.", "보내면 된다", "이달 말까지"),
        ("접수 기간은 2월 15일까지다.", "다", "2월 15일까지"),
        ("가람시는 내년 3월 개통을 목표로 공사에 들어갔다.", "목표로", "내년 3월"),
        ("나라움 시장은 “내년까지 길을 넓히겠다”고 말했다.", "넓히겠다", "내년까지"),
        ("나라움 시장은 “연내에 길을 넓힐 것”이라고 말했다.", "넓힐 것", "연내"),
        ("가람시는 내년부터 수당을 올리기로 결정했다.", "올리기로 결정했다", "내년부터"),
        # key words
        ("- 2월 9일(금)까지 신청 접수", "접수", "2월 9일(금)까지"),
        ("□ 오는 4월 새 청사 준공", "준공", "오는 4월"),
        ("현장 교육 실시 예정(’24.3.~12.)", "실시 예정", "’24.3.~12."),
        ("◦ 소상공인 지원 방안 마련(3월 중 발표 예정)", "발표 예정", "3월 중"),
    ],
)
def test_plans(parse: Parse, text: str, cue: str, when: str | None) -> None:
    (plan,) = extract(parse, text)
    assert (plan.cue, plan.when.of(text) if plan.when else None) == (cue, when)


@pytest.mark.parametrize(
    "text",
    [
        # past, and history
        "가람시는 지난해 5월 도서관을 열었다.",
        "가람시는 2023년 5월부터 수당을 준다.",
        "가람시는 애초 지난해 문을 열 예정이었다.",
        "가람시는 수당을 올릴 계획임을 밝힌 바 있다.",
        "시정 기회를 주고 결과를 확인하기로 결정하였다.",
        # under way, a state, a habit
        "가람시는 올해 도서관을 짓고 있다.",
        "가람시는 올해 수당을 지급한다.",
        "가람시는 매년 9월 축제를 연다.",
        "가람시는 도서관을 운영한다.",
        # a condition
        "비가 올 경우 내달 3일 행사를 열 계획이다.",
        "심사가 끝나면 내달 결과를 알린다.",
        # asked of others
        "가람시는 내년까지 시설을 고쳐야 한다.",
        "나라움 시장은 내년까지 시설을 고칠 것을 당부했다.",
        "나라움 시장은 “내년까지 시설을 고쳐 달라”고 말했다.",
        # expected, rumoured
        "내년 성장률은 2%에 그칠 것으로 전망된다.",
        "내년 상반기 물가가 오를 것이라고 전망했다.",
        "가람시는 내년 청사를 옮길 것으로 알려졌다.",
        "가람시는 청사를 옮길 계획인 것으로 알려졌다.",
        "내년에는 경기가 나아질 것으로 기대된다.",
        # denied
        "가람시는 내년에 수당을 올리지 않을 계획이다.",
        "가람시는 수당을 올리지 않기로 했다.",
        "수당을 올릴 계획은 없다.",
        # promises and present forms without a time
        "나라움 시장은 “앞으로도 시민을 돕겠다”고 말했다.",
        "가람시는 앞으로 힘껏 노력할 것이라고 밝혔다.",
        # the time is not that of the act
        "가람시는 ‘2025년 가람 축제’ 참가자를 모집한다.",
        "값은 내년 5월 기준으로 정한다.",
        "가람시는 17일 공원을 넓힌다고 밝혔다.",
        "가람시는 16일 공원을 넓힌다고 밝혔다.",
        "가람시는 내년 열리는 대회를 알린다.",
        # nouns that only look so
        "‘오는 5월, 가람을 더하다’",
        "사업계획 등을 살폈다.",
        "채용예정 인원을 살폈다.",
        "설치 예정인 시설을 살폈다.",
    ],
)
def test_no_plan(parse: Parse, text: str) -> None:
    assert extract(parse, text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "신청은 2월 1일부터 9일까지 할 수 있으며, 결과는 3월 중 발표된다.",
            [("할 수 있으며", "2월 1일부터 9일까지"), ("발표된다", "3월 중")],
        ),
        ("오는 9월 조직을 바꾸고 사람을 늘릴 계획이다.", [("늘릴 계획이다", "오는 9월")]),
        ("4월까지 공사를 마치고, 새 청사는 5월에 열 예정이다.", [("마치고", "4월까지"), ("열 예정이다", "5월")]),
        ("길을 넓히고 5월에 축제를 열었으며 내년에도 열 계획이다.", [("열 계획이다", "내년")]),
        ("2030년 개항을 위해 오는 5월 공사를 시작할 예정이다.", [("시작할 예정이다", "오는 5월")]),
        ("2월까지 의견을 들은 뒤 3월에 확정할 예정이다.", [("확정할 예정이다", "3월")]),
    ],
)
def test_clauses_and_their_times(parse: Parse, text: str, found: list[tuple[str, str]]) -> None:
    assert [(p.cue, p.when.of(text)) for p in extract(parse, text) if p.when] == found


def test_spans_are_clauses_in_order(parse: Parse) -> None:
    text = "신청은 2월 1일부터 9일까지 할 수 있으며, 결과는 3월 중 발표된다."
    assert [p.of(text) for p in extract(parse, text)] == [
        "신청은 2월 1일부터 9일까지 할 수 있으며",
        "결과는 3월 중 발표된다.",
    ]


def test_the_days(parse: Parse) -> None:
    (plan,) = extract(parse, "가람시는 내년 상반기까지 길을 넓힐 계획이다.")
    assert (plan.first, plan.last, plan.precision) == (None, date(2025, 6, 30), "half")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("기획재정부는 내달부터 수당을 올린다고 밝혔다.", "기획재정부"),
        ("기획재정부와 교육부는 내달부터 수당을 올린다.", "기획재정부"),
        ("기획재정부와 교육부, 국방부는 내달부터 수당을 올린다.", "기획재정부"),
        ("기획재정부는 방안을 마련했다. 오는 5월 이를 발표할 예정이다.", "기획재정부"),
        ("홍나래 교육부 장관은 “기획재정부는 내년까지 수당을 올릴 계획”이라고 말했다.", "기획재정부"),
        ("홍나래 교육부 장관은 “내년까지 수당을 올릴 계획”이라고 말했다.", "홍나래"),
        ("교육부는 학생들이 책을 읽을 수 있도록 도울 예정이다.", "교육부"),
        # what happens has no actor
        ("기획재정부는 방안을 마련했다. 새 수당은 내달부터 지급된다.", None),
        ("내달부터 수당이 오른다. 오는 5월 이를 알릴 예정이다.", None),
    ],
)
def test_who(parse: Parse, text: str, who: str | None) -> None:
    assert extract(parse, text)[-1].who == who


def test_what_began_in_an_earlier_year_dates_nothing(parse: Parse) -> None:
    (plan,) = extract(parse, "2017년부터 이어 온 행사는 올해도 일자리를 알릴 예정이다.")
    assert (plan.first, plan.last) == (date(2024, 1, 1), date(2024, 12, 31))


def test_without_the_articles_date_only_words_that_look_ahead_announce(parse: Parse) -> None:
    text = "가람시는 내달부터 수당을 올린다."
    (plan,) = extract(parse, text, None)
    assert (plan.when is not None, plan.first, plan.last, plan.precision) == (True, None, None, None)
    assert extract(parse, "가람시는 5월 수당을 올린다.", None) == ()


def test_a_copied_sentence_counts_once(parse: Parse) -> None:
    text = "가람시는 오는 5월부터 섬마을 도서관을 새로 짓는 데 필요한 땅을 사들여 공사를 시작할 예정이라고 밝혔다."
    assert len(extract(parse, f"{text}\n붙임\n◦ {text}")) == 1


def test_every_row_of_the_lexicon_is_whole() -> None:
    rows = [line.split("\t") for line in WORDS.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    assert {row[1] for row in rows} == {"noun", "agree", "rule", "tell", "hearsay", "idle", "action"}
    assert len({tuple(row) for row in rows}) == len(rows)
