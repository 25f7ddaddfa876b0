"""Korean mixed numerals: text -> Decimal and Decimal -> text.

A mixed numeral writes its digits in Arabic and its magnitudes in Hangul: 1조 2천억, 3만5천여, 80억 2600만, 2.5조.
Grammar, from large to small, every part once and smaller than the one before it:

    numeral = sign? section+ 여?          section = group 여? (경|조|억|만)?
    group   = (digits? (천|백|십))* digits?      digits = 1,234 | 1234 | 1234.5

Numerals without one Arabic digit (삼백만, 수천) and native ones (스물) are not read here.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

_LARGE = {"경": Decimal(10**16), "조": Decimal(10**12), "억": Decimal(10**8), "만": Decimal(10**4)}
_SMALL = {"천": Decimal(1000), "백": Decimal(100), "십": Decimal(10)}

# One white space that is no line break: paragraphs end at line feeds.
_S = r"[^\S\n]"
_D = "[0-9０-９]"
# Layout programs leave a space inside the digits of a comma group (5,1 00억원).
_DIGITS = rf"(?:{_D}{{1,3}}(?:,(?:{_D}{{3}}|{_D}{_S}{_D}{_D}|{_D}{_D}{_S}{_D})(?!{_D}))+(?:\.{_D}+)?|{_D}+(?:\.{_D}+)?)"
_SMALL_PART = rf"(?:{_DIGITS}?[천백십])"
# A last part that stands off has three digits or more (3만 5,000명), follows 백 (6백 51건), or ends the text; else it
# opens something else (3만 18세).
_FEW = rf"(?<=백){_S}(?={_D}{{1,2}}(?![.,]?{_D}))"
_LAST = rf"(?:{_S}(?={_D}(?:{_D}{{2}}|,{_D})|{_D}+(?:\.{_D}+)?여?\Z)|{_FEW})?{_DIGITS}"
# 천, 백, 십 without a digit of its own counts only right behind (1억천만) or before 여 (410만 천여); else it opens a
# word (5억 천안).
_END_PART = rf"(?:(?:{_S}?{_DIGITS}|{_S}(?=[천백십]여))?[천백십])"
_TAIL = rf"{_END_PART}*(?:{_LAST})?"
_GROUP = rf"{_DIGITS}(?:[천백십]{_TAIL})?"
_LATER_GROUP = rf"(?:{_SMALL_PART}{_TAIL}|{_DIGITS})"
# A magnitude that stands off (30 만원, 2 조 5,000 억 원) is one only before what a magnitude can stand before;
# otherwise it opens a word (100 조사, 3 만남).
_OFF = rf"(?:여(?=[경조억만])|{_S}(?=[경조억만]여?(?:{_S}?(?:[원명건개달엔유위톤주]|{_D})|\Z)))?"
# A last section without magnitude is no year that follows by chance (5억 2024년).
_YEAR = rf"(?:19|20){_D}{_D}{_S}?[년.]"
_SECTIONS = rf"(?:{_S}?{_LATER_GROUP}{_OFF}[경조억만])*(?:(?!{_S}?{_YEAR})(?:{_END_PART}{_TAIL}|{_LAST}))?"
_BODY = rf"{_GROUP}(?:{_OFF}[경조억만]{_SECTIONS})?"

_NUMERAL = re.compile(rf"{_BODY}여?")
_SIGNED = re.compile(rf"(?P<sign>[-−–△▲▼+＋])?(?P<body>{_BODY})여?")
_SECTION = re.compile(rf"(?P<group>{_S}?{_LATER_GROUP})(?:{_S}|여)?(?P<large>[경조억만])?")
_PART = re.compile(rf"{_S}?(?P<digits>{_DIGITS})?(?P<small>[천백십])?")
_INNER_SPACE = re.compile(r"[,\s]")

# No numeral of sane text is longer; keeps hostile text from costing more than its length.
_WINDOW = 64
# Room for every product and sum of a numeral of _LONGEST digits; the default context would round at 28.
_LONGEST = 40
_EXACT = Context(prec=2 * _LONGEST)


class Numeral(NamedTuple):
    """A numeral where it stands: text[start:end] reads as `value`. The end takes in a following 여."""

    start: int
    end: int
    value: Decimal


def parse(text: str) -> Decimal:
    """The value of `text`, which is one numeral and nothing else: `parse("9,090억")` is 909000000000.

    △, ▲, ▼ and − in front mean minus; 여 (some more than: 3천여, 3천여만) adds nothing. Raises ValueError for what
    is not a numeral or breaks the order of magnitudes (3만 2억).
    """
    if not (whole := _SIGNED.fullmatch(text.strip())):
        raise ValueError(f"not a numeral: {text!r}")
    value = _value(whole["body"])
    return value if whole["sign"] in (None, "+", "＋") else -value


def match(text: str, position: int) -> Numeral | None:
    """The longest numeral that begins at `position`, without sign; None where no digit stands."""
    end = min(len(text), position + _WINDOW)
    while found := _NUMERAL.match(text, position, end):
        try:
            return Numeral(position, found.end(), _value(found.group().removesuffix("여")))
        except ValueError:
            # Two numerals side by side (3만 2억, 5천 2,000): keep the first.
            if (cut := _last_gap(found.group())) == 0:
                return None
            end = position + cut
    return None


def korean(value: Decimal) -> str:
    """`value` in full, by 조, 억 and 만 with grouped digits: `korean(Decimal(909000000000))` is "9,090억".

    Exact, never rounded; minus is "−" (U+2212); 10^16 and more stay in 조. Raises ValueError for what is
    not finite.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    whole, _, fraction = format(value.copy_abs(), "f").partition(".")
    rest, fraction = int(whole), fraction.rstrip("0")
    words = []
    for name in "조억만":
        count, rest = divmod(rest, int(_LARGE[name]))
        if count:
            words.append(f"{count:,}{name}")
    if rest or fraction or not words:
        words.append(f"{rest:,}.{fraction}" if fraction else f"{rest:,}")
    return ("−" if value < 0 else "") + " ".join(words)


