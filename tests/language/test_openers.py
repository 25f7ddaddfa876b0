from __future__ import annotations

import pytest

from briefing.language.openers import after_mark, named_before, points_back


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("가온시는 조례를 고쳤다.", "가온시는 조례를 고쳤다."),
        ("□ 가온시는 조례를 고쳤다.", "가온시는 조례를 고쳤다."),
        ("ㅇ가온시는 조례를 고쳤다.", "가온시는 조례를 고쳤다."),
        ("- 가온시는 조례를 고쳤다.", "가온시는 조례를 고쳤다."),
        ("-3도까지 내려갔다.", "-3도까지 내려갔다."),
        ("□ (향후 계획) 가온시는 조례를 고친다.", "가온시는 조례를 고친다."),
        ("(주)가온은 공장을 짓는다.", "(주)가온은 공장을 짓는다."),
        ("2. 가온시는 조례를 고친다.", "가온시는 조례를 고친다."),
        ("2.5배로 늘었다.", "2.5배로 늘었다."),
    ],
)
def test_the_mark_of_a_list_item_is_not_part_of_the_sentence(sentence: str, printed: str) -> None:
    assert sentence[after_mark(sentence) :] == printed


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("□ 이에 시는 조례를 고쳤다.", True),
        ("ㅇ이러한 사정으로 시는 조례를 고쳤다.", True),
        ("이를 위해 예산을 늘린다.", True),
        ("두 기관은 협약을 맺었다.", True),
        ("다음으로 한빛연구원이 발표했다.", True),
        ("에서 나온 의견을 모았다.", True),
        ("비용을 줄이기 위해서다.", True),
        ("장마가 길었기 때문이다.", True),
        ("이에스시는 회사 이름이다.", False),
        ("그린시는 조례를 고쳤다.", False),
        ("등대마을은 길을 넓혔다.", False),
        ("한편 가온시는 조례를 고쳤다.", False),
        ("가온시는 비용을 줄이기 위해 조례를 고쳤다.", False),
    ],
)
def test_what_cannot_be_read_without_the_sentence_before(sentence: str, expected: bool) -> None:
    assert points_back(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("이번 주민 공모전은 5월에 열린다.", "주민 공모전은"),
        ("동 설명회는 가온시가 열었다.", "설명회는 가온시가"),
        ("이 사업은 내년에 끝난다.", "사업은 내년에"),
        ("○ 금번 개정으로 절차가 줄어든다.", "개정으로 절차가"),
        ("보고서는 인력이 모자란다고 봤다.", "보고서"),
        ("시는 예산을 늘린다.", "시"),
        ("동부시는 예산을 늘린다.", None),
        ("이번주민센터는 문을 닫는다.", None),
        ("연구 보고서는 인력이 모자란다고 봤다.", None),
        ("가온시는 예산을 늘린다.", None),
    ],
)
def test_what_a_sentence_takes_as_named_before(sentence: str, expected: str | None) -> None:
    assert named_before(sentence) == expected
