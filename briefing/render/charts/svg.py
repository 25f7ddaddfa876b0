"""matplotlib's SVG file as one small element that may stand inside any page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from briefing.model import Chart
from briefing.render.charts.canvas import COLOURS, SIZE
from briefing.render.resources import FAMILY
from briefing.render.typography import printable

_SVG = "http://www.w3.org/2000/svg"
_FRACTION = re.compile(r"\d+\.\d+")
_COMMAND = re.compile(" ?([A-Za-z]) ?")
_RECTANGLE = re.compile(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4z")
_FONT = {"font-size": f"{SIZE:g}px", "font-family": f"'{FAMILY}', sans-serif"}


def clean(svg: bytes, chart: Chart) -> str:
    """The file as one element: group ids become classes, styles attributes; no metadata, no ids.

    What all words share stands once, at the element itself.
    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - matplotlib's own output, in which every text is escaped
    figure = ET.Element(f"{{{_SVG}}}svg", {"viewBox": root.attrib["viewBox"], "role": "img", **_FONT})
    figure.set("width", f"{float(root.attrib['width'].removesuffix('pt')):g}pt")
    figure.set("height", f"{float(root.attrib['height'].removesuffix('pt')):g}pt")
    ET.SubElement(figure, f"{{{_SVG}}}title").text = printable(chart.title)
    ET.SubElement(figure, f"{{{_SVG}}}desc").text = printable(chart.alt)
    for group in root.iter(f"{{{_SVG}}}g"):
        kind = group.get("id", "")
        if kind in COLOURS:
            figure.extend(_plain(shape, kind) for shape in group)
    return ET.tostring(figure, encoding="unicode")


def _plain(shape: ET.Element, kind: str) -> ET.Element:
    plain = ET.Element(shape.tag, {"class": kind})
    for name in ("d", "x", "y"):
        if name in shape.attrib:
            plain.set(name, _short(shape.attrib[name]))
    for declaration in shape.attrib.get("style", "").split("; "):
        name, _, setting = declaration.partition(": ")
        if name not in _FONT and setting != "start":  # where text begins unless it is said
            plain.set(name, setting)
    plain.text = shape.text
    return plain


def _short(path: str) -> str:
    """The path with two decimals, and with H and V for the sides of upright rectangles: half the size."""
    short = _COMMAND.sub(r"\1", _FRACTION.sub(_rounded, " ".join(path.split())))
    return _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", short)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
