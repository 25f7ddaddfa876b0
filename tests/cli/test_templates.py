"""`briefing templates export`, `build --templates` and `[brand]`, as a user runs them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefing.render import house, resources
from tests.cli.conftest import Run

BUILD = ("build", "--week", "2024-W03", "--format", "html")


def test_export_writes_every_template_and_says_so(run: Run) -> None:
    result = run("templates", "export", "서식")
    assert (result.code, result.err) == (0, "")
    names = house.names(resources.templates())
    assert result.out.splitlines() == [f"서식/{name}" for name in (*names, "README.md")]
    for name in names:
        assert (Path("서식") / name).read_bytes() == (resources.templates() / name).read_bytes()
    note = Path("서식/README.md").read_text(encoding="utf-8")
    assert note.startswith("briefing 0.1.0의 템플릿입니다.")
    sums = dict(line.split("  ")[::-1] for line in note.splitlines() if "  " in line)
    assert sums == {name: hashlib.sha256((Path("서식") / name).read_bytes()).hexdigest() for name in names}


def test_export_overwrites_nothing(run: Run) -> None:
    Path("서식").mkdir()
    Path("서식/body.html").write_text("우리 것", encoding="utf-8")
    Path("서식/메모.txt").write_text("우리 것", encoding="utf-8")
    result = run("templates", "export", "서식")
    assert (result.code, result.out) == (1, "")
    assert result.err == "오류: 서식/body.html: 이미 있습니다. 지우거나 다른 폴더를 적어 주십시오.\n"
    assert sorted(path.name for path in Path("서식").iterdir()) == ["body.html", "메모.txt"]
    Path("서식/body.html").unlink()
    assert run("templates", "export", "서식").code == 0
    assert "이미 있습니다 외 " in run("templates", "export", "서식").err


def test_export_to_where_nothing_can_be_written(run: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    result = run("templates", "export", "file/서식")
    assert result.code == 1
    assert result.err == "오류: file/서식: 쓸 수 없습니다(Not a directory). 쓸 수 있는 폴더를 적어 주십시오.\n"


def test_build_with_an_exported_folder(run: Run, articles: Path) -> None:
    run("templates", "export", "서식")
    head = Path("서식/overview.html")
    head.write_text(head.read_text(encoding="utf-8").replace("한눈에 보기", "이번 주"), encoding="utf-8")
    assert run(*BUILD, articles, "--templates", "서식").code == 0
    assert "이번 주</h2>" in Path("reports/2024-W03/briefing.html").read_text(encoding="utf-8")
    Path("briefing.toml").write_text('templates = "서식"', encoding="utf-8")
    assert run(*BUILD, "--output", "other").code == 0
    assert "이번 주</h2>" in Path("other/2024-W03/briefing.html").read_text(encoding="utf-8")


def test_a_broken_template_is_one_line_and_nothing_is_written(run: Run, articles: Path) -> None:
    Path("서식").mkdir()
    Path("서식/plans.html").write_text("가\n{{ weather }}\n", encoding="utf-8")
    result = run(*BUILD, articles, "--templates", "서식")
    assert result.code == 1
    told = result.err.splitlines()[-1]
    assert told.startswith("오류: 서식/plans.html 2행: 모르는 이름입니다: weather.")
    assert not Path("reports/2024-W03/briefing.html").exists()


@pytest.mark.parametrize("folder", ["none", "기사.jsonl"])
def test_a_folder_that_is_none(run: Run, articles: Path, folder: str) -> None:
    result = run(*BUILD, articles, "--templates", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"오류: --templates: 템플릿 폴더를 읽을 수 없습니다({folder}: ")
    assert result.err.count("\n") == 1


def test_a_brand_is_on_the_page(run: Run, articles: Path) -> None:
    Path("logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>', encoding="utf-8")
    Path("briefing.toml").write_text(
        '[brand]\nname = "새솔군"\nlogo = "logo.svg"\nmain = "#14532d"\nfooter = "새솔군 내부 자료"\n', encoding="utf-8"
    )
    assert run(*BUILD, articles).code == 0
    page = Path("reports/2024-W03/briefing.html").read_text(encoding="utf-8")
    assert 'alt="새솔군 로고"' in page and "--brand-main: #14532d;" in page and "새솔군 내부 자료</footer>" in page
    Path("briefing.toml").write_text('[brand]\nmain = "#ffcc00"\n', encoding="utf-8")
    assert run(*BUILD).err.startswith("오류: briefing.toml의 brand.main: 글자색으로 너무 옅습니다(")


def test_help_of_export(run: Run) -> None:
    out = run("templates", "export", "--help").out
    assert out.startswith("사용법: briefing templates export") and out.rstrip().splitlines()[-1].startswith("  예: ")
