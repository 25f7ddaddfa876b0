"""Lines of a page -> who published it, who wrote it, and when: only what the page itself states.

The date is that of publication. A later change (수정), today's date in the masthead, and the founding date in the
footer are none; a date without a label counts only when it stands by itself between the title and the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from briefing.language import lexicon

_ROLE = (
    r"(?:선임|수석|전문|인턴|수습|객원|시민|취재|사진|의학전문|논설위원|편집)?\s?"
    r"(?:기자|특파원|통신원|리포터|논설위원|에디터)"
)
_NAME = r"[가-힣]{2,4}"
_NAMES = rf"{_NAME}(?:\s?[·,ㆍ/]\s?{_NAME}){{0,4}}"
_REPORTER = re.compile(rf"(?<![가-힣])({_NAMES})\s?{_ROLE}(?![가-힣])")
_PHOTOGRAPHER = re.compile(rf"[·,/ㆍ]?\s?(?:사진|영상|촬영)\s?[=:·]?\s?{_NAME}(?:\s?{_ROLE})?(?![가-힣])")
_LABELLED = re.compile(rf"(?:기자명|글쓴이|(?<![가-힣])글\s?[·=:]?|취재\s?[=:])\s?:?\s?({_NAMES})(?![가-힣])")
# [매체 홍길동 기자], [매체=홍길동 기자], (서울=매체) 홍길동 기자, [서울=매체]홍길동 기자 =, 매체=홍길동 기자
_DATELINES = (
    re.compile(
        rf"[\[【(<]\s?(?:{_NAME}\s?=\s?)?([^=\]】)>\[(]{{2,20}}?)\s?[=/|ㅣ\s]\s?({_NAMES})\s?{_ROLE}\s?[\]】)>]"
    ),
    re.compile(rf"[\[【(<]\s?[가-힣·A-Za-z ]{{2,12}}\s?=\s?([^=\]】)>]{{2,20}}?)\s?[\]】)>]\s?({_NAMES})\s?{_ROLE}"),
    re.compile(rf"()[\[【(<]\s?({_NAMES})\s?{_ROLE}\s?[\]】)>]"),
    re.compile(rf"([^\s=“”\"‘’'.,]{{2,15}})\s?=\s?({_NAMES})\s?{_ROLE}"),
    re.compile(rf"()({_NAMES})\s?{_ROLE}\s?="),
)

# …밝혔다. 한하늘 기자 sky@…, …밝혔다. /한하늘 기자, …밝혔다.(한하늘 기자)
_SIGNATURE = re.compile(
    rf"(?<=[.”\"])\s?[/=(\[]?\s?({_NAMES})\s?{_ROLE}\s?[)\]]?(?:\s?[(\[]?[\w.+-]{{1,64}}@[\w.-]{{1,64}}[)\]]?)?$"
)
_DATE = (
    r"(?P<y>(?:19|20)\d\d|(?<!\d)\d\d(?=\s?[.]\s?\d{1,2}\s?[.]))\s?[-./년]\s?(?P<m>\d{1,2})\s?[-./월]\s?(?P<d>\d{1,2})(?!\d)\s?[일.]?"
    r"(?:\s?[(\[]?[월화수목금토일](?:요일)?[)\]]?)?(?:[T\s,]*[(\[]?\s?(?:오전|오후|AM|PM)?\s?\d{1,2}[:시]\s?\d{1,2}(?:[:분]\s?(?:\d{1,2})?)?(?:\s?[APap][Mm])?[)\]]?)?"
)
_ANY_DATE = re.compile(_DATE)
_FIRST = (
    r"(?:최초\s?)?(?:기사\s?)?(?:입력|승인|등록|작성|발행|송고|게재|게시|출고|보도)"
    r"(?:\s?(?:일시|시간|시각|일자|시점|날짜|일))?"
)
_PUBLISHED = re.compile(rf"(?:{_FIRST}|날짜|일자|date|posted(?: on)?)\s?[:：|ㅣ=]?\s?[\[(]?\s?{_DATE}", re.I)
_RELEASED = re.compile(rf"배포(?:\s?(?:일시|일자|일|시점))?\s?[:：|]?\s?{_DATE}")
_EMBARGO = re.compile(rf"보도\s?(?:일시|시점|일자|일)?\s?[:：|]?\s?{_DATE}")
_CHANGED = re.compile(
    rf"(?:최종\s?)?(?:수정|업데이트|갱신|변경|편집|update[sd]?|modified)(?:\s?(?:일시|시간|시각|일자|일))?\s?[:：|]?\s?{_DATE}",
    re.I,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_BARE_LABEL = re.compile(rf"[\s•·|:ㅣ/\[\]()<>-]*(?:{_FIRST}|날짜|일자|배포(?:일시|일)?)[\s:：|]*$")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}")
_LABELS = re.compile(
    rf"{_FIRST}|최종\s?수정|수정|업데이트|배포|기자명|댓글|조회수?|추천|좋아요|즉시|조간|석간|이후|온라인|지면|\d+면|[A-Z]\d+|이메일|다른\s?기사\s?보기|구독(?:하기)?"
)
_PUNCTUATION = re.compile(r"[\s\W\d_]+")

_OWNER = r"(?:㈜|\(주\)|주식회사)?\s?([가-힣A-Za-z0-9&·+][가-힣A-Za-z0-9&·+ ]{0,24}?)"
_COPYRIGHT = (
    re.compile(rf"저작권자\s?(?:[ⓒ©@:]|\([cC]\))+\s?(?:\d{{4}}\s)?{_OWNER}\s?(?:[,.<>(/|]|무단|All|기사|$)"),
    re.compile(rf"저작권자\s{_OWNER}[\s,.]*(?:무단|All rights?)"),
    re.compile(
        rf"(?:copyrights?\s?)(?:[ⓒ©@:]|\([cC]\)|by|\d{{4}}[-~\d]*|\s|[,.])*{_OWNER}"
        r"\s?(?:Co\.|Corp|Inc|[,.<>(/|])?[\s.,]*(?:All rights?|무단|$)",
        re.I,
    ),
    re.compile(
        rf"(?:[ⓒ©]|\([cC]\))\s?(?:\d{{4}}[-~\d]*\s?)?{_OWNER}\s?(?:&[^,]{{1,40}})?[\s,.&]*(?:All rights?|무단)", re.I
    ),
)
_SOURCE = re.compile(r"출처\s?:\s?([가-힣A-Za-z0-9&·+ ]{2,25}?)\s?\(https?://")
_CHANNEL = re.compile(
    r"([가-힣A-Za-z0-9·]{2,15})\s(?:SNS|네이버\s?(?:블로그|포스트|채널|TV)|유튜브|페이스북|인스타그램|트위터|카카오\S{0,4}|뉴스레터|구독하기|기사제보)$"
)
_LEGAL = re.compile(r"㈜|\(주\)|주식회사|Co\.?,?\s?Ltd\.?|Corp\.?|Inc\.?|^by\s", re.I)


@cache
def _words(section: str) -> frozenset[str]:
    rows = (files("briefing.ingest") / "data" / "names.txt").read_text(encoding="utf-8").split(f"[{section}]\n")[1]
    return frozenset(rows.split("\n[")[0].split())


def is_portal(name: str) -> bool:
    """Whether `name` is a portal, which is never the outlet of an article."""
    return "".join(name.split()) in _words("portal")


def names(text: str) -> str | None:
    """The reporters named in `text` (`홍길동`, `홍길동·김하나`), if each is a Korean name; else None."""
    parts = [part.strip() for part in re.split(r"[·,ㆍ/]", text)]
    family = lexicon.surnames()
    begins = family.common | family.rare
    known = all(part not in _words("not name") and (part[:1] in begins or part[:2] in family.double) for part in parts)
    return "·".join(parts) if known else None


def dateline(line: str) -> tuple[str | None, str | None]:
    """(outlet, reporter) of the byline at the head of a paragraph, each None where it does not say."""
    for pattern in _DATELINES:
        match = pattern.match(line)
        reporter = names(match[2]) if match else None
        if match and reporter:
            outlet = match[1].strip() if match[1] else ""
            return (outlet if outlet and outlet not in _words("place") else None), reporter
    return None, None


def is_meta(line: str) -> bool:
    """Whether `line` holds nothing but names of reporters, dates, addresses and their labels."""
    if len(line) > 150:
        return False
    rest = _ANY_DATE.sub(" ", _MAIL.sub(" ", line))
    rest = _REPORTER.sub(" ", _LABELLED.sub(" ", rest))
    outlet, reporter = dateline(line)
    if reporter and outlet:
        rest = rest.replace(outlet, " ")
    bare = _LABELS.sub(" ", rest)
    found = rest != line or bare != rest
    if _CLOCK.search(line) and _ANY_DATE.search(line) and len(line) <= 40 and not line.endswith("다."):
        return True
    return found and len(_PUNCTUATION.sub("", bare)) <= (0 if rest == line else 2)


def is_dated(line: str) -> bool:
    """Whether `line` is a full date with no more than a short name beside it, as above an article."""
    rest = _PUNCTUATION.sub("", _ANY_DATE.sub(" ", line))
    return len(line) <= 50 and len(rest) <= 12 and bool(_ANY_DATE.search(line))


def byline(lines: Sequence[str]) -> str | None:
    """The reporter that one of `lines` (each nothing but names and dates) states first."""
    for line in lines:
        line = _PHOTOGRAPHER.sub(" ", line)
        for match in (_LABELLED.search(line), _REPORTER.search(line)):
            if match and (reporter := names(match[1])):
                return reporter
    return None


def unsigned(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """The paragraphs without the reporter's signature behind the last sentence, and the name it gives."""
    if not paragraphs:
        return (), None
    *rest, last = paragraphs
    match = _SIGNATURE.search(last[-150:])
    reporter = names(match[1]) if match else None
    if not match or not reporter:
        return tuple(paragraphs), None
    return (*rest, last[: len(last) - len(match[0])].rstrip()), reporter


