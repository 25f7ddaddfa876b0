"""The whole path: files in, archive, briefing, files out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from briefing import analysis, pipeline, synthesis
from briefing.archive import Archive
from briefing.config import Config, load
from briefing.errors import OutputError
from briefing.model import Article
from briefing.period import Period

WEEK = Period(date(2024, 1, 15), date(2024, 1, 21))
NOW = datetime(2024, 1, 22, 9)

SECRET = "kept-in-another-file-5f1d"

LIBRARY = """가온시, 도서관 다섯 곳 새로 짓는다

[가온일보 홍길동 기자] 입력 2024-01-17 09:30

가온시는 내년까지 도서관 5곳을 새로 짓는 데 예산 120억원을 투입한다고 17일 밝혔다.

나윤설 가온시 문화국장은 “아이들이 걸어서 갈 수 있는 거리에 도서관을 두겠다”고 말했다.
"""

BUS = """누리교통공사, 버스 노선 30개 개편

입력 2024-01-18 10:00

누리교통공사는 버스 노선 30개를 개편한다고 18일 발표했다.

도보라 누리교통공사 사장은 “첫차를 15분 앞당기겠다”고 강조했다.
"""

UNDATED = """한빛연구원, 온실가스 측정망 공개

한빛연구원은 온실가스 측정망을 시민에게 공개한다고 밝혔다.

연구원은 측정 자료를 누구나 내려받을 수 있게 할 계획이라고 설명했다.
"""

# {secret} is the path of a file whose content must never come out
HOSTILE = """<script>alert(1)</script> 가온시 조례 개정

입력 2024-01-19 10:00

가온시는 <img src=file://{secret}> 조례를 개정한다고 밝혔다. <script>alert(1)</script> 시의회는 조례를 통과시켰다.

시는 </style><link rel=attachment href=file://{secret}> 조례를 다음 달부터 시행할 계획이라고 설명했다.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    hostile = HOSTILE.format(secret=secret)
    for name, text in {"library.txt": LIBRARY, "bus.txt": BUS, "undated.txt": UNDATED, "hostile.txt": hostile}.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "empty.txt").write_bytes(b"")
    return place


@pytest.fixture(scope="module")
def settings() -> Config:
    return load(None, {})


def build(folder: Path, place: Path, settings: Config) -> pipeline.Built:
    with Archive.open(place / "briefing.sqlite") as archive:
        pipeline.ingest(archive, [folder], None)
        return pipeline.build(archive, WEEK, settings, place / "reports", NOW)


def test_a_folder_becomes_a_briefing(folder: Path, tmp_path: Path, settings: Config) -> None:
    built = build(folder, tmp_path, settings)
    names = [str(p.relative_to(tmp_path / "reports" / "2024-W03")) for p in built.files]
    assert names[:3] == ["briefing.pdf", "briefing.html", "briefing.json"]
    assert all(p.stat().st_size > 0 for p in built.files)
    briefing = built.briefing
    assert [s.title for s in briefing.sources][:2] == [
        "가온시, 도서관 다섯 곳 새로 짓는다",
        "누리교통공사, 버스 노선 30개 개편",
    ]
    assert [(v.name, v.org, v.title, [r.text for r in v.remarks]) for v in briefing.voices] == [
        ("나윤설", "가온시", "문화국장", ["아이들이 걸어서 갈 수 있는 거리에 도서관을 두겠다"]),
        ("도보라", "누리교통공사", "사장", ["첫차를 15분 앞당기겠다"]),
    ]
    assert "120억원" in [entry.stated.text for entry in briefing.ledger]
    assert [i for i, _ in briefing.coverage.undated] == ["undated.txt"]
    assert [Path(r.origin).name for r in briefing.coverage.rejected] == ["empty.txt"]


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path, settings: Config) -> None:
    first = build(folder, tmp_path / "a", settings)
    second = build(folder, tmp_path / "b", settings)
    assert [p.name for p in first.files] == [p.name for p in second.files]
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]


def test_reading_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "briefing.sqlite") as archive:
        first = pipeline.ingest(archive, [folder], None)
        second = pipeline.ingest(archive, [folder], None)
    assert (first.new, first.known, len(first.rejected)) == (4, 0, 1)
    assert (second.new, second.known, len(second.rejected)) == (0, 4, 1)
    assert first.undated == second.undated == ((str(folder / "undated.txt"), "한빛연구원, 온실가스 측정망 공개"),)


