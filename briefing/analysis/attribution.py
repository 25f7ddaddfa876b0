"""Whose words these are: the search for the speaker of a quotation, near to far.

In the quotation's own sentence before it, behind it, in a label, in the sentences before. What is told in the
sentence after a quotation that stands alone comes last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from briefing.analysis.links import Candidate, Link
from briefing.analysis.marks import Marked
from briefing.analysis.speakers import Cast, Speaker, Subject
from briefing.language import speech
from briefing.model import Document, Span

# [대통령 신년사] “…”, (홍길동 대표) “…”, 홍길동 대표: “…”, ※ 국무회의 당시 대통령 말씀 “…”
_LABEL = re.compile(
    r"(?:[^.?!“”\"\n]{2,60}(?:말씀|발언|인사말|연설|축사|기념사|신년사|취임사)(?:\s*\([^()\n]*\))?\s*)$|"
    r"(?:[\[(<【][^\[\]()<>【】\n]*(?:\([^()\n]*\))?[^\[\]()<>【】\n]*[\])>】]|(?:^|(?<=[.?!\n]))[^.?!:“”\"\n]{1,60}[:=])\s*$"
)
_THUS = re.compile(r"이렇게|이같이|이 같이|이처럼|이와 같이|다음과 같이|다음처럼")
_MARK = re.compile(r"[“”\"]")
_BULLETS = re.compile(r"[\s,]*(?:[□○◦ㅇo▪·•*-]\s*)?")
# ― 한국 시장은 어떤가. A hyphen may be a bullet: only a question mark makes it a question.
_QUESTION = re.compile(r"\s*(?:[―—–][^\n]*[.?]|-[^\n]*\?)\s*")
# What is told with these is a thing shown: 계획을 발표했다.
_SHOWS = frozenset({"발표하", "제시하", "공유하", "확인하", "나타내", "드러내", "공표하", "올리"})
# A label is a heading; what is longer is a sentence.
_LONGEST_LABEL = 120
_STOP = re.compile(r"[.?!][”\"’']*$")

# How far before a quotation its subject may stand, in code points: 222 of 224 in press releases stand within 135, the
# farthest at 369. Behind it the reporting verb is near, and the speaker with it.
_WINDOW = 600
_BEHIND = 200

# How far back a left-out subject is looked for, in sentences; further back the text has changed its subject.
_CARRY = 4


class Spoken(NamedTuple):
    """A statement in marks; `speaker` is None where nobody is named or described."""

    mark: Marked
    speaker: Speaker | None


def touch(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space and commas stands between."""
    return not text[start:end].replace(",", "").strip()


def own(cast: Cast, candidate: Candidate, last: Spoken | None) -> Speaker | None:
    """The subject before the quotation in its sentence, or the speaker of the quotation it is chained to."""
    document, mark = cast.document, candidate.mark
    sentence = document.sentence_at(mark.opening) or Span(mark.opening, mark.after)
    since = max(sentence.start, last.mark.after if last else 0, mark.opening - _WINDOW)
    goes_on = last is not None and sentence.start <= last.mark.after
    subject = _nearest(cast, since, mark.opening, candidate, goes_on=goes_on)
    if subject is not None:
        if subject.speaker is not None:
            return subject.speaker
        if subject.anaphor:
            return _meant(cast, subject, last)
        return Speaker(document.text[subject.start : subject.end])
    if last is not None and sentence.start <= last.mark.after <= mark.opening:
        return last.speaker
    return None


def behind(cast: Cast, candidate: Candidate) -> Speaker | None:
    """A speaker after the quotation: …고 말한 김 장관, …라고 김 장관은 말했다, …는 게 업계의 설명이다."""
    mark, verb = candidate.mark, candidate.verb
    sentence = cast.document.sentence_at(mark.after) or Span(mark.after, mark.after)
    stop = min(sentence.end, mark.after + _BEHIND)
    if verb is not None and verb.adnominal and (speaker := cast.modified(verb.end, stop)):
        return speaker
    end = min(stop, verb.start) if verb else stop
    for subject in cast.subjects(mark.after, end):
        beside_verb = verb is not None and touch(cast.document.text, subject.after, verb.start)
        if subject.speaker and (subject.topic or beside_verb):
            return subject.speaker
    return next((owner.speaker for owner in cast.owners(mark.after, stop) if owner.speaker), None)


