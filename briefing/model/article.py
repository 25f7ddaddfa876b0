"""An article, and what is found in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Literal, NamedTuple

ActorKind = Literal["person", "organization"]
QuoteKind = Literal["direct", "indirect"]
FigureKind = Literal["money", "people", "count", "percent", "ratio", "duration", "rank", "other"]
Bound = Literal["at_least", "more_than", "at_most", "less_than"]
DatePrecision = Literal["day", "part", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range [start, end) of code points in an article's body."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]


# --- read -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as its source gave it, cleaned of page furniture.

    `id` is the source's own, or the file's name; `body` has paragraphs separated by one line feed; `origin`
    is where it was read (a path as the user gave it, with a line number where a file holds many articles);
    `excerpt` is true where the source gave only the beginning of the article; `embargo` is the Korean time before
    which nobody may publish it; `extra` holds the keys of a record that the program does not know, as JSON text.
    """

    id: str
    body: str
    title: str | None = None
    subtitles: tuple[str, ...] = ()
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    origin: str = ""
    excerpt: bool = False
    embargo: datetime | None = None
    extra: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over title, outlet, URL and body: what makes two readings the same article.

        The date is not part of it, so that a date given later completes the article instead of doubling it.
        """
        parts = (self.title or "", self.outlet or "", self.url or "", self.body)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or record that could not become an article: where it is and why, in Korean, with the way out."""

    origin: str
    reason: str


# --- analyse --------------------------------------------------------------------------------------------


_start = attrgetter("start")


class Token(NamedTuple):
    """One morpheme with its part of speech in the Sejong tag set. Neighbours overlap where they contract."""

    form: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A body that was tokenised once: what every extractor reads.

    `paragraphs` are the non-empty lines; `sentences` lie inside them, in order and without overlap, and leave
    out a reporter's byline at the head of the first; `tokens` are in order of `start`, and `starts` are those starts,
    kept because every extractor looks tokens up by place.
    """

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(map(_start, self.tokens)))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin inside `span`."""
        return self.tokens_between(span.start, span.end)

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in [start, end)."""
        first = bisect_left(self.starts, start)
        return self.tokens[first : bisect_left(self.starts, end, first)]

    def token_from(self, position: int) -> int:
        """The index of the first token that begins at `position` or behind it."""
        return bisect_left(self.starts, position)

    def sentence_at(self, position: int) -> Span | None:
        """The sentence that holds `position`, or None in a byline or between paragraphs."""
        index = bisect_left(self.sentences, position + 1, key=_start) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return None


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence with its share of importance in its article: scores sum to 1, rank 1 is the best.

    `terms` are its content words as morphemes, in order: what ranking and grouping go by.
    """

    score: float
    rank: int
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts in one article.

    `name` is canonical: the full name of a person, the official name of an organisation. `org` and `title`
    belong to persons and are None where the article does not say. `aliases` are the other forms the article
    uses; `mentions` every place where any form stands, in order.
    """

    name: str
    kind: ActorKind
    org: str | None = None
    title: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """Something somebody said.

    A direct quote is the text between the marks; an indirect one the clause of reported speech. `speaker` is
    the canonical name, or the words of the text for an unnamed one (업계 관계자), or None; `cue` is the
    reporting verb as it stands in the text (for the first half of “…”라며 “…”고 말했다, the verb behind the second),
    None where there is none; `stance` is what the speaker does by saying it (neutral, promise, criticism …), as the
    lexicon of reported speech lists the verb or the noun beside it, None without a cue.
    """

    kind: QuoteKind
    speaker: str | None = None
    speaker_org: str | None = None
    speaker_title: str | None = None
    cue: str | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Span):
    """A number with its unit, where it stands.

    `value` is normalised (9,090억원 is 909000000000); `value_max` is the upper end of a range, else None; `unit` is
    `KRW`, `USD`, `%`, `%p`, `명` or the counter as written; `label` is what it measures in words of the text, or None.
    `approximate` is true for 약, 여, 가량 and the like; `bound` says that the true number is on one side of it (이상,
    미만); `change` are the words of the text that state how it moved and from where (전년 대비 5% 증가), or None.
    `value` is the number as written, whatever these say.
    """

    value: Decimal
    value_max: Decimal | None = None
    unit: str
    kind: FigureKind
    label: str | None = None
    approximate: bool = False
    bound: Bound | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Span):
    """Something announced for later: the span is the sentence or clause that announces it.

    `who` is the canonical name of the one who will act, or None; `cue` the words that announce (예정이다, 추진할
    계획이다, 발족한다); `when` the time as written (오는 5월께), None for a plan without one. It is read as the days
    from `first` to `last`, both included, with the precision of the words: `part` is 초, 중순, 말 or a week. 부터
    leaves `last` open (None), 까지 leaves `first` open; both are None where the words do not tell, or the article's
    date would be needed and is unknown.
    """

    who: str | None = None
    cue: str
    when: Span | None = None
    first: date | None = None
    last: date | None = None
    precision: DatePrecision | None = None

    @property
    def due(self) -> date | None:
        """The day by which it should have happened: the last one, or the first where the end is open."""
        return self.last or self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was found in one article.

    `headline_quotes` are words in marks in a heading of the body: a reporter's choice of words, not a statement with
    its speaker, and kept apart from `quotes`. `title_terms` are the content words of the title, as morphemes.
    """

    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    title_terms: tuple[str, ...]
    headline_quotes: tuple[Quote, ...] = ()
    plans: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article and its analysis, side by side."""

    article: Article
    analysis: Analysis
