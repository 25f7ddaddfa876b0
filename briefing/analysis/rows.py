"""Names in a row: which words can be names, and how far a title reaches over those beside it."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.analysis import names, organizations
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

# What parts the items of a list.
DOTS = frozenset({"·", "ㆍ", "‧", "･"})
COMMAS = DOTS | {",", "/"}
# Evidence (`names.score` and that of the place) from which on a word is taken for a name.
ENOUGH = 3.0
# What the name itself has to bring where its neighbours in the row speak for it: beside a middle dot, among further
# names after a title, over a comma; and where nothing else does.
_LIKELY = ENOUGH - 1.5
_POSSIBLE = ENOUGH - 1.0
_FAIR = ENOUGH + 0.5
_CERTAIN = ENOUGH + 1.0
_ROW = 4  # names in a row that need no title to be names


class Rows:
    """Reads the names of one article that stand side by side."""

    def __init__(self, document: Document, known: Organizations) -> None:
        self.document = document
        self.known = known

    def is_name(self, word: Word) -> bool:
        """Whether the word can be a name at all: its syllables allow it, and it is no place, body or post."""
        text = word.text
        if word.title is not None and word.title.particle:  # 위원은
            return False
        return (
            2 <= len(text) <= 4
            and not organizations.posting(text)
            and not (text[-1] in "시군구" and text[:-1] in lexicon.places("towns"))
            and names.syllables(text) >= 0.0  # below: not one syllable that is frequent in names
            and not (self.known.canonical(text) or text in lexicon.places())
        )

    def clear(self, word: Word) -> bool:
        """Whether the word is a name without more evidence."""
        return self.is_name(word) and names.score(self.document, word.start, word.end) >= _CERTAIN

    def series(self, group: Group, j: int) -> int:
        """The first of the names that share a title: `남도일·오세림 의원`, or over commas where each is a clear one."""
        while j > 0 and group.words[j - 1].title is None and self.is_name(group.words[j - 1]):
            word, gap = group.words[j - 1], group.words[j].gap
            least = _LIKELY if gap in DOTS else _FAIR
            if gap.strip() not in COMMAS or names.score(self.document, word.start, word.end) < least:
                break
            j -= 1
        return j

    def others(self, group: Group, first: int) -> list[Word]:
        """The names that follow as items of their own from word `first`: `대표이사 전가람, 정나래`."""
        others: list[Word] = []
        for at in range(first, len(group.words)):
            word = group.words[at]
            ends = at + 1 == len(group.words) or group.words[at + 1].gap.strip() in COMMAS
            if word.gap.strip() not in COMMAS or word.title or not ends or not self.is_name(word):
                break
            if names.score(self.document, word.start, word.end) < _POSSIBLE:
                break
            others.append(word)
        return others

    def listed(self, group: Group) -> Iterator[Word]:
        """Names in a row with nothing else between them, four or more: `위원: 강가람, 김나래, 박다온, 안도윤`."""
        at = 0
        while at < len(group.words):
            row = [group.words[at]]
            while at + len(row) < len(group.words) and group.words[at + len(row)].gap.strip() in COMMAS:
                row.append(group.words[at + len(row)])
            at += len(row)
            known = [word for word in row[:-1] if word.title is None and self.is_name(word)]
            if len(row) >= _ROW and len(known) == len(row) - 1:
                clear = [word for word in row if self.clear(word)]
                if len(clear) * 2 > len(row):
                    yield from (word for word in row if names.syllables(word.text) >= names.LIKELY)
