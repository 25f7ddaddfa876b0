"""What an article announces for later: who will do what, and when.

A clause is a plan by its own words (할 예정이다, 기로 했다), or by a present or future form with a time to come
(내달부터 시행한다, 내년까지 마치겠다). One that is joined to the next (하고, 하며) is a plan of its own where its time
is not that of the next too. What is past, under way, denied, conditional (할 경우), asked of others, expected or
hearsay is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefing.analysis import predicates, times
from briefing.analysis.predicates import Force, Predicate
from briefing.analysis.speakers import Cast
from briefing.analysis.times import Time
from briefing.language import announcing, dates
from briefing.language.dates import Moment
from briefing.language.korean import bare
from briefing.model import Actor, Document, Plan, Span, Token

# What has no stop for so long, in code points, is a table or a list; the longest sentence with a plan seen has 690.
_LONGEST = 1200
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_CONDITION = re.compile(r"경우")
_IF = frozenset({"면", "으면", "ᆫ다면", "는다면", "거든"})
_TOLD_BEFORE = re.compile(r"(?:[가-힣][힌한]|했던)\s바\s?있")
# A time that is the topic of its sentence dates all of it: 연말에는 … 상을 준다.
_TOPICAL = re.compile(r"에?[는은]\s|,")
# 이달 말까지 신청 접수: so many nouns may stand between a time and its noun of action.
_COMPOUND = 2
# Sentences that end in so many equal letters and digits are copies; shorter ones are headings.
_COPY = 40
# What stands between bodies named side by side, and how far back the first of them may stand.
_SIDE_BY_SIDE = re.compile(r"\s?(?:\([^()]{0,80}\))?\s?(?:[,·ㆍ‧･/]|[과와]|및)\s?")
_LIST = 300


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as this module reads it; `key_words` where it has no final ending (a heading, a bullet)."""

    text: str
    span: Span
    tokens: tuple[Token, ...]
    said: tuple[Predicate, ...]
    times: tuple[Time, ...]
    key_words: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that announces: where it begins, how it ends, and when it says it will be."""

    start: int
    predicate: Predicate
    moment: Moment | None


def extract(document: Document, actors: Sequence[Actor], published: date | None) -> tuple[Plan, ...]:
    """The plans of `document`, in order; `published` is the article's date, without which most times stay unread."""
    cast = Cast.of(document, actors)
    found: list[Plan] = []
    seen: set[str] = set()  # releases repeat their body in an attachment
    for index, sentence in _sentences(document, published):
        plans = list(_plans(cast, index, sentence))
        words = bare(sentence.span.of(document.text))[-_COPY:] if plans else ""
        if words not in seen:
            found.extend(plans)
        if len(words) == _COPY:
            seen.add(words)
    return tuple(found)


def _sentences(document: Document, published: date | None) -> Iterator[tuple[int, _Sentence]]:
    """The sentences that can announce something, with their places in the document."""
    text = document.text
    announcing_words = [m.start() for m in announcing.pattern().finditer(text)]
    moments = dates.find(text, published)
    word = moment = 0
    for index, span in enumerate(document.sentences):
        first_word, first_moment = word, moment
        while word < len(announcing_words) and announcing_words[word] < span.end:
            word += 1
        while moment < len(moments) and moments[moment].start < span.end:
            moment += 1
        inside = [m for m in moments[first_moment:moment] if m.start >= span.start]
        if (first_word == word and not inside) or span.end - span.start > _LONGEST:
            continue
        tokens = document.tokens_in(span)
        dated = tuple(times.read(text, span, tokens, inside, published)) if inside else ()
        if (first_word == word and not any(t.ahead for t in dated)) or _TOLD_BEFORE.search(text, span.start, span.end):
            continue
        key_words = not any(token.tag == "EF" for token in tokens[-4:])
        yield index, _Sentence(text, span, tokens, tuple(predicates.read(tokens)), dated, key_words)


