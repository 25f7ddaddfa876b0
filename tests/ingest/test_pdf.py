"""PDF: the text as it was printed, without what recurs on each page; hostile files cost one line and little time."""

from __future__ import annotations

import io
import subprocess
import time
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import pdf, pdflayout, pdftext, read
from briefing.ingest.pdftext import Page, Run
from briefing.model import Article, Rejected
from tests.ingest import releases
from tests.ingest.releases import MARKET, PROSE, RELEASES, RIVERS, Release, f1


def article(data: bytes) -> Article:
    (found,) = pdf.read(io.BytesIO(data), "자료/보도자료.pdf")
    assert isinstance(found, Article)
    return found


def squashed(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.split("\n")]


@pytest.mark.parametrize("release", RELEASES.values(), ids=RELEASES)
def test_a_release_comes_back_as_it_was_written(release: Release) -> None:
    found = article(releases.pdf(release))
    assert (found.title, found.subtitles, found.outlet) == (release.title, release.subtitles, release.outlet)
    assert squashed(found.body) == squashed(release.body)  # running heads and page numbers are in neither
    assert (found.id, found.origin) == ("보도자료.pdf", "자료/보도자료.pdf")
    assert found.extra.count('"phone"') == len(release.contacts)


def test_the_day_and_the_embargo_of_a_release() -> None:
    found = article(releases.pdf(MARKET))
    assert found.published == date(2024, 1, 17)
    assert found.embargo == datetime(2024, 1, 17, 12)


@pytest.mark.parametrize(
    ("style", "release", "least"),
    [
        ("p { text-align: left }", RIVERS, 1.0),
        ("p { margin: 0 } body { font-size: 10pt; line-height: 1.4 }", MARKET, 1.0),
        ("p { padding-left: 1.5em; text-indent: -1.5em }", MARKET, 1.0),
        ("td { border-left: 0; border-right: 0 } td + td { border-left: .5pt solid #333 }", RIVERS, 1.0),
        ("td { border: 0 }", MARKET, 1.0),
        ("td { vertical-align: middle; width: 22%; font-size: 9pt }", RIVERS, 1.0),
        ("@page { size: A5; margin: 12mm }", RIVERS, 0.995),
    ],
)
def test_the_body_whatever_the_layout(style: str, release: Release, least: float) -> None:
    assert f1(article(releases.pdf(release, style)).body, release.body) >= least


def test_spaces_that_the_file_keeps_at_its_line_ends_are_believed() -> None:
    assert article(releases.pdf(PROSE, "p { white-space: pre-wrap }")).body == PROSE.body


@pytest.mark.xfail(strict=True, reason="without spaces at line ends 새 / 벽까지 needs a dictionary")
def test_a_word_broken_at_the_margin_that_stands_nowhere_else() -> None:
    assert article(releases.pdf(PROSE)).body == PROSE.body


@pytest.mark.parametrize("name", ["보도자료.pdf", "보도자료.txt", "보도자료"])
def test_the_content_says_what_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(releases.pdf(PROSE))
    (found,) = read([tmp_path / name])
    assert isinstance(found, Article)
    assert found.title == PROSE.title


# --- layout ---------------------------------------------------------------------------------------------


def run(text: str, left: float = 60.0, base: float = 700.0, size: float = 12.0) -> Run:
    return Run(left, left + size * len(text), base, size, text)


def rows(*pages: list[Run]) -> list[tuple[str, ...]]:
    return [row.cells for row in pdflayout.rows([Page(runs, [], []) for runs in pages])]


FULL = "가나다라 마바사아 자차카타 파하거너 더러머버 서어저처 커터퍼허"


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    page = [run(FULL, base=700), run("고노도로 모보소", base=680), run(FULL, base=660), run(FULL, base=640)]
    assert rows(page) == [(f"{FULL} 고노도로 모보소",), (f"{FULL} {FULL}",)]


@pytest.mark.parametrize("mark", ["□ ", "ㅇ ", "- ", "* ", "※ ", "① ", "1. "])
def test_list_marks_begin_lines(mark: str) -> None:
    page = [run(FULL, base=700), run(mark + FULL, base=680), run(FULL, base=660)]
    assert rows(page) == [(FULL,), (f"{mark}{FULL} {FULL}",)]


def test_a_paragraph_goes_on_over_the_page_and_its_heads() -> None:
    pages = [
        [
            run("다온부 보도자료 모음", base=800),
            run(FULL + c, base=700),
            run(c + FULL, base=680),
            run(f"- {n} -", base=40),
        ]
        for n, c in enumerate("가나다", 1)
    ]
    ((found,),) = rows(*pages)
    assert squashed(found) == squashed("".join(f"{FULL}{c}{c}{FULL}" for c in "가나다"))


def test_a_sentence_that_recurs_is_no_running_head() -> None:
    pages = [[run("상인을 돕겠다고 말했다.", base=800), run(f"□ {n}째 항목", base=700)] for n in "가나다"]
    assert [row for row in rows(*pages) if "상인" in row[0]] == [("상인을 돕겠다고 말했다.",)] * 3


def test_columns_far_apart_on_one_line_are_a_row() -> None:
    assert rows([run("구분"), run("2024년", 200), run("2025년", 340)]) == [("구분", "2024년", "2025년")]


