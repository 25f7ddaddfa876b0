"""The report as Markdown, read back by a CommonMark parser: the words of articles stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing import render
from briefing.model import Briefing
from briefing.render import markdown, parts, typography
from tests.render import samples
from tests.render.conftest import SAMPLES

PARSER = MarkdownIt("commonmark").enable("table")
_TAG = re.compile(r"<[^>]*>")


def shown(source: str) -> str:
    """The text that a reader sees, blanks as single ones."""
    return " ".join(unescape(_TAG.sub("", PARSER.render(source))).split())


def written(briefing: Briefing) -> str:
    return render.files(briefing, ["md"])["briefing.md"].decode()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1조 2,400억원(전년 대비 3.5% 증가)", "1조 2,400억원(전년 대비 3.5% 증가)"),
        ("*굵게* _기울임_ `코드` ~~지움~~", r"\*굵게\* \_기울임\_ \`코드\` \~\~지움\~\~"),
        ("[링크](https://example.kr)", r"\[링크\](https\://example.kr)"),
        ("![그림](a.png)", r"!\[그림\](a.png)"),
        ("<b>글</b> &lt;", r"\<b\>글\</b\> \&lt;"),
        ("www.example.kr, a@example.kr", r"www\.example.kr, a\@example.kr"),
        ("#42 $x$ {.a} |b|", r"\#42 \$x\$ \{.a\} \|b\|"),
        ("C:\\경로", r"C:\\경로"),
    ],
)
def test_marks_are_escaped_and_nothing_else(text: str, source: str) -> None:
    assert markdown.escaped(text) == source
    assert shown(source) == text


@pytest.mark.parametrize(
    "text", ["- 항목", "1. 항목", "12) 항목", "# 제목", "> 인용", "=== 밑줄", "+ 더함", "---", "| 가 |"]
)
@pytest.mark.parametrize("block", [parts.Item, parts.Paragraph])
def test_a_paragraph_does_not_become_a_list_or_a_heading(text: str, block: type[parts.Item | parts.Paragraph]) -> None:
    html = PARSER.render(markdown._block(block(parts.words(text))))
    assert unescape(_TAG.sub("", html)).strip() == text
    assert html.count("<li>") == (block is parts.Item)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("*_`[]()<>&#|~:!\\-+=.1 \t\n"), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    words = parts.words(text)
    plain = " ".join("".join(str(part) for part in words).split())
    for block in (parts.Heading(1, words), parts.Paragraph(words), parts.Item(words)):
        assert shown(markdown._block(block)) == plain


def test_hostile_words_bring_no_markup_and_no_link() -> None:
    source = written(samples.hostile())
    tokens = [t for block in PARSER.parse(source) for t in (block, *(block.children or ()))]
    assert not {t.type for t in tokens} & {"html_inline", "html_block", "image", "em_open", "code_inline", "fence"}
    links = {str(t.attrs["href"]) for t in tokens if t.type == "link_open"}
    assert links == {url for s in samples.hostile().sources if (url := typography.link(s.url))}
    assert " ".join(typography.printable(samples.HOSTILE).split()) in shown(source)


def test_a_title_that_is_an_address_stays_text() -> None:
    table = parts.Table(("제목", "주소"), (1, 1), ((parts.words("https://a.kr"), (parts.Link("https://b.kr/<x>"),)),))
    assert re.findall(r'href="([^"]*)"', PARSER.render(markdown._block(table))) == ["https://b.kr/%3Cx%3E"]


def test_the_report_has_its_chapters_in_order() -> None:
    chapters = re.findall(r"^## (.*)$", written(samples.rich()), re.M)
    assert chapters == [
        *("한눈에 보기", "쟁점별 정리", "단신", "관심 대상", "인물별 발언", "숫자로 본 한 주"),
        *("향후 일정", "지난주와 견주어", "출처", "수록 범위와 방법"),
    ]


def test_lists_and_tables() -> None:
    source = written(samples.rich())
    assert (
        "- 한도윤 미래산업부 장관\n"
        "  - “농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다” \\[1\\] (2024. 1. 15., 말했다)\n"
    ) in source
    numbers = source.partition("#### 숫자\n\n")[2].partition("\n\n")[0]
    assert numbers.splitlines()[:2] == [
        "- 지능형 농기계 실증 사업: 1조 2,400억 원 \\[1\\]",
        "- 구입비 지원 비율: 60% \\[1\\]",
    ]
    assert "\n| 1 | 미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입 | 3건 | 늘어남(1건→3건) |\n" in source


def test_every_chart_is_written_out_as_a_table() -> None:
    assert samples.rich().charts
    text = shown(written(samples.rich()))
    for chart in samples.rich().charts:
        assert chart.title in text


def test_a_week_without_articles_says_so() -> None:
    assert "이 기간에 해당하는 기사가 없습니다." in written(samples.empty())


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_same_bytes_twice(name: str) -> None:
    assert written(SAMPLES[name]()) == written(SAMPLES[name]())


def test_numbers_of_a_part_of_the_articles_say_so_on_page_and_in_outline() -> None:
    rich = samples.rich()
    part = replace(rich, coverage=replace(rich.coverage, measured=5000))
    files = render.files(part, ["html", "md"])
    for content in (files["briefing.html"], files["briefing.md"]):
        assert "숫자는 쟁점 차례로 앞선 기사 5,000건에서 골랐습니다." in content.decode().replace(
            "\N{NO-BREAK SPACE}", " "
        )
