"""Which articles the index of words finds, in which order, and that it follows what is kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from briefing.archive import Archive, search
from briefing.model import Article
from tests.archive.conftest import ANALYSIS, ARTICLE

TITLED = Article(id="t", title="도서관 새로 연다", body="누리시는 이를 알렸다.", published=date(2024, 1, 3))
MENTIONED = Article(id="m", title="누리시 소식", body="누리시는 도서관을 짓는다.", published=date(2024, 1, 10))
UNDATED = Article(id="u", title="누리시 소식 둘", body="누리시는 도서관을 짓는다.")
EMPTY = replace(ANALYSIS, sentences=(), actors=(), title_terms=())


def keep(archive: Archive, *articles: Article) -> None:
    for article in articles:
        archive.add(article)
        archive.keep_analysis(article.digest, "1", EMPTY)


def test_a_word_in_the_title_counts_for_more_and_then_the_later_date(archive: Archive) -> None:
    other = Article(id="o", title="다른 소식", body="새솔군은 다리를 놓는다.", published=date(2024, 1, 3))
    keep(archive, TITLED, MENTIONED, UNDATED, other, replace(other, body="새솔군은 길을 낸다."))
    assert archive.search([["도서관"]]) == (TITLED.digest, MENTIONED.digest, UNDATED.digest)


def test_since_leaves_out_the_earlier_and_the_undated(archive: Archive) -> None:
    keep(archive, TITLED, MENTIONED, UNDATED)
    assert archive.search([["도서관"]], date(2024, 1, 10)) == (MENTIONED.digest,)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([["예산"]], True),  # the beginning of a written word
        ([["확정"], ["나래"]], True),
        ([["확정"], ["도서관"]], False),  # every word
        ([["도서관", "가온시 예산"]], True),  # in any of its forms: morphemes in a row
        ([["도서관", "예산 가온시"]], False),
        ([["나래시청"]], False),
        ([["누리정책위원회"]], True),  # the official name of who acts
        ([['"가온']], True),
        ([["AND"]], False),
        ([["예산 NOT"]], False),
        ([["title: 예산"]], False),
        ([], False),
    ],
)
def test_every_word_in_one_of_its_forms(archive: Archive, words: list[list[str]], found: bool) -> None:
    actors = (replace(ANALYSIS.actors[0], name="누리정책위원회", kind="organization"),)
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", replace(ANALYSIS, actors=actors))
    assert archive.search(words) == ((ARTICLE.digest,) if found else ())


def test_of_very_many_articles_those_analysed_last_are_weighed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, TITLED, MENTIONED, UNDATED)
    monkeypatch.setattr(search, "WEIGHED", 2)
    assert archive.search([["도서관"]]) == (MENTIONED.digest, UNDATED.digest)
    assert archive.search([["도서관"]], date(2024, 1, 1)) == (TITLED.digest, MENTIONED.digest)


def test_the_index_follows_the_analysis(archive: Archive) -> None:
    archive.add(ARTICLE)
    assert archive.search([["예산"]]) == ()
    archive.keep_analysis(ARTICLE.digest, "1", replace(EMPTY, title_terms=("처음",)))
    archive.keep_analysis(ARTICLE.digest, "2", replace(EMPTY, title_terms=("다음",)))
    assert archive.search([["예산"], ["다음"]]) == (ARTICLE.digest,)
    assert archive.search([["처음"]]) == ()
    assert archive.faults() == ()


def test_an_index_that_does_not_agree_with_the_articles_is_a_fault(archive: Archive) -> None:
    keep(archive, TITLED, MENTIONED)
    connection = sqlite3.connect(archive.path)
    connection.execute("UPDATE term SET terms = '다른 말' WHERE id = 1")
    connection.commit()
    connection.close()
    assert archive.faults() == ("search: the index does not agree with the articles",)
