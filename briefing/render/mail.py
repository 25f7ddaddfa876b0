"""A Briefing -> a letter: what a reader of mail needs of it, as HTML and as plain text with the same words.

HTML for mail is not that of the web (templates/mail.html says how): styles are put into the elements by css-inline, and
charts are PNG pictures that the message carries. Gmail cuts what is longer than 102 KB, so that the letter holds a
choice, the same as the overview of the report, and less of it where the words are long.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.model import (
    Briefing,
    Chart,
    Commitment,
    Excerpt,
    Inline,
    Issue,
    Letter,
    Quantity,
    Remark,
    Source,
)
from briefing.render import charts, colours, corrections, engine, resources, typography, view
from briefing.render.design import PNG, Brand, Design
from briefing.render.view import Subject, View

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from markupsafe import Markup

MOST_BYTES = 102_400
"""Gmail shows no more of a message's HTML than this."""

_SENTENCES, _REMARKS = 3, 2  # of an issue; the report has the rest
_CHANGES = 10
# The first charts that say what no list of the letter does, and rest on few enough articles to name them all.
_CHARTS = ("issues", "actors", "days", "calendar", "amounts")
_MOST_CHARTS = 2
_RESTS_ON = 80
# Points and pixels: as wide as a telephone can show with letters of its own size, a little larger on a desk.
_CHART, _SHOWN = 320.0, 440
_LOGO = 40  # pixels high
_COLUMNS = 72  # of a terminal; RFC 3676 asks for less than 78

_NOTE = (
    "요약과 발언은 기사 본문에서 골라 그대로 옮긴 것이며, 지어낸 문장은 없습니다. "
    "‘간접 인용’은 기자가 풀어 쓴 말을 기사 표현대로 옮긴 것입니다. 대괄호 안의 숫자는 출처 번호입니다. "
    "다른 문서에 옮기기 전에 출처의 원문을 확인해 주십시오."
)
_HELD = "\N{NO-BREAK SPACE}"  # between a word and the number of its source
_BLANKS = re.compile(r"\s+")
_VARIABLE = re.compile(r"(--[\w-]+): (#\w+);")


