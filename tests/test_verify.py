"""A briefing that was written is compared with the archive; whatever was changed since is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing import pipeline
from briefing.archive import Archive
from briefing.config import load
from briefing.errors import InputError
from briefing.period import Period
from briefing.verify import verify

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))
NOW = datetime(2024, 1, 22, 9)
ARTICLE = """가온시, 도서관 다섯 곳 새로 짓는다

[가온일보 홍길동 기자] 입력 2024-01-17 09:30

가온시는 내년까지 도서관 5곳을 새로 짓는 데 예산 120억원을 투입할 계획이라고 17일 밝혔다.

나윤설 가온시 문화국장은 “아이들이 걸어서 갈 수 있는 거리에 도서관을 두겠다”고 말했다.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "library.txt").write_text(ARTICLE, encoding="utf-8")
    with Archive.open(tmp_path / "a.sqlite") as opened:
        pipeline.ingest(opened, [tmp_path / "library.txt"], None)
        yield opened


@pytest.fixture
def written(archive: Archive, tmp_path: Path) -> Path:
    return pipeline.build(archive, WEEK, load(None, {}), tmp_path / "reports", NOW).folder / "briefing.json"


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    briefing = json.loads(path.read_text(encoding="utf-8"))
    change(briefing)
    path.write_text(json.dumps(briefing, ensure_ascii=False), encoding="utf-8")
    return path


def test_what_was_built_is_what_the_articles_say(archive: Archive, written: Path) -> None:
    found = verify(archive, written)
    assert (found.sources, found.differences) == (1, ())
    assert found.excerpts >= 8


def set_first(briefing: Any, key: str, value: object) -> None:
    briefing["voices"][0]["remarks"][0][key] = value


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (
            lambda b: set_first(b, "text", "아이들이 뛰어서 갈 수 있는 거리에 도서관을 두겠다"),
            "본문과 다릅니다(“아이들이 뛰어서 갈 수",
        ),
        (lambda b: set_first(b, "start", 0), "본문과 다릅니다"),
        (lambda b: set_first(b, "start", -5), "본문과 다릅니다"),
        (lambda b: set_first(b, "end", 10**6), "본문과 다릅니다"),
        (lambda b: set_first(b, "speaker", "도보라"), "발언의 발화자나 서술어가 분석과 다릅니다"),
        (lambda b: set_first(b, "source", 7), "출처 7번: 출처 목록에 없는 번호입니다"),
        (lambda b: b["ledger"][0]["stated"].update(value=13e9), "숫자의 값이나 단위가 분석과 다릅니다(“120억원”)."),
        (lambda b: b["ledger"][0]["stated"]["context"].update(text="예산 130억원"), "본문과 다릅니다(“예산 130억원”)."),
        (lambda b: b["issues"][0].update(label="다른 제목"), "쟁점 1: 이름이 출처 1번의 제목에 없습니다."),
        (lambda b: b["sources"][0].update(title="다른 제목"), "출처 1번: 제목이 보관된 기사와 다릅니다."),
        (lambda b: b["sources"][0].update(published="2024-01-18"), "출처 1번: 날짜가"),
        (lambda b: b["sources"][0].update(digest="0" * 64), "출처 1번: 보관함에 그런 기사가 없습니다"),
        (lambda b: b["upcoming"][0].update(last="2026-12-31"), "일정의 행위자나 날짜가 분석과 다릅니다"),
    ],
)
def test_a_change_of_the_file_is_found(
    archive: Archive, written: Path, change: Callable[[Any], None], difference: str
) -> None:
    found = verify(archive, changed(written, change))
    assert any(difference in line for line in found.differences), found.differences


def test_a_change_of_the_archived_text_is_found(archive: Archive, written: Path) -> None:
    with sqlite3.connect(archive.path) as connection:
        connection.execute("UPDATE article SET payload = CAST(replace(payload, '120억원', '130억원') AS BLOB)")
    connection.close()
    assert verify(archive, written).differences == ("출처 1번: 보관된 기사의 글이 해시와 다릅니다.",)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"period": 3}'])
def test_what_is_no_briefing_is_refused(archive: Archive, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"other\.json: 브리핑 파일이 아닙니다\(.+\)\. briefing build가 쓴"):
        verify(archive, path)
    with pytest.raises(InputError, match="파일을 읽을 수 없습니다"):
        verify(archive, tmp_path / "missing.json")
