"""A View -> the body of the report as HTML, for the page and for paper from the same template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.render import bounds, corrections, house, resources, typography, view
from briefing.render.citations import Citations
from briefing.render.design import Design
from briefing.render.view import View

if TYPE_CHECKING:
    from jinja2 import Environment


def body(arranged: View, figures: Mapping[str, str], design: Design, *, paper: bool) -> str:
    """The report from title to coverage note. `figures` holds the ready element of each chart by its key.

    Everything is escaped but the figures, which the program draws itself. TemplateError as `fill`.
    """
    from markupsafe import Markup

    sources = {source.number: source for source in arranged.briefing.sources}
    return fill(
        "body.html",
        design,
        view=arranged,
        briefing=arranged.briefing,
        sources=sources,
        figures={key: Markup(figure) for key, figure in figures.items()},  # noqa: S704 - drawn by render.charts
        citations=Citations(sources, arranged.bounds, paper),
        paper=paper,
    )


def fill(name: str, design: Design, /, **values: object) -> str:
    """The template `name` with `values`; it knows the house's marks as `brand`.

    TemplateError where a template of the house is wrong, or where it makes one of the program's own fail; what fails
    without one is a fault of the program, and stays what it is.
    """
    try:
        return engine(design.templates).get_template(name).render({"brand": design.brand, **values})
    except _mistakes() as error:
        if design.templates is None:
            raise
        raise house.explained(error) from error


def load() -> None:
    """Compile the program's own templates of a report, which otherwise takes its time when they are first filled."""
    for path in resources.templates().glob("*.html"):
        engine(None).get_template(path.name)


def check(folder: Path) -> None:
    """TemplateError for what can be seen to be wrong with a house's templates before any of them is filled."""
    house.check(folder, engine(folder))


def _mistakes() -> tuple[type[Exception], ...]:
    """What an expression of a template may raise."""
    from jinja2 import TemplateError

    return TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError


@cache
def engine(folder: Path | None = None) -> Environment:
    """The template engine: everything escaped that is not Markup, an unknown name or a None is an error.

    The templates of the house in `folder` go before the program's own, and then all run in a sandbox, for templates
    pass from office to office: they can neither change what they are given nor reach what is behind it (twice the time
    of filling, some milliseconds a report). An edit is seen at once.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = ImmutableSandboxedEnvironment if folder else Environment
    environment = kind(
        loader=FunctionLoader(_loading(folder)),
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
        correction_opening=corrections.opening,
        correction_rows=corrections.rows,
        corrections_left=corrections.more,
        days_of=typography.days,
        direction=view.direction,
        cut=bounds.cut,
        cut_runs=bounds.cut_runs,
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
        number=typography.number,
        plain=typography.plain,
        time=typography.time,
        value=view.value,
        week=typography.week,
    )
    return environment


def _loading(folder: Path | None) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """The loader: text and path of a template, and whether both are still the same; None where there is none."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = resources.find(name, folder)
        if not path.is_file():
            return None
        state = _state(path)
        return (
            resources.text(name, folder),
            str(path),
            lambda: resources.find(name, folder) == path and _state(path) == state,
        )

    return load


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written, None for no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _finalize(value: Any) -> Any:
    if value is None:
        raise house.PrintedNoneError("a template prints None; unknowns have words of their own")
    return typography.printable(value) if type(value) is str else value
