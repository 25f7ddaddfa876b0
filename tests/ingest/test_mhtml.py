"""Pages saved as one file: the main page is found among its parts and read like any saved page."""

from __future__ import annotations

import base64
import quopri
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import mhtml, read
from briefing.model import Article, Rejected
from tests.ingest.stories import STORIES
from tests.ingest.webpages import cms

STORY = STORIES["long"]
PAGE = cms(STORY)
BODY = "\n".join(STORY.paragraphs)
FRAME = (
    "<html><body><p>광고 틀입니다. 지금 신청하시면 첫 달이 무료입니다. 자세한 내용은 눌러 보십시오.</p></body></html>"
)
ADDRESS = "https://saebyeok.example/news/1"


def encoded(text: str, transfer: str, charset: str = "utf-8") -> str:
    data = text.encode(charset)
    return (base64.encodebytes(data) if transfer == "base64" else quopri.encodestring(data)).decode("ascii")


def part(
    text: str, *, kind: str = "text/html", transfer: str = "quoted-printable", charset: str = "utf-8", **headers: str
) -> str:
    lines = [f"Content-Type: {kind}; charset={charset}", f"Content-Transfer-Encoding: {transfer}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", encoded(text, transfer, charset).replace("\n", "\r\n")])


def saved(
    *parts: str, extra: str = "", head: str = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\n"
) -> bytes:
    body = "\r\n".join(f"------쪽\r\n{one}" for one in parts)
    return (
        f"{head}Subject: =?utf-8?B?7ZWc?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"{extra};\r\n"
        f"\tboundary=\"----쪽\"\r\n\r\n\r\n{body}\r\n------쪽--\r\n"
    ).replace("쪽", "MultipartBoundary--x").encode("ascii")  # fmt: skip


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "cp949"])
def test_the_main_page_is_read_like_a_saved_page(tmp_path: Path, transfer: str, charset: str) -> None:
    page = PAGE.replace("charset=utf-8", "charset=euc-kr").replace("©", "ⓒ") if charset == "cp949" else PAGE
    path = tmp_path / "2024-03-01 기사.mhtml"
    path.write_bytes(saved(
        part(page, transfer=transfer, charset=charset, Content_Location=ADDRESS),
        part("\x89PNG", kind="image/png", transfer="base64", Content_Location="https://saebyeok.example/1.png"),
    ))  # fmt: skip
    (found,) = read([path])
    assert isinstance(found, Article)
    assert (found.title, found.body, found.outlet) == (STORY.title, BODY, "새벽신문")
    assert (found.published, found.url, found.id) == (date(2024, 2, 14), ADDRESS, "2024-03-01 기사.mhtml")


@pytest.mark.parametrize(
    "data",
    [
        saved(part(FRAME, Content_Location="https://ad.example/"), part(PAGE, Content_Location=ADDRESS)),
        saved(part(FRAME), part(PAGE, Content_ID="<main@x>"), extra=';\r\n\tstart="<main@x>"', head=""),
        saved(part(PAGE), part(FRAME), head=""),
        saved(part("p{}", kind="text/css"), part(PAGE), head='From: "Saved by Internet Explorer 11"\r\n'),
        f"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n{part(PAGE)}".encode(),
    ],
)
def test_which_part_is_the_main_page(data: bytes) -> None:
    assert mhtml.read(data, "기사.mhtml").body == BODY


@pytest.mark.parametrize("name", ["기사.mhtml", "기사.mht", "기사.html", "기사.txt", "기사"])
def test_the_content_beats_the_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(saved(part(PAGE, Content_Location=ADDRESS)))
    (found,) = read([path])
    assert isinstance(found, Article)
    assert found.body == BODY


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(part("p{}", kind="text/css")), "웹 페이지가 없습니다"),
        (saved(), "웹 페이지가 없습니다"),
        (saved(part("<html></html>", Content_Location=ADDRESS)), "기사 본문을 찾지 못했습니다"),
        (b"MIME-Version: 1.0\r\n" + b"\r\n" * 1_000_001, "한도 50MB"),
        (b"MIME-Version: 1.0\r\n" + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 5_000, "여러 겹"),
    ],
)
def test_what_holds_no_article_is_refused_with_the_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refusal:
        mhtml.read(data, "기사.mhtml")
    assert refusal.value.remedy.endswith("주십시오.")


BASE = saved(part(PAGE[:2000], Content_Location=ADDRESS), part(FRAME, transfer="base64"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(BASE) - 1), st.integers(0, 255)), max_size=10),
    st.integers(0, len(BASE)),
    st.binary(max_size=40),
)
def test_any_damage_gives_an_article_or_a_rejection(
    tmp_path: Path, changes: list[tuple[int, int]], cut: int, extra: bytes
) -> None:
    data = bytearray(BASE)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path / "기사.mhtml"
    path.write_bytes(bytes(data[:cut]) + extra + bytes(data[cut:]))
    (found,) = read([path])
    assert isinstance(found, Article | Rejected)
