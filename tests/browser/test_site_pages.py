"""The pages of the site in a real browser: rules, policy, weight, keyboard, filter; over HTTP and from a folder."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Visit
from tests.render.site import published

KINDS = (
    "index.html",
    "issues/index.html",
    "issues/2024-W03/index.html",
    "people/index.html",
    "organizations/index.html",
    "topics/index.html",
    "numbers/index.html",
    "plans/index.html",
    "plans/2024/index.html",
)
FONTS = "document.fonts.status === 'loaded' && [...document.fonts].some((face) => face.status === 'loaded')"
NAMED = ("people", "organizations", "topics")


PAGES = published.pages(*published.editions())
LATIN = [path for path in PAGES if path.endswith(".woff2")][-1]


@cache
def content(path: str, whole: bool = False) -> bytes:
    """The bytes of a page; but for `whole` one font stands for all its pieces, each of which takes a while to make."""
    return PAGES[path if whole or not path.endswith(".woff2") else LATIN].content()


class Site(BaseHTTPRequestHandler):
    """Serves the site below a folder, as an intranet may have it."""

    whole = False

    def do_GET(self) -> None:
        path = self.path.removeprefix("/weekly/")
        # A browser asks for pieces of rare syllables too where the one font that stands for all lacks a letter.
        known = path in PAGES or (path.endswith(".woff2") and not self.whole)
        page = content(path, self.whole) if known else b""
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", guess_type(self.path)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Whole(Site):
    """The same with all its fonts."""

    whole = True


@contextmanager
def served(handler: type[Site]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/weekly/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Site) as address:
        yield address


def kinds() -> tuple[str, ...]:
    """One address of each kind of page."""
    named = (next(p for p in sorted(PAGES) if re.match(rf"{kind}/.*-.*/", p)) for kind in NAMED)
    return (*KINDS, *named)


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)], ids=["phone in the dark", "desk"])
def test_nothing_is_against_the_rules(
    visit: Visit, axe: Callable[[Page], list[str]], address: str, width: int, dark: bool
) -> None:
    for path in kinds():
        page = visit(address + path, width=width, dark=dark, within=address)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.context.close()


def test_a_page_is_light(visit: Visit) -> None:
    """All that a first visit loads, uncompressed."""
    asked: set[str] = set()
    with served(Whole) as address:
        page = visit("about:blank", within=address)
        page.on("response", lambda response: asked.add(response.url.removeprefix(address)))
        page.goto(address + "index.html")
        page.wait_for_function(FONTS)
    assert len([path for path in asked if path.endswith(".woff2")]) > 10
    assert sum(len(content(path, True)) for path in asked) < 200_000


def test_it_is_read_from_a_folder(visit: Visit, tmp_path: Path) -> None:
    for path, made in PAGES.items():
        if not path.endswith(".woff2") and not path.startswith("issues/2"):
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made.content())

    def font(route: Route) -> None:
        route.fulfill(body=content(LATIN))

    page = visit("about:blank", within=tmp_path.as_uri())
    page.context.route("**/*.woff2", font)
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="인물", exact=True).click()
    page.get_by_role("link", name="한도윤(미래산업부)").click()
    assert page.get_by_role("heading", level=1).inner_text() == "한도윤(미래산업부)"
    assert page.evaluate("getComputedStyle(document.body).fontFamily") == '"Pretendard GOV", sans-serif'


def test_a_remark_leads_to_its_source_in_the_issue(visit: Visit, address: str) -> None:
    page = visit(address + "people/index.html", within=address)
    page.get_by_role("link", name="한도윤(미래산업부)").click()
    words = page.get_by_text("농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다").nth(1)
    words.locator("..").get_by_role("link", name="[1]").first.click()
    assert page.url.endswith("issues/2024-W03/index.html#source-1")
    assert page.locator(":target").inner_text().startswith("[1]")


def test_the_filter_leaves_what_holds_the_words(visit: Visit, address: str) -> None:
    page = visit(address + "numbers/index.html", within=address)
    rows = page.locator("#numbers tbody tr:visible")
    before = rows.count()
    page.get_by_role("searchbox").fill("자율주행 2024-W03")
    assert 0 < rows.count() < before
    assert all("자율주행" in text and "2024-W03" in text for text in rows.all_inner_texts())
    assert page.locator("output").inner_text() == f"{rows.count()}건"
    page.get_by_role("searchbox").fill("")
    assert rows.count() == before


def test_the_keyboard_skips_the_navigation(visit: Visit, address: str) -> None:
    page = visit(address + "people/index.html", within=address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "본문으로 건너뛰기"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_it_reads_the_same_without_scripts_and_on_paper(visit: Visit, address: str) -> None:
    page = visit(address + "numbers/index.html", within=address, java_script_enabled=False)
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator("#numbers tbody tr").count() > 10
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="사이트").is_visible()


def test_an_issue_has_its_notes_and_its_filter(visit: Visit, address: str) -> None:
    page = visit(address + "issues/2024-W03/index.html", within=address)
    page.locator("main [popovertarget]").first.click()
    assert page.locator("[popover]:popover-open").count() == 1
    assert page.locator("#filter").is_visible()
    assert page.get_by_role("navigation", name="이어 보기").get_by_role("link", name="한도윤").count() == 1
