"""The index of words: which articles hold them, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefing.archive.file import File, iso
from briefing.model import Analysis

# So many of the articles with the words are weighed, those that were analysed last; it takes 0.3 s. A word that more
# articles hold tells too little for an old one to be the best.
WEIGHED = 100_000

# Columns title, body, terms. Named in the headline, a word is what the article is about: as much as five mentions.
_WEIGHTS = "5.0, 1.0, 1.0"


class Search(File):
    """The part of the archive that finds articles by their words.

    The index holds title and body as written, of which it keeps no copy, and beside them the content morphemes of the
    analysis with the official names of who acts: 반도체 is found in 차세대반도체를, a ministry by its full name where
    the article uses a short one. It is filled when an analysis is kept, so that nothing is tokenised for it.
    """

    def search(self, words: Iterable[Iterable[str]], since: date | None = None) -> tuple[str, ...]:
        """The digests of the analysed articles that hold every word, best first (BM25, then the later date).

        Each word comes in its forms, any of which will do; the first is the beginning of a written word, the others
        are morphemes in a row. With `since`, articles without a date are left out. No words, no articles. Where more
        than `WEIGHED` articles hold them, only those that were analysed last come back.
        """
        wanted = " AND ".join(f"({_either(forms)})" for forms in words)
        if not wanted:
            return ()
        query = (
            f"SELECT digest FROM (SELECT digest, published, bm25(search, {_WEIGHTS}) AS score"  # noqa: S608
            " FROM search JOIN entry ON entry.id = search.rowid"
            " WHERE search MATCH :wanted AND (:since IS NULL OR published >= :since)"
            " ORDER BY search.rowid DESC LIMIT :weighed) ORDER BY score, published DESC, digest"
        )
        asked = {"wanted": wanted, "since": iso(since), "weighed": WEIGHED}
        return tuple(digest for (digest,) in self._rows(query, asked))

    def _index(self, digest: str, published: str | None, analysis: Analysis) -> None:
        bags = [analysis.title_terms, *(s.terms for s in analysis.sentences), [a.name for a in analysis.actors]]
        self._run(
            "INSERT INTO term (digest, terms) VALUES (?, ?)", (digest, "\n".join(" ".join(bag) for bag in bags if bag))
        )
        self._run("INSERT INTO entry SELECT id, digest, ? FROM term WHERE digest = ?", (published, digest))
        self._run(f"INSERT INTO search ({_COLUMNS}) SELECT {_COLUMNS} FROM searchable WHERE digest = ?", (digest,))  # noqa: S608

    def _unindex(self, digest: str) -> None:
        # An index without a copy of its text is told what to forget (https://sqlite.org/fts5.html#the_delete_command).
        self._run(
            f"INSERT INTO search (search, {_COLUMNS}) SELECT 'delete', {_COLUMNS} FROM searchable WHERE digest = ?",  # noqa: S608
            (digest,),
        )
        self._run("DELETE FROM term WHERE digest = ?", (digest,))


_COLUMNS = "rowid, title, body, terms"


def _either(forms: Iterable[str]) -> str:
    first, *others = (f'"{form.replace(chr(34), chr(34) * 2)}"' for form in forms)
    return " OR ".join([f"{first}*", *others])
