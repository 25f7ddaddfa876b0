"""Weeks too large to be printed whole: what documents say of them, and that nothing they cite is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from briefing.model import Briefing
from briefing.render import bounds, citations, data, engine, markdown, outline, paper, parts, view
from briefing.render.design import Design
from tests.render import samples, sizes

CITED = re.compile(r'href="#source-(\d+)"')
LISTED = re.compile(r'id="source-(\d+)"')


@cache
def large() -> Briefing:
    return sizes.large(1_200)


@cache
def printed() -> dict[str, str]:
    """The body of the page, and that of the PDF."""
    arranged = view.arrange(large())
    figures = dict.fromkeys(arranged.charts, "")
    return {"page": engine.body(arranged, figures, Design(), paper=False), "paper": paper.markup(arranged, Design())}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).replace("\u2060", "").split())


def test_a_thousand_articles_are_printed_whole() -> None:
    assert bounds.of(sizes.large(1_000)) == bounds.Bounds()
    assert bounds.of(sizes.large(1_001)).cited
    assert bounds.of(sizes.large(1_001)).attached


@pytest.mark.parametrize("kind", ["page", "paper"])
def test_what_is_cited_is_listed_and_nothing_else(kind: str) -> None:
    html = printed()[kind]
    listed = [int(number) for number in LISTED.findall(html)]
    assert listed == sorted(listed)
    assert {int(number) for number in CITED.findall(html)} == set(listed)
    assert len(listed) < 600
    assert f"이 문서에 번호를 적은 {len(listed)}건입니다. 나머지 {1_200 - len(listed)}건은 " in text(html)


def test_paper_names_the_attached_list_and_the_page_the_one_beside() -> None:
    assert "그 밖의 쟁점 64개는 함께 만든 briefing.json에 있습니다." in text(printed()["page"])
    assert "그 밖의 쟁점 64개는 이 PDF에 붙인 briefing.json에 있습니다." in text(printed()["paper"])


@pytest.mark.parametrize(
    "words",
    [
        "기사 603건 ·",
        "그 밖의 기사 595건은 함께 만든 briefing.json에 있습니다.",  # of the first issue, after eight
        "그 밖의 단신 200건은 함께 만든 briefing.json에 있습니다.",
        "외 35건",  # re-issues of a brief
        "기사 500건에 나왔습니다.",
        "외 495건",  # articles of an entry of the watch list
        "그 밖의 발언 20건은 함께 만든 briefing.json에 있습니다.",
        "외 96건",  # articles with one number
        "그 밖에 3건",  # that disagree on it
        "외 70건",  # articles with one plan
        "그 밖의 자리 5개는 함께 만든 briefing.json에 있습니다.",
        "그 밖의 쟁점 10건은 함께 만든 briefing.json에 있습니다.",  # movements
        "기사 1,200건을 읽었습니다.",
    ],
)
def test_what_is_left_out_is_counted_on_page_and_in_outline(words: str) -> None:
    assert words in text(printed()["page"])
    assert words in markdown.write(large()).decode().replace("\\", "")


def test_the_outline_lists_what_it_cites_and_nothing_else() -> None:
    blocks = list(outline.blocks(large()))
    (listed,) = [block for block in blocks if isinstance(block, parts.Table) and block.head[0] == "번호"]
    cited = {number for block in blocks for number in parts.numbers(block)}
    assert [row[0] for row in listed.rows] == [(f"[{number}]",) for number in sorted(cited)]
    assert len(cited) < 600


def test_a_very_large_week_brings_into_the_pdf_what_it_prints() -> None:
    briefing = sizes.large(30_001)
    bound = bounds.of(briefing)
    assert bound.cited and not bound.attached
    assert citations.Citations({}, bound, paper=True).where == "함께 만든 briefing.json"
    assert bounds.of(sizes.large(30_000)).attached
    kept = data.printed(briefing, bound, {29_999, 5})
    numbers = [source.number for source in kept.sources]
    assert len(numbers) < 120 and numbers[-1] == 29_999 and 5 in numbers
    assert set(sources(kept)) <= set(numbers)
    assert len(kept.issues) == 240 and len(kept.briefs) == 100
    assert kept.issues[0] == briefing.issues[0]
    assert kept.voices == briefing.voices and kept.ledger == briefing.ledger


def sources(briefing: Briefing) -> Iterator[int]:
    """Of what is printed word for word."""
    yield from (e.source for issue in briefing.issues for e in (*issue.summary, *issue.remarks, *issue.quantities))
    yield from (remark.source for voice in briefing.voices for remark in voice.remarks)
    yield from (entry.stated.source for entry in briefing.ledger)
    yield from (plan.source for plan in briefing.upcoming)


def test_runs_are_cut_with_the_sources_in_them() -> None:
    assert bounds.cut_runs([(1, 3), (5, 5), (7, 9)], 1) == bounds.Listed(((1, 3),), 4)
    assert bounds.cut_runs([(1, 3)], None) == bounds.Listed(((1, 3),), 0)


def test_one_name_for_a_speaker_and_one_for_the_words() -> None:
    said = samples.rich().voices[1].remarks[0]
    assert view.said(said) == "(간접 인용) 동의 절차가 더 쉬워져야 한다"
    assert view.said(replace(said, kind="direct")) == "“동의 절차가 더 쉬워져야 한다”"
    assert view.who("강새벽", "희망나눔환자회", "대표") == "강새벽 희망나눔환자회 대표"
    assert view.who(None, "희망나눔환자회", None) == "발화자 미상 희망나눔환자회"
