from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from briefing.model import Analysed, Analysis, Article
from briefing.synthesis import stories
from briefing.synthesis.sources import Cited, cite

LEAD = (
    "누리해양청은 15일 연안 여객선 34척에 자동 기상 알림 장치를 단다고 밝혔다. 장치는 풍속이 초속 14미터를 넘으면 선장과 "
    "항만 관제실에 함께 알린다. 지난해 기상 악화로 되돌아온 배는 217편이었다."
)
MIDDLE = (
    "예산은 48억 원이며 섬을 오가는 항로 19개부터 시작한다. 가람도와 솔섬을 잇는 항로가 가장 먼저다. 선사들은 장치 값의 "
    "30%를 나눠 낸다. 섬 주민들은 배가 언제 끊길지 미리 알 수 있게 되었다며 반겼다."
)
END = (
    "도하늘 누리해양청장은 “바다에서는 십 분 먼저 아는 것이 목숨을 구한다”고 말했다. 청은 오는 9월까지 설치를 마치고 "
    "내년에는 낚싯배 1,200척으로 넓힐 계획이다. 장치의 통신료는 처음 두 해 동안 청이 부담한다."
)
RELEASE = "\n".join((LEAD, MIDDLE, END))
STANDING = (
    "담당 부서: 해양안전국 여객선과\n담당자: 사무관 고이든 (044-000-9876)\n"
    "자세한 내용은 첨부파일을 참고하시기 바랍니다. 이 자료는 누리해양청 누리집에서도 보실 수 있습니다."
)
OTHER = (
    "한들군 의회가 군립 도서관의 문 닫는 시각을 밤 10시로 늦추는 조례를 16일 통과시켰다. 찬성 11표, 반대 2표였다. "
    "사서들은 야간 인력 6명이 먼저 채워져야 한다고 요구했다. 군은 다음 추가 예산에 3억 원을 담겠다고 답했다. "
    "조례는 4월 1일부터 시행되며, 석 달 뒤 이용자 수를 살펴 계속할지 정한다."
)

Text = tuple[str, str, int]  # title, body, day of January


def cited(*texts: Text) -> tuple[Cited, ...]:
    nothing = Analysis(sentences=(), actors=(), quotes=(), figures=(), title_terms=())
    return cite(
        Analysed(Article(id=f"{i}.txt", title=title, body=body, published=date(2024, 1, day)), nothing)
        for i, (title, body, day) in enumerate(texts)
    )


def told(*texts: Text) -> list[list[int]]:
    """The stories as places in `texts`, each with its representative first."""
    items = cited(*texts)
    place = {item.source.number: int(item.source.id.removesuffix(".txt")) for item in items}
    return sorted(([place[n] for n in story.sources] for story in stories.group(items)), key=sorted)


def test_no_articles_are_no_stories() -> None:
    assert stories.group(()) == ()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("여객선에 기상 알림 장치", RELEASE),
        ("여객선에 기상 알림 장치", RELEASE.replace(" ", "").replace(".", "\n")),
        ("바람 세지면 알려 주는 여객선", f"[물빛신문 표가람 기자] {LEAD} {END}\n무단 전재와 재배포를 금합니다."),
        ("바람 세지면 알려 주는 여객선", "\n".join((END, LEAD, MIDDLE))),
        ("여객선 34척에 알림 장치", LEAD),
        ("[보도자료] 여객선에 기상 알림 장치", f"{RELEASE}\n{STANDING}"),
        (
            "여객선에 기상 알림 장치",
            RELEASE.replace("밝혔다", "발표했다").replace("반겼다", "환영했다").replace("선사들은", "업체들은"),
        ),
    ],
    ids=["copy", "other breaks", "wire", "reordered", "excerpt", "with a contact block", "words replaced"],
)
def test_a_reissue_joins_its_story(title: str, body: str) -> None:
    groups = told(("여객선에 기상 알림 장치", RELEASE, 15), (title, body, 16), ("도서관 밤 10시까지", OTHER, 16))
    assert [sorted(group) for group in groups] == [[0, 1], [2]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RELEASE, OTHER),
        # a release of the same series: the words stay, the numbers change
        (
            RELEASE,
            RELEASE.replace("15일", "22일")
            .replace("34척", "41척")
            .replace("217편", "190편")
            .replace("48억", "52억")
            .replace("19개", "23개"),
        ),
        # another matter under the same contact block
        (f"{OTHER}\n{STANDING}", f"{LEAD}\n{STANDING}"),
        # one event in other words, with the same quotation
        (
            RELEASE,
            "섬으로 가는 배가 언제 멈출지 이제 미리 알 수 있다. 누리해양청이 여객선에 바람을 재는 장치를 달기로 했기 때문이다. "
            "가람도에서 30년을 산 남여울 씨는 병원 예약을 번번이 놓쳤다고 했다. 도하늘 누리해양청장은 “바다에서는 십 분 먼저 "
            "아는 것이 목숨을 구한다”고 말했다. 다만 장치가 잘못 울릴 때 누가 손해를 물어 줄지는 정해지지 않았다.",
        ),
    ],
    ids=["unrelated", "series", "contact block", "same event"],
)
def test_texts_of_their_own_stay_apart(one: str, other: str) -> None:
    assert told(("여객선 소식", one, 15), ("여객선 소식", other, 16)) == [[0], [1]]