def label(cast: Cast, mark: Marked) -> Speaker | None:
    """The speaker of a label before the quotation, on its line or as the line above it."""
    text = cast.document.text
    farthest = max(0, mark.opening - _LONGEST_LABEL)
    line = text.rfind("\n", farthest, mark.opening)
    if line == mark.opening - 1:
        line = text.rfind("\n", farthest, line)
    start = max(line + 1, farthest)
    found = _LABEL.search(text, start, mark.opening)
    return cast.label(found.start(), found.end()) if found else None


def source(cast: Cast, mark: Marked) -> Speaker | None:
    """The source the sentence names: (홍길동 원장)에 따르면 “…”."""
    sentence = cast.document.sentence_at(mark.opening) or Span(mark.opening, mark.after)
    return next((s.speaker for s in cast.sources(sentence.start, mark.opening) if s.speaker), None)


def carried(cast: Cast, position: int, last: Spoken | None) -> Speaker | None:
    """The speaker the text carries on from at `position`, up to `_CARRY` sentences back.

    Who spoke last counts before who acted last, a person before a body.
    """
    document = cast.document
    index = bisect_left(document.sentences, position + 1, key=lambda sentence: sentence.end)
    persons: list[Speaker] = []
    others: list[Speaker] = []
    for sentence in reversed(document.sentences[max(0, index - _CARRY) : index]):
        if last is not None and last.mark.opening < sentence.end and sentence.start < last.mark.after:
            return last.speaker
        topic = next((s.speaker for s in cast.subjects(sentence.start, sentence.end) if s.topic and s.speaker), None)
        if topic is not None:
            if any(not verb.light for verb in speech.verbs(document.tokens_in(sentence))):
                return topic
            (persons if topic.is_person else others).append(topic)
    return next(iter(persons + others), None)


def alone(cast: Cast, mark: Marked) -> Speaker | None:
    """The person presented beside a quotation that ends its paragraph: the topic of the sentence after or before it.

    Only for full sentences with their stop: a slogan over an article has none. The sentence after counts first,
    unless it has words of its own to tell, or the one before stands in the same paragraph.
    """
    document = cast.document
    index = bisect_left(document.paragraphs, mark.opening + 1, key=lambda paragraph: paragraph.end)
    paragraph = document.paragraphs[index]
    if not _STOP.search(document.text, mark.start, mark.end) or mark.after < paragraph.end:
        return None
    here = bisect_left(document.sentences, mark.opening + 1, key=lambda sentence: sentence.end)
    if here == len(document.sentences) or document.sentences[here].start != mark.opening:
        return None
    after = [document.sentence_at(p.start) or p for p in document.paragraphs[index + 1 : index + 2]]
    before = list(document.sentences[max(0, here - 1) : here])
    if paragraph.start < mark.opening or any(_MARK.search(document.text, told.start, told.end) for told in after):
        after, before = before, after
    for told in after + before:
        if not _STOP.search(document.text, told.start, told.end):
            continue
        topics = (s.speaker for s in cast.subjects(told.start, told.end) if s.topic and s.speaker)
        if (person := next((speaker for speaker in topics if speaker.is_person), None)) is not None:
            return person
    return None


def introduced(cast: Cast, mark: Marked) -> Speaker | None:
    """The speaker of the sentence before, which reports that he spoke but no words: X도 말을 보탰다. “…”"""
    document = cast.document
    index = bisect_left(document.sentences, mark.opening + 1, key=lambda sentence: sentence.end)
    if not index:
        return None
    told = document.sentences[index - 1]
    apart = _BULLETS.fullmatch(document.text, told.end, mark.opening)
    if not apart or _MARK.search(document.text, told.start, told.end):
        return None
    verb = next(reversed([*speech.verbs(document.tokens_in(told))]), None)
    if verb is None or verb.light or verb.adnominal or verb.stem in _SHOWS:
        return None
    if document.text[verb.end : told.end].strip(" .:"):
        return None
    topic = next((s for s in cast.subjects(told.start, verb.start) if s.topic and not s.anaphor), None)
    return (topic.speaker or Speaker(document.text[topic.start : topic.end])) if topic else None


