"""Lines of a text that may be a whole web page -> title, subtitles, outlet, byline, date and body.

The rules go by what lines look like, not by which site they come from. The article is the stretch of lines in which
sentences outweigh what is between them (a maximum-sum segment); headings of lists and copyright lines bound it.
A text without any furniture is left as it is, but for its title, byline and captions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefing.ingest import imprint
from briefing.ingest.shape import Shape, is_sight, shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page states; unknown is None. `paragraphs` is empty where no article was found."""

    title: str | None
    subtitles: tuple[str, ...]
    outlet: str | None
    byline: str | None
    published: date | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    shape: Shape
    meta: bool


#: Worth of a line inside the article, by shape: a sentence counts its length, up to that of a full one, so that two
#: sentences outweigh the headings, captions and boxes met inside articles, and no menu is worth crossing.
_SENTENCE = 200
_COST = {"item": -60, "long": 40, "short": 25, "caption": 5, "credit": 5, "link": 5}
_FURNITURE = 40
#: What a run of such lines costs at most: less than two full sentences, more than one.
_RUN = 300
_BOUND = frozenset({"box", "list", "end"})
_NOT_TEXT = frozenset({"furniture", "link", "summary", "notice", "caption", "credit"}) | _BOUND
#: The first stretch with this share of the greatest worth is the article: what precedes it are notices of a line, while
#: the first sentences of other articles below it may well outweigh a short one.
_ENOUGH = 0.1
#: Lines a machine-made summary has at most, its notice among them.
_SUMMARY = 10
#: Characters of a title or heading at most, and of a subtitle at least; longer is text, shorter a button.
_TITLE = 150
_SUBTITLE = 8
#: More subtitles than this are a list.
_SUBTITLES = 6
_LABEL = re.compile(r"[□■○]?\s?(?:제\s?목|보도자료 제목|기사 제목)\s?[:：]\s?(.{2,150})")
_LABEL_WITHIN = 10
_POLITE = re.compile(r"[^.]+니다[.!]?[”’\"']?")
# A subtitle of a press release stands between dashes.
_DASHED = re.compile(r"[-–—]\s?[^-–—\s].*\s?[-–—]")
_PREFIX = re.compile(r"\[[^\[\]]{1,12}\]\s?")
_BETWEEN = re.compile(r"[\W_]+")
_SITE_TAIL = re.compile(r"\s*(?:[-|:<ㅣ│·–—]|::|&lt;)\s*")
_LIST_LEAD = re.compile(r"[▲△▶▷]")


def parse(text: Sequence[str]) -> Page:
    """The page of `text`: its lines, each stripped and not empty."""
    named, text = _labelled(text)
    lines = _classified(text)
    start, end, more = _article(lines)
    while start < end - 1 and _DASHED.fullmatch(lines[start].text):
        start += 1
    lines = [*(_dated(line) for line in lines[:start]), *lines[start:]]
    title_at, title, subtitles, owner = _head(lines, start, named)
    head, tail = lines[:start], lines[end : end + 6]
    kept = [lines[i] for i in (*range(start, end), *more) if i != title_at]
    body, signed = imprint.unsigned(_body(kept, title, subtitles))
    outlet, reporter = next((found for line in body[:3] if any(found := imprint.dateline(line))), (None, None))
    metas = [line.text for line in (*head, *kept, *tail) if line.meta]
    if not outlet:
        outlet = next((found[0] for meta in metas if (found := imprint.dateline(meta))[0]), None)
    below = head[title_at + 1 :] if title_at is not None else head
    return Page(
        title=title,
        subtitles=subtitles,
        outlet=outlet or owner or imprint.outlet([line.text for line in lines[max(end - 2, 0) :]]),
        byline=reporter or imprint.byline(metas) or signed,
        published=imprint.published(
            [line.text for line in (*head, *kept, *tail) if line.meta or line.shape in ("short", "furniture")],
            [line.text for line in below if line.meta],
        ),
        paragraphs=tuple(body),
    )


