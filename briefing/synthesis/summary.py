"""The few sentences that say what an issue is about, in the articles' own words.

A sentence is printed only if it can be read alone, or with one that is printed before it. What cannot: headings, list
items, captions, notes and references to an attachment, contact lines, questions, bare quotations, repetitions of
the title, sentences without a subject, and sentences that open with a word for something said before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from briefing.language.openers import after_mark, named_before, points_back
from briefing.model import Excerpt, Sentence, Span
from briefing.ranking import textrank
from briefing.synthesis.sources import Cited

_POOL = 1_000  # sentences on one graph: all of fifty articles, or the best two of each of 500; 0.1 s either way
_CONSIDERED = 200  # different ones that are looked at closely, the best first: ten times what the longest summary takes

_ENDED = re.compile(r"[다요죠]\s*\.+[”’\"')」]*$")
_QUOTATION = re.compile(r"[“\"‘'].*[”\"’'][.]?$")
# A note (* ※), the triangle before a caption, a line in brackets, what refers to an attachment or to a list that
# follows, the head of a release, a row of a table, a file, a way of contact.
_FURNITURE = re.compile(
    r"^[*※▲△▶▷◀◁►]|^[<(\[【][^>)\]】]*[>)\]】]?$"
    r"|사진\s*[=:설제]|왼쪽|기념\s?(?:사진|촬영)"
    r"|(?:첨부|붙임|별첨|참고\s?자료|누리집|홈페이지)\S*\s(?:\S+\s){0,3}(?:참고|참조|확인|문의)"
    r"|(?:다음|아래)[와과] 같(?:다|습니다)|보도\s?(?:자료|시점|일시)|배포\s?(?:시|일시)\b"
    r"|\s\|\s|\.(?:pdf|hwpx?|xlsx?|zip)\b|https?://|www\.|\S@\S|☎|\d{2,4}-\d{3,4}-\d{4}"
)
# The subject or the topic: behind a noun of the sentence; the first word, a closing mark, a foreign word, a number with
# its counter; or the body that decides (회의에서).
_PARTICLE = r"(?:은|는|이|가|께서|에서는|에선)(?=[\s,])"
_AFTER_WORD = re.compile(rf"([가-힣]+?){_PARTICLE}")
_AFTER_SIGN = re.compile(
    rf"(?:^[가-힣]{{2,}}|[)”’」｣』》>\"'A-Za-z]|\d[\d,.]*\s?[가-힣%]{{1,3}}){_PARTICLE}|(?:회의|위원회|국회)에서\s"
)
_VERBAL = ("하", "되", "시키", "받", "있", "없", "않")  # 개최하는, 구성되는: no particle but an ending

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BROKEN_OFF = re.compile(r"[,:]$|[며고]$|^\S{1,8}\s?:\s")  # and a label with its list (참석자 : …)

_FEWEST_TERMS = 3  # different content words; with fewer a sentence says nothing on its own
_LONGEST = 260  # characters, six lines in print; what is longer is a list or two sentences run together
_SAME = 0.6  # cosine of content words from which two sentences say the same
_VERBATIM = 0.9  # and when they have no number in common
_INSIDE = 0.8  # share of the shorter one's content words from which it says nothing new
_HEADLINE = 12  # characters; a sentence with a title so long at its head or end is the headline run into the text
_LIST_TERMS = 8  # content words of a list item that tells something; headings have fewer
# What a sentence without a subject counts. On 69 articles with chosen sentences, 5 % of the chosen had none and 12 % of
# the others: releases leave out the body that issues them, which reads well; news, who was spoken of, which does not.
_NO_SUBJECT = 0.4


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of the pool; `text` leaves out the mark of a list item, `words` are its different terms.

    `needs` are words of which one must have been printed from the same article before, None where it needs nothing.
    """

    item: Cited
    start: int
    text: str
    score: float
    words: frozenset[str]
    numbers: frozenset[str]
    needs: frozenset[str] | None

    @property
    def order(self) -> tuple[int, int]:
        """By date, as sources are numbered, then by position."""
        return self.item.source.number, self.start

    @property
    def excerpt(self) -> Excerpt:
        return self.item.excerpt(Span(self.start, self.start + len(self.text)))


def summarise(group: Iterable[Cited], count: int) -> tuple[Excerpt, ...]:
    """At most `count` sentences of the group's articles, by date and position behind the one that leads.

    The lead is the first that was chosen of the article with the best sentence. All are ranked on one graph, each
    article's own ranking being the prior. What another article said already counts for less the more alike it is
    (maximal marginal relevance, Carbonell & Goldstein 1998), and a second sentence of an article half; within an
    article only repetition is left out, for the sentences that readers choose from one are alike (docs/ranking.md).
    Where no sentence can be read alone, list items stand in; where there is only furniture, nothing does.
    """
    pool = [candidate for candidate in _ranked(group) if _speaks(candidate)]
    sentences = [c for c in pool if _whole(c)]
    if all(c.needs for c in sentences):  # none that could come first
        sentences += [c for c in pool if not _whole(c) and _is_item(c)]
    chosen: list[_Candidate] = []
    while len(chosen) < count:
        sentences = [c for c in sentences if not any(_same(c, other) for other in chosen)]
        ready = [c for c in sentences if _introduced(c, chosen)]
        if not ready:
            break
        chosen.append(max(ready, key=lambda c: (round(_worth(c, chosen), 12), *(-n for n in c.order))))
    lead = min((c.order for c in chosen if c.item is chosen[0].item), default=None)
    return tuple(c.excerpt for c in sorted(chosen, key=lambda c: (c.order != lead, c.order)))


