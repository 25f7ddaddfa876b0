"""Names in a row: which words can be names, and how far a title reaches over those beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.analysis import names, organizations, titles
from briefing.analysis.organizations import Organizations
from briefing.analysis.titles import Title
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
# Lists of appointments: what begins an item, and what says that the line is one.
_ITEMS = frozenset("▲△▷▶")
_HEADINGS = _ITEMS | set("◇◆□■")
_LINES = 60  # words of a list of appointments between its heading and an item
_APPOINTMENT = re.compile(r"전보|승진|임용|발령|보임|전입|파견|신규\s*임명|인사")
_DETERMINERS = frozenset("전현고신한이")  # surnames that also qualify a title: 전 위원장
_HALF = 1.0  # `names.syllables` of a common surname with one frequent syllable, or nearly
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
            and (names.syllables(text) >= 0.0 or self._begins(word))  # below: no syllable that is frequent in names
            and not (self.known.canonical(text) or text in lexicon.places())
        )

    def _begins(self, word: Word) -> bool:
        """Whether a proper noun of two syllables with a common surname begins a sentence: `김행 누리부 대변인은`."""
        if len(word.text) != 2 or word.text[0] not in lexicon.surnames().common:
            return False
        sentence = self.document.sentence_at(word.start)
        return (
            sentence is not None
            and sentence.start == word.start
            and [token.tag for token in self.document.tokens_between(word.start, word.end)] == ["NNP"]
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
        """Names in a row with nothing else between them, four or more: `위원: 강가람, 김나래, 박다온, 안도윤`.

        Three do where none is doubtful: `강가람, 김나래, 박다온 등`.
        """
        at = 0
        words = group.words
        commas = {at for at, word in enumerate(words) if word.gap != " " and word.gap.strip() in COMMAS}
        for comma in sorted(commas):
            first = words[comma - 1]
            if comma <= at or first.title is not None or not self.is_name(first):
                continue
            row, at = [first], comma
            while at in commas:
                word = words[at]
                if word.title is not None or not self.is_name(word):
                    row += self._closing(word)
                    break
                row.append(word)
                at += 1
            if len(row) < _ROW - 1:
                continue
            clear = [word for word in row if self.clear(word)]
            fair = all(names.score(self.document, word.start, word.end) >= ENOUGH for word in row)
            if len(clear) * 2 > len(row) and (len(row) >= _ROW or (len(row) == _ROW - 1 and fair)):
                yield from (word for word in row if names.syllables(word.text) >= names.LIKELY)

    def _closing(self, word: Word) -> list[Word]:
        """The name that ends a row with its particle (안도윤이), without it."""
        for length in titles.stems(word.text)[1:]:
            name = Word(word.text[:length], word.start, word.start + length, word.gap)
            if word.title is None and length > 2 and self.is_name(name) and names.syllables(name.text) >= names.LIKELY:
                return [name]
        return []

    def confirmed(self, word: Word, title: Title) -> bool:
        """Whether the article names the bearer of a title again by the first syllable: 진 원장 for 진영 원장."""
        if not title.strong or word.text in lexicon.lookalikes() or names.split(word.text) is None:
            return False
        short = word.text[:1]
        if short in _DETERMINERS:
            return False
        return (
            re.search(rf"(?<![가-힣0-9]){short} {title.head}(?:[은는이가도의과와]|에게|께서)", self.document.text)
            is not None
        )

    def led(self, group: Group, j: int, last: int) -> bool:
        """Whether a name that is cut up begins a sentence whose subject is body and title: 백이든 … 위원장은."""
        word, head = group.words[j], group.words[last]
        title = head.title
        if len(word.text) != 3 or last < j + 2 or title is None or not title.strong:
            return False
        sentence = self.document.sentence_at(word.start)
        if sentence is None or sentence.start != word.start or word.text in lexicon.lookalikes():
            return False
        tokens = self.document.tokens_between(word.start, word.end)
        cut = len(tokens) > 1 and tokens[0].end == word.start + 1 and tokens[0].tag in ("NNP", "NNG", "NR")
        whole = not any(token.tag[0] == "J" for token in tokens) and word.text[0] in lexicon.surnames().common
        subject = head.text[len(head.text) - title.particle :] in ("은", "는", "이", "가")
        named = self.known.looks(group.words[j + 1].text) and names.syllables(word.text) >= _HALF
        return cut and whole and subject and named

    def appointed(self, group: Group, first: int, index: int) -> bool:
        """Whether post and name fill an item of a list of appointments: `◇ 국장급 전보 ▲ 물관리국장 경새벽 ▲ …`."""
        title = group.words[index].title
        gap = group.words[first].gap
        beyond = group.words[index + 2].gap if index + 2 < len(group.words) else "\n"
        closes = "\n" in beyond or beyond.strip()[:1] in _ITEMS
        line = self.document.text[
            self.document.text.rfind("\n", 0, group.words[index].start) + 1 : group.words[index].start
        ]
        listed = gap.strip()[-1:] in _ITEMS and bool(gap.strip())
        return title is not None and title.strong and listed and closes and _APPOINTMENT.search(line) is not None

    def headed(self, group: Group, first: int) -> str | None:
        """The body that heads the list of appointments whose item begins with word `first`: `◇ 누리부 ▲ …`."""
        for at in range(first - 1, max(-1, first - _LINES), -1):
            word, following = group.words[at], group.words[at + 1].gap
            ends = "\n" in following or any(mark in following for mark in _HEADINGS)
            if ends and word.title is None and (body := organizations.ending_at(group, at, self.known)):
                return self.known.name(body)
        return None
