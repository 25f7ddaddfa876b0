"""A week of the archive as a sequence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.archive import Archive
from briefing.archive.week import Week
from briefing.errors import ArchiveError
from briefing.model import Analysed, Article
from tests.archive.conftest import ANALYSIS, ARTICLE

OTHER = Article(id="b-1", title="다른 글", body="새솔군은 다리를 놓는다.", published=date(2024, 1, 18))


def test_articles_are_looked_up_with_the_analysis_of_one_version(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.add(OTHER)
    other = replace(ANALYSIS, quotes=(), plans=())
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    archive.keep_analysis(OTHER.digest, "1", other)
    week = Week(archive, "1", [OTHER.digest, ARTICLE.digest])
    assert len(week) == 2
    assert list(week) == [Analysed(OTHER, other), Analysed(ARTICLE, ANALYSIS)]
    assert week[-1] == week[1:][0] == Analysed(ARTICLE, ANALYSIS)


def test_an_article_taken_out_meanwhile_is_told(archive: Archive) -> None:
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    week = Week(archive, "1", [ARTICLE.digest])
    archive.remove([ARTICLE])
    with pytest.raises(ArchiveError, match="지워졌습니다"):
        week[0]
