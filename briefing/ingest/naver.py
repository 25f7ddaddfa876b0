"""An item of the Naver news search API (`items[]` of its JSON) -> Article.

The API gives no body: `description` is a passage around the search words, marked as an excerpt. It names no outlet
either, and the domain of a link is not one: the outlet stays unknown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from briefing.errors import InputError
from briefing.ingest import fields
from briefing.model import Article

_TEXTS = ("title", "originallink", "link", "description", "pubDate")
_BOLD = re.compile(r"</?b>", re.I)


def is_item(record: Mapping[str, object]) -> bool:
    """Whether a record is an item of the API: no other source has these two keys."""
    return "originallink" in record and "pubDate" in record


def article(record: Mapping[str, object], origin: str) -> Article:
    """The article of an item; InputError when it has no title and no description, or its date is none."""
    texts = {}
    for key in _TEXTS:
        value = record.get(key) or ""
        if not isinstance(value, str):
            raise InputError(origin, f"{key} 값이 글이 아닙니다.", fields.REMEDY)
        texts[key] = value
    body = _plain(texts["description"])
    return fields.article(
        {
            "title": _plain(texts["title"]),
            "pubDate": texts["pubDate"],
            "url": (texts["originallink"] or texts["link"]).strip(),
            "body": body,
            "excerpt": bool(body.strip()),
            **{key: value for key, value in record.items() if key not in _TEXTS},
        },
        origin,
    )


def _plain(text: str) -> str:
    """The text of the API's HTML: search words are marked with `<b>`, every other mark is escaped, some twice."""
    return html.unescape(html.unescape(_BOLD.sub("", text)))