def _labelled(text: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """(the title behind the label 제목, if one of the first lines has it; the other lines)."""
    for i, row in enumerate(text[:_LABEL_WITHIN]):
        if match := _LABEL.fullmatch(row):
            return match[1], [*text[:i], *text[i + 1 :]]
    return None, text


def _dated(line: _Line) -> _Line:
    """A line above the article; with a date and a short name in it, it is metadata (`2024.02.14 한빛부`)."""
    return _Line(line.text, line.shape, line.meta or imprint.is_dated(line.text))


def _classified(text: Sequence[str]) -> list[_Line]:
    """The lines with their shapes; a sight above a line that is only a credit is a caption, and so is its copy."""
    lines = [_Line(row, shape(row), imprint.is_meta(row)) for row in text]
    if _is_slogan(lines):
        lines[0] = _Line(lines[0].text, "short", False)
    for i, line in enumerate(lines):
        if line.shape == "summary":
            for j in range(i + 1, _summary_end(lines, i + 1)):
                lines[j] = _Line(lines[j].text, "furniture", False)
    captions: set[str] = set()
    below = False  # the byline, above which the title may be printed twice
    for i, line in enumerate(lines):
        following = lines[i + 1].shape if i + 1 < len(lines) else None
        # What a picture is called is printed twice: beside it for those who do not see it, and below it.
        twice = below and following and lines[i + 1].text == line.text
        below = below or line.meta or line.shape == "prose"
        if line.shape in ("prose", "short") and (twice or (following == "credit" and is_sight(line.text))):
            lines[i] = line = _Line(line.text, "caption", False)
        if line.shape == "caption":
            neighbours = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
            if _is_list_item(line.text, neighbours):
                lines[i] = _Line(line.text, "item", False)
            else:
                captions.add(line.text)
    return [_Line(line.text, "caption", False) if line.text in captions else line for line in lines]


def _is_slogan(lines: Sequence[_Line]) -> bool:
    """Whether the first line is a title in the form of a promise (…하겠습니다.), as press releases have them.

    It is one polite sentence above a list, or above a text that is not polite.
    """
    if len(lines) < 2 or len(lines[0].text) > _TITLE or not _POLITE.fullmatch(lines[0].text):
        return False
    return lines[1].shape == "item" or not any(line.text.endswith("니다.") for line in lines[1:])


def _summary_end(lines: Sequence[_Line], start: int) -> int:
    """Where a machine-made summary whose heading stands before `start` ends: at its notice, else with its bullets."""
    for i in range(start, min(start + _SUMMARY, len(lines))):
        if lines[i].shape == "notice":
            return i
    end = start
    while end < min(start + _SUMMARY, len(lines)) and re.match(r"[•·ㆍ*-]|\d[.)]", lines[end].text):
        end += 1
    return end


def _is_list_item(text: str, neighbours: Sequence[str]) -> bool:
    """Whether a line with a caption's mark is one of a list: the next or the last has the mark and other words."""
    return bool(_LIST_LEAD.match(text)) and any(other[:1] == text[:1] and other != text for other in neighbours)


def _article(lines: Sequence[_Line]) -> tuple[int, int, tuple[int, ...]]:
    """Where the article stands: (start, end) of its main stretch, and the lines after a box inside it."""
    if not _is_page(lines):
        start = next((i for i, line in enumerate(lines) if line.shape in ("prose", "item", "long")), None)
        if start is None:  # no stop anywhere: whatever has the length of a sentence is the text
            said = [i for i, line in enumerate(lines) if len(line.text) >= 15 and len(line.text.split()) >= 3]
            return (min(1, said[-1]), len(lines), ()) if said else (0, 0, ())
        return start, len(lines), ()
    stretches = [found for low, high in _stretches(lines) if (found := _best(lines, low, high))[0] > 0]
    if not stretches:  # no sentence with its end: the longest that was said, or nothing
        said = [i for i, line in enumerate(lines) if line.shape == "long"]
        return (said[0], said[-1] + 1, ()) if said else (len(lines), len(lines), ())
    most = max(worth for worth, _, _ in stretches)
    _, start, end = next(found for found in stretches if found[0] >= _ENOUGH * most)
    return start, end, _after_box(lines, end)


def _is_page(lines: Sequence[_Line]) -> bool:
    """Whether the text has page furniture: a heading or copyright line, or two lines of it."""
    return any(line.shape in _BOUND for line in lines) or sum(line.shape == "furniture" for line in lines) >= 2


def _stretches(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """The runs of lines between bounds."""
    bounds = [-1, *(i for i, line in enumerate(lines) if line.shape in _BOUND), len(lines)]
    return [(a + 1, b) for a, b in pairwise(bounds) if b > a + 1]


def _worth(line: _Line) -> int:
    if line.meta:
        return -5
    return min(len(line.text), _SENTENCE) if line.shape == "prose" else -_COST.get(line.shape, _FURNITURE)


def _best(lines: Sequence[_Line], low: int, high: int) -> tuple[int, int, int]:
    """(worth, start, end) of the stretch of greatest worth inside [low, high)."""
    best, total, start, run = (0, low, low), 0, low, 0
    for i in range(low, high):
        if total <= 0:
            total, start, run = 0, i, 0
        worth = _worth(lines[i])
        # Tables and lists inside an article are long; past a point more of the same says nothing more.
        run = 0 if worth > 0 else max(run + worth, -_RUN)
        total += worth if worth > 0 or run > -_RUN else 0
        if total > best[0]:
            best = (total, start, i + 1)
    return best


def _after_box(lines: Sequence[_Line], end: int) -> tuple[int, ...]:
    """The lines with which an article goes on after boxes of related articles: dense sentences, then its end."""
    more: list[int] = []
    while (box := next((i for i in range(end, len(lines)) if lines[i].shape in _BOUND), None)) is not None:
        if lines[box].shape != "box":
            break
        high = next((i for i in range(box + 1, len(lines)) if lines[i].shape in _BOUND), len(lines))
        worth, start, stop = _best(lines, box + 1, high)
        inside = lines[start:stop]
        sentences = [line for line in inside if line.shape == "prose"]
        dense = len(sentences) >= 2 and sum(len(line.text) for line in sentences) >= 60 * len(sentences)
        if not dense or any(line.shape in ("short", "long") and not line.meta for line in inside) or worth <= 0:
            break
        more.extend(range(start, stop))
        end = high
    return tuple(more)


def _head(
    lines: Sequence[_Line], start: int, named: str | None
) -> tuple[int | None, str | None, tuple[str, ...], str | None]:
    """(index of the title, title, subtitles, outlet named behind the title) from the lines above the article."""
    candidates = [i for i in range(start) if _may_title(lines[i])]
    if named:
        return None, named, _subtitles(lines, candidates, named), None
    if not candidates:
        return None, None, (), None
    title, owner, at = _repeated(lines, candidates)
    if at is None:
        at = _first_of_group(lines, candidates, start)
        title = lines[at].text
    return at, title, _subtitles(lines, [i for i in candidates if i > at], title), owner


def _subtitles(lines: Sequence[_Line], candidates: Sequence[int], title: str | None) -> tuple[str, ...]:
    """The headings among `candidates` other than the title, without the dashes they may stand between."""
    texts = (lines[i].text.strip(" -–—") for i in candidates if lines[i].shape in ("short", "item"))
    return tuple(dict.fromkeys(t for t in texts if len(t) >= _SUBTITLE and not _same(t, title or "")))[:_SUBTITLES]


def _may_title(line: _Line) -> bool:
    return not line.meta and line.shape in ("short", "long", "prose", "item") and 4 <= len(line.text) <= _TITLE


def _repeated(lines: Sequence[_Line], candidates: Sequence[int]) -> tuple[str | None, str | None, int | None]:
    """(title, outlet, index) of a headline printed twice, the second time perhaps with the site's name behind it.

    What is printed twice below the byline, and not above it, is the text beside a picture.
    """
    meta = next((i for i, line in enumerate(lines) if line.meta and i > candidates[0]), len(lines))
    for i in candidates:
        text = lines[i].text
        if len(text) < 10 or i > meta:
            continue
        for j in candidates:
            other = lines[j].text
            if j != i and other == text:
                return text, None, min(i, j)
            cut = _SITE_TAIL.match(other, len(text)) if j != i and other.startswith(text) else None
            if cut and cut.end() > len(text):
                name = _SITE_TAIL.split(other[len(text) :])[-1].strip()
                return text, (name if 2 <= len(name) <= 20 else None), max(i, j)
    return None, None, None


def _first_of_group(lines: Sequence[_Line], candidates: Sequence[int], start: int) -> int:
    """The first of the candidates that stand together above the byline or, without one, above the text.

    A menu (three and more words nobody knows) parts what stands above it from the article.
    """
    long_enough = [i for i in candidates if len(lines[i].text) >= 12 and len(lines[i].text.split()) >= 3]
    long_enough = long_enough or [i for i in candidates if len(lines[i].text) >= 10] or list(candidates)
    meta = next((i for i in range(start) if lines[i].meta and i > long_enough[0]), start)
    at = max(i for i in long_enough if i < meta)
    for i in reversed([i for i in long_enough if i < at]):
        between = [
            line for line in lines[i + 1 : at] if line.shape == "short" and not line.meta and len(line.text) < 10
        ]
        if len(between) >= 3:
            break
        at = i
    return at


def _key(text: str) -> str:
    """The letters and digits of `text` behind a label like [보도자료]: what two printings of the same words share."""
    return _BETWEEN.sub("", _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text).lower()


def _same(a: str, b: str) -> bool:
    return bool(_key(a)) and _key(a) == _key(b)


def _body(lines: Sequence[_Line], title: str | None, subtitles: Sequence[str]) -> list[str]:
    """The paragraphs among `lines`: no furniture, captions, bylines on lines of their own, nor copies of the title."""
    body: list[str] = []
    seen: set[str] = {_key(text) for text in (title or "", *subtitles)}
    for line in lines:
        if line.meta or line.shape in _NOT_TEXT:
            continue
        letters = _key(line.text)
        if letters and letters in seen:
            continue
        if len(line.text) >= 40:  # printed twice; shorter paragraphs may well recur
            seen.add(letters)
        body.append(line.text)
    return body
