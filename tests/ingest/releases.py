"""Press releases, all made up, and what writes them as HWPX and PDF: the body read back is held against the one written.

The bodies, people and numbers do not exist. A release is a list of blocks: a paragraph is a string, a table a tuple of
rows, each a tuple of cells.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Table = tuple[tuple[str, ...], ...]
Block = str | Table


@dataclass(frozen=True)
class Release:
    title: str
    subtitles: tuple[str, ...]
    times: tuple[str, str]  # 보도시점, 배포
    blocks: tuple[Block, ...]
    outlet: str = "다온부"
    contacts: Table = (
        ("담당 부서", "상생협력국", "책임자", "과  장", "한가람", "(044-000-1201)"),
        ("시장지원과", "담당자", "사무관", "나래솔", "(044-000-1202)"),
    )

    @property
    def body(self) -> str:
        return "\n".join(
            row
            for block in self.blocks
            for row in ([block] if isinstance(block, str) else [" | ".join(filter(None, cells)) for cells in block])
        )


MARKET = Release(
    title="다온부, 전통시장 상인 위한 상생 지원 방안 발표",
    subtitles=("내년까지 시장 120곳에 화재 감지기 설치", "온라인 판매 교육에 45억 원"),
    times=("2024. 1. 17.(수) 12:00", "2024. 1. 17.(수) 09:30"),
    blocks=(
        "□ 다온부(장관 마루한)는 1월 17일(수) 한빛시 누리시장에서 상인 간담회를 열고 전통시장의 안전과 판로를 함께 넓히는 "
        "‘상생 지원 방안’을 발표하였다.",
        "ㅇ 이번 방안은 지난해 11월부터 석 달 동안 전국의 시장 38곳을 돌며 들은 의견을 모아 마련한 것으로, 화재 감지기 설치와 "
        "온라인 판매 교육을 두 축으로 한다.",
        "- 화재 감지기는 올해 70곳, 내년 50곳 등 모두 120곳에 설치하며, 설치비의 80%를 나라가 부담한다.",
        "* 지난해 말 기준으로 감지기를 갖춘 시장은 1,401곳 가운데 612곳(43.7%)",
        "※ 자세한 신청 방법은 다음 달 5일부터 누리집에서 안내할 예정",
        "□ 시장별 지원 계획은 다음과 같다.",
        (
            ("구분", "2024년", "2025년", "합계"),
            ("화재 감지기(곳)", "70", "50", "120"),
            ("판매 교육(명)", "2,400", "3,100", "5,500"),
            ("예산(억 원)", "21.5", "23.5", "45.0"),
        ),
        "□ 마루한 장관은 “시장은 동네의 삶이 오가는 곳인 만큼 상인이 마음 놓고 장사할 수 있게 뒷받침하겠다”라며 “온라인에서도 "
        "단골을 만들 수 있도록 교육과 배송을 함께 지원하겠다”라고 말했다.",
        "ㅇ 한편, 누리시장 상인회는 간담회에서 주차장을 넓혀 달라고 건의했으며, 다온부는 한빛시와 함께 올해 상반기 안에 "
        "수요를 조사하기로 했다.",
    ),
)  # fmt: skip

PROSE = Release(
    title="별빛천문원, 새 망원경으로 첫 관측 성공",
    subtitles=(),
    times=("배포 즉시", "2025. 3. 4.(화) 14:00"),
    outlet="별빛천문원",
    contacts=(("담당 부서", "관측연구센터", "책임자", "센터장", "도해온", "(031-000-7700)"),),
    blocks=(
        "별빛천문원(원장 서이든)은 구경 2.4m의 새 반사망원경으로 첫 관측에 성공했다고 4일 밝혔다. 이 망원경은 2019년부터 "
        "6년 동안 312억 원을 들여 만들었으며, 해발 1,240m의 너울산 관측소에 놓였다.",
        "첫 관측 대상은 지구에서 2,300만 광년 떨어진 나선은하였다. 연구진은 지난달 21일 밤부터 이튿날 새벽까지 모두 "
        "46장의 영상을 얻었고, 그 결과 이제까지 알려지지 않은 희미한 별무리 세 개를 찾아냈다.",
        "도해온 센터장은 “거울을 깎는 기술부터 제어 프로그램까지 우리 손으로 만들었다는 데 뜻이 있다”라고 말했다. 그는 이어 "
        "“하반기부터는 대학과 시민 관측 모임에도 관측 시간의 15%를 열겠다”라고 덧붙였다.",
        "천문원은 오는 5월 시범 운영을 마치고 9월부터 본격적인 관측에 들어갈 계획이다. 관측 자료는 여섯 달 뒤 누구나 "
        "내려받을 수 있게 공개된다.",
    ),
)  # fmt: skip


def _numbered(count: int) -> tuple[Block, ...]:
    """A long release: the sentences differ by their numbers, so that nothing in it recurs but the running heads."""
    ordinal = "가나다라마바사아자차카타파하"
    blocks: list[Block] = []
    for i in range(count):
        blocks += [
            f"{i + 1}. {ordinal[i % 14]}누리 지구의 물길 정비",
            f"□ {ordinal[i % 14]}누리 지구에서는 길이 {3 + i}.{i % 7}km의 물길을 넓히고 낡은 다리 {2 + i % 5}개를 다시 놓아 여름철 큰비에 "
            f"대비하며, 이에 드는 {110 + 13 * i}억 원은 나라와 시가 절반씩 낸다.",
            f"ㅇ 공사는 {2024 + i % 3}년 {1 + i % 12}월에 시작하며 인근 주민 {1200 + 37 * i:,}명이 침수 걱정을 덜 것으로 시는 내다보고 있다.",
        ]
        if i % 5 == 2:
            blocks.append(
                (
                    ("구간", "길이(km)", "공사비(억 원)", "비고"),
                    (f"{ordinal[i % 14]}누리 상류", f"{1 + i}.2", f"{40 + i}", "다리를 다시 놓는 구간으로 통행을 막음"),
                    (f"{ordinal[i % 14]}누리 하류", f"{2 + i}.5", f"{70 + i}", ""),
                )
            )
    return tuple(blocks)


RIVERS = Release(
    title="한빛시 물길 정비 종합계획 확정, 2030년까지 지구별로 다리와 둑을 새로 놓아 큰비에 대비한다",
    subtitles=("낡은 다리와 좁은 물길을 차례로 정비",),
    times=("2024. 6. 4.(화) 조간", "2024. 6. 3.(월)"),
    outlet="한빛시",
    blocks=_numbered(24),
)

RELEASES = {"market": MARKET, "prose": PROSE, "rivers": RIVERS}

STYLE = """
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: "- " counter(page) " -"; font-size: 9pt } }
@page :not(:first) { @top-left { content: "다온부 보도자료 모음"; font-size: 9pt } }
body { font-family: "Pretendard GOV"; font-size: 12pt; line-height: 1.6; margin: 0 }
h1 { font-size: 20pt; text-align: center; margin: 12pt 0 } h2 { font-size: 14pt; font-weight: normal; text-align: center }
p { margin: 0 0 6pt; text-align: justify } table { border-collapse: collapse; width: 100%; margin: 6pt 0 }
td { border: .5pt solid #333; padding: 2pt 4pt; text-align: center } .banner { font-size: 22pt } .banner td { border: 0 }
"""


def pdf(release: Release, style: str = "", footer: str = "") -> bytes:
    """The release as WeasyPrint prints it: running head, page numbers, ruled tables, contacts at the end."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from briefing.render.resources import font_path

    faces = f'@font-face {{ font-family: "Pretendard GOV"; src: url("{font_path(400).as_uri()}") }}'
    fonts = FontConfiguration()
    subtitles = "".join(f"<h2>- {escape(text)} -</h2>" for text in release.subtitles)
    content = "".join(_html(block) for block in release.blocks)
    times = (("보도시점", release.times[0], "배포", release.times[1]),)
    page = (
        f'<table class="banner"><tr><td>{release.outlet}</td><td>보 도 자 료</td></tr></table>{_html(times)}'
        f"<h1>{escape(release.title)}</h1>{subtitles}{content}{footer}{_html(release.contacts)}"
    )
    return HTML(string=page).write_pdf(
        stylesheets=[CSS(string=faces + STYLE + style, font_config=fonts)], font_config=fonts
    )


def _html(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in block)
        + "</table>"
    )


HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HEADER = f"""<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" xmlns:hp="{HP}"><hh:refList>
<hh:charProperties><hh:charPr id="0" height="1300"/><hh:charPr id="1" height="2000"/><hh:charPr id="2" height="1500"/></hh:charProperties>
<hh:bullets><hh:bullet id="1" char="□"/><hh:bullet id="2" char="&#xF06E;"/></hh:bullets>
<hh:paraProperties><hh:paraPr id="0"><hh:heading type="NONE" idRef="0"/></hh:paraPr><hh:paraPr id="7"><hh:heading type="BULLET" idRef="1"/></hh:paraPr>
<hh:paraPr id="8"><hh:heading type="BULLET" idRef="2"/></hh:paraPr></hh:paraProperties></hh:refList></hh:head>"""


def paragraph(text: str, style: int = 0, shape: int = 0) -> str:
    """A paragraph, its text in runs of seven characters as a document that was much edited has them."""
    parts = [text[i : i + 7] for i in range(0, len(text), 7)]
    runs = "".join(f'<hp:run charPrIDRef="{style}"><hp:t>{escape(part)}</hp:t></hp:run>' for part in parts)
    return f'<hp:p paraPrIDRef="{shape}">{runs}<hp:linesegarray><hp:lineseg textpos="0"/></hp:linesegarray></hp:p>'


