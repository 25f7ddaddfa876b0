"""The HTML part of the letter in a real browser: on a telephone and on a desk, pictures on and off, light and dark."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.render import mail
from briefing.render.design import Design
from tests.render.conftest import SAMPLES
from tests.render.test_mail import BRAND, CORRECTION, LINK


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files of the letters, their pictures in place as `data:` addresses; `off` without them."""
    folder = tmp_path_factory.mktemp("letters")
    corrected = replace(SAMPLES["rich"](), correction=CORRECTION)
    made = {name: mail.letter(make(), Design(), link=LINK) for name, make in SAMPLES.items()}
    made["corrected"] = mail.letter(corrected, Design(brand=BRAND), link=LINK)
    files = {name: folder / f"{name}.html" for name in (*made, "off")}
    for name, letter in made.items():
        html = letter.html
        for picture in letter.pictures:
            data = base64.b64encode(picture.png).decode("ascii")
            html = html.replace(f"cid:{picture.cid}", f"data:image/png;base64,{data}")
        files[name].write_text(html, encoding="utf-8")
    off = made["rich"].html
    for picture in made["rich"].pictures:
        off = off.replace(f"cid:{picture.cid}", "data:,")
    files["off"].write_text(off, encoding="utf-8")
    return files


@pytest.mark.parametrize("name", ["rich", "hostile", "empty", "corrected", "off"])
def test_nothing_is_wider_than_the_window(visit: Any, letters: dict[str, Path], name: str) -> None:
    page = visit(letters[name], width=320)
    for width in (320, 390, 800):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").bounding_box()["width"] <= min(width, 640)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["rich", "empty", "corrected"])
def test_axe_finds_nothing(
    visit: Any, axe: Callable[[Any], list[str]], letters: dict[str, Path], name: str, dark: bool
) -> None:
    faults = axe(visit(letters[name], width=800, dark=dark))
    # A message stands inside the page of a mail program, which brings the landmarks.
    assert [fault for fault in faults if not fault.startswith(("region:", "landmark-one-main:"))] == []


def test_it_reads_the_same_without_any_style_sheet(visit: Any, letters: dict[str, Path]) -> None:
    """As Gmail and Outlook show it, which drop the style element in the head."""
    page = visit(letters["rich"], width=800)
    before = page.locator("body").inner_text()
    page.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    assert page.locator("body").inner_text() == before
    assert page.locator(".ahead").is_visible() is False
    assert page.locator(".sheet").evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"


def test_pictures_are_seen_and_their_words_where_they_are_off(visit: Any, letters: dict[str, Path]) -> None:
    page = visit(letters["rich"], width=390)
    sizes = page.locator("img.chart").evaluate_all("nodes => nodes.map(n => [n.naturalWidth, n.clientWidth])")
    assert [natural for natural, _ in sizes] == [640, 640]
    assert all(300 <= shown <= 350 for _, shown in sizes)
    off = visit(letters["off"], width=390)
    assert off.locator("img.chart").evaluate_all("nodes => nodes.map(n => n.naturalWidth)") == [0, 0]
    assert all(off.locator("img.chart").evaluate_all("nodes => nodes.map(n => n.clientHeight > 20)"))
