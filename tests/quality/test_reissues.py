"""The floors of finding re-issues on the made set (see `reissues.py`)."""

from __future__ import annotations

from collections import defaultdict

import pytest

from briefing.synthesis import stories
from tests.quality import reissues


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
