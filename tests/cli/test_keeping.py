"""The commands that look after the archive: export, remove, backup; and where an article came from."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import BUS, LIBRARY, Run


@pytest.fixture
def archived(run: Run, articles: Path) -> None:
    assert run("ingest", articles.name).code == 0


def test_json_lines_come_back_as_the_same_articles(run: Run, archived: None, here: Path) -> None:
    result = run("export", "모두.jsonl")
    assert (result.code, result.out, result.err) == (0, "모두.jsonl: 기사 3건을 내보냈습니다.\n", "")
    records = [json.loads(line) for line in (here / "모두.jsonl").read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == ["library-1", "bus-1", "undated-1"]
    assert {key: records[0][key] for key in LIBRARY} == LIBRARY
    assert run("ingest", "모두.jsonl").out.splitlines()[0] == "새 기사 0건, 이미 있던 기사 3건"
    run("export", "뒤.jsonl", "--since", "2024-01-18")
    assert [json.loads(line)["id"] for line in (here / "뒤.jsonl").read_text("utf-8").splitlines()] == ["bus-1"]


def test_an_embargo_survives_the_way_out_and_in_again(run: Run, here: Path) -> None:
    (here / "a.jsonl").write_text(json.dumps({**BUS, "embargo": "2024-01-25T12:00"}), "utf-8")
    run("ingest", "a.jsonl")
    run("export", "b.jsonl")
    run("--archive", "new.sqlite", "ingest", "b.jsonl")
    run("--archive", "new.sqlite", "export", "c.jsonl")
    assert json.loads((here / "c.jsonl").read_text("utf-8"))["embargo"] == "2024-01-25T12:00:00"


def test_what_the_source_said_beside_the_known_keys_is_exported(run: Run, here: Path) -> None:
    (here / "a.jsonl").write_text(json.dumps({**BUS, "section": "교통", "digest": "x"}), "utf-8")
    run("ingest", "a.jsonl")
    run("export", "b.jsonl")
    record = json.loads((here / "b.jsonl").read_text("utf-8"))
    assert record["section"] == "교통"
    assert len(record["digest"]) == 64


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_a_cell_of_a_csv_is_never_a_formula(run: Run, here: Path, first: str) -> None:
    title = f'{first}HYPERLINK("https://example.org")'
    (here / "a.jsonl").write_text(json.dumps({**BUS, "title": title, "outlet": None}), "utf-8")
    run("ingest", "a.jsonl")
    assert run("export", "a.CSV").code == 0
    content = (here / "a.CSV").read_bytes()
    assert content.startswith(
        b"\xef\xbb\xbfid,title,subtitle,published,outlet,byline,url,body,excerpt,embargo,origin,digest\r\n"
    )
    (row,) = csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True))
    assert (row["title"], row["outlet"], row["published"]) == (f"'{title}", "", "2024-01-24")
    assert row["body"] == BUS["body"]


def test_an_export_that_cannot_be_is_explained(run: Run, archived: None, here: Path) -> None:
    assert run("export", "a.xls").err == (
        "오류: a.xls: 내보낼 수 없는 형식입니다. 파일 이름을 .jsonl이나 .csv로 끝내 주십시오.\n"
    )
    result = run("export", "없는 폴더/a.csv")
    assert result.code == 1
    assert result.err.startswith("오류: 없는 폴더/a.csv: 파일을 쓸 수 없습니다(")
    assert sorted(path.name for path in here.iterdir()) == ["reports", "기사.jsonl"]


def test_removing_says_what_went(run: Run, archived: None) -> None:
    run("build", "--week", "2024-W04")
    result = run("remove", "library", "bus-1")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "지웠습니다: 2024-01-17  가온일보  가온시, 마을 도서관 열 곳 새로 연다  [library-1] (분석과 색인 포함)",
        "    그 기간의 집계도 지웠습니다: 2024-W03. 필요할 때 다시 만듭니다.",
        "지웠습니다: 2024-01-24  새솔신문  밤에도 달리는 마을버스  [bus-1] (분석과 색인 포함)",
        "    이 기사를 인용한 브리핑: 2024-W04. briefing build로 다시 만들어 주십시오.",
    ]
    assert run("search", "도서관").code == 1
    assert run("remarks", "--actor", "박서연").code == 1


def test_one_wrong_id_and_nothing_is_removed(run: Run, archived: None) -> None:
    result = run("remove", "library-1", "nothing")
    assert (result.code, result.out) == (1, "")
    assert "[library-1]" in run("list").out


def test_a_backup_is_an_archive(run: Run, archived: None) -> None:
    result = run("backup", "사본.sqlite")
    assert (result.code, result.out) == (0, "사본.sqlite: 기사 3건이 든 보관함을 복사했습니다.\n")
    assert "[library-1]" in run("--archive", "사본.sqlite", "list").out
    again = run("backup", "사본.sqlite")
    assert (again.code, again.out) == (1, "")
    assert again.err == "오류: 사본.sqlite: 이미 있습니다. 백업할 다른 파일을 정해 주십시오.\n"


def test_show_says_where_an_article_came_from(run: Run, archived: None) -> None:
    lines = run("show", "library-1").out.splitlines()
    assert "파일: 기사.jsonl:1" in lines
    assert any(re.fullmatch(r"해시: SHA-256 [0-9a-f]{64}", line) for line in lines)
    assert any(re.fullmatch(r"받은 때: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4}", line) for line in lines)
