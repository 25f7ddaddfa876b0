"""`[site]`: where the intranet site goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.config.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`target` is a folder or a URL that the site is written to; `url` is where readers find it, None if unknown."""

    target: str
    url: str | None = None


def read(table: Table, base: Path) -> Site:
    """The site settings; ConfigError for what is missing or wrong. A folder starts from `base`."""
    target = table.text("target")
    if target is None:
        raise table.wrong("target", "사이트를 쓸 폴더나 주소를 적어야 합니다.")
    site = Site(target=target if "://" in target else str(base / target), url=table.text("url"))
    table.finish()
    return site