def test_a_standing_phrase_is_no_text() -> None:
    subjects = ("하천 정비 입찰", "야간 개방 시범", "빈집 조사 착수")
    assert told(*((subject, STANDING, 15) for subject in subjects)) == [[0], [1], [2]]


def test_the_same_notice_twice_is_one_story() -> None:
    assert told(("빈집 조사 착수", STANDING, 15), ("빈집 조사 착수한다", STANDING, 15)) == [[0, 1]]


@pytest.mark.parametrize("body", ["", "인사", "사진 제공"])
def test_what_says_nothing_is_no_copy(body: str) -> None:
    assert told(("인사", body, 15), ("인사", body, 15)) == [[0], [1]]


def test_a_digest_does_not_unite_what_it_holds() -> None:
    others = [f"{i}호 소식이다. " + OTHER.replace("한들군", town) for i, town in enumerate(("새솔군", "물빛군"))]
    digest = "\n".join((MIDDLE * 2, OTHER, RELEASE, *(o[::-1] for o in others)))
    groups = told(("한 주 소식 모음", digest, 15), ("여객선", RELEASE, 15), ("도서관", OTHER, 15))
    assert [1, 2] not in [sorted(group) for group in groups]
    assert not any({1, 2} <= set(group) for group in groups)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # the release on Tuesday, an excerpt already on Monday: the excerpt says too little
        ((("가", LEAD, 15), ("나", RELEASE, 16)), [1, 0]),
        # a later copy with a line more adds nothing that a reader misses
        ((("가", RELEASE, 15), ("나", f"{RELEASE} 무단 전재를 금합니다.", 16)), [0, 1]),
        # of one day the fuller
        ((("가", f"{LEAD}\n{MIDDLE}\n{END[:90]}", 15), ("나", RELEASE, 15)), [1, 0]),
        # all alike: the first as cited
        ((("가", RELEASE, 15), ("나", RELEASE, 15)), [0, 1]),
    ],
    ids=["excerpt first", "line added", "fuller", "copies"],
)
def test_the_representative_is_the_earliest_of_the_full(texts: tuple[Text, ...], expected: list[int]) -> None:
    texts = tuple((f"여객선 알림 장치 {title}", body, day) for title, body, day in texts)
    assert told(*texts) == [expected]


def test_every_source_stands_once_and_order_does_not_matter() -> None:
    texts = [("여객선", RELEASE, 15), ("여객선", LEAD, 16), ("도서관", OTHER, 15), ("빈 글", "", 17)]
    items = cited(*texts, *[("여객선 알림", f"{LEAD} {END}", 15)])
    expected = stories.group(items)
    assert sorted(n for story in expected for n in story.sources) == [1, 2, 3, 4, 5]
    shuffled = [item.analysed for item in items]
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert stories.group(cite(shuffled)) == expected


def test_the_seed_of_hashes_does_not_matter() -> None:
    code = (
        "from tests.quality import reissues; from briefing.synthesis import stories; "
        "print([s.sources for s in stories.group(reissues.build()[0])])"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1
