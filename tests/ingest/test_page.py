"""Whole pages: title, subtitles, outlet, byline, date and body of every made story in every made page style."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.ingest import page, read
from briefing.model import Article
from tests.ingest.made import STYLES
from tests.ingest.stories import STORIES


@pytest.mark.parametrize("story_name", STORIES)
@pytest.mark.parametrize("style_name", STYLES)
def test_every_page_gives_back_its_story(tmp_path: Path, style_name: str, story_name: str) -> None:
    story, expected = STORIES[story_name], STYLES[style_name](STORIES[story_name])
    path = tmp_path / "page.txt"
    path.write_text(expected.text, encoding="utf-8")
    (article,) = read([path])
    assert isinstance(article, Article), article
    assert article.body == expected.lead + "\n".join(story.paragraphs)
    assert article.title == story.title
    assert article.subtitles == (story.subtitles if expected.subtitles else ())
    assert (article.outlet, article.byline, article.published) == (expected.outlet, expected.byline, expected.published)


PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize(
    ("name", "title", "subtitles", "imprint", "first", "last", "count"),
    [
        (
            "daily",
            "새내시, 낡은 산업단지에 ‘공유 공장’ 세운다",
            ("장비 40대 나눠 쓰는 방식… 2026년 문 열기로",),
            (None, "마루한", "2024-02-14"),
            "새내시가 낡은 산업단지에",
            "“숙련공 5명은 있어야 한다”고 말했다.",
            7,
        ),
        (
            "ministry",
            "섬마을 배송비, 3월부터 절반으로",
            ("아라부, 섬 주민 생활물류 지원사업 시작",),
            (None, None, "2024-02-14"),
            "섬에 사는 주민의 택배",
            "“섬에 산다는 이유로 더 내는 일이 없도록 하겠다”고 말했다.",
            4,
        ),
        (
            "trade",
            "나래전자, 저전력 AI칩 시제품 공개…“내년 양산”",
            (),
            (None, "마루한", "2024-02-14"),
            "나래전자가 전력 소모를 70% 줄인",
            "올해는 인력을 50명 늘릴 계획이다.",
            5,
        ),
        (
            "agency",
            '마루한 장관 "올해 섬 물류비 지원 2배로"',
            ("섬 주민 24만 명 대상…추경에 94억원 반영",),
            ("새벽통신", "나래솔", "2024-02-14"),
            "(세종=새벽통신) 나래솔 기자 = 아라부가",
            "3월 4일부터 읍면동 주민센터에서 신청을 받는다.",
            3,
        ),
        (
            "questions",
            "새내교육청, 모든 초등학교에 ‘AI 튜터’ 보급",
            (),
            ("새내일보", "나래솔", "2024-02-14"),
            "새내교육청이 올해 안에",
            "“학습 기록은 교육청 서버에만 저장하고 1년 뒤 지운다.”",
            8,
        ),
        (
            "corporation",
            "[보도자료] 한빛산단공사, 빈 공장 30곳 청년 창업공간으로",
            ("보증금 없이 최대 3년 사용…5월부터 입주", "리모델링 비용 1곳당 2,000만원 지원"),
            (None, None, "2024-02-14"),
            "□ 한빛산단공사(사장 마루한)는",
            "※ 붙임 : 사업 개요 1부. 끝.",
            5,
        ),
        (
            "morning",
            "새내은행, 소상공인 대출금리 0.5%p 내린다",
            (),
            (None, None, "2024-02-14"),
            "새내은행이 소상공인 대출금리를",
            "“이자 부담이 연 250억원가량 줄어들 것으로 본다”고 말했다.",
            3,
        ),
        (
            "teasers",
            "누리부, 공공데이터 1만종 더 연다",
            (),
            ("디지털아침", "나래솔", "None"),
            "누리부가 올해 공공데이터",
            "“데이터는 쓸수록 가치가 커진다”고 말했다.",
            2,
        ),
    ],
)
def test_pages_of_other_makes(
    name: str,
    title: str,
    subtitles: tuple[str, ...],
    imprint: tuple[str | None, str | None, str],
    first: str,
    last: str,
    count: int,
) -> None:
    (article,) = read([PAGES / f"{name}.txt"])
    assert isinstance(article, Article), article
    assert (article.title, article.subtitles) == (title, subtitles)
    assert (article.outlet, article.byline, str(article.published)) == imprint
    paragraphs = article.body.split("\n")
    assert paragraphs[0].startswith(first)
    assert paragraphs[-1].endswith(last)
    assert len(paragraphs) == count


def parsed(*rows: str) -> page.Page:
    return page.parse(rows)


LEAD = "새내시는 14일 시청에서 설명회를 열고 내년 상반기까지 94억원을 들여 골목 가로등을 바꾼다고 밝혔다."
FURNITURE = ("댓글 0", "저작권자 ⓒ 새벽신문 무단전재 및 재배포 금지")


@pytest.mark.parametrize(
    "sentence",
    [
        "개정안은 저작권법의 보호를 받는 그림을 무단 복제하면 과징금을 물리도록 했다.",
        "만족도 조사에서 주민 열 명 가운데 여덟 명이 계속 구독하겠다고 답했다.",
        "위원회는 댓글 서비스 운영규정을 고치라고 사업자 3곳에 권고했다.",
        "회사는 로그인 기록을 지우지 않은 채 회원 2만 명의 전화번호를 보관했다.",
        "지난해 태어난 아이는 모두 23만 명으로 집계됐다(자료: 새내통계원).",
        "전시장에서는 관람객 300여 명이 새 단말기를 직접 써 보며 줄을 서 있다.",
        "※ 자료 : 새내통계원(2024년 1월 기준)",
        "▲제조업 ▲물류업 ▲음식료품 가공업이 지원 대상이다.",
    ],
)
def test_an_article_about_what_furniture_is_about_stays_whole(sentence: str) -> None:
    found = parsed("새내시, 골목마다 ‘말하는 가로등’ 세운다", LEAD, sentence, LEAD.replace("14일", "15일"), *FURNITURE)
    assert found.paragraphs == (LEAD, sentence, LEAD.replace("14일", "15일"))


@pytest.mark.parametrize(
    "caption",
    [
        "▲ 새내시장이 14일 설명회에서 인사말을 하고 있다.",
        "▲새내시청 전경 ⓒ새벽신문",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. [사진=새내시]",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. (사진제공=새내시)",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. /사진=새내시",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. © 새벽통신",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. 〈사진 새내시 제공〉",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. 새내시 제공",
        "새내시장이 14일 설명회에서 인사말을 하고 있다. 2024.2.14 sky@saebyeok.example",
        "<사진 설명 : 설명회에 참석한 주민들>",
        "[새벽통신 자료사진. 재판매 및 DB 금지]",
        "그래픽=나래솔",
    ],
)
def test_captions_are_no_part_of_the_body(caption: str) -> None:
    found = parsed("새내시, 골목마다 ‘말하는 가로등’ 세운다", caption, LEAD, caption, LEAD.replace("14일", "15일"))
    assert found.paragraphs == (LEAD, LEAD.replace("14일", "15일"))
    assert found.subtitles == ()


@pytest.mark.parametrize(
    "menu",
    [
        "정책 경제 산업 지역 과학 문화 사람",
        "글자 크게 글자 작게",
        "홈 > 뉴스 > 사회",
        "정치 | 경제 | 사회 | 문화",
        "로그인 회원가입",
        "SNS 보내기",
        "00:00 / 02:14",
    ],
)
def test_menus_and_buttons_are_no_subtitles(menu: str) -> None:
    found = parsed("새내시, 골목마다 ‘말하는 가로등’ 세운다", "한하늘 기자", menu, "위급할 때 부르면 연결", LEAD)
    assert found.subtitles == ("위급할 때 부르면 연결",)


def test_a_list_with_the_mark_of_captions_stays() -> None:
    items = ("▲ 가로등 300개 설치 및 관제실 연결", "▲ 주민 70여명이 참여하는 점검단의 모습", "▲ 소음 측정과 결과 공개")
    assert parsed("새내시 계획", LEAD, *items).paragraphs == (LEAD, *items)


def test_a_paragraph_printed_twice_counts_once() -> None:
    assert parsed("새내시 계획", LEAD, LEAD).paragraphs == (LEAD,)


def test_the_signature_behind_the_last_sentence_is_the_byline() -> None:
    found = parsed("새내시 계획 발표", LEAD, f"{LEAD.replace('14일', '15일')} 한하늘 기자 sky@saebyeok.example")
    assert found.paragraphs == (LEAD, LEAD.replace("14일", "15일"))
    assert found.byline == "한하늘"


def test_the_label_of_a_title_names_it() -> None:
    found = parsed(
        "제목: 새내시가 골목 안전을 지키겠습니다.", "새내시가 골목 안전을 지키겠습니다.", LEAD, "[첨부파일]", "a.hwpx"
    )
    assert found.title == "새내시가 골목 안전을 지키겠습니다."
    assert found.paragraphs == (LEAD,)


def test_a_table_inside_an_article_does_not_cut_it() -> None:
    cells = ("구분 합계", "가로등", "300", "관제실", "12", "점검단 인원", "70", "카메라", "24", "안내판 개수", "8") * 3
    long = [" ".join([LEAD.replace("14일", f"{day}일")] * 4) for day in (13, 14, 15, 16)]
    found = parsed("새내시 계획 발표", *long[:2], *cells, *long[2:], *FURNITURE)
    assert [row for row in found.paragraphs if row not in cells] == long


@pytest.mark.parametrize(
    "rows",
    [
        ("홈", "로그인", "검색", "정치", "경제"),
        ("정치 경제 사회",),
        FURNITURE,
        ("입력 2024.02.14 09:31", "한하늘 기자"),
    ],
)
def test_a_page_without_a_body_has_no_paragraphs(rows: tuple[str, ...]) -> None:
    assert parsed(*rows).paragraphs == ()


@pytest.mark.parametrize(
    ("rows", "title", "paragraphs"),
    [
        ((LEAD,), None, (LEAD,)),
        (("새내시가 가로등을 바꾼다",), None, ()),
        (("새내시가 골목 가로등을 모두 바꾼다",), None, ("새내시가 골목 가로등을 모두 바꾼다",)),
        (("새내시 계획", "□ 가로등 300개 교체", "ㅇ 상반기 안에 마침"), "새내시 계획", ("□ 가로등 300개 교체", "ㅇ 상반기 안에 마침")),
        (("왜 가로등인가?", LEAD), "왜 가로등인가?", (LEAD,)),
        (("골목을 더 밝게 만들겠습니다.", LEAD), "골목을 더 밝게 만들겠습니다.", (LEAD,)),
        (("골목을 더 밝게 만들겠습니다.", "시는 14일 가로등을 바꿨습니다."), None, ("골목을 더 밝게 만들겠습니다.", "시는 14일 가로등을 바꿨습니다.")),
    ],
)  # fmt: skip
def test_plain_text_is_left_as_it_is(rows: tuple[str, ...], title: str | None, paragraphs: tuple[str, ...]) -> None:
    found = parsed(*rows)
    assert (found.title, found.paragraphs) == (title, paragraphs)
