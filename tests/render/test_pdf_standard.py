"""What PDF/UA-1 (ISO 14289-1) and PDF/A-3 (ISO 19005-3) ask of the PDF.

`pdfua` checks what it can of PDF/UA; what it leaves (16 of 106 rules are in it) and PDF/A, for which no checker
is to be had without Java, is read from the file here, clause by clause.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from pdfua.validator import Validator

from briefing import render
from briefing.render.design import Design
from tests.render import samples
from tests.render.conftest import Report, listening

ROOT = Path(__file__).parents[2]

# What may stand in what (ISO 32000-1, 14.8.4.3, which ISO 14289-1, 7.2 makes a rule).
KIDS = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/L", "/LI", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}
ONLY_IN = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
}


@pytest.fixture(scope="module")
def kept() -> bytes:
    """The rich week as PDF/A."""
    with listening() as said:
        written = render.files(samples.rich(), ("pdf",), Design(pdf_a=True))["briefing.pdf"]
    assert said == []
    return written


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Every element of the structure tree in order, with the tag of the one above."""

    def walk(node: Any, above: str) -> Iterator[tuple[Any, str]]:
        yield node, above
        for kid in node.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid, str(node.S))

    (document,) = pdf.Root.StructTreeRoot.K
    yield from walk(document, "")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def test_a_checker_of_pdf_ua_finds_nothing(any_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "briefing.pdf"
    path.write_bytes(any_report.files["briefing.pdf"])
    report = Validator().validate(str(path))
    assert [(f.rule_id, f.message) for f in report.findings] == []


@pytest.mark.parametrize("pdf_a", [False, True])
def test_elements_stand_where_they_may(rich: Report, kept: bytes, pdf_a: bool) -> None:
    pdf = opened(kept if pdf_a else rich.files["briefing.pdf"])
    wrong = Counter(
        (above, str(node.S))
        for node, above in elements(pdf)
        if above not in ONLY_IN.get(str(node.S), {above}) or str(node.S) not in KIDS.get(above, {str(node.S)})
    )
    assert wrong == Counter()


def test_a_term_is_the_label_of_what_it_says(rich: Report) -> None:
    pdf = opened(rich.files["briefing.pdf"])
    labels = sum(node.S == "/Lbl" for node, _ in elements(pdf))
    assert labels == 4 + 6  # the numbers of the cover, the notes on coverage


def test_no_level_of_headings_is_left_out(rich: Report) -> None:  # ISO 14289-1, 7.4.2
    pdf = opened(rich.files["briefing.pdf"])
    levels = [int(str(node.S)[2]) for node, _ in elements(pdf) if str(node.S)[1:2] == "H"]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_heads_of_tables_have_a_scope(rich: Report) -> None:  # 7.5
    pdf = opened(rich.files["briefing.pdf"])
    assert {str(node.A.Scope) for node, _ in elements(pdf) if node.S == "/TH"} == {"/Row", "/Column"}


def test_every_link_says_where_it_leads(rich: Report) -> None:  # 7.18.5
    pdf = opened(rich.files["briefing.pdf"])
    said = {str(annotation.Contents) for page in pdf.pages for annotation in page.get("/Annots", ())}
    assert {"한눈에 보기", "출처 1번", "쟁점 1의 쪽", "https://geulsaem.example.kr/100"} <= said
    assert not any(words.startswith(("source-", "issue-", "cite-", "voice-")) for words in said)
    assert "\u2060" not in "".join(said)


def test_running_heads_are_no_text(rich: Report) -> None:  # 7.8
    pdf = opened(rich.files["briefing.pdf"])
    for number, page in enumerate(pdf.pages):
        kinds = [
            str(operands[1].Subtype)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and operands[0] == "/Artifact"
        ]
        assert sorted(kinds) == ["/Footer"] + (["/Header"] * 2 if number else [])
    within = {node.objgen for node, _ in elements(pdf)}
    hung = [list(marks) for marks in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]]
    assert all(
        mark.objgen in within
        for marks in hung
        for mark in marks
        if isinstance(mark, pikepdf.Dictionary) and "/S" in mark
    )


@pytest.mark.parametrize("pdf_a", [False, True])
def test_the_data_is_attached(rich: Report, kept: bytes, pdf_a: bool) -> None:
    pdf = opened(kept if pdf_a else rich.files["briefing.pdf"])
    assert list(pdf.attachments) == ["briefing.json"]
    assert pdf.attachments["briefing.json"].get_file().read_bytes() == rich.files["briefing.json"]
    (attached,) = pdf.Root.AF
    assert attached.AFRelationship == "/Data"
    assert attached.Desc == "이 문서의 내용을 담은 자료"
    assert attached.EF.F.Subtype == "/application/json"
    assert attached.EF.F.Params.ModDate == "D:20240121000000Z"
    assert len(attached.EF.F.read_raw_bytes()) < len(rich.files["briefing.json"]) / 5


def test_hostile_words_attach_nothing_else(hostile: Report) -> None:
    assert list(opened(hostile.files["briefing.pdf"]).attachments) == ["briefing.json"]


def test_pdf_a_says_that_it_is_and_that_it_is_accessible_too(kept: bytes) -> None:  # 6.6.4, 6.6.2.3
    pdf = opened(kept)
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    names = {"a": "http://www.aiim.org/pdfa/ns/id/", "ua": "http://www.aiim.org/pdfua/ns/id/"}
    names |= {"p": "http://www.aiim.org/pdfa/ns/property#", "s": "http://www.aiim.org/pdfa/ns/schema#"}
    assert packet.xpath("string(//@a:part)", namespaces=names) == "3"
    assert packet.xpath("string(//@a:conformance)", namespaces=names) == "A"
    assert packet.xpath("string(//ua:part)", namespaces=names) == "1"
    assert packet.xpath("string(//s:namespaceURI)", namespaces=names) == names["ua"]
    assert packet.xpath("string(//p:name)", namespaces=names) == "part"
    assert pdf.Root.MarkInfo.Marked and pdf.Root.Lang == "ko"  # 6.7.2, 6.7.4


def test_pdf_a_brings_its_colours(kept: bytes) -> None:  # 6.2.3
    pdf = opened(kept)
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_pdf_a_holds_nothing_that_is_not_kept(kept: bytes) -> None:
    pdf = opened(kept)
    assert pdf.trailer.ID  # 6.1.3
    assert not pdf.is_encrypted
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        assert item.get("/Filter") != "/LZWDecode"  # 6.1.7.2
        assert item.get("/S") not in ("/JavaScript", "/Launch", "/Movie", "/Sound")  # 6.5.1
        if item.get("/Subtype") == "/Link":
            assert item.F == 4  # 6.3.2: printed, not hidden
        if item.get("/Type") == "/FontDescriptor":
            assert "/FontFile2" in item or "/FontFile3" in item  # 6.2.11.4.1
        if item.get("/Subtype") == "/Type0":
            assert "/ToUnicode" in item  # 6.2.11.7.2


def test_the_same_bytes_in_another_process(kept: bytes) -> None:
    script = (
        "import sys; from briefing import render; from briefing.render.design import Design; "
        "from tests.render import samples; "
        "sys.stdout.buffer.write(render.files(samples.rich(), ('pdf',), Design(pdf_a=True))['briefing.pdf'])"
    )
    again = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, timeout=120)
    assert again.stdout == kept
