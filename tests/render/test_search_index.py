"""What a week is found by, and how the index is cut: words, shards, pieces of text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from briefing.model import Edition, Revision
from briefing.render import search, site
from briefing.render.design import Design
from briefing.render.search import Week, words
from tests.render import samples

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def edition(slug: str = "2024-W03", *, digest: str = "a") -> Edition:
    revision = Revision(slug=slug, number=1, hash=digest * 64)
    return site.edition(samples.rich(), revision, datetime(2024, 1, 24, 7, 30))


def files(*editions: Edition) -> dict[str, bytes]:
    weeks = [Week(one, search.index(one)) for one in editions]
    return {page.path: page.content() for page in search.pages(site.press(editions, Design()), weeks)}


def value(script: bytes) -> object:
    found = re.fullmatch(r'\(self\.briefing\?\?=\{\}\)\["([^"]+)"\]=(.+);\n', script.decode())
    assert found
    return json.loads(found[2])


def places(text: str) -> list[int]:
    """The other way round of `search.written`."""
    found, place, step, shift = [], -1, 0, 0
    for digit in map(_DIGITS.index, text):
        step, shift = step + ((digit & 31) << shift), shift + 5
        if digit < 32:
            place, step, shift = place + step, 0, 0
            found.append(place)
    return found


@pytest.mark.parametrize(
    ("text", "expected", "not_expected"),
    [
        ("가온시가 반도체를 만든다.", {"반도체"}, {"반도체를"}),
        ("새솔군은 쌀을 산다.", {"쌀", "새솔군"}, {"쌀을"}),
        ("사업비는 3,400억원이다.", {"사업비", "3400억원"}, {"3,400억원"}),
        ("AI 인재를 지원했다.", {"ai", "인재", "지원"}, {"AI", "지원했다"}),
        ("안전성을 높인다.", {"안전성"}, set()),
        ("ＡＩ를 쓴다.", {"ai"}, set()),
    ],
)
def test_words_stand_without_particles_and_endings(text: str, expected: set[str], not_expected: set[str]) -> None:
    found = words.terms(text)
    assert expected <= found
    assert not found & not_expected


def test_a_short_name_is_found_by_the_full_one() -> None:
    names = {"미산": {("미산부", "미래산업부")}}
    assert "미래산업부" in words.terms("미산부는 새 온실을 짓는다.", names)
    assert "미래산업부" not in words.terms("온실을 짓는다.", names)


def test_every_issue_and_every_other_article_can_be_found() -> None:
    one = edition()
    found = words.units(one)
    issues = len(one.issues)
    assert [unit.anchor for unit in found[:issues]] == [f"issue-{at}" for at in range(1, issues + 1)]
    assert [unit.heading for unit in found[:issues]] == [issue.label for issue in one.issues]
    covered = {number for issue in one.issues for number in issue.sources}
    assert {unit.anchor for unit in found[issues:]} == {
        f"source-{source.number}" for source in one.sources if source.number not in covered
    }
    said = "\n".join(line for unit in found for line in unit.lines)
    assert "미래산업부 장관 한도윤: “통신망을 따로 깔던 낭비를 없애 5년 동안 5,770억원을 아끼겠다”" in said


@pytest.mark.parametrize("numbers", [[0], [0, 1, 2], [5, 36, 37, 5000, 123456], [31, 63, 1087]])
def test_places_are_written_as_steps(numbers: list[int]) -> None:
    assert places(search.written(numbers)) == numbers


def test_places_as_they_are_written() -> None:
    assert search.written([0, 1, 33, 34]) == "BBgBB"


def test_every_word_is_in_its_shard_with_all_its_units() -> None:
    editions = (edition("2024-W03"), edition("2024-W04"))
    scripts = files(*editions)
    (listed,) = (value(text) for path, text in scripts.items() if path.startswith("assets/search-weeks-"))
    assert isinstance(listed, dict)
    (year,) = listed["years"]
    assert [week[0] for week in year["weeks"]] == ["2024-W03", "2024-W04"]
    first = sum(year["weeks"][0][3])
    assert first == len(words.units(editions[0]))
    for word, within in json.loads(search.index(editions[0])).items():
        shard = value(scripts[f"assets/{year['folder']}/{search.shard(word, year['shards'])}.js"])
        assert isinstance(shard, dict)
        assert places(shard[word]) == [*within, *(first + place for place in within)]


def test_only_the_year_of_a_new_week_changes() -> None:
    before = files(edition("2023-W40"), edition("2024-W03"))
    after = files(edition("2023-W40"), edition("2024-W03"), edition("2024-W04"))
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path.split("/")[2][:4] for path in changed if path.startswith("assets/search/")} == {"2024"}
    assert not [path for path in before if path.startswith("assets/") and path in after and before[path] != after[path]]


def test_the_same_weeks_give_the_same_bytes() -> None:
    assert files(edition()) == files(edition())


def test_what_would_hide_or_turn_text_does_not_reach_the_index() -> None:
    one = edition()
    hostile = replace(one.issues[0], label="가온\u202e시 <script>alert(1)</script>")
    (unit, *_) = words.units(replace(one, issues=(hostile, *one.issues[1:])))
    assert unit.heading == "가온시 <script>alert(1)</script>"
