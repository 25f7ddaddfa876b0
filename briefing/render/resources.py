"""Where the report's own files are: templates, style sheets and fonts.

They are read from the file system: an installed package that is still zipped is not supported.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Literal

from briefing.errors import TemplateError
from briefing.render import colours
from briefing.render.design import Design, Style

MORE: dict[Style, tuple[str, ...]] = {"report": (), "개조식": ("gaejosik.css",)}
"""The style sheets that a style adds to those of page and paper."""

FAMILY = "Pretendard GOV"
FONTS = {400: "PretendardGOV-Regular.otf", 700: "PretendardGOV-Bold.otf"}


def templates() -> Path:
    """The folder of templates: inside the package when installed, at the top of a checkout."""
    package = Path(str(files("briefing")))
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def find(name: str, house: Path | None = None) -> Path:
    """The file of the template, style sheet or script `name`: the one in the folder `house`, else the program's own.

    It need not exist. TemplateError for a name that would lead out of the folder.
    """
    if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
        raise TemplateError(name, "템플릿 폴더 밖의 파일은 쓸 수 없습니다.", "폴더 안의 이름을 적어 주십시오.")
    own = house / name if house else None
    return own if own and own.is_file() else templates() / name


def text(name: str, house: Path | None = None) -> str:
    """The text of a template, style sheet or script; TemplateError for one that cannot be read or is no UTF-8."""
    path = find(name, house)
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TemplateError(str(path), f"읽을 수 없습니다({error.strerror}).", "파일을 확인해 주십시오.") from error
    except UnicodeDecodeError as error:
        raise TemplateError(str(path), "UTF-8로 된 파일이 아닙니다.", "UTF-8로 다시 저장해 주십시오.") from error


def styles(kind: Literal["page", "paper"], design: Design) -> Iterator[tuple[Path | None, str]]:
    """The style sheets of page or paper in their order, each with its file; first the colours, which have none."""
    yield None, colours.css(design.brand)
    foot = ("foot.css",) if kind == "paper" and (design.brand.footer or design.brand.name) else ()
    for name in ("base.css", f"{kind}.css", *foot, *MORE[design.style]):
        yield find(name, design.templates), text(name, design.templates)


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


_EM = 400  # units; 1 / 400 is exact in the font's decimal fractions


@cache
def webfont(weight: int, characters: str) -> str:
    """A `data:` URL of a WOFF2 font with the glyphs of `characters` (sorted, so that equal sets share a result).

    Kerning is kept; alternates and hints, which a screen of today does without, are not. Characters the font
    lacks are left to the reader's system. Outlines are rounded to 1/400 em, less than an eye sees on a screen and a
    fifth of the size.
    """
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.drop_tables += ["vhea", "vmtx"]  # for vertical text
    options.desubroutinize = True  # a fifth smaller once compressed
    options.name_IDs = [1, 2]
    # Neither the boxes nor the clock: half the time, and the same bytes on every run.
    face = TTFont(BytesIO(font(weight)), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(face)
    scale_upem(face, _EM)
    # In a font with CIDs the matrix of its parts counts, which scale_upem leaves: without this a browser draws nothing.
    top = face["CFF "].cff.topDictIndex[0]
    del top.FontMatrix
    for part in top.FDArray:
        part.FontMatrix = [1 / _EM, 0, 0, 1 / _EM, 0, 0]
    face.flavor = "woff2"
    target = BytesIO()
    face.save(target)
    return "data:font/woff2;base64," + base64.b64encode(target.getvalue()).decode("ascii")
