"""The few sentences that say what a topic is about, in the articles' own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from briefing.language.openers import points_back
from briefing.model import Excerpt, Sentence
from briefing.ranking import textrank
from briefing.synthesis.sources import Cited

_ENDED = re.compile(r"[다요까]\s*[.?!]+[”’\"')」]*$")
_FEWEST_TERMS = 4  # content words; with fewer a sentence says nothing on its own
_LONGEST = 260  # characters, six lines in print; what is longer is a list or two sentences run together
_SAME = 0.5  # Jaccard of content words from which two sentences say the same


def summarise(group: Sequence[Cited], count: int) -> tuple[Excerpt, ...]:
    """At most `count` sentences of the group's articles, in order of source and position.

    Sentences of all articles are ranked on one graph, each article's own ranking being the prior. Left out are
    headings and list items, sentences that point back to one that is not there, and what was said already. An
    article made of nothing else still gives its best sentence.
    """
    pool = [(item, sentence) for item in group for sentence in item.analysed.analysis.sentences]
    short_names = {item.source.number: _short_names(item) for item in group}
    if not pool:
        return ()
    prior = np.array([s.score * len(item.analysed.analysis.sentences) for item, s in pool])
    scores = textrank([sentence.terms for _, sentence in pool], prior + 1e-9) * prior
    order = sorted(range(len(pool)), key=lambda i: (-round(float(scores[i]), 12), i))
    chosen: list[int] = []
    for i in order:
        item, sentence = pool[i]
        if len(chosen) == count:
            break
        alone = (
            _stands_alone(sentence.of(item.body), sentence) and sentence.start not in short_names[item.source.number]
        )
        if alone and not any(_same(sentence, pool[j][1]) for j in chosen):
            chosen.append(i)
    return tuple(pool[i][0].excerpt(pool[i][1]) for i in sorted(chosen or order[:1]))


def _short_names(item: Cited) -> set[int]:
    """Where a person is named by less than the full name (박 차관): a sentence beginning so needs an earlier one."""
    people = (actor for actor in item.analysed.analysis.actors if actor.kind == "person")
    return {mention.start for a in people for mention in a.mentions if a.name not in mention.of(item.body)}


def _stands_alone(text: str, sentence: Sentence) -> bool:
    return (
        len(sentence.terms) >= _FEWEST_TERMS
        and len(text) <= _LONGEST
        and _ENDED.search(text) is not None
        and "\n" not in text
        and not points_back(text)
    )


def _same(one: Sentence, other: Sentence) -> bool:
    a, b = set(one.terms), set(other.terms)
    return len(a & b) / len(a | b) >= _SAME if a | b else True
