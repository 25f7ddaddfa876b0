"""A document's words as the reading of names needs them: runs of letters, bracket by bracket.

A title stands next to its name also when a bracket comes between (`제임스 윤(James Yoon) 누리협회 회장`).
So the words of a bracket form a group of their own, and the words around it are neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing.analysis import titles
from briefing.analysis.titles import Title
from briefing.model import Document

# A word (group 1), or what ends one level of words.
_PIECE = re.compile(r"([가-힣A-Za-z0-9&㈜]+)|[()（）\n]")
# Titles that are set with spaces between their syllables in tables and signatures: 팀  장, 과 장, 장 관.
_SPACED = dict.fromkeys("과팀국실단원처청회", "장") | dict.fromkeys("장차", "관")


@dataclass(slots=True)
class Word:
    """A run of letters and digits; `text` is without the spaces of a spaced-out title.

    `gap` is what stands between it and the word before it in its group, without brackets; `parted` whether a bracket
    stands there; `bracket` the group of the bracket that opens right after it; `title` the title it ends in.
    """

    text: str
    start: int
    end: int
    gap: str
    parted: bool = False
    bracket: Group | None = None
    title: Title | None = None

    @property
    def stem_end(self) -> int:
        """Where the word ends without the particle after its title."""
        return self.end - (self.title.particle if self.title else 0)


@dataclass(slots=True)
class Group:
    """The words at one level: of the body itself, or of one bracket with the word it hangs on (`host`, its index)."""

    parent: Group | None = None
    host: int | None = None
    start: int = 0
    end: int = 0
    words: list[Word] = field(default_factory=list)


class _Level:
    """A group being read: what stood since its last word, and whether a bracket was among it."""

    __slots__ = ("gap", "group", "parted", "position")

    def __init__(self, group: Group, position: int) -> None:
        self.group, self.position, self.gap, self.parted = group, position, "", False


def groups(document: Document) -> list[Group]:
    """The groups of a document, the body's own first. A bracket never reaches over a line break."""
    text = document.text
    title_ends = titles.ends(text)
    cuts = [s.start for s in document.sentences if s.start and text[s.start - 1].isalnum()]
    cuts.append(len(text) + 1)  # behind every word
    cut = 0
    top = Group(end=len(text))
    found = [top]
    stack = [_Level(top, 0)]
    for m in _PIECE.finditer(text):
        piece, (at, end), level = m[0], m.span(), stack[-1]
        if m.lastindex:  # most pieces are words
            gap = level.gap + text[level.position : at]
            while cuts[cut] <= at:
                cut += 1
            if cuts[cut] < end:
                _append(level, text[at : cuts[cut]], at, cuts[cut], gap, None)
                at, piece, gap = cuts[cut], text[cuts[cut] : end], "\n"
            _append(level, piece, at, end, gap, titles.find(piece) if end in title_ends else None)
            level.position = end
        elif piece in "(（":
            group = level.group
            level.gap += text[level.position : at]
            near = bool(group.words) and not level.gap.strip(" *\xa0")
            child = Group(group, len(group.words) - 1 if near else None, end, len(text))
            if near and group.words[-1].bracket is None:
                group.words[-1].bracket = child
            found.append(child)
            stack.append(_Level(child, end))
        elif piece in ")）":
            if len(stack) > 1:
                level.group.end = at
                stack.pop()
                stack[-1].position, stack[-1].parted = end, True
        else:
            while len(stack) > 1:
                stack.pop().group.end = at
            stack[0].gap += "\n"
            stack[0].position = end
    return found


def _append(level: _Level, piece: str, start: int, end: int, gap: str, title: Title | None) -> None:
    words = level.group.words
    if words and (last := words[-1]).text in _SPACED and piece[0] == _SPACED[last.text]:
        joined = titles.find(last.text + piece) if gap and not (level.parted or gap.strip(" \u3000\xa0")) else None
        if joined is not None and len(joined.head) == 2 and len(piece) - joined.particle == 1:
            last.text, last.end, last.title = last.text + piece, end, joined
            level.gap, level.parted = "", False
            return
    words.append(Word(piece, start, end, gap, level.parted, None, title))
    level.gap, level.parted = "", False
