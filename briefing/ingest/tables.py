"""Rows of a table -> records: the names of its columns are found, and each row is read by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefing.errors import InputError
from briefing.ingest import fields
from briefing.ingest.decode import clean
from briefing.ingest.records import Record
from briefing.model import Rejected

Row = Mapping[int, str]
"""The cells of a row that hold something, by column from 0."""

#: Rows above the names of the columns: a title, the conditions of a search, a blank line.
HEADING_ROWS = 10


def is_heading(row: Row) -> bool:
    """Whether a row names columns: a title or a body, and another one."""
    keys = {fields.key(name) for name in row.values()}
    return bool(keys & {"title", "body"}) and len(row) >= 2


def records(rows: Iterable[tuple[int, Row]], origin: str, *, exact: bool = False) -> Iterator[Record | Rejected]:
    """The record of each row below the heading that is not empty, as `origin:row` and text by column name.

    Of two columns of one name the first counts. With `exact`, a row that has cells behind the last named column is
    refused: in a file of separated values its cells stand in the wrong columns. InputError without a heading.
    """
    names: dict[int, str] = {}
    last = found = above = 0
    for number, row in rows:
        if not row:
            continue
        if not names:
            above += 1
            if above > HEADING_ROWS:
                break
            if is_heading(row):
                first: dict[str, int] = {}
                for column, name in row.items():
                    first.setdefault(clean(name).strip(), column)
                names = {column: name for name, column in first.items()}
                last = max(row)
            continue
        found += 1
        if exact and max(row) > last:
            yield Rejected(
                f"{origin}:{number}",
                "칸이 열 이름보다 많습니다. 쉼표나 따옴표가 든 칸을 큰따옴표로 묶어 다시 저장해 주십시오.",
            )
        else:
            yield f"{origin}:{number}", {names[column]: text for column, text in row.items() if column in names}
    if not names:
        raise InputError(
            origin, "열 이름이 없습니다.", "첫 줄에 제목, 본문, 일자, 언론사, URL 같은 열 이름을 적어 주십시오."
        )
    if not found:
        raise InputError(origin, "열 이름만 있고 기사가 없습니다.", "기사가 든 표를 주십시오.")
