"""Zip archives: walked like folders; what is hostile, damaged or locked is named and the rest is read."""

from __future__ import annotations

import io
import struct
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import ingest
from briefing.errors import InputError
from briefing.ingest import _Budget as Budget
from briefing.ingest import read, zipped
from briefing.ingest.found import Member
from briefing.model import Article, Rejected
from tests.ingest.stories import STORIES

STORY = STORIES["plain"]
TEXT = f"{STORY.title}\n\n{STORY.body}\n".encode()


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data, method)
    return buffer.getvalue()


def found(data: bytes) -> list[Member | Rejected | Article]:
    return list(zipped.read(io.BytesIO(data), "기사.zip"))


def refused(data: bytes) -> str:
    (one,) = found(data)
    assert isinstance(one, Rejected)
    assert one.reason.endswith("주십시오.")
    return one.reason


def test_files_come_in_order_with_the_names_of_their_folders(tmp_path: Path) -> None:
    path = tmp_path / "기사.zip"
    path.write_bytes(packed(("나.txt", TEXT), ("속/2024-04-16 가.txt", TEXT), ("속/", b""), ("표.bin", b"\x00")))
    articles = list(read([path]))
    assert [one.origin for one in articles] == [
        f"{path}/나.txt", f"{path}/속/2024-04-16 가.txt", f"{path}/표.bin",
    ]  # fmt: skip
    assert [type(one) for one in articles] == [Article, Article, Rejected]
    second = articles[1]
    assert isinstance(second, Article)
    assert (second.id, str(second.published), second.title) == ("2024-04-16 가.txt", "2024-04-16", STORY.title)


def test_an_archive_in_an_archive_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    path = tmp_path / "기사.zip"
    inner = packed(("가.txt", TEXT), ("다.zip", packed(("나.txt", TEXT))))
    path.write_bytes(packed(("속.zip", inner)))
    first, second = read([path])
    assert isinstance(first, Article)
    assert first.origin == f"{path}/속.zip/가.txt"
    assert second == Rejected(f"{path}/속.zip/다.zip/나.txt", "너무 깊이 든 파일입니다. 압축을 풀어 다시 주십시오.")


@pytest.mark.parametrize(
    "name", ["__MACOSX/._가.txt", "._가.txt", ".DS_Store", "속/.숨김.txt", "Thumbs.db", ".git/설정.txt", "빈폴더/"]
)
def test_what_systems_add_is_passed_over(name: str) -> None:
    assert [one.name for one in found(packed((name, b"x"), ("가.txt", TEXT))) if isinstance(one, Member)] == ["가.txt"]


def _unmarked(name: bytes) -> bytes:
    """An archive whose entry has a name without the mark of UTF-8."""
    data = packed(("x" * len(name), TEXT))
    return data.replace(b"x" * len(name), name)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("보도자료.txt".encode("cp949"), "보도자료.txt"),
        ("쀍보도.txt".encode("cp949"), "쀍보도.txt"),
        ("보도자료.txt".encode(), "보도자료.txt"),
        (unicodedata.normalize("NFD", "보도자료.txt").encode(), "보도자료.txt"),
        ("폴더\\기사.txt".encode("cp949"), "폴더/기사.txt"),
        (b"\xff\xfe.txt", "\u00a0■.txt"),
    ],
)
def test_names_in_the_encodings_of_korean_systems(raw: bytes, name: str) -> None:
    (one,) = found(_unmarked(raw))
    assert isinstance(one, Member)
    assert one.name == name


@pytest.mark.parametrize(
    "name", ["/etc/passwd.txt", "../밖.txt", "속/../../밖.txt", "C:\\밖.txt", "..\\밖.txt", "c:밖.txt", "/속/.."]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert "밖을 가리키는" in refused(_unmarked(name.encode()))


def test_of_two_entries_of_one_name_the_first_is_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("가.txt", TEXT), ("가.txt", b"x"))
    first, second = found(data)
    assert first == Member("가.txt", TEXT)
    assert isinstance(second, Rejected)
    assert "두 번" in second.reason


def _with(data: bytes, offset: int, value: bytes) -> bytes:
    """The archive with bytes of its only entry's record in the list at the end changed."""
    place = data.index(b"PK\x01\x02") + offset
    return data[:place] + value + data[place + len(value) :]


