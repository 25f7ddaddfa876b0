"""A feed (RSS 0.9x to 2.0, RDF, Atom) -> an article an entry, as feedparser reads it; its HTML becomes visible lines.

Where an entry has only a description (RSS) or a summary (Atom) the article is an excerpt. The outlet is the one that
the entry, else the feed states; a portal is none. A day is the Korean day; a time without a zone is meant as Korean.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from briefing.errors import InputError
from briefing.ingest import fields, imprint, visible, xmltext
from briefing.ingest.decode import clean
from briefing.ingest.found import Found, rejected
from briefing.ingest.shape import shape
from briefing.model import Rejected

#: Entries of one feed. Feeds of news have 20 to 100, whole archives of a blog some thousands.
_ENTRIES = 5_000
#: Marks of elements, those of HTML in CDATA apart: the parser takes 10 microseconds for each, an entry has about 30.
_MARKS = 300_000
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)  # one that is never closed goes to the end
#: Bytes of a broken feed: the parser that forgives is many times slower than the strict one.
_BROKEN_LIMIT = 2 * 1024 * 1024
_CLOSED = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>(?:\s|<!--.{0,5000}?-->)*$", re.I | re.S)
_ROOT = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*+(<(?:\w{1,20}:)?(?:rss|feed|rdf)\b)", re.I | re.S)
_LINK = re.compile(r"https?://\S+")
# `가온일보 - 정치`, `가온일보 | 전체기사`, `가온일보 > RSS 서비스`
_PARTS = re.compile(r"\s+[-–—|:·>»/]+\s+|\s*(?:::|\||》|>)\s*")
_GENERIC = re.compile(
    r"(?:(?:전체|최신|인기|주요|많이\s?본|실시간|오늘의)?\s?(?:기사|뉴스|소식|목록|헤드라인)|속보|홈|전체|"
    r"(?:[가-힣·]{2,8}\s)?(?:RSS|피드)(?:\s?(?:서비스|피드|뉴스))?|RSS\s?\d(?:\.\d)?|feed|rss|atom|news|latest|all)",
    re.I,
)
# RFC 2822 without its zone: Wed, 17 Jan 2024 16:30:00
_ZONELESS = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?")
#: Of Seoul before Greenwich.
_AHEAD = timedelta(hours=9)
_KOREAN_ZONE = re.compile(r"\s*\(?\bKST\b\)?\s*$")
# 방금 전, 5분 전, 3시간 전, 어제, 2 hours ago
_AGO = re.compile(
    r"(\d{1,3})\s*(분|시간|일|주|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?)\s*(?:전|ago)|"
    r"(방금(?:\s?전)?|오늘|just now|today)|(어제|yesterday)",
    re.I,
)
_MINUTES = {"분": 1, "m": 1, "시": 60, "h": 60, "일": 1440, "d": 1440, "주": 10080, "w": 10080}


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each entry, and the entries that hold none; InputError when the file is no feed."""
    text = xmltext.decode(file.read(xmltext.LIMIT + 1), origin)
    root = _ROOT.match(text)
    if not root:
        raise InputError(origin, "RSS나 Atom이 아닌 XML이라 읽지 못합니다.", "피드 주소나 기사 파일을 주십시오.")
    text = text[root.start(1) :]  # feedparser looks for entities before it, in time quadratic in the blank lines there
    parsed = _parsed(text, origin)
    entries = parsed.entries[:_ENTRIES]
    if not _CLOSED.search(text) and entries:  # cut off while it was sent: the last entry may be half an article
        place = len(entries)
        entries = entries[:-1]
        yield Rejected(origin, f"피드가 중간에 끊겨 {place}번째 기사부터 읽지 못했습니다. 다시 받아 주십시오.")
    if not parsed.entries:
        raise InputError(origin, "피드에 기사가 없습니다.", "잠시 뒤 다시 받거나 피드 주소를 확인해 주십시오.")
    for number, entry in enumerate(entries, start=1):
        try:
            yield fields.article(_record(entry, parsed.feed), f"{origin}:{number}")
        except InputError as error:
            yield rejected(error)
    if len(parsed.entries) > _ENTRIES:
        yield Rejected(f"{origin}:{_ENTRIES + 1}", f"한 피드에서 {_ENTRIES:,}건까지 읽습니다. 피드를 나누어 주십시오.")


