"""Digits that say when, where to call or which article of law, and are no figures."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
_DAYS = "[월화수목금토일]"
_TO = r"\s?[~∼～〜·,/-]\s?"

# What may begin at a digit. Durations share their words with dates: 5일간 and 3년 동안 are not matched.
_MOMENT = re.compile(
    rf"{_YEAR}\s?[-~∼–]\s?(?:{_YEAR}|\d\d)(?!\d)(?:\s?년)?"  # 2012-2016년
    rf"|{_YEAR}\s?[.\-/]\s?\d{{1,2}}(?:\s?[.\-/]\s?\d{{1,2}})?(?!\d)\.?"  # 2024. 1. 28., 2024-01-28
    rf"|{_YEAR}\s?(?:년|학년도|年)(?!\s?(?:만에|간|동안))"
    rf"|\d{{1,2}}(?:{_TO}\d{{1,2}}){{0,11}}\s?월(?:\s?\d{{1,2}}(?:{_TO}\d{{1,2}}){{0,9}}\s?일(?!\s?(?:간|동안))|\s?\d\s?주차?)?"
    rf"|\d{{1,2}}\s?일(?=\s?[(\[]{_DAYS}[)\]])"
    # 9.30일, 12.23.(화); not 15.5일
    rf"|(?:0?[1-9]|1[0-2])\.\s?\d{{1,2}}\.?\s?(?:일|부터|자|[(\[]{_DAYS}[)\]])"
    rf"|\d{{1,2}}/\d{{1,2}}\s?[(\[]{_DAYS}[)\]]"
    r"|\d{1,2}\s?:\s?[0-5]\d(?!\d)"
    r"|\d{1,2}\s?시(?:\s?\d{1,2}\s?분|\s?반)?(?![간군도대나점민장])"
    r"|\d(?:/4|\s?[~∼·,]\s?\d){0,3}\s?분기"
    r"|0\d{1,2}\s?[)-]\s?\d{3,4}\s?-\s?\d{4}|\d{3,4}-\d{4}(?!\d)"
    r"|\d{1,3}\s?조(?:의\s?\d+)?\s?(?:제\s?)?\d+\s?항"
)
# Two digits behind an apostrophe are a year (’25년, ‘25.10.28.) unless a quotation opens there (‘10대 과제’).
_SHORT_YEAR = re.compile(
    r"\d\d(?:\s?년(?!\s?(?:간|만에|동안))|\.\s?\d{1,2}(?!\d)(?:\.\s?\d{1,2})?\.?\s?[월일]?(?![%％억조만천배개명])"
    r"|(?=\s?[~∼)\]/]|\s?(?:말|초|상반기|하반기)))"
)
# 징역 8월, 징역 1년 6월: how long, in the words of a sentence
_TERM = re.compile(r"(?:징역|금고|유예|정지)\s?(?:\d{1,2}년\s?)?$")
_LONGEST_TERM = 8
_APOSTROPHES = frozenset("’‘'`´＇")


def skip(text: str, position: int) -> int | None:
    """Where the date, clock time, telephone number or article of law that begins at `position` ends, else None."""
    if position and text[position - 1] in _APOSTROPHES and (year := _SHORT_YEAR.match(text, position)):
        return year.end()
    moment = _MOMENT.match(text, position)
    if moment is None or (moment.group()[-1] == "월" and of_term(text, position)):
        return None
    return moment.end()


def of_term(text: str, position: int) -> bool:
    """Whether the months at `position` are those of a sentence (징역 8월) and not of a date."""
    return bool(_TERM.search(text, max(0, position - _LONGEST_TERM), position))
