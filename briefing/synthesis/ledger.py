"""The numbers of the week over all articles: each quantity once with its sources, and where articles disagree.

Two mentions are one quantity where unit, value and label agree and nothing says otherwise: a body, a time. A rounded
number (9000억) is the precise one (9090억) in fewer digits. Two values of one thing are shown as a contradiction only
where everything else that the sentences say is the same: a contradiction that is none does more harm than one unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from briefing.language.korean import bare
from briefing.model import LedgerEntry, Quantity, Tally
from briefing.synthesis import measured, quantities
from briefing.synthesis.identity import Identities, forms_of
from briefing.synthesis.measured import Measured, agree, overlap
from briefing.synthesis.sources import Citations

_COMMON = 10  # entries that share a value and a word; beyond them a value tells nothing, and time stays linear
_SHARED = 2  # content words beside the label that two sentences without a common body need to speak of one thing
_LIKE = 0.6  # overlap from which two sentences say the same in other words
_FEWEST = 3  # content words beside a body's name that say what is meant: 과징금 부과 may be of any case
_TELLING = 6  # content words from which a sentence that names no body speaks of one matter only
_REPRINT = 0.8  # Jaccard of content words; releases that fill the same form in two cases lie below
_SERIES = 3  # values; a thing of which the week gives more is counted again and again, and none contradicts another
_COUNTED = frozenset({"money", "people", "count", "percent", "ratio"})


@dataclass(slots=True, eq=False)
class _Entry:
    """A quantity while it is put together: the most precise mention, then the others by source."""

    stated: Measured
    by_source: defaultdict[int, list[Measured]] = field(default_factory=lambda: defaultdict(list))
    contradicted: list[Measured] = field(default_factory=list)

    @property
    def repeated(self) -> list[Measured]:
        return [m for mentions in self.by_source.values() for m in mentions]

    @property
    def mentions(self) -> list[Measured]:
        return [self.stated, *self.repeated]

    @property
    def sources(self) -> int:
        return len({self.stated.source, *self.by_source})


def keep(cited: Citations, known: Identities, before: Tally | None, most: int) -> tuple[LedgerEntry, ...]:
    """At most `most` quantities: money first, then by kind, the largest first.

    Kept before others are those in dispute, then those that changed since `before`, then those of most sources. A
    number without a label opens no entry, but may repeat one. `before` of an entry is numbered as `before.sources` are.
    """
    mentions = [m for item in cited for m in measured.read(item, known)]
    mentions.sort(key=lambda m: (not m.label, -m.digits, m.source, m.figure.start))
    entries = _dispute(cited, _gather(mentions))
    earlier = _earlier(before)
    found = [(entry, _changed(entry, earlier)) for entry in entries]
    found.sort(key=lambda f: (not f[0].contradicted, f[1] is None, -f[0].sources, *_order(f[0])))
    kept = sorted(found[:most], key=lambda f: _order(f[0]))
    return tuple(
        LedgerEntry(
            stated=quantities.printed(cited.numbered(entry.stated.source), entry.stated.figure),
            repeated=_printed(cited, entry.repeated, entry.stated),
            contradicted=_printed(cited, entry.contradicted),
            before=past,
        )
        for entry, past in kept
    )


def _order(entry: _Entry) -> tuple[int, str, Decimal, int, int]:
    return (*quantities.order(entry.stated.figure), entry.stated.source, entry.stated.figure.start)


def _printed(cited: Citations, mentions: Iterable[Measured], *but: Measured) -> tuple[Quantity, ...]:
    """The mentions in the order of their sources; of one source each value once, those of `but` not again."""
    seen = {(m.source, m.value) for m in but}
    printed = []
    for m in sorted(mentions, key=lambda m: (m.source, m.figure.start)):
        if (m.source, m.value) not in seen:
            seen.add((m.source, m.value))
            printed.append(quantities.printed(cited.numbered(m.source), m.figure))
    return tuple(printed)


# --- one quantity ---------------------------------------------------------------------------------------


def _gather(mentions: Sequence[Measured]) -> list[_Entry]:
    """The entries that `mentions`, the most precise first and those without a label last, make.

    Entries are found by unit and value (or what the value may be rounded to) with a word of the label, a body of the
    sentence, or the source, so that a mention is compared with few.
    """
    entries: list[_Entry] = []
    index: defaultdict[tuple[object, ...], dict[int, _Entry]] = defaultdict(dict)
    for mention in mentions:
        unit, marks = mention.figure.unit, {*mention.label, *mention.actors, mention.source}
        near: dict[int, _Entry] = {}
        for mark in marks:
            near.update(islice(index[unit, mention.value, mark].items(), _COMMON))
        likely = [n for n, entry in near.items() if any(_same(m, mention) for m in _witnesses(entry, mention))]
        if likely:
            number = min(likely, key=lambda n: (-overlap(entries[n].stated.terms, mention.terms), n))
            entries[number].by_source[mention.source].append(mention)
        elif mention.label:
            number = len(entries)
            entries.append(_Entry(mention))
        else:
            continue
        for value in (mention.value, *measured.roundings(mention.value)):
            for mark in marks:
                index[unit, value, mark][number] = entries[number]
    return entries


def _witnesses(entry: _Entry, mention: Measured) -> list[Measured]:
    """What a mention is compared with: the stated one, and those of its own article."""
    return [entry.stated, *entry.by_source.get(mention.source, ())]


def _same(one: Measured, other: Measured) -> bool:
    """Whether `other` is the same quantity as `one`, which is at least as precise."""
    if other.label and not (one.label <= other.label or other.label <= one.label):
        return False
    named = one.actors & other.actors
    if one.actors and other.actors and not named:
        return False
    if not agree(one, other) or _clash(one.period, other.period):
        return False
    shared = (one.terms & other.terms) - one.label - other.label
    if one.value != other.value and other.label != one.label:
        return len(shared) >= _SHARED and (bool(named) or one.source == other.source)
    if one.source == other.source and (other.label == one.label or other.digits > 1):
        return True
    if other.label == one.label:
        return bool(named) or len(shared) >= _SHARED
    return other.digits > 1 and len(shared) >= (1 if named else _FEWEST)


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences name different times of one kind: two years, two months."""
    kinds = {time[0] for time in one} & {time[0] for time in other}
    return any({t for t in one if t[0] == kind}.isdisjoint(t for t in other if t[0] == kind) for kind in kinds)


