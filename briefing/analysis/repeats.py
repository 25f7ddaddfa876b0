"""What stands in an article a second time: releases repeat their body in an attachment, under other bullets."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language.korean import bare
from briefing.model import Document, Span

# Shorter sentences are headlines, sub-headings and rows of lists: what those say counts at each place. In code points
# without white space and marks; the rule is that of sentences of forty with them. Behind a sentence that repeats
# another, what followed that one is part of the copy at any length.
_SHORTEST = 30


def sentences(document: Document) -> Iterator[Span]:
    """What an earlier sentence of `document` said already, but for how it is set; in order.

    A headline that ran into the first of the two, or into the second, is no part of what is compared.
    """
    text = document.text
    keys = [bare(sentence.of(text)) for sentence in document.sentences]
    seen: dict[str, int] = {}
    copied: int | None = None
    for i, (sentence, key) in enumerate(zip(document.sentences, keys, strict=True)):
        first = seen.get(key[-_SHORTEST:]) if len(key) >= _SHORTEST else None
        if first is not None and (keys[first].endswith(key) or key.endswith(keys[first])):
            yield Span(_tail(text, sentence, min(len(key), len(keys[first]))), sentence.end)
            copied = first
        elif copied is not None and keys[copied + 1] == key:
            yield sentence
            copied += 1
        else:
            copied = None
        if len(key) >= _SHORTEST:
            seen.setdefault(key[-_SHORTEST:], i)


def _tail(text: str, sentence: Span, length: int) -> int:
    """Where the last `length` letters and digits of `sentence` begin."""
    position = sentence.end
    while length and position > sentence.start:
        position -= 1
        length -= text[position].isalnum()
    return position
