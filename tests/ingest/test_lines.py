"""Hard-wrapped text is joined on evidence; anything else keeps its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest import lines

# Broken at every inline tag, the spaces kept beside the breaks.
TAGS = """□ 
다온부
(장관 마루한)
는 
7월
 8일
(화)
 한빛시에서 
상생 간담회
를 열고 
총 
12
억원
의 
지원 방안
을 발표
하였다.

\xa0 
마루한 장관
은 “
현장의 목소리
를 
정책
에
 반영
하겠다”고 
강조하였다.

   * 
(참석) 다온부, 한빛시, 대한상인
연합회 등 
15
개 기관
"""

# Broken at the right margin, the spaces lost at the breaks.
MARGIN = """다온부는 지난 8일 한빛시에서 상생 간담회를 열고 소상공인연합
회와 함께 마련한 지원 방안을 발표하였다. 이번 방안은 올해 말까지
전국 17개 시도에서 시행되며, 소상공인연합회가 접수를 맡는다.
마루한 장관은 “현장의 목소리를 정책에 반영하겠다”라며 “지원금은
다음 달부터 드리겠다”라고 말했다.
다온부는 하반기에 예산 33
억원을 더 마련할 계획이다.
"""

# Broken at every inline tag, the spaces gone.
STRIPPED = """□
다온부
(장관 마루한)
는 상인들의
자금 사정
이
나빠지지
않도록
,
한도
를 높이는
방안
을 추진
한다.
"""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(
            TAGS,
            [
                "□ 다온부(장관 마루한)는 7월 8일(화) 한빛시에서 상생 간담회를 열고 총 12억원의 지원 방안을 발표하였다.",
                "마루한 장관은 “현장의 목소리를 정책에 반영하겠다”고 강조하였다.",
                "* (참석) 다온부, 한빛시, 대한상인연합회 등 15개 기관",
            ],
            id="tags",
        ),
        pytest.param(
            MARGIN,
            [
                "다온부는 지난 8일 한빛시에서 상생 간담회를 열고 소상공인연합회와 함께 마련한 지원 방안을 발표하였다. 이번 방안은 "
                "올해 말까지 전국 17개 시도에서 시행되며, 소상공인연합회가 접수를 맡는다. 마루한 장관은 “현장의 목소리를 정책에 "
                "반영하겠다”라며 “지원금은 다음 달부터 드리겠다”라고 말했다.",
                "다온부는 하반기에 예산 33억원을 더 마련할 계획이다.",
            ],
            id="margin",
        ),
        pytest.param(
            STRIPPED,
            ["□ 다온부(장관 마루한)는 상인들의 자금 사정이 나빠지지 않도록, 한도를 높이는 방안을 추진한다."],
            id="stripped",
        ),
    ],
)
def test_wrapped_text_is_joined(raw: str, expected: list[str]) -> None:
    assert lines.join(raw).split("\n") == expected


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("정치\n경제\n사회\n문화\n오피니언\n스포츠\n연예\n날씨", id="menu"),
        pytest.param("구 분\n2024년\n2025년\n한빛은행\n2,193.9\n2,222.7\n△1.3%\n누리은행\n102.2\n98.2\n+2.8%", id="table"),
        pytest.param("첫 문단이다. 길이는 짧다.\n둘째 문단이다.\n셋째 문단은 이렇게 끝난다.", id="paragraphs"),
        pytest.param("□ 추진 배경\nㅇ 수요 증가\nㅇ 인력 부족\n- 지난해보다 12% 줄어듦\n※ 자료: 누리연구원", id="list"),
        pytest.param("제목이 먼저 온다\n\n이어서 문단이 온다.\n\n그 다음 문단도 온다.".replace("\n\n", "\n"), id="title"),
    ],
)  # fmt: skip
def test_text_that_is_not_wrapped_keeps_its_lines(raw: str) -> None:
    assert lines.join(raw) == raw


def test_cells_of_a_table_inside_wrapped_text_stay_apart() -> None:
    table = "\n<은행별 잔액>\n(단위 : 억원)\n한빛\n2,193.9\n2,222.7\n누리\n102.2\n98.2\n"
    joined = lines.join(STRIPPED + table).split("\n")
    assert joined[2:] == ["(단위 : 억원)", "한빛", "2,193.9", "2,222.7", "누리", "102.2", "98.2"]


def test_a_number_broken_at_its_comma_is_one_and_a_row_stays_one() -> None:
    joined = lines.join(
        MARGIN + "다온부는 하반기에 예산 3,\n400억원을 더 마련하고 상인 300,\n200, 100명을 차례로 만난다.\n"
    )
    assert joined.endswith("예산 3,400억원을 더 마련하고 상인 300, 200, 100명을 차례로 만난다.")


@pytest.mark.parametrize("head", ["붙임", "[참고 1]", "별첨 2."])
def test_what_is_attached_begins_a_paragraph(head: str) -> None:
    assert lines.join(f"{MARGIN}{head}\n{MARGIN}").split("\n")[2:4] == [head, lines.join(MARGIN).split("\n")[0]]


def test_numbers_in_circles_inside_a_sentence_stay_in_it() -> None:
    raw = TAGS + "\n\xa0 \n다온부는 \n우선, \n①\n상인\n을 돕고, \n②\n시장\n을 살린다.\n"
    assert lines.join(raw).split("\n")[-1] == "다온부는 우선, ①상인을 돕고, ②시장을 살린다."


@given(
    st.lists(st.sampled_from([*"가는 를다.\n\n\t\u00a0□-*①12억,“”()", "한다.", "장관", "은 "]), max_size=60).map(
        "".join
    )
)
def test_no_line_is_blank_or_padded_and_no_letter_is_lost(raw: str) -> None:
    joined = lines.join(raw)
    assert "".join(joined.split()) == "".join(raw.split())
    assert all(line and line == line.strip() and "  " not in line for line in joined.split("\n")) or not joined
