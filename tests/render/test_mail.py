"""The letter: HTML and plain text with the same words, as the report chose them, in a form that mail programs show."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from briefing.model import Briefing, Change, Correction, Issue, Letter, Remark
from briefing.render import mail, typography, view
from briefing.render.design import Brand, Design
from tests.render.conftest import SAMPLES, report
from tests.render.samples import HOSTILE

LINK = "https://briefing.gaon.example/issues/2024-W03/"
CORRECTION = Correction(
    revision=3,
    corrected=2,
    changes=(
        Change(part="number", about="통신망 절감액", before="5,770억원", after="577억원"),
        Change(part="issue", about="작은도서관", before=None, after="작은도서관 디지털 배움터"),
        Change(part="remark", about="오누리", before="걸어서 10분", after=None),
    ),
)
BRAND = Brand(name="가온시 정책실", main="#14532d", rest="#6aa27f", footer="가온시 정책실 내부 자료")


@cache
def letter(name: str) -> Letter:
    return mail.letter(SAMPLES[name](), Design(), link=LINK)


def shown(html: str) -> str:
    """What a reader sees of the HTML with its pictures off: the words, and what stands for each picture."""
    page = lxml_html.document_fromstring(html)
    for unseen in page.xpath("//head | //comment() | //*[@aria-hidden='true']"):
        unseen.drop_tree()
    for standing in page.iter("img", "br", "th"):
        standing.tail = f"{standing.get('alt', '')} {standing.tail or ''}"
    return "".join(page.itertext())


def flowed(text: str) -> str:
    """The paragraphs of the text part, as RFC 3676 section 4.2 puts them together."""
    lines = (line.removeprefix(" ") for line in text.split("\n"))
    return "".join(line if line.endswith(" ") else f"{line}\n" for line in lines)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", typography.printable(text))


def remarks(issue: Issue) -> list[Remark]:
    """The remarks that the letter's summary of the issue does not hold already."""
    summary = issue.summary[:3]
    return [r for r in issue.remarks if not any(r.source == e.source and e.start <= r.start < e.end for e in summary)]


def said(briefing: Briefing) -> dict[str, list[str]]:
    """What the letter must hold, in the order of the report: statements that are followed by the number of a source."""
    arranged = view.arrange(briefing)
    subjects = view.issues_shown(arranged)
    return {
        "lead": [f"{briefing.lead.text}[{briefing.lead.source}]"] if briefing.lead else [],
        "summary": [f"{e.text}[{e.source}]" for s in subjects for e in s.issue.summary[:3]],
        "remarks": [
            f"{r.text}{'”' if r.kind == 'direct' else ''}[{r.source}]" for s in subjects for r in remarks(s.issue)[:2]
        ],
        "numbers": [f"{q.label}[{q.source}]{typography.measure(q)}" for q in arranged.largest],
        "plans": [f"{typography.time(p)}{view.clipped(p)}[{p.source}]" for p in arranged.next],
    }


@pytest.mark.parametrize("name", ["rich", "hostile"])
def test_text_and_html_say_what_the_report_chose_with_its_sources(name: str) -> None:
    briefing = SAMPLES[name]()
    parts = squeezed(shown(letter(name).html)), squeezed(flowed(letter(name).text))
    for kind, statements in said(briefing).items():
        assert statements, kind
        for statement in map(squeezed, statements):
            assert [statement in part for part in parts] == [True, True], statement


@pytest.mark.parametrize("name", ["rich", "hostile", "empty"])
def test_text_and_html_have_the_same_words(name: str) -> None:
    """But for the marks of lists and chapters, and addresses, which HTML has behind its links."""

    def words(text: str) -> list[str]:
        bare = re.sub(r"https?://\S+|[□○※]|(?m:^- )|[:·,“”]", " ", typography.printable(text))
        return sorted(re.sub(r"(\[\d+\])", r" \1 ", bare).split())

    assert words(shown(letter(name).html)) == words(flowed(letter(name).text))


def test_a_remark_that_the_summary_quotes_stands_once() -> None:
    briefing = SAMPLES["rich"]()
    first = briefing.issues[0]
    context = first.remarks[0].context
    quoted = replace(first, summary=(context, *first.summary[:2]))
    text = flowed(mail.letter(replace(briefing, issues=(quoted,)), Design(), drawn=False).text)
    assert text.count(first.remarks[0].text) == 1
    assert all(f"“{remark.text}”" in text for remark in first.remarks[1:2])