# --- two values -----------------------------------------------------------------------------------------


def _dispute(cited: Citations, entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries, those that contradict another one put beside it: beside that of most sources, then the first."""
    groups: defaultdict[tuple[object, ...], list[_Entry]] = defaultdict(list)
    for entry in entries:
        one = entry.stated
        if one.figure.kind in _COUNTED and one.exact:
            groups[_wording(one)].append(entry)
            if _disputable(one):
                groups[_subject(one)].append(entry)
    gone: set[_Entry] = set()
    for subject, group in groups.items():
        left = [entry for entry in group if entry not in gone]
        if not 1 < len(left) <= len(group) <= _SERIES:
            continue
        first, *others = sorted(left, key=lambda e: (-e.sources, e.stated.source, e.stated.figure.start))
        for other in others:
            word_for_word = subject[0] == "wording"
            if _contradicts(first, other) and (
                _reprint(cited, first, other) if word_for_word else _alike(first, other)
            ):
                first.contradicted += [*other.mentions, *other.contradicted]
                gone.add(other)
    return [entry for entry in entries if entry not in gone]


def _disputable(one: Measured) -> bool:
    """Whether another value could contradict it: an exact number, the only one of its sentence, no part of others."""
    return one.figure.kind in _COUNTED and one.exact and one.told and one.alone and not one.part


def _subject(one: Measured) -> tuple[object, ...]:
    """All that has to be the same: unit, label, bodies, times, moving, frame; the day where no time is named."""
    return "subject", one.figure.unit, one.label, one.actors, one.period, _day(one), one.moved, one.frame


def _wording(one: Measured) -> tuple[object, ...]:
    """The sentence without its number: who prints it with another one copied a mistake, or corrected it."""
    before, behind = one.around
    return "wording", one.figure.unit, bare(before), bare(behind), _day(one)


def _day(one: Measured) -> date | None:
    return None if one.period else one.published


def _contradicts(one: _Entry, other: _Entry) -> bool:
    """Whether the two may give different values to one thing, of which their sentences speak alike.

    An article does not contradict itself, and a rounded value contradicts nothing.
    """
    first, second = one.stated, other.stated
    if {m.source for m in one.mentions} & {m.source for m in other.mentions}:
        return False
    if agree(first, second) or agree(second, first) or abs(first.value) == abs(second.value):
        return False
    if not first.period and first.published is None:
        return False
    shared = (first.matter & second.matter) | (first.label & second.label)
    return len(shared) >= (_FEWEST if first.actors else _TELLING)


def _alike(one: _Entry, other: _Entry) -> bool:
    """Whether two sentences say most of their words alike."""
    return overlap(one.stated.matter, other.stated.matter) >= _LIKE


def _reprint(cited: Citations, one: _Entry, other: _Entry) -> bool:
    """Whether two articles have most of their content words in common: one text, printed twice."""
    items = [cited.numbered(entry.stated.source) for entry in (one, other)]
    words = [{term for s in item.analysed.analysis.sentences for term in s.terms} for item in items]
    return len(words[0] & words[1]) >= _REPRINT * len(words[0] | words[1])


# --- an earlier week ------------------------------------------------------------------------------------


def _earlier(before: Tally | None) -> dict[tuple[str, str], list[Quantity]]:
    """The numbers of an earlier week by unit and label."""
    index: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for quantity in before.quantities if before else ():
        if quantity.label and quantity.value_max is None and quantity.bound is None:
            index[quantity.unit, bare(quantity.label)].append(quantity)
    return index


def _changed(entry: _Entry, earlier: dict[tuple[str, str], list[Quantity]]) -> Quantity | None:
    """The same quantity in an earlier week if its value was another; None where two values may be meant.

    The sentences have to name the same body and share most of their words; the time may be another of the same kind
    (11월, 12월), but what happened on a day is no state that changes.
    """
    one = entry.stated
    event = any(time[0] in measured.DAYS for time in one.period)
    if event or not (_disputable(one) and one.actors and one.figure.label):
        return None
    found = [q for q in earlier.get((one.figure.unit, bare(one.figure.label)), ()) if _same_thing(one, q)]
    values = {quantity.value for quantity in found}
    if len(values) != 1 or any(_agrees(m, value) for m in entry.mentions for value in values):
        return None
    return found[0]


def _agrees(one: Measured, value: Decimal) -> bool:
    value = value.normalize()
    return (
        one.value == value
        or measured.rounds(one.value, value, one.figure)
        or measured.rounds(value, one.value, one.figure)
    )


def _same_thing(one: Measured, past: Quantity) -> bool:
    text = past.context.text
    shared = [term for term in one.terms if term in text]
    matter = [term for term in one.matter if term in text]
    at = past.end - past.context.start
    return (
        len(shared) >= _FEWEST
        and len(matter) >= max(1, _LIKE * len(one.matter))
        and one.moved == measured.moved(past.change, text[at : at + 40])
        and one.frame == measured.frame(text)
        and {time[0] for time in one.period} == {time[0] for time in measured.period(text, one.published)}
        and any(form in text for name in one.actors for form in forms_of(name))
    )
