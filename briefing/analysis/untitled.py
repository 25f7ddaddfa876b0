"""Names without a title in running text: `홍길동(32)이`, `홍길동(누리대 교수)`, `홍길동은`, stage names before 씨.

Newspapers name athletes, artists and the people of a case so. No post speaks for the name here; the rules ask for
more of the name itself, and leave out what a place, a work or a brand can be.
"""

from __future__ import annotations

import re

from briefing.analysis import foreign, names
from briefing.analysis.rows import ENOUGH
from briefing.analysis.sightings import Sightings
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Span

_AGE = re.compile(r"\s*(?:만\s*)?[1-9]\d(?:세|살)?\s*(?:[,·(].*)?$")
_HANJA = re.compile(r"[一-鿿]{2,4}(?=[,·\s]|$)")
# Particles that follow a person; 에서, 로 and 에 follow places.
_CASES = frozenset({"은", "는", "이", "가", "의", "을", "를", "과", "와", "도", "께서", "에게", "한테", "에게서"})
# What follows a thing or a place somewhere in the article: 서명식에서, 서명식 개최.
_PLACED = "(?:에(?!게)|으로|로(?!서)|용|별| (?:개최|행사|이후|당시|기준))"
_TAILS = frozenset(case[-1] for case in _CASES)
_PERSON = re.compile(r"(?:은|는|이|가|의|도|께서|에게)(?![가-힣])|\s?씨")
_SYLLABLES = 3  # of a name that nothing but itself speaks for
# Last syllables of places and institutions (성수동, 북한산, 임진강, 강화도, 전라선, 고려대), kinds of people (여제자)
# and of given names with 이 (지현이). Names end so too (김복동); these need an age or a title.
_OTHER_ENDINGS = frozenset("동리산강도천대선자이")
_WOMAN = "여"  # a surname, and much more often 女: 여주인
_MARKS = frozenset("‘'「『<《〈[【#")  # works and events begin with a name too: ‘홍길동전’
_CITIZEN = "씨"
_LEAST = 2  # syllables of the last part of a foreign name
_MOST = 3  # parts of one, and none more


def read(seen: Sightings, group: Group) -> None:
    """Keeps the names of `group` that stand without a title."""
    taken = {sighting.span.start for sighting in seen.found if sighting.title or sighting.org}
    for index, word in enumerate(group.words):
        if word.start in taken:
            continue
        if word.bracket is not None:
            _explained(seen, group, index, word)
        elif word.title is not None and word.title.head == _CITIZEN:
            _called(seen, group, index, word)
        elif word.text[-1] in _TAILS and not _introduced(seen, group, index, word):
            _bare(seen, group, index, word)


def _explained(seen: Sightings, group: Group, index: int, word: Word) -> None:
    """A name whose bracket gives the post, an age or Hanja: `홍길동(누리대 교수)`, `홍길동(32)`, `홍길동(洪吉童)`."""
    bracket = word.bracket
    if bracket is not None and bracket.words and bracket.words[-1].title and not bracket.words[-1].title.particle:
        org, post = seen.posts.after(bracket, 0, len(bracket.words) - 1)
        score = names.score(seen.document, word.start, word.end)
        if org is not None and seen.rows.is_name(word) and score >= ENOUGH and len(word.text) >= _SYLLABLES:
            seen.add(word.start, word.end, org, post, score, bracket.end)
        return
    inside = seen.text[bracket.start : bracket.end] if bracket else ""
    if _AGE.match(inside):
        proper = names.morphemes(seen.document, word.start, word.end) >= 0.0
        score = names.score(seen.document, word.start, word.end)
        behind = _PERSON.match(seen.text, bracket.end + 1) if bracket else None  # 하림(16), 쿠팡(20) are counted firms
        full = len(word.text) >= _SYLLABLES or behind is not None
        if seen.rows.is_name(word) and proper and full and score >= ENOUGH - 0.5:
            seen.add(word.start, word.end, None, None, score, word.end)
        elif (first := foreign.run(seen.document, seen.known, group, index)) < index:
            seen.add(group.words[first].start, word.end, None, None, ENOUGH, word.end)
        return
    hanja = _HANJA.match(inside)
    alike = hanja is not None and len(hanja.group()) == len(word.text) == _SYLLABLES
    if alike and seen.rows.is_name(word) and names.syllables(word.text) >= names.LIKELY:
        seen.add(word.start, word.end, None, None, ENOUGH, word.end)


