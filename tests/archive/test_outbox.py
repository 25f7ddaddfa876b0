"""The outbox and the lock of who may send from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from briefing.archive import Archive, lock
from briefing.errors import LockedError, OutputError
from briefing.model import Delivery, Revision

MOMENT = datetime(2024, 1, 22, 7, 30)
FIRST = Revision(slug="2024-W03", number=1, hash="aa")
SECOND = Revision(slug="2024-W03", number=2, hash="bb")
ONE, TWO, NEW = "b@gaon.example", "a@gaon.example", "c@gaon.example"


def test_each_recipient_has_one_row_a_revision(archive: Archive) -> None:
    archive.enqueue(FIRST, [ONE, TWO])
    archive.mark(FIRST, ONE, "sent", MOMENT, "250 OK")
    archive.enqueue(FIRST, [TWO, ONE, NEW])
    assert archive.deliveries("2024-W03") == (
        Delivery(revision=FIRST, recipient=ONE, state="sent", moment=MOMENT, detail="250 OK"),
        Delivery(revision=FIRST, recipient=TWO, state="waiting"),
        Delivery(revision=FIRST, recipient=NEW, state="waiting"),
    )
    archive.enqueue(SECOND, [ONE])
    assert [one.state for one in archive.deliveries("2024-W03", 2)] == ["waiting"]
    assert archive.deliveries("2024-W04") == ()


def test_what_a_dead_process_was_sending_is_in_doubt_since_that_moment(archive: Archive) -> None:
    archive.enqueue(FIRST, [ONE, TWO])
    archive.mark(FIRST, ONE, "sending", MOMENT)
    assert archive.doubt("멈춤") == 1
    assert archive.doubt("멈춤") == 0
    assert archive.deliveries("2024-W03") == (
        Delivery(revision=FIRST, recipient=ONE, state="uncertain", moment=MOMENT, detail="멈춤"),
        Delivery(revision=FIRST, recipient=TWO, state="waiting"),
    )


HOLDER = """
import sys, time
from datetime import datetime
from pathlib import Path
from briefing.archive import lock
with lock.held(Path(sys.argv[1]), "메일 보내기", datetime(2024, 1, 22, 7, 30)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_holds_the_lock_until_that_one_dies(tmp_path: Path) -> None:
    path = tmp_path / "a.sending"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError) as refused, lock.held(path, "메일 보내기", MOMENT):
            pass
        assert str(refused.value).startswith("메일 보내기: 다른 프로세스가 하고 있습니다(")
        assert f"의 {holder.pid}번 프로세스, 2024-01-22 07:30부터" in str(refused.value)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with lock.held(path, "메일 보내기", MOMENT):
        pass
    with lock.held(path, "메일 보내기", MOMENT):
        pass


def test_a_lock_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="잠금 파일을 만들 수 없습니다"), lock.held(tmp_path, "메일 보내기", MOMENT):
        pass
