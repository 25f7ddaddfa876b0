"""How much a stretch of text looks like the name of a Korean person, by its syllables and its morphemes."""

from __future__ import annotations

from briefing.language import lexicon
from briefing.model import Document

# Weights are sums of evidence; `people` sets the thresholds. Chosen so that a common surname with two frequent
# syllables passes beside a title, while an ordinary noun or an inflected word in the same place does not.
_PROPER = 2.0
_COMMON_NOUN = -0.5  # for three syllables: many names are unknown to the tokenizer, which then takes them for nouns
# For those that end as nouns do and names seldom: of 40 names of officials that the tokenizer took for nouns none does.
_SUFFIXED_NOUN = -2.0
NOUN_ENDINGS = frozenset("자어력관사증률세료물차점장체층고금액회과부팀망법권품단")
_SHORT_NOUN = -3.0  # for two syllables: nearly all are ordinary words
_DERIVED = -2.0  # 이용 + 자, 안전 + 성
_INFLECTED = -1.5
_VERB = -2.5
_CHOPPED = 0.3  # a surname by itself before what no verb can be: 윤 + 서리 + ㄴ
_LOOKALIKE = -5.0
FREQUENT = 3.0  # `syllables` of a common surname with two frequent syllables
LIKELY = 2.0  # `syllables` of a common surname with at least one frequent syllable

_FUNCTION = frozenset({"MAG", "MAJ", "NP", "IC"})


def split(name: str) -> tuple[str, str] | None:
    """Surname and given name of a string of syllables, or None where it cannot be a name."""
    known = lexicon.surnames()
    if len(name) >= 3 and name[:2] in known.double and len(name) <= 4:
        return name[:2], name[2:]
    if 2 <= len(name) <= 3 and (name[0] in known.common or name[0] in known.rare):
        return name[0], name[1:]
    return None


def syllables(name: str) -> float:
    """Evidence from the syllables alone; -9 where the string cannot be a Korean name."""
    parts = split(name)
    if parts is None or parts[1] in ("모", "씨"):
        return -9.0
    surname, given = parts
    known, given_known = lexicon.surnames(), lexicon.given_syllables()
    score = 1.0 if surname in known.rare else 2.0
    if len(surname) == 2 and len(given) == 1:  # 남궁온
        return score - 0.5 + (0.5 if given in given_known.single | given_known.last else -1.5)
    if len(given) == 1:
        return score - 1.5 + (0.5 if given in given_known.single else -1.5)
    score += 0.5 if given[0] in given_known.first else -1.0
    return score + (0.5 if given[1] in given_known.last else -1.5)


def morphemes(document: Document, start: int, end: int) -> float:
    """Evidence from the morphemes in [start, end)."""
    tokens = document.tokens_between(start, end)
    if not tokens or tokens[0].start > start:
        return -0.5
    first, last = tokens[0], tokens[-1]
    if first.end >= end:
        if first.tag == "NNP":
            return _PROPER
        if first.tag == "NNG":
            if end - start == 2:
                return _SHORT_NOUN
            return _SUFFIXED_NOUN if first.form[-1] in NOUN_ENDINGS else _COMMON_NOUN
        return _VERB if first.tag in _FUNCTION or first.tag[0] in "VE" else -1.0
    if first.tag == "NNP" and first.end == start + 1 and last.tag[0] == "E":
        return _CHOPPED
    score = 0.7 if first.tag == "NNP" else 0.0
    if first.tag in _FUNCTION and len(first.form) > 1:
        score += _VERB
    if first.tag == "NNG" and first.end == start + 2 and tokens[1].tag[:2] in ("XS", "VC"):
        score += _DERIVED
    if last.tag[0] in "EJ" and last.end >= end:
        score += _INFLECTED
    if any(token.tag[0] == "V" for token in tokens[:-1]):
        score += -1.0
    return score


def score(document: Document, start: int, end: int) -> float:
    """All evidence for [start, end) as a name: over 3 is a clear one, under 1 hardly one."""
    name = document.text[start:end]
    if name in lexicon.lookalikes():
        return _LOOKALIKE
    return syllables(name) + morphemes(document, start, end)
