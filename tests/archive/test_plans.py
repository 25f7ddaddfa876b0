"""Which index answers which question, of an empty archive and of one with 20,000 articles alike.

What SQLite says it would do (`EXPLAIN QUERY PLAN`) of every statement that a question really sends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

import pytest

from briefing.archive import Archive
from briefing.errors import NotFoundError
from briefing.model import Revision
from tests.archive.conftest import ANALYSIS, ARTICLE, WEEK

NUMBER = 20_000
REVISION = Revision(slug="2024-W03", number=1, hash="0" * 64)
DIGEST = "sqlite_autoindex_article_1"


class Asked(NamedTuple):
    """A question, the indices that answer it, and the tables that it is meant to go through from end to end."""

    question: Callable[[Archive], object]
    indices: tuple[str, ...]
    through: tuple[str, ...] = ()


ASKED = {
    "articles": Asked(lambda a: list(a.articles()), ("article_order",)),
    "articles of a week": Asked(lambda a: list(a.articles(WEEK)), ("article_order",)),
    "undated": Asked(lambda a: a.undated(), ("article_order",)),
    "article": Asked(lambda a: a.article("x"), (DIGEST,)),
    "find": Asked(lambda a: a.find("zzz"), ("article_id", DIGEST)),
    "read_at": Asked(lambda a: a.read_at("x"), ("sqlite_autoindex_reading_1",)),
    "weeks": Asked(lambda a: a.weeks(), ("COVERING INDEX article_order",)),
    "count": Asked(lambda a: a.count(), ("COVERING INDEX",), ("article",)),
    "rejections": Asked(lambda a: a.rejections(), ("sqlite_autoindex_rejection_1",), ("rejection",)),
    "forget_rejections": Asked(lambda a: a.forget_rejections(["x"]), (), ("rejection",)),
    "validators": Asked(lambda a: a.validators("x"), ("sqlite_autoindex_validator_1",)),
    "analysis": Asked(lambda a: a.analysis("x", "1"), ("sqlite_autoindex_analysis_1",)),
    "has_analysis": Asked(lambda a: a.has_analysis("x", "1"), ("COVERING INDEX sqlite_autoindex_analysis_1",)),
    "failures of one": Asked(lambda a: a.failures("1", "x"), ("sqlite_autoindex_failure_1",)),
    "failures": Asked(lambda a: a.failures("1"), (DIGEST,), ("failure",)),
    "unanalysed": Asked(
        lambda a: a.unanalysed("1"),
        (DIGEST, "COVERING INDEX sqlite_autoindex_analysis_1", "COVERING INDEX sqlite_autoindex_failure_1"),
        ("article",),
    ),
    "keep_analysis": Asked(
        lambda a: a.keep_analysis(ARTICLE.digest, "1", ANALYSIS),
        ("sqlite_autoindex_term_1", "actor_digest", "plan_digest", "speaker_digest", "sqlite_autoindex_analysis_1"),
    ),
    "fingerprint": Asked(lambda a: a.fingerprint(WEEK, "1"), ("COVERING INDEX article_order",)),
    "tally": Asked(lambda a: a.tally("2024-W03", "x"), ("sqlite_autoindex_tally_1",)),
    "named": Asked(lambda a: a.named(WEEK), ("COVERING INDEX article_order", "actor_digest")),
    "cast": Asked(lambda a: list(a.cast([ARTICLE.digest])), ("actor_digest",)),
    "roles": Asked(
        lambda a: a.roles(date(2024, 1, 15), ["나래"], [("가온시", "시장")]),
        ("COVERING INDEX actor_name", "COVERING INDEX actor_post"),
    ),
    "due": Asked(
        lambda a: list(a.due(WEEK, "1", before=WEEK.start)), ("plan_due", "sqlite_autoindex_analysis_1", DIGEST)
    ),
    "said": Asked(lambda a: list(a.said("나래", "1")), ("speaker_name", "sqlite_autoindex_analysis_1", DIGEST)),
    "search": Asked(
        lambda a: a.search([["예산"]]), ("SCAN search VIRTUAL TABLE", ":M", "SEARCH entry USING INTEGER PRIMARY")
    ),
    "remove": Asked(
        lambda a: a._remove(ARTICLE),  # and all that stands with it
        (DIGEST, "sqlite_autoindex_term_1", "sqlite_autoindex_reading_1", "actor_digest", "plan_digest"),
        ("tally", "revision"),
    ),
    "next_number": Asked(lambda a: a.next_number("2024-W03"), ("sqlite_autoindex_revision_1", "receipt_slug")),
    "latest": Asked(lambda a: a.latest("2024-W03"), ("sqlite_autoindex_revision_1",)),
    "handed_out": Asked(lambda a: a.handed_out("2024-W03"), ("receipt_slug", "sqlite_autoindex_outbox_1")),
    "revisions": Asked(lambda a: a.revisions(), ("sqlite_autoindex_revision_1",), ("revision",)),
    "briefing": Asked(lambda a: a.briefing("2024-W52"), ("sqlite_autoindex_revision_1",)),
    "receipts": Asked(lambda a: a.receipts(), (), ("receipt",)),
    "receipts of a period": Asked(lambda a: a.receipts("2024-W03"), ("receipt_slug",)),
    "receipts of a revision": Asked(lambda a: a.receipts("2024-W03", 1), ("receipt_slug",)),
    "enqueue": Asked(lambda a: a.enqueue(REVISION, ["x"]), ()),
    "deliveries": Asked(lambda a: a.deliveries("2024-W03", 1), ("sqlite_autoindex_outbox_1",)),
    "mark": Asked(lambda a: a.mark(REVISION, "x", "sent", datetime(2024, 1, 22)), ("sqlite_autoindex_outbox_1",)),
    "doubt": Asked(lambda a: a.doubt("x"), (), ("outbox",)),
    "editions": Asked(lambda a: list(a.editions()), ("sqlite_autoindex_edition_1",), ("edition",)),
    "count_editions": Asked(lambda a: a.count_editions(), ("sqlite_autoindex_edition_1",), ("edition",)),
    "withdraw_edition": Asked(lambda a: a.withdraw_edition("2024-W52"), ("sqlite_autoindex_edition_1",)),
    "settle_editions": Asked(lambda a: a.settle_editions("x", datetime(2024, 1, 22)), (), ("edition",)),
    "words_of_edition": Asked(lambda a: a.words_of_edition(REVISION, "1"), ("sqlite_autoindex_edition_words_1",)),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive whose tables hold 20,000 rows each, with next to nothing in them."""
    numbers = range(NUMBER)
    with Archive.open(tmp_path_factory.mktemp("full") / "a.sqlite") as archive, archive.transaction():
        run = archive._connection.executemany
        run(
            "INSERT INTO article VALUES (printf('%064d', ?1), ?1, date('2020-01-01', (?1 % 1500) || ' days'), 'ㄱ', ?1, 'x',"
            """CAST('{"id":"x","body":"x"}' AS BLOB))""",
            [(n,) for n in numbers],
        )
        for table, rest in {
            "analysis": "'1', x''",
            "reading": "'2024-01-01'",
            "actor": "?1 % 99, 'person', 'b', 't', '2024-01-01'",
            "plan": "date('2020-01-01', (?1 % 1500) || ' days')",
            "speaker": "?1 % 99",
        }.items():
            run(f"INSERT INTO {table} VALUES (printf('%064d', ?1), {rest})", [(n,) for n in numbers])
        run(
            "INSERT INTO receipt VALUES (?1 + 1, ?1 % 200, 1, 'x', 'drafted', '2024-01-01', 'x', NULL)",
            [(n,) for n in numbers],
        )
        run("INSERT INTO outbox VALUES (?1 % 200, 1, 'x', ?1, 'sent', NULL, '')", [(n,) for n in numbers])
        archive.add(ARTICLE)
        archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
        yield archive


