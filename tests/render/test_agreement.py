"""One briefing in all its formats: the same sentences, quotations, numbers and sources."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pypdfium2 as pdfium
import pytest
from lxml import etree

from briefing import render
from briefing.model import Briefing, Excerpt
from briefing.render import typography
from tests.render.conftest import report

# What the formats set differently: blanks, line ends, word joiners; and the escapes of Markdown.
_BLANK = re.compile(r"[\s\u2060]+")
_MARGIN = 51  # points: 18 mm, in which running heads and page numbers stand
_NEAR = 60  # characters from a statement to the number of its source


def squeezed(text: str) -> str:
    return _BLANK.sub("", text)


def _pdf(data: bytes) -> str:
    pages = pdfium.PdfDocument(data)
    return "".join(
        page.get_textpage().get_text_bounded(
            left=0, bottom=_MARGIN, right=page.get_width(), top=page.get_height() - _MARGIN
        )
        for page in pages
    )


def _html(data: bytes) -> str:
    body = re.sub(r"(?s)<(style|script|title)\b.*?</\1>", "", data.decode())
    return unescape(re.sub(r"<[^>]*>", "", body))


def _hwpx(data: bytes) -> str:
    section = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("Contents/section0.xml"))
    return "".join("".join(text.itertext()) for text in section.iter("{*}t"))


def _md(data: bytes) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", data.decode())


def _docx(data: bytes) -> str:
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return "".join("".join(text.itertext()) for text in document.iter("{*}t"))


READERS = {"pdf": _pdf, "html": _html, "hwpx": _hwpx, "docx": _docx, "md": _md}


@cache
def texts() -> dict[str, str]:
    rich = report("rich")
    files = {**rich.files, **render.files(rich.briefing, ["hwpx", "docx", "md"])}
    return {name: squeezed(read(files[f"briefing.{name}"])) for name, read in READERS.items()}


def statements(briefing: Briefing) -> Iterator[Excerpt]:
    """Everything that is printed word for word: sentences, quotations, plans."""
    if briefing.lead:
        yield briefing.lead
    for issue in briefing.issues:
        yield from issue.summary
        yield from (event.excerpt for event in issue.timeline)
        yield from issue.remarks
    for voice in briefing.voices:
        yield from voice.remarks
    yield from (*briefing.upcoming, *briefing.due)


def numbers(briefing: Briefing) -> Iterator[tuple[str, int]]:
    """Numbers as printed and where they stand: the value in full, and as the articles write it."""
    for issue in briefing.issues:
        yield from ((typography.measure(item), item.source) for item in issue.quantities)
    for entry in briefing.ledger:
        yield from ((item.text, item.source) for item in (entry.stated, *entry.repeated))


def cited(text: str, words: str, source: int) -> bool:
    """Whether `words` stand somewhere in `text` with the number of their source close behind."""
    found = re.escape(squeezed(words))
    return re.search(f"{found}.{{0,{_NEAR}}}?\\[{source}\\]", text, re.S) is not None


@pytest.mark.parametrize("name", READERS)
def test_every_sentence_and_quotation_stands_with_its_source(name: str) -> None:
    told = list(statements(report("rich").briefing))
    assert len(told) > 30
    assert [item.text for item in told if not cited(texts()[name], item.text, item.source)] == []


@pytest.mark.parametrize("name", READERS)
def test_every_number_stands_with_its_source(name: str) -> None:
    found = list(numbers(report("rich").briefing))
    assert len(found) > 20
    assert [item for item in found if not cited(texts()[name], *item)] == []


@pytest.mark.parametrize("name", READERS)
def test_every_source_is_listed_under_its_number(name: str) -> None:
    for source in report("rich").briefing.sources:
        title = squeezed(source.title or "제목 없음")
        assert re.search(rf"\[{source.number}\][^\[\]]{{0,60}}{re.escape(title)}", texts()[name]), source.title


@pytest.mark.parametrize("name", READERS)
def test_no_format_cites_a_source_that_the_briefing_does_not_have(name: str) -> None:
    known = {source.number for source in report("rich").briefing.sources}
    assert {int(number) for number in re.findall(r"\[(\d+)\]", texts()[name])} == known


def test_json_holds_the_same_with_spans() -> None:
    rich = report("rich")
    held: set[tuple[Any, ...]] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if {"text", "source", "start", "end"} <= node.keys():
                held.add((node["text"], node["source"], node["start"], node["end"]))
            node = list(node.values())
        if isinstance(node, list):
            for part in node:
                walk(part)

    decoded = json.loads(rich.files["briefing.json"])
    walk(decoded)
    printed = (*statements(rich.briefing), *(entry.stated for entry in rich.briefing.ledger))
    assert {(item.text, item.source, item.start, item.end) for item in printed} <= held
    assert [(s["number"], s["title"]) for s in decoded["sources"]] == [
        (s.number, s.title) for s in rich.briefing.sources
    ]
