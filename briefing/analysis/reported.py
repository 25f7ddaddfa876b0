"""Indirect speech of named persons: the clause before …다고 밝혔다, …다는 뜻을 전했다, …것을 당부했다.

A body's lead (위원회는 …한다고 밝혔다) is news, not a remark, and is left out; so is a bare noun (협력을 당부했다).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from briefing.analysis.attribution import Spoken
from briefing.analysis.marks import Marked, within
from briefing.analysis.speakers import Cast, Speaker, Subject
from briefing.language import speech
from briefing.model import Document, Quote, Span, Token

# Endings that report: …한다고, …이라고, …하자고, …느냐고; as chain …한다며, …이라면서.
_QUOTATIVE = re.compile(r"[가-힣ᆫᆯ]*(?P<mood>다|라|자|냐)(?P<rest>고|며|면서|는)")
_WHETHER = re.compile(r"(?:[는은ᆫᆯ]지|을지)")

# What a sentence begins with that carries on the speech of the one before; 한편 and 앞서 turn to another subject.
_CONTINUES = re.compile(
    r"(?:[-·*○ㅇ▪]\s*)?(?:뒤이어|이어서?|또한?|아울러|특히|그러면서|이와\s*(?:함께|더불어)|더불어|마지막으로|끝으로|그리고|나아가|이어)[,\s]+"
    r"|[-·]\s"
)
_CONNECTIVE = re.compile(_CONTINUES.pattern + r"|(?:다만|반면|이에|앞서|한편|그러나|하지만|따라서)[,\s]+")
# “…”라며 …다고: what hands on from words in marks to words without.
_CHAIN = re.compile(r"(?:이?라)?(?:며|면서)\s+")
_LEADING = re.compile(r"[\s,*·□○ㅇ▪-]*")
_CLOSING_MARKS = ("”", '"', "’", "'")
# Where and on what occasion something was said; no part of what was said.
_OCCASION = re.compile(
    r"(?:(?:이날|오늘|어제|전날|\d{1,2}일(?:\([^()\n]{1,6}\))?)\s+)?"
    r"(?:[^,.“”\"‘’]{0,30}?(?:(?<=[가-힣])에서|(?:을|를)?\s*통해|(?:출연|참석|방문)해,|(?:와|과)\s만나,?)[,\s]*(?<=[,\s]))?"
)
# What the words in marks before were: …고 주장한 것에 대해 (…).
_REACTION = re.compile(r"\s*(?:데|것|글|말|발언)(?:에|과|을)?\s(?:대해|대하여|관련해?|두고)(?:서는|선|서)?,?\s+")
_ASIDE = re.compile(r".*(?:는|한)\s한편,?\s+", re.DOTALL)

# Parts of speech that a reported clause may end in.
_ENDS = frozenset({"EC", "ETM", "JKB", "JKO"})
# Verbs that take …음을 or …것을 as what was said; 확인하다 and the like take it as a fact found.
_FACTIVE = frozenset(
    {
        "확인하",
        "재확인하",
        "공유하",
        "발표하",
        "보고하",
        "인정하",
        "올리",
        "적",
        "쓰",
        "나타내",
        "드러내",
        "기대하",
        "바라",
    }
)

# Shorter clauses (할 것, 필요함) say nothing by themselves.
_SHORTEST = 5
# What has no stop for so long, in code points, is a table or a list; the longest sentence with a clause seen has 275.
_LONGEST_SENTENCE = 2000

# A sentence that carries on (또한) takes its speaker from at most this many sentences before, any other from one.
_CARRY = 3

# A request renders what was asked only with its purpose (…하도록 협력을 당부했다, not 협력을 당부했다), which stands at
# most so many tokens before.
_PURPOSE = 20


_start = attrgetter("start")


class _Clause(NamedTuple):
    """A reported clause within a sentence: where it ends, its verb's span, what the next one starts from."""

    end: int
    verb_start: int
    verb_end: int


