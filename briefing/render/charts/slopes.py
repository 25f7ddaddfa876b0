"""Numbers that changed: a line for each from its earlier value to the present one, as steep as the ratio of the two."""

from __future__ import annotations

from math import log

from briefing.model import Chart, ChartRow
from briefing.render.charts.canvas import GAP, SIZE, Canvas, advance, fit

_PITCH = 42.0
_RISE = 11.0  # points up or down of the number that moved farthest
_ABOVE = 0.36
_LABEL = 16.0  # a line for a label that stands above
_HEAD = 18.0
_RADIUS = 3.4
_LEAST = 60.0  # points of a line whose slope can be seen; where the values leave less they stand over and under it
_VALUES = 24.0  # two lines for them


def draw(chart: Chart, width: float) -> Canvas:
    """The label of each number, its earlier value, the line, its present value in bold."""
    rows = chart.rows
    before = rows[0].parts[0].label
    now = "이번 주" if before.endswith(("주", "주차")) else "이번 기간"
    widest = max(advance(row.label) for row in rows)
    olds = max(advance(before), *(advance(row.parts[0].text) for row in rows)) + 2 * GAP
    news = max(advance(now), *(advance(row.text, bold=True) for row in rows)) + 2 * GAP
    above = widest > width * _ABOVE or width - widest - olds - news < _LEAST
    left = 0.0 if above else widest + GAP
    stacked = width - left - olds - news < _LEAST
    pitch = _PITCH + (_LABEL if above else 0.0) + (_VALUES if stacked else 0.0)
    start, end = (_RADIUS, width - _RADIUS) if stacked else (left + olds, width - news)
    canvas = Canvas(width, pitch * len(rows) + _HEAD)
    canvas.text(0 if stacked else start, canvas.height - 10, before, "soft", "left" if stacked else "right")
    canvas.text(width if stacked else end, canvas.height - 10, now, "soft", "right" if stacked else "left")
    farthest = max(abs(_moved(row)) for row in rows) or 1.0
    for place, row in enumerate(rows):
        bottom = canvas.height - _HEAD - pitch * (place + 1)
        middle = bottom + (pitch - (_LABEL if above else 0.0)) / 2
        if above:
            canvas.text(0, bottom + pitch - 12, fit(row.label, width), "ink", "left")
        else:
            canvas.text(0, middle - 3, row.label, "ink", "left")
        rise = _RISE * _moved(row) / farthest
        one, other = (start, middle - rise), (end, middle + rise)
        canvas.stroke(one, other, 1.6, "main")
        canvas.dot(*one, _RADIUS, "rest")
        canvas.dot(*other, _RADIUS, "main")
        was = row.parts[0].text
        if stacked:  # away from the line: under its lower end and over its upper one
            under, over = -_RADIUS - SIZE - 1, _RADIUS + 4
            canvas.text(0, one[1] + (under if rise > 0 else over), fit(was, width), "soft", "left")
            number = fit(row.text, width, bold=True)
            canvas.text(width, other[1] + (over if rise > 0 else under), number, "ink", "right", bold=True)
        else:
            canvas.text(start - 2 * GAP, one[1] - 3, was, "soft", "right")
            canvas.text(end + 2 * GAP, other[1] - 3, row.text, "ink", "left", bold=True)
    return canvas


def _moved(row: ChartRow) -> float:
    return log(row.value / row.parts[0].value)
