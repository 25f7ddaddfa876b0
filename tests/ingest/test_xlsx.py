"""Excel workbooks: every way of writing a cell, any length in bounded memory, hostile files refused."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import read, xlsx
from briefing.ingest.found import Found
from briefing.model import Article, Rejected
from tests.ingest.workbooks import MAIN, STRICT, Cell, Raw, Sheet, packed, workbook

HEAD: list[Cell] = ["제목", "일자", "언론사", "본문", "비고"]
TITLE = "가온시, 골목 가로등 300개를 바꾼다"
BODY = "가온시는 14일 골목 가로등 300개를 올해 안에 바꾼다고 밝혔다."


def found(data: bytes, origin: str = "표.xlsx") -> list[Found]:
    return list(xlsx.read(io.BytesIO(data), origin))


def only(data: bytes) -> Article:
    (article,) = found(data)
    assert isinstance(article, Article), article
    return article


def reason(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        found(data)
    assert caught.value.remedy.endswith("주십시오.")
    return caught.value.reason


def one(*cells: Cell) -> Sheet:
    return Sheet([HEAD, cells])


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("addresses", [True, False])
@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "B7:C9"])
def test_the_ways_of_writing_a_sheet(
    shared: bool, prefix: str, namespace: str, addresses: bool, dimension: str
) -> None:
    sheet = Sheet(
        [HEAD, [TITLE, 20240214, None, BODY, "가로등"]], addresses=addresses, dimension=dimension
    )  # the outlet's cell is missing, or empty where cells bear no address
    article = only(workbook(sheet, shared=shared, prefix=prefix, namespace=namespace))
    assert article == Article(
        id="표.xlsx:2", title=TITLE, published=date(2024, 2, 14), body=BODY, origin="표.xlsx:2", extra='{"비고":"가로등"}',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="str"><f>A1</f><v>식의 결과</v></c>', "식의 결과"),
        ('<c t="inlineStr"><is><r><t>굵은 </t></r><r><rPr><b/></rPr><t>글</t></r></is></c>', "굵은 글"),
        ('<c t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>한자</t></rPh></is></c>', "漢字"),
        ('<c t="inlineStr"><is><t>앞_x000D_뒤_xD800_</t></is></c>', "앞\r뒤_xD800_"),
        ('<c t="d"><v>2024-02-14T00:00:00</v></c>', "2024-02-14T00:00:00"),
        ('<c t="b"><v>1</v></c>', "true"),
        ("<c><v>20240117.0</v></c>", "20240117"),
        ("<c><v>02100101.20240117093000001</v></c>", "02100101.20240117093000001"),
        ("<c><v>1E999999999</v></c>", "1E999999999"),
        ('<c t="e"><v>#REF!</v></c>', None),
        ("<c/>", None),
        ('<c t="inlineStr"/>', None),
    ],
)
def test_the_ways_of_writing_a_cell(cell: str, text: str | None) -> None:
    article = only(workbook(one(TITLE, None, None, None, Raw(cell)), shared=False))
    expected = text.replace("\r", "\\r") if text else None
    assert article.extra == (f'{{"비고":"{expected}"}}' if expected else "")


@pytest.mark.parametrize(
    ("style", "properties", "value", "day"),
    [
        (0, "", "20240214", date(2024, 2, 14)),
        (1, "", "45336", date(2024, 2, 14)),
        (1, "", "45336.75", date(2024, 2, 14)),
        (2, "", "45336", date(2024, 2, 14)),
        (3, "", "45336", date(2024, 2, 14)),
        (1, '<workbookPr date1904="1"/>', "43874", date(2024, 2, 14)),
        (4, "", "20240214", date(2024, 2, 14)),
        (1, "", "20240214", date(2024, 2, 14)),
    ],
)
def test_the_ways_of_storing_a_day(style: int, properties: str, value: str, day: date) -> None:
    data = workbook(
        one(TITLE, Raw(f'<c s="{style}"><v>{value}</v></c>')),
        styles=(0, 14, 31, 176, 177),
        formats=((176, 'yyyy"년" m"월" d"일"'), (177, '[Red]0"day"')),
        properties=properties,
    )
    assert only(data).published == day


def test_a_number_that_is_no_day_costs_its_row() -> None:
    first, second = found(workbook(Sheet([HEAD, [TITLE, 45336], [TITLE, 20240214]])))
    assert isinstance(first, Rejected)
    assert first.origin == "표.xlsx:2"
    assert "날짜가 아닙니다" in first.reason
    assert isinstance(second, Article)


def test_the_visible_sheets_are_read() -> None:
    data = workbook(
        Sheet([["표지"]], "표지"),
        Sheet([["검색 결과"], [], HEAD, [], [TITLE]], "기사"),
        Sheet([HEAD, ["숨은 기사의 제목"]], "숨김", state="hidden"),
        Sheet([["title", "body"], ["둘째 시트의 제목", BODY]], "둘째"),
    )
    assert [(item.origin, item.title) for item in found(data) if isinstance(item, Article)] == [
        ("표.xlsx:기사:5", TITLE),
        ("표.xlsx:둘째:2", "둘째 시트의 제목"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"PK\x03\x04", "깨졌거나"),
        (packed({"mimetype": "application/hwp+zip"}), "깨졌거나"),
        (workbook(Sheet([["이름", "전화"], ["한하늘", "02"]])), "열 이름이 없습니다"),
        (workbook(Sheet([HEAD])), "기사가 없습니다"),
        (workbook(Sheet([HEAD, [TITLE]], state="veryHidden")), "보이는 시트가 없습니다"),
        (workbook(one(Raw('<c t="s"><v>9</v></c>'))), "깨졌거나"),
        (workbook(one(Raw('<c t="s"><v>-1</v></c>'))), "깨졌거나"),
        (workbook(one(TITLE, Raw('<c r="AAAAAAAAA1"><v>1</v></c>')), shared=False), "깨졌거나"),
        (workbook(one(Raw("<c>" + "<v>" * 10_000 + "</v>" * 10_000 + "</c>"))), "깨졌거나"),
        (packed({"a": b"a"}, zipfile.ZIP_LZMA), "압축된 파일"),
    ],
)
def test_what_is_no_table_of_articles_is_refused(data: bytes, expected: str) -> None:
    assert expected in reason(data)


LAUGHS = "<!DOCTYPE worksheet [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "head",
    [LAUGHS + "]>", "<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>", "<!DOCTYPE worksheet [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"],
)  # fmt: skip
@pytest.mark.parametrize("entity", ["", "&j;", "&x;"])
def test_a_document_type_is_refused(head: str, entity: str) -> None:
    cell = Raw(f'<c t="inlineStr"><is><t>{TITLE}{entity}</t></is></c>')
    assert reason(workbook(one(cell), shared=False, head=head)) in (
        "문서 형식 선언(DOCTYPE)이 든 파일이라 읽지 않습니다.",
        "깨졌거나 엑셀 통합 문서(.xlsx)가 아닌 파일입니다.",
    )


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    sheet = "<worksheet><sheetData>" + " " * 100_000_000
    start = time.perf_counter()
    assert "200배 넘게 커지는" in reason(packed({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": sheet}))
    assert time.perf_counter() - start < 5


def test_a_directory_that_promises_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "UNPACKED_LIMIT", 2000)
    assert "넘거나" in reason(workbook(one(TITLE)))


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ELEMENT_LIMIT", 500_000)
    cells = "".join(f'<c t="inlineStr"><is><t>{number:x}</t></is></c>' for number in range(30_000))
    assert "한 행이 너무 긴" in reason(workbook(one(TITLE, Raw("<c/>" + cells)), shared=False))


def test_too_many_strings_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "STRING_LIMIT", 5)
    assert "한도 5개" in reason(workbook(one(TITLE)))


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(workbook(one(TITLE)))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "암호" in reason(bytes(data))


_MEASURED = """
import io, resource, sys, time
from lxml import etree
from briefing.ingest import xlsx
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
with open(sys.argv[1], "rb") as file:
    number = sum(1 for _ in xlsx.read(file, "a.xlsx"))
