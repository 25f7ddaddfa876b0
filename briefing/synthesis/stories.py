"""Articles that carry the same text, brought together: copies, wire copy with small edits, reprinted releases.

Candidates come from MinHash signatures over character shingles (Broder 1997) in bands (Leskovec, Rajaraman & Ullman,
Mining of Massive Datasets, 2020, ch. 3), and are then compared exactly. A signature of the whole text finds edited
copies, one of the opening finds excerpts and reprints that were cut short.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from briefing.model import Story
from briefing.synthesis.sources import Citations, Cited

Hashes = NDArray[np.uint32]
Bands = NDArray[np.uint64]
Places = NDArray[np.intp]

_GAPS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_SHINGLE = 5  # characters; about two Korean words without their particles, and the usual length for near copies
_FEWEST = 20  # characters; what is shorter (인사, an empty body) says too little to be called a copy
_LONGEST = 20_000  # characters that are compared; beyond them stand annexes, and the bound keeps memory linear

_SEED = 1
_ROWS = 2  # rows a band: with 128 bands two texts that share 15 % of their shingles meet with a probability of 0.95
_BANDS, _OPENING_BANDS = 128, 32
_OPENING = 120  # characters: what is left of an excerpt of 200 when white space and marks are gone, less a byline
_CROWD = 50  # texts in one band: a phrase that so many share tells nothing, and the bound keeps the work linear
_NEAREST = 8  # texts compared exactly, those that share most bands first: a copy shares more than its neighbours do
_SAMPLE = 200  # shingles looked up first: most candidates are none, and are known by so many
_BATCH = 500  # texts whose shingles are handed over at once: bounds memory
# All shingles of a week would take gigabytes. An eighth of them tells candidates that are none, where there are enough
# to tell: of them the most garbled of made re-issues has 0.55, articles of one mould on two matters 0.1 to 0.35.
_SAMPLED = 8
_TELLING = 40
_LEAST_FOUND = 0.35
_HELD = 1_000  # texts read for an exact comparison that are held for the next: 25 MB

# An even fifth of changed words leaves 0.6 of the shingles of every block; text of one's own leaves a block with none.
_BLOCK = 40
_FOUND = 0.3
# Read off 3,810 public releases: those that two bodies issue together lie above 0.9, mostly at 1; releases of one
# series and articles on one matter spread below.
_COVERED = 0.8
_SUBSTANTIAL = 0.4  # of the fuller text; where less of it is reprinted, its opening must be: else a digest is no copy
# Of the numbers in words that both have: releases issued together agree in 0.9 and more, those of a series in 0.3 to
# 0.7; where a fifth of all words is replaced or mistyped, 0.9 still do.
_AGREED = 0.85
_CHANGED = 3  # shingles of a block: a changed number stands in five, while one or two may meet another by chance
_OPENED = 0.5  # of the opening: it may stand behind a byline or a line of the outlet's own
_SHORT = 150  # characters below which the titles must be akin: contact blocks and standing notices reach this length
_TITLES_AKIN = 0.2  # of the pairs of syllables in the shorter title: one word in common, as in most reworded titles
_NEARLY_FULLEST = 0.8  # of the longest text: a reader misses nothing of weight, and is better served by the earlier
_NOWHERE = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class _Outline:
    """What is kept of a text while all are compared; `sample` are the shingles whose hash is a multiple of `_SAMPLED`.

    Which they are depends on the words alone (Manber 1994), so that two texts can be compared by them.
    """

    number: int
    published: date
    length: int
    sample: Hashes


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's words without white space, marks and case, as hashes of shingles in which a number is one character.

    `shingles` are those of the body in order; `masked` the same with one sign for every number; `numeric` the places
    of those that hold a number. `known` are the shingles, `forms` the masked ones that hold a number, both sorted.
    """

    number: int
    published: date
    length: int
    shingles: Hashes
    masked: Hashes
    numeric: Places
    known: Hashes
    forms: Hashes
    title: frozenset[str]


