from __future__ import annotations

import re

import pytest

from briefing.render.site import names


def test_a_name_can_be_read_in_its_address() -> None:
    assert names.slug("한도윤", "미래산업부") == "handoyun-29e012be"
    assert names.slug("한도윤", "가온시").startswith("handoyun-")
    assert names.slug("한도윤", "가온시") != names.slug("한도윤", "미래산업부") != names.slug("한도윤", None)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "CON", "a" * 500, "\x00\x1b[31m", "🙂", "", "가/나\\다", ". ", "해오름시 교통국", "ＡＢＣ"],
)
def test_any_name_is_safe_in_files_and_addresses(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*-)?[0-9a-f]{8}", names.slug(name))
    assert len(names.slug(name)) <= 49


@pytest.mark.parametrize(
    ("name", "heading"),
    [("한도윤", "ㅎ"), ("까치산구", "ㄱ"), ("쌍문동", "ㅅ"), ("IBM", "A–Z"), ("3함대", "기타"), ("", "기타")],
)
def test_lists_go_by_the_first_consonant(name: str, heading: str) -> None:
    assert names.initial(name) == heading
