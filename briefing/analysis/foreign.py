"""Foreign names: runs of unknown words whose place, or a bracket with letters, says that they are a name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefing.analysis import names
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

_REACH = 6  # words between the name and its title, as for Korean names
_MOST = 3  # words of a name that is not spelt out in Latin letters
_PARTS = 5  # words of a name in letters; more, or capitals alone, are the name of a thing (PIS FAIR)
_UNNAMED = "모"  # 박모: somebody whose name is withheld
_LONGEST = 6  # syllables of a part of a name; longer unknown words are mostly bodies
_SHORT = 3  # syllables up to which an unknown word may fall into nouns by chance (칼리드)
_KOREAN = 3  # syllables of a Korean name in full: 홍길동(Gil-dong Hong) is no foreigner
_LATIN_NAME = re.compile(r"\s*[A-Z][A-Za-zÀ-ž.’'\-]*(?:[\s·][A-Za-zÀ-ž.’'\-]+)+\s*$")
_LATIN_PART = re.compile(r"(?<![A-Za-zÀ-ž’'])[A-Z][A-Za-zÀ-ž’']+")
_HANJA = re.compile(r"\s*[一-鿿]{2,4}\s*$")
# Letters as they are read, where a name has an initial: 케이 카마란(K. Kamaran).
_LETTERS = frozenset(
    (
        *("에이", "비", "씨", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠"),
        *("엔", "오", "피", "큐", "알", "에스", "티", "유", "브이", "더블유", "엑스", "와이"),
    )
)
# Heads of state and of government stand beside a foreign name without more ado.
_STATE = ("대통령", "총리", "국왕", "국가주석")
# So do posts that Korea has by other names: its ministers are 외교부 장관, not 외무장관.
_ABROAD = (
    "국무장관",
    "외무장관",
    "재무장관",
    "국방장관",
    "상무장관",
    "외교부장",
    "커미셔너",
    "하원의장",
    "상원의원",
    "하원의원",
)
# States in one letter, as headlines and wire stories write them: 미 국무장관.
_ABBREVIATED = frozenset("미중일영독불러북")
# Public bodies abroad that no list holds, before the title of an office: 국무부 부대변인, 중앙은행 총재.
_OFFICE = re.compile(r"(?:[가-힣]{2}(?:부|처|청)|은행|위원회|연합|기구|의회|연맹|백악관)$")
_OFFICERS = ("대변인", "장관", "차관", "차관보", "총재", "의장", "위원장", "집행위원", "사무총장", "청장", "국장")
# A firm abroad begins with Latin letters more often than not: JP모건 회장.
_FIRM = re.compile(r"[A-Z]{2,}[가-힣A-Za-z]*$")
_CHIEFS = ("회장", "CEO", "최고경영자", "의장")
# Forms of address that say by themselves that a run of unknown proper nouns is a person: 마라무사 은쿠비 씨.
_ADDRESSES = ("씨", "여사", "박사", "선수", "교황")
_TEACHERS = ("교수", "박사", "연구원", "총장")
_OWNED = 2  # morphemes of a proper noun with 의
_SURNAME = 3  # letters of a foreign surname that a state's post after the name bears out: 다카하시 유지 일본 …
# Last syllables of words that go on with the sentence (참석한, 영국의), where the tokenizer sees an ending too.
_ENDINGS = frozenset("은는이가을를의에서로한된할던인고며도와과여해")


@cache
def given_names() -> frozenset[str]:
    """Given names of foreigners (and surnames of Japanese) that begin a name: 제임스, 기예르모, 다카하시."""
    return frozenset(name for line in lexicon.lines("foreign_names.txt") for name in line.split())


class Foreigner(NamedTuple):
    """A foreign name: its first word, and its form in Latin letters where a bracket gives it."""

    first: int
    latin: str | None


def name_at(document: Document, known: Organizations, group: Group, last: int, title: int) -> Foreigner | None:
    """The foreign name that ends with word `last`, before the title in word `title`; None where there is none.

    What makes it one is a bracket with the name in its own script (`제임스 윤(James Yoon) 누리협회 회장`), a state, a
    known body or a foreign office right after it (`도널드 스미스 미국 대통령`), or a title that only foreigners bear.
    An unknown word alone is no name.
    """
    word = group.words[last]
    if title - last > _REACH:
        return None
    if word.bracket is not None:
        return _spelt(document, known, group, last)
    behind = title == last + 1 and _of_office(group, last)
    owned = title == last + 1 and _strong(group, title) and _proper(document, word)
    if title == last + 1 and group.words[title].text.startswith(_ADDRESSES):
        first = run(document, known, group, last)
        return Foreigner(first, None) if first < last else None
    if not (behind or owned or _introduced(known, group, last, title)) or not _part(document, known, word):
        return None
    first = last
    while first > 0 and last - first + 1 < _MOST and group.words[first].gap == " " and not group.words[first].parted:
        before = group.words[first - 1]
        if not _part(document, known, before) or not _proper(document, before) or _OFFICE.search(before.text):
            break
        first -= 1
    short = any(len(part.text) == 1 for part in group.words[first : last + 1])
    if owned and first < last and _of_body(document, known, group, first, title):
        return Foreigner(first, None) if _certain(document, group, first, last, title) else None
    if owned and not behind and not _introduced(known, group, last, title):
        return None
    if behind and (first == last or short or not _after_office(known, group, first)):
        return None
    return Foreigner(first, None) if _certain(document, group, first, last, title) else None


def run(document: Document, known: Organizations, group: Group, last: int) -> int:
    """The first of the proper nouns in a row that end with word `last`, which can be a foreign name; else `last`."""
    first = last + 1
    while first > 0 and last - first + 1 < _PARTS:
        word = group.words[first - 1]
        if first <= last and (group.words[first].gap != " " or group.words[first].parted):
            break
        if not _free(known, word) or not _proper(document, word) or word.text in lexicon.places():
            break
        first -= 1
    korean = any(names.split(word.text) and len(word.text) == _KOREAN for word in group.words[first : last + 1])
    return last if first > last or korean or len(group.words[first].text) == 1 else first


def _strong(group: Group, title: int) -> bool:
    head = group.words[title].title
    return head is not None and head.strong


def _of_body(document: Document, known: Organizations, group: Group, first: int, title: int) -> bool:
    """Whether a body with 의 (누리세미의 …) stands before word `first`, or a school before a teacher's title."""
    if first == 0 or group.words[first].gap != " " or group.words[first].parted:
        return False
    word = group.words[first - 1]
    if known.looks(word.text):
        return group.words[title].text.startswith(_TEACHERS)
    tokens = document.tokens_between(word.start, word.end)
    owner = len(tokens) == _OWNED and tokens[0].tag == "NNP" and tokens[1].tag == "JKG"
    return owner and word.text[:-1] not in lexicon.places()


