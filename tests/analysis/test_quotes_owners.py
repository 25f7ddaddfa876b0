"""Whose words a sentence reacts to, and who goes on speaking behind them. All people and bodies are invented."""

from __future__ import annotations

import pytest

from tests.analysis.test_quotes import said

OWNED = {
    "words that somebody else's sentence takes up": (
        "도은별 행장은 남궁솔 장관이 전날 방송에서 “금리는 아직 높다”고 말한 데 대해 “사정을 모르는 말”이라고 했다. "
        "이어 “내릴 만큼 내렸다”고 덧붙였다.",
        [("금리는 아직 높다", "남궁솔"), ("사정을 모르는 말", "도은별"), ("내릴 만큼 내렸다", "도은별")],
    ),
    "words answered in a sentence without a topic": (
        "도은별 행장은 “금리는 낮다”고 했다. 남궁솔 장관이 “아직 높다”고 주장하며 은행을 탓한 것에 대해 답했다. "
        "그는 “더 내리기 어렵다”고 했다.",
        [("금리는 낮다", "도은별"), ("아직 높다", "남궁솔"), ("더 내리기 어렵다", "도은별")],
    ),
    "words that are told of somebody else": (
        "도은별 행장은 남궁솔 장관이 회의에서 “돈은 은행이 내라”고 말했다며 “은행도 어렵다”고 말했다.",
        [("돈은 은행이 내라", "남궁솔"), ("은행도 어렵다", "도은별")],
    ),
    "words of the one addressed": (
        "남궁솔 장관은 “예산부터 달라”고 말한 한가람 원장에게 “기다려 달라”고 답했다. 또 “곧 정하겠다”고 했다.",
        [("예산부터 달라", "한가람"), ("기다려 달라", "남궁솔"), ("곧 정하겠다", "남궁솔")],
    ),
    "words owned behind the mark": (
        "남궁솔 장관은 “배가 모자란다”는 한가람 원장의 말에 “두 척을 더 짓겠다”고 답했다.",
        [("배가 모자란다", "한가람"), ("두 척을 더 짓겠다", "남궁솔")],
    ),
    "words only passed on": (
        "남궁솔 장관은 “섬마다 배를 대겠다”는 정부의 방침을 밝혔다.",
        [("섬마다 배를 대겠다", "남궁솔")],
    ),
    "words owned before the mark": (
        "도은별 행장은 직원들의 “일이 너무 많다”는 하소연을 듣고 “사람을 더 뽑겠다”고 말했다.",
        [("일이 너무 많다", "직원들"), ("사람을 더 뽑겠다", "도은별")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), OWNED.values(), ids=OWNED)
def test_words_of_somebody_else(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text) == expected
