"""Words that announce what comes: 할 예정이다, 기로 했다, 9월 1일부터 접수; read from `lexicon/plan_words.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing.language.lexicon import lines


@dataclass(frozen=True, slots=True)
class Announcing:
    """Nouns and stems of verbs by what they do; the lexicon explains the roles."""

    noun: frozenset[str]
    agree: frozenset[str]
    rule: frozenset[str]
    tell: frozenset[str]
    hearsay: frozenset[str]
    idle: frozenset[str]
    action: frozenset[str]


@cache
def lexicon() -> Announcing:
    """The words that announce."""
    rows: dict[str, set[str]] = {}
    for line in lines("plan_words.tsv"):
        form, role = line.split("\t")
        rows.setdefault(role, set()).add(form)
    return Announcing(**{role: frozenset(forms) for role, forms in rows.items()})


@cache
def pattern() -> re.Pattern[str]:
    """What stands in every sentence that announces by its own words: one of the nouns, or 기로."""
    return re.compile("|".join([*sorted(lexicon().noun), r"목표", r"기로\s"]))
