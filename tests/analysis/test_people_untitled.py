"""People whom running text names without a title, as newspapers name athletes, artists and the people of a case."""

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
        # the age in a bracket
        ("홍가람(32)은 결승에 올랐다.", [("홍가람", None, None)]),
        ("소송을 낸 홍가람(만 32세)이 법정에 섰다.", [("홍가람", None, None)]),
        ("누비아 오르테가(47)는 투자자다.", [("누비아 오르테가", None, None)]),
        # the post in a bracket
        (
            "홍가람(누리대 통계학과 교수), 오세림(한국누리협회 사무총장)이 왔다.",
            [("홍가람", "누리대", "통계학과 교수"), ("오세림", "한국누리협회", "사무총장")],
        ),
        # Hanja, as many as syllables
        ("홍가람(洪嘉藍)은 실록에 나온다.", [("홍가람", None, None)]),
        # a particle that people bear
        ("홍서진은 결승골을 넣었다.", [("홍서진", None, None)]),
        ("누리컵은 홍서진의 결승골로 끝났다.", [("홍서진", None, None)]),
        # 씨 after a stage name
        ("가수 초아 씨가 노래했다.", [("초아", None, "가수")]),
        # a foreign name after what its bearer is
        ("배우 엘라 스톤은 무대에 섰다.", [("엘라 스톤", None, "배우")]),
        ("이날 가수 존 메릴이 왔다.", [("존 메릴", None, "가수")]),
        # a foreign given name and a proper noun
        ("이날 기예르모 오르테가의 선방이 빛났다.", [("기예르모 오르테가", None, None)]),
        ("마이클 베오른은 물러났다.", [("마이클 베오른", None, None)]),
        ("골키퍼 누비아 오르테가의 선방이 빛났다.", [("누비아 오르테가", None, "골키퍼")]),
    ],
)
def test_without_a_title(parse: Parse, text: str, expected: list[Person]) -> None:
    assert _people(parse, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "성수동의 가게와 북한산의 단풍, 임진강의 물, 고려대가 나왔다.",  # places and schools
        "이태원은 붐볐고 조치원은 조용했다. 오리온은 올랐다.",
        "여제자는 말했다. 지현이는 학교에 갔다.",  # kinds of people, a given name with 이
        "가게는 ‘홍서진의 하루’를 판다. 영화 <홍서진은 간다>가 걸렸다.",  # works
        "하림(16), 쿠팡(20)이 뒤를 이었다. 어린이(12)는 웃었다.",  # counts in brackets
        "최 모(62) 씨와 김모(33)씨는 부인했다.",
        "누리는 마이클 그룹과 존 병원을 산다. 토머스 뉴욕은 없다.",  # a thing or a place after a given name
        "배송원이 알린다. 구기준의 비율이다. 서명식은 서명식장에서 열렸다.",
        "참가자(누리대 교수)와 전문가(가람협회 회장)가 왔다.",
        "숙소(14)는 비었고 참가자(20)는 늘었다.",
        "홍서진역에서 홍서진까지 걸었다.",  # particles of places
    ],
)
def test_no_name(parse: Parse, text: str) -> None:
    assert _people(parse, text) == []


def test_a_titled_place_says_more_than_a_bare_one(parse: Parse) -> None:
    text = "홍서진은 골을 넣었다. 가온이글스 소속 홍서진 선수는 웃었다."
    assert _people(parse, text) == [("홍서진", "가온이글스", "선수")]
