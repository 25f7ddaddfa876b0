"""What a figure measures. Sentences are our own; places and bodies named in them are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.analysis import figures
from briefing.model import Document

Parse = Callable[[str], Document]


def labels(parse: Parse, text: str) -> list[str | None]:
    return [f.label for f in figures.extract(parse(text))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # bound to the noun behind
        ("가람시는 5개 업체를 골랐다.", "업체"),
        ("가람시는 33개 지역본부와 협력한다.", "지역본부"),
        ("가람시는 100억원의 예산을 쓴다.", "예산"),
        ("가람시는 150조원 규모의 성장펀드를 만든다.", "성장펀드"),
        ("가람시는 7개 팀을 골랐다.", "팀"),
        ("가람시는 3개 대출상품 출시를 알렸다.", "대출상품"),
        ("모두 18명의 대학생기자단을 뽑았다.", "대학생기자단"),
        # directly before
        ("이용자 342명의 결제정보가 샜다.", "이용자"),
        ("올해 예산 5,770억원을 쓴다.", "예산"),
        ("아시아 청년 55명이 왔다.", "아시아 청년"),
        ("참석자 200여명이 질문했다.", "참석자"),
        ("거치기간 6개월을 준다.", "거치기간"),
        # with a particle, through adverbs and dates
        ("상담 건수는 총 11,626건이다.", "상담 건수"),
        ("참여기업이 2020년 81개사였다.", "참여기업"),
        ("주식스팸이 전체의 9%를 차지했다.", "주식스팸"),
        ("비상 인력을 최대 8명까지 늘린다.", "비상 인력"),
        ("단지 조성에 33억원을 쓴다.", "단지 조성"),
        ("악성코드 감염의 경우 195건이었다.", "악성코드 감염"),
        # brackets, quotation marks, colons
        ("응답은 ‘교통’(41.1%)이 많았다.", "교통"),
        ("이자지원(2%p)을 더한다.", "이자지원"),
        ("총사업비 : 3조원", "총사업비"),
        ("(금리) 연 4.5%", "금리"),
        # behind the topic particle
        ("5,100억원은 자기자본으로 마련한다.", "자기자본"),
        # words that the tokenizer cuts, or that go on behind a hyphen or a number
        ("안심차단 가입은 3건이었다.", "안심차단 가입"),
        ("K-ICS 비율은 184.2%였다.", "K-ICS 비율"),
        ("제2금융권 대출은 2조원이었다.", "제2금융권 대출"),
        ("만기 변경(20년)을 정했다.", "만기"),
        # people beside others
        ("외부 전문가 등 20여 명이 참석했다.", "외부 전문가 등"),
        ("화재로 사망 3명이 나왔다.", "사망"),
        # what is done with the counted stands behind it
        ("가람시가 5개 사업자 시정조치를 알렸다.", "사업자"),
        ("1,300개 중소기업 대상 공모를 연다.", "중소기업"),
        # before what the number is compared with
        ("찬성은 지난해 9월 조사보다 6.4%포인트 늘었다.", "찬성"),
        ("지난해 10a당 수확량이 4.0톤이었다.", "수확량"),
        # through what the number is divided by, and a quarter
        ("평균 분양가는 3.3㎡당 1,380만원이다.", "평균 분양가"),
        ("영업이익은 1분기 315억원이었다.", "영업이익"),
        ("제한속도는 시속 50㎞다.", "제한속도"),
        ("표본오차는 ±3.1%포인트다.", "표본오차"),
        # a share before its name
        ("조사는 95% 신뢰수준이다.", "신뢰수준"),
        ("가람국이 25% 관세를 매긴다.", "관세"),
        # names of rates and of indices
        ("누리환율에서 원/달러 환율은 1,300원이다.", "원/달러 환율"),
        ("가온지수는 27.11포인트 올랐다.", "가온지수"),
        ("합계출산율은 1.05명이다.", "합계출산율"),
        ("경제활동인구는 1,675만명이다.", "경제활동인구"),
        ("법원은 징역 8월을 선고했다.", "징역"),
        # words of time and contrast before the noun
        ("같은 기간 매출액은 3억원이었다.", "매출액"),
        ("반면 수출액은 3억원이었다.", "수출액"),
        ("내년도 최저임금을 9,620원으로 정했다.", "최저임금"),
    ],
)
def test_the_measured_noun(parse: Parse, text: str, label: str) -> None:
    assert labels(parse, text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        "정부가 9000억원을 들여 길을 낸다.",
        "가람시는 지원 전 대비 약 80% 좋아졌다.",
        "가람, 나래, 다솜 등 5개국에서 쓴다.",
        "지난 3월부터 5일간 서울에서 연다.",
        "이번 회의는 약 5개월 만에 열렸다.",
        "증가세로 전환(+1.1조원)했다.",
        "2024년 30%였다.",
        "모두 98명의 결제정보가 샜다.",
        "ABC는 10회 강의를 연다.",
        # verbs' nouns, places, what is given to people: no thing measured
        "행사에는 70여명이 참석했다.",
        "대출이 지속 감소(△2.0조원)했다.",
        "(성과) 10년 만에 냈다.",
        "신규 6개사를 뽑았다.",
        "시가 52억 원을 낸다.",
        "표에는 종전 3건이 있다.",
        "해당금액 3억원을 낸다.",
        "우승자에게 인증서(40명)를 줬다.",
        "회의에 서울 30%가 찬성했다.",
        "아이디 당 1회만 받는다.",
        "올여름까지 3% 아래로 낮춘다.",
        "김하늘 후보를 4.6%포인트 차이로 눌렀다.",
        # who trades, how long, how large a thing is that costs, what a thing takes
        "외국인이 100억원어치를 팔았다.",
        "기관은 100억 원 순매수했다.",
        "작년 같은 기간(4억원 적자)보다 나빴다.",
        "분양가는 60㎡ 이하가 높다.",
        "모두 51건의 진화 시간을 쟀다.",
        "두 달 연속 0.7%였다.",
        "기업은 7개의 탑을 짓는다.",
        "판매는 목표를 돌파(+21.6%)했다.",
    ],
)
def test_no_label_where_the_text_is_not_clear(parse: Parse, text: str) -> None:
    assert labels(parse, text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("보호한도를 5천만원에서 1억원으로 올린다.", ["보호한도", "보호한도"]),
        ("관제 서비스가 8,644억 원(42.5%)을 벌었다.", ["관제 서비스", "관제 서비스"]),
        ("생계융자(연 4.5%, 최대 500만원)를 준다.", ["생계융자", "생계융자"]),
        ("건설업 비중(%) : (’15) 4.9 → (’25) 23.7", ["건설업 비중", "건설업 비중"]),
        ("사업비 중 5,100억원은 자기자본으로 마련한다.", ["자기자본"]),
        ("청년(국내 27명, 해외 28명)이 왔다.", [None, None]),
        ("수출액이 9조 원에서 8조 원으로 1조 원 줄었다.", ["수출액", "수출액", "수출액"]),
        ("사업비는 3년간 87억 원이다.", [None, "사업비"]),
        ("예선에 20개팀 79명이 나왔다.", ["팀", None]),
        ("수출과 수입은 각각 3억원, 5억원이다.", ["수출", "수입"]),
        ("적발금액과 적발인원은 각각 591억원과 3,357명이다.", ["적발금액", "적발인원"]),
        ("수출과 수입이 각각 3억원씩 늘고 예산은 2억원이다.", [None, "예산"]),
        ("외국인은 100억원, 기관은 50억원을 팔았다.", [None, None]),
        ("매출은 3조원을, 순이익은 1조원을 기록했다.", ["매출", "순이익"]),
        ("실업자는 12만명 감소한 74만명이다.", ["실업자", "실업자"]),
    ],
)
def test_what_later_values_measure(parse: Parse, text: str, expected: list[str | None]) -> None:
    assert labels(parse, text) == expected


def test_a_label_stays_in_its_sentence(parse: Parse) -> None:
    assert labels(parse, "가람시가 예산을 밝혔다. 30억원이다.") == [None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the head of the row, then that of the column
        (
            "구분 2022년 증감\n매출액 9,812 625\n영업이익 1,084 △200",
            ["매출액 2022년", "매출액 증감", "영업이익 2022년", "영업이익 증감"],
        ),
        ("2022 2023\n은행 70 80", ["은행 2022", "은행 2023"]),
        ("매출 이익\n10 20", ["매출", "이익"]),
        # columns that are not as many as the cells, or are one
        ("구분 영업 이익\n은행 70 80 90", ["은행", "은행", "은행"]),
        ("1 은행 70\n2 보험 80", ["은행", "보험"]),
        # each cell on its line: under a corner, or alone before the numbers
        ("구 분\n은행\n70\n△56\n보험\n80", ["은행", "은행", "보험"]),
        ("총계\n120\n은행\n70", ["총계", "은행"]),
        ("은행\n보험\n70\n80", [None, None]),
    ],
)
def test_the_heads_of_a_table_name_its_cells(parse: Parse, rows: str, expected: list[str | None]) -> None:
    assert labels(parse, f"(단위: 억원)\n{rows}") == expected
