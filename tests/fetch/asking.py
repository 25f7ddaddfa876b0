"""How the tests of the fetcher ask it, and what they hold its errors to."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.config import Source
from briefing.errors import FetchError
from briefing.fetch import Fetcher, address

TODAY = date(2024, 1, 17)
PAGE = "<html><p>가온시는 도서관을 연다고 밝혔다.</p></html>".encode()


def get(fetcher: Fetcher, source: Source, etag: str | None = None, modified: str | None = None) -> bytes | None:
    found = fetcher.get(source, address(source, TODAY), etag, modified)
    return found.data if found else None


def failure(fetcher: Fetcher, source: Source) -> str:
    with pytest.raises(FetchError) as caught:
        get(fetcher, source)
    line = str(caught.value)
    assert "\n" not in line
    assert line.endswith(("주십시오.", "마십시오."))
    return line
