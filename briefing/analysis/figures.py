"""Document -> figures: every amount, count, headcount, share, ratio, size, duration and rank with an Arabic digit.

A cursor goes from digit to digit. What begins a date, a telephone number or an article of law is passed over; else
the numeral is read with its sign and its unit, and with what is linked to it: a range (10~20%), a change
(5천만원→1억원), a row (3·4%), through which the unit, and in ranges the magnitude, is carried to the left.

Left out are numbers without a unit, ordinals, numbers inside names, and numerals written in Hangul only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from briefing.analysis import changes, headings, labels, limits, moments, repeats
from briefing.analysis.counting import counts, is_money
from briefing.analysis.headings import Heading
from briefing.language import numerals, units
from briefing.language.units import Unit
from briefing.model import Document, Figure, Span

_DIGIT = re.compile("[0-9０-９]")
_LINK = re.compile(r"[^\S\n]?[~∼～〜→⇒➝·ㆍ‧][^\S\n]?(?P<sign>[-−–△▲▼+＋]?|영[하상][^\S\n]?)(?=[0-9０-９])")
_DASH = re.compile(r"[-–](?P<sign>)(?=[0-9０-９])")
# 3, 4, 5%; 지난달 6,700, 이달 5,900건; 1차 1,200, 2차 1,450건
_SERIES = re.compile(
    r",[^\S\n](?:(?:[가-힣]{1,6}|\d{1,2}차|\d{1,2}월|(?:19|20)\d\d년)[^\S\n])?(?P<sign>[-−–△▲▼+＋]?)(?=[0-9０-９])"
)
# 3대 1; not 60대 1명, 20대 1인
_RATIO = re.compile(r"\s?(?:대|:)\s?1(?![\d:]|[.,]\d|\s?[명인개건곳위]|[가-힣]*\d)")
# 3원 80전, 1달러 91센트
_HUNDREDTHS = {"원": re.compile(r"\s?(\d{1,2})전"), "달러": re.compile(r"\s?(\d{1,2})센트")}
_BELOW_ZERO = re.compile(r"영하[^\S\n]?$")
# 10.21포인트(0.42%) 오른 2,412.85: an index has the unit of its change, which the text gives once
_BY_POINTS = re.compile(
    r"(?:포인트|\d[pP])(?:[^\S\n]?[(（][^()（）\n]{1,20}[)）])?[^\S\n]?[가-힣]{1,4}[른린한은진난든][^\S\n]$"
)
_GROUPED = re.compile("[.,]")
_POSITIVE = ("+", "＋", "영상")
_SCALE = re.compile("[,경조억만천백십여]")
_LARGE = re.compile("[경조억만]")
_LATIN = re.compile("[A-Za-zÀ-ÿ0-9]")
_RUN = re.compile("[0-9０-９]+")
# Words that may be glued to the number behind them: 만18세, 총3팀.
_LEADS = frozenset(
    {"만", "총", "약", "연", "월", "각", "최대", "최소", "최장", "최근", "향후", "평균", "전체", "기존", "등"}
)

# $5억, US$ 3, △$103백만
_CURRENCY = re.compile(r"(?P<sign>[-−△▲▼+])?(?:US)?(?P<mark>[$＄₩￦€¥£])\s?$")
_CURRENCIES = {"$": "USD", "＄": "USD", "₩": "KRW", "￦": "KRW", "€": "EUR", "¥": "JPY", "£": "GBP"}
_WON = Unit("KRW", "money", "firm")
_TIMES = Unit("배", "ratio", "firm")
_SHARES = Unit("주", "count", "firm")
_POINTS = Unit("포인트", "other", "firm")
# The smaller unit of a compound duration, the larger one before it, and how many it has.
_PARTS = {"개월": ("년", 12), "월": ("년", 12), "분": ("시간", 60), "초": ("분", 60)}
# Weeks are rarely more than a year's; above stand shares (100주).
_MOST_WEEKS = 60

# How far a mark's neighbours and the head of an address are looked for, and how far a line is indented at most:
# bounds that keep endless lines from costing the square of their length.
_REACH = 300
_MARGIN = 30
# 1,234.56포인트(12.34%) 급락한 with room: what says how an index moved.
_LONGEST_MOVE = 40
# Numbers that are read are grouped by commas from so many digits on.
_LONGEST_PLAIN = 6

Link = Literal["range", "change", "row"]


class Amount(NamedTuple):
    """A number as it stands: text[start:end] with sign and unit, text[digits:number] the numeral alone."""

    start: int
    digits: int
    number: int
    end: int
    value: Decimal
    unit: Unit | None = None
    form: str = ""

    def scaled(self, text: str) -> bool:
        """Whether the numeral is more than plain digits."""
        return bool(_SCALE.search(text, self.digits, self.number))


def extract(document: Document) -> tuple[Figure, ...]:
    """The figures of `document`, ordered by start and disjoint, each with what the text says of it.

    Those of a sentence that repeats an earlier one are left out; headlines and sub-headings count on their own.
    """
    figures: list[Figure] = []
    text, position = document.text, 0
    announced = headings.find(text)
    while digit := _DIGIT.search(text, position):
        if (past := moments.skip(text, digit.start())) is not None:
            position = past
            continue
        amounts, links, position = _chain(document, digit.start(), position)
        amounts = [_moved_to(text, _headed(text, amount, announced)) for amount in _carried(text, amounts, links)]
        _judge(document, amounts, links, figures)
    moved = changes.find(document, figures)
    again = list(repeats.sentences(document))
    described = []
    for figure, label, change in zip(figures, labels.label_all(document, figures, moved), moved, strict=True):
        if not _within(figure, again):
            approximate, bound = limits.of(document, figure)
            words = change.of(text) if change else None
            label = headings.label(announced, figure.start) or label
            described.append(
                Figure(
                    figure.start,
                    figure.end,
                    value=figure.value,
                    value_max=figure.value_max,
                    unit=figure.unit,
                    kind=figure.kind,
                    label=label,
                    approximate=approximate,
                    bound=bound,
                    change=words,
                )
            )
    return tuple(described)


def _within(figure: Figure, sentences: Sequence[Span]) -> bool:
    index = bisect_left(sentences, figure.start + 1, key=lambda sentence: sentence.start) - 1
    return index >= 0 and figure.start < sentences[index].end


# --- reading --------------------------------------------------------------------------------------------


def _chain(document: Document, position: int, floor: int) -> tuple[list[Amount], list[Link], int]:
    """The amounts linked to the one at `position`, the links between them, and where to go on.

    What stands before `floor` was read already and is no sign of the first amount.
    """
    text = document.text
    amounts: list[Amount] = []
    links: list[Link] = []
    sign = _sign(document, position) if position > floor else ""
    while amount := _amount(document, position, sign, floor):
        amounts.append(amount)
        link = _LINK.match(text, amount.end)
        if link is None and amount.unit is None:
            link = _DASH.match(text, amount.end) or _series(text, amount)
        if link is None or moments.skip(text, link.end()) is not None:
            return amounts, links, amount.end
        mark = link.group().strip()[0]
        links.append("change" if mark in "→⇒➝" else "row" if mark in "·ㆍ‧," else "range")
        sign, position, floor = link["sign"], link.end(), amount.end
    run = _RUN.match(text, position)
    return amounts, links[: max(0, len(amounts) - 1)], run.end() if run else position + 1


def _series(text: str, amount: Amount) -> re.Match[str] | None:
    """The comma, and the word, between a number without a unit and the next of its series, which may have one."""
    if not text[max(0, amount.start - 1) : amount.start].isspace() or _opens_line(text, amount.start):
        return None
    year_like = not amount.scaled(text) and 1900 <= amount.value <= 2100
    return None if year_like else _SERIES.match(text, amount.end)


def _amount(document: Document, position: int, sign: str, floor: int) -> Amount | None:
    """The number that begins at `position` with the unit behind it; None for a digit string too long to be one."""
    text = document.text
    numeral = numerals.match(text, position)
    if numeral is None:
        return None
    start, end = position - len(sign), numeral.end
    value = -numeral.value if sign and not sign.startswith(_POSITIVE) else numeral.value
    if ratio := _RATIO.match(text, end):
        return Amount(start, position, end, ratio.end(), value, _TIMES, "대 1")
    if prefix := _CURRENCY.search(text, max(floor, start - 4), start):
        minus = (prefix["sign"] or "+") not in "+＋"
        unit = Unit(_CURRENCIES[prefix["mark"]], "money", "firm")
        return Amount(prefix.start(), position, end, end, -value if minus else value, unit, prefix["mark"])
    amount = Amount(start, position, end, end, value)
    for stop, unit in units.candidates(text, end):
        form = text[end:stop].lstrip()
        # 4주간 is 4주 long; the tokenizer keeps 주간 whole.
        lasting = unit.kind == "duration" and text[stop : stop + 1] == "간"
        if _ends_word(document, stop + lasting) and _may_follow(text, amount, unit, stop):
            hundredths = _HUNDREDTHS[form].match(text, stop) if form in _HUNDREDTHS else None
            if hundredths and _ends_word(document, hundredths.end()):
                part = Decimal(hundredths[1]) / 100
                stop, value = hundredths.end(), value + (part if value >= 0 else -part)
            return Amount(start, position, end, stop + _more_than(document, stop), value, unit, form)
    if text[end - 1] == "여" and (noun := _noun_after(document, end)):
        return amount._replace(end=noun.end, unit=Unit(noun.of(text), "count", "scaled"), form=noun.of(text))
    if any(size in text[position:end] for size in "억조경") and _ends_word(document, end):
        return amount._replace(unit=_WON) if is_money(text, position, end) else amount
    return amount


def _may_follow(text: str, amount: Amount, unit: Unit, stop: int) -> bool:
    if unit.firmness == "scaled" and not amount.scaled(text):
        year_like = 1900 <= amount.value <= 2100
        if amount.value < 100 or year_like or unit.name in ("호", "동"):
            return False
    # A bare year, a date or a file's number and the next word (2024 대회, 240520 배포).
    if not text[amount.number].isspace() or amount.scaled(text):
        return True
    return not 1900 <= amount.value <= 2100 and amount.number - amount.digits < _LONGEST_PLAIN


def _ends_word(document: Document, position: int) -> bool:
    """Whether a word may end at `position`: not inside a morpheme, nor between Latin letters or digits."""
    text = document.text
    if position == len(text):
        return True
    if _LATIN.match(text[position - 1]) or not text[position - 1].isalpha():
        return not (_LATIN.match(text[position]) and text[position - 1].isascii() and text[position - 1].isalnum())
    index = document.token_from(position)
    return all(token.end <= position for token in document.tokens[max(0, index - 3) : index])


def _more_than(document: Document, position: int) -> int:
    """The length of a 여 behind the unit (2년여, 100억원여)."""
    text = document.text
    return int(text[position : position + 1] == "여" and _ends_word(document, position + 1))


def _noun_after(document: Document, position: int) -> Span | None:
    """The noun behind one blank at `position`: what 300여 협력사 counts."""
    tokens, index = document.tokens, document.token_from(position)
    if index < len(tokens) and tokens[index].tag in ("NNG", "NNB") and tokens[index].start - position <= 1:
        return Span(tokens[index].start, tokens[index].end)
    return None


def _sign(document: Document, position: int) -> str:
    """The sign in front of the digit at `position`, empty where the mark is a bullet or a hyphen."""
    text = document.text
    if below := _BELOW_ZERO.search(text, max(0, position - 3), position):
        return below.group()
    mark = text[position - 1 : position]
    if not mark or mark not in "-−–△▲▼+＋":
        return ""
    before = text[position - 2 : position - 1] if position > 1 else ""
    if mark in "+＋":
        return "" if before.isalnum() else mark
    if mark in "-–":
        return "" if before.isalnum() or (not before.strip() and _opens_line(text, position - 1)) else mark
    # △ and ▲ in front of words in the same paragraph are list marks; then in front of numbers too.
    sentence = document.sentence_at(position)
    start, end = (sentence.start, sentence.end) if sentence else (position, position)
    around = text[max(start, position - _REACH) : min(end, position + _REACH)]
    return "" if re.search(mark + r"\s*[^\s\d.]", around) or _opens_line(text, position - 1) else mark


def _opens_line(text: str, position: int) -> bool:
    line = text[max(0, position - _MARGIN) : position].rpartition("\n")
    return not line[2].strip() and (bool(line[1]) or position < _MARGIN)


# --- carrying units to the left -------------------------------------------------------------------------


def _carried(text: str, amounts: list[Amount], links: list[Link]) -> list[Amount]:
    """`amounts` with the units, and the magnitudes, that stand only at the last of a chain."""
    amounts = list(amounts)
    for i in range(len(links) - 1, -1, -1):
        left, right = amounts[i], amounts[i + 1]
        if left.unit is None and right.unit is not None:
            amounts[i] = left._replace(unit=right.unit, form=right.form, value=_magnified(text, left, right))
    return amounts


def _headed(text: str, amount: Amount, announced: list[Heading]) -> Amount:
    """`amount` with the unit that a heading announced for bare numbers, when it is one."""
    if amount.unit is not None or not (heading := headings.over(announced, text, amount.start, amount.end)):
        return amount
    minus = heading.start == amount.start - 1 and amount.value > 0
    start, value = (heading.start, -amount.value) if minus else (amount.start, amount.value)
    return amount._replace(start=start, unit=heading.unit, form=heading.form, value=value * heading.size)


def _moved_to(text: str, amount: Amount) -> Amount:
    """`amount` in points, when it is the index that moved by the points before it (10.21포인트 오른 2,412.85)."""
    if amount.unit is not None or not _GROUPED.search(text, amount.digits, amount.number):
        return amount
    by_points = _BY_POINTS.search(text, max(0, amount.start - _LONGEST_MOVE), amount.start)
    return amount._replace(unit=_POINTS, form=_POINTS.name) if by_points else amount


def _magnified(text: str, left: Amount, right: Amount) -> Decimal:
    """The value of `left` when it may share the magnitude of `right`: the reading that lies nearest to `right`.

    1~2조 is 1조 to 2조 and 500→300억 falls from 500억, but 5천~1만원 begins at 5,000; 5천~1억 is 5천만 to 1억.
    """
    own, other = text[left.digits : left.number], text[right.digits : right.number]
    large = _LARGE.search(other)
    if _LARGE.search(own) or not large or not left.value:
        return left.value
    readings = [left.value, left.value * numerals.parse("1" + large.group())]
    if large.group() == "억" and own[-1:] in "천백":
        readings.append(left.value * 10_000)
    aim = abs(numerals.parse(other))
    return min(readings, key=lambda value: max(abs(value), aim) / min(abs(value), aim)) if aim else left.value


# --- judging --------------------------------------------------------------------------------------------


def _judge(document: Document, amounts: list[Amount], links: list[Link], figures: list[Figure]) -> None:
    """Append the figures of one chain to `figures`: ranges and compound durations become one figure each."""
    text, i = document.text, 0
    while i < len(amounts):
        amount, last = amounts[i], amounts[i]
        if i < len(links) and links[i] == "range" and _same(amount, amounts[i + 1]):
            last = amounts[i + 1]
        i += 2 if last is not amount else 1
        if (part := _part(text, figures, amount)) and last is amount:
            figures[-1] = part
            continue
        if amount.unit is None or last.unit is None or _inside_name(document, amount):
            continue
        scaled = amount.scaled(text) or last.scaled(text)
        unit = _shares(last.unit, last.value, scaled)
        if not counts(text, amount.start, last.end, last.form, last.value, scaled):
            continue
        low, high = sorted((amount.value, last.value))
        figures.append(
            Figure(
                amount.start,
                last.end,
                value=low,
                value_max=high if last is not amount else None,
                unit=unit.name,
                kind=unit.kind,
            )
        )


def _part(text: str, figures: list[Figure], amount: Amount) -> Figure | None:
    """1년 6개월 as one figure of 18 months, when `amount` is the smaller part of the duration just read."""
    if not figures or amount.unit is None or amount.form not in _PARTS:
        return None
    larger, count = _PARTS[amount.form]
    before = figures[-1]
    if before.unit != larger or before.value_max is not None or text[before.end : amount.start] not in ("", " "):
        return None
    if amount.value >= count:
        return None
    value = before.value * count + amount.value
    return Figure(before.start, amount.end, value=value, unit=amount.unit.name, kind="duration")


def _same(left: Amount, right: Amount) -> bool:
    return left.unit is not None and right.unit is not None and left.unit.name == right.unit.name


def _opens_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()


def _shares(unit: Unit, value: Decimal, scaled: bool) -> Unit:
    return _SHARES if unit.name == "주" and (scaled or value > _MOST_WEEKS) else unit


def _inside_name(document: Document, amount: Amount) -> bool:
    """Whether the number is part of a name, an address or an ordinal: 정부24, 이통3사, 제5차, ?page=5."""
    text, start = document.text, amount.start
    before = text[start - 1 : start]
    if not before:
        return False
    if _LATIN.match(before) or before in "#@_=&\\" or (before in "/:." and text[start - 2 : start - 1].isdigit()):
        return True
    reach = max(0, start - _REACH)
    word = text[max(text.rfind(" ", reach, start), text.rfind("\n", reach, start), reach - 1) + 1 : start]
    if "://" in word or "www." in word or "@" in word:
        return True
    index = document.token_from(start)
    if not index:
        return False
    token = document.tokens[index - 1]
    # 제 5차; a 제 that ends a word (제설제 38만톤) orders nothing.
    if token.form == "제" and (start == token.end or (start - token.end == 1 and _opens_word(text, token.start))):
        return True
    if not ("가" <= before <= "힣") or amount.unit is None or amount.unit.firmness == "firm":
        return False
    return not token.tag.startswith(("J", "E", "M", "NNB", "NR", "XP")) and token.form not in _LEADS
