"""Columns over time; where a number consists of parts, a panel for each part on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Chart, ChartPart
from briefing.render.charts.canvas import Canvas, advance, fit

_ROOM = 56.0  # points of the highest column
_TOP = 16.0  # the number over it
_HEAD = 16.0  # the name of a panel
_BASE = 20.0  # the days under it


def draw(chart: Chart, width: float) -> Canvas:
    """The number on top of each column, the days under the lowest panel, the name of a panel over it."""
    rows = chart.rows
    panels: list[tuple[str, Sequence[ChartPart]]] = [
        (part.label, [row.parts[at] for row in rows]) for at, part in enumerate(rows[0].parts)
    ] or [("", rows)]
    most = max(mark.value for _, marks in panels for mark in marks) or 1.0
    tall = [_ROOM * max(mark.value for mark in marks) / most + _TOP + (_HEAD if name else 0) for name, marks in panels]
    canvas = Canvas(width, _BASE + sum(tall))
    step = width / len(rows)
    widest = max(advance(row.label) for row in rows) + 4
    every = min(len(rows), max(1, -(-int(widest) // max(1, int(step)))))
    free = 0.0  # up to where days stand already
    for at in range(0, len(rows), every):
        label = fit(rows[at].label, step * every)
        long = advance(label)
        x = _inside(step * (at + 0.5), long, width)
        if x - long / 2 >= free:
            canvas.text(x, 5, label, "soft", "center")
            free = x + long / 2 + 2
    top = canvas.height
    for (name, marks), height in zip(panels, tall, strict=True):
        top -= height
        if name:
            total = sum(mark.value for mark in marks)
            canvas.text(0, top + height - 11, fit(f"{name} {total:,.0f}건", width), "soft", "left")
        _panel(canvas, marks, top, step, every, most)
    return canvas


def _panel(canvas: Canvas, marks: Sequence[ChartPart], base: float, step: float, every: int, most: float) -> None:
    highest = max(mark.value for mark in marks)
    free = 0.0  # up to where numbers stand already
    for at, mark in enumerate(marks):
        middle = step * (at + 0.5)
        tall = _ROOM * max(mark.value, 0.0) / most
        peak = mark.value == highest and tall > 0
        if tall:
            canvas.bar(middle - step * 0.3, base, step * 0.6, tall, "main" if peak else "rest")
        number = fit(mark.text, step * every, bold=peak)
        long = advance(number, bold=peak)
        at_number = _inside(middle, long, canvas.width)
        if every == 1 or (peak and at_number - long / 2 >= free):
            canvas.text(at_number, base + tall + 4, number, "ink" if tall else "soft", "center", bold=peak)
            free = at_number + long / 2 + 2
    canvas.bar(0, base - 0.4, canvas.width, 0.8, "line")


def _inside(middle: float, long: float, width: float) -> float:
    """Where words of that length stand so that neither end is cut."""
    return min(max(middle, long / 2), width - long / 2)
