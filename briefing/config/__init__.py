"""The settings: briefing.toml and the environment, read once, checked, and frozen.

Each section of the file has a module here, which holds its noun and reads it: `sources`, `brand`, `mail`, `site`,
`routine`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from briefing import render
from briefing.config import brand, mail, routine, site, sources
from briefing.config.mail import Mail
from briefing.config.routine import Routine
from briefing.config.site import Site
from briefing.config.sources import PLACES, Policy, Source, wrong_address
from briefing.config.table import Table, path_from, read
from briefing.errors import ConfigError
from briefing.render.design import Design

__all__ = [
    "FILE",
    "MOST_SENTENCES",
    "PLACES",
    "Approval",
    "Config",
    "Mail",
    "Policy",
    "Routine",
    "Site",
    "Source",
    "find",
    "load",
    "named",
    "settings",
    "wrong_address",
]

FILE = "briefing.toml"

# With more sentences than this a summary is none any more; with more entries a watch list is.
MOST_SENTENCES = 20
_MOST_WATCHED = 100

Approval = Literal["required", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What may be set once for all runs.

    `summary_sentences` is the most an issue's summary has; `watch` are the people, organisations and terms that every
    briefing reports on; `sources` are where `briefing fetch` fetches from; `formats` are what a report is written as,
    `design` how it looks; `approval` says whether a briefing is approved before it leaves the house; `mail` and `site`
    are where it goes, None where that is not set; `routine` is what `briefing run` does. `source` is the file the
    settings came from, None where there was none.
    """

    archive: Path
    reports: Path
    title: str
    issuer: str | None
    summary_sentences: int
    watch: tuple[str, ...]
    source: Path | None
    sources: tuple[Source, ...] = ()
    formats: tuple[str, ...] = render.USUAL
    design: Design = field(default_factory=Design)
    approval: Approval = "required"
    mail: Mail | None = None
    site: Site | None = None
    routine: Routine = field(default_factory=Routine)


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings of the file at `path`, else the one BRIEFING_CONFIG names, else briefing.toml here if there is one.

    BRIEFING_ARCHIVE and BRIEFING_REPORTS go before the file; an empty variable counts as not set. Paths in the file
    start from its folder, paths in the environment from the present one. The archive lies in the reports' folder
    unless it is set. ConfigError for a named file that is missing, for one that is no TOML, for an unknown key
    and for a value of the wrong type.
    """
    source = find(path, environ)
    return settings(source, read(source) if source else {}, environ)


def find(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that `load` reads; None where no file is named and none is here."""
    named = path or path_from(environ.get("BRIEFING_CONFIG"), Path())
    return named or (Path(FILE) if Path(FILE).is_file() else None)


def settings(source: Path | None, values: dict[str, Any], environ: Mapping[str, str]) -> Config:
    """The settings that are written as `values` in the file at `source`; ConfigError for the first wrong one."""
    table = Table(source, values)
    base = source.parent if source else Path()
    from_file = {key: table.path(key, base) for key in ("archive", "reports")}
    reports = path_from(environ.get("BRIEFING_REPORTS"), Path()) or from_file["reports"] or Path("reports")
    archive = path_from(environ.get("BRIEFING_ARCHIVE"), Path()) or from_file["archive"]
    config = Config(
        archive=archive or reports / "briefing.sqlite",
        reports=reports,
        title=table.text("title") or "주간 정책 브리핑",
        issuer=table.text("issuer"),
        summary_sentences=table.number("summary_sentences", 3, MOST_SENTENCES),
        watch=table.texts("watch", _MOST_WATCHED),
        source=source,
        formats=table.choices("formats", tuple(render.FORMATS), render.USUAL),
        design=brand.read(table, base),
        sources=tuple(sources.read(name, part) for name, part in table.tables("sources")),
        approval=table.choice("approval", get_args(Approval), "required"),
        mail=mail.read(part, base) if (part := table.section("mail")) else None,
        site=site.read(part, base) if (part := table.section("site")) else None,
        routine=routine.read(part, base) if (part := table.section("run")) else Routine(),
    )
    table.finish()
    _reachable(table, config)
    return config


def _reachable(table: Table, config: Config) -> None:
    """ConfigError where a run is to go where no section leads."""
    reach, operator = config.routine.reach, config.routine.operator
    for section, needed, key in (
        ("mail", reach == "send", "run.reach"),
        ("site", reach == "publish", "run.reach"),
        ("mail", operator is not None, "run.operator"),
    ):
        if needed and getattr(config, section) is None:
            raise table.wrong(key, f"[{section}] 설정이 없습니다.", f"[{section}]을 적거나 이 설정을 지워 주십시오.")


def named(settings: Config, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names in the order of the file, all for no names; ConfigError for a name of none."""
    known = [source.name for source in settings.sources]
    if not known:
        where = str(settings.source or FILE)
        example = '[sources."가온시"]와 그 아래 url = "https://…"를 적어 주십시오.'
        raise ConfigError(where, "받을 출처가 없습니다.", example)
    for name in names:
        if name not in known:
            raise ConfigError(name, "그런 출처가 없습니다.", f"쓸 수 있는 이름: {', '.join(known)}.")
    return tuple(source for source in settings.sources if not names or source.name in names)