def _plans(cast: Cast, index: int, sentence: _Sentence) -> Iterator[Plan]:
    clauses: list[_Clause | None] = [*_clauses(sentence), None]
    for clause, after in pairwise(clauses):
        if clause is None:
            continue
        start, moment = clause.start, clause.moment
        while sentence.text[start] in " ,\n\xa0":
            start += 1
        yield Plan(
            start=start,
            end=clause.predicate.end if after else sentence.span.end,
            who=_who(cast, index, sentence, clause),
            cue=sentence.text[clause.predicate.start : clause.predicate.end],
            when=Span(moment.start, moment.end) if moment else None,
            first=moment.first if moment else None,
            last=moment.last if moment else None,
            precision=moment.precision if moment else None,
        )


def _clauses(sentence: _Sentence) -> Iterator[_Clause]:
    """The clauses that announce, in order. A time belongs to the first clause behind it that takes one."""
    text, begin = sentence.text, sentence.span.start
    for i, predicate in enumerate(sentence.said):
        governor = next((p for p in sentence.said[i + 1 :] if p.force is not Force.JOINED), None)
        own = _times_of(sentence, begin, predicate)
        if predicate.force is Force.ANNOUNCED:
            if not _CONDITION.search(text, begin, predicate.start):
                yield _Clause(begin, predicate, times.choose(text, [t for t in own if t.ahead] or own))
        elif predicate.force is not Force.DONE and not _governed(sentence, predicate, governor):
            moment = times.choose(text, [t for t in own if t.ahead and t.bracket is None])
            if predicate.kind == "noun" and own:
                moment = own[-1].moment if own[-1].ahead and own[-1].bracket is None else None
            if (
                moment is not None
                and _fits(sentence, predicate, moment)
                and not _conditional(sentence, begin, predicate.end)
            ):
                yield _Clause(begin, predicate, moment)
            elif predicate.kind == "noun" or predicate.force is Force.JOINED:
                continue
        elif predicate.force is not Force.DONE and (governor is None or governor.force is not Force.DONE):
            continue
        begin = predicate.end


def _governed(sentence: _Sentence, predicate: Predicate, governor: Predicate | None) -> bool:
    """Whether a clause says nothing apart from the next, which `governor` ends: 9월 조직을 바꾸고 사람을 늘릴 계획이다.

    So it is where that one is no plan, or is one by its own words without a time or a subject of its own.
    """
    if predicate.force is Force.JOINED and (governor is None or governor.force is Force.DONE):
        return True
    if predicate.force is Force.OPEN or governor is None or governor.force is not Force.ANNOUNCED:
        return False
    if _times_of(sentence, predicate.end, governor):
        return False
    return not _has_subject(sentence, predicate.end, governor.start)


def _has_subject(sentence: _Sentence, start: int, end: int) -> bool:
    """Whether a subject, of whatever kind, stands in [start, end)."""
    inside = (t for t in sentence.tokens if start <= t.start < end)
    return any(t.tag == "JKS" or (t.tag == "JX" and t.form in ("은", "는")) for t in inside)


def _conditional(sentence: _Sentence, start: int, end: int) -> bool:
    """Whether a condition stands in [start, end): 끝나면, but neither 보내면 된다 nor 학생이면 누구나."""
    inside = [t for t in sentence.tokens if start <= t.start < end]
    triples = zip([None, *inside], inside, [*inside[1:], None], strict=False)
    return any(
        token.tag == "EC"
        and token.form in _IF
        and (after is None or after.form != "되")
        and (not before or before.tag != "VCP")
        for before, token, after in triples
    )


def _times_of(sentence: _Sentence, begin: int, predicate: Predicate) -> list[Time]:
    """The times from `begin` to the predicate, or in the bracket right behind it: 실시 예정(3월~12월).

    A bracket dates a clause only so, or where the predicate stands in it too, or as that of the occasion.
    """
    found = []
    for time in sentence.times:
        bracket = time.bracket
        before = begin <= time.moment.start < predicate.start
        if bracket is None:
            found += [time] * before
        elif bracket.start == predicate.end or (
            before and (predicate.start < bracket.end or times.on_occasion(sentence.text, time))
        ):
            found.append(time)
    return found


