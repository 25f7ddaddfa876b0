from __future__ import annotations

from dataclasses import replace

from briefing.render.site import topics
from tests.render.site import published

EDITIONS = published.editions()


def test_a_matter_is_followed_over_its_weeks() -> None:
    found = topics.gather(EDITIONS[:3])
    assert [[(leg.slug, leg.number, leg.label) for leg in topic.legs] for topic in found] == [
        [
            ("2024-W04", 1, "미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입"),
            ("2024-W03", 1, "미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입"),
            ("2024-W02", 1, "미래산업부, 지능형 농기계 실증 지역 공모"),
        ]
    ]
    assert [entry.stated.text for entry, _ in found[0].legs[1].numbers][:2] == ["1조 2,400억원", "60%"]
    assert [one.remark.speaker for one in found[0].legs[1].said] == ["한도윤", "서하람", "농촌안전연구회"]


def test_a_later_week_changes_no_address() -> None:
    assert topics.gather(EDITIONS[:2])[0].path == topics.gather(EDITIONS[:3])[0].path


def test_what_is_new_or_has_nothing_in_common_continues_nothing() -> None:
    assert topics.gather(EDITIONS[:1]) == ()
    second = EDITIONS[1]
    fresh = replace(second.issues[0], movement=None)
    assert topics.gather([EDITIONS[0], replace(second, issues=(fresh,))]) == ()
    other = replace(second.issues[0], terms=("도서관",), actors=("한빛도서관협회",))
    assert topics.gather([EDITIONS[0], replace(second, issues=(other,))]) == ()


def test_a_week_that_is_not_published_breaks_the_course() -> None:
    assert topics.gather([EDITIONS[0], EDITIONS[2]]) == ()
