"""The calendar of what comes and what has come due, from articles made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.model import Analysed, Analysis, Article, Plan, Sentence, Span
from briefing.period import Period
from briefing.synthesis import commitments
from briefing.synthesis.sources import Cited, cite

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))
CENTRE = "가람시는 오는 5월 나래구에 청년 창업 지원 센터를 새로 연다고 밝혔다."
SCHOOL = "다솜교육청은 오는 5월 마루중학교 급식 시설을 고칠 예정이다."

Row = tuple[str, str | None, str | None, date | None, date | None]


def analysis(sentences: tuple[Sentence, ...], plans: tuple[Plan, ...]) -> Analysis:
    return Analysis(sentences=sentences, actors=(), quotes=(), figures=(), title_terms=(), plans=plans)


def article(name: str, *rows: Row, day: int = 15) -> Analysed:
    """Each row is (sentence, who, when, first, last) and one plan; terms are the words of two syllables or more."""
    body = "\n".join(row[0] for row in rows)
    sentences, plans, start = [], [], 0
    for text, who, when, first, last in rows:
        words = tuple(word.strip(".,") for word in text.split() if len(word.strip(".,")) > 1)
        sentences.append(Sentence(start, start + len(text), score=1 / len(rows), rank=1, terms=words))
        at = start + text.index(when) if when else 0
        span = Span(at, at + len(when)) if when else None
        known = first or last
        precision = "month" if known else None
        plan = Plan(
            start, start + len(text), who=who, cue="연다", when=span, first=first, last=last, precision=precision
        )
        plans.append(plan)
        start += len(text) + 1
    source = Article(id=name, title=name, outlet="가온일보", published=date(2024, 1, day), body=body)
    return Analysed(source, analysis(tuple(sentences), tuple(plans)))


def cited(*articles: Analysed) -> Sequence[Cited]:
    return cite(articles)


MAY = (date(2024, 5, 1), date(2024, 5, 31))


def test_one_plan_as_printed() -> None:
    (found,) = commitments.upcoming(cited(article("가", (CENTRE, "가람시", "오는 5월", *MAY))), WEEK, 10)
    assert (found.text, found.who, found.cue, found.source, found.also) == (CENTRE, "가람시", "연다", 1, ())
    assert found.when is not None
    assert (found.when.text, found.when.source) == ("오는 5월", 1)
    assert (found.first, found.last, found.precision) == (*MAY, "month")
    assert (found.published, found.context.text) == (date(2024, 1, 15), CENTRE)


def test_in_order_of_time_and_without_days_last() -> None:
    rows: list[Row] = [
        ("다솜시는 공원을 늘릴 계획이다.", None, None, None, None),
        ("나래시는 7월부터 버스를 바꾼다.", None, "7월부터", date(2024, 7, 1), None),
        ("가람시는 3월까지 길을 넓힌다.", None, "3월까지", None, date(2024, 3, 31)),
        ("마루시는 2월에 학교를 연다.", None, "2월", date(2024, 2, 1), date(2024, 2, 29)),
    ]
    found = commitments.upcoming(cited(article("가", *rows)), WEEK, 10)
    assert [c.text[:3] for c in found] == ["마루시", "가람시", "나래시", "다솜시"]
    assert [c.text[:3] for c in commitments.upcoming(cited(article("가", *rows)), WEEK, 2)] == ["마루시", "가람시"]


def test_what_is_over_before_the_week_ends_is_left_out() -> None:
    over: Row = ("가람시는 20일까지 신청을 받는다.", None, "20일까지", None, date(2024, 1, 20))
    last_day: Row = ("나래시는 21일까지 신청을 받는다.", None, "21일까지", None, date(2024, 1, 21))
    open_end: Row = ("다솜시는 17일부터 상담을 한다.", None, "17일부터", date(2024, 1, 17), None)
    found = commitments.upcoming(cited(article("가", over, last_day, open_end)), WEEK, 10)
    assert [c.text[:3] for c in found] == ["다솜시", "나래시"]


def test_several_articles_announce_it_once() -> None:
    reworded = "가람시가 오는 5월 나래구에 청년 창업 지원 센터를 새로 연다고 16일 밝혔다."
    found = commitments.upcoming(
        cited(
            article("가", (reworded, None, "오는 5월", *MAY), day=15),
            article("나", (CENTRE, "가람시", "오는 5월", *MAY), day=16),
            article("다", (CENTRE, "가람시", "오는 5월", *MAY), day=17),
        ),
        WEEK,
        10,
    )
    assert [(c.who, c.source, c.also) for c in found] == [("가람시", 2, (1, 3))]


def test_other_actors_other_days_and_other_words_stay_apart() -> None:
    june = (date(2024, 6, 1), date(2024, 6, 30))
    found = commitments.upcoming(
        cited(
            article("가", (CENTRE, "가람시", "오는 5월", *MAY)),
            article("나", (CENTRE, "나래시", "오는 5월", *MAY)),
            article("다", (CENTRE, "가람시", "오는 5월", *june)),
            article("라", (SCHOOL, "가람시", "오는 5월", *MAY)),
        ),
        WEEK,
        10,
    )
    assert [c.also for c in found] == [()] * 4


def test_two_clauses_of_one_sentence_are_two_plans() -> None:
    text = "가람시는 5월 접수를 마치고 5월 발표를 한다."
    body = Article(id="가", title="가", outlet=None, published=date(2024, 1, 15), body=text)
    plans = tuple(
        Plan(a, b, cue="한다", when=Span(a, a + 2), first=MAY[0], last=MAY[1], precision="month")
        for a, b in ((5, 15), (16, len(text)))
    )
    sentence = Sentence(0, len(text), score=1.0, rank=1, terms=("접수", "발표"))
    analysed = Analysed(body, analysis((sentence,), plans))
    assert len(commitments.upcoming(cited(analysed), WEEK, 10)) == 2


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [
        article("가", (CENTRE, None, "오는 5월", *MAY)),
        article("나", (CENTRE, "가람시", "오는 5월", *MAY)),
        article("다", (SCHOOL, None, "오는 5월", *MAY)),
    ]
    assert commitments.upcoming(cite(articles), WEEK, 10) == commitments.upcoming(cite(articles[::-1]), WEEK, 10)


def test_due_is_what_ends_in_the_week_or_begins_with_an_open_end() -> None:
    rows: list[Row] = [
        ("가람시는 21일까지 마친다.", None, "21일까지", None, date(2024, 1, 21)),
        ("나래시는 15일부터 시작한다.", None, "15일부터", date(2024, 1, 15), None),
        ("다솜시는 1월에 연다.", None, "1월", date(2024, 1, 1), date(2024, 1, 31)),
        ("마루시는 14일까지 받는다.", None, "14일까지", None, date(2024, 1, 14)),
        ("바다시는 곧 할 예정이다.", None, None, None, None),
    ]
    found = commitments.due(cited(article("가", *rows, day=2)), WEEK)
    assert [c.text[:3] for c in found] == ["나래시", "가람시"]


def test_a_week_without_plans() -> None:
    assert commitments.upcoming((), WEEK, 10) == ()
    assert commitments.due((), WEEK) == ()
