"""Direct quotes: what is a statement, and whose. All people and bodies are invented."""

from __future__ import annotations

import re

import pytest

from briefing.analysis import quotes
from briefing.language import parse
from briefing.model import Actor, Quote, Span

HAN = ("한가람", "바다연구원", "원장", ("한가람", "한 원장"))
NAM = ("남궁솔", "미래부", "장관", ("남궁솔", "남궁 장관"))
DO = ("도은별", "초록은행", "행장", ("도은별", "도 행장"))
PEOPLE = (HAN, NAM, DO)
BODIES = ("바다연구원", "미래부", "초록은행", "한빛전자", "누리시")


def said(text: str) -> list[tuple[str, str | None]]:
    """(words, speaker) of every direct quote in `text`."""
    return [(q.of(text), q.speaker) for q in found(text) if q.kind == "direct"]


def found(text: str) -> tuple[Quote, ...]:
    actors = []
    for name, org, title, forms in PEOPLE:
        spans = {m.start(): m.end() for form in sorted(forms, key=len) for m in re.finditer(form, text)}
        if spans:
            mentions = tuple(Span(*place) for place in sorted(spans.items()))
            actors.append(Actor(name=name, kind="person", org=org, title=title, mentions=mentions))
    for body in BODIES:
        if mentions := tuple(Span(m.start(), m.end()) for m in re.finditer(body, text)):
            actors.append(Actor(name=body, kind="organization", mentions=mentions))
    return quotes.extract(parse(text), tuple(actors))


