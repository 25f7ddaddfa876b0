"""People in lists: appointments, attendance, names that share a body; and bodies with 의."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.analysis import actors
from briefing.model import Document

Parse = Callable[[str], Document]
Person = tuple[str, str | None, str | None]


def _people(parse: Parse, text: str) -> list[Person]:
    return [(a.name, a.org, a.title) for a in actors.extract(parse(text)) if a.kind == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "◇ 국장급 전보 ▲ 물관리국장 경새벽 ▲ 산림정책국장 남가람",
            [("경새벽", None, "물관리국장"), ("남가람", None, "산림정책국장")],
        ),
        (
            "[인사] 가람진흥원\n◇ 본부장급 전보 ▲ 물관리본부장 경새벽 ▲ 산림정책실장 남가람",
            [("경새벽", "가람진흥원", "물관리본부장"), ("남가람", "가람진흥원", "산림정책실장")],
        ),
        (
            "◇ 금융위원회\n◇ 과장급 승진 △ 총무과장 홍가람 △ 예산과장 남도일",
            [("홍가람", "금융위원회", "총무과장"), ("남도일", "금융위원회", "예산과장")],
        ),
        ("◇ 승진 ▲ 누리부 기획조정실장 홍가람", [("홍가람", "누리부", "기획조정실장")]),
    ],
)
def test_appointments(parse: Parse, text: str, expected: list[Person]) -> None:
    assert _people(parse, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "가람진흥원 남도일 본부장, 오세림 팀장, 홍서진 과장이 참석했다.",
            [("남도일", "가람진흥원", "본부장"), ("오세림", "가람진흥원", "팀장"), ("홍서진", "가람진흥원", "과장")],
        ),
        (
            "누리전자 남도일 사장·오세림 부사장이 서명했다.",
            [("남도일", "누리전자", "사장"), ("오세림", "누리전자", "부사장")],
        ),
        (
            "가온이글스 소속 남도일(34)·홍가람(32) 선수가 왔다.",
            [("남도일", "가온이글스", "선수"), ("홍가람", "가온이글스", "선수")],
        ),
        # a professor or a member of parliament has a body of his own
        (
            "가람진흥원 남도일 원장, 오세림 교수가 왔다.",
            [("남도일", "가람진흥원", "원장"), ("오세림", None, "교수")],
        ),
    ],
)
def test_body_carried_over(parse: Parse, text: str, expected: list[Person]) -> None:
    assert _people(parse, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("배우로는 홍가람, 오세림, 김서진 등이 나온다.", ["홍가람", "오세림", "김서진"]),
        ("위원은 강가람, 김나래, 박다온, 안도윤이다.", ["강가람", "김나래", "박다온", "안도윤"]),
        ("이번에는 부산, 강원, 이천 등이 나선다.", []),
        ("감사, 조사, 정책, 전문, 서비스 부문이 있다.", []),
    ],
)
def test_row_without_titles(parse: Parse, text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in _people(parse, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가람진흥원의 홍가람 원장은 말했다.", ("홍가람", "가람진흥원", "원장")),
        ("누리전자의 오세림 부사장이 설명했다.", ("오세림", "누리전자", "부사장")),
        ("루멘대학의 프란츠 베오른 박사는 발표했다.", ("프란츠 베오른", "루멘대학", "박사")),
        ("누리해운 재무담당 임원 남도일 전무는 설명했다.", ("남도일", "누리해운", "전무")),
        ("누리지법 형사12부(남도일 부장판사)는 판결했다.", ("남도일", "누리지법", "부장판사")),
        ("누리지법 형사12부(주심 남도일 판사)는 판결했다.", ("남도일", "누리지법", "판사")),
        ("남도일 금융위원장 후보자는 답했다.", ("남도일", "금융위원회", "위원장 후보자")),
        ("가온대 출신 방송인 남도일 씨는 웃었다.", ("남도일", None, "방송인")),
        ("한국누리협회(남도일 회장)는 열었다.", ("남도일", "한국누리협회", "회장")),
        ("홍가람(54) 누리근린장애인자립센터 소장은 말했다.", ("홍가람", "누리근린장애인자립센터", "소장")),
        ("누리안전처는 점검했다. 홍가람 누리안전처장 직무대행은 말했다.", ("홍가람", "누리안전처", "처장 직무대행")),
    ],
)
def test_body_beside_the_name(parse: Parse, text: str, expected: Person) -> None:
    assert _people(parse, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가온항만공사는 부두를 열었다. 홍서진 부사장은 말했다.", ("홍서진", "가온항만공사", "부사장")),
        ("가온항만공사(GPA)가 부두를 열었다. 홍서진 부사장은 말했다.", ("홍서진", "가온항만공사", "부사장")),
        ("새누리당은 선을 그었다. 홍서진 대변인은 일축했다.", ("홍서진", "새누리당", "대변인")),
        ("가온시는 국을 연다. 홍서진 부시장 겸 인사위원장은 웃었다.", ("홍서진", "가온시", "부시장 겸 인사위원장")),
        ("가온시의회 본회의가 열렸다. 홍서진 의원이 지적했다.", ("홍서진", "가온시의회", "의원")),
        ("누리조사협의회가 열렸다. 홍서진 의원이 지적했다.", ("홍서진", None, "의원")),
        ("누리환경부는 밝혔다. 남도일 비서실장은 웃었다.", ("남도일", None, "비서실장")),
        ("남도일 누리안전처장은 참관했다.", ("남도일", "누리안전처", "처장")),
        ("가람진흥원은 문을 열었다. 남도일 경영지원처장은 웃었다.", ("남도일", None, "경영지원처장")),
        ("조합원이 모였다. 신도시가 바뀐다. 홍서진 과장은 웃었다.", ("홍서진", None, "과장")),
    ],
)
def test_body_of_the_context(parse: Parse, text: str, expected: Person) -> None:
    assert _people(parse, text) == [expected]


@pytest.mark.xfail(
    strict=True, reason="what tells the name from the noun or the verb is only the sense of the sentence"
)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“사람이 문제입니다.” 이상 기획실장의 말이다.", "이상"),
        ("선단 누리유산관리청장은 말했다.", "선단"),
        ("회사를 이끄는 라지 메타 최고경영자가 왔다.", "라지 메타"),
        ("투자사 가온벤처스의 탄 웨이링 파트너가 왔다.", "탄 웨이링"),
    ],
)
def test_names_that_read_as_other_words(parse: Parse, text: str, name: str) -> None:
    assert name in [found for found, _, _ in _people(parse, text)]
