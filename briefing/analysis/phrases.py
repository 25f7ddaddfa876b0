"""Noun phrases beside a number, and which of them can stand as a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.language import lexicon
from briefing.model import Token

NOUNS = frozenset({"NNG", "NNP", "SL", "SH", "XPN", "XR", "XSN", "NNB"})
QUOTES = {"’": "‘", "”": "“", "」": "「", "』": "『", "｣": "｢", "'": "'", '"': '"', "》": "《", "〉": "〈"}
# A label is a name for a row of a table: longer than this, in code points, it is a clause.
LONGEST = 24
_MOST_WORDS = 4
_JOINTS = frozenset("·ㆍ‧&-/")
# Between the numbers of a row: 각각 3%, 5%; 각각 3%(1억원)와 5%(2억원)
ROW = re.compile(r"(?:\s?[(（][^()（）\n]{1,30}[)）])?(?:[,·ㆍ]\s?|[와과]\s)")
_SHORT = frozenset({"팀", "시", "군"})
_MARKED = re.compile(r"[“”‘’\"'=()\[\]「」『』｢｣<>《》〈〉:]")


def before(text: str, tokens: Sequence[Token], stop: int) -> str | None:
    """The noun phrase that ends before token `stop`, as short as says something; None where there is none."""
    start = stop
    while start and in_phrase(text, tokens, start - 1, min(start, stop - 1)):
        start -= 1
    while start < stop and (
        tokens[start].tag not in NOUNS
        or (tokens[start].tag in ("NNB", "XSN") and text[tokens[start].end] not in _JOINTS)
        or tokens[start].form == "의"
    ):
        start += 1
    if start == stop or tokens[stop - 1].tag not in NOUNS:
        return None
    # 제2금융권 가계대출, 코로나19 환자: the number belongs to the word.
    while start > 1 and tokens[start - 1].tag == "SN" and glued(tokens, start) and glued(tokens, start - 1):
        if tokens[start - 2].tag not in NOUNS:
            break
        start -= 2
    # 1, 2학년: the counter of another number; 10a당 수확량: what stands behind it may be a word of its own.
    if start and tokens[start - 1].tag in ("SN", "NR", "NNB") and glued(tokens, start):
        start = next((i for i in range(start + 1, stop) if tokens[i - 1].end < tokens[i].start), stop)
        if start == stop:
            return None
    # 전체, 양극단, 안심차단: a word is not cut.
    while (
        start and tokens[start - 1].tag in ("MM", "MAG", "NP", "XPN") and tokens[start - 1].end == tokens[start].start
    ):
        start -= 1
    # 이자이익 증가(+5%): the movement is what the sign says.
    while stop - start > 1 and tokens[stop - 1].form in role("move"):
        stop -= 1
    if tokens[stop - 1].form in role("move"):
        return None
    narrowed = _narrow(text, tokens, start, stop)
    phrase = checked(text, tokens, narrowed, stop)
    if phrase is None and start > 1 and tokens[start - 1].tag == "JKG":
        # 펀드의 규모: a head that says nothing alone takes its genitive along.
        owner = start - 1
        while owner and in_phrase(text, tokens, owner - 1, min(owner, start - 2)):
            owner -= 1
        whole = text[tokens[owner].start : tokens[stop - 1].end]
        return whole if owner < start - 1 and len(whole) <= LONGEST and tokens[owner].tag in NOUNS else None
    return phrase


def _narrow(text: str, tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the label begins: without words of time at its head, at most a few words."""
    words = [start] + [i for i in range(start + 1, stop) if tokens[i - 1].end < tokens[i].start]
    for begin in words[:-1]:
        end = words[words.index(begin) + 1]
        word = text[tokens[begin].start : tokens[end - 1].end]
        if word in role("time") or word in role("empty"):
            start = end
        else:
            break
    start = max([start] + [i for i in words if i > start and tokens[i - 1].form in role("since")])
    words = [i for i in words if i >= start]
    while len(words) > 1 and (len(words) > _MOST_WORDS or tokens[stop - 1].end - tokens[words[0]].start > LONGEST):
        words.pop(0)
    return words[0]


def quoted(text: str, tokens: Sequence[Token], stop: int) -> str | None:
    """The words between the marks that close at `stop`, when they are short enough for a label."""
    close = text[tokens[stop - 1].start : tokens[stop - 1].end]
    opening = text.rfind(QUOTES[close], max(0, tokens[stop - 1].start - LONGEST - 1), tokens[stop - 1].start)
    inside = text[opening + 1 : tokens[stop - 1].start] if opening >= 0 else ""
    return inside if len(inside) > 1 and "\n" not in inside and opening >= tokens[0].start else None


def in_phrase(text: str, tokens: Sequence[Token], i: int, neighbour: int) -> bool:
    """Whether token `i` belongs to the noun phrase of token `neighbour` beside it (itself at the phrase's edge)."""
    token = tokens[i]
    if text[token.start : token.end] in _JOINTS:
        return 0 < i < len(tokens) - 1 and tokens[i - 1].end == token.start and token.end == tokens[i + 1].start
    if token.tag not in NOUNS:
        return False
    if token.tag == "NNB" and token.form not in ("수", "건"):
        # 원/달러 환율, 원·엔 환율
        return text[token.start : token.end] == "원" and text[token.end : token.end + 1] in _JOINTS
    left, right = sorted((i, neighbour))
    return left == right or text[tokens[left].end : tokens[right].start] in ("", " ", "\u00a0")


def checked(text: str, tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """text of the tokens [start, stop) if it can stand as a label."""
    if start >= stop:
        return None
    phrase = text[tokens[start].start : tokens[stop - 1].end]
    if len(phrase.split()) > _MOST_WORDS or len(phrase) > LONGEST:
        return None
    if (len(phrase) < 2 and phrase not in _SHORT) or _MARKED.search(phrase):
        return None
    last = tokens[stop - 1].form
    if last in role("tail") or last in role("idle") or not phrase[-1].isalnum() or phrase.startswith("해당"):
        return None
    if phrase in role("empty") or phrase in role("time") or phrase in role("skip"):
        return None
    return phrase


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` stands in one word with the token before it."""
    return i > 0 and tokens[i - 1].end >= tokens[i].start


@cache
def _roles() -> dict[str, frozenset[str]]:
    return {role: frozenset(words) for role, *words in map(str.split, lexicon.lines("label_words.txt"))}


@cache
def role(name: str) -> frozenset[str]:
    """The words of one role of `lexicon/label_words.txt`."""
    return _roles()[name]
