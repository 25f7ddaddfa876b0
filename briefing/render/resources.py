"""Where the report's own files are: templates, style sheets and fonts.

They are read from the file system: an installed package that is still zipped is not supported.
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from briefing.render.design import Style

MORE: dict[Style, tuple[str, ...]] = {"report": (), "개조식": ("gaejosik.css",)}
"""The style sheets that a style adds to those of page and paper."""

FAMILY = "Pretendard GOV"
FONTS = {400: "PretendardGOV-Regular.otf", 700: "PretendardGOV-Bold.otf"}


def templates() -> Path:
    """The folder of templates: inside the package when installed, at the top of a checkout."""
    package = Path(str(files("briefing")))
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def text(name: str) -> str:
    """The text of one style sheet or script."""
    return (templates() / name).read_text(encoding="utf-8")


def font_path(weight: int) -> Path:
    """The file of the bundled font in that weight (400 or 700)."""
    return Path(str(files("briefing.render"))) / "fonts" / FONTS[weight]


@cache
def font(weight: int) -> bytes:
    """The bundled font in that weight (400 or 700)."""
    return font_path(weight).read_bytes()


@cache
def glyphs() -> frozenset[str]:
    """The characters that both weights have, without private ones: what a font draws there is no letter."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    faces = (TTFont(BytesIO(font(weight)), lazy=True) for weight in FONTS)
    both = frozenset.intersection(*(frozenset(map(chr, face.getBestCmap())) for face in faces))
    return frozenset(c for c in both if unicodedata.category(c) != "Co")


def covered(text: str) -> str:
    """`text` with □ for every character that the bundled font lacks; marks that only join or vary others are dropped.

    So that paper and charts look the same on every machine, whatever fonts it has.
    """
    missing = {c for c in set(text) - glyphs() if not c.isspace()}
    return text.translate({ord(c): "" if unicodedata.category(c) in ("Mn", "Cf") else "□" for c in missing})


@cache
def webfont(weight: int, characters: str) -> str:
    """A `data:` URL of a WOFF2 font with the glyphs of `characters` (sorted, so that equal sets share a result).

    Kerning is kept; alternates and hints, which a screen of today does without, are not. Characters the font
    lacks are left to the reader's system.
    """
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.desubroutinize = True  # a fifth smaller once compressed
    options.name_IDs = [1, 2]
    # Neither the boxes nor the clock: half the time, and the same bytes on every run.
    face = TTFont(BytesIO(font(weight)), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(face)
    face.flavor = "woff2"
    target = BytesIO()
    face.save(target)
    return "data:font/woff2;base64," + base64.b64encode(target.getvalue()).decode("ascii")
