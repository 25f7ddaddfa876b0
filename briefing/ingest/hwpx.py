"""A Hangul document (.hwpx) -> Article: paragraphs, tables and notes in reading order (OWPML, KS X 6101).

No library: python-hwpx 6.9 (Apache-2.0) gives running heads and deleted text of tracked changes as text, cells without
their rows, and takes 0.4 s to import.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from briefing.errors import InputError
from briefing.ingest import lines, release
from briefing.ingest.found import Found
from briefing.ingest.release import Row

#: Bytes of one file: releases with photographs have up to 50 MB.
BYTES_LIMIT = 200 * 1024 * 1024
#: Bytes of all parts of the text when unpacked; 300 pages have about 15 MB. lxml takes ten times as much memory.
UNPACKED_LIMIT = 64 * 1024 * 1024
#: How much larger a part may be than it is packed, from a megabyte on: the lines' places repeat, at 5 to 60 times.
RATIO_LIMIT = 200
#: Parts of the archive: pictures have one each.
PARTS_LIMIT = 5_000

_REMEDY = "한글에서 열어 HWPX나 PDF로 다시 저장해 주십시오."
_SPLIT = "필요한 부분만 남겨 다시 저장해 주십시오."
_SECTION = re.compile(r"Contents/section(\d{1,5})\.xml")
#: What is not part of the text as printed: running heads, memos, settings, captions' numbers, pictures' descriptions.
_SILENT = frozenset(
    {
        *("header", "footer", "hiddenComment", "fieldBegin", "parameters", "secPr", "linesegarray"),
        *("shapeComment", "script", "pageNum", "newNum", "autoNum", "caption"),
    }
)
_PICTURES = frozenset(["pic", "ole", "chart", "video"])
_BLANKS = {"tab": " ", "nbSpace": " ", "fwSpace": " ", "hyphen": "-", "lineBreak": "\n"}
#: For bullets that are drawn with a private character of a symbol font.
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Styles:
    """Sizes of type (points) by character style, and bullets by paragraph style."""

    sizes: dict[str, float]
    bullets: dict[str, str]


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of a document; InputError for what is damaged, locked, over the limits, or no HWPX."""
    from lxml import etree  # 0.05 s

    if file.seek(0, io.SEEK_END) > BYTES_LIMIT:
        raise InputError(origin, f"한도 {BYTES_LIMIT // 1024 // 1024}MB를 넘는 한글 문서입니다.", _SPLIT)
    try:
        with zipfile.ZipFile(file) as archive:
            sections, header = _parts(archive, origin)
            styles = _styles(_root(archive, header, origin) if header else None)
            rows = [row for part in sections for row in _rows(_root(archive, part, origin), styles)]
    except (
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        LookupError,
    ):
        raise InputError(origin, "깨졌거나 한글 문서(.hwpx)가 아닌 파일입니다.", _REMEDY) from None
    if not any(cell.strip() for row in rows for cell in row.cells):
        raise InputError(origin, "글자가 없는(그림만 든) 한글 문서입니다.", "본문을 글자로 담아 다시 저장해 주십시오.")
    yield release.article(rows, origin, "본문이 들어 있는지 확인해 주십시오.")


def _parts(archive: zipfile.ZipFile, origin: str) -> tuple[list[str], str | None]:
    """(the sections in order, the part with the styles); InputError for an archive beyond the limits."""
    members = archive.infolist()
    names = {member.filename: member for member in members}
    if len(members) > PARTS_LIMIT or len(names) < len(members):
        raise InputError(origin, "압축 안에 파일이 너무 많거나 이름이 겹치는 한글 문서입니다.", _REMEDY)
    header = next((name for name in names if name.lower() == "contents/header.xml"), None)
    numbered = sorted((int(match[1]), name) for name in names if (match := _SECTION.fullmatch(name)))
    sections = [name for _, name in numbered]
    manifest = "META-INF/manifest.xml"
    wanted = [names[name] for name in (*sections, header, manifest) if name and name in names]
    swollen = any(part.file_size > max(1 << 20, RATIO_LIMIT * part.compress_size) for part in wanted)
    if swollen or sum(part.file_size for part in wanted) > UNPACKED_LIMIT:
        raise InputError(
            origin,
            f"압축을 풀면 한도 {UNPACKED_LIMIT // 1024 // 1024}MB를 넘거나 {RATIO_LIMIT}배 넘게 커지는 파일입니다.",
            _SPLIT,
        )
    locked = any(part.flag_bits & 1 for part in wanted)
    if locked or (manifest in names and b"encryption-data" in archive.read(manifest)):
        raise InputError(
            origin, "암호가 걸렸거나 배포용으로 저장한 한글 문서입니다.", "암호를 풀어 다시 저장해 주십시오."
        )
    if not sections:
        raise InputError(origin, "본문(Contents/section0.xml)이 없는 한글 문서입니다.", _REMEDY)
    return sections, header


