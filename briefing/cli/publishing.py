"""The command that puts briefings on the intranet site and takes them off again: publish."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from briefing import period as periods
from briefing.cli import console, options
from briefing.cli.options import command, each

if TYPE_CHECKING:
    from briefing.publishing import Published

_STEPS = {"published": "발행했습니다", "withdrawn": "내렸습니다"}


@command(example="briefing publish --week 2024-W03 --target /srv/www/briefing")
@click.option("--week", metavar="W", help="발행할 주: 2024-W03, 날짜, last, this, '2024년 1월 3주차'")
@click.option("--rollback", metavar="W", help="그 주를 전에 발행한 판으로 되돌립니다. 없었으면 내립니다.")
@click.option("--target", metavar="T", help="사이트를 쓸 폴더나 주소 (기본: 설정의 [site] target)")
@click.pass_context
def publish(ctx: click.Context, week: str | None, rollback: str | None, target: str | None) -> None:
    """승인된 브리핑을 내부망 사이트에 올립니다. 바뀐 것만 씁니다.

    \b
    --week도 --rollback도 없으면 이미 발행한 것에 사이트를 맞춥니다.
    도중에 멈춘 발행이 이렇게 마무리됩니다.
    """
    from briefing import publishing

    if week is not None and rollback is not None:
        raise click.UsageError("--week와 --rollback은 함께 쓸 수 없습니다.", ctx)
    settings, now = ctx.obj.settings(), options.now()
    slug = None if (text := week or rollback) is None else periods.parse(text, options.now().date()).slug
    with ctx.obj.open() as archive, console.Progress() as progress:
        if rollback is not None and slug is not None:
            done = publishing.rollback(archive, slug, settings, os.environ, now, target=target, progress=progress)
        else:
            done = publishing.publish(archive, slug, settings, os.environ, now, target=target, progress=progress)
    each(_told(done), console.say)


def _told(done: Published) -> Iterator[str]:
    for receipt in done.receipts:
        yield f"{receipt.revision.slug} {receipt.revision.number}판을 {_STEPS[receipt.step]}."
    written, deleted, size = len(done.report.written), len(done.report.deleted), done.report.size
    if not written and not deleted:
        yield f"{done.place}: {done.weeks:,}주가 실려 있습니다. 바뀐 파일이 없습니다."
    else:
        changed = f"파일 {written:,}개({size / 1e6:,.1f}MB)를 쓰고 {deleted:,}개를 지웠습니다"
        yield f"{done.place}: {done.weeks:,}주가 실려 있습니다. {changed}."
