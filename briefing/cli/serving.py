"""The command that shows the site, or a week being worked on, in the browser of this machine: serve."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import period as periods
from briefing.cli import console, options
from briefing.cli.options import command

if TYPE_CHECKING:
    from briefing.deliver.serving import Find, Server
    from briefing.errors import BriefingError

_MOST_PORT = 65535


def _port(ctx: click.Context, param: click.Parameter, text: str) -> int:
    """An option's value as the number of a port; 0 is any free one."""
    number = options.count(ctx, param, text)
    if number > _MOST_PORT:
        raise click.BadParameter(f"{_MOST_PORT} 이하의 정수로 적어 주십시오.", ctx, param)
    return number


@command(example="briefing serve --watch --week 2024-W03 기사")
@click.argument("paths", nargs=-1, type=options.PATH, metavar="[PATH…]")
@click.option("--watch", is_flag=True, help="한 주를 보여 주고, 기사·템플릿·설정이 바뀌면 다시 만듭니다.")
@click.option("--week", metavar="W", help="--watch로 볼 주: 2024-W03, 날짜, last, this (기본: last)")
@options.date_of_articles
@click.option("--port", default="8000", callback=_port, metavar="N", help="포트 번호, 0이면 빈 것 (기본: 8000)")
@click.option("--host", default="127.0.0.1", metavar="H", help="받을 주소 (기본: 127.0.0.1, 이 컴퓨터에서만)")
@click.pass_context
def serve(
    ctx: click.Context, paths: tuple[Path, ...], watch: bool, week: str | None, day: date | None, port: int, host: str
) -> None:
    """발행한 사이트를 이 컴퓨터의 브라우저로 보여 줍니다. Ctrl-C로 끝냅니다.

    \b
    --watch는 아직 발행하지 않은 한 주를 보여 줍니다. PATH의 기사는 먼저 읽어
    보관합니다. 보기만 하므로 판도 기록도 남기지 않습니다.
    """
    if not watch and (paths or week or day):
        raise click.UsageError("PATH, --week, --date는 --watch와 함께 써야 합니다.", ctx)
    if Path("-") in paths:
        raise click.UsageError("--watch는 표준 입력을 지켜볼 수 없습니다. 파일이나 폴더를 주십시오.", ctx)
    if day and not paths:
        raise click.UsageError("--date는 읽을 PATH와 함께 써야 합니다.", ctx)
    try:
        if watch:
            _draft(ctx, paths, week, day, host, port)
        else:
            _site(ctx, host, port)
    except KeyboardInterrupt:
        return


def _site(ctx: click.Context, host: str, port: int) -> None:
    from briefing import previewing

    with ctx.obj.open() as archive:
        with console.Progress() as progress:
            find = previewing.site(archive, ctx.obj.settings(), progress)
        with _opened(host, port, find) as server:
            while True:
                server.work(1.0)  # not for ever: Windows tells of Ctrl-C only in between


def _draft(
    ctx: click.Context, paths: tuple[Path, ...], week: str | None, day: date | None, host: str, port: int
) -> None:
    from briefing import previewing

    period = periods.parse("last" if week is None else week, options.now().date())
    settings = ctx.obj.settings
    with previewing.Sketchbook(settings().archive, datetime.now().astimezone()) as archive:
        draft = previewing.Draft(archive, period, paths, settings, options.now, day)
        with _opened(host, port, draft.find) as server:
            previewing.watch(draft, server, _tell)


def _tell(error: BriefingError | None) -> None:
    if error:
        console.note(f"오류: {error}")
    else:
        console.say(f"{options.now():%H:%M:%S} 만들었습니다.")


def _opened(host: str, port: int, find: Find) -> Server:
    """A server that is about to answer; says where, and who else can see it."""
    from briefing.deliver.serving import Server

    server = Server(host, port, find)
    if not server.local:
        console.note("주의: 같은 망의 다른 컴퓨터에서도 볼 수 있습니다. 암호화나 로그인은 없습니다.")
    console.say(f"{server.address} 에서 보여 줍니다. 끝내려면 Ctrl-C를 누르십시오.")
    return server
