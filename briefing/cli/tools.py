"""The commands about the program itself: evaluate, doctor, completion."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefing.cli import console, options
from briefing.cli.options import command, each

SHELLS = ("bash", "zsh", "fish")


@command(example="briefing evaluate tests/quality/gold --errors 5")
@click.argument("paths", nargs=-1, required=True, type=options.PATH, metavar="GOLD…")
@click.option(
    "--errors", "most", callback=options.count, default="0", metavar="N", help="틀린 것을 종류마다 N건까지 보입니다."
)
@click.pass_context
def evaluate(ctx: click.Context, paths: tuple[Path, ...], most: int) -> None:
    """정답을 붙인 기사(JSON Lines)로 분석의 정확도를 잽니다."""
    from briefing import evaluate as evaluation
    from briefing.cli import scores

    with console.Progress() as progress:
        found = evaluation.evaluate(paths, progress)
    each(scores.table(found), console.say)
    each(scores.faults(found, most) if most else (), console.say)


@command(example="briefing doctor")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """글꼴, 라이브러리, 설정, 보관함을 살피고 고칠 길을 알립니다."""
    from briefing import doctor as health

    sound = True
    for finding in health.examine(ctx.obj.config, ctx.obj.archive, os.environ):
        sound &= finding.state != "문제"
        console.say(f"{finding.state}  {finding.subject}: {finding.detail} {finding.remedy}".rstrip())
    if not sound:
        ctx.exit(1)


@command(example='eval "$(briefing completion bash)"')
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """셸(bash, zsh, fish)의 명령 자동 완성 스크립트를 출력합니다."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click brings all three
    script = kind(ctx.find_root().command, {}, "briefing", "_BRIEFING_COMPLETE")
    click.echo(script.source_template % script.source_vars())
