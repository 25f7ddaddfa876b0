from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefing.model import Profile, Role
from briefing.render.site import actors
from tests.render.site import published


def people(*chosen: int) -> dict[str, actors.ActorPage]:
    found = actors.gather([published.editions()[place] for place in chosen])
    return {one.label: one for one in found}


def test_a_person_is_one_over_the_weeks() -> None:
    han = people(0, 1)["한도윤"]
    assert [week.slug for week in han.weeks] == ["2024-W03", "2024-W02"]
    assert [(role.org, role.title, role.first, role.last) for role in han.roles] == [
        ("미래산업부", "제1차관", date(2023, 9, 4), date(2023, 12, 1)),
        ("미래산업부", "장관", date(2024, 1, 15), date(2024, 1, 19)),
    ]
    assert [one.remark.text for one in han.weeks[0].said] == [
        "농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다",
        "통신망을 따로 깔던 낭비를 없애 5년 동안 5,770억원을 아끼겠다",
    ]
    assert han.weeks[0].issues[0] == (1, "미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입")
    assert han.articles == 4
    assert han.remarks == 4


def test_a_later_week_changes_no_address() -> None:
    assert people(0)["한도윤"].path == people(0, 1)["한도윤"].path == people(0, 1, 2)["한도윤(미래산업부)"].path


def test_two_of_one_name_are_told_apart_by_their_bodies() -> None:
    found = people(0, 1, 2)
    assert {label for label in found if label.startswith("한도윤")} == {"한도윤(미래산업부)", "한도윤(가온시)"}
    assert [week.slug for week in found["한도윤(가온시)"].weeks] == ["2024-W04"]
    assert found["한도윤(가온시)"].remarks == 0  # what was said is not in its article
    assert found["한도윤(가온시)"].path != found["한도윤(미래산업부)"].path


def test_one_without_a_body_is_the_only_other_of_the_name_or_a_third() -> None:
    bare = Profile(name="한도윤", kind="person", sources=(1,))
    lone = replace(published.editions()[3], profiles=(bare,))
    joined = actors.gather([*published.editions()[:2], lone])
    assert [len(one.weeks) for one in joined if one.name == "한도윤"] == [3]
    apart = actors.gather([*published.editions()[:3], lone])
    assert sorted(one.label for one in apart if one.name == "한도윤") == [
        "한도윤(가온시)",
        "한도윤(미래산업부)",
        "한도윤(소속 미상)",
    ]


def test_a_person_of_two_bodies_ties_them() -> None:
    moved = Role(org="나래도", title="지사", first=date(2024, 1, 8), last=None)
    both = replace(published.editions()[0].profiles[0], roles=(moved, published.editions()[0].profiles[0].roles[0]))
    elsewhere = replace(published.editions()[3], profiles=(Profile(name="한도윤", kind="person", roles=(moved,)),))
    tying = replace(published.editions()[0], profiles=(both,))
    assert [len(one.weeks) for one in actors.gather([elsewhere, published.editions()[1], tying])] == [3, 1]


def test_an_organisation_has_its_people_and_companions_have_their_pages() -> None:
    found = people(1)
    assert found["한도윤"].companions == (actors.Link(name="해오름시", path=found["해오름시"].path, count=1),)
    body = replace(published.editions()[1].profiles[1], name="미래산업부")
    edition = replace(published.editions()[1], profiles=(*published.editions()[1].profiles, body))
    ministry = next(one for one in actors.gather([edition]) if one.name == "미래산업부")
    assert ministry.people == (actors.Link(name="한도윤", path=found["한도윤"].path, count=2),)
