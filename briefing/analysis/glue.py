"""Words whose separator was lost on the way: `남도일 가진원장오세림 누리도산업국장`, `채민서상무누리소프트`."""

from __future__ import annotations

import re

from briefing.analysis import names, organizations, titles
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.model import Document

_LEAST = 6  # letters of the shortest such word: a name, a title and one letter
_NAME = 3  # syllables; names of two would cut too many ordinary words
_HEAD = "장"  # of a body it is fused with (가진원장), not of any word (근린장애인센터)
_CLEAR = 2.5  # of `names.score`, for syllables that are all frequent
_BODY_NAME = re.compile(r"([A-Z][A-Za-z0-9&]+)[가-힣]{3}")
_TITLE = re.compile(
    r"(?:본부장|부?(?:국장|과장|실장|팀장|단장|센터장|소장|원장|청장|처장|위원장|회장|사장|이사장|총장|의장|장)|대표이사|대표|이사|상무|전무|교수|장관|차관)"
    r"(?=[가-힣A-Z]{2})"
)


def parted(document: Document, group: Group, known: Organizations) -> list[Word]:
    """The words of `group` with those split in two that hold the title of one item and the beginning of the next.

    Also those that hold a body in Latin letters and the name after it (`KISA남도일 팀장`).
    """
    fresh: list[Word] = []
    for index, word in enumerate(group.words):
        if word.title is not None and _set_apart(fresh):
            first, last = fresh[-_NAME], fresh[-1]
            name = "".join(syllable.text for syllable in fresh[-_NAME:])
            fresh[-_NAME:] = [Word(name, first.start, last.end, first.gap, first.parted, last.bracket)]
        at, gap = (_seam(document, group, index, known), "\n") if len(word.text) >= _LEAST else (None, "")
        latin = at is None and "A" <= word.text[0] <= "Z"
        if latin and (body := _BODY_NAME.fullmatch(word.text)) and known.canonical(body[1]):
            at, gap = (body.end(1), " ") if _is_name(document, word.start + body.end(1), word.end) else (None, "")
        if at is None:
            fresh.append(word)
            continue
        left, right = word.text[:at], word.text[at:]
        middle = word.start + at
        fresh.append(Word(left, word.start, middle, word.gap, word.parted, None, titles.at(left, at)))
        fresh.append(Word(right, middle, word.end, gap, False, word.bracket, titles.find(right)))
    return fresh


def _set_apart(before: list[Word]) -> bool:
    """Whether the last three words are the syllables of a name set with spaces between them: `남 도 일 회장`."""
    row = before[-_NAME:]
    if len(row) < _NAME or not all(len(word.text) == 1 and word.bracket is None for word in row[:-1]):
        return False
    spaced = len(row[-1].text) == 1 and all(word.gap == " " and not word.parted for word in row[1:])
    return spaced and names.syllables("".join(word.text for word in row)) >= names.LIKELY


def _seam(document: Document, group: Group, index: int, known: Organizations) -> int | None:
    """Where word `index` falls apart: after a title before a name or body, or after a name and its title."""
    word = group.words[index]
    for m in _TITLE.finditer(word.text):
        rest = word.text[m.end() :]
        goes_on = index + 1 < len(group.words) and group.words[index + 1].gap in (" ", "\xa0")
        if len(rest) == _NAME and goes_on and m.end() > _NAME and _is_name(document, word.start + m.end(), word.end):
            return m.end()
        if (
            goes_on
            and m.end() > _NAME
            and len(rest) > _NAME
            and known.looks(rest)
            and not known.looks(word.text[: m.end()])
            and (m.group() != _HEAD or organizations.fused(word.text[: m.end()], known))
        ):
            before = group.words[index - 1] if index else None
            if before is not None and word.gap == " " and _is_name(document, before.start, before.end):
                return m.end()
        begins = m.start() == _NAME and len(rest) > 2 and titles.find(rest) is None
        if begins and _is_name(document, word.start, word.start + _NAME):
            return m.end()
    return None


def _is_name(document: Document, start: int, end: int) -> bool:
    """Whether the syllables there are a name beyond doubt, or stand as a name by themselves elsewhere in the text."""
    name = document.text[start:end]
    if names.syllables(name) >= names.FREQUENT and names.score(document, start, end) >= _CLEAR:
        return True
    if names.split(name) is None:
        return False
    alone = re.search(rf"(?<![가-힣]){name}(?![가-힣])", document.text)
    return alone is not None and names.score(document, *alone.span()) >= names.FREQUENT
