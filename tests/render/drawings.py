"""The eight charts of the rich week; everything in them is made up."""

from __future__ import annotations

from datetime import date

from briefing.model import Chart, ChartPart, ChartRow

LAST = date(2024, 1, 21)  # of the week


def charts() -> tuple[Chart, ...]:
    """One chart of each kind."""
    counts = ((15, "월", (1, 10)), (16, "화", (2, 4)), (17, "수", (3, 5)), (18, "목", (6, 7)), (19, "금", (8, 9)))
    days = [
        ChartRow(label=f"1. {day}. {name}", value=float(len(cited)), text=f"{len(cited)}건", sources=cited)
        for day, name, cited in counts
    ]
    days += [ChartRow(label=f"1. {day}. {name}", value=0.0, text="0건") for day, name in ((20, "토"), (21, "일"))]
    actors = (
        ("미래산업부", (1, 2, 8), 1),
        ("해오름시", (6, 7, 8), 4),
        ("한도윤", (1, 8), 0),
        ("한빛도서관협회", (9, 10), 2),
    )
    amounts = (
        ("지능형 농기계 실증 사업", 1.24e12, "1조 2,400억 원", 1),
        ("통신망 절감액", 5.77e11, "5,770억 원", 8),
        ("희귀질환 자료 개방 사업", 8.7e10, "870억 원", 4),
        ("심야 자율주행 버스", 9.4e9, "94억 원", 6),
        ("배움터 한 곳 지원금", 1.2e8, "1억 2,000만 원", 9),
    )
    return (
        Chart(
            key="days",
            shape="columns",
            title="기사가 가장 많은 날은 5일이며, 하루 2건씩이었다",
            alt="날짜별 기사 수: 월요일부터 금요일까지 2건씩, 토요일과 일요일 0건",
            rows=tuple(days),
        ),
        Chart(
            key="issues",
            shape="bars",
            title="지난주 4건이던 ‘가온시 하천 복원 공사’ 기사가 이번 주에는 없다",
            alt="쟁점별 기사 수: 하천 복원 없음(지난주 4건), 농기계 3건(지난주 1건), 통신망 3건(지난주 없음)",
            rows=(
                _counted("가온시 하천 복원 공사", (), 4),
                _counted("미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입", (1, 2, 3), 1),
                _counted("미래산업부·해오름시, 자율주행 통신망 함께 쓴다", (6, 7, 8), 0),
            ),
        ),
        Chart(
            key="actors",
            shape="bars",
            title="미래산업부·해오름시가 가장 많은 기사(3건)에 나왔다",
            alt="인물과 기관을 언급한 기사 수: 미래산업부 3건, 해오름시 3건, 한도윤 2건, 한빛도서관협회 2건",
            rows=tuple(_counted(name, cited, before) for name, cited, before in actors),
        ),
        Chart(
            key="stances",
            shape="bars",
            title="태도가 드러난 발언 5건 가운데 약속 발언이 3건으로 가장 많다",
            alt="발언 9건 가운데 태도가 드러난 5건: 약속 3건, 강조 1건, 비판 1건",
            rows=tuple(
                ChartRow(label=stance, value=float(count), text=f"{count}건", sources=cited)
                for stance, count, cited in (("약속", 3, (1, 2, 8)), ("강조", 1, (4,)), ("비판", 1, (3,)))
            ),
        ),
        Chart(
            key="amounts",
            shape="dots",
            title="가장 큰 금액은 지능형 농기계 실증 사업 1조 2,400억 원이다",
            alt="큰 금액 순: " + ", ".join(f"{label} {text}" for label, _, text, _ in amounts),
            rows=tuple(
                ChartRow(label=label, value=value, text=text, sources=(source,))
                for label, value, text, source in amounts
            ),
        ),
        Chart(
            key="course",
            shape="slopes",
            title="지능형 농기계 실증 사업은 지난주 1조 원에서 이번 주 1조 2,400억 원으로 늘었다",
            alt="지난주와 값이 다른 숫자: 지능형 농기계 실증 사업 1조 2,400억 원(지난주 1조 원), 안전요원 46명(지난주 50명)",
            rows=(
                _earlier("지능형 농기계 실증 사업", (1.24e12, "1조 2,400억 원", 1), (1e12, "1조 원", 11)),
                _earlier("안전요원", (46.0, "46명", 6), (50.0, "50명", 11)),
            ),
        ),
        Chart(
            key="together",
            shape="pairs",
            title="미래산업부와 한도윤 등 3쌍이 가장 많은 기사(각 2건)에 함께 나왔다",
            alt="함께 나온 기사 수: 미래산업부와 해오름시 1건, 미래산업부와 한도윤 2건, 해오름시와 문가람 2건 등",
            rows=(
                _met("미래산업부", (1, 2, 8)),
                _met("해오름시", (6, 7, 8), ("미래산업부", (8,))),
                _met("한도윤", (1, 8), ("미래산업부", (1, 8)), ("해오름시", (8,))),
                _met("문가람", (6, 7), ("해오름시", (6, 7))),
                _met("한빛농업진흥원", (1, 2), ("미래산업부", (1, 2)), ("한도윤", (1,))),
            ),
        ),
        Chart(
            key="calendar",
            shape="strip",
            title="앞으로 13주 동안의 일정 4건 가운데 2건이 3월에 있다",
            alt="날짜순 일정: 2. 9.까지 현장 평가, 2. 19.–2. 23. 강사 교육, 3월부터 노선 3개, 3. 4. 새 차고지",
            rows=(
                _planned("2. 9.까지", "미래산업부는 다음 달 9일까지 현장 평가를 마칠 계획이다.", 2, None, (2, 9)),
                _planned("2. 19.–2. 23.", "강사는 40시간의 교육을 받는다.", 10, (2, 19), (2, 23)),
                _planned("3월부터", "해오름시는 3월부터 심야 자율주행 버스 노선을 3개 늘린다.", 6, (3, 1), None),
                _planned("3. 4.", "해오름시는 새 차고지를 연다.", 6, (3, 4), (3, 4)),
            ),
        ),
    )


def _counted(label: str, cited: tuple[int, ...], before: int) -> ChartRow:
    """Articles of this week and of the last one."""
    text, was = (f"{count}건" if count else "없음" for count in (len(cited), before))
    earlier = ChartPart(label="지난주", value=float(before), text=was)
    return ChartRow(label=label, value=float(len(cited)), text=text, sources=cited, parts=(earlier,))


def _earlier(label: str, now: tuple[float, str, int], was: tuple[float, str, int]) -> ChartRow:
    part = ChartPart(label="지난주", value=was[0], text=was[1], sources=(was[2],))
    return ChartRow(label=label, value=now[0], text=now[1], sources=(now[2],), parts=(part,))


def _met(label: str, cited: tuple[int, ...], *others: tuple[str, tuple[int, ...]]) -> ChartRow:
    parts = tuple(ChartPart(label=n, value=float(len(s)), text=f"{len(s)}건", sources=s) for n, s in others)
    return ChartRow(label=label, value=float(len(cited)), text=f"{len(cited)}건", sources=cited, parts=parts)


def _planned(
    text: str, label: str, source: int, first: tuple[int, int] | None, last: tuple[int, int] | None
) -> ChartRow:
    one, other = (date(2024, *day) if day else None for day in (first, last))
    ahead = (min(day for day in (one, other) if day) - LAST).days
    return ChartRow(label=label, value=float(ahead), text=text, sources=(source,), first=one, last=other)
