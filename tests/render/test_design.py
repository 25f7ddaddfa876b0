"""A house's marks and colours on page, paper and charts."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from briefing import render
from briefing.render import charts, colours, engine, page, view
from briefing.render.design import PLAIN, Brand, Design
from tests.render import samples
from tests.render.conftest import listening

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10z" fill="#14532d"/></svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
GREEN = Brand(name="가온시", logo=SVG, main="#14532d", rest="#769a84", footer="가온시 내부 자료 <1>")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0f4c92", "#0f4c92", 1.0),
        ("#ff0000", "#00ff00", 2.91),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert colours.contrast(other, one) == colours.contrast(one, other)


MAINS = ["#0f4c92", "#14532d", "#7a1f2b", "#5b2a86", "#6b5a00", "#333333", "#000000", "#b00020", "#0000ff"]


@pytest.mark.parametrize("main", MAINS)
def test_every_colour_that_follows_from_main_can_be_read(main: str) -> None:
    rest = colours.fitting(main)
    found = dict(re.findall(r"--brand-([\w-]+): (#\w{6});", colours.css(Brand(main=main, rest=rest))))
    assert found["main"] == main
    assert 3 <= colours.contrast(rest, "#ffffff") < 3.3
    for ground in ("#10161d", "#1b232d"):  # --ground and --tint of the dark page
        assert colours.contrast(found["main-dark"], ground) >= 4.5
    assert colours.contrast(found["rest-dark"], "#10161d") >= 3
    assert colours.contrast(found["main-dark"], found["rest-dark"]) >= 1.5


def test_a_shade_beyond_reach_is_white_or_black() -> None:
    assert colours.shade("#0f4c92", "#10161d", 30) == "#ffffff"
    assert colours.shade("#0f4c92", "#ffffff", 30) == "#000000"


def test_the_grounds_are_those_of_the_style_sheets() -> None:
    sheet = "".join(css for _, css in render_styles("page"))
    assert f"--tint: {colours.TINT};" in sheet and f"--ground: {colours.DARK};" in sheet


def render_styles(kind: Any) -> list[tuple[object, str]]:
    from briefing.render import resources

    return list(resources.styles(kind, Design()))


@pytest.mark.parametrize("chart", samples.rich().charts, ids=lambda chart: chart.key)
def test_charts_have_the_colours_of_the_house(chart: Any) -> None:
    plain, green = charts.draw(chart), charts.draw(chart, brand=GREEN)
    assert green == plain.replace(PLAIN.main, GREEN.main).replace(PLAIN.rest, GREEN.rest)
    assert PLAIN.main in plain or PLAIN.rest in plain


def test_a_picture_of_a_chart_has_them_too() -> None:
    chart = samples.rich().charts[0]
    assert charts.png(chart, brand=GREEN) != charts.png(chart)


@pytest.mark.parametrize(("logo", "kind"), [(SVG, "image/svg+xml"), (PNG, "image/png")])
def test_the_logo_is_an_address_of_its_own(logo: bytes, kind: str) -> None:
    picture = Brand(logo=logo).picture
    assert picture is not None
    head, _, data = picture.partition(";base64,")
    assert (head, base64.b64decode(data)) == (f"data:{kind}", logo)
    assert PLAIN.picture is None


def body(design: Design, *, paper: bool) -> str:
    return engine.body(view.arrange(samples.empty()), {}, design, paper=paper)


def test_the_cover_shows_logo_and_name_and_the_foot_its_line() -> None:
    page_body = body(Design(brand=GREEN), paper=False)
    assert re.search(
        r'<p class="house">\s*<img src="data:image/svg\+xml;base64,\S+" alt="가온시 로고">\s*가온시\s*</p>', page_body
    )
    assert "<footer>가온시 내부 자료 &lt;1&gt;</footer>" in page_body
    paper_body = body(Design(brand=GREEN), paper=True)
    assert 'data-foot="가온시 내부 자료 &lt;1&gt;"' in paper_body and "<footer>" not in paper_body


def test_without_marks_there_is_no_trace_of_them() -> None:
    plain = body(Design(), paper=False)
    assert 'class="house"' not in plain and "<footer>" not in plain and "<img" not in plain


def test_a_house_that_is_the_issuer_is_named_once() -> None:
    issued = view.arrange(replace(samples.empty(), issuer="가온시"))
    page_body = engine.body(issued, {}, Design(brand=Brand(name="가온시")), paper=False)
    assert 'class="house"' not in page_body and '<p class="issuer">가온시</p>' in page_body
    assert "<footer>가온시</footer>" in page_body


@pytest.mark.parametrize("logo", [SVG, PNG], ids=["svg", "png"])
def test_the_pdf_has_logo_foot_and_colours(logo: bytes) -> None:
    brand = Brand(name="가온시", logo=logo, main="#14532d", rest="#769a84", footer="가온시 내부 자료 <1>")
    with listening() as said:
        pdf = render.files(samples.empty(), ("pdf",), Design(brand=brand))["briefing.pdf"]
    assert said == []
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(p.get_textpage().get_text_bounded() for p in document).replace("\u2060", "")
    seen = {colour for _, colour in document[0].render(scale=2).to_pil().convert("RGB").getcolors(1 << 24)}
    document.close()
    assert "가온시 내부 자료 <1>" in text and "1 / 1" in text
    assert (0x14, 0x53, 0x2D) in seen and (0x0F, 0x4C, 0x92) not in seen
    assert "가온시 로고" in alternatives(pdf)


def alternatives(pdf: bytes) -> set[str]:
    found = set()

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.add(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found


def test_the_page_has_the_colours_for_light_dark_and_print() -> None:
    html = page.write(view.arrange(samples.empty()), {}, Design(brand=GREEN)).decode()
    style = html.split("<style>")[1].split("</style>")[0]
    assert "--brand-main: #14532d; --brand-rest: #769a84;" in style
    assert "#0f4c92" not in style
    assert style.count("--accent: var(--brand-main);") == 2 and style.count("--accent: var(--brand-main-dark);") == 1
    assert "img-src data:" in html
