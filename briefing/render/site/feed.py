"""What other programs read of the site: the Atom feed, the site map, robots.txt. All need the site's address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.model import Edition
from briefing.render import typography

_ENTRIES = 20
_MATTERS = 5
_ATOM = "http://www.w3.org/2005/Atom"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom(editions: Sequence[Edition], url: str, name: str, issuer: str | None) -> bytes:
    """The latest issues as an Atom feed (RFC 4287). `url` is the site's address and ends in a slash.

    An entry's id is a tag: URI (RFC 4151) of host, last day and name of the week: a correction keeps it and moves
    `updated`.
    """
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "ko"})
    _add(feed, "id", url)
    _add(feed, "title", name)
    _add(feed, "updated", max(edition.moment for edition in editions).isoformat())
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{url}feed.xml"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": url})
    _add(SubElement(feed, "author"), "name", issuer or name)
    for edition in list(reversed(editions))[:_ENTRIES]:
        entry = SubElement(feed, "entry")
        host = urlsplit(url).hostname or ""
        _add(entry, "id", f"tag:{host},{edition.period.end}:issues/{edition.slug}")
        mark = "[정정] " if edition.correction else ""
        _add(entry, "title", f"{mark}{edition.title} · {typography.week(edition.period)}")
        _add(entry, "updated", edition.moment.isoformat())
        address = f"{url}issues/{edition.slug}/index.html"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        labels = [f"{n}. {issue.label}" for n, issue in enumerate(edition.issues[:_MATTERS], 1)]
        lead = [edition.lead.text] if edition.lead else []
        _add(entry, "summary", "\n".join((*lead, *labels)) or "이 기간에 해당하는 기사가 없습니다.")
    return _written(feed)


def sitemap(paths: Iterable[str], url: str) -> bytes:
    """The addresses of all pages by the protocol of sitemaps.org (at most 50,000 of them)."""
    urlset = Element("urlset", {"xmlns": _MAP})
    for path in paths:
        _add(SubElement(urlset, "url"), "loc", url + path)
    return _written(urlset)


def robots(url: str) -> bytes:
    """All may be read, by the search engine of the house above all; who may reach the site, its server decides."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n".encode()


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = typography.printable(text)


def _written(root: Element) -> bytes:
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