def _of_office(group: Group, last: int) -> bool:
    """Whether the title right after word `last` is that of an office."""
    head = group.words[last + 1].title
    return last > 1 and head is not None and head.head.endswith(_OFFICERS)


def _after_office(known: Organizations, group: Group, first: int) -> bool:
    """Whether a state and its office stand before word `first`: `미국 재무부 존 스미스 장관`."""
    if first < 2 or group.words[first].gap != " " or group.words[first - 1].gap != " ":
        return False
    state, office = group.words[first - 2].text, group.words[first - 1].text
    return state in lexicon.places("states") and (bool(_OFFICE.search(office)) or known.canonical(office) is not None)


def _spelt(document: Document, known: Organizations, group: Group, last: int) -> Foreigner | None:
    """The name that ends with word `last` where a bracket gives it in letters or Hanja, as many words as parts."""
    word = group.words[last]
    bracket = word.bracket
    inside = document.text[bracket.start : bracket.end] if bracket else ""
    surname = word.text in lexicon.surnames().common  # 제임스 윤(James Yoon)
    if not _LATIN_NAME.match(inside):
        korean = names.split(word.text) is not None and len(word.text) > 2
        hanja = _HANJA.match(inside) is not None and not korean and _unknown(document, known, word)
        return Foreigner(last, None) if hanja else None
    if len(word.text) == _KOREAN and names.syllables(word.text) >= names.FREQUENT:
        return None
    if not (surname or _loose(document, known, word)):
        return None
    count = len(_LATIN_PART.findall(inside))
    if count > _PARTS or inside.isupper():
        return None
    first = last
    while first > 0 and group.words[first].gap in (" ", "\xa0") and not group.words[first].parted:
        before = group.words[first - 1]
        initial = before.text in _LETTERS and "." in inside
        if not initial and (last - first + 1 >= count or not _loose(document, known, before)):
            break
        first -= 1
    if first == last and surname:
        return None
    return Foreigner(first, " ".join(inside.split()))


