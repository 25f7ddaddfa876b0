"""Rows of a press release -> Article: the head of a Korean government document read, the rest its body.

The form is that of the government's own handbook: a banner (보도자료), 보도시점 and 배포, the title, subtitles between
dashes, the text, and a table of contacts (담당 부서, 책임자, 담당자) at the end or, in older ones, above the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from briefing.errors import InputError
from briefing.ingest import lines, shape
from briefing.ingest.decode import clean
from briefing.ingest.fields import extra
from briefing.model import Article


class Row(NamedTuple):
    """A paragraph (one cell) or the row of a table, with the size of its type in points (0 where it is unknown)."""

    cells: tuple[str, ...]
    size: float = 0.0


#: Between the cells of a row in the body.
BETWEEN = " | "

#: Rows at the top among which the head is looked for: banner, slogans, times, two tables of contacts.
_HEAD = 40
#: Rows of title and subtitles at most, and characters of one.
_TITLES = 10
_TITLE = 150
#: A title is set larger than the text by this much at least.
_LARGER = 1.15

_BANNER = re.compile(r"(?:보도(?:참고|설명|해명)?|참고|설명|언론보도설명|보도반박)자료")
_ORGANIZATION = re.compile(
    r"[가-힣A-Za-z·]{1,20}(?:부|처|청|원|위원회|실|공사|공단|재단|센터|본부|은행|협회|[시도군구]|시청|도청|군청|구청)"
)
# The label of a cell: 보도 시점, 보도일시, 배포일, 엠바고. 배포 is one only before a date or at the end (배포 즉시).
_EMBARGO = re.compile(r"(?:보\s?도\s?(?:시\s?점|일\s?시|일\s?자|일)?|엠\s?바\s?고)\s*[:：]?(?=\s|$)")
_RELEASED = re.compile(r"배\s?포\s?(?:시\s?점|일\s?시|일\s?자|일)?\s*[:：]?\s*(?=[’'‘]?\d|$)")
_DATE = (
    r"(?:[’'‘]?(?:20\d\d|\d\d)\s?[.년/-]\s?)?\d{1,2}\s?[.월/-]\s?\d{1,2}\s?[.일]?"
    r"(?:\s?\(?\s?[월화수목금토일](?:요일)?\s?\)?|\s?\(\s?\))?"
)
_WHEN = re.compile(
    r"(?:[’'‘]?(?P<year>20\d\d|\d\d)\s?[.년/-]\s?)?(?P<month>\d{1,2})\s?[.월/-]\s?(?P<day>\d{1,2})\s?[.일]?"
    r"(?:\s?\(?\s?[월화수목금토일](?:요일)?\s?\)?|\s?\(\s?\))?"
    r"(?:[\s,/]*(?P<half>오전|오후|낮)?\s?(?P<hour>\d{1,2})\s?(?::\s?(?P<minute>\d{2})|시(?:\s?(?P<minutes>\d{1,2})\s?분)?))?"
)
# The second line of 보도시점: the paper of the next day, (2024. 1. 18.(목) 조간).
_EDITION = re.compile(rf"\(?\s?{_DATE}\s?[조석]간\s?\)?(?=\s?배\s?포|\s*$)")
_LABELLED = re.compile(r"(?:보\s?도|배\s?포|엠\s?바\s?고)")
_TITLE_LABEL = re.compile(r"제\s?목\s?[:：]\s?(.+)")
# A subtitle: between dashes, or with the mark of a summary (▴, ✓) before it.
_DASHED = re.compile(r"[-–—―]\s?(?=[^\s\d])|[▴✓✔▲]\s?(?=\S)")
_PHONE = re.compile(r"(0\d{1,2}\s?[-–).]\s?\d{3,4}\s?[-–.]\s?\d{4})\)?")
_ROLE = re.compile(r"(책\s?임\s?자|담\s?당\s?자|총\s?괄)(?=\s|$)")
_OFFICE = re.compile(r"(?:<[^<>]{1,12}>\s?)?담\s?당\s?부\s?서(?=\s|$)|담\s?당\s?과(?=\s|$)")
_LETTERS = re.compile(r"[가-힣A-Za-z0-9]")


class _Times(NamedTuple):
    """When it was given to the press and from when it may be reported: the day, and the moment where it is named."""

    released: tuple[date, datetime | None] | None = None
    embargo: tuple[date, datetime | None] | None = None


def article(rows: Sequence[Row], origin: str, remedy: str) -> Article:
    """The article of a document's rows, else InputError with `remedy`; what has no head of a release is taken as it is.

    `published` is the day it was given out. `embargo` is 보도시점 where that is later, the beginning of the day where
    no hour is stated. `extra` holds `contacts` (department, role, title, name, phone) as the table names them.
    """
    rows = [row for given in rows if (row := _cleaned(given)).cells]
    contacts, rows = _contacts(rows)
    start, times, outlet = _head(rows)
    title, subtitles, body = _titles(rows[start:])
    text = "\n".join(BETWEEN.join(row.cells) for row in body)
    if not _LETTERS.search(text):
        raise InputError(origin, "본문을 찾지 못했습니다.", remedy)
    more: dict[str, object] = {}
    if contacts:
        more["contacts"] = contacts
    stated = times.released or times.embargo
    return Article(
        id=unicodedata.normalize("NFC", Path(origin).name),
        title=title,
        subtitles=subtitles,
        outlet=outlet,
        published=stated[0] if stated else None,
        body=text,
        origin=origin,
        embargo=_embargo(times),
        extra=extra(more),
    )


def _cleaned(row: Row) -> Row:
    """The row without empty cells, each cell one line of clean text."""
    cells = (" ".join(clean(cell).split()) for cell in row.cells)
    return Row(tuple(cell for cell in cells if cell), row.size)


def _squash(text: str) -> str:
    return "".join(text.split())


# --- when -----------------------------------------------------------------------------------------------


def _head(rows: Sequence[Row]) -> tuple[int, _Times, str | None]:
    """(the row behind the banner and the times, the times, who gave it out)."""
    start, times, outlet = 0, _Times(), None
    for i, row in enumerate(rows[:_HEAD]):
        text = " ".join(row.cells)
        if found := _times(row.cells):
            times = _Times(found.released or times.released, found.embargo or times.embargo)
            start = i + 1
        elif len(text) <= 60 and (banner := _BANNER.search(_squash(text))) and banner.end() == len(_squash(text)):
            near = (_squash(text)[: banner.start()], *row.cells, *(rows[i - 1].cells if i else ()))
            outlet = outlet or next((cell for cell in near if _ORGANIZATION.fullmatch(cell)), None)
            start = max(start, i + 1)
        elif start and (i > start + 2 or len(text) > _TITLE):
            break
    return start, times, outlet


def _times(cells: Sequence[str]) -> _Times | None:
    """What a row with 보도시점 or 배포 says, None for any other row (`배포하였다`)."""
    text = " ".join(cells)
    if len(text) > _TITLE or not (_LABELLED.match(text) or _EDITION.match(text)):
        return None
    embargo, released = _EMBARGO.match(text), _RELEASED.search(text)
    if not embargo and not (released and released.start() == 0) and not _EDITION.match(text):
        return None
    value = text[embargo.end() : released.start() if released else None].strip() if embargo else ""
    given = _WHEN.match(text, released.end()) if released else None
    held = _WHEN.match(value)
    if value and not held and not re.match(r"배\s?포|즉\s?시|자\s?유", value):  # 보도 협조 요청
        return None
    year = next((int(match["year"]) for match in (given, held) if match and match["year"]), None)
    return _Times(_moment(given, year), _moment(held, year))


def _moment(match: re.Match[str] | None, year: int | None) -> tuple[date, datetime | None] | None:
    """The day, and the moment where the hour is named; None for what is no date or has no year anywhere."""
    if not match or year is None:
        return None
    try:
        day = date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    if not match["hour"]:
        return day, None
    hour, minute = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
    hour += 12 if match["half"] == "오후" and hour < 12 else 0
    if hour > 24 or minute > 59:
        return day, None
    return day, datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)


def _embargo(times: _Times) -> datetime | None:
    """The time before which nothing may be reported, where it lies behind the release."""
    if not times.embargo:
        return None
    day, moment = times.embargo
    if times.released:
        given, clock = times.released
        if day < given or (day == given and (not moment or (clock and moment <= clock))):
            return None
    return moment or datetime(day.year, day.month, day.day)


# --- what it is called ----------------------------------------------------------------------------------


def _titles(rows: Sequence[Row]) -> tuple[str | None, tuple[str, ...], list[Row]]:
    """(title, subtitles, the rows of the body) of what follows the head."""
    if not rows:
        return None, (), []
    if match := _TITLE_LABEL.fullmatch(BETWEEN.join(rows[0].cells)):
        rows = [Row((match[1],), rows[0].size), *rows[1:]]
    usual = _usual(rows)
    head = list(_candidates(rows, usual))
    if not head:
        return None, (), list(rows)
    largest = max(row.size for row in head)
    first = next((i for i, row in enumerate(head) if row.size >= largest / _LARGER), 0)
    title: list[str] = []
    subtitles: list[str] = []
    for i, row in enumerate(head):
        text = row.cells[0]
        if _DASHED.match(text) or i < first:
            subtitles.append(text)
        elif not title or (not subtitles[-1:] and row.size and row.size >= largest / _LARGER > usual):
            title.append(text)
        elif row.size > usual * _LARGER or subtitles:  # the second line of a subtitle, or one without a mark
            subtitles = [*subtitles[:-1], f"{subtitles[-1]} {text}"] if subtitles else [text]
        else:
            head = head[:i]
            break
    told = tuple(text for sub in subtitles if (text := sub.strip(" -–—―▴✓✔▲")))
    return " ".join(title) or None, told, list(rows[len(head) :])


def _usual(rows: Sequence[Row]) -> float:
    """The size of type in which half of the text or more is set."""
    letters = sum(len(cell) for row in rows for cell in row.cells)
    below = 0
    for row in sorted(rows, key=lambda row: row.size):
        below += sum(map(len, row.cells))
        if 2 * below >= letters:
            return row.size
    return 0.0


def _candidates(rows: Sequence[Row], usual: float) -> Iterator[Row]:
    """The rows from the top that may be title or subtitles: up to the first sentence, list item, or table."""
    for i, row in enumerate(rows[:_TITLES]):
        text = row.cells[0]
        large = row.size > usual * _LARGER
        if len(row.cells) > 1 or len(text) > _TITLE:
            return
        if not _DASHED.match(text) and not large:
            if i and (lines.marked(text) or not _is_dashed(rows[:i])):
                return
            if shape.is_final(text) or lines.marked(text):
                return
            if i and _closed(rows[i - 1].cells[0]):
                return
        yield row


def _is_dashed(rows: Sequence[Row]) -> bool:
    return bool(_DASHED.match(rows[-1].cells[0]))


def _closed(text: str) -> bool:
    """Whether a subtitle has its second dash, so that nothing of it follows."""
    return text.endswith(("-", "–", "—", "―"))


# --- whom to ask ----------------------------------------------------------------------------------------


def _contacts(rows: Sequence[Row]) -> tuple[list[dict[str, str]], list[Row]]:
    """(the people whom the tables of contacts name, the rows without those tables)."""
    contacts: list[dict[str, str]] = []
    rest: list[Row] = []
    inside = False
    department = role = ""
    pending: tuple[str, ...] = ()
    for row in rows:
        text = " ".join(row.cells)
        office, named, phone = _OFFICE.match(text), _ROLE.search(text), _PHONE.search(text)
        begins = len(text) <= 2 * _TITLE and bool((office and (named or phone)) or (named and phone))
        inside = begins or (inside and bool(phone or named) and len(text) <= _TITLE)
        if not inside:
            rest.append(row)
            department = role = ""
            pending = ()
            continue
        cells = (*pending, *row.cells)
        pending = () if phone else cells  # the number stands in the next line
        for place, part, number in _people(cells):
            found = _ROLE.search(part)
            role = _squash(found[1]) if found else role
            before, behind = (part[: found.start()], part[found.end() :]) if found else ("", part)
            before = _OFFICE.sub("", before).strip(" |()")
            department = " ".join(before.split()) or department
            title, name = _post(behind, place)
            contact = {"department": department, "role": role, "title": title, "name": name, "phone": number}
            contacts.append({key: value for key, value in contact.items() if value})
    return contacts, rest


def _people(cells: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """(whether the row has cells, the text up to a telephone number, the number) for each number of a row."""
    text, at = "\t".join(cells), 0
    for match in _PHONE.finditer(text):
        yield len(cells) > 1, text[at : match.start()], _squash(match[1])
        at = match.end()


def _post(text: str, celled: bool) -> tuple[str, str]:
    """(title, name) of `과  장 홍길동`: the name is the last cell or the last word, or the last syllables set apart."""
    text = text.strip("( ☎\t")
    parts = [part for part in (text.split("\t") if celled else []) if part.strip()]
    words = text.split()
    if len(parts) < 2:
        single = 0
        while single < min(3, len(words)) and len(words[-1 - single]) == 1:
            single += 1
        cut = len(words) - max(1, single)
        parts = ["".join(words[:cut]), "".join(words[cut:])]
    name = _squash(parts[-1])
    return _squash("".join(parts[:-1])), name if re.fullmatch(r"[가-힣]{2,5}", name) else ""