def _fits(sentence: _Sentence, predicate: Predicate, moment: Moment) -> bool:
    """Whether a form that announces only by its time is dated by this one.

    A copula is, right behind it; so is a noun of action, or at the end of a line of key words; a verb, unless the time
    is that of a clause within its own (내년 열리는 대회를 알린다) that is not its occasion (…대회에서 발표한다).
    """
    text = sentence.text
    if predicate.kind == "copula":
        return not text[moment.end : predicate.start].strip()
    between = [t for t in sentence.tokens if moment.end <= t.start < predicate.start]
    if predicate.kind == "noun" and not (len(between) <= _COMPOUND and all(t.tag[0] == "N" for t in between)):
        closes = not text[predicate.end : sentence.span.end].strip(" .…)]-–—")
        if not (closes and sentence.key_words):
            return False
    if _TOPICAL.match(text, moment.end):
        return True
    # 는 and ᆯ alone: what is past (ᆫ) cannot be dated by a time to come
    endings = (i for i, t in enumerate(between) if t.tag[0] == "E" and t.form not in ("ᆫ", "은", "었", "시"))
    verb = next(endings, len(between))
    if verb + 1 >= len(between) or between[verb].tag != "ETM" or between[verb + 1].tag == "NNB":
        return True
    particle = next((t for t in between[verb:] if t.tag in ("JKB", "JKO", "JKS", "JX")), None)
    return particle is not None and particle.form in ("에서", "에")


# --- who ------------------------------------------------------------------------------------------------


def _who(cast: Cast, index: int, sentence: _Sentence, clause: _Clause) -> str | None:
    """The actor that will do it: the topic of the clause, else its subject, else who is carried on."""
    start, end, passive = clause.start, clause.predicate.start, clause.predicate.passive
    before = cast.document.sentences[index - 1] if index else sentence.span
    if not cast.within(before.start, end):
        return None
    marks = _QUOTED.finditer(sentence.text, start, sentence.span.end)
    quote = next((m for m in marks if m.start() <= end < m.end()), None)
    if quote is not None:
        if _has_subject(sentence, quote.start(), end):
            return _acting(cast, quote.start(), end, passive=passive)
        end = quote.start()
    if _has_subject(sentence, start, end):
        return _acting(cast, start, end, passive=passive)
    if passive:
        return None
    if start > sentence.span.start:
        return _acting(cast, sentence.span.start, start, topics_only=True)
    return _acting(cast, before.start, before.end, topics_only=True) if index else None


def _acting(cast: Cast, start: int, end: int, *, passive: bool = False, topics_only: bool = False) -> str | None:
    """The last actor of [start, end) that is a topic (은/는); without any topic the first subject (이/가).

    Of a passive, the last topic, whatever it is. What has 도 and is no actor is rather an object (지원도 늘린다).
    """
    if not cast.within(start, end):
        return None
    text = cast.document.text
    known = [s for s in cast.subjects(start, end) if s.speaker is not None or text[s.end : s.after] != "도"]
    topics = [s for s in known if s.topic]
    if topics and not passive:
        topics = [s for s in topics if s.speaker is not None and s.speaker.actor is not None] or topics
    chosen = topics[-1] if topics else known[0] if known and not topics_only else None
    if chosen is None or chosen.speaker is None or chosen.speaker.actor is None:
        return None
    return chosen.speaker.name if chosen.speaker.is_person else _first_named(cast, chosen.start, chosen.speaker.name)


def _first_named(cast: Cast, start: int, name: str) -> str:
    """The first of the bodies that are named side by side as a subject at `start`: 가람부와 나래부, 다솜부는."""
    for before, end, actor in reversed(cast.within(max(0, start - _LIST), start)):
        if actor.kind == "organization" and _SIDE_BY_SIDE.fullmatch(cast.document.text, end, start):
            name, start = actor.name, before
    return name
