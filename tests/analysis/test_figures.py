"""Figures: what counts, what it is worth, what is left out. Sentences are our own; bodies named in them are made up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analysis import figures
from briefing.model import Document

UNITS = files("briefing.language").joinpath("lexicon/units.tsv").read_text(encoding="utf-8")
Parse = Callable[[str], Document]
Row = tuple[str, float, str]


def read(parse: Parse, text: str) -> list[Row]:
    return [(f.of(text), float(f.value), f.unit) for f in figures.extract(parse(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가람시는 예산 9,090억원을 쓴다.", ("9,090억원", 909e9, "KRW")),
        ("가람시는 총 1조 2천억 원을 쓴다.", ("1조 2천억 원", 1.2e12, "KRW")),
        ("자기자본은 5,100억이다.", ("5,100억", 510e9, "KRW")),
        ("사업비는 3.4조로 잡혔다.", ("3.4조", 3.4e12, "KRW")),
        ("과징금 80억 2600만위안을 물렸다.", ("80억 2600만위안", 8_026_000_000, "CNY")),
        ("수출은 50억 달러였다.", ("50억 달러", 5e9, "USD")),
        ("수출은 $5억이었다.", ("$5억", 5e8, "USD")),
        ("모두 300여 명이 왔다.", ("300여 명", 300, "명")),
        ("약 3만5천여명이 모였다.", ("3만5천여명", 35_000, "명")),
        ("위원은 23인이다.", ("23인", 23, "명")),
        ("비중은 32.9%였다.", ("32.9%", 32.9, "%")),
        ("금리를 1.0%p 내렸다.", ("1.0%p", 1, "%p")),
        ("금리를 0.5%포인트 내렸다.", ("0.5%포인트", 0.5, "%p")),
        ("금리를 50bp 내렸다.", ("50bp", 50, "bp")),
        ("매출이 2.5배로 늘었다.", ("2.5배", 2.5, "배")),
        ("경쟁률은 5.2대 1이었다.", ("5.2대 1", 5.2, "배")),
        ("50개사를 뽑는다.", ("50개사", 50, "개사")),
        ("기업 8개 사가 참여했다.", ("8개 사", 8, "개사")),
        ("19개국이 참가했다.", ("19개국", 19, "개국")),
        ("5개 사업자가 참여했다.", ("5개", 5, "개")),
        ("교육은 5일간 열린다.", ("5일", 5, "일")),
        ("공모는 4주간 열린다.", ("4주", 4, "주")),
        ("통지는 10영업일 이내에 한다.", ("10영업일", 10, "영업일")),
        ("3년 기준으로 따진다.", ("3년", 3, "년")),
        ("2회 전국 순회 교육을 했다.", ("2회", 2, "회")),
        ("공사는 1년 6개월 걸린다.", ("1년 6개월", 18, "개월")),
        ("주 52시간을 넘지 못한다.", ("52시간", 52, "시간")),
        ("점유율은 세계 2위다.", ("2위", 2, "위")),
        ("만 18세부터 낸다.", ("18세", 18, "세")),
        ("발전소는 390MW급이다.", ("390MW", 390, "MW")),
        ("주택 5만 호를 짓는다.", ("5만 호", 50_000, "호")),
        ("주식 1만 주를 샀다.", ("1만 주", 10_000, "주")),
        ("10대 과제를 골랐다.", ("10대", 10, "대")),
        ("9대 혁신기술을 고른다.", ("9대", 9, "대")),
        ("소방차 20대를 보냈다.", ("20대", 20, "대")),
        ("제설제 38만톤을 샀다.", ("38만톤", 380_000, "톤")),
        ("낡은 집 1,2 00동을 헐었다.", ("1,2 00동", 1200, "동")),
        ("백서는 120쪽 분량이다.", ("120쪽", 120, "쪽")),
        ("“상당한 기간”을 “14일”로 한다.", ("14일", 14, "일")),
        ("300여 협력사를 만났다.", ("300여 협력사", 300, "협력사")),
        ("총50명이 왔다.", ("50명", 50, "명")),
        ("예산5천억원을 쓴다.", ("5천억원", 500e9, "KRW")),
        # hundredths with a unit of their own
        ("환율은 3원 80전이다.", ("3원 80전", 3.8, "KRW")),
        ("원유는 68달러 5센트였다.", ("68달러 5센트", 68.05, "USD")),
        ("원유가 79센트 올랐다.", ("79센트", 79, "센트")),
        # ratios to one of a number that could be an age
        ("주식을 50대 1로 나눈다.", ("50대 1", 50, "배")),
        ("경쟁률은 2048 대 1이다.", ("2048 대 1", 2048, "배")),
        # points of an index
        ("가온지수가 15.90p 올랐다.", ("15.90p", 15.9, "포인트")),
        # temperatures
        ("기온이 영하 10도까지 내려갔다.", ("영하 10도", -10, "도")),
        ("모레는 오늘보다 3도 낮다.", ("3도", 3, "도")),
        ("아침은 20도 이하의 날씨다.", ("20도", 20, "도")),
        # days: counted, in parts, compared
        ("조업일수(15일)가 줄었다.", ("15일", 15, "일")),
        ("조업일수는 16일이다.", ("16일", 16, "일")),
        ("수리에 15.5일 걸렸다.", ("15.5일", 15.5, "일")),
        ("기한을 19일 넘겼다.", ("19일", 19, "일")),
        # the months of a sentence
        ("징역 8월을 선고했다.", ("8월", 8, "개월")),
        ("징역 1년 6월을 선고했다.", ("1년 6월", 18, "개월")),
        ("바람이 초속 20m/s로 분다.", ("20m/s", 20, "m/s")),
        ("수확량은 500킬로그램이다.", ("500킬로그램", 500, "kg")),
        ("지원금은 3억3천여만원이다.", ("3억3천여만원", 330e6, "KRW")),
        ("생산은 410만 천여 대다.", ("410만 천여 대", 4_101_000, "대")),
        ("절반인 3561억으로 줄었다.", ("3561억", 356.1e9, "KRW")),
        ("중심기압은 980hPa이다.", ("980hPa", 980, "hPa")),
        ("모두 7천211학급이다.", ("7천211학급", 7211, "학급")),
        ("산불은 6백 51건이다.", ("6백 51건", 651, "건")),
        ("가온팀은 12득점에 그쳤다.", ("12득점", 12, "득점")),
    ],
)
def test_a_figure_is_read(parse: Parse, text: str, expected: Row) -> None:
    assert read(parse, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "행사는 2024년 3월 5일 열렸다.",
        "행사는 2024. 3. 5.(화) 14:00~15:30 열렸다.",
        "행사는 ’25.10.28.(화) 열렸다.",
        "행사는 9.30일 열렸다.",
        "행사는 오는 15일부터 20일까지다.",
        "행사는 11·12월에 열린다.",
        "행사는 7월 3주차에 열린다.",
        "올해 3분기와 24년 상반기를 견줬다.",
        "1990년대에 시작했다.",
        "오후 2시 30분에 시작한다.",
        "문의는 02-1234-5678로 한다.",
        "문의는 ☎1588-1234로 한다.",
        "법 제3조제2항에 따른다.",
        "시행령 15조 2항에 따른다.",
        "제5차 회의와 2차 회의를 열었다.",
        "제4회 대회에 제2차관이 왔다.",
        "5번째로 3층 101호에 들렀다.",
        "코로나19와 정부24를 다뤘다.",
        "2030자문단과 2030세대가 만났다.",
        "AI2XL 연구소와 G20 회의를 찾았다.",
        "20대 직원과 30·40대 여성을 만났다.",
        "22대 국회가 열렸다.",
        "행정고시 46회로 들어왔다.",
        "10대에서 20대로 넘어가는 나이다.",
        "1인미디어콤플렉스에서 열렸다.",
        "5·18과 3·1절을 기린다.",
        "이통3사와 데이터3법을 다뤘다.",
        "100 조사와 5원칙을 다뤘다.",
        "백서 112쪽과 105동 앞을 본다.",
        "목표 2와 3과 같은 것은 “14일”까지 낸다.",
        "https://example.org/view?page=3개 참고",
        "pr3명@example.org로 보낸다.",
        "두 차례 한 달 동안 했다.",
        "1/11",
        "1인당, 인구 10만 명당 따진다.",
        "2024 대회와 2024 인구를 다뤘다.",
        "가온지수가 장중 2610대를 내줬다.",
        "가온팀이 2대1로 이겼다.",
        "20대 1인 가구를 만났다.",
        "손에 2도 화상을 입었다.",
        "서해 5도를 찾았다.",
        "1인 1표제를 도입한다.",
        "백서 24p를 본다.",
        "6회말에 나왔다.",
    ],
)
def test_no_figure(parse: Parse, text: str) -> None:
    assert read(parse, text) == []


@pytest.mark.parametrize(
    ("text", "value", "value_max", "unit"),
    [
        ("10~20% 오른다.", 10, 20, "%"),
        ("10 ∼ 20% 오른다.", 10, 20, "%"),
        ("2%p~3%p 내린다.", 2, 3, "%p"),
        ("2.5~1.5%로 내린다.", 1.5, 2.5, "%"),
        ("3-5년 걸린다.", 3, 5, "년"),
        ("1~2조원을 쓴다.", 1e12, 2e12, "KRW"),
        ("500~1000억원을 쓴다.", 50e9, 100e9, "KRW"),
        ("5천~1억원을 쓴다.", 50e6, 100e6, "KRW"),
        ("10만~20만 명이 온다.", 1e5, 2e5, "명"),
        ("9천~1만2천원을 낸다.", 9000, 12_000, "KRW"),
        ("영하 9도~영상 4도까지 오른다.", -9, 4, "도"),
        ("0.5배~2배로 는다.", 0.5, 2, "배"),
    ],
)
def test_a_range_is_one_figure(parse: Parse, text: str, value: float, value_max: float, unit: str) -> None:
    (figure,) = figures.extract(parse(text))
    assert (float(figure.value), float(figure.value_max or 0), figure.unit) == (value, value_max, unit)
    assert figure.start == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한도를 5천만원→1억원으로 올린다.", [("5천만원", 5e7, "KRW"), ("1억원", 1e8, "KRW")]),
        ("금리를 4.5→2.5%로 내린다.", [("4.5", 4.5, "%"), ("2.5%", 2.5, "%")]),
        ("각각 3·4% 늘었다.", [("3", 3, "%"), ("4%", 4, "%")]),
        ("각각 3, 4, 5% 늘었다.", [("3", 3, "%"), ("4", 4, "%"), ("5%", 5, "%")]),
        ("남성 320, 여성 280명이 왔다.", [("320", 320, "명"), ("280명", 280, "명")]),
        ("신청은 1차 1,100, 2차 1,300건이다.", [("1,100", 1100, "건"), ("1,300건", 1300, "건")]),
        ("정부24, 5억원과 제5, 6명을 다뤘다.", [("5억원", 5e8, "KRW"), ("6명", 6, "명")]),
        ("5개월에서 1년 걸린다.", [("5개월", 5, "개월"), ("1년", 1, "년")]),
        ("5$ 3억원을 쓴다.", [("5$", 5, "USD"), ("3억원", 3e8, "KRW")]),
        ("6개월~1년 걸린다.", [("6개월", 6, "개월"), ("1년", 1, "년")]),
        # a magnitude is shared in falling series too, unless the number is large enough by itself
        ("예산이 500→300억원으로 준다.", [("500", 50e9, "KRW"), ("300억원", 30e9, "KRW")]),
        ("한도를 5→3조원으로 낮춘다.", [("5", 5e12, "KRW"), ("3조원", 3e12, "KRW")]),
        ("각각 320, 280만명이 온다.", [("320", 3.2e6, "명"), ("280만명", 2.8e6, "명")]),
        ("요금이 9,000→1만원으로 오른다.", [("9,000", 9000, "KRW"), ("1만원", 10_000, "KRW")]),
        # an index has the unit of its move
        (
            "가온지수는 10.21포인트(0.42%) 오른 2,412.85로 마쳤다.",
            [("10.21포인트", 10.21, "포인트"), ("0.42%", 0.42, "%"), ("2,412.85", 2412.85, "포인트")],
        ),
        ("가온지수는 3포인트 오른 2024로 마쳤다.", [("3포인트", 3, "포인트")]),
        ("기온은 6도에서 13도다.", [("6도", 6, "도"), ("13도", 13, "도")]),
        ("최저기온은 가온 3도, 누리 5도다.", [("3도", 3, "도"), ("5도", 5, "도")]),
        ("조업일수가 15.5일에서 13일로 줄었다.", [("15.5일", 15.5, "일"), ("13일", 13, "일")]),
    ],
)
def test_units_are_carried_along_a_chain(parse: Parse, text: str, expected: list[Row]) -> None:
    assert read(parse, text) == expected


@pytest.mark.parametrize("text", ["새 국은 3과 11팀이다.", "새 국은 1국 3과다."])
def test_departments_are_counted_beside_their_like(parse: Parse, text: str) -> None:
    assert ("3과", 3, "과") in read(parse, text)


BODY = "가람시는 낡은 수도관을 바꾸는 공사에 예산 30억원을 들여 올해 안에 마치겠다고 밝혔다."
REST = "길이는 12㎞다."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY} {REST}\n{BODY} {REST}", ["30억원", "12㎞"]),
        (f"수도관 바꾼다 {BODY} {REST}\n{BODY} {REST}", ["30억원", "12㎞"]),
        (f"{BODY} {REST}\n수도관 5곳 바꾼다 {BODY} {REST}", ["30억원", "12㎞", "5곳"]),
        (f"{REST}\n{REST}", ["12㎞", "12㎞"]),
    ],
)
def test_a_copy_counts_once(parse: Parse, text: str, expected: list[str]) -> None:
    assert [surface for surface, _, _ in read(parse, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("대출은 △1.5조원이었다.", [("△1.5조원", -1.5e12, "KRW")]),
        ("물가는 (▲0.3%) 움직였다.", [("▲0.3%", -0.3, "%")]),
        ("물가는 -0.5% 움직였다.", [("-0.5%", -0.5, "%")]),
        ("대출은 +3.5조원이었다.", [("+3.5조원", 3.5e12, "KRW")]),
        ("과제는 ▲3개 기관 협력 ▲예산 확대이다.", [("3개", 3, "개")]),
        ("△ 5개 기관을 잇는다.", [("5개", 5, "개")]),
        ("-3개 기관이 협력한다.", [("3개", 3, "개")]),
        ("- 3개 기관이 협력한다.", [("3개", 3, "개")]),
    ],
)
def test_a_sign_is_no_bullet(parse: Parse, text: str, expected: list[Row]) -> None:
    assert read(parse, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("여신 비중(%) : (’15) 4.9 → (’25) 23.7", [("4.9", 4.9, "%"), ("23.7", 23.7, "%")]),
        ("(단위: 억원) 은행 1,234 보험 △56", [("1,234", 123.4e9, "KRW"), ("△56", -5.6e9, "KRW")]),
        ("(단위 : 백만달러, 잠정) 수출 120", [("120", 120e6, "USD")]),
        ("(단위: %) 은행 5, 보험 0.3~26.2", [("5", 5, "%"), ("0.3~26.2", 0.3, "%")]),
        ("(단위: 억원) 은행 3명, 제2조 4.1일", [("3명", 3, "명")]),
        ("(단위: 억원)\n구분 2022 2023\n은행 1,234 △56", [("1,234", 123.4e9, "KRW"), ("△56", -5.6e9, "KRW")]),
        (
            "(단위: 명, %)\n남성 1,234 26.0\n여성 300 2.5%",
            [("1,234", 1234, "명"), ("26.0", 26, "%"), ("300", 300, "명"), ("2.5%", 2.5, "%")],
        ),
        ("(단위: 억원)\n구 분\n은행\n1,234\n△56", [("1,234", 123.4e9, "KRW"), ("△56", -5.6e9, "KRW")]),
        ("(단위: 억원)\n1 은행 70\n2 보험 80", [("70", 7e9, "KRW"), ("80", 8e9, "KRW")]),
        ("(단위: 명, %)\n남성 10 20 30", []),
        ("(단위: 억원)\n은행 70\n표는 여기서 끝난다.\n보험 80", [("70", 7e9, "KRW")]),
        ("(단위: 억원)\n은행 70\n※ 보험 80", [("70", 7e9, "KRW")]),
    ],
)
def test_a_heading_gives_bare_numbers_their_unit(parse: Parse, text: str, expected: list[Row]) -> None:
    assert read(parse, text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("100억원", "money"),
        ("30명", "people"),
        ("30개", "count"),
        ("30%", "percent"),
        ("3배", "ratio"),
        ("3개월", "duration"),
        ("3위", "rank"),
        ("300㎡", "other"),
    ],
)
def test_kinds(parse: Parse, text: str, kind: str) -> None:
    assert [f.kind for f in figures.extract(parse(text))] == [kind]


PIECES = st.sampled_from(
    [
        *"0123456789,.~→·△-+%()’:/$ \n억만원명개사대여월일년제주",
        *("10", "2024", "%p", "달러", "시간", "약 ", "총 ", "예산", "기업은 ", "을 ", "http://a.kr/", "(단위: 억원)"),
        *("전년 대비 ", "보다 ", "에서 ", "으로 ", " 증가", " 늘었다", " 이상", "(전월", ")", " 등 "),
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(PIECES, max_size=25).map("".join))
def test_figures_lie_in_order_inside_any_text(parse: Parse, text: str) -> None:
    last = 0
    for figure in figures.extract(parse(text)):
        assert last <= figure.start < figure.end <= len(text)
        assert any(c.isdigit() for c in figure.of(text))
        assert "\n" not in figure.of(text)
        assert isinstance(figure.value, Decimal)
        assert figure.value_max is None or figure.value <= figure.value_max
        assert figure.label is None or all(word in text for word in figure.label.split())
        assert figure.change is None or figure.change in text
        last = figure.end


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["1~", "1·", "△1% ", "1개", "1, ", "(단위: 억원)\n"])
def test_endless_lines_cost_no_more_than_their_length(parse: Parse, piece: str) -> None:
    # Quadratic work would take minutes here.
    text = piece * 20_000
    for figure in figures.extract(parse(text)):
        assert figure.of(text).strip() == figure.of(text)


def test_every_row_of_the_lexicon_is_whole() -> None:
    rows = [line.split("\t") for line in UNITS.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 4 for row in rows)
    assert {row[2] for row in rows} == {"money", "people", "count", "percent", "ratio", "duration", "rank", "other"}
    assert {row[3] for row in rows} == {"firm", "loose", "scaled"}
    assert len({row[0] for row in rows}) == len(rows)
