"""What stands in an article a second time: releases repeat their body in an attachment, under other bullets."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model import Document, Span

# Shorter sentences are headlines, sub-headings and rows of lists: what those say counts at each place. In code points
# without white space and marks; the rule is that of sentences of forty with them.
_SHORTEST = 30


def bare(text: str) -> str:
    """`text` without white space, bullets and other marks: equal for what differs only in how it is set."""
    return "".join(filter(str.isalnum, text)) or text


def sentences(document: Document) -> Iterator[Span]:
    """The sentences of `document` that an earlier one said already, but for how they are set; in order."""
    seen: set[str] = set()
    for sentence in document.sentences:
        key = bare(sentence.of(document.text))
        if len(key) < _SHORTEST:
            continue
        if key in seen:
            yield sentence
        seen.add(key)
