"""The bundled font in pieces: a browser loads those that a page has letters of, and keeps them for the next page."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from briefing.render import resources

# Of the syllables by frequency: every page needs the first two pieces, 9 KB each; of the rest a page needs few letters
# a piece, and small pieces load less (measured: 90 to 110 KB a page, against 120 to 160 KB in pieces of 128).
_CUTS = (0, 128, *range(256, 768, 32), *range(768, 1140, 62), 1142)
_BLOCK = 512  # code points of a piece of rare syllables: 30 KB, which few pages need
_FIRST, _END = 0xAC00, 0xD7A4

_LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0·×–—‘’“”…→~›‧※△□◦「」㈜ㆍ"
# Latin-1, jamo, and the marks that Korean offices set: dots, brackets, bullets, numbers in circles.
_MARKS = (
    "".join(map(chr, (*range(0xA1, 0x100), *range(0x3131, 0x3164))))
    + "‐‑‒―†‡•‣․‧‰′″※‹›⁄₩€℃ℓ№™Ω←↑↓↔⇒⇔√∞∙≒≠≤≥─│■□▪▲△▶▷▼▽◆◇○◎●◦★☆✓↩"
    + "、。〈〉《》「」『』【】〔〕㈜㎎㎏㎜㎝㎞㎡㎢㎥①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ❶❷❸❹❺ㆍ・～＜＞￦"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the font (sorted), and the `unicode-range` that a style sheet says of them.

    `rare` are syllables that few pages have.
    """

    characters: str
    range: str
    rare: bool = False


@cache
def pieces() -> tuple[Piece, ...]:
    """All pieces in the order of a style sheet: of two that claim a character, the later one is asked (CSS Fonts 4).

    First blocks of rare syllables by code point, whose ranges may so be short, then the frequent ones, marks, Latin.
    """
    text = files("briefing.render.site").joinpath("syllables.txt").read_text(encoding="utf-8")
    frequent = "".join(line for line in text.splitlines() if not line.startswith("#"))
    rare = []
    for first in range(_FIRST, _END, _BLOCK):
        block = range(first, min(first + _BLOCK, _END))
        rare.append(
            Piece("".join(sorted(set(map(chr, block)) - set(frequent))), f"U+{block[0]:X}-{block[-1]:X}", rare=True)
        )
    found = [frequent[first:last] for first, last in pairwise(_CUTS)]
    found += ["".join(set(_MARKS) - set(_LATIN)), _LATIN]
    return (*rare, *(Piece(kept, _ranges(kept)) for piece in found if (kept := "".join(sorted(piece)))))


def syllables(text: str) -> list[str]:
    """The Hangul syllables of `text`, as often as they stand there."""
    return [letter for letter in text if _FIRST <= ord(letter) < _END]


def face(weight: int, name: str, piece: Piece) -> str:
    """The rule for one piece, whose file `name` lies beside the style sheet."""
    return (
        f'@font-face{{font-family:"{resources.FAMILY}";font-weight:{weight};font-display:swap;'
        f'src:url("{name}") format("woff2");unicode-range:{piece.range}}}'
    )


def woff2(weight: int, piece: Piece) -> bytes:
    """The file of one piece. Characters that the font lacks are left to the reader's system."""
    return base64.b64decode(resources.webfont(weight, piece.characters).partition(",")[2])


def _ranges(characters: str) -> str:
    runs: list[list[int]] = []
    for point in map(ord, characters):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)