@pytest.mark.parametrize("name", ASKED)
def test_the_index_that_is_meant_answers(name: str, archive: Archive, full: Archive) -> None:
    asked = ASKED[name]
    archive.add(ARTICLE)
    archive.keep_analysis(ARTICLE.digest, "1", ANALYSIS)
    few, many = plan(archive, asked), plan(full, asked)
    assert few == many
    for index in asked.indices:
        assert any(index in step for step in many), (index, many)
    scanned = {step.split()[1] for step in many if step.startswith("SCAN")}
    inner = {"json_each", "(subquery-1)", "post", "search"}  # values that were given, other results, the index of words
    assert scanned - inner == set(asked.through), many


def plan(archive: Archive, asked: Asked) -> list[str]:
    """The steps that SQLite would take for what the question sends."""
    sent: list[str] = []
    connection = archive._connection
    connection.execute("SAVEPOINT asked")
    connection.set_trace_callback(sent.append)
    try:
        with suppress(NotFoundError, StopIteration):
            asked.question(archive)
    finally:
        connection.set_trace_callback(None)
        connection.execute("ROLLBACK TO asked")
        connection.execute("RELEASE asked")
    told = [one for one in sent if one.startswith(("SELECT", "INSERT INTO", "UPDATE", "DELETE"))]
    return [step for one in dict.fromkeys(told) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {one}")]
