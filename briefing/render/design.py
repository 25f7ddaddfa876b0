"""How a briefing looks: its style, the house's marks, and the templates that go before the program's own."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Style = Literal["report", "개조식"]
"""How a report is set: as prose, or with the marks of an official document (□ ○ - ※). The words are the same."""

PNG = b"\x89PNG\r\n\x1a\n"
"""What every PNG file begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The marks of the house that issues a briefing; what is None is left out.

    `logo` is a picture (SVG or PNG) as bytes; `main` and `rest` are the two colours (`#rrggbb`) of headings, rules and
    charts (`colours` has what follows from them); `footer` is a line at the foot of every page.
    """

    name: str | None = None
    logo: bytes | None = None
    main: str = "#0f4c92"
    rest: str = "#6b94c4"
    footer: str | None = None

    @property
    def picture(self) -> str | None:
        """The logo as a `data:` address, for an <img> of page and paper."""
        if self.logo is None:
            return None
        kind = "image/png" if self.logo.startswith(PNG) else "image/svg+xml"
        return f"data:{kind};base64,{b64encode(self.logo).decode('ascii')}"


PLAIN = Brand()
"""The colours of the program itself, and no marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """`templates` is a folder whose files go before the program's own of the same name, None for none.

    `pdf_a` asks for a PDF that is made to be kept (PDF/A-3a beside PDF/UA-1).
    """

    style: Style = "report"
    brand: Brand = PLAIN
    templates: Path | None = None
    pdf_a: bool = False
