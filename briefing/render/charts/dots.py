"""Sums that no bars can show side by side: dots on a scale of powers of ten."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10

from briefing.language.numerals import korean
from briefing.model import Chart, ChartRow
from briefing.render.charts.canvas import GAP, SPACE, Canvas, advance, cited, fit

_PITCH = 20.0
_LABEL = 14.0  # a line for a label that stands above
_ABOVE = 0.3  # labels wider than this share of the chart stand above: a scale needs more room than bars
_FOOT = 34.0  # the scale and what it means
_RADIUS = 4.2
_SAID = "눈금 한 칸마다 10배"


def draw(chart: Chart, width: float) -> Canvas:
    """A line for each row, with its label, a dot and its number; the scale is named at the foot."""
    rows = chart.rows
    widest = max(advance(row.label) for row in rows)
    above = widest > width * _ABOVE
    pitch = _PITCH + (_LABEL if above else 0.0)
    low = floor(log10(min(row.value for row in rows)))
    high = max(ceil(log10(max(row.value for row in rows))), low + 1)
    names = [f"{korean(Decimal(10) ** power)} 원" for power in range(low, high + 1)]
    left = (0.0 if above else widest + GAP) + advance(names[0]) / 2
    scale = (width - left - advance(names[-1]) / 2) / (high - low)
    canvas = Canvas(width, pitch * len(rows) + _FOOT)
    grid = [left + scale * at for at in range(high - low + 1)]
    every = ceil((max(map(advance, names)) + GAP) / scale)
    for at, (x, name) in enumerate(zip(grid, names, strict=True)):
        canvas.bar(x - 0.25, _FOOT - 4, 0.5, 4, "line")
        if at % every == 0:
            canvas.text(x, _FOOT - 15, name, "soft", "center")
    canvas.text(width, 4, _SAID, "soft", "right")
    for place, row in enumerate(rows):
        y = canvas.height - pitch * (place + 1) + 10
        if above:
            canvas.text(0, y + 11, fit(row.label, width), "ink", "left")
        else:
            canvas.text(0, y - 3, row.label, "ink", "left")
        _row(canvas, row, left + scale * (log10(row.value) - low), y, grid, first=not place)
    return canvas


def _row(canvas: Canvas, row: ChartRow, x: float, y: float, grid: list[float], *, first: bool) -> None:
    """The dot, with its number behind it, or before it where the line ends; the scale's lines where no words stand."""
    number, sources = fit(row.text, canvas.width * 0.4, bold=first), cited(row)
    long = advance(number, bold=first) + (SPACE + advance(sources) if sources else 0.0)
    start = x + _RADIUS + GAP if x + _RADIUS + GAP + long <= canvas.width else x - _RADIUS - GAP - long
    for line in grid:
        if not start - 2 < line < start + long + 2:
            canvas.bar(line - 0.25, y - _PITCH / 2, 0.5, _PITCH, "line")
    canvas.dot(x, y, _RADIUS, "main" if first else "rest")
    canvas.text(start, y - 3, number, "ink", "left", bold=first)
    if sources:
        canvas.text(start + long - advance(sources), y - 3, sources, "soft", "left")
