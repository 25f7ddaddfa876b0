"""A Briefing -> what the templates print: sorted, joined, worded; nothing about how it looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.language import speech
from briefing.model import (
    Briefing,
    Chart,
    ChartRow,
    Commitment,
    Direction,
    Event,
    Issue,
    LedgerEntry,
    Movement,
    Profile,
    Quantity,
    Remark,
    Source,
    Voice,
    Watched,
)
from briefing.period import Period
from briefing.render import bounds, typography
from briefing.render.bounds import Bounds, Listed

UNKNOWN_SPEAKER = "발화자 미상"
UNKNOWN_OUTLET = "매체 미상"
UNKNOWN_TITLE = "제목 없음"

# The overview must fit on a page of its own: measured with titles of two lines each.
_ISSUES = 7
_CONTENTS = 23  # lines of the contents that fit under the title block, logo and all, on the first page
_LEAD_LINE = 36  # code points of a line of the week's sentence on the cover
_OUTLETS, _ACTORS = 60, 80  # entries of the page's filter: more are easier typed than looked for
_RUNNING = 38  # code points of an issue's label in the running head: one line beside the title
_SPEAKERS = 5
_LARGEST = 5
_NEXT = 4
_CLIPPED = 70  # code points of a plan in the overview: two lines at the most
# Code points of a sentence shown around a number: about four lines of the table's column.
_BEFORE, _AFTER = 60, 70

_CLOSE_BEFORE = re.compile(r"(?<!\S)\S{1,8}$")
_CLOSE_AFTER = re.compile(r"\S{1,8}(?!\S)")

_DIRECTIONS: dict[Direction, str] = {
    "new": "새로 나옴",
    "rising": "늘어남",
    "continuing": "이어짐",
    "falling": "줄어듦",
    "gone": "사라짐",
}
_ORDER = {"money": 0, "people": 1, "count": 2}


@dataclass(frozen=True, slots=True)
class Fact:
    """A tile under the title: what was counted, the number, what it is about, where it stands."""

    label: str
    value: str
    note: str = ""
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue with its sources.

    `course` is its timeline without the sentences that its summary has already told; `more` counts the remarks that
    stand only under their speakers.
    """

    number: int
    issue: Issue
    sources: tuple[Source, ...]
    days: str
    course: tuple[Event, ...]
    more: int


@dataclass(frozen=True, slots=True)
class View:
    """Everything a template reads beside the Briefing itself.

    `chapters` are id and title of every chapter that is not empty; `outlets` and `actors` are what the page can be
    filtered by, the most frequent first in the choice and in the order of the alphabet in print.
    `bounds` say how much of each list is printed; `holding` gives the numbers of the issues that hold a source;
    `others` are the issues that have no chapter of their own; `speakers` come with their place among the voices;
    `next` are the first plans with a day; `contradictions` the entries of the ledger on which articles disagree;
    `empty_days` runs of days without an article.
    """

    briefing: Briefing
    bounds: Bounds
    chapters: tuple[tuple[str, str], ...]
    outlets: tuple[str, ...]
    actors: tuple[str, ...]
    facts: tuple[Fact, ...]
    subjects: tuple[Subject, ...]
    holding: dict[int, list[int]]
    others: tuple[Issue, ...]
    speakers: tuple[tuple[int, Voice], ...]
    largest: tuple[Quantity, ...]
    next: tuple[Commitment, ...]
    contradictions: tuple[LedgerEntry, ...]
    empty_days: tuple[Period, ...]
    charts: dict[str, Chart]
    undated: Listed[tuple[str, str]]
    rejected: Listed[tuple[str, str]]


def arrange(briefing: Briefing) -> View:
    """The view of a briefing."""
    bound = bounds.of(briefing)
    largest = _largest(tuple(entry.stated for entry in briefing.ledger))
    subjects = tuple(_subjects(briefing, briefing.issues[: bound.chapters]))
    holding: dict[int, list[int]] = {}
    for subject in subjects:
        for source in subject.sources:
            holding.setdefault(source.number, []).append(subject.number)
    return View(
        briefing=briefing,
        bounds=bound,
        chapters=tuple(_chapters(briefing, bound)),
        outlets=_common((source.outlet for source in briefing.sources if source.outlet), _OUTLETS),
        actors=tuple(sorted(list(dict.fromkeys(_names(briefing)))[:_ACTORS])),
        facts=tuple(_facts(briefing, largest)),
        subjects=subjects,
        holding=holding,
        others=briefing.issues[bound.chapters :],
        speakers=_speakers(briefing.voices),
        largest=largest,
        next=tuple(plan for plan in briefing.upcoming if plan.first or plan.last)[:_NEXT],
        contradictions=tuple(entry for entry in briefing.ledger if entry.contradicted),
        empty_days=_runs_of_days(briefing.coverage.empty_days),
        charts={chart.key: chart for chart in briefing.charts if chart.rows},
        undated=bounds.cut(briefing.coverage.undated, bound.listed),
        rejected=bounds.cut([(r.origin, r.reason) for r in briefing.coverage.rejected], bound.listed),
    )