def _ranked(group: Iterable[Cited]) -> Iterator[_Candidate]:
    """The best sentences of each article, scored on one graph, without furniture and what needs the one before it."""
    sentences = nsmallest(
        _POOL,
        ((sentence.rank, item.source.number, item, sentence) for item in group for sentence in _sentences(item)),
        key=lambda entry: entry[:2],
    )
    prior = np.array([sentence.score * len(_sentences(item)) + 1e-9 for _, _, item, sentence in sentences])
    scores = textrank([sentence.terms for _, _, _, sentence in sentences], prior) * prior
    items = {number: item for _, number, item, _ in sentences}
    short_names = {number: _short_names(item) for number, item in items.items()}
    different: dict[frozenset[str], int] = {}
    for i in sorted(range(len(sentences)), key=lambda i: (-round(float(scores[i]), 12), i)):
        different.setdefault(frozenset(sentences[i][3].terms), i)
    for i in sorted(list(different.values())[:_CONSIDERED]):
        (_, source, item, sentence), score = sentences[i], scores[i]
        whole = sentence.of(item.body)
        mark = after_mark(whole)
        text, start, words = whole[mark:], sentence.start + mark, frozenset(sentence.terms)
        if not points_back(text) and not _FURNITURE.search(whole):
            needs = short_names[source].get(start) or _named(text, words)
            worth = score if _has_subject(text, words) else _NO_SUBJECT * score
            numbers = frozenset(_NUMBER.findall(text))
            yield _Candidate(item, start, text, float(worth), words, numbers, needs)


def _sentences(item: Cited) -> tuple[Sentence, ...]:
    return item.analysed.analysis.sentences


def _short_names(item: Cited) -> dict[int, frozenset[str]]:
    """Where a person is named by less than the full name (박 차관): the place, and the name it stands for."""
    people = (actor for actor in item.analysed.analysis.actors if actor.kind == "person")
    return {m.start: frozenset({a.name}) for a in people for m in a.mentions if a.name not in m.of(item.body)}


def _named(text: str, words: frozenset[str]) -> frozenset[str] | None:
    head = named_before(text)
    return None if head is None else frozenset(word for word in {*words, *head.split()} if word in head)


def _speaks(candidate: _Candidate) -> bool:
    """Whether the sentence says something of its own, be it a list item."""
    text, article = candidate.text, candidate.item.analysed.article
    bare = _squash(text)
    return (
        len(candidate.words) >= _FEWEST_TERMS
        and len(text) <= _LONGEST
        and "\n" not in text
        and not any(
            bare in title or (len(title) >= _HEADLINE and (bare.startswith(title) or bare.endswith(title)))
            for title in map(_squash, (article.title or "", *article.subtitles))
        )
    )


def _whole(candidate: _Candidate) -> bool:
    """Whether it is a sentence, and not somebody's words without saying whose."""
    return bool(_ENDED.search(candidate.text) and not _QUOTATION.fullmatch(candidate.text))


def _is_item(candidate: _Candidate) -> bool:
    """Whether it is a list item that tells something to its end."""
    return len(candidate.words) >= _LIST_TERMS and not _BROKEN_OFF.search(candidate.text)


def _has_subject(text: str, words: Iterable[str]) -> bool:
    nouns = (m[1] for m in _AFTER_WORD.finditer(text) if not m[1].endswith(_VERBAL))
    return bool(_AFTER_SIGN.search(text)) or any(word in noun for noun in nouns for word in words)


def _squash(text: str) -> str:
    return re.sub(r"\W", "", text)


def _introduced(candidate: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    if candidate.needs is None:
        return True
    before = (c for c in chosen if c.item is candidate.item and c.start < candidate.start)
    return any(word in c.text for c in before for word in candidate.needs)


def _worth(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    """Its score, less what other articles said, and shared among what its own article says."""
    others = [c for c in chosen if c.item is not candidate.item]
    heard = max((_cosine(candidate.words, c.words) for c in others), default=0.0)
    return candidate.score * (1 - heard) / (1 + len(chosen) - len(others))


def _same(one: _Candidate, other: _Candidate) -> bool:
    """Whether they say the same. Words do not tell that one body grants and another cuts; their numbers do."""
    a, b = one.words, other.words
    apart = one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers)
    return one is other or _cosine(a, b) >= (_VERBATIM if apart else _SAME) or (not apart and _inside(a, b))


def _inside(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= _INSIDE * min(len(a), len(b))


def _cosine(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b))