def extract(cast: Cast, marked: Sequence[Marked], direct: Sequence[Spoken]) -> Iterator[Quote]:
    """The indirect quotes of a document, in order; `direct` are its statements in marks with their speakers."""
    document = cast.document
    doubles = [mark for mark in marked if mark.double]
    statements = {spoken.mark: spoken for spoken in direct}
    stated = tuple(statements)
    said: dict[int, Speaker] = {}
    for index, sentence in enumerate(document.sentences):
        inside = [statements[mark] for mark in within(stated, sentence.start, sentence.end)]
        if inside and inside[-1].speaker is not None:
            said[index] = inside[-1].speaker
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            continue
        start = sentence.start
        speaker: Speaker | None = None
        for clause in _clauses(document, sentence, within(doubles, sentence.start, sentence.end)):
            if any(s.mark.opening < clause.end <= s.mark.after + 1 for s in inside):
                continue
            if found := _speaker(cast, start, clause.end, marked, first=start == sentence.start):
                subject, start = found
                meant = _carried(cast, said, index) if subject.anaphor else None
                speaker = meant or subject.speaker or Speaker(document.text[subject.start : subject.end])
            elif start == sentence.start:
                speaker = _carried(cast, said, index)
            if speaker is None or not speaker.is_person:
                break
            start = max([start, *(s.mark.after for s in inside if s.mark.after < clause.end)])
            begin = _begin(cast, start, clause.end)
            if begin is not None:
                said[index] = speaker
                yield Quote(
                    start=begin,
                    end=clause.end,
                    kind="indirect",
                    speaker=speaker.name,
                    speaker_org=speaker.org,
                    speaker_title=speaker.title,
                    cue=document.text[clause.verb_start : clause.verb_end],
                )
            start = clause.verb_end


def _speaker(cast: Cast, start: int, end: int, marked: Sequence[Marked], *, first: bool) -> tuple[Subject, int] | None:
    """The subject of the reporting verb and where its particle ends; None if it is left out. None stands in marks.

    After a first clause only a person with 은/는 takes over. In a sentence that carries on, a body with 이/가 and a
    thing with 은/는 are part of what was said: (또한,) 정부가 지원할 것을 당부했다.
    """
    text = cast.document.text
    continues = _CONTINUES.match(text, start, end)
    for subject in cast.subjects(start, end):
        if within(marked, subject.start, subject.end):
            continue
        by = subject.speaker
        if by is None:
            if first and subject.topic and not continues:
                return subject, subject.after
        elif (by.is_person and (first or subject.topic)) or (first and (subject.topic or not continues)):
            return subject, subject.after
    return None


def _carried(cast: Cast, said: dict[int, Speaker], index: int) -> Speaker | None:
    """Who spoke in one of the sentences before, or is their topic if this one carries on (또한, 아울러)."""
    sentences = cast.document.sentences
    continues = _CONTINUES.match(cast.document.text, sentences[index].start, sentences[index].end)
    for before in range(index - 1, max(-1, index - 1 - (_CARRY if continues else 1)), -1):
        if before in said:
            return said[before]
        topics = (s.speaker for s in cast.subjects(sentences[before].start, sentences[before].end) if s.topic)
        if (topic := next((speaker for speaker in topics if speaker), None)) is not None:
            return topic if continues else None
    return None


def _begin(cast: Cast, start: int, end: int) -> int | None:
    """Where the reported words begin in [start, end), or None where too little is left.

    Behind the subject come what was done first (방안을 발표하고, “…”고 요청하면서,) and the occasion
    (축사를 통해): no part of what was said.
    """
    text = cast.document.text
    if text[start - 1 : start] in _CLOSING_MARKS and (chain := _CHAIN.match(text, start, end)):
        start = chain.end()
    elif text[start - 1 : start] in _CLOSING_MARKS:
        verb = next(speech.verbs(cast.document.tokens_between(start, end)), None)
        if verb is None:
            return None
        start = verb.end
    for verb in speech.verbs(cast.document.tokens_between(start, end)):
        if text[verb.end - 1] == "고" and text[verb.end : verb.end + 1] == "," and end - verb.end >= _SHORTEST:
            start = verb.end
    for pattern in (_REACTION, _LEADING, _CONNECTIVE, _OCCASION, _ASIDE):
        if (match := pattern.match(text, start, end)) and end - match.end() >= _SHORTEST:
            start = match.end()
    return start if end - start >= _SHORTEST else None


