"""Statements of an article with their speakers: what stands in quotation marks, and reported speech.

Quotation marks also hold names of events and services, definitions, amendments, slogans and sayings. What
follows the closing mark decides (고, 라며 and a reporting verb, or 이라는 주제로), then what stands inside (a clause
or a name), then who is there to have said it. A statement without a speaker in its own sentence takes the one
the text carries on from, or the one presented in the sentence after it; else the speaker stays unknown.

What a headline or a sub-heading quotes (홍길동 장관 “…”) is no statement here: see `headlines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.analysis import attribution, marks, reported
from briefing.analysis.attribution import Spoken, touch
from briefing.analysis.links import Candidate, Link, clause, judge, told
from briefing.analysis.marks import Marked
from briefing.analysis.speakers import Cast, Speaker
from briefing.language import speech
from briefing.language.korean import bare
from briefing.model import Actor, Document, Quote, Span

# The reporter's own ending straight behind the mark: “…”하겠다고, “…”되고, “…”해 주기를. One that goes on with a noun
# (“…”하는 내용의 개정안) describes a thing.
_FUSED = re.compile(
    r"(?:[가-힣]{1,6}(?:다고|다며|다면서|라고|라며|자고|달라고|기를|도록)|[하되해됐했](?![가-힣]*[는한된할될]\s)\S*)"
)
# The rest of a reported clause behind a fragment, up to the reporting verb.
_REPORTED = re.compile(r"[^.?!,\n“”\"]{1,40}(?:[다라자냐]고|기를|도록)\s+")
_ENDED = re.compile(r"[.?!]\s")
_OBJECT = re.compile(r"[을를](?=\s)")
_FINAL = re.compile(r"(?:다|요|까|죠|자|라|오|음|함|임|것|중|때|야|네|나|지|래)[\s.!?…*]*$")

# A fragment that ends in a noun and is taken up as a thing is rather a name (“국민이 체감하는 규제 혁신”을); with a
# subject or object of its own and this length, in code points, it is a clause. A judgement between examples of both.
_NAME = 20


def extract(document: Document, actors: tuple[Actor, ...]) -> tuple[Quote, ...]:
    """The quotes of `document` in order of their start, each text once.

    Direct quotes are what stands between marks and was said by a person, a body or people described; indirect
    ones are reported speech of named persons. Leads of bodies (위원회는 …고 밝혔다) are not quotes.
    """
    cast = Cast.of(document, actors)
    marked = marks.pairs(document)
    direct = list(_direct(cast, marked))
    quotes = list(_quotes(document, direct))
    doubles = [mark for mark in marked if mark.double]
    for quote in reported.extract(cast, marked, [spoken for _, spoken in direct]):
        quotes.append(_judged(document, quote, doubles))
    kept: dict[str, Quote] = {}
    for quote in sorted(quotes, key=lambda quote: quote.start):
        key = bare(quote.of(document.text))
        if key not in kept or (kept[key].speaker is None and quote.speaker is not None):
            kept[key] = quote
    return tuple(sorted(kept.values(), key=lambda quote: quote.start))


def _quotes(document: Document, direct: Sequence[tuple[Candidate, Spoken]]) -> Iterator[Quote]:
    """The quotes of the statements `direct`, the last one first: a chain has the verb that closes it."""
    behind: tuple[Candidate, Spoken] | None = None
    for candidate, spoken in reversed(direct):
        if behind is not None and _goes_on(document, candidate, spoken, behind):
            candidate = candidate._replace(verb=behind[0].verb, stance=behind[0].stance)
        behind = candidate, spoken
        speaker, verb = spoken.speaker, candidate.verb
        yield Quote(
            start=candidate.mark.start,
            end=candidate.mark.end,
            kind="direct",
            speaker=speaker.name if speaker else None,
            speaker_org=speaker.org if speaker else None,
            speaker_title=speaker.title if speaker else None,
            cue=verb.of(document.text) if verb else None,
            stance=candidate.stance,
        )


def _goes_on(document: Document, candidate: Candidate, spoken: Spoken, behind: tuple[Candidate, Spoken]) -> bool:
    """Whether the verb of the statement `behind` takes this one up too, which has none: “…”라며 ㅇ “…”고 강조."""
    if candidate.verb is not None and not candidate.verb.light:
        return False
    between = document.text[candidate.mark.after : behind[0].mark.opening]
    if candidate.link is Link.CHAINED:
        return spoken.speaker == behind[1].speaker and not _ENDED.search(between)
    return candidate.link is Link.BARE and touch(between, 0, len(between))


def _judged(document: Document, quote: Quote, doubles: Sequence[Marked]) -> Quote:
    """A reported clause with its stance; a clause that 며 or 면서 chains to the next has the verb that closes them."""
    tail = told(document, quote.end, doubles)
    # 달렸다|면서: the tokenizer puts back the 하다 that was left out.
    verbs = [verb for verb in speech.verbs(tail) if not (verb.light and verb.start == quote.end)]
    verb = next((verb for verb in verbs if verb.of(document.text) == quote.cue), verbs[-1] if verbs else None)
    if verb is None:
        return replace(quote, cue=None)
    return replace(quote, cue=verb.of(document.text), stance=speech.stance(tail, verb))


def _direct(cast: Cast, marked: Sequence[Marked]) -> Iterator[tuple[Candidate, Spoken]]:
    """The statements among the marked stretches. `last` is the one before, whose speaker may carry over."""
    candidates = [judge(cast.document, mark, marked) for mark in marked]
    last: Spoken | None = None
    for i, candidate in enumerate(candidates):
        following = candidates[i + 1] if i + 1 < len(candidates) else None
        spoken = _said(cast, candidate, following, last)
        if spoken is not None:
            yield candidate, spoken
            last = spoken._replace(speaker=attribution.around(cast, candidate, spoken, last))


def _said(cast: Cast, candidate: Candidate, following: Candidate | None, last: Spoken | None) -> Spoken | None:
    """The statement in `candidate` with its speaker, or None if nobody is reported as saying the words."""
    mark, link = candidate.mark, candidate.link
    if link is Link.NAMED or mark.end - mark.start < 2:
        return None
    if not mark.double and not _single(cast.document, candidate):
        return None
    if (named := attribution.credited(cast, mark)) is not None and _sentence(cast.document, mark):
        return Spoken(mark, named)
    speaker = attribution.own(cast, candidate, last)
    if link is Link.WOVEN:
        if following is not None and _joined(cast.document, candidate, following):
            return Spoken(mark, speaker or attribution.carried(cast, mark.opening, last))
        if speaker is not None and _rendered(cast.document, candidate):
            return Spoken(mark, speaker)
        return _woven(cast, candidate, speaker, last)
    if link is Link.BARE:
        return _bare(cast, candidate, following, speaker, last)
    speaker = speaker or attribution.behind(cast, candidate) or attribution.label(cast, mark)
    speaker = speaker or attribution.source(cast, mark)
    if speaker is None and _nobodys(cast.document, candidate):
        return None
    return Spoken(mark, speaker or attribution.carried(cast, mark.opening, last))


def _single(document: Document, candidate: Candidate) -> bool:
    """Whether words in single marks, most often names, are a statement: ‘길을 내겠다’고 말했다.

    What ends in a noun is so only as a clause of some length before a verb that tells by itself (…라고 지적했다).
    """
    mark, verb = candidate.mark, candidate.verb
    if verb is None or candidate.link is Link.BARE:
        return False
    tells = candidate.link is Link.SPOKEN and not verb.light and not verb.adnominal
    return _sentence(document, mark) or (tells and mark.end - mark.start >= _NAME and clause(document, mark))


def _joined(document: Document, candidate: Candidate, following: Candidate) -> bool:
    """Whether a clause is joined to the statement that follows: “…에 나선 것”과 “…했다”고 말했다."""
    between = document.text[candidate.mark.after : following.mark.opening]
    told = following.link in (Link.SPOKEN, Link.CHAINED) and following.mark.double
    return told and between.strip(" ,") in ("과", "와") and clause(document, candidate.mark)


def _nobodys(document: Document, candidate: Candidate) -> bool:
    """Whether the words describe a thing and not what somebody said: …는 지적, …고 답한 비율; not …고 말한 뒤."""
    if candidate.verb is None:
        return candidate.link is Link.NOUN
    return not attribution.reports(document, candidate.verb)


def _rendered(document: Document, candidate: Candidate) -> bool:
    """Whether a fragment is part of a reported clause: “…까지 완만한 증가세”가 이어질 것이라고 말했다.

    It has cases of its own, as a name seldom does, and no noun follows that it could be the name of.
    """
    mark, verb = candidate.mark, candidate.verb
    if verb is None or verb.adnominal or not _REPORTED.fullmatch(document.text, mark.after, verb.start):
        return False
    inside = document.tokens_in(mark)
    behind = document.tokens_between(mark.after, verb.start)
    # “국민이 체감하는 혁신”을 추진하겠다고: the object is rather a name.
    cases = {"JX"} if behind[0].tag == "JKO" else {"JKS", "JKO", "JX"}
    cased = any(token.tag in cases for token in inside)
    describes = len(behind) > 1 and behind[0].tag.startswith("XS") and behind[1].tag == "ETM"
    return cased and not describes and not behind[0].tag.startswith("N")


def _woven(cast: Cast, candidate: Candidate, own: Speaker | None, last: Spoken | None) -> Spoken | None:
    """A fragment that the reporter's own sentence goes on with counts if it renders what somebody said."""
    document, mark, verb = cast.document, candidate.mark, candidate.verb
    speaker = own or attribution.carried(cast, mark.opening, last)
    if verb is None or speaker is None:
        return None
    text, inside = document.text, document.tokens_in(mark)
    fused = bool(_FUSED.match(text, mark.after))
    direct_object = _OBJECT.match(text, mark.after) and len(text[mark.after + 1 : verb.start].split()) <= 2
    if direct_object and _sentence(document, mark):
        return Spoken(mark, speaker)
    if not clause(document, mark):
        several = len(mark.of(text).split()) > 1
        return Spoken(mark, speaker) if fused and several and (own is not None or speaker.is_person) else None
    name_like = inside[-1].tag in ("NNG", "NNP", "SL", "SN", "XSN", "SSC")
    cased = any(token.tag in ("JKS", "JKO", "JX") for token in inside)
    renders = fused or (speaker.is_person and (not name_like or (cased and mark.end - mark.start >= _NAME)))
    return Spoken(mark, speaker) if renders else None


