"""Sums that no bars can show side by side: dots on a scale of powers of ten."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10

from briefing.language.numerals import korean
from briefing.model import Chart
from briefing.render.charts.canvas import GAP, Canvas, advance, cited, fit

_PITCH = 20.0
_ABOVE = 0.36
_FOOT = 34.0  # the scale and what it means
_RADIUS = 4.2
_SAID = "눈금 한 칸마다 10배"


def draw(chart: Chart, width: float) -> Canvas:
    """A line for each row, with its label, a dot and its number; the scale is named at the foot."""
    rows = chart.rows
    widest = max(advance(row.label) for row in rows)
    above = widest > width * _ABOVE
    pitch = _PITCH + (14.0 if above else 0.0)
    low = floor(log10(min(row.value for row in rows)))
    high = max(ceil(log10(max(row.value for row in rows))), low + 1)
    left = (0.0 if above else widest + 10) + 14  # half of the scale's first number
    numbers = [fit(row.text, width * 0.4, bold=place == 0) for place, row in enumerate(rows)]
    ends = [advance(f"{number} {cited(row)}", bold=True) for number, row in zip(numbers, rows, strict=True)]
    room = width - left - max(ends) - _RADIUS - 2 * GAP
    canvas = Canvas(width, pitch * len(rows) + _FOOT)

    def across(value: float) -> float:
        return left + room * (log10(value) - low) / (high - low)

    names = [f"{korean(Decimal(10) ** power)} 원" for power in range(low, high + 1)]
    every = max(1, ceil((max(map(advance, names)) + GAP) / (room / (high - low))))
    for power, name in zip(range(low, high + 1), names, strict=True):
        x = across(10.0**power)
        canvas.bar(x - 0.25, _FOOT - 4, 0.5, 4, "line")
        if (power - low) % every == 0:
            canvas.text(x, _FOOT - 15, name, "soft", "center")
    canvas.text(left, 4, _SAID, "soft", "left")
    for place, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        y = canvas.height - pitch * (place + 1) + 10
        if above:
            canvas.text(0, y + 10, fit(row.label, width), "ink", "left")
        else:
            canvas.text(left - 24, y - 3, row.label, "ink", "right")
        x = across(row.value)
        words = x + _RADIUS, x + _RADIUS + 2 * GAP + ends[place]
        for power in range(low, high + 1):  # the lines of the scale, but not through words
            if not words[0] < across(10.0**power) < words[1]:
                canvas.bar(across(10.0**power) - 0.25, y - 10, 0.5, 20, "line")
        canvas.dot(x, y, _RADIUS, "rest" if place else "main")
        canvas.text(x + _RADIUS + GAP, y - 3, number, "ink", "left", bold=not place)
        if sources := cited(row):
            x += _RADIUS + GAP + advance(number + " ", bold=not place)
            canvas.text(x, y - 3, sources, "soft", "left")
    return canvas
