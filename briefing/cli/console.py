"""What reaches the terminal: article text made harmless, and progress for those who wait."""

from __future__ import annotations

import re
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from briefing.cli.journal import Journal

# Control characters but tab and line feed (C1 too: U+009B alone begins an escape sequence), half surrogates, and the
# marks that turn the direction of writing.
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")

# Work shorter than this needs no bar.
_PATIENCE_SECONDS = 1.0


# Levels of the log, as `logging` numbers them; it is not imported where nobody asks for the log.
INFO, WARNING, ERROR = 20, 30, 40

journal: Journal | None = None
"""The log of this call of the program, where one is wanted."""


def close() -> None:
    """End the log, if there is one."""
    global journal
    if journal is not None:
        journal.close()
        journal = None


def block(text: str) -> str:
    """`text` without anything a terminal would obey; line feeds and tabs stay."""
    return _HARMFUL.sub("", text)


def line(text: str) -> str:
    """The same as one line: breaks and tabs become a space."""
    return block(_BREAKS.sub(" ", text))


def say(text: str) -> None:
    """Print one line to standard output."""
    click.echo(line(text))


def page(text: str) -> None:
    """Print a text of several lines to standard output."""
    click.echo(block(text))


def note(text: str, *, level: int = WARNING) -> None:
    """Print one line to standard error, as part of the log where programs read that."""
    if journal is not None and journal.machine:
        journal.note(line(text), level)
    else:
        click.echo(line(text), err=True)


class Progress:
    """A progress bar on standard error that appears after a second, on a terminal only, and leaves nothing behind.

    Call it as `(stage, done, total)`, total 0 where it is unknown. A context manager: the bar goes at its end.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._lock = threading.Lock()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._now = ("준비", 0, 0)
        self._timer: threading.Timer | None = None
        if sys.stderr.isatty() and not quiet and not (journal and journal.machine):
            self._timer = threading.Timer(_PATIENCE_SECONDS, self._appear)
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of how far the work is."""
        with self._lock:
            self._now = (stage, done, total)
            self._refresh()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with self._lock:
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("준비", total=None)
            self._refresh()
            self._bar.start()

    def _refresh(self) -> None:
        if self._bar is not None and self._task is not None:
            stage, done, total = self._now
            count = f" {done:,}/{total:,}" if total else f" {done:,}" if done else ""
            self._bar.update(self._task, description=f"{stage}{count}", completed=done, total=total or None)
