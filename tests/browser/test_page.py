"""The page at work: its notes and its filter, by mouse, by keyboard and without its script; printed; in its own face."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Locator, Page

from briefing.render.design import Style
from tests.browser.conftest import Visit
from tests.browser.pages import page_of
from tests.render import samples
from tests.render.conftest import SAMPLES
from tests.render.test_agreement import squeezed, statements

QUOTE = "눈 오는 날의 운행 자료가 아직 모자란다"  # a part of a sentence
WHOLE = "희귀질환 자료 개방을 두고 환자단체는 환영의 뜻을 나타냈다."
OF_QUOTE = f"업계 관계자는 “{QUOTE}”고 설명했다. [7] 들녘신문, 2024. 1. 18."
OF_WHOLE = "희귀질환 자료 개방에 환자단체 “환영하지만 동의 절차 더 쉬워야” [5] 한결일보, 2024. 1. 17."

Open = Callable[..., Page]


@pytest.fixture
def rich(visit: Visit, tmp_path: Path) -> Open:
    path = tmp_path / "briefing.html"
    path.write_bytes(page_of("rich"))
    return lambda **options: visit(path, **options)


def number(page: Page, words: str) -> Locator:
    """The first source number behind `words`."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    return page.locator("#issues li").filter(has_text=pattern).locator("button, a.ref").last


def opened(page: Page) -> list[str]:
    """The text of the notes that are open."""
    return [" ".join(note.inner_text().split()) for note in page.locator(":popover-open").all()]


@pytest.mark.parametrize(("words", "note"), [(QUOTE, OF_QUOTE), (WHOLE, OF_WHOLE)], ids=["part", "whole"])
def test_enter_opens_a_note_and_escape_leads_back(rich: Open, words: str, note: str) -> None:
    page = rich()
    behind = number(page, words)
    behind.focus()
    page.keyboard.press("Enter")
    assert opened(page) == [note]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[popover]') !== null")  # the link of the note comes next
    page.keyboard.press("Escape")
    assert opened(page) == []
    assert behind.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize(("words", "note"), [(QUOTE, OF_QUOTE), (WHOLE, OF_WHOLE)], ids=["part", "whole"])
def test_the_pointer_opens_a_note_and_a_press_keeps_it(rich: Open, words: str, note: str) -> None:
    page = rich()
    number(page, words).hover()
    page.locator(":popover-open").wait_for()
    assert opened(page) == [note]
    number(page, words).click()
    assert opened(page) == [note]
    page.mouse.move(1, 1)
    page.locator(":popover-open").wait_for(state="hidden")


def test_a_note_leads_to_its_source_and_that_back(rich: Open) -> None:
    page = rich()
    number(page, WHOLE).press("Enter")
    page.locator(":popover-open a").press("Enter")
    assert page.url.endswith("#source-5")
    page.locator("#source-5 .back a", has_text="쟁점 3").click()
    assert page.locator(":target").inner_text() == "[5]"


def test_one_note_after_the_other(rich: Open) -> None:
    page = rich()
    number(page, WHOLE).press("Enter")
    page.locator(".lead button, .lead a.ref").first.focus()
    page.keyboard.press("Enter")
    (note,) = opened(page)
    assert note.endswith("[1] 한결일보, 2024. 1. 15.")


def test_the_first_stop_is_the_way_past_the_head(rich: Open) -> None:
    page = rich()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "본문으로 건너뛰기"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index] - seen when it is reached
    page.keyboard.press("Enter")
    assert page.url.endswith("#overview")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').id") == "overview"


def test_the_order_of_stops_is_that_of_the_document(rich: Open) -> None:
    stops = "[...document.querySelectorAll('a, button, summary, input, select')]"
    assert rich().evaluate(f"{stops}.filter((stop) => stop.tabIndex !== 0).length") == 0


def shown(page: Page, selector: str) -> list[str]:
    return [" ".join(found.inner_text().split()) for found in page.locator(selector).all() if found.is_visible()]


