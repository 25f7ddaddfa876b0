"""Titles at the end of a word: `데이터누리활용단장은` holds the title head 단장 and the particle 은."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.language import lexicon

_LONGEST = 8  # syllables of the longest head in the lexicon, and one
# Those who work under somebody, named by that person: 교수팀은 stands for 교수 here.
_TEAM = "팀"
_LEADERS = ("교수", "박사")


@dataclass(frozen=True, slots=True)
class Title:
    """A title head at the end of a word: its form, its force, the length of the particle after it.

    `strong` forms are titles and hardly anything else; `bound` ones say something beside a body only.
    """

    head: str
    strong: bool
    particle: int
    bound: bool = False


@cache
def _particles() -> dict[str, tuple[str, ...]]:
    """The particles by their last syllable."""
    by_last: dict[str, tuple[str, ...]] = {}
    for particle in lexicon.particles():
        by_last[particle[-1]] = (*by_last.get(particle[-1], ()), particle)
    return by_last


@lru_cache(maxsize=8192)
def stems(word: str) -> tuple[int, ...]:
    """Lengths of `word` without a particle, longest first; the whole word is the first of them."""
    lengths = {len(word)}
    for particle in _particles().get(word[-1:], ()):
        if len(word) > len(particle) and word.endswith(particle):
            lengths.add(len(word) - len(particle))
    for length in tuple(lengths):
        stem = word[:length]
        if stem.endswith(_TEAM) and stem[:-1].endswith(_LEADERS):
            lengths.add(length - 1)
    return tuple(sorted(lengths, reverse=True))


@lru_cache(maxsize=8192)
def find(word: str) -> Title | None:
    """The title at the end of `word` (before a particle), or None."""
    for length in stems(word):
        if title := at(word, length):
            return title
    return None


def at(word: str, length: int) -> Title | None:
    """The title that ends `length` letters into `word`, or None; the longest head that fits."""
    heads = lexicon.title_heads()
    for size in range(min(length, _LONGEST), 0, -1):
        head = word[length - size : length]
        if force := heads.get(head):
            if force == "none":
                return None
            return Title(head, force == "strong", len(word) - length, force == "bound")
    return None


def ending(tails: str, also: str = "") -> re.Pattern[str]:
    """A pattern for one of the letters `tails` at the end of a word; group 1 is the particle after it, if any.

    `also` may stand before the particle.
    """
    particles = "|".join(lexicon.particles())
    return re.compile(rf"[{tails}](?=((?:{also})?(?:{particles})?)(?![가-힣A-Za-z0-9]))")


@cache
def _ends() -> re.Pattern[str]:
    tails = "".join(sorted({head[-1] for head in lexicon.title_heads()}))
    return ending(tails, _TEAM)


def ends(text: str) -> set[int]:
    """Where the words end that may hold a title.

    A single pass over the text, so that only these words need to be looked at.
    """
    return {m.end(1) if m.group(1) else m.end() for m in _ends().finditer(text)}