def issues_shown(view: View) -> tuple[Subject, ...]:
    """The issues of the overview."""
    return view.subjects[:_ISSUES]


def issues_listed(view: View) -> tuple[Subject, ...]:
    """The issues of the contents: as many as fit on the first page beside the chapters and the week's sentence."""
    lead = view.briefing.lead
    lines = len(lead.text) // _LEAD_LINE if lead else 0
    return view.subjects[: max(0, _CONTENTS - len(view.chapters) - lines)]


def issues_of(view: View, source: int) -> list[int]:
    """The numbers of the issues that hold `source`."""
    return view.holding.get(source, [])


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose what of the page is shown: `options` are value and name."""

    key: str
    label: str
    all: str
    options: tuple[tuple[str, str], ...]


def choices(view: View) -> tuple[Choice, ...]:
    """What the page can be filtered by, without what leaves no choice."""
    issues = tuple((str(subject.number), running(subject)) for subject in view.subjects)
    found = (
        Choice("issue", "쟁점", "모든 쟁점", issues),
        Choice("actor", "사람과 기관", "누구나", tuple((name, name) for name in view.actors)),
        Choice("outlet", "매체", "모든 매체", tuple((name, name) for name in view.outlets)),
    )
    return tuple(choice for choice in found if len(choice.options) > 1)


def running(subject: Subject, most: int = _RUNNING) -> str:
    """Number and label of an issue in one line, the label cut after a word to at most `most` code points."""
    label = subject.issue.label
    short = label if len(label) <= most else f"{label[:most].rpartition(' ')[0] or label[:most]} …"
    return f"{subject.number}. {short}"


def direction(movement: Movement) -> str:
    """How something moved, in one word."""
    return _DIRECTIONS[movement.direction]


def moved(movement: Movement | None) -> str:
    """How an issue moved, with its articles before and now: `늘어남(2건→5건)`; empty where nothing is known.

    What the week before lacked and an earlier one had comes again (다시 나옴).
    """
    if movement is None:
        return ""
    if movement.direction == "new":
        return direction(movement)
    word = direction(movement) if movement.before else "다시 나옴"
    return f"{word}({movement.before}건→{movement.now}건)"


def forms(entry: LedgerEntry) -> list[tuple[str, list[int]]]:
    """The ways a number is written, each with the sources that write it so, in order."""
    found: dict[str, list[int]] = {}
    for item in (entry.stated, *entry.repeated):
        numbers = found.setdefault(item.text, [])
        if item.source not in numbers:
            numbers.append(item.source)
    return list(found.items())


def profile(briefing: Briefing, voice: Voice) -> Profile | None:
    """What is known of a speaker over all articles; None for one who is only described (업계 관계자)."""
    said_in = {remark.source for remark in voice.remarks}
    return next((p for p in briefing.profiles if p.name == voice.name and said_in <= set(p.sources)), None)


def clipped(plan: Commitment) -> str:
    """The words of a plan in one line or two; a long clause ends in "…" """
    return plan.text if len(plan.text) <= _CLIPPED else plan.text[:_CLIPPED].rpartition(" ")[0] + " …"


def speaker(name: str | None) -> str:
    """The speaker's name, or 발화자 미상."""
    return name or UNKNOWN_SPEAKER


def role(org: str | None, title: str | None) -> str:
    """Organisation and title in one line; empty where neither is known."""
    return " ".join(part for part in (org, title) if part)


def who(name: str | None, org: str | None, title: str | None) -> str:
    """A speaker with organisation and title in one line."""
    return " ".join(part for part in (speaker(name), role(org, title)) if part)


def said(remark: Remark) -> str:
    """The words of a remark: in quotation marks, or marked as indirect."""
    return f"“{remark.text}”" if remark.kind == "direct" else f"(간접 인용) {remark.text}"


def stance(remark: Remark) -> str:
    """What the speaker does by saying it, in one word; empty where it is neutral or the cue has the word (강조했다)."""
    word = speech.lexicon().words.get(remark.stance or "", "")
    return "" if word in (remark.cue or "") else word


def around(item: Quantity) -> tuple[str, str, str]:
    """The sentence of a number cut in three: before, the words that hold the number, after; long ends become "…".

    The middle takes in particles and marks that stand close to the number (46명의), for WeasyPrint breaks a line
    too early where an element ends inside a word. (text, "", "") where the number is not in its sentence.
    """
    context = item.context
    first, last = item.start - context.start, item.end - context.start
    if context.source != item.source or context.text[first:last] != item.text:
        return context.text, "", ""
    before, after = context.text[:first], context.text[last:]
    head, tail = _CLOSE_BEFORE.search(before), _CLOSE_AFTER.match(after)
    first -= len(head[0]) if head else 0
    last += len(tail[0]) if tail else 0
    before, after = context.text[:first], context.text[last:]
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + " …"
    return before, context.text[first:last], after


