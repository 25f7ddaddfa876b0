from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import ranking
from briefing.model import Document

BAGS = st.lists(st.lists(st.sampled_from(list("가나다라마바사")), max_size=8), min_size=1, max_size=12)


def dense_textrank(bags: list[list[str]], teleport: np.ndarray) -> np.ndarray:
    """The textbook computation with the whole matrix, as a check on the implicit one."""
    n = len(bags)
    vocabulary = sorted({t for bag in bags for t in bag})
    x = np.array([[bag.count(t) for t in vocabulary] for bag in bags], dtype=float).reshape(n, len(vocabulary))
    weights = x @ x.T
    np.fill_diagonal(weights, 0)
    strength = weights.sum(axis=0)
    restart = teleport / teleport.sum()
    steps = np.where(strength > 0, weights / np.where(strength > 0, strength, 1), restart[:, None])
    score = restart.copy()
    for _ in range(500):
        score = 0.15 * restart + 0.85 * steps @ score
    return score / score.sum()


@given(BAGS, st.integers(0, 2**32 - 1))
def test_the_implicit_graph_gives_the_scores_of_the_full_one(bags: list[list[str]], seed: int) -> None:
    teleport = np.random.default_rng(seed).uniform(0.1, 1.0, len(bags))
    np.testing.assert_allclose(ranking.textrank(bags, teleport), dense_textrank(bags, teleport), atol=1e-8)


@given(BAGS)
def test_scores_are_a_distribution_and_repeatable(bags: list[list[str]]) -> None:
    scores = ranking.textrank(bags, np.ones(len(bags)))
    assert scores.sum() == pytest.approx(1.0)
    assert (scores > 0).all()
    assert (scores == ranking.textrank(bags, np.ones(len(bags)))).all()


def test_no_sentences_no_scores() -> None:
    assert ranking.textrank([], np.ones(0)).shape == (0,)


def test_the_sentence_that_shares_most_words_wins() -> None:
    bags = [["예산", "지원"], ["예산", "지원", "농업"], ["농업", "지원"], ["날씨"]]
    assert int(np.argmax(ranking.textrank(bags, np.ones(4)))) == 1


def test_rank_of_an_article(parse: Callable[[str], Document]) -> None:
    body = (
        "가온시는 내년에 도서관 열 곳을 새로 짓는다고 밝혔다.\n"
        "도서관 건립 현황\n"
        "시는 도서관 예산을 늘려 가온시 동부에 도서관 건립을 먼저 추진할 계획이다.\n"
        "날씨는 맑았다."
    )
    sentences = ranking.rank(parse(body), ("가온시", "도서관", "건립"))
    assert [s.of(body) for s in sentences] == body.split("\n")
    assert sorted(s.rank for s in sentences) == [1, 2, 3, 4]
    assert sum(s.score for s in sentences) == pytest.approx(1.0)
    assert sentences[1].rank > sentences[0].rank  # a heading is no sentence
    assert sentences[3].rank > sentences[2].rank
    assert "도서관" in sentences[0].terms


def test_an_empty_body_has_no_sentences(parse: Callable[[str], Document]) -> None:
    assert ranking.rank(parse(""), ()) == ()
