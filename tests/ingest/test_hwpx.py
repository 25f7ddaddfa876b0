"""Hangul documents: what is printed comes out in reading order, what is hostile or locked does not."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import hwpx, read
from briefing.model import Article, Rejected
from tests.ingest import releases
from tests.ingest.releases import RELEASES, Release, package, paragraph, section, table

P = paragraph
LEAD = "다온부는 전통시장 상인을 돕는 방안을 17일 발표하였다."


def article(data: bytes) -> Article:
    (found,) = hwpx.read(io.BytesIO(data), "자료/보도자료.hwpx")
    assert isinstance(found, Article)
    return found


def body(content: str) -> list[str]:
    """The lines of a document with this content below a title."""
    return article(package(section(P("상생 방안", 1) + content))).body.split("\n")


def run(content: str) -> str:
    return f'<hp:p><hp:run charPrIDRef="0">{content}</hp:run></hp:p>'


def note(text: str, kind: str = "footNote", number: str = "1") -> str:
    return f'<hp:ctrl><hp:{kind} number="{number}"><hp:subList>{P(text)}</hp:subList></hp:{kind}></hp:ctrl>'


@pytest.mark.parametrize("release", RELEASES.values(), ids=RELEASES)
def test_a_release_comes_back_as_it_was_written(release: Release) -> None:
    found = article(releases.hwpx(release))
    assert (found.title, found.subtitles, found.outlet) == (release.title, release.subtitles, release.outlet)
    assert found.body == release.body
    assert (found.id, found.origin) == ("보도자료.hwpx", "자료/보도자료.hwpx")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(run(f"<hp:t>{LEAD[:9]}</hp:t>{note('누리연구원 조사')}<hp:t>{LEAD[9:]}</hp:t>") + P("둘째 문단이다."), [LEAD, "1) 누리연구원 조사", "둘째 문단이다."], id="footnote behind its paragraph"),
        pytest.param(run(f"<hp:t>{LEAD}</hp:t>{note('끝의 주석', 'endNote', '')}"), [LEAD, "끝의 주석"], id="endnote without number"),
        pytest.param(run("<hp:t>예산은<hp:tab/>45억<hp:nbSpace/>원<hp:fwSpace/>이다<hp:deleteBegin/>만 줄었다<hp:deleteEnd/>.</hp:t>"), ["예산은 45억 원 이다."], id="blanks and deleted text"),
        pytest.param(run("<hp:t>늘어난 <hp:deleteBegin/>헌</hp:t><hp:t>것<hp:deleteEnd/>예산이다.</hp:t>"), ["늘어난 예산이다."], id="deleted over two runs"),
        pytest.param(run("<hp:t>상인을 돕는<hp:lineBreak/>방안이다.<hp:lineBreak/>- 첫째 항목</hp:t>"), ["상인을 돕는 방안이다.", "- 첫째 항목"], id="forced line breaks"),
        pytest.param(run(f"<hp:t>{LEAD}</hp:t><hp:ctrl><hp:header><hp:subList>{P('머리말')}</hp:subList></hp:header></hp:ctrl><hp:ctrl><hp:footer><hp:subList>{P('꼬리말')}</hp:subList></hp:footer></hp:ctrl>"), [LEAD], id="running heads"),
        pytest.param(run(f"<hp:ctrl><hp:fieldBegin type='MEMO'><hp:subList>{P('검토 의견')}</hp:subList></hp:fieldBegin></hp:ctrl><hp:t>{LEAD}</hp:t><hp:ctrl><hp:hiddenComment><hp:subList>{P('숨은 설명')}</hp:subList></hp:hiddenComment></hp:ctrl>"), [LEAD], id="memos and hidden comments"),
        pytest.param(run(f"<hp:t>{LEAD}</hp:t><hp:pic><hp:shapeComment>그림입니다. 원본 이름: 가.jpg</hp:shapeComment><hp:caption><hp:subList>{P('간담회 모습')}</hp:subList></hp:caption></hp:pic>"), [LEAD], id="pictures"),
        pytest.param(P(LEAD) + run(f"<hp:rect><hp:drawText><hp:subList>{P('상자 안의 글이다.')}</hp:subList></hp:drawText></hp:rect>"), [LEAD, "상자 안의 글이다."], id="text box"),
        pytest.param(run(f"<hp:t>{LEAD[:-3]}</hp:t><hp:dutmal><hp:mainText>하였</hp:mainText><hp:subText>위</hp:subText></hp:dutmal><hp:t>다.</hp:t>"), [f"{LEAD[:-3]}하였다."], id="gloss"),
        pytest.param(P("추진 배경", shape=7) + P("상인의 고령화", shape=8), ["□ 추진 배경", "• 상인의 고령화"], id="automatic bullets"),
        pytest.param(table([("구분", "2024년"), ("예산", ""), ("합계", "45억 원")]), ["구분 | 2024년", "예산", "합계 | 45억 원"], id="table"),
        pytest.param(run(f"<hp:tbl><hp:caption><hp:subList>{P('< 예산 >')}</hp:subList></hp:caption><hp:tr><hp:tc><hp:subList>{P('가')}{P('나')}</hp:subList></hp:tc><hp:tc><hp:subList>{table([('1', '2')])}</hp:subList></hp:tc></hp:tr></hp:tbl>"), ["< 예산 >", "가 나 | 1 2"], id="caption, lines in a cell, table in a cell"),
        pytest.param(P(LEAD) + P("  ") + P("둘째 문단이다."), [LEAD, "둘째 문단이다."], id="empty paragraph"),
    ],
)  # fmt: skip
def test_what_a_document_prints_and_in_which_order(content: str, expected: list[str]) -> None:
    assert body(content) == expected


def test_sections_in_the_order_of_their_numbers() -> None:
    sections = [section(P("상생 방안", 1)), *(section(P(f"{i}번째 문단이다.")) for i in range(1, 12))]
    assert article(package(*sections)).body.split("\n") == [f"{i}번째 문단이다." for i in range(1, 12)]


@pytest.mark.parametrize("name", ["보도자료.hwpx", "보도자료.hwp", "보도자료.zip", "보도자료"])
def test_the_content_says_what_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(releases.hwpx(releases.MARKET))
    (found,) = read([tmp_path / name])
    assert isinstance(found, Article)
    assert found.body == releases.MARKET.body


def bomb() -> bytes:
    return package(section("<hp:p>" + " " * 80_000_000 + "</hp:p>"))


def locked() -> bytes:
    data = bytearray(releases.hwpx(releases.PROSE))
    at = data.rindex(b"PK\x01\x02", 0, data.index(b"Contents/section0.xml", data.index(b"PK\x01\x02")))
    data[at + 8] |= 1
    return bytes(data)


def entities(declared: str, used: str = "&a;") -> bytes:
    xml = section(f"<hp:p><hp:run><hp:t>{used}</hp:t></hp:run></hp:p>")
    return package(xml.replace("?><hs:sec", f"?><!DOCTYPE x [{declared}]><hs:sec", 1))


LAUGHS = '<!ENTITY a0 "하하하하하하하하하하">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "200배 넘게 커지는"),
        (package(*[section(P("가나다라마바사" * 5_000)) for _ in range(700)]), "한도 64MB를 넘거나"),
        (entities('<!ENTITY a "끼워 넣은 글">'), "DOCTYPE"),
        (entities('<!ENTITY a SYSTEM "file:///etc/hostname">'), "DOCTYPE"),
        (entities('<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;', "글"), "DOCTYPE"),
        (entities(LAUGHS, "&a9;"), "깨졌거나"),
        (package(section(P("본문") + "<hp:t>" * 10_000 + "</hp:t>" * 10_000)), "깨졌거나"),
        (package(section(P("본문")), header="<!DOCTYPE x><x/>"), "DOCTYPE"),
        (package(section(P("본문")), **{f"BinData/{i}.png": b"" for i in range(5_001)}), "너무 많거나"),
        (package(section(P("본문")), **{"META-INF/manifest.xml": b"<x><odf:encryption-data/></x>"}), "암호가 걸렸거나"),
        (locked(), "암호가 걸렸거나"),
        (package(), "본문(Contents/section0.xml)이 없는"),
        (package(section("")), "글자가 없는"),
        (package(section(run("<hp:pic/>"))), "글자가 없는"),
        (package("<hs:sec>"), "깨졌거나"),
        (package(b"\xff\xfe\x00"), "깨졌거나"),
        (releases.hwpx(releases.MARKET)[:2_000], "깨졌거나"),
        (b"PK\x03\x04", "깨졌거나"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_once(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "가.hwpx").write_bytes(data)
    start = time.perf_counter()
    (found,) = read([tmp_path / "가.hwpx"])
    assert time.perf_counter() - start < 5
    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.reason.endswith("주십시오.")


def test_a_part_that_is_there_twice_is_refused() -> None:
    buffer = io.BytesIO(releases.hwpx(releases.PROSE))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("Contents/section0.xml", section(P("다른 본문")))
    with pytest.raises(InputError, match="이름이 겹치는"):
        list(hwpx.read(buffer, "가.hwpx"))


@pytest.mark.parametrize("name", ["보도자료.hwp", "보도자료.bin"])
@pytest.mark.parametrize("magic", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"HWP Document File V3.00 \x1a\x01"])
def test_the_older_format_is_sent_back_with_the_way_out(tmp_path: Path, name: str, magic: bytes) -> None:
    (tmp_path / name).write_bytes(magic + bytes(600))
    (found,) = read([tmp_path / name])
    assert found == Rejected(
        str(tmp_path / name),
        "한글(.hwp) 파일이라 읽지 못합니다. 한글에서 열어 HWPX(.hwpx)나 PDF로 다시 저장해 주십시오.",
    )


VALID = releases.hwpx(releases.PROSE)
XML = section(P(LEAD) + table([("가", "나")]) + run(f"<hp:t>{LEAD}</hp:t>{note('주석')}"))


def reads_or_refuses(data: bytes) -> None:
    try:
        found = list(hwpx.read(io.BytesIO(data), "가.hwpx"))
    except InputError:
        return
    assert all(isinstance(item, Article) and item.body for item in found)


@given(st.binary(max_size=400), st.integers(0, len(VALID)), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_arbitrary_bytes_in_a_document(noise: bytes, at: int, cut: int) -> None:
    reads_or_refuses(VALID[:at] + noise + VALID[at + cut :])


@given(st.binary(max_size=40), st.integers(0, len(XML)), st.integers(0, 200))
@settings(max_examples=300, deadline=None)
def test_arbitrary_bytes_in_the_text_of_a_document(noise: bytes, at: int, cut: int) -> None:
    xml = XML.encode()
    reads_or_refuses(package(xml[:at] + noise + xml[at + cut :]))


@given(st.recursive(st.text("가나 <&", max_size=8), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
@settings(max_examples=100, deadline=None)
def test_no_letter_of_nested_tables_is_lost(cells: object) -> None:
    def written(cell: object) -> str:
        if isinstance(cell, str):
            return P(cell)
        inner = "".join(f"<hp:tc><hp:subList>{written(item)}</hp:subList></hp:tc>" for item in cell)  # type: ignore[attr-defined]
        return run(f"<hp:tbl><hp:tr>{inner}</hp:tr></hp:tbl>")

    def letters(cell: object) -> str:
        return cell if isinstance(cell, str) else "".join(map(letters, cell))  # type: ignore[call-overload]

    found = "".join(body(written(cells) + P(LEAD)))
    assert "".join(found.replace(" | ", "").split()) == "".join((letters(cells) + LEAD).split())
