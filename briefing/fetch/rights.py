"""How much of an article a source lets us keep."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.config import Policy
from briefing.model import Article

#: Characters of an excerpt: as many as the export of BigKinds gives of the articles of its outlets.
EXCERPT = 200
_STOP = re.compile(r"[.!?。…][”’\"']?(?=\s|$)")


def limited(article: Article, policy: Policy) -> Article:
    """The article as far as `policy` lets us keep it: all, its first sentences (at most 200 characters), or no body."""
    if policy == "full" or (policy == "excerpt" and len(article.body) <= EXCERPT):
        return article
    if policy == "link":
        return replace(article, body="", excerpt=True)
    beginning = article.body[:EXCERPT]
    ends = [match.end() for match in _STOP.finditer(article.body, 0, EXCERPT + 2) if match.end() <= EXCERPT]
    return replace(article, body=beginning[: ends[-1]] if ends else beginning.rstrip(), excerpt=True)