def test_a_cell_over_several_lines_and_one_over_several_rows() -> None:
    upright = [(x, 600.0, 720.0) for x in (50.0, 150.0, 300.0)]
    level = [(720.0, 50.0, 300.0), (660.0, 150.0, 300.0), (600.0, 50.0, 300.0)]
    runs = [run("구분", base=655), run("첫째 줄", 160, 700), run("둘째 줄", 160, 680), run("아래 칸", 160, 620)]
    found = pdflayout.rows([Page(runs, upright, level)])
    assert [row.cells for row in found] == [("구분", "첫째 줄 둘째 줄"), ("아래 칸",)]


# --- hostile --------------------------------------------------------------------------------------------


def made(*objects: bytes, root: int = 1) -> bytes:
    """A PDF with these objects, numbered from 1."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (root, len(objects) + 1, len(data))
    return data + head + table + tail


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def loop_of_pages() -> bytes:
    return made(CATALOG, b"<</Type/Pages/Count 100000/Kids[2 0 R 2 0 R 3 0 R]>>", b"<</Type/Pages/Parent 2 0 R/Count 1/Kids[2 0 R]>>")  # fmt: skip


def loop_of_forms() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return made(CATALOG, PAGES, PAGE, stream(b"/X Do"), form)


def loop_of_tables() -> bytes:
    data = made(CATALOG, PAGES, PAGE, stream(b""))
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Size", b"/Prev %d/Size" % place)


def bomb() -> bytes:
    press = zlib.compressobj(9)
    inner = b"".join(press.compress(b"q " * 1_000_000) for _ in range(150)) + press.flush()
    return made(CATALOG, PAGES, PAGE, stream(zlib.compress(inner, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 504))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return made(CATALOG, b"<</Type/Pages/Count 501/Kids[%s]>>" % kids, *[page] * 501)


def locked() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(releases.pdf(PROSE))))
    writer.encrypt("열쇠", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (loop_of_pages, ""),
        (loop_of_forms, "한도를 넘겨 읽지 못한"),
        (loop_of_tables, "글자가 없는(스캔한)"),
        (bomb, ""),
        (many_pages, "한도 500쪽"),
        (locked, "암호가 걸린"),
        (lambda: made(CATALOG, PAGES, PAGE, stream(b"0 0 595 842 re f")), "글자가 없는(스캔한)"),
        (lambda: b"%PDF-1.7\n", "깨졌거나"),
        (lambda: b"%PDF-1.7\n" + b"1 0 obj <<" * 200_000, "깨졌거나"),
        (lambda: b"%PDF-1.7\n" + b"[" * 3_000_000, "깨졌거나"),
    ],
)
def test_what_cannot_be_read_is_refused_soon(tmp_path: Path, make: Callable[[], bytes], reason: str) -> None:
    (tmp_path / "가.pdf").write_bytes(make())
    start = time.perf_counter()
    (found,) = read([tmp_path / "가.pdf"])
    assert time.perf_counter() - start < 20
    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.reason.endswith("주십시오.")


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "BYTES_LIMIT", 1_000)
    with pytest.raises(InputError, match="넘는 PDF"):
        article(b"%PDF-1.7\n" + bytes(1_000))


def test_a_process_that_hangs_or_dies_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    start = subprocess.run
    monkeypatch.setattr(pdf, "SECONDS_LIMIT", 0.001)
    with pytest.raises(InputError, match="초 안에 읽지 못한"):
        article(releases.pdf(PROSE))
    monkeypatch.setattr(pdf, "SECONDS_LIMIT", 60)
    monkeypatch.setattr(subprocess, "run", lambda *_, **more: start(["false"], **more))
    with pytest.raises(InputError, match="한도를 넘겨"):
        article(releases.pdf(PROSE))


def test_fonts_that_do_not_tell_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_rows", lambda *_: [pdf.Row(("\ue000\ue001\ufffd가",))])
    with pytest.raises(InputError, match="글꼴에 글자 정보가 없어"):
        article(b"%PDF-")


VALID = made(CATALOG, PAGES, PAGE.replace(b"/XObject<</X 5 0 R>>", b"/Font<</F 5 0 R>>"), stream(b"BT /F 12 Tf 60 700 Td (Hello) Tj ET"), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")  # fmt: skip


@given(st.binary(max_size=60), st.integers(0, len(VALID)), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_arbitrary_bytes_in_a_file(noise: bytes, at: int, cut: int) -> None:
    try:
        found = pdflayout.rows(list(pdftext.pages(VALID[:at] + noise + VALID[at + cut :])))
    except pdftext.UnreadableError:
        return
    assert all(row.cells for row in found)


@given(
    st.lists(
        st.builds(run, st.text("가나다 .□-1", min_size=1, max_size=9).filter(str.strip), st.floats(0, 500), st.floats(0, 800), st.floats(1, 30)),
        max_size=25,
    ),
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400), st.floats(400, 800)), max_size=6),
    st.lists(st.tuples(st.floats(0, 800), st.floats(0, 300), st.floats(300, 600)), max_size=6),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_wherever_it_stands(
    runs: list[Run], upright: list[tuple[float, float, float]], level: list[tuple[float, float, float]]
) -> None:
    found = pdflayout.rows([Page(runs, upright, level)])
    letters = sorted(c for r in runs for c in r.text if c in "가나다□")
    assert sorted(c for row in found for cell in row.cells for c in cell if c in "가나다□") == letters
