"""Words in quotation marks that are no statements: names, mottos, definitions. All people and bodies are invented."""

from __future__ import annotations

import pytest

from tests.analysis.test_quotes import said

NO_QUOTES = {
    "motto held up": "한가람 원장은 도착했다. “한 걸음 더, 한 뼘 더 나가자”를 표어로 내건 누리시는 준비를 마쳤다고 밝혔다.",
    "name of a plan as object": "남궁 장관은 “국민이 체감하는 혁신”을 추진하겠다고 밝혔다.",
    "slogans under a plan": "미래부는 종합대책을 발표했다.\n○ “일자리를 지키자”\n○ “가게를 살리자”",
    "definition": "초록은행은 개인신용정보(이하 “정보”라 한다)를 보관한다고 밝혔다.",
    "amendment": "미래부는 제3조 중 “바다”를 “해양”으로 한다고 밝혔다.",
    "event name": "미래부는 “함께 만드는 안전한 바다”를 주제로 기념식을 연다고 밝혔다.",
    "service name": "초록은행은 “바로 대출” 서비스를 시작한다고 밝혔다.",
    "named so": "남궁솔 장관은 “바다의 학교”라고 불리는 연구선을 찾았다.",
    "under the title": "한가람 원장은 “바다는 누구의 것인가”라는 제목으로 강연했다.",
    "slogan": "누리시는 “깨끗한 바다, 살아나는 도시”라는 구호를 내걸었다.",
    "headline slogan": "“바다가 살아야 나라가 삽니다”\n- 미래부, 바다의 날 기념식 개최\n미래부는 기념식을 열었다.",
    "emphasis": "한빛전자는 “원칙”을 지키기 위해 규정을 고쳤다고 밝혔다.",
    "emphasis under a person": "남궁솔 장관은 “본연의 의무”를 다할 것을 당부했다.",
    "proverb": "“가는 말이 고와야 오는 말이 곱다”는 속담이 있다.",
    "programme": "한가람 원장은 “바다를 걷는 사람들” 프로그램을 소개했다.",
    "voices without an owner": "“더는 버틸 수 없다”는 지적이 나온다.",
    "answer to a survey": "“만족한다”고 답한 비율은 54%였다.",
    "made into": "한가람 원장은 누리시를 “바다의 관문”으로 만들겠다고 밝혔다.",
    "written on a banner": "박람회장 입구에는 “어서 오세요”라고 적힌 현수막이 걸렸다.",
    "service to be widened": "남궁솔 장관은 “찾아가는 상담”을 늘리겠다고 밝혔다.",
    "draft that allows": "미래부는 “심야 운항을 허용”하는 내용의 고시 개정안을 예고한다고 밝혔다.",
    "saying somebody likes to use": "“물은 길을 안다”는 말을 즐겨 쓴다는 한가람 원장은 배에 올랐다.",
    "definition with 이란": "“어촌”이란 바다를 끼고 사는 마을을 말한다고 미래부는 밝혔다.",
    "two names joined": "남궁솔 장관은 “바다의 날”과 “숲의 날”이라고 적힌 달력을 받았다.",
    "name in single marks": "한가람 원장은 이 배를 ‘바다의 눈’이라고 소개했다.",
    "law": "「바다법」 제2조에 따라 “어업인”이란 바다에서 일하는 사람을 말한다.",
}


@pytest.mark.parametrize("text", NO_QUOTES.values(), ids=NO_QUOTES)
def test_names_and_emphasis_are_no_statements(text: str) -> None:
    assert said(text) == []
