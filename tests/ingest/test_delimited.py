"""Separated values: delimiters, encodings, quoting, and what is refused instead of misread."""

from __future__ import annotations

import csv
import io
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import delimited, read
from briefing.ingest.delimited import CELL_LIMIT
from briefing.ingest.found import Found
from briefing.model import Article, Rejected

HEAD = ("제목", "일자", "언론사", "본문")
TITLE = "가온시, 골목 가로등 300개를 바꾼다"
BODY = "가온시는 14일 “골목 안전”을 위해 94억원을 쓴다고 밝혔다.\n점검단은 70명이다."
TAIL = "둘째 기사의 제목,20240215,새벽신문,둘째 기사의 본문이다.\n"


def table(*rows: tuple[object, ...], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def found(data: str | bytes) -> list[Found]:
    return list(delimited.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "표.csv"))


def articles(data: str | bytes) -> list[Article]:
    return [item for item in found(data) if isinstance(item, Article)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_and_encodings(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "표.csv"
    path.write_bytes(
        table(HEAD, (TITLE, "2024-02-14", "새벽신문", BODY), (), ("둘째", "", "", ""), delimiter=delimiter).encode(
            encoding
        )
    )
    first, second = read([path])
    assert first == Article(
        id="표.csv:2", title=TITLE, published=date(2024, 2, 14), outlet="새벽신문", body=BODY, origin=f"{path}:2",
    )  # fmt: skip
    assert isinstance(second, Article)
    assert (second.origin, second.title, second.published) == (f"{path}:5", "둘째", None)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("제목", "title"), ("기사 제목", "title"), ("TITLE", "title"), ("headline", "title"),
        ("본문", "body"), ("내용", "body"), ("articleBody", "body"), ("content", "body"),
        ("언론사", "outlet"), ("매체명", "outlet"), ("기고자", "byline"), ("기자명", "byline"),
        ("URL", "url"), ("원문 링크", "url"), ("뉴스 식별자", "id"), ("news_id", "id"),
        ("출처", None), ("비고", None), ("_id", None), ("제목" + " " * 99, None),
    ],
)  # fmt: skip
def test_names_of_columns(heading: str, key: str | None) -> None:
    others = [name for name in ("title", "body") if name != key]
    (article,) = articles(table((heading, *others), ("값", *others)))
    assert (getattr(article, key) if key else article.extra) == ("값" if key else f'{{"{heading.strip()}":"값"}}')


def test_the_surest_name_wins_and_the_others_are_kept() -> None:
    (article,) = articles(table(("헤드라인", "내용", "title", "제목"), ("다", "본문이다.", "가", "나")))
    assert (article.title, article.extra) == ("가", '{"제목":"나","헤드라인":"다"}')
    (article,) = articles(table(("헤드라인", "내용", "title", "제목"), ("다", "본문이다.", "", "나")))
    assert (article.title, article.extra) == ("나", '{"헤드라인":"다"}')


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240214", date(2024, 2, 14)),
        ("2024-2-14", date(2024, 2, 14)),
        ("2024. 2. 14.", date(2024, 2, 14)),
        ("2024.02.14 09:31", date(2024, 2, 14)),
        ("2024/02/14", date(2024, 2, 14)),
        ("2024년 2월 14일(수)", date(2024, 2, 14)),
        ("20240214093100", date(2024, 2, 14)),
        ("2024-02-13T23:30:00Z", date(2024, 2, 14)),
        ("2024-02-14T00:10:00+09:00", date(2024, 2, 14)),
        ("Tue, 13 Feb 2024 23:30:00 +0000", date(2024, 2, 14)),
        ("Wed, 14 Feb 2024 09:31:00 +0900", date(2024, 2, 14)),
        ("2024-02-30", None),
        ("어제", None),
        ("45336", None),
        ("2024", None),
        ("0001-01-01T00:00:00+23:59", None),
    ],
)
def test_ways_of_writing_the_day(text: str, day: date | None) -> None:
    (item,) = found(table(HEAD, (TITLE, text, "", "")))
    if day:
        assert isinstance(item, Article)
        assert item.published == day
    else:
        assert item == Rejected("표.csv:2", "일자 값이 날짜가 아닙니다. 2024-01-17처럼 적어 주십시오.")


def test_excerpts_and_subtitles() -> None:
    rows = articles(
        table(
            ("제목", "부제", "본문", "발췌 여부"),
            ("가", "첫 부제\n둘째 부제", "나다.", "TRUE"),
            ("가", "", "나다.", "false"),
        )
    )
    assert [(row.subtitles, row.excerpt) for row in rows] == [(("첫 부제", "둘째 부제"), True), ((), False)]


@pytest.mark.parametrize("above", ["sep=;\n", "검색 결과;;;\n\n기간;2024;;\n"])
def test_lines_above_the_heading_are_passed_over(above: str) -> None:
    (article,) = articles(above + table(HEAD, (TITLE, "20240214", "", "본문; 끝."), delimiter=";"))
    assert (article.title, article.body) == (TITLE, "본문; 끝.")


