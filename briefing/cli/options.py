"""What the commands share: the options of the program, values of options, lines of output."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from briefing import period as periods
from briefing.cli import korean

if TYPE_CHECKING:
    from briefing.archive import Archive
    from briefing.config import Config


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the program, before those of a command."""

    archive: Path | None
    config: Path | None

    def settings(self) -> Config:
        """The settings of file and environment, with the archive of the option where one is given."""
        from briefing import config

        settings = config.load(self.config, os.environ)
        return replace(settings, archive=self.archive) if self.archive else settings

    def open(self, *, create: bool = False) -> Archive:
        """The archive these options lead to; a missing one is made only if `create`."""
        from briefing.archive import Archive

        return Archive.open(self.settings().archive, create=create, at=datetime.now().astimezone())


def now() -> datetime:
    """The time in Korea, without its zone."""
    return datetime.now(periods.KOREA).replace(tzinfo=None)


def day(ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """An option's value as a date; PeriodError for what is none."""
    return None if text is None else periods.parse_day(text)


def count(ctx: click.Context, param: click.Parameter, text: str) -> int:
    """An option's value as a number of things."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise click.BadParameter("0 이상의 정수로 적어 주십시오.", ctx, param)
    return int(text)


def jobs(ctx: click.Context, param: click.Parameter, text: str | None) -> int:
    """An option's value as a number of processes; without one as many as there are cores."""
    from briefing import workers

    if text is None:
        return workers.cores()
    if not (number := count(ctx, param, text)):
        raise click.BadParameter("1 이상의 정수로 적어 주십시오.", ctx, param)
    return number


def command(name: str | None = None, *, example: str) -> Callable[[Callable[..., None]], korean.Command]:
    """A decorator that makes a command whose help ends with an example."""
    return click.command(name, cls=korean.Command, epilog=f"예: {example}")


PATH = click.Path(path_type=Path)
_WEB = ("http://", "https://")


class Place(click.ParamType[Path | str]):
    """Where articles come from: an address (http, https) as text, anything else as a path."""

    name = "place"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> str | Path:
        """The address or the path."""
        return value if isinstance(value, str) and value.lower().startswith(_WEB) else Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names of files, which the shell completes itself."""
        return [CompletionItem(incomplete, type="file")]


paths_of_articles = click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
date_of_articles = click.option("--date", "day", callback=day, metavar="D", help="날짜가 적히지 않은 기사의 날짜")


def each(lines: Iterable[str], say: Callable[[str], None]) -> None:
    """Say each line."""
    for text in lines:
        say(text)


def workers(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where articles are analysed: `jobs` and `scheduler`."""
    several = click.option("--jobs", callback=jobs, metavar="N", help="분석할 프로세스 수 (기본: 쓸 수 있는 코어 수)")
    cluster = click.option("--scheduler", metavar="URL", help="분석을 맡길 Dask 스케줄러 (예: tcp://host:8786)")
    return several(cluster(command))
