"""What charts are drawn with: filled shapes and words on a figure measured in points, from the lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.model import ChartPart
from briefing.render import resources
from briefing.render.design import PLAIN, Brand
from briefing.render.typography import printable

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Kind = Literal["ink", "soft", "line", "main", "rest"]
Side = Literal["left", "center", "right"]
Point = tuple[float, float]

# Main and rest, the colours of the house, differ in lightness, so that they stay apart for every eye and in grey print;
# where both stand for series, rest is hatched too.
COLOURS: dict[str, str] = {
    "ink": "#1b2430",
    "soft": "#5a6675",
    "line": "#b4bec9",
    "main": PLAIN.main,
    "rest": PLAIN.rest,
}
GAP = 6.0
SIZE = 9.0  # points
SPACE = 3.0  # between a number and its sources

_STRIPE = 1.1  # points, and as far apart as makes a third of the ground dark: neither grey nor single lines
_EVERY = 3.6
_SOURCES = 3  # more source numbers than this stand under the chart only


class Canvas:
    """A figure of `width` by `height` points; every mark has a kind, which is its colour and its class."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)

    def bar(self, x: float, y: float, width: float, height: float, kind: Kind) -> None:
        """A rectangle."""
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], kind)

    def hatched(self, x: float, y: float, width: float, height: float, kind: Kind) -> None:
        """A rectangle in outline, with stripes rising to the right."""
        thin = 0.8
        frame = [
            [(x, y), (x + width, y), (x + width, y + thin), (x, y + thin)],
            [(x, y + height - thin), (x + width, y + height - thin), (x + width, y + height), (x, y + height)],
            [(x, y), (x + thin, y), (x + thin, y + height), (x, y + height)],
            [(x + width - thin, y), (x + width, y), (x + width, y + height), (x + width - thin, y + height)],
        ]
        stripes = []
        at = x - height + _EVERY
        while at < x + width:
            stripes.append(
                _clipped(
                    [(at, y), (at + _STRIPE, y), (at + _STRIPE + height, y + height), (at + height, y + height)],
                    x,
                    x + width,
                )
            )
            at += _EVERY
        self._add([*frame, *(stripe for stripe in stripes if len(stripe) > 2)], kind)

    def shape(self, points: Sequence[Point], kind: Kind) -> None:
        """A polygon."""
        self._add([points], kind)

    def stroke(self, start: Point, end: Point, thickness: float, kind: Kind) -> None:
        """A straight line, as a filled shape."""
        (x0, y0), (x1, y1) = start, end
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
        dx, dy = (y1 - y0) / length * thickness / 2, (x1 - x0) / length * thickness / 2
        self.shape([(x0 + dx, y0 - dy), (x1 + dx, y1 - dy), (x1 - dx, y1 + dy), (x0 - dx, y0 + dy)], kind)

    def dot(self, x: float, y: float, radius: float, kind: Kind) -> None:
        """A disc."""
        from matplotlib.patches import Circle

        self._place(Circle((x, y), radius, linewidth=0), kind)

    def diamond(self, x: float, y: float, radius: float, kind: Kind) -> None:
        """A square on its corner."""
        self.shape([(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)], kind)

    def text(self, x: float, y: float, words: str, kind: Kind, side: Side, *, bold: bool = False) -> None:
        """Words in one line on the base line `y`; what the font lacks becomes □."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.text import Text

        weight = 700 if bold else 400
        font = FontProperties(family=resources.FAMILY, weight=weight, size=SIZE, fname=str(resources.font_path(weight)))
        drawn = Text(
            x,
            y,
            drawable(words),
            fontproperties=font,
            ha=side,
            va="baseline",
            parse_math=False,  # a "$" of an article is no formula
        )
        self._place(drawn, kind)

    def paint(self, brand: Brand) -> None:
        """Give every mark its colour."""
        colours = COLOURS | {"main": brand.main, "rest": brand.rest}
        for artist in self.figure.artists:
            artist.set(color=colours[str(artist.get_gid())])

    def _add(self, polygons: Sequence[Sequence[Point]], kind: Kind) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        path = Path.make_compound_path(*(Path([*points, points[0]], closed=True) for points in polygons))
        self._place(PathPatch(path, linewidth=0), kind)

    def _place(self, artist: Artist, kind: Kind) -> None:
        from matplotlib.transforms import Affine2D

        # Figure coordinates in points at any resolution: 72 to the inch.
        artist.set_transform(Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans)
        artist.set_gid(kind)
        self.figure.add_artist(artist)


def cited(row: ChartPart) -> str:
    """The source numbers of a mark, `[1][4]`; empty where they are many."""
    return "".join(f"[{source}]" for source in row.sources) if len(row.sources) <= _SOURCES else ""


def advance(text: str, *, bold: bool = False) -> float:
    """The width of `text` in points, by the bundled font's own measure (without kerning)."""
    widths = _widths(700 if bold else 400)
    return SIZE * sum(widths.get(c, 1.0) for c in drawable(text))


def fit(text: str, width: float, *, bold: bool = False) -> str:
    """`text` cut to `width` points, between words where one ends in the last third; "…" says so."""
    if advance(text, bold=bold) <= width:
        return text
    cut = text
    while cut and advance(cut + "…", bold=bold) > width:
        cut = cut[:-1]
    at = cut.rfind(" ")
    return (cut[:at] if at > len(cut) * 2 / 3 else cut).rstrip(" ,·") + "…"


def drawable(text: str) -> str:
    """`text` in one line, without what cannot be drawn."""
    return resources.covered(" ".join(printable(text).split()))


@cache
def _widths(weight: int) -> dict[str, float]:
    """The advance of every character in em."""
    from fontTools.ttLib import TTFont

    with TTFont(resources.font_path(weight), lazy=True) as face:
        em, widths = face["head"].unitsPerEm, face["hmtx"].metrics
        return {chr(code): widths[name][0] / em for code, name in face.getBestCmap().items()}


def _clipped(points: Sequence[Point], left: float, right: float) -> list[Point]:
    """The part of a convex polygon between two upright lines (Sutherland & Hodgman 1974)."""
    kept = list(points)
    for edge, sign in ((left, 1.0), (right, -1.0)):
        before, kept = kept, []
        for (x0, y0), (x1, y1) in zip(before, [*before[1:], *before[:1]], strict=True):
            inside, next_inside = (x0 - edge) * sign >= 0, (x1 - edge) * sign >= 0
            if inside:
                kept.append((x0, y0))
            if inside != next_inside:
                kept.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return kept
