"""Analysed articles made by hand, so that synthesis is tested without the tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from briefing.model import Actor, Analysed, Analysis, Article, Figure, Quote, Sentence, Span

Make = Callable[..., Analysed]


def find(body: str, words: str) -> Span:
    start = body.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def make() -> Make:
    """Builds one article: sentences are its lines, their terms the words of two characters or more.

    `quotes` are (text, speaker, org), `figures` (surface, value, label), `people` names.
    """

    def build(
        title: str,
        *lines: str,
        day: int | None = 15,
        outlet: str | None = "가온일보",
        quotes: tuple[tuple[str, str | None, str | None], ...] = (),
        figures: tuple[tuple[str, int, str | None], ...] = (),
        people: tuple[str, ...] = (),
    ) -> Analysed:
        body = "\n".join(lines)
        spans = [find(body, line) for line in lines]
        words = [tuple(w.strip(".,“”") for w in line.split() if len(w.strip(".,“”")) > 1) for line in lines]
        article = Article(
            id=f"{title}.txt",
            title=title,
            outlet=outlet,
            published=date(2024, 1, day) if day else None,
            body=body,
            origin=f"articles/{title}.txt",
        )
        n = len(lines)
        analysis = Analysis(
            sentences=tuple(
                Sentence(s.start, s.end, score=1 / n, rank=i + 1, terms=words[i]) for i, s in enumerate(spans)
            ),
            actors=tuple(
                Actor(name=name, kind="person", mentions=(find(body, name),) if name in body else ()) for name in people
            ),
            quotes=tuple(
                Quote(
                    s.start, s.end, kind="direct", speaker=speaker, speaker_org=org, speaker_title="국장", cue="말했다"
                )
                for text, speaker, org in quotes
                for s in [find(body, text)]
            ),
            figures=tuple(
                Figure(s.start, s.end, value=Decimal(value), unit="KRW", kind="money", label=label)
                for surface, value, label in figures
                for s in [find(body, surface)]
            ),
            title_terms=tuple(title.split()),
        )
        return Analysed(article, analysis)

    return build
