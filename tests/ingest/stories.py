"""Made-up stories, read from `stories.txt`: the articles that the made pages hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    subtitles: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Expected:
    text: str
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    subtitles: bool = True
    lead: str = ""  # what stands before the first sentence on its line and stays in the body


DAY = date(2024, 2, 14)


def _sections() -> dict[str, Story]:
    stories = {}
    text = (Path(__file__).parent / "stories.txt").read_text(encoding="utf-8")
    _, *sections = re.split(r"^\[([a-z0-9 ]+)\]\n", text.rstrip(), flags=re.M)
    for name, section in zip(sections[::2], sections[1::2], strict=True):
        head, body = section.strip().split("\n\n", 1)
        title, *under = head.split("\n")
        stories[name] = Story(title, tuple(line.removeprefix("> ") for line in under), tuple(body.split("\n")))
    return stories


_ALL = _sections()
STORIES = {name: story for name, story in _ALL.items() if not name.startswith("other")}
OTHERS = tuple((story.title, story.paragraphs[0]) for name, story in _ALL.items() if name.startswith("other"))

HEADLINES = "\n".join(title for title, _ in OTHERS)
TEASERS = "\n\n".join(f"{title}\n\n{text}" for title, text in OTHERS)


def subtitles(story: Story, gap: str = "\n") -> str:
    return gap.join(story.subtitles)
