from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from briefing import render
from briefing.model import Excerpt
from briefing.render import paper, view
from briefing.render.design import Design
from tests.render import samples
from tests.render.conftest import Report

ROOT = Path(__file__).parents[2]


def reader(report: Report) -> PdfReader:
    return PdfReader(BytesIO(report.files["briefing.pdf"]))


def squeezed(text: str) -> str:
    """`text` without white space and joiners: line breaks of the layout are no part of the words."""
    return re.sub(r"[\s\u2060]+", "", text)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def fonts(pdf: bytes) -> dict[str, bool]:
    """The name of every font and whether its file is embedded."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            found[descendant["/BaseFont"]] = any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
    return found


def titles(outline: Any) -> list[Any]:
    return [titles(item) if isinstance(item, list) else item.title for item in outline]


def test_no_library_complains(any_report: Report) -> None:
    assert any_report.said == ()


def test_tagged_and_described(any_report: Report) -> None:
    pdf = reader(any_report)
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "ko"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a pypdf object
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert re.search(rb"pdfuaid:part[>=]\"?1", root["/Metadata"].get_object().get_data())


def test_metadata(rich: Report) -> None:
    information = reader(rich).metadata
    assert information is not None
    assert information.title == "주간 정책 브리핑 · 2024-W03 · 1월 3주차 (1. 15.–1. 21.)"
    assert information.author == "미래산업부 정책기획관실"
    assert information.creator == "briefing 0.1.0"
    assert information["/CreationDate"] == "D:20240121"


def test_charts_have_alternative_text(rich: Report) -> None:
    found = set()

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node and node.get("/S") == "/Figure":
                found.add(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    root: Any = reader(rich).trailer["/Root"]
    walk(root["/StructTreeRoot"])
    assert found == {chart.alt for chart in rich.briefing.charts}


def test_bookmarks_are_clean(rich: Report) -> None:
    assert titles(reader(rich).outline) == [
        "한눈에 보기",
        "쟁점별 정리",
        [f"{number}. {issue.label}" for number, issue in enumerate(rich.briefing.issues, 1)],
        "단신",
        "관심 대상",
        "인물별 발언",
        [voice.name or "발화자 미상" for voice in rich.briefing.voices],
        "숫자로 본 한 주",
        "향후 일정",
        "지난주와 견주어",
        "출처",
        "수록 범위와 방법",
    ]


def test_text_is_the_sources(rich: Report) -> None:
    text = squeezed("".join(pages(rich.files["briefing.pdf"])))
    briefing = rich.briefing
    summaries = [e for issue in briefing.issues for e in issue.summary]
    for excerpt in [*summaries, *(r for v in briefing.voices for r in v.remarks)]:
        assert squeezed(excerpt.text) in text
    for words in ("94억 원", "2024. 1. 17.", "매체 미상", "발화자 미상", "1조 2,400억 원"):
        assert squeezed(words) in text


@pytest.mark.parametrize(
    "words", ["과학기술정보통신부와", "“함께하겠습니다.”라고", "12조 3,400억 원을", "2024. 1. 24."]
)
def test_words_and_amounts_are_not_broken(words: str) -> None:
    text = " ".join(f"{words} {'가' * (n % 7 + 1)}" for n in range(60))
    lead = Excerpt(0, len(text), source=1, text=text)
    pdf = paper.write(view.arrange(replace(samples.empty(), lead=lead)), {}, Design())
    lines = "\n".join(pages(pdf)).replace("\u2060", "").splitlines()
    assert sum(line.count(words) for line in lines) == 60


def test_pages_are_numbered(rich: Report) -> None:
    texts = pages(rich.files["briefing.pdf"])
    assert 9 <= len(texts) <= 11
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text.replace("\u2060", "")


def test_the_contents_stand_under_the_title_and_name_the_right_pages(rich: Report) -> None:
    first = [squeezed(line) for line in pages(rich.files["briefing.pdf"])[0].splitlines()]
    assert first[:2] == ["미래산업부정책기획관실", "주간정책브리핑"] and "차례" in first
    pdf = reader(rich)
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    assert len(chapters) == len(view.arrange(rich.briefing).chapters)
    for chapter in chapters:
        number = (pdf.get_destination_page_number(chapter) or 0) + 1
        entry = re.compile(rf"{squeezed(str(chapter.title))}\.+{number}")
        assert any(entry.fullmatch(line) for line in first), chapter.title


LONG = "아주 긴 이름을 가진 위원회가 여러 해 동안 준비한 끝에 내놓은 농어촌 이동 지원 종합 계획의 둘째 해 시행 방안"


def test_the_overview_is_one_page_even_with_long_titles(rich: Report) -> None:
    issue = replace(rich.briefing.issues[0], label=LONG)
    briefing = replace(rich.briefing, issues=(issue,) * 20)
    texts = [squeezed(text) for text in pages(render.files(briefing, ("pdf",))["briefing.pdf"])]
    (overview,) = [n for n, text in enumerate(texts) if "한눈에보기" in text and "큰숫자" in text]
    for words in ("많이 말한 사람과 기관", "다가오는 일정", briefing.charts[0].title):
        assert squeezed(words) in texts[overview]
    assert "쟁점별정리" in texts[overview + 1] and "무슨일이있었나" in texts[overview + 1]


def filled(pdf: bytes) -> list[float]:
    """How much of each page's height between running head and page number is used."""
    document = pypdfium2.PdfDocument(pdf)
    shares = []
    for page in document:
        height = page.get_height()
        top, bottom = height - 22 * 72 / 25.4, 20 * 72 / 25.4
        lowest = min((o.get_bounds()[1] for o in page.get_objects() if o.get_bounds()[1] > bottom - 1), default=top)
        shares.append((top - lowest) / (top - bottom))
    document.close()
    return shares


