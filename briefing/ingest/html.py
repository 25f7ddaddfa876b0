"""A saved web page -> Article: what its metadata state, and the text trafilatura finds, cleaned like any page.

Where the page brings its text as data for a script (see `embedded`), that is taken; nothing is run or fetched. The
metadata are JSON-LD (NewsArticle), Open Graph (`og:`, `article:`), then `<time>`; what they leave out is taken from the
visible text by the rules for text pages.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Any

from briefing.errors import InputError
from briefing.ingest import embedded, imprint, lines, page, text, visible
from briefing.ingest.decode import FILE_LIMIT, clean, decode
from briefing.model import Article
from briefing.period import KOREA

#: A metadata time in another zone is the Korean day that was then.
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
#: Two texts this near in length are one; what is shown beside a text in the data that is this much longer is a scrap.
_SAME = 0.9
_SCRAP = 0.3
#: Letters by which a paragraph is known again: enough for no two of an article to share, short of most corrections.
_START = 20
#: Elements of one page: news pages have some thousands; the text of so many takes 2 s to find, of twice as many 8.
_ELEMENTS = 25_000
#: Share of characters that may be damaged in a page that declares its encoding: a stray byte, not a wrong encoding.
_DAMAGE = 0.001


def read(data: bytes, origin: str) -> Article:
    """The article of a saved page; InputError when the page holds no article text."""
    # Each takes 0.3 s to import, and a run over text files needs neither.
    from lxml import etree
    from lxml import html as parser

    source = _decoded(data, origin)
    try:
        # trafilatura loses the text behind a comment, and React parts words with comments.
        bare = parser.HTMLParser(remove_comments=True, remove_pis=True)
        tree = parser.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source), parser=bare)
        if sum(1 for _ in tree.iter()) > _ELEMENTS:
            raise InputError(origin, f"웹 페이지의 요소가 한도 {_ELEMENTS:,}개를 넘습니다.", _remedy())
        meta = _Metadata(tree)
        found = _page(tree, meta)
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
        extra=json.dumps({"modified": meta.modified.isoformat()}) if meta.modified else "",
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
    """What the page says about its article: title, outlet, byline, times and url, None where it does not."""

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
        self.modified = _moment(ld.get("dateModified")) or _moment(og.get("article:modified_time"))
        canonical = (node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical")  # RFC 6596
        link = _string(ld.get("url")) or og.get("og:url") or next(canonical, None) or ""
        self.url = link if re.match(r"https?://\S+$", link) else None


def _page(tree: Any, meta: _Metadata) -> page.Page:
    """The page as its text gives it: trafilatura's, else that of its data, else all visible text; captions left out."""
    from copy import deepcopy

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page it finds nothing in is told by us
    data = embedded.body(tree, meta.title)
    visible.without_captions(tree)
    visible.with_paragraphs(tree)
    seen = _parsed("\n".join(visible.lines(tree)), meta)
    extracted = trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=False, deduplicate=False)
    shown = _parsed(clean(extracted or ""), meta)
    best = _fuller(shown, _parsed(data.text, meta), data.named) if data else shown
    if not best.paragraphs:
        return seen
    return replace(
        best,
        subtitles=(),
        outlet=best.outlet or seen.outlet,
        byline=best.byline or seen.byline,
        published=best.published or seen.published,
    )


def _fuller(shown: page.Page, data: page.Page, named: bool) -> page.Page:
    """Of the text on the page and the text in its data, the one that holds the whole article.

    Where both are the same article, it is the longer one, and of two equally long the one with more paragraphs. Where
    they have nothing in common, one is another article (a teaser shown, a neighbour in the data), and the one that
    stands with the title is ours.
    """
    if not shown.paragraphs or not data.paragraphs:
        return data if data.paragraphs else shown
    short, long = sorted((shown, data), key=_length)
    if not _shares(short, long):
        return data if named or _length(shown) < _SCRAP * _length(data) else shown
    same = _length(short) >= _SAME * _length(long)
    return max((shown, data), key=lambda found: len(found.paragraphs)) if same else long


def _shares(short: page.Page, long: page.Page) -> bool:
    """Whether most of the short text's paragraphs stand in the long one, by their first words."""
    words = _letters(long.paragraphs)
    starts = [_letters([paragraph])[:_START] for paragraph in short.paragraphs]
    return 2 * sum(start in words for start in starts) >= len(starts)


def _letters(paragraphs: Sequence[str]) -> str:
    return re.sub(r"[\W_]+", "", "".join(paragraphs))


def _length(found: page.Page) -> int:
    return sum(map(len, found.paragraphs))


def _parsed(words: str, meta: _Metadata) -> page.Page:
    rows = lines.join(words).split("\n")
    title = [meta.title] if meta.title and meta.title not in rows[:3] else []
    return page.parse([row for row in (*title, *rows) if row])


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
    """`value` on one line; metadata are often escaped once more than their format asks."""
    return " ".join(clean(unescape(value)).split())


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
    moment = _moment(value)
    if moment:
        return moment.date()
    return imprint.published([], [value]) if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    """The time in Seoul that metadata state; one without a zone is meant as such."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(KOREA) if moment.tzinfo else moment
    except (ValueError, OverflowError):  # the year 9999 in another zone
        return None
