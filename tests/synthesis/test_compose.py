from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from briefing.model import Analysed, Article, Briefing, History, Quantity, Rejected, Span
from briefing.period import Period
from briefing.synthesis import compose

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))


def brief(*week: Analysed, **given: Any) -> Briefing:
    defaults: dict[str, Any] = {"undated": (), "rejected": (), "summary_sentences": 2, "history": History()}
    settings = defaults | {"watch_list": (), "embargoed": 0} | given
    return compose(week, WEEK, title="주간 정책 브리핑", issuer=None, generator="briefing", **settings)


def stated(briefing: Briefing) -> list[Quantity]:
    return [entry.stated for entry in briefing.ledger]


@pytest.fixture
def week(make: Any) -> list[Analysed]:
    return [
        make(
            "도서관 건립 계획",
            "가온시 도서관 건립 계획을 발표하고 예산 100억원을 투입한다고 밝혔다.",
            "“도서관을 늘리겠다”고 나모아 국장은 말했다.",
            quotes=(("도서관을 늘리겠다", "나모아", "가온시"),),
            figures=(("100억원", 10_000_000_000, "예산"),),
            people=("나모아",),
            day=16,
        ),
        make(
            "가온시 도서관 건립",
            "가온시 도서관 건립 계획을 시의회가 반겼다.",
            "이에 시민단체는 도서관 건립 계획을 환영했다고 전했다.",
            outlet="한빛신문",
            day=17,
            people=("나모아",),
        ),
        make("버스 요금 인상", "버스 요금 인상 방안을 누리교통공사 이사회가 의결했다.", day=16, outlet=None),
    ]


def test_articles_on_one_subject_come_together(week: list[Analysed]) -> None:
    issues = brief(*week).issues
    # without an outlet comes before 가온일보 on the same day, so the bus is source 1
    # the label is the title whose words the group shares most, and its source comes first
    assert [(t.label, t.sources) for t in issues] == [("도서관 건립 계획", (2, 3)), ("버스 요금 인상", (1,))]


def test_every_printed_word_stands_in_its_source(week: list[Analysed]) -> None:
    briefing = brief(*week)
    bodies = {s.number: next(a.article.body for a in week if a.article.digest == s.digest) for s in briefing.sources}
    remarks = [r for v in briefing.voices for r in v.remarks]
    printed = [e for t in briefing.issues for e in t.summary] + remarks + stated(briefing)
    printed += [item.context for item in (*remarks, *stated(briefing))]
    assert len(printed) == 7
    for excerpt in printed:
        assert bodies[excerpt.source][excerpt.start : excerpt.end] == excerpt.text


def test_a_summary_has_no_sentence_that_points_back(week: list[Analysed]) -> None:
    texts = [e.text for t in brief(*week, summary_sentences=9).issues for e in t.summary]
    assert "이에 시민단체는 도서관 건립 계획을 환영했다고 전했다." not in texts
    assert "버스 요금 인상 방안을 누리교통공사 이사회가 의결했다." in texts


def test_a_summary_does_not_open_with_half_a_name(make: Any) -> None:
    article = make(
        "도서관 건립",
        "나윤설 국장은 도서관 건립 계획을 시의회에서 설명했다.",
        "나 국장은 도서관 건립 예산을 내년에 편성하겠다고 말했다.",
        people=("나윤설",),
    )
    (actor,) = article.analysis.actors
    body = article.article.body
    short = Span(body.index("나 국장"), body.index("나 국장") + 4)
    known = replace(article.analysis, actors=(replace(actor, mentions=(*actor.mentions, short)),))
    (issue,) = brief(replace(article, analysis=known), summary_sentences=2).issues
    # the short name is printed behind the full one, never alone
    assert [e.text for e in issue.summary] == [
        "나윤설 국장은 도서관 건립 계획을 시의회에서 설명했다.",
        "나 국장은 도서관 건립 예산을 내년에 편성하겠다고 말했다.",
    ]


def test_what_two_outlets_both_write_is_said_once(make: Any) -> None:
    line = "가온시 도서관 건립 계획을 발표하고 예산을 투입한다고 밝혔다."
    briefing = brief(make("도서관 건립", line), make("도서관 건립 소식", line, outlet="한빛신문"))
    assert [[(e.source, e.text) for e in t.summary] for t in briefing.issues] == [[(1, line)]]


def test_the_order_of_the_articles_does_not_matter(week: list[Analysed]) -> None:
    assert len({brief(*order) for order in permutations(week)}) == 1


def test_sources_are_numbered_by_date_then_outlet(week: list[Analysed]) -> None:
    assert [(s.number, s.outlet, s.title) for s in brief(*week).sources] == [
        (1, None, "버스 요금 인상"),
        (2, "가온일보", "도서관 건립 계획"),
        (3, "한빛신문", "가온시 도서관 건립"),
    ]


