"""The word lists of the program, read from the data files in the folder beside this module.

Names, titles and organisations have their types here; the lists of reported speech and of units, in their modules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Surnames:
    """Surnames by how far they speak for a name: `common` much, `rare` little, `double` (two syllables) most."""

    common: frozenset[str]
    rare: frozenset[str]
    double: frozenset[str]


@dataclass(frozen=True, slots=True)
class GivenSyllables:
    """Syllables of given names: of the first and the last of two, and of those of one syllable."""

    first: frozenset[str]
    last: frozenset[str]
    single: frozenset[str]


@dataclass(frozen=True, slots=True)
class Organization:
    """A body of the lexicon. `shorts` speak for themselves; `vague` ones count only beside the full name."""

    name: str
    shorts: tuple[str, ...]
    vague: tuple[str, ...]
    parent: str | None
    kind: str
    years: str

    def in_force(self, year: int) -> bool:
        """Whether the body bore this name in a year; the years in which a name changed count to both."""
        first, _, last = self.years.partition("-")
        return int(first or 0) <= year <= int(last or 9999)


def lines(name: str) -> list[str]:
    """The entries of the word list `name`: its lines without the empty ones and the comments (#)."""
    text = files("briefing").joinpath(f"language/lexicon/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def surnames() -> Surnames:
    """The surnames of `surnames.txt`."""
    sets = {key: frozenset(rest.split()) for key, rest in (line.split(" ", 1) for line in lines("surnames.txt"))}
    return Surnames(sets["common"], sets["rare"], sets["double"])


@cache
def given_syllables() -> GivenSyllables:
    """The syllables of `given_names.txt`."""
    sets = {key: frozenset(rest) for key, rest in (line.split(" ", 1) for line in lines("given_names.txt"))}
    return GivenSyllables(sets["first"], sets["last"], sets["single"])


@cache
def particles() -> tuple[str, ...]:
    """Particles that follow a noun or a title, longest first."""
    forms = {form for line in lines("particles.txt") for form in line.split()}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def lookalikes() -> frozenset[str]:
    """Ordinary words that look like a name."""
    return frozenset(word for line in lines("name_lookalikes.txt") for word in line.split())


@cache
def places(*kinds: str) -> frozenset[str]:
    """Countries, cities and regions, of the given kinds (states, places, towns)."""
    rows = [line.split() for line in lines("places.txt")]
    return frozenset(word for row in rows if not kinds or row[0] in kinds for word in row[1:])


@cache
def body_suffixes(*kinds: str) -> tuple[str, ...]:
    """Last syllables of organisations' names, longest first, of the given kinds (public, company, other)."""
    rows = [line.split() for line in lines("body_suffixes.txt")]
    forms = {form for row in rows if not kinds or row[0] in kinds for form in row[1:]}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def title_heads() -> dict[str, str]:
    """Heads of titles -> their force: strong, weak or bound; none for a word that only ends like a title."""
    rows = [line.split("\t") for line in lines("titles.tsv")]
    return {row[0]: row[1] for row in rows}


@cache
def organizations() -> tuple[Organization, ...]:
    """The bodies of `organizations.tsv`, in the order of the file."""
    rows = []
    for line in lines("organizations.tsv"):
        name, shorts, parent, kind, years = line.split("\t")
        forms = [form for form in shorts.split("|") if form]
        rows.append(
            Organization(
                name,
                tuple(form for form in forms if not form.endswith("?")),
                tuple(form[:-1] for form in forms if form.endswith("?")),
                None if parent == "-" else parent,
                kind,
                years,
            )
        )
    return tuple(rows)
