"""How the text takes up what stands in quotation marks: as something said, or as the name of a thing.

The evidence is what follows the closing mark: a quotative ending and a reporting verb (”고 말했다, ”라며), a noun of
speech (”는 뜻을 밝혔다), the reporter's own sentence going on (”을 당부했다), nothing, or a naming (”이라는 주제로).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from briefing.analysis.marks import Marked, within
from briefing.language import speech
from briefing.model import Document, Span, Token

_DEFINED = re.compile(r"(?:이하|가칭|일명|약칭)[\s:,]*$")
_AMENDED = re.compile(r"\s*(?:[을를]|은|에서|→|->)\s*[“\"]")
_SPOKEN = re.compile(
    r"\s*(?P<ending>이?라고|이?라며|이?라면서|고[도는]?(?![가-힣])|며|면서|하고(?=\s)|이고(?=,?\s*[“\"])|이며(?=,?\s*[“\"])|(?:임|함|음)을(?=\s))"
)
_WITH_NOUN = re.compile(r"\s*(?:이?라는|이라던|라던|는)\s")
_DEFINITION = re.compile(r"\s*(?:이?란|이?라)\s")
# “…”이라 말했다: 고 is left out. “…”란 반응을 내놨다: a noun of speech, not a definition, with its verb.
_CLIPPED = re.compile(r"\s*이?라\s+")
_NAMELY = re.compile(r"\s*이?란\s")
_EXPECTED = re.compile(r"\s*으로\s")
_STOPS = re.compile(r"\s*(?:$|[,.\n“\"'*<\[]|[□○ㅇ▪※])")

_ENDED = re.compile(r"[.?!][”\"’']+\s")

# What one says out of habit is a saying: …는 말을 즐겨 쓴다.
_PHRASES = frozenset({"말", "표현", "문구", "단어"})

# How far behind the closing mark the reporting verb may stand, in code points: sentences are seldom longer.
_REACH = 400
# What belongs to the mark's own particle (을 … 구호로, 으로 … 전망했다) stands within so many tokens or words of it.
_NEAR = 4


class Link(Enum):
    """How the text after the closing mark takes the words up."""

    SPOKEN = "고 말했다"
    CHAINED = "라며"
    NOUN = "는 뜻을 밝혔다"
    WOVEN = "을 촉구했다"
    BARE = ""
    NAMED = "이라는 주제"


class Candidate(NamedTuple):
    """A marked stretch, how it is taken up, the reporting verb that does so, if any, and what is done with it."""

    mark: Marked
    link: Link
    verb: speech.Verb | None
    stance: str | None


def judge(document: Document, mark: Marked, marked: Sequence[Marked]) -> Candidate:
    """The candidate of `mark`; `marked` are all marked stretches, whose insides are no evidence."""
    tail = told(document, mark.after, marked)
    link, verb = _taken_up(document, mark, tail)
    return Candidate(mark, link, verb, speech.stance(tail, verb) if verb else None)


def _taken_up(document: Document, mark: Marked, tail: Sequence[Token]) -> tuple[Link, speech.Verb | None]:
    text = document.text
    if _DEFINED.search(text, max(0, mark.opening - 12), mark.opening) or _AMENDED.match(text, mark.after):
        return Link.NAMED, None
    verbs = list(speech.verbs(tail))
    own = verbs[0] if verbs else None
    telling = next((verb for verb in verbs if not verb.light), None)
    if spoken := _SPOKEN.match(text, mark.after):
        if spoken["ending"].endswith(("며", "면서")) or spoken["ending"] == "이고":
            return Link.CHAINED, own
        return Link.NAMED if _names(tail, own) else Link.SPOKEN, own
    if _named_after(tail):
        return Link.NAMED, None
    if telling is not None and telling.stance == "forecast" and _expected(document, mark, telling):
        return Link.SPOKEN, telling
    if _WITH_NOUN.match(text, mark.after):
        saying = telling is not None and telling.stem == "쓰" and any(t.form in _PHRASES for t in tail[:_NEAR])
        return Link.NOUN if _tells(tail) and not saying else Link.NAMED, telling
    inside = document.tokens_in(mark)
    if (clipped := _CLIPPED.match(text, mark.after)) and telling and telling.start == clipped.end():
        return Link.SPOKEN, telling
    if _NAMELY.match(text, mark.after) and telling and not telling.adnominal and _tells(tail):
        return Link.NOUN, telling
    if _DEFINITION.match(text, mark.after):
        return Link.NAMED, None
    ended = bool(inside) and inside[-1].tag in ("EF", "SF")
    # “…” 한가람 원장: a surname may look like 한 of 하다.
    tells = own is not None and not (own.light and own.adnominal)
    if own is not None and tells and ended and not text[mark.after : own.start].strip():
        return Link.SPOKEN, own
    if _STOPS.match(text, mark.after) or _ENDED.match(text, mark.end - 1):
        return Link.BARE, None
    return Link.WOVEN, telling


def told(document: Document, start: int, marked: Sequence[Marked]) -> list[Token]:
    """The tokens from `start`, behind what was said, to the end of the sentence; marked stretches left out."""
    begin = start
    while document.text[begin : begin + 1].isspace():
        begin += 1
    line_end = document.text.find("\n", begin)
    end = min(start + _REACH, line_end if line_end >= 0 else len(document.text))
    others = iter(within(marked, start, end))
    other = next(others, None)
    tail: list[Token] = []
    for token in document.tokens_between(start, end):
        while other is not None and other.after <= token.start:
            other = next(others, None)
        if other is not None and other.opening <= token.start:
            continue
        tail.append(token)
        if token.tag == "EF":
            break
    return tail


def clause(document: Document, span: Span) -> bool:
    """Whether the words have a predicate, as a name of a thing seldom has."""
    tokens = document.tokens_in(span)
    return any(t.tag[:2] in ("VV", "VA", "VX", "VC") or t.tag in ("XSV", "XSA") for t in tokens)


def _names(tail: Sequence[Token], verb: speech.Verb | None) -> bool:
    """Whether the words become a name: 라고 불리는, 라고 이름 붙인."""
    for token in tail[:6]:
        if verb is not None and token.start >= verb.start and not verb.light:
            return False
        if token.form in speech.lexicon().names:
            return True
    return False


def _named_after(tail: Sequence[Token]) -> bool:
    """Whether the words are held up as a name or a motto: “…”를 구호로 내걸고."""
    if not tail or tail[0].tag != "JKO":
        return False
    held = [i for i, token in enumerate(tail[1:_NEAR], 1) if token.form in speech.lexicon().names]
    return any(tail[i + 1].form in ("로", "으로") or tail[i + 1].form == "삼" for i in held if i + 1 < len(tail))


def _expected(document: Document, mark: Marked, verb: speech.Verb) -> bool:
    """Whether the words are what `verb` expects to happen: “…질 것”으로 전망했다."""
    inside = document.tokens_in(mark)
    particle = _EXPECTED.match(document.text, mark.after)
    if particle is None or not inside or inside[-1].form != "것":
        return False
    return len(document.text[particle.end() : verb.start].split()) < _NEAR


def _tells(tail: Sequence[Token]) -> bool:
    """Whether the noun described is one of speech: 는 점, 라는 국민의 비판, 는 것이 업계의 설명."""
    nouns = [
        token.form
        for i, token in enumerate(tail)
        if token.tag in ("NNG", "NNB") and not (i + 1 < len(tail) and tail[i + 1].tag in ("XSV", "XSA"))
    ]
    reach = 8 if nouns[:1] == ["것"] else 4
    known = speech.lexicon()
    return not any(noun in known.names for noun in nouns[:2]) and any(noun in known.nouns for noun in nouns[:reach])