def test_voices(make: Any) -> None:
    one = make(
        "가",
        "“처음이다”라고 했다.",
        "“둘째다”라고 했다.",
        "“누구인가”라는 말이 나왔다.",
        quotes=(("처음이다", "나모아", "가온시"), ("둘째다", "업계 관계자", None), ("누구인가", None, None)),
        people=("나모아",),
    )
    two = make(
        "나",
        "“처음이다”라고 했다.",
        "“다음이다”라고 했다.",
        quotes=(("처음이다", "나모아", "가온시청"), ("다음이다", "나모아", None)),
        people=("나모아",),
        day=16,
    )
    three = make(
        "다",
        "“남이다”라고 했다.",
        quotes=(("남이다", "나모아", "한빛대학교"),),
        people=("나모아",),
        day=17,
    )
    voices = brief(one, two, three).voices
    assert [(v.name, v.org, [r.text for r in v.remarks]) for v in voices] == [
        ("나모아", "가온시", ["처음이다", "다음이다"]),  # the same words in two articles stand once
        ("나모아", "한빛대학교", ["남이다"]),  # another person of that name
        ("업계 관계자", None, ["둘째다"]),
        (None, None, ["누구인가"]),
    ]


def test_what_is_said_of_a_remark_and_of_a_number_is_kept(make: Any) -> None:
    item = make(
        "가", "“돕겠다”고 약속했다. 예산 100억원", quotes=(("돕겠다", None, None),), figures=(("100억원", 100, "예산"),)
    )
    (quote,), (figure,) = item.analysis.quotes, item.analysis.figures
    analysis = replace(
        item.analysis,
        quotes=(replace(quote, stance="promise"),),
        figures=(replace(figure, approximate=True, bound="at_most", change="늘었다"),),
    )
    briefing = brief(replace(item, analysis=analysis))
    assert briefing.voices[0].remarks[0].stance == "promise"
    (found,) = stated(briefing)
    assert (found.approximate, found.bound, found.change) == (True, "at_most", "늘었다")


@pytest.mark.parametrize(
    ("first", "second", "voices"),
    [
        ("누리경제진흥원", "누진원", 1),
        ("한빛대학교", "한빛대", 1),
        ("누리경제진흥원", "다온진흥원", 2),
        ("한빛시", None, 1),
    ],
)
def test_one_person_under_two_forms_of_a_body(make: Any, first: str, second: str | None, voices: int) -> None:
    week = [
        make("가", "“처음이다”라고 했다.", quotes=(("처음이다", "나윤설", first),), people=("나윤설",)),
        make("나", "“다음이다”라고 했다.", quotes=(("다음이다", "나윤설", second),), people=("나윤설",), day=16),
    ]
    assert len(brief(*week).voices) == voices


def test_quantities_are_labelled_and_stand_once(make: Any) -> None:
    briefing = brief(
        make(
            "가",
            "예산 100억원과 예산 100억원, 그리고 30억원과 성금 50억원.",
            figures=(("100억원", 100, "예산"), ("100억원", 100, "예산"), ("30억원", 30, None), ("50억원", 50, "성금")),
        )
    )
    assert [(q.label, q.text) for q in stated(briefing)] == [("예산", "100억원"), ("성금", "50억원")]
    assert briefing.coverage.figures == 4


def test_a_week_without_articles_says_so() -> None:
    briefing = brief()
    assert (briefing.lead, briefing.issues, briefing.voices, briefing.charts, briefing.sources) == (
        None,
        (),
        (),
        (),
        (),
    )
    assert briefing.coverage.read == 0
    assert briefing.coverage.empty_days == WEEK.days


def test_what_was_left_out_is_listed(week: list[Analysed]) -> None:
    undated = Article(id="모름.txt", body="본문", origin="articles/모름.txt")
    rejected = [Rejected("b.txt", "빈 파일입니다."), Rejected("a.txt", "빈 파일입니다.")]
    coverage = brief(*week, undated=(undated,), rejected=rejected).coverage
    assert coverage.undated == (("모름.txt", "articles/모름.txt"),)
    assert [r.origin for r in coverage.rejected] == ["a.txt", "b.txt"]
    assert coverage.empty_days == tuple(date(2024, 1, d) for d in (15, 18, 19, 20, 21))
    assert (coverage.read, coverage.quotes, coverage.figures) == (3, 1, 1)


def test_an_article_of_headings_has_no_summary(make: Any) -> None:
    issues = brief(make("목록", "도서관 건립 계획 목록", "예산")).issues
    assert [(i.label, i.summary) for i in issues] == [("목록", ())]


def test_an_article_without_body_is_cited_and_not_summarised(make: Any) -> None:
    briefing = brief(make("제목만"))
    assert [(t.label, t.summary) for t in briefing.issues] == [("제목만", ())]
    assert briefing.lead is None
