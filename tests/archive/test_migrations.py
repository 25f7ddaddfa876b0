"""Archives that an earlier program wrote: migrated, they are what this program would have written."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from briefing.archive import Archive, store
from briefing.model import Actor, PastRole
from tests.archive.conftest import ANALYSIS, ARTICLE, rows

MAYOR = Actor(name="나래", kind="person", org="가온시", title="시장")
MINISTRY = Actor(name="누리부", kind="organization")
FOUND = replace(ANALYSIS, sentences=(), title_terms=("예산", "확정"), actors=(MAYOR, MINISTRY), quotes=())
UNDATED = replace(ARTICLE, id="a-2", title="미상", published=None)


def test_dates_beside_actors_and_words_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    with Archive.open(new) as archive:
        for article in (ARTICLE, UNDATED):
            archive.add(article)
            archive.keep_analysis(article.digest, "1", FOUND)
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", store.MIGRATIONS[:5])
        with Archive.open(old) as archive:
            archive.add(ARTICLE)
            archive.add(UNDATED)
    connection = sqlite3.connect(old)
    for number, article in enumerate((ARTICLE, UNDATED), 1):
        digest = article.digest
        connection.execute("INSERT INTO analysis VALUES (?, '1', ?)", (digest, msgspec.json.encode(FOUND)))
        connection.execute("INSERT INTO actor VALUES (?, '나래', 'person', '가온시', '시장')", (digest,))
        connection.execute("INSERT INTO actor VALUES (?, '누리부', 'organization', NULL, NULL)", (digest,))
        connection.execute("INSERT INTO term VALUES (?, ?, '예산 확정\n나래 누리부')", (number, digest))
    columns = "rowid, title, body, terms"
    connection.execute(f"INSERT INTO search ({columns}) SELECT {columns} FROM searchable")
    connection.commit()
    connection.close()
    with Archive.open(old) as archive:
        assert rows(old) == rows(new)
        day = date(2024, 1, 17)
        mayor = PastRole(name="나래", kind="person", org="가온시", title="시장", first=day, last=day, articles=1)
        ministry = replace(mayor, name="누리부", kind="organization", org=None, title=None)
        assert archive.roles(date(2024, 1, 18), ["누리부"], [("가온시", "시장")]) == (mayor, ministry)
        assert archive.search([["누리부"]]) == (UNDATED.digest, ARTICLE.digest)  # the shorter one first
        assert archive.search([["누리부"]], day) == (ARTICLE.digest,)
        assert archive.faults() == ()
        archive.remove([ARTICLE, UNDATED])
    assert [row for row in rows(old) if row[0] in ("actor", "term", "entry")] == []
