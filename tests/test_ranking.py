from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefing
from briefing import ranking
from briefing.model import Document

BAGS = st.lists(st.lists(st.sampled_from(list("가나다라마바사")), max_size=8), min_size=1, max_size=12)


def dense_textrank(bags: list[list[str]], teleport: np.ndarray) -> np.ndarray:
    """The textbook computation with the whole matrix, as a check on the implicit one."""
    n = len(bags)
    vocabulary = sorted({t for bag in bags for t in bag})
    x = np.array([[t in bag for t in vocabulary] for bag in bags], dtype=float).reshape(n, len(vocabulary))
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


@pytest.mark.parametrize("count", [60, 99, 100, 250])
def test_many_sentences_have_the_scores_of_the_full_graph_too(count: int) -> None:
    random = np.random.default_rng(count)
    bags = [[f"말{int(word)}" for word in random.pareto(0.6, 9) * 2] for _ in range(count)]
    teleport = random.uniform(0.1, 1.0, count)
    np.testing.assert_allclose(ranking.textrank(bags, teleport), dense_textrank(bags, teleport), atol=1e-8)


def test_a_graph_that_would_not_fit_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    bags = [["예산", "지원"], ["예산", "지원", "농업"], ["농업", "지원"], ["날씨"]]
    solved = ranking.textrank(bags, np.ones(4))
    monkeypatch.setattr(ranking, "_PAIRS", 10)
    np.testing.assert_allclose(ranking.textrank(bags, np.ones(4)), solved, atol=1e-9)


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


def test_a_word_said_twice_in_a_sentence_counts_once() -> None:
    once = [["예산", "지원"], ["예산", "농업"], ["농업", "지원"]]
    twice = [["예산", "예산", "지원"], *once[1:]]
    assert (ranking.textrank(twice, np.ones(3)) == ranking.textrank(once, np.ones(3))).all()


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


LIBRARIES = (
    "가온시, 도서관 열 곳 짓는다",
    "가온시는 내년에 도서관 열 곳을 새로 짓는다고 밝혔다.",
    "가온시는 도서관 건립 예산으로 120억 원을 편성하고 동부와 서부에 다섯 곳씩 나누어 짓는다.",
    "날씨는 맑았다.",
)


def best(*sentences: str, title: str | None = None) -> list[str]:
    """The sentences from the best to the worst."""
    return [r.text for r in sorted(briefing.rank(sentences, title=title), key=lambda r: r.rank)]


def test_the_public_ranking_keeps_the_order_of_what_it_was_given() -> None:
    ranked = briefing.rank(LIBRARIES)
    assert [r.text for r in ranked] == list(LIBRARIES)
    assert sorted(r.rank for r in ranked) == [1, 2, 3, 4]
    assert sum(r.score for r in ranked) == pytest.approx(1.0)
    assert ranked == briefing.rank(list(LIBRARIES))


def test_it_agrees_with_the_ranking_of_a_document(parse: Callable[[str], Document]) -> None:
    ranked = ranking.rank(parse("\n".join(LIBRARIES)), ())
    assert [s.rank for s in ranked] == [r.rank for r in briefing.rank(LIBRARIES)]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        pytest.param(
            ("시는 도서관을 짓는다고 밝혔다.", "시는 도서관을 고친다고 밝혔다."),
            "시는 도서관을 짓는다고 밝혔다.",
            id="position: what comes first",
        ),
        pytest.param(
            ("도서관이 있다.", "도서관 예산과 건립 일정, 운영 인력과 개관 시간을 시의회가 함께 정했다."),
            "도서관 예산과 건립 일정, 운영 인력과 개관 시간을 시의회가 함께 정했다.",
            id="length: a sentence of few words says little",
        ),
        pytest.param(
            ("도서관 건립 예산 편성 계획", "시는 도서관 건립 예산을 편성한다."),
            "시는 도서관 건립 예산을 편성한다.",
            id="ending: a heading is no sentence",
        ),
        pytest.param(
            ("* 도서관 건립 예산은 국비를 뺀 금액이다.", "시는 도서관 건립 예산을 편성한다."),
            "시는 도서관 건립 예산을 편성한다.",
            id="ending: a note is no sentence",
        ),
    ],
)
def test_each_prior_lifts_what_it_should(sentences: tuple[str, ...], expected: str) -> None:
    assert best(*sentences)[0] == expected


def test_the_title_lifts_what_it_names() -> None:
    road, bridge, greenhouse = "누리군은 새 도로를 낸다.", "누리군은 다리 공사를 한다.", "누리군은 온실 단지를 연다."
    assert best(road, bridge, greenhouse) == [road, bridge, greenhouse]
    assert best(road, bridge, greenhouse, title="누리군 온실 단지 문 열어") == [road, greenhouse, bridge]


def test_headings_above_the_text_do_not_move_the_first_sentence() -> None:
    text = (
        "시는 도서관을 짓는다고 밝혔다.",
        "시는 예산을 편성한다고 밝혔다.",
        "시는 인력을 선발한다고 밝혔다.",
    )
    headings = ("보도 개요", "주요 내용", "추진 배경", "향후 일정")
    assert best(*headings, *text)[:3] == best(*text)


def test_sentences_without_their_stops_are_ranked_all_the_same() -> None:
    with_stops = [
        "가온시는 도서관 건립 계획을 밝혔다.",
        "도서관 예산은 120억 원이다.",
        "도서관 건립 예산은 가온시 의회가 정한다.",
    ]
    without = [sentence.rstrip(".") for sentence in with_stops]
    assert [r.rank for r in briefing.rank(without)] == [r.rank for r in briefing.rank(with_stops)]


@pytest.mark.parametrize(("sentences", "expected"), [((), []), (("",), [1]), (("...", "!"), [1, 2])])
def test_what_has_no_words_still_has_ranks(sentences: tuple[str, ...], expected: list[int]) -> None:
    assert [r.rank for r in briefing.rank(sentences)] == expected


def test_one_string_is_no_list_of_sentences() -> None:
    with pytest.raises(TypeError, match="sequence of strings"):
        briefing.rank("시는 도서관을 짓는다.")


def test_importing_the_package_loads_no_numpy() -> None:
    check = "import sys, briefing; assert 'numpy' not in sys.modules; briefing.rank; assert 'numpy' in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_the_package_has_no_other_lazy_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        _ = briefing.summarise  # type: ignore[attr-defined]