def _clauses(document: Document, sentence: Span, marked: Sequence[Marked]) -> Iterator[_Clause]:
    tokens = _outside(marked, document.tokens_in(sentence))
    verbs = {verb.start: verb for verb in speech.verbs(tokens)}
    for i, token in enumerate(tokens):
        if token.tag not in _ENDS or document.text[token.start - 1 : token.start] in _CLOSING_MARKS:
            continue
        if token.tag in ("EC", "ETM") and (match := _QUOTATIVE.fullmatch(token.form)):
            end = _end(document, tokens, i, match["mood"])
            if match["rest"] in ("며", "면서"):
                yield _Clause(end, token.start, token.end)
            elif match["rest"] == "고":
                verb = _verb_near(tokens, i, verbs, 3)
                if verb is not None and (not verb.adnominal or _had(tokens, verb)):
                    yield _Clause(end, verb.start, verb.end)
            else:
                verb = _noun_then_verb(tokens, i, verbs)
                if verb is not None:
                    yield _Clause(end, verb.start, verb.end)
        elif token.tag == "JKB" and token.form in ("으로", "로") and i and tokens[i - 1].form == "것":
            verb = _verb_near(tokens, i, verbs, 2)
            told = verb is not None and document.text[verb.start : verb.end].endswith(("다고", "라고"))
            if verb is not None and verb.stance == "forecast" and not (verb.adnominal or told):
                yield _Clause(token.start, verb.start, verb.end)
        elif token.tag == "JKO" and i:
            verb = _verb_near(tokens, i, verbs, 3)
            if verb is None or verb.light or (verb.adnominal and not _had(tokens, verb)):
                continue
            before = tokens[i - 1]
            renders = (
                (before.tag == "ETN" and not _named(tokens, i - 1))
                or before.form == "것"
                or _WHETHER.fullmatch(before.form)
            )
            purpose = verb.stance == "request" and any(t.form == "도록" for t in tokens[max(0, i - _PURPOSE) : i])
            if (renders and verb.stem not in _FACTIVE) or (purpose and before.tag == "NNG"):
                yield _Clause(token.start, verb.start, verb.end)


def _outside(marked: Sequence[Marked], tokens: Sequence[Token]) -> Sequence[Token]:
    """The `tokens` that begin in none of the marked stretches."""
    if not marked:
        return tokens
    kept: list[Token] = []
    first = 0
    for mark in marked:
        kept += tokens[first : bisect_left(tokens, mark.opening, first, key=_start)]
        first = bisect_left(tokens, mark.after, first, key=_start)
    return [*kept, *tokens[first:]]


def _end(document: Document, tokens: Sequence[Token], i: int, mood: str) -> int:
    """Where the clause ends: behind 다/자/냐, before 이라 (계획|이라고)."""
    token, text = tokens[i], document.text
    word = text[token.start : token.end]
    if mood == "라" and i and tokens[i - 1].tag == "VCP":
        return tokens[i - 1].start
    if mood == "라" and i and tokens[i - 1].tag.startswith("N"):
        return tokens[i - 1].end
    return token.start + word.rfind(mood) + 1 if mood in word else token.end


def _verb_near(tokens: Sequence[Token], i: int, verbs: dict[int, speech.Verb], words: int) -> speech.Verb | None:
    for token in tokens[i + 1 : i + 2 + words]:
        if token.start in verbs:
            return verbs[token.start]
        if token.tag not in ("VV", "MAG", "XR", "XSA", "EC", "NNG", "JKB", "XSN", "JX", "SP"):
            return None
    return None


def _noun_then_verb(tokens: Sequence[Token], i: int, verbs: dict[int, speech.Verb]) -> speech.Verb | None:
    if i + 1 >= len(tokens) or tokens[i + 1].form not in speech.lexicon().nouns:
        return None
    for token in tokens[i + 2 : i + 8]:
        if token.tag == "VCN":
            return None
        if token.start in verbs:
            return verbs[token.start]
    return None


def _named(tokens: Sequence[Token], i: int) -> bool:
    """Whether the nominal form at `i` only names a quality of what bears 의 before it: 통합의 부당함."""
    j = i - 1
    while j > 0 and tokens[j].tag in ("XSA", "XSV", "VA", "VCN", "XR", "EP"):
        j -= 1
    return tokens[j].tag == "JKG" or (tokens[j].tag == "NNG" and j > 0 and tokens[j - 1].tag == "JKG")


def _had(tokens: Sequence[Token], verb: speech.Verb) -> bool:
    """밝힌 바 있다: an adnominal form that tells all the same."""
    return any(t.start >= verb.end and t.form == "바" for t in tokens if t.start <= verb.end + 2)
