"""Words that report speech: 밝혔다, …라는 뜻, 업계 관계자, read from `lexicon/speech.tsv`.

The lexicon is loaded once a process and on first use. Nothing here looks at quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from briefing.language.lexicon import lines
from briefing.model import Token

# Stances that a noun beside the verb may make more of: 의지를 밝혔다, 우려를 표명했다.
_OPEN = frozenset({"neutral", "assertive"})
# 당부의 말을 전했다, 우려도 함께 나타냈다: the noun stands at most so many morphemes before its verb, these between.
_PHRASE = 5
_VERBS = frozenset({"VV", "VV-R", "VV-I"})
_IN_PHRASE = frozenset({"NNG", "XSN", "JKG", "JKO", "JX", "MAG"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting verbs with their stance, and the nouns that report, name, describe a speaker or cannot be one.

    `nouns` have a stance of their own or "" (우려: worry, 뜻: ""); `words` name a stance in Korean. `made` are the
    nouns that 하다 makes verbs of (강조), `closing` the verbs that end a phrase of several words (운을 |떼).
    """

    stances: dict[str, str]
    light: frozenset[str]
    nouns: dict[str, str]
    words: dict[str, str]
    names: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    made: frozenset[str]
    closing: frozenset[str]


class Verb(NamedTuple):
    """A reporting verb in the text: its word from the stem to the end of its endings, [start, end).

    `stance` is what the speaker does by saying it (neutral, promise, criticism …, as the lexicon lists them);
    `adnominal` is true where it modifies a noun (말한, 밝힌); `light` where it says nothing of itself (했다).
    """

    stem: str
    stance: str
    start: int
    end: int
    adnominal: bool
    light: bool

    def of(self, text: str) -> str:
        """The verb as it stands in `text`."""
        return text[self.start : self.end]


@cache
def lexicon() -> Lexicon:
    """The lexicon of reported speech."""
    rows: dict[str, dict[str, str]] = {}
    for line in lines("speech.tsv"):
        form, role, *stance = line.split("\t")
        rows.setdefault(role, {})[form] = stance[0] if stance else ""
    stances = rows["verb"] | rows["light"]
    return Lexicon(
        stances=stances,
        light=frozenset(rows["light"]),
        nouns=rows["noun"],
        words={stance: word for word, stance in rows["stance"].items()},
        names=frozenset(rows["name"]),
        persons=frozenset(rows["person"]),
        things=frozenset(rows["thing"]),
        made=frozenset(stem.removesuffix("하") for stem in stances if stem.endswith("하")),
        closing=frozenset(stem.rpartition(" ")[2] for stem in stances if " " in stem),
    )


def verbs(tokens: Sequence[Token]) -> Iterator[Verb]:
    """Every reporting verb among `tokens`, in order.

    A noun of a 하다-verb counts when 하다 follows (강조했다, 당부 한) or when it closes a telegraphic line
    (…고 당부). The light 하다 counts only where it is a verb of its own (고 했다), not where it makes one.
    """
    known = lexicon()
    for i, token in enumerate(tokens):
        if token.tag in _VERBS:
            stem, first = _idiom(tokens, i) if token.form in known.closing else (token.form, i)
            last = i
        elif token.tag == "NNG" and token.form in known.made:
            follower = tokens[i + 1] if i + 1 < len(tokens) else None
            makes_verb = follower is not None and follower.form in ("하", "드리") and follower.tag[:2] in ("XS", "VV")
            closes = follower is None or (follower.tag == "SF" and follower.start == token.end)
            if not makes_verb and not closes:
                continue
            stem, first, last = token.form + "하", i, i + 1 if makes_verb else i
        else:
            continue
        if stem not in known.stances:
            continue
        while last + 1 < len(tokens) and tokens[last + 1].tag in ("EP", "EC", "EF", "ETM", "ETN"):
            last += 1
            if tokens[last].tag != "EP":
                break
        yield Verb(
            stem,
            known.stances[stem],
            tokens[first].start,
            tokens[last].end,
            tokens[last].tag == "ETM",
            stem in known.light,
        )


def _idiom(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The stem of the verb at `i`, with the words of a listed phrase (운을 떼다, 못 박다), and its first token.

    Of a phrase with a particle the verb alone counts as the word that reports (운을 |뗐다).
    """
    known = lexicon().stances
    for words in (2, 1):
        phrase = "".join(token.form for token in tokens[max(0, i - words) : i]) + f" {tokens[i].form}"
        if i >= words and phrase in known:
            return phrase, i if words > 1 else i - 1
    return tokens[i].form, i


def stance(tokens: Sequence[Token], verb: Verb) -> str:
    """What the speaker does with `verb`, one of `verbs(tokens)`: the stance of the noun it takes, else its own.

    우려를 표명했다 and 비판을 내놓았다 say it with the noun. A verb that takes a side itself keeps its stance (비판을
    반박했다).
    """
    if verb.stance not in _OPEN:
        return verb.stance
    nouns = lexicon().nouns
    before = [token for token in tokens if token.end <= verb.start][-_PHRASE:]
    for token in reversed(before):
        if token.tag not in _IN_PHRASE:
            break
        if token.tag == "NNG" and (own := nouns.get(token.form)):
            return own
    return verb.stance
