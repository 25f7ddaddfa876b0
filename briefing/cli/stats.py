"""`--stats`: what the stages of a command took, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from briefing.cli import console

if TYPE_CHECKING:
    from briefing.observe import Run, Stage


def _begun(ctx: click.Context, param: click.Parameter, wanted: bool) -> Run:
    """The run that a command is to tell of its stages; what they took is said when the command ends."""
    from briefing.observe import Run

    run = Run()

    @ctx.call_on_close
    def show() -> None:
        run.end()
        for stage in run.stages if wanted else ():
            console.note(", ".join(_parts(stage)), level=console.INFO)

    return run


option = click.option(
    "--stats", "run", is_flag=True, callback=_begun, help="끝에 단계마다 기사 수, 시간, 메모리를 적습니다."
)
"""Gives the command its `run`."""


def _parts(stage: Stage) -> Iterator[str]:
    reused = f" (이미 있던 분석 {stage.reused:,}건)" if stage.reused else ""
    yield f"{stage.name}: 기사 {stage.articles:,}건{reused}"
    yield f"{stage.seconds:,.2f}초"
    if stage.characters and stage.seconds:
        yield f"초당 {stage.characters / stage.seconds:,.0f}자"
    if stage.peak:
        yield f"최대 메모리 {stage.peak / 1e6:,.0f}MB"
    if stage.worker_peak:
        yield f"작업 프로세스마다 최대 {stage.worker_peak / 1e6:,.0f}MB"
