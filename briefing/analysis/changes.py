"""How a figure moved, in the words of the text: 전년 대비 5.2% 증가, 10명에서 20명으로 늘었다, 줄어든.

The words are one piece of the text that stands around or right beside the figure: from what the figure is compared
with, where that is said, to the word that says how it moved. A level takes the change that is given with it:
1조원으로 전년 대비 5.2% 증가, 전년 대비 5.2% 증가한 1조원, 1조원(+5.2%).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.analysis import phrases
from briefing.language import hedges
from briefing.model import Document, Figure, Span, Token

_ARROW = re.compile(r"\s?[→⇒➝]\s?")
_FROM = re.compile(r"에서\s(?:[^\s,.()]{1,8}\s){0,2}")
_BY = re.compile(r"(?:으로|로)\s(?:약\s?|총\s?)?")
_MARK = re.compile(r"\s?[↑↓▲▼](?!\s?\d)")
_SIGNED = re.compile(r"[+＋\-−–△▲▼]")
_ASIDE = re.compile(r"\s?[(（][^()（）\n]{1,30}[)）]")
# 1조원으로 (전년 대비 …), 1조원(전년 대비 …), 1조원, (전년 대비 …)
_LEVEL = re.compile(r"(?:으로|로|이며|이고)?(?:는|서)?,?\s|\s?[(（]")
# 5.2% 증가한 1조원, 5.2% 늘어난 1조원, 많은 1조원, 늘어 1조원, from the last syllable of the words on.
_ONWARD = re.compile(r".?(?:[한된해돼]|하여|되어|(?<=[가-힣])[난든은린친진운긴른어여려]),?\s(?:약\s?|총\s?|모두\s)?")
_YEAR = re.compile(
    r"[’‘'`´]?\d{1,4}년|\d{1,2}(?:개월|월|주|일)|\d분기|(?:[한두세석네넉몇]|하루|이틀|사흘|나흘|일주일|보름|열흘)$"
)
# 각각 2.2%, 3.7% 올랐다; 각각 3%(1억원)와 5%(2억원) 늘었다
_EACH = re.compile(r"각각?\s?$")

# Between the number and the word that says how it moved: 5%가량이 더, 3명씩, 2배 이상으로 크게.
_PARTICLES = frozenset({"JKS", "JKO", "JX", "JKB", "MAG", "XSN"})
_LINKS = frozenset({"으로", "로", "이", "가", "을", "를", "이나", "나", "까지", "만", "만큼", "씩", "더", "도"})
# Kinds that are a change by themselves where a bare noun follows: 5% 증가 전망; not 3개 개선 과제.
_RELATIVE = frozenset({"percent", "ratio", "money"})
_MEASURED_IN = frozenset({"%", "%p", "bp", "배"})
_NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "XSN", "XPN", "MM"})

# How many morphemes are read behind a number and before it, how many code points a piece may have, and how many words
# may stand between what is compared with and the number (전년 대비 수출이 5% 증가): a clause has hardly more.
_LOOK = 10
_BACK = 24
_LONGEST = 60
_BETWEEN = 2
_PHRASE = 2


def find(document: Document, figures: Sequence[Figure]) -> list[Span | None]:
    """For each of `figures` (ordered by start) the piece that states its change, None where the text states none."""
    text = document.text
    spans: list[Span | None] = [_stated(document, figure) for figure in figures]
    for i in range(len(figures) - 1):
        whole = _from_to(text, figures[i : i + 3], spans[i + 1 : i + 3])
        if whole is not None:
            for k in range(i, len(figures)):
                if figures[k].end > whole.end:
                    break
                spans[k] = whole
    for i, (left, right) in enumerate(pairwise(figures)):
        own, other = spans[i], spans[i + 1]
        if own is not None and other is None and _onward(text, own, right):
            spans[i + 1] = Span(min(own.start, left.start), own.end)
    for i in range(len(figures) - 2, -1, -1):
        if spans[i] is None:
            k = _past_time(figures, spans, i + 1)
            spans[i] = _each(text, figures, spans, i) or _given_with(text, figures[i], figures[k], spans[k])
    return spans


def _past_time(figures: Sequence[Figure], spans: Sequence[Span | None], i: int) -> int:
    """The index of the figure behind figure `i` where that one only says when: 1년 in 1년 전보다 5% 증가; else `i`."""
    change = spans[i + 1] if i + 1 < len(figures) else None
    timed = figures[i].kind == "duration" and change is not None and change.start <= figures[i].start
    return i + 1 if timed else i


def _each(text: str, figures: Sequence[Figure], spans: Sequence[Span | None], i: int) -> Span | None:
    """The change that figure `i`, the first of a row behind 각각, shares with the second: 각각 2.2%, 3.7% 상승."""
    first = figures[i]
    second = next((k for k in range(i + 1, min(i + 3, len(figures))) if figures[k].unit == first.unit), None)
    if second is None or not _EACH.search(text, max(0, first.start - 3), first.start):
        return None
    change = spans[second]
    apart = phrases.ROW.fullmatch(text, first.end, figures[second].start)
    return change if apart and change is not None and change.start >= figures[second].start else None


def _from_to(text: str, figures: Sequence[Figure], moved: Sequence[Span | None]) -> Span | None:
    """The piece that leads from the first of up to three `figures` to the next: 10명→20명, 10명에서 20명으로 늘었다.

    `moved` are the changes of the second and the third, which may say by how much: 10명에서 20명으로 2배 늘었다.
    """
    left, right = figures[:2]
    if left.unit != right.unit:
        return None
    gap = text[left.end : right.start]
    if _ARROW.fullmatch(gap):
        return Span(left.start, right.end)
    if not _FROM.fullmatch(gap):
        return None
    by = moved[0]
    if by is None and len(figures) > 2 and _BY.fullmatch(text[right.end : figures[2].start]):
        by = moved[1]
    return Span(left.start, by.end) if by is not None and by.end - left.start <= _LONGEST else None


def _given_with(text: str, level: Figure, figure: Figure, change: Span | None) -> Span | None:
    """The change of `level` that the next figure gives, whose own is `change`: 1조원으로 (전년 대비 5.2% 증가)."""
    if change is not None and change.start < level.end:
        # 1년 전보다 5% 증가: the year did not move.
        timed = level.kind == "duration" and figure.kind != "duration"
        return change if change.start <= level.start and not timed else None
    start = min(figure.start, change.start) if change else figure.start
    if not _LEVEL.fullmatch(text, level.end, start):
        return None
    # Of one kind they may be two amounts (3%, 5% 증가), unless the second is compared: 3조원으로 전년보다 1조원 증가.
    if figure.kind == level.kind and (start == figure.start or text[level.end] not in "으로이"):
        return None
    if change is not None:
        return Span(start, change.end)
    signed = figure.kind == "percent" and text[start - 1] in "(（" and _SIGNED.match(text, start)
    return Span(start, figure.end) if signed else None


def _onward(text: str, change: Span, level: Figure) -> bool:
    """Whether the change leads to the next figure (5.2% 늘어난 1조원, 5명 줄어든 40명) or holds it (1억원(3%) 증가)."""
    return level.end <= change.end or bool(_ONWARD.fullmatch(text, change.end - 1, level.start))


def _stated(document: Document, figure: Figure) -> Span | None:
    """What stands beside the figure itself."""
    text = document.text
    base = _base(document, figure)
    end = _moved(document, figure, compared=base is not None)
    if end is None and base is not None and _SIGNED.match(text, figure.start):
        end = figure.end
    if end is None:
        return None
    # 1조원 감소(0.4%↓): what stands outside a bracket is compared with what stands outside.
    if base is not None and end - base <= _LONGEST and _balanced(text[base:end]):
        return Span(base, end)
    start = figure.end
    if mark := _MARK.match(text, start):
        return Span(figure.start, mark.end())
    if aside := _ASIDE.match(text, start):
        start = aside.end()
    words = text[start:end]
    moved = words.split()[-1] if words.split() else ""
    return Span(end - len(moved), end) if moved else None


def _balanced(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character in "(（") - (character in ")）")
        if depth < 0:
            return False
    return depth == 0


def _moved(document: Document, figure: Figure, *, compared: bool) -> int | None:
    """Where the word that says how the figure moved ends: 증가 in 5.2% 증가했다, 늘었다 in 3명이 더 늘었다."""
    text, known = document.text, hedges.lexicon()
    if mark := _MARK.match(text, figure.end):
        # 자기자본 3조원↑ is a bound.
        return mark.end() if figure.unit in _MEASURED_IN or compared else None
    start = figure.end
    if aside := _ASIDE.match(text, start):
        start = aside.end()
    first = document.token_from(start)
    tokens = document.tokens[first : first + _LOOK]
    for i, token in enumerate(tokens):
        gap = text[start : token.start]
        if gap and (gap.strip() or "\n" in gap):
            return None
        start = token.end
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        glued = after is not None and after.start <= token.end
        if token.tag == "NNG" and token.form in known.move:
            # 증가율, 인상안; not 인상키로 했다
            if glued and after is not None and after.tag in _NOMINAL and not text.startswith("키로", token.end):
                return None
            alone = after is not None and not glued and after.tag in ("NNG", "NNP") and token.end < after.start
            return None if alone and figure.kind not in _RELATIVE else token.end
        if token.tag[:2] == "VV" and token.form in known.turn:
            # 1㏊는: behind a sign the tokenizer takes 는 for 늘다.
            end = _word(tokens, i)
            return None if text[figure.end : end] == "는" else end
        if token.tag[:2] == "VA" and token.form in known.compared:
            return _word(tokens, i) if compared else None
        # 48%가 증가: behind a sign the tokenizer takes 가 for 가다.
        misread = token.start <= figure.end and token.form in ("가", "어")
        hedge = misread or token.form in known.behind or token.form in ("넘", "게")
        if not (hedge or token.tag == "MAG" or (token.tag in _PARTICLES and token.form in _LINKS)):
            return None
    return None


def _word(tokens: Sequence[Token], i: int) -> int:
    """Where the word whose stem is token `i` ends: 늘|었다, 줄어드|ㄴ."""
    while i + 1 < len(tokens) and tokens[i + 1].tag in ("EP", "EC", "EF", "ETM", "ETN"):
        i += 1
        if tokens[i].tag != "EP":
            break
    # 늘린다|고 밝혔다
    return tokens[i].end - tokens[i].form.endswith(("다고", "다며"))


def _base(document: Document, figure: Figure) -> int | None:
    """Where the words begin that the figure is compared with, None where there are none near before it."""
    text, known = document.text, hedges.lexicon()
    last = document.token_from(figure.start)
    tokens = document.tokens[max(0, last - _BACK) : last]
    if not tokens:
        return None
    # Where what stands between may begin at the farthest: on the figure's line, behind the word before the last ones.
    head = text[tokens[0].start : figure.start]
    words = head.rsplit(maxsplit=_BETWEEN)
    farthest = tokens[0].start + max(head.rfind("\n") + 1, len(words[0]) if len(words) > _BETWEEN else 0)
    for i in range(len(tokens) - 1, 0, -1):
        token, before = tokens[i], tokens[i - 1]
        if token.end < farthest:
            return None
        if token.form == "비":
            # 작년에 비해, 전년비; not 비 alone.
            if before.form == "에" or before.end == token.start:
                return _compared(text, tokens, i - (before.form == "에"))
        elif token.form in known.base and token.tag in ("NNG", "JKB"):
            return _compared(text, tokens, i)
        elif token.tag in ("SF", "EF", "SP", "ETM") or (token.tag == "EC" and before.form != "하"):
            return None
    return None


def _compared(text: str, tokens: Sequence[Token], stop: int) -> int | None:
    """Where the phrase begins that ends before token `stop`: with its word of time, else at most two words long."""
    known = hedges.lexicon()
    start = stop
    while start and _in_phrase(text, tokens, start - 1):
        start -= 1
        if tokens[start].tag == "SSC" and tokens[start].form in ")）":
            # 전년 동기(100억원) 대비
            opening = (i for i in range(start - 1, -1, -1) if tokens[i].tag == "SSO")
            start = next(opening, stop)
    words = [i for i in range(start, stop) if i == start or text[tokens[i - 1].end : tokens[i].start]]
    for n, i in enumerate(words):
        end = tokens[words[n + 1] - 1].end if n + 1 < len(words) else tokens[stop - 1].end
        word = text[tokens[i].start : end]
        timely = any(word == time or (len(time) > 1 and word.startswith(time)) for time in known.time)
        if timely or _YEAR.match(word):
            return tokens[i].start
    return tokens[words[-_PHRASE:][0]].start if words else None


def _in_phrase(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` belongs to the phrase of what stands behind it: 지난해 같은 기간, ’24년 말, 정부안."""
    token = tokens[i]
    if text[token.end : tokens[i + 1].start] not in ("", " ", "\N{NO-BREAK SPACE}"):
        return False
    if token.tag == "ETM":
        return i > 0 and tokens[i - 1].form in ("같", "지나")
    # 60㎡ 이하보다: the sign of a measure, not a bullet
    if token.tag == "SW":
        return i > 0 and tokens[i - 1].tag in ("SN", "NR") and tokens[i - 1].end == token.start
    return token.tag in _NOMINAL or token.form in ("같", "지나", "’", "‘", "'", ")", "）")
