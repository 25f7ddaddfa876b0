"""What stands around a name without a title and says that it is a person's, as a sum of evidence.

The scale is that of `names`: one point is a good hint, two are nearly enough. The lists are in `person_context.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

# Particles a name may bear; behind 에 only where no place can stand (홍가람에 이어).
CASES = frozenset(
    (
        *(
            "은",
            "는",
            "이",
            "가",
            "의",
            "을",
            "를",
            "과",
            "와",
            "도",
            "께서",
            "에게",
            "한테",
            "에게서",
            "에겐",
            "에게는",
        ),
        *("만", "만이", "처럼", "보다", "하고", "이나", "이다", "였다", "이었다", "이라는", "라는"),
    )
)
_AFTER = re.compile(r"에 (?:이어|대한|대해|앞서|의해|따르면|비해|관한|관해|맞서)|(?:으로|로)부터|로서")
_PARTICLE = re.compile(r"[가-힣]{0,3}")
_TAIL = re.compile(r"([은는이가의을를과와도]|에게|께서|씨|)(?![가-힣])")
_TO_PEOPLE = ("께서", "에게", "한테")
_HUMAN = 1.0  # 에게 and its like
_ROLE = 1.5
_ACT = 1.5
_SPORT = 0.5
_WINDOW = 14  # morphemes after the name among which an act is its bearer's
_COPULA = "인"  # 골키퍼인 홍가람


@cache
def _words(kind: str) -> frozenset[str]:
    rows = [line.split() for line in lexicon.lines("person_context.txt")]
    return frozenset(word for row in rows if row[0] == kind for word in row[1:])


@cache
def _roles() -> tuple[str, ...]:
    return tuple(sorted(_words("roles")))


@cache
def _marked() -> frozenset[str]:
    return frozenset("".join(_words("marked")))


def marked(word: str) -> bool:
    """Whether a word has a syllable of foreign names in Hangul."""
    return not _marked().isdisjoint(word)


def stands(document: Document, end: int, tail: str) -> bool:
    """Whether what follows a name that ends at `end`, inside its word (`tail`), can follow a person."""
    return not tail or tail in CASES or _AFTER.match(document.text, end) is not None


def behind(document: Document, word: Word, end: int) -> tuple[int, str]:
    """Where the sentence goes on after a name that ends at `end` inside `word` and its bracket; the particle there."""
    if word.bracket is None or end < word.end:
        return end, document.text[end : word.end]
    close = word.bracket.end + 1
    found = _PARTICLE.match(document.text, close)
    return close, found.group() if found and found.group() in CASES else ""


def role(group: Group, index: int) -> Word | None:
    """The word right before word `index` that says what its bearer is (골키퍼, 여가수, 딸), or None."""
    if index == 0 or group.words[index].gap not in (" ", "\xa0", "-"):
        return None
    word = group.words[index - 1]
    text = word.text.removesuffix(_COPULA)
    if word.bracket is None and (text.endswith(_roles()) or text in _words("kin")):
        return word
    return None


def title(group: Group, index: int) -> str | None:
    """The title of its bearer right before word `index`: 배우, 골키퍼."""
    word = role(group, index)
    if word is None or word.title is None or word.title.particle or not word.text.endswith(word.title.head):
        return None
    return word.text


def evidence(document: Document, group: Group, index: int, end: int, tail: str) -> float:
    """Evidence from the role before word `index`, the particle after the name in it, and what its bearer does."""
    value = _ROLE if role(group, index) is not None else 0.0
    if tail.startswith(_TO_PEOPLE):
        value += _HUMAN
    return value + deeds(document, end, tail)


def deeds(document: Document, end: int, tail: str) -> float:
    """Evidence from what follows a name up to the next one: kin after 의, acts of people, those of players."""
    sentence = document.sentence_at(end - 1)
    if sentence is None:
        return 0.0
    first = document.token_from(end)
    near, best = True, 0.0
    for token in document.tokens[first : first + _WINDOW]:
        named = token.tag == "NNP" and token.start > end and token.form not in lexicon.places()
        if token.start >= sentence.end or named:
            break
        if token.tag[0] not in "NVX":
            continue
        if token.form in _words("acts") or (near and tail in ("의", "") and token.form in _words("kin")):
            return _ACT
        if token.form in _words("sport"):
            best = _SPORT
        near = False
    return best


def repeated(document: Document, name: str) -> bool:
    """Whether the name stands twice or more as a word, and with a particle at least once."""
    tails = [_TAIL.match(document.text, end) for end in ends(document.text, name)]
    return sum(tail is not None for tail in tails) > 1 and any(tail and tail.group(1) for tail in tails)


def ends(text: str, name: str) -> Iterator[int]:
    """Where `name` ends in the text, each time it begins a word."""
    at = text.find(name)
    while at >= 0:
        if not at or not "가" <= text[at - 1] <= "힣":
            yield at + len(name)
        at = text.find(name, at + 1)
