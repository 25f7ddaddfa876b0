"""Where the stem of a written word ends."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.model import Token

# What a written word may end in behind its stem, beside particles: the copula, 하다 behind a noun, endings.
# Nominalisers (ETN) stay, because they are read into nouns that the tokenizer does not know (전세사기).
_BEHIND = frozenset({"VCP", "XSV", "XSA", "EP", "EF", "EC", "ETM"})


def end(tokens: Iterable[Token]) -> int:
    """Where the last of a word's tokens ends that is neither particle nor ending; 0 where there is none."""
    return max((t.end for t in tokens if t.tag not in _BEHIND and not t.tag.startswith("J")), default=0)
