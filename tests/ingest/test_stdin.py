"""`-` is standard input: its bytes alone tell what it is."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from briefing import ingest
from briefing.archive import Archive
from briefing.model import Article, Rejected
from tests.ingest.stories import STORIES
from tests.ingest.test_eml import mail
from tests.ingest.test_mhtml import PAGE, part, saved
from tests.ingest.test_zip import packed
from tests.ingest.webpages import cms

STORY = STORIES["long"]
BODY = "\n".join(STORY.paragraphs)
TEXT = f"{STORY.title}\n\n{STORY.body}\n".encode()


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    return data


def read(given: io.BytesIO, data: bytes) -> list[Article | Rejected]:
    given.write(data)
    given.seek(0)
    return list(ingest.read([Path("-")], date(2024, 3, 3)))


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        TEXT.decode().encode("cp949"),
        cms(STORY).encode(),
        saved(part(PAGE)),
        mail(STORY.body).as_bytes(),
        json.dumps({"title": STORY.title, "body": BODY}).encode(),
    ],
)
def test_one_article_of_any_kind(given: io.BytesIO, data: bytes) -> None:
    (found,) = read(given, data)
    assert isinstance(found, Article)
    assert found.body == BODY
    assert found.origin.startswith("(표준 입력)")


def test_an_archive(given: io.BytesIO) -> None:
    (found,) = read(given, packed(("속/가.txt", TEXT)))
    assert isinstance(found, Article)
    assert (found.origin, found.id, found.published) == ("(표준 입력)/속/가.txt", "가.txt", date(2024, 3, 3))


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "빈 파일"), (b"\x89PNG\r\n", "그림 파일"), (b" \n", "본문을 찾지 못했습니다")]
)
def test_what_cannot_be_read_is_named(given: io.BytesIO, data: bytes, reason: str) -> None:
    (found,) = read(given, data)
    assert isinstance(found, Rejected)
    assert found.origin == "(표준 입력)"
    assert reason in found.reason


def test_more_than_the_limit_is_refused(given: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "STDIN_LIMIT", 3 * 1024 * 1024)
    (found,) = read(given, b"a" * (3 * 1024 * 1024 + 1))
    assert isinstance(found, Rejected)
    assert found.reason.startswith("표준 입력이 한도 3MB를 넘습니다.")


def test_the_command_reads_a_pipe_and_forgets_what_could_not_be_read_before(tmp_path: Path) -> None:
    path = tmp_path / "보관함.sqlite"

    def run(data: bytes) -> tuple[str, tuple[Rejected, ...]]:
        command = [sys.executable, "-m", "briefing", "--archive", str(path), "ingest", "-"]
        done = subprocess.run(command, input=data, capture_output=True, check=False)
        with Archive.open(path) as archive:
            return (done.stdout + done.stderr).decode(), archive.rejections()

    said, (rejection,) = run(b"\x89PNG")
    assert "(표준 입력)" in said
    assert rejection.origin == "(표준 입력)"
    said, rejections = run(cms(STORY).encode())
    assert "새 기사 1건" in said
    assert rejections == ()
