"""Colours as `#rrggbb`: how well they stand apart, and the palette that follows from the two of a house.

Contrast is that of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance in sRGB; 1 for equal colours, 21 for
black on white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.render.design import Brand

WHITE = "#ffffff"
TINT = "#f1f4f8"  # the ground of boxes on paper and on the light page: --tint of the style sheets
DARK = "#10161d"  # the ground of the dark page: --ground of page.css

TEXT = 4.5  # WCAG 2.2, 1.4.3: text against its ground
GRAPHIC = 3.0  # 1.4.11: a mark that says something against its ground
APART = 1.5  # main against rest: a third less light is seen side by side, in grey print too

# As strong on the dark page as the program's own blues are on white; main stays above 4.5 on its boxes (#1b232d) too.
_DARK_MAIN, _DARK_REST = 8.7, 3.6


def contrast(one: str, other: str) -> float:
    """How well two colours stand apart, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shade(colour: str, ground: str, wanted: float) -> str:
    """`colour` mixed with as much white or black as makes its contrast with `ground` `wanted`, or just above.

    Mixed, not turned up in lightness: a dark green would become a glaring one. White or black itself where no mixture
    reaches that far.
    """
    near, far = (1.0, -1.0) if _luminance(ground) > 0.18 else (-1.0, 1.0)  # 0.18: as far from black as from white
    for _ in range(12):  # finer than one of 256 steps
        middle = (near + far) / 2
        if contrast(_mixed(colour, middle), ground) < wanted:
            near = middle
        else:
            far = middle
    return _mixed(colour, far)


def fitting(main: str) -> str:
    """A second colour for `main`: a lighter shade, still a mark on white."""
    return shade(main, WHITE, 3.1)


def css(brand: Brand) -> str:
    """The style sheet that gives page and paper the colours of the house, for light and for dark grounds."""
    dark = shade(brand.main, DARK, _DARK_MAIN), shade(brand.rest, DARK, _DARK_REST)
    names = ("main", "rest", "main-dark", "rest-dark")
    values = zip(names, (brand.main, brand.rest, *dark), strict=True)
    return f":root {{ {' '.join(f'--brand-{name}: {value};' for name, value in values)} }}"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _mixed(colour: str, share: float) -> str:
    """`colour` with that share of white, or, below zero, of black."""
    other = 1.0 if share > 0 else 0.0
    return "#" + "".join(f"{round((part + (other - part) * abs(share)) * 255):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
