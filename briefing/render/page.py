"""A View -> one self-contained HTML page: no request, no style and no script but those its policy names by hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import unescape

from briefing.render import charts, engine, resources, typography
from briefing.render.design import Design
from briefing.render.resources import MORE
from briefing.render.view import View


def write(arranged: View, drawings: Mapping[str, str], design: Design) -> bytes:
    """The page in UTF-8, with subsets of the fonts for the characters it prints.

    `drawings` are the wide SVG charts; narrow ones for telephones are drawn here.
    """
    from markupsafe import Markup

    figures = {
        key: _classed(wide, "wide") + _classed(charts.draw(arranged.charts[key], charts.NARROW), "narrow")
        for key, wide in drawings.items()
    }
    body = typography.keep_amounts(typography.hold_numbers(engine.body(arranged, figures, paper=False)))
    sheet = "\n".join((_faces(body), *map(resources.text, ("base.css", "page.css", *MORE[design.style]))))
    script = resources.text("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_sha256(sheet)}'; script-src 'sha256-{_sha256(script)}'; "
        "font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = engine.fill(
        "page.html",
        briefing=arranged.briefing,
        body=Markup(body),  # noqa: S704 - escaped when it was filled
        style=Markup(sheet),  # noqa: S704 - the project's own style sheets
        script=Markup(script),  # noqa: S704 - the project's own script
        policy=policy,
    )
    return page.encode()


def _classed(svg: str, name: str) -> str:
    return svg.replace("<svg ", f'<svg class="{name}" ', 1)


def _faces(body: str) -> str:
    ascii_set = "".join(map(chr, range(0x20, 0x7F)))
    characters = "".join(sorted(c for c in {*unescape(body), *ascii_set, *"“”…↩"} if c >= " "))
    return "\n".join(
        f'@font-face{{font-family:"{resources.FAMILY}";font-weight:{weight};font-display:swap;'
        f'src:url("{resources.webfont(weight, characters)}") format("woff2")}}'
        for weight in resources.FONTS
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
