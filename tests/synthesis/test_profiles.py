from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from briefing.model import Actor, Analysed, Issue, PastRole, Profile, Role, Story, Succession
from briefing.synthesis import identity, profiles
from briefing.synthesis.sources import cite
from tests.synthesis.weeks import actor, article, body, said


def people(*week: Analysed) -> list[tuple[str, tuple[int, ...]]]:
    found = identity.unite(cite(week)).entities
    return [(e.label, e.sources) for e in found if e.kind == "person"]


def bodies(*week: Analysed) -> list[tuple[str, tuple[int, ...]]]:
    found = identity.unite(cite(week)).entities
    return [(e.name, e.sources) for e in found if e.kind == "organization"]


def gather(*week: Analysed, past: Iterable[PastRole] = (), most: int = 9) -> tuple[Profile, ...]:
    cited = cite(week)
    return profiles.gather(identity.unite(cited), tuple(past), most)


def successions(*week: Analysed, past: Iterable[PastRole] = ()) -> tuple[Succession, ...]:
    return profiles.successions(identity.unite(cite(week)), tuple(past))


def naming(*actors: Actor, day: int | date | None = 15, outlet: str = "가온일보") -> Analysed:
    return article(" ".join(a.name for a in actors) + ".", *actors, day=day, outlet=outlet)


def earlier(name: str, org: str | None, title: str | None, first: date, last: date | None = None) -> PastRole:
    return PastRole(name=name, kind="person", org=org, title=title, first=first, last=last or first, articles=1)


# --- people ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("나윤설", "가온시", "국장"), ("나윤설", "가온시", "국장")),
        (("나윤설", "가온시", "국장"), ("나윤설", "가온시청", "국장")),
        (("나윤설", "누리경제진흥원", "원장"), ("나윤설", "누진원", "원장")),
        (("나윤설", "한빛대학교", "교수"), ("나윤설", "한빛대", "교수")),
        (("나윤설", "한국누리보안원", "원장"), ("나윤설", "누리보안원", "원장")),
        (("나윤설", "과기정통부", "제2차관"), ("나윤설", "과학기술정보통신부", "차관")),
        (("나윤설", "국세청", "국장"), ("나윤설", "기획재정부", "국장")),  # a part and its parent
        (("나윤설", "국회", "의원"), ("나윤설", "국민의힘", "의원")),  # named by house and by party
        (("나윤설", "기획재정부", "장관"), ("나윤설", "재정경제부", "장관")),  # before and after it was renamed
        (("나윤설", "가온시", "국장"), ("나윤설", None, None)),  # the only one of the name
        (("나윤설", None, "국장"), ("나윤설", None, "정책국장")),
    ],
)
def test_one_person_is_one_entity(
    one: tuple[str, str | None, str | None], other: tuple[str, str | None, str | None]
) -> None:
    assert people(naming(actor(*one)), naming(actor(*other), day=16)) == [("나윤설", (1, 2))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("나윤설", "가온시", "국장"), ("나윤설", "누리시", "국장")),
        (("나윤설", "한국은행", "과장"), ("나윤설", "한국산업은행", "과장")),  # two bodies of the list, however alike
        (("나윤설", "금융위원회", "과장"), ("나윤설", "기획재정부", "과장")),
        (("나윤설", None, "교수"), ("나윤설", None, "과장")),
        (("나윤설", None, "위원장"), ("나윤설", None, "부위원장")),
        (("김", None, "차관"), ("김", None, "차관")),
        (("김 차관", "가온부", "차관"), ("김 차관", "가온부", "차관")),
        (("김모 씨", None, None), ("김모 씨", None, None)),
        (("A씨", None, None), ("A씨", None, None)),
        (("나윤설", "가온시", "국장"), ("나윤슬", "가온시", "국장")),
    ],
)
def test_two_people_stay_two(
    one: tuple[str, str | None, str | None], other: tuple[str, str | None, str | None]
) -> None:
    found = people(naming(actor(*one)), naming(actor(*other), day=16))
    assert [sources for _, sources in found] == [(1,), (2,)]


