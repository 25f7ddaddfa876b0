"""A number of an article with what its sentence says of it: what, whose, when; and when two numbers are one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from sys import intern

from briefing.language import hedges
from briefing.model import Figure
from briefing.synthesis.identity import Identities
from briefing.synthesis.sources import Cited

# Further off than this a number is another one: nobody calls 140억 “100억”, but 109억 is “100억여원”.
_ROUNDED = Decimal("0.1")
_UNHEDGED = Decimal("0.02")
_LARGE = 10_000  # from here on numbers are read in 만, 억 and 조, and rounded without a word
_CALLED = frozenset({"money", "people", "count"})  # a share is given as it is: 41.2% is not 41%
_BEHIND = 40  # characters behind a figure, in which its verb stands
_IN_WORDS = re.compile(r"[천만억조]")  # 370억원 may stand for 374억원; 370 in a table is exact
_TENTHS = re.compile(r"\.\d*0(?!\d)")  # 6.0조원 is exact to the tenth, and not 5.8조원

_PERIOD = re.compile(
    r"(?P<year>20\d\d)년|[’‘'](?P<short>\d\d)년?(?!\d)|(?P<month>\d{1,2})월(?!드)|(?P<quarter>[1-4])분기|(?P<half>[상하])반기"
    r"|(?P<day>\d{1,2})일(?!\s?(?:간|동안|이내|이상|이하|내에|만에))"
    r"|(?P<this>올해|금년|(?<![가-힣])올\s)|(?P<last>지난해|작년)|(?P<next>내년)|(?P<month0>이달|이번\s?달)|(?P<month1>지난달)"
    r"|(?P<today>오늘|이날)|(?P<yesterday>어제|전날|전일)"
)
DAYS = frozenset("Dty")  # first letters of times that are a day

# Words that make a number another one of the same thing: a part or a total, a rate or a sum, a plan or a result, an
# earlier state. Two sentences of one number have the same ones.
_FRAME = re.compile(
    r"총(?![가-힣])|총액|모두|전체|누적|누계|평균|연간|매년|매월|매주|하루|월별|분기별|1인|인당|당\s|마다|추가|신규|기존|당초|애초|종전|최초|이전|앞서|"
    r"목표|전망|예상|추정|추산|계획|예정|방침|검토|요구|요청|제안|잠정|확정|국비|도비|시비|지방비|민간|자부담|현재|까지|들어|"
    r"최근|향후|이후|처음|최대|최소|최고|최저|만약|경우|아니|않|못"
)
# A part of something, one of several, or an example: nothing that another number could contradict.
_PART = re.compile(
    r"(?:(?<=[\s가-힣\d])중(?=[\s,에])|가운데|그중|이중|나머지|각각|각\s|씩|일부|절반|포함|제외|빼|예\)|예:|예시|가령|→|⇒|~|∼|①|②)"
)
_ENDED = re.compile(r"다\s*[.]?[”’\"')」]*[.]?$")
_DELTA = re.compile(r"(?:\s?[(（][^()（）]{1,30}[)）])?(?:이|가|을|를|가량|정도|이나|나)?\s?(?:[가-힣]{1,4}\s)?")
_LEVEL = re.compile(r"(?:\s?[(（][^()（）]{1,30}[)）])?(?:으로|로|에서|이며|이고|에\s)")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A figure of source number `source` with its surroundings.

    `label` and `terms` are the content words of the label and of the sentence; `actors` the bodies that the sentence
    names, or whose people it does; `period` the times, resolved by the article's date (Y24, M11, Q3, H상, D15);
    `start` and `sentence` where it begins and its words, `behind` those after the figure; `alone`: no other figure of
    the sentence has this unit.
    """

    source: int
    published: date | None
    figure: Figure
    value: Decimal
    label: frozenset[str]
    terms: frozenset[str]
    actors: frozenset[str]
    period: frozenset[str]
    start: int
    sentence: str
    behind: str
    alone: bool

    @property
    def digits(self) -> int:
        """How many digits are significant: 4 for 909,100,000,000 in 9,091억원."""
        return significant(self.value)

    @property
    def exact(self) -> bool:
        """Whether it is a number, no range and no bound."""
        return self.figure.value_max is None and self.figure.bound is None

    @property
    def moved(self) -> tuple[bool, frozenset[str]]:
        """Whether it says by how much something moved, and the words for how anything moved."""
        return moved(self.figure.change, self.behind)

    @property
    def frame(self) -> frozenset[str]:
        """The words that make it another number of the same thing."""
        return frame(self.sentence)

    @property
    def told(self) -> bool:
        """Whether its sentence is a whole one: headings, rows and items of a list say the same words of many things."""
        return _ENDED.search(self.sentence) is not None

    @property
    def around(self) -> tuple[str, str]:
        """The sentence before the figure, and behind it."""
        return self.sentence[: self.figure.start - self.start], self.sentence[self.figure.end - self.start :]

    @property
    def written(self) -> str:
        """The figure as it stands there."""
        return self.sentence[self.figure.start - self.start : self.figure.end - self.start]

    @property
    def matter(self) -> frozenset[str]:
        """The content words of the sentence beside the label and the names of bodies."""
        return frozenset(t for t in self.terms - self.label if not any(t in name for name in self.actors))

    @property
    def part(self) -> bool:
        """Whether its sentence speaks of a part, a list or an example."""
        return _PART.search(self.sentence) is not None


