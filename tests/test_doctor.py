"""What the doctor finds, sound and broken; every fault comes with a way out."""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

import pytest

from briefing import cli, doctor
from briefing.archive import Archive
from briefing.doctor import Finding
from briefing.language import kiwi
from briefing.model import Article
from briefing.render import resources

SUBJECTS = ["글꼴", "PDF", "글꼴 줄이기", "형태소 분석", "설정", "보관함"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("BRIEFING_ARCHIVE", "BRIEFING_REPORTS", "BRIEFING_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def examined(archive: Path | None = None) -> dict[str, Finding]:
    return {finding.subject: finding for finding in doctor.examine(None, archive, {})}


def test_a_sound_machine(here: Path) -> None:
    with Archive.open(here / "reports" / "briefing.sqlite") as archive:
        archive.add(Article(id="x", body="본문"))
    findings = examined()
    assert list(findings) == SUBJECTS
    assert {f.subject: f.state for f in findings.values() if f.subject != "글꼴 줄이기"} == {
        subject: "정상" for subject in SUBJECTS if subject != "글꼴 줄이기"
    }
    assert findings["보관함"].detail == "reports/briefing.sqlite(기사 1건)"
    assert findings["설정"].detail == "기본값(briefing.toml 없음)"


def test_looking_makes_nothing(here: Path) -> None:
    assert examined()["보관함"] == Finding(
        "정상", "보관함", "reports/briefing.sqlite(아직 없음)", "briefing ingest가 만듭니다."
    )
    assert list(here.iterdir()) == []


def test_a_missing_font(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setattr(resources, "font_path", lambda weight: here / "no.otf")
    finding = examined()["글꼴"]
    assert finding.state == "문제"
    assert "no.otf" in finding.detail and "다시 설치" in finding.remedy


def test_a_font_that_is_none(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    (here / "bad.otf").write_bytes(b"no font at all")
    monkeypatch.setattr(resources, "font_path", lambda weight: here / "bad.otf")
    assert examined()["글꼴"].state == "문제"


def test_missing_system_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        def find_spec(self, name: str, path: object, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'\nand more")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    finding = examined()["PDF"]
    assert finding.state == "문제"
    assert finding.detail == "WeasyPrint를 쓸 수 없습니다(cannot load library 'libpango-1.0-0')."
    assert finding.remedy.startswith("apt install libpango-1.0-0")


def test_a_missing_subsetter_is_slow_and_not_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    finding = examined()["글꼴 줄이기"]
    assert (finding.state, finding.remedy) == ("주의", "apt install libharfbuzz-subset0")


def test_a_tokenizer_without_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise RuntimeError("Cannot open extract.mdl")

    monkeypatch.setattr(kiwi, "tokenize", broken)
    finding = examined()["형태소 분석"]
    assert finding.state == "문제"
    assert "Cannot open extract.mdl" in finding.detail


def test_wrong_settings_and_the_archive_named_all_the_same(here: Path) -> None:
    (here / "briefing.toml").write_text("zzz = 1", "utf-8")
    findings = examined()
    assert findings["설정"].state == "문제"
    assert "briefing.toml의 zzz" in findings["설정"].detail
    assert "보관함" not in findings
    assert examined(here / "a.sqlite")["보관함"].state == "정상"


@pytest.mark.parametrize("content", [b"not a database\n" * 100, None])
def test_a_broken_archive(here: Path, content: bytes | None) -> None:
    path = here / "a.sqlite"
    if content is None:
        with Archive.open(path) as archive:
            for n in range(500):
                archive.add(Article(id=str(n), body="긴 본문 " * 200 + str(n)))
        data = bytearray(path.read_bytes())
        data[8192 : len(data) // 2] = b"\xa5" * (len(data) // 2 - 8192)
        content = bytes(data)
    path.write_bytes(content)
    finding = examined(path)["보관함"]
    assert finding.state == "문제"
    assert "백업" in finding.detail + finding.remedy


def test_the_command_prints_a_line_each_and_fails_on_a_fault(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["doctor"])
    assert ended.value.code == 0
    assert [line.split("  ")[1].split(":")[0] for line in capsys.readouterr().out.splitlines()] == SUBJECTS
    (here / "bad.sqlite").write_bytes(b"not a database\n" * 100)
    with pytest.raises(SystemExit) as ended:
        cli.main(["--archive", "bad.sqlite", "doctor"])
    assert ended.value.code == 1
    assert "문제  보관함: bad.sqlite: SQLite 보관함이 아닙니다" in capsys.readouterr().out
