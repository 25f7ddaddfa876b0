from __future__ import annotations

import base64
import hashlib
from io import BytesIO

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from briefing.render import resources


def test_templates_are_found() -> None:
    found = {path.name for path in resources.templates().iterdir()}
    assert {
        "body.html",
        "page.html",
        "paper.html",
        "parts.html",
        "base.css",
        "page.css",
        "page.js",
        "paper.css",
    } <= found
    assert {name for sheets in resources.MORE.values() for name in sheets} <= found


@pytest.mark.parametrize("weight", resources.FONTS)
def test_fonts_are_the_ones_their_readme_names(weight: int) -> None:
    readme = (resources.font_path(weight).parent / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(resources.font(weight)).hexdigest() in readme
    assert resources.FONTS[weight] in readme


def test_every_syllable_and_the_marks_of_the_report_are_in_the_fonts() -> None:
    syllables = {chr(code) for code in range(0xAC00, 0xD7A4)}
    assert (
        syllables | set("“”‘’·–—…□○※△~−%[]〈〉「」『』①②㎡人間") | {"\u2060", "\u202f", "\u00a0"} <= resources.glyphs()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가나다 abc\n", "가나다 abc\n"),
        ("좋아요🙂!", "좋아요□!"),
        ("👩\u200d🔬", "□\u200d□"),
        ("❤\ufe0f", "□"),
        ("\ue000", "□"),
    ],
)
def test_covered(text: str, expected: str) -> None:
    assert resources.covered(text) == expected


@pytest.mark.parametrize("weight", [400, 700])
def test_a_web_font_draws_letters_as_large_as_the_font_does(weight: int) -> None:
    def drawn(face: TTFont) -> list[float]:
        """Bounds and advance of a letter in em."""
        glyphs, name = face.getGlyphSet(), face.getBestCmap()[ord("정")]
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        matrix = face["CFF "].cff.topDictIndex[0].FDArray[0].FontMatrix
        return [*(edge * matrix[0] for edge in pen.bounds), face["hmtx"][name][0] / face["head"].unitsPerEm]

    web = TTFont(BytesIO(base64.b64decode(resources.webfont(weight, "가정").partition(",")[2])))
    assert drawn(web) == pytest.approx(drawn(TTFont(resources.font_path(weight))), abs=0.01)


@pytest.mark.parametrize("weight", [400, 700])
def test_the_fonts_are_static(weight: int) -> None:
    assert "fvar" not in TTFont(BytesIO(resources.font(weight)), lazy=True)  # a variable font costs each page its time
