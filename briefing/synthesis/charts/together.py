"""Who appears with whom."""

from __future__ import annotations

from itertools import combinations

from briefing.language.korean import josa
from briefing.model import Chart, ChartPart, ChartRow
from briefing.synthesis.charts import words
from briefing.synthesis.identity import Entity, Identities

_NAMES = 6  # a triangle of fifteen pairs can be read; a larger one is looked at
_LOOKED_AT = 12  # names that most articles hold, of which the triangle is made
_TWICE = 2  # articles; once together is once in one text
_PAIRS = 3  # fewer are said in a sentence


def chart(known: Identities) -> Chart | None:
    """A triangle of at most six names and the articles that name two of them; a row holds the pairs with those above.

    None unless at least three pairs share two articles or more: names that never meet twice are left out.
    """
    everyone = sorted(known.entities, key=lambda e: (-len(e.sources), -e.mentions, e.label, e.sources))[:_LOOKED_AT]
    met = {(one, other): _shared(one, other) for one, other in combinations(everyone, 2)}
    close = [pair for pair, shared in met.items() if len(shared) >= _TWICE]
    names = [entity for entity in everyone if any(entity in pair for pair in close)][:_NAMES]
    close = sorted((p for p in close if p[0] in names and p[1] in names), key=lambda p: -len(met[p]))
    if len(close) < _PAIRS:
        return None
    rows = tuple(
        ChartRow(
            label=entity.label,
            value=float(len(entity.sources)),
            text=f"{len(entity.sources):,}건",
            sources=entity.sources,
            parts=tuple(_part(other, met[other, entity]) for other in names[:place] if met[other, entity]),
        )
        for place, entity in enumerate(names)
    )
    most = [pair for pair in close if len(met[pair]) == len(met[close[0]])]
    one, other = (entity.label for entity in most[0])
    count = len(met[most[0]])
    if len(most) == 1:
        title = f"{josa(words.pair(one, other), '이/가')} 가장 많은 기사({count:,}건)에 함께 나왔다"
    else:
        title = f"{words.pair(one, other)} 등 {len(most)}쌍이 가장 많은 기사(각 {count:,}건)에 함께 나왔다"
    pairs = [f"{words.pair(row.label, part.label)} {part.text}" for row in rows for part in row.parts]
    return Chart(key="together", shape="pairs", title=title, alt="함께 나온 기사 수: " + ", ".join(pairs), rows=rows)


def _shared(one: Entity, other: Entity) -> tuple[int, ...]:
    return tuple(sorted(set(one.sources) & set(other.sources)))


def _part(other: Entity, shared: tuple[int, ...]) -> ChartPart:
    return ChartPart(label=other.label, value=float(len(shared)), text=f"{len(shared):,}건", sources=shared)
