from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from briefing import analysis, ingest
from briefing.model import Actor, Analysed, Article, Issue, IssueTrace, Span, Story
from briefing.synthesis import issues, labels
from briefing.synthesis.sources import Citations, cite, numbers

PAPERS = Path(__file__).with_name("papers.jsonl")
EXAMPLES = Path(__file__).parents[2] / "examples/articles"

LIBRARY = "가온시 도서관 건립 계획을 발표하고 예산을 편성했다."
BUS = "누리교통공사 이사회가 버스 요금 인상 방안을 의결했다."


def group(
    *week: Analysed, watch: Sequence[str] = (), past: Sequence[IssueTrace] = ()
) -> tuple[tuple[Issue, ...], tuple[Story, ...]]:
    cited = cite(week)
    return issues.group(issues.weigh(cited, apart(cited), watch), cited, 2, past)


def apart(cited: Citations) -> list[Story]:
    return [Story(sources=(number,)) for number in numbers(cited)]


def traces(*week: Analysed) -> tuple[IssueTrace, ...]:
    cited = cite(week)
    weighed = issues.weigh(cited, apart(cited))
    return issues.trace(issues.group(weighed, cited, 1)[0], weighed)


def holding(article: Analysed, *actors: Actor) -> Analysed:
    return replace(article, analysis=replace(article.analysis, actors=actors))


@pytest.fixture
def week(make: Any) -> list[Analysed]:
    return [
        make("도서관 건립 계획", LIBRARY, day=16, people=("나모아",)),
        make("[속보] 가온시 도서관 건립", LIBRARY.replace("발표하고", "내놓고"), outlet="한빛신문", day=17),
        make("버스 요금 인상", BUS, day=16, outlet=None),
    ]


# --- grouping -------------------------------------------------------------------------------------------------------


def test_stories_of_one_matter_come_together(week: list[Analysed]) -> None:
    found, briefs = group(*week)
    assert [(i.label, i.sources) for i in found] == [("도서관 건립 계획", (2, 3)), ("버스 요금 인상", (1,))]
    assert briefs == ()


def test_the_order_of_the_articles_does_not_matter(week: list[Analysed]) -> None:
    assert len({group(*order) for order in permutations(week)}) == 1


def test_a_story_brings_its_re_issues(week: list[Analysed]) -> None:
    cited = cite(week)
    found, _ = issues.group(issues.weigh(cited, [Story(sources=(1,)), Story(sources=(3, 2))]), cited, 2)
    assert [i.stories for i in found] == [(Story(sources=(3, 2)),), (Story(sources=(1,)),)]
    assert found[0].label == "가온시 도서관 건립"


def test_what_is_told_alike_months_apart_is_another_round(make: Any) -> None:
    article = make("도서관 건립 계획", LIBRARY)

    def on(day: date) -> Analysed:
        return replace(article, article=replace(article.article, published=day, outlet=f"{day}신문"))

    assert len(group(on(date(2024, 1, 15)), on(date(2024, 1, 21)))[0]) == 1
    assert len(group(on(date(2024, 1, 15)), on(date(2024, 4, 15)))[0]) == 2


def test_nothing_gives_nothing() -> None:
    assert group() == ((), ())


def test_articles_without_words_stand_alone(make: Any) -> None:
    found, _ = group(make("", outlet="가온일보"), make("", outlet="한빛신문"))
    assert [len(i.sources) for i in found] == [1, 1]


def papers() -> tuple[list[Analysed], dict[str, str]]:
    rows = [json.loads(line) for line in PAPERS.read_text(encoding="utf-8").splitlines()]
    articles = [
        Article(
            id=row["id"],
            title=row["title"],
            outlet=row["outlet"],
            published=date.fromisoformat(row["published"]),
            body=row["body"],
            origin=row["id"],
        )
        for row in rows
    ]
    return [Analysed(a, analysis.analyse(a)) for a in articles], {row["id"]: row["issue"] for row in rows}


def test_reports_of_one_event_by_several_papers() -> None:
    """Matters told by several papers in their own words, beside other news of the same towns and ministries."""
    told = matters_of_papers()
    assert [matters for matters in told if len(set(matters)) > 1] == []
    together = {matters[0]: len(matters) for matters in told if len(matters) > 1}
    assert together == {"outage": 3, "guideline": 2, "bus": 2, "fire": 2, "rate": 2}


@pytest.mark.xfail(
    strict=True, reason="of a fire put out and the houses built after it only the place's name is common"
)
def test_what_follows_an_event_is_part_of_it() -> None:
    assert ["fire"] * 3 in matters_of_papers()


def matters_of_papers() -> list[list[str]]:
    articles, truth = papers()
    cited = cite(articles)
    found, _ = group(*articles)
    return [[truth[cited.source(number).id] for number in issue.sources] for issue in found]


