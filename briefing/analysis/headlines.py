"""What headlines and sub-headings of a body quote: 홍길동 장관 “…”, “…” 홍길동 장관.

A desk shortens and rewords what it quotes there, so these are no statements. The article gives the words themselves
below, where `quotes` finds them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.analysis import marks
from briefing.analysis.links import Link, clause, judge
from briefing.analysis.marks import Marked
from briefing.analysis.speakers import Cast, Speaker, speaking
from briefing.language.korean import bare
from briefing.model import Actor, Document, Quote, Span

# A heading is a line of at most so many code points, without a stop at its end outside the marks. The longest of 60
# with marks in press releases has 84.
_LONGEST = 100
_STOP = re.compile(r"[.:]\s*[)\]]?$|다\s*$")
# Notes and items of a list head nothing.
_ITEM = re.compile(r"\s*(?:[*※☞]|[①-⑳]|\d{1,2}[.)]\s)")
# What stands between a name and the words it heads: its post, commas, dashes. 에게 and the like tell the addressee.
_BESIDE = re.compile(r"[\s,·:=–—…-]*(?:[가-힣A-Za-z()·]+[\s,·:=–—…-]*){0,4}")
_ADDRESSED = re.compile(r"(?:에|에게|께|향해|와|과)\s*$")
_NOTHING = re.compile(r"[\s,·:=–—…)\]-]*")
# What is done with an event or a document, whose name the words are then: “바다를 말하다” 개최.
_HELD = re.compile(
    r"[^“”\"]*?(?:개최|개막|개관|개강|운영|실시|시행|추진|공개|발표|발간|출간|출시|모집|공모|선정|상영|전시)"
)


def extract(document: Document, actors: tuple[Actor, ...], statements: Sequence[Quote]) -> tuple[Quote, ...]:
    """Words in double marks in a heading of the body, in order, each text once, but for those `statements` hold.

    The speaker is the person or body the heading names beside them, else None. Names of things in marks are left out.
    """
    text = document.text
    lines = [line for line in document.paragraphs if _heading(text, line)]
    if not lines:
        return ()
    cast = Cast.of(document, actors)
    marked = [mark for mark in marks.pairs(document) if mark.double]
    quotes: dict[str, Quote] = {}
    known_words = {bare(quote.of(text)) for quote in statements}
    for line in lines:
        inside = [mark for mark in marks.within(marked, line.start, line.end) if mark.after <= line.end]
        for i, mark in enumerate(inside):
            since = inside[i - 1].after if i else line.start
            until = inside[i + 1].opening if i + 1 < len(inside) else line.end
            words = bare(mark.of(text))
            quote = None if words in known_words else _quoted(cast, Span(since, until), mark, marked)
            if quote is not None and (words not in quotes or (quotes[words].speaker is None and quote.speaker)):
                quotes[words] = quote
    return tuple(sorted(quotes.values(), key=lambda quote: quote.start))


def _heading(text: str, line: Span) -> bool:
    """Whether the line is a heading that has marks in it."""
    words = line.of(text)
    if len(words) > _LONGEST or len(parts := marks.DOUBLE.split(words)) < 3 or _ITEM.match(words):
        return False
    return not _STOP.search(parts[-1])


def _quoted(cast: Cast, around: Span, mark: Marked, marked: Sequence[Marked]) -> Quote | None:
    """The words of `mark`, with what stands in `around` on both sides, as a quotation; None if they are a name."""
    document = cast.document
    candidate = judge(document, mark, marked)
    before, behind = _before(cast, around.start, mark.opening), _behind(cast, mark.after, around.end)
    speaker, told = before or behind, clause(document, mark)
    if candidate.link is Link.NAMED or len(mark.of(document.text).split()) < 2 or not (speaker or told):
        return None
    if candidate.link is Link.WOVEN and behind is None:
        held = _HELD.match(document.text, mark.after, around.end)
        if before is None or held or not told:
            return None
    verb = candidate.verb
    return Quote(
        start=mark.start,
        end=mark.end,
        kind="direct",
        speaker=speaker.name if speaker else None,
        speaker_org=speaker.org if speaker else None,
        speaker_title=speaker.title if speaker else None,
        cue=verb.of(document.text) if verb else None,
        stance=candidate.stance,
    )


def _before(cast: Cast, start: int, end: int) -> Speaker | None:
    """Who is named before the words, a person with a post between at most (홍길동 장관, “…”), a body next to them."""
    text = cast.document.text
    for _, stop, actor in reversed(cast.within(start, end)):
        beside = _BESIDE if actor.kind == "person" else _NOTHING
        if beside.fullmatch(text, stop, end) and not _ADDRESSED.search(text, stop, end):
            return speaking(actor)
    return None


def _behind(cast: Cast, start: int, end: int) -> Speaker | None:
    """The person named behind the words with nothing but a post after the name: “…” 홍길동 미래부 장관."""
    text = cast.document.text
    for begin, stop, actor in cast.within(start, end):
        rest = text[stop:end].strip(" ,-–—)]")
        if actor.kind == "person" and _BESIDE.fullmatch(text, start, begin):
            return speaking(actor) if not rest or (actor.title and rest.endswith(actor.title)) else None
    return None
