"""An edition -> what the search finds in it, and the words it is found by.

A unit is what a reader looks for and is led to: an issue of a week with all that was said of it, or an article of no
issue. It is found by the morphemes of its text, so that 반도체 finds 차세대반도체를; by its written words without their
particles and endings, so that 쌀 and 94억원 are found, which are no content morphemes, and names that the tokenizer
does not know; and by the full names of whom its text calls by a short one.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from unicodedata import normalize

import msgspec

from briefing import ranking
from briefing.language import kiwi, stem
from briefing.model import Edition, Token
from briefing.render import typography, view

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+[^\W_]*)*")

# What makes a written word one to look for: nouns, roots, foreign words, Chinese characters, numbers.
_SOUGHT = frozenset({"NNG", "NNP", "XR", "SL", "SH", "SN", "NR"})
# Of one character only these are words: 쌀, 물.
_SHORT = frozenset({"NNG", "NNP"})


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to find: its heading, what it says line by line, and its place in the page of its week."""

    anchor: str
    heading: str
    lines: tuple[str, ...]


def units(edition: Edition) -> tuple[Unit, ...]:
    """What can be found in an edition: its issues in their order, then its articles of no issue."""
    of_source = {number: at for at, issue in enumerate(edition.issues) for number in reversed(issue.sources)}
    lines: defaultdict[int | None, list[str]] = defaultdict(list)

    def note(source: int, text: str) -> None:
        at = of_source.get(source)
        if at is not None or source in titles:
            lines[at if at is not None else -source].append(typography.printable(text))

    titles = {source.number: source.title or view.UNKNOWN_TITLE for source in edition.sources}
    for at, issue in enumerate(edition.issues):
        lines[at] += [typography.printable(sentence.text) for sentence in issue.summary]
    for voice in edition.voices:
        speaker = " ".join(filter(None, (view.role(voice.org, voice.title), view.speaker(voice.name))))
        for remark in voice.remarks:
            note(remark.source, f"{speaker}: “{remark.text}”")
    for entry in edition.ledger:
        note(entry.stated.source, entry.stated.context.text)
    for plan in (*edition.upcoming, *edition.due):
        note(plan.source, plan.context.text)
    for source in edition.sources:
        if source.number in of_source:
            note(source.number, " · ".join(filter(None, (source.title, source.outlet))))
    found = [_unit(f"issue-{at + 1}", issue.label, lines[at]) for at, issue in enumerate(edition.issues)]
    for source in edition.sources:
        if source.number not in of_source:
            about = [source.outlet or view.UNKNOWN_OUTLET, *lines[-source.number]]
            found.append(_unit(f"source-{source.number}", titles[source.number], about))
    return tuple(found)


def index(edition: Edition) -> bytes:
    """The words of an edition, each with the places of its units in `units`, ascending: JSON, sorted by word."""
    names = _names(edition)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(units(edition)):
        for word in sorted(terms("\n".join((unit.heading, *unit.lines)), names)):
            places[word].append(place)
    return msgspec.json.encode(dict(sorted(places.items())))


def terms(text: str, names: dict[str, set[tuple[str, str]]] | None = None) -> set[str]:
    """The words by which `text` is found, in the form of `plain`.

    `names` gives, by their first two characters, names as they may be written with the name they are found by.
    """
    text = plain(text)
    tokens = kiwi.tokenize(text)
    found = set(ranking.terms(tokens))
    for word, inside in _words(text, tokens):
        sought = [token for token in inside if token.tag in _SOUGHT]
        if sought:
            written = word.group()[: max(stem.end(inside) - word.start(), 0)].replace(",", "")
            if len(written) > 1 or (len(written) == 1 and sought[0].tag in _SHORT):
                found.add(written)
        for spelling, name in (names or {}).get(word.group()[:2], ()):
            if text.startswith(spelling, word.start()):
                found.add(name)
    return {word for word in found if _WORD.fullmatch(word)}


def plain(text: str) -> str:
    """`text` as words are compared: compatibility forms and capitals aside."""
    return normalize("NFKC", text).lower()


@cache
def version() -> str:
    """A name for the present way of finding words: it changes with the code and the tokenizer."""
    digest = hashlib.sha256()
    for package in ("kiwipiepy", "kiwipiepy_model"):
        digest.update(f"{package}={installed(package)}\n".encode())
    root = files("briefing")
    for part in ("ranking.py", "language/kiwi.py", "language/stem.py", "render/search/words.py"):
        digest.update(root.joinpath(part).read_bytes())
    return digest.hexdigest()[:16]


def _unit(anchor: str, heading: str, lines: Iterable[str]) -> Unit:
    heading = typography.printable(heading)
    return Unit(anchor, heading, tuple(dict.fromkeys(line for line in lines if line and line != heading)))


def _names(edition: Edition) -> dict[str, set[tuple[str, str]]]:
    names: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for profile in edition.profiles:
        name = plain(profile.name)
        for written in map(plain, (profile.name, *profile.aliases)):
            if len(written) > 1:
                names[written[:2]].add((written, name))
    return names


def _words(text: str, tokens: Sequence[Token]) -> Iterator[tuple[re.Match[str], list[Token]]]:
    """The written words of `text`, each with the tokens that begin in it."""
    at = 0
    for word in _WORD.finditer(text):
        while at < len(tokens) and tokens[at].start < word.start():
            at += 1
        begin = at
        while at < len(tokens) and tokens[at].start < word.end():
            at += 1
        yield word, list(tokens[begin:at])
