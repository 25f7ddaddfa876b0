"""One process beside this one, for what is to be done there."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures.thread import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import Any


class Process(Executor):
    """One process, started by `method` with the first work, that does one thing at a time.

    BrokenExecutor where it ends before its work. It is told over a pipe: the standard library's pools share
    semaphores, and when a program that has some is killed, Python's resource tracker complains on the terminal.
    """

    def __init__(self, method: str) -> None:
        self._context: Any = get_context(method)
        self._process: Any = None
        self._waiting = ThreadPoolExecutor(1)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """What `fn` gives or raises there, to come; all of it has to be picklable."""
        if self._process is None:
            self._pipe, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._process = process
        return self._waiting.submit(self._done, partial(fn, *args, **kwargs))

    def _done(self, work: Callable[[], Any]) -> Any:
        try:
            self._pipe.send(work)
            given, error = self._pipe.recv()
        except (EOFError, OSError) as lost:
            raise BrokenExecutor from lost
        if error is not None:
            raise error
        return given

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process, whatever it is doing."""
        if self._process:
            self._process.kill()
            self._process.join()
        self._waiting.shutdown(wait, cancel_futures=cancel_futures)


def _serve(pipe: connection.Connection) -> None:
    """What such a process does: one work after the other, until nobody is left to tell."""
    _begin()
    with suppress(EOFError, OSError):
        while True:
            work = pipe.recv()
            done: tuple[Any, Exception | None]
            try:
                done = work(), None
            except Exception as error:  # noqa: BLE001 - raised again where the work was given
                error.add_note(traceback.format_exc())
                done = None, error
            pipe.send(done)


def _begin() -> None:
    """What a process does first: an interrupt is the main process's to answer, and without that one it ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main = parent_process()
    assert main is not None  # noqa: S101 - this runs in a child only

    def follow() -> None:
        connection.wait([main.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
