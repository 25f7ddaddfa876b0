"""The commands that let a briefing out of the house: approve, send, status."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import period as periods
from briefing.cli import console, options
from briefing.cli.options import command, each

if TYPE_CHECKING:
    from briefing.dispatch import Approval, Plan, Sent, Standing
    from briefing.model import Delivery, DeliveryState, Receipt, Rejected, Revision

_WAYS = "2024-W03, 날짜, last, this, '2024년 1월 3주차'"
_WEEK = click.option("--week", default="last", metavar="W", help=f"{_WAYS} (기본: last)")

_STEPS = {"drafted": "초안", "approved": "승인", "published": "게시", "withdrawn": "게시 취소", "sent": "발송"}
_STATES: dict[DeliveryState, str] = {
    "sent": "보냄",
    "waiting": "기다림",
    "sending": "보내는 중",
    "refused": "거절됨",
    "uncertain": "결과 모름",
}


@command(example="briefing approve --week 2024-W03 --by 박다온")
@_WEEK
@click.option("--by", metavar="NAME", help="승인하는 사람 (적지 않으면 미상)")
@click.pass_context
def approve(ctx: click.Context, week: str, by: str | None) -> None:
    """가장 새로운 판을 내보내도 된다고 승인합니다."""
    from briefing import dispatch

    with ctx.obj.open() as archive:
        each(_approval(dispatch.approve(archive, _slug(week), (by or "").strip() or None, options.now())), console.say)


@command(example="briefing send --week 2024-W03 --dry-run")
@_WEEK
@click.option("--to", multiple=True, metavar="WHO", help="이 주소나 묶음에만. 여러 번 쓸 수 있습니다 (기본: 모두)")
@click.option("--dry-run", is_flag=True, help="누구에게 무엇이 갈지만 보이고 보내지 않습니다.")
@click.option("--eml", type=options.PATH, metavar="DIR", help="보내지 않고 메시지를 DIR에 .eml 파일로 씁니다.")
@click.option("--again", multiple=True, metavar="WHO", help="결과를 모르거나 거절된 이 주소에 다시 보냅니다.")
@click.option("--done", multiple=True, metavar="WHO", help="결과를 모르던 이 주소가 받았다고 적고 보내지 않습니다.")
@click.option("--force", is_flag=True, help="기간이 끝난 지 7일이 지난 브리핑도 보냅니다.")
@click.pass_context
def send(
    ctx: click.Context,
    week: str,
    to: tuple[str, ...],
    dry_run: bool,
    eml: Path | None,
    again: tuple[str, ...],
    done: tuple[str, ...],
    force: bool,
) -> None:
    """승인된 판을 아직 받지 못한 사람에게 메일로 보냅니다.

    여러 번 실행해도 한 사람에게 한 번만 갑니다. 모두 받았으면 0으로 끝납니다.
    """
    from briefing import dispatch

    if sum(map(bool, (dry_run, eml, again, done))) > 1 or (to and (again or done)):
        raise click.UsageError("--dry-run, --eml, --again, --done은 하나씩, --to는 앞의 둘과만 쓸 수 있습니다.", ctx)
    slug, settings = _slug(week), ctx.obj.settings()
    with ctx.obj.open() as archive:
        if dry_run:
            each(_planned(dispatch.plan(archive, slug, settings, options.now(), to)), console.say)
        elif eml is not None:
            written, refused = dispatch.write(archive, slug, settings, eml, options.now(), to)
            each(map(str, written), console.say)
            each(_refused(refused), console.note)
            if refused:
                ctx.exit(1)
        elif done:
            for one in dispatch.settle(archive, slug, settings, done, options.now()):
                console.say(f"{one.recipient}: {one.revision.number}판을 받은 것으로 적었습니다.")
        else:
            with console.Progress() as progress:
                sent = dispatch.send(
                    archive,
                    slug,
                    settings,
                    os.environ,
                    clock=options.now,
                    sleep=time.sleep,
                    to=to,
                    again=again,
                    force=force,
                    progress=progress,
                )
            console.say(_outcome(sent))
            each(_troubles(sent.deliveries), console.note)
            each(_refused(sent.refused), console.note)
            if not sent.complete:
                ctx.exit(1)


@command(example="briefing status --week 2024-W03")
@click.option("--week", metavar="W", help=f"{_WAYS} (기본: 만든 것 모두)")
@click.option("--last", "number", default="10", callback=options.count, metavar="N", help="최근 N개 (기본: 10)")
@click.pass_context
def status(ctx: click.Context, week: str | None, number: int) -> None:
    """브리핑마다 어느 판이 어디까지 나갔는지 보여 줍니다."""
    from briefing import dispatch

    with ctx.obj.open() as archive:
        found = dispatch.status(archive, _slug(week) if week else None, number)
    if not found:
        console.say("만든 브리핑이 없습니다. briefing build로 먼저 만들어 주십시오.")
    for one in found:
        each(_standing(one), console.say)


def _slug(week: str) -> str:
    """The period that the option names."""
    return periods.parse(week, options.now().date()).slug


def _named(revision: Revision) -> str:
    return f"{revision.number}판({revision.hash[:12]})"


def _approval(found: Approval) -> Iterator[str]:
    receipt = found.receipt
    who = f"{receipt.moment:%Y-%m-%d %H:%M}, 승인자 {receipt.by or '미상'}"
    verb = "이미 승인되어 있습니다" if found.again else "승인했습니다"
    yield f"{found.revision.slug} {_named(found.revision)}: {verb} ({who})."
    yield f"    {found.folder}"


def _planned(found: Plan) -> Iterator[str]:
    yield f"{found.revision.slug} {_named(found.revision)}: {found.subject}"
    for person, state, size in found.messages:
        name = f"{person.name} <{person.address}>" if person.name else person.address
        told = "보낼 것" if state in (None, "waiting") else f"보내지 않음({_STATES[state]})"
        yield f"    {told}  {name}  {size / 1000:,.0f} KB"
    yield from _refused(found.refused)
    yield from (f"지금은 보낼 수 없습니다: {obstacle}" for obstacle in found.obstacles)


def _outcome(sent: Sent) -> str:
    return (
        f"{sent.revision.slug} {_named(sent.revision)}: {sent.accepted:,}명에게 보냈습니다. "
        f"받는 사람 {len(sent.deliveries):,}명 ({_counts(sent.deliveries) or '없음'})"
    )


def _counts(deliveries: Iterable[Delivery]) -> str:
    number = Counter(one.state for one in deliveries)
    return ", ".join(f"{name} {number[state]:,}명" for state, name in _STATES.items() if number[state])


def _troubles(deliveries: Iterable[Delivery]) -> Iterator[str]:
    """A line for everybody who does not have the message, with what there is to do."""
    for one in deliveries:
        if one.state == "sent":
            continue
        line = f"{_STATES[one.state]}: {one.recipient}"
        if one.moment:
            line += f" ({one.moment:%Y-%m-%d %H:%M})"
        yield f"{line}: {one.detail} {_WAYS_OUT.get(one.state, '')}".rstrip(" :")


_WAYS_OUT: dict[DeliveryState, str] = {
    "uncertain": "받았는지 물어보고, 받았으면 --done, 못 받았으면 --again을 써 주십시오.",
    "refused": "주소를 고치거나, 그대로 다시 보내려면 --again을 써 주십시오.",
    "waiting": "다음 briefing send 때 다시 보냅니다.",
}


def _refused(rows: Iterable[Rejected]) -> Iterator[str]:
    yield from (f"보낼 수 없는 주소: {one.origin}: {one.reason}" for one in rows)


def _standing(one: Standing) -> Iterator[str]:
    steps = {receipt.step for receipt in one.receipts if receipt.revision.number == one.latest.number}
    reached = [name for step, name in _STEPS.items() if step in steps]
    yield f"{one.latest.slug}: {_named(one.latest)} {', '.join(reached) or '문서가 끝까지 만들어지지 않음'}"
    drafts = {receipt.revision: receipt for receipt in one.receipts if receipt.step == "drafted"}
    for receipt in one.receipts:
        if receipt.step != "drafted" or receipt is drafts[receipt.revision]:  # each build of a revision leaves one
            yield _receipt(receipt)
    for number in sorted({delivery.revision.number for delivery in one.deliveries}):
        rows = [delivery for delivery in one.deliveries if delivery.revision.number == number]
        yield f"    메일 {number}판: {_counts(rows)}"
        yield from (f"        {line}" for line in _troubles(rows))


def _receipt(receipt: Receipt) -> str:
    by = f"  승인자 {receipt.by or '미상'}" if receipt.step == "approved" else ""
    return (
        f"    {receipt.moment:%Y-%m-%d %H:%M}  {_named(receipt.revision)} {_STEPS[receipt.step]}  {receipt.place}{by}"
    )