def test_a_name_that_ends_like_somebody_hidden_is_a_name() -> None:
    assert people(naming(actor("나정모")), naming(actor("나정모"), day=16)) == [("나정모", (1, 2))]


def test_homonyms_are_told_apart_by_their_body() -> None:
    week = [naming(actor("나윤설", "가온시", "국장")), naming(actor("나윤설", "한빛대학교", "교수"), day=16)]
    assert people(*week) == [("나윤설(가온시)", (1,)), ("나윤설(한빛대학교)", (2,))]


def test_a_mention_without_a_body_joins_by_post() -> None:
    week = [
        naming(actor("나윤설", "가온시", "국장")),
        naming(actor("나윤설", "한빛대학교", "교수"), day=16),
        naming(actor("나윤설", None, "교수"), day=17),
    ]
    assert people(*week) == [("나윤설(가온시)", (1,)), ("나윤설(한빛대학교)", (2, 3))]


def test_a_mention_without_a_body_joins_by_companions() -> None:
    week = [
        naming(actor("나윤설", "가온시", "국장"), actor("다보라")),
        naming(actor("나윤설", "한빛대학교", "교수"), actor("하도담"), day=16),
        naming(actor("나윤설"), actor("다보라"), day=17),
    ]
    assert ("나윤설(가온시)", (1, 3)) in people(*week)


def test_a_mention_that_could_be_either_stays_its_own() -> None:
    week = [
        naming(actor("나윤설", "가온시", "국장")),
        naming(actor("나윤설", "누리시", "국장"), day=16),
        naming(actor("나윤설", None, "국장"), day=17),
    ]
    assert people(*week) == [("나윤설(가온시)", (1,)), ("나윤설(누리시)", (2,)), ("나윤설(국장)", (3,))]


# --- organisations --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "day", "name"),
    [
        ("산업부", date(2024, 1, 15), "산업통상자원부"),
        ("산업부", date(2026, 1, 15), "산업통상부"),
        ("산업부", date(2025, 6, 2), "산업부"),  # both in that year
        ("서울시", date(2024, 1, 15), "서울특별시"),
        ("KDI", date(2024, 1, 15), "한국개발연구원"),
        ("과기부", None, "과학기술정보통신부"),
        ("산업통상자원부", date(2026, 1, 15), "산업통상자원부"),
        ("누리청", date(2024, 1, 15), "누리청"),
    ],
)
def test_short_forms_stand_for_the_body_of_their_time(form: str, day: date | None, name: str) -> None:
    assert bodies(article(f"{form}는 발표했다.", body(form), day=day)) == [(name, (1,))]


def test_a_short_form_of_two_bodies_is_the_one_that_the_week_names_in_full() -> None:
    day = date(2025, 6, 2)
    week = [naming(body("산업부"), day=day), naming(body("산업통상자원부"), day=day, outlet="한빛신문")]
    assert bodies(*week) == [("산업통상자원부", (1, 2))]


def test_short_forms_of_the_articles_unite() -> None:
    week = [naming(body("가람경제진흥원", "가경원")), naming(body("가경원"), day=16)]
    assert bodies(*week) == [("가람경제진흥원", (1, 2))]


@pytest.mark.parametrize("alias", ["원", "재단", "진흥원"])
def test_a_kind_of_body_is_no_short_form_in_other_articles(alias: str) -> None:
    week = [naming(body("가람경제진흥원", alias)), naming(body(alias), day=16)]
    assert bodies(*week) == [("가람경제진흥원", (1,)), (alias, (2,))]


def test_a_form_that_two_bodies_go_by_stands_for_neither() -> None:
    week = [
        naming(body("가람경제진흥원", "가경원")),
        naming(body("가온경영연구원", "가경원"), day=16),
        naming(body("가경원"), day=17),
    ]
    assert bodies(*week) == [("가람경제진흥원", (1,)), ("가온경영연구원", (2,)), ("가경원", (3,))]


def test_one_spelling_for_names_with_and_without_blanks() -> None:
    week = [naming(body("누리정보 보호위원회")), *(naming(body("누리정보보호위원회"), day=d) for d in (16, 17))]
    assert bodies(*week) == [("누리정보보호위원회", (1, 2, 3))]


