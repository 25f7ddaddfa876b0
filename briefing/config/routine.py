"""`[run]`: what `briefing run` does and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from briefing.config.table import Table

Reach = Literal["draft", "publish", "send"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """`reach` is how far a run goes by itself: a draft, the site, the site and the mail."""

    reach: Reach = "draft"


def read(table: Table) -> Routine:
    """The settings of `briefing run`; ConfigError for a wrong one."""
    routine = Routine(reach=table.choice("reach", get_args(Reach), "draft"))
    table.finish()
    return routine
