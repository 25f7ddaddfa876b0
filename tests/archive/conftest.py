"""An empty archive and an article to keep in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.model import (
    Actor,
    Analysis,
    Article,
    Figure,
    Quote,
    Sentence,
    Span,
)
from briefing.period import week_of

WEEK = week_of(date(2024, 1, 17))
ARTICLE = Article(
    id="a-1",
    title='"가온시" 예산 확정',
    subtitles=("부제 하나", "부제 둘"),
    body="가온시는 17일 예산 94억원을 확정했다.\n나래 시장은 “차질 없이 쓰겠다”고 말했다.",
    outlet="가온일보",
    byline="다솜 기자",
    url="https://example.org/1",
    published=date(2024, 1, 17),
    origin="기사/a-1.txt",
    extra='{"section":"정책"}',
)
ANALYSIS = Analysis(
    sentences=(Sentence(0, 21, 0.625, 1, ("가온시", "예산")), Sentence(22, 46, 0.375, 2)),
    actors=(
        Actor(name="나래", kind="person", org="가온시", title="시장", aliases=("나 시장",), mentions=(Span(22, 24),)),
    ),
    quotes=(Quote(28, 37, kind="direct", speaker="나래", speaker_org="가온시", speaker_title="시장", cue="말하다"),),
    figures=(Figure(12, 16, value=Decimal("9400000000"), unit="KRW", kind="money", label="예산"),),
    title_terms=("예산", "확정"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "보관" / "briefing.sqlite") as opened:
        yield opened


def rows(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table, byte for byte, with the row ids; what FTS5 keeps for itself aside."""
    with sqlite3.connect(path) as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
        tables = [name for (name,) in connection.execute(named)]
        found = [(t, *row) for t in sorted(tables) for row in connection.execute(f"SELECT rowid, * FROM {t}")]
    connection.close()
    return found
