"""The search of the site in a real browser, from a folder as from a server: it finds, and asks nobody outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from briefing.model import Edition, Issue, Revision, Source, Story
from briefing.period import parse
from briefing.render import search, site
from briefing.render.design import Design
from briefing.render.search import Week
from briefing.render.site import fonts
from tests.browser.conftest import Visit
from tests.render import samples

MATTERS = {
    "2023-W50": ("차세대반도체를 만드는 공장", "가온시 쌀 창고", "돌봄 로봇을 쓰는 마을"),
    "2024-W03": ("반도체 인력을 기른다", "마을버스 94억원 지원했다", "<img src=x onerror=alert(1)> 반도체"),
}


def edition(slug: str, labels: tuple[str, ...]) -> Edition:
    day = datetime(2024, 1, 24, 7, 30)
    sources = tuple(
        Source(
            number=at,
            digest=f"{at:064}",
            id=str(at),
            title=label,
            outlet="가온일보",
            byline=None,
            published=None,
            url=None,
            origin="a",
        )
        for at, label in enumerate(labels, start=1)
    )
    issues = tuple(
        Issue(label=label, stories=(Story(sources=(at,)),), summary=()) for at, label in enumerate(labels, start=1)
    )
    made = site.edition(samples.empty(), Revision(slug=slug, number=1, hash=slug), day)
    return replace(made, period=parse(slug, day.date()), issues=issues, sources=sources)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the search with all that it loads; the letters are the machine's own."""
    folder = tmp_path_factory.mktemp("site")
    matters = {**MATTERS, "2023-W40": tuple(f"{number}번째 온실" for number in range(1, 26))}
    editions = [edition(slug, labels) for slug, labels in sorted(matters.items())]
    press = site.press(editions, Design())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "pieces", lambda: ())
        pages = [*press.files(), *search.pages(press, [Week(one, search.index(one)) for one in editions])]
        for page in pages:
            path = folder / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.content())
    return folder


@pytest.fixture
def ask(root: Path, visit: Visit) -> Callable[..., Page]:
    """Opens the page of the search with a question, and waits for the answer."""

    def asked(question: str, **more: object) -> Page:
        address = f"{(root / 'search/index.html').as_uri()}?q={quote(question)}"
        page = visit(address, within=root.as_uri(), **more)
        page.wait_for_function("!['', '찾고 있습니다.'].includes(document.getElementById('told').textContent)")
        return page

    return asked


def found(page: Page) -> list[str]:
    return page.locator("#found h2").all_text_contents()


def told(page: Page) -> str:
    return page.locator("#told").inner_text()


@pytest.mark.parametrize("question", ["반도체", "반도체를", "반도체에서는", " 반도체! "])
def test_a_word_is_found_with_and_without_its_particle(ask: Callable[..., Page], question: str) -> None:
    page = ask(question)
    assert told(page) == "3건을 찾았습니다."
    page.locator("#found li").nth(2).wait_for()
    assert found(page) == [
        "반도체 인력을 기른다",
        "<img src=x onerror=alert(1)> 반도체",
        "차세대반도체를 만드는 공장",
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("쌀을", ["가온시 쌀 창고"]),
        ("94억원의", ["마을버스 94억원 지원했다"]),
        ("지원하는", ["마을버스 94억원 지원했다"]),
        ("반도체 인력", ["반도체 인력을 기른다"]),
        ("돌봄로봇을", ["돌봄 로봇을 쓰는 마을"]),
        ("가온일보", None),
    ],
)
def test_what_a_question_finds(ask: Callable[..., Page], question: str, expected: list[str] | None) -> None:
    page = ask(question)
    page.locator("#found li").first.wait_for()
    assert expected is None or found(page) == expected


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("우주선", "찾는 말이 없습니다: 우주선"),
        ("쌀 로봇", "그 말이 함께 든 것이 없습니다."),
        ("?!", "찾을 말을 한글, 영문, 숫자로 적어 주십시오."),
        ("__proto__ constructor", "찾는 말이 없습니다: proto, constructor"),
    ],
)
def test_a_question_without_an_answer_says_so(ask: Callable[..., Page], question: str, answer: str) -> None:
    page = ask(question)
    assert (told(page), found(page)) == (answer, [])


def test_a_result_leads_to_its_place_in_the_issue(ask: Callable[..., Page]) -> None:
    page = ask("반도체 인력")
    link = page.locator("#found a").first
    assert link.get_attribute("href") == "../issues/2024-W03/index.html#issue-1"
    assert page.locator("#found .about").first.inner_text() == "2024-W03 · 1월 3주차 (1. 15.–1. 21.)"
    assert page.locator("#found h2").first.locator("mark").all_text_contents() == ["반도체", "인력"]


def test_a_title_is_text_and_never_markup(ask: Callable[..., Page]) -> None:
    page = ask("onerror")
    page.locator("#found li").first.wait_for()
    assert found(page) == ["<img src=x onerror=alert(1)> 반도체"]
    assert page.locator("#found img").count() == 0


def test_more_results_come_with_the_keyboard(ask: Callable[..., Page]) -> None:
    page = ask("온실")
    page.locator("#found li").nth(9).wait_for()
    assert page.locator("#found li").count() == 10
    page.locator("#more").press("Enter")
    page.locator("#found li").nth(19).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "11번째 온실"
    page.locator("#more").press("Enter")
    page.locator("#found li").nth(24).wait_for()
    assert page.locator("#more").is_hidden()


def test_the_form_asks_with_the_keyboard(root: Path, visit: Visit) -> None:
    page = visit((root / "search/index.html").as_uri(), within=root.as_uri())
    page.locator("#q").fill("쌀")
    page.locator("#q").press("Enter")
    page.locator("#found li").first.wait_for()
    assert page.url.endswith("?q=" + quote("쌀"))
    assert page.locator("#q").input_value() == "쌀"
    assert page.title().startswith("쌀 · 검색")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[str]:
    """The address of the same site on a server; axe reads style sheets, which a folder refuses."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_nothing_stands_in_anybodys_way(
    served: str, visit: Visit, axe: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    page = visit(f"{served}search/index.html?q={quote('반도체')}", within=served, width=width, dark=dark)
    page.locator("#found li").first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
