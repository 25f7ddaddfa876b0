"""A triangle of pairs: names down the stairs, under and beside each the pairs it belongs to."""

from __future__ import annotations

from math import sqrt

from briefing.model import Chart
from briefing.render.charts.canvas import GAP, Canvas, advance, fit

_PITCH = 26.0
_CELL = 44.0
_RADIUS = 8.0  # of the pair with most articles; areas are as the numbers
_NARROW = 45  # a telephone's width over this is a radius that leaves room for names
_SPACE = 3.0


def draw(chart: Chart, width: float) -> Canvas:
    """The name of a row stands at its end, on top of the column of its pairs with the names below."""
    rows = chart.rows
    places = {row.label: place for place, row in enumerate(rows)}
    names = max(advance(row.label, bold=True) for row in rows)
    largest = min(_RADIUS, width / _NARROW)
    most = max((part.value for row in rows for part in row.parts), default=1.0)
    least = 2 * largest + 3 * _SPACE + advance(f"{most:.0f}", bold=True)
    cell = max(least, min(_CELL, (width - names - GAP) / max(1, len(rows) - 1)))
    canvas = Canvas(width, _PITCH * len(rows))
    for place, row in enumerate(rows):
        middle = canvas.height - _PITCH * (place + 0.5)
        if place:
            canvas.bar(0, middle + _PITCH / 2 - 0.25, cell * place, 0.5, "line")
        for part in row.parts:
            if part.label not in places:  # a name without a row has no column
                continue
            x = cell * places[part.label] + _SPACE + largest
            strongest = part.value == most
            canvas.dot(x, middle, largest * sqrt(part.value / most), "main" if strongest else "rest")
            canvas.text(x + largest + _SPACE, middle - 3, f"{part.value:.0f}", "ink", "left", bold=strongest)
        at = cell * place
        canvas.bar(at, middle - _PITCH / 2, 0.5, _PITCH, "line")
        canvas.text(at + GAP, middle - 3, fit(row.label, width - at - GAP, bold=True), "ink", "left", bold=True)
        said = f"기사 {row.text}"
        if at + 2 * GAP + advance(row.label, bold=True) + advance(said) <= width:
            canvas.text(at + 2 * GAP + advance(row.label, bold=True), middle - 3, said, "soft", "left")
    return canvas
