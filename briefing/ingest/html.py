"""A saved web page -> Article: what its metadata state, and the text trafilatura finds, cleaned like any page.

Nothing in the page is run or fetched. The metadata are JSON-LD (NewsArticle), Open Graph (`og:`, `article:`), then
`<time>`; what they leave out is taken from the visible text by the rules for text pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from briefing.errors import InputError
from briefing.ingest import imprint, lines, page, text
from briefing.ingest.decode import FILE_LIMIT, clean, decode
from briefing.model import Article

#: A metadata time in another zone is the Korean day that was then.
_SEOUL = timezone(timedelta(hours=9))
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_KOREAN = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "cp949": "cp949",
    "ms949": "cp949",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion)?(?:News)?Article|BlogPosting|Report")
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|br|caption|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6r]|header|li|main|nav|[ou]l|"
    r"option|p|pre|section|select|summary|table|t[dhr]|title"
)
_UNSEEN = re.compile(r"script|style|noscript|template|iframe|object|embed|svg|head|textarea|button")
#: Share of characters that may be damaged in a page that declares its encoding: a stray byte, not a wrong encoding.
_DAMAGE = 0.001


def read(data: bytes, origin: str) -> Article:
    """The article of a saved page; InputError when the page holds no article text."""
    # Each takes 0.3 s to import, and a run over text files needs neither.
    from lxml import etree
    from lxml import html as parser

    source = _decoded(data, origin)
    try:
        tree = parser.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
        meta = _Metadata(tree)
        found = _page(source, tree, meta)
    except (etree.LxmlError, RecursionError, ValueError):
        raise InputError(origin, "웹 페이지의 구조가 깨져 있어 읽지 못합니다.", _remedy()) from None
    if not found.paragraphs:
        raise InputError(origin, "웹 페이지에서 기사 본문을 찾지 못했습니다.", _remedy())
    article = text.article(found, origin)
    return replace(
        article,
        title=meta.title or article.title,
        outlet=meta.outlet or article.outlet,
        byline=meta.byline or article.byline,
        published=meta.published or article.published,
        url=meta.url,
    )


def _remedy() -> str:
    return "본문을 복사해 텍스트(.txt)로 저장해 주십시오."


def _decoded(data: bytes, origin: str) -> str:
    """The source text; a page that declares a Korean encoding may have a few damaged characters."""
    declared = _CHARSET.search(data[:4096])
    name = _KOREAN.get(declared[1].decode("ascii").lower()) if declared else None
    try:
        return decode(data, origin)
    except InputError:
        loose = data.decode(name, "replace") if name and len(data) <= FILE_LIMIT and b"\0" not in data else ""
        if not loose or loose.count("�") > _DAMAGE * len(loose):
            raise
        return clean(loose)


class _Metadata:
    """What the page says about its article: title, outlet, byline, published, url and body, None where it does not."""

    def __init__(self, tree: Any) -> None:
        ld = next(_articles(tree), {})
        og = {
            (node.get("property") or node.get("name") or "").lower(): node.get("content", "").strip()
            for node in reversed(list(tree.iter("meta")))
        }
        site = _name(ld.get("publisher")) or og.get("og:site_name") or None
        self.outlet = _line(site) if site and not imprint.is_portal(site) else None
        title = _string(ld.get("headline")) or og.get("og:title") or _first(tree, "h1") or _first(tree, "title")
        self.title = _without_site(_line(title), site) if title else None
        author = _name(ld.get("author")) or og.get("article:author") or og.get("dable:author") or og.get("author") or ""
        self.byline = imprint.byline([author]) or (
            imprint.names(author) if re.fullmatch(r"[가-힣]{2,4}", author) else None
        )
        self.published = (
            _day(ld.get("datePublished"))
            or _day(og.get("article:published_time"))
            or _day(next((node.get("datetime") for node in tree.iter("time") if node.get("datetime")), None))
        )
        canonical = (node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical")  # RFC 6596
        link = _string(ld.get("url")) or og.get("og:url") or next(canonical, None) or ""
        self.url = link if re.match(r"https?://\S+$", link) else None
        self.body = _string(ld.get("articleBody"))


def _page(source: str, tree: Any, meta: _Metadata) -> page.Page:
    """The page as its text gives it: trafilatura's, else the metadata's body, else all visible text."""
    import trafilatura

    extracted = trafilatura.extract(source, include_comments=False, include_tables=False, deduplicate=False) or ""
    candidates = [_parsed(clean(part), meta) for part in (extracted, meta.body or "") if part.strip()]
    longest = max((_length(found) for found in candidates), default=0)
    # Of two that hold the same text, the one with its paragraphs.
    same = [found for found in candidates if _length(found) >= 0.9 * longest]
    best = max(same, key=lambda found: len(found.paragraphs), default=None)
    visible = _parsed("\n".join(_visible(tree)), meta)
    if best is None or not best.paragraphs:
        return visible
    return replace(
        best,
        subtitles=(),
        outlet=best.outlet or visible.outlet,
        byline=best.byline or visible.byline,
        published=best.published or visible.published,
    )


def _length(found: page.Page) -> int:
    return sum(map(len, found.paragraphs))


def _parsed(words: str, meta: _Metadata) -> page.Page:
    rows = lines.join(words).split("\n")
    title = [meta.title] if meta.title and meta.title not in rows[:3] else []
    return page.parse([row for row in (*title, *rows) if row])


def _visible(tree: Any) -> Iterator[str]:
    """The visible text, a line a block, in the order of the page."""
    line: list[str] = []
    skipped = 0
    from lxml import etree

    for event, node in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "comment":
            line.append(node.tail or "" if not skipped else "")
            continue
        if event == "end" and _UNSEEN.fullmatch(tag):
            skipped -= 1
        if _BLOCKS.fullmatch(tag):
            yield clean(" ".join("".join(line).split()))
            line = []
        if event == "start" and _UNSEEN.fullmatch(tag):
            skipped += 1
        if not skipped:
            line.append((node.text if event == "start" else node.tail) or "")
    yield clean(" ".join("".join(line).split()))


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            waiting = [json.loads(node.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                kinds = value.get("@type")
                if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in _many(kinds)):
                    yield value
                waiting.extend(_many(value.get("@graph")))


def _many(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: object) -> str | None:
    return (clean(value).strip() or None) if isinstance(value, str) else None


def _line(value: str) -> str:
    return " ".join(clean(value).split())


def _name(value: object) -> str | None:
    """The name of a JSON-LD person or organisation, written as text, object or list."""
    first = next(iter(_many(value)), None)
    return _string(first.get("name")) if isinstance(first, dict) else _string(first)


def _first(tree: Any, tag: str) -> str | None:
    node = next(tree.iter(tag), None)
    return _string(node.text_content()) if node is not None else None


def _without_site(title: str, site: str | None) -> str:
    """The title without the site's name behind it (`제목 - 매체`, `제목 < 정치 < 매체`)."""
    if site and title.endswith(site):
        return (
            re.sub(r"(?:\s*[-|:<ㅣ│·–—]\s*[^-|:<ㅣ│–—]{0,20})*?\s*[-|:<ㅣ│·–—]\s*$", "", title[: -len(site)]) or title
        )
    return title


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return imprint.published([], [value])
    return (moment.astimezone(_SEOUL) if moment.tzinfo else moment).date()
