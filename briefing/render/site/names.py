"""Names in addresses: ASCII in lower case, the same tomorrow, never two the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Syllable by syllable, in the letters of 국어의 로마자 표기법 without its rules for neighbours: to be read, not to be
# read back. Initials, vowels and finals in the order in which Unicode composes syllables.
_INITIALS = tuple("g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h".split(","))  # noqa: SIM905 - read as a line of letters
_VOWELS = tuple("a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i".split(","))  # noqa: SIM905
_FINALS = tuple(",k,kk,ks,n,nj,nh,t,l,lk,lm,lp,ls,lt,lp,lh,m,p,ps,t,ss,ng,t,t,k,t,p,h".split(","))  # noqa: SIM905
_FIRST, _LAST = 0xAC00, 0xD7A3

_LONGEST = 40  # letters: with the hash well below any limit of a file system, however deep the folder


def slug(name: str, *more: str | None) -> str:
    """A name for a folder: `handoyun-1f0c9b4e`, the Roman letters to be read, the hash of `name` and `more` to be sure.

    Safe on every file system (no reserved word, no two that differ in case alone), and in a URL as it is. The hash has
    eight digits: of 20,000 names two share one with a chance of 5 %, and then only if they read the same as well.
    """
    digest = hashlib.sha256("\x1f".join((name, *(part or "" for part in more))).encode()).hexdigest()
    return f"{_letters(name)}-{digest[:8]}".lstrip("-")


def initial(name: str) -> str:
    """The heading under which a list has `name`: its first consonant (ㄱ with ㄲ), `A–Z`, or `기타`."""
    first = unicodedata.normalize("NFC", name)[:1]
    if first and _FIRST <= ord(first) <= _LAST:
        return "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"[(ord(first) - _FIRST) // 588]
    return "A–Z" if first.isascii() and first.isalpha() else "기타"


def _letters(name: str) -> str:
    words = "".join(map(_letter, unicodedata.normalize("NFKC", name).lower()))
    return re.sub(r"[^a-z0-9]+", "-", words)[:_LONGEST].strip("-")


def _letter(character: str) -> str:
    if not _FIRST <= ord(character) <= _LAST:
        return character
    rest, final = divmod(ord(character) - _FIRST, 28)
    first, vowel = divmod(rest, 21)
    return _INITIALS[first] + _VOWELS[vowel] + _FINALS[final]
