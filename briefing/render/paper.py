"""A View -> an A4 PDF: tagged (PDF/UA-1), with bookmarks, fonts and briefing.json embedded, nothing fetched."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO

from briefing.garbage import uncollected
from briefing.model import Briefing
from briefing.render import data, engine, house, resources, standard, typography
from briefing.render.design import Design
from briefing.render.view import View

_SCHEME = "briefing:"
_NUMBER = re.compile(r"\[(\d+)\]")


def write(arranged: View, drawings: Mapping[str, str], design: Design) -> bytes:
    """The PDF. `drawings` are the SVG charts by key.

    WeasyPrint logs a warning where a resource is missing or a rule is wrong; the page is written all the same, but with
    templates of the house it is a TemplateError.
    """
    with warnings.catch_warnings():
        # A machine without fonts is no fault here: the report brings its own.
        warnings.filterwarnings("ignore", message="(No fonts configured in|FontConfig cannot load)")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

    brought = {f"{_SCHEME}charts/{key}.svg": (drawing.encode(), "image/svg+xml") for key, drawing in drawings.items()}
    if (picture := design.brand.picture) and design.brand.logo:
        brought[picture] = (design.brand.logo, picture[len("data:") : picture.index(";")])
    brought |= {f"{_SCHEME}fonts/{name}": (resources.font(w), "font/otf") for w, name in resources.FONTS.items()}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        """Gives what the report brings itself; refuses every other address, files and other data: URLs among them."""

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
    sheets = [weasyprint.CSS(string=faces, font_config=fonts, url_fetcher=fetcher)]
    for path, css in resources.styles("paper", design):
        with house.heard(path, design):
            sheets.append(weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher))
    filled = markup(arranged, design)
    document = weasyprint.HTML(string=filled, url_fetcher=fetcher)
    last = datetime.combine(arranged.briefing.period.end, time())
    attached = weasyprint.Attachment(
        file_obj=BytesIO(data.encode(_attached(arranged, filled))),
        name="briefing.json",
        description="이 문서의 내용을 담은 자료",
        created=last,  # not the clock: the same briefing gives the same file
        modified=last,
    )
    with house.heard(design.templates, design), uncollected(), warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile for Python to close.
        warnings.simplefilter("ignore", ResourceWarning)
        pdf: bytes = document.write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            attachments=[attached],
            pdf_variant=standard.variant(design.pdf_a),
            finisher=standard.finisher(design.pdf_a),
        )
    return pdf


def _attached(arranged: View, filled: str) -> Briefing:
    """What briefing.json in the PDF holds: all, but of a very large week only what the document `filled` prints."""
    if arranged.bounds.attached:
        return arranged.briefing
    return data.printed(arranged.briefing, arranged.bounds, {int(number) for number in _NUMBER.findall(filled)})


def markup(arranged: View, design: Design) -> str:
    """The HTML that WeasyPrint lays out: words held together, □ for what the fonts lack, charts by their address."""
    from markupsafe import Markup

    figures = {
        key: f'<img src="{_SCHEME}charts/{key}.svg" alt="{html.escape(typography.printable(chart.alt))}">'
        for key, chart in arranged.charts.items()
    }
    filled = engine.fill(
        "paper.html",
        design,
        briefing=arranged.briefing,
        body=Markup(engine.body(arranged, figures, design, paper=True)),  # noqa: S704 - escaped when it was filled
    )
    return resources.covered(typography.keep_words(typography.hold_numbers(filled)))
