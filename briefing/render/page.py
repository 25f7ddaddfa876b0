"""A View -> one self-contained HTML page: no request, no style and no script but those its policy names by hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape, unescape

from briefing.render import charts, engine, resources, typography
from briefing.render.design import Design
from briefing.render.view import View

# What our own style sheets set in bold: all of these, and the like in a chart.
_BOLD = re.compile(
    r'<(h[1-4]|b|th|dt|figcaption|code)\b(?! class="title").*?</\1>'
    r'|<(p|div|span|td|text)\b[^>]*(?:class="(?:house|issuer|week|lead|much|n)"|weight="700").*?</\2>',
    re.DOTALL,
)
_SMALL = re.compile(r"<small\b.*?</small>", re.DOTALL)  # never bold, wherever it stands
_TAG = re.compile(r"<[^>]*>")
_MADE = "“”…□○※-·. IVX0123456789()건"  # by style sheets and script
_PAPER = re.compile(r' data-(?:label|running)="[^"]*"')  # for bookmarks and running heads
_DRAWING = re.compile(
    r' fill="#\w+"(?= ?/?>)| (?:role|xmlns|font-family)="[^"]*"(?= )|<(title|desc)>.*?</\1>', re.DOTALL
)
# Marks around a value that needs none (HTML, 13.1.2.3), three bytes in a hundred; in text they are escaped.
_QUOTED = re.compile(r'="([\w#.-]+)"(?=[ >])')


def write(arranged: View, drawings: Mapping[str, str], design: Design) -> bytes:
    """The page in UTF-8, with subsets of the fonts for the characters it prints.

    `drawings` are the wide SVG charts.
    """
    from markupsafe import Markup

    content = body(arranged, drawings, design)
    given = {"briefing": arranged.briefing, "body": Markup(content)}  # noqa: S704 - escaped when it was filled
    printed = engine.fill("page.html", design, style="", script="", policy="", **given)
    given["body"] = Markup(_QUOTED.sub(r"=\1", content))  # noqa: S704
    faces = _faces(printed, plain=design.templates is None)
    sheet = "\n".join((faces, *(css for _, css in resources.styles("page", design))))
    script = resources.text("page.js", design.templates)
    policy = (
        f"default-src 'none'; style-src 'sha256-{_sha256(sheet)}'; script-src 'sha256-{_sha256(script)}'; "
        "font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = engine.fill(
        "page.html",
        design,
        **given,
        style=Markup(sheet),  # noqa: S704 - the project's own style sheets
        script=Markup(script),  # noqa: S704 - the project's own script
        policy=policy,
    )
    return page.encode()


def body(arranged: View, drawings: Mapping[str, str], design: Design) -> str:
    """What stands inside <body>, without the script.

    `drawings` are the wide SVG charts; narrow ones for telephones are drawn here.
    """
    figures = {}
    for key, wide in drawings.items():
        chart = arranged.charts[key]
        both = _classed(wide, "wide") + _classed(charts.draw(chart, charts.NARROW, design.brand), "narrow")
        figures[key] = f'<div role="img" aria-label="{escape(typography.printable(chart.alt))}">{both}</div>'
    html = typography.keep_amounts(typography.hold_numbers(engine.body(arranged, figures, design, paper=False)))
    return _PAPER.sub("", html)


def _classed(svg: str, name: str) -> str:
    """The drawing as a part of the page, which gives its colours and says what it shows."""
    return _DRAWING.sub("", svg).replace("<svg ", f'<svg class="{name}" ', 1)


def _faces(page: str, *, plain: bool) -> str:
    """The two faces, each with what is set in it; a house's own sheets may set anything in bold."""
    bold = "".join(found[0] for found in _BOLD.finditer(_SMALL.sub("", page))) if plain else page
    return "\n".join(
        f'@font-face{{font-family:"{resources.FAMILY}";font-weight:{weight};font-display:swap;'
        f'src:url("{resources.webfont(weight, _characters(html))}") format("woff2")}}'
        for weight, html in zip(resources.FONTS, (page, bold), strict=True)
    )


def _characters(html: str) -> str:
    return "".join(sorted(c for c in {*unescape(_TAG.sub("", html)), *_MADE} if c >= " "))


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
