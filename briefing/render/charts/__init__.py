"""A Chart -> SVG or PNG: the same bytes every time, text as text, no background, colours a page can change.

Every mark of the SVG is a filled shape with a class (`ink`, `soft`, `line`, `main`, `rest`) beside its presentation
attributes: a page's style sheet recolours it in dark mode, and without one it prints as it is. No style attribute, no
id, no script, so that it may stand inside a page under a strict content security policy, any number of times.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from briefing.model import Chart
from briefing.render.charts import bars, columns, dots, pairs, slopes, strip, svg
from briefing.render.charts.canvas import Canvas
from briefing.render.design import PLAIN, Brand

WIDE = 482.0  # points: the text block of an A4 page with margins of 20 mm
NARROW = 270.0  # a telephone's

_MAIL = 144  # dots per inch: two for each point, for the screens of today

_SHAPES: dict[str, Callable[[Chart, float], Canvas]] = {
    "columns": columns.draw,
    "bars": bars.draw,
    "dots": dots.draw,
    "slopes": slopes.draw,
    "pairs": pairs.draw,
    "strip": strip.draw,
}


def draw(chart: Chart, width: float = WIDE, brand: Brand = PLAIN) -> str:
    """The SVG element of `chart`, `width` points wide, in the colours of `brand`; its height follows from its rows.

    ValueError for a chart without rows: there is nothing to draw.
    """
    return svg.clean(_written(chart, width, brand, "svg"), chart)


def png(chart: Chart, width: float = WIDE, brand: Brand = PLAIN) -> bytes:
    """The chart on white as a PNG, for readers of mail that show no SVG; twice as many pixels as points.

    ValueError for a chart without rows.
    """
    return _written(chart, width, brand, "png")


def _written(chart: Chart, width: float, brand: Brand, kind: str) -> bytes:
    if not chart.rows:
        raise ValueError(f"chart {chart.key!r} has no rows")
    import matplotlib as mpl

    target = BytesIO()
    with mpl.rc_context():
        mpl.rcdefaults()  # not what a matplotlibrc of this machine says
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "briefing"})
        mpl.rcParams.update({"text.hinting": "none"})  # letters of a PNG as wide as they were measured
        canvas = _SHAPES[chart.shape](chart, width)
        canvas.paint(brand)
        figure = canvas.figure
        if kind == "svg":
            figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        else:
            figure.savefig(target, format="png", dpi=_MAIL, facecolor="white", metadata={"Software": None})
    return target.getvalue()