# --- profiles -------------------------------------------------------------------------------------------


def test_a_profile_has_posts_remarks_and_companions() -> None:
    text = "나윤설 국장은 다보라 과장과 “처음이다”라고 했다."
    week = [
        article(
            text,
            actor("나윤설", "가온시", "국장"),
            actor("다보라", "가온시", "과장"),
            body("가온시"),
            quotes=(said(text, "처음이다", "나윤설", "가온시"),),
        ),
        naming(actor("나윤설", "가온시", "국장"), actor("다보라"), actor("하도담"), day=17),
    ]
    profile = gather(*week)[0]
    assert (profile.name, profile.kind, profile.sources, profile.remarks) == ("나윤설", "person", (1, 2), 1)
    assert profile.roles == (
        Role(org="가온시", title="국장", first=date(2024, 1, 15), last=date(2024, 1, 17), sources=(1, 2)),
    )
    assert [(c.name, c.articles) for c in profile.companions] == [("다보라", 2), ("하도담", 1)]  # not his own body


def test_people_come_before_bodies_and_neither_pushes_the_other_out() -> None:
    names = [body("가온시"), body("누리시"), actor("나윤설"), actor("다보라")]
    week = [naming(*names), naming(*names[:3], day=16)]
    assert [p.name for p in gather(*week, most=1)] == ["나윤설", "가온시"]


def test_posts_reach_back_and_follow_each_other() -> None:
    past = [
        earlier("나윤설", "가온시", "과장", date(2023, 3, 2), date(2023, 9, 1)),
        earlier("나윤설", "누리시", "시장", date(2023, 4, 1)),  # a homonym
        earlier("나윤설", None, "과장", date(2023, 2, 1)),  # either of them
    ]
    profile = gather(naming(actor("나윤설", "가온시", "국장")), past=past)[0]
    assert [(r.org, r.title, r.first, r.last, r.sources) for r in profile.roles] == [
        ("가온시", "과장", date(2023, 3, 2), date(2023, 9, 1), ()),
        ("가온시", "국장", date(2024, 1, 15), date(2024, 1, 15), (1,)),
    ]


@pytest.mark.parametrize("title", ["차관", None])
def test_a_post_in_fewer_words_is_the_only_one_it_can_mean(title: str | None) -> None:
    week = [naming(actor("나윤설", "가온부", "제2차관")), naming(actor("나윤설", None, title), day=17)]
    (profile,) = gather(*week)
    assert [(r.org, r.title, r.sources) for r in profile.roles] == [
        ("가온부", "제2차관", (1, 2) if title else (1,)),
    ]


def test_issues_of_a_profile_share_a_source_with_it() -> None:
    found = gather(naming(actor("나윤설")), naming(actor("다보라"), day=16))
    issues = [
        Issue(label=str(n), stories=(Story(sources=sources),), summary=()) for n, sources in enumerate([(2,), (1, 2)])
    ]
    assert [(p.name, p.issues) for p in profiles.placed(found, issues)] == [("나윤설", (1,)), ("다보라", (0, 1))]


# --- successions ----------------------------------------------------------------------------------------


def test_one_post_two_holders() -> None:
    # Both held the post: 박윤규 to February 2024, 강도현 after him.
    week = naming(actor("강도현", "과학기술정보통신부", "제2차관"), day=date(2024, 4, 17))
    past = [earlier("박윤규", "과기정통부", "제2차관", date(2024, 1, 10), date(2024, 1, 26))]
    (found,) = successions(week, past=past)
    assert (found.org, found.title) == ("과학기술정보통신부", "제2차관")
    assert [(h.name, h.first, h.last) for h in found.holders] == [
        ("박윤규", date(2024, 1, 10), date(2024, 1, 26)),
        ("강도현", date(2024, 4, 17), date(2024, 4, 17)),
    ]


