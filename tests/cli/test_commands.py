"""What each command prints and how it ends."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.cli import options
from tests.cli.conftest import EMPTY, LIBRARY, Run


def test_ingest_says_what_was_new_known_and_undated(run: Run, articles: Path) -> None:
    first = run("ingest", articles.name)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[0] == "새 기사 3건, 이미 있던 기사 0건"
    assert "날짜를 모르는 기사 1건은 어느 주에도 넣지 않습니다. --date 2024-01-17처럼" in first.out
    assert "  기사.jsonl:3  날짜가 없는 글" in first.out
    again = run("ingest", articles.name)
    assert again.code == 0
    assert again.out.splitlines()[0] == "새 기사 0건, 이미 있던 기사 3건"
    assert "날짜를 모르는 기사 1건" in again.out


def test_ingest_with_a_date_completes_what_had_none(run: Run, articles: Path) -> None:
    run("ingest", articles.name)
    dated = run("ingest", articles.name, "--date", "2024. 1. 26.")
    assert dated.out == "새 기사 0건, 이미 있던 기사 2건, 날짜를 채운 기사 1건\n"
    again = run("ingest", articles.name)
    assert again.out == "새 기사 0건, 이미 있던 기사 3건\n"
    assert "2024-01-26  매체 미상  날짜가 없는 글  [undated-1]" in run("list").out


def test_where_the_archive_lies(run: Run, articles: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", articles.name)
    assert (here / "reports" / "briefing.sqlite").exists()
    monkeypatch.setenv("BRIEFING_ARCHIVE", "env/a.sqlite")
    run("ingest", articles.name)
    assert (here / "env" / "a.sqlite").exists()
    run("--archive", "option/b.sqlite", "ingest", articles.name)
    assert (here / "option" / "b.sqlite").exists()


def test_verbose_logs_the_stages_to_standard_error(run: Run, articles: Path) -> None:
    result = run("--verbose", "ingest", articles.name)
    assert result.code == 0
    assert "briefing.reading: 읽기: 새 기사 3건" in result.err
    assert run("ingest", articles.name).err == ""


def test_analyze_writes_one_json_object_a_line_and_no_archive(run: Run, articles: Path, here: Path) -> None:
    (here / "bad.txt").touch()
    result = run("analyze", "기사.jsonl", "bad.txt", "--date", "2024-02-01")
    assert (result.code, result.err) == (0, f"읽지 못함: bad.txt: {EMPTY}\n")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [(r["id"], r["published"]) for r in rows] == [
        ("library-1", "2024-01-17"),
        ("bus-1", "2024-01-24"),
        ("undated-1", "2024-02-01"),
    ]
    for row in rows:
        for quote in row["quotes"]:
            assert row["body"][quote["start"] : quote["end"]] == quote["text"]
    assert rows[0]["quotes"][0]["speaker"] == "박서연"
    assert not (here / "reports").exists()


def test_analyze_as_a_table(run: Run, articles: Path) -> None:
    result = run("analyze", "기사.jsonl", "--format", "table")
    assert (result.code, result.err) == (0, "")
    assert "가온시, 마을 도서관 열 곳 새로 연다" in result.out
    assert "“아이들이 걸어서 갈 수 있는 도서관을 만들겠다”" in result.out


def test_list_by_week(run: Run, articles: Path) -> None:
    run("ingest", articles.name)
    everything = run("list").out.splitlines()
    assert everything[:4] == [
        "2024-W03 · 1월 3주차 (2024. 1. 15.–1. 21.): 기사 1건",
        "  2024-01-17  가온일보  가온시, 마을 도서관 열 곳 새로 연다  [library-1]",
        "2024-W04 · 1월 4주차 (2024. 1. 22.–1. 28.): 기사 1건",
        "  2024-01-24  새솔신문  밤에도 달리는 마을버스  [bus-1]",
    ]
    assert everything[4].startswith("날짜를 모르는 기사 1건")
    assert run("list", "--week", "2024년 1월 4주차").out.splitlines() == everything[2:4]
    empty = run("list", "--week", "2024-W10")
    assert (empty.code, empty.out) == (0, "")
    assert empty.err == (
        "2024-W10 · 3월 1주차 (2024. 3. 4.–3. 10.): 기사가 없습니다. 기사가 있는 주: 2024-W03(1건), 2024-W04(1건).\n"
    )


def test_list_of_an_archive_without_articles(run: Run, here: Path) -> None:
    Archive.open(here / "reports" / "briefing.sqlite").close()
    result = run("list")
    assert (result.code, result.out) == (0, "")
    assert result.err == "보관함에 날짜가 있는 기사가 없습니다. briefing ingest로 기사를 넣어 주십시오.\n"


def test_show_prints_the_article_and_what_was_found(run: Run, articles: Path) -> None:
    run("ingest", articles.name)
    result = run("show", "library")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    for fact in ("ID: library-1", "매체: 가온일보", "기자: 알 수 없음", "날짜: 2024-01-17", "파일: 기사.jsonl:1"):
        assert fact in lines
    assert LIBRARY["body"] in result.out
    assert "박서연" in next(line for line in lines if line.startswith("인물·기관: "))
    assert "“아이들이 걸어서 갈 수 있는 도서관을 만들겠다”" in result.out
    missing = run("show", "nothing")
    assert (missing.code, missing.out) == (1, "")
    assert missing.err.startswith("오류: nothing: 보관함에 그런 기사가 없습니다.")


def test_remarks_of_a_person_over_all_articles(run: Run, articles: Path) -> None:
    run("ingest", articles.name)
    library = "“아이들이 걸어서 갈 수 있는 도서관을 만들겠다”"
    bus = "“이웃 도시의 실험을 눈여겨보고 있다”"
    everything = run("remarks", "--actor", "박서연")
    assert (everything.code, everything.err) == (0, "")
    lines = everything.out.splitlines()
    assert lines[0].startswith("2024-01-17  ") and lines[0].endswith(library)
    assert lines[1] == "    가온시, 마을 도서관 열 곳 새로 연다 (가온일보, https://example.org/library) [library-1]"
    assert lines[2].startswith("2024-01-24  ") and lines[2].endswith(bus)
    assert lines[3] == "    밤에도 달리는 마을버스 (새솔신문, 기사.jsonl:2) [bus-1]"
    since = run("remarks", "--actor", "박 서연", "--since", "2024-01-18").out
    assert bus in since and library not in since
    nobody = run("remarks", "--actor", "박서")
    assert (nobody.code, nobody.out) == (1, "")
    assert nobody.err.startswith("오류: 박서: 보관된 기사에서 발언을 찾지 못했습니다.")


def test_build_reads_and_writes_and_prints_the_paths(run: Run, articles: Path, here: Path) -> None:
    result = run("build", "기사.jsonl", "--week", "2024-01-17", "--output", "out")
    assert result.code == 0
    assert result.err.splitlines()[0] == "새 기사 3건, 이미 있던 기사 0건"
    printed = result.out.splitlines()
    assert printed[:3] == [f"out/2024-W03/briefing.{kind}" for kind in ("pdf", "html", "json")]
    assert sorted(printed) == sorted(str(f.relative_to(here)) for f in (here / "out/2024-W03").rglob("*.*"))
    assert (here / "out/2024-W03/briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert "기사 1건, 브리핑 있음" in run("list", "--week", "2024-W03").out


def test_build_without_paths_takes_the_archive_and_the_settings(run: Run, articles: Path, here: Path) -> None:
    (here / "briefing.toml").write_text(
        'reports = "보고서"\ntitle = "가온 주간 소식"\nissuer = "가온연구소"\n', "utf-8"
    )
    run("ingest", articles.name)
    result = run("build", "--from", "2024-01-15", "--to", "2024-01-31")
    assert (result.code, result.err) == (0, "")
    content = json.loads((here / "보고서/2024-01-15--2024-01-31/briefing.json").read_text("utf-8"))
    text = json.dumps(content, ensure_ascii=False)
    assert "가온 주간 소식" in text and "가온연구소" in text
    assert "library-1" in text and "bus-1" in text


def test_a_week_without_articles_is_a_briefing_that_says_so(run: Run, articles: Path, here: Path) -> None:
    run("ingest", articles.name)
    result = run("build", "--week", "2024-W10")
    assert result.code == 0
    assert result.err == (
        "2024-W10 · 3월 1주차 (2024. 3. 4.–3. 10.): 기사가 없습니다. 기사가 있는 주: 2024-W03(1건), 2024-W04(1건).\n"
    )
    assert (here / "reports/2024-W10/briefing.pdf").read_bytes().startswith(b"%PDF-")


def test_build_takes_last_week_unless_told_otherwise(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", lambda: datetime(2024, 1, 24, 7, 30))
    result = run("build")
    assert result.code == 0
    assert result.out.splitlines()[0] == "reports/2024-W03/briefing.pdf"
    assert "보관함에 날짜가 있는 기사가 없습니다." in result.err
