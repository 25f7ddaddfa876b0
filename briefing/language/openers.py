"""Whether a sentence can stand without the one before it."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicon import lines


@cache
def _pattern() -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(lines("openers.txt"), key=len, reverse=True))
    return re.compile(rf"(?:{alternatives})(?=[\s,])")


def points_back(sentence: str) -> bool:
    """Whether `sentence` opens with a word that needs the sentence before it (이에, 그는, 이어, 또한)."""
    return _pattern().match(sentence) is not None
