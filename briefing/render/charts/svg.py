"""matplotlib's SVG file as one element that may stand inside any page."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from briefing.model import Chart
from briefing.render.charts.canvas import COLOURS
from briefing.render.typography import printable

_SVG = "http://www.w3.org/2000/svg"


def clean(svg: bytes, chart: Chart) -> str:
    """The file as one element: group ids become classes, styles attributes; no metadata, no ids."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - matplotlib's own output, in which every text is escaped
    figure = ET.Element(f"{{{_SVG}}}svg", {"viewBox": root.attrib["viewBox"], "role": "img"})
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
            plain.set(name, " ".join(shape.attrib[name].split()))
    for declaration in shape.attrib.get("style", "").split("; "):
        name, _, setting = declaration.partition(": ")
        plain.set(name, f"{setting}, sans-serif" if name == "font-family" else setting)
    plain.text = shape.text
    return plain
