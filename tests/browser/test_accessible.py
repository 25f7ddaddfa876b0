"""The page under axe-core, in every form that it can take, and at the width of the smallest telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from briefing.render.design import Style
from tests.browser.conftest import Visit
from tests.browser.pages import page_of
from tests.render.conftest import SAMPLES

# Every width with every style, every light with every style, every width with every light.
FORMS: tuple[tuple[Style, int, bool], ...] = (
    ("report", 320, True),
    ("report", 1280, False),
    ("개조식", 320, False),
    ("개조식", 1280, True),
)


@pytest.mark.parametrize(("style", "width", "dark"), FORMS, ids=["small-dark", "wide", "outline-small", "outline-dark"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_nothing_is_against_the_rules(
    visit: Visit, axe: Callable[[Page], list[str]], tmp_path: Path, name: str, style: Style, width: int, dark: bool
) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(page_of(name, style))
    page = visit(path, width=width, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width  # 1.4.10: nothing to scroll sideways


def test_nothing_is_against_the_rules_at_work(visit: Visit, axe: Callable[[Page], list[str]], tmp_path: Path) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(page_of("rich"))
    page = visit(path)
    page.get_by_label("찾을 말").fill("농기계")
    page.locator("#issues button").first.press("Enter")
    assert page.locator(":popover-open").count() == 1
    assert axe(page) == []