def test_no_page_is_nearly_empty(rich: Report) -> None:
    *before, _ = filled(rich.files["briefing.pdf"])
    assert min(before) > 1 / 3


def test_a_heading_stays_with_its_text(rich: Report) -> None:
    heads = {squeezed(title) for _, title in view.arrange(rich.briefing).chapters}
    heads |= {"무슨일이있었나", "경과", "누가말했나", "숫자", "기사"}
    for text in pages(rich.files["briefing.pdf"])[1:]:
        lines = [line for line in map(squeezed, text.splitlines()) if line and "/" not in line]
        assert lines[-1] not in heads


def test_the_marks_of_an_official_document(rich: Report) -> None:
    pdf = render.files(rich.briefing, ("pdf",), Design(style="개조식"))["briefing.pdf"]
    lines = [line.replace("\u2060", "") for text in pages(pdf) for line in text.splitlines()]
    for start in ("II. 쟁점별 정리", "□ 1. 미래산업부", "※ 기사 3건", "○ (핵심) 미래산업부는", "- 지능형 농기계"):
        assert any(line.startswith(start) for line in lines), start


def test_a_week_without_articles_is_one_page(empty: Report) -> None:
    (text,) = pages(empty.files["briefing.pdf"])
    assert squeezed("이 기간에 해당하는 기사가 없습니다.") in squeezed(text)


def test_hostile_words_fetch_nothing(hostile: Report) -> None:
    text = squeezed("".join(pages(hostile.files["briefing.pdf"])))
    assert "<script>alert(1)</script><imgsrc=file:///etc/passwd>" in text
    assert "root:" not in text
    uris = set()
    for page in reader(hostile).pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A")
            if action and "/URI" in action.get_object():
                uris.add(action.get_object()["/URI"])
    assert uris == {source.url for source in hostile.briefing.sources[6:] if source.url}


def test_only_its_own_fonts(any_report: Report) -> None:
    found = fonts(any_report.files["briefing.pdf"])
    assert {name.split("+")[1] for name in found} == {"Pretendard-GOV", "Pretendard-GOV-Bold"}
    assert all(found.values())


@pytest.mark.parametrize("name", ["briefing.pdf", "briefing.html", "briefing.json", "charts/days.svg"])
def test_the_same_bytes_twice(rich: Report, again: dict[str, bytes], name: str) -> None:
    assert again[name] == rich.files[name]


@pytest.fixture(scope="module")
def again(rich: Report) -> dict[str, bytes]:
    return render.files(rich.briefing)


def test_a_machine_without_fonts_gives_the_same_file(rich: Report, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}/cache</cachedir></fontconfig>', encoding="utf-8"
    )
    script = (
        "import sys; from pathlib import Path; from briefing import render; from tests.render import samples; "
        "Path(sys.argv[1]).write_bytes(render.files(samples.rich())['briefing.pdf'])"
    )
    target = tmp_path / "briefing.pdf"
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "HOME": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path / "matplotlib"),
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    subprocess.run([sys.executable, "-c", script, str(target)], cwd=ROOT, env=environment, check=True, timeout=120)
    assert target.read_bytes() == rich.files["briefing.pdf"]


def test_importing_the_package_is_cheap() -> None:
    script = (
        "import sys, briefing.render, briefing.render.contract; print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    for heavy in ("weasyprint", "matplotlib", "jinja2", "fontTools", "msgspec", "kiwipiepy", "numpy"):
        assert f"'{heavy}'" not in loaded