def table(rows: Iterable[Sequence[str]], style: int = 0) -> str:
    """A table, anchored in a paragraph of its own."""
    cells = "".join(
        "<hp:tr>"
        + "".join(f"<hp:tc><hp:subList>{paragraph(cell, style)}</hp:subList><hp:cellAddr/></hp:tc>" for cell in row)
        + "</hp:tr>"
        for row in rows
    )
    return f'<hp:p><hp:run charPrIDRef="0"><hp:tbl><hp:sz width="1"/>{cells}</hp:tbl><hp:t/></hp:run></hp:p>'


def section(content: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
        f'xmlns:hp="{HP}">{content}</hs:sec>'
    )


def package(*sections: str | bytes, header: str = HEADER, **more: bytes) -> bytes:
    """A HWPX file with these sections; `more` are further parts by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        archive.writestr("version.xml", "<version/>")
        archive.writestr("Contents/header.xml", header)
        for number, content in enumerate(sections):
            archive.writestr(f"Contents/section{number}.xml", content)
        for name, data in more.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def hwpx(release: Release, extra: str = "") -> bytes:
    """The release as a Hangul document: banner and title in tables, `extra` paragraphs at the end."""
    running = f'<hp:p><hp:run charPrIDRef="0"><hp:ctrl><hp:header id="1"><hp:subList>{paragraph("다온부 보도자료 모음")}</hp:subList></hp:header></hp:ctrl></hp:run></hp:p>'
    head = table([(release.outlet, "보 도 자 료")], 1)
    times = table([("보도시점", release.times[0], "배포", release.times[1])])
    title = paragraph(release.title, 1) + "".join(paragraph(f"- {text} -", 2) for text in release.subtitles)
    body = "".join(paragraph(block) if isinstance(block, str) else table(block) for block in release.blocks)
    boxed = f'<hp:p><hp:run charPrIDRef="0"><hp:tbl><hp:tr><hp:tc><hp:subList>{title}</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>'
    return package(section(running + head + times + boxed + body + extra + table(release.contacts)))


def f1(found: str, expected: str) -> float:
    """F1 of the characters, white space aside, in order (longest common subsequence by difflib's blocks)."""
    from difflib import SequenceMatcher

    a, b = "".join(found.split()), "".join(expected.split())
    same = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return 2 * same / (len(a) + len(b)) if a or b else 1.0
