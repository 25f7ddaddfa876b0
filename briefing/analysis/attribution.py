"""Whose words these are: the search for the speaker of a quotation, near to far.

In the quotation's own sentence before it, behind it, in a label, in the sentences before. What is told in the
sentence after a quotation that stands alone comes last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from briefing.analysis.links import Candidate, Link
from briefing.analysis.marks import Marked
from briefing.analysis.speakers import Cast, Speaker, Subject, speaking
from briefing.language import speech
from briefing.model import Document, Span

# [대통령 신년사] “…”, (홍길동 대표) “…”, 홍길동 대표: “…”, ※ 국무회의 당시 대통령 말씀 “…”
_LABEL = re.compile(
    r"(?:[^.?!“”\"\n]{2,60}(?:말씀|발언|인사말|연설|축사|기념사|신년사|취임사)(?:\s*\([^()\n]*\))?\s*)$|"
    r"(?:[\[(<【][^\[\]()<>【】\n]*(?:\([^()\n]*\))?[^\[\]()<>【】\n]*[\])>】]|(?:^|(?<=[.?!\n]))[^.?!:“”\"\n]{1,60}[:=])\s*$"
)
# “…”(홍길동 의원, …)
_CREDIT = re.compile(r"\([^(),“”\"\n]{2,40}(?=[,)])")
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
# “…”라는 | 김 장관의 말에, “…”는 것이 | 그의 설명이다.
_OWNED = re.compile(r"\s*(?:이?란|이?라는|이?라던|는)\s+")
# (김 장관의) 말에, 주장에 대해, 하소연을 듣고: the sentence answers them; (정부의) 방침을 밝혔다 only passes them on.
_ANSWERED = re.compile(r"\s*[가-힣]{1,4}?(?:에(?:[는도]|\s대해|\s대한)?(?=[\s,])|[을를]\s(?:듣|받|접)|[과와]\s달리)")
# Words that somebody else's sentence takes up: …고 말한 데 대해, …고 비판한 것과 관련해.
_REACTED = re.compile(r"(?:데|것|글|말|발언|주장|지적)(?:에|과|와|을|를)?\s(?:대해|대하여|관련|두고|맞서|반박)")
# 말한 뒤, 밝힌 바, 말한 데 이어, 진술한 것으로 알려졌다: the verb tells all the same, for its own subject.
_TELLS_ALL_THE_SAME = re.compile(
    r"\s*(?:(?:바|뒤|후|다음)(?![가-힣]{2})|데(?:\s이어|다)|것으로\s(?:알려|전해|확인|조사|파악|드러|나타))"
)
# 말했다며, 말했다고: the report of a report.
_TOLD_AGAIN = re.compile(r"[가-힣]+다(?:며|면서|고|는)")

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
    """The subject before the quotation in its sentence, or the speaker of the quotation it is chained to.

    Within a clause about somebody else's words the one they belong to comes before the topic of the sentence.
    """
    document, mark = cast.document, candidate.mark
    sentence = document.sentence_at(mark.opening) or Span(mark.opening, mark.after)
    since = max(sentence.start, last.mark.after if last else 0, mark.opening - _WINDOW)
    goes_on = last is not None and sentence.start <= last.mark.after
    subject = _nearest(cast, since, mark.opening, candidate, goes_on=goes_on)
    tells = subject is not None and not subject.topic and touch(document.text, subject.after, mark.opening)
    if not tells and (owner := _described(cast, candidate)) is not None:
        return owner
    if subject is not None:
        if subject.speaker is not None:
            return subject.speaker
        if subject.anaphor:
            return _meant(cast, subject, last)
        return Speaker(document.text[subject.start : subject.end])
    if last is not None and sentence.start <= last.mark.after <= mark.opening:
        return last.speaker
    return None


def around(cast: Cast, candidate: Candidate, spoken: Spoken, last: Spoken | None) -> Speaker | None:
    """Whom the text carries on with behind a statement: its speaker, or the topic around somebody else's words.

    노 장관은 도 행장이 “…”고 말한 데 대해 반박했다. 이어 …: 노 장관. Where that sentence has no topic of its own,
    it is whom the text carried on with before.
    """
    if not _inner(cast.document, candidate) and _described(cast, candidate) is None:
        return spoken.speaker
    sentence = cast.document.sentence_at(spoken.mark.opening) or Span(spoken.mark.opening, spoken.mark.after)
    topics = [s.speaker for s in cast.subjects(sentence.start, spoken.mark.opening) if s.topic and s.speaker]
    if topics:
        return topics[-1]
    near = cast.document.sentences[max(0, _index(cast.document, sentence.start) - _CARRY) :][:1]
    recent = last is not None and all(last.mark.opening >= first.start for first in near)
    return last.speaker if last is not None and recent else spoken.speaker


def reports(document: Document, verb: speech.Verb) -> bool:
    """Whether the verb tells that its subject spoke, and does not describe something (…고 답한 비율)."""
    return not verb.adnominal or bool(_TELLS_ALL_THE_SAME.match(document.text, verb.end))


def _inner(document: Document, candidate: Candidate) -> bool:
    """Whether the words are told within a clause that the sentence reacts to: “…”고 말한 데 대해, “…”고 말했다며."""
    text, verb, after = document.text, candidate.verb, candidate.mark.after
    if verb is not None and verb.adnominal:
        return not reports(document, verb)
    if verb is not None and _TOLD_AGAIN.fullmatch(verb.of(text)):
        return True
    sentence = document.sentence_at(after) or Span(after, after)
    mark = _MARK.search(text, after, sentence.end)
    return bool(_REACTED.search(text, after, mark.start() if mark else sentence.end))


def _described(cast: Cast, candidate: Candidate) -> Speaker | None:
    """The person whom the words describe or who owns them: “…”고 말한 도 행장에게, 직원들의 “…”라는 하소연에."""
    mark, verb = candidate.mark, candidate.verb
    sentence = cast.document.sentence_at(mark.opening) or Span(mark.opening, mark.after)
    stop = min(sentence.end, mark.after + _BEHIND)
    if candidate.link is Link.NOUN and (owned := _OWNED.match(cast.document.text, mark.after, stop)):
        if (before := cast.owner(max(sentence.start, mark.opening - _BEHIND), mark.opening)) is not None:
            return before
        owner = next(cast.owners(owned.end(), stop), None)
        answered = owner is not None and _ANSWERED.match(cast.document.text, owner.after, stop)
        return owner.speaker if owner is not None and owner.start == owned.end() and answered else None
    if verb is None or not verb.adnominal:
        return None
    told = cast.modified(verb.end, stop)
    return told if told is not None and told.is_person else None


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
    # A reporter's byline (홍길동 기자 = “…”) stands in no sentence.
    if found is None or cast.document.sentence_at(found.start()) is None:
        return None
    return cast.label(found.start(), found.end())


def credited(cast: Cast, mark: Marked) -> Speaker | None:
    """The person named first in a bracket straight behind the mark: “…”(홍길동 의원, 질의에 답하며)."""
    credit = _CREDIT.match(cast.document.text, mark.after)
    named = cast.within(credit.start(), credit.end()) if credit else ()
    return next((speaking(actor) for _, _, actor in named if actor.kind == "person"), None)


def source(cast: Cast, mark: Marked) -> Speaker | None:
    """The source the sentence names: (홍길동 원장)에 따르면 “…”."""
    sentence = cast.document.sentence_at(mark.opening) or Span(mark.opening, mark.after)
    return next((s.speaker for s in cast.sources(sentence.start, mark.opening) if s.speaker), None)


def carried(cast: Cast, position: int, last: Spoken | None) -> Speaker | None:
    """The speaker the text carries on from at `position`, up to `_CARRY` sentences back.

    Who spoke last counts before who acted last, a person before a body.
    """
    document = cast.document
    index = _index(document, position)
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
    """The person presented beside a quotation that ends or begins its paragraph: the topic of the sentence next to it.

    Only for full sentences with their stop: a slogan over an article has none. The sentence after counts first,
    unless it has words of its own to tell, or the one before stands in the same paragraph. Behind a quotation that
    begins the paragraph it is the rest of it: “… .” 배를 고치는 김 씨는 “…”고 말했다.
    """
    document = cast.document
    index = bisect_left(document.paragraphs, mark.opening + 1, key=lambda paragraph: paragraph.end)
    paragraph = document.paragraphs[index]
    here = _index(document, mark.opening)
    if not _STOP.search(document.text, mark.start, mark.end) or here == len(document.sentences):
        return None
    if document.sentences[here].start != mark.opening:
        return None
    if mark.after < paragraph.end:
        told = document.sentences[here + 1 : here + 2]
        return _presented(cast, told) if mark.opening == paragraph.start else None
    after = [document.sentence_at(p.start) or p for p in document.paragraphs[index + 1 : index + 2]]
    before = list(document.sentences[max(0, here - 1) : here])
    if paragraph.start < mark.opening or any(_MARK.search(document.text, told.start, told.end) for told in after):
        after, before = before, after
    return _presented(cast, after + before)


def _presented(cast: Cast, sentences: Sequence[Span]) -> Speaker | None:
    """The first person who is the topic of one of `sentences` that end as such."""
    for told in sentences:
        if not _STOP.search(cast.document.text, told.start, told.end):
            continue
        topics = (s.speaker for s in cast.subjects(told.start, told.end) if s.topic and s.speaker)
        if (person := next((speaker for speaker in topics if speaker.is_person), None)) is not None:
            return person
    return None


def introduced(cast: Cast, mark: Marked) -> Speaker | None:
    """The speaker of the sentence before, which reports that he spoke but no words: X도 말을 보탰다. “…”"""
    document = cast.document
    index = _index(document, mark.opening)
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
    index = _index(document, mark.opening)
    for sentence in document.sentences[max(0, index - 1) : index] + document.sentences[index + 1 : index + 2]:
        tells = any(not verb.light for verb in speech.verbs(document.tokens_in(sentence)))
        if tells and _THUS.search(document.text, sentence.start, sentence.end):
            topics = (s.speaker for s in cast.subjects(sentence.start, sentence.end) if s.speaker)
            return next(topics, None)
        if sentence.start >= mark.after:
            return next((owner.speaker for owner in cast.owners(sentence.start, sentence.end) if owner.speaker), None)
    return None


def _index(document: Document, position: int) -> int:
    """The number of the first sentence that ends behind `position`."""
    return bisect_left(document.sentences, position + 1, key=lambda sentence: sentence.end)


def _nearest(cast: Cast, start: int, end: int, candidate: Candidate, *, goes_on: bool) -> Subject | None:
    """The subject of the reporting verb among those before a quotation.

    One that stands at the quotation itself comes first (A는 B가 “…”고 말했다고 전했다: B), if it is known, the topic
    or all there is; then the last topic; then the last subject. What stands before words woven into the reporter's own
    clause is rather the subject of that (A는 정부가 “…”해 주기를 요청했다: A). A topic that nobody knows is the speaker
    where no other is, unless the sentence `goes_on` from a quotation with a speaker of its own.
    """
    subjects = [s for s in cast.subjects(start, end) if s.speaker or s.anaphor or not cast.thing(s)]
    known = [s for s in subjects if s.speaker or s.anaphor]
    at_mark = subjects[-1] if subjects and touch(cast.document.text, subjects[-1].after, end) else None
    topics = [s for s in known if s.topic]
    woven = candidate.link is Link.WOVEN
    overruled = woven and topics and at_mark is not None and not at_mark.topic
    if at_mark is not None and not overruled and (at_mark in known or not known or (at_mark.topic and not woven)):
        return at_mark
    if topics and known[-1] is not topics[-1] and _inner(cast.document, candidate):
        between = cast.document.tokens_between(known[-1].after, end)
        if known[-1].speaker is not None and not any(token.tag == "ETM" for token in between):
            return known[-1]
    if topics or known:
        return (topics or known)[-1]
    strangers = [s for s in subjects if s.topic]
    tells = candidate.verb is not None and not candidate.verb.light and reports(cast.document, candidate.verb)
    return strangers[0] if strangers and tells and not goes_on else None


def _meant(cast: Cast, subject: Subject, last: Spoken | None) -> Speaker | None:
    """Whom 그는 or 이 관계자는 points back to."""
    document = cast.document
    words = document.text[subject.start : subject.end]
    if last is not None and last.speaker is not None and last.speaker.name.endswith(words):
        return last.speaker
    index = _index(document, subject.start)
    for sentence in reversed(document.sentences[max(0, index - _CARRY) : index]):
        if last is not None and last.mark.opening < sentence.end and sentence.start < last.mark.after:
            return last.speaker
        for found in cast.subjects(sentence.start, sentence.end):
            if found.speaker is not None and found.speaker.is_person:
                return found.speaker
    return last.speaker if last is not None else None