def _called(seen: Sightings, group: Group, index: int, word: Word) -> None:
    """A stage name before 씨: two or three syllables that are one proper noun, and no place or body."""
    if index == 0 or word.gap != " " or not word.text.startswith(_CITIZEN):
        return
    name = group.words[index - 1]
    if name.parted or name.title or not _whole(seen, name.start, name.end) or not 2 <= len(name.text) <= _SYLLABLES:
        return
    if name.text in lexicon.places() or seen.known.looks(name.text) or name.text[-1] in "모군양":
        return
    if _strange(seen, group, index - 1):
        return
    if name.start not in {sighting.span.start for sighting in seen.found}:
        seen.add(name.start, name.end, None, None, ENOUGH, word.stem_end)


def _introduced(seen: Sightings, group: Group, index: int, word: Word) -> bool:
    """Keeps a foreign name of words in a row, by what its bearer is (`배우 마라 은쿠비가`) or by its given name."""
    given = foreign.given_names()
    before = group.words[max(0, index - _MOST) : index]
    if not any(earlier.title or earlier.text in given for earlier in before):
        return False
    end = next((token.start for token in seen.document.tokens_in(Span(word.start, word.end))[1:2]), word.end)
    if seen.text[end : word.end] not in _CASES or not _whole(seen, word.start, end) or end - word.start < _LEAST:
        return False
    form = seen.text[word.start : end]
    if form in lexicon.places() or seen.known.looks(form):
        return False
    first = index
    while first > 0 and index - first < _MOST - 1 and (_strange(seen, group, first) or _given(group, first)):
        first -= 1
    if first == index:
        return False
    role = group.words[first - 1] if first and group.words[first].gap == " " else None
    post = role.title if role is not None and not role.bracket else None
    titled = role is not None and post is not None and not post.particle and role.text.endswith(post.head)
    if not titled and group.words[first].text not in given:
        return False
    title = role.text if titled and role is not None else None
    seen.add(group.words[first].start, end, None, title, ENOUGH, end)
    return True


def _given(group: Group, index: int) -> bool:
    """Whether a foreign given name stands right before word `index`."""
    before = group.words[index - 1]
    return group.words[index].gap == " " and not group.words[index].parted and before.text in foreign.given_names()


def _bare(seen: Sightings, group: Group, index: int, word: Word) -> None:
    """A name of three frequent syllables that the tokenizer knows for a proper noun, before a particle."""
    name, end = word.text[:_SYLLABLES], word.start + _SYLLABLES
    if word.text[_SYLLABLES:] not in _CASES or name[-1] in _OTHER_ENDINGS or name[0] == _WOMAN:
        return
    if name in lexicon.lookalikes() or name in lexicon.places() or seen.known.canonical(name):
        return
    if names.syllables(name) < names.FREQUENT or not _whole(seen, word.start, end) or _strange(seen, group, index):
        return
    thing = re.search(rf"(?<![가-힣]){name}{_PLACED}", seen.text)
    if thing is None and (word.start == 0 or seen.text[word.start - 1] not in _MARKS):
        seen.add(word.start, end, None, None, ENOUGH, end)


def _strange(seen: Sightings, group: Group, index: int) -> bool:
    """Whether a proper noun of no known place or body stands right before word `index`: `누비아 오초아`."""
    if index == 0 or group.words[index].gap != " " or group.words[index].parted:
        return False
    before = group.words[index - 1]
    if before.title or before.text in lexicon.places() or seen.known.looks(before.text):
        return False
    return "가" <= before.text[0] <= "힣" and _whole(seen, before.start, before.end)


def _whole(seen: Sightings, start: int, end: int) -> bool:
    """Whether [start, end) is one proper noun, or a surname before syllables taken for nouns (홍 서 빈)."""
    tokens = seen.document.tokens_in(Span(start, end))
    if not tokens or tokens[0].tag != "NNP" or (tokens[0].start, tokens[-1].end) != (start, end):
        return False
    cut = tokens[0].end == start + 1 and all(token.tag[:2] == "NN" and len(token.form) == 1 for token in tokens)
    return len(tokens) == 1 or cut
