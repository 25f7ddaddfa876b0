"""The verb that reports a statement, and what the speaker does with it. All people and bodies are invented."""

from __future__ import annotations

import pytest

from tests.analysis.test_quotes import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한가람 원장은 “바다는 넓다”고 말했다.", [("말했다", "neutral")]),
        ("한가람 원장은 “바다를 지키겠다”고 다짐했다.", [("다짐했다", "promise")]),
        ("남궁솔 장관은 “서둘러 달라”고 주문했다.", [("주문했다", "request")]),
        ("도은별 행장은 “너무 늦었다”고 꼬집었다.", [("꼬집었다", "criticism")]),
        ("한 원장은 학생에게 “왜 왔나?”라고 물었다. 한가람 원장이다.", [("물었다", "question")]),
        ("한가람 원장은 “바다가 먼저”라고 강조\n", [("강조", "assertive")]),
        ("한가람 원장은 “쓸 데가 없다”고 혹평했다.", [("혹평했다", "criticism")]),
        ("도은별 행장은 “늦은 건 은행이 아니다”라고 맞받아쳤다.", [("맞받아쳤다", "denial")]),
        ("남궁솔 장관은 “말뿐이다”라며 분통을 터뜨렸다.", [("터뜨렸다", "criticism")]),
        # the noun beside the verb says more
        ("한가람 원장은 “물이 줄고 있다”는 우려를 표명했다.", [("표명했다", "worry")]),
        ("한가람 원장은 “끝까지 가겠다”는 의지를 밝혔다.", [("밝혔다", "promise")]),
        ("한가람 원장은 “서로 돕자”며 당부의 말을 전했다.", [("전했다", "request")]),
        # a chain has the verb that closes it
        (
            "한가람 원장은 “배가 낡았다”라며 “새로 사 달라”고 요청했다.",
            [("요청했다", "request"), ("요청했다", "request")],
        ),
        ("한가람 원장은 “배가 낡았다”라며,\nㅇ “새로 사 달라”고 요청", [("요청", "request"), ("요청", "request")]),
        (
            "한가람 원장은 “배가 낡았다”고 지적하며 “새로 사 달라”고 말했다.",
            [("지적하며", "criticism"), ("말했다", "neutral")],
        ),
        # reported speech
        ("한가람 원장은 배를 새로 사겠다고 약속했다.", [("약속했다", "promise")]),
        (
            "한가람 원장은 배가 너무 낡았다며 새로 사야 한다고 강조했다.",
            [("강조했다", "assertive"), ("강조했다", "assertive")],
        ),
        (
            "한가람 원장은 성패가 사람에게 달려있다면서, 사공을 더 뽑겠다고 하였다.",
            [("하였다", "neutral"), ("하였다", "neutral")],
        ),
        ("한가람 원장은 배를 새로 사겠다는 각오를 밝혔다.", [("밝혔다", "promise")]),
        # nothing says it
        ("남궁솔 장관: “함께 갑시다.”", [(None, None)]),
    ],
)
def test_the_verb_and_what_the_speaker_does_with_it(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(q.cue, q.stance) for q in found(text)] == expected
