"""Sentence ranking: TextRank over an implicit graph, with priors for position, title and length.

Mihalcea & Tarau, "TextRank: Bringing Order into Texts" (EMNLP 2004), with two changes. The weight of an edge is the
number of different terms that two sentences share: its division by the log lengths favours short sentences and was
measured to be worse on Korean news. And the teleport vector is a prior instead of uniform (personalised PageRank,
Haveliwala 2002). Only a small graph is built and solved: with X the sentence-by-term matrix of zeros and ones,
W v = X(Xᵀv) − diag(XXᵀ)·v. `docs/ranking.md` has the measurements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.language import kiwi
from briefing.model import Document, Sentence, Token

Vector = NDArray[np.float64]
Places = NDArray[np.intp]

# Content words: nouns, roots and foreign words. Verb stems were measured to change nothing, one-syllable nouns
# (수, 등, 간) link everything with everything.
_CONTENT = frozenset({"NNG", "NNP", "XR", "SL"})

_DAMPING = 0.85  # Brin & Page 1998, kept by TextRank
_TOLERANCE = 1e-10  # L1 change of the score vector; reached in 30 to 100 rounds
_ROUNDS = 200
# Sentences up to which the graph itself is the faster: nearly all articles, but not the issues of a large week. From
# 100 on OpenBLAS solves with several threads: the last digits would depend on how many, and beside other work they
# spin for ten times as long as a walk takes.
_SMALL = 99
_PAIRS = 1_000_000  # the most it may take to build the graph, 40 MB; ten times what so many sentences of news have

# How far each prior lifts a sentence at the most; docs/ranking.md shows that half and twice of each do about as well.
_POSITION, _TITLE, _LENGTH = 1.0, 0.5, 1.0
_FADING = 0.5  # the lift of position is 1, 1/1.5, 1/2 … at the first sentence, the second, the third …
_LONG = 25  # content words; beyond this a sentence gains nothing from being longer (the upper tenth in news)

_CLOSED = re.compile(r"[다요까죠]\s*[.?!]+[”’\"')」]*$")
_NOTE = re.compile(r"[*※]")
_UNCLOSED = 0.1  # not zero: a release made of list items alone must still have a best sentence


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence as it was given, with its share of importance: scores sum to 1, rank 1 is the best."""

    text: str
    score: float
    rank: int


def rank_sentences(sentences: Sequence[str], *, title: str | None = None) -> tuple[Ranked, ...]:
    """The sentences in their order, each with its score and its rank; ties go to the earlier.

    Give the sentences of one text in the order they stand there: the first ones count for more. `title` is the
    text's headline, where there is one; a sentence that takes up its words counts for more. The words are Kiwi's
    morphemes: the first call loads it, which takes a second or two. Raises TypeError for a bare string.
    """
    if isinstance(sentences, str):
        raise TypeError("sentences: a sequence of strings is needed, not one string")
    bags = [terms(kiwi.tokenize(sentence)) for sentence in sentences]
    scores, ranks = _rank(sentences, bags, terms(kiwi.tokenize(title or "")))
    return tuple(map(Ranked, sentences, scores, ranks))


def rank(document: Document, title_terms: Sequence[str]) -> tuple[Sentence, ...]:
    """The document's sentences in their order, with scores that sum to 1 and ranks from 1; ties go to the earlier."""
    bags = [terms(document.tokens_in(span)) for span in document.sentences]
    scores, ranks = _rank([span.of(document.text) for span in document.sentences], bags, title_terms)
    return tuple(
        Sentence(span.start, span.end, score=score, rank=rank, terms=bag)
        for span, score, rank, bag in zip(document.sentences, scores, ranks, bags, strict=True)
    )


def terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The content words among `tokens`, in order: nouns, roots and foreign words of two characters or more."""
    return tuple([token.form for token in tokens if token.tag in _CONTENT and len(token.form) > 1])


def textrank(bags: Sequence[Iterable[str]], teleport: Vector) -> Vector:
    """The stationary score of each bag of terms, shape (n,), summing to 1; empty only for n = 0.

    `teleport` (shape (n,), positive, any scale) is where the walk restarts. A bag that shares no term with
    another passes its score on to the teleport vector. Few bags are solved as the linear system that they are, many by
    rounds until the L1 change is below 1e-10. Deterministic.
    """
    n = len(bags)
    if n == 0:
        return np.zeros(0)
    restart = teleport / teleport.sum()
    index: dict[str, int] = {}
    cells = [(row, index.setdefault(term, len(index))) for row, bag in enumerate(bags) for term in dict.fromkeys(bag)]
    rows = np.array([row for row, _ in cells], dtype=np.intp)
    columns = np.array([column for _, column in cells], dtype=np.intp)
    few = n <= _SMALL and n * len(cells) <= _PAIRS
    score = (_solved if few else _walked)(rows, columns, len(index), restart)
    return np.asarray(score / score.sum())


def _solved(rows: Places, columns: Places, terms: int, restart: Vector) -> Vector:
    """The scores out of the graph itself: x = (1 - d) r + d M x, with M the graph whose columns sum to 1."""
    n = len(restart)
    graph = _shared(rows, columns, n, terms)
    np.fill_diagonal(graph, 0.0)
    strength = graph.sum(axis=0)
    graph[:, strength == 0] = restart[:, None]
    graph /= np.where(strength == 0, 1.0, strength)
    return np.asarray(np.linalg.solve(np.eye(n) - _DAMPING * graph, (1 - _DAMPING) * restart))


def _shared(rows: Places, columns: Places, n: int, terms: int) -> Vector:
    """How many terms each two bags share, (n, n): pairs are counted term by term, as a product would use threads."""
    holders = rows[np.argsort(columns, kind="stable")]
    held = np.bincount(columns, minlength=terms)
    pairs = np.repeat(held, held)  # for each holder of a term how many it meets, itself among them
    met = np.arange(pairs.sum()) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    met += np.repeat(np.repeat(np.cumsum(held) - held, held), pairs)
    return np.bincount(np.repeat(holders, pairs) * n + holders[met], minlength=n * n).reshape(n, n).astype(np.float64)


def _walked(rows: Places, columns: Places, terms: int, restart: Vector) -> Vector:
    """The scores by rounds of the walk, without building the graph."""
    n = len(restart)
    diagonal = np.bincount(rows, minlength=n)

    def weigh(v: Vector) -> Vector:
        by_term = np.bincount(columns, weights=v[rows], minlength=terms)
        return np.bincount(rows, weights=by_term[columns], minlength=n) - diagonal * v

    strength = weigh(np.ones(n))
    linked = strength > 0.5  # strengths are whole numbers; what is below is rounding
    share = np.where(linked, 1.0 / np.where(linked, strength, 1.0), 0.0)
    stranded = (~linked).astype(np.float64)
    score = restart
    for _ in range(_ROUNDS):
        new = (1 - _DAMPING + _DAMPING * (stranded @ score)) * restart + _DAMPING * weigh(score * share)
        if np.abs(new - score).sum() < _TOLERANCE:
            return np.asarray(new)
        score = new
    return score


def prior(sentences: Sequence[str], bags: Sequence[Sequence[str]], title_terms: Sequence[str]) -> Vector:
    """How likely each sentence is to be chosen before its neighbours are looked at; shape (n,), positive.

    Ending: a headline, a caption, a list item or the note to a word is no sentence. Position: news tells the most
    important first; only sentences are counted, so that headings above the text do not move it. Title: what the
    title names is the subject. Length: a sentence of few words says little.
    """
    closed = np.array([bool(_CLOSED.search(s)) and not _NOTE.match(s) for s in sentences], dtype=bool)
    if not closed.any():  # a text in list style, or one whose stops were cut off: no sign of anything
        closed[:] = True
    before = np.maximum(np.cumsum(closed) - 1, 0)
    title = set(title_terms)
    words = np.array([len(set(bag)) for bag in bags])
    shared = np.array([len(title.intersection(bag)) for bag in bags])
    likeness = shared / np.sqrt(np.maximum(words, 1) * max(1, len(title)))  # the cosine of the two sets
    length = np.minimum(words, _LONG) / _LONG
    lifts = (1 + _POSITION / (1 + _FADING * before)) * (1 + _TITLE * likeness) * (1 + _LENGTH * length)
    return np.asarray(lifts * np.where(closed, 1.0, _UNCLOSED))


def _rank(
    sentences: Sequence[str], bags: Sequence[Sequence[str]], title_terms: Sequence[str]
) -> tuple[list[float], list[int]]:
    """Scores that sum to 1 and ranks from 1, both in the order of the sentences."""
    if not sentences:
        return [], []
    weight = prior(sentences, bags, title_terms)
    scores = textrank(bags, weight) * weight
    scores = scores / scores.sum()
    order = sorted(range(len(bags)), key=lambda i: (-round(float(scores[i]), 12), i))
    place = {index: rank for rank, index in enumerate(order, start=1)}
    return [float(score) for score in scores], [place[i] for i in range(len(bags))]
