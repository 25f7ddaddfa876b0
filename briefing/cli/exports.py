"""Articles as files for other programs: JSON Lines, which `briefing ingest` reads again, and CSV, which Excel opens."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from briefing.archive import Archive
from briefing.errors import OutputError
from briefing.model import Article
from briefing.period import Period
from briefing.render import cells


def chosen(archive: Archive, since: date | None) -> Iterator[Article]:
    """The articles from the day `since` on, in order of date; without it all, the undated ones last."""
    if since is not None:
        yield from archive.articles(Period(since, date.max))
        return
    yield from archive.articles()
    yield from archive.undated()


def write(path: Path, articles: Iterable[Article]) -> int:
    """How many articles were written to `path`, in the format its suffix names; the file is whole or not there.

    OutputError for another suffix, and where it cannot be written. An existing file is replaced.
    """
    if path.suffix.lower() not in _FORMATS:
        raise OutputError(str(path), "내보낼 수 없는 형식입니다.", "파일 이름을 .jsonl이나 .csv로 끝내 주십시오.")
    head, row = _FORMATS[path.suffix.lower()]
    number = 0
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(head)
                for article in articles:
                    file.write(row(article))
                    number += 1
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            str(path), f"파일을 쓸 수 없습니다({error.strerror}).", "쓸 수 있는 곳을 정해 주십시오."
        ) from error
    return number


def _record(article: Article) -> dict[str, object]:
    """The article by the keys that `briefing ingest` reads, then where it was read and what its content hashes to."""
    return {
        "id": article.id,
        "title": article.title,
        "subtitle": "\n".join(article.subtitles) or None,
        "published": article.published,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "body": article.body,
        "excerpt": article.excerpt,
        "embargo": article.embargo,
        "origin": article.origin,
        "digest": article.digest,
    }


def _json(article: Article) -> bytes:
    """One line, in which what the source said beside the known keys stands behind them."""
    extra = msgspec.json.decode(article.extra, type=dict[str, object]) if article.extra else {}
    return msgspec.json.encode(extra | _record(article)) + b"\n"


_COLUMNS = cells.row(_record(Article(id="", body="")))

#: What stands at the head of a file, and how an article is written.
_FORMATS: dict[str, tuple[bytes, Callable[[Article], bytes]]] = {
    ".jsonl": (b"", _json),
    ".csv": (cells.MARK + _COLUMNS, lambda article: cells.row(_record(article).values())),
}
