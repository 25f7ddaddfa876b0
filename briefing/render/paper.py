"""A View -> an A4 PDF: tagged (PDF/UA-1), with bookmarks, fonts embedded, nothing fetched from anywhere."""

from __future__ import annotations

import html
import warnings
from collections.abc import Mapping

from briefing.render import engine, resources, typography
from briefing.render.design import Design
from briefing.render.resources import MORE
from briefing.render.view import View

_SCHEME = "briefing:"


def write(arranged: View, drawings: Mapping[str, str], design: Design) -> bytes:
    """The PDF. `drawings` are the SVG charts by key.

    WeasyPrint logs a warning where a resource is missing or a rule is wrong; the page is written all the same.
    """
    with warnings.catch_warnings():
        # A machine without fonts is no fault here: the report brings its own.
        warnings.filterwarnings("ignore", message="(No fonts configured in|FontConfig cannot load)")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

    brought = {f"{_SCHEME}charts/{key}.svg": (drawing.encode(), "image/svg+xml") for key, drawing in drawings.items()}
    brought |= {f"{_SCHEME}fonts/{name}": (resources.font(w), "font/otf") for w, name in resources.FONTS.items()}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        """Gives what the report brings itself; refuses every other address, files and data: URLs among them."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url not in brought:
                raise ValueError(f"refused: {url}")
            content, kind = brought[url]
            return URLFetcherResponse(url, body=content, headers={"Content-Type": kind})

    fetcher = Fetcher()
    fonts = FontConfiguration()
    faces = "\n".join(
        f'@font-face{{font-family:"{resources.FAMILY}";font-weight:{weight};src:url("{_SCHEME}fonts/{name}")}}'
        for weight, name in resources.FONTS.items()
    )
    css = "\n".join((faces, *map(resources.text, ("base.css", "paper.css", *MORE[design.style]))))
    sheet = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = weasyprint.HTML(string=markup(arranged), url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def markup(arranged: View) -> str:
    """The HTML that WeasyPrint lays out: words held together, □ for what the fonts lack, charts by their address."""
    from markupsafe import Markup

    figures = {
        key: f'<img src="{_SCHEME}charts/{key}.svg" alt="{html.escape(typography.printable(chart.alt))}">'
        for key, chart in arranged.charts.items()
    }
    filled = engine.fill(
        "paper.html",
        briefing=arranged.briefing,
        body=Markup(engine.body(arranged, figures, paper=True)),  # noqa: S704 - escaped when it was filled
    )
    return resources.covered(typography.keep_words(typography.hold_numbers(filled)))
