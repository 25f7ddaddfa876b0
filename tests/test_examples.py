"""What the program must find in examples/: the articles a newcomer sees first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing import analysis, ingest
from briefing.model import Analysed, Article
from briefing.period import Period, week_of

FOLDER = Path(__file__).parent.parent / "examples" / "articles"

# id, outlet, byline, day
PAGES = [
    ("01-ai-strategy-dialogue.txt", "예시신문", "한누리", date(2024, 1, 19)),
    ("02-regional-digital-budget.html", "예시신문", "한누리", date(2024, 1, 17)),
    ("03-care-robots.txt", "가온일보", "한소담", date(2024, 1, 18)),
    ("04-night-bus.html", "가온일보", "한소담", date(2024, 1, 22)),
    ("05-chip-workforce.txt", "누리경제", "정다래", date(2024, 1, 23)),
    ("06-vice-minister-visits.txt", "예시신문", None, date(2024, 1, 24)),
    ("07-ai-guideline.txt", "가온일보", "한소담", date(2024, 1, 24)),
    ("08-ai-label-industry.html", "누리경제", "정다래", date(2024, 1, 25)),
    ("09-smart-farm.txt", "새솔신문", "소이랑", date(2024, 1, 25)),
    ("10-bus-budget-cut.txt", "누리경제", "정다래", date(2024, 1, 26)),
    ("11-ai-everyday-budget.txt", "예시신문", "한누리", date(2023, 9, 13)),
    ("12-gyeonggi-meetup.html", "예시신문", None, date(2024, 3, 7)),
    ("13-library-class.txt", "가온일보", "한소담", None),
    ("2024-04-16-ai-chip-committee.txt", None, None, date(2024, 4, 16)),
]

# id, title, subtitles
TITLES = [
    ("01-ai-strategy-dialogue.txt", "석 달 만에 다시 모인 AI 최고위 전략대화…제조·뷰티·가전 기업도 참여", ()),
    ("02-regional-digital-budget.html", "지방 디지털 혁신에 5,770억원…새 사업 16개 시작한다", ()),
    ("03-care-robots.txt", "가온시, 홀로 사는 어르신 1,200가구에 AI 말벗 로봇 보급", ()),
    ("04-night-bus.html", "가온시, 심야 자율주행 버스 3월 4일 첫 운행", ()),
    (
        "05-chip-workforce.txt",
        "AI 반도체 인력, 2030년까지 3만5천여 명 모자란다",
        ("한빛연구원 보고서…“설계 인력부터 늘려야”",),
    ),
    (
        "06-vice-minister-visits.txt",
        "박윤규 차관, AI 현장 매주 찾는다…첫 방문지는 반도체 기업",
        ("온디바이스 AI 기업에서 첫 간담회", "의료·법률·미디어로 방문 넓힐 계획"),
    ),
    ("07-ai-guideline.txt", "디지털생활부, ‘AI 안심 이용 지침’ 발표…6월부터 공공기관 350곳에 적용", ()),
    ("08-ai-label-industry.html", "AI 표시 의무, 비용은 누가 내나…디생부 “420억 원 지원”", ()),
    ("09-smart-farm.txt", "새솔군, AI 온실 3만2천㎡ 문 열어…“물 30% 아꼈다”", ()),
    ("10-bus-budget-cut.txt", "가온시의회, 자율주행 버스 예산 12억 원 깎아…“안전 검증이 먼저”", ()),
    ("11-ai-everyday-budget.txt", "생활 속 AI에 내년 9,090억원…정부, 초거대 AI 도약 계획 내놓아", ()),
    ("12-gyeonggi-meetup.html", "경기도, 판교서 ‘AI+ 경기 밋업’…인력 1,000명 키운다", ()),
    ("13-library-class.txt", "물빛도서관, 어르신 AI 교실 수강생 60명 모집", ()),
    ("2024-04-16-ai-chip-committee.txt", "AI 반도체 분과 첫 회의…산업계·학계 의견 모은다", ()),
]

# id, speaker, organisation, title, the words between the marks
SAID = [
    ("03-care-robots.txt", "서라온", "가온시", "시장", "로봇이 보낸 신호에는 반드시 사람이 답하게 하겠다"),
    ("03-care-robots.txt", "표나래", "가온시사회복지사협회", "회장", "경보가 늘면 밤에 출동할 사람부터 필요하다"),
    ("04-night-bus.html", "서라온", "가온시", "시장", "안전요원은 마지막까지 태우겠다"),
    ("04-night-bus.html", "서라온", "가온시", "시장", "사고가 한 건이라도 나면 운행을 멈추고 원인부터 밝히겠다"),
    (
        "04-night-bus.html",
        "백이든",
        "가온버스노동조합",
        "위원장",
        "심야 수당을 받던 조합원 46명의 자리가 걸린 문제",
    ),
    (
        "05-chip-workforce.txt",
        "채온유",
        "한빛연구원",
        "원장",
        "공장을 짓는 데는 3년이 걸리지만 설계자를 기르는 데는 7년이 걸린다",
    ),
    ("05-chip-workforce.txt", "채온유", "한빛연구원", "원장", "해마다 2,000명을 다시 가르치는 데 600억 원이면 된다"),
    ("05-chip-workforce.txt", "석다온", "미리내반도체", "대표", "경력 설계자 한 명을 뽑는 데 평균 11개월이 걸렸다"),
    ("07-ai-guideline.txt", "문하람", "디지털생활부", "장관", "누가 답했는지는 국민이 알 수 있어야 한다"),
    ("07-ai-guideline.txt", "문하람", "디지털생활부", "장관", "표시는 규제가 아니라 신뢰를 쌓는 가장 값싼 방법"),
    ("07-ai-guideline.txt", "진솔아", "누리AI산업협회", "회장", "기준이 분명해진 점은 반갑다"),
    (
        "08-ai-label-industry.html",
        "진솔아",
        "누리AI산업협회",
        "회장",
        "지원은 점검 비용에 그치고 개발 비용은 빠져 있다",
    ),
    ("09-smart-farm.txt", "여한별", "새솔군", "군수", "2026년까지 온실을 10만㎡로 넓히고 청년 농부 100명을 모시겠다"),
    ("09-smart-farm.txt", "윤가람", "한빛연구원", "박사", "올여름까지 3% 아래로 낮추는 것이 목표"),
    ("10-bus-budget-cut.txt", "남보람", "가온시의회", "의원", "늦게 오는 버스보다 서지 못하는 버스가 더 위험하다"),
    ("13-library-class.txt", "모지훈", "물빛도서관", "관장", "궁금한 것을 물어볼 줄 알면 절반은 배운 것"),
]

# id, the words, value, upper end, unit
NUMBERS = [
    ("01-ai-strategy-dialogue.txt", "3개월", "3", None, "개월"),
    ("02-regional-digital-budget.html", "5,770억원", "577000000000", None, "KRW"),
    ("02-regional-digital-budget.html", "94억원", "9400000000", None, "KRW"),
    ("03-care-robots.txt", "24억 원", "2400000000", None, "KRW"),
    ("03-care-robots.txt", "4배", "4", None, "배"),
    ("04-night-bus.html", "87억 5,000만 원", "8750000000", None, "KRW"),
    ("04-night-bus.html", "800~1,100명", "800", "1100", "명"),
    ("04-night-bus.html", "35%", "35", None, "%"),
    ("05-chip-workforce.txt", "3만5천여 명", "35000", None, "명"),
    ("05-chip-workforce.txt", "9~11%", "9", "11", "%"),
    ("05-chip-workforce.txt", "1조 2천억 원", "1200000000000", None, "KRW"),
    ("07-ai-guideline.txt", "12.6%포인트", "12.6", None, "%p"),
    ("07-ai-guideline.txt", "3,000만 원", "30000000", None, "KRW"),
    ("08-ai-label-industry.html", "1억 3,500만 원", "135000000", None, "KRW"),
    ("08-ai-label-industry.html", "400여 명", "400", None, "명"),
    ("09-smart-farm.txt", "22.5%", "22.5", None, "%"),
    ("10-bus-budget-cut.txt", "6.4%포인트", "6.4", None, "%p"),
    ("10-bus-budget-cut.txt", "1,024명", "1024", None, "명"),
    ("11-ai-everyday-budget.txt", "9,090억원", "909000000000", None, "KRW"),
    ("11-ai-everyday-budget.txt", "70여 명", "70", None, "명"),
    ("12-gyeonggi-meetup.html", "1,000명", "1000", None, "명"),
    ("12-gyeonggi-meetup.html", "50개사", "50", None, "개사"),
    ("2024-04-16-ai-chip-committee.txt", "32명", "32", None, "명"),
]

# id, name, organisation, title
PEOPLE = [
    ("01-ai-strategy-dialogue.txt", "김녹원", "딥엑스", "대표"),
    ("01-ai-strategy-dialogue.txt", "류정훈", "두산로보틱스", "대표"),
    ("06-vice-minister-visits.txt", "박윤규", "과학기술정보통신부", "제2차관"),
    ("08-ai-label-industry.html", "하진서", "디지털생활부", "신뢰정책과장"),
    ("12-gyeonggi-meetup.html", "강성천", "경기도경제과학진흥원", "원장"),
    ("2024-04-16-ai-chip-committee.txt", "유회준", "KAIST", "교수"),
    ("2024-04-16-ai-chip-committee.txt", "강도현", "과학기술정보통신부", "제2차관"),
]

# Words around the article that are no part of it.
FURNITURE = [
    ("01-ai-strategy-dialogue.txt", ("빈 의자 여덟 개", "눈썰매장", "국숫집", "로그인", "좋아요", "저작권자")),
    ("02-regional-digital-budget.html", ("권역별 특화 분야를 그린", "상인회장의 하루", "대표전화", "광고 자리")),
    ("04-night-bus.html", ("가온 지수", "차고지", "서명부", "의견을 남겨", "청소년보호책임자")),
    ("06-vice-minister-visits.txt", ("명패", "우체국", "1상자 9만 원", "누리해운", "20분 늦은", "아주작게")),
    ("08-ai-label-industry.html", ("로그인", "원룸촌", "화물선", "발행인", "카카오톡")),
    ("09-smart-farm.txt", ("모종", "소식지", "제설반", "무료 영화", "댓글")),
]


Example = Callable[[str], Analysed]


@pytest.fixture(scope="session")
def articles() -> dict[str, Article]:
    """Every example, by id."""
    return {article.id: article for article in ingest.read([FOLDER]) if isinstance(article, Article)}


@pytest.fixture(scope="session")
def example(articles: dict[str, Article]) -> Example:
    """An example with its analysis, by id; analysed once."""
    return cache(lambda id: Analysed(articles[id], analysis.analyse(articles[id])))


def numbered(cases: list[tuple[Any, ...]]) -> list[str]:
    """A readable name for each case: the article and the number of the case."""
    return [f"{case[0]}-{number}" for number, case in enumerate(cases)]


def test_every_file_becomes_an_article(articles: dict[str, Article]) -> None:
    assert sorted(articles) == sorted(path.name for path in FOLDER.iterdir()) == [page[0] for page in PAGES]


@pytest.mark.parametrize(("id", "outlet", "byline", "day"), PAGES, ids=numbered(PAGES))
def test_the_page_is_read(
    articles: dict[str, Article], id: str, outlet: str | None, byline: str | None, day: date | None
) -> None:
    article = articles[id]
    assert (article.outlet, article.byline, article.published) == (outlet, byline, day)


@pytest.mark.parametrize(("id", "title", "subtitles"), TITLES, ids=numbered(TITLES))
def test_the_headline_is_found(articles: dict[str, Article], id: str, title: str, subtitles: tuple[str, ...]) -> None:
    article = articles[id]
    assert (article.title, article.subtitles) == (title, subtitles)
    assert title not in article.body


@pytest.mark.parametrize(
    ("id", "url"),
    [
        ("03-care-robots.txt", None),
        ("04-night-bus.html", "https://gaon-daily.example/news/20240122-bus"),
        ("08-ai-label-industry.html", "https://nuri-economy.example/20240125-label"),
    ],
    ids=["text", "canonical", "og"],
)
def test_the_link_is_found(articles: dict[str, Article], id: str, url: str | None) -> None:
    assert articles[id].url == url


@pytest.mark.parametrize(("id", "words"), FURNITURE, ids=numbered(FURNITURE))
def test_what_stands_around_the_article_is_left_out(
    articles: dict[str, Article], id: str, words: tuple[str, ...]
) -> None:
    source = (FOLDER / id).read_text(encoding="utf-8")
    for word in words:
        assert word in source
        assert word not in articles[id].body


@pytest.mark.parametrize(("id", "speaker", "org", "title", "words"), SAID, ids=numbered(SAID))
def test_a_remark_has_its_speaker(
    example: Example, id: str, speaker: str, org: str | None, title: str, words: str
) -> None:
    found = example(id)
    remarks = [q for q in found.analysis.quotes if q.kind == "direct" and q.of(found.article.body) == words]
    assert [(r.speaker, r.speaker_org, r.speaker_title) for r in remarks] == [(speaker, org, title)]


@pytest.mark.parametrize(("id", "surface", "value", "value_max", "unit"), NUMBERS, ids=numbered(NUMBERS))
def test_a_figure_has_its_value(
    example: Example, id: str, surface: str, value: str, value_max: str | None, unit: str
) -> None:
    found = example(id)
    figures = {(f.value, f.value_max, f.unit) for f in found.analysis.figures if f.of(found.article.body) == surface}
    assert figures == {(Decimal(value), Decimal(value_max) if value_max else None, unit)}


@pytest.mark.parametrize(("id", "name", "org", "title"), PEOPLE, ids=numbered(PEOPLE))
def test_a_person_has_a_post(example: Example, id: str, name: str, org: str, title: str) -> None:
    people = [(a.name, a.org, a.title) for a in example(id).analysis.actors if a.kind == "person" and a.name == name]
    assert people == [(name, org, title)]


@pytest.mark.parametrize(
    ("week", "count"), [(week_of(date(2024, 1, 15)), 3), (week_of(date(2024, 1, 22)), 7)], ids=["W03", "W04"]
)
def test_the_weeks_of_the_demonstration(articles: dict[str, Article], week: Period, count: int) -> None:
    days = [article.published for article in articles.values()]
    assert sum(day is not None and day in week for day in days) == count


@pytest.mark.parametrize("speaker", ["서라온", "문하람", "진솔아", "윤가람"])
def test_a_person_speaks_in_several_articles(articles: dict[str, Article], example: Example, speaker: str) -> None:
    said_in = {id for id in articles if any(quote.speaker == speaker for quote in example(id).analysis.quotes)}
    assert len(said_in) >= 2
