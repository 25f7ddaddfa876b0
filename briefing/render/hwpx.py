"""A Briefing -> briefing.hwpx (OWPML, KS X 6101), to be edited in 한글; the only place that knows python-hwpx.

Set as a 보고서: A4 with margins of 20 mm, the two faces that come with 한글, □ ○ - ※ with hanging indents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.model import Briefing
from briefing.render import outline, parts, typography
from briefing.render.parts import Block, Heading, Item, Link, Paragraph, Picture, Table, Words

if TYPE_CHECKING:
    from hwpx import HwpxDocument
    from hwpx.oxml import HwpxOxmlParagraph

_SERIF, _SANS = "함초롬바탕", "함초롬돋움"
_INK, _MAIN, _SOFT, _HEAD = "#000000", "#0F4C92", "#5A6675", "#E8EEF6"
_WIDE = 170  # millimetres: A4 without its margins
_UNITS = 7200 / 25.4  # HWPUNIT in a millimetre
# The attributes that hold the number of an element, or point at one.
_NUMBERS = ("id", "instid", "instId", "idRef", "beginIDRef")
_CITING = "대괄호 안의 숫자는 끝에 있는 ‘출처’의 번호입니다."


@dataclass(frozen=True, slots=True)
class _Look:
    """How a kind of block is set: its mark, size in points, and what python-hwpx takes for its paragraph."""

    mark: str
    size: float
    paragraph: dict[str, Any]
    bold: bool = False
    font: str = _SERIF
    color: str = _INK


def _hanging(left: float, mark: float, before: float, **more: Any) -> dict[str, Any]:
    """A paragraph whose mark stands `left` millimetres in and its text `mark` further, in every line."""
    return {
        "indent_left_mm": left + mark,
        "first_line_indent_mm": -mark,
        "spacing_before_pt": before,
        "line_spacing_percent": 150,
        "alignment": "JUSTIFY",
        **more,
    }


def _heading(level: int, before: float, **more: Any) -> dict[str, Any]:
    return {
        "outline_level": level,
        "keep_with_next": True,
        "spacing_before_pt": before,
        "spacing_after_pt": 4,
        "line_spacing_percent": 130,
        "alignment": "LEFT",
        **more,
    }


def _frame(sides: tuple[str, ...], width: str) -> dict[str, Any]:
    return {"sides": sides, "color": _MAIN, "width": width, "offset_mm": 2}


# Sizes keep the steps of the 보고서 (title, chapter, □, ○, -), two points below what a paper for a meeting has.
_LOOKS = {
    "heading-0": _Look(
        "",
        22,
        {"alignment": "CENTER", "spacing_after_pt": 6, "border": _frame(("top", "bottom"), "0.7 mm")},
        bold=True,
        font=_SANS,
    ),
    "heading-1": _Look(
        "",
        16,
        _heading(1, 22, border=_frame(("bottom",), "0.4 mm")),
        bold=True,
        font=_SANS,
        color=_MAIN,
    ),
    "heading-2": _Look("□ ", 14, _heading(2, 14), bold=True, font=_SANS),
    "heading-3": _Look("", 12, _heading(3, 8, indent_left_mm=4), bold=True, font=_SANS, color=_MAIN),
    "imprint": _Look("", 11, {"alignment": "RIGHT", "spacing_after_pt": 10}, font=_SANS, color=_SOFT),
    "lead": _Look(
        "",
        13,
        {
            "line_spacing_percent": 160,
            "spacing_after_pt": 8,
            "border": _frame(("left", "right", "top", "bottom"), "0.12 mm"),
        },
        bold=True,
    ),
    "body": _Look("", 12, {"line_spacing_percent": 150, "alignment": "JUSTIFY"}),
    "note": _Look("※ ", 10, _hanging(4, 4, 2), font=_SANS, color=_SOFT),
    "item-1": _Look("○ ", 12, _hanging(4, 5, 4)),
    "item-2": _Look("- ", 12, _hanging(9, 3, 2)),
    "caption": _Look("", 11, {"alignment": "CENTER", "keep_with_next": True, "spacing_before_pt": 8}, True, _SANS),
    "head": _Look("", 10, {"alignment": "CENTER", "line_spacing_percent": 130}, bold=True, font=_SANS),
    "cell": _Look("", 10, {"alignment": "LEFT", "line_spacing_percent": 130}),
}


def write(briefing: Briefing) -> bytes:
    """The report as a package that 한글 opens; the same briefing gives the same bytes."""
    from hwpx import HwpxDocument  # 0.2 s

    document = HwpxDocument.new()
    _page(document, briefing)
    writer = _Writer(document)
    for block in outline.blocks(briefing):
        writer.block(block)
    for section in document.sections:
        _number(section.element)
        section.mark_dirty()
    return document.to_bytes()


def _page(document: HwpxDocument, briefing: Briefing) -> None:
    """Paper, running head, page number, and what the file says of itself; nothing of the library's own sample."""
    document.page.setup(
        paper_size="A4",
        margins_mm={"left": 20, "right": 20, "top": 15, "bottom": 15},
        header_margin_mm=10,
        footer_margin_mm=10,
    )
    title = _flat(parts.words(briefing.title))
    week = typography.week(briefing.period)
    document.page.set_header(text=f"{title} · {week}")
    document.page.set_page_number(prefix="- ", suffix=" -")
    for visibility in document.sections[0].element.iter("{*}visibility"):
        visibility.set("hideFirstHeader", "1")  # python-hwpx would write "true", which 한글 itself never does
    day = f"{briefing.period.end.isoformat()}T00:00:00Z"  # not the clock: the same briefing gives the same file
    document.parts.clear_document_metadata(keep=("language",), timestamp=day)
    document.parts.set_document_metadata(
        title=f"{title} · {week}", creator=_flat(parts.words(briefing.issuer)), created_date=day, modified_date=day
    )
    document.parts.clear_preview()
    for head in document.parts.headers[0].element.iter("{*}paraHead"):
        head.text = None  # chapters are in the outline of the document, but the outline prints no numbers of its own


