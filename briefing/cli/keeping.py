"""The commands that look after the archive: export, remove, backup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefing.cli import console, options, words
from briefing.cli.options import command, each


@command(example="briefing export 기사.csv --since 2024-01-01")
@click.argument("path", type=options.PATH, metavar="FILE")
@click.option("--since", callback=options.day, metavar="D", help="이 날부터의 기사만")
@click.pass_context
def export(ctx: click.Context, path: Path, since: date | None) -> None:
    """보관된 기사를 .jsonl이나 .csv(엑셀용) 파일로 내보냅니다."""
    from briefing.cli import exports

    with ctx.obj.open() as archive:
        number = exports.write(path, exports.chosen(archive, since))
    console.say(f"{path}: 기사 {number:,}건을 내보냈습니다.")


@command(example="briefing remove 2024-01-17-기사.txt")
@click.argument("texts", nargs=-1, required=True, metavar="ID…")
@click.pass_context
def remove(ctx: click.Context, texts: tuple[str, ...]) -> None:
    """기사를 분석, 색인과 함께 지웁니다. 되묻지 않으며 되돌릴 수 없습니다."""
    with ctx.obj.open() as archive:
        articles = {article.digest: article for article in map(archive.find, texts)}
        gone = archive.remove(tuple(articles.values()))
    for one in gone:
        each(words.removed(one), console.say)


@command(example="briefing backup 2024-01-31.sqlite")
@click.argument("path", type=options.PATH, metavar="FILE")
@click.pass_context
def backup(ctx: click.Context, path: Path) -> None:
    """보관함을 쓰는 동안에도 새 파일로 복사합니다. 있는 파일은 덮어쓰지 않습니다."""
    with ctx.obj.open() as archive:
        archive.backup(path)
        console.say(f"{path}: 기사 {archive.count():,}건이 든 보관함을 복사했습니다.")
