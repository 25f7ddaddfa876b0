"""The samples of tests/render as pages, each made once."""

from __future__ import annotations

from functools import cache

from briefing import render
from briefing.render.design import Design, Style
from tests.render.conftest import SAMPLES


@cache
def page_of(name: str, style: Style = "report") -> bytes:
    return render.files(SAMPLES[name](), ("html",), Design(style=style))["briefing.html"]