FAMILIES = {
    "a body nobody knows as subject, after a person spoke": (
        "남궁 장관은 “예산을 늘리겠다”고 말했다. 한국들꽃지킴이연대는 논평을 내고 “들꽃이 설 자리가 없다”고 비판했다.",
        [("예산을 늘리겠다", "남궁솔"), ("들꽃이 설 자리가 없다", "한국들꽃지킴이연대")],
    ),
    "a group that speaks as a place": (
        "남궁 장관은 “예산을 늘리겠다”고 말했다. 업계 일각에서는 “준비할 시간이 모자란다”고 우려했다.",
        [("예산을 늘리겠다", "남궁솔"), ("준비할 시간이 모자란다", "업계 일각")],
    ),
    "a counted subject": (
        "남궁 장관은 “예산을 늘리겠다”고 말했다. 다섯 도시는 성명에서 “강을 함께 돌본다”고 선언했다.",
        [("예산을 늘리겠다", "남궁솔"), ("강을 함께 돌본다", "다섯 도시")],
    ),
    "a fragment before the reporter's ending": (
        "남궁 장관은 “예산을 늘리겠다”고 말했다. 군은 주차장 확충을 “서둘러 추진”하겠다고 답했다.",
        [("예산을 늘리겠다", "남궁솔"), ("서둘러 추진", "군")],
    ),
    "a fragment as subject of the reported clause": (
        "남궁 장관은 상반기에 “수출이 내수를 이끄는 흐름”이 뚜렷해질 것이라고 내다봤다.",
        [("수출이 내수를 이끄는 흐름", "남궁솔")],
    ),
    "a fragment behind its own subject": (
        "도은별 행장은 정부가 “작은 가게의 빚부터 탕감”해 주기를 요청했다.",
        [("작은 가게의 빚부터 탕감", "도은별")],
    ),
    "what is expected": (
        "전문가들은 “하반기에 회복될 것”으로 내다봤다.",
        [("하반기에 회복될 것", "전문가들")],
    ),
    "the sentence before says who speaks": (
        "한 원장도 말을 보탰다. “바다가 하루하루 더워집니다.”",
        [("바다가 하루하루 더워집니다.", "한가람")],
    ),
    "a list of what a group told": (
        "간담회에 온 어부들은 바다 사정을 전했다.\n○ “그물이 비어 돌아오는 날이 많다”\n○ “기름값이 더 비싸다”",
        [("그물이 비어 돌아오는 날이 많다", "어부들"), ("기름값이 더 비싸다", "어부들")],
    ),
    "a paragraph of words after one that presents the speaker": (
        "한가람 원장은 학생들과 배를 탄다.\n“바다는 거짓말을 하지 않습니다.”\n그는 “내년에도 탈 것”이라고 말했다.",
        [("바다는 거짓말을 하지 않습니다.", "한가람"), ("내년에도 탈 것", "한가람")],
    ),
    "answers of an interview": (
        "연구를 이끄는 한가람 원장을 만났다.\n― 올해 목표는.\n“관측선 두 척입니다.”\n― 어려움은 없나.\n“사람이 귀합니다.”",
        [("관측선 두 척입니다.", "한가람"), ("사람이 귀합니다.", "한가람")],
    ),
    "subject, quotation": (
        "한가람 바다연구원 원장은 “올해 안에 관측선을 띄우겠다”고 밝혔다.",
        [("올해 안에 관측선을 띄우겠다", "한가람")],
    ),
    "continuation with 라며": (
        "남궁솔 미래부 장관은 “예산은 충분하다”라며 “사람이 모자랄 뿐이다”고 말했다.",
        [("예산은 충분하다", "남궁솔"), ("사람이 모자랄 뿐이다", "남궁솔")],
    ),
    "continuation with a verb of its own": (
        "도은별 초록은행 행장은 “금리를 낮추겠다”고 약속하며, “창구도 늘릴 것”이라고 덧붙였다.",
        [("금리를 낮추겠다", "도은별"), ("창구도 늘릴 것", "도은별")],
    ),
    "organisation as subject": (
        "바다연구원은 “이번 조사는 처음 있는 일”이라고 설명했다.",
        [("이번 조사는 처음 있는 일", "바다연구원")],
    ),
    "subject, adjunct, quotation": (
        "한가람 원장은 4일 누리시에서 열린 개소식에서 “바다가 답이다”라고 강조했다.",
        [("바다가 답이다", "한가람")],
    ),
    "another subject inside the adjunct": (
        "남궁 장관은 초록은행이 마련한 간담회에서 “현장의 말을 듣겠다”고 말했다. 남궁솔 장관의 방문은 처음이다.",
        [("현장의 말을 듣겠다", "남궁솔")],
    ),
    "subject left out behind 이어": (
        "한가람 원장은 “준비는 끝났다”고 말했다. 이어 “이제 떠날 일만 남았다”고 덧붙였다.",
        [("준비는 끝났다", "한가람"), ("이제 떠날 일만 남았다", "한가람")],
    ),
    "subject left out after a report": (
        "남궁솔 미래부 장관은 5일 공장을 찾았다. 특히 “안전이 먼저”라고 당부했다.",
        [("안전이 먼저", "남궁솔")],
    ),
    "surname and title": (
        "도은별 초록은행 행장이 취임했다. 도 행장은 “은행의 문턱을 낮추겠다”고 말했다.",
        [("은행의 문턱을 낮추겠다", "도은별")],
    ),
    "pronoun": (
        "한가람 바다연구원 원장은 “기록을 남기겠다”고 말했다. 그는 “후배들이 볼 것”이라고 했다.",
        [("기록을 남기겠다", "한가람"), ("후배들이 볼 것", "한가람")],
    ),
    "described speaker": (
        "업계 관계자는 “재고가 바닥났다”고 전했다.",
        [("재고가 바닥났다", "업계 관계자")],
    ),
    "this official": (
        "미래부 관계자는 “아직 정해진 것은 없다”고 말했다. 이 관계자는 “다음 달에 알 수 있다”고 했다.",
        [("아직 정해진 것은 없다", "미래부 관계자"), ("다음 달에 알 수 있다", "미래부 관계자")],
    ),
    "people in the plural": (
        "참석자들은 “제도를 더 알려야 한다”며 아쉬워했다.",
        [("제도를 더 알려야 한다", "참석자들")],
    ),
    "speaker behind the quotation": (
        "“이제 시작이다”라고 남궁솔 장관은 말했다.",
        [("이제 시작이다", "남궁솔")],
    ),
    "speaker described by the quotation": (
        "“늦어도 가야 한다”고 말한 한가람 원장은 배에 올랐다.",
        [("늦어도 가야 한다", "한가람")],
    ),
    "speaker as owner of the words": (
        "“값이 더 오를 수 있다”는 것이 도은별 행장의 설명이다.",
        [("값이 더 오를 수 있다", "도은별")],
    ),
    "speaker only in the next paragraph": (
        "“이 배는 스무 해를 버텼습니다. 이제 쉬게 해 줄 때입니다.”\n한가람 원장은 퇴역식에서 배를 쓰다듬었다.",
        [("이 배는 스무 해를 버텼습니다. 이제 쉬게 해 줄 때입니다.", "한가람")],
    ),
    "two quotations side by side": (
        "도은별 행장은 “수수료를 없앤다.” “대출 기간도 늘린다.”라고 밝혔다.",
        [("수수료를 없앤다.", "도은별"), ("대출 기간도 늘린다.", "도은별")],
    ),
    "joint speakers": (
        "남궁솔 미래부 장관과 도은별 초록은행 행장은 “함께 돕겠다”고 밝혔다.",
        [("함께 돕겠다", "남궁솔")],
    ),
    "the one addressed": (
        "남궁솔 장관은 초록은행에는 “대출을 늘려 달라”고 주문했다.",
        [("대출을 늘려 달라", "남궁솔")],
    ),
    "a question to people": (
        "한 원장은 학생들에게 “왜 바다를 골랐나?”라고 물었다. 한가람 원장은 답을 적었다.",
        [("왜 바다를 골랐나?", "한가람")],
    ),
    "two speakers in one sentence": (
        "남궁솔 장관은 “서두르겠다”고 했고, 도은별 행장은 “기다리겠다”고 답했다.",
        [("서두르겠다", "남궁솔"), ("기다리겠다", "도은별")],
    ),
    "woven with a verb": (
        "한가람 원장은 “오래된 배를 고쳐 쓰는 데 적극 지원”해 주기를 요청했다.",
        [("오래된 배를 고쳐 쓰는 데 적극 지원", "한가람")],
    ),
    "woven as object": (
        "도은별 행장은 직원들에게 “고객의 돈을 내 돈처럼 여길 것”을 당부했다.",
        [("고객의 돈을 내 돈처럼 여길 것", "도은별")],
    ),
    "a point made": (
        "남궁솔 장관은 “속도보다 방향이 중요하다”는 점을 강조했다.",
        [("속도보다 방향이 중요하다", "남궁솔")],
    ),
    "bullets": (
        "□ 남궁솔 장관은 “올해가 고비”라고 하면서,\nㅇ “모두가 한배를 탔다”고 강조\n□ 또한, “함께해 달라”고 당부",
        [("올해가 고비", "남궁솔"), ("모두가 한배를 탔다", "남궁솔"), ("함께해 달라", "남궁솔")],
    ),
    "labels": (
        "[미래부 장관 신년사] “올해는 도약의 해가 될 것입니다.”\n남궁솔 장관: “함께 갑시다.”",
        [("올해는 도약의 해가 될 것입니다.", "장관"), ("함께 갑시다.", "남궁솔")],
    ),
    "several sentences": (
        "한가람 원장은 “지도를 새로 그렸다. 섬이 둘 늘었다. 모두 우리 땅이다.”라고 말했다.",
        [("지도를 새로 그렸다. 섬이 둘 늘었다. 모두 우리 땅이다.", "한가람")],
    ),
    "nested single marks": (
        "도은별 행장은 “고객이 ‘고맙다’고 할 때 힘이 난다”고 말했다.",
        [("고객이 ‘고맙다’고 할 때 힘이 난다", "도은별")],
    ),
    "single marks for statements": (
        "남궁솔 장관은 ‘이번 일을 거울로 삼겠다’고 말했다.",
        [("이번 일을 거울로 삼겠다", "남궁솔")],
    ),
    "telegraphic verb": (
        'ㅁ 바다연구원은 "관측망을 넓힐 계획"이라고 설명\nㅁ 아울러, "자료도 공개하겠다"고 밝힘',
        [("관측망을 넓힐 계획", "바다연구원"), ("자료도 공개하겠다", "바다연구원")],
    ),
    "bracket between name and particle": (
        "바다연구원(원장 한가람)은 “등대를 되살리겠다”고 밝혔다.",
        [("등대를 되살리겠다", "바다연구원")],
    ),
    "unknown but present speaker": (
        "배를 고치던 목수는 “나무가 숨을 쉰다”고 말했다.",
        [("나무가 숨을 쉰다", "목수")],
    ),
    "retort": (
        '그러자 한가람 원장은 "배는 이미 떠났다"고 맞받았다.',
        [("배는 이미 떠났다", "한가람")],
    ),
    "answer in one sentence": (
        '남궁솔 장관이 "예산이 없다"고 말하자 도은별 행장은 "은행이 내겠다"고 답했다.',
        [("예산이 없다", "남궁솔"), ("은행이 내겠다", "도은별")],
    ),
    "hearsay": (
        "도은별 행장이 “문을 닫았다”고 말했다고 한가람 원장은 전했다.",
        [("문을 닫았다", "도은별")],
    ),
    "pronoun behind the quotation": (
        '한가람 원장은 4일 취임했다. "길을 내겠다"고 그는 말했다.',
        [("길을 내겠다", "한가람")],
    ),
    "pronoun for a newer person": (
        '한가람 원장은 "길을 내겠다"고 말했다. 남궁솔 장관은 다음 날 배를 찾았다. 그는 "길이 났다"고 했다.',
        [("길을 내겠다", "한가람"), ("길이 났다", "남궁솔")],
    ),
    "somebody else only present": (
        '한가람 원장은 "길을 내겠다"고 말했다. 행사에는 남궁솔 장관도 참석했다. 이어 "함께 걷자"고 덧붙였다.',
        [("길을 내겠다", "한가람"), ("함께 걷자", "한가람")],
    ),
    "verb before 바 and 뒤": (
        "한가람 원장은 4일 취임했다. 이어 “길을 내겠다”고 밝힌 바 있다. “함께 걷자”고 말한 뒤 길을 나섰다.",
        [("길을 내겠다", "한가람"), ("함께 걷자", "한가람")],
    ),
    "title alone": (
        '남궁솔 미래부 장관이 왔다. 장관은 "이제 시작"이라고 했다.',
        [("이제 시작", "남궁솔")],
    ),
    "surname and title in one word, not among the mentions": (
        "남궁솔 장관과 도은별 행장이 왔다. 도행장은 “이제 시작”이라고 했다.",
        [("이제 시작", "도은별")],
    ),
    "somebody met": (
        "남궁솔 장관과 만난 도은별 행장은 “돕겠다”고 말했다.",
        [("돕겠다", "도은별")],
    ),
    "joint bodies": (
        "미래부·바다연구원은 “함께 조사하겠다”고 밝혔다.",
        [("함께 조사하겠다", "미래부")],
    ),
    "somebody new at the quotation": (
        "도은별 행장은 서류를 넘겼는데, 브로커는 “돈부터 내라”고 말했다.",
        [("돈부터 내라", "브로커")],
    ),
    "source": (
        '도은별 행장에 따르면 "이자는 더 오르지 않는다"고 한다.',
        [("이자는 더 오르지 않는다", "도은별")],
    ),
    "announced before": (
        "도은별 행장은 다음과 같이 밝혔다.\n“은행은 사람을 봅니다. 끝까지 돕겠습니다.”",
        [("은행은 사람을 봅니다. 끝까지 돕겠습니다.", "도은별")],
    ),
    "owned in the next sentence": (
        "“돕겠다.” 도은별 초록은행 행장의 말이다.",
        [("돕겠다.", "도은별")],
    ),
    "body beside its people": (
        "미래부 측은 “확인 중”이라는 입장이다.",
        [("확인 중", "미래부 측")],
    ),
    "headline repeats the statement": (
        "한가람 원장 “배를 띄우겠다”\n한가람 바다연구원 원장은 4일 “배를 띄우겠다”고 밝혔다.",
        [("배를 띄우겠다", "한가람")],
    ),
    "noun fragment that was said": (
        "남궁솔 장관은 규제를 “전면 재검토”하겠다고 밝혔다.",
        [("전면 재검토", "남궁솔")],
    ),
    "what is known to have been told": (
        "목격자들은 대부분 “연기가 먼저 났다”고 진술한 것으로 알려졌다.",
        [("연기가 먼저 났다", "목격자들")],
    ),
    "고도, 고는": (
        "한가람 원장은 “곧 떠난다”고 말했다. 한 원장은 “늦지는 않았다”고도 했다. 남궁솔 장관은 “늦었다”라고는 했다.",
        [("곧 떠난다", "한가람"), ("늦지는 않았다", "한가람"), ("늦었다", "남궁솔")],
    ),
    "a bracket behind the mark names the speaker": (
        "○…“바다를 누가 지키나”(한가람 원장, 예산이 깎였다며)\n○…“곧 정하겠다”(남궁솔 미래부 장관, 질의에 답하며)",
        [("바다를 누가 지키나", "한가람"), ("곧 정하겠다", "남궁솔")],
    ),
    "persons in a list": (
        "한가람, 남궁솔 바다연구원 연구원은 “물이 따뜻해졌다”고 밝혔다. 이어 “더 살피겠다”고 했다.",
        [("물이 따뜻해졌다", "한가람"), ("더 살피겠다", "한가람")],
    ),
    "역시 and 또한 for 도": (
        "남궁솔 장관은 “서두르겠다”고 했다. 한가람 원장 역시 “시간이 없다”고 말했다. 도은별 행장 또한 “돕겠다”고 했다.",
        [("서두르겠다", "남궁솔"), ("시간이 없다", "한가람"), ("돕겠다", "도은별")],
    ),
    "the ending without 고": (
        "한가람 원장은 “이제 시작할 것”이라 말했다.",
        [("이제 시작할 것", "한가람")],
    ),
    "a reaction": (
        "바다연구원은 “뜻밖의 결과지만 받아들인다”란 반응을 내놨다.",
        [("뜻밖의 결과지만 받아들인다", "바다연구원")],
    ),
    "a long noun phrase in single marks": (
        "한가람 원장은 ‘현장을 모르는 사람이 책상에서 만든 계획’이라고 지적했다.",
        [("현장을 모르는 사람이 책상에서 만든 계획", "한가람")],
    ),
    "two clauses joined before one verb": (
        "한가람 원장은 “배를 더 띄우는 것”과 “사람을 더 뽑는 것이 먼저”라고 말했다.",
        [("배를 더 띄우는 것", "한가람"), ("사람을 더 뽑는 것이 먼저", "한가람")],
    ),
    "a quotation that opens the paragraph": (
        "“그물을 걷는 데 스무 해가 걸렸네요.” 섬에서 태어난 한가람 원장은 “이제 숨을 돌린다”고 말했다.",
        [("그물을 걷는 데 스무 해가 걸렸네요.", "한가람"), ("이제 숨을 돌린다", "한가람")],
    ),
    "a reporter's byline is no label": (
        "(누리=가온뉴스) 소라빛 기자 = “바다는 쉬지 않습니다. 우리도 쉬지 않습니다.”\n"
        "한가람 바다연구원 원장은 새벽마다 이렇게 외친다.",
        [("바다는 쉬지 않습니다. 우리도 쉬지 않습니다.", "한가람")],
    ),
    "a date before a description": (
        "4일 미래부 관계자는 “아직 정해지지 않았다”고 말했다.",
        [("아직 정해지지 않았다", "미래부 관계자")],
    ),
    "a share of people": (
        "응답자의 54%가 “만족한다”고 답했다. 어부들의 절반 이상은 “배를 팔 생각”이라고 했다.",
        [("만족한다", "응답자의 54%"), ("배를 팔 생각", "어부들의 절반 이상")],
    ),
    "a share of people, with the occasion": (
        "응답자의 54%가 설문에서 “만족한다”고 답했다.",
        [("만족한다", "응답자의 54%")],
    ),
    "a department": (
        "시 교통과는 “다음 달부터 단속한다”고 밝혔다. 누리시 산림녹지과는 “나무를 더 심겠다”고 했다.",
        [("다음 달부터 단속한다", "시 교통과"), ("나무를 더 심겠다", "누리시 산림녹지과")],
    ),
    "과 after people is no department": (
        "남궁 장관은 여당과는 “함께 간다”고 말했다. 남궁솔 장관의 말이다.",
        [("함께 간다", "남궁솔")],
    ),
    "a speech quotes the speech before": (
        "저는 취임식에서도 “바다가 먼저”라고 밝힌 바 있습니다.",
        [("바다가 먼저", None)],
    ),
    "an event is no speaker": (
        "이번 대회는 “함께 달리자”고 했다. 새해 축제는 “섬에서 놀자”고 했다.",
        [("함께 달리자", None), ("섬에서 놀자", None)],
    ),
    "no speaker at all": ("“곧 봄이 온다”고 했다.", [("곧 봄이 온다", None)]),
}


@pytest.mark.parametrize(("text", "expected"), FAMILIES.values(), ids=FAMILIES)
def test_statements_and_speakers(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text) == expected


def test_nothing_to_find() -> None:
    assert found("") == found("바다는 넓다.") == ()


def test_a_quote_bears_the_speakers_post_and_the_verb() -> None:
    text = "도은별 초록은행 행장은 “금고를 열겠다”고 약속했다."
    (quote,) = found(text)
    assert (quote.speaker_org, quote.speaker_title, quote.cue) == ("초록은행", "행장", "약속했다")


def test_a_described_speaker_has_neither_body_nor_post() -> None:
    (quote,) = found("초록은행 관계자는 “금고는 비었다”고 말했다.")
    assert (quote.speaker, quote.speaker_org, quote.speaker_title) == ("초록은행 관계자", None, None)


def test_a_repeated_text_counts_once() -> None:
    line = "한가람 원장은 “바다는 넓다”고 말했다."
    assert len(said(f"{line}\n{line}")) == 1
    assert len(said(f"{line}\n◦ {line.replace('바다는 넓다', '바다는  넓다.')}")) == 1
