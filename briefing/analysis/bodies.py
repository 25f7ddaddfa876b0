"""Where the organisations of an article stand, and which of them a person without one belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefing.analysis import names, organizations, titles
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document, Span

_REACH = 4  # words a name may take (누리 AI연구원, 주한 미국 누리협회)
_LEAST = 5  # letters of a name that is known by its ending alone; shorter ones are mostly kinds of bodies (시중은행)
_CLEAR = 8  # letters from which on an ending needs no proper noun (온라인누리투자금융협회)

_OPENING = re.compile(r"[□○\s]*([가-힣]{3,}(?:(?<!사업)(?<!본)(?<!지)(?<!학)(?<!정)부|처|청))[는은](?=\s)")


@cache
def _suffixes() -> tuple[str, ...]:
    return lexicon.body_suffixes("public", "company")


@cache
def _endings() -> re.Pattern[str]:
    tails = "".join(sorted({form[-1] for form in _suffixes()}))
    return titles.ending(tails)


def mentions(
    document: Document, found: list[Group], known: Organizations, named: Iterable[str]
) -> dict[str, list[Span]]:
    """Canonical name -> every place where the article names the body, in order.

    `named` are bodies that people were found to belong to, known or not.
    """
    extra = {organizations.squash(name): name for name in named}
    own = (*known.written, *extra.values())
    heads = organizations.openings() | {organizations.opening(form) for form in own}
    ends = {m.end(1) if m.group(1) else m.end() for m in _endings().finditer(document.text)}
    places: dict[str, list[Span]] = {}
    for group in found:
        taken = -1
        for index, word in enumerate(group.words):
            if index <= taken:
                continue
            begins = word.text[:3] in heads or word.text[:2] in heads
            hit = _longest(document, group, index, known, extra) if begins else None
            if hit is None and (word.end in ends or word.text[0] == "㈜"):
                hit = _by_ending(document, word, index)
            if hit is not None:
                name, end, taken = hit
                places.setdefault(name, []).append(Span(word.start, end))
    return {name: sorted(spans, key=lambda span: span.start) for name, spans in places.items()}


def opening(document: Document, known: Organizations) -> str | None:
    """The ministry or office, listed or not, that is the topic of an article's first sentence: `누리환경부는 …`."""
    m = _OPENING.match(document.text)
    return known.name(m.group(1)) if m else None


def _longest(
    document: Document, group: Group, index: int, known: Organizations, extra: dict[str, str]
) -> tuple[str, int, int] | None:
    """(name, end, last word) of the longest known form that begins with word `index`."""
    last = index
    while last + 1 < len(group.words) and last - index < _REACH - 1:
        word = group.words[last + 1]
        if not word.gap or word.gap.strip(" ·ㆍ") or word.parted:
            break
        last += 1
    for at in range(last, index - 1, -1):
        word = group.words[at]
        for length in titles.stems(word.text):
            end = word.end - (len(word.text) - length)
            form = document.text[group.words[index].start : end]
            name = known.canonical(form) or extra.get(organizations.squash(form))
            if name:
                return name, end, at
    return None


def _by_ending(document: Document, word: Word, index: int) -> tuple[str, int, int] | None:
    """(name, end, word) of a body that only its ending gives away: a proper noun with …협회, …캐피탈, or ㈜."""
    tokens = document.tokens_in(Span(word.start, word.end))
    if word.text[0] == "㈜":
        end = next((token.start for token in tokens if token.tag[0] == "J"), word.end)
        return (document.text[word.start : end], end, index) if end > word.start + 2 else None
    proper = any(token.tag in ("NNP", "SL") for token in tokens)
    for length in titles.stems(word.text):
        stem, end = word.text[:length], word.end - (len(word.text) - length)
        if length < _LEAST or not (proper or length >= _CLEAR) or word.title is not None:
            continue
        if stem.endswith(_suffixes()) and names.split(stem) is None:
            return stem, end, index
    return None


# Which heads of titles belong to which kind of body.
_FITS = (
    (("위원장", "상임위원", "사무처장", "사무국장"), ("위원회",)),
    (("장관", "차관", "차관보"), ("부",)),
    (("청장", "차장"), ("청",)),
    (("시장",), ("시",)),
    (("군수",), ("군",)),
    (("서장",), ("서",)),
    (("원장", "원장보"), ("원",)),
    (("이사장",), ("공단", "재단", "거래소", "기금")),
    (("사장",), ("공사",)),
    (
        (
            "국장",
            "과장",
            "실장",
            "정책관",
            "기획관",
            "심의관",
            "담당관",
            "대변인",
            "사무관",
            "서기관",
            "주무관",
            "인턴",
            "조정관",
        ),
        ("부", "처", "청", "위원회"),
    ),
    (("본부장", "단장", "센터장", "팀장"), ("원", "공단", "공사", "재단")),
)


# Titles that many bear: that a body has one says nothing of another holder.
_MANY = ("의원", "위원", "교수", "변호사", "이사", "대표", "박사", "연구원", "회계사", "상무", "전무")


def of_title(
    title: str, position: int, document: Document, places: dict[str, list[Span]], lead: str | None
) -> str | None:
    """The body of a person whom the article names with the title alone, at `position`.

    A body that stands with that very title elsewhere (`금융위원회 부위원장`); then the nearest body before in the same
    sentence, the one that leads the article, and the only one named at all: each time only a body that has such a
    post (위원장 in a 위원회, 사장 in a 공사).
    """
    if not title.endswith(_MANY):
        for name, spans in places.items():
            if any(document.text.startswith(" " + title, span.end) for span in spans):
                return name
    endings = tuple(ending for heads, kinds in _FITS if title.endswith(heads) for ending in kinds)
    if not endings:
        return None
    fitting = {name: spans for name, spans in places.items() if name.endswith(endings)}
    sentence = document.sentence_at(position)
    if sentence is not None:
        before = [
            (span.start, name)
            for name, spans in fitting.items()
            for span in spans
            if sentence.start <= span.start < position
        ]
        if before:
            return max(before)[1]
    if lead is not None and lead.endswith(endings):
        return lead
    return next(iter(fitting)) if len(fitting) == 1 and title.endswith(("위원장", "장관", "차관", "청장")) else None
