"""When two answers agree: words without white space and punctuation, bodies by any of their names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from briefing.evaluate.labels import Alternatives, Organisation

# Units that count the same thing.
_UNITS = {
    **dict.fromkeys(("인", "사람"), "명"),
    **dict.fromkeys(("차례", "번"), "회"),
    **dict.fromkeys(("군데", "개소"), "곳"),
    **dict.fromkeys(("불", "달러"), "usd"),
    **dict.fromkeys(("퍼센트", "프로"), "%"),
    "원": "krw",
    "%포인트": "%p",
    "달": "개월",
    "사": "개사",
    "건수": "건",
    "가지": "개",
}

_UNHEARD = re.compile(r"[\s\"'“”‘’`´.,·・ㆍ․⋅･]+")


def dice(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1, by the character bigrams they share.

    Dice, L. R. (1945), Measures of the Amount of Ecologic Association Between Species, Ecology 26 (3). A bigram that
    stands twice counts twice; white space, quotation marks, points and commas count for nothing.
    """
    left, right = _bigrams(a), _bigrams(b)
    return 2 * (left & right).total() / (left.total() + right.total())


def squash(text: str | None) -> str:
    """`text` as far as answers are compared: NFKC without white space, quotation marks, points and commas."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", text or ""))


def _bigrams(text: str) -> Counter[str]:
    text = squash(text)
    return Counter(a + b for a, b in pairwise(text)) or Counter([text])


def answers(answer: str | None, others: Alternatives) -> list[str | None]:
    """The labelled answer and the others to accept."""
    return [answer, *([others] if isinstance(others, str) else others or [])]


def names(a: str | None, b: str | None) -> bool:
    """Whether both are the same, or one of two letters or more stands in the other (원장, 한별의료원장)."""
    short, long = sorted((squash(a), squash(b)), key=len)
    return bool(short) and (short == long or (len(short) > 1 and short in long))


def aliases(orgs: Sequence[Organisation]) -> dict[str, set[str]]:
    """Each name of a body, squashed, with all names of that body."""
    groups = [{squash(name) for name in (org.name, *org.aliases)} for org in orgs]
    return {name: group for group in groups for name in group}


def bodies(a: str | None, b: str | None, same: Mapping[str, set[str]]) -> bool:
    """Whether both name one body, by any name that `aliases` knows for `a`; None agrees with None only."""
    if not a or not b:
        return not a and not b
    return any(names(name, b) for name in same.get(squash(a), {a}))


def surfaces(label: str, found: str) -> float:
    """1 for the same figure as written, 0.9 where one takes in more words than the other, 0 for another number."""
    a, b = squash(label), squash(found)
    if a == b:
        return 1.0
    return 0.9 if (a in b or b in a) and re.sub(r"\D", "", a) == re.sub(r"\D", "", b) else 0.0


def values(a: tuple[Decimal, Decimal | None], b: tuple[Decimal, Decimal | None]) -> bool:
    """Whether both ends agree to a millionth; a single value is a range without extent."""
    return all(
        abs(left - right) <= max(Decimal(1), abs(left)) * Decimal("1e-6")
        for left, right in zip(_both(a), _both(b), strict=True)
    )


def _both(ends: tuple[Decimal, Decimal | None]) -> tuple[Decimal, Decimal]:
    return ends[0], ends[0] if ends[1] is None else ends[1]


def unit(name: str | None) -> str:
    """The unit that `name` means, for comparison only."""
    text = (name or "").replace(" ", "").lower()
    return _UNITS.get(text, text)
