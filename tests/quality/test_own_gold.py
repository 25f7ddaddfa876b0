"""The floors on the project's own labelled articles, wherever the project is cloned."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.evaluate import KINDS, Evaluation, agreement, evaluate
from tests.quality.conftest import Score
from tests.quality.test_gold_labels import ARTICLES, GOLD

Rows = list[dict[str, Any]]

# What was reached, rounded down to a hundredth with one item to spare. A floor is only ever raised.
REACHED: dict[str, dict[str, float]] = {
    "direct": {"precision": 0.99, "recall": 0.99, "f1": 0.99, "speaker": 0.96},
    "indirect": {"precision": 0.93, "recall": 0.86, "f1": 0.93, "speaker": 0.92},
    "people": {"precision": 0.98, "recall": 0.93, "f1": 0.96, "org": 0.97, "title": 0.98},
    "figures": {"precision": 0.99, "recall": 0.99, "f1": 0.99, "value": 0.99, "unit": 0.99},
    "orgs": {"recall": 0.85, "aliases": 0.65},
}
FLOORS = {(kind, measure): floor for kind, floors in REACHED.items() for measure, floor in floors.items()}


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate([GOLD])


@pytest.fixture(scope="module")
def rows(analyse: Callable[..., Rows]) -> Rows:
    return analyse(GOLD)


@pytest.fixture(scope="module")
def reached(evaluation: Evaluation, rows: Rows) -> dict[str, dict[str, float]]:
    return {**{kind: measures(evaluation, kind) for kind in KINDS}, "orgs": organisations(rows)}


def measures(evaluation: Evaluation, kind: str) -> dict[str, float]:
    score = evaluation.scores[kind]
    shares = {name: score.share(name) for name in KINDS[kind]}
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1, **shares}


def organisations(rows: Rows) -> dict[str, float]:
    """The shares of labelled organisations, and of their short forms, that were found.

    A short form must be known for one of the names of its organisation, not stand as an organisation of its own.
    """
    found = {row["id"]: [a for a in row["actors"] if a["kind"] == "organization"] for row in rows}
    hits, aliases = [], []
    for article in ARTICLES:
        for org in article["orgs"]:
            name = bare(org.get("official", org["name"]))
            actors = [a for a in found[article["id"]] if bare(a["name"]) == name]
            hits.append(bool(actors))
            short = [*org["aliases"], *([org["name"]] if "official" in org else [])]
            aliases += [any(alias in a["aliases"] for a in actors) for alias in short]
    return {"recall": sum(hits) / len(hits), "aliases": sum(aliases) / len(aliases)}


def bare(name: str) -> str:
    """A name without the sign of a stock company, which an article may leave out."""
    return agreement.squash(name).removeprefix("(주)")


@pytest.mark.parametrize(("key", "floor"), FLOORS.items(), ids=lambda v: "-".join(v) if isinstance(v, tuple) else "")
def test_floor(reached: dict[str, dict[str, float]], key: tuple[str, str], floor: float) -> None:
    kind, measure = key
    assert reached[kind][measure] >= floor


def test_every_article_was_evaluated(evaluation: Evaluation) -> None:
    assert evaluation.articles == len(ARTICLES)


def test_the_scorer_of_the_development_set_agrees(
    evaluation: Evaluation, rows: Rows, score: Callable[[Path, Rows], Score], tmp_path: Path
) -> None:
    labels = tmp_path / "own.jsonl"
    labels.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    theirs = score(labels, rows)
    for kind in KINDS:
        counts = evaluation.scores[kind]
        ours = {"gold": counts.gold, "found": counts.found, **measures(evaluation, kind)}
        assert ours == pytest.approx(theirs[kind], abs=1e-9), kind
