"""BigKinds exports, as Excel and re-saved as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import msgspec
import pytest

from briefing.ingest import bigkinds, read
from briefing.model import Article, Rejected
from tests.ingest.workbooks import COLUMNS, Cell, Sheet, row, workbook

SENTENCE = "가온시는 14일 골목 가로등 300개를 올해 안에 바꾸고 관제실과 잇는다고 밝혔다. "
CUT = (SENTENCE * 5)[:200]
ROW = row(
    뉴스식별자="02100101.20240214093000001",
    일자="20240214",
    언론사="새벽신문",
    기고자="한하늘 기자",
    제목="가온시, 골목 가로등 300개를 바꾼다",
    통합분류1="지역>새내",
    인물="한여울",
    위치="가온시,새내구",
    기관="가온시",
    키워드="가온시,골목,가로등",
    본문=CUT,
    URL="https://saebyeok.example/1",
)


def exports(tmp_path: Path, *rows: list[Cell]) -> list[Path]:
    """The same rows as each file that BigKinds and Excel make of them."""
    new = tmp_path / "NewsResult_20240212-20240218.xlsx"
    new.write_bytes(workbook(Sheet([list(COLUMNS), *rows])))
    chart = tmp_path / "시각화분석결과_뉴스데이터_20240219.xlsx"
    chart.write_bytes(workbook(Sheet([list(COLUMNS), *rows], "news_data", dimension="A1:P1"), shared=False))
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    paths = [new, chart]
    for encoding in ("utf-8-sig", "cp949"):
        paths.append(tmp_path / f"다시저장-{encoding}.csv")
        paths[-1].write_bytes(text.getvalue().encode(encoding))
    return paths


def test_every_column_is_read_or_kept(tmp_path: Path) -> None:
    for path in exports(tmp_path, ROW):
        (article,) = read([path])
        assert isinstance(article, Article), path
        assert article == Article(
            id="02100101.20240214093000001",
            title="가온시, 골목 가로등 300개를 바꾼다",
            outlet="새벽신문",
            byline="한하늘",
            url="https://saebyeok.example/1",
            published=date(2024, 2, 14),
            body=CUT.strip(),
            origin=f"{path}:2",
            excerpt=True,
            extra=article.extra,
        )
        assert msgspec.json.decode(article.extra) == {
            "통합 분류1": "지역>새내",
            "인물": "한여울",
            "위치": "가온시,새내구",
            "기관": "가온시",
            "키워드": "가온시,골목,가로등",
        }


def test_a_variant_with_fewer_columns(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name not in ("본문", "URL", "분석제외 여부")]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(Sheet([list(columns), ROW[:16]], "news_data")))
    (article,) = read([path])
    assert isinstance(article, Article)
    assert (article.id, article.body, article.excerpt, article.url) == ("02100101.20240214093000001", "", False, None)


def test_rows_left_out_by_bigkinds_are_counted_by_reason(tmp_path: Path) -> None:
    marks = ["중복", "예외", "본문 확보", "중복", "중복, 예외", "유효 URL 없음", "제외", None]
    rows = [row(뉴스식별자=f"0210.{n}", 제목=f"기사 {n}", 분석제외여부=mark) for n, mark in enumerate(marks)]
    for path in exports(tmp_path, *rows):
        found = list(read([path]))
        assert [item.id for item in found if isinstance(item, Article)] == ["0210.2", "0210.7"]
        assert [(item.origin, item.reason) for item in found if isinstance(item, Rejected)] == [
            (
                f"{path}:{mark}",
                f"분석제외 여부가 ‘{mark}’인 기사 {count}건을 뺐습니다. 필요한 기사는 그 칸을 비우고 다시 읽어 주십시오.",
            )
            for mark, count in (("예외", 1), ("예외, 중복", 1), ("유효 URL 없음", 1), ("제외", 1), ("중복", 2))
        ]


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (CUT, True),
        (CUT[:199], True),
        ((SENTENCE * 3).strip(), False),
        ((SENTENCE * 9).strip(), False),
        ((SENTENCE * 9).strip()[:-3], False),
        ((SENTENCE * 9).strip() + " 이어…", True),
        (SENTENCE + "관제실은 새내구에", True),
        (SENTENCE + "시장은 “안전이 먼저”라고 말했다.”", False),
        ("가" * 200 + ".", True),
        ("", False),
    ],
)
def test_a_body_that_is_cut(body: str, cut: bool) -> None:
    assert bigkinds.is_cut(body) is cut


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("한하늘 기자", "한하늘"),
        ("한하늘·나래솔 기자", "한하늘·나래솔"),
        ("새벽신문 논설실", "새벽신문 논설실"),
        (None, None),
    ],
)
def test_who_wrote_it(tmp_path: Path, written: str | None, byline: str | None) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(Sheet([list(COLUMNS), row(뉴스식별자="1", 제목="기사", 기고자=written)])))
    (article,) = read([path])
    assert isinstance(article, Article)
    assert article.byline == byline
