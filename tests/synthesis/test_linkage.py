"""Neighbours found through an index are those that comparing all with all finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from briefing.synthesis import linkage, vectors
from briefing.synthesis.vectors import Packed, Vector


def weighed(random: Random, count: int) -> list[Vector]:
    """Vectors of up to thirty words of a vocabulary with frequent and rare ones, as articles have."""

    def words() -> Iterator[tuple[str, float]]:
        for _ in range(random.randrange(31)):
            rank = int(random.paretovariate(0.5)) % 500
            yield f"말{rank}", (1 + rank) ** 0.7

    return [vectors.unit(dict(words())) for _ in range(count)]


@pytest.mark.parametrize("seed", range(3))
def test_no_neighbour_is_missed(seed: int) -> None:
    rows = weighed(Random(seed), 120)
    index = linkage._Index(Packed(rows, float))
    for place in range(1, len(rows)):
        others, cosines = index.near(place)
        found = {int(o): float(c) for o, c in zip(others, cosines, strict=True) if c >= 0.1}
        every = {other: vectors.dot(rows[other], rows[place]) for other in range(place)}
        assert found == pytest.approx({other: c for other, c in every.items() if c >= 0.1})


def test_groups_come_in_order_and_hold_everything() -> None:
    rows: list[Vector] = [{"가": 1.0}, {"나": 1.0}, {"가": 0.8, "다": 0.6}, {}, {"나": 1.0}]
    assert linkage.cluster(Packed(rows, float), [None] * 5) == [[0, 2], [1, 4], [3]]


def test_what_is_far_apart_in_time_is_another_round() -> None:
    rows: list[Vector] = [{"가": 0.8, "나": 0.6}, {"가": 0.6, "다": 0.8}]
    days = [date(2024, 1, 15), date(2024, 3, 15)]
    assert linkage.cluster(Packed(rows, float), days) == [[0], [1]]
    assert linkage.cluster(Packed(rows, float), [days[0], date(2024, 1, 20)]) == [[0, 1]]
    assert linkage.cluster(Packed(rows, float), [days[0], None]) == [[0, 1]]


def test_no_articles_have_no_groups() -> None:
    assert linkage.cluster(Packed([], float), []) == []


def test_packed_rows_come_back_as_they_were() -> None:
    rows = [{"나": 2, "가": 1}, {}, {"가": 70_000}]
    packed = Packed(rows, int)
    assert [list(row.items()) for row in packed] == [list(row.items()) for row in rows]
    assert len(packed) == 3
    assert vectors.rarity(packed) == pytest.approx({"나": 4.644391, "가": 3.960813})


def test_a_large_week_falls_into_the_groups_of_the_whole_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    matters = [vectors.unit({f"일{n}": 3.0, f"곳{n % 7}": 1.0, "정부": 0.5}) for n in range(40)]
    rows = [vectors.unit({**matters[n % 40], f"말{n}": 0.4}) for n in range(400)]
    whole = linkage.cluster(Packed(rows, float), [None] * 400)
    assert [len(group) for group in whole] == [10] * 40
    monkeypatch.setattr(linkage, "_WHOLE", 100)
    monkeypatch.setattr(linkage, "_HOLDERS", 20)
    assert linkage.cluster(Packed(rows, float), [None] * 400) == whole


def test_the_matter_of_a_large_week_holds_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [vectors.unit({"도서관": 1.0, "예산": 1.0, f"말{n}": 1.0}) for n in range(300)]
    monkeypatch.setattr(linkage, "_WHOLE", 100)
    monkeypatch.setattr(linkage, "_HOLDERS", 120)
    links = linkage._neighbours(Packed(rows, float), [None] * 300)
    assert sum(map(len, links)) <= 2 * 120 * 300
    assert linkage.cluster(Packed(rows, float), [None] * 300) == [list(range(300))]
