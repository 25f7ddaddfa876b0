"""What the stages of a command took is counted, and kept out of what they make."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from briefing import pipeline, workers
from briefing.archive import Archive
from briefing.config import Config, load
from briefing.model import Article, Rejected
from briefing.observe import Run, Stage, peak
from briefing.period import Period

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))
NOW = datetime(2024, 1, 22, 9)
TEXT = "가온시, 도서관 {0}곳 새로 짓는다\n\n입력 2024-01-17 09:30\n\n가온시는 내년까지 도서관 {0}곳을 새로 짓는다고 17일 밝혔다.\n"


def article(body: str) -> Article:
    return Article(id="a", title=None, body=body, origin="a.txt")


@pytest.fixture
def settings() -> Config:
    return replace(load(None, {}), formats=("json", "md"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    for number in (3, 5):
        (place / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    return place


def test_a_stage_counts_articles_characters_and_what_was_used_again() -> None:
    stage = Stage("분석")
    stage.count([article("가나다"), article("라마")], reused=3)
    assert (stage.articles, stage.characters, stage.reused) == (5, 5, 3)
    some = [article("가나다라"), Rejected("b.txt", "빈 파일입니다.")]
    assert list(stage.passing(some)) == some
    assert (stage.articles, stage.characters, stage.reused) == (6, 9, 3)


def test_a_stage_lasts_until_the_next_begins_and_the_log_says_what_it_took(caplog: pytest.LogCaptureFixture) -> None:
    run = Run()
    with caplog.at_level(logging.INFO, "briefing.observe"):
        run.begin("읽기").articles = 2
        run.begin("분석")
        run.end()
        run.end()
    assert [stage.name for stage in run.stages] == ["읽기", "분석"]
    assert all(stage.seconds > 0 and stage.peak for stage in run.stages)
    assert [record.getMessage()[:5] for record in caplog.records] == ["읽기 단계", "분석 단계"]
    fields = caplog.records[0].__dict__["fields"]
    assert (fields["name"], fields["articles"], fields["worker_peak"]) == ("읽기", 2, None)


def test_the_peak_is_what_the_process_held() -> None:
    held = bytearray(os.urandom(1024)) * (64 * 1024)
    assert len(held) < (peak() or 0) < 100 * len(held)


def test_a_build_says_what_each_stage_took_and_the_second_tokenises_nothing(
    folder: Path, tmp_path: Path, settings: Config
) -> None:
    first, second = Run(), Run()
    with Archive.open(tmp_path / "a.sqlite") as archive:
        pipeline.ingest(archive, [folder], None, run=first)
        pipeline.build(archive, WEEK, settings, tmp_path, NOW, run=first)
        pipeline.build(archive, WEEK, settings, tmp_path, NOW, run=second)
    read = sum(len(one.body) for one in _read(folder))
    assert [(s.name, s.articles, s.characters, s.reused) for s in first.stages] == [
        ("읽기", 2, read, 0),
        ("분석", 2, read, 0),
        ("종합", 2, 0, 0),
        ("문서", 2, 0, 0),
    ]
    assert [(s.name, s.articles, s.characters, s.reused) for s in second.stages] == [
        ("분석", 2, 0, 2),
        ("종합", 2, 0, 0),
        ("문서", 2, 0, 0),
    ]


def test_processes_that_work_for_a_stage_say_what_they_held(folder: Path, tmp_path: Path) -> None:
    stage = Stage("분석")
    with Archive.open(tmp_path / "a.sqlite") as archive, workers.opened(2) as crew:
        pipeline.ingest(archive, [folder], None)
        digests = [one.digest for one in archive.articles()]
        assert len(pipeline.analysed(archive, digests, workers=crew, stage=stage)) == 2
    assert stage.worker_peak and stage.worker_peak > 100_000_000  # the tokenizer


def test_the_run_record_stands_beside_the_folder_whose_files_stay_the_same(
    folder: Path, tmp_path: Path, settings: Config
) -> None:
    with Archive.open(tmp_path / "a.sqlite") as archive:
        pipeline.ingest(archive, [folder], None)
        built = pipeline.build(archive, WEEK, settings, tmp_path / "a", NOW)
        again = pipeline.build(archive, WEEK, settings, tmp_path / "b", datetime(2024, 1, 23))
        revision = archive.latest("2024-W03")
    assert revision is not None
    assert [path.read_bytes() for path in built.files] == [path.read_bytes() for path in again.files]
    assert {path for path in (tmp_path / "a").rglob("*") if path.is_file()} - set(built.files) == {
        tmp_path / "a" / "2024-W03.run.json"
    }
    record = json.loads((tmp_path / "a" / "2024-W03.run.json").read_text("utf-8"))
    stages = record.pop("stages")
    assert record == {
        "revision": 1,
        "hash": revision.hash,
        "program": "briefing 0.1.0",
        "analysis": record["analysis"],
        "moment": "2024-01-22T09:00:00",
    }
    assert [stage["name"] for stage in stages] == ["분석", "종합", "문서"]


def test_a_record_that_a_killed_build_left_unfinished_is_removed(
    folder: Path, tmp_path: Path, settings: Config
) -> None:
    unfinished = tmp_path / ".2024-W03.run.json.x1.part"
    unfinished.write_text("{")
    with Archive.open(tmp_path / "a.sqlite") as archive:
        pipeline.build(archive, WEEK, settings, tmp_path, NOW)
    assert not unfinished.exists()


def _read(folder: Path) -> list[Article]:
    from briefing import ingest

    return [one for one in ingest.read([folder]) if isinstance(one, Article)]
