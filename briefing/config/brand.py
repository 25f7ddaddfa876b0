"""How a briefing looks: `style`, `templates` and `[brand]`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from briefing.config.table import Table, path_from
from briefing.render.design import Brand, Design, Style


def read(table: Table, base: Path) -> Design:
    """The design that the keys of the file set; paths start from `base`. ConfigError for a wrong one."""
    brand = Brand()
    if part := table.section("brand"):
        brand = Brand(name=part.text("name"), footer=part.text("footer"))
        part.finish()
    return Design(
        style=table.choice("style", get_args(Style), "report"),
        brand=brand,
        templates=path_from(table.text("templates"), base),
    )
