"""The times of a sentence by which something can be announced, and which of them dates a clause.

Left out are times past at the article's date, those in names and titles, measures (5월 기준) and what recurs
(매년 9월).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.language.dates import Moment
from briefing.model import Span, Token

# Names and titles, whose numbers date nothing: ‘2024년 하반기 공모전’, 「’26년 관리방안」. ‘26.3.31 opens none.
_TITLE = re.compile(
    r"‘(?!\d\d(?:\.|년))[^‘’]{1,80}’|[「｢『《<][^」｣』》>]{1,80}[」｣』》>]|'(?!\d\d(?:\.|년))[^'\n]{1,60}'"
)
_BRACKETED = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]?")
# What makes of a time a measure or a thing of that time: 5월 기준, 전년 동기 대비.
_MEASURE = re.compile(r"\s?(?:말\s?)?(?:기준|대비|현재|동기|실적|보다|이래|당시|중에서|생\b|결산|귀속)")
_TODAY = "오늘"  # names the occasion on which something is announced (오늘 회의를 계기로)
_EVERY = re.compile(r"(?:매년|매월|매주|매달|해마다|격년)[\s가-힣]{0,14}$")
# Purpose, ground and what is done first stand with their times before that of the act: 개항을 위해 오는 5월 착공한다.
_BEFORE_THE_ACT = re.compile(r"(?:위해|위하여|위한|목표로|따라|따른|의해|거쳐|뒤|후|이후|다음|마치고)[\s,]")
# A bracket dates what is announced where it stands on its occasion: 총회(잠정 7월)에서, 협의회(7월)를 통해.
_OCCASION = re.compile(r"[)\]）]\s?(?:등)?(?:에서|[을를]?\s?(?:통해|통하여|계기로))")
# A time under way is still to come where its words look to its end or its whole: 이달 중, 올해 말, 3월부터 12월까지.
_REMAINS = re.compile(r"(?:[중말간]|동안)$|부터|[~∼～〜–―-]")
_SURELY_AHEAD = re.compile(r"오는|내년|후년|내달|다음|익월|향후|앞으로|연내|내일|모레")
# A day so near before the article's date is that one, not the next month's: an article tells of yesterday.
_RECENT = 7
# 5월 국회에서 발표한: the verb of a time stands so many morphemes behind it at most.
_NEAR = 6
# A bare month farther ahead than half a year is nearer behind; only words that announce make it the coming one.
_FAR = timedelta(days=183)
# Days from the beginning of what 부터 begins with in which it may still begin; 올해부터 tells too little.
_LENGTHS = {"part": 7, "month": 28, "quarter": 90}


@dataclass(frozen=True, slots=True)
class Time:
    """A time of a sentence; `bracket` is the one it stands in; `ahead`: it lies later than the article for sure."""

    moment: Moment
    bracket: Span | None
    ahead: bool


def read(
    text: str, span: Span, tokens: Sequence[Token], moments: Iterable[Moment], published: date | None
) -> Iterator[Time]:
    """The times of the sentence `span` that may date what it announces, out of the time expressions in it."""
    titles = [m.span() for m in _TITLE.finditer(text, span.start, span.end)]
    brackets = [m.span() for m in _BRACKETED.finditer(text, span.start, span.end)]
    for moment in moments:
        if moment.past or moment.of(text) == _TODAY or _over(moment, text, published):
            continue
        if _MEASURE.match(text, moment.end) or _inside(titles, moment):
            continue
        if _EVERY.search(text, max(span.start, moment.start - 18), moment.start):
            continue
        bracket = _inside(brackets, moment)
        if not (moment.guessed and bracket is None and _told_of(tokens, moment)):
            yield Time(moment, bracket, _ahead(text, moment, published))


def choose(text: str, times: Sequence[Time]) -> Moment | None:
    """The first time behind what is before the act (…을 위해, …을 거쳐), else the first; brackets as a last resort."""
    times = [t for t in times if t.bracket is None] or list(times)
    if not times:
        return None
    before = [m.end() for m in _BEFORE_THE_ACT.finditer(text, times[0].moment.end, times[-1].moment.start + 1)]
    return next((t for t in times if before and t.moment.start >= before[-1]), times[0]).moment


def on_occasion(text: str, time: Time) -> bool:
    """Whether a time in brackets stands on the occasion of what is announced: 총회(잠정 7월)에서."""
    return time.bracket is not None and _OCCASION.match(text, time.bracket.end - 1) is not None


def _inside(places: Sequence[tuple[int, int]], moment: Moment) -> Span | None:
    return next((Span(start, end) for start, end in places if start <= moment.start < end), None)


def _over(moment: Moment, text: str, published: date | None) -> bool:
    """Whether a time is past at the article's date, or its bare day is rather one just past than a month ahead."""
    if published is None:
        return False
    if moment.last is not None and moment.last < published:
        return True
    if moment.last is None and moment.first is not None:  # 2017년부터
        return moment.first.year < published.year
    if not moment.guessed or moment.precision != "day" or moment.first is None:
        return False
    if any(mark in moment.of(text) for mark in "월./"):
        return moment.first - published > _FAR
    return any((published - timedelta(days=k)).day == moment.first.day for k in range(1, _RECENT + 1))


def _told_of(tokens: Sequence[Token], moment: Moment) -> bool:
    """Whether the verb next behind a time says that it is over: 5월 발표한 방안에 따라."""
    first = next((i for i, token in enumerate(tokens) if token.start >= moment.end), len(tokens))
    for i in range(first, min(first + _NEAR, len(tokens))):
        if tokens[i].tag in ("EF", "EC", "ETN"):
            return False
        if tokens[i].tag == "ETM":
            return tokens[i].form in ("ᆫ", "은") and tokens[i - 1].tag in ("VV", "XSV", "VX")
    return False


def _ahead(text: str, moment: Moment, published: date | None) -> bool:
    """Whether a time lies later than the article, so that a present form can only announce."""
    words = moment.of(text)
    if published is None:
        return _SURELY_AHEAD.search(words) is not None
    if moment.first is None:
        return moment.last is not None and moment.last > published
    if moment.last is None and moment.precision is not None:  # 2분기부터, in that quarter: it may begin any day
        return moment.first + timedelta(days=_LENGTHS.get(moment.precision, 0)) > published
    if moment.first > published:
        return not (moment.guessed and moment.first - published > _FAR)
    return moment.last is not None and moment.last > published and _REMAINS.search(words) is not None