def listed(document: Document, before: Marked, mark: Marked) -> bool:
    """Whether the quotation is the next item of a list of quotations: nothing but a bullet stands between."""
    return bool(_BULLETS.fullmatch(document.text, before.after, mark.opening))


def asked(document: Document, mark: Marked) -> int | None:
    """Where the interview begins that the quotation answers a question of; None if no question is above it."""
    text = document.text
    index = bisect_left(document.paragraphs, mark.opening + 1, key=lambda paragraph: paragraph.end)
    if not index or text[document.paragraphs[index].start : mark.opening].strip():
        return None
    above = document.paragraphs[index - 1]
    if not _QUESTION.fullmatch(text, above.start, above.end):
        return None
    return next(p.start for p in document.paragraphs if _QUESTION.fullmatch(text, p.start, p.end))


def announced(cast: Cast, mark: Marked) -> Speaker | None:
    """The speaker of a quotation that is a sentence of its own: X는 이렇게 말했다. “…”; “…” X의 말이다."""
    document = cast.document
    index = bisect_left(document.sentences, mark.opening + 1, key=lambda sentence: sentence.end)
    for sentence in document.sentences[max(0, index - 1) : index] + document.sentences[index + 1 : index + 2]:
        tells = any(not verb.light for verb in speech.verbs(document.tokens_in(sentence)))
        if tells and _THUS.search(document.text, sentence.start, sentence.end):
            topics = (s.speaker for s in cast.subjects(sentence.start, sentence.end) if s.speaker)
            return next(topics, None)
        if sentence.start >= mark.after:
            return next((owner.speaker for owner in cast.owners(sentence.start, sentence.end) if owner.speaker), None)
    return None


def _nearest(cast: Cast, start: int, end: int, candidate: Candidate, *, goes_on: bool) -> Subject | None:
    """The subject of the reporting verb among those before a quotation.

    One that stands at the quotation itself comes first (A는 B가 “…”고 말했다고 전했다: B), if it is known, the topic
    or all there is; then the last topic; then the last subject. What stands before words woven into the reporter's own
    clause is rather the subject of that (A는 정부가 “…”해 주기를 요청했다: A). A topic that nobody knows is the speaker
    where no other is, unless the sentence `goes_on` from a quotation with a speaker of its own.
    """
    subjects = list(cast.subjects(start, end))
    known = [s for s in subjects if s.speaker or s.anaphor]
    at_mark = subjects[-1] if subjects and touch(cast.document.text, subjects[-1].after, end) else None
    topics = [s for s in known if s.topic]
    woven = candidate.link is Link.WOVEN
    overruled = woven and topics and at_mark is not None and not at_mark.topic
    if at_mark is not None and not overruled and (at_mark in known or not known or (at_mark.topic and not woven)):
        return at_mark
    if topics or known:
        return (topics or known)[-1]
    strangers = [s for s in subjects if s.topic]
    tells = candidate.verb is not None and not (candidate.verb.light or candidate.verb.adnominal)
    return strangers[0] if strangers and tells and not goes_on else None


def _meant(cast: Cast, subject: Subject, last: Spoken | None) -> Speaker | None:
    """Whom 그는 or 이 관계자는 points back to."""
    document = cast.document
    words = document.text[subject.start : subject.end]
    if last is not None and last.speaker is not None and last.speaker.name.endswith(words):
        return last.speaker
    index = bisect_left(document.sentences, subject.start + 1, key=lambda sentence: sentence.end)
    for sentence in reversed(document.sentences[max(0, index - _CARRY) : index]):
        if last is not None and last.mark.opening < sentence.end and sentence.start < last.mark.after:
            return last.speaker
        for found in cast.subjects(sentence.start, sentence.end):
            if found.speaker is not None and found.speaker.is_person:
                return found.speaker
    return last.speaker if last is not None else None
