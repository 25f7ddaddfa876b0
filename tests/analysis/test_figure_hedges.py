"""What the text says of a figure beside its value: how exact, bounded, moved. Sentences are our own."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest

from briefing.analysis import figures
from briefing.model import Document

Parse = Callable[[str], Document]
WORDS = files("briefing.language").joinpath("lexicon/figure_words.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "약 300명이 왔다.",
        "약300명이 왔다.",
        "대략 3만 명이 왔다.",
        "총 300여 명이 왔다.",
        "공사는 2년여 걸렸다.",
        "3천여만원을 썼다.",
        "100억원여를 썼다.",
        "3만명 안팎이 왔다.",
        "50명가량이 왔다.",
        "50명 남짓이 왔다.",
        "50명쯤 왔다.",
        "50명 정도가 왔다.",
        "10개 내외의 과제를 고른다.",
        "금리는 2%대다.",
        "환율이 1,300원대로 올랐다.",
        "환율이 1,300원 선에서 멈췄다.",
    ],
)
def test_approximate(parse: Parse, text: str) -> None:
    (figure,) = figures.extract(parse(text))
    assert (figure.approximate, figure.bound) == (True, None)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("10명 이상이 왔다.", "at_least"),
        ("최소 3명이 있어야 한다.", "at_least"),
        ("적어도 3명이 있어야 한다.", "at_least"),
        ("매출이 10% 넘게 늘었다.", "more_than"),
        ("매출이 10억원을 넘어섰다.", "more_than"),
        ("비중이 30%를 웃도는 곳이다.", "more_than"),
        ("100억원을 초과하는 사업이다.", "more_than"),
        ("10% 초과 시 알린다.", "more_than"),
        ("가입자가 100만명을 돌파했다.", "more_than"),
        ("3천만원 이하의 과태료를 물린다.", "at_most"),
        ("최대 총 5억원을 준다.", "at_most"),
        ("최장 6개월을 준다.", "at_most"),
        ("10일 이내에 알린다.", "at_most"),
        ("30일 내에 알린다.", "at_most"),
        ("참석자는 100명을 넘지 않는다.", "at_most"),
        ("보수는 1억원을 초과할 수 없다.", "at_most"),
        ("만 20세 미만이다.", "less_than"),
        ("비중이 30%를 밑돌았다.", "less_than"),
        ("매출이 1억원에 못 미쳤다.", "less_than"),
        ("응답은 30%에 미치지 못한다.", "less_than"),
    ],
)
def test_bounds(parse: Parse, text: str, bound: str) -> None:
    (figure,) = figures.extract(parse(text))
    assert (figure.approximate, figure.bound) == (False, bound)


@pytest.mark.parametrize(
    "text",
    [
        "300명이 왔다.",
        "10건의 이상거래를 봤다.",
        "10건 이상거래를 봤다.",
        "3개국에 미치는 영향을 본다.",
        "7개 기관 내 부서가 모였다.",
        "관객이 1만 명에 달하는 공연이다.",
        "최대 규모의 행사에 300명이 왔다.",
        "여단 3개를 둔다.",
    ],
)
def test_as_exact_as_written(parse: Parse, text: str) -> None:
    assert {(f.approximate, f.bound) for f in figures.extract(parse(text))} == {(False, None)}


def test_both_ends_of_a_span_have_their_own_bound(parse: Parse) -> None:
    text = "만 18세 이상 34세 이하 청년이 낸다."
    assert [f.bound for f in figures.extract(parse(text))] == ["at_least", "at_most"]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        # the word that says how it moved, alone
        ("매출이 3% 증가했다.", ["증가"]),
        ("정원을 5명 줄였다.", ["줄였다"]),
        ("값이 5%가량 더 올랐다.", ["올랐다"]),
        ("값은 25.0%↓ 했다.", ["25.0%↓"]),
        ("시는 노선을 3개 늘린다고 밝혔다.", ["늘린다"]),
        # with what it is compared with
        ("매출이 전년 대비 3% 증가했다.", ["전년 대비 3% 증가"]),
        ("피해는 전년 대비 약 48%가 늘었다.", ["전년 대비 약 48%가 늘었다"]),
        ("상담은 작년 같은 기간보다 20% 넘게 늘었다.", ["작년 같은 기간보다 20% 넘게 늘었다"]),
        ("매출은 작년에 비해 3% 줄었다.", ["작년에 비해 3% 줄었다"]),
        ("비중은 ’24년 말 대비 3.2%p 하락했다.", ["’24년 말 대비 3.2%p 하락"]),
        ("정부안 대비 1조원 감액했다.", ["정부안 대비 1조원 감액"]),
        ("난방비는 전년보다 1,800만 원 적게 들었다.", ["전년보다 1,800만 원 적게"]),
        ("전년 대비 수출이 5% 증가했다.", ["전년 대비 수출이 5% 증가"]),
        ("잔액은 전분기 대비 1조원 감소(0.4%↓)했다.", ["전분기 대비 1조원 감소", "0.4%↓"]),
        ("비율은 전년(5%) 대비 2%p 하락했다.", ["전년(5%) 대비 2%p 하락"] * 2),
        # a level with the change that is given with it
        ("수출은 1조원으로 전년 대비 5.2% 증가했다.", ["전년 대비 5.2% 증가"] * 2),
        ("매출은 1,200억원으로 20% 늘었다.", ["20% 늘었다", "늘었다"]),
        ("전년보다 100억 원 늘어난 1조 원을 쓴다.", ["전년보다 100억 원 늘어난"] * 2),
        ("가계대출은 5조원(+3.1%)이다.", ["+3.1%", None]),
        # from one value to another
        ("정원을 10명에서 20명으로 늘렸다.", ["10명에서 20명으로 늘렸다"] * 2),
        ("금리를 4.5%→2.5%로 한다.", ["4.5%→2.5%"] * 2),
        ("예산을 52억원에서 40억원으로 12억원 줄였다.", ["52억원에서 40억원으로 12억원 줄였다"] * 3),
        ("차량은 8대에서 20대로 늘어난다.", ["8대에서 20대로 늘어난다"] * 2),
        # a level of the same kind
        ("실업자는 12만명 감소한 74만명이다.", ["감소", "12만명 감소"]),
        ("찬성은 4%포인트 오른 40%였다.", ["오른", "4%포인트 오른"]),
        # two that share the word behind the second
        ("수출과 수입은 각각 2.2%, 3.7% 상승했다.", ["상승", "상승"]),
        ("수출과 수입은 각각 3%(1억원↑)와 5%(2억원↑) 증가했다.", ["증가", None, "증가", "5%(2억원↑) 증가"]),
        # so long ago: a time that did not move
        ("값은 1년 전보다 5% 올랐다.", [None, "1년 전보다 5% 올랐다"]),
        ("값은 1년 전보다 3.6%, 한 달 전보다 0.3% 올랐다.", [None, None, "한 달 전보다 0.3% 올랐다"]),
        ("취업자는 9만명으로 1년 전보다 1만명 증가했다.", ["1년 전보다 1만명 증가", None, "1년 전보다 1만명 증가"]),
        ("값은 한 달 전보다 0.3% 올랐다.", ["한 달 전보다 0.3% 올랐다"]),
        ("60㎡ 이하(1억원)보다 4만원 더 높았다.", ["60㎡ 이하(1억원)보다 4만원 더 높았다"] * 3),
        ("배추값은 전달보다 63%나 폭등했다.", ["전달보다 63%나 폭등"]),
        ("최저임금을 8.3% 인상키로 했다.", ["인상"]),
    ],
)
def test_changes(parse: Parse, text: str, changes: list[str | None]) -> None:
    assert [f.change for f in figures.extract(parse(text))] == changes


@pytest.mark.parametrize(
    "text",
    [
        "예산 100억원을 쓴다.",
        "3개 개선 과제를 고른다.",
        "10개 확대 방안을 낸다.",
        "높은 5% 증가율을 보였다.",
        "30m 높이의 탑이다.",
        "자기자본 3조원↑ 증권사가 낸다.",
        "3명이 많은 일을 한다.",
        "작년보다 잘하는 3명을 뽑는다.",
        "1㏊는 1만㎡다.",
    ],
)
def test_no_change(parse: Parse, text: str) -> None:
    assert {f.change for f in figures.extract(parse(text))} == {None}


def test_what_follows_a_change_is_another_matter(parse: Parse) -> None:
    text = "예산을 100억원 늘리고 3명을 뽑는다."
    assert [f.change for f in figures.extract(parse(text))] == ["늘리고", None]


REPEATED = "가람시는 올해 섬마을 도서관을 새로 짓는 데 모두 120억원을 쓰고 사서 30명을 뽑는다고 밝혔다."


def test_a_repeated_sentence_counts_once(parse: Parse) -> None:
    text = f"{REPEATED}\n◦ {REPEATED.replace('모두 ', '모두  ')}\n□ {REPEATED.rstrip('.')}"
    assert [f.of(text) for f in figures.extract(parse(text))] == ["120억원", "30명"]


def test_a_sentence_with_other_numbers_is_no_repeat(parse: Parse) -> None:
    text = f"{REPEATED}\n{REPEATED.replace('120억원', '130억원')}"
    assert [f.of(text) for f in figures.extract(parse(text))] == ["120억원", "30명", "130억원", "30명"]


def test_headlines_count_at_each_place(parse: Parse) -> None:
    text = "도서관에 120억원 투입\n- 도서관에 120억원 투입"
    assert [f.of(text) for f in figures.extract(parse(text))] == ["120억원", "120억원"]


def test_every_row_of_the_lexicon_is_whole() -> None:
    rows = [line.split("\t") for line in WORDS.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 3 for row in rows)
    assert {row[1] for row in rows} == {"before", "behind", "verb", "move", "turn", "compared", "base", "time"}
    assert {row[2] for row in rows} == {"approximate", "at_least", "more_than", "at_most", "less_than", "reaches", "-"}
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
