"""Whether a sentence can stand without the one before it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _pattern() -> re.Pattern[str]:
    text = files("briefing").joinpath("language/lexicon/openers.txt").read_text(encoding="utf-8")
    words = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{alternatives})(?=[\s,])")


def points_back(sentence: str) -> bool:
    """Whether `sentence` opens with a word that needs the sentence before it (이에, 그는, 이어, 또한)."""
    return _pattern().match(sentence) is not None
