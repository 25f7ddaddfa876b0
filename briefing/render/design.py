"""How a briefing looks: its style, the house's marks, and the templates that go before the program's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Style = Literal["report", "개조식"]
"""How a report is set: as prose, or with the marks of an official document (□ ○ - ※). The words are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The marks of the house that issues a briefing; what is None is left out.

    `logo` is a picture (SVG or PNG) as bytes; `main` and `rest` are the two colours (`#rrggbb`) of headings, rules and
    charts; `footer` is a line at the foot of every page.
    """

    name: str | None = None
    logo: bytes | None = None
    main: str = "#0f4c92"
    rest: str = "#6b94c4"
    footer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """`templates` is a folder whose files go before the program's own of the same name, None for none."""

    style: Style = "report"
    brand: Brand = field(default_factory=Brand)
    templates: Path | None = None