def _root(archive: zipfile.ZipFile, part: str, origin: str) -> Any:
    """The root element of a part; entities stay unresolved, nothing is fetched, and a DOCTYPE is refused."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # libxml2's own limits: depth 256, 10 MB of one text, growth by entities
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(archive.read(part), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(origin, "문서 형식 선언(DOCTYPE)이 든 파일이라 읽지 않습니다.", _REMEDY)
    return root


def _styles(header: Any) -> _Styles:
    """The sizes and bullets that the header defines."""
    sizes: dict[str, float] = {}
    bullets: dict[str, str] = {}
    characters: dict[str, str] = {}
    for element in header.iter("{*}charPr", "{*}bullet", "{*}paraPr") if header is not None else ():
        name, key = _local(element), element.get("id", "")
        if name == "charPr":
            height = element.get("height", "")
            sizes[key] = int(height) / 100 if height.isdecimal() and len(height) < 7 else 0.0
        elif name == "bullet":
            characters[key] = element.get("char", "")
        else:
            heading = next(element.iter("{*}heading"), None)
            if heading is not None and heading.get("type") == "BULLET":
                bullets[key] = heading.get("idRef", "")
    marks = {key: characters[idref] for key, idref in bullets.items() if idref in characters}
    private = re.compile(r"[\ue000-\uf8ff]|^$")
    return _Styles(sizes, {key: private.sub(_BULLET, mark) for key, mark in marks.items()})


def _rows(parent: Any, styles: _Styles) -> Iterator[Row]:
    """The rows of the paragraphs inside a section, a cell, a text box or a note, in reading order."""
    for paragraph in parent:
        if _local(paragraph) == "p":
            yield from _paragraph(paragraph, styles)
        elif _local(paragraph) == "subList":
            yield from _rows(paragraph, styles)


def _paragraph(paragraph: Any, styles: _Styles) -> Iterator[Row]:
    """A paragraph's text, then what is anchored in it: tables and boxes where they stand, notes behind it."""
    text: list[str] = []
    sizes: list[tuple[int, float]] = []
    behind: list[Row] = []
    deleted = False
    for run in paragraph:
        if _local(run) != "run":
            continue
        before = len(text)
        for item in run:
            name = _local(item)
            if name == "t":
                for piece in _pieces(item):
                    if piece is None:
                        continue
                    if isinstance(piece, bool):
                        deleted = piece
                    elif not deleted:
                        text.append(piece)
            elif name == "tbl":
                yield from _flush(text, sizes, paragraph, styles)
                text, sizes, before = [], [], 0
                yield from _table(item, styles)
            elif name == "ctrl":
                behind += [row for note in item for row in _note(note, styles)]
            elif name not in _SILENT:
                text.append(_compound(item))
                behind += _boxes(item, styles)
        size = styles.sizes.get(run.get("charPrIDRef", ""), 0.0)
        sizes.append((sum(map(len, text[before:])), size))
    yield from _flush(text, sizes, paragraph, styles)
    yield from behind


def _flush(text: list[str], sizes: list[tuple[int, float]], paragraph: Any, styles: _Styles) -> Iterator[Row]:
    """The rows of a paragraph's text: one, or more where a forced line break begins an item or follows a stop."""
    whole = "".join(text)
    if not whole.strip():
        return
    size = max(sizes, default=(0, 0.0))[1]
    bullet = styles.bullets.get(paragraph.get("paraPrIDRef", ""))
    first, *others = [line for line in whole.split("\n") if line.strip()]
    current = f"{bullet} {first.lstrip()}" if bullet else first
    for line in others:
        if lines.marked(line.strip()) or current.rstrip().endswith((".", ":", ">", "]")):
            yield Row((current,), size)
            current = line
        else:
            current = f"{current.rstrip()} {line.lstrip()}"
    yield Row((current,), size)


def _pieces(text: Any) -> Iterator[str | bool | None]:
    """The text of a `t` with its blanks; True where deleted text of a tracked change begins, False where it ends."""
    yield text.text
    for child in text:
        name = _local(child)
        if name in ("deleteBegin", "deleteEnd"):
            yield name == "deleteBegin"
        else:
            yield _BLANKS.get(name, "")
        yield child.tail


def _compound(item: Any) -> str:
    """The characters of a letter put together from several (`compose`), or of one with a gloss (`dutmal`)."""
    if _local(item) == "compose":
        return item.get("composeText") or ""
    if _local(item) == "dutmal":
        return "".join(next(item.iter("{*}mainText"), item).itertext())
    return ""


def _note(note: Any, styles: _Styles) -> Iterator[Row]:
    """The rows of a footnote or endnote, with the number it has in print where the file tells it."""
    if _local(note) not in ("footNote", "endNote"):
        return
    number = note.get("number", "")
    for i, row in enumerate(row for child in note for row in _rows(child, styles)):
        if i == 0 and number.isdecimal():
            row = Row((f"{number}) {row.cells[0].lstrip()}", *row.cells[1:]), row.size)
        yield row


def _boxes(item: Any, styles: _Styles) -> Iterator[Row]:
    """The rows of the text boxes in a drawn object; nothing of a picture, whose caption is no part of the text."""
    if _local(item) in _PICTURES:
        return
    for child in item:
        name = _local(child)
        if name == "drawText":
            for inner in child:
                yield from _rows(inner, styles)
        elif name == "tbl":
            yield from _table(child, styles)
        elif name not in _SILENT:
            yield from _boxes(child, styles)


def _table(table: Any, styles: _Styles) -> Iterator[Row]:
    """The caption, then each row; a row with text in one cell only is that cell's paragraphs (a box, a heading)."""
    for child in table:
        if _local(child) == "caption":
            for inner in child:
                yield from _rows(inner, styles)
        elif _local(child) == "tr":
            cells = [[row for inner in cell for row in _rows(inner, styles)] for cell in child if _local(cell) == "tc"]
            filled = [cell for cell in cells if any(text.strip() for row in cell for text in row.cells)]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                texts = (" ".join(text.strip() for row in cell for text in row.cells) for cell in filled)
                yield Row(tuple(texts), max(row.size for cell in filled for row in cell))


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