def _bare(
    cast: Cast, candidate: Candidate, following: Candidate | None, speaker: Speaker | None, last: Spoken | None
) -> Spoken | None:
    """Words with nothing behind the mark are a statement if somebody is presented as saying them."""
    document, mark = cast.document, candidate.mark
    if last is not None and touch(document.text, last.mark.after, mark.opening):
        return Spoken(mark, last.speaker)
    if (labelled := attribution.label(cast, mark)) is not None:
        return Spoken(mark, labelled)
    if (asked := attribution.asked(document, mark)) is not None:
        return Spoken(mark, cast.last_named(asked))
    if not _sentence(document, mark):
        return None
    if speaker is not None:
        return Spoken(mark, speaker)
    if following is not None and touch(document.text, mark.after, following.mark.opening):
        joined = following.link in (Link.SPOKEN, Link.CHAINED, Link.NOUN)
        return Spoken(mark, attribution.carried(cast, mark.opening, last)) if joined else None
    if last is not None and attribution.listed(document, last.mark, mark):
        return Spoken(mark, last.speaker)
    presented = attribution.announced(cast, mark) or attribution.introduced(cast, mark)
    presented = presented or attribution.alone(cast, mark)
    return Spoken(mark, presented) if presented is not None else None


def _sentence(document: Document, span: Span) -> bool:
    """Whether the words are a clause that ends as a sentence does (…다, …할 것, …함)."""
    return clause(document, span) and bool(_FINAL.search(span.of(document.text)))
