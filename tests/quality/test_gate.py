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

# set, kind, measure -> floor
FLOORS = {
    ("seeds", "body", "precision"): 0.98,
    ("seeds", "body", "recall"): 0.98,
}


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
