"""Indirect speech of named people. All people and bodies are invented."""

from __future__ import annotations

import pytest

from briefing.language import parse, speech
from tests.analysis.test_quotes import found

REPORTED = {
    "the day it was said": (
        "한가람 원장은 23일(현지시간) 바다가 더 뜨거워진다고 주장했다. 남궁솔 장관은 24일 배를 더 짓겠다고 밝혔다.",
        [("바다가 더 뜨거워진다", "한가람"), ("배를 더 짓겠다", "남궁솔")],
    ),
    "an answer to words in marks": (
        "남궁솔 장관은 한가람 원장이 “배가 없다”고 주장한 것에 대해, 배는 해마다 늘었다고 반박했다.",
        [("배는 해마다 늘었다", "남궁솔")],
    ),
    "a pronoun, and a meaning denied": (
        "한가람 원장은 “바다가 답이다”라고 말했다. 그는 섬을 떠나자는 뜻은 아니라고 부인했다.",
        [("섬을 떠나자는 뜻은 아니라", "한가람")],
    ),
    "a saying that describes the speaker": (
        "‘물은 길을 안다’는 격언을 좋아한다는 한 원장은 바다는 서두르지 않는다고 강조했다.",
        [("바다는 서두르지 않는다", "한가람")],
    ),
    "idioms written apart": (
        "남궁솔 장관은 더 걷지 않겠다는 입장을 내놓았다. 도은별 행장은 금리를 낮출 수 없다고 못 박았다.",
        [("더 걷지 않겠다", "남궁솔"), ("금리를 낮출 수 없다", "도은별")],
    ),
    "statement": (
        "한가람 바다연구원 원장은 올해 안에 관측선을 띄우겠다고 밝혔다.",
        [("올해 안에 관측선을 띄우겠다", "한가람")],
    ),
    "subject with 가": (
        "도은별 초록은행 행장이 금리를 더 낮출 수 있다고 말했다.",
        [("금리를 더 낮출 수 있다", "도은별")],
    ),
    "noun predicate": (
        "남궁솔 미래부 장관은 이번 조치가 첫걸음이라고 설명했다.",
        [("이번 조치가 첫걸음", "남궁솔")],
    ),
    "intention": (
        "남궁솔 장관은 규제를 다시 살피겠다는 뜻을 밝혔다.",
        [("규제를 다시 살피겠다", "남궁솔")],
    ),
    "policy": (
        "남궁솔 장관은 섬마다 병원을 세우겠다는 방침도 재확인했다.",
        [("섬마다 병원을 세우겠다", "남궁솔")],
    ),
    "request": (
        "도은별 행장은 직원들에게 고객의 처지를 먼저 살필 것을 당부했다.",
        [("직원들에게 고객의 처지를 먼저 살필 것", "도은별")],
    ),
    "nominal clause": (
        "한가람 원장은 자료를 나누는 일이 무엇보다 중요함을 강조하였다.",
        [("자료를 나누는 일이 무엇보다 중요함", "한가람")],
    ),
    "proposal": (
        "한가람 원장은 두 기관이 함께 배를 타자고 제안했다.",
        [("두 기관이 함께 배를 타자", "한가람")],
    ),
    "question": (
        "남궁솔 장관은 섬에 의사가 몇 명이나 있는지를 물었다.",
        [("섬에 의사가 몇 명이나 있는지", "남궁솔")],
    ),
    "forecast": (
        "한가람 원장은 바다가 더 뜨거워질 것으로 내다봤다.",
        [("바다가 더 뜨거워질 것", "한가람")],
    ),
    "behind words in marks": (
        "한가람 원장은 “늦었다”며 예산을 다시 짜야 한다고 주장했다.",
        [("예산을 다시 짜야 한다", "한가람")],
    ),
    "two verbs": (
        "한가람 원장은 왜 조사를 미뤘느냐고 따져 물었다.",
        [("왜 조사를 미뤘느냐", "한가람")],
    ),
    "former post": (
        "남궁솔 전 미래부 장관은 곧 돌아오겠다고 말했다.",
        [("곧 돌아오겠다", "남궁솔")],
    ),
    "occasion, on the air": (
        "한가람 원장이 어제 방송에 출연해, 통합은 이르다고 말했다.",
        [("통합은 이르다", "한가람")],
    ),
    "subject left out": (
        "남궁솔 장관은 섬마다 병원을 세우겠다고 밝혔다. 또 의사를 더 뽑겠다고 약속했다.",
        [("섬마다 병원을 세우겠다", "남궁솔"), ("의사를 더 뽑겠다", "남궁솔")],
    ),
    "subject left out, a thing as topic": (
        "남궁솔 장관은 “때가 왔다”고 말했다. 아울러 병원선은 내년에 띄울 것이라고 하였다.",
        [("병원선은 내년에 띄울 것", "남궁솔")],
    ),
    "subject left out after a report": (
        "한가람 원장은 훈련 현장을 살폈다. 또한, 사고는 작은 틈에서 비롯된다고 언급하였다.",
        [("사고는 작은 틈에서 비롯된다", "한가람")],
    ),
    "two clauses": (
        "도은별 행장은 만남이 늦었다고 하면서, 자주 찾아오겠다고 하였다.",
        [("만남이 늦었다", "도은별"), ("자주 찾아오겠다", "도은별")],
    ),
    "chained": (
        "도은별 행장은 지점이 너무 많다면서 절반을 줄이겠다고 말했다.",
        [("지점이 너무 많다", "도은별"), ("절반을 줄이겠다", "도은별")],
    ),
    "occasion": (
        "한가람 원장은 축사를 통해 바다가 곧 밥이라고 역설했다.",
        [("바다가 곧 밥", "한가람")],
    ),
    "something told before": (
        "한가람 원장은 4일 항로 지도를 발표하고, 내년에는 물길을 열겠다고 밝혔다.",
        [("내년에는 물길을 열겠다", "한가람")],
    ),
    "once said": (
        "한가람 원장은 배가 낡았다고 지적한 바 있다.",
        [("배가 낡았다", "한가람")],
    ),
    "telegraphic": (
        "□ 남궁솔 미래부 장관은 작은 섬부터 챙겨야 한다고 강조",
        [("작은 섬부터 챙겨야 한다", "남궁솔")],
    ),
    "asking with a purpose": (
        "남궁솔 장관은 환자가 제때 배를 탈 수 있도록 해경의 협조를 요청했다.",
        [("환자가 제때 배를 탈 수 있도록 해경의 협조", "남궁솔")],
    ),
}

