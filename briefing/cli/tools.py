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


@command(example="briefing doctor --online")
@click.option("--online", is_flag=True, help="출처, 메일 서버, 사이트가 답하는지도 살핍니다.")
@click.pass_context
def doctor(ctx: click.Context, online: bool) -> None:
    """글꼴, 라이브러리, 설정, 보관함을 살피고 고칠 길을 알립니다."""
    from briefing import doctor as health

    sound = True
    for finding in health.examine(ctx.obj.config, ctx.obj.archive, os.environ):
        sound &= finding.state != "문제"
        console.say(f"{finding.state}  {finding.subject}: {finding.detail} {finding.remedy}".rstrip())
    if online:
        sound &= _answering(ctx)
    if not sound:
        ctx.exit(1)


def _answering(ctx: click.Context) -> bool:
    """Whether all answers that the settings name; says each."""
    from briefing.doctor import online
    from briefing.errors import ConfigError

    try:
        settings = ctx.obj.settings()
    except ConfigError:  # told already
        return False
    findings = list(online.examine(settings, options.now().date(), os.environ))
    if not findings:
        console.say("정상  네트워크: 출처, 메일 서버, 사이트가 설정되어 있지 않습니다.")
    each((f"{one.state}  {one.subject}: {one.detail} {one.remedy}".rstrip() for one in findings), console.say)
    return all(finding.state != "문제" for finding in findings)


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
