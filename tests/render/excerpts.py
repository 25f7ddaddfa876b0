"""Ten made-up articles and what is cut out of them, so that every span holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from briefing.model import (
    Excerpt,
    FigureKind,
    Quantity,
    QuoteKind,
    Remark,
    Source,
)

# number -> title, outlet, day of January 2024, URL, body

ARTICLES: dict[int, tuple[str | None, str | None, int | None, str | None, str]] = {
    1: (
        "미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입",
        "한결일보",
        15,
        "https://news.example.kr/2024/01/15/farm-machines",
        "미래산업부는 15일 지능형 농기계 실증 사업에 2028년까지 1조 2,400억원을 투입한다고 밝혔다. "
        "올해는 전국 24개 시군에서 3,500명이 참여한다. "
        "한도윤 미래산업부 장관은 “농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다”고 말했다. "
        "농가의 부담을 줄이기 위해 구입비의 60%를 지원한다.",
    ),
    2: (
        "지능형 농기계 실증단지 공모에 38개 시군 신청",
        "들녘신문",
        16,
        "https://deulnyeok.example.kr/view?id=20240116&section=policy",
        "지능형 농기계 실증단지 공모에 38개 시군이 신청한 것으로 나타났다. "
        "서하람 한빛농업진흥원 원장은 “선정되지 않은 지역에도 교육 장비를 빌려주겠다”고 약속했다. "
        "미래산업부는 다음 달 9일까지 현장 평가를 마칠 계획이다.",
    ),
    3: (
        "농기계 실증, 안전 기준부터 세워야",
        None,
        17,
        None,
        "농촌안전연구회는 지능형 농기계의 안전 기준이 먼저 마련돼야 한다고 지적했다. "
        "“속도보다 사람이 먼저입니다.” 토론회에서는 지난해 농기계 사고가 412건이었다는 자료도 나왔다.",
    ),
    4: (
        "국민건강데이터원, 희귀질환 자료 12만 건 개방",
        "메디와이어",
        16,
        "https://mediwire.example.kr/articles/7781",
        "국민건강데이터원은 16일 희귀질환 자료 12만 건을 연구자에게 개방한다고 밝혔다. "
        "윤재이 국민건강데이터원장은 “연구자가 자료를 찾아다니는 시간을 반으로 줄이겠다”고 강조했다. "
        "개인을 알아볼 수 있는 정보는 모두 지운 뒤 제공한다. "
        "이 사업에는 3년 동안 870억원이 들어간다.",
    ),
    5: (
        "희귀질환 자료 개방에 환자단체 “환영하지만 동의 절차 더 쉬워야”",
        "한결일보",
        17,
        "https://news.example.kr/2024/01/17/rare-disease-data",
        "희귀질환 자료 개방을 두고 환자단체는 환영의 뜻을 나타냈다. "
        "강새벽 희망나눔환자회 대표는 동의 절차가 더 쉬워져야 한다고 말했다. "
        "강 대표는 “어르신도 혼자서 고를 수 있어야 진짜 동의”라고 덧붙였다.",
    ),
    6: (
        "해오름시, 심야 자율주행 버스 노선 3개 늘린다",
        "해오름방송",
        18,
        "https://hbs.example.kr/n/5521",
        "해오름시는 3월부터 심야 자율주행 버스 노선을 3개 늘린다고 18일 밝혔다. "
        "운행 차량은 8대에서 20대로 늘어난다. "
        "문가람 해오름시 교통국장은 “막차를 놓친 시민의 발이 되겠다”고 말했다. "
        "시는 안전요원 46명을 새로 뽑고 94억원을 쓴다.",
    ),
    7: (
        "심야 자율주행 버스 석 달, 이용객 5만7천여 명",
        "들녘신문",
        18,
        "https://deulnyeok.example.kr/view?id=20240118",
        "심야 자율주행 버스를 석 달 동안 5만7천여 명이 이용했다. "
        "이용자 만족도는 91.5%로 조사됐다. "
        "업계 관계자는 “눈 오는 날의 운행 자료가 아직 모자란다”고 설명했다.",
    ),
    8: (
        "미래산업부·해오름시, 자율주행 통신망 함께 쓴다",
        "한결일보",
        19,
        "https://news.example.kr/2024/01/19/v2x",
        "미래산업부와 해오름시가 자율주행 통신망을 함께 쓰기로 했다. "
        "한도윤 장관은 19일 협약식에서 “통신망을 따로 깔던 낭비를 없애 5년 동안 5,770억원을 아끼겠다”고 말했다. "
        "두 기관은 하반기부터 기지국 1,200곳을 공동으로 운영한다.",
    ),
    9: (
        "작은도서관 디지털 배움터 100곳 문 연다",
        "글샘뉴스",
        19,
        "https://geulsaem.example.kr/100",
        "작은도서관 100곳이 디지털 배움터로 바뀐다. "
        "오누리 한빛도서관협회 회장은 “걸어서 10분 안에 배울 곳이 있어야 한다”고 말했다. "
        "배움터 한 곳에 1억2천만원이 지원되고 강사 200여 명이 활동한다.",
    ),
    10: (
        "디지털 배움터 강사 모집… 15일부터 접수",
        "글샘뉴스",
        15,
        "https://geulsaem.example.kr/98",
        "한빛도서관협회는 15일부터 디지털 배움터 강사를 모집한다. "
        "지원자는 40시간의 교육을 받아야 한다. "
        "협회는 은퇴한 교사의 지원을 기다린다고 밝혔다.",
    ),
}


def span(source: int, words: str) -> tuple[int, int]:
    start = ARTICLES[source][4].index(words)
    return start, start + len(words)


def sentence(source: int, words: str) -> Excerpt:
    """The sentence of a body that holds `words`."""
    body = ARTICLES[source][4]
    at = body.index(words)
    start = body.rfind(". ", 0, at) + 2 if ". " in body[:at] else 0
    stop = body.find(". ", at)
    end = stop + 1 if stop >= 0 else len(body)
    return Excerpt(start, end, source=source, text=body[start:end])


def remark(
    source: int,
    words: str,
    speaker: str | None,
    org: str | None = None,
    title: str | None = None,
    cue: str | None = None,
    kind: QuoteKind = "direct",
) -> Remark:
    start, end = span(source, words)
    day = ARTICLES[source][2]
    return Remark(
        start,
        end,
        source=source,
        text=words,
        kind=kind,
        speaker=speaker,
        speaker_org=org,
        speaker_title=title,
        cue=cue,
        published=date(2024, 1, day) if day else None,
        context=sentence(source, words),
    )


def quantity(
    source: int, words: str, value: str, unit: str, kind: FigureKind, label: str | None, upper: str | None = None
) -> Quantity:
    start, end = span(source, words)
    return Quantity(
        start,
        end,
        source=source,
        text=words,
        value=Decimal(value),
        value_max=Decimal(upper) if upper else None,
        unit=unit,
        kind=kind,
        label=label,
        context=sentence(source, words),
    )


def sources() -> tuple[Source, ...]:
    return tuple(
        Source(
            number=number,
            digest=f"{number:064x}",
            id=f"article-{number:02d}",
            title=title,
            outlet=outlet,
            byline=None,
            published=date(2024, 1, day) if day else None,
            url=url,
            origin=f"articles/article-{number:02d}.txt",
        )
        for number, (title, outlet, day, url, _) in ARTICLES.items()
    )
