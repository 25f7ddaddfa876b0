"""The machine on which the program runs: a clock that can be set, a disk that can be full, processes that get killed.

The clock is libfaketime's, loaded into the processes of the program; the disk is a small file system in memory. Both
belong to Linux, and the disk to root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_KOREA = timezone(timedelta(hours=9))
_LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib*/faketime/libfaketimeMT.so.1")

# A command that takes longer hangs.
_SECONDS = 900.0
_WHOLE_DISK = "12G"


def library() -> Path | None:
    """Where libfaketime is, None where it is not installed."""
    return next((found for pattern in _LIBRARIES for found in sorted(Path("/").glob(pattern[1:]))), None)


class Clock:
    """The time that the processes see, as an offset in a file that they read again every second."""

    def __init__(self, file: Path, library: Path) -> None:
        self._file = file
        self.environ = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_CACHE_DURATION": "1",
        }

    def set(self, moment: datetime, speed: int = 1) -> None:
        """Let it be that moment in Korea; a process that starts now lives `speed` times as fast."""
        offset = round(moment.replace(tzinfo=_KOREA).timestamp() - time.time())
        part = self._file.with_suffix(".part")
        part.write_text(f"{offset:+d}" + (f" x{speed}" if speed > 1 else ""), "ascii")
        part.replace(self._file)


class Disk:
    """A file system in memory whose size can be changed while it is in use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def full(self, left: int) -> Iterator[None]:
        """Within the block no more than `left` bytes are free."""
        self._resize(str(shutil.disk_usage(self._folder).used + left))
        try:
            yield
        finally:
            self._resize(_WHOLE_DISK)

    def _resize(self, size: str) -> None:
        _command("mount", "-o", f"remount,size={size}", str(self._folder))


@contextmanager
def disk(folder: Path) -> Iterator[Disk | None]:
    """A disk at `folder` that goes with the block; None, and an ordinary folder, where nothing may be mounted."""
    try:
        _command("mount", "-t", "tmpfs", "-o", f"size={_WHOLE_DISK}", "briefing-soak", str(folder))
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        _command("umount", "--lazy", str(folder))


def _command(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own words


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that ended: its exit code (-9: killed), seconds, peak resident bytes, what it said, who outlived it."""

    code: int
    seconds: float
    peak: int
    said: str
    left: int


def run(
    arguments: tuple[str, ...], folder: Path, environ: dict[str, str], events: dict[float, Callable[[int], None]]
) -> Ran:
    """Runs `briefing` with those arguments in `folder`; `events` are called after so many seconds with its pid.

    It has an environment of its own: that of this process without what is the user's, and `environ`.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFING_", "FAKETIME"))}
    own |= environ | {"PYTHONPATH": str(_ROOT)}
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-m", "briefing", *arguments],
            cwd=folder,
            env=own,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        timers = [threading.Timer(seconds, event, (child.pid,)) for seconds, event in events.items()]
        timers.append(threading.Timer(_SECONDS, kill, (child.pid,)))
        for timer in timers:
            timer.start()
        try:
            # Not reaped yet, its number is nobody else's: a late timer kills nobody.
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            seconds = time.monotonic() - started
        except BaseException:  # the whole year is ended
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            for timer in timers:
                timer.cancel()
                timer.join()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        left = _outlived(child.pid)
        output.seek(0)
        said = output.read().decode(errors="replace")
    if seconds >= _SECONDS:
        said += f"\nit hung: killed after {_SECONDS:.0f} s"
    return Ran(child.returncode, seconds, usage.ru_maxrss * 1024, said, left)


def kill(pid: int) -> None:
    """End that process as the kernel does when memory is short."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _outlived(group: int) -> int:
    """How many processes of a group still live some seconds after its first one ended; they are ended then."""
    until = time.monotonic() + 10
    while (members := _members(group)) and time.monotonic() < until:
        time.sleep(0.05)
    for pid in members:
        kill(pid)
    for shared in Path("/dev/shm").glob(f"*faketime_*_{group}"):  # noqa: S108 - libfaketime's, of a killed process
        shared.unlink(missing_ok=True)
    return len(members)


def _members(group: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            # proc(5): pid (comm) state ppid pgrp …, where comm may hold anything
            state, _, its_group = status.read_text(errors="replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                found.append(int(status.parent.name))
    return found