def _last_gap(text: str) -> int:
    """Where the last section or digit group of a numeral begins, 0 if it has only one."""
    starts = [found.start() for found in re.finditer(rf"(?<=[경조억만천백십]){_S}?{_D}", text)]
    return starts[-1] if starts else 0


@lru_cache(maxsize=4096)  # articles of one week say the same numbers
def _value(body: str) -> Decimal:
    plain = body.replace(",", "")
    if plain.isdecimal() and len(plain) <= _LONGEST:  # most numerals: a tenth of the time
        return Decimal(plain)
    total, limit, position = Decimal(0), None, 0
    while position < len(body):
        section = _SECTION.match(body, position)
        if section is None:
            raise ValueError(f"not a numeral: {body!r}")
        size = _LARGE[section["large"]] if section["large"] else Decimal(1)
        amount = _EXACT.multiply(_group(section["group"]), size)
        if limit is not None and amount >= limit:
            raise ValueError(f"magnitudes out of order: {body!r}")
        total, limit, position = _EXACT.add(total, amount), size, section.end()
    whole = total.to_integral_value()
    return whole if whole == total else total


def _group(text: str) -> Decimal:
    total, limit, position = Decimal(0), None, 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or part.end() == position:
            raise ValueError(f"not a numeral: {text!r}")
        size = _SMALL[part["small"]] if part["small"] else Decimal(1)
        digits = _INNER_SPACE.sub("", part["digits"] or "1")
        if len(digits) > _LONGEST:
            raise ValueError(f"more than {_LONGEST} digits: {text[:_LONGEST]!r}")
        amount = _EXACT.multiply(Decimal(digits), size)
        if limit is not None and amount >= limit:
            raise ValueError(f"magnitudes out of order: {text!r}")
        total, limit, position = _EXACT.add(total, amount), size, part.end()
    return total
