"""The head of a Korean press release, whatever it was saved as."""

from __future__ import annotations

import json
import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest.release import Row, article
from briefing.model import Article

TEXT = "다온부(장관 마루한)는 전통시장 상인을 돕는 방안을 17일 발표하였다."


def read(*rows: str | tuple[str, ...]) -> Article:
    """The article of rows; a string is a paragraph, `#` before it sets it large as titles are."""
    given = [
        Row((row.removeprefix("#"),), 20.0 if row.startswith("#") else 13.0) if isinstance(row, str) else Row(row, 13.0)
        for row in rows
    ]
    return article(given, "보도자료.hwpx", "다시 저장해 주십시오.")


@pytest.mark.parametrize(
    ("row", "published", "embargo"),
    [
        (("보도시점", "2024. 1. 17.(수) 12:00", "배포", "2024. 1. 17.(수) 09:30"), date(2024, 1, 17), "2024-01-17T12:00"),
        ("보도시점 2024. 1. 18.(목) 12:00 배포 2024. 1. 17.(수) 10:00", date(2024, 1, 17), "2024-01-18T12:00"),
        ("보도 일시 2023. 2. 9.(목) 12:00 배포 일시 2023. 2. 9.(목) 07:30", date(2023, 2, 9), "2023-02-09T12:00"),
        (("보도시점", "2024. 1. 17.(수) 09:00", "배포", "2024. 1. 17.(수) 09:00"), date(2024, 1, 17), None),
        (("보도시점", "배포 즉시", "배포", "2025. 9. 11.(목) 15:30"), date(2025, 9, 11), None),
        ("보도시점 배포 즉시 배포 2025. 9. 11.(목) 15:30", date(2025, 9, 11), None),
        (("보도시점", "즉 시", "배포", "2023. 12. 18.(월) 11:00"), date(2023, 12, 18), None),
        (("보도시점", "배포 시", "배포", "2025. 11. 5.(수)"), date(2025, 11, 5), None),
        (("보 도", "2025.12.18.(목) 조간", "배 포", "2025.12.17.(수)"), date(2025, 12, 17), "2025-12-18"),
        (("보도시점", "2025.10.15.(수) 10:00 이후", "배포", "2025.10.15.(수)"), date(2025, 10, 15), "2025-10-15T10:00"),
        (("보도시점", "’24년 1월 18일(목) 오후 2시 30분", "배포", "’24. 1. 17.(수)"), date(2024, 1, 17), "2024-01-18T14:30"),
        (("보도시점", "1. 18.(목) 16시", "배포", "2024. 1. 17.(수)"), date(2024, 1, 17), "2024-01-18T16:00"),
        (("보도시점", "2024. 1. 17.(수) 24:00", "배포", "2024. 1. 17.(수)"), date(2024, 1, 17), "2024-01-18T00:00"),
        (("보도일시", "2024. 3. 5.(화) 14:00"), date(2024, 3, 5), "2024-03-05T14:00"),
        ("배포일 : 2024년 3월 5일", date(2024, 3, 5), None),
        ("보도 일시 2022. 2. 23.( ) 14:00 배포 일시 2022. 2. 23.( ) 11:00", date(2022, 2, 23), "2022-02-23T14:00"),
        ("보도시점 배포 즉시 배포", None, None),
        (("보도시점", "2024. 13. 45. 12:00", "배포", "2024. 1. 17."), date(2024, 1, 17), None),
        (("보도시점", "1. 18.(목) 16시"), None, None),
    ],
)  # fmt: skip
def test_when_it_was_given_out_and_from_when_it_may_be_reported(
    row: str | tuple[str, ...], published: date | None, embargo: str | None
) -> None:
    found = read(("다온부", "보 도 자 료"), row, "#상생 방안 발표", TEXT)
    assert (found.published, found.embargo) == (published, datetime.fromisoformat(embargo) if embargo else None)
    assert (found.title, found.body, found.outlet) == ("상생 방안 발표", TEXT, "다온부")


