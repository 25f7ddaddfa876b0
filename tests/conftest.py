"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.model import Document


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Document]:
    """The parser with the tokenizer loaded: a body in, its document out."""
    from briefing.language import kiwi
    from briefing.language import parse as parse_body

    kiwi.tokenize("준비")
    return parse_body
