"""What the archive remembers of earlier weeks: roles, counts, due plans, tallies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.archive import Archive
from briefing.model import Actor, Article, IssueTrace, PastRole, Plan, Span, Tally
from briefing.period import Period, week_of
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK

VERSION = "v1"


def person(name: str, org: str | None, title: str | None) -> Actor:
    return Actor(name=name, kind="person", org=org, title=title)


def keep(archive: Archive, day: date, *actors: Actor, due: tuple[date, ...] = ()) -> Article:
    number = archive.count()
    article = replace(ARTICLE, id=f"a-{number}", title=f"기사 {number}", published=day)
    plans = tuple(Plan(0, 3, cue="계획이다", when=Span(0, 3), first=one, last=one, precision="day") for one in due)
    archive.add(article)
    archive.keep_analysis(article.digest, VERSION, replace(ANALYSIS, actors=actors, plans=plans))
    return article


def test_the_cast_of_some_articles(archive: Archive) -> None:
    one = keep(archive, date(2024, 1, 17), person("다온", "누리부", "차관"), person("누리", None, None))
    two = keep(archive, date(2024, 1, 18), person("다온", "누리부", "차관"))
    keep(archive, date(2024, 1, 18), person("보람", "가온부", "차관"))
    assert sorted(archive.cast([one.digest, two.digest])) == [("누리", None, None), ("다온", "누리부", "차관")]
    assert list(archive.cast([])) == []


def test_roles_of_the_weeks_people_reach_back_with_their_dates(archive: Archive) -> None:
    keep(archive, date(2024, 1, 3), person("다온", "누리부", "차관"))
    keep(archive, date(2024, 1, 9), person("다온", "누리부", "차관"), person("누리", None, None))
    keep(archive, date(2024, 1, 17), person("다온", "누리부", "장관"))
    found = archive.roles(date(2024, 1, 15), ["다온"], [])
    assert found == (
        PastRole(
            name="다온",
            kind="person",
            org="누리부",
            title="차관",
            first=date(2024, 1, 3),
            last=date(2024, 1, 9),
            articles=2,
        ),
    )


def test_roles_hold_others_who_had_the_same_post(archive: Archive) -> None:
    keep(archive, date(2024, 1, 3), person("다온", "누리부", "차관"), person("보람", "가온부", "차관"))
    found = archive.roles(date(2024, 1, 15), ["새롬"], [("누리부", "차관")])
    assert [(role.name, role.org, role.title) for role in found] == [("다온", "누리부", "차관")]


def test_roles_are_counted_once_however_they_are_asked_for(archive: Archive) -> None:
    keep(archive, date(2024, 1, 3), person("다온", "누리부", "차관"), person("다온", "누리부", "차관"))
    keep(archive, date(2024, 1, 9), person("다온", "누리부", "차관"))
    undated = replace(ARTICLE, id="미상", published=None)
    archive.add(undated)
    archive.keep_analysis(undated.digest, VERSION, replace(ANALYSIS, actors=(person("다온", "누리부", "차관"),)))
    posts = [("누리부", "차관"), ("누리부", "차관")]
    found = archive.roles(date(2024, 1, 15), ["다온", "다온"], posts)
    assert [(role.name, role.first, role.last, role.articles) for role in found] == [
        ("다온", date(2024, 1, 3), date(2024, 1, 9), 2)
    ]


def test_named_counts_articles_not_mentions(archive: Archive) -> None:
    keep(archive, date(2024, 1, 16), person("다온", "누리부", "차관"), person("다온", "가온대", "교수"))
    keep(archive, date(2024, 1, 17), person("다온", None, None), person("누리", None, None))
    keep(archive, date(2024, 1, 22), person("다온", None, None))
    assert archive.named(WEEK) == {"누리": 1, "다온": 2}


def test_plans_come_due_in_their_period_and_only_from_earlier_articles(archive: Archive) -> None:
    early = keep(archive, date(2024, 1, 3), due=(date(2024, 1, 19), date(2024, 3, 1)))
    keep(archive, date(2024, 1, 4), due=(date(2024, 2, 1),))
    keep(archive, date(2024, 1, 16), due=(date(2024, 1, 19),))
    assert [one.article for one in archive.due(WEEK, VERSION, before=WEEK.start)] == [early]
    assert list(archive.due(WEEK, "v2", before=WEEK.start)) == []


def test_a_new_analysis_replaces_what_the_old_one_left(archive: Archive) -> None:
    article = keep(archive, date(2024, 1, 3), person("다온", "누리부", "차관"), due=(date(2024, 1, 19),))
    archive.keep_analysis(article.digest, "v2", replace(ANALYSIS, actors=()))
    assert archive.roles(date(2024, 1, 15), ["다온"], []) == ()
    assert list(archive.due(WEEK, "v2", before=WEEK.start)) == []


def test_a_date_that_comes_later_drops_the_analysis_made_without_it(archive: Archive) -> None:
    undated = replace(ARTICLE, published=None)
    archive.add(undated)
    archive.keep_analysis(undated.digest, VERSION, ANALYSIS)
    assert archive.add(ARTICLE) == "dated"
    assert archive.analysis(ARTICLE.digest, VERSION) is None


def tally(articles: int) -> Tally:
    issues = (IssueTrace(label="가온시 예산", articles=articles, terms={"예산": 0.5}),)
    return Tally(period=WEEK, articles=articles, issues=issues, terms={"예산": 2}, quantities=(), sources=())


def test_a_tally_is_remembered_as_long_as_the_articles_are_the_same(archive: Archive) -> None:
    keep(archive, date(2024, 1, 17))
    fingerprint = archive.fingerprint(WEEK, VERSION)
    archive.keep_tally(fingerprint, tally(1))
    assert archive.tally("2024-W03", fingerprint) == tally(1)
    keep(archive, date(2024, 1, 18))
    assert archive.fingerprint(WEEK, VERSION) != fingerprint
    assert archive.fingerprint(WEEK, "v2") != archive.fingerprint(WEEK, VERSION)
    assert archive.tally("2024-W03", archive.fingerprint(WEEK, VERSION)) is None
    assert archive.fingerprint(Period(date(2023, 1, 1), date(2023, 1, 7)), VERSION) == archive.fingerprint(
        week_of(date(2022, 1, 1)), VERSION
    )


def test_who_spoke_is_found_by_any_spelling_of_the_name(archive: Archive) -> None:
    later = keep(archive, date(2024, 1, 17))
    early = keep(archive, date(2024, 1, 3))
    assert [one.article for one in archive.said("나 래", VERSION)] == [early, later]
    assert list(archive.said("나", VERSION)) == list(archive.said("나래", "v2")) == []
    archive.keep_analysis(early.digest, VERSION, replace(ANALYSIS, quotes=()))
    assert [one.article for one in archive.said("나래", VERSION)] == [later]


@pytest.mark.parametrize("word", ["'; DROP TABLE actor; --", "%", '"'])
def test_names_of_articles_are_no_sql(archive: Archive, word: str) -> None:
    keep(archive, date(2024, 1, 3), person(word, word, word))
    assert [role.name for role in archive.roles(date(2024, 1, 15), [word], [(word, word)])] == [word]
    assert archive.faults() == ()
