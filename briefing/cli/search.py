"""What `search` asks: words as a user types them -> the articles that hold them, each with its best sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from briefing import pipeline, ranking
from briefing.archive import Archive
from briefing.language import kiwi, stem
from briefing.model import Analysed, Article, Sentence


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question: its stem as written, and the rows of morphemes that are the same word."""

    stem: str
    morphemes: tuple[tuple[str, ...], ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The word as the archive's index asks for it: the beginning of a written word first."""
        return (self.stem, *map(" ".join, self.morphemes))


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words, and the sentence that holds most of them; None if only the heading does."""

    article: Article
    sentence: Sentence | None


def parse(question: str) -> tuple[Word, ...]:
    """The words of `question`, each once, in order; what has neither letter nor digit is left out.

    The tokenizer divides a word by its neighbours (온디바이스 is one morpheme or two), so each is read within the
    question and alone. Morphemes count only where they cover the stem: the 나래 of 나래 + 온 may be another's name.
    """
    question = normalize("NFC", question)
    within = kiwi.tokenize(question)
    words: dict[str, Word] = {}
    for match in re.finditer(r"\S+", question):
        text = match.group()
        if not any(map(str.isalnum, text)):
            continue
        alone = kiwi.tokenize(text)
        covered = text[: stem.end(alone)]
        written = covered if any(map(str.isalnum, covered)) else text
        placed = [t for t in within if match.start() <= t.start < match.start() + len(written)]
        rows = (ranking.terms(tokens) for tokens in (placed, alone))
        covering = tuple(dict.fromkeys(row for row in rows if "".join(row) == written))
        words.setdefault(written, Word(written, covering))
    return tuple(words.values())


def hits(archive: Archive, words: tuple[Word, ...], digests: tuple[str, ...]) -> Iterator[Hit]:
    """The articles of these digests, in order, each with the sentence to show."""
    for found in pipeline.analysed(archive, digests):
        yield Hit(found.article, _telling(found, words))


def _telling(found: Analysed, words: tuple[Word, ...]) -> Sentence | None:
    """The sentence with most of the words; of several, the most important."""
    counts = [(sum(_holds(found, s, word) for word in words), -s.rank, s) for s in found.analysis.sentences]
    most, _, sentence = max(counts, key=lambda entry: entry[:2], default=(0, 0, None))
    return sentence if most else None


def _holds(found: Analysed, sentence: Sentence, word: Word) -> bool:
    written = re.compile(rf"(?<![^\W_]){re.escape(word.stem)}", re.IGNORECASE)
    return (
        written.search(sentence.of(found.article.body)) is not None
        or any(_in_a_row(row, sentence.terms) for row in word.morphemes)
        or any(
            sentence.start <= mention.start < sentence.end
            for actor in found.analysis.actors
            if actor.name == word.stem
            for mention in actor.mentions
        )
    )


def _in_a_row(row: tuple[str, ...], terms: tuple[str, ...]) -> bool:
    return any(terms[at : at + len(row)] == row for at in range(len(terms) - len(row) + 1))
