from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont

from briefing.render.site import fonts


def test_every_syllable_is_in_one_piece() -> None:
    syllables = [c for piece in fonts.pieces() for c in piece.characters if "가" <= c <= "힣"]
    assert len(syllables) == len(set(syllables)) == 11_172


def test_a_later_range_has_what_an_earlier_one_claims() -> None:
    *_, latin = fonts.pieces()
    assert latin.range.startswith("U+20-7E,")
    assert fonts.pieces()[0].range == "U+AC00-ADFF"
    assert "가" not in fonts.pieces()[0].characters  # it is frequent, and so in a piece that is declared later


def test_a_piece_is_a_font_of_its_characters() -> None:
    piece = fonts.pieces()[-2]
    face = TTFont(BytesIO(fonts.woff2(700, piece)))
    assert face.flavor == "woff2"
    assert len(face.getBestCmap()) < 300
    assert {"①", "㎡", "ㅎ"} <= set(map(chr, face.getBestCmap()))