def group(cited: Citations) -> tuple[Story, ...]:
    """The stories, in order of their lowest source number; every source stands in exactly one.

    A text joins the story of a fuller text (of one length, the earlier) that holds nearly all of it, passage by
    passage, with the same numbers in the same words. The representative comes first: of the texts nearly as long as
    the story's longest the earliest, of one day the longest, then by number; the others follow by number. Texts of a
    weekly series differ in their numbers and stay apart, as do articles that report one event in their own words.
    """
    outlines, shelves = _shelved(cited)
    read = lru_cache(_HELD)(lambda number: _read(cited.numbered(number)))
    stories: list[list[_Outline]] = []
    home: list[list[_Outline]] = []  # the story that the text at this place belongs to
    for i, outline in enumerate(outlines):
        near = shelves.nearest(i, outlines) if outline.length >= _FEWEST else ()
        likely = (j for j in near if _may_carry(outlines[j], outline))
        fuller = next((j for j in likely if _carries(read(outlines[j].number), read(outline.number))), None)
        if fuller is None:
            stories.append([])
        home.append(stories[-1] if fuller is None else home[fuller])
        home[i].append(outline)
    return tuple(sorted(map(_story, stories), key=lambda story: min(story.sources)))


class _Shelves:
    """Where texts with an equal key stand, band by band, the first of each key up to a crowd.

    (texts, bands): the texts before text `i` that share its key are `_order[band]` from `_first[i, band]` on, as
    many as `_count[i, band]`.
    """

    def __init__(self, bands: Bands, order: Places) -> None:
        texts, width = len(order), bands.shape[1]
        self._order = np.zeros((width, texts), np.int32)
        self._first = np.zeros((texts, width), np.int32)
        self._count = np.zeros((texts, width), np.uint8)
        places = np.arange(texts)
        for band in range(width):
            keys = bands[order, band]
            by_key = np.argsort(keys, kind="stable")
            opens = np.concatenate([[True], keys[by_key][1:] != keys[by_key][:-1]])[:texts]
            first = np.maximum.accumulate(np.where(opens, places, 0))
            self._order[band] = by_key
            self._first[by_key, band] = first
            self._count[by_key, band] = np.minimum(places - first, _CROWD)

    def nearest(self, i: int, outlines: Sequence[_Outline]) -> list[int]:
        """The texts before text `i` that share most bands with it, at most `_NEAREST`, ties by number."""
        bands = np.flatnonzero(self._count[i])
        if not len(bands):
            return []
        firsts, counts = self._first[i, bands].tolist(), self._count[i, bands].tolist()
        met, shared = np.unique(
            np.concatenate(
                [
                    self._order[band, first : first + count]
                    for band, first, count in zip(bands.tolist(), firsts, counts, strict=True)
                ]
            ),
            return_counts=True,
        )
        least = np.sort(shared)[-_NEAREST:][0]
        likely = [(-n, outlines[j].number, j) for j, n in zip(met.tolist(), shared.tolist(), strict=True) if n >= least]
        return [j for _, _, j in sorted(likely)[:_NEAREST]]


def _may_carry(full: _Outline, text: _Outline) -> bool:
    """Whether `_carries` is worth asking, by the shingles that are kept of both; in doubt it is."""
    return len(text.sample) < _TELLING or _found(text.sample, full.sample).mean() >= _LEAST_FOUND


def _story(group: Sequence[_Outline]) -> Story:
    longest = max(text.length for text in group)
    full = [text for text in group if text.length >= _NEARLY_FULLEST * longest]
    first = min(full, key=lambda text: (text.published, -text.length, text.number)).number
    return Story(sources=(first, *sorted(text.number for text in group if text.number != first)))


def _carries(full: _Text, text: _Text) -> bool:
    """Whether `text`, the shorter of the two, is a re-issue of `full` or of its beginning."""
    sample = text.shingles[:: 1 + len(text.shingles) // _SAMPLE]
    if _found(sample, full.known).mean() < _COVERED * _FOUND:  # the least that can pass what follows
        return False
    alike = text.numeric[_found(text.masked[text.numeric], full.forms)]  # the same words around a number
    changed = alike[~_found(text.shingles[alike], full.known)]
    if len(changed) > (1 - _AGREED) * len(alike):
        return False
    if _covered(_found(text.shingles, full.known), changed) < _COVERED:
        return False
    back = _found(full.shingles, text.known)
    if _covered(back) < _SUBSTANTIAL and _covered(back[:_OPENING]) < _OPENED:
        return False
    return text.length >= _SHORT or _akin(full.title, text.title)


def _found(shingles: Hashes, known: Hashes) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(shingles), np.bool_)
    places = np.minimum(np.searchsorted(known, shingles), len(known) - 1)
    return np.asarray(known[places] == shingles)


