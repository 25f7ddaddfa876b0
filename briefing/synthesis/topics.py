"""Articles on one subject, brought together by their words.

Single-pass leader clustering (Hartigan, Clustering Algorithms, 1975) over TF-IDF vectors of the nouns that the
analysis already holds: each article joins the topic whose centroid is nearest, or opens its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Topic
from briefing.synthesis.sources import Cited, numbers
from briefing.synthesis.summary import summarise

Vector = dict[str, float]
Counts = Mapping[int, Counter[str]]  # by source number

# Cosine to the centroid from which an article joins a topic. Read off 150 public releases of four bodies and the
# example articles: pairs on one subject lie above 0.28, pairs that share only their ministry or field below 0.23.
_NEAR = 0.26
# Articles assumed beside those of the week when document frequencies are weighed: in a week of seven every word is
# common, and two reports of one event fell apart (0.25); with twenty they do not (0.29).
_UNSEEN = 20
_TITLE_WEIGHT = 3  # a title names the subject in few words; without weight a long body drowns it


def group(cited: Sequence[Cited], sentences: int) -> tuple[Topic, ...]:
    """The topics of the week, each summarised in at most `sentences` sentences; every source stands in exactly one.

    In order of the number of articles, then of outlets, then of the first source.
    """
    counts = {item.source.number: _count(item) for item in cited}
    members = _cluster(cited, _tfidf(counts))
    ranked = sorted(members, key=lambda group: (-len(group), -len({c.source.outlet for c in group}), numbers(group)))
    return tuple(_topic(group, counts, sentences) for group in ranked)


def _topic(group: Sequence[Cited], counts: Counts, sentences: int) -> Topic:
    central = _central(group, counts).source
    return Topic(
        label=central.title or central.id,
        sources=(central.number, *(n for n in numbers(group) if n != central.number)),
        summary=summarise(group, sentences),
    )


def _central(group: Sequence[Cited], counts: Counts) -> Cited:
    """The article whose words the group shares most: the highest cosine to the sum of all; ties to the first."""
    whole = Counter[str]()
    for item in group:
        whole.update(counts[item.source.number])

    def likeness(item: Cited) -> float:
        count = counts[item.source.number]
        length = math.sqrt(sum(n * n for n in count.values())) or 1.0
        return sum(n * whole[term] for term, n in count.items()) / length

    return max(group, key=lambda item: (likeness(item), -item.source.number))


def _cluster(cited: Sequence[Cited], vectors: Mapping[int, Vector]) -> list[list[Cited]]:
    """Groups of sources in order of their first member; `vectors` are of unit length, by source number.

    Centroids live in an index from term to (group, weight), so that an article is compared only with groups it
    shares a word with.
    """
    groups: list[list[Cited]] = []
    squares: list[float] = []  # the squared length of each centroid
    index: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for item in cited:
        vector = vectors[item.source.number]
        dots: defaultdict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for group, total in index[term].items():
                dots[group] += weight * total
        likeness = {group: dot / math.sqrt(squares[group]) for group, dot in dots.items()}
        best = max(likeness, key=lambda group: (likeness[group], -group), default=None)
        if best is None or likeness[best] < _NEAR:
            best = len(groups)
            groups.append([])
            squares.append(0.0)
        groups[best].append(item)
        squares[best] += 2 * dots[best] + 1.0  # |c + v|² = |c|² + 2 c·v + |v|², and v is a unit vector
        for term, weight in vector.items():
            index[term][best] = index[term].get(best, 0.0) + weight
    return groups


def _count(item: Cited) -> Counter[str]:
    counts = Counter(term for sentence in item.analysed.analysis.sentences for term in sentence.terms)
    for term in item.analysed.analysis.title_terms:
        counts[term] += _TITLE_WEIGHT
    return counts


def _tfidf(counts: Counts) -> dict[int, Vector]:
    """Unit vectors of (1 + log tf) · log(1 + N / df), the usual weights (Manning, Raghavan & Schütze 2008, ch. 6)."""
    total = len(counts) + _UNSEEN
    frequency = Counter(term for count in counts.values() for term in count)
    vectors = {}
    for number, count in counts.items():
        raw = {t: (1 + math.log(n)) * math.log(1 + total / frequency[t]) for t, n in count.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        vectors[number] = {t: w / norm for t, w in raw.items()}
    return vectors
