"""What an issue is called: the words of a title that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Marks of a desk or a series before the headline: [속보], (보도참고), <기획>, 【단독】, ★. What stands in 「」 or in
# quotation marks is a name or somebody's words, and stays.
_BEFORE = re.compile(
    r"(?:\s|[★☆■□◆◇●○▶▷※]|\[[^\[\]]{1,14}\]|\([^()]{1,14}\)|【[^【】]{1,14}】|[<〈][^<>〈〉]{1,14}[>〉])*"
)
# And behind it: (종합2보), [포토], (12.17.), <상>, (제1편).
_BEHIND = re.compile(
    r"\s*[\[(<〈【]\s*(?:(?:종합|속보|상보|\d{1,2}\s?보|영상|동영상|사진|포토|화보|그래픽|인터뷰|단독|전문|일문일답|[상중하]"
    r"|제?\s?\d{1,3}\s?[편회탄]|[①-⑳])\s?\d?보?|\d{1,2}\.\s?\d{1,2}\.?(?:\s?[~∼-]\s?(?:\d{1,2}\.)?\d{1,2}\.?)?)\s*[\])>〉】]\s*$"
)
_PARTS = re.compile(r"\s*[|∣ㅣ│]\s*|\s+[-–—:]\s*|\s*[-–—]\s+|\s+[-–—]$")
_FEWEST = 2  # words of a part; with one it is a name of a series or of an outlet


def choose(title: str, outlet: str | None, weights: Mapping[str, float]) -> str:
    """The part of `title` that a reader would choose, a substring of it; all of it where nothing else is left.

    Left out are the marks of desks and series, the outlet, and of a title in two parts the one whose words have the
    lesser `weights` (by word, those of the issue); of equal ones the second.
    """
    text = clean(title)
    parts = [part for part in _split(text) if part != outlet and len(part.split()) >= _FEWEST]
    if not parts:
        return text
    return max(parts, key=lambda part: round(sum(w for term, w in weights.items() if term in part), 9))


def clean(title: str) -> str:
    """`title` without marks of desks and series around it; unchanged where it has nothing else."""
    before = _BEFORE.match(title)
    text = title[before.end() :] if before else title
    while behind := _BEHIND.search(text):
        text = text[: behind.start()]
    return text.strip() or title.strip()


def _split(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]
