"""Small rules of Korean spelling: for composing text and for comparing it."""

from __future__ import annotations

import re

_FINALS = 28  # syllables of one initial and vowel; index 0 has no final consonant (Unicode, ch. 3.12)
_RIEUL = 8
# Digits as read in Sino-Korean: 영 일 이 삼 사 오 육 칠 팔 구. Their final consonants, 0 where there is none.
_DIGIT_FINALS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
# Latin letters whose Korean names end in a consonant: 엘 엠 엔 알.
_LETTER_FINALS = {"l": 8, "m": 16, "n": 4, "r": 8}


def josa(word: str, pair: str) -> str:
    """`word` with the fitting one of a pair of particles: `josa("경과원", "이/가")` is `경과원이`.

    The pair is written consonant form first (이/가, 은/는, 을/를, 과/와, 으로/로). Marks at the end of the word
    are passed over; a word that ends in no known sound takes the vowel form.
    """
    with_final, without = pair.split("/")
    core = re.sub(r"[^0-9A-Za-z가-힣]+$", "", re.sub(r"\([^)]*\)$", "", word))
    final = _final(core[-1:].lower())
    if with_final == "으로" and final == _RIEUL:
        return word + without
    return word + (with_final if final else without)


def bare(text: str) -> str:
    """`text` without white space, quotation marks and other marks: equal for what differs only in how it is set."""
    return text if text.isalnum() else "".join(filter(str.isalnum, text)) or text


def _final(character: str) -> int:
    if "가" <= character <= "힣":
        return (ord(character) - ord("가")) % _FINALS
    return _DIGIT_FINALS.get(character, _LETTER_FINALS.get(character, 0))