class _Writer:
    """A document that blocks are added to; holds the numbers of its shapes, each made once."""

    def __init__(self, document: HwpxDocument) -> None:
        self._document = document
        first = document.paragraphs[0]  # holds the settings of the section; its shape is tried on and taken off
        plain = first.para_pr_id_ref
        self._paragraphs: dict[str, str] = {}
        self._runs: dict[str, str] = {}
        self._cites: dict[str, str] = {}
        for name, look in _LOOKS.items():
            first.para_pr_id_ref = plain
            document.styles.apply_paragraph_format(paragraphs=[first], **look.paragraph)
            self._paragraphs[name] = str(first.para_pr_id_ref)
            self._runs[name] = document.styles.ensure_run(
                size=look.size, font=look.font, bold=look.bold, color=look.color
            )
            self._cites[name] = document.styles.ensure_run(
                size=look.size, font=look.font, bold=False, color=_MAIN, script="sup"
            )
        first.para_pr_id_ref = plain
        for breaks in document.parts.headers[0].element.iter("{*}breakSetting"):
            breaks.set("breakNonLatinWord", "KEEP_WORD")  # lines end between words, not inside one
            breaks.set("widowOrphan", "1")
        self._line = document.styles.ensure_border_fill(border_color="#8D99A8")
        self._shade = document.styles.ensure_border_fill(border_color="#8D99A8", fill_color=_HEAD)
        self._link = document.styles.ensure_run(size=9, font=_SANS, color=_MAIN, underline=True)
        self._explained = False

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                style = f"개요 {block.level}" if block.level else "바탕글"
                self._paragraph(f"heading-{block.level}", block.words, style)
            case Paragraph():
                self._paragraph(block.kind, block.words)
            case Item():
                self._paragraph(f"item-{block.depth}", block.words)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _paragraph(self, name: str, words: Words, style: str = "바탕글") -> None:
        paragraph = self._document.add_paragraph(
            style=style,
            para_pr_id_ref=self._paragraphs[name],
            char_pr_id_ref=self._runs[name],
            include_run=False,
            inherit_style=False,
        )
        self._fill(paragraph, name, (_LOOKS[name].mark, *words))
        if not self._explained and any(isinstance(part, int) for part in words):
            self._document.notes.add_footnote(_CITING, paragraph)
            self._explained = True

    def _fill(self, paragraph: HwpxOxmlParagraph, name: str, words: Words) -> None:
        for part in words:
            if isinstance(part, int):
                paragraph.add_run(f"[{part}]", char_pr_id_ref=self._cites[name])
            elif part:
                paragraph.add_run(part, char_pr_id_ref=self._runs[name])

    def _table(self, table: Table) -> None:
        rows = (tuple((name,) for name in table.head), *table.rows)
        drawn = self._document.add_table(
            len(rows), len(table.head), width=round(_WIDE * _UNITS), border_fill_id_ref=self._line
        )
        drawn.set_column_widths(table.shares)
        drawn.set_treat_as_char(False)  # a table that stands as a letter does not break across pages
        drawn.element.set("repeatHeader", "1")
        for i, (line, cells) in enumerate(zip(drawn.rows, rows, strict=True)):
            name = "cell" if i else "head"
            for cell, words in zip(line.cells, cells, strict=True):
                if not i:
                    cell.element.set("header", "1")
                    cell.element.set("borderFillIDRef", self._shade)
                self._cell(cell.paragraphs[0], name, words)
        drawn.mark_dirty()

    def _cell(self, paragraph: HwpxOxmlParagraph, name: str, words: Words) -> None:
        for run in paragraph.runs:
            run.remove()
        paragraph.para_pr_id_ref = self._paragraphs[name]
        match words:
            case (Link() as address,):
                paragraph.add_hyperlink(address, address, char_pr_id_ref=self._link)
            case _:
                self._fill(paragraph, name, words)

    def _picture(self, picture: Picture) -> None:
        from briefing.render import charts

        chart = picture.chart
        self._paragraph("caption", parts.words(chart.title))
        paragraph = self._document.add_picture(charts.png(chart), "png", width_mm=_WIDE, align="CENTER")
        for comment in paragraph.element.iter("{*}shapeComment"):
            comment.text = _flat(parts.words(chart.alt))
        if picture.sources:
            self._paragraph("note", ("출처", *picture.sources))


def _number(section: Any) -> None:
    """Numbers elements in their order, where python-hwpx numbers them at random."""
    known: dict[str, str] = {}
    for element in section.iter():
        for name in _NUMBERS:
            if number := element.get(name):
                element.set(name, known.setdefault(number, str(len(known) + 1)))


def _flat(words: Iterable[str | int]) -> str:
    return "".join(str(part) for part in words)