def test_every_number_has_its_source_in_both_parts() -> None:
    sources = {source.number: source for source in SAMPLES["rich"]().sources}
    html, text = letter("rich").html, flowed(letter("rich").text)
    page = lxml_html.document_fromstring(html)
    for part in (shown(html), text):
        body, _, listed = part.rpartition("출처\n")
        cited = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
        for first, last in re.findall(r"\[(\d+)\]–\[(\d+)\]", body):
            cited.update(range(int(first), int(last)))
        assert {int(number) for number in re.findall(r"(?m)^\s*\[(\d+)\]", listed)} == cited
        for number in cited:
            source = sources[number]
            head = f"[{number}] {source.outlet or '매체 미상'}, {typography.day(source.published)}, {source.title}"
            assert squeezed(head) in squeezed(listed)
    for number, link in ((1, sources[1].url), (2, sources[2].url)):
        assert {a.get("href") for a in page.xpath(f"//a[@class='ref'][.='[{number}]']")} == {link}
        assert f"\n{link}\n" in text
    assert "(주소 없음)" in text


def test_the_words_are_those_of_the_report() -> None:
    page = unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(style|script)\b.*?</\1>", "", report("rich").html)))
    for statements in (said(SAMPLES["rich"]())[kind] for kind in ("lead", "summary", "remarks")):
        assert [s for s in statements if squeezed(s) not in squeezed(page)] == []


def test_html_holds_nothing_that_mail_programs_drop() -> None:
    for name in SAMPLES:
        page = lxml_html.document_fromstring(letter(name).html)
        assert page.get("lang") == "ko"
        styles = " ".join(page.xpath("//@style"))
        assert not re.search(r"flex|grid|float|position|url\(|var\(|@|expression", styles)
        elements = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert not elements & {"svg", "link", "script", "form", "iframe", "object", "video", "input", "button", "base"}
        assert {src.partition(":")[0] for src in page.xpath("//@src")} <= {"cid"}
        assert {href.partition(":")[0] for href in page.xpath("//@href")} <= {"https", "http"}
        layout = page.xpath("//table[not(@role='presentation')]")
        assert all(table.xpath(".//th[@scope='row']") for table in layout)
        assert all(image.get("alt") and image.get("width") for image in page.iter("img"))
        # Without its style sheet it is still the same: every cell names its own font and colours.
        bare = [cell for cell in page.xpath("//td[contains(@class, 'part')]") if "Malgun" not in cell.get("style")]
        assert bare == []


def test_dark_is_said_twice() -> None:
    html = letter("rich").html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert "var(" not in html


def test_hostile_words_are_words() -> None:
    page = lxml_html.document_fromstring(letter("hostile").html)
    assert page.xpath("//script | //style[contains(., 'display:none}')] | //img[contains(@src, 'file:')]") == []
    assert squeezed(HOSTILE) in squeezed(shown(letter("hostile").html))
    assert squeezed(HOSTILE) in squeezed(flowed(letter("hostile").text))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", letter("hostile").text)


def test_pictures_are_png_with_their_words() -> None:
    sent = letter("rich")
    assert [picture.cid.partition(".")[0] for picture in sent.pictures] == ["issues", "actors"]
    for picture in sent.pictures:
        assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
        assert f'src="cid:{picture.cid}"' in sent.html
        assert squeezed(picture.alt) in squeezed(flowed(sent.text))
        assert len(picture.png) < 60_000


def test_without_pictures_the_words_stay() -> None:
    sent = mail.letter(SAMPLES["rich"](), Design(), link=LINK, drawn=False)
    assert sent.pictures == ()
    assert "<img" not in sent.html
    assert squeezed(shown(sent.html)) == squeezed(shown(letter("rich").html))
    assert sent.text == letter("rich").text


