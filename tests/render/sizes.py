"""Briefings of every size, made from the rich one: its parts, as often as it takes, under labels of their own."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Briefing, Issue, Story
from tests.render import samples

LONG = "아주 긴 이름을 가진 위원회가 여러 해 동안 준비한 끝에 내놓은 농어촌 이동 지원 종합 계획의 둘째 해 시행 방안과 그 예산 배분 원칙"


def week(times: int) -> Briefing:
    """The rich week with `times` as many issues, speakers, numbers and plans; one in three titles is very long."""
    briefing = samples.rich()
    return replace(
        briefing,
        issues=tuple(_told(issue, n) for n, issue in enumerate(briefing.issues * times, 1)),
        voices=briefing.voices * times,
        ledger=briefing.ledger * times,
        upcoming=briefing.upcoming * times,
    )


def quiet() -> Briefing:
    """A week of one issue in one sentence: no quotation, no number, no plan, nothing to compare with."""
    briefing = samples.rich()
    issue = replace(briefing.issues[3], quantities=())
    return replace(
        briefing,
        issues=(issue,),
        lead=issue.summary[0],
        briefs=(),
        voices=(),
        profiles=(),
        successions=(),
        watched=(),
        ledger=(),
        upcoming=(),
        due=(),
        charts=(),
        comparison=replace(briefing.comparison, weeks=(), issues=(), actors=(), terms=()),
    )


def wordy() -> Briefing:
    """More issues than have chapters, under very long titles, and a sentence of the week that takes five lines."""
    briefing = samples.rich()
    assert briefing.lead is not None
    lead = replace(briefing.lead, text=" ".join([briefing.lead.text] * 4))
    return replace(briefing, lead=lead, issues=(replace(briefing.issues[3], label=LONG),) * 45)


def tabular() -> Briefing:
    """Forty pages of one table."""
    briefing = samples.rich()
    return replace(briefing, ledger=(briefing.ledger[0], *briefing.ledger[2:]) * 70)


def large(articles: int) -> Briefing:
    """The rich week with so many articles, in issues, briefs and lists that are longer than what is printed."""
    briefing = samples.rich()
    known = len(briefing.sources)
    more = tuple(replace(briefing.sources[0], number=n, id=f"article-{n}") for n in range(known + 1, articles + 1))
    numbers = tuple(source.number for source in more)
    first, *others = briefing.issues
    first = replace(first, stories=(*first.stories, *(Story(sources=(n,)) for n in numbers[:600])))
    rest = tuple(replace(others[-1], label=f"작은 쟁점 {n}", stories=(Story(sources=(n,)),)) for n in numbers[600:900])
    told = briefing.ledger[0].stated
    repeated = tuple(replace(told, source=n, context=replace(told.context, source=n)) for n in numbers[:100])
    moves = briefing.comparison.issues[:1] * 50
    watched = briefing.watched[0]
    plan = briefing.upcoming[0]
    return replace(
        briefing,
        issues=(first, *others, *rest),
        briefs=(Story(sources=numbers[900:941]), *(Story(sources=(n,)) for n in (numbers * 2)[:299])),
        ledger=(replace(briefing.ledger[0], repeated=repeated, contradicted=repeated[:5]), *briefing.ledger[1:]),
        upcoming=(replace(plan, also=numbers[:75]), *briefing.upcoming[1:]),
        watched=(replace(watched, sources=numbers[:1000:2], remarks=watched.remarks[:1] * 30),),
        comparison=replace(briefing.comparison, issues=moves),
        successions=briefing.successions[:1] * 25,
        sources=(*briefing.sources, *more),
        coverage=replace(briefing.coverage, read=articles),
    )


SIZES = {"quiet": quiet, "few": lambda: week(1), "wordy": wordy, "many": lambda: week(5), "tabular": tabular}


def _told(issue: Issue, number: int) -> Issue:
    return replace(issue, label=f"{LONG if number % 3 == 0 else issue.label} ({number})")
