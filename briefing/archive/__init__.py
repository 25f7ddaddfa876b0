"""The archive: one SQLite file that keeps articles, their analyses, the briefings made, and what was rejected.

Every method is one atomic step by itself; `with archive.transaction():` makes many of them one. A process that
is killed leaves the file as it was after the last finished step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

import msgspec

from briefing.archive.care import Care
from briefing.archive.editions import Editions
from briefing.archive.file import ORDER, iso
from briefing.archive.memory import Memory, key
from briefing.archive.outbox import Outbox
from briefing.archive.search import Search
from briefing.archive.store import connect, explained, missing
from briefing.errors import ArchiveError, NotFoundError
from briefing.model import Analysis, Article, Rejected
from briefing.period import Period, week_of

Reading = Literal["new", "known", "dated"]

# Candidates named when a text fits several articles: enough to choose from, short enough for one line.
_CANDIDATES = 5


class Removed(NamedTuple):
    """An article that was taken out, the slugs of the tallies that went with it, and of the briefings that cite it."""

    article: Article
    tallies: tuple[str, ...]
    cited: tuple[str, ...]


class Archive(Memory, Search, Editions, Outbox, Care):
    """An open archive; a context manager that closes the file. Every failure is an ArchiveError with a way out.

    Here is what is kept and how it comes back; the parts hold what else is asked of it: `Memory`, `Search`, `Record`
    with `Editions` upon it, `Outbox` and `Care`.
    """

    @classmethod
    def open(cls, path: Path, *, create: bool = True, at: datetime | None = None) -> Archive:
        """The archive at `path`, migrated to this program's schema; a missing one is made if `create`.

        `at` is the present moment, for what is added to bear; without it nobody will know when that was.
        ArchiveError for a file that is not an archive, a damaged one, one written by a newer program, a
        folder nobody may write to, and a missing file without `create`.
        """
        if not create and missing(path):
            raise ArchiveError(str(path), "보관함이 없습니다.", "먼저 briefing ingest로 기사를 넣어 주십시오.")
        return cls(path, connect(path), at)

    def __init__(self, path: Path, connection: sqlite3.Connection, at: datetime | None = None) -> None:
        super().__init__(path, connection)
        self._at = at

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not in a finished transaction is gone."""
        with explained(self.path):
            self._connection.close()

    # --- articles ---------------------------------------------------------------------------------------

    def add(self, article: Article) -> Reading:
        """Keep an article; say whether it was new, known, or known without a date that this reading brings.

        A known article stays as it was first read, but for the missing date.
        """
        names = _encodable(article.id), _encodable(article.origin)
        if names != (article.id, article.origin):
            article = replace(article, id=names[0], origin=names[1])
        digest = article.digest
        row = (digest, article.id, iso(article.published), article.outlet, article.title, article.origin)
        with self.transaction():
            if self._run(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (*row, msgspec.json.encode(article)),
            ):
                if self._at is not None:
                    self._run("INSERT INTO reading VALUES (?, ?)", (digest, self._at.isoformat()))
                return "new"
            if article.published is None:
                return "known"
            for archived in tuple(self._articles("WHERE digest = ? AND published IS NULL", (digest,))):
                completed = replace(archived, published=article.published)
                self._run(
                    "UPDATE article SET published = ?, payload = ? WHERE digest = ?",
                    (iso(article.published), msgspec.json.encode(completed), digest),
                )
                self._forget_analysis(digest)  # plans are read against the date
                return "dated"
            return "known"

    def articles(self, period: Period | None = None) -> Iterator[Article]:
        """The dated articles (of `period`) in order of date, outlet, title, id and digest.

        Read one by one: memory stays flat however many there are.
        """
        if period is None:
            return self._articles("WHERE published IS NOT NULL")
        return self._articles("WHERE published BETWEEN ? AND ?", (iso(period.start), iso(period.end)))

    def undated(self) -> tuple[Article, ...]:
        """The articles that no week can claim because nothing states their date, in order of outlet, title, id."""
        return tuple(self._articles("WHERE published IS NULL"))

    def article(self, digest: str) -> Article | None:
        """The article of that digest, or None."""
        return next(self._articles("WHERE digest = ?", (digest,)), None)

    def read_at(self, digest: str) -> datetime | None:
        """The moment from which the archive has had an article, None where nobody told."""
        for (moment,) in self._rows("SELECT moment FROM reading WHERE digest = ?", (digest,)):
            return datetime.fromisoformat(moment)
        return None

    def find(self, text: str) -> Article:
        """The article whose id is `text`, else whose id or digest begins with it.

        NotFoundError when there is none, or when there are several (it lists them by digest).
        """
        if not text:
            raise NotFoundError("(빈 글)", "기사 ID가 비어 있습니다.", "briefing list로 ID를 확인해 주십시오.")
        text = _encodable(text)
        found = list(self._articles("WHERE id = ?", (text,), limit=_CANDIDATES + 1))
        if not found:
            begins = "WHERE id BETWEEN :text AND :end OR digest BETWEEN :text AND :end"
            found = list(self._articles(begins, {"text": text, "end": text + chr(0x10FFFF)}, limit=_CANDIDATES + 1))
        if not found:
            raise NotFoundError(text, "보관함에 그런 기사가 없습니다.", "briefing list로 ID를 확인해 주십시오.")
        if len(found) > 1:
            names = ", ".join(f"{a.digest[:12]}({a.title or a.id})" for a in found[:_CANDIDATES])
            more = " 등" if len(found) > _CANDIDATES else ""
            raise NotFoundError(text, f"여러 기사에 해당합니다: {names}{more}.", "앞의 열두 글자로 골라 주십시오.")
        return found[0]

    def remove(self, articles: Sequence[Article]) -> tuple[Removed, ...]:
        """Take articles out with everything made of them, all or none; say what went and what still cites them.

        A tally holds words and numbers of all articles of its period: it goes too, and is made again when it is
        needed. A briefing stays as it was published. No word of the articles is left in the file.
        """
        with self.transaction():
            gone = tuple(map(self._remove, articles))
        self._run("INSERT INTO search (search) VALUES ('optimize')")  # until then the index only masks what it forgot
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def _remove(self, article: Article) -> Removed:
        day, digest = iso(article.published), article.digest
        first, last = (f"json_extract(CAST(payload AS TEXT), '$.period.{end}')" for end in ("start", "end"))
        holds = f"SELECT slug FROM tally WHERE ? BETWEEN {first} AND {last} ORDER BY slug"  # noqa: S608 - constants
        tallies = tuple(slug for (slug,) in self._rows(holds, (day,)))
        for slug in tallies:
            self._run("DELETE FROM tally WHERE slug = ?", (slug,))
        cites = "SELECT DISTINCT slug FROM revision WHERE instr(payload, CAST(? AS BLOB)) ORDER BY slug"
        self._forget_analysis(digest)
        self._run("DELETE FROM article WHERE digest = ?", (digest,))
        return Removed(article, tallies, tuple(slug for (slug,) in self._rows(cites, (digest,))))

    def count(self) -> int:
        """How many articles are kept, dated or not."""
        ((number,),) = self._rows("SELECT count(*) FROM article")
        return int(number)

    def weeks(self) -> tuple[tuple[Period, int], ...]:
        """The ISO weeks that have articles, each with their number, the earliest first."""
        counts: dict[Period, int] = {}
        days = self._rows("SELECT published, count(*) FROM article WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1")
        for day, number in days:
            week = week_of(date.fromisoformat(day))
            counts[week] = counts.get(week, 0) + number
        return tuple(counts.items())

    # --- rejections -------------------------------------------------------------------------------------

    def reject(self, rejected: Rejected) -> None:
        """Remember that something could not be read; a later reason for the same origin replaces the earlier."""
        self._run("INSERT OR REPLACE INTO rejection VALUES (?, ?)", (_encodable(rejected.origin), rejected.reason))

    def forget_rejections(self, paths: Iterable[Path | str]) -> None:
        """Forget what was rejected at these paths or addresses, inside these folders, and in records of these files.

        A record's origin is its file's path, a colon, and its line. Reading a path again begins with this.
        """
        with self.transaction():
            for path in paths:
                text = _encodable(str(path))
                if text == ".":  # the files of the present folder are read, and listed, without its name
                    self._run(
                        "DELETE FROM rejection WHERE substr(origin, 1, 1) <> '/' AND origin NOT LIKE '../%'"
                        " AND origin NOT LIKE 'http%://%'"
                    )
                else:
                    self._run(
                        "DELETE FROM rejection WHERE origin = :text"
                        " OR substr(origin, 1, length(:text) + 1) IN (:text || '/', :text || ':')",
                        {"text": text},
                    )

    def rejections(self) -> tuple[Rejected, ...]:
        """All that could not be read, in order of origin."""
        return tuple(Rejected(*row) for row in self._rows("SELECT origin, reason FROM rejection ORDER BY origin"))

    # --- fetched files ----------------------------------------------------------------------------------

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """(ETag, Last-Modified) of the file that was last read from an address, each None where it is not known."""
        for etag, modified in self._rows("SELECT etag, modified FROM validator WHERE url = ?", (url,)):
            return etag, modified
        return None, None

    def keep_validators(self, url: str, etag: str | None, modified: str | None) -> None:
        """Remember which version of the file at an address was read, in place of an earlier one."""
        self._run("INSERT OR REPLACE INTO validator VALUES (?, ?, ?)", (url, etag, modified))

    # --- analyses -------------------------------------------------------------------------------------

    def analysis(self, digest: str, version: str) -> Analysis | None:
        """The analysis of an article by that version of the analysis, or None where there is none yet."""
        rows = self._rows("SELECT payload FROM analysis WHERE digest = ? AND version = ?", (digest, version))
        for (payload,) in rows:
            return self._decode(payload, Analysis)
        return None

    def has_analysis(self, digest: str, version: str) -> bool:
        """Whether that version of the analysis read the article of that digest; nothing is decoded."""
        return any(self._rows("SELECT 1 FROM analysis WHERE digest = ? AND version = ?", (digest, version)))

    def keep_found(self, article: Article, version: str, found: Analysis | Rejected) -> None:
        """Keep what an analysis found, or why it failed, so that it is not tried again in vain."""
        if isinstance(found, Analysis):
            self.keep_analysis(article.digest, version, found)
        else:
            self._forget_analysis(article.digest)
            self._run("INSERT INTO failure VALUES (?, ?, ?)", (article.digest, version, found.reason))

    def failures(self, version: str, digest: str | None = None) -> tuple[Rejected, ...]:
        """The articles (the one of that digest) that this version of the analysis could not read, by origin."""
        query = "SELECT article.origin, reason FROM failure JOIN article USING (digest) WHERE version = :version"
        query += " ORDER BY 1, 2" if digest is None else " AND digest = :digest"
        return tuple(Rejected(*row) for row in self._rows(query, {"version": version, "digest": digest}))

    def unanalysed(self, version: str) -> tuple[str, ...]:
        """The digests of articles that this version of the analysis never saw, undated first, then in order of date."""
        lacks = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.digest = article.digest AND version = :version)"  # noqa: S608
            for table in ("analysis", "failure")
        )
        # In the order of the digests all three indices are walked side by side: 1,000,000 articles in half a second.
        query = f"SELECT digest FROM article INDEXED BY sqlite_autoindex_article_1 WHERE {lacks} ORDER BY {ORDER}"  # noqa: S608
        return tuple(digest for (digest,) in self._rows(query, {"version": version}))

    def keep_analysis(self, digest: str, version: str, analysis: Analysis) -> None:
        """Keep what an analysis found in an archived article, in place of what other versions found.

        ArchiveError if the archive lacks the article.
        """
        with self.transaction():
            self._forget_analysis(digest)
            self._run("INSERT INTO analysis VALUES (?, ?, ?)", (digest, version, msgspec.json.encode(analysis)))
            ((published,),) = self._rows("SELECT published FROM article WHERE digest = ?", (digest,))
            for role in dict.fromkeys((actor.name, actor.kind, actor.org, actor.title) for actor in analysis.actors):
                self._run("INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?)", (digest, *role, published))
            for due in sorted({plan.due for plan in analysis.plans if plan.due}):
                self._run("INSERT INTO plan VALUES (?, ?)", (digest, iso(due)))
            for speaker in sorted({key(quote.speaker) for quote in analysis.quotes if quote.speaker}):
                self._run("INSERT INTO speaker VALUES (?, ?)", (digest, speaker))
            self._index(digest, published, analysis)

    def _forget_analysis(self, digest: str) -> None:
        self._unindex(digest)
        for table in ("analysis", "failure", "actor", "plan", "speaker"):
            self._run(f"DELETE FROM {table} WHERE digest = ?", (digest,))  # noqa: S608 - constants


def _encodable(text: str) -> str:
    """`text` as SQLite can hold it: half surrogates (from bytes of a file name that are no UTF-8) become `?`."""
    return text.encode(errors="replace").decode()
