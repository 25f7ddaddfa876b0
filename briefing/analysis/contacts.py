"""Who is named as a contact or as a reporter, and so is no actor of the article."""

from __future__ import annotations

import re

_PHONE = re.compile(r"[\s|,:)\]]*(?:☎|T\.?|Tel\.?|전화)?[\s:(\[]*0\d{1,2}\s*[-–).]\s*\d{3,4}\s*[-–.]\s*\d{4}")
_REPORTER = re.compile(r"\s*(?:선임|수습|인턴|객원)?\s*(?:기자|특파원|논설위원)(?![단실회])")
# A release's table of contacts names its people after a heading, and a telephone number closes it.
_HEADING = re.compile(r"담당자|책임자|담당\s*부서|문의처?|연락처|작성자")
_NUMBER = re.compile(r"연락처|0\d{1,2}\s*[-–).]\s*\d{3,4}\s*[-–.]\s*\d{4}")
# How far heading and number stand from the name, in code points: two posts with their departments fit between.
_BEFORE = 40
_BEHIND = 60


def named(text: str, start: int, end: int, tail: int, title: str | None) -> bool:
    """Whether the name [start, end), whose post ends at `tail`, is that of a contact or a reporter."""
    if title is not None and _HEADING.search(title):
        return True
    if any(_PHONE.match(text, at) for at in (end, tail)) or _REPORTER.match(text, end):
        return True
    heading = _HEADING.search(text, max(0, start - _BEFORE), start)
    return heading is not None and _NUMBER.search(text, end, end + _BEHIND) is not None
