from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from briefing import ranking
from briefing.language import kiwi
from briefing.model import Actor, Analysed, Analysis, Article, Document, Span
from briefing.synthesis.sources import Cited, cite
from briefing.synthesis.summary import summarise

Write = Callable[..., Analysed]

LEAD = "가온시는 내년에 주민 생활권마다 도서관 열 곳을 새로 짓는 건립 계획을 밝혔다."
BUDGET = "가온시는 도서관 건립 예산으로 120억 원을 편성한다."
COUNCIL = "가온시의회는 도서관 건립 예산 가운데 30억 원을 줄였다."


@pytest.fixture
def write(parse: Callable[[str], Document]) -> Write:
    """Builds one article out of its lines, ranked as the analysis ranks it. `short` are (form, full name)."""

    def build(*lines: str, title: str = "소식", day: int = 15, outlet: str = "가온일보", short: str = "") -> Analysed:
        body = "\n".join(lines)
        title_terms = ranking.terms(kiwi.tokenize(title))
        form, _, name = short.partition("=")
        people = (Actor(name=name, kind="person", mentions=(Span(body.index(form), body.index(form) + len(form)),)),)
        return Analysed(
            Article(id=f"{outlet}-{day}", title=title, outlet=outlet, published=date(2024, 1, day), body=body),
            Analysis(
                sentences=ranking.rank(parse(body), title_terms),
                actors=people if short else (),
                quotes=(),
                figures=(),
                title_terms=title_terms,
            ),
        )

    return build


def texts(*week: Analysed, count: int = 3) -> list[str]:
    return [e.text for e in summarise(cite(week), count)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("도서관 건립 예산 편성 추진 계획", id="a heading"),
        pytest.param("이에 도서관 건립 예산을 늘린다.", id="it points back"),
        pytest.param("□ 아울러 도서관 건립 예산을 늘린다.", id="it points back behind a list mark"),
        pytest.param("가까운 도서관 건립을 바라는 주민의 예산 요구 때문이다.", id="a reason without what it explains"),
        pytest.param("도서관을 왜 짓는지 시장은 주민에게 설명했습니까?", id="a question"),
        pytest.param("“도서관 건립 예산은 모두 주민의 뜻을 담아 편성해야 합니다.”", id="words without a speaker"),
        pytest.param("※ 도서관 건립 예산은 국비 보조금을 포함한 금액이다.", id="a note"),
        pytest.param("▲ 가온시 관계자들이 도서관 건립 현장을 둘러보고 있다.", id="a caption"),
        pytest.param("사진: 도서관 건립 현장을 가온시 공무원들이 둘러보고 있다.", id="where a picture is from"),
        pytest.param("도서관 건립 계획은 가온시 누리집에서 내용을 확인하면 된다.", id="where to look"),
        pytest.param("도서관 건립 문의는 가온시 도서관과(012-345-6789)로 하면 된다.", id="a telephone number"),
        pytest.param("도서관 건립 예산의 구체적인 내용은 다음과 같다.", id="what follows is not there"),
        pytest.param("가온시 도서관 예산 | 120억 원 | 도서관과 주무관 담당이다.", id="a row of a table"),
        pytest.param("가온시, 주민 생활권마다 도서관을 새로 짓는다.", id="the title again"),
    ],
)
def test_what_never_stands_in_a_summary(write: Write, line: str) -> None:
    article = write(LEAD, line, BUDGET, title="가온시, 주민 생활권마다 도서관을 새로 짓는다")
    assert texts(article, count=5) == [LEAD, BUDGET]


def test_a_headline_that_ran_into_the_text_is_left_out(write: Write) -> None:
    run_in = "가온시 생활권마다 도서관 건립 추진 가온시는 도서관 건립 예산을 편성한다고 밝혔다."
    assert texts(write(run_in, LEAD, BUDGET, title="가온시 생활권마다 도서관 건립 추진")) == [LEAD, BUDGET]


def test_a_list_mark_and_its_label_are_not_printed(write: Write) -> None:
    (excerpt,) = summarise(cite([write(f"□ (향후 계획) {BUDGET}")]), 3)
    assert (excerpt.text, excerpt.start, excerpt.end) == (BUDGET, 10, 10 + len(BUDGET))


@pytest.mark.parametrize(
    "line",
    [
        "이번 도서관 건립에는 시민단체와 출판계도 함께 참여한다.",
        "도서관은 모두 장애인과 어린이를 위한 열람실을 갖춘다.",
        "동 도서관 사업에는 시민단체와 출판계도 함께 참여한다.",
    ],
)
def test_what_was_named_may_be_spoken_of(write: Write, line: str) -> None:
    assert texts(write(LEAD, line)) == [LEAD, line]


@pytest.mark.parametrize(
    "line", ["이번 공모전에는 시민단체와 출판계도 함께 참여한다.", "보고서는 열람 좌석과 사서 인력이 부족하다고 봤다."]
)
def test_what_was_not_named_may_not(write: Write, line: str) -> None:
    assert texts(write(LEAD, line)) == [LEAD]


