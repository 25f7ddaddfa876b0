"""Ranked bars, the number behind each; under a bar what it was before, hatched and lower."""

from __future__ import annotations

from briefing.model import Chart, ChartRow
from briefing.render.charts.canvas import GAP, SIZE, SPACE, Canvas, advance, cited, fit

_BAR = 12.0
_SECOND = 7.0  # of what was before; its words stand beside it, so the rows are wider apart
_BETWEEN = 3.0
_ABOVE = 0.36  # labels wider than this share of the chart stand above their bars
_NUMBER = 0.4  # of the width, at the most


def draw(chart: Chart, width: float) -> Canvas:
    """Labels before the bars, or above them where they are long."""
    rows = chart.rows
    before = any(row.parts for row in rows)
    widest = max(advance(row.label) for row in rows)
    above = widest > width * _ABOVE
    pitch = 20.0 + (14.0 if above else 0.0) + (_SECOND + _BETWEEN + 4 if before else 0.0)
    left = 0.0 if above else widest + 12
    ends = [_end(row, width) for row in rows]
    room = width - left - max(ends) - 2 * GAP
    most = max(max(row.value, *(part.value for part in row.parts)) if row.parts else row.value for row in rows) or 1.0
    canvas = Canvas(width, pitch * len(rows))
    for place, row in enumerate(rows):
        bottom = canvas.height - pitch * (place + 1)
        y = bottom + 4 + (_SECOND + _BETWEEN + 2 if before else 0.0)
        if above:
            canvas.text(0, y + _BAR + 5, fit(row.label, width), "ink", "left")
        else:
            canvas.text(left - 10, y + 3, row.label, "ink", "right")
        _bar(canvas, row, left, y, room / most, width, first=row.value == rows[0].value)
    if not above:
        canvas.bar(left - 0.8, 0, 0.8, canvas.height, "line")
    return canvas


def _bar(canvas: Canvas, row: ChartRow, left: float, y: float, scale: float, width: float, *, first: bool) -> None:
    strong = first or bool(row.parts)  # beside what was before, what is now stands out in every row
    number = fit(row.text, width * _NUMBER, bold=strong)
    long = max(2.0, scale * row.value) if row.value > 0 else 0.0
    if long:
        canvas.bar(left, y, long, _BAR, "main" if strong else "rest")
    end = left + long + GAP
    canvas.text(end, y + 3, number, "ink", "left", bold=strong)
    if sources := cited(row):
        canvas.text(end + advance(number, bold=strong) + SPACE, y + 3, sources, "soft", "left")
    for part in row.parts:
        y -= _SECOND + _BETWEEN
        long = max(2.0, scale * part.value) if part.value > 0 else 0.0
        if long:
            canvas.hatched(left, y, long, _SECOND, "rest")
        canvas.text(left + long + GAP, y + _SECOND / 2 - SIZE * 0.35, f"{part.label} {part.text}", "soft", "left")


def _end(row: ChartRow, width: float) -> float:
    """The room that the words behind the bars of a row need."""
    number = advance(fit(row.text, width * _NUMBER, bold=True), bold=True) + SPACE + advance(cited(row))
    return max([number, *(advance(f"{part.label} {part.text}") for part in row.parts)])