def test_the_examples() -> None:
    articles = [a for a in ingest.read([EXAMPLES]) if isinstance(a, Article) and a.published]
    found, _ = group(*(Analysed(a, analysis.analyse(a)) for a in articles if a.published and a.published.year == 2024))
    together = {issue.label: len(issue.sources) for issue in found if len(issue.sources) > 1}
    assert together == {
        "가온시, 심야 자율주행 버스 3월 4일 첫 운행": 2,
        "디지털생활부, ‘AI 안심 이용 지침’ 발표…6월부터 공공기관 350곳에 적용": 2,
    }


# --- what stands in an issue ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "outlet", "label"),
    [
        ("[속보] 누리시 물길 복원 착공", None, "누리시 물길 복원 착공"),
        ("(보도참고) 누리시 물길 복원 설명", None, "누리시 물길 복원 설명"),
        ("<기획-2> 【단독】 빈집 고쳐 쓰기", None, "빈집 고쳐 쓰기"),
        ("물길 복원 예산 통과(종합2보)", None, "물길 복원 예산 통과"),
        ("물길 복원 간담회 개최(12.17.)", None, "물길 복원 간담회 개최"),
        ("물길 걷기 좋은 길 [포토]", None, "물길 걷기 좋은 길"),
        ("물길 복원 예산 통과 - 가온일보", "가온일보", "물길 복원 예산 통과"),
        ("물길 복원 예산 통과 | 누리경제", None, "물길 복원 예산 통과"),
        ("더 맑은 내일을 열겠습니다 - 물길 복원 조례 의결", None, "물길 복원 조례 의결"),
        ("물길 복원 조례 의결 - 더 맑은 내일을 열겠습니다 -", None, "물길 복원 조례 의결"),
        ("부동산 프로젝트 금융(PF) 점검", None, "부동산 프로젝트 금융(PF) 점검"),
        ("「물길 복원법」 시행", None, "「물길 복원법」 시행"),
        ("“물길을 살리겠다” 나모아 시장 약속", None, "“물길을 살리겠다” 나모아 시장 약속"),
        ("[속보]", None, "[속보]"),
        ("가온일보", "가온일보", "가온일보"),
    ],
)
def test_label(title: str, outlet: str | None, label: str) -> None:
    assert labels.choose(title, outlet, {"물길": 3.0, "복원": 2.0, "의결": 1.0}) == label
    assert label in title


def test_an_untitled_article_names_no_issue_where_another_has_a_title(make: Any, week: list[Analysed]) -> None:
    first, second = week[:2]
    untitled = replace(first, article=replace(first.article, title=None))
    (found,), _ = group(untitled, second)
    assert found.label == "가온시 도서관 건립"
    (alone,), _ = group(untitled)
    assert alone.label == "도서관 건립 계획.txt"


def test_terms_are_words_that_set_it_apart_and_no_names(make: Any, week: list[Analysed]) -> None:
    found, _ = group(*week)
    assert set(found[0].terms[:2]) == {"도서관", "건립"}
    (person,), _ = group(make("나모아 국장 도서관", "나모아 국장이 도서관 예산을 설명했다.", people=("나모아",)))
    assert "나모아" not in person.terms
    assert person.actors == ("나모아",)


def test_actors_are_held_by_most_articles(make: Any) -> None:
    lines = [f"{LIBRARY} 나모아 설명." for _ in range(3)]
    week = [
        make("도서관 건립", lines[0], outlet="가", people=("나모아", "도한결")),
        make("도서관 건립", lines[1], outlet="나", people=("나모아",)),
        make("도서관 건립", lines[2], outlet="다", people=("나모아",)),
    ]
    (found,), _ = group(*week)
    assert found.actors == ("나모아",)


def test_a_timeline_has_a_sentence_for_each_day(make: Any) -> None:
    (found,), _ = group(
        make("미르산 산불", "새솔군 미르산 산불로 주민 430명이 체육관에 대피했다.", day=17),
        make("미르산 산불 진화", "새솔군 미르산 산불의 큰 불길이 아침에 잡혔다.", day=18),
        make("미르산 산불 임시 주택", "새솔군은 미르산 산불로 집을 잃은 주민의 임시 주택을 짓는다.", day=19),
    )
    assert [(event.day.day, event.excerpt.source) for event in found.timeline] == [(17, 1), (18, 2), (19, 3)]


def test_a_day_that_a_sentence_names_is_its_day(make: Any) -> None:
    (found,), _ = group(
        make("미르산 산불 원인", "새솔군 미르산 산불은 지난 14일 밭두렁을 태우다 번졌다.", day=17),
        make("미르산 산불 진화", "새솔군 미르산 산불의 큰 불길이 18일 아침 잡혔다.", day=18),
        make("미르산 산불 복구", "새솔군 미르산 산불 피해 주민은 31일까지 복구 비용을 신청한다.", day=19),
    )
    assert [event.day.day for event in found.timeline] == [14, 18, 19]


def test_one_day_makes_no_timeline(make: Any) -> None:
    (found,), _ = group(make("도서관 건립", LIBRARY), make("도서관 건립", LIBRARY, outlet="한빛신문"))
    assert found.timeline == ()


