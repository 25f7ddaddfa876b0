"""Labelled articles -> how well the program finds what a careful reader marked.

A gold file is JSON Lines: an article as `briefing analyze` reads it, with the labels `people`, `orgs`, `quotes` and
`figures` beside its body. What was found is paired with the labels one to one, the most alike first; of the pairs the
share is counted whose attributes (speaker, organisation, title, value, unit) are right. Everything is compared by its
words, never by offsets. Labels marked `optional`, and those of a caption, are neither hits nor misses.

Organisations are not scored: their labels are not exhaustive and only tell which names mean the same body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from briefing import ingest as readers
from briefing import pipeline
from briefing.errors import InputError
from briefing.evaluate import agreement, labels
from briefing.evaluate.labels import Label, Labels, Number, Person, Saying
from briefing.model import Actor, Analysed, Figure, Quote, Rejected

KINDS = {
    "direct": ("speaker",),
    "indirect": ("speaker",),
    "people": ("org", "title"),
    "figures": ("value", "unit"),
}
"""What is scored, with the attributes judged of each pair."""

# A direct quote is copied: hardly more than its last stop may differ. Readers cut the clause of reported speech at
# different places, so less will do.
_ALIKE = {"direct": 0.8, "indirect": 0.6}

G = TypeVar("G", bound=Label)
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement: the article's id, the label and what was found, None where one side has nothing."""

    article: str
    label: str | None
    found: str | None


