"""A body -> Document: paragraphs, sentences and morphemes from a single pass of the tokenizer.

Sentences come from rules on blocks and stops, not from Kiwi's splitter, which merges bullets and headlines and
cuts decimals and quotations. A sentence ends at a stop outside quotation marks, at a list mark of government
documents (□ ○ - ※), or where white space and stop were both lost and a final ending meets the next word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from briefing.language import kiwi
from briefing.model import Document, Span, Token

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")

# [인더스트리뉴스 홍길동 기자], (서울=연합뉴스) 홍길동 기자 =, 경기IN=홍길동 기자 at the head of a paragraph.
_BYLINE = re.compile(
    r"\s*(?:[\[【(<][^\]】)>\n]{0,40}(?:기자|특파원|뉴스|일보|신문|통신)[^\]】)>\n]{0,12}[\]】)>]"
    r"(?:\s*[가-힣]{2,4}\s*(?:기자|특파원))?\s*=?"
    r"|[^\s=“\"‘']{2,15}\s*=\s*[가-힣]{2,4}\s*(?:기자|특파원)\s*[=]?)\s*"
)

# A stop, the marks that close over it, then white space. A digit before a full stop is a date or a list
# number (1. 28.), a single capital an initial. Both patterns begin with the characters that can begin a match and then
# look back, which lets the search skip all others.
_STOP = re.compile(
    r"[.!?。…](?:(?<=\.)(?<![\d\s]\.)(?<!\b[A-Z]\.)\.*|(?<!\.)[!?。…]*(?![,”’\"'」』)]))[”’\"'」』)\]>》]*(?=\s|$)"
)
_LIST_MARK = re.compile(r"[□■○●◦ㅇ▪▫◆◇▶▷※➊-➓❶-❿①-⑳–—·*∙-](?<!\S.)(?:(?<![–—·*∙-])|(?=\s))")
_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’", "｢": "｣", "(": ")", '"': '"'}
_MARK = re.compile("[" + "".join([*_MARKS, *_MARKS.values()]) + "]")

# What can begin a sentence straight after a final ending that lost its stop and its space.
_OPENERS = frozenset({"NNG", "NNP", "NP", "MAJ", "MAG", "MM", "SL", "SSO", "NR", "SN"})


def parse(body: str) -> Document:
    """The document of `body` (NFC): one tokenizer pass; sentences ordered, disjoint, without outer white space."""
    tokens = kiwi.tokenize(body)
    paragraphs = tuple(_trim(body, m.start(), m.end()) for m in _PARAGRAPH.finditer(body))
    lost = list(_lost_stops(body, tokens))
    sentences = tuple(s for p in paragraphs for s in _sentences(body, p, lost))
    return Document(body, paragraphs, sentences, tokens)


def _sentences(body: str, paragraph: Span, lost: list[int]) -> Iterator[Span]:
    start = paragraph.start
    if byline := _BYLINE.match(body, start, paragraph.end):
        start = byline.end()
    protected = quoted(body, paragraph)
    cuts = {m.end() for m in _STOP.finditer(body, start, paragraph.end)}
    cuts |= {m.start() for m in _LIST_MARK.finditer(body, start, paragraph.end)}
    cuts.update(lost[bisect_left(lost, start) : bisect_left(lost, paragraph.end)])
    for cut in [*sorted(cuts), paragraph.end]:
        if start < cut and not _inside(protected, cut) and body[start:cut].strip():
            yield _trim(body, start, cut)
            start = cut


def _inside(pairs: list[tuple[int, int]], position: int) -> bool:
    """Whether `position` lies strictly inside one of the ordered, disjoint pairs."""
    at = bisect_left(pairs, (position, 0)) - 1
    return at >= 0 and position < pairs[at][1]


def quoted(body: str, paragraph: Span) -> list[tuple[int, int]]:
    """Positions (open, after close) of the outermost balanced quotations and brackets of a paragraph, in order.

    Straight marks pair off in order. A mark without its partner protects nothing. Linear in the paragraph.
    """
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []  # what would close, and where it was opened
    waiting = Counter[str]()
    for mark in _MARK.finditer(body, paragraph.start, paragraph.end):
        c, i = mark.group(), mark.start()
        if waiting[c]:
            while True:
                close, at = stack.pop()
                waiting[close] -= 1
                if close == c:
                    break
            while pairs and pairs[-1][0] > at:  # inside the new one
                pairs.pop()
            pairs.append((at, i + 1))
        elif c in _MARKS:
            stack.append((_MARKS[c], i))
            waiting[_MARKS[c]] += 1
    return pairs


def _lost_stops(body: str, tokens: tuple[Token, ...]) -> Iterator[int]:
    """Where a word follows a final ending at once, its stop and its space both lost; in order."""
    for left, right in pairwise(tokens):
        lost = left.tag == "EF" and left.end == right.start and left.form.endswith("다") and right.tag in _OPENERS
        if lost and body[right.start] not in ".,”’\"'":
            yield right.start


def _trim(body: str, start: int, end: int) -> Span:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return Span(start, end)
