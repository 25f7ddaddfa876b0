"""What the archive remembers of all weeks at once: tallies, roles, plans, and who spoke where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from unicodedata import normalize

import msgspec

from briefing.archive.file import ORDER, File, iso
from briefing.model import Analysed, Analysis, Article, PastRole, Tally
from briefing.period import Period


class Memory(File):
    """The part of the archive that later weeks ask."""

    def fingerprint(self, period: Period, version: str) -> str:
        """A name (SHA-256, hex) for the dated articles of `period` together with a version of the analysis."""
        digest = hashlib.sha256(version.encode())
        span = (iso(period.start), iso(period.end))
        for (one,) in self._rows("SELECT digest FROM article WHERE published BETWEEN ? AND ? ORDER BY digest", span):
            digest.update(one.encode())
        return digest.hexdigest()

    def tally(self, slug: str, fingerprint: str) -> Tally | None:
        """What was remembered of a period if its articles are still those of `fingerprint`, else None."""
        rows = self._rows("SELECT payload FROM tally WHERE slug = ? AND fingerprint = ?", (slug, fingerprint))
        for (payload,) in rows:
            return self._decode(payload, Tally)
        return None

    def keep_tally(self, fingerprint: str, tally: Tally) -> None:
        """Remember a period, in place of what was remembered of it."""
        row = (tally.period.slug, fingerprint, msgspec.json.encode(tally))
        self._run("INSERT OR REPLACE INTO tally VALUES (?, ?, ?)", row)

    def named(self, period: Period) -> dict[str, int]:
        """How many analysed articles of `period` name each actor."""
        query = (
            "SELECT name, count(DISTINCT digest) FROM actor JOIN article USING (digest)"
            " WHERE article.published BETWEEN ? AND ? GROUP BY name ORDER BY name"
        )
        return dict(self._rows(query, (iso(period.start), iso(period.end))))

    def cast(self, digests: Iterable[str]) -> Iterator[tuple[str, str | None, str | None]]:
        """Whom these analysed articles name, with body and title: each combination once, in no order."""
        query = "SELECT DISTINCT name, org, title FROM actor WHERE digest IN (SELECT value FROM json_each(?))"
        return self._rows(query, (_json(list(digests)),))

    def roles(self, before: date, names: Iterable[str], posts: Iterable[tuple[str, str]]) -> tuple[PastRole, ...]:
        """What analysed articles from before a day say of these actors, and of who held these posts (body, title)."""
        found = "SELECT name, kind, org, title, min(published), max(published), count(*) FROM"
        # Both halves count whole roles: where they find the same one, they find it alike.
        query = (
            f"{found} actor WHERE name IN (SELECT value FROM json_each(:names)) AND published < :before"  # noqa: S608
            f" GROUP BY 1, 2, 3, 4 UNION {found} json_each(:posts) AS post JOIN actor"
            " ON org = json_extract(post.value, '$[0]') AND title = json_extract(post.value, '$[1]')"
            " WHERE published < :before GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 5, 3, 4"
        )
        asked = {"before": iso(before), "names": _json(sorted(names)), "posts": _json(sorted(set(posts)))}
        return tuple(
            PastRole(
                name=name,
                kind=kind,
                org=org,
                title=title,
                first=date.fromisoformat(first),
                last=date.fromisoformat(last),
                articles=articles,
            )
            for name, kind, org, title, first, last, articles in self._rows(query, asked)
        )

    def due(self, period: Period, version: str, *, before: date) -> Iterator[Analysed]:
        """The analysed articles published before a day that hold a plan due in `period`, in order of date."""
        query = (
            "SELECT article.payload, analysis.payload FROM article JOIN analysis USING (digest)"  # noqa: S608
            " WHERE version = :version AND published < :before"
            " AND digest IN (SELECT digest FROM plan WHERE due BETWEEN :first AND :last) ORDER BY " + ORDER
        )
        asked = {"version": version, "before": iso(before), "first": iso(period.start), "last": iso(period.end)}
        for article, analysis in self._rows(query, asked):
            yield Analysed(self._decode(article, Article), self._decode(analysis, Analysis))

    def said(self, name: str, version: str) -> Iterator[Analysed]:
        """The analysed articles in which `name` says something, undated ones first, then in order of date.

        Names are compared by their `key`.
        """
        query = (
            "SELECT article.payload, analysis.payload FROM speaker JOIN article USING (digest)"  # noqa: S608
            " JOIN analysis USING (digest) WHERE name = ? AND version = ? ORDER BY " + ORDER
        )
        for article, analysis in self._rows(query, (key(name), version)):
            yield Analysed(self._decode(article, Article), self._decode(analysis, Analysis))


def key(name: str) -> str:
    """What makes two spellings of a speaker's name the same: compatibility forms and white space aside."""
    return "".join(normalize("NFKC", name).split())


def _json(values: object) -> str:
    return msgspec.json.encode(values).decode()