NOT_REPORTED = {
    "lead of a body": "미래부는 내년에 병원선 두 척을 띄운다고 밝혔다.",
    "body of which the head is named": "바다연구원(원장 한가람)은 내년에 관측선을 띄운다고 밝혔다.",
    "body carries on": "남궁솔 장관은 “때가 왔다”고 말했다. 또 미래부는 내년에 병원선을 띄운다고 밝혔다.",
    "described people": "업계 관계자는 재고가 바닥났다고 전했다.",
    "bare noun": "남궁솔 장관은 노력을 당부했다.",
    "no speech": "한가람 원장은 배가 떠났다고 생각하지 않았다.",
    "hearsay": "한가람 원장의 배는 곧 돌아온다고 알려졌다.",
    "quality of a thing": "남궁솔 장관은 어제 방송에서 통합의 부당함을 지적했다.",
    "fact found": "남궁솔 장관은 배가 떠난 것을 확인했다.",
    "new topic": "한가람 원장은 “바다는 넓다”고 말했다. 어촌계는 고기가 줄었다고 했다.",
    "in marks": "한가람 원장은 “바다가 넓다”고 말했다.",
}


STANCES = {
    "neutral",
    "assertive",
    "promise",
    "request",
    "question",
    "criticism",
    "worry",
    "denial",
    "forecast",
    "praise",
    "feeling",
}


def reported(text: str) -> list[tuple[str, str | None]]:
    return [(q.of(text), q.speaker) for q in found(text) if q.kind == "indirect"]


@pytest.mark.parametrize(("text", "expected"), REPORTED.values(), ids=REPORTED)
def test_clauses_and_speakers(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize("text", NOT_REPORTED.values(), ids=NOT_REPORTED)
def test_what_is_no_remark_of_a_named_person(text: str) -> None:
    assert reported(text) == []


def test_the_cue_is_the_reporting_verb_as_it_stands() -> None:
    (quote,) = found("도은별 행장은 지점을 줄이지 않겠다고 약속했다.")
    assert (quote.cue, quote.speaker_org, quote.speaker_title) == ("약속했다", "초록은행", "행장")


def test_every_verb_of_the_lexicon_has_a_stance_that_is_explained() -> None:
    assert set(speech.lexicon().stances.values()) == STANCES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("꼭 가겠다고 약속했다.", [("약속하", "promise", "약속했다")]),
        ("왜 가느냐고 물었다.", [("묻", "question", "물었다")]),
        ("갔다고 밝힌 바 있다.", [("밝히", "neutral", "밝힌")]),
        ("□ 꼭 가야 한다고 강조", [("강조하", "assertive", "강조")]),
        ("모두 좋다고 입을 모았다.", [("입을 모으", "assertive", "모았다")]),
        ("강조 표시를 지웠다.", []),
    ],
)
def test_reporting_verbs(text: str, expected: list[tuple[str, str, str]]) -> None:
    found_verbs = speech.verbs(parse(text).tokens)
    assert [(v.stem, v.stance, text[v.start : v.end]) for v in found_verbs if not v.light] == expected
