"""click in Korean: headings of the help pages, and what is wrong with a command line.

click speaks English unless the user's locale has a catalogue for it, which no package ships. Its own points of
extension (formatter, context and command classes, typed exceptions) are enough; nothing inside it is replaced.
"""

from __future__ import annotations

import re
from typing import Any

import click


class Formatter(click.HelpFormatter):
    """A help page with Korean headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Add the line that shows how the command is called."""
        super().write_usage(prog, args, prefix or "사용법: ")

    def write_heading(self, heading: str) -> None:
        """Add a heading; click has three of its own."""
        super().write_heading(
            {"Options": "옵션", "Commands": "명령", "Positional arguments": "인자"}.get(heading, heading)
        )


class Context(click.Context):
    """A context whose help pages come from our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help page is Korean throughout."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[옵션]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, explained in Korean."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "이 도움말을 보여 줍니다."
        return option


class Required(click.Option):
    """An option that must be given, and whose help says so in Korean."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, required=True, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, for the help page."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("[required]", "[필수]"))


class Group(Command, click.Group):
    """The program's commands, in the order in which they were declared: that of the work."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "명령 [인자]…")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in the order of the work."""
        return list(self.commands)


# What click says in a plain UsageError or BadOptionUsage, where only the words tell what happened. A test runs
# each through the installed click, so that a new wording is noticed.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Got unexpected extra arguments? \((.+)\)"), "남는 인자가 있습니다: {0}"),
    (re.compile(r"Option '(.+)' requires an argument\."), "{0} 옵션에 값이 없습니다."),
    (re.compile(r"Option '(.+)' does not take a value\."), "{0} 옵션은 값을 받지 않습니다."),
    (re.compile(r"No such command '(.+)'\."), "없는 명령입니다: {0}"),
    (re.compile(r"Missing command\."), "명령이 없습니다."),
)


def sentence(error: click.ClickException) -> str:
    """What is wrong with the command line, in one Korean line."""
    if isinstance(error, click.MissingParameter):
        return f"{_parameter(error)} 값을 주어야 합니다."
    if isinstance(error, click.BadParameter):
        if error.param is not None and isinstance(error.param.type, click.Choice):
            return (
                f"{_parameter(error)} 값은 다음 가운데 하나여야 합니다: {', '.join(map(str, error.param.type.choices))}"
            )
        return f"{_parameter(error)} 값이 잘못되었습니다: {error.message}"
    if isinstance(error, click.NoSuchOption):
        return f"없는 옵션입니다: {error.option_name}{_perhaps(error.possibilities)}"
    for pattern, korean in _SENTENCES:
        if match := pattern.fullmatch(error.message):
            return korean.format(*match.groups()) + _perhaps(getattr(error, "possibilities", None))
    return error.message


def hint(error: click.UsageError) -> str:
    """Where to read on: how the command is called, and its --help."""
    if error.ctx is None:
        return "도움말: briefing --help"
    return f"{error.ctx.get_usage()}\n도움말: {error.ctx.command_path} --help"


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    names = error.param.opts if isinstance(error.param, click.Option) else [error.param.human_readable_name]
    return ", ".join(names)


def _perhaps(possibilities: list[str] | None) -> str:
    return f" (혹시 {', '.join(possibilities)}?)" if possibilities else ""
