"""Whether a sentence can stand without the ones before it, by the words that open and close it."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicon import lines

# The mark and the label of a list item in government documents (□ (향후 계획), 2.), which are no part of the sentence.
_MARK = re.compile(
    r"(?:[□■○●◎◦❍▪▫◇◆◈√✓✔·∙➊-➓❶-❿①-⑳ㅇㅁ]|[-–—](?=\s)|\d{1,2}\.(?=\s+[가-힣]))?\s*"
    r"(?:[(\[【<][가-힣A-Za-z0-9 ·ㆍ]{1,20}[)\]】>]\s+)?"
)
# The sentence gives the reason for the one before it (앞당기기 위해서다).
_REASON = re.compile(r"(?:위해서|때문|덕분|까닭|탓)(?:이?다|이?었다|입니다)\.*$")
_PARTICLE = r"(?:은|는|이|가|을|를|에|에서|에는|의|과|와|도|으로|로|께서)"


def after_mark(sentence: str) -> int:
    """How many characters of `sentence` are the mark and label of a list item with their space; 0 for most."""
    mark = _MARK.match(sentence)
    return mark.end() if mark else 0


def points_back(sentence: str) -> bool:
    """Whether `sentence` opens with a word that needs the sentence before it (이에, 그는), or is the reason for it."""
    return _alone().match(sentence, after_mark(sentence)) is not None or _REASON.search(sentence) is not None


def named_before(sentence: str) -> str | None:
    """The words at the head of `sentence` that speak of something named before, None where there are none.

    A determiner with the two words behind it (이번 대국민 공모전은), or a noun that means the one just spoken of
    (보고서는). Which of them was named, only its neighbours can tell.
    """
    head = after_mark(sentence)
    found = _determined().match(sentence, head) or _definite().match(sentence, head)
    return found["named"] if found else None


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words(None)})(?=[\s,])")


@cache
def _determined() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('+')})\s+(?P<named>\S+(?:\s+\S+)?)")


@cache
def _definite() -> re.Pattern[str]:
    return re.compile(rf"(?P<named>{_words('=')}){_PARTICLE}(?=[\s,])")


def _words(kind: str | None) -> str:
    entries = (line.split("\t") for line in lines("openers.txt"))
    words = (entry[0] for entry in entries if (entry[1] if len(entry) > 1 else None) == kind)
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
