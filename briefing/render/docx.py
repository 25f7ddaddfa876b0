"""A Briefing -> briefing.docx (ISO/IEC 29500), to be edited in Word; the only place that knows python-docx.

Set with Word's own styles (제목 1, 글머리 기호, 캡션), so that an office can change the look of all of it at once:
A4, in the face that Windows brings along in Korea.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.model import Briefing
from briefing.render import outline, parts, typography
from briefing.render.design import PLAIN, Brand
from briefing.render.parts import Block, Heading, Item, Link, Paragraph, Picture, Table, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Drawn

_FACE = "맑은 고딕"
_SOFT, _LINE, _SHADE = "5A6675", "8D99A8", "E8EEF6"
_MARGIN, _WIDE = 20, 170  # millimetres
_BULLETS = {"ListBullet": "○", "ListBullet2": "-"}
_NUMBERS = "번호"  # the first column of the list of sources, which source numbers lead to
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONGEST = 255  # characters of a title or an author, says python-docx
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP knows; not the clock's


@dataclass(frozen=True, slots=True)
class _Look:
    """A style of Word: points, and millimetres for `left` and for `hang`, by which the first line stands out."""

    style: str
    size: float
    bold: bool = False
    color: str | None = None
    before: float = 0
    after: float = 0
    line: float = 1.4
    left: float = 0
    hang: float = 0
    align: str = "LEFT"
    sides: tuple[str, ...] = ()
    holds: bool = False  # stays on the page of what follows


_MAIN = "main"  # the colour of the house
_LOOKS = {
    "heading-0": _Look("Title", 22, bold=True, after=6, align="CENTER", sides=("top", "bottom")),
    "heading-1": _Look("Heading 1", 16, bold=True, color=_MAIN, before=22, after=6, sides=("bottom",), holds=True),
    "heading-2": _Look("Heading 2", 13, bold=True, before=14, after=4, holds=True),
    "heading-3": _Look("Heading 3", 11, bold=True, color=_MAIN, before=8, after=2, holds=True),
    "imprint": _Look("Subtitle", 10.5, color=_SOFT, after=10, align="RIGHT"),
    "lead": _Look("Intense Quote", 12, bold=True, after=10, line=1.5, sides=("top", "left", "bottom", "right")),
    "body": _Look("Body Text", 10.5, after=4),
    "note": _Look("주", 9, color=_SOFT, after=4, left=4.5, hang=4.5),
    "item-1": _Look("List Bullet", 10.5, before=3, left=5, hang=5),
    "item-2": _Look("List Bullet 2", 10.5, before=2, left=9, hang=3.5),
    "caption": _Look("Caption", 10.5, bold=True, before=10, after=4, align="CENTER", holds=True),
    "picture": _Look("그림", 10.5, after=4, line=1, align="CENTER"),
    "head": _Look("표 머리", 9.5, bold=True, before=2, after=2, line=1.2, align="CENTER"),
    "cell": _Look("표 글", 9.5, before=2, after=2, line=1.2),
}


def write(briefing: Briefing, brand: Brand = PLAIN) -> bytes:
    """The report as a package that Word opens, in the colours of `brand`; the same briefing gives the same bytes."""
    from docx import Document  # 0.2 s

    document = Document()
    _prepare(document, brand)
    _page(document, briefing)
    writer = _Writer(document, brand)
    for block in outline.blocks(briefing):
        writer.block(block)
    target = BytesIO()
    document.save(target)
    return _undated(target)


def _undated(package: BytesIO) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _prepare(document: Document, brand: Brand) -> None:
    """The styles, the marks of lists, the language; nothing of the library's own sample."""
    from docx.enum.style import WD_STYLE_TYPE

    names = {style.name for style in document.styles}
    for look in _LOOKS.values():
        if look.style not in names:
            document.styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
        _set(document.styles[look.style], look, brand.main.removeprefix("#").upper())
    for edge in document.styles["Table Grid"].element.iterfind(".//{*}tblBorders/*"):
        _attributes(edge, color=_LINE)
    defaults = document.styles.element.find(".//{*}rPrDefault/{*}rPr")
    _face(defaults)
    for language in defaults.iter("{*}lang"):
        _attributes(language, val="ko-KR", eastAsia="ko-KR")
    settings = document.settings.element
    _attributes(settings.find("{*}themeFontLang"), val="ko-KR", eastAsia="ko-KR")
    for compatible in settings.iter("{*}compatSetting"):
        if _attribute(compatible, "name") == "compatibilityMode":
            _attributes(compatible, val="15")  # else Word opens it as a file of Word 2010
    for level in document.part.numbering_part.element.iter("{*}lvl"):
        style = level.find("{*}pStyle")
        if style is not None and (bullet := _BULLETS.get(_attribute(style, "val"))):
            _attributes(level.find("{*}lvlText"), val=bullet)
            _face(level.find("{*}rPr"))
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set(style: Any, look: _Look, main: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    element = style.element
    for name in ("rPr", "pPr/{*}pBdr", "pPr/{*}contextualSpacing"):
        for old in element.findall("{*}" + name):
            old.getparent().remove(old)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    if look.color:
        style.font.color.rgb = RGBColor.from_string(main if look.color == _MAIN else look.color)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), look.line
    form.left_indent, form.right_indent, form.first_line_indent = Mm(look.left), Mm(0), Mm(-look.hang)
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    form.keep_with_next, form.widow_control = look.holds, True
    if look.sides:
        border = _element("w:pBdr")
        for side in look.sides:
            border.append(_element(f"w:{side}", val="single", sz="8", space="4", color=main))
        element.pPr.insert_element_before(
            border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )


