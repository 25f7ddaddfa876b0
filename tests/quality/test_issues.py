"""The floors of grouping into issues, by B³ (Bagga & Baldwin 1998) on the releases of `issues.jsonl`.

How they were chosen and labelled is written in docs/labelling-issues.md. Each window is grouped on its own; precision and
recall are means over the releases of all windows of a part.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from briefing import analysis
from briefing.model import Analysed, Article, Story
from briefing.synthesis import issues, stories, vectors
from briefing.synthesis.sources import Cited, cite, numbers
from tests.quality.conftest import CACHE

LABELS = [
    json.loads(line) for line in Path(__file__).with_name("issues.jsonl").read_text(encoding="utf-8").splitlines()
]
PARTS = ("tuned", "held-out")
OUTLETS = {
    "kisa": "한국인터넷진흥원",
    "pipc": "개인정보보호위원회",
    "fsc": "금융위원회",
    "fss": "금융감독원",
}
WHOLE = 300  # characters before the list of attachments from which these are the release, and what follows is left out
LONGEST = 2000  # characters, a long newspaper article

Grouping = Callable[[Sequence[Cited], Sequence[str]], list[int]]


class Scores(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


class Window(NamedTuple):
    """The releases of one window in the order of their source numbers, and the issue of each."""

    part: str
    cited: tuple[Cited, ...]
    truth: list[str]


@pytest.fixture(scope="module")
def windows(gold: Path) -> list[Window]:
    texts = releases(gold)
    found: defaultdict[tuple[str, str], list[Analysed]] = defaultdict(list)
    for row in LABELS:
        article = read(row["id"], texts[row["id"]])
        found[row["window"], row["split"]].append(Analysed(article, analysis.analyse(article)))
    truth = {row["id"]: row["issue"] or row["id"] for row in LABELS}
    return [
        Window(part, cited, [truth[item.source.id] for item in cited])
        for (_, part), articles in found.items()
        for cited in [cite(articles)]
    ]


def releases(gold: Path) -> dict[str, dict[str, Any]]:
    """The labelled releases by their path in the wheels, which are fetched where they are missing."""
    folder = CACHE / "wheels"
    if len(list(folder.glob("*.whl"))) < 2:
        prepare = [sys.executable, str(gold / "prepare.py"), str(gold / "dev.jsonl"), str(CACHE / "dev.jsonl")]
        subprocess.run([*prepare, "--wheels", str(folder)], check=True)
    wanted = {row["id"] for row in LABELS}
    texts = {}
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            texts.update({name: json.loads(wheel.read(name)) for name in wanted.intersection(wheel.namelist())})
    return texts


def read(name: str, release: dict[str, Any]) -> Article:
    body = (
        release["text"].partition("\n")[2].strip() if release["text"].startswith("제목:") else release["text"].strip()
    )
    attachments = body.find("[첨부파일")
    return Article(
        id=name,
        title=re.sub(r"\s+", " ", release["title"]).strip(),
        outlet=OUTLETS[name.split("/")[1]],
        published=date.fromisoformat(release["version_date"][:10]),
        body=body[: attachments if attachments >= WHOLE else None][:LONGEST].strip(),
        origin=name,
    )


def bcubed(windows: Iterable[Window], grouping: Grouping) -> Scores:
    precision, recall = [], []
    for _, cited, truth in windows:
        found = grouping(cited, truth)
        for i in range(len(truth)):
            true = {j for j in range(len(truth)) if truth[j] == truth[i]}
            told = {j for j in range(len(truth)) if found[j] == found[i]}
            precision.append(len(true & told) / len(told))
            recall.append(len(true & told) / len(true))
    return Scores(float(np.mean(precision)), float(np.mean(recall)))


def ours(cited: Sequence[Cited], truth: Sequence[str]) -> list[int]:
    """Every release a story of its own, so that copies make it no easier."""
    return grouped(cited, [Story(sources=(number,)) for number in numbers(cited)])


def ours_on_stories(cited: Sequence[Cited], truth: Sequence[str]) -> list[int]:
    return grouped(cited, stories.group(cited))


def grouped(cited: Sequence[Cited], told: Sequence[Story]) -> list[int]:
    found, briefs = issues.group(issues.weigh(cited, told), cited, 1)
    groups = [issue.sources for issue in found] + [story.sources for story in briefs]
    place = {number: k for k, group in enumerate(groups) for number in group}
    return [place[item.source.number] for item in cited]


def one_for_all(cited: Sequence[Cited], truth: Sequence[str]) -> list[int]:
    return [0] * len(cited)


def one_for_each(cited: Sequence[Cited], truth: Sequence[str]) -> list[int]:
    return list(range(len(cited)))


def k_means(cited: Sequence[Cited], truth: Sequence[str]) -> list[int]:
    """Lloyd's algorithm with k-means++ over the usual TF-IDF, the best of five starts, given the true number."""
    bags = [Counter({t: n for t, n in vectors.bag(item).items() if vectors.is_word(t)}) for item in cited]
    terms = {term: k for k, term in enumerate(sorted({term for bag in bags for term in bag}))}
    frequency = Counter(term for bag in bags for term in bag)
    points = np.zeros((len(bags), len(terms)))
    for row, bag in enumerate(bags):
        for term, count in bag.items():
            points[row, terms[term]] = (1 + np.log(count)) * np.log(1 + len(bags) / frequency[term])
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    random = np.random.default_rng(1)
    return min((lloyd(points, len(set(truth)), random) for _ in range(5)), key=lambda run: run[0])[1]


