"""Names without a title that a bracket or 씨 shows: `홍길동(32)이`, `홍길동(누리대 교수)`, stage names before 씨."""

from __future__ import annotations

import re

from briefing.analysis import bare, context, foreign, names
from briefing.analysis.rows import ENOUGH
from briefing.analysis.sightings import Sightings
from briefing.analysis.words import Group, Word
from briefing.language import lexicon

_AGE = re.compile(r"\s*(?:만\s*)?[1-9]\d(?:세|살)?\s*(?:[,·(].*)?$")
_HANJA = re.compile(r"[一-鿿]{2,4}(?=[,·\s]|$)")
_PERSON = re.compile(r"(?:은|는|이|가|의|도|께서|에게)(?![가-힣])|\s?씨")
_SYLLABLES = 3  # of a name that nothing but itself speaks for
_LONGEST = 6  # syllables of a foreign name
_CITIZEN = "씨"


def read(seen: Sightings, group: Group) -> None:
    """Keeps the names of `group` that stand without a title."""
    taken = {sighting.span.start for sighting in seen.found if sighting.title or sighting.org}
    proper, given_names = seen.proper, foreign.given_names()
    after_given = False
    for index, word in enumerate(group.words):
        # Behind a foreign given name the tokenizer may take a name for a noun.
        after_given, before = word.text in given_names, after_given and word.gap == " "
        if not (before or word.start in proper or word.title is not None or word.bracket is not None):
            continue  # most words
        if word.start in taken or (word.bracket is not None and _explained(seen, group, index, word)):
            continue
        if word.title is not None and word.title.head == _CITIZEN:
            _called(seen, group, index, word)
        elif word.title is None and (word.start in proper or before):
            bare.read(seen, group, index, word)


def _explained(seen: Sightings, group: Group, index: int, word: Word) -> bool:
    """A name whose bracket gives the post, an age or Hanja: `홍길동(누리대 교수)`, `홍길동(32)`, `홍길동(洪吉童)`."""
    bracket = word.bracket
    if bracket is not None and bracket.words and bracket.words[-1].title and not bracket.words[-1].title.particle:
        org, post = seen.posts.after(bracket, 0, len(bracket.words) - 1)
        score = names.score(seen.document, word.start, word.end)
        if org is not None and seen.rows.is_name(word) and score >= ENOUGH and len(word.text) >= _SYLLABLES:
            seen.add(word.start, word.end, org, post, score, bracket.end)
        return True
    inside = seen.text[bracket.start : bracket.end] if bracket else ""
    if _AGE.match(inside):
        proper = names.morphemes(seen.document, word.start, word.end) >= 0.0
        score = names.score(seen.document, word.start, word.end)
        behind = _PERSON.match(seen.text, bracket.end + 1) if bracket else None  # 하림(16), 쿠팡(20) are counted firms
        full = len(word.text) >= _SYLLABLES or behind is not None
        if seen.rows.is_name(word) and proper and full and score >= ENOUGH - 0.5:
            seen.add(word.start, word.end, None, context.title(group, index), score, word.end)
        elif (first := foreign.run(seen.document, seen.known, group, index)) < index:
            seen.add(group.words[first].start, word.end, None, context.title(group, first), ENOUGH, word.end)
        return True
    hanja = _HANJA.match(inside)
    alike = hanja is not None and len(hanja.group()) == len(word.text) == _SYLLABLES
    if alike and seen.rows.is_name(word) and names.syllables(word.text) >= names.LIKELY:
        seen.add(word.start, word.end, None, context.title(group, index), ENOUGH, word.end)
        return True
    return False


def _called(seen: Sightings, group: Group, index: int, word: Word) -> None:
    """A stage name or a foreign one before 씨 (`초아 씨`, `스즈키씨`): a proper noun, and no place or body."""
    stem = word.text[: len(word.text) - (word.title.particle if word.title else 0) - len(_CITIZEN)]
    name = Word(stem, word.start, word.start + len(stem), word.gap, word.parted) if stem else group.words[index - 1]
    if (not stem and (index == 0 or word.gap != " ")) or name.parted or name.title:
        return
    if not bare.whole(seen, name.start, name.end) or not 2 <= len(name.text) <= _LONGEST or name.text[-1] in "모군양":
        return
    if name.text in lexicon.places() or seen.known.looks(name.text):
        return
    at = index if stem else index - 1
    first = bare.run(seen, group, at)
    foreigner = first < at and context.marked(seen.text[group.words[first].start : name.end])
    long = len(name.text) > _SYLLABLES and not context.marked(name.text)
    if long or (not foreigner and bare.strange(seen, group, at)):
        return
    start = group.words[first].start if foreigner else name.start
    if start not in {sighting.span.start for sighting in seen.found}:
        seen.add(start, name.end, None, context.title(group, at), ENOUGH, word.stem_end)
