"""Bodies: what the article defines, what the lexicon knows, what an ending gives away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.analysis import actors, organizations, words
from briefing.language import lexicon
from briefing.model import Document

Parse = Callable[[str], Document]


def _bodies(parse: Parse, text: str) -> dict[str, tuple[str, ...]]:
    return {a.name: a.aliases for a in actors.extract(parse(text)) if a.kind == "organization"}


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("가람경제진흥원(이하 가경원)은 밝혔다. 가경원은 덧붙였다.", "가람경제진흥원", "가경원"),
        (
            "가람부처럼 일한다. 누리위원회(위원장 남도일, 이하 ‘누리위’)는 밝혔다. 누리위가 나섰다.",
            "누리위원회",
            "누리위",
        ),
        ("가람벤처진흥공단(가벤공, 이사장 남도일)은 밝혔다. 가벤공은 넓힌다.", "가람벤처진흥공단", "가벤공"),
        ("르완다 국가보안청(NCSX)과 만났다. NCSX는 반겼다.", "르완다 국가보안청", "NCSX"),
        ("금융위는 나섰다.", "금융위원회", "금융위"),
        ("과기정통부와 협의했다.", "과학기술정보통신부", "과기정통부"),
        ("한국거래소는 열었다. 거래소가 밝혔다.", "한국거래소", "거래소"),
        ("산업통상자원부는 밝혔다. 산업부가 맡는다.", "산업통상자원부", "산업부"),
        ("한국개발연구원은 밝혔다. KDI가 내다봤다.", "한국개발연구원", "KDI"),
        # made by the article without a word about it: the kind as a topic, the name without 한국
        ("한국누리항만공사가 타결했다. 공사는 합의안을 편다.", "한국누리항만공사", "공사"),
        ("온라인누리기술연구원이 찾았다. 연구원의 남도일 실장은 웃었다.", "온라인누리기술연구원", "연구원"),
        ("한국누리진흥원은 협약을 맺었다. 누리진흥원은 돕는다.", "한국누리진흥원", "누리진흥원"),
    ],
)
def test_short_form(parse: Parse, text: str, name: str, short: str) -> None:
    assert _bodies(parse, text)[name] == (short,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("산업부가 맡는다.", "산업부"),  # two ministries over time
        ("KDI가 내다봤다.", "KDI"),
        ("서울시는 밝혔다.", "서울시"),
        ("㈜누리온에 과징금을 부과했다.", "㈜누리온"),
        ("한국누리플랫폼협회는 밝혔다.", "한국누리플랫폼협회"),
        ("남도일 가온시장은 조합장을 만났다.", "가온시"),  # only together with the title
        ("가온시의회가 열렸다.", "가온시의회"),
        ("물류 회사 카로이드를 세웠다.", "카로이드"),  # after the kind of body it is
        ("야당인 민생연합은 꼬집었다.", "민생연합"),
        ("누리안전원이 대출을 점검했다.", "누리안전원"),  # what an article opens with
    ],
)
def test_as_written(parse: Parse, text: str, name: str) -> None:
    assert _bodies(parse, text) == {name: ()}


@pytest.mark.parametrize(
    "text",
    [
        "거래소가 붐빈다.",
        "시중은행과 관련 협회가 모였다.",
        "자본시장(IMA) 제도를 고쳤다.",
        "인공지능(AI)이 널리 쓰인다.",
        "보험회사 신고센터에 알린다. 타 회사 리스를 중개한다. 기업 관계자는 웃었다.",
        "노동조합원은 모였다. 신도시가 바뀐다.",
    ],
)
def test_no_body(parse: Parse, text: str) -> None:
    assert _bodies(parse, text) == {}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("금융위원장", ("금융위원회", "위원장")),
        ("금융위부위원장", ("금융위", "부위원장")),
        ("한국은행장", ("한국은행", "은행장")),
        ("누리정보진흥원장", ("누리정보진흥원", "원장")),
        ("경기도지사", ("경기도", "지사")),
        ("가온시장", ("가온시", "시장")),
        ("누리시의장", ("누리시의회", "의장")),
        ("경제부시장", None),
        ("지방누리위원장", ("지방누리위원회", "위원장")),
        ("비상대책위원장", None),
        ("가온병원장", ("가온병원", "원장")),
        ("누리경찰서장", ("누리경찰서", "서장")),
        ("데이터활용단장", None),
        ("공동위원장", None),
        ("연구소장", None),
    ],
)
def test_fused(parse: Parse, word: str, parts: tuple[str, str] | None) -> None:
    document = parse(word)
    known = organizations.learn(document, words.groups(document))
    assert organizations.fused(word, known) == parts


def test_lexicon_rows_are_sound() -> None:
    rows = lexicon.organizations()
    official = {row.name for row in rows}
    assert len(official) == len(rows)
    for row in rows:
        assert row.parent is None or row.parent in official
        assert row.name not in row.shorts
        assert row.kind in {"ministry", "body", "company", "university", "party", "local", "foreign", "group"}


def test_places_are_listed_once() -> None:
    rows = [line.split() for line in lexicon.lines("places.txt")]
    assert {row[0] for row in rows} == {"states", "places", "towns"}
    words = [word for row in rows for word in row[1:]]
    assert len(words) == len(set(words))


def test_a_name_without_the_state_is_the_same_body(parse: Parse) -> None:
    text = "국립한국누리대학교와 한국누리대학교가 만났다. 한국누리대학교는 열었다."
    assert _bodies(parse, text) == {"국립한국누리대학교": ("한국누리대학교",)}
