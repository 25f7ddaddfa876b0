"""Excel workbooks, written part by part as ECMA-376 has them: what other programs write, and what no program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

COLUMNS = (
    "뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3", "사건/사고 분류1", "사건/사고 분류2",
    "사건/사고 분류3", "인물", "위치", "기관", "키워드", "특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부",
)  # fmt: skip
"""The columns of a BigKinds export."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell given as XML, without its address."""

    xml: str


Cell = str | int | Raw | None


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: Sequence[Sequence[Cell]]
    name: str = "sheet"
    state: str | None = None
    dimension: str = "A1"
    addresses: bool = True


def row(**values: Cell) -> list[Cell]:
    """A row of a BigKinds export; the names of the columns without spaces."""
    assert set(values) <= {name.replace(" ", "") for name in COLUMNS}, values
    return [values.get(name.replace(" ", "")) for name in COLUMNS]


def workbook(
    *sheets: Sheet,
    shared: bool = True,
    prefix: str = "",
    namespace: str = MAIN,
    head: str = "",
    properties: str = "",
    formats: Iterable[tuple[int, str]] = (),
    styles: Iterable[int] = (0,),
) -> bytes:
    """The bytes of a workbook; texts stand in shared strings or inline, `styles` are number formats by cell style."""
    strings: list[str] = []
    p = f"{prefix}:" if prefix else ""
    xmlns = f"xmlns:{prefix}" if prefix else "xmlns"
    root = f'{xmlns}="{namespace}" xmlns:r="{_OFFICE}"'

    def cell(value: Cell, address: str) -> str:
        at = f" r={quoteattr(address)}" if address else ""
        if isinstance(value, Raw):
            return value.xml.replace("<c", f"<{p}c{at}", 1)
        if isinstance(value, int):
            return f"<{p}c{at}><{p}v>{value}</{p}v></{p}c>"
        if value is None:
            return f'<{p}c{at} s="0"/>' if not address else ""
        if shared:
            strings.append(value)
            return f'<{p}c{at} t="s"><{p}v>{len(strings) - 1}</{p}v></{p}c>'
        return f'<{p}c{at} t="inlineStr"><{p}is><{p}t>{escape(value)}</{p}t></{p}is></{p}c>'

    def part(sheet: Sheet) -> str:
        rows = "".join(
            f"<{p}row{f' r={chr(34)}{n}{chr(34)}' if sheet.addresses else ''}>"
            + "".join(cell(v, f"{chr(65 + c)}{n}" if sheet.addresses else "") for c, v in enumerate(values))
            + f"</{p}row>"
            for n, values in enumerate(sheet.rows, 1)
        )
        return (
            f'{head}<{p}worksheet {root}><{p}dimension ref="{sheet.dimension}"/><{p}sheetData>{rows}</{p}sheetData>'
            f"</{p}worksheet>"
        )

    parts = {f"xl/worksheets/sheet{n}.xml": part(sheet) for n, sheet in enumerate(sheets, 1)}
    listed = "".join(
        f'<{p}sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"'
        + (f' state="{sheet.state}"/>' if sheet.state else "/>")
        for n, sheet in enumerate(sheets, 1)
    )
    related = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    related += [("styles", "/xl/styles.xml"), *([("sharedStrings", "sharedStrings.xml")] if shared else [])]
    own = "".join(f'<{p}numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for n, code in formats)
    used = "".join(f'<{p}xf numFmtId="{n}"/>' for n in styles)
    texts = "".join(f"<{p}si>{s if s.startswith('<') else f'<{p}t>{escape(s)}</{p}t>'}</{p}si>" for s in strings)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f"<{p}workbook {root}>{properties}<{p}sheets>{listed}</{p}sheets></{p}workbook>",
            "xl/_rels/workbook.xml.rels": _relations(related),
            "xl/styles.xml": f"<{p}styleSheet {root}><{p}numFmts>{own}</{p}numFmts>"
            f'<{p}cellStyleXfs><{p}xf numFmtId="14"/></{p}cellStyleXfs><{p}cellXfs>{used}</{p}cellXfs></{p}styleSheet>',
            **({"xl/sharedStrings.xml": f"<{p}sst {root}>{texts}</{p}sst>"} if shared else {}),
            **parts,
        }
    )


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def _relations(kinds: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'
