"""Files made to do harm, of the kinds that concern several readers at once; each format's own stand beside its tests."""

from __future__ import annotations

import base64
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import ingest
from briefing.ingest import (
    decode,
    delimited,
    eml,
    feed,
    html,
    hwpx,
    jsondoc,
    mime,
    pdf,
    pdftext,
    policy_xml,
    read,
    xlsx,
    xmltext,
    zipped,
)
from briefing.ingest import text as plain
from briefing.model import Article, Rejected
from tests.ingest import feeds
from tests.ingest.stories import STORIES
from tests.ingest.workbooks import Sheet, workbook

STORY = STORIES["plain"]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY.paragraphs)
#: Seconds that any one file may take.
LIMIT = 5


def found(path: Path) -> list[Article | Rejected]:
    """What is read from a file or folder, which takes no long time."""
    start = time.perf_counter()
    items = list(read([path]))
    assert time.perf_counter() - start < LIMIT
    assert items
    for item in items:
        assert item.origin.isprintable()
        assert not isinstance(item, Rejected) or item.reason.isprintable()
    return items


def letter(page: str) -> bytes:
    head = "MIME-Version: 1.0\nSubject: =?utf-8?B?6rCA7Jio?=\nContent-Type: text/html; charset=utf-8\n\n"
    return (head + page).encode()


def saved(page: str) -> bytes:
    head = "MIME-Version: 1.0\nSnapshot-Content-Location: https://example.org/1\nContent-Type: text/html\n\n"
    return (head + page).encode()


def webpage(body: str, document_type: str = "<!DOCTYPE html>") -> str:
    return (
        f'<?xml version="1.0"?>{document_type}<html><head><title>{STORY.title}</title></head><body>{body}</body></html>'
    )


# How each reader of markup is given a document type and a text that uses it.
MARKUP: dict[str, Callable[[str, str], bytes]] = {
    "가.xml": lambda dtd, text: f"{dtd}{feeds.rss(feeds.item(title=text))[39:]}".encode(),
    "나.xml": lambda dtd, text: f"{dtd}{feeds.answer(feeds.news())[38:]}".replace("가온부, ", text).encode(),
    "다.html": lambda dtd, text: webpage(f"<article><p>{text}</p>{PARAGRAPHS}</article>", dtd).encode(),
    "라.mhtml": lambda dtd, text: saved(webpage(f"<article><p>{text}</p>{PARAGRAPHS}</article>", dtd)),
    "마.eml": lambda dtd, text: letter(webpage(f"<p>{text}</p>{PARAGRAPHS}", dtd)),
}
LAUGHS = '<!ENTITY a0 "하하하하하하하하하하">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
DECLARED = {
    "an entity": ('<!ENTITY a "하하하하하하하하하하">', "&a;"),
    "a billion laughs": (LAUGHS, "&a9;"),
    "a square of laughs": (f'<!ENTITY a "{"하" * 100_000}">', "&a;" * 100_000),
    "a loop": ('<!ENTITY a "하하&b;"><!ENTITY b "하하&a;">', "&a;"),
    "a file": ('<!ENTITY a SYSTEM "file://{secret}">', "&a;"),
    "a file as declarations": ('<!ENTITY % a SYSTEM "file://{secret}"> %a;', "글"),
    "an address": ('<!ENTITY a SYSTEM "http://127.0.0.1:9/a">', "&a;"),
}


@pytest.mark.parametrize("name", MARKUP)
@pytest.mark.parametrize("kind", DECLARED)
def test_declared_entities_are_neither_expanded_nor_fetched(tmp_path: Path, name: str, kind: str) -> None:
    secret = tmp_path / "비밀.txt"
    secret.write_text("감춘 말", encoding="utf-8")
    declared, text = DECLARED[kind]
    document_type = f"<!DOCTYPE x [{declared.replace('{secret}', str(secret))}]>"
    (tmp_path / name).write_bytes(MARKUP[name](document_type, text))
    (one,) = found(tmp_path / name)
    if name.endswith(".xml"):
        assert isinstance(one, Rejected)
        assert "DOCTYPE" in one.reason
    assert "감춘 말" not in str(one)
    assert str(one).count("하하하하하하하하하하") <= 1  # a page shows at most the declaration itself


@pytest.mark.parametrize("name", ["가.xml", "나.xml", "라.mhtml", "마.eml"])
@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<p><span class=caption>"])
def test_markup_ten_thousand_deep_costs_the_text_inside_at_most(tmp_path: Path, name: str, tag: str) -> None:
    deep = f"{PARAGRAPHS}{tag * 10_000}속"
    data = {
        "가.xml": feeds.rss(feeds.item(title=STORY.title, full=deep)).encode(),
        "나.xml": feeds.answer(feeds.news(DataContents=deep)).encode(),
        "라.mhtml": saved(webpage(f"<article>{deep}</article>")),
        "마.eml": letter(f"<html><body>{deep}"),
    }
    (tmp_path / name).write_bytes(data[name])
    (one,) = found(tmp_path / name)
    assert isinstance(one, Article)
    assert one.body.startswith(STORY.paragraphs[0])


