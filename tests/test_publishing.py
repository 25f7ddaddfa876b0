"""Weeks on the site and off it again: what is shown, which receipts it leaves, and what a killed run leaves to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from briefing import publishing
from briefing.archive import Archive, lock
from briefing.config import Config, Site
from briefing.deliver import site
from briefing.errors import ApprovalError, ConfigError, LockedError, NotFoundError, OutputError
from briefing.model import Briefing, Edition, Receipt, Source
from briefing.period import parse
from briefing.render import site as rendered
from tests.render import samples

NOW = datetime(2024, 1, 24, 7, 30)
LATER = datetime(2024, 1, 31, 7, 30)


@pytest.fixture(autouse=True)
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A front page and a page for each week, which is all that is looked at here; the whole site takes long to make."""

    def pages(
        shared: object, editions: Iterable[Edition], issue_page: Callable[[str], Briefing], *_: object
    ) -> Iterator[rendered.Page]:
        editions = tuple(editions)
        slugs = " ".join(edition.slug for edition in editions)
        yield rendered.Page("index.html", slugs, slugs.encode)
        for edition in editions:
            yield rendered.Page(
                f"issues/{edition.slug}/index.html",
                edition.revision.hash,
                partial(lambda slug: str(issue_page(slug).sources[0].title).encode(), edition.slug),
            )

    monkeypatch.setattr(rendered, "pages", pages)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "reports/briefing.sqlite") as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return Config(
        archive=tmp_path / "reports/briefing.sqlite",
        reports=tmp_path / "reports",
        title="주간 정책 브리핑",
        issuer=None,
        summary_sentences=3,
        watch=(),
        source=None,
        formats=("html",),
        approval="none",
        site=Site(target=str(tmp_path / "site")),
    )


def week(slug: str, title: str) -> Briefing:
    """A week of one article of that title."""
    article = Source(
        number=1,
        digest="0" * 64,
        id="a",
        title=title,
        outlet="가온일보",
        byline=None,
        published=None,
        url="https://example.org/a",
        origin="a.txt",
    )
    period = parse(slug, NOW.date())
    return replace(samples.empty(), period=period, sources=(article,), correction=None)


def publish(archive: Archive, settings: Config, slug: str | None, now: datetime = NOW) -> publishing.Published:
    return publishing.publish(archive, slug, settings, {}, now)


def shown(settings: Config) -> list[str]:
    assert settings.site is not None
    return sorted(path.name for path in Path(settings.site.target, "issues").glob("2*"))


def page(settings: Config, slug: str) -> str:
    assert settings.site is not None
    return Path(settings.site.target, "issues", slug, "index.html").read_text("utf-8")


def test_a_week_is_published_with_a_receipt(archive: Archive, settings: Config, tmp_path: Path) -> None:
    revision = archive.keep_briefing(week("2024-W03", "심야 버스가 달린다"))
    done = publish(archive, settings, "2024-W03")
    receipt = Receipt(revision=revision, step="published", moment=NOW, place=str(tmp_path / "site"))
    assert done.receipts == (receipt,)
    assert archive.receipts("2024-W03") == (receipt,)
    assert done.weeks == 1
    assert "심야 버스가 달린다" in page(settings, "2024-W03")
    again = publish(archive, settings, "2024-W03", LATER)
    assert (again.receipts, again.report) == ((), site.Report())
    assert publish(archive, settings, None, LATER).report == site.Report()


def test_nobody_publishes_what_is_not_approved(archive: Archive, settings: Config, tmp_path: Path) -> None:
    settings = replace(settings, approval="required")
    revision = archive.keep_briefing(week("2024-W03", "심야 버스가 달린다"))
    with pytest.raises(ApprovalError, match="승인되지 않았습니다"):
        publish(archive, settings, "2024-W03")
    assert not (tmp_path / "site").exists()
    archive.note(Receipt(revision=revision, step="approved", moment=NOW, place="reports/2024-W03"))
    assert publish(archive, settings, "2024-W03").weeks == 1


def test_a_week_that_nobody_made(archive: Archive, settings: Config) -> None:
    with pytest.raises(NotFoundError, match="2024-W03: 만든 브리핑이 없습니다"):
        publish(archive, settings, "2024-W03")