def test_a_date_given_later_completes_an_article(folder: Path, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "briefing.sqlite") as archive:
        pipeline.ingest(archive, [folder], None)
        report = pipeline.ingest(archive, [folder / "undated.txt"], date(2024, 1, 20))
        assert (report.dated, report.undated) == (1, ())
        assert list(archive.undated()) == []
        assert [a.published for a in archive.articles(WEEK) if a.id == "undated.txt"] == [date(2024, 1, 20)]


def test_an_archived_analysis_is_used_again(
    folder: Path, tmp_path: Path, settings: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(folder, tmp_path, settings)

    def refuse(article: Article) -> Any:
        raise AssertionError(f"{article.id} was analysed again")

    monkeypatch.setattr(analysis, "analyse", refuse)
    assert build(folder, tmp_path, settings).briefing == first.briefing


def test_an_unchanged_week_is_not_composed_again(
    folder: Path, tmp_path: Path, settings: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(folder, tmp_path, settings)

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("composed again")

    compose = synthesis.compose
    monkeypatch.setattr(synthesis, "compose", refuse)
    assert build(folder, tmp_path, settings).briefing == first.briefing
    with pytest.raises(AssertionError, match="composed again"):
        build(folder, tmp_path, replace(settings, watch=("가온시",)))
    (folder / "new.txt").write_text("2024-01-18 새솔군은 다리를 놓는다고 밝혔다.", encoding="utf-8")
    monkeypatch.setattr(synthesis, "compose", compose)
    assert build(folder, tmp_path, settings).briefing.coverage != first.briefing.coverage


def test_a_week_without_articles_is_a_briefing_that_says_so(tmp_path: Path, settings: Config) -> None:
    with Archive.open(tmp_path / "briefing.sqlite") as archive:
        built = pipeline.build(archive, WEEK, settings, tmp_path, NOW)
    assert json.loads((built.folder / "briefing.json").read_text("utf-8"))["coverage"]["read"] == 0
    assert "기사가 없습니다. 기사 파일에 날짜가" in (built.folder / "briefing.html").read_text("utf-8")


def test_article_text_is_never_markup_and_opens_no_file(folder: Path, tmp_path: Path, settings: Config) -> None:
    built = build(folder, tmp_path, settings)
    html = (built.folder / "briefing.html").read_text("utf-8")
    assert "<script>alert(1)" not in html
    assert "<img src=file:" not in html
    assert "&lt;script&gt;alert(1)" in html
    for path in built.files:
        assert SECRET.encode() not in path.read_bytes()
    pdf = PdfReader(built.folder / "briefing.pdf")
    assert dict(pdf.attachments) == {"briefing.json": [(built.folder / "briefing.json").read_bytes()]}
    assert SECRET not in "".join(page.extract_text() for page in pdf.pages)


def test_a_stale_chart_and_an_unfinished_file_are_removed(folder: Path, tmp_path: Path, settings: Config) -> None:
    charts = tmp_path / "reports" / "2024-W03" / "charts"
    charts.mkdir(parents=True)
    (charts / "old.svg").write_text("<svg/>")
    (charts / ".half.part").write_text("<svg")
    build(folder, tmp_path, settings)
    assert not (charts / "old.svg").exists()
    assert list(tmp_path.rglob(".*.part")) == []


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path, settings: Config) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with Archive.open(tmp_path / "briefing.sqlite") as archive, pytest.raises(OutputError) as caught:
        pipeline.build(archive, WEEK, settings, blocked, NOW)
    assert str(caught.value) == (
        f"{blocked}/2024-W03: 보고서를 쓸 수 없습니다(Not a directory). 공간과 권한을 확인하거나 다른 폴더를 --output으로 지정해 주십시오."
    )


def test_an_article_under_embargo_is_left_out_until_its_hour(tmp_path: Path, settings: Config) -> None:
    record = {"title": "가온시 예산 확정", "published": "2024-01-17", "embargo": "2024-01-22T12:00", "body": LIBRARY}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with Archive.open(tmp_path / "a.sqlite") as archive:
        pipeline.ingest(archive, [tmp_path / "a.jsonl"], None)
        before = pipeline.build(archive, WEEK, settings, tmp_path, NOW).briefing
        after = pipeline.build(archive, WEEK, settings, tmp_path, datetime(2024, 1, 22, 12)).briefing
    assert (before.sources, before.coverage.embargoed) == ((), 1)
    assert ([s.title for s in after.sources], after.coverage.embargoed) == (["가온시 예산 확정"], 0)
