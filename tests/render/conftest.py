"""Reports rendered once for all tests, with what the libraries had to say meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pytest

from briefing import render
from briefing.model import Briefing
from tests.render import samples


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """The warnings and errors that any library logs in the block."""
    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        yield listener.said
    finally:
        logging.getLogger().removeHandler(listener)


@dataclass(frozen=True)
class Report:
    briefing: Briefing
    files: dict[str, bytes]
    said: tuple[str, ...]

    @property
    def html(self) -> str:
        return self.files["briefing.html"].decode()


SAMPLES: dict[str, Callable[[], Briefing]] = {
    "rich": samples.rich,
    "empty": samples.empty,
    "hostile": samples.hostile,
}


@cache
def report(name: str) -> Report:
    briefing = SAMPLES[name]()
    with listening() as said:
        files = render.files(briefing)
    return Report(briefing, files, tuple(said))


@pytest.fixture(scope="session")
def rich() -> Report:
    return report("rich")


@pytest.fixture(scope="session")
def empty() -> Report:
    return report("empty")


@pytest.fixture(scope="session")
def hostile() -> Report:
    return report("hostile")


@pytest.fixture(params=sorted(SAMPLES))
def any_report(request: pytest.FixtureRequest) -> Report:
    return report(request.param)