def _covered(found: NDArray[np.bool_], changed: Places = _NOWHERE) -> float:
    """The share of a text in blocks that the other text has too, though not to the letter.

    `changed` are places where it has another number; a block with such a number is not the same.
    """
    starts = np.arange(0, len(found), _BLOCK)
    sizes = np.minimum(_BLOCK, len(found) - starts)
    shared = np.add.reduceat(found.astype(np.intp), starts) >= _FOUND * sizes
    other = np.bincount(changed // _BLOCK, minlength=len(starts)) >= _CHANGED
    return float(sizes[shared & ~other].sum() / len(found))


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _TITLES_AKIN * min(len(one), len(other))


def _shelved(cited: Citations) -> tuple[list[_Outline], _Shelves]:
    """What is kept of each text, the longest first, of these the earliest, and the shelves of all that are shelved."""
    outlines: list[_Outline] = []
    # One key a band, (texts, bands): texts with an equal key are candidates.
    bands = np.zeros((len(cited), _BANDS + _OPENING_BANDS), np.uint64)
    for batch in iter(partial(_next, iter(cited)), []):
        rows = bands[len(outlines) : len(outlines) + len(batch)]
        rows[:, :_BANDS] = _signatures([text.shingles for text in batch], _BANDS)
        rows[:, _BANDS:] = _signatures([text.shingles[:_OPENING] for text in batch], _OPENING_BANDS)
        outlines += [
            _Outline(text.number, text.published, text.length, text.known[text.known % _SAMPLED == 0]) for text in batch
        ]
    order = sorted(range(len(outlines)), key=lambda i: (-outlines[i].length, outlines[i].published, outlines[i].number))
    outlines = [outlines[i] for i in order]
    long = sum(outline.length >= _FEWEST for outline in outlines)  # they are the first
    return outlines, _Shelves(bands, np.array(order[:long], np.intp))


def _next(items: Iterator[Cited]) -> list[_Text]:
    return [_read(item) for item in islice(items, _BATCH)]


def _signatures(batch: Sequence[Hashes], bands: int) -> Bands:
    ends = np.cumsum([0, *map(len, batch)], dtype=np.uint64)
    flat = np.concatenate(batch).astype(np.uint64)
    rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, bands * _ROWS, _SEED).to_rows()
    return np.array(rows, np.uint32).view(np.uint64)  # two rows of 32 bits are one key of 64


def _read(item: Cited) -> _Text:
    article = item.analysed.article
    body = _squash(article.body)[:_LONGEST]
    title = _squash(article.title or "")
    points = _points(_NUMBER.sub("0", body))
    numbers = np.zeros(len(points), np.uint32)
    numbers[points == ord("0")] = [zlib.crc32(number.encode()) | 1 for number in _NUMBER.findall(body)]
    masked, shingles = _shingles(points), _shingles(points ^ numbers)
    numeric = np.flatnonzero(masked != shingles)
    return _Text(
        number=item.source.number,
        published=item.source.published or date.max,
        length=len(body),
        shingles=shingles,
        masked=masked,
        numeric=numeric,
        known=np.sort(shingles),
        forms=np.sort(masked[numeric]),
        title=frozenset(title[i : i + 2] for i in range(len(title) - 1)),
    )


def _squash(text: str) -> str:
    return _GAPS.sub("", text).lower()


def _points(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _shingles(points: Hashes) -> Hashes:
    """A hash of every run of characters, in order: multiply and shift, fixed, unlike Python's own hash."""
    count = max(0, len(points) - _SHINGLE + 1)
    hashes = np.zeros(count, np.uint64)
    for i in range(_SHINGLE):
        hashes = (hashes ^ points[i : i + count]) * np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ over the golden ratio (Knuth)
        hashes ^= hashes >> np.uint64(32)
    return hashes.astype(np.uint32)