@pytest.mark.parametrize("mark", ["<![CDATA[", "<!--", "<?", "</rss", "<item>", "&#", "<a b='"])
def test_a_feed_of_marks_that_are_never_closed_is_read_in_time(tmp_path: Path, mark: str) -> None:
    whole = feeds.rss(feeds.item(title=STORY.title))
    (tmp_path / "가.xml").write_text(whole.replace("</channel>", mark * (600_000 // len(mark))), encoding="utf-8")
    found(tmp_path / "가.xml")


@pytest.mark.parametrize("name", ["가.xml", "나.xml"])
@pytest.mark.parametrize("before", ["\n" * 500_000, "<!--" + "\n" * 500_000 + "-->"])
def test_blank_lines_before_and_in_xml_cost_nothing(tmp_path: Path, name: str, before: str) -> None:
    document = feeds.rss(feeds.item(title=STORY.title)) if name == "가.xml" else feeds.answer(feeds.news())
    declaration, root = document.split("?>", 1)
    (tmp_path / name).write_text(f"{declaration}?>{before}{root}".replace("</", f"{before}</", 1), encoding="utf-8")
    with (tmp_path / name).open("rb") as file:
        start = time.perf_counter()
        assert len(list(ingest.READERS["feed" if name == "가.xml" else "policy"](file, name))) == 1
    assert time.perf_counter() - start < LIMIT


NAMES = ["가\x1b[2J나.txt", "가\r\n나.txt", "가\u202etxt.나.txt", "가\u2028나\x7f\u200b.txt", "\x9b31m가.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_control_characters_in_a_name_are_never_shown(tmp_path: Path, name: str) -> None:
    """In the name of a file, of a folder, of an entry of an archive, and of an attachment; `found` looks at origins."""
    text = f"{STORY.title}\n\n{STORY.body}\n"
    folder = tmp_path / "폴더" / name
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "폴더" / "가.zip", "w") as archive:
        archive.writestr(name, text)
    encoded = base64.b64encode(name.encode()).decode()
    (tmp_path / "폴더" / "나.eml").write_text(
        f'MIME-Version: 1.0\nContent-Disposition: attachment; filename="=?utf-8?B?{encoded}?="\n\n{text}',
        encoding="utf-8",
    )
    items = found(tmp_path / "폴더")
    assert len(items) == 3
    for item in items:
        assert isinstance(item, Article)
        assert item.id.isprintable()


def test_of_entries_that_share_their_bytes_one_is_read(tmp_path: Path) -> None:
    """A small archive whose list names one entry over and over again, under another name each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("000.txt", b"a" * 1_000_000)
    data = buffer.getvalue()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[start:end].replace(b"000", b"%03d" % number) for number in range(1, 50))
    count = (50).to_bytes(2, "little") * 2 + (len(entries) + end - start).to_bytes(4, "little")
    (tmp_path / "가.zip").write_bytes(data[:end] + entries + data[end : end + 8] + count + data[end + 16 :])
    items = found(tmp_path / "가.zip")
    assert [type(item) for item in items] == [Article, *[Rejected] * 49]


def test_many_small_files_are_no_way_around_the_ratio(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "가.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(70):
            archive.writestr(f"{number}.txt", bytes(1_000_000))
    (one,) = found(tmp_path / "가.zip")
    assert isinstance(one, Rejected)
    assert "압축 폭탄" in one.reason


@pytest.mark.parametrize(
    "target", ["../../../../etc/hostname", "/etc/hostname", "file:///etc/hostname", "http://127.0.0.1:9/"]
)
def test_a_workbook_that_refers_to_what_is_outside_of_it_is_refused(tmp_path: Path, target: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(workbook(Sheet([["제목", "본문"], [STORY.title, STORY.body]]))))
    with zipfile.ZipFile(tmp_path / "가.xlsx", "w") as archive:
        for name in whole.namelist():
            content = whole.read(name).decode()
            archive.writestr(name, content.replace("worksheets/sheet1.xml", target))
    (one,) = found(tmp_path / "가.xlsx")
    assert isinstance(one, Rejected)
    assert "깨졌거나" in one.reason


def test_a_text_of_millions_of_lines_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "가.txt").write_bytes(b"a\n" * 2_500_000)
    (one,) = found(tmp_path / "가.txt")
    assert isinstance(one, Rejected)
    assert "한도 100,000줄" in one.reason


@pytest.mark.parametrize(
    "header",
    [
        "Content-Disposition: attachment; filename*=idna''x",
        "Content-Disposition: attachment; filename*=undefined''x",
        "Content-Disposition: attachment; filename*0*=a%00''x",
        "Content-Disposition: attachment; filename*=a\0''x",
        "Content-Type: text/plain; charset*=a\0''x",
        "Content-Type: text/plain; charset*0*=a%00''x",
        "List-Id: <x>\nFrom: " + "(" * 5_000,
    ],
)
def test_a_header_in_an_encoding_that_is_none_costs_only_itself(header: str) -> None:
    source = f"MIME-Version: 1.0\n{header}\n\n{STORY.title}\n{STORY.body}".encode()
    assert len(list(eml.read(io.BytesIO(source), "가.eml"))) == 1


@pytest.mark.parametrize("boundary", ["boundary*=idna''x", "boundary*=a\0''x", "boundary*0*=a%00''x"])
@pytest.mark.parametrize("name", ["가.eml", "가.mhtml"])
def test_a_boundary_in_an_encoding_that_is_none_is_a_broken_message(tmp_path: Path, name: str, boundary: str) -> None:
    head = f"MIME-Version: 1.0\nContent-Type: multipart/mixed; {boundary}\n\n--x\n\n"
    (tmp_path / name).write_text(head + STORY.body, encoding="utf-8")
    (one,) = found(tmp_path / name)
    assert isinstance(one, Rejected)
    assert "메일의 구조가 깨져" in one.reason


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("\r" * 1_000_001, "1,000,000줄을 넘습니다"),
        ("Content-Type: multipart/mixed; boundary=x\r\r" + "--x\r\r" * 400_000, "여러 겹"),
        ('A: b\rContent-Type: a/b; x="' + '\\";"' * 100_000 + "\r\rx", "머리글이 한도"),
    ],
)
def test_a_lone_carriage_return_hides_no_line(tmp_path: Path, lines: str, reason: str) -> None:
    (tmp_path / "가.eml").write_bytes(b"MIME-Version: 1.0\r\nSubject: a\r\n" + lines.encode())
    (one,) = found(tmp_path / "가.eml")
    assert isinstance(one, Rejected)
    assert reason in one.reason


def size(number: int) -> str:
    return f"{number >> 30} GB" if number >> 30 else f"{number >> 20} MB"


MESSAGE = [size(mime.LIMIT), f"{mime._LINES:,} lines", f"{mime._PARTS:,} parts"]


@pytest.mark.parametrize(
    ("reader", "limits"),
    [
        ("text", [size(decode.FILE_LIMIT), f"{plain._LINES:,} lines"]),
        ("html", [size(decode.FILE_LIMIT), f"{html._ELEMENTS:,} elements"]),
        ("mhtml", MESSAGE),
        ("eml", [*MESSAGE, f"{mime._HOLDERS} parts that", f"{mime._PARAMETERS:,} bytes", size(decode.FILE_LIMIT)]),
        ("zip", [f"{zipped._FILES:,} files", size(zipped._TOTAL), size(zipped._FILE), f"{zipped._RATIO} times", size(zipped._SMALL), size(zipped._MANY)]),
        ("jsonl", [size(decode.FILE_LIMIT)]),
        ("json", [size(jsondoc.DOCUMENT_LIMIT), f"{jsondoc._DEPTH} levels"]),
        ("csv", [f"{delimited.CELL_LIMIT:,} characters"]),
        ("xlsx", [size(xlsx.UNPACKED_LIMIT), f"{xlsx.RATIO_LIMIT} times", size(xlsx.RATIO_FREE), size(xlsx.ELEMENT_LIMIT), f"{xlsx.STRING_LIMIT:,} shared"]),
        ("feed", [size(xmltext.LIMIT), f"{feed._ENTRIES:,} entries", f"{feed._MARKS:,} marks", size(feed._BROKEN_LIMIT)]),
        ("policy", [size(xmltext.LIMIT), f"{policy_xml._ITEMS:,} items"]),
        ("hwpx", [size(hwpx.BYTES_LIMIT), f"{hwpx.PARTS_LIMIT:,} parts", size(hwpx.UNPACKED_LIMIT), f"{hwpx.RATIO_LIMIT} times"]),
        ("pdf", [size(pdf.BYTES_LIMIT), f"{pdftext.PAGES_LIMIT} pages", f"{pdftext.TEXT_LIMIT:,} characters", f"{pdftext.SECONDS_LIMIT} s", size(pdftext.MEMORY_LIMIT)]),
    ],
)  # fmt: skip
def test_the_table_of_limits_is_that_of_the_code(reader: str, limits: list[str]) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "reliability.md").read_text(encoding="utf-8")
    (row,) = (row for row in page.splitlines() if row.startswith(f"| {reader} | ") and row.count("|") == 4)
    assert [limit for limit in limits if limit not in row] == []
    assert reader in ingest.READERS


def test_the_table_of_limits_has_every_reader() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert [kind for kind in ingest.READERS if f"| {kind} | " not in page] == []
    assert f"at most {ingest.BODY_LIMIT:,} characters, standard input {size(ingest.STDIN_LIMIT)}" in page
