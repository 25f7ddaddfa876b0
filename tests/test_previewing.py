"""What a preview shows, and that it leaves nothing behind."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
import watchfiles

from briefing import pipeline, previewing, publishing
from briefing.archive import Archive
from briefing.config import Config, Site
from briefing.deliver.serving import Server
from briefing.errors import BriefingError, InputError, NotFoundError
from briefing.model import Receipt
from briefing.period import parse
from briefing.previewing import Draft, Sketchbook
from tests.render import samples

NOW = datetime(2024, 1, 24, 7, 30)
WEEK = parse("2024-W03", NOW.date())
BRIDGE = "가온시, 새 다리 놓는다\n\n가온시는 17일 한별천에 새 다리를 놓는다고 밝혔다. 사업비는 94억원이다.\n"
MARKET = "나래도, 새벽 시장 연다\n\n나래도는 17일 새벽 시장 세 곳을 연다고 밝혔다. 상인 70명이 참여한다.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return Config(
        archive=tmp_path / "briefing.sqlite",
        reports=tmp_path / "reports",
        title="주간 정책 브리핑",
        issuer=None,
        summary_sentences=3,
        watch=(),
        source=tmp_path / "briefing.toml",
        approval="none",
    )


@pytest.fixture
def archive(settings: Config) -> Iterator[Sketchbook]:
    with Sketchbook(settings.archive, NOW) as archive:
        yield archive


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "기사"
    folder.mkdir()
    (folder / "다리.txt").write_text(BRIDGE, "utf-8")
    return folder


@pytest.fixture
def draft(archive: Sketchbook, settings: Config, articles: Path) -> Draft:
    return Draft(archive, WEEK, [articles], lambda: settings, lambda: NOW, date(2024, 1, 17))


def shown(draft: Draft) -> str:
    """The words of the page."""
    file = draft.find("briefing.html")
    assert file is not None
    assert isinstance(file.content, bytes)
    return re.sub("<[^>]*>", "", file.content.decode())


def state(draft: Draft) -> dict[str, object]:
    file = draft.find("state.json")
    assert file is not None
    assert isinstance(file.content, bytes)
    found: dict[str, object] = json.loads(file.content)
    return found


def test_the_page_and_the_pdf_of_a_week(draft: Draft) -> None:
    assert draft.find("briefing.html") is None
    assert state(draft) == {"week": "2024-W03", "build": 0, "error": None, "busy": True}
    assert draft.build() is None
    assert state(draft) == {"week": "2024-W03", "build": 1, "error": None, "busy": False}
    assert "한별천에 새 다리를 놓는다고 밝혔다" in shown(draft)
    pdf = draft.find("briefing.pdf")
    assert pdf is not None
    assert callable(pdf.content)
    assert pdf.content().startswith(b"%PDF-1.7")
    assert draft.find("../briefing.sqlite") is None


def test_nothing_is_recorded(draft: Draft, archive: Sketchbook, tmp_path: Path) -> None:
    draft.build()
    assert archive.revisions() == ()
    assert archive.receipts() == ()
    assert not (tmp_path / "reports").exists()


def test_an_approved_revision_stays_the_latest(
    draft: Draft, archive: Sketchbook, settings: Config, articles: Path, tmp_path: Path
) -> None:
    with Archive.open(settings.archive) as usual:
        pipeline.ingest(usual, [articles], date(2024, 1, 17))
        pipeline.build(usual, WEEK, replace(settings, formats=("json",)), tmp_path / "reports", NOW)
        approved = usual.latest("2024-W03")
        assert approved is not None
        usual.note(Receipt(revision=approved, step="published", moment=NOW, place="site"))
    draft.build()
    assert "정정" not in shown(draft)
    (articles / "시장.txt").write_text(MARKET, "utf-8")
    draft.build()
    assert "정정" in shown(draft)
    assert archive.latest("2024-W03") == approved


def test_an_article_written_anew_takes_the_place_of_its_old_version(
    draft: Draft, archive: Sketchbook, settings: Config, articles: Path
) -> None:
    with Archive.open(settings.archive) as usual:
        pipeline.ingest(usual, [articles], date(2024, 1, 17))
    (articles / "시장.txt").write_text(MARKET, "utf-8")
    draft.build()
    (articles / "시장.txt").write_text(MARKET.replace("70명", "80명"), "utf-8")
    (articles / "다리.txt").unlink()
    assert draft.build() is None
    assert "80명이 참여한다" in shown(draft)
    assert "70명이 참여한다" not in shown(draft)
    assert "새 다리를 놓는다고" in shown(draft), "what the archive had before is not the preview's to take out"
    assert archive.count() == 2


def test_what_goes_wrong_is_told_and_the_last_good_page_stays(
    archive: Sketchbook, settings: Config, articles: Path, tmp_path: Path
) -> None:
    templates = tmp_path / "서식"
    templates.mkdir()
    house = replace(settings, design=replace(settings.design, templates=templates))
    draft = Draft(archive, WEEK, [articles], lambda: house, lambda: NOW, date(2024, 1, 17))
    assert draft.places() == (articles, tmp_path / "briefing.toml", templates)
    draft.build()
    (templates / "correction.html").write_text("{% if %}", "utf-8")
    error = draft.build()
    assert str(error).startswith(f"{templates / 'correction.html'} 1행: ")
    assert state(draft) == {"week": "2024-W03", "build": 1, "error": str(error), "busy": False}
    assert "새 다리를 놓는다고" in shown(draft)
    (templates / "correction.html").unlink()
    assert draft.build() is None
    assert state(draft) == {"week": "2024-W03", "build": 2, "error": None, "busy": False}


class EnoughError(Exception):
    """Ends a watch."""


def test_each_change_is_followed_by_a_build(draft: Draft, articles: Path, tmp_path: Path) -> None:
    """Saved in place, saved by putting another file there, in a new folder, during a build; not what is nobody's."""
    builds = 0
    for_nothing: list[int] = []
    settled = threading.Event()

    def told(error: BriefingError | None) -> None:
        nonlocal builds
        assert error is None
        builds += 1
        if builds == 2:
            (articles / "시장.txt").write_text(MARKET.replace("70명", "80명"), "utf-8")  # the build is not over yet
        if builds == 5:
            raise EnoughError
        settled.set()

    def edit() -> None:
        assert settled.wait(60)
        (tmp_path / "쪽지.txt").write_text("누구의 것도 아닌 파일", "utf-8")
        (articles / ".시장.txt.swp").write_text("편집기", "utf-8")
        time.sleep(1)
        for_nothing.append(builds - 1)
        (articles / "시장.txt").write_text(MARKET, "utf-8")
        while builds < 3:
            time.sleep(0.05)
        other = tmp_path / "새 설정"
        other.write_text("", "utf-8")
        other.replace(tmp_path / "briefing.toml")
        while builds < 4:
            time.sleep(0.05)
        (articles / "더").mkdir()

    editor = threading.Thread(target=edit)
    editor.start()
    with Server("127.0.0.1", 0, draft.find) as server, pytest.raises(EnoughError):
        previewing.watch(draft, server, told)
    editor.join(60)
    assert not editor.is_alive()
    assert for_nothing == [0]
    assert "80명이 참여한다" in shown(draft)


