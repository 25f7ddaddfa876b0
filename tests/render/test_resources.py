from __future__ import annotations

import hashlib

import pytest

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