@pytest.mark.parametrize(
    "title", ["장관", "위원장", "네트워크정책실장", "인공지능기반정책관", "제 2차관", "비상대책위원장"]
)
def test_posts_that_one_holds_at_a_time(title: str) -> None:
    past = [earlier("나윤설", "가온부", title, date(2023, 5, 1))]
    assert len(successions(naming(actor("다보라", "가온부", title)), past=past)) == 1


@pytest.mark.parametrize(
    "title",
    [
        *("의원", "위원", "교수", "연구원", "변호사", "국장", "과장", "팀장", "실장", "차관", "사무관", "부원장보"),
        *("공동위원장", "민간위원장", "부위원장", "수석부원장", "선임과장", "대변인", "이사", "대표"),
    ],
)
def test_posts_that_many_hold(title: str) -> None:
    past = [earlier("나윤설", "가온부", title, date(2023, 5, 1))]
    assert successions(naming(actor("다보라", "가온부", title)), past=past) == ()


@pytest.mark.parametrize(
    "past",
    [
        pytest.param([earlier("나윤설", "누리부", "장관", date(2023, 5, 1))], id="another body"),
        pytest.param([earlier("나윤설", None, "장관", date(2023, 5, 1))], id="no body"),
        pytest.param([earlier("나윤설", "가온부", "장관", date(2023, 5, 1), date(2024, 1, 16))], id="overlap"),
        pytest.param([earlier("나윤설", "가온부", "장관", date(2024, 1, 15))], id="the same day"),
        pytest.param([earlier("다보라", "가온부", "장관", date(2023, 5, 1))], id="the same person"),
        pytest.param([earlier("엘리 다보라", "가온부", "장관", date(2023, 5, 1))], id="another form of the name"),
        pytest.param(
            [
                earlier("엘리 나윤", "가온부", "장관", date(2023, 5, 1)),
                earlier("에리 나윤", "가온부", "장관", date(2023, 6, 1)),
            ],
            id="two spellings",
        ),
        pytest.param([earlier("나 장관", "가온부", "장관", date(2023, 5, 1))], id="a surname"),
    ],
)
def test_what_is_no_succession(past: list[PastRole]) -> None:
    assert successions(naming(actor("다보라", "가온부", "장관")), past=past) == ()


def test_one_article_against_many_is_a_mistake() -> None:
    past = [
        replace(earlier("나윤설", "가온부", "장관", date(2023, 5, 1), date(2023, 9, 1)), articles=5),
        earlier("하도담", "가온부", "장관", date(2023, 7, 1)),
    ]
    (found,) = successions(naming(actor("다보라", "가온부", "장관")), past=past)
    assert [h.name for h in found.holders] == ["나윤설", "다보라"]


def test_a_succession_is_of_the_week() -> None:
    past = [
        earlier("나윤설", "가온부", "장관", date(2023, 5, 1)),
        earlier("하도담", "가온부", "장관", date(2023, 8, 1)),
    ]
    assert successions(naming(actor("다보라", "누리부", "장관")), past=past) == ()


# --- the whole ------------------------------------------------------------------------------------------


def test_the_order_of_the_articles_does_not_matter() -> None:
    draw = random.Random(3)
    names, orgs = ["나윤설", "다보라", "김 차관"], [None, "가온시", "가온시청", "누리부", "누리진흥원"]
    titles = [None, "국장", "정책국장", "장관"]
    week = [
        naming(
            *(actor(n, draw.choice(orgs), draw.choice(titles)) for n in draw.sample(names, 2)),
            body(draw.choice(["가온시", "누리부", "누리진흥원"]), draw.choice(["누진원", "가온"])),
            day=draw.choice([15, 16, None]),
            outlet=f"신문{n}",
        )
        for n in range(40)
    ]
    past = [
        earlier("나윤설", "누리부", "장관", date(2023, 5, 1)),
        earlier("하도담", "누리부", "장관", date(2023, 1, 1)),
    ]
    first = gather(*week, past=past), successions(*week, past=past)
    for _ in range(5):
        draw.shuffle(week)
        draw.shuffle(past)
        known = identity.unite(cite(week))
        assert (profiles.gather(known, past, 9), profiles.successions(known, past)) == first
