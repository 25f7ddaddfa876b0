"""Outlet, byline and date: only what is stated, in the ways pages state it."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.ingest import imprint

DAY = date(2024, 2, 14)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[새벽신문 한하늘 기자] 새내시가", ("새벽신문", "한하늘")),
        ("[새벽신문=한하늘 기자] 새내시가", ("새벽신문", "한하늘")),
        ("[세종=새벽통신] 한하늘 기자 = 새내시가", ("새벽통신", "한하늘")),
        ("(서울=새벽통신) 한하늘 나래솔 기자 = 새내시가", (None, None)),
        ("(서울=새벽통신) 한하늘·나래솔 기자 = 새내시가", ("새벽통신", "한하늘·나래솔")),
        ("[새벽경제TV 황보미르 특파원] 새내시가", ("새벽경제TV", "황보미르")),
        ("나래IN=한하늘 기자“새내시가", ("나래IN", "한하늘")),
        ("(부산=한하늘 기자) 새내시가", (None, "한하늘")),
        ("[한하늘 기자] 새내시가", (None, "한하늘")),
        ("한하늘 기자 = 새내시가", (None, "한하늘")),
        ("한하늘 기자는 새내시가", (None, None)),
        ("[현장 취재 기자] 새내시가", (None, None)),
        ("새내시가 14일 밝혔다.", (None, None)),
    ],
)
def test_datelines(line: str, expected: tuple[str | None, str | None]) -> None:
    assert imprint.dateline(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("한하늘 기자", "한하늘"),
        ("• 한하늘 기자", "한하늘"),
        ("기자명 한하늘", "한하늘"),
        ("한하늘 기자 | 입력 2024.02.14", "한하늘"),
        ("/한하늘 기자 sky@x.example", "한하늘"),
        ("한하늘 선임기자", "한하늘"),
        ("글 한하늘·사진 나래솔 기자", "한하늘"),
        ("사진 나래솔 기자", None),
        ("온라인뉴스팀", None),
        ("인턴 기자", None),
        ("담당 기자", None),
        ("전문 기자", None),
    ],
)
def test_bylines(line: str, expected: str | None) -> None:
    assert imprint.byline([line]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "입력 2024-02-14 09:52",
        "승인 2024.02.14 14:00",
        "• 승인 2024.02.14 14:00",
        "기사입력 2024/02/14 [21:28]",
        "한하늘 기자|기사입력 2024/02/14 [21:28]",
        "한하늘 기자 / 기사승인 : 2024-02-14 17:33:27",
        "입력2024.02.14. 오전 9:31",
        "입력 : 2024년 2월 14일 (수) 09:31",
        "등록일 2024.2.14",
        "작성일 : 24.02.14",
        "수정 2024.03.01 10:00 입력 2024.02.14 09:00",
        "최종수정 2024-03-01 10:00 / 최초입력 2024-02-14 09:00",
        "송고시간 2024-02-14 09:31",
        "보도시점 2024. 2. 14.(수) 12:00 / 배포 2024. 2. 13.(화)",
        "배포일시 2024. 2. 14.(수)",
        "Posted on 2024-02-14",
    ],
)
def test_labelled_dates(line: str) -> None:
    assert imprint.published([line], []) == DAY


@pytest.mark.parametrize(
    ("lines", "alone", "expected"),
    [
        (["입력", "2024.02.14 09:31"], [], DAY),
        (["보도", "2024.2.14.(수) 조간", "배포", "2024.2.13.(화)"], [], DAY),
        ([], ["2024.02.14 09:31"], DAY),
        ([], ["2024.02.14 09:31", "2024.02.15 09:31"], None),
        ([], ["수정 2024.02.14 09:31"], None),
        (["수정 2024.02.14 09:31"], [], None),
        (["업데이트 2024.02.14"], [], None),
        (["입력 2024.02.31"], [], None),
        (["입력 1024.02.14"], [], None),
        (["사업자등록번호 123-45-67890"], [], None),
    ],
)
def test_dates_by_their_place(lines: list[str], alone: list[str], expected: date | None) -> None:
    assert imprint.published(lines, alone) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["저작권자 © 새벽신문 무단전재 및 재배포 금지"], "새벽신문"),
        (["<저작권자(c) 새벽통신, 무단 전재-재배포, AI 학습 및 활용 금지>"], "새벽통신"),
        (["<저작권자 ⓒ 새벽 경제, 무단 전재 및 재배포 금지>"], "새벽 경제"),
        (["Copyright ⓒ 새벽신문. All rights reserved. 무단 전재 및 재배포 금지."], "새벽신문"),
        (["Copyright © 2010-2024 (주)새벽신문 All rights reserved."], "새벽신문"),
        (["ⓒ 새벽신문 & saebyeok.example, 무단 전재 및 재배포 금지"], "새벽신문"),
        (["출처 : 새벽신문(https://www.saebyeok.example)"], "새벽신문"),
        (["Copyright @ NARAETIMES All rights reserved.", "나래타임즈 유튜브", "나래타임즈 페이스북"], "나래타임즈"),
        (["Copyright @ NARAETIMES All rights reserved.", "나래타임즈 유튜브"], None),
        (["Copyright NARAETIMES All rights reserved."], None),
        (["나래타임즈 유튜브", "나래타임즈 페이스북"], None),
        (["저작권자 새벽신문. 무단전재 및 재배포 금지"], "새벽신문"),
        (["저작권자 허락 없이도 저작물 이용을 허용"], None),
        (["새내시장은 저작권자의 허락을 받았다고 밝혔다."], None),
    ],
)
def test_outlets(lines: list[str], expected: str | None) -> None:
    assert imprint.outlet(lines) == expected


@pytest.mark.parametrize(
    "line", ["입력 2024.02.14 09:31", "한하늘 기자", "입력", "[새벽신문 한하늘 기자]", "a@b.example"]
)
def test_lines_of_nothing_but_metadata(line: str) -> None:
    assert imprint.is_meta(line)


@pytest.mark.parametrize(
    "line",
    [
        "새내시는 14일 밝혔다.",
        "개인정보는 저장하지 않기로",
        "2024년 2월 14일 새내시는 설명회를 열었다.",
        "수정 예산안 통과",
    ],
)
def test_lines_with_something_else_in_them(line: str) -> None:
    assert not imprint.is_meta(line)