def test_a_short_name_stands_only_behind_the_full_one(write: Write) -> None:
    full = "나윤설 국장은 도서관 건립 계획을 시의회에서 설명했다."
    short = "나 국장은 열람실과 사서 인력을 내년까지 두 배로 늘리겠다고 말했다."
    assert texts(write(full, short, short="나 국장=나윤설")) == [full, short]
    assert texts(write(LEAD, short, short="나 국장=나윤설")) == [LEAD]


def test_a_sentence_without_a_subject_comes_after_those_with_one(write: Write) -> None:
    nobody = "도서관 건립 예산과 사서 인력을 늘려 달라고 당부했다."
    article = write(LEAD, nobody, "사서협회는 도서관 건립 예산과 사서 인력을 늘려 달라고 요구했다.")
    assert nobody not in texts(article, count=2)


def test_the_same_sentence_of_two_outlets_stands_once(write: Write) -> None:
    first = write(LEAD, BUDGET)
    reprint = write(LEAD.replace("밝혔다", "16일 밝혔다"), BUDGET, outlet="누리경제", day=16)
    assert texts(first, reprint) == [LEAD, BUDGET]


def test_sentences_of_like_words_and_other_numbers_are_two(write: Write) -> None:
    assert set(texts(write(BUDGET), write(COUNCIL, day=18))) == {BUDGET, COUNCIL}


def test_every_article_is_heard_before_one_is_heard_twice(write: Write) -> None:
    first = write(LEAD, BUDGET, "가온시는 도서관 건립 계획에 주민 생활권마다 어린이 열람실을 넣는다.")
    other = "가온시 사서협회는 도서관마다 사서 두 명을 채용하라고 요구했다."
    last = write("날씨가 맑은 휴일에 많은 시민이 공원을 찾았다.", other, day=18, outlet="누리경제")
    assert {e.source for e in summarise(cite([first, last]), 2)} == {1, 2}


def test_the_lead_comes_first_and_the_rest_by_date_and_place(write: Write) -> None:
    early = write("사서협회는 도서관 인력을 늘려 달라고 요구했다.", day=14, outlet="새솔신문")
    main = write(LEAD, BUDGET, "가온시는 도서관마다 어린이 열람실과 사서 두 명을 둔다.", day=15)
    late = write(COUNCIL, day=18, outlet="누리경제")
    printed = summarise(cite([late, main, early]), 9)
    assert printed[0].text == LEAD
    assert [(e.source, e.start) for e in printed[1:]] == sorted((e.source, e.start) for e in printed[1:])
    assert {e.source for e in printed} == {1, 2, 3}


def test_the_order_of_the_articles_does_not_matter(write: Write) -> None:
    week = cite([write(LEAD, BUDGET), write(COUNCIL, day=18), write(LEAD, outlet="누리경제", day=16)])
    assert summarise(week, 3) == summarise(list(week)[::-1], 3)


def test_a_release_of_list_items_gives_the_best_of_them(write: Write) -> None:
    article = write(
        "주요 내용",
        "□ 가온시는 도서관 건립 예산을 편성하고 사서 인력을 두 배로 확충하여 내년 개관을 추진할 계획",
        "참석자 : 가온시장, 도서관장, 사서협회장, 시의회 의장, 시민단체 대표, 출판계 대표",
        "※ 자세한 내용은 첨부파일을 참고하시기 바랍니다.",
    )
    assert texts(article) == [
        "가온시는 도서관 건립 예산을 편성하고 사서 인력을 두 배로 확충하여 내년 개관을 추진할 계획"
    ]


@pytest.mark.parametrize(
    "lines", [(), ("도서관 건립 계획 목록",), ("※ 자세한 내용은 첨부파일을 참고하시기 바랍니다.",)]
)
def test_where_there_is_only_furniture_nothing_is_printed(write: Write, lines: tuple[str, ...]) -> None:
    assert texts(write(*lines)) == []


def test_what_is_printed_stands_in_the_body(write: Write) -> None:
    cited: tuple[Cited, ...] = cite([write(f"ㅇ {LEAD}", BUDGET), write(COUNCIL, day=18)])
    bodies = {item.source.number: item.body for item in cited}
    printed = summarise(cited, 9)
    assert len(printed) == 3
    assert all(bodies[e.source][e.start : e.end] == e.text for e in printed)


def test_an_issue_of_hundreds_of_articles_is_bounded(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    counted = ranking.textrank

    def count(bags: list[list[str]], teleport: ranking.Vector) -> ranking.Vector:
        sizes.append(len(bags))
        return counted(bags, teleport)

    monkeypatch.setattr("briefing.synthesis.summary.textrank", count)
    one = write(LEAD, BUDGET, COUNCIL)
    week = [replace(one, article=replace(one.article, id=str(i), outlet=f"{i}신문")) for i in range(700)]
    assert texts(*week) == [LEAD, BUDGET]  # the third-best sentences are out of bounds
    assert sizes == [1_000]
