"""What the archive keeps, and in which order."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.archive.file import ORDER
from briefing.errors import ArchiveError, NotFoundError
from briefing.model import (
    Article,
    Briefing,
    Chart,
    ChartRow,
    Coverage,
    Excerpt,
    Issue,
    LedgerEntry,
    Quantity,
    Rejected,
    Remark,
    Source,
    Story,
    Voice,
)
from briefing.period import Period
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK, rows

# --- articles -------------------------------------------------------------------------------------------


def test_an_article_comes_back_as_it_was(archive: Archive) -> None:
    assert archive.add(ARTICLE) == "new"
    assert list(archive.articles(WEEK)) == [ARTICLE]


def test_the_same_article_again_changes_no_row(archive: Archive) -> None:
    archive.add(ARTICLE)
    before = rows(archive.path)
    again = replace(ARTICLE, origin="다른 곳.txt", id="다른 이름", published=date(2024, 2, 1), byline="다른 기자")
    assert archive.add(ARTICLE) == "known"
    assert archive.add(again) == "known"
    assert rows(archive.path) == before


def test_a_date_that_comes_later_completes_the_article_and_nothing_else(archive: Archive) -> None:
    undated = replace(ARTICLE, published=None)
    assert archive.add(undated) == "new"
    assert archive.undated() == (undated,)
    assert list(archive.articles(WEEK)) == []
    later = replace(ARTICLE, origin="나중에.txt", byline="다른 기자")
    assert archive.add(later) == "dated"
    assert archive.undated() == ()
    assert list(archive.articles(WEEK)) == [ARTICLE]
    assert archive.add(undated) == "known"
    assert list(archive.articles(WEEK)) == [ARTICLE]


def test_articles_come_in_order_of_date_outlet_title_id_and_digest(archive: Archive) -> None:
    def made(day: int, outlet: str | None, title: str | None, name: str, body: str = "본문") -> Article:
        return Article(id=name, body=body, title=title, outlet=outlet, published=date(2024, 1, day))

    wanted = [
        made(15, None, "가", "1"),
        made(15, "가신문", None, "1"),
        made(15, "가신문", "가", "1"),
        made(15, "가신문", "가", "2", "다른 본문"),
        made(15, "나신문", "가", "1"),
        made(21, "가신문", "가", "1", "마지막 날"),
    ]
    for article in [*reversed(wanted), made(14, None, "전 주", "x"), made(22, None, "다음 주", "x")]:
        archive.add(article)
    assert list(archive.articles(WEEK)) == wanted
    assert [a.title for a in archive.articles()] == ["전 주", *(a.title for a in wanted), "다음 주"]


def test_writing_while_reading_is_allowed(archive: Archive) -> None:
    for n in range(300):
        archive.add(Article(id=str(n), body=f"본문 {n}", published=date(2024, 1, 17)))
    seen = 0
    for article in archive.articles(WEEK):
        with archive.transaction():
            archive.keep_analysis(article.digest, "1", ANALYSIS)
        seen += 1
    assert seen == 300
    assert archive.unanalysed("1") == ()


@pytest.mark.parametrize("name", ["기사\udcb0.txt", "half \ud800 surrogate"])
def test_a_name_that_is_no_text_is_kept_as_text(archive: Archive, name: str) -> None:
    archive.add(Article(id=name, body="본문", origin=f"folder/{name}"))
    archive.reject(Rejected(f"folder/{name}", "이유"))
    (kept,) = archive.undated()
    assert kept.id == name.replace("\udcb0", "?").replace("\ud800", "?")
    archive.forget_rejections([Path("folder") / name])
    assert archive.rejections() == ()


def test_the_queries_use_the_indices(archive: Archive) -> None:
    connection = sqlite3.connect(archive.path)
    query = f"SELECT payload FROM article WHERE published BETWEEN '2024-01-15' AND '2024-01-21' ORDER BY {ORDER}"
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    connection.close()
    assert "USING INDEX article_order" in plan
    assert "TEMP B-TREE" not in plan


# --- find -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a-1", "a-", ARTICLE.digest, ARTICLE.digest[:8]])
def test_an_article_is_found_by_id_or_the_beginning_of_id_or_digest(archive: Archive, text: str) -> None:
    archive.add(ARTICLE)
    archive.add(Article(id="b-1", body="다른 글"))
    assert archive.find(text) == ARTICLE


def test_a_whole_id_goes_before_one_it_begins(archive: Archive) -> None:
    archive.add(Article(id="a", body="하나"))
    archive.add(Article(id="ab", body="둘"))
    assert archive.find("a").body == "하나"


@pytest.mark.parametrize("text", ["zzz", "", "%", "a_1", "' OR 1=1 --"])
def test_what_is_not_there_is_not_found(archive: Archive, text: str) -> None:
    archive.add(ARTICLE)
    with pytest.raises(NotFoundError, match="briefing list"):
        archive.find(text)


def test_an_ambiguous_text_lists_the_candidates(archive: Archive) -> None:
    twins = [Article(id="같은.txt", title=f"제목 {n}", body=f"본문 {n}") for n in range(7)]
    for article in twins:
        archive.add(article)
    with pytest.raises(NotFoundError, match="여러 기사에 해당합니다") as caught:
        archive.find("같은.txt")
    message = str(caught.value)
    assert sum(article.digest[:12] in message for article in twins) == 5
    assert "등." in message


# --- counts ---------------------------------------------------------------------------------------------


def test_weeks_and_counts(archive: Archive) -> None:
    assert archive.weeks() == ()
    assert archive.count() == 0
    for day in (date(2024, 1, 21), date(2023, 12, 31), date(2024, 1, 15), None):
        archive.add(Article(id="x", body=f"본문 {day}", published=day))
    assert archive.weeks() == (
        (Period(date(2023, 12, 25), date(2023, 12, 31)), 1),
        (Period(date(2024, 1, 15), date(2024, 1, 21)), 2),
    )
    assert archive.count() == 4


# --- rejections -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("in", ["../x.txt", "/abs/x.txt", "in.txt", "inn/x.txt"]),
        ("in/sub", ["../x.txt", "/abs/x.txt", "in.txt", "in/a.txt", "in/b.jsonl:3", "inn/x.txt"]),
        ("in/b.jsonl", ["../x.txt", "/abs/x.txt", "in.txt", "in/a.txt", "in/sub/c.txt", "inn/x.txt"]),
        ("in.txt", ["../x.txt", "/abs/x.txt", "in/a.txt", "in/b.jsonl:3", "in/sub/c.txt", "inn/x.txt"]),
        ("i%", ["../x.txt", "/abs/x.txt", "in.txt", "in/a.txt", "in/b.jsonl:3", "in/sub/c.txt", "inn/x.txt"]),
        (".", ["../x.txt", "/abs/x.txt"]),
        ("/abs", ["../x.txt", "in.txt", "in/a.txt", "in/b.jsonl:3", "in/sub/c.txt", "inn/x.txt"]),
    ],
)
def test_reading_a_path_again_forgets_only_its_rejections(archive: Archive, path: str, left: list[str]) -> None:
    for origin in ("in/a.txt", "in/b.jsonl:3", "in/sub/c.txt", "in.txt", "inn/x.txt", "/abs/x.txt", "../x.txt"):
        archive.reject(Rejected(origin, "빈 파일입니다."))
    archive.forget_rejections([Path(path)])
    assert [r.origin for r in archive.rejections()] == left


def test_a_later_reason_replaces_the_earlier(archive: Archive) -> None:
    archive.reject(Rejected("a.txt", "빈 파일입니다."))
    archive.reject(Rejected("a.txt", "본문이 없습니다."))
    assert archive.rejections() == (Rejected("a.txt", "본문이 없습니다."),)


# --- analyses and briefings -----------------------------------------------------------------------------


def test_an_analysis_belongs_to_an_article_and_a_version(archive: Archive) -> None:
    archive.add(ARTICLE)
    assert archive.analysis(ARTICLE.digest, "1") is None
    assert archive.unanalysed("1") == (ARTICLE.digest,)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    assert archive.analysis(ARTICLE.digest, "1") == ANALYSIS
    assert archive.analysis(ARTICLE.digest, "2") is None
    assert (archive.has_analysis(ARTICLE.digest, "1"), archive.has_analysis(ARTICLE.digest, "2")) == (True, False)
    assert archive.unanalysed("1") == ()
    assert archive.unanalysed("2") == (ARTICLE.digest,)
    archive.keep_analysis(ARTICLE.digest, "2", replace(ANALYSIS, quotes=()))
    assert archive.analysis(ARTICLE.digest, "2") == replace(ANALYSIS, quotes=())
    assert archive.analysis(ARTICLE.digest, "1") is None


def test_an_analysis_without_its_article_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="FOREIGN KEY"):
        archive.keep_analysis("0" * 64, "1", ANALYSIS)


def briefing(title: str) -> Briefing:
    context = Excerpt(22, 46, source=1, text="나래 시장은 “차질 없이 쓰겠다”고 말했다.")
    remark = Remark(
        28,
        37,
        source=1,
        text="차질 없이 쓰겠다",
        kind="direct",
        speaker="나래",
        speaker_org="가온시",
        speaker_title="시장",
        cue="말하다",
        published=date(2024, 1, 17),
        context=context,
    )
    quantity = Quantity(
        12,
        16,
        source=1,
        text="94억원",
        value=Decimal("9400000000"),
        value_max=None,
        unit="KRW",
        kind="money",
        label="예산",
        context=context,
    )
    source = Source(
        number=1,
        digest=ARTICLE.digest,
        id="a-1",
        title=None,
        outlet=None,
        byline=None,
        published=date(2024, 1, 17),
        url=None,
        origin="a",
    )
    return Briefing(
        period=WEEK,
        title=title,
        issuer=None,
        lead=context,
        issues=(Issue(label="예산", stories=(Story(sources=(1,)),), summary=(context,)),),
        voices=(Voice(name=None, org=None, title=None, remarks=(remark,)),),
        ledger=(LedgerEntry(stated=quantity),),
        charts=(
            Chart(
                key="days",
                shape="columns",
                title="제목",
                alt="설명",
                rows=(ChartRow(label="월", value=1.0, text="1건", sources=(1,)),),
            ),
        ),
        sources=(source,),
        coverage=Coverage(read=1, undated=(("x", "y"),), rejected=(Rejected("z", "이유"),), empty_days=WEEK.days[:2]),
    )


def test_a_changed_draft_replaces_the_earlier_one_under_a_new_number(archive: Archive) -> None:
    first = archive.keep_briefing(briefing("처음"))
    assert archive.keep_briefing(briefing("처음")) == first
    second = archive.keep_briefing(briefing("고침"))
    assert (first.number, second.number) == (1, 2)
    assert archive.revisions() == (second,)
    assert archive.briefing("2024-W03") == briefing("고침")
    assert archive.briefing("2024-W04") is None
