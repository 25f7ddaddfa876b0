"""A briefing: what the report prints, each piece with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from briefing.model.article import ActorKind, Bound, DatePrecision, FigureKind, QuoteKind, Rejected, Span
from briefing.period import Period

Direction = Literal["new", "rising", "continuing", "falling", "gone"]
ChangedPart = Literal["issue", "sentence", "remark", "number", "plan", "source"]
ChartShape = Literal["columns", "bars", "dots", "slopes", "pairs", "strip"]


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


def excerpts(node: object) -> Iterator[Excerpt]:
    """Every excerpt anywhere in `node` (a briefing, or any part of one), in the order of the model."""
    if isinstance(node, Excerpt):
        yield node
    if is_dataclass(node):
        for one in fields(node):
            yield from excerpts(getattr(node, one.name))
    elif isinstance(node, tuple):
        for item in node:
            yield from excerpts(item)


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
class LedgerEntry:
    """One quantity of the week with all its sources.

    `stated` is the most precise mention, of the earliest source that has it; `repeated` are the other mentions of
    the same number, the rounded ones among them (9000억 for 9090억); `contradicted` mentions of the same quantity
    with another value; `before` the same quantity in an earlier week, where its value was another.
    """

    stated: Quantity
    repeated: tuple[Quantity, ...] = ()
    contradicted: tuple[Quantity, ...] = ()
    before: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Excerpt):
    """A plan as printed; `text` is the clause that announces it, `context` the whole sentence.

    `when` is the time as written, `first` and `last` the days it means (see `Plan`); `also` are further sources that
    announce the same.
    """

    who: str | None
    cue: str
    when: Excerpt | None
    first: date | None
    last: date | None
    precision: DatePrecision | None
    published: date | None
    context: Excerpt
    also: tuple[int, ...] = ()

    @property
    def due(self) -> date | None:
        """The last day, or the first where the end is open; None for a plan without days."""
        return self.last or self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text and its re-issues: source numbers, the representative (the earliest and fullest) first."""

    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What an issue's articles say of one day: the sentence that says it, and the day."""

    day: date
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How often something was in the articles of the week against earlier weeks.

    `now` and `before` count articles of this and of the previous week, `mean` is the mean of up to four earlier weeks;
    `first` says that no earlier article of the archive has it.
    """

    name: str
    direction: Direction
    now: int
    before: int
    mean: float
    first: bool = False
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Stories of one matter, in the order of their weight.

    `label` is a title, or a part of one, of the first source; `terms` the words that set the issue apart; `actors`
    the names that most of its articles hold; `remarks` and `quantities` a choice of the best; `movement` is None
    where no earlier week is known; `watched` are the entries of the watch list that it holds.
    """

    label: str
    stories: tuple[Story, ...]
    summary: tuple[Excerpt, ...]
    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    timeline: tuple[Event, ...] = ()
    remarks: tuple[Remark, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    movement: Movement | None = None
    watched: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[int, ...]:
        """The numbers of all its sources: representatives and re-issues, story by story."""
        return tuple(number for story in self.stories for number in story.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker of the week with all remarks, in order of date and source. Name None: 발화자 미상."""

    name: str | None
    org: str | None
    title: str | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A post as articles name it: from the first to the last article that does, both dates included.

    `sources` are those of the week; empty for a post that only earlier articles name.
    """

    org: str | None
    title: str | None
    first: date | None
    last: date | None
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Somebody who appears in the same articles, and in how many."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person or organisation over all articles of the week.

    `roles` are in order of time and reach back into earlier weeks; `remarks` counts what was said; `issues` are places
    in `Briefing.issues`, from 0; `companions` are those most often in the same articles.
    """

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    sources: tuple[int, ...] = ()
    remarks: int = 0
    issues: tuple[int, ...] = ()
    companions: tuple[Companion, ...] = ()
    movement: Movement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who held a post, from the first to the last article that says so."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One post that articles give to several people in turn, in order of time."""

    org: str
    title: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An entry of the reader's watch list: the sources that hold it and all remarks; both empty: no mention."""

    name: str
    sources: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The week against earlier ones. `weeks` are those with articles, the latest first; none: nothing to compare."""

    weeks: tuple[Period, ...] = ()
    issues: tuple[Movement, ...] = ()
    actors: tuple[Movement, ...] = ()
    terms: tuple[Movement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPart:
    """One mark of a chart: what it stands for, its number, the number as printed, the sources it rests on."""

    label: str
    value: float
    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow(ChartPart):
    """One line of a chart and of its table.

    `parts` are what the number consists of (`days`: by kind of outlet), what it was earlier (`issues`, `actors`,
    `course`) or the names beside this one (`together`). `first` and `last` are the days of a plan (`calendar`), either
    of them None for an open end.
    """

    parts: tuple[ChartPart, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart before it is drawn. `title` states the finding; `alt` says in words what the chart shows.

    `key` names the chart and its file: `days`, `issues`, `actors`, `stances`, `amounts`, `course`, `together`,
    `calendar`. `shape` is how it is drawn: columns over time, ranked bars, dots on a scale of powers of ten, slopes
    from earlier to now, a triangle of pairs, a strip of days.
    """

    key: str
    shape: ChartShape
    title: str
    alt: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What went into the briefing and what did not.

    `read` counts the articles of the period, `reissued` those among them that repeat another, `excerpts` those whose
    source gave only the beginning, `embargoed` articles that may not be published yet and were left out; `undated`
    lists archived articles that no week can claim, by id and origin; `rejected` what could not be read at all;
    `empty_days` the days without an article; `quotes`, `figures` and `plans` count all that was found, of which the
    report prints a choice. `measured` says that only the numbers of so many articles, those of the first issues, were
    put together; None for all.
    """

    read: int
    reissued: int = 0
    excerpts: int = 0
    embargoed: int = 0
    quotes: int = 0
    figures: int = 0
    plans: int = 0
    measured: int | None = None
    undated: tuple[tuple[str, str], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    empty_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a revision says otherwise than the one before it; `before` or `after` is None where it has none.

    `part` says what it is, `about` what it belongs to: the label of an issue, a speaker, what a number measures.
    """

    part: ChangedPart
    about: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What revision `revision` corrects of revision `corrected`, the last one that readers were given."""

    revision: int
    corrected: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """Everything the report prints, nothing about how it looks.

    `briefs` are stories of no issue (단신); `upcoming` what was announced for later, `due` what earlier articles
    announced for this period. `sources` are the articles of the period, then earlier ones that are cited.
    `correction` says what is other than in the revision that readers were given before, None where there is none.
    """

    period: Period
    title: str
    issuer: str | None
    lead: Excerpt | None
    issues: tuple[Issue, ...]
    briefs: tuple[Story, ...] = ()
    voices: tuple[Voice, ...]
    profiles: tuple[Profile, ...] = ()
    successions: tuple[Succession, ...] = ()
    ledger: tuple[LedgerEntry, ...]
    upcoming: tuple[Commitment, ...] = ()
    due: tuple[Commitment, ...] = ()
    watched: tuple[Watched, ...] = ()
    comparison: Comparison = field(default_factory=Comparison)
    charts: tuple[Chart, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    correction: Correction | None = None
    generator: str = field(default="")
