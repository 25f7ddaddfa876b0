"""Articles that an analysis could not read: kept, listed, not tried again in vain, and gone with the article."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefing import analysis, pipeline
from briefing.archive import Archive
from briefing.config import load
from briefing.model import Rejected
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK

OTHER = replace(ARTICLE, id="b-1", title="다른 글", origin="기사/b-1.txt")
FAILED = Rejected(ARTICLE.origin, "분석하던 프로세스가 끝나 버렸습니다.")


def test_a_failure_is_kept_under_its_version_and_its_article(archive: Archive) -> None:
    for article in (ARTICLE, OTHER):
        archive.add(article)
    archive.keep_found(ARTICLE, "1", FAILED)
    archive.keep_found(OTHER, "1", ANALYSIS)
    assert archive.analysis(OTHER.digest, "1") == ANALYSIS
    assert archive.failures("1") == archive.failures("1", ARTICLE.digest) == (FAILED,)
    assert archive.failures("1", OTHER.digest) == archive.failures("2") == ()


def test_the_same_version_does_not_try_again_and_another_does(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.keep_found(ARTICLE, "1", FAILED)
    assert archive.unanalysed("1") == ()
    assert archive.unanalysed("2") == (ARTICLE.digest,)
    archive.keep_found(ARTICLE, "2", ANALYSIS)
    assert archive.analysis(ARTICLE.digest, "2") == ANALYSIS
    assert archive.failures("1") == archive.failures("2") == ()


def test_a_failure_takes_the_place_of_what_an_earlier_version_found(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.keep_found(ARTICLE, "1", ANALYSIS)
    archive.keep_found(ARTICLE, "2", FAILED)
    assert (archive.analysis(ARTICLE.digest, "1"), archive.failures("2")) == (None, (FAILED,))
    assert archive.search([["예산"]]) == ()
    assert archive.faults() == ()


def test_a_failure_goes_with_the_article_and_with_a_new_date(archive: Archive) -> None:
    undated = replace(ARTICLE, published=None)
    archive.add(undated)
    archive.keep_found(undated, "1", FAILED)
    assert archive.add(ARTICLE) == "dated"
    assert archive.failures("1") == ()  # read against another date, it may be read
    archive.keep_found(ARTICLE, "1", FAILED)
    archive.remove([ARTICLE])
    assert archive.failures("1") == ()
    archive.add(ARTICLE)
    assert archive.unanalysed("1") == (ARTICLE.digest,)


def test_a_briefing_lists_it_and_does_not_try_again(archive: Archive, tmp_path: Path) -> None:
    def build() -> tuple[list[str], tuple[Rejected, ...]]:
        built = pipeline.build(archive, WEEK, settings, tmp_path / "reports", datetime(2024, 1, 22)).briefing
        return [source.id for source in built.sources], built.coverage.rejected

    settings = replace(load(None, {}), formats=("json",))
    for article in (ARTICLE, OTHER):
        archive.add(article)
    archive.keep_found(ARTICLE, analysis.version(), FAILED)
    assert build() == (["b-1"], (FAILED,))
    assert archive.failures(analysis.version()) == (FAILED,)
    archive.keep_found(ARTICLE, "an earlier version", FAILED)
    ids, rejected = build()
    assert (sorted(ids), rejected) == (["a-1", "b-1"], ())
