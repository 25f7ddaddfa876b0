"""The report as DOCX, opened again: by the package's own rules, and by the library as a reader would."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from functools import cache
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from briefing import render
from briefing.render import outline, parts, typography
from briefing.render.design import Brand, Design
from briefing.render.parts import Heading, Item, Paragraph, Picture, Table, Words
from tests.render import samples
from tests.render.conftest import SAMPLES

# The order that the schema (wml.xsd, CT_PPr and CT_TcPr) asks of what is written here.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl",
    "tcPr": "tcW shd",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u shd vertAlign lang",
}


@cache
def written(name: str) -> bytes:
    return render.files(SAMPLES[name](), ["docx"])["briefing.docx"]


def part(name: str, path: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(written(name))).read(path))


def flat(words: Words) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in words)


@pytest.fixture(params=sorted(SAMPLES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_paragraph_stands_under_the_style_of_its_kind(name: str) -> None:
    styles = {"imprint": "Subtitle", "lead": "Intense Quote", "body": "Body Text", "note": "주"}
    expected = []
    for block in outline.blocks(SAMPLES[name]()):
        match block:
            case Heading():
                expected.append((f"Heading {block.level}" if block.level else "Title", flat(block.words)))
            case Paragraph():
                expected.append((styles[block.kind], ("※ " if block.kind == "note" else "") + flat(block.words)))
            case Item():
                expected.append(("List Bullet" if block.depth == 1 else "List Bullet 2", flat(block.words)))
            case Picture():
                cited = sorted({source for row in block.chart.rows for source in row.sources})
                expected.append(("Caption", flat(parts.words(block.chart.title))))
                expected += [("주", "※ 출처" + flat(tuple(cited)))] if cited else []
    found = docx.Document(io.BytesIO(written(name))).paragraphs
    assert [(p.style.name, p.text) for p in found if p.style and p.text] == expected


def test_every_table_has_its_cells_and_repeats_its_head(name: str) -> None:
    tables = [block for block in outline.blocks(SAMPLES[name]()) if isinstance(block, Table)]
    found = docx.Document(io.BytesIO(written(name))).tables
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in found] == [
        [list(table.head), *([flat(cell) for cell in row] for row in table.rows)] for table in tables
    ]
    for table in found:
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_two_tables_never_touch() -> None:
    body = docx.Document(io.BytesIO(written("rich"))).element.body
    assert not [one for one, other in pairwise(body) if one.tag == other.tag == qn("w:tbl")]


def test_lists_hang_behind_their_marks() -> None:
    marks = {}
    numbering = part("rich", "word/numbering.xml")
    for level in numbering.iter("{*}lvl"):
        style = level.find("{*}pStyle")
        if style is not None:
            marks[style.get(qn("w:val"))] = level.find("{*}lvlText").get(qn("w:val"))
    assert (marks["ListBullet"], marks["ListBullet2"]) == ("○", "-")
    styles = docx.Document(io.BytesIO(written("rich"))).styles
    for mark, name in (("○", "List Bullet"), ("-", "List Bullet 2")):
        form = styles[name].paragraph_format
        assert form.first_line_indent < 0 <= form.left_indent + form.first_line_indent, mark


def test_charts_are_pictures_with_words_for_them() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written("rich")))
    pictures = [archive.read(path) for path in archive.namelist() if path.startswith("word/media/")]
    assert len(pictures) == len(samples.rich().charts) > 0
    assert all(picture.startswith(b"\x89PNG\r\n") for picture in pictures)
    described = [element.get("descr") for element in part("rich", "word/document.xml").iter("{*}docPr")]
    assert sorted(described) == sorted(chart.alt for chart in samples.rich().charts)


def test_every_source_number_leads_to_the_list_of_sources(name: str) -> None:
    document = part(name, "word/document.xml")
    marks = [mark.get(qn("w:name")) for mark in document.iter("{*}bookmarkStart")]
    assert marks == [f"source-{source.number}" for source in SAMPLES[name]().sources]
    for link in document.iter("{*}hyperlink"):
        if anchor := link.get(qn("w:anchor")):
            assert anchor in marks
            assert "".join(link.itertext()) == f"[{anchor.removeprefix('source-')}]"


def test_only_addresses_of_sources_are_links() -> None:
    relations = part("hostile", "word/_rels/document.xml.rels")
    links = {r.get("Target") for r in relations if r.get("Type").endswith("/hyperlink")}
    assert links == {url for source in samples.hostile().sources if (url := typography.link(source.url))}
    assert [r for r in relations if r.get("TargetMode") == "External" and r.get("Target") not in links] == []


def test_no_control_characters_and_no_marks_that_reorder(name: str) -> None:
    text = "".join(part(name, "word/document.xml").itertext())
    assert typography.printable(text) == text


@pytest.mark.parametrize("path", ["word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"])
def test_properties_stand_in_the_order_of_the_schema(path: str) -> None:
    checked = 0
    for tag, names in ORDER.items():
        order = names.split()
        for properties in part("rich", path).iter(f"{{*}}{tag}"):
            if properties.getparent().tag.endswith(("}lvl", "}tblStylePr")):
                continue
            places = [order.index(name) for child in properties if (name := etree.QName(child).localname) in order]
            assert places == sorted(places), etree.tostring(properties)
            checked += 1
    assert checked


def test_every_part_is_well_formed_and_every_relation_has_its_part(name: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(name)))
    names = set(archive.namelist())
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    known = {t.get("PartName", "").lstrip("/") for t in types} | {f".{t.get('Extension')}" for t in types}
    for path in names - {"[Content_Types].xml"}:
        assert path in known or f".{path.rpartition('.')[2]}" in known, path
        if path.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(path))
    for path in (path for path in names if path.endswith(".rels")):
        folder = path.replace("_rels/", "").rpartition("/")[0]
        for relation in etree.fromstring(archive.read(path)):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target")
                full = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                assert re.sub(r"[^/]+/\.\./", "", full) in names, relation.get("Target")


def test_head_and_foot() -> None:
    section = docx.Document(io.BytesIO(written("rich"))).sections[0]
    assert section.header.paragraphs[0].text == "주간 정책 브리핑 · 2024-W03 · 1월 3주차 (1. 15.–1. 21.)"
    assert section.first_page_header.paragraphs[0].text == ""
    for foot in (section.footer, section.first_page_footer):
        fields = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_it_is_in_korean_and_in_a_korean_face() -> None:
    defaults = part("rich", "word/styles.xml").find(".//{*}rPrDefault/{*}rPr")
    assert dict(defaults.find("{*}lang").attrib)[qn("w:eastAsia")] == "ko-KR"
    assert set(defaults.find("{*}rFonts").attrib.values()) == {"맑은 고딕"}


def test_nothing_in_the_file_tells_of_the_clock_or_of_somebody_else() -> None:
    about = docx.Document(io.BytesIO(written("rich"))).core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (
        "주간 정책 브리핑 · 2024-W03 · 1월 3주차 (1. 15.–1. 21.)",
        "미래산업부 정책기획관실",
        "",
        "",
    )
    assert (about.created.isoformat(), about.modified.isoformat()) == ("2024-01-21T00:00:00+00:00",) * 2
    infos = zipfile.ZipFile(io.BytesIO(written("rich"))).infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert not [info.filename for info in infos if "thumbnail" in info.filename]


def test_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from tests.render import samples; from briefing.render import docx; "
        "print(hashlib.sha256(docx.write(samples.rich())).hexdigest())"
    )
    sums = {subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(sums) == 1


def test_headings_are_in_the_colour_of_the_house() -> None:
    design = Design(brand=Brand(main="#14532d", rest="#4d8f68"))
    styles = docx.Document(io.BytesIO(render.files(samples.empty(), ["docx"], design)["briefing.docx"])).styles
    assert str(styles["Heading 1"].font.color.rgb) == "14532D"