print(number, time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024)
"""


def measured(path: Path) -> tuple[int, float, float]:
    """(articles, seconds of processor time, MB above what the program has before) of reading in a process of its own."""
    output = subprocess.run(
        [sys.executable, "-c", _MEASURED, path], capture_output=True, text=True, check=True
    ).stdout.split()
    return int(output[0]), float(output[1]), float(output[2])


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [
        [f"{TITLE} {n}", 20240214, "새벽신문", f"{n} {BODY}" * 20, f"{n} 가로등, 골목, 예산"] for n in range(20_000)
    ]
    path.write_bytes(workbook(Sheet([HEAD, *rows])))
    number, _, memory = measured(path)
    assert number == 20_000
    assert memory < 60  # 52 MB of text


@pytest.mark.parametrize("row", ["<row/>", '<row r="{}" s="3"><c r="A{}" s="3"/><c r="B{}" s="3"/></row>'])
def test_a_million_empty_rows_are_passed_over(tmp_path: Path, row: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook(Sheet([HEAD]), shared=False)))
    texts: dict[str, str | bytes] = {name: parts.read(name) for name in parts.namelist()}
    sheet = texts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    empty = "".join(row.replace("{}", str(n)) for n in range(2, 1_000_002))
    last = f'<row r="1048576"><c t="inlineStr"><is><t>{TITLE}</t></is></c></row>'
    texts["xl/worksheets/sheet1.xml"] = sheet.decode().replace("</sheetData>", f"{empty}{last}</sheetData>")
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(texts))
    number, seconds, memory = measured(path)
    assert (number, seconds < 10, memory < 60) == (1, True, True), (seconds, memory)


@pytest.mark.parametrize("name", ["기사.xlsx", "기사.txt", "기사.csv", "기사"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbook(one(TITLE)))
    (article,) = read([path])
    assert isinstance(article, Article)
    assert article.title == TITLE


WHOLE = workbook(Sheet([HEAD, [TITLE, 20240214, "새벽신문", BODY, "가로등"]]))
PARTS = {name: zipfile.ZipFile(io.BytesIO(WHOLE)).read(name) for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=20), st.integers(0, 20))
def test_a_damaged_file_gives_articles_or_an_input_error(at: int, patch: bytes, cut: int) -> None:
    try:
        found(WHOLE[:at] + patch + WHOLE[at + cut :])
    except InputError as error:
        assert error.reason.endswith(".")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_damaged_part_gives_articles_or_an_input_error(name: str, data: st.DataObject) -> None:
    part = PARTS[name]
    at = data.draw(st.integers(0, len(part)))
    patch = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b"-1", b"9" * 30, b"<row", b"&lt;", b"A", b'"']))
    )
    try:
        found(packed({**PARTS, name: part[:at] + patch + part[at + data.draw(st.integers(0, 6)) :]}))
    except InputError as error:
        assert error.reason.endswith(".")
