"""Briefings of every size, made from the rich one: its parts, as often as it takes, under labels of their own."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Briefing, Issue
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


SIZES = {"quiet": quiet, "few": lambda: week(1), "wordy": wordy, "many": lambda: week(5), "tabular": tabular}


def _told(issue: Issue, number: int) -> Issue:
    return replace(issue, label=f"{LONG if number % 3 == 0 else issue.label} ({number})")
