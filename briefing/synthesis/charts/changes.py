"""This week against an earlier one: issues, actors, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from briefing.language.korean import josa
from briefing.model import Chart, ChartPart, ChartRow, History, LedgerEntry, Movement
from briefing.period import Period
from briefing.synthesis import voices
from briefing.synthesis.charts import words
from briefing.synthesis.identity import Entity, Identities, forms_of

_ISSUES = 6  # with a headline over each pair of bars a third of a page
_ACTORS = 8
_COURSES = 5
_FEWEST = 3  # names; one or two are said in a sentence
_TWO = 2  # an issue, a name of one article is no more than that article; two rows are the least to compare


def issues(moves: Sequence[Movement], period: Period, past: Period | None) -> Chart | None:
    """Articles of each issue this week and before, the largest of both weeks first.

    None without an earlier week, with fewer than two issues of at least two articles in one of them, and where no issue
    had an article before: then all are new, and the chapters say so.
    """
    if past is None:
        return None
    telling = [move for move in moves if max(move.now, move.before) >= _TWO]
    shown = sorted(telling, key=lambda m: (-max(m.now, m.before), -m.now))[:_ISSUES]
    if len(shown) < _TWO or not any(move.before for move in shown):
        return None
    before = words.earlier(past, period)
    rows = tuple(_moved(move.name, move.now, move.sources, before, move.before) for move in shown)
    return Chart(
        key="issues",
        shape="bars",
        title=_change(telling, period, before),
        alt=words.described("쟁점별 기사 수", rows),
        rows=rows,
    )


def _change(moves: Sequence[Movement], period: Period, before: str) -> str:
    """The largest change in words; a superlative only where no other issue moved as far."""
    far = max(abs(move.now - move.before) for move in moves)
    farthest = [move for move in moves if abs(move.now - move.before) == far]
    move, most = farthest[0], "가장 많이 " if len(farthest) == 1 else ""
    name = words.quoted(move.name)
    if not far:
        return f"쟁점마다 기사 수가 {josa(before, '과/와')} 같다"
    if not move.before:
        return f"{before}에 없던 {name} 기사가 {move.now:,}건 나왔다"
    if not move.now:
        return f"{before} {move.before:,}건이던 {name} 기사가 {words.now(period)}에는 없다"
    way = "늘었다" if move.now > move.before else "줄었다"
    return f"{name} 기사가 {before} {move.before:,}건에서 {move.now:,}건으로 {most}{way}"


def actors(known: Identities, history: History, period: Period) -> Chart | None:
    """The people and organisations that most articles name, with the articles of the week before where it is known.

    None unless three are named by two articles each. Of people who share a name it is not known who was meant before.
    """
    mentioned = [(name, sources) for name, sources in voices.count_mentions(known) if len(sources) >= _TWO]
    if len(mentioned) < _FEWEST:
        return None
    entities = {entity.label: entity for entity in known.entities}
    past = words.earlier(history.weeks[0].period, period) if history.weeks else ""
    rows = tuple(
        _moved(name, len(sources), sources, past, _before(entities[name], history))
        for name, sources in mentioned[:_ACTORS]
    )
    first = rows[0]
    names = [name for name, sources in mentioned if len(sources) == first.value]
    beside = "".join(f", {part.label} {part.text}" for part in first.parts) if len(names) == 1 else ""
    kinds = {entities[name].kind for name in names}
    counter = "개 인물·기관" if len(kinds) > 1 else "명" if "person" in kinds else "곳"
    who = josa(words.named(names, counter), "이/가")
    return Chart(
        key="actors",
        shape="bars",
        title=f"{who} 가장 많은 기사({first.text}{beside})에 나왔다",
        alt=words.described("인물과 기관을 언급한 기사 수", rows),
        rows=rows,
    )


def _before(entity: Entity, history: History) -> int | None:
    if not history.actors or entity.label != entity.name:
        return None
    return sum(history.actors[0].get(form, 0) for form in forms_of(entity.name))


def _moved(name: str, now: int, sources: tuple[int, ...], past: str, before: int | None) -> ChartRow:
    earlier = () if before is None else (ChartPart(label=past, value=float(before), text=_articles(before)),)
    return ChartRow(label=name, value=float(now), text=_articles(now), sources=sources, parts=earlier)


def _articles(count: int) -> str:
    return f"{count:,}건" if count else "없음"


def course(entries: Sequence[LedgerEntry], period: Period, past: Period | None) -> Chart | None:
    """The numbers that were another in the week before, by how far they moved; None with fewer than two.

    How far is the ratio of the two values, so that sums, people and shares can stand side by side. A number that was or
    became nothing or less has none and is left out.
    """
    changed = [
        (e, e.before) for e in entries if e.before and e.stated.label and min(e.stated.value, e.before.value) > 0
    ]
    if past is None or len(changed) < _TWO:
        return None
    changed.sort(key=lambda entry: -abs(log(entry[0].stated.value / entry[1].value)))
    before, now = words.earlier(past, period), words.now(period)
    rows = tuple(
        ChartRow(
            label=entry.stated.label or "",
            value=float(entry.stated.value),
            text=words.measure(entry.stated),
            sources=tuple(sorted({entry.stated.source, *(q.source for q in entry.repeated), was.source})),
            parts=(ChartPart(label=before, value=float(was.value), text=words.measure(was), sources=(was.source,)),),
        )
        for entry, was in changed[:_COURSES]
    )
    first = rows[0]
    return Chart(
        key="course",
        shape="slopes",
        title=f"{josa(first.label, '은/는')} {before} {first.parts[0].text}에서 {now} {josa(first.text, '으로/로')} "
        f"{'늘었다' if first.value > first.parts[0].value else '줄었다'}",
        alt=words.described(f"{josa(before, '과/와')} 값이 다른 숫자", rows),
        rows=rows,
    )
