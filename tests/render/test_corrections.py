"""The note of correction is in every format, bounded and harmless."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefing import render
from briefing.model import Change, Correction
from tests.render import samples

CHANGES = (
    Change(part="number", about="사업비", before="94억원", after="49억원"),
    Change(part="remark", about="박다온", before=None, after="“<b>굵게</b>”"),
    Change(part="source", about="가온일보", before="도서관을 연다", after="도서관을 연다"),
    Change(part="plan", about="가온시", before="3월에 연다", after=None),
)


class Cells(HTMLParser):
    """The cells of the table in the section of that id."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.cells: list[str] = []

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "section"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self.inside = ("id", "correction") in attributes
        elif tag in ("td", "th") and self.inside:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.inside and self.cells:
            self.cells[-1] += data.replace("\u2060", "").strip()


def written(changes: tuple[Change, ...], *formats: str) -> dict[str, str]:
    briefing = replace(samples.rich(), correction=Correction(revision=3, corrected=1, changes=changes))
    return {name: content.decode() for name, content in render.files(briefing, formats).items()}


def test_the_page_shows_what_was_and_what_is() -> None:
    page = written(CHANGES, "html")["briefing.html"]
    found = Cells()
    found.feed(page)
    assert found.cells == [
        *("무엇", "앞서", "이제"),
        *("숫자 · 사업비", "94억원", "49억원"),
        *("발언 · 박다온", "—", "“<b>굵게</b>”"),
        *("출처 · 가온일보", "도서관을 연다", "내용이 고쳐짐"),
        *("일정 · 가온시", "3월에 연다", "—"),
    ]
    assert page.index("id=correction") < page.index("id=overview")


def test_formats_with_a_layout_of_their_own_show_the_same() -> None:
    text = written(CHANGES, "md")["briefing.md"]
    assert "앞서 내보낸 1판을 3판으로 바로잡습니다." in text
    assert "| 숫자 · 사업비 | 94억원 | 49억원 |" in text
    assert "| 일정 · 가온시 | 3월에 연다 | — |" in text


@pytest.mark.parametrize("name", ["html", "md"])
def test_of_many_changes_some_are_printed_and_the_rest_counted(name: str) -> None:
    many = tuple(Change(part="number", about=f"예산{n}", before=None, after="1원") for n in range(33))
    text = written(many, name)[f"briefing.{name}"].replace("\u2060", "")
    assert "예산29" in text and "예산30" not in text
    assert "그 밖에 3건이 더 달라졌습니다." in text


def test_where_only_the_rest_changed_it_says_so() -> None:
    assert "견줌과 수록 범위만 달라졌습니다." in written((), "md")["briefing.md"]
