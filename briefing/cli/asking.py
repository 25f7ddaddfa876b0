"""The commands that ask the archive: list, search, show, remarks, plans."""

from __future__ import annotations

from datetime import date

import click

from briefing import period as periods
from briefing.cli import console, korean, options, words
from briefing.cli.options import command, each
from briefing.errors import NotFoundError


@command("list", example="briefing list --week 2024-W03")
@click.option("--week", metavar="W", help="그 주의 기사만 (2024-W03, last, this 등)")
@click.pass_context
def list_articles(ctx: click.Context, week: str | None) -> None:
    """보관된 기사를 주별로 보여 줍니다."""
    chosen = None if week is None else periods.parse(week, options.now().date())
    with ctx.obj.open() as archive:
        made = {revision.slug for revision in archive.revisions()}
        weeks = archive.weeks()
        shown = [(period, number) for period, number in weeks if chosen is None or period == chosen]
        for period, number in shown:
            console.say(f"{words.named(period)}: 기사 {number:,}건{', 브리핑 있음' if period.slug in made else ''}")
            for article in archive.articles(period):
                console.say(f"  {words.listed(article)}")
        if not shown:
            console.note(words.empty(chosen, weeks) if chosen else words.elsewhere(weeks))
        if chosen is None:
            each(words.undated([(a.origin, a.title or a.id) for a in archive.undated()]), console.say)
            each(words.rejected(archive.rejections()), console.say)


@command(example="briefing search 온디바이스 AI --since 2024-01-01")
@click.argument("question", nargs=-1, required=True, metavar="낱말…")
@click.option("--since", callback=options.day, metavar="D", help="이 날부터의 기사만")
@click.option("--limit", callback=options.count, default="20", metavar="N", help="기사를 N건까지 보입니다. (기본: 20)")
@click.pass_context
def search(ctx: click.Context, question: tuple[str, ...], since: date | None, limit: int) -> None:
    """낱말이 모두 나오는 기사를 찾아 그 문장을 보여 줍니다. 조사는 가리지 않습니다.

    10만 건이 넘는 기사에 나오는 낱말은 나중에 분석한 10만 건에서 찾습니다.
    """
    from briefing.archive.search import WEIGHED
    from briefing.cli import lookup, search

    asked = search.parse(" ".join(question))
    with ctx.obj.open() as archive:
        with console.Progress() as progress:
            lookup.complete(archive, progress)
        digests = archive.search([word.forms for word in asked], since)
        for hit in search.hits(archive, asked, digests[:limit]):
            each(words.hit(hit), console.say)
    if not digests:
        raise NotFoundError(
            " ".join(question), "그 낱말이 모두 나오는 기사가 없습니다.", "낱말을 줄이거나 바꾸어 보십시오."
        )
    if len(digests) > limit:
        console.note(words.more_hits(len(digests), limit, cut=len(digests) == WEIGHED))


@command(example="briefing show 2024-01-17-기사.txt")
@click.argument("text", metavar="ID")
@click.pass_context
def show(ctx: click.Context, text: str) -> None:
    """기사 하나와 거기서 찾은 것을 보여 줍니다. ID는 앞부분만 적어도 됩니다."""
    from briefing import pipeline
    from briefing.render import contract

    with ctx.obj.open() as archive, console.Progress() as progress:
        found = pipeline.alone(archive, archive.find(text), progress)
        since = archive.read_at(found.article.digest)
    each(words.facts(found, since), console.say)
    console.page(f"\n{found.article.body}\n\n{contract.table(found)}")


@command(example="briefing remarks --actor 박윤규 --since 2024-01-01")
@click.option("--actor", cls=korean.Required, metavar="이름", help="발언한 사람이나 기관의 이름")
@click.option("--since", callback=options.day, metavar="D", help="이 날부터의 발언만")
@click.pass_context
def remarks(ctx: click.Context, actor: str, since: date | None) -> None:
    """한 사람의 발언을 보관된 기사에서 찾아 출처와 함께 보여 줍니다."""
    from briefing.cli import lookup

    with ctx.obj.open() as archive:
        with console.Progress() as progress:
            lookup.complete(archive, progress)
        found = False
        for said in lookup.remarks(archive, actor, since):
            found = True
            each(words.remark(said), console.say)
    if not found:
        raise NotFoundError(
            actor, "보관된 기사에서 발언을 찾지 못했습니다.", "성과 이름을 모두 적었는지 확인해 주십시오."
        )


@command(example="briefing plans --due --week 2024-W20")
@click.option("--week", metavar="W", help="기준이 되는 주 (기본: this)")
@click.option("--due", is_flag=True, help="앞서 발표되어 그 주에 때가 된 일만 보입니다.")
@click.option("--actor", metavar="이름", help="이 사람이나 기관의 일만 보입니다.")
@click.pass_context
def plans(ctx: click.Context, week: str | None, due: bool, actor: str | None) -> None:
    """보관된 기사가 알린 앞으로의 일정을 날짜 순으로 보여 줍니다."""
    from briefing.cli import lookup

    period = periods.parse(week or "this", options.now().date())
    with ctx.obj.open() as archive:
        with console.Progress() as progress:
            lookup.complete(archive, progress)
        found = False
        for announced in lookup.plans(archive, period, actor, due=due):
            found = True
            each(words.plan(announced), console.say)
    if not found:
        console.note(words.no_plans(period, due=due))
