"""A record (a line of JSON, a row of a table) -> Article; the keys are those of the published contract.

    id, title, subtitle, published, outlet, byline, url, body, excerpt, embargo       all optional but body or title

Other names of these keys, Korean and English, stand in `data/columns.tsv`. What is none of them is kept in
`Article.extra` as canonical JSON (sorted keys, no spaces).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from briefing.errors import InputError
from briefing.ingest import lines
from briefing.ingest.decode import clean
from briefing.model import Article
from briefing.period import KOREA

REMEDY = "그 줄을 고치거나 빼 주십시오."

_TEXTS = ("id", "title", "subtitle", "outlet", "byline", "url", "body")
_UNCOUNTED = re.compile(r"(?<=.)[\s_-]+")  # a leading mark (`_id` of a database) makes another name
# 2024-01-17, 2024. 1. 17.(수), 2024년 1월 17일, 20240117, each with a time behind it or not (20240117093000)
_DAY = re.compile(
    r"(\d{4})(?:(\d{2})(\d{2})(?:\d{4}(?:\d{2})?)?|\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})\s?[.일]?)"
    r"(?:\s?\([월화수목금토일]\))?(?:[T\s].*)?",
    re.S,
)
#: Sets of names that are remembered: the rows of a table differ in what is empty, and one file is read at a time.
SHAPES = 256
#: Characters of a name that may be known; the longest that is has 16.
_NAME_LIMIT = 40
#: Characters of an RFC 2822 date; `Wednesday, 14 February 2024 09:31:00 +0900 (KST)` has 49.
_MAIL_DATE = 64
_FLAGS = {"true": True, "false": False}


def squash(name: str) -> str:
    """`name` without what does not count in the name of a column: spaces, underscores, hyphens, case."""
    return _squashed(name) if len(name) <= _NAME_LIMIT else name


def key(name: str) -> str | None:
    """The key of the contract that a column or JSON key called `name` is, or None."""
    found = _names().get(squash(name))
    return found[0] if found else None


def article(record: Mapping[str, object], origin: str) -> Article:
    """The article of a record; InputError when it has neither title nor body, or a value has the wrong type."""
    values, rest = _divided(record)
    texts = {key: _text(*values[key], key == "id", origin) if key in values else "" for key in _TEXTS}
    body = lines.join(texts["body"])
    if not body and not texts["title"]:
        raise InputError(origin, "제목(title)도 본문(body)도 없습니다.", REMEDY)
    return Article(
        id=_single(texts["id"]) or Path(origin).name,
        title=_single(texts["title"]),
        subtitles=tuple(filter(None, map(_single, texts["subtitle"].split("\n")))),
        outlet=_single(texts["outlet"]),
        byline=_single(texts["byline"]),
        url=_single(texts["url"]),
        published=_published(*values["published"], origin) if "published" in values else None,
        body=body,
        origin=origin,
        excerpt="excerpt" in values and _flag(*values["excerpt"], origin),
        embargo=_embargo(*values["embargo"], origin) if "embargo" in values else None,
        extra=extra(rest),
    )


def extra(rest: Mapping[str, object]) -> str:
    """What the program does not know of a record, as canonical JSON; empty for nothing."""
    return msgspec.json.encode(rest, order="deterministic").decode() if rest else ""


def day(text: str) -> date | None:
    """The Korean day of a date as sources write it (ISO 8601, RFC 2822, Korean), None when it is none."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text or ":" in text else None
    except ValueError:
        moment = None
    try:
        if moment and moment.tzinfo:
            return moment.astimezone(KOREA).date()
        if match := _DAY.fullmatch(text):
            return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        if len(text) > _MAIL_DATE:
            return None
        # RFC 2822; `-0000` is a time in UTC of which the zone is not told.
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(KOREA).date()
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)  # each row of a table has the same names
def _squashed(name: str) -> str:
    return _UNCOUNTED.sub("", clean(name)).casefold()


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Squashed name -> (key, place in the order of preference)."""
    rows = (files("briefing.ingest") / "data" / "columns.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in rows:
        if not row.startswith("#"):
            names = row.split("\t")
            found.update({squash(name): (names[0], place) for place, name in enumerate(names)})
    return found


def _divided(record: Mapping[str, object]) -> tuple[dict[str, tuple[str, object]], dict[str, object]]:
    """(name and value by key, the rest): of several names of one key, the surest that has a value; the others are rest.

    Another name than the key itself counts only for a plain value: `author` may be an object, and is kept as it is.
    """
    values: dict[str, tuple[str, object]] = {}
    rest = dict(record)
    for key, _, name in _known(tuple(record)):
        value = record[name]
        if value is None or value == "":
            del rest[name]
        elif key not in values and (name == key or isinstance(value, str | int)):
            values[key] = name, rest.pop(name)
    return values, rest


@lru_cache(maxsize=SHAPES)
def _known(record: tuple[str, ...]) -> tuple[tuple[str, int, str], ...]:
    """(key, place in the order of preference, name) of a record's names that are known: by key, the surest first."""
    names = _names()
    return tuple(sorted((*names[squash(name)], name) for name in record if squash(name) in names))


def _text(name: str, value: object, number: bool, origin: str) -> str:
    if number and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError(origin, f"{clean(name)} 값이 글이 아닙니다.", REMEDY)
    return clean(value)


def _flag(name: str, value: object, origin: str) -> bool:
    if isinstance(value, str):  # a table has no other way to say it
        value = _FLAGS.get(value.strip().lower())
    if not isinstance(value, bool):
        raise InputError(origin, f"{clean(name)} 값이 true나 false가 아닙니다.", REMEDY)
    return value


def _embargo(name: str, value: object, origin: str) -> datetime:
    """The Korean time of an ISO 8601 date or date and time; what nobody can read must not be taken for no embargo."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise InputError(
            origin, f"{clean(name)} 값이 날짜와 시각이 아닙니다.", "2024-01-17T12:00처럼 적어 주십시오."
        ) from None
    return moment.astimezone(KOREA).replace(tzinfo=None) if moment.tzinfo else moment


def _single(text: str) -> str | None:
    return " ".join(text.split()) or None


def _published(name: str, value: object, origin: str) -> date:
    """The day of `day`'s forms, or of `20240117` as a number."""
    found = day(str(value).strip()) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if not found:
        raise InputError(origin, f"{clean(name)} 값이 날짜가 아닙니다.", "2024-01-17처럼 적어 주십시오.")
    return found
