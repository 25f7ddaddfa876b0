"""Actors out of whole articles: people and bodies together, with every place where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.analysis import actors
from briefing.model import Actor, Document

Parse = Callable[[str], Document]

RELEASE = """가람정보진흥원(원장 남도일, 이하 ‘가정원’)은 한빛거래소(HBX, 이사장 오세림)와 협약을 맺었다고 3일 밝혔다.
가정원 남도일 원장은 “현장의 목소리를 듣겠다”고 말했다. 남 원장은 이어 HBX와의 협력을 강조했다.
이 자리에는 채민서 누리소프트 대표와 하늘대 윤가온 교수도 함께했다."""


def _find(found: tuple[Actor, ...], name: str) -> Actor:
    return next(actor for actor in found if actor.name == name)


def _forms(text: str, actor: Actor) -> list[str]:
    return [span.of(text) for span in actor.mentions]


def test_release(parse: Parse) -> None:
    found = actors.extract(parse(RELEASE))
    people = {a.name: (a.org, a.title) for a in found if a.kind == "person"}
    assert people == {
        "남도일": ("가람정보진흥원", "원장"),
        "오세림": ("한빛거래소", "이사장"),
        "채민서": ("누리소프트", "대표"),
        "윤가온": ("하늘대", "교수"),
    }


def test_mentions_hold_the_full_name_and_surname_with_title(parse: Parse) -> None:
    actor = _find(actors.extract(parse(RELEASE)), "남도일")
    assert _forms(RELEASE, actor) == ["남도일", "남도일", "남 원장"]
    assert actor.aliases == ("남 원장",)


def test_short_forms_of_a_body_are_its_mentions(parse: Parse) -> None:
    found = actors.extract(parse(RELEASE))
    assert _forms(RELEASE, _find(found, "가람정보진흥원")) == ["가람정보진흥원", "가정원", "가정원"]
    assert _find(found, "가람정보진흥원").aliases == ("가정원",)
    assert _forms(RELEASE, _find(found, "한빛거래소")) == ["한빛거래소", "HBX", "HBX"]


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        ("박서우 과학기술정보통신부 제2차관이 왔다. 박 차관은 웃었다.", "박서우", ["박서우", "박 차관"]),
        ("최가람 하늘대학교 부총장의 강의다. 최부총장은 답했다.", "최가람", ["최가람", "최부총장"]),
        ("강시우 가온원장이 열었다. 강원장은 물었다.", "강시우", ["강시우", "강원장"]),
        (
            "마리아 로페즈(Maria Lopez) 영국 과학부 장관이 왔다. 로페즈 장관은 말했다.",
            "마리아 로페즈",
            ["마리아 로페즈", "로페즈 장관"],
        ),
        (
            "이재민 누리당 대표와 한도윤 하늘당 비상대책위원장이 만났다. 이 대표는 떠났고 한 위원장은 남았다.",
            "한도윤",
            ["한도윤", "한 위원장"],
        ),
        ("가온시의회 남가람 의장이 왔다. 남 시의장은 답했다.", "남가람", ["남가람", "남 시의장"]),
        ("특위 위원장인 안도현 의원은 강조했다. 안 의원은 덧붙였다.", "안도현", ["안도현", "안 의원"]),
        ("배나래 과학기술정보통신부 장관이 나왔다. 배 부총리는 답했다.", "배나래", ["배나래", "배 부총리"]),
    ],
)
def test_surname_with_title(parse: Parse, text: str, name: str, forms: list[str]) -> None:
    assert _forms(text, _find(actors.extract(parse(text)), name)) == forms


def test_two_people_of_one_surname_are_told_apart_by_title(parse: Parse) -> None:
    text = "김가람 누리부 장관과 김도윤 하늘대 총장이 만났다. 김 총장은 반겼다. 김 장관은 떠났다."
    found = actors.extract(parse(text))
    assert _forms(text, _find(found, "김도윤")) == ["김도윤", "김 총장"]
    assert _forms(text, _find(found, "김가람")) == ["김가람", "김 장관"]


def test_a_former_post_is_no_surname(parse: Parse) -> None:
    text = "전해솔 가람위원회 위원장이 취임했다. 윤도현 전 위원장은 떠났다."
    found = actors.extract(parse(text))
    assert _forms(text, _find(found, "전해솔")) == ["전해솔"]
    assert _find(found, "윤도현").title == "전 위원장"


@pytest.mark.parametrize(
    ("text", "name", "org"),
    [
        (
            "개인정보보호위원회(위원장 한가람)는 회의를 열었다. 서도윤 사무처장은 설명했다.",
            "서도윤",
            "개인정보보호위원회",
        ),
        ("이날 점검에서 한국수자원공사의 대비를 살핀 남가온 사장은 당부했다.", "남가온", "한국수자원공사"),
        ("금융위원회 부위원장과 금융감독원 부원장이 왔다. 남가온 부위원장은 말했다.", "남가온", "금융위원회"),
        ("금융위원회(위원장 한가람)는 밝혔다. 윤도현 교수는 반대했다.", "윤도현", None),
        ("배진영 정의당 의원이 왔다. 윤도현 의원은 반대했다.", "윤도현", None),
    ],
)
def test_body_of_a_person_named_with_the_title_alone(parse: Parse, text: str, name: str, org: str | None) -> None:
    assert _find(actors.extract(parse(text)), name).org == org


def test_glued_attendance_list(parse: Parse) -> None:
    text = (
        "가람진흥원(이하 가진원)이 연 행사에는 남도일 가진원장오세림 누리도미래산업국장채민서 하늘대 부총장이 참석했다."
    )
    people = {a.name: a.title for a in actors.extract(parse(text)) if a.kind == "person"}
    assert people == {"남도일": "원장", "오세림": "누리도미래산업국장", "채민서": "부총장"}


@pytest.mark.parametrize(
    "text",
    [
        "이번에 신청한 기업은 위원회 심사를 거친다. 정부가 마련한 안은 이상 없이 통과됐다.",
        "신임 위원장이 취임하고 전 장관은 물러났다. 공동 대표를 맡았다.",
        "국내 시장과 유럽 시장이 커졌다. 정기 검사와 현장 감독을 강화한다. 신규 이사 선임.",
        "[나라신문 홍가람 기자] 홍가람 기자 hong@example.com",
        "담당 부서 인공지능정책과 책임자 과  장 공도현 (044-200-1234) 담당자 사무관 서가람 (044-200-1235)",
        "회사원 김모(34)씨와 이모 씨는 답하지 않았다.",
        "이용자 대표와 고령자 위원이 참여했다. 신기술 이사 수요가 늘었다.",
        "그는 회장이다. 이 회장은 출국했다. 한 교수는 고개를 저었다.",
        "가온의원과 한소리 한의원, 남도일 성형외과의원이 문을 열었다.",
        "국내 전통시장과 유성온 도매시장, 정기국회 국정감사 일정이다.",
        "고등학교 교장과 중학교 교감, 초등 교사, 유치원 원장이 참여했다.",
        "지방 도시 시장은 인구 감소를, 수도권 도시 시장은 과밀을 걱정한다.",
        "안전 담당 이사, 구매 담당 상무, 홍보 담당 전무를 새로 뽑는다.",
        "임시 의장과 공동 위원장, 선임 이사, 상임 감사를 뽑는 절차다.",
        "정부 공동 책임과 사업자 책임, 지휘관 책임을 물었다.",
        "주요 은행장과 보험사 사장, 카드사 대표, 저축은행 대표 간담회가 열렸다.",
        "한국거래소 시장감시위원장, 시감위 본부장보가 나왔다.",
        "담당자 : 누리안전과 서가람, 남도일(044-200-1234, 1235)",
        "담당자 과 장 공도현\n사무관 서가람\n연락처 044-200-1234",
        "조합원 대표와 유권자 대표, 이주민 대표, 조사원 위원장, 지원자 대표가 나왔다.",
        "용인시 대표와 서구 대표, 동유럽 대표, 하와이 대표가 왔다.",
        "이모 씨와 김모 대표, 최 모(62) 씨는 혐의를 부인했다.",
    ],
)
def test_no_person(parse: Parse, text: str) -> None:
    assert [a.name for a in actors.extract(parse(text)) if a.kind == "person"] == []


@pytest.mark.xfail(
    strict=True, reason="a third part of a foreign name that only one place gives is not joined to the two of another"
)
def test_foreign_name_longer_in_one_place(parse: Parse) -> None:
    text = "마라무사 은쿠비 만지 주한 르완다 대사가 왔다. 마라무사 은쿠비(Maramusa Nkubi) 대사는 말했다."
    assert [a.name for a in actors.extract(parse(text)) if a.kind == "person"] == ["마라무사 은쿠비 만지"]


_PIECES = st.sampled_from(
    [
        "김가람",
        "원장",
        "(",
        ")",
        " ",
        "\n",
        "가람진흥원",
        "이하 ‘가진원’",
        "·",
        ",",
        "박 차관",
        "은 ",
        "KISA",
        "장관",
        "전 ",
        "과  장",
        "남도일은",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_mentions_are_ordered_places_in_the_text(parse: Parse, text: str) -> None:
    for actor in actors.extract(parse(text)):
        assert actor.mentions
        assert list(actor.mentions) == sorted(set(actor.mentions), key=lambda s: (s.start, s.end))
        for span in actor.mentions:
            form = span.of(text)
            assert form and form == form.strip()
            assert form == actor.name or form in actor.aliases


def test_empty_text(parse: Parse) -> None:
    assert actors.extract(parse("")) == ()