@dataclass(slots=True)
class Score:
    """Counts of one kind: labels, finds, pairs, and for each attribute the pairs that have it right."""

    gold: int = 0
    found: int = 0
    paired: int = 0
    right: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the finds that are labelled; 0 without finds."""
        return self.paired / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the labels that were found; 0 without labels."""
        return self.paired / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def share(self, attribute: str) -> float:
        """The share of the pairs that have `attribute` right; 0 without pairs."""
        return self.right[attribute] / self.paired if self.paired else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by kind; faults by kind and by what is wrong (`missed`, `invented`, or an attribute's name)."""

    articles: int
    scores: Mapping[str, Score]
    faults: Mapping[tuple[str, str], Sequence[Fault]]


def evaluate(paths: Sequence[Path], progress: pipeline.Progress = pipeline.silent) -> Evaluation:
    """The scores of the program on the labelled articles in `paths`.

    Raises InputError, naming file and line, for the first article that cannot be read or has no proper labels.
    """
    articles, marked = [], []
    for read in readers.read(paths):
        if isinstance(read, Rejected):
            raise InputError(read.origin, read.reason)
        marked.append(labels.of(read))
        articles.append(read)
    pairs = []
    for labels_of_one, found in zip(marked, pipeline.analyse(articles, progress), strict=True):
        if isinstance(found, Rejected):
            raise InputError(found.origin, found.reason)
        pairs.append((labels_of_one, found))
    return compare(pairs)


def compare(pairs: Sequence[tuple[Labels, Analysed]]) -> Evaluation:
    """The scores of analysed articles against their labels."""
    tally = _Tally({kind: Score() for kind in KINDS}, {})
    for marked, analysed in pairs:
        _compare(marked, analysed, tally)
    return Evaluation(len(pairs), tally.scores, tally.faults)


def _compare(marked: Labels, analysed: Analysed, tally: _Tally) -> None:
    article, analysis = analysed.article, analysed.analysis
    body, same = article.body, agreement.aliases(marked.orgs)
    for kind, threshold in _ALIKE.items():
        sayings: _Comparison[Saying, Quote] = _Comparison(
            kind,
            likeness=lambda label, quote: agreement.dice(label.text, quote.of(body)),
            threshold=threshold,
            judge=lambda label, quote: {"speaker": _speakers_agree(label, quote.speaker, same)},
            words=(lambda label: _row(label.text, label.speaker), lambda quote: _row(quote.of(body), quote.speaker)),
        )
        sayings.run(
            [label for label in marked.quotes if label.kind == kind],
            [quote for quote in analysis.quotes if quote.kind == kind],
            article.id,
            tally,
        )
    people: _Comparison[Person, Actor] = _Comparison(
        "people",
        likeness=lambda label, actor: float(agreement.squash(label.name) == agreement.squash(actor.name)),
        threshold=1.0,
        judge=lambda label, actor: {
            "org": any(agreement.bodies(org, actor.org, same) for org in agreement.answers(label.org, label.org_alt)),
            "title": any(
                agreement.names(t, actor.title) or not (t or actor.title)
                for t in agreement.answers(label.title, label.title_alt)
            ),
        },
        words=(lambda label: _row(label.name, label.org, label.title), lambda a: _row(a.name, a.org, a.title)),
    )
    people.run(marked.people, [actor for actor in analysis.actors if actor.kind == "person"], article.id, tally)
    numbers: _Comparison[Number, Figure] = _Comparison(
        "figures",
        likeness=lambda label, figure: agreement.surfaces(label.surface, figure.of(body)),
        threshold=0.85,
        judge=lambda label, figure: {
            "value": agreement.values(label.ends, (figure.value, figure.value_max)),
            "unit": agreement.unit(label.unit) == agreement.unit(figure.unit),
        },
        words=(
            lambda label: _row(label.surface, *label.ends, label.unit),
            lambda figure: _row(figure.of(body), figure.value, figure.value_max, figure.unit),
        ),
    )
    numbers.run(marked.figures, analysis.figures, article.id, tally)


@dataclass(frozen=True, slots=True)
class _Tally:
    scores: dict[str, Score]
    faults: dict[tuple[str, str], list[Fault]]

    def fault(self, kind: str, wrong: str, fault: Fault) -> None:
        self.faults.setdefault((kind, wrong), []).append(fault)


@dataclass(frozen=True, slots=True)
class _Comparison(Generic[G, F]):
    """How one kind is paired and judged; `words` show a label and a find in a list of faults."""

    kind: str
    likeness: Callable[[G, F], float]
    threshold: float
    judge: Callable[[G, F], dict[str, bool]]
    words: tuple[Callable[[G], str], Callable[[F], str]]

    def run(self, labels: Sequence[G], found: Sequence[F], article: str, tally: _Tally) -> None:
        """Add what is right and wrong in one article to the tally."""
        score, (label_words, found_words) = tally.scores[self.kind], self.words
        partner = self.pairs(labels, found)
        counted = [i for i, label in enumerate(labels) if label.counts]
        hits = [(labels[i], found[partner[i]]) for i in counted if i in partner]
        excused = len(partner) - len(hits)
        score.gold += len(counted)
        score.found += len(found) - excused
        score.paired += len(hits)
        for label, find in hits:
            for attribute, right in self.judge(label, find).items():
                score.right[attribute] += right
                if not right:
                    tally.fault(self.kind, attribute, Fault(article, label_words(label), found_words(find)))
        for i in counted:
            if i not in partner:
                tally.fault(self.kind, "missed", Fault(article, label_words(labels[i]), None))
        for j in sorted(set(range(len(found))) - set(partner.values())):
            tally.fault(self.kind, "invented", Fault(article, None, found_words(found[j])))

    def pairs(self, labels: Sequence[G], found: Sequence[F]) -> dict[int, int]:
        """Index of a label -> index of its find: best first, each at most once, all at or above the threshold."""
        alike = [(-self.likeness(label, find), i, j) for i, label in enumerate(labels) for j, find in enumerate(found)]
        partner: dict[int, int] = {}
        taken: set[int] = set()
        for negative, i, j in sorted(alike):
            if -negative >= self.threshold and i not in partner and j not in taken:
                partner[i] = j
                taken.add(j)
        return partner


def _speakers_agree(label: Saying, speaker: str | None, same: Mapping[str, set[str]]) -> bool:
    if not speaker:
        return not label.speaker
    accepted = [*agreement.answers(label.speaker, label.speaker_alt), *(label.co_speakers or [])]
    return any(name and (agreement.names(name, speaker) or agreement.bodies(name, speaker, same)) for name in accepted)


def _row(*parts: object) -> str:
    return " | ".join(" ".join(str(part).split()) for part in parts if part is not None)