def test_a_correction_comes_first() -> None:
    sent = mail.letter(replace(SAMPLES["rich"](), correction=CORRECTION), Design(), link=LINK)
    for part in (shown(sent.html), flowed(sent.text)):
        plain = " ".join(part.split())
        for words in (
            "앞서 내보낸 2판을 3판으로 바로잡습니다.",
            "숫자 · 통신망 절감액: 앞서 5,770억원 → 이제 577억원",
            "쟁점 · 작은도서관: 앞서 — → 이제 작은도서관 디지털 배움터",
            "발언 · 오누리: 앞서 걸어서 10분 → 이제 —",
        ):
            assert 0 < plain.index(words) < plain.index("투입한다고 밝혔다.")
    many = replace(CORRECTION, changes=CORRECTION.changes[:1] * 14)
    text = mail.letter(replace(SAMPLES["rich"](), correction=many), Design()).text
    assert text.count("앞서 5,770억원") == 10
    assert "그 밖에 4건이 더 달라졌습니다." in text


def test_a_week_without_articles_says_so() -> None:
    sent = letter("empty")
    assert "이 기간에 해당하는 기사가 없습니다." in sent.text
    assert "이 기간에 해당하는 기사가 없습니다." in sent.html
    assert sent.pictures == ()


def test_the_link_is_there_where_it_is_known_and_safe() -> None:
    assert f"\n전체 브리핑 보기\n{LINK}\n" in letter("rich").text
    for link in (None, "javascript:alert(1)"):
        sent = mail.letter(SAMPLES["empty"](), Design(), link=link)
        assert "전체 브리핑 보기" not in sent.text + sent.html


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x14\x53\x2d" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_marks_of_the_house() -> None:
    design = Design(brand=replace(BRAND, logo=png(300, 100)))
    sent = mail.letter(SAMPLES["empty"](), design)
    logo = sent.pictures[0]
    assert f'<img src="cid:{logo.cid}" width="120" height="40" alt="가온시 정책실"' in sent.html
    assert "#14532d" in sent.html
    assert Brand().main not in sent.html
    for part in (sent.html, sent.text):
        assert "가온시 정책실 내부 자료" in part
    drawn = mail.letter(SAMPLES["empty"](), Design(brand=replace(BRAND, logo=b"<svg/>")))
    assert drawn.pictures == ()


def test_a_letter_is_never_longer_than_gmail_shows() -> None:
    """However long the words: the letter holds fewer issues, says how many it leaves out, and at last none."""
    briefing = SAMPLES["rich"]()
    sizes = []
    for times in (1, 40, 80, 160, 3000):
        issues = tuple(
            replace(
                issue,
                label=issue.label * min(times, 20),
                summary=tuple(replace(sentence, text=sentence.text * times) for sentence in issue.summary),
            )
            for issue in briefing.issues
        )
        lead = replace(briefing.lead, text=briefing.lead.text * times) if briefing.lead else None
        sent = mail.letter(replace(briefing, issues=issues, lead=lead), Design(), link=LINK, drawn=False)
        assert len(sent.html.encode()) <= 102_400
        told = len(re.findall(r"<h3", sent.html))
        left = re.search(r"그 밖의 쟁점 (\d)개는 전체 브리핑에 있습니다", sent.html)
        assert told + (int(left[1]) if left else 0) == 4
        sizes.append(told)
    assert sizes == [4, 4, 2, 0, 0]


def test_twice_the_same() -> None:
    assert mail.letter(SAMPLES["rich"](), Design(), link=LINK) == letter("rich")


def test_lines_are_as_wide_as_a_terminal_and_flow_together() -> None:
    text = letter("rich").text
    assert max(mail._wide(line) for line in text.split("\n") if "://" not in line) <= 73
    assert "\n○ 해오름시는 3월부터 심야 자율주행 버스 노선을 3개 늘린다고 18일 밝혔다. [6]\n" in flowed(text)
    assert not re.search(r"\n\[\d+\] *\n", text)  # no number of a source alone on its line


@given(st.lists(st.one_of(st.text(max_size=40), st.integers(1, 99), st.none()), max_size=6))
@settings(max_examples=300)
def test_any_words_come_back_from_a_flowed_line(parts: list[str | int | None]) -> None:
    joined = "".join(f" [{part}]" if isinstance(part, int) else part or "" for part in parts)
    line = str(mail._line(*parts))
    assert flowed(line).split() == typography.printable(joined).split()
    assert not re.search(r"(?m)^(>|From )", line)
    assert all(line.endswith(" ") for line in line.split("\n")[:-1])


def test_the_html_is_well_formed() -> None:
    for name in SAMPLES:
        parser = etree.HTMLParser()
        etree.fromstring(letter(name).html, parser)
        assert [str(error) for error in parser.error_log if error.level_name == "FATAL"] == []
