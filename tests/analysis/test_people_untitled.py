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
        "누리대 카르델스병원 박모 교수가 왔다.",  # a name withheld
        "누리는 마이클 그룹과 존 병원을 산다. 토머스 뉴욕은 없다.",  # a thing or a place after a given name
        "배송원이 알린다. 구기준의 비율이다. 서명식은 서명식장에서 열렸다.",
        "참가자(누리대 교수)와 전문가(가람협회 회장)가 왔다.",
        "숙소(14)는 비었고 참가자(20)는 늘었다.",
        "홍서진역에서 홍서진까지 걸었다.",  # particles of places
    ],
)
def test_no_name(parse: Parse, text: str) -> None:
    assert _people(parse, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two parts that no given name begins: what the bearer does, a state in a bracket, a link to another name
        ("골키퍼 기예르 오세아의 선방이 빛났다.", [("기예르 오세아", None, "골키퍼")]),
        ("이날 기예르 오세아의 선방이 빛났다.", [("기예르 오세아", None, None)]),
        ("후반에 누비르 카세모에게 골을 내줬다.", [("누비르 카세모", None, None)]),
        # the post stands before the name, or behind a name that a given name begins
        ("회사의 글로벌 총괄인 누비르 카세모를 만났다.", [("누비르 카세모", None, "글로벌 총괄")]),
        ("이날 마이클 베오른 전 사령관을 기렸다.", [("마이클 베오른", None, "전 사령관")]),
        (
            "누리부는 회의를 열었다. 가나 국가누리센터장 누비르 카세모가 왔다.",  # of no body of the article
            [("누비르 카세모", None, "가나 국가누리센터장")],
        ),
        # one part, of a player or an artist
        ("수비수 카르셀루의 발을 맞았다.", [("카르셀루", None, "수비수")]),
        ("카르셀루에게 안타를 내줬다.", [("카르셀루", None, None)]),
        ("래퍼 누비킹이 노래했다.", [("누비킹", None, "래퍼")]),
        ("딸 하린이 노래했다.", [("하린", None, None)]),
        # 씨 without a space
        ("스즈키씨는 답하지 않았다.", [("스즈키", None, None)]),
        ("인질 다나카 하루노씨는 풀려났다.", [("다나카 하루노", None, None)]),
        # a Korean surname abroad, a second part that is a noun too
        ("대니 리는 비를 맞았다.", [("대니 리", None, None)]),
        ("변호인 이언 골드는 반박했다.", [("이언 골드", None, "변호인")]),
    ],
)
def test_foreigner(parse: Parse, text: str, expected: list[Person]) -> None:
    assert _people(parse, text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("순위는 김민준 2위, 박서준 40위였다.", ["김민준", "박서준"]),
        ("이날 김민준, 박서준, 이하윤, 이 세 사람이 왔다.", ["김민준", "박서준", "이하윤"]),
        ("홍서진(가온FC)은 골을 넣었다.", ["홍서진"]),
        ("이날 박서준에 이어 이하윤에게 공이 갔다.", ["박서준", "이하윤"]),
        ("이날 김민준 은퇴 기념 메달이 나왔다.", ["김민준"]),
        ("이날 홍서진 은퇴 소식에 울었다.", ["홍서진"]),
        ("홍서진 대위(남도일)가 나온다.", ["홍서진", "남도일"]),  # who plays whom
    ],
)
def test_without_a_particle(parse: Parse, text: str, names: list[str]) -> None:
    assert [name for name, _, _ in _people(parse, text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "홍서진 정부는 물러났다. 홍서진 치과와 홍서진 문학관이 문을 열었다.",  # named for somebody
        "홍중방(홍가온중앙방송)이 알렸다.",  # a short form, spelt out
        "카르텔로는 신제품을 팔았다. 테슬리나가 값을 내렸다.",  # firms do what people do not
        "카르텔로에서 산 베크로의 가격이 올랐다.",
        "전체 손해율 22%와 공제금 3억원, 위수탁 안내서를 냈다.",  # ordinary words without a particle
        "대상(장관상, 원장상) 두 팀과 우수상(원장상) 여섯 팀을 뽑는다.",  # the prize of whoever bears the title
        "시장에서\n홍서진\n044-200",  # a cell of a table says nothing
    ],
)
def test_no_name_without_more(parse: Parse, text: str) -> None:
    assert _people(parse, text) == []


def test_a_titled_place_says_more_than_a_bare_one(parse: Parse) -> None:
    text = "홍서진은 골을 넣었다. 가온이글스 소속 홍서진 선수는 웃었다."
    assert _people(parse, text) == [("홍서진", "가온이글스", "선수")]