def test_a_table_whose_labels_stand_in_rows_of_their_own() -> None:
    found = read(
        "보도참고자료", ("보도시점", "2024. 1. 17.(수) 12:00"), ("배포", "2024. 1. 16.(화)"), "#상생 방안", TEXT
    )
    assert (found.published, found.embargo) == (date(2024, 1, 16), datetime(2024, 1, 17, 12))


@pytest.mark.parametrize(
    "rows",
    [
        [("보도시점", "2024. 1. 17.(수) 17:00 (2024. 1. 18.(목) 조간)", "배포", "2024. 1. 17.(수) 07:30")],
        ["보도시점 2024. 1. 17.(수) 17:00", "(2024. 1. 18.(목) 조간) 배포 2024. 1. 17.(수) 07:30"],
        ["보도시점 2024. 1. 17.(수) 17:00 배포 2024. 1. 17.(수) 07:30", "(2024. 1. 18.(목) 조간)"],
    ],
)
def test_the_paper_of_the_next_day_stands_beside_the_hour(rows: list[str | tuple[str, ...]]) -> None:
    found = read("보도자료", *rows, "#상생 방안", TEXT)
    assert (found.title, found.published, found.embargo) == ("상생 방안", date(2024, 1, 17), datetime(2024, 1, 17, 17))


@pytest.mark.parametrize(
    ("rows", "title", "subtitles", "body"),
    [
        (["#상생 방안 발표", "- 시장 120곳에 감지기 -", "- 판매 교육에 45억 원 -", TEXT], "상생 방안 발표", ("시장 120곳에 감지기", "판매 교육에 45억 원"), TEXT),
        (["#“시장이 살아야 동네가 산다”,", "#다온부 상생 방안 발표", TEXT], "“시장이 살아야 동네가 산다”, 다온부 상생 방안 발표", (), TEXT),
        (["#상생 방안 발표", "- 시장 120곳에 감지기, 판매 교육과", "배송 지원에 45억 원 -", TEXT], "상생 방안 발표", ("시장 120곳에 감지기, 판매 교육과 배송 지원에 45억 원",), TEXT),
        (["#상생 방안 발표", "□ 추진 배경", "ㅇ 상인의 고령화", "- 평균 나이 58.3세"], "상생 방안 발표", (), "□ 추진 배경\nㅇ 상인의 고령화\n- 평균 나이 58.3세"),
        (["#상생 방안 발표", TEXT, "- 시장 120곳에 설치"], "상생 방안 발표", (), f"{TEXT}\n- 시장 120곳에 설치"),
        (["제목: 상생 방안 발표", TEXT], "상생 방안 발표", (), TEXT),
        (["#상생 방안 발표", ("구분", "2024년"), ("예산", "45억 원"), TEXT], "상생 방안 발표", (), f"구분 | 2024년\n예산 | 45억 원\n{TEXT}"),
    ],
)  # fmt: skip
def test_title_and_subtitles_stand_between_the_times_and_the_text(
    rows: list[str | tuple[str, ...]], title: str, subtitles: tuple[str, ...], body: str
) -> None:
    found = read("보도자료", ("보도시점", "배포 즉시", "배포", "2024. 1. 17."), *rows)
    assert (found.title, found.subtitles, found.body) == (title, subtitles, body)


@pytest.mark.parametrize("size", [0.0, 13.0])
def test_without_sizes_the_first_line_is_the_title(size: float) -> None:
    rows = ["보도자료", "배포 2024. 1. 17.", "상생 방안 발표", "- 시장 120곳에 감지기 -", TEXT]
    found = article([Row((row,), size) for row in rows], "가.pdf", "")
    assert (found.title, found.subtitles, found.body) == ("상생 방안 발표", ("시장 120곳에 감지기",), TEXT)


CONTACTS = [
    {"department": "다온부 상생협력국", "role": "책임자", "title": "과장", "name": "한가람", "phone": "044-000-1201"},
    {"department": "시장지원과", "role": "담당자", "title": "사무관", "name": "나래솔", "phone": "044-000-1202"},
]