def lloyd(points: Any, k: int, random: np.random.Generator) -> tuple[float, list[int]]:
    centres = points[[random.integers(len(points))]]
    while len(centres) < k:
        nearest = distances(points, centres).min(axis=1)
        chosen = random.choice(len(points), p=nearest / nearest.sum()) if nearest.sum() > 0 else 0
        centres = np.vstack([centres, points[chosen]])
    places = np.zeros(len(points), dtype=int)
    for _ in range(50):
        apart = distances(points, centres)
        new = apart.argmin(axis=1)
        if (new == places).all():
            break
        places = new
        centres = np.array([points[places == c].mean(axis=0) if (places == c).any() else centres[c] for c in range(k)])
    return float(distances(points, centres)[np.arange(len(points)), places].sum()), places.tolist()


def distances(points: Any, centres: Any) -> Any:
    squares = (points**2).sum(axis=1)[:, None] - 2 * points @ centres.T + (centres**2).sum(axis=1)
    return np.maximum(squares, 0.0)


def of(part: str, windows: Iterable[Window]) -> list[Window]:
    return [window for window in windows if window.part == part]


@pytest.mark.parametrize("grouping", [ours, ours_on_stories])
@pytest.mark.parametrize(
    ("part", "precision", "recall", "f1"), [("tuned", 0.99, 0.94, 0.96), ("held-out", 0.98, 0.92, 0.95)]
)
def test_floor(
    windows: list[Window], grouping: Grouping, part: str, precision: float, recall: float, f1: float
) -> None:
    scores = bcubed(of(part, windows), grouping)
    assert scores.precision >= precision
    assert scores.recall >= recall
    assert scores.f1 >= f1


@pytest.mark.parametrize("other", [one_for_all, one_for_each, k_means])
@pytest.mark.parametrize("part", PARTS)
def test_ahead_of(windows: list[Window], other: Grouping, part: str) -> None:
    part_windows = of(part, windows)
    assert bcubed(part_windows, ours).f1 >= bcubed(part_windows, other).f1 + 0.02


def test_labels_are_sound() -> None:
    assert len({row["id"] for row in LABELS}) == len(LABELS)
    assert Counter(row["split"] for row in LABELS) == {"tuned": 311, "held-out": 235}
    sizes = Counter((row["window"], row["issue"]) for row in LABELS if row["issue"])
    assert min(sizes.values()) >= 2
    assert len(sizes) == 74
