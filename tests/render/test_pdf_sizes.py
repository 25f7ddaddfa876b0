"""The PDF of weeks of every size: how its pages are filled, what stays together, and that all words come out again."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from briefing import render
from briefing.model import Briefing
from briefing.render import view
from briefing.render.design import Brand, Design, Style
from tests.render import sizes
from tests.render.conftest import listening
from tests.render.test_agreement import statements

BOTH: tuple[Style, ...] = ("report", "개조식")
MARGINS = {"report": (22, 20), "개조식": (30, 15)}  # above and below, in mm


def squeezed(text: str) -> str:
    """`text` without white space and joiners: line breaks of the layout are no part of the words."""
    return re.sub(r"[\s\u2060]+", "", text)


@dataclass(frozen=True)
class Printed:
    briefing: Briefing
    style: Style
    pdf: bytes
    said: tuple[str, ...]

    @cached_property
    def pages(self) -> list[list[str]]:
        """The lines of every page, without running head and number."""
        document = pypdfium2.PdfDocument(self.pdf)
        above, below = (mm * 72 / 25.4 for mm in MARGINS[self.style])
        try:
            return [
                [
                    squeezed(line)
                    for line in page.get_textpage()
                    .get_text_bounded(
                        left=0, bottom=below, right=page.get_width(), top=page.get_height() - (above if n else 0)
                    )
                    .splitlines()
                    if squeezed(line)
                ]
                for n, page in enumerate(document)
            ]
        finally:
            document.close()

    @property
    def text(self) -> str:
        return "".join(line for page in self.pages for line in page)

    def filled(self) -> list[float]:
        """How much of each page's height between its margins is used."""
        document = pypdfium2.PdfDocument(self.pdf)
        above, bottom = (mm * 72 / 25.4 for mm in MARGINS[self.style])
        shares = []
        for page in document:
            top = page.get_height() - above
            lowest = min((o.get_bounds()[1] for o in page.get_objects() if o.get_bounds()[1] > bottom - 1), default=top)
            shares.append((top - lowest) / (top - bottom))
        document.close()
        return shares


@cache
def printed(size: str, style: Style = "report") -> Printed:
    briefing = sizes.SIZES[size]()
    with listening() as said:
        pdf = render.files(briefing, ("pdf",), Design(style=style))["briefing.pdf"]
    return Printed(briefing, style, pdf, tuple(said))


every = pytest.mark.parametrize(
    ("size", "style"), [*((size, "report") for size in sizes.SIZES), ("few", "개조식"), ("wordy", "개조식")]
)


@every
def test_no_library_complains(size: str, style: Style) -> None:
    assert printed(size, style).said == ()


@every
def test_no_page_but_the_last_is_nearly_empty(size: str, style: Style) -> None:
    *before, _ = printed(size, style).filled()
    assert min(before) > 1 / 3


@every
def test_the_first_page_holds_the_whole_contents_down_to_its_foot(size: str, style: Style) -> None:
    first = printed(size, style)
    *_, (_, last) = view.arrange(first.briefing).chapters
    assert squeezed(last) in first.pages[0][-1]
    assert first.filled()[0] > 0.85
    assert "한눈에보기" in first.pages[1][0]


@pytest.mark.parametrize("style", BOTH)
def test_the_contents_stand_on_the_first_page_beside_a_logo_too(style: Style) -> None:
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'
    brand = Brand(name="가온시", logo=square, footer="가온시 정책기획과")
    briefing = sizes.wordy()
    pdf = render.files(briefing, ("pdf",), Design(style=style, brand=brand))["briefing.pdf"]
    first, second = Printed(briefing, style, pdf, ()).pages[:2]
    assert "수록범위와방법" in first[-1]
    assert "한눈에보기" in second[0]


@every
def test_the_overview_is_one_page(size: str, style: Style) -> None:
    """The issues follow on the same page where the overview is short."""
    overview, issues = printed(size, style).pages[1:3]
    assert "쟁점별정리" in (issues[0] if size != "quiet" else "".join(overview))


@every
def test_headings_stay_with_their_text(size: str, style: Style) -> None:
    week = printed(size, style)
    heads = {squeezed(title) for _, title in view.arrange(week.briefing).chapters}
    heads |= {"무슨일이있었나", "경과", "누가말했나", "숫자", "기사", "기사마다다른숫자", "한주의숫자"}
    for page in week.pages[1:]:
        assert page[-1].lstrip("○□IVX.") not in heads


def test_a_table_of_forty_pages_repeats_its_head() -> None:
    week = printed("tabular")
    inside = [page for page in week.pages[2:] if any("1,200곳" in line for line in page)]
    assert len(inside) > 30
    assert all("기사의표기쓰인문장" in "".join(page[:3]) or "한주의숫자" in "".join(page) for page in inside)


def test_a_sentence_that_the_summary_tells_is_no_event() -> None:
    week = printed("few")
    issue = week.briefing.issues[0]
    assert [event.excerpt for event in issue.timeline] == [issue.summary[0], issue.summary[1]]
    assert not any("경과" in page for page in week.pages)


@pytest.mark.parametrize("size", ["few", "many"])
def test_pdfium_reads_every_sentence(size: str) -> None:
    week = printed(size)
    assert [item.text for item in statements(week.briefing) if squeezed(item.text) not in week.text] == []


@pytest.mark.parametrize("size", ["few", "many"])
def test_poppler_reads_every_sentence(size: str, tmp_path: Path) -> None:
    week = printed(size)
    path = tmp_path / "briefing.pdf"
    path.write_bytes(week.pdf)
    # A sentence may go on over the page; running head and number stand outside of the crop.
    crop = ["-x", "0", "-y", "62", "-W", "596", "-H", "722"]
    read = subprocess.run(["pdftotext", *crop, str(path), "-"], capture_output=True, check=True, timeout=60)
    text = squeezed(read.stdout.decode().replace("\f", ""))
    assert [item.text for item in statements(week.briefing) if squeezed(item.text) not in text] == []


def test_bookmarks_lead_to_every_issue() -> None:
    week = printed("many")
    pdf = PdfReader(BytesIO(week.pdf))
    (issues,) = [item for item in pdf.outline if isinstance(item, list) and len(item) == 20]
    for bookmark, issue in zip(issues, week.briefing.issues, strict=True):
        page = pdf.get_destination_page_number(bookmark)
        assert page is not None and squeezed(issue.label) in "".join(week.pages[page])