def test_a_system_that_cannot_watch_says_what_to_do(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Iterator[set[object]]:
        yield set()
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(watchfiles, "watch", full)
    with (
        Server("127.0.0.1", 0, draft.find) as server,
        pytest.raises(InputError, match=r"\(OS file watch limit reached\.\)\. 환경 변수 WATCHFILES_FORCE_POLLING=1"),
    ):
        previewing.watch(draft, server, lambda error: None)


def test_a_site_that_is_published(archive: Sketchbook, settings: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.render.site import fonts

    monkeypatch.setattr(fonts, "pieces", lambda: ())  # they take long to make, and say nothing of previews
    settings = replace(settings, site=Site(target="site", url="https://briefing.gaon.example/weekly"))
    with pytest.raises(NotFoundError, match=r"발행한 브리핑이 없습니다. briefing publish로"):
        previewing.site(archive, settings)
    Archive.keep_briefing(archive, replace(samples.empty(), correction=None))
    publishing.decide(archive, samples.empty().period.slug, settings, NOW)
    with Server("127.0.0.1", 0, previewing.site(archive, settings)) as server:
        answers: list[str] = []

        def read() -> None:
            for path in ("", "weekly/", "weekly/feed.xml"):
                with urlopen(server.address + path, timeout=30) as answer:
                    answers.append(answer.read().decode())

        reader = threading.Thread(target=read)
        reader.start()
        while reader.is_alive():
            server.work(0.1)
    assert len(answers) == 3
    assert answers[0] == answers[1]
    assert "<title>주간 정책 브리핑</title>" in answers[0]
    assert "https://briefing.gaon.example/weekly/issues/" in answers[2]
    assert not Path("site").exists()
