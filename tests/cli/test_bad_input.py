"""No bad input ends in a traceback, and nothing an article says steers the terminal."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from datetime import date
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli import console
from briefing.model import Article
from tests.cli.conftest import BUS, EMPTY, LIBRARY, PROGRAM, Run

BAD_FILES = {  # content, and the reason to be given
    "empty.txt": (b"", "빈 파일"),
    "blank.txt": (b"\n \n\t\n", "본문을 찾지 못했습니다"),
    "binary.txt": (bytes(range(256)) * 64, "글이 아닌 파일"),
    "encoding.txt": (("東京の新しい図書館は、午後から開く。" * 20).encode("shift_jis"), "인코딩을 알 수 없습니다"),
    "menu.txt": ("로그인\n회원가입\n전체메뉴\n".encode(), "본문을 찾지 못했습니다"),
    "page.html": (b"<html><head><title>t</title></head><body><nav>menu</nav></body></html>", "본문을 찾지 못했습니다"),
}


@pytest.mark.parametrize("command", ["ingest", "analyze", "build"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_alone_is_named_with_reason_and_way_out(run: Run, here: Path, name: str, command: str) -> None:
    content, reason = BAD_FILES[name]
    (here / name).write_bytes(content)
    result = run(command, name)
    assert result.code == 1
    last = result.err.splitlines()[-1]
    assert last.startswith(f"읽지 못함: {name}: ")
    assert reason in last
    assert last.endswith("십시오.")
    assert not list(here.rglob("briefing.pdf"))


def test_fifty_megabytes_are_refused_without_being_read(run: Run, here: Path) -> None:
    with (here / "huge.txt").open("wb") as file:
        for _ in range(50):
            file.write("가온시는 오늘 도서관을 열었다.\n".encode() * 25_000)
    assert (here / "huge.txt").stat().st_size > 50 * 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = run("ingest", "huge.txt")
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert line.startswith("읽지 못함: huge.txt: 한 기사의 한도 5MB를 넘습니다.")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB: far less than 50 MB as text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("빈 폴더", "폴더에 기사 파일이 없습니다. .txt, .html, .jsonl 파일이 든 폴더를 주십시오."),
        ("없는 폴더", "그런 파일이나 폴더가 없습니다. 경로를 확인해 주십시오."),
    ],
)
def test_a_folder_without_articles(run: Run, here: Path, name: str, reason: str) -> None:
    (here / "빈 폴더").mkdir()
    result = run("ingest", name)
    assert (result.code, result.err) == (1, f"읽지 못함: {name}: {reason}\n")


def test_one_bad_file_does_not_stop_the_rest_and_is_forgotten_once_mended(run: Run, articles: Path, here: Path) -> None:
    bad = here / "bad.txt"
    bad.touch()
    first = run("ingest", articles.name, bad.name)
    assert first.code == 0
    assert first.out.startswith("새 기사 3건, 이미 있던 기사 0건, 읽지 못한 것 1건\n")
    assert first.err == f"읽지 못함: bad.txt: {EMPTY}\n"
    assert f"읽지 못함: bad.txt: {EMPTY}" in run("list").out
    bad.write_text(json.dumps({**BUS, "id": "z", "title": "고친 글"}, ensure_ascii=False), "utf-8")
    assert run("ingest", bad.name).code == 0
    assert "읽지 못함" not in run("list").out


@pytest.mark.parametrize(
    "args", [["ingest", "기사.jsonl"], ["list"], ["show", "x"], ["remarks", "--actor", "x"], ["build"]]
)
def test_a_corrupt_archive_is_one_line(run: Run, articles: Path, here: Path, args: list[str]) -> None:
    (here / "broken.sqlite").write_bytes(b"this is not a database\n" * 100)
    result = run("--archive", "broken.sqlite", *args)
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert line.startswith("오류: broken.sqlite: SQLite 보관함이 아닙니다(")
    assert line.endswith("briefing ingest로 다시 만들어 주십시오.")


@pytest.mark.parametrize("args", [["list"], ["show", "x"], ["remarks", "--actor", "x"]])
def test_questions_to_a_missing_archive_make_none(run: Run, here: Path, args: list[str]) -> None:
    result = run(*args)
    assert result.code == 1
    assert result.err == (
        "오류: reports/briefing.sqlite: 보관함이 없습니다. 먼저 briefing ingest로 기사를 넣어 주십시오.\n"
    )
    assert not (here / "reports").exists()


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["--week", "다음 주"], "오류: 다음 주: 주를 알아볼 수 없습니다. 2024-W03, "),
        (["--week", "2024-W99"], "오류: 2024-W99: 그 해에 없는 주입니다. 2024-W03, "),
        (["--week", ""], "오류: (빈 글): 주를 알아볼 수 없습니다. 2024-W03, "),
        (["--from", "2024-13-01", "--to", "2024-01-02"], "오류: 2024-13-01: 날짜로 읽을 수 없습니다. "),
        (["--from", "2024-01-03", "--to", "2024-01-02"], "오류: 2024-01-03~2024-01-02: 끝 날짜가 시작 날짜보다 앞"),
    ],
)
def test_a_period_nobody_can_read(run: Run, here: Path, args: list[str], line: str) -> None:
    result = run("build", *args)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(line)
    assert len(result.err.splitlines()) == 1
    assert list(here.iterdir()) == []


def test_a_wrong_setting_is_one_line(run: Run, here: Path) -> None:
    (here / "briefing.toml").write_text('isuer = "가온시"', "utf-8")
    result = run("list")
    assert (result.code, result.err) == (1, "오류: briefing.toml의 isuer: 모르는 설정입니다. 혹시 issuer입니까?\n")


def test_an_unwritable_output_folder_is_one_line(run: Run, articles: Path, here: Path) -> None:
    (here / "file").touch()
    run("ingest", articles.name)
    result = run("build", "--week", "2024-W03", "--output", "file/reports")
    assert (result.code, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert line.startswith("오류: file/reports/2024-W03: 보고서를 쓸 수 없습니다(")
    assert line.endswith("--output으로 지정해 주십시오.")


def test_an_interruption_is_quiet(run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "ingest", interrupted)
    result = run("ingest", articles.name)
    assert (result.code, result.out, result.err.strip()) == (130, "", "")


def test_a_reader_that_goes_away_is_no_error(here: Path) -> None:
    """As in `briefing list | head -1`: the reading end closes before all is written."""
    with Archive.open(here / "reports" / "briefing.sqlite") as archive, archive.transaction():
        for n in range(2000):
            archive.add(Article(id=f"{n}", title="긴 제목 " * 20, body=f"{n}", published=date(2024, 1, 17)))
    process = subprocess.Popen([*PROGRAM, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait() == 1


def test_a_terminal_without_hangul_is_no_error(here: Path, articles: Path) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*PROGRAM, "ingest", "기사.jsonl"], env=environ, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"3?, " in done.stdout
    done = subprocess.run([*PROGRAM, "analyze", "기사.jsonl"], env=environ, capture_output=True)
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0].decode("utf-8"))["title"] == LIBRARY["title"]


@pytest.mark.parametrize(
    ("text", "block", "line"),
    [
        ("가나\n다\t라", "가나\n다\t라", "가나 다 라"),
        ("\x1b[31m빨강\x1b[0m", "[31m빨강[0m", "[31m빨강[0m"),
        ("\x9b2J지움\x07", "2J지움", "2J지움"),
        ("앞\r뒤", "앞뒤", "앞 뒤"),
        ("\u202e거꾸로\u2066", "거꾸로", "거꾸로"),
        ("줄\u2028줄\u0085줄", "줄\u2028줄줄", "줄 줄 줄"),
        ("half \udcb0", "half ", "half "),
        ("  두 칸  사이", "  두 칸  사이", "  두 칸  사이"),
    ],
)
def test_nothing_a_terminal_would_obey_is_printed(text: str, block: str, line: str) -> None:
    assert console.block(text) == block
    assert console.line(text) == line


def test_hostile_articles_are_listed_harmlessly(run: Run, here: Path) -> None:
    with Archive.open(here / "reports" / "briefing.sqlite") as archive:
        archive.add(
            Article(
                id="x\n\x1b]0;title\x07",
                title="제목\x1b[2J\n둘째 줄",
                body="본문",
                published=date(2024, 1, 17),
                origin="\x1b[A",
            )
        )
        archive.add(Article(id="y", body="본문 둘", origin="\x1b[A\nz"))
    result = run("list")
    assert result.code == 0
    assert "\x1b" not in result.out and "\x07" not in result.out
    assert "  2024-01-17  매체 미상  제목[2J 둘째 줄  [x ]0;title]" in result.out.splitlines()


def test_a_fault_of_the_program_is_told_in_one_line_and_recorded(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("the fault")

    monkeypatch.setattr(pipeline, "ingest", fail)
    result = run("ingest", articles)
    assert result.code == 70
    assert len(result.err.splitlines()) == 1
    assert result.err.startswith("오류: 프로그램 결함입니다(ZeroDivisionError). ")
    record = Path(result.err.split()[3])
    assert "ZeroDivisionError: the fault" in record.read_text("utf-8")
    record.unlink()
