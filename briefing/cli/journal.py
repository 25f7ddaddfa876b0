"""The log of one call of the program, on standard error: lines to read, or one JSON object a line."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Literal

from briefing.cli import console

Shape = Literal["text", "json"]


class Journal:
    """What the program logs while it works; `close` ends it.

    `machine` says that programs read it: then everything on standard error is part of it.
    """

    def __init__(self, shape: Shape) -> None:
        self.machine = shape == "json"
        self._handler = logging.StreamHandler()
        text = logging.Formatter("%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S")
        self._handler.setFormatter(_Json() if self.machine else text)
        self._logger = logging.getLogger("briefing")
        self._logger.setLevel(logging.INFO)
        self._logger.addHandler(self._handler)

    def note(self, text: str, level: int) -> None:
        """A line that a person would read on the terminal."""
        self._logger.getChild("cli").log(level, "%s", text)

    def close(self) -> None:
        """Log no more."""
        self._logger.removeHandler(self._handler)
        self._logger.setLevel(logging.NOTSET)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """One object: `time` (ISO 8601), `level`, `logger`, `message`, `fields` (numbers and names for programs)."""
        said = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "fields": getattr(record, "fields", {}),
        }
        return console.line(json.dumps(said, ensure_ascii=False))
