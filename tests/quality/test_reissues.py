"""The floors of finding re-issues on the made set (see `reissues.py`)."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefing.model import Analysed, Article, Source
from briefing.synthesis import stories
from briefing.synthesis.sources import cite
from tests.quality import reissues
from tests.quality.conftest import CACHE


def _scored(seed: int) -> tuple[float, float, set[tuple[str, str]]]:
    """Precision and recall over pairs, and the stories that were merged though they are two."""
    cited, story = reissues.build(seed)
    true = defaultdict(list)
    for number, name in story.items():
        true[name].append(number)
    wanted = reissues.pairs(true.values())
    found = reissues.pairs(told.sources for told in stories.group(cited))
    merged = {(story[a], story[b]) for a, b in found - wanted}
    return len(found & wanted) / len(found), len(found & wanted) / len(wanted), merged


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_floors(seed: int) -> None:
    precision, recall, merged = _scored(seed)
    assert precision >= 0.99
    assert recall >= 0.98
    assert not [pair for pair in merged if pair[0].startswith(("series", "topic", "notice"))]


def test_press_releases(gold: Path) -> None:
    """On the releases of four bodies in as many years: what two of them issue together, under one title."""
    cited = cite(_releases(CACHE / "wheels"))
    sources = {item.source.number: item.source for item in cited}
    found = reissues.pairs(told.sources for told in stories.group(cited))
    by_title = defaultdict(list)
    for source in sources.values():
        by_title[re.sub(r"\[.*?\]|\(.*?\)|[\W_]+", "", source.title or "")[:25]].append(source.number)
    alike = reissues.pairs(numbers for title, numbers in by_title.items() if len(title) >= 12)
    wanted = {pair for pair in alike if _apart(sources, pair) <= 3 and not _one_outlet(sources, pair)}
    week = {pair for pair in found if _apart(sources, pair) <= 7}
    assert len(wanted) > 250
    assert len(found & wanted) / len(wanted) >= 0.96  # the rest have annexes of their own, or are two releases
    # One body seldom issues a text twice within a week: these are the pairs that may be false, and some are not.
    assert sum(_one_outlet(sources, pair) for pair in week) / len(week) <= 0.02


def _releases(wheels: Path) -> Iterator[Analysed]:
    for wheel in sorted(wheels.glob("*.whl")):
        with ZipFile(wheel) as files:
            for name in sorted(n for n in files.namelist() if "/press_releases/" in n and n.endswith(".json")):
                row = json.loads(files.read(name))
                body = row["text"].partition("\n")[2] if row["text"].startswith("제목:") else row["text"]
                published, outlet = date.fromisoformat(row["version_date"][:10]), name.split("/")[1]
                article = Article(id=name, title=row["title"], body=body, outlet=outlet, published=published)
                yield Analysed(article, reissues.NOTHING)


def _apart(sources: dict[int, Source], pair: tuple[int, int]) -> int:
    one, other = (sources[number].published or date.min for number in pair)
    return abs((one - other).days)


def _one_outlet(sources: dict[int, Source], pair: tuple[int, int]) -> bool:
    return sources[pair[0]].outlet == sources[pair[1]].outlet