def read(item: Cited, known: Identities) -> Iterator[Measured]:
    """The figures of an article, in order, each with its surroundings; none that stands outside of all sentences."""
    analysis = item.analysed.analysis
    starts = [sentence.start for sentence in analysis.sentences]
    held: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in analysis.figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.start < analysis.sentences[index].end:
            held[index].append(figure)
    if not held:
        return
    actors: defaultdict[int, set[str]] = defaultdict(set)
    for actor in analysis.actors:
        entity = known.of(item.source.number, actor.name)
        body = entity.name if entity and entity.kind == "organization" else actor.org
        if body:
            name = known.bodies.name(body, item.source.published)
            for mention in actor.mentions:
                actors[bisect_right(starts, mention.start) - 1].add(name)
    for index, figures in sorted(held.items()):
        sentence = analysis.sentences[index]
        text = sentence.of(item.body)
        terms = frozenset(map(intern, sentence.terms))
        bodies = frozenset(actors[index])
        when = period(text, item.source.published)
        for figure in figures:
            yield Measured(
                item.source.number,
                item.source.published,
                figure,
                figure.value.normalize(),
                _words(figure.label, terms),
                terms,
                bodies,
                when,
                sentence.start,
                text,
                item.body[figure.end : figure.end + _BEHIND],
                sum(other.unit == figure.unit for other in figures) == 1,
            )


def period(text: str, published: date | None) -> frozenset[str]:
    """The times that a sentence names; 올해 and the like only where the article's date is known."""
    found = set()
    for m in _PERIOD.finditer(text):
        kind, words = m.lastgroup or "", m[m.lastgroup or 0]
        if kind in ("year", "short"):
            found.add(f"Y{words[-2:]}")
        elif kind in ("month", "quarter", "day", "half"):
            found.add(kind[0].upper() + words.lstrip("0"))
        elif published is not None:
            found.add(_relative(kind, published))
    return frozenset(found)


def _relative(kind: str, published: date) -> str:
    years = {"this": 0, "last": -1, "next": 1}
    if kind in years:
        return f"Y{(published.year + years[kind]) % 100:02}"
    if kind in ("month0", "month1"):
        return f"M{(published.month - 1 - int(kind[-1])) % 12 + 1}"
    return f"{kind[0]}{published.isoformat()}"


def significant(value: Decimal) -> int:
    """How many digits of a normalised number are significant."""
    return len(value.as_tuple().digits)


def roundings(value: Decimal) -> Iterator[Decimal]:
    """What `value` may be called in fewer digits: rounded half up, and cut off; each once, the nearest first."""
    _, digits, exponent = value.as_tuple()
    seen = {value}
    for kept in range(len(digits) - 1, 0, -1):
        unit = Decimal((0, (1,), int(exponent) + len(digits) - kept))
        for mode in (ROUND_HALF_UP, ROUND_DOWN):
            near = ((value / unit).quantize(Decimal(1), mode) * unit).normalize()
            if near not in seen and abs(near - value) <= abs(value) * _ROUNDED:
                seen.add(near)
                yield near


def rounds(precise: Decimal, named: Decimal, figure: Figure) -> bool:
    """Whether `named`, the value of `figure`, is `precise` in fewer digits.

    Rounded half up; cut off only where words say that there is more or less (9천억여, 약 9천억, 9천억 넘는). Without
    such a word a small number is meant as it stands (40건 is not 38건), and a single digit has to be close.
    """
    hedged = figure.approximate or figure.bound == "more_than"
    if figure.kind not in _CALLED or figure.bound not in (None, "more_than") or not (hedged or abs(named) >= _LARGE):
        return False
    apart = _ROUNDED if hedged or significant(named) > 1 else _UNHEDGED
    if significant(named) >= significant(precise) or abs(named - precise) > abs(precise) * apart:
        return False
    unit = Decimal((0, (1,), int(named.as_tuple().exponent)))
    modes = (ROUND_HALF_UP, ROUND_DOWN) if hedged else (ROUND_HALF_UP,)
    return any((precise / unit).quantize(Decimal(1), mode) * unit == named for mode in modes)


def agree(one: Measured, other: Measured) -> bool:
    """Whether both are one number as far as both say: equal, or `other` a rounding of `one`."""
    if one.value == other.value:
        return one.figure.value_max == other.figure.value_max and one.figure.bound == other.figure.bound
    if one.figure.value_max is not None or other.figure.value_max is not None or one.figure.bound is not None:
        return False
    if one.source == other.source and one.sentence == other.sentence:
        return False  # two numbers of one sentence are two
    written, figure = other.written, other.figure
    vague = figure.approximate or figure.bound or (_IN_WORDS.search(written) and not _TENTHS.search(written))
    return bool(vague) and rounds(one.value, other.value, other.figure)


def moved(change: str | None, behind: str) -> tuple[bool, frozenset[str]]:
    """Whether a number says by how much something moved (5% 늘었다; not 5%로 늘었다), and the words for the moving."""
    words = hedges.lexicon().move | hedges.lexicon().turn
    found = frozenset(word for word in words if change and word in change)
    if not found or _LEVEL.match(behind):
        return False, found
    gap = _DELTA.match(behind)
    return gap is not None and any(behind.startswith(word, at) for word in words for at in range(gap.end() + 1)), found


def frame(text: str) -> frozenset[str]:
    """The words of a sentence that make its number another one of the same thing: 총, 평균, 목표."""
    return frozenset(m.group().strip() for m in _FRAME.finditer(text))


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of the shorter sentence's content words that the other has, 0 to 1 (Szymkiewicz–Simpson)."""
    first, second = set(one), set(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _words(label: str | None, terms: Iterable[str]) -> frozenset[str]:
    """The content words of a label: those of the sentence that stand in it; the label itself where none does."""
    if not label:
        return frozenset()
    return frozenset(term for term in terms if term in label) or frozenset({label})
