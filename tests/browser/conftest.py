"""A real Chromium for the tests of pages: offline, and told apart by what it complains of.

`visit` opens a file or an address and gives the Playwright page; its context may load nothing but that address (and
what begins with `within`). Whatever it asks for beside that, every error in its console and every violation of its
content security policy fails the test that opened it. `axe` says what the page lacks under WCAG 2.2 AA.

Fixtures are of this package, not of the session: Playwright holds the event loop of its thread while it runs, and
other tests need one of their own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox",  # containers have none to give, and the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
)
# All that WCAG 2.2 asks at level AA, and what axe holds good practice.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; without one they are skipped, but not where a build server should have it."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        reason = "no Chromium: apt-get install chromium (Debian), or any of " + ", ".join(NAMES) + " in PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens pages: `visit(path, width=320, dark=True)`; other names are those of Playwright's `new_context`."""
    faults: list[str] = []
    contexts = []

    def opened(
        place: Path | str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        within: str | None = None,
        **more: Any,
    ) -> Page:
        address = place.as_uri() if isinstance(place, Path) else place
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="ko-KR",
            **more,
        )
        contexts.append(context)

        def fetched(route: Route) -> None:
            url = route.request.url
            if url.partition("#")[0] == address.partition("#")[0] or (within and url.startswith(within)):
                route.continue_()
            else:
                faults.append(f"asked for {url}")
                route.abort()

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):  # a violation of the policy is an error of the console
                faults.append(f"console: {message.text}")

        context.route("**/*", fetched)
        context.on("console", said)
        context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What a page breaks of the rules, a line each: rule, element, reason."""
    checker = Axe()

    def check(page: Page) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
        found = checker.run(page, options=options).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:120]} ({' '.join(node['failureSummary'].split())})"
            for rule in found
            for node in rule["nodes"]
        ]

    return check
