"""The program, loaded once and forked for each run, so that it dies at a given step: `python -m tests.killable`.

A line of standard input is a run: the folder, the program's arguments, the kind and the number of the step to die at
(0: never), and whether folders may change places there. The answer is a line too: the exit code and how many steps of
each kind were taken, or null when the program was killed.

The steps are what others can see of a program at work:

- `statement`: an SQL statement. SIGKILL comes before it.
- `file`: something of that folder is about to be opened for writing, renamed, linked, exchanged or removed. SIGKILL too.
- `network`: something goes to the mail server, or is waited for from it. SIGKILL comes before it or after it.
- `write`: a byte of a file. The kernel ends the program (SIGXFSZ) within the write that would go past it.

The clock stands still on a Friday, so that whatever bears the moment is the same in each run. The site's fonts, half a
minute of work that is tested elsewhere, are made of a few letters.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import smtplib
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

_FRIDAY = datetime(2024, 1, 26, 7, 31)
_CHANGES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir"}
_connect = sqlite3.connect


class Clock:
    """Stands in for `datetime` where the program reads the clock."""

    @staticmethod
    def now(zone: tzinfo | None = None) -> datetime:
        """The Friday."""
        return _FRIDAY.replace(tzinfo=zone)


class Steps:
    """Counts the steps of a run in `folder` and ends it at the fatal one."""

    def __init__(self, folder: str, kind: str, fatal: int) -> None:
        self.taken: Counter[str] = Counter()
        self._folder, self._kind, self._fatal = Path(folder), kind, fatal

    def take(self, kind: str) -> None:
        """One more step of that kind."""
        self.taken[kind] += 1
        if (kind, self.taken[kind]) == (self._kind, self._fatal):
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:
        """A connection to SQLite whose statements are steps; how long its log gets is how many bytes are written."""
        connection: sqlite3.Connection = _connect(*args, **options)
        log = Path(f"{args[0]}-wal")

        def statement(_: str) -> None:
            self.taken["write"] = max(self.taken["write"], log.stat().st_size if log.exists() else 0)
            self.take("statement")

        connection.set_trace_callback(statement)
        return connection

    def audit(self, event: str, values: tuple[Any, ...]) -> None:
        """An event of the interpreter (PEP 578). An exchange of folders is known by the function it looks for."""
        if event == "ctypes.dlsym":
            changes = values[1] == "renameat2"
        elif event == "open":
            changes = bool(values[2] & (os.O_WRONLY | os.O_RDWR)) and self._here(values[0])
        else:
            changes = event in _CHANGES and self._here(values[0])
        if changes:
            self.take("file")

    def _here(self, path: str | bytes | int) -> bool:
        return not isinstance(path, int) and self._folder in Path(os.fsdecode(path)).absolute().parents

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call with a step before it and one after it."""

        def counted(*args: Any, **options: Any) -> Any:
            self.take("network")
            try:
                return call(*args, **options)
            finally:
                self.take("network")

        return counted


def run(answer: int, folder: str, args: list[str], kind: str, fatal: int, exchanging: bool) -> None:
    """Be the program, and end with it; the answer goes to that descriptor."""
    from briefing.cli import main, options
    from briefing.deliver import folder as place

    os.chdir(folder)
    said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    steps = Steps(folder, kind, fatal)
    vars(options)["datetime"] = Clock
    if not exchanging:
        vars(place)["exchange"] = refuse
    vars(sqlite3)["connect"] = steps.connect
    for name in ("connect", "send", "getreply"):
        setattr(smtplib.SMTP, name, steps.around(getattr(smtplib.SMTP, name)))
    sys.addaudithook(steps.audit)
    if kind == "write" and fatal:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (fatal, fatal))
    try:
        main(args)
    except SystemExit as end:
        os.write(answer, json.dumps([end.code or 0, steps.taken]).encode())
    finally:
        os._exit(0)


def refuse(one: object, other: object) -> None:
    """What `exchange` does where folders cannot change places."""
    raise OSError("not here")


def load() -> None:
    """Import what a run would, and fill what it keeps: the model, templates, fonts."""
    from briefing import dispatch, ingest, publishing, render  # noqa: F401 - for the forks
    from briefing.language import kiwi
    from briefing.render import mail
    from briefing.render.design import Design
    from briefing.render.site import fonts
    from tests.render import samples

    kiwi.tokenize("준비")
    render.files(samples.rich(), ("html", "json"), Design())
    mail.letter(samples.rich(), Design(), drawn=False)
    vars(fonts)["woff2"] = lambda weight, piece: f"{weight} {piece.characters}".encode()


def main() -> None:
    """Run the program as each line says, until there are no more."""
    load()
    for line in sys.stdin:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            run(writing, *json.loads(line))
        os.close(writing)
        told = os.read(reading, 1000).decode()
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        print(told or ("null" if os.WIFSIGNALED(status) else '"failed"'), flush=True)


if __name__ == "__main__":
    main()