def published(lines: Sequence[str], alone: Sequence[str]) -> date | None:
    """The day of publication that `lines` label; else the only day that `alone` (lines of the head) hold unlabelled."""
    text = "\n".join(_CHANGED.sub(" ", line) for line in _labels_joined(lines))
    for pattern in (_EMBARGO, _PUBLISHED, _RELEASED):
        for match in pattern.finditer(text):
            if day := _day(match):
                return day
    days = {day for line in alone for match in _ANY_DATE.finditer(_CHANGED.sub(" ", line)) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def _labels_joined(lines: Sequence[str]) -> list[str]:
    """`lines`, a label alone on its line put before the next one (`입력` / `2024.01.24 09:52`)."""
    joined: list[str] = []
    for line in lines:
        if joined and _BARE_LABEL.match(joined[-1]):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _day(match: re.Match[str]) -> date | None:
    year = int(match["y"])
    try:
        day = date(year + 2000 if year < 100 else year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2099 else None


def outlet(lines: Sequence[str]) -> str | None:
    """The outlet that a copyright or source line names in Korean; a Latin one only by its Korean channels beside it."""
    latin = False
    for line in lines:
        if len(line) > 200:
            continue
        for pattern in (_SOURCE, *_COPYRIGHT):
            match = pattern.search(line)
            owner = _LEGAL.sub("", match[1]).strip(" .,·") if match else ""
            if re.search(r"[가-힣]{2}", owner) and len(owner) <= 20:
                return owner
            latin = latin or bool(owner)
    channels = [match[1] for line in lines if (match := _CHANNEL.fullmatch(line.lstrip("•·- ")))]
    name = max(channels, key=channels.count) if channels else None
    return name if latin and name and channels.count(name) >= 2 else None
