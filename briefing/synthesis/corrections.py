"""Two briefings of one period -> what the later one says otherwise: a note of correction (정정), in words of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefing.model import (
    Briefing,
    Change,
    ChangedPart,
    Commitment,
    Issue,
    LedgerEntry,
    Remark,
    Source,
)
from briefing.period import Period

# Two texts are one that was changed where they share this part of their words (Dice); under it, one went and
# another came. A figure or a name that was put right leaves most of a sentence standing.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class _Item:
    """Something printed: `key` is the same where it says the same, `like` is what a changed one is known by again.

    Only items of the same `kind` can be one that was changed.
    """

    key: object
    about: str
    text: str
    like: frozenset[object]
    kind: object = None


def between(before: Briefing, after: Briefing) -> tuple[Change, ...]:
    """What `after` says otherwise: issues, sentences, remarks, numbers, plans, sources, in the order of the report.

    In each part comes first what `after` has (new or changed), then what it has no more. Charts, comparisons and the
    note on coverage follow from these and are not compared.
    """
    parts: tuple[tuple[ChangedPart, Callable[[Briefing], Iterable[_Item]]], ...] = (
        ("issue", _issues),
        ("sentence", _sentences),
        ("remark", _remarks),
        ("number", _numbers),
        ("plan", _plans),
        ("source", _sources),
    )
    return tuple(
        change for part, items in parts for change in _changes(part, _once(items(before)), _once(items(after)))
    )


def _once(items: Iterable[_Item]) -> dict[object, _Item]:
    """The items by their keys, the first of each."""
    found: dict[object, _Item] = {}
    for item in items:
        found.setdefault(item.key, item)
    return found


def _changes(part: ChangedPart, before: dict[object, _Item], after: dict[object, _Item]) -> Iterator[Change]:
    gone = {key: item for key, item in before.items() if key not in after}
    of_kind: dict[object, list[_Item]] = {}
    for item in gone.values():
        of_kind.setdefault(item.kind, []).append(item)
    for key, item in after.items():
        if key not in before:
            old = _closest(item, of_kind.get(item.kind, ()))
            if old is not None:
                of_kind[item.kind].remove(old)
                del gone[old.key]
            yield Change(part=part, about=item.about, before=old.text if old else None, after=item.text)
        elif part == "remark" and before[key].about != item.about:  # the same words in another mouth
            yield Change(part=part, about=item.text, before=before[key].about, after=item.about)
    for item in gone.values():
        yield Change(part=part, about=item.about, before=item.text, after=None)


def _closest(item: _Item, others: Iterable[_Item]) -> _Item | None:
    """The one among `others` that `item` most likely was before; None where none is like it."""
    shares = ((2 * len(item.like & other.like) / (len(item.like) + len(other.like) or 1), other) for other in others)
    share, closest = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return closest if share >= _ALIKE else None


def _issues(briefing: Briefing) -> Iterator[_Item]:
    digests = _digests(briefing)
    for issue in briefing.issues:
        about = f"기사 {len(issue.sources)}건"
        yield _Item(issue.label, about, issue.label, frozenset(digests[number] for number in issue.sources))


def _sentences(briefing: Briefing) -> Iterator[_Item]:
    if briefing.lead:
        yield _sentence("표지", briefing.lead.text)
    for issue in briefing.issues:
        for text in _said(issue):
            yield _sentence(issue.label, text)


def _said(issue: Issue) -> Iterator[str]:
    yield from (excerpt.text for excerpt in issue.summary)
    yield from (event.excerpt.text for event in issue.timeline)


def _sentence(about: str, text: str) -> _Item:
    return _Item(text, about, text, _words(text))


def _remarks(briefing: Briefing) -> Iterator[_Item]:
    for voice in briefing.voices:
        yield from map(_remark, voice.remarks)
    for issue in briefing.issues:
        yield from map(_remark, issue.remarks)


def _remark(remark: Remark) -> _Item:
    who = " ".join(filter(None, (remark.speaker or "발화자 미상", remark.speaker_org, remark.speaker_title)))
    text = f"“{remark.text}”" if remark.kind == "direct" else remark.text
    return _Item((remark.kind, remark.text), who, text, _words(remark.text), remark.speaker)


def _numbers(briefing: Briefing) -> Iterator[_Item]:
    """The ledger. A number that was changed measures the same thing in nearly the same sentence."""
    yield from map(_number, briefing.ledger)


def _number(entry: LedgerEntry) -> _Item:
    stated = entry.stated
    key = (stated.label, stated.value, stated.value_max, stated.unit)
    words = _words(stated.context.text.replace(stated.text, "#"))
    return _Item(key, stated.label or "무엇인지 밝히지 않음", stated.text, words, (stated.label, stated.unit))


def _plans(briefing: Briefing) -> Iterator[_Item]:
    yield from map(_plan, (*briefing.upcoming, *briefing.due))


def _plan(plan: Commitment) -> _Item:
    first, last = plan.first or plan.last, plan.last or plan.first
    text = f"{plan.text} ({Period(first, last).dates})" if first and last else plan.text
    return _Item((plan.text, plan.first, plan.last), plan.who or "밝히지 않음", text, _words(plan.text), plan.who)


def _sources(briefing: Briefing) -> Iterator[_Item]:
    """The articles by their texts; one that was changed has the address that it had."""
    yield from map(_source, briefing.sources)


def _source(source: Source) -> _Item:
    title = source.title or "제목 없음"
    day = Period(source.published, source.published).dates if source.published else "날짜 미상"
    place = source.url or source.origin
    return _Item(source.digest, f"{source.outlet or '매체 미상'}, {day}", title, frozenset([place]), place)


def _digests(briefing: Briefing) -> dict[int, str]:
    return {source.number: source.digest for source in briefing.sources}


def _words(text: str) -> frozenset[object]:
    return frozenset(text.split())
