"""The commands that set the program up and let it run by itself: init, config, run."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import console, korean, options, words
from briefing.cli.options import command
from briefing.errors import BriefingError, LockedError, OutputError

if TYPE_CHECKING:
    from briefing.archive import Archive
    from briefing.config import Config
    from briefing.period import Period

#: EX_TEMPFAIL of sysexits.h: nothing is wrong, and a later run may do it.
LOCKED = 75


@command(example="briefing init")
@click.argument("path", type=options.PATH, default="briefing.toml", metavar="[FILE]")
def init(path: Path) -> None:
    """모든 설정과 설명을 적은 설정 파일을 새로 만듭니다."""
    from briefing.config import schema

    try:
        with path.open("x", encoding="utf-8") as handle:
            handle.write(schema.template())
    except FileExistsError as error:
        raise OutputError(str(path), "이미 있습니다.", "지우거나 다른 이름을 적어 주십시오.") from error
    except OSError as error:
        reason = f"설정 파일을 만들 수 없습니다({error.strerror})."
        raise OutputError(str(path), reason, "쓸 수 있는 곳을 적어 주십시오.") from error
    console.say(f"{path}: 설정 파일을 만들었습니다. 고친 뒤 briefing config check로 확인해 주십시오.")


@click.group(cls=korean.Group, epilog="예: briefing config check")
def config() -> None:
    """설정 파일을 살피고, 편집기를 위한 스키마를 보여 줍니다."""


@config.command(epilog="예: briefing --config 우리.toml config check")
@click.pass_context
def check(ctx: click.Context) -> None:
    """설정 파일의 잘못을 줄 번호와 함께 모두 알립니다."""
    from briefing import config as settings
    from briefing.config import check as checking

    source = settings.find(ctx.obj.config, os.environ)
    if source is None:
        settings.settings(None, {}, os.environ)  # the environment alone can be wrong too
        console.say(f"{settings.FILE}이 없어 기본값을 씁니다. briefing init로 만들 수 있습니다.")
        return
    found = checking.check(source, os.environ)
    for fault in found:
        place = f"{source}:{fault.line}" if fault.line else str(source)
        state = "주의" if fault.warning else "문제"
        console.say(": ".join(filter(None, (place, state, fault.key, fault.reason))))
    wrong = sum(not fault.warning for fault in found)
    console.say(f"{source}: 고칠 것 {wrong:,}건, 살필 것 {len(found) - wrong:,}건")
    if wrong:
        ctx.exit(1)


@config.command(name="schema", epilog="예: briefing config schema > briefing.toml.schema.json")
def print_schema() -> None:
    """설정 파일의 JSON 스키마(TOML 편집기용)를 출력합니다."""
    from briefing.config import schema

    click.echo(schema.text(), nl=False)


@command(example="briefing run --if-due")
@click.option("--week", metavar="W", help="2024-W03, 날짜, last, this, '2024년 1월 3주차' (기본: last)")
@click.option("--if-due", is_flag=True, help="그 주의 첫 근무일 정한 때가 지났고 아직 하지 않은 일만 합니다.")
@click.pass_context
def run(ctx: click.Context, week: str | None, if_due: bool) -> None:
    """기사를 받아 브리핑을 만들고 [run] 설정대로 내보냅니다.

    끝난 값: 0 마침, 1 고칠 것이 있음, 75 다른 실행이 일하는 중.
    """
    from briefing import period as periods
    from briefing import routine

    if week is not None and if_due:
        raise click.UsageError("--week와 --if-due는 함께 쓸 수 없습니다.", ctx)
    settings, now = ctx.obj.settings(), options.now()
    asked = (periods.parse(week or "last", now.date()),)
    troubles: list[str] = []
    try:
        with ctx.obj.open(create=True) as archive, routine.alone(settings.archive, now), console.Progress() as progress:
            for one in routine.due(now, settings.routine) if if_due else asked:
                _ran(archive, one, settings, if_due, progress, troubles)
    except LockedError as error:
        console.note(f"오류: {error}")
        ctx.exit(LOCKED)
    except Exception as fault:
        troubles.append(str(fault) if isinstance(fault, BriefingError) else words.bug(fault))
        _tell(settings, troubles, now)
        raise
    if troubles:
        _tell(settings, troubles, now)
        ctx.exit(1)


def _ran(
    archive: Archive, week: Period, settings: Config, if_due: bool, progress: console.Progress, troubles: list[str]
) -> None:
    """Run a week and say what was done, in one line, also where the run then stops; troubles are added to the list."""
    from briefing import routine

    steps: list[routine.Outcome] = []
    run = routine.run(
        archive, week, settings, os.environ, clock=options.now, sleep=time.sleep, anew=not if_due, progress=progress
    )
    try:
        for step in run:
            steps.append(step)
    finally:
        troubles += (f"{week.slug}: {step.said}" for step in steps if step.trouble)
        if steps:
            console.say(words.ran(week, steps))
    if not steps and not if_due:
        console.say(words.ran(week, steps))


def _tell(settings: Config, troubles: Sequence[str], now: datetime) -> None:
    """Tell the operator; where even that goes wrong, the terminal."""
    from briefing import routine

    try:
        routine.tell(settings, "\n".join(troubles), now, os.environ)
    except BriefingError as error:
        console.note(f"운영자에게 알리지 못했습니다. {error}")