@dataclass(frozen=True, slots=True)
class Matter:
    """An issue with as much of its summary and its remarks as the letter has room for."""

    subject: Subject
    summary: tuple[Excerpt, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the letter says beside title, week and facts; `more_issues` and `more_changes` count what it leaves out.

    `changes` are the rows of a correction: what, before, now.
    `cited` are the sources of all that, in order; `cids` the names of the pictures by the keys of their charts,
    `width` the pixels they are shown in.
    """

    lead: Excerpt | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    more_changes: int = 0
    matters: tuple[Matter, ...] = ()
    more_issues: int = 0
    numbers: tuple[Quantity, ...] = ()
    plans: tuple[Commitment, ...] = ()
    charts: tuple[Chart, ...] = ()
    cited: tuple[Source, ...] = ()
    cids: dict[str, str]
    width: int = _SHOWN
    note: str = _NOTE


@dataclass(frozen=True, slots=True)
class Logo:
    """The house's logo with its size in pixels as it is shown."""

    picture: Inline
    width: int
    height: int


def letter(briefing: Briefing, design: Design, *, link: str | None = None, drawn: bool = True) -> Letter:
    """The letter, its HTML under `MOST_BYTES`; `link` is the address of the whole briefing, None where there is none.

    `drawn` says whether it shows charts; their words are in it in any case.
    """
    arranged = view.arrange(briefing)
    shown = _charts(arranged)
    pictures = {chart.key: _picture(chart, design.brand) for chart in shown} if drawn else {}
    logo = _logo(design.brand, briefing)
    for room in (*range(len(view.issues_shown(arranged)), -1, -1), -1):
        content = _content(arranged, room, shown, {key: picture.cid for key, picture in pictures.items()})
        values = {
            "view": arranged,
            "briefing": briefing,
            "week": typography.week(briefing.period),
            "sources": {source.number: source for source in briefing.sources},
            "content": content,
            "link": typography.link(link),
            "logo": logo,
            "about": _about,
            "cited_by": _cited_by,
            "line": _line,
            "link_of": typography.link,
            "manner": _manner,
            "said": view.said,
            "who": view.who,
        }
        html = _inliner(_sheet(design)).inline(typography.keep_amounts(engine.fill("mail.html", design, **values)))
        if len(html.encode()) <= MOST_BYTES:
            break
    inside = ([logo.picture] if logo else []) + [pictures[c.key] for c in content.charts if c.key in pictures]
    return Letter(text=engine.fill("mail.txt", design, **values), html=html, pictures=tuple(inside))


def _content(arranged: View, room: int, shown: tuple[Chart, ...], cids: dict[str, str]) -> Content:
    """What there is room for: that many issues and all the rest; for -1 nothing but the facts."""
    briefing = arranged.briefing
    changes = corrections.rows(briefing.correction)[:_CHANGES] if briefing.correction and room >= 0 else []
    changed = len(briefing.correction.changes) if briefing.correction else 0
    if room < 0:
        facts = _numbered(arranged, (fact.source for fact in arranged.facts))
        return Content(more_changes=changed, more_issues=len(briefing.issues), cited=facts, cids={})
    subjects = view.issues_shown(arranged)[:room]
    content = Content(
        lead=briefing.lead,
        changes=tuple(changes),
        more_changes=changed - len(changes),
        matters=tuple(map(_matter, subjects)),
        more_issues=len(briefing.issues) - len(subjects),
        numbers=arranged.largest,
        plans=arranged.next,
        charts=shown,
        cids=cids,
    )
    return replace(content, cited=_numbered(arranged, _citations(arranged, content)))


def _matter(subject: Subject) -> Matter:
    """An issue in short: remarks that a sentence of its summary quotes are not printed twice."""
    summary = subject.issue.summary[:_SENTENCES]
    quoted = {
        remark
        for remark in subject.issue.remarks
        for sentence in summary
        if remark.source == sentence.source and sentence.start <= remark.start and remark.end <= sentence.end
    }
    remarks = [remark for remark in subject.issue.remarks if remark not in quoted]
    return Matter(subject, summary, tuple(remarks[:_REMARKS]))


def _citations(arranged: View, content: Content) -> Iterator[int | None]:
    """The numbers of the sources that the letter names, some of them more than once."""
    excerpts: list[Excerpt] = [*content.numbers, *content.plans]
    excerpts += [content.lead] if content.lead else []
    for matter in content.matters:
        excerpts += [*matter.summary, *matter.remarks]
    yield from (excerpt.source for excerpt in excerpts)
    yield from (fact.source for fact in arranged.facts)
    for chart in content.charts:
        yield from _rests_on(chart)


def _numbered(arranged: View, numbers: Iterable[int | None]) -> tuple[Source, ...]:
    wanted = set(numbers)
    return tuple(source for source in arranged.briefing.sources if source.number in wanted)


def _charts(arranged: View) -> tuple[Chart, ...]:
    known = (arranged.charts[key] for key in _CHARTS if key in arranged.charts)
    return tuple(chart for chart in known if len(_rests_on(chart)) <= _RESTS_ON)[:_MOST_CHARTS]


def _rests_on(chart: Chart) -> set[int]:
    return {source for row in chart.rows for source in row.sources}


def _picture(chart: Chart, brand: Brand) -> Inline:
    return _inline(chart.key, charts.png(chart, _CHART, brand), typography.printable(chart.alt))


def _logo(brand: Brand, briefing: Briefing) -> Logo | None:
    """The logo where it is a PNG: no reader of mail shows SVG, and the name of the house stands beside it."""
    if brand.logo is None or not brand.logo.startswith(PNG):
        return None
    width, height = struct.unpack(">II", brand.logo[16:24])  # IHDR, the first chunk of every PNG
    alt = brand.name or briefing.issuer or briefing.title
    return Logo(_inline("logo", brand.logo, alt), max(1, round(_LOGO * width / max(1, height))), _LOGO)


def _inline(name: str, png: bytes, alt: str) -> Inline:
    """A picture whose Content-ID names its bytes: some readers of mail take one of an earlier message for the same."""
    return Inline(cid=f"{name}.{hashlib.sha256(png).hexdigest()[:16]}@briefing", png=png, alt=alt)


def _sheet(design: Design) -> str:
    """The style sheet with the colours of the house in place of its variables, which readers of mail do not know."""
    sheet = resources.text("mail.css", design.templates)
    for name, colour in _VARIABLE.findall(colours.css(design.brand)):
        sheet = sheet.replace(f"var({name})", colour)
    return sheet


@cache
def _inliner(sheet: str) -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(extra_css=sheet, keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)


# --- words that both parts of the letter have from here -------------------------------------------------------


def _manner(remark: Remark) -> str:
    return ", ".join(part for part in (remark.cue, view.stance(remark)) if part)


def _about(issue: Issue) -> list[str]:
    return [f" · 관심 {name}" for name in issue.watched]


def _cited_by(chart: Chart) -> list[str]:
    """The sources of a chart as the HTML part writes them: `[1]–[3]`, `[5]`."""
    found = []
    for first, last in view.runs(chart.rows):
        between = "" if last == first else f" [{last}]" if last == first + 1 else f"–[{last}]"
        found.append(f" [{first}]{between}")
    return found


def _line(*parts: str | int | None) -> Markup:
    """One paragraph of plain text: `parts` in one line, numbers as those of sources, broken where it is too long.

    A line that ends in a blank goes on in the next (RFC 3676 section 4.1); what would read as a quotation or as the
    mark of a mail box is moved in by a blank (4.4).
    """
    from markupsafe import Markup

    texts = (f"{_HELD}[{p}]" if isinstance(p, int) else _BLANKS.sub(" ", typography.printable(p or "")) for p in parts)
    lines = [""]
    for word in filter(None, "".join(texts).split(" ")):
        if lines[-1] and _wide(lines[-1]) + _wide(word) > _COLUMNS:
            lines.append("")
        lines[-1] += f"{word} "
    lines[-1] = lines[-1].rstrip()
    stuffed = (f" {line}" if line.startswith((">", "From ")) else line for line in lines)
    return Markup("\n".join(stuffed).replace(_HELD, " "))  # noqa: S704 - plain text, never read as markup


def _wide(text: str) -> int:
    """The columns that `text` takes in a terminal (UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))
