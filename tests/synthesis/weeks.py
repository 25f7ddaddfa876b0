"""Weeks of articles in a few words, as the analysis would give them; people and bodies are invented."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from briefing.model import Actor, ActorKind, Analysed, Analysis, Article, Figure, FigureKind, Quote, Sentence, Span

WORD = re.compile(r"(?<![\d가-힣])[가-힣A-Za-z]{2,}")
VERB = re.compile(r"[가-힣]+(?<![했됐])(?:다|라고|다고)$")
PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:[했됐]다고?|으로|에서|은|는|이|가|을|를|의|에|로|과|와|도)$")
SUM = re.compile(r"\d[\d,.]*(?:조|억|만|천)?여?\s?(?:원|명|곳|%)")
UNITS: dict[str, tuple[str, FigureKind]] = {
    "원": ("KRW", "money"),
    "명": ("명", "people"),
    "곳": ("곳", "count"),
    "%": ("%", "percent"),
}
SCALE = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3}


def article(
    body: str,
    *actors: Actor,
    day: int | date | None = 15,
    outlet: str = "가온일보",
    title: str = "",
    quotes: tuple[Quote, ...] = (),
    figures: tuple[Figure, ...] = (),
) -> Analysed:
    """One article; each line is a sentence, its terms the words without their last particle."""
    published = date(2024, 1, day) if isinstance(day, int) else day
    spans = []
    for line in body.split("\n"):
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    sentences = tuple(
        Sentence(span.start, span.end, 1 / len(spans), rank, terms(span.of(body)))
        for rank, span in enumerate(spans, start=1)
    )
    placed = tuple(placed_actor(body, actor) for actor in actors)
    made = Article(id=f"{outlet}-{day}-{body}", title=title or None, body=body, outlet=outlet, published=published)
    return Analysed(made, Analysis(sentences=sentences, actors=placed, quotes=quotes, figures=figures, title_terms=()))


def terms(line: str) -> tuple[str, ...]:
    """The words of two letters or more without particle and verbal ending; no plain verbs, as in an analysis."""
    return tuple(PARTICLE.sub("", word) for word in WORD.findall(line) if not VERB.fullmatch(word))


def placed_actor(body: str, actor: Actor) -> Actor:
    """The actor with all places of its forms in `body`."""
    forms = (actor.name, *actor.aliases)
    spans = {Span(m.start(), m.end()) for form in forms for m in re.finditer(re.escape(form), body)}
    kept = tuple(sorted(spans, key=lambda span: (span.start, span.end)))
    return Actor(
        name=actor.name, kind=actor.kind, org=actor.org, title=actor.title, aliases=actor.aliases, mentions=kept
    )


def actor(name: str, org: str | None = None, title: str | None = None, kind: ActorKind = "person") -> Actor:
    """A person."""
    return Actor(name=name, kind=kind, org=org, title=title)


def body(name: str, *aliases: str) -> Actor:
    """An organisation."""
    return Actor(name=name, kind="organization", aliases=aliases)


def said(text: str, words: str, speaker: str | None, org: str | None = None, title: str | None = None) -> Quote:
    """A direct quote."""
    start = text.index(words)
    return Quote(
        start, start + len(words), kind="direct", speaker=speaker, speaker_org=org, speaker_title=title, cue="말했다"
    )


def counted(
    text: str,
    label: str | None,
    *actors: Actor,
    change: str | None = None,
    day: int | None = 15,
    outlet: str = "가온일보",
) -> Analysed:
    """An article whose sums are its figures; those in a line with `label` measure that, the others nothing known.

    A sum is read from its surface: 9090억원 is 909,000,000,000 KRW.
    """
    figures = []
    for m in SUM.finditer(text):
        surface, behind = m.group(), text[m.end() :].strip()
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()] + text[m.start() :].split("\n")[0]
        number = Decimal(re.sub(r"[^\d.]", "", surface))
        for sign, factor in SCALE.items():
            number *= factor if sign in surface else 1
        unit, kind = UNITS[surface[-1]]
        figures.append(
            Figure(
                m.start(),
                m.end(),
                value=number,
                unit=unit,
                kind=kind,
                label=label if label and label in line else None,
                approximate=text[: m.start()].endswith("약 ") or "여" in surface,
                bound="at_least" if behind.startswith("이상") else None,
                change=change if change and change in line else None,
            )
        )
    return article(text, *actors, day=day, outlet=outlet, figures=tuple(figures))