def _parsed(text: str, origin: str) -> Any:
    """The feed as feedparser gives it. Nothing is fetched: what it gets is an open file, not an address."""
    import feedparser  # 0.1 s to import

    if sum(part.count("<") for part in _CDATA.split(text)) > _MARKS:
        raise InputError(origin, f"피드의 요소가 {_MARKS:,}개를 넘습니다.", "피드를 나누어 다시 주십시오.")
    data = text.encode()
    if len(data) > _BROKEN_LIMIT and not _well_formed(data):
        limit = _BROKEN_LIMIT // 1024 // 1024
        raise InputError(origin, f"문법이 깨진 피드는 {limit}MB까지 읽습니다.", "피드를 다시 받거나 나누어 주십시오.")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # Its handlers of places and chapters (GeoRSS, Podlove) let their errors through.
        raise InputError(origin, "피드의 구조가 깨져 있어 읽지 못합니다.", "피드를 다시 받아 주십시오.") from error


def _well_formed(data: bytes) -> bool:
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _record(entry: Any, feed: Any) -> dict[str, object]:
    """The entry by the keys of the contract."""
    full = "\n".join(part.get("value") or "" for part in entry.get("content", ()))
    body = xmltext.body(full)
    outlet = _outlet(entry, feed)
    link, identity = _line(entry.get("link", "")), _line(entry.get("id", ""))
    return {
        "id": identity or link,
        "title": _title(entry, outlet),
        "published": str(_published(entry, feed) or ""),
        "outlet": outlet,
        "byline": _byline(entry),
        "url": next(
            (link for link in (_line(entry.get(key, "")) for key in ("link", "id")) if _LINK.fullmatch(link)), ""
        ),
        "body": body or xmltext.body(entry.get("summary") or ""),
        "excerpt": not body,
    }


def _title(entry: Any, outlet: str | None) -> str:
    """The title as a line; an aggregator sets the outlet's name behind it (`제목 - 가온일보`)."""
    title = _line(visible.text(entry.get("title") or ""))
    behind = f" - {outlet}"
    return title.removesuffix(behind) if title != behind.strip() else title


def _outlet(entry: Any, feed: Any) -> str | None:
    """The outlet by the entry's source or publisher, by the feed's publisher or copyright, else by the feed's title."""
    stated = [(entry.get("source") or {}).get("title", ""), entry.get("publisher", ""), feed.get("publisher", "")]
    names = [_line(name) for name in stated if name]
    names.append(imprint.outlet([_line(feed.get("rights", ""))]) or "")
    parts = [part.strip() for part in _PARTS.split(_line(feed.get("title", ""))) if part.strip()]
    own = [part for part in parts if not _GENERIC.fullmatch(part) and shape(part) == "short"]
    names.append(own[0] if own else "")
    return next((name for name in names if name and "@" not in name and not imprint.is_portal(name)), None)


def _byline(entry: Any) -> str | None:
    """The reporter that `author` or `dc:creator` names; a desk or an outlet is none."""
    author = _line((entry.get("author_detail") or {}).get("name", "") or entry.get("author", ""))
    return imprint.byline([author]) or (imprint.names(author) if re.fullmatch(r"[가-힣]{2,4}", author) else None)


def _published(entry: Any, feed: Any) -> date | None:
    for stated in map(_line, _stated(entry, "published", "updated")):
        if day := _day(stated) or _ago(stated, feed):
            return day
    moment = next(_stated(entry, "published_parsed", "updated_parsed"), None)  # in UTC, from forms feedparser knows
    try:
        return (datetime(*moment[:5]) + _AHEAD).date() if moment else None
    except (ValueError, OverflowError):  # the year 0
        return None


def _stated(part: Any, *keys: str) -> Iterator[Any]:
    """The values under `keys`; `get` would warn of `updated` and give `published` for it."""
    yield from filter(None, (part[key] for key in keys if key in part))


def _day(text: str) -> date | None:
    text = _KOREAN_ZONE.sub(" +0900", text)
    return fields.day(f"{text} +0900" if _ZONELESS.fullmatch(text) else text)


def _ago(text: str, feed: Any) -> date | None:
    """The day of a time that is told from the feed's own (`3시간 전`), None where the feed has none."""
    moment = next(_stated(feed, "updated_parsed", "published_parsed"), None)
    match = _AGO.fullmatch(text)
    if not moment or not match:
        return None
    ago = timedelta(days=bool(match[4]), minutes=int(match[1] or 0) * _MINUTES[(match[2] or "m")[0].lower()])
    try:
        return (datetime(*moment[:5]) + _AHEAD - ago).date()
    except (ValueError, OverflowError):
        return None


def _line(text: str | None) -> str:
    return " ".join(clean(text or "").split())
