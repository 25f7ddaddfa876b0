"""A Chart -> SVG: the same bytes every time, text as text, no background, colours a page can change.

Every mark carries a class (`ink`, `soft`, `line`, `main`, `rest`) beside its presentation attributes: a page's
style sheet recolours it in dark mode, and without one it prints as it is. No style attribute, no id, no script, so
that it may stand inside a page under a strict content security policy, any number of times.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from briefing.model import Chart, ChartRow
from briefing.render import resources
from briefing.render.typography import printable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE = 482.0  # points: the text block of an A4 page with margins of 20 mm
NARROW = 270.0  # a telephone's

_SVG = "http://www.w3.org/2000/svg"
_SIZE = 9.0  # points
# Main and rest differ in lightness, so that they stay apart for every eye and in grey print.
_COLOURS = {"ink": "#1b2430", "soft": "#5a6675", "line": "#8d99a8", "main": "#0f4c92", "rest": "#6b94c4"}
_GAP = 6.0
_SOURCES = 3  # more source numbers than this stand under the chart only


def draw(chart: Chart, width: float = WIDE) -> str:
    """The SVG element of `chart`, `width` points wide; its height follows from its rows.

    ValueError for a chart without rows: there is nothing to draw.
    """
    if not chart.rows:
        raise ValueError(f"chart {chart.key!r} has no rows")
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()  # not what a matplotlibrc of this machine says
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "briefing"})
        figure = _SHAPES[chart.shape](chart.rows, width)
        target = BytesIO()
        figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _clean(target.getvalue(), chart)


def _columns(rows: tuple[ChartRow, ...], width: float) -> Figure:
    """Columns over time, the number on top, the label under the base line."""
    height, base, top = 92.0, 20.0, 16.0
    figure = _figure(width, height)
    step = width / len(rows)
    most = max(row.value for row in rows) or 1.0
    widest = max(_advance(row.label) for row in rows) + 4
    every = min(len(rows), max(1, -(-int(widest) // max(1, int(step)))))
    for i, row in enumerate(rows):
        middle = step * (i + 0.5)
        tall = (height - base - top) * max(row.value, 0.0) / most
        peak = row.value == most
        if tall:
            _bar(figure, middle - step * 0.3, base, step * 0.6, tall, "main" if peak else "rest")
        if peak or every == 1:
            number = _fit(row.text, step * every)
            _text(figure, middle, base + tall + 4, number, "ink" if tall else "soft", "center", bold=peak and tall > 0)
        if i % every == 0:
            _text(figure, middle, 5, _fit(row.label, step * every), "soft", "center")
    _bar(figure, 0, base - 0.4, width, 0.8, "line")
    return figure


def _bars(rows: tuple[ChartRow, ...], width: float) -> Figure:
    """Ranked bars, the number behind each; labels before the bars, or above them where they are long."""
    labels = max(_advance(row.label) for row in rows)
    above = labels > width * 0.36
    pitch = 32.0 if above else 20.0
    left = 0.0 if above else labels + 10
    numbers = [_fit(row.text, width * 0.4) for row in rows]
    ends = [_advance(f"{number} {_cited(row)}") for number, row in zip(numbers, rows, strict=True)]
    room = width - left - max(ends) - 2 * _GAP
    most = max(row.value for row in rows) or 1.0
    height = pitch * len(rows)
    figure = _figure(width, height)
    for i, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        bottom = height - pitch * (i + 1)
        if above:
            _text(figure, 0, bottom + 20, _fit(row.label, width), "ink", "left")
        else:
            _text(figure, left - 10, bottom + 7, row.label, "ink", "right")
        long = max(2.0, room * max(row.value, 0.0) / most)
        first = row.value == rows[0].value
        _bar(figure, left, bottom + 4, long, 12, "main" if first else "rest")
        _text(figure, left + long + _GAP, bottom + 7, number, "ink", "left", bold=first)
        if cited := _cited(row):
            _text(figure, left + long + _GAP + _advance(number + " "), bottom + 7, cited, "soft", "left")
    if not above:
        _bar(figure, left - 0.8, 0, 0.8, height, "line")
    return figure


_SHAPES: dict[str, Callable[[tuple[ChartRow, ...], float], Figure]] = {"columns": _columns, "bars": _bars}


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(width / 72, height / 72), dpi=72)  # one pixel is one point


def _bar(figure: Figure, x: float, y: float, width: float, height: float, kind: str) -> None:
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import IdentityTransform

    bar = Rectangle((x, y), width, height, linewidth=0, color=_COLOURS[kind], gid=kind)
    bar.set_transform(IdentityTransform())
    figure.add_artist(bar)


def _text(figure: Figure, x: float, y: float, text: str, kind: str, side: str, *, bold: bool = False) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text
    from matplotlib.transforms import IdentityTransform

    weight = 700 if bold else 400
    font = FontProperties(family=resources.FAMILY, weight=weight, size=_SIZE, fname=str(resources.font_path(weight)))
    # A "$" of an article is no formula.
    words = Text(
        x, y, _drawable(text), color=_COLOURS[kind], fontproperties=font, ha=side, va="baseline", parse_math=False
    )
    words.set_gid(kind)
    words.set_transform(IdentityTransform())
    figure.add_artist(words)


def _cited(row: ChartRow) -> str:
    return "".join(f"[{source}]" for source in row.sources) if len(row.sources) <= _SOURCES else ""


def _advance(text: str) -> float:
    """The width of `text` in points, near enough: in the bundled font Hangul is 0.864 em, a digit 0.576 em."""
    return _SIZE * sum(0.28 if c in " .,[]()·" else 0.58 if c < "\u1100" else 0.87 for c in text)


def _fit(text: str, width: float) -> str:
    if _advance(text) <= width:
        return text
    while text and _advance(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _drawable(text: str) -> str:
    return resources.covered(" ".join(printable(text).split()))


def _clean(svg: bytes, chart: Chart) -> str:
    """matplotlib's file as one element: group ids become classes, styles attributes; no metadata, no ids."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - matplotlib's own output, in which every text is escaped
    figure = ET.Element(f"{{{_SVG}}}svg", {"viewBox": root.attrib["viewBox"], "role": "img"})
    figure.set("width", f"{float(root.attrib['width'].removesuffix('pt')):g}pt")
    figure.set("height", f"{float(root.attrib['height'].removesuffix('pt')):g}pt")
    ET.SubElement(figure, f"{{{_SVG}}}title").text = printable(chart.title)
    ET.SubElement(figure, f"{{{_SVG}}}desc").text = printable(chart.alt)
    for group in root.iter(f"{{{_SVG}}}g"):
        kind = group.get("id", "")
        if kind not in _COLOURS:
            continue
        figure.extend(_plain(shape, kind) for shape in group)
    return ET.tostring(figure, encoding="unicode")


def _plain(shape: ET.Element, kind: str) -> ET.Element:
    plain = ET.Element(shape.tag, {"class": kind})
    for name in ("d", "x", "y"):
        if name in shape.attrib:
            plain.set(name, " ".join(shape.attrib[name].split()))
    for declaration in shape.attrib.get("style", "").split("; "):
        name, _, setting = declaration.partition(": ")
        plain.set(name, f"{setting}, sans-serif" if name == "font-family" else setting)
    plain.text = shape.text
    return plain