def _introduced(known: Organizations, group: Group, last: int, title: int) -> bool:
    """Whether a title that only foreigners bear, or a state, a known body or a foreign office, follows word `last`."""
    post = group.words[title].text
    if title == last + 1:
        return len(group.words[last].text) > 1 and post.startswith(_STATE + _ABROAD)
    following = group.words[last + 1].text
    states = lexicon.places("states")
    if following in states and post.startswith(_STATE):
        return True
    if last == 0:
        return False
    abroad = following == "주한" or following in states or following in _ABBREVIATED
    head = group.words[title].title
    near = (title == last + 2 and _OFFICE.search(following)) or following in lexicon.places("places")
    office = near and head is not None and head.head.endswith(_OFFICERS)
    firm = title == last + 2 and _FIRM.match(following) and post.startswith(_CHIEFS)
    return abroad or known.canonical(following) is not None or office or bool(firm)


def _certain(document: Document, group: Group, first: int, last: int, title: int) -> bool:
    """Whether words without a bracket are a name: proper nouns, not Korean, alone only beside a head of state."""
    words = group.words[first : last + 1]
    if names.syllables(words[0].text) >= names.LIKELY and words[0].text[0] in lexicon.surnames().common:
        return False
    if len(words) == 1:
        if not group.words[title].text.startswith(_STATE):
            return False
        if title - last > 2 or (title - last == 2 and group.words[last + 1].text not in lexicon.places()):
            return False
    borne = len(words) > 1 and len(words[0].text) >= _SURNAME and group.words[last + 1].text in lexicon.places("states")
    proper = words[:-1] if borne else words
    return all(_proper(document, word) for word in proper) and any(
        len(word.text) > 1 or len(words) > 1 for word in words
    )


def _proper(document: Document, word: Word) -> bool:
    """Whether the word is a proper noun to the tokenizer, or so short that it cannot tell (팀 쿡)."""
    return len(word.text) == 1 or all(t.tag == "NNP" for t in document.tokens_between(word.start, word.end))


def _free(known: Organizations, word: Word) -> bool:
    """Whether the word is no place, body or title and not too long for a part of a name."""
    taken = word.text in lexicon.places("states", "places") or known.canonical(word.text) or word.title is not None
    if len(word.text) == 2 and word.text[1] == _UNNAMED and word.text[0] in lexicon.surnames().common:
        return False
    return not taken and len(word.text) <= _LONGEST and "가" <= word.text[0] <= "힣"


def _part(document: Document, known: Organizations, word: Word) -> bool:
    """Whether the word can be a part of a foreign name that nothing spells out."""
    return word.text not in lexicon.places() and _unknown(document, known, word)


def _unknown(document: Document, known: Organizations, word: Word) -> bool:
    """Whether the word is free and a noun that the tokenizer leaves whole."""
    tokens = document.tokens_between(word.start, word.end)
    whole = len(tokens) == 1 and tokens[0].start == word.start
    return _free(known, word) and whole and tokens[0].tag in ("NNP", "NNG")


def _loose(document: Document, known: Organizations, word: Word) -> bool:
    """Whether the word is free, holds no noun and does not end as a word of the sentence does (참석한, 영국의)."""
    tokens = document.tokens_between(word.start, word.end)
    if not tokens or not _free(known, word):
        return False
    noun = len(word.text) > _SHORT and len(tokens) > 1 and any(t.tag == "NNG" and len(t.form) > 1 for t in tokens)
    return not noun and not (word.text[-1] in _ENDINGS and tokens[-1].tag[0] in "JEM")