def test_unnamed_columns_of_row_numbers_are_dropped() -> None:
    (article,) = articles(table(("", *HEAD), (0, TITLE, "20240214", "새벽신문", BODY)))
    assert (article.title, article.extra) == (TITLE, "")


def test_cells_behind_the_last_column_cost_their_row() -> None:
    first, second = found(f"{','.join(HEAD)}\n{TITLE},20240214,새벽신문,본문은, 이렇게 갈라졌다.\n{TAIL}")
    assert isinstance(first, Rejected)
    assert (first.origin, "칸이 열 이름보다 많습니다" in first.reason) == ("표.csv:2", True)
    assert isinstance(second, Article)


def test_a_quotation_mark_that_is_never_closed_ends_the_reading() -> None:
    rows = list(read_until(f'{",".join(HEAD)}\n{TAIL}"가온시,20240214,새벽신문,본문이다.\n{TAIL}'))
    assert [type(row) for row in rows] == [Article, InputError]
    assert "닫히지 않아" in str(rows[1])
    assert str(rows[1]).startswith("표.csv:3:")


def read_until(data: str | bytes) -> list[Found | InputError]:
    rows: list[Found | InputError] = []
    try:
        rows.extend(delimited.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "표.csv"))
    except InputError as error:
        return [*rows, error]
    return rows


def test_a_damaged_row_costs_that_row_only() -> None:
    text = table(HEAD, (TITLE, "20240214", "새벽신문", "가@나다라.")) + TAIL
    first, second = found(text.encode("cp949").replace(b"@", b"\xff"))
    assert first == Rejected("표.csv:2", "글자가 깨진 줄입니다. 원래 파일을 UTF-8로 다시 저장해 주십시오.")
    assert isinstance(second, Article)


def test_damaged_utf_16_is_refused() -> None:
    rows = read_until(table(HEAD, (TITLE, "20240214", "", "가")).encode("utf-16") + b"\x00")
    assert "글자가 깨져" in str(rows[-1])


def test_a_damaged_name_of_a_column_is_an_unknown_one() -> None:
    text = table((*HEAD, "@비고"), (TITLE, "20240214", "새벽신문", BODY, "가로등"))
    (article,) = articles(text.encode("cp949").replace(b"@", b"\xff"))
    assert (article.title, article.extra) == (TITLE, '{"비고":"가로등"}')


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        pytest.param("가" * (CELL_LIMIT + 1), "한 줄이 한도", id="on one line"),
        pytest.param("가나다라마바사\n" * (CELL_LIMIT // 7), "한 칸이 한도", id="on many lines"),
        pytest.param("a" * 100_000_000, "한 줄이 한도", id="100 MB"),
    ],
)
def test_a_cell_over_the_limit_ends_the_reading(cell: str, where: str) -> None:
    start = time.perf_counter()
    rows = read_until(f'{",".join(HEAD)}\n{TAIL}가,20240214,새벽신문,"{cell}"\n{TAIL}')
    assert [type(row) for row in rows] == [Article, InputError]
    assert where in str(rows[1])
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("이름,전화\n한하늘,02\n", "열 이름이 없습니다"),
        ("제목,본문\n", "기사가 없습니다"),
        ("\n" * 100_000, "열 이름이 없습니다"),
        (bytes(range(256)) * 20, "글이 아닌 파일"),
    ],
)
def test_what_is_no_table_of_articles_is_refused(data: str | bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        found(data)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("제목,본문" + "".join(f",{n}" for n in range(100_000)) + "\n" + "가\n" * 100_000, id="columns"),
        pytest.param("제목,본문\n가\n" + "," * 900_000 + "\n", id="empty cells"),
        pytest.param('제목,일자\n가,"' + "2 Jan " * 100_000 + '"\n', id="date"),
        pytest.param("뉴스 식별자,제목,기고자\n1,가," + "가나·" * 200_000 + "\n", id="byline"),
        pytest.param("제목,본문\n" + '"가","나"\n' * 100_000, id="quotes"),
    ],
)
def test_hostile_repetition_is_read_in_time(data: str) -> None:
    start = time.perf_counter()
    found(data)
    assert time.perf_counter() - start < 10


def test_many_rows_are_read_one_by_one() -> None:
    """The first articles come before the file is read to its end."""
    file = io.BytesIO((",".join(HEAD) + "\n" + TAIL * 100_000).encode())
    first = next(iter(delimited.read(file, "표.csv")))
    assert isinstance(first, Article)
    assert file.tell() < 2 * 256 * 1024


CELLS = st.text(st.sampled_from("가나다 a,;\t\"'\n\r\x00\x1c\ufeff1"), max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "제목,본문\n", "제목\t본문\n"]))
def test_any_bytes_give_articles_or_rejections(data: bytes, head: str) -> None:
    for item in read_until(head.encode() + data):
        assert isinstance(item, Article | Rejected | InputError)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_a_program_writes_is_read_in_its_rows(cells: list[tuple[str, str]], delimiter: str) -> None:
    rows = [(f"제목 {a}", f"본문 {b}") for a, b in cells]
    text = table(
        ("제목", "본문"), *[(a.replace("\x1c", ""), b.replace("\x1c", "")) for a, b in rows], delimiter=delimiter
    )
    assert len(articles(text)) == len(rows)
