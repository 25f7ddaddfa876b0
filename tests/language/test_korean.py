from __future__ import annotations

import pytest

from briefing.language.korean import bare, josa
from briefing.language.openers import points_back


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("한빛원", "이/가", "한빛원이"),
        ("가온시", "이/가", "가온시가"),
        ("과기정통부", "은/는", "과기정통부는"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("KT", "이/가", "KT가"),
        ("LG AI연구원", "을/를", "LG AI연구원을"),
        ("3", "이/가", "3이"),
        ("가온시(동부)", "이/가", "가온시(동부)가"),
        ("‘가온’", "은/는", "‘가온’은"),
        ("", "이/가", "가"),
    ],
)
def test_the_particle_fits_the_sound(word: str, pair: str, expected: str) -> None:
    assert josa(word, pair) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("이에 시는 조례를 고쳤다.", True),
        ("또한, 예산을 늘렸다.", True),
        ("그는 자리를 떠났다.", True),
        ("이들은 자리를 떠났다.", True),
        ("이에스시는 회사 이름이다.", False),
        ("한편 가온시는 조례를 고쳤다.", False),
        ("가온시는 조례를 고쳤다.", False),
    ],
)
def test_a_sentence_that_points_back(sentence: str, expected: bool) -> None:
    assert points_back(sentence) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“가온시, 돕겠다.”", "가온시돕겠다"),
        ("누리정보 보호위원회", "누리정보보호위원회"),
        ("○ 3.5%", "35"),
        ("…", "…"),
    ],
)
def test_what_only_sets_a_text_is_left_out(text: str, expected: str) -> None:
    assert bare(text) == expected
