"""Articles as weighted words, for telling how alike they are."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from briefing.synthesis.sources import Cited

Vector = dict[str, float]
Weight = TypeVar("Weight", int, float)

# The weights below were read off the 311 releases of the tuning windows (docs/labelling-issues.md) together with
# sixteen made newspaper reports (tests/synthesis/papers.jsonl): what is best on one alone is too strict for the other.

_TITLE = 5  # a title names the subject in few words; without weight a long body drowns it
_NAME = 3  # an actor counts as a word said three times
_MARKS = "@#"  # before names and figures, so that they are no words
# Articles assumed beside those of the week when document frequencies are weighed: in a week of seven every word is
# common, and two reports of one event fall apart.
_UNSEEN = 100
# The power of the inverse document frequency. Squared, the words of a field (금융, 개인정보) count for little beside
# those of the matter, so that one threshold fits newspapers and the releases of one ministry.
RARITY = 2
_HEAVIEST = 60  # terms of an article: from 50 to 80 the same; with all of them distant articles grow alike by chance


class Packed(Generic[Weight]):
    """Weighted words of many articles by place, in a tenth of the memory of dictionaries.

    `terms` are all words; the row at `place` are the numbers of its words in `words` and their weights in `weights`,
    from `bounds[place]` to `bounds[place + 1]`, in the order in which they were given.
    """

    def __init__(self, rows: Iterable[Mapping[str, Weight]], kind: type[Weight]) -> None:
        numbers: dict[str, int] = {}
        self.words = array("i")
        self.weights: array[Weight] = array("d" if kind is float else "i")
        self.bounds = array("q", [0])
        for row in rows:
            self.words.extend([numbers.setdefault(term, len(numbers)) for term in row])
            self.weights.extend(row.values())
            self.bounds.append(len(self.words))
        self.terms = list(numbers)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, place: int) -> dict[str, Weight]:
        first, last = self.bounds[place : place + 2]
        words = map(self.terms.__getitem__, self.words[first:last])
        return dict(zip(words, self.weights[first:last], strict=True))

    def __iter__(self) -> Iterator[dict[str, Weight]]:
        return map(self.__getitem__, range(len(self)))


def bag(item: Cited) -> Counter[str]:
    """The words of an article, with its actors (marked @) and its figures (marked #)."""
    analysis = item.analysed.analysis
    counts = Counter(term for sentence in analysis.sentences for term in sentence.terms)
    for term in analysis.title_terms:
        counts[term] += _TITLE
    for name in {actor.name for actor in analysis.actors}:
        counts[f"@{name}"] = _NAME
    for value, unit in {(figure.value.normalize(), figure.unit) for figure in analysis.figures}:
        counts[f"#{value}{unit}"] = 1
    return counts


def is_word(term: str) -> bool:
    """Whether `term` is a word of the text, not a name or a figure."""
    return term[0] not in _MARKS


def rarity(bags: Packed[int]) -> Vector:
    """The inverse document frequency log(1 + N / df) of each term of `bags`."""
    total = len(bags) + _UNSEEN
    frequency = Counter(bags.words)
    return {term: math.log(1 + total / frequency[word]) for word, term in enumerate(bags.terms)}


def weigh(bags: Packed[int], rare: Mapping[str, float]) -> Packed[float]:
    """Unit vectors of (1 + log tf) · idf², the usual weights but for the square, of the heaviest terms.

    Manning, Raghavan & Schütze, Introduction to Information Retrieval, 2008, chapter 6. Terms are in order of weight.
    """
    weighed = ({t: (1 + math.log(n)) * rare[t] ** RARITY for t, n in counts.items()} for counts in bags)
    return Packed((unit(heaviest(vector, _HEAVIEST)) for vector in weighed), float)


def heaviest(vector: Mapping[str, float], most: int) -> Vector:
    """The `most` heaviest terms, in order of weight, then of the term."""
    return dict(sorted(vector.items(), key=lambda entry: (-entry[1], entry[0]))[:most])


def unit(vector: Mapping[str, float]) -> Vector:
    """The vector with length 1; an empty one stays empty."""
    length = math.sqrt(math.fsum(w * w for w in vector.values()))
    return {term: w / length for term, w in vector.items()}


def centre(group: Iterable[Vector]) -> Vector:
    """The direction of the sum of the vectors, of length 1."""
    whole: Vector = {}
    for vector in group:
        for term, weight in vector.items():
            whole[term] = whole.get(term, 0.0) + weight
    return unit(whole)


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of products over common terms: the cosine, for vectors of length 1."""
    small, large = sorted((one, other), key=len)
    return math.fsum(weight * large[term] for term, weight in small.items() if term in large)
