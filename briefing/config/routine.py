"""`[run]`: what `briefing run` does and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Literal, get_args

from briefing import period
from briefing.config import mail
from briefing.config.table import Table
from briefing.errors import PeriodError
from briefing.model import Mailbox

Reach = Literal["draft", "publish", "send"]

# A year of days off for ten years.
_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """How far a run goes by itself, and when it is due.

    `reach` is a draft, the site, or the site and the mail. `inbox` is a folder whose files are read first. `operator`
    is told by mail of what failed. A run is due on the first working day of the week at `at` (Korean time): Monday to
    Friday but for the public holidays and `holidays`, and the days of `workdays` in any case.
    """

    reach: Reach = "draft"
    at: time = time(7, 30)
    inbox: Path | None = None
    operator: Mailbox | None = None
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


def read(table: Table, base: Path) -> Routine:
    """The settings of `briefing run`; ConfigError for a wrong one. Paths start from `base`."""
    routine = Routine(
        reach=table.choice("reach", get_args(Reach), "draft"),
        at=_time(table, "at", time(7, 30)),
        inbox=table.path("inbox", base),
        operator=_address(table, "operator"),
        holidays=_days(table, "holidays"),
        workdays=_days(table, "workdays"),
    )
    for day in routine.holidays:
        if day in routine.workdays:
            raise table.wrong("workdays", f"{day}은 holidays에도 있습니다.", "둘 가운데 하나에만 적어 주십시오.")
    table.finish()
    return routine


def _time(table: Table, key: str, default: time) -> time:
    text = table.text(key)
    if text is None:
        return default
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        raise table.wrong(key, f'하루의 때가 아닙니다(지금 값: {text!r}). {key} = "07:30"처럼 적어 주십시오.')
    return time.fromisoformat(text)


def _days(table: Table, key: str) -> tuple[date, ...]:
    try:
        return tuple(sorted({period.parse_day(text) for text in table.texts(key, _MOST_DAYS)}))
    except PeriodError as error:
        raise table.wrong(key, f"{error.subject!r}: {error.reason}", error.remedy) from error


def _address(table: Table, key: str) -> Mailbox | None:
    text = table.text(key)
    try:
        return None if text is None else mail.mailbox(text)
    except ValueError as error:
        raise table.wrong(key, f"{text!r}: {error}") from error
