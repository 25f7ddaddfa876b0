"""The numbers of the week, one entry for each thing measured."""

from __future__ import annotations

from decimal import Decimal

from briefing.model import Figure, Quantity
from briefing.synthesis.sources import Citations, Cited

# What a reader of a policy briefing looks for first. A duration or a rank is rarely the news itself.
_ORDER = ("money", "percent", "people", "count", "ratio", "duration", "rank", "other")
_SMALLER = 20  # times as many sums as are asked for are held before the smaller ones are let go


def gather(cited: Citations, most: int) -> tuple[Quantity, ...]:
    """At most `most` numbers, money first, then by kind, the largest first; the same number of the same thing once.

    A number without a label says nothing in a table and is printed only in the sentence it stands in.
    """
    seen: set[tuple[object, ...]] = set()
    found: list[tuple[int, Figure]] = []
    for item in cited:
        for figure in item.analysed.analysis.figures:
            key = (figure.value, figure.value_max, figure.unit, figure.bound, figure.label)
            if figure.label and key not in seen:
                seen.add(key)
                found.append((item.source.number, figure))
    found.sort(key=lambda f: (*order(f[1]), f[0], f[1].start))
    return tuple(printed(cited.numbered(number), figure) for number, figure in found[:most])


def largest_amounts(cited: Citations, most: int) -> tuple[Quantity, ...]:
    """At most `most` different sums in won that say what they are for, the largest first."""
    sums: dict[Decimal, tuple[int, Figure]] = {}
    for item in cited:
        for figure in item.analysed.analysis.figures:
            if figure.label and figure.unit == "KRW" and figure.value > 0 and figure.value not in sums:
                sums[figure.value] = item.source.number, figure
        if len(sums) > _SMALLER * most:
            sums = {value: sums[value] for value in sorted(sums, reverse=True)[:most]}
    largest = (sums[value] for value in sorted(sums, reverse=True)[:most])
    return tuple(printed(cited.numbered(number), figure) for number, figure in largest)


def order(figure: Figure) -> tuple[int, str, Decimal]:
    """What figures are sorted by: money first, then by kind and unit, the largest first."""
    return _ORDER.index(figure.kind), figure.unit, -abs(figure.value)


def printed(item: Cited, figure: Figure) -> Quantity:
    """The figure as it is printed, with the sentence it stands in."""
    excerpt = item.excerpt(figure)
    return Quantity(
        figure.start,
        figure.end,
        source=excerpt.source,
        text=excerpt.text,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        kind=figure.kind,
        label=figure.label,
        approximate=figure.approximate,
        bound=figure.bound,
        change=figure.change,
        context=item.context(figure),
    )
