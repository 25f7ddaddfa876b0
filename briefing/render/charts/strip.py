"""Plans on a strip of days: a diamond for a day, a bar for a stretch, an arrow for an open end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from briefing.model import Chart, ChartRow
from briefing.render.charts.canvas import GAP, SPACE, Canvas, advance, cited, fit

_PITCH = 33.0
_HEAD = 16.0
_RADIUS = 4.5
_HEIGHT = 6.0


def draw(chart: Chart, width: float) -> Canvas:
    """Over each line of days when and what; the months are named at the top."""
    rows = chart.rows
    nearest = min(rows, key=lambda row: row.value)
    today = _placed(nearest) - timedelta(days=int(nearest.value))  # the last day of the period
    last = max(max(_placed(row), min(row.last or date.min, _placed(row) + timedelta(days=31))) for row in rows)
    days = max((last - today).days + 2, 14)
    inner = width - 2 * _RADIUS
    canvas = Canvas(width, _PITCH * len(rows) + _HEAD)

    def across(day: date) -> float:
        return _RADIUS + inner * min(max((day - today).days, 0), days) / days

    months = list(_months(today, days))
    free = 0.0
    for month in months:
        x = across(month)
        name = f"{month.month}월" if month.month > 1 else f"{month.year}년 1월"
        if x >= free and x + advance(name) <= width:
            canvas.text(x, canvas.height - 9, name, "soft", "left")
            free = x + advance(name) + GAP
    for place, row in enumerate(rows):
        bottom = canvas.height - _HEAD - _PITCH * (place + 1)
        y = bottom + 8
        canvas.bar(0, y - 0.25, width, 0.5, "line")
        for month in months:  # a tick: a line through all rows would cross their words
            canvas.bar(across(month) - 0.4, y - 4, 0.8, 8, "line")
        when = fit(row.text, width / 2, bold=True)
        canvas.text(0, bottom + 19, when, "ink", "left", bold=True)
        at, sources = advance(when, bold=True) + GAP, cited(row)
        end = advance(sources) + SPACE if sources else 0.0
        label = fit(row.label, width - at - end)
        canvas.text(at, bottom + 19, label, "ink", "left")
        if sources:
            canvas.text(at + advance(label) + SPACE, bottom + 19, sources, "soft", "left")
        _mark(canvas, row, y, across(row.first or today), across(row.last or row.first or today))
    return canvas


def _mark(canvas: Canvas, row: ChartRow, y: float, start: float, end: float) -> None:
    if row.first and row.last and end - start < 2 * _RADIUS:
        canvas.diamond((start + end) / 2, y, _RADIUS, "main")
    elif row.first and row.last:
        canvas.bar(start, y - _HEIGHT / 2, end - start, _HEIGHT, "main")
    elif row.first:  # from then on
        canvas.diamond(start, y, _RADIUS, "main")
        tip = min(start + 26, canvas.width)
        canvas.stroke((start, y), (tip - 5, y), 1.6, "main")
        canvas.shape([(tip - 6, y - 4), (tip, y), (tip - 6, y + 4)], "main")
    else:  # until then
        canvas.stroke((start, y), (end, y), 1.6, "main")
        canvas.diamond(end, y, _RADIUS, "main")


def _placed(row: ChartRow) -> date:
    """The day whose distance is the number of the row."""
    days = [day for day in (row.first, row.last) if day]
    return min(days)


def _months(today: date, days: int) -> Iterator[date]:
    """The first days of the months on the strip."""
    for offset in range(days + 1):
        day = today + timedelta(days=offset)
        if day.day == 1:
            yield day
