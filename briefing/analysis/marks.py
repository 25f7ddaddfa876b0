"""Pairs of quotation marks in a document, also where they were mistyped.

Korean web texts type a closing mark as an opening one, mix straight marks with curly ones, write two
apostrophes for one mark and lose a closing mark before 라며 or 고. What stands beside a mark tells its role
better than its shape does. A mark that finds no partner is dropped, at the price of its paragraph at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from briefing.model import Document, Span

DOUBLE = re.compile(r"[“”„‟〝〞\"＂]|['‘’´`]{2}")
_SINGLE = re.compile(r"[‘’']")
_OPENING = frozenset("“„〝")
_CLOSING = frozenset("”〞")

# What follows a closing mark: the endings that hand the words on to a reporting verb. As a word of its own it is
# certain; as the head of a word it is so only where no space stands before the mark (했다“고밝혔다, not: “고객은).
_HANDED_ON = re.compile(r"이?라(?:고|며|면서|는)(?=[\s,])|(?:고|며|면서|이란|란)(?=[\s,])")
_QUOTATIVE = re.compile(r"이?라(?:고|며|면서|는)|고|며(?=[\s,“\"])|면서|이?란\s")

# An unclosed quotation ends where its quotative ending begins: …할 것|이라며 “…, …하겠다|고 밝히며 “….
# After a noun the ending is (이)라며, after 다/라/자/까 it is 며, 면서 or 고.
_LOST_BEFORE_NEXT = re.compile(
    r"(?:이라|(?<![다자까요])라|(?<=[다라자]))(?:며|면서|고)(?:\s+[가-힣]{1,8}(?:며|면서|고))?[,\s]*$"
)
_LOST_AT_END = re.compile(
    r"(?:이라고|(?<=[다라자])고|이라며|(?<=[다라자])(?:며|면서))\s+(?:(?![다라자]고\s)[가-힣\s]){1,24}다\.?\s*$"
)

# A quotation may run over line ends as long as this; whatever is longer has lost its mark. The longest of 445 in
# press releases has 201 code points; speeches quoted in news are longer.
_LONGEST = 800


_opening = attrgetter("opening")


@dataclass(frozen=True, slots=True)
class Marked(Span):
    """What stands between a pair of marks, without outer white space.

    `opening` is where the opening mark begins, `after` the position behind the closing one (where the quotative
    ending begins, if the closing mark is lost). `double` tells “ ” " " '' '' from ‘ ’.
    """

    opening: int
    after: int
    double: bool


def pairs(document: Document) -> tuple[Marked, ...]:
    """The outermost marked stretches in order: double marks, and single ones that stand in no double ones."""
    doubles = [mark for mark in _doubles(document) if mark.start < mark.end]
    found = list(doubles)
    for paragraph in document.paragraphs:
        for mark in _singles(document.text, paragraph):
            before = bisect_right(doubles, mark.opening, key=_opening) - 1
            inside = before >= 0 and mark.opening < doubles[before].after
            around = before + 1 < len(doubles) and doubles[before + 1].opening < mark.after
            if mark.start < mark.end and not inside and not around:
                found.append(mark)
    return tuple(sorted(found, key=_opening))


def within(marked: Sequence[Marked], start: int, end: int) -> Sequence[Marked]:
    """Those of `marked` that overlap [start, end)."""
    if not marked:
        return marked
    first = bisect_left(marked, start, key=_opening)
    first -= first > 0 and marked[first - 1].after > start
    return marked[first : bisect_left(marked, end, first, key=_opening)]


def _doubles(document: Document) -> Iterator[Marked]:
    text = document.text
    opened: re.Match[str] | None = None
    for paragraph in document.paragraphs:
        before = opened
        marks = list(DOUBLE.finditer(text, paragraph.start, paragraph.end))
        if before is not None and not _goes_on(text, before, marks[0] if marks else None, paragraph):
            opened = None
        for mark in marks:
            if opened is None:
                if not _closes(text, mark):
                    opened = mark
            elif _opens_again(text, opened, mark, paragraph):
                if lost := _LOST_BEFORE_NEXT.search(text, opened.end(), mark.start()):
                    yield _marked(text, opened, lost.start(), lost.start())
                opened = mark
            else:
                yield _marked(text, opened, mark.start(), mark.end())
                opened = None
        if opened is not None and (lost := _LOST_AT_END.search(text, opened.end(), paragraph.end)):
            yield _marked(text, opened, lost.start(), lost.start())
            opened = None


def _marked(text: str, opened: re.Match[str], end: int, after: int) -> Marked:
    start = opened.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, opened.start(), after, True)


def _looks_open(text: str, mark: re.Match[str]) -> bool:
    """White space or an opening bracket on the left, words on the right."""
    left, right = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not left or left.isspace() or left in "([<·:=,") and bool(right) and not right.isspace()


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether what stands beside a mark makes it a closing one; if that tells nothing, its shape does."""
    if _HANDED_ON.match(text, mark.end()):
        return True
    if _looks_open(text, mark):
        return False
    return mark[0] in _CLOSING or bool(_QUOTATIVE.match(text, mark.end()))


def _opens_again(text: str, opened: re.Match[str], mark: re.Match[str], paragraph: Span) -> bool:
    """Whether `mark` opens a new quotation although one is open: the closing mark between them was lost."""
    if mark[0] in _CLOSING or _closes(text, mark):
        return False
    if mark[0] in _OPENING:
        left = text[mark.start() - 1]
        stands_as_close = not left.isspace() and (mark.end() >= paragraph.end or not text[mark.end()].isalnum())
        return not stands_as_close
    return _looks_open(text, mark) and bool(_LOST_BEFORE_NEXT.search(text, opened.end(), mark.start()))


def _goes_on(text: str, opened: re.Match[str], mark: re.Match[str] | None, paragraph: Span) -> bool:
    """Whether a quotation left open in a paragraph before runs on to `mark`, the first of this one, or beyond."""
    if mark is None:
        return paragraph.end - opened.end() <= _LONGEST
    return mark.start() - opened.end() <= _LONGEST and _closes(text, mark)


def _singles(text: str, paragraph: Span) -> Iterator[Marked]:
    """Single marks in pairs. One before a digit (’24년) is an apostrophe, one between letters too."""
    opened: re.Match[str] | None = None
    for mark in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        left, right = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        if (right.isdigit() and not (opened and mark[0] == "’")) or (
            left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
        ):
            continue
        if opened is None:
            opened = mark if mark[0] != "’" and not right.isspace() else None
        elif mark[0] == "‘":
            opened = mark
        else:
            m = _marked(text, opened, mark.start(), mark.end())
            yield Marked(m.start, m.end, m.opening, m.after, False)
            opened = None