@pytest.mark.parametrize(
    "rows",
    [
        [("담당 부서", "다온부 상생협력국", "책임자", "과  장", "한가람", "(044-000-1201)"), ("시장지원과", "담당자", "사무관", "나래솔", "(044-000-1202)")],
        ["담당 부서 다온부 상생협력국 책임자 과 장 한가람 (044-000-1201)", "시장지원과 담당자 사 무 관 나래솔 (044-000-1202)"],
        ["담당 부서 다온부 상생협력국 책임자 과 장 한가람", "(044-000-1201)", "시장지원과 담당자 사무관", "나래솔 (044-000-1202)"],
        ["담당부서 다온부 상생협력국 책임자 과장 한 가 람 (044-000-1201)", ("시장지원과", "담당자", "사무관 나래솔", "044-000-1202")],
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_the_table_of_contacts_is_read_and_left_out_of_the_text(rows: list[str | tuple[str, ...]], first: bool) -> None:
    above, below = (rows, []) if first else ([], rows)
    found = read("보도자료", "배포 2024. 1. 17.", *above, "#상생 방안 발표", TEXT, *below)
    assert (found.title, found.body) == ("상생 방안 발표", TEXT)
    assert json.loads(found.extra)["contacts"] == CONTACTS


def test_two_people_of_one_row_share_department_and_role() -> None:
    found = read(
        "#상생 방안",
        TEXT,
        ("담당 부서", "시장과", "담당자", "사무관", "나래솔", "(044-000-1202)"),
        ("주무관", "도해온", "(044-000-1203)"),
    )
    assert [person["name"] for person in json.loads(found.extra)["contacts"]] == ["나래솔", "도해온"]
    assert json.loads(found.extra)["contacts"][1] == {
        "department": "시장과", "role": "담당자", "title": "주무관", "name": "도해온", "phone": "044-000-1203"
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "배포한 감지기는 모두 120개이다.",
        "보도에 따르면 시장은 2024. 1. 17. 문을 연다.",
        "담당자들은 신청을 (044-000-1200)로 받는다고 안내했다.",
        "보도시점을 두고 여러 의견이 나왔다.",
    ],
)
def test_sentences_that_only_begin_like_a_head_stay_text(row: str) -> None:
    found = read("#상생 방안 발표", TEXT, row)
    assert (found.body, found.published, found.extra) == (f"{TEXT}\n{row}", None, "")


def test_a_document_without_the_head_of_a_release() -> None:
    found = read("#시장 조사 보고", TEXT)
    assert (found.title, found.body, found.outlet, found.published, found.extra) == (
        "시장 조사 보고",
        TEXT,
        None,
        None,
        "",
    )


def test_nothing_but_a_head_is_no_article() -> None:
    with pytest.raises(InputError, match="본문을 찾지 못했습니다"):
        read("보도자료", "배포 2024. 1. 17.", "#상생 방안 발표")


@pytest.mark.parametrize("text", ["(", "- ", "0", "담당자 ", "배포 ", "2024. ", "가\t"])
def test_a_million_of_the_same_sign_take_no_time(text: str) -> None:
    start = time.perf_counter()
    read("보도자료", "#상생 방안", TEXT, text * (1_000_000 // len(text)))
    assert time.perf_counter() - start < 2


PIECES = st.sampled_from(
    ["보도시점", "배포", "2024. 1. 17.", "12:00", "담당 부서", "담당자", "한가람", "(044-000-1200)", "- 가 -", "□ 나", "다온부는 상인을 만났다.", "", "보도자료"]
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.lists(PIECES, max_size=4).map(tuple), st.sampled_from([0.0, 10.0, 13.0, 20.0])).map(lambda row: Row(*row)),
        max_size=12,
    )
)  # fmt: skip
def test_any_order_of_rows_gives_an_article_or_a_reason(rows: list[Row]) -> None:
    try:
        found = article(rows, "가.hwpx", "다시 저장해 주십시오.")
    except InputError:
        return
    assert found.body
    assert all(line == " ".join(line.split()) for line in found.body.split("\n"))
