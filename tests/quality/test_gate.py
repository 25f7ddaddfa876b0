"""The quality gate: floors that what was reached may not fall below. A floor is raised, never lowered in silence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.quality.conftest import CACHE, Score

Rows = list[dict[str, Any]]

# set, kind -> measure -> floor: what was reached, rounded down to a hundredth with one item to spare.
REACHED: dict[tuple[str, str], dict[str, float]] = {
    ("dev", "direct"): {"precision": 0.99, "recall": 0.99, "f1": 0.99, "speaker": 0.99},
    ("dev", "indirect"): {"precision": 0.93, "recall": 0.92, "f1": 0.93, "speaker": 0.99},
    ("dev", "people"): {"precision": 0.98, "recall": 0.98, "f1": 0.98, "org": 0.98, "title": 0.99},
    ("dev", "figures"): {"precision": 0.98, "recall": 0.99, "f1": 0.99, "value": 0.99, "unit": 0.99},
    ("seeds", "body"): {"precision": 0.98, "recall": 0.98},
    ("seeds", "direct"): {"precision": 1.0, "recall": 1.0, "speaker": 1.0},
    ("seeds", "indirect"): {"precision": 1.0, "recall": 1.0, "speaker": 1.0},
    ("seeds", "people"): {"precision": 1.0, "recall": 1.0, "org": 1.0, "title": 1.0},
    # Five labelled figures stand in titles, sub-headings and captions, which are no part of a body.
    ("seeds", "figures"): {"precision": 1.0, "recall": 0.81, "value": 1.0, "unit": 1.0},
}
FLOORS = {(*key, measure): floor for key, floors in REACHED.items() for measure, floor in floors.items()}


@pytest.fixture(scope="session")
def reached(
    gold: Path,
    seeds: Path,
    analyse: Callable[..., Rows],
    score: Callable[[Path, Rows], Score],
) -> dict[str, Score]:
    """The scores of both sets."""
    articles, labels = CACHE / "dev.jsonl", CACHE / "dev-gold.jsonl"
    prepare = [sys.executable, str(gold / "prepare.py"), str(gold / "dev.jsonl"), str(articles)]
    subprocess.run([*prepare, "--wheels", str(CACHE / "wheels"), "--gold-out", str(labels)], check=True)
    return {
        "dev": score(labels, analyse(articles)),
        "seeds": score(gold / "seeds.jsonl", analyse(seeds)),
    }


@pytest.mark.parametrize(("key", "floor"), FLOORS.items(), ids=lambda v: "-".join(v) if isinstance(v, tuple) else "")
def test_floor(reached: dict[str, Score], key: tuple[str, str, str], floor: float) -> None:
    name, kind, measure = key
    assert reached[name][kind][measure] >= floor


def test_every_article_was_analysed(reached: dict[str, Score]) -> None:
    assert [score["missing"] for score in reached.values()] == [0, 0]
