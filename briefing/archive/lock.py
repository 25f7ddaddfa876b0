"""One process at a time: a lock beside the archive that says who holds it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from briefing.errors import LockedError, OutputError


@contextmanager
def held(path: Path, work: str, since: datetime) -> Iterator[None]:
    """Hold the lock at `path` while the body runs; LockedError where another process does.

    `work` names in Korean what is done under it. The lock is the operating system's, which takes it back from a
    process that dies, however it dies. Who holds it stands in a file of its own beside it: that text is only read to
    be shown, and may be of a process that is gone.
    """
    import filelock

    who = path.with_name(f"{path.name}.who")
    lock = filelock.FileLock(path)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout as error:
        reason = f"다른 프로세스가 하고 있습니다({_holder(who)})."
        raise LockedError(work, reason, "끝난 뒤에 다시 해 주십시오.") from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        try:
            who.write_text(f"{socket.gethostname()}의 {os.getpid()}번 프로세스, {since:%Y-%m-%d %H:%M}부터", "utf-8")
        except OSError as error:
            raise _unwritable(who, error) from error
        yield
    finally:
        with suppress(OSError):
            who.unlink()
        lock.release()


def _unwritable(path: Path, error: OSError) -> OutputError:
    reason = f"잠금 파일을 만들 수 없습니다({error.strerror})."
    return OutputError(str(path), reason, "보관함이 있는 폴더에 쓸 수 있어야 합니다.")


def _holder(who: Path) -> str:
    try:
        return who.read_text("utf-8", errors="replace") or "누구인지 아직 적히지 않음"
    except OSError:
        return "누구인지 아직 적히지 않음"
