"""The nouns of the program, in the order of the story.

    Article -> Document -> Analysis -> Briefing

Every position is a half-open range of Unicode code points into `Article.body`, which is NFC and is never
changed after it was read: `body[start:end]` is what is printed. Unknown is None, never a guess.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from briefing.period import Period

ActorKind = Literal["person", "organization"]
QuoteKind = Literal["direct", "indirect"]
FigureKind = Literal["money", "people", "count", "percent", "ratio", "duration", "rank", "other"]
Bound = Literal["at_least", "more_than", "at_most", "less_than"]


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
    `extra` holds the keys of a JSON Lines record that the program does not know, as JSON text.
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
    out a reporter's byline at the head of the first; `tokens` are in order of `start`.
    """

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin inside `span`."""
        first = bisect_left(self.tokens, span.start, key=lambda token: token.start)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return self.tokens[first:last]

    def sentence_at(self, position: int) -> Span | None:
        """The sentence that holds `position`, or None in a byline or between paragraphs."""
        index = bisect_left(self.sentences, position + 1, key=lambda span: span.start) - 1
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
class Analysis:
    """All that was found in one article. `title_terms` are the content words of its title, as morphemes."""

    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    title_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article and its analysis, side by side."""

    article: Article
    analysis: Analysis


# --- synthesise -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as the briefing cites it. `number` counts from 1 in order of date, outlet, title, id."""

    number: int
    digest: str
    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: date | None
    url: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Span):
    """Words printed in the briefing: `text` equals the body of source number `source` from start to end."""

    source: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Excerpt):
    """A quote as printed. `context` is the whole sentence (or paragraph) it was taken from."""

    kind: QuoteKind
    speaker: str | None
    speaker_org: str | None
    speaker_title: str | None
    cue: str | None
    stance: str | None = None
    published: date | None
    context: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Excerpt):
    """A figure as printed, with the sentence it was taken from."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: FigureKind
    label: str | None
    approximate: bool = False
    bound: Bound | None = None
    change: str | None = None
    context: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Articles on one subject. `label` is the title of its first source (the most central article)."""

    label: str
    sources: tuple[int, ...]
    summary: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker of the week with all remarks, in order of date and source. Name None: 발화자 미상."""

    name: str | None
    org: str | None
    title: str | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One mark of a chart: its label, its number, the number as printed, the sources it rests on."""

    label: str
    value: float
    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart before it is drawn. `title` states the finding; `alt` says in words what the chart shows.

    `key` names the chart's file (`days`, `actors`, `amounts`); `shape` is columns over time or ranked bars.
    """

    key: str
    shape: Literal["columns", "bars"]
    title: str
    alt: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What went into the briefing and what did not.

    `read` counts the articles of the period; `undated` lists archived articles that no week can claim, by
    id and origin; `rejected` what could not be read at all; `empty_days` the days without an article;
    `quotes` and `figures` count all that was found, of which the report prints a choice.
    """

    read: int
    quotes: int = 0
    figures: int = 0
    undated: tuple[tuple[str, str], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    empty_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """Everything the report prints, nothing about how it looks."""

    period: Period
    title: str
    issuer: str | None
    lead: Excerpt | None
    topics: tuple[Topic, ...]
    voices: tuple[Voice, ...]
    quantities: tuple[Quantity, ...]
    charts: tuple[Chart, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    generator: str = field(default="")