def runs(rows: Iterable[ChartRow | Watched]) -> list[tuple[int, int]]:
    """The sources of `rows` as runs of neighbours, first and last number: 1, 2, 3, 5 is (1, 3), (5, 5)."""
    found: list[tuple[int, int]] = []
    for source in sorted({source for row in rows for source in row.sources}):
        if found and found[-1][1] == source - 1:
            found[-1] = (found[-1][0], source)
        else:
            found.append((source, source))
    return found


def _chapters(briefing: Briefing, bound: Bounds) -> Iterable[tuple[str, str]]:
    known = (
        ("overview", "한눈에 보기", True),
        ("issues", "쟁점별 정리", briefing.issues),
        ("others", "그 밖의 쟁점", briefing.issues[bound.chapters :]),
        ("briefs", "단신", briefing.briefs),
        ("watched", "관심 대상", briefing.watched),
        ("voices", "인물별 발언", briefing.voices),
        ("numbers", "숫자로 본 한 주", briefing.ledger),
        ("plans", "향후 일정", briefing.upcoming or briefing.due),
        ("changes", "지난주와 견주어", briefing.sources),
        ("sources", "출처", briefing.sources),
        ("coverage", "수록 범위와 방법", True),
    )
    return ((id, title) for id, title, filled in known if filled)


def _names(briefing: Briefing) -> Iterable[str]:
    yield from (voice.name for voice in briefing.voices if voice.name)
    yield from (profile.name for profile in briefing.profiles)


def _common(names: Iterable[str], most: int) -> tuple[str, ...]:
    """The most frequent of `names`, in the order of the alphabet."""
    return tuple(sorted(name for name, _ in sorted(Counter(names).items(), key=lambda e: (-e[1], e[0]))[:most]))


def _facts(briefing: Briefing, largest: Sequence[Quantity]) -> Iterable[Fact]:
    days = len(briefing.period.days)
    outlets = len({source.outlet for source in briefing.sources if source.outlet})
    yield Fact("기사", f"{briefing.coverage.read:,}건", f"매체 {outlets:,}곳" if outlets else f"기간 {days}일")
    if briefing.issues:
        busiest = max(len(issue.sources) for issue in briefing.issues)
        yield Fact("쟁점", f"{len(briefing.issues):,}개", f"가장 큰 쟁점 기사 {busiest:,}건")
    remarks = sum(len(voice.remarks) for voice in briefing.voices)
    if remarks:
        named = sum(1 for voice in briefing.voices if voice.name)
        yield Fact("발언", f"{remarks:,}건", f"말한 사람과 기관 {named:,}")
    if largest:
        top = largest[0]
        yield Fact("가장 큰 금액" if top.kind == "money" else "가장 큰 수", value(top), top.label or "", top.source)


def value(item: Quantity) -> str:
    """The normalised value in full, with its unit and with what bounds it."""
    return typography.measure(item)


def _subjects(briefing: Briefing, issues: Iterable[Issue]) -> Iterable[Subject]:
    by_number = {source.number: source for source in briefing.sources}
    for number, issue in enumerate(issues, 1):
        sources = tuple(by_number[source] for source in issue.sources)
        own = set(issue.sources)
        told = {sentence.text for sentence in issue.summary}
        printed = {(r.source, r.start) for r in issue.remarks}
        under_speakers = [r for voice in briefing.voices for r in voice.remarks if r.source in own]
        yield Subject(
            number=number,
            issue=issue,
            sources=sources,
            days=typography.days(source.published for source in sources),
            course=tuple(event for event in issue.timeline if event.excerpt.text not in told),
            more=sum((r.source, r.start) not in printed for r in under_speakers),
        )


def _speakers(voices: Sequence[Voice]) -> tuple[tuple[int, Voice], ...]:
    named = [(number, voice) for number, voice in enumerate(voices, 1) if voice.name]
    return tuple(sorted(named, key=lambda entry: -len(entry[1].remarks))[:_SPEAKERS])


def _largest(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The largest sums in won, then numbers of people and counts; each value of a unit once."""
    seen: dict[tuple[object, str], Quantity] = {}
    for item in quantities:
        if item.kind in _ORDER and (item.kind != "money" or item.unit == "KRW"):
            seen.setdefault((item.value, item.unit), item)
    ranked = sorted(seen.values(), key=lambda q: (_ORDER[q.kind], -q.value, q.source, q.start))
    return tuple(ranked[:_LARGEST])


def _runs_of_days(days: Sequence[date]) -> tuple[Period, ...]:
    """Neighbouring days as one period."""
    runs: list[Period] = []
    for day in days:
        if runs and (day - runs[-1].end).days == 1:
            runs[-1] = Period(runs[-1].start, day)
        else:
            runs.append(Period(day, day))
    return tuple(runs)
