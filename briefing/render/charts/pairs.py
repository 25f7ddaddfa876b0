"""A triangle of pairs: names down the stairs, under and beside each the pairs it belongs to."""

from __future__ import annotations

from math import sqrt

from briefing.model import Chart
from briefing.render.charts.canvas import GAP, Canvas, advance, fit

_PITCH = 26.0
_CELL = 44.0
_RADIUS = 8.0  # of the pair with most articles; areas are as the numbers
_LAST = 96.0  # the least room for the name on the lowest stair


def draw(chart: Chart, width: float) -> Canvas:
    """The name of a row stands at its end, on top of the column of its pairs with the names below."""
    rows = chart.rows
    places = {row.label: place for place, row in enumerate(rows)}
    names = max(advance(row.label, bold=True) for row in rows)
    cell = min(_CELL, (width - min(max(names, _LAST), width / 2)) / max(1, len(rows) - 1))
    most = max((part.value for row in rows for part in row.parts), default=1.0)
    canvas = Canvas(width, _PITCH * len(rows))
    for place, row in enumerate(rows):
        middle = canvas.height - _PITCH * (place + 0.5)
        if place:
            canvas.bar(0, middle + _PITCH / 2 - 0.25, cell * place, 0.5, "line")
        for part in row.parts:
            x = cell * places[part.label] + cell * 0.36
            radius = _RADIUS * sqrt(part.value / most)
            canvas.dot(x, middle, radius, "main" if part.value == most else "rest")
            number, bold = f"{part.value:.0f}", part.value == most
            canvas.text(x + _RADIUS + 3, middle - 3, number, "ink", "left", bold=bold)
        at = cell * place
        canvas.bar(at, middle - _PITCH / 2, 0.5, _PITCH, "line")
        canvas.text(at + GAP, middle - 3, fit(row.label, width - at - GAP, bold=True), "ink", "left", bold=True)
        said = f"기사 {row.text}"
        if at + 2 * GAP + advance(row.label, bold=True) + advance(said) <= width:
            canvas.text(at + 2 * GAP + advance(row.label, bold=True), middle - 3, said, "soft", "left")
    return canvas
