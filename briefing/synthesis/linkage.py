"""Vectors brought together into groups, the most alike first.

Agglomerative clustering by the cosine of centroids (Manning, Raghavan & Schütze, Introduction to Information
Retrieval, 2008, chapter 17) on a sparse graph: pairs that are not alike at all are no neighbours. Unlike a single pass
it does not depend on which article came first.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from briefing.synthesis.vectors import Vector

# Cosine from which two groups are one. On the tuning windows of the labelled set F is within 0.005 of its best from
# 0.23 to 0.28; the two pairs of reports among the example articles fall apart from 0.25 on.
_NEAR = 0.24
_NEIGHBOUR = 0.1  # cosine below which two articles have nothing to do with each other; leaving them out changes nothing
# Days in which likeness falls to 1/e beyond a week. What is told alike a month or two apart is another round of the
# same routine; within a week a matter is followed up day by day.
_FADING = 14.0
_WEEK = 7

Links = list[dict[int, float]]


def cluster(vectors: Sequence[Vector], days: Sequence[date | None]) -> list[list[int]]:
    """Groups of places in `vectors` (unit length), each in ascending order, in order of their first member.

    `days` are the dates of publication; an unknown one is near to all. Ties go to the earlier places.
    """
    members = [[place] for place in range(len(vectors))]
    squares = [1.0] * len(vectors)  # the squared length of the sum of each group's vectors
    links = _neighbours(vectors, days)

    def likeness(one: int, other: int) -> float:
        return links[one][other] / math.sqrt(squares[one] * squares[other])

    def alike(one: int) -> Iterator[tuple[float, int, int]]:
        for other in links[one]:
            value = likeness(one, other)
            if value >= _NEAR:
                yield -value, min(one, other), max(one, other)

    heap = [entry for place in range(len(vectors)) for entry in alike(place) if entry[1] == place]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if other not in links[one] or likeness(one, other) != -negative:
            continue  # one of the two has changed since
        if len(links[one]) < len(links[other]):
            one, other = other, one
        _merge(one, other, members, squares, links)
        for entry in alike(one):
            heapq.heappush(heap, entry)
    return sorted((sorted(group) for group in members if group), key=lambda group: group[0])


def _merge(one: int, other: int, members: list[list[int]], squares: list[float], links: Links) -> None:
    """Group `other` becomes a part of `one`, and is empty and without links after."""
    squares[one] += squares[other] + 2 * links[one].pop(other)
    del links[other][one]
    members[one] += members[other]
    members[other] = []
    for third, value in links[other].items():
        del links[third][other]
        total = links[one].get(third, 0.0) + value
        links[one][third] = links[third][one] = total
    links[other] = {}


def _neighbours(vectors: Sequence[Vector], days: Sequence[date | None]) -> Links:
    """For each vector its neighbours with the cosine, less what lies between them in time.

    Through an index from term to vectors (term by term, so only vectors that share a word meet).
    """
    index = _Index(vectors)
    ordinals = np.array([day.toordinal() if day else -1 for day in days])
    links: Links = [{} for _ in vectors]
    for place in range(1, len(vectors)):
        cosines = index.cosines(place)
        apart = np.abs(ordinals[:place] - ordinals[place]).astype(np.float64)
        apart[(ordinals[:place] < 0) | (ordinals[place] < 0)] = 0.0
        cosines *= np.exp(-np.maximum(apart - _WEEK, 0.0) / _FADING)
        for other in np.flatnonzero(cosines >= _NEIGHBOUR).tolist():
            links[place][other] = links[other][place] = float(cosines[other])
    return links


class _Index:
    """The vectors by term: for each term the places that hold it, ascending, with their weights."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        numbers: dict[str, int] = {}
        self._terms = [[numbers.setdefault(term, len(numbers)) for term in vector] for vector in vectors]
        self._weights = [list(vector.values()) for vector in vectors]
        terms = np.array([term for row in self._terms for term in row], dtype=np.intp)
        rows = np.repeat(np.arange(len(vectors)), [len(row) for row in self._terms])
        weights = np.array([weight for row in self._weights for weight in row], dtype=np.float64)
        order = np.lexsort((rows, terms))
        bounds = np.searchsorted(terms[order], np.arange(len(numbers) + 1))
        self._places: list[NDArray[np.intp]] = np.split(rows[order], bounds[1:-1])
        self._shares: list[NDArray[np.float64]] = np.split(weights[order], bounds[1:-1])
        self._seen = [0] * len(numbers)  # how many of a term's places have been passed
        self._passed = 0

    def cosines(self, place: int) -> NDArray[np.float64]:
        """The cosine with each vector before `place`; to be asked in ascending order."""
        while self._passed < place:
            for term in self._terms[self._passed]:
                self._seen[term] += 1
            self._passed += 1
        shared = [(t, w) for t, w in zip(self._terms[place], self._weights[place], strict=True) if self._seen[t]]
        if not shared:
            return np.zeros(place)
        places = np.concatenate([self._places[t][: self._seen[t]] for t, _ in shared])
        products = np.concatenate([self._shares[t][: self._seen[t]] * weight for t, weight in shared])
        return np.asarray(np.bincount(places, weights=products, minlength=place), dtype=np.float64)