def test_what_other_modules_fill_is_left_open(week: list[Analysed]) -> None:
    found, _ = group(*week)
    assert [(i.movement, i.watched, i.remarks, i.quantities) for i in found] == [(None, (), (), ())] * 2


# --- rank and briefs ------------------------------------------------------------------------------------------------


def lone(make: Any, count: int) -> list[Analysed]:
    """Articles that share nothing, one a matter: the later the heavier by nothing."""
    return [make(f"소식{n} 제목{n}", f"마을{n} 주민{n} 축제{n} 마당{n} 열렸다.") for n in range(count)]


def test_lone_stories_beyond_the_first_places_are_briefs(make: Any) -> None:
    found, briefs = group(*lone(make, 15))
    assert (len(found), len(briefs)) == (12, 3)
    assert [story.sources for story in briefs] == sorted(story.sources for story in briefs)


def test_two_outlets_make_an_issue_of_one_story(make: Any, week: list[Analysed]) -> None:
    cited = cite([*lone(make, 15), *week[:2]])
    pair = tuple(c.source.number for c in cited if "도서관" in (c.source.title or ""))
    alone = [Story(sources=(n,)) for n in numbers(cited) if n not in pair]
    found, briefs = issues.group(issues.weigh(cited, [*alone, Story(sources=pair)]), cited, 1)
    assert found[0].sources == pair
    assert len(briefs) == 4


def test_what_is_watched_is_never_a_brief(make: Any) -> None:
    week = lone(make, 15)
    _, briefs = group(*week)
    (number,) = briefs[-1].sources
    watched = f"마을{cite(week).source(number).id[2:].split()[0]}"
    found, after = group(*week, watch=[watched])
    assert found[0].sources == (number,)
    assert (number,) not in [story.sources for story in after]


def test_a_watched_alias_counts(make: Any) -> None:
    article = holding(
        make("가온진흥원 소식", "가온진흥원 직원이 늘었다."),
        Actor(name="가온디지털진흥원", kind="organization", aliases=("가온진흥원",), mentions=(Span(0, 5),)),
    )
    found, _ = group(*lone(make, 3), article, watch=["가온디지털진흥원"])
    assert found[0].label == "가온진흥원 소식"


@pytest.mark.parametrize(
    ("title", "org", "first"),
    [
        ("장관", "미래살림부", True),
        ("부총리 겸 장관", "미래살림부", True),
        ("위원장", "금융위원회", True),
        ("위원장", "가온시의회 예산위원회", False),
        ("팀장", "미래살림부", False),
        (None, None, False),
    ],
)
def test_a_minister_weighs(make: Any, title: str | None, org: str | None, first: bool) -> None:
    article = holding(
        make("나중 소식", "문하람 축사 낭독 행사 열렸다.", day=20),
        Actor(name="문하람", kind="person", title=title, org=org, mentions=(Span(0, 3),)),
    )
    found, _ = group(*lone(make, 3), article)
    assert (found[0].label == "나중 소식") is first


def test_more_outlets_weigh_more_than_more_articles_of_one(make: Any) -> None:
    one = [make(f"도서관 건립 {n}", LIBRARY, day=15) for n in range(2)]
    two = [make("버스 요금 인상", BUS, day=19, outlet=outlet) for outlet in ("가온일보", "한빛신문")]
    found, _ = group(*one, *two)
    assert [issue.label for issue in found] == ["버스 요금 인상", "도서관 건립 0"]


# --- from week to week ----------------------------------------------------------------------------------------------


def test_an_issue_that_goes_on_is_known_again(week: list[Analysed], make: Any) -> None:
    before = traces(*week)
    now = traces(
        make("청년 월세 지원", "누리시가 청년 월세 지원 대상을 넓힌다."),
        make("가온시 도서관 건립 착공", "가온시 도서관 건립 계획에 따라 공사를 시작했다."),
    )
    assert [trace.label for trace in now] == ["가온시 도서관 건립 착공", "청년 월세 지원"]
    assert issues.follow(now, before) == (0, None)
    assert issues.likeness(now[0], before[0]) >= issues.SAME > issues.likeness(now[1], before[0])


def test_a_trace_remembers_label_articles_and_terms(week: list[Analysed]) -> None:
    library, bus = traces(*week)
    assert (library.label, library.articles, bus.articles) == ("도서관 건립 계획", 2, 1)
    assert max(library.terms, key=lambda term: library.terms[term]) in ("도서관", "건립")
    assert issues.likeness(library, library) == pytest.approx(1.0)


def test_what_is_new_comes_before_what_goes_on(make: Any) -> None:
    old, new = make("도서관 건립 계획", LIBRARY, day=15), make("버스 요금 인상", BUS, day=16)
    assert [i.label for i in group(old, new)[0]] == ["도서관 건립 계획", "버스 요금 인상"]
    past = traces(old)
    assert [i.label for i in group(old, new, past=past)[0]] == ["버스 요금 인상", "도서관 건립 계획"]
