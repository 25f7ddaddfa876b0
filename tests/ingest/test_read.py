"""Files and folders: everything is read or accounted for."""

from __future__ import annotations

import os
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.ingest import BODY_LIMIT, date_in_name, read
from briefing.model import Article, Rejected
from tests.ingest.made import STYLES
from tests.ingest.stories import STORIES

STORY = STORIES["plain"]
TEXT = f"{STORY.title}\n\n{STORY.body}\n"


def only(path: Path, published: date | None = None) -> Article | Rejected:
    (found,) = read([path], published)
    return found


def reason(path: Path) -> str:
    found = only(path)
    assert isinstance(found, Rejected), found
    assert found.origin == str(path)
    assert found.reason.endswith("주십시오.") or "읽습니다." in found.reason
    return found.reason


def test_a_folder_is_walked_in_order_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    for name in ("나.txt", "가.txt", ".숨김.txt", "속/다.txt", ".git/라.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = list(read([tmp_path]))
    assert [item.origin for item in found] == [str(tmp_path / name) for name in ("가.txt", "나.txt", "속/다.txt")]
    assert [item.id for item in found if isinstance(item, Article)] == ["가.txt", "나.txt", "다.txt"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("빈.txt", b"", "빈 파일"),
        ("공백.txt", b" \n\n ", "본문을 찾지 못했습니다"),
        ("그림.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "그림 파일"),
        ("이진.txt", bytes(range(256)) * 8, "글이 아닌 파일"),
        ("문서.pdf", b"%PDF-1.7\n", "PDF가 아닌 파일"),
        ("문서.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1", "한글(.hwp)"),
        ("문서.hwpx", b"PK\x03\x04", "한글 문서(.hwpx)가 아닌"),
        ("표.ods", "제목,본문\n".encode(), "(.ods)"),
        ("깨짐.txt", "가나다".encode() + b"\xff" + "라마바".encode() * 9, "인코딩"),
        ("긴.txt", b"a" * 50_000_000, "한도"),
        ("메뉴.txt", "홈\n로그인\n검색\n많이 본 뉴스\n저작권자 ⓒ 새벽신문 무단전재 금지\n".encode(), "본문을 찾지 못했습니다"),
        ("본문.txt", ("가 나 " * (BODY_LIMIT // 3)).encode(), "자를 넘습니다"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_rejected_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert expected in reason(path)


def test_paths_that_lead_to_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "관.txt")
    (tmp_path / "빈폴더").mkdir()
    assert "없습니다" in reason(tmp_path / "없음.txt")
    assert "보통 파일이 아니라" in reason(tmp_path / "관.txt")
    assert "기사 파일이 없습니다" in reason(tmp_path / "빈폴더")
    (found,) = read([tmp_path / ("가" * 300)])
    assert isinstance(found, Rejected)


@pytest.fixture
def ordinary() -> Iterator[None]:
    """As a user who may not read everything: root becomes nobody (65534) for the length of the test."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    yield
    os.seteuid(me)


def test_a_file_without_permission(ordinary: None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "잠김.txt")
        path.write_text(TEXT, encoding="utf-8")
        path.chmod(0)
        assert "권한" in reason(path)


def test_links_out_of_the_folder_are_refused_and_links_inside_read_once(tmp_path: Path) -> None:
    outside, folder = tmp_path / "밖.txt", tmp_path / "안"
    folder.mkdir()
    for path in (outside, folder / "기사.txt"):
        path.write_text(TEXT, encoding="utf-8")
    (folder / "나가는링크.txt").symlink_to(outside)
    (folder / "밖폴더").symlink_to(tmp_path)
    (folder / "안링크.txt").symlink_to(folder / "기사.txt")
    (folder / "고리").symlink_to(folder / "고리")
    (folder / "자신").symlink_to(folder)
    found = {Path(item.origin).name: item for item in read([folder])}
    assert set(found) == {"기사.txt", "나가는링크.txt", "밖폴더", "고리"}
    assert isinstance(found["기사.txt"], Article)
    assert all(isinstance(found[name], Rejected) for name in ("나가는링크.txt", "밖폴더", "고리"))
    assert isinstance(only(folder / "나가는링크.txt"), Article)  # named by the user


def test_a_file_name_that_is_no_text_is_shown_with_replacements(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\n.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    (found,) = read([Path(os.fsdecode(name))])
    assert found.origin == f"{tmp_path}/��.txt"
    assert isinstance(found, Article)
    assert found.id == "��.txt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-04-16 제목.txt", date(2024, 4, 16)),
        ("20240416_제목.txt", date(2024, 4, 16)),
        ("2024.04.16. 제목.txt", date(2024, 4, 16)),
        ("2024.4.6 제목.txt", date(2024, 4, 6)),
        ("2024_04_16.txt", date(2024, 4, 16)),
        ("202404161530.txt", None),
        ("2024-13-16 제목.txt", None),
        ("2024년 계획.txt", None),
        ("제목 2024-04-16.txt", None),
        ("000_1d8588978ce6847b.txt", None),
    ],
)
def test_the_date_a_file_name_starts_with(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


def test_the_stated_date_wins_over_the_name_and_the_name_over_the_option(tmp_path: Path) -> None:
    option = date(2024, 3, 3)
    for name, text, expected in (
        ("2024-04-16 가.txt", STYLES["cms"](STORY).text, date(2024, 2, 14)),
        ("2024-04-16 나.txt", TEXT, date(2024, 4, 16)),
        ("다.txt", TEXT, option),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found = only(path, option)
        assert isinstance(found, Article)
        assert found.published == expected
    undated = only(tmp_path / "다.txt")
    assert isinstance(undated, Article)
    assert undated.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_the_content_beats_the_suffix(tmp_path: Path, encoding: str) -> None:
    page = f"<!doctype html><meta charset='{encoding}'><title>{STORY.title}</title><p>" + "</p><p>".join(
        STORY.paragraphs
    )
    path = tmp_path / "페이지.txt"
    path.write_bytes(page.encode(encoding))
    found = only(path)
    assert isinstance(found, Article)
    assert STORY.paragraphs[1] in found.body
    assert "<p>" not in found.body


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=600), st.sampled_from([".txt", ".jsonl", ""]))
def test_any_bytes_give_articles_or_rejections(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    for found in read([path]):
        assert isinstance(found, Article | Rejected)


ENDS = ("밝혔다.", "말했다.", "했습니다.", "논의했다.", "설명했다.", "열린다.")
WORDS = st.text("나다라마바사정부시장산업기술개발지원청년농업바다하늘구름", min_size=2, max_size=4)
SENTENCE = st.tuples(st.lists(WORDS, min_size=8, max_size=25), st.sampled_from(ENDS)).map(
    lambda parts: " ".join([*parts[0], parts[1]])
)
PARAGRAPHS = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8, unique=True)
TITLE = st.lists(WORDS, min_size=3, max_size=9).map(" ".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TITLE, PARAGRAPHS, st.sampled_from(sorted(STYLES)))
def test_bodies_are_tidy_and_reading_a_cleaned_article_changes_nothing(
    tmp_path: Path, title: str, paragraphs: list[str], style: str
) -> None:
    path = tmp_path / "a.txt"
    from tests.ingest.stories import Story

    path.write_text(STYLES[style](Story(title, (), tuple(paragraphs))).text, encoding="utf-8")
    first = only(path)
    assert isinstance(first, Article)
    assert unicodedata.is_normalized("NFC", first.body)
    assert all(line == line.strip() != "" for line in first.body.split("\n"))
    path.write_text(f"{first.title}\n\n" + "\n\n".join(first.body.split("\n")) + "\n", encoding="utf-8")
    again = only(path)
    assert isinstance(again, Article)
    assert (again.title, again.body) == (first.title, first.body)


@pytest.mark.parametrize(
    "line", ["가나다라 마바사 " * 20, "가", "(" * 200, "▲ 사진= ", "2024.01.01 ", "a@b.c ", "☞", "[가 나=다 ", "- "]
)
def test_hostile_repetition_is_read_in_time(tmp_path: Path, line: str) -> None:
    """A megabyte of one pattern, on a line and on many: no rule may take more than linear time."""
    for end in ("", "\n"):
        path = tmp_path / "a.txt"
        path.write_text((line + end) * (1_000_000 // len((line + end).encode())), encoding="utf-8")
        start = time.perf_counter()
        list(read([path]))
        assert time.perf_counter() - start < 20
