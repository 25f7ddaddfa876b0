"""A View -> the body of the report as HTML, for the page and for paper from the same template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.render import resources, typography, view
from briefing.render.citations import Citations
from briefing.render.view import View

if TYPE_CHECKING:
    from jinja2 import Environment


def body(arranged: View, figures: Mapping[str, str], *, paper: bool) -> str:
    """The report from title to coverage note. `figures` holds the ready element of each chart by its key.

    Everything is escaped but the figures, which the program draws itself.
    """
    from markupsafe import Markup

    sources = {source.number: source for source in arranged.briefing.sources}
    return fill(
        "body.html",
        view=arranged,
        briefing=arranged.briefing,
        sources=sources,
        figures={key: Markup(figure) for key, figure in figures.items()},  # noqa: S704 - drawn by render.charts
        citations=Citations(sources, paper),
        paper=paper,
    )


def fill(name: str, **values: object) -> str:
    """The template `name` with `values`."""
    return engine().get_template(name).render(**values)


@cache
def engine() -> Environment:
    """The template engine: everything escaped that is not Markup, an unknown name or a None is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        UNKNOWN_OUTLET=view.UNKNOWN_OUTLET,
        UNKNOWN_TITLE=view.UNKNOWN_TITLE,
        around=view.around,
        choices=view.choices,
        clipped=view.clipped,
        days_of=typography.days,
        direction=view.direction,
        forms=view.forms,
        issues_listed=view.issues_listed,
        issues_of=view.issues_of,
        issues_shown=view.issues_shown,
        link=typography.link,
        moved=view.moved,
        profile=view.profile,
        role=view.role,
        running=view.running,
        runs=view.runs,
        speaker=view.speaker,
        stance=view.stance,
    )
    environment.filters.update(
        day=typography.day,
        plain=typography.plain,
        time=typography.time,
        value=view.value,
        week=typography.week,
    )
    return environment


def _finalize(value: Any) -> Any:
    if value is None:
        raise ValueError("a template prints None; unknowns have words of their own")
    return typography.printable(value) if type(value) is str else value
