"""Where the labelled articles are.

`BRIEFING_GOLD` names a folder with `score.py`, `prepare.py`, `dev.jsonl`, `seeds.jsonl` and, beside it, `seeds/`.
Without it these tests are skipped and say so; under `CI` they must run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CACHE = Path(__file__).parents[2] / "build"

Score = dict[str, dict[str, float]]


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of the labelled sets."""
    folder = os.environ.get("BRIEFING_GOLD")
    if folder and Path(folder, "score.py").exists():
        return Path(folder)
    message = "BRIEFING_GOLD이 가리키는 평가 자료가 없습니다."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def seeds(gold: Path) -> Path:
    """The folder of the pasted pages."""
    return gold.parent / "seeds"


@pytest.fixture(scope="session")
def analyse() -> Callable[..., list[dict[str, Any]]]:
    """Runs `briefing analyze` on paths, as a user would, and gives the rows it wrote."""

    def run(*paths: Path) -> list[dict[str, Any]]:
        command = [sys.executable, "-m", "briefing", "analyze", *map(str, paths), "--format", "jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@pytest.fixture(scope="session")
def score(gold: Path) -> Callable[[Path, list[dict[str, Any]]], Score]:
    """Scores rows against a labelled file with the set's own scorer."""

    def run(labels: Path, rows: list[dict[str, Any]]) -> Score:
        CACHE.mkdir(exist_ok=True)
        found = CACHE / f"{labels.stem}-found.jsonl"
        found.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(gold / "score.py"), str(labels), str(found), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return dict(json.loads(done.stdout))

    return run
