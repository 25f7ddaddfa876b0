"""What a week brings beyond issues, voices and numbers: plans, comparison, watch list, posts; all of it made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefing.model import (
    Commitment,
    Companion,
    Comparison,
    DatePrecision,
    Event,
    Excerpt,
    Holder,
    Movement,
    Profile,
    Remark,
    Role,
    Source,
    Succession,
    Watched,
)
from briefing.period import parse
from tests.render.excerpts import ARTICLES, sentence, span

EARLIER = parse("2024-W02", date(2024, 1, 24))

# An article of an earlier week that the briefing cites.
FORMER = Source(
    number=11,
    digest=f"{11:064x}",
    id="article-11",
    title="해오름시, 1월 셋째 주에 새 차고지 연다",
    outlet="해오름방송",
    byline=None,
    published=date(2023, 12, 28),
    url=None,
    origin="articles/article-11.txt",
)
FORMER_BODY = "해오름시는 1월 19일 새 차고지를 연다고 밝혔다."


def plan(
    source: int,
    words: str,
    when: str | None,
    who: str | None,
    first: date | None,
    last: date | None,
    precision: DatePrecision | None,
    also: tuple[int, ...] = (),
) -> Commitment:
    start, end = span(source, words)
    day = ARTICLES[source][2]
    return Commitment(
        start,
        end,
        source=source,
        text=words,
        who=who,
        cue="계획이다",
        when=Excerpt(*span(source, when), source=source, text=when) if when else None,
        first=first,
        last=last,
        precision=precision,
        published=date(2024, 1, day) if day else None,
        context=sentence(source, words),
        also=also,
    )


def upcoming() -> tuple[Commitment, ...]:
    return (
        plan(
            2,
            "미래산업부는 다음 달 9일까지 현장 평가를 마칠 계획이다.",
            "다음 달 9일까지",
            "미래산업부",
            None,
            date(2024, 2, 9),
            "day",
        ),
        plan(
            6,
            "해오름시는 3월부터 심야 자율주행 버스 노선을 3개 늘린다고 18일 밝혔다.",
            "3월부터",
            "해오름시",
            date(2024, 3, 1),
            None,
            "month",
            also=(7,),
        ),
        plan(
            8,
            "두 기관은 하반기부터 기지국 1,200곳을 공동으로 운영한다.",
            "하반기부터",
            None,
            date(2024, 7, 1),
            None,
            "half",
        ),
    )


def due() -> tuple[Commitment, ...]:
    when = FORMER_BODY.index("1월 19일")
    words = Excerpt(0, len(FORMER_BODY), source=11, text=FORMER_BODY)
    return (
        Commitment(
            0,
            len(FORMER_BODY),
            source=11,
            text=FORMER_BODY,
            who="해오름시",
            cue="연다",
            when=Excerpt(when, when + 6, source=11, text="1월 19일"),
            first=date(2024, 1, 19),
            last=date(2024, 1, 19),
            precision="day",
            published=FORMER.published,
            context=words,
        ),
    )


def moved(name: str, direction: Any, now: int, before: int, mean: float, **given: Any) -> Movement:
    return Movement(name=name, direction=direction, now=now, before=before, mean=mean, **given)


def comparison(issues: tuple[Movement, ...]) -> Comparison:
    return Comparison(
        weeks=(EARLIER,),
        issues=(*issues, moved("가온시 하천 복원 공사", "gone", 0, 4, 4.0)),
        actors=(
            moved("미래산업부", "rising", 3, 1, 1.0, sources=(1, 2, 8)),
            moved("한빛도서관협회", "new", 2, 0, 0.0, first=True, sources=(9, 10)),
        ),
        terms=(moved("자율주행", "rising", 3, 1, 1.0, sources=(6, 7, 8)), moved("하천", "gone", 0, 5, 5.0)),
    )


def timeline() -> tuple[Event, ...]:
    return (
        Event(day=date(2024, 1, 15), excerpt=sentence(1, "투입한다고")),
        Event(day=date(2024, 1, 16), excerpt=sentence(2, "38개 시군이")),
    )


def profiles() -> tuple[Profile, ...]:
    return (
        Profile(
            name="한도윤",
            kind="person",
            aliases=("한 장관",),
            roles=(
                Role(org="미래산업부", title="제1차관", first=date(2023, 9, 4), last=date(2023, 12, 1)),
                Role(org="미래산업부", title="장관", first=date(2024, 1, 15), last=date(2024, 1, 19), sources=(1, 8)),
            ),
            sources=(1, 8),
            remarks=2,
            issues=(0, 1),
            companions=(Companion(name="해오름시", articles=1),),
        ),
    )


def successions() -> tuple[Succession, ...]:
    return (
        Succession(
            org="해오름시",
            title="교통국장",
            holders=(
                Holder(name="유세진", first=date(2023, 11, 6), last=date(2024, 1, 4)),
                Holder(name="문가람", first=date(2024, 1, 18), last=date(2024, 1, 18)),
            ),
        ),
    )


def watched(remarks: tuple[Remark, ...]) -> tuple[Watched, ...]:
    return (Watched(name="한도윤", sources=(1, 8), remarks=remarks), Watched(name="바닷길 통합"))