def _page(document: Document, briefing: Briefing) -> None:
    """Paper, running head, page numbers, and what the file says of itself."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True  # the title stands there already
    title = f"{_flat(parts.words(briefing.title))} · {typography.week(briefing.period)}"
    head = section.header.paragraphs[0]
    head.text, head.alignment = title, WD_ALIGN_PARAGRAPH.RIGHT
    for foot in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(foot, "PAGE")
        foot.add_run(" / ")
        _field(foot, "NUMPAGES")
    day = datetime.combine(briefing.period.end, time(), UTC)  # not the clock: the same briefing gives the same file
    about = document.core_properties
    about.title = title[:_LONGEST]
    about.author = _flat(parts.words(briefing.issuer))[:_LONGEST]
    about.language, about.comments, about.keywords, about.last_modified_by = "ko-KR", "", "", ""
    about.created = about.modified = day


class _Writer:
    """A document that blocks are added to."""

    def __init__(self, document: Document, brand: Brand) -> None:
        from docx.shared import Mm, RGBColor

        self._document = document
        self._brand = brand
        self._accent = RGBColor.from_string(brand.main.removeprefix("#").upper())
        self._marks = 0
        self._styles = {name: document.styles[look.style].style_id for name, look in _LOOKS.items()}
        self._width = Mm(_WIDE)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(f"heading-{block.level}", block.words)
            case Paragraph(kind="note"):
                self._paragraph("note", ("※ ", *block.words))
            case Paragraph():
                self._paragraph(block.kind, block.words)
            case Item():
                self._paragraph(f"item-{block.depth}", block.words)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _paragraph(self, name: str, words: Words = ()) -> Drawn:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[name]  # paragraph.style would look every name up, for seconds
        self._fill(paragraph, words)
        return paragraph

    def _fill(self, paragraph: Drawn, words: Words) -> None:
        for part in words:
            if isinstance(part, Link):
                related = paragraph.part.relate_to(part, f"{_OFFICE}/hyperlink", is_external=True)
                self._link(paragraph, part, relation=related)
            elif isinstance(part, int):
                self._link(paragraph, f"[{part}]", anchor=f"source-{part}")
            else:
                paragraph.add_run(part)

    def _link(self, paragraph: Drawn, text: str, *, anchor: str = "", relation: str = "") -> None:
        """A link to a bookmark, in superscript, or to the address of a relation of the document."""
        run = paragraph.add_run(text)
        run.font.color.rgb = self._accent
        if anchor:
            run.font.superscript, run.font.bold = True, False
            link = _element("w:hyperlink", anchor=anchor)
        else:
            run.font.underline = True
            link = _element("w:hyperlink")
            link.set(f"{{{_OFFICE}}}id", relation)
        paragraph._p.append(link)
        link.append(run._r)

    def _mark(self, paragraph: Drawn, name: str) -> None:
        """A bookmark at the beginning of `paragraph`."""
        self._marks += 1
        begin = _element("w:bookmarkStart", id=str(self._marks), name=name)
        paragraph._p.insert_element_before(begin, "w:r", "w:hyperlink")
        begin.addnext(_element("w:bookmarkEnd", id=str(self._marks)))

    def _table(self, table: Table) -> None:
        rows = (tuple((name,) for name in table.head), *table.rows)
        drawn = self._document.add_table(len(rows), len(table.head), "Table Grid")
        drawn.autofit = False
        widths = [self._width * share // sum(table.shares) for share in table.shares]
        for column, width in zip(drawn.columns, widths, strict=True):
            column.width = width
        for i, (line, cells) in enumerate(zip(drawn.rows, rows, strict=True)):
            kept = line._tr.get_or_add_trPr()
            kept.append(_element("w:cantSplit"))
            if not i:
                kept.append(_element("w:tblHeader"))
            for n, (cell, width, words) in enumerate(zip(line.cells, widths, cells, strict=True)):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph._p.style = self._styles["cell" if i else "head"]
                if not i:
                    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
                self._fill(paragraph, words)
                if i and not n and table.head[0] == _NUMBERS:
                    self._mark(paragraph, f"source-{_flat(words)[1:-1]}")
        self._paragraph("cell")  # else two tables in a row would become one

    def _picture(self, picture: Picture) -> None:
        from briefing.render import charts

        chart = picture.chart
        self._paragraph("caption", parts.words(chart.title))
        run = self._paragraph("picture").add_run()
        drawn = run.add_picture(BytesIO(charts.png(chart, brand=self._brand)), width=self._width)
        drawn._inline.docPr.set("descr", _flat(parts.words(chart.alt)))
        if picture.sources:
            self._paragraph("note", ("※ 출처", *picture.sources))


def _field(paragraph: Drawn, name: str) -> None:
    field = _element("w:fldSimple", instr=name)
    field.append(paragraph.add_run("1")._r)  # until Word counts
    paragraph._p.append(field)


def _face(properties: Any) -> None:
    """The face of these properties of a run, for every script."""
    for old in properties.findall("{*}rFonts"):
        properties.remove(old)
    properties.insert(0, _element("w:rFonts", ascii=_FACE, hAnsi=_FACE, eastAsia=_FACE, cs=_FACE))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    _attributes(element, **attributes)
    return element


def _attributes(element: Any, **attributes: str) -> None:
    from docx.oxml.ns import qn

    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)


def _attribute(element: Any, name: str) -> str:
    from docx.oxml.ns import qn

    return str(element.get(qn(f"w:{name}")))


def _flat(words: Words) -> str:
    return "".join(str(part) for part in words)