def test_locked_linked_and_strangely_packed_entries_are_refused() -> None:
    data = packed(("가.txt", TEXT))
    link = zipfile.ZipInfo("가.txt")
    link.external_attr = 0o120777 << 16
    assert "암호" in refused(_with(data, 8, b"\x01\x00"))
    assert "링크" in refused(packed((link, b"/etc/passwd")))
    assert "방식" in refused(_with(data, 10, b"\x63\x00"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:40] + b"\xff" * 20 + data[60:],
        lambda data: _with(data, 16, b"\x00\x00\x00\x00"),
        lambda data: _with(data, 24, b"\x05\x00\x00\x00"),
        lambda data: b"PK\x03\x04" + bytes(26) + data[30:],
    ],
)
def test_a_damaged_entry_is_refused(damage: Callable[[bytes], bytes]) -> None:
    assert "깨져" in refused(damage(packed(("가.txt", TEXT))))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x05\x06", packed(("가.txt", TEXT))[:-30], b"PK\x03\x04" + bytes(500)]
)
def test_a_damaged_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "기사.zip"
    path.write_bytes(data)
    (one,) = read([path])
    assert isinstance(one, Rejected)
    assert "깨져" in one.reason


@pytest.mark.parametrize("name", ["기사.zip", "기사.txt", "기사"])
def test_the_content_beats_the_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(packed(("가.txt", TEXT)))
    (one,) = read([path])
    assert isinstance(one, Article)
    assert one.origin == f"{path}/가.txt"


@pytest.mark.parametrize("entry", ["[Content_Types].xml", "mimetype"])
@pytest.mark.parametrize("name", ["문서.docx", "문서.odt"])
def test_a_document_in_an_archive_is_no_archive(tmp_path: Path, name: str, entry: str) -> None:
    path = tmp_path / name
    path.write_bytes(packed((entry, b"x"), ("word/document.xml", b"<x/>")))
    (one,) = read([path])
    assert isinstance(one, Rejected)
    assert one.origin == str(path)


def test_an_archive_without_files_is_refused() -> None:
    with pytest.raises(InputError, match="읽을 파일이 없습니다"):
        found(packed())


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    bomb = packed(("영.txt", bytes(50_000_000)))
    assert len(bomb) < 100_000
    start = time.perf_counter()
    assert "압축 폭탄" in refused(bomb)
    assert "한도 200MB" in refused(_with(bomb, 24, struct.pack("<L", 300_000_000)))
    many = packed(*((f"{i}.txt", b"x") for i in range(30)))
    for i in range(30):
        place = -1
        for _ in range(i + 1):
            place = many.index(b"PK\x01\x02", place + 1)
        many = many[: place + 24] + struct.pack("<L", 100_000_000) + many[place + 28 :]
    with pytest.raises(InputError, match="한도 2GB"):
        found(many)
    assert time.perf_counter() - start < 2


def test_an_archive_of_too_many_files_is_refused() -> None:
    with pytest.raises(InputError, match="한도 20,000개"):
        found(packed(*((f"{i}", b"") for i in range(20_001)), method=zipfile.ZIP_STORED))
    data = packed(("가.txt", TEXT))
    end = data.index(b"PK\x05\x06")
    with pytest.raises(InputError, match="한도 20,000개"):
        found(data[: end + 12] + struct.pack("<L", 1_000_000_000) + data[end + 16 :])


BASE = packed(("가.txt", TEXT), ("속/나.html", b"<html><p>" + TEXT))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(BASE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(BASE)))
def test_any_damage_gives_files_or_rejections(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(BASE)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path / "기사.zip"
    for damaged in (bytes(data), bytes(data[:cut]), b"PK\x03\x04" + bytes(data[cut:])):
        path.write_bytes(damaged)
        assert all(isinstance(one, Article | Rejected) for one in read([path]))


def test_archives_in_an_archive_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = packed(("가.txt", TEXT), ("나.txt", TEXT))
    path = tmp_path / "기사.zip"
    path.write_bytes(packed(("가.zip", inner), ("나.zip", inner), ("다.zip", inner)))
    monkeypatch.setattr(ingest, "_Budget", lambda: Budget(files=4))
    *articles, last, rest = read([path])
    assert [one.origin for one in articles] == [f"{path}/가.zip/{name}.txt" for name in ("가", "나")]
    for one, origin in ((last, f"{path}/나.zip"), (rest, str(path))):
        assert one == Rejected(origin, "안에 든 파일이 너무 많거나 큽니다. 압축을 풀어 나누어 주십시오.")
