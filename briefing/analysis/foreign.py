"""Foreign names: runs of unknown words whose place, or a bracket with letters, says that they are a name."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.analysis import names
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document, Span

_REACH = 6  # words between the name and its title, as for Korean names
_MOST = 3  # words of a name that is not spelt out in Latin letters
_LONGEST = 6  # syllables of a part of a name; longer unknown words are mostly bodies
_LATIN_NAME = re.compile(r"\s*[A-Z][A-Za-z.’'\-]*(?:[\s·][A-Za-z.’'\-]+)+\s*$")
_LATIN_PART = re.compile(r"[A-Z][A-Za-z’'\-]+")
_HANJA = re.compile(r"\s*[一-鿿]{2,4}\s*$")
# Heads of state and of government stand beside a foreign name without more ado.
_STATE = ("대통령", "총리", "국왕", "국가주석")


class Foreigner(NamedTuple):
    """A foreign name: its first word, and its form in Latin letters where a bracket gives it."""

    first: int
    latin: str | None


def name_at(document: Document, known: Organizations, group: Group, last: int, title: int) -> Foreigner | None:
    """The foreign name that ends with word `last`, before the title in word `title`; None where there is none.

    What makes it one is a bracket with the name in its own script (`제임스 김(James Kim) 암참 회장`), a country or
    a known body right after it (`도널드 스미스 미국 대통령`), or the title of a head of state. An unknown word alone
    is no name.
    """
    word = group.words[last]
    latin, count = None, 1
    if word.bracket is not None:
        inside = document.text[word.bracket.start : word.bracket.end]
        if _LATIN_NAME.match(inside):
            latin = " ".join(inside.split())
            count = len(_LATIN_PART.findall(latin))
        elif not _HANJA.match(inside) or (names.split(word.text) and len(word.text) > 2):
            return None
    elif _introduced(known, group, last, title):
        count = _MOST
    else:
        return None
    if title - last > _REACH or not (
        _unknown(document, known, word) or (count > 1 and word.text in lexicon.surnames().common)
    ):
        return None
    first = last
    while first > 0 and last - first + 1 < count and group.words[first].gap == " " and not group.words[first].parted:
        if not _unknown(document, known, group.words[first - 1]):
            break
        first -= 1
    if word.bracket is None and not _certain(document, group, first, last, title):
        return None
    return Foreigner(first, latin)


def _introduced(known: Organizations, group: Group, last: int, title: int) -> bool:
    """Whether a head of state's title, or a country or a known body, follows word `last`."""
    if title == last + 1:
        return len(group.words[last].text) > 1 and group.words[title].text.startswith(_STATE)
    following = group.words[last + 1].text
    if following in lexicon.places() and group.words[title].text.startswith(_STATE):
        return True
    return last > 0 and (following == "주한" or following in lexicon.places() or known.canonical(following) is not None)


def _certain(document: Document, group: Group, first: int, last: int, title: int) -> bool:
    """Whether words without a bracket are a name: proper nouns, not Korean, alone only beside a head of state."""
    words = group.words[first : last + 1]
    if len(words) == 1:
        if names.syllables(words[0].text) >= names.LIKELY or not group.words[title].text.startswith(_STATE):
            return False
        if title - last > 2 or (title - last == 2 and group.words[last + 1].text not in lexicon.places()):
            return False
    elif names.syllables(words[0].text) >= names.LIKELY:
        return False
    return all(t.tag == "NNP" for word in words for t in document.tokens_in(Span(word.start, word.end)))


def _unknown(document: Document, known: Organizations, word: Word) -> bool:
    """Whether the word can be a part of a foreign name: a noun the tokenizer leaves whole, no place, body or title."""
    if word.text in lexicon.places() or known.canonical(word.text) or word.title is not None:
        return False
    tokens = document.tokens_in(Span(word.start, word.end))
    whole = len(tokens) == 1 and tokens[0].start == word.start
    return whole and tokens[0].tag in ("NNP", "NNG") and len(word.text) <= _LONGEST
