"""The search over all weeks, as files that a browser reads without a server: page, script, and an index in pieces.

The index of a year lies in shards by the first two characters of a word: the word as typed, the same without its
particle, and all that begin with it are in one of them. What is found is printed from pieces of text, a few units
each. A shard and a piece are scripts, because `<script>` works under a strict content security policy and from a
folder alike, where `fetch` does not. Each year has a folder named by all that decides it: only the year that a new
week falls into is written again, and a page that was opened before still finds what it was made for.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import msgspec

from briefing.language import lexicon
from briefing.model import Edition
from briefing.render import resources, typography
from briefing.render.search import words
from briefing.render.search.words import index, version
from briefing.render.site.press import Page, Press, asset

__all__ = ["Week", "index", "pages", "version"]

# Bytes of a piece of text and of a shard, at most and about: one to print a result from, one to look up a word in.
_PIECE, _SHARD = 4_000, 4_000

# FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): short in both languages.
_OFFSET, _PRIME = 0x811C9DC5, 0x01000193

# Digits to the base 64 as source maps have them (https://tc39.es/ecma426/#sec-base64-vlq), five bits each.
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(frozen=True, slots=True)
class Week:
    """A published week: its edition and its words (`index`)."""

    edition: Edition
    words: bytes


def pages(press: Press, weeks: Sequence[Week]) -> Iterator[Page]:
    """The files of the search over `weeks`, which come in order of their slugs."""
    texts = [_Text(week.edition) for week in weeks]
    years: defaultdict[str, list[tuple[Week, _Text]]] = defaultdict(list)
    for week, text in zip(weeks, texts, strict=True):
        years[week.edition.slug[:4]].append((week, text))
    shelves = [_Year(year, tuple(known)) for year, known in sorted(years.items())]
    for text in texts:
        yield from text.pages()
    for shelf in shelves:
        yield from shelf.pages()
    endings = (ending for line in lexicon.lines("noun_endings.txt") for ending in line.split())
    table = {
        "endings": sorted({*lexicon.particles(), *endings}),
        "years": [shelf.entry() for shelf in shelves],
    }
    listed = asset("search-weeks", "js", _script("weeks", table))
    script = asset("search", "js", resources.text("site/search.js").encode())
    style = asset("search", "css", resources.text("site/search.css").encode())
    yield from (listed, script, style)
    yield press.page(
        "search/index.html",
        "site/search.html",
        "search",
        "검색",
        style=style.path,
        scripts=(listed.path, script.path),
        weeks=len(weeks),
    )


class _Text:
    """What can be found in a week, cut into pieces."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        encoded = [msgspec.json.encode((u.anchor, u.heading, u.lines)) for u in words.units(edition)]
        self.units = len(encoded)
        self._pieces: list[list[bytes]] = []
        size = _PIECE
        for one in encoded:
            if size + len(one) > _PIECE:
                self._pieces.append([])
                size = 0
            self._pieces[-1].append(one)
            size += len(one)
        self.folder = f"search/{edition.slug.lower()}-{hashlib.sha256(b''.join(encoded)).hexdigest()[:12]}"

    def pages(self) -> Iterator[Page]:
        for number, piece in enumerate(self._pieces):
            name = f"{self.folder}/{number}"
            content = _script(name, msgspec.Raw(b"[" + b",".join(piece) + b"]"))
            yield Page(f"assets/{name}.js", hashlib.sha256(content).hexdigest(), partial(bytes, content))

    def entry(self) -> tuple[str, str, str, list[int]]:
        """Slug, name, folder, and how many units each piece holds."""
        period = self.edition.period
        return self.edition.slug, typography.week(period), self.folder, [len(piece) for piece in self._pieces]


class _Year:
    """The words of the weeks of a year, in shards."""

    def __init__(self, year: str, weeks: tuple[tuple[Week, _Text], ...]) -> None:
        self._weeks = weeks
        size = sum(len(week.words) for week, _ in weeks)
        self._number = 1 << max(0, (size // _SHARD).bit_length())
        decides = (version(), self._number, [(week.edition.revision, text.folder) for week, text in weeks])
        self._fingerprint = hashlib.sha256(msgspec.json.encode(decides)).hexdigest()
        self._folder = f"search/{year}-{self._fingerprint[:12]}"

    def pages(self) -> Iterator[Page]:
        for number in range(self._number):
            name = f"{self._folder}/{number}"
            fingerprint = hashlib.sha256(f"{self._fingerprint}{number}".encode()).hexdigest()
            yield Page(f"assets/{name}.js", fingerprint, partial(self._shard, name, number))

    def entry(self) -> dict[str, object]:
        return {"folder": self._folder, "shards": self._number, "weeks": [text.entry() for _, text in self._weeks]}

    def _shard(self, name: str, number: int) -> bytes:
        return _script(name, self._shards[number])

    @cached_property
    def _shards(self) -> list[dict[str, str]]:
        """Of each shard the words, sorted, each with the numbers of its units in the year."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        first = 0
        for week, text in self._weeks:
            for word, within in msgspec.json.decode(week.words, type=dict[str, list[int]]).items():
                places[word] += [first + place for place in within]
            first += text.units
        shards: list[dict[str, str]] = [{} for _ in range(self._number)]
        for word in sorted(places):
            shards[shard(word, self._number)][word] = written(places[word])
        return shards


def shard(word: str, number: int) -> int:
    """In which of `number` shards a word is: by its first two characters."""
    value = _OFFSET
    for character in word[:2]:
        value = (value ^ ord(character)) * _PRIME & 0xFFFFFFFF
    return value % number


def written(places: Sequence[int]) -> str:
    """Ascending places as the steps from one to the next, the first from -1, in digits to the base 64."""
    text, before = [], -1
    for place in places:
        step, before = place - before, place
        while step > 31:
            text.append(_DIGITS[step & 31 | 32])
            step >>= 5
        text.append(_DIGITS[step])
    return "".join(text)


def _script(name: str, value: object) -> bytes:
    """A script that gives a value to the search under a name."""
    return b"(self.briefing??={})[" + msgspec.json.encode(name) + b"]=" + msgspec.json.encode(value) + b";\n"