def test_the_filter_leaves_what_is_asked_for_and_counts_it(rich: Open) -> None:
    page = rich()
    before = page.locator("main").inner_text()
    page.locator("select[name=issue]").select_option(label="4. 작은도서관 디지털 배움터 100곳 문 연다")
    assert shown(page, ".issue h3") == ["4작은도서관 디지털 배움터 100곳 문 연다"]
    assert shown(page, "#sources tbody .n") == ["[9]"]
    assert page.locator("output").inner_text() == f"{len(kept(page))}건"
    page.get_by_role("button", name="모두 보기").click()
    page.wait_for_function("document.querySelector('output').textContent === ''")
    assert page.locator("main").inner_text() == before


def kept(page: Page) -> list[str]:
    return shown(page, "main > section:not(.whole, #sources, #coverage) :is(li, tbody tr, .bottom)")


@pytest.mark.parametrize(
    ("label", "choice"), [("사람과 기관", "한도윤"), ("매체", "들녘신문"), ("찾을 말", "자율주행 버스")]
)
def test_the_filter_by_actor_outlet_and_words(rich: Open, label: str, choice: str) -> None:
    page = rich()
    field = page.locator("form label", has_text=label).locator("input, select").last
    field.fill(choice) if label == "찾을 말" else field.select_option(choice)
    left = kept(page)
    assert 0 < len(left) < 60
    assert page.locator("output").inner_text() == f"{len(left)}건"
    outlets = {source.number: source.outlet for source in samples.rich().sources}
    for text in left:
        if label == "매체":
            assert choice in {outlets[int(n)] for n in re.findall(r"\[(\d+)\]", text)}, text
    assert not shown(page, ".chart, #coverage, .whole")


def test_the_filter_says_when_nothing_is_left(rich: Open) -> None:
    page = rich()
    page.get_by_label("찾을 말").fill("없는낱말")
    assert page.locator("output").inner_text() == "0건"
    assert kept(page) == [] and shown(page, "main section") == []


def test_without_its_script_everything_is_there_and_notes_open(rich: Open) -> None:
    page = rich(java_script_enabled=False)
    text = squeezed(page.locator("body").inner_text())
    assert [item.text for item in statements(samples.rich()) if squeezed(item.text) not in text] == []
    assert not page.locator("#filter").is_visible()
    number(page, QUOTE).click()
    assert squeezed(page.locator(f"[popover]:has-text('{QUOTE}')").inner_text()) == squeezed(OF_QUOTE.split(" 들녘")[0])
    page.keyboard.press("Escape")
    number(page, WHOLE).click()
    assert page.url.endswith("#source-5")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_printed_page_says_what_the_pdf_says(rich: Open, dark: bool) -> None:
    page = rich(dark=dark)
    number(page, QUOTE).press("Enter")
    document = pdfium.PdfDocument(page.pdf(format="A4", print_background=True))
    text = squeezed("".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    assert [item.text for item in statements(samples.rich()) if squeezed(item.text) not in text] == []
    for aside in ("모든매체", "표로보기", "본문으로건너뛰기", squeezed(OF_QUOTE)):
        assert aside not in text
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("style", ["report", "개조식"], ids=["report", "outline"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_bold_face_has_what_is_set_in_it(visit: Visit, tmp_path: Path, name: str, style: Style) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(page_of(name, style))
    page = visit(path)
    if name != "empty":
        page.get_by_label("찾을 말").fill("없는낱말")  # its answer is in bold
        page.get_by_label("찾을 말").fill("가")
    bold = page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let words = "";
          while (walk.nextNode()) {
            const { parentElement: element, data } = walk.currentNode;
            if (!element.matches("script, style") && getComputedStyle(element).fontWeight >= 600) words += data;
          }
          return words;
        }"""
    )
    faces = {}
    for weight, face in re.findall(r'font-weight:(\d+);[^}]*base64,([^"]+)"', path.read_text(encoding="utf-8")):
        faces[weight] = set(map(chr, TTFont(BytesIO(base64.b64decode(face))).getBestCmap()))
    # What neither face has is left to the reader's system.
    assert {c for c in bold if c > " " and c in faces["400"]} <= faces["700"]
