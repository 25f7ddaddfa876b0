"""The report as HWPX, opened again by a library that did not write it, and by our own reader."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import groupby
from typing import Any

import hwpforge
import pytest
from hwpx import HwpxDocument
from lxml import etree

from briefing import render
from briefing.ingest import hwpx as reader
from briefing.model import Article, Briefing
from briefing.render import outline, parts, typography
from briefing.render.parts import Heading, Item, Paragraph, Picture, Table, Words
from tests.render import samples
from tests.render.conftest import SAMPLES


def write(briefing: Briefing) -> bytes:
    return render.files(briefing, ["hwpx"])["briefing.hwpx"]


@cache
def written(name: str) -> bytes:
    return write(SAMPLES[name]())


def flat(words: Words) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in words)


def lines(briefing: Briefing) -> list[str]:
    """What the paragraphs outside tables have to say, in order."""
    marks = {"note": "※ ", 1: "○ ", 2: "- "}
    found = []
    for block in outline.blocks(briefing):
        match block:
            case Heading():
                found.append(("□ " if block.level == 2 else "") + flat(block.words))
            case Paragraph():
                found.append(marks.get(block.kind, "") + flat(block.words))
            case Item():
                found.append(marks[block.depth] + flat(block.words))
            case Picture():
                cited = sorted({source for row in block.chart.rows for source in row.sources})
                found.append(flat(parts.words(block.chart.title)))
                found += ["※ 출처" + flat(tuple(cited))] if cited else []
    return found


def section(data: bytes) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("Contents/section0.xml"))


@pytest.fixture(params=sorted(SAMPLES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_second_library_finds_the_file_valid(name: str) -> None:
    report = hwpforge.Document.from_bytes(written(name)).validate()
    assert (report["ok"], report["errors"], report["warnings"]) == (True, [], [])


def test_the_writing_library_finds_it_valid_against_its_schema(name: str) -> None:
    assert HwpxDocument.open(io.BytesIO(written(name))).validate().issues == ()


def test_a_second_library_reads_every_paragraph(name: str) -> None:
    document = hwpforge.Document.from_bytes(written(name))
    last = document.inspect()["section_details"][0]["top_level_paragraphs"] - 1
    read = document.read(section=0, paras=f"0..{last}")["paragraphs"]
    assert read is not None
    assert [p["text"] for p in read["paragraphs"] if p["text"]] == lines(SAMPLES[name]())


def test_a_second_library_reads_every_table(name: str) -> None:
    document = hwpforge.Document.from_bytes(written(name))
    tables = [block for block in outline.blocks(SAMPLES[name]()) if isinstance(block, Table)]
    assert document.inspect()["tables"] == len(tables)
    for i, table in enumerate(tables):
        read = document.read(table=i)["table"]
        assert read is not None
        cells = [[c["text"] for c in row] for _, row in groupby(read["cells"], lambda cell: cell["row"])]
        assert cells == [list(table.head), *([flat(words) for words in row] for row in table.rows)]


def test_chapters_are_in_the_outline_without_numbers_of_their_own() -> None:
    data = written("rich")
    found = hwpforge.Document.from_bytes(data).outline()["outline"]["headings"]
    assert [h["text"] for h in found if h["level"] == 1] == [
        *("한눈에 보기", "쟁점별 정리", "단신", "관심 대상", "인물별 발언", "숫자로 본 한 주"),
        *("향후 일정", "지난주와 견주어", "출처", "수록 범위와 방법"),
    ]
    assert "□ 1. 미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입" in [h["text"] for h in found if h["level"] == 2]
    header = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("Contents/header.xml"))
    heads = list(header.iter("{*}paraHead"))
    assert heads
    assert not any(head.text for head in heads)


def test_our_own_reader_finds_summaries_and_remarks() -> None:
    article = next(reader.read(io.BytesIO(written("rich")), "briefing.hwpx"))
    assert isinstance(article, Article)
    text = "".join(article.body.split())
    for issue in samples.rich().issues:
        for excerpt in (*issue.summary, *issue.remarks):
            assert "".join(excerpt.text.split()) in text


def test_charts_are_pictures_with_words_for_them() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written("rich")))
    pictures = [archive.read(part) for part in archive.namelist() if part.startswith("BinData/")]
    assert len(pictures) == len(samples.rich().charts) > 0
    assert all(picture.startswith(b"\x89PNG\r\n") for picture in pictures)
    comments = [element.text for element in section(written("rich")).iter("{*}shapeComment")]
    assert sorted(map(str, comments)) == sorted(chart.alt for chart in samples.rich().charts)


def test_tables_repeat_their_heads_and_break_across_pages() -> None:
    tables = list(section(written("rich")).iter("{*}tbl"))
    assert tables
    for table in tables:
        assert table.get("repeatHeader") == "1"
        assert table.find("{*}pos").get("treatAsChar") == "0"
        heads = [cell.get("header") for cell in table.iter("{*}tc")]
        columns = int(table.get("colCnt"))
        assert heads == ["1"] * columns + ["0"] * (len(heads) - columns)


def test_lines_end_between_words_and_no_line_stands_alone() -> None:
    header = etree.fromstring(zipfile.ZipFile(io.BytesIO(written("rich"))).read("Contents/header.xml"))
    found = {(b.get("breakNonLatinWord"), b.get("widowOrphan")) for b in header.iter("{*}breakSetting")}
    assert found == {("KEEP_WORD", "1")}


def test_source_numbers_are_explained_in_a_footnote_once() -> None:
    notes = list(section(written("rich")).iter("{*}footNote"))
    assert len(notes) == 1
    assert "".join(notes[0].itertext()).strip() == "대괄호 안의 숫자는 끝에 있는 ‘출처’의 번호입니다."


def test_only_addresses_of_sources_are_links() -> None:
    fields = list(section(written("hostile")).iter("{*}fieldBegin"))
    assert {field.get("name") for field in fields} == {
        url for source in samples.hostile().sources if (url := typography.link(source.url))
    }
    assert {field.get("type") for field in fields} == {"HYPERLINK"}


def test_no_control_characters_and_no_marks_that_reorder(name: str) -> None:
    text = "".join(section(written(name)).itertext())
    assert typography.printable(text) == text


def test_the_same_bytes_twice(name: str) -> None:
    assert write(SAMPLES[name]()) == written(name)


def test_elements_have_numbers_of_their_own() -> None:
    tree = section(written("rich"))
    for tag in ("tbl", "pic", "fieldBegin"):
        numbers = [element.get("id") for element in tree.iter(f"{{*}}{tag}")]
        assert len(set(numbers)) == len(numbers) > 0
    begun = {element.get("id") for element in tree.iter("{*}fieldBegin")}
    assert {element.get("beginIDRef") for element in tree.iter("{*}fieldEnd")} == begun


def test_nothing_in_the_file_tells_of_the_clock_or_of_somebody_else() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written("rich")))
    head = etree.fromstring(archive.read("Contents/content.hpf"))
    told = {meta.get("name"): meta.text for meta in head.iter("{*}meta") if meta.text}
    assert told == {
        "creator": "미래산업부 정책기획관실",
        "CreatedDate": "2024-01-21T00:00:00Z",
        "ModifiedDate": "2024-01-21T00:00:00Z",
    }
    assert re.search("<opf:title>주간 정책 브리핑 · 2024-W03", etree.tostring(head, encoding="unicode"))
    assert archive.read("Preview/PrvText.txt") == b""
