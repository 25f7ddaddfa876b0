"""A Briefing -> the files of a report: PDF, HTML, JSON and charts. Pure: the same Briefing gives the same bytes.

The only place that knows jinja2, weasyprint, matplotlib and fontTools; all of them are imported when first needed.
"""

from __future__ import annotations

from briefing.model import Briefing


def files(briefing: Briefing) -> dict[str, bytes]:
    """The report: `briefing.pdf`, `briefing.html` (one self-contained file), `briefing.json`, `charts/<key>.svg`.

    Not pure in one way: WeasyPrint and matplotlib need the fonts as files, and write caches of their own.
    """
    from briefing.render import charts, data, page, paper, view

    arranged = view.arrange(briefing)
    drawings = {key: charts.draw(chart) for key, chart in arranged.charts.items()}
    return {
        "briefing.pdf": paper.write(arranged, drawings),
        "briefing.html": page.write(arranged, drawings),
        "briefing.json": data.encode(briefing),
        **{f"charts/{key}.svg": drawing.encode() for key, drawing in drawings.items()},
    }


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of `briefing.json`."""
    from briefing.render import data

    return data.schema()