def test_rollback_goes_back_step_by_step(archive: Archive, settings: Config) -> None:
    for title in ("첫 판 제목", "둘째 판 제목"):
        archive.keep_briefing(week("2024-W03", title))
        publish(archive, settings, "2024-W03")
    archive.keep_briefing(week("2024-W04", "다음 주 소식"))
    publish(archive, settings, "2024-W04")
    assert "둘째 판 제목" in page(settings, "2024-W03")
    done = publishing.rollback(archive, "2024-W03", settings, {}, LATER)
    assert [(r.step, r.revision.number, r.moment) for r in done.receipts] == [("withdrawn", 2, LATER)]
    assert "첫 판 제목" in page(settings, "2024-W03")
    assert publishing.rollback(archive, "2024-W03", settings, {}, LATER).weeks == 1
    assert shown(settings) == ["2024-W04"]
    with pytest.raises(NotFoundError, match="2024-W03: 발행되어 있지 않습니다"):
        publishing.rollback(archive, "2024-W03", settings, {}, LATER)
    publish(archive, settings, "2024-W03")  # the latest revision again
    assert "둘째 판 제목" in page(settings, "2024-W03")
    steps = [(receipt.step, receipt.revision.number) for receipt in archive.receipts("2024-W03")]
    assert steps == [("published", 1), ("published", 2), ("withdrawn", 2), ("withdrawn", 1), ("published", 2)]


@contextmanager
def dying() -> Iterator[None]:
    """Inside, every run dies when it would write to the target."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr("briefing.deliver.folder.Folder.update", lambda self, items: 1 / 0)
        yield


def test_a_run_that_died_is_finished_by_any_other(archive: Archive, settings: Config) -> None:
    archive.keep_briefing(week("2024-W03", "심야 버스가 달린다"))
    with dying():
        publish(archive, settings, "2024-W03")
    assert archive.receipts() == ()
    done = publish(archive, settings, None, LATER)
    assert [(r.step, r.revision.slug, r.moment) for r in done.receipts] == [("published", "2024-W03", LATER)]
    assert shown(settings) == ["2024-W03"]


def test_a_rollback_that_died_and_is_asked_again_takes_one_back(archive: Archive, settings: Config) -> None:
    for title in ("첫 판 제목", "둘째 판 제목"):
        archive.keep_briefing(week("2024-W03", title))
        publish(archive, settings, "2024-W03")
    with dying():
        publishing.rollback(archive, "2024-W03", settings, {}, LATER)
    assert [r.step for r in archive.receipts("2024-W03")] == ["published", "published"]
    done = publishing.rollback(archive, "2024-W03", settings, {}, LATER)
    assert [(r.step, r.revision.number) for r in done.receipts] == [("withdrawn", 2)]
    assert "첫 판 제목" in page(settings, "2024-W03")


def test_another_target_gets_the_same_site_and_a_receipt(archive: Archive, settings: Config, tmp_path: Path) -> None:
    archive.keep_briefing(week("2024-W03", "심야 버스가 달린다"))
    publish(archive, settings, "2024-W03")
    other = str(tmp_path / "other")
    done = publishing.publish(archive, "2024-W03", settings, {}, LATER, target=other)
    assert [(r.step, r.place) for r in done.receipts] == [("published", other)]
    first, second = (
        {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (tmp_path / "site", tmp_path / "other")
    )
    assert first == second


def test_one_publishes_at_a_time(archive: Archive, settings: Config, tmp_path: Path) -> None:
    archive.keep_briefing(week("2024-W03", "심야 버스가 달린다"))
    with lock.held(tmp_path / ".site.lock", "시험", NOW), pytest.raises(LockedError, match="번 프로세스"):
        publish(archive, settings, "2024-W03")
    assert archive.count_editions() == 0
    assert publish(archive, settings, "2024-W03").weeks == 1


def test_no_target(archive: Archive, settings: Config) -> None:
    with pytest.raises(ConfigError, match="사이트를 쓸 곳이 없습니다"):
        publish(archive, replace(settings, site=None), None)


def test_the_folder_of_the_reports_is_no_target(archive: Archive, settings: Config, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="사이트를 둘 수 없는 폴더"):
        publishing.publish(archive, None, settings, {}, NOW, target=str(tmp_path / "reports"))
