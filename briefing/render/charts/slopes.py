"""Numbers that changed: a line for each from its earlier value to the present one, as steep as the ratio of the two."""

from __future__ import annotations

from math import log

from briefing.model import Chart, ChartRow
from briefing.render.charts.canvas import GAP, Canvas, advance, fit

_PITCH = 42.0
_RISE = 11.0  # points up or down of the number that moved farthest
_ABOVE = 0.36
_HEAD = 18.0
_RADIUS = 3.4


def draw(chart: Chart, width: float) -> Canvas:
    """The label of each number, its earlier value, the line, its present value in bold."""
    rows = chart.rows
    before = rows[0].parts[0].label
    now = "이번 주" if before.endswith(("주", "주차")) else "이번 기간"
    widest = max(advance(row.label) for row in rows)
    above = widest > width * _ABOVE
    pitch = _PITCH + (16.0 if above else 0.0)
    left = 0.0 if above else widest + 14
    olds = max(advance(row.parts[0].text) for row in rows)
    news = max(advance(row.text, bold=True) for row in rows)
    start, end = left + max(olds, advance(before)) + 2 * GAP, width - max(news, advance(now)) - 2 * GAP
    if end - start < 30:  # long sums on a telephone: the line keeps a hand's breadth, the words are cut
        spare = (width - left - 30 - 4 * GAP) / 2
        start, end = left + spare + 2 * GAP, width - spare - 2 * GAP
    canvas = Canvas(width, pitch * len(rows) + _HEAD)
    canvas.text(start, canvas.height - 10, before, "soft", "right")
    canvas.text(end, canvas.height - 10, now, "soft", "left")
    farthest = max(abs(_moved(row)) for row in rows) or 1.0
    for place, row in enumerate(rows):
        bottom = canvas.height - _HEAD - pitch * (place + 1)
        middle = bottom + _PITCH / 2
        if above:
            canvas.text(0, bottom + pitch - 12, fit(row.label, width), "ink", "left")
        else:
            canvas.text(0, middle - 3, row.label, "ink", "left")
        rise = _RISE * _moved(row) / farthest
        one, other = (start, middle - rise), (end, middle + rise)
        canvas.stroke(one, other, 1.6, "main")
        canvas.dot(*one, _RADIUS, "rest")
        canvas.dot(*other, _RADIUS, "main")
        canvas.text(start - 2 * GAP, one[1] - 3, fit(row.parts[0].text, start - left - 2 * GAP), "soft", "right")
        canvas.text(
            end + 2 * GAP, other[1] - 3, fit(row.text, width - end - 2 * GAP, bold=True), "ink", "left", bold=True
        )
    return canvas


def _moved(row: ChartRow) -> float:
    return log(row.value / row.parts[0].value)
