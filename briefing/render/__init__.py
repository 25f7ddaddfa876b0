"""A Briefing -> the files of a report. Pure: the same Briefing gives the same bytes.

The only place that knows jinja2, weasyprint, matplotlib, fontTools, python-hwpx and python-docx; all of them are
imported when first needed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.model import Briefing, Chart, ChartRow
from briefing.render.design import Design

if TYPE_CHECKING:
    from briefing.render.view import View


class Sheet:
    """A briefing with what several formats need of it, each made once."""

    def __init__(self, briefing: Briefing, design: Design) -> None:
        self.briefing = briefing
        self.design = design

    @cached_property
    def view(self) -> View:
        """The briefing as the templates see it."""
        from briefing.render import view

        return view.arrange(self.briefing)

    @cached_property
    def drawings(self) -> dict[str, str]:
        """The charts as SVG, by their keys."""
        from briefing.render import charts

        return {key: charts.draw(chart, brand=self.design.brand) for key, chart in self.view.charts.items()}


def _pdf(sheet: Sheet) -> bytes:
    from briefing.render import paper

    return paper.write(sheet.view, sheet.drawings, sheet.design)


def _html(sheet: Sheet) -> bytes:
    from briefing.render import page

    return page.write(sheet.view, sheet.drawings, sheet.design)


def _json(sheet: Sheet) -> bytes:
    from briefing.render import data

    return data.encode(sheet.briefing)


def _hwpx(sheet: Sheet) -> bytes:
    from briefing.render import hwpx

    return hwpx.write(sheet.briefing)


def _docx(sheet: Sheet) -> bytes:
    from briefing.render import docx

    return docx.write(sheet.briefing, sheet.design.brand)


def _md(sheet: Sheet) -> bytes:
    from briefing.render import markdown

    return markdown.write(sheet.briefing)


FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "pdf": _pdf,
    "html": _html,
    "json": _json,
    "hwpx": _hwpx,
    "docx": _docx,
    "md": _md,
}
"""What a briefing can be written as, by the ending of the file's name."""

USUAL = ("pdf", "html", "json")
"""The formats of a report where nobody asks for others."""

_DRAWN = {"pdf", "html"}  # the formats that need the charts as SVG, which then stand beside them

_FIRST = Chart(key="", shape="bars", title="", alt="", rows=(ChartRow(label="가", value=1.0, text="1"),))


def load(formats: Iterable[str] = USUAL) -> None:
    """Load what does not depend on the briefing: a second, which can pass while other processes work.

    The libraries behind these formats, the program's own templates, and, with a first chart, the fonts.
    """
    if not _DRAWN.intersection(formats):
        return
    from briefing.render import charts, engine

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without fonts is no fault here: the report brings its own
        import_module("weasyprint")
    engine.load()
    charts.draw(_FIRST)


def files(
    briefing: Briefing, formats: Iterable[str] = USUAL, design: Design | None = None, beside: Executor | None = None
) -> dict[str, bytes]:
    """The report: `briefing.<format>` for each of `formats`; with PDF and HTML also `charts/<key>.svg`.

    `design` is how PDF and HTML look, the program's own where it is None; TemplateError for a
    template of the house that is wrong. `beside` makes the other formats while the PDF is made here.

    Not pure in one way: WeasyPrint and matplotlib need the fonts as files, and write caches of their own.
    """
    sheet = Sheet(briefing, design or Design())
    if sheet.design.templates:
        from briefing.render import engine

        engine.check(sheet.design.templates)
    wanted = tuple(formats)
    others = tuple(name for name in wanted if name != "pdf")
    if beside and 0 < len(others) < len(wanted):
        rest = beside.submit(_made, Sheet(briefing, sheet.design), others)
        made = _made(sheet, ("pdf",))
        try:
            made |= rest.result()
        except BrokenExecutor:  # that process was killed: all here, then
            made |= _made(sheet, others)
    else:
        made = _made(sheet, wanted)
    written = {f"briefing.{name}": made[name] for name in wanted}
    if _DRAWN.intersection(wanted):
        written |= {f"charts/{key}.svg": drawing.encode() for key, drawing in sheet.drawings.items()}
    return written


def _made(sheet: Sheet, formats: Iterable[str]) -> dict[str, bytes]:
    return {name: FORMATS[name](sheet) for name in formats}


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of `briefing.json`."""
    from briefing.render import data

    return data.schema()
