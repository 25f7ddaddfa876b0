"""Who can be speaking in a stretch of text: subjects, genitives and labels, resolved against the actors.

A subject is a noun phrase with 은/는/이/가/께서/도 straight after it. The one addressed (“…에게”, “…에는”) bears
another particle and is never a subject here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.language import speech
from briefing.model import Actor, Document, Token

_NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "NP", "SN", "SL", "SH", "XSN", "XPN", "XR"})
_LIST_LETTER = re.compile("[ㄱ-ㅣо]")
_JOINERS = frozenset("·ㆍ‧･・/&-")
_TOPICS = frozenset({"은", "는", "도"})
_AND = frozenset({"과", "와", "및", "그리고"})
_PRONOUNS = frozenset({"그", "그녀"})
_NUMERALS = frozenset({"두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "여러", "몇", "양"})
_FORMER = frozenset({"전", "현"})
# 한 원장 역시, 한 원장 또한: adverbs that stand for 도.
_TOO = frozenset({"역시", "또한"})
# A share of people speaks as they do: 응답자의 54%가, 직장인의 절반 이상이.
_SHARE = re.compile(
    r"(?:약\s?)?(?:[\d.,]+\s?(?:%|퍼센트|명)|절반|과반수?|대다수|상당수|대부분|다수|일부)(?:\s?(?:이상|가까이|정도|가량))?"
)
# 시 교통과는, 다온시청 재난대응과는: 과 is a department where the word before it is the body it belongs to.
_OFFICE = re.compile(r"(?:\S*[가-힣](?:부|처|청|시|군|구|도)|[시군구도])\s[가-힣\s]*[가-힣]{2,}")
# When something was said, before a description of who said it: 29일 (업계 관계자는).
_WHEN = re.compile(r"(?:(?:\d{4}년|\d{1,2}월|\d{1,2}일|지난해|지난달|이날|오전|오후)\s+)+")
_POINTERS = frozenset({"이", "그", "해당"})

_BRACKETS = {"(": ")", "[": "]"}
# Phrases are read in at most so many code points; a sentence that is longer is a table or a list.
_WINDOW = 1000
# A title alone means the person named with it among so many mentions before.
_RECENT = 100
# 최부총장, 한원장: one syllable of surname and two of title at least.
_SHORTEST_FUSED = 3
# The next name of a list begins and ends within so many code points behind the comma.
_NEXT = 8
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# An aside longer than this is a bracket whose partner was lost: (위원장 홍길동) and (Gil-dong Hong) are short.
_LONGEST_ASIDE = 80

# Endings of words for people and bodies that the lexicon cannot list one by one.
_GROUPS = ("씨", "협회", "위원회", "업계", "단체", "노조")

# Who speaks as a place: 의료계 일각에서는, 업계에서도. A body's name (서울시에서는) is rather where something happens.
_PLACES = re.compile(r"일각|시민사회|외신|사측|[가-힣]*(?:계|업계|권|당국|단체|노조)")

# Heads that make somebody beside the person named the one who speaks: 장관 측, 총리실 관계자.
_PROXIES = frozenset({"측", "관계자", "대변인", "당국자", "보좌관"})


class Speaker(NamedTuple):
    """A speaker as a quote bears it. `actor` is None for one who is described and not named."""

    name: str
    org: str | None = None
    title: str | None = None
    actor: Actor | None = None

    @property
    def is_person(self) -> bool:
        """Whether it is somebody the article names."""
        return self.actor is not None and self.actor.kind == "person"


class Subject(NamedTuple):
    """A noun phrase that may be the speaker: its words [start, end), its particle's end.

    `speaker` is None where neither an actor nor a word for people heads the phrase; `anaphor` marks 그는 and
    이 관계자는, which point back; `topic` tells 은/는/도 from 이/가.
    """

    start: int
    end: int
    after: int
    speaker: Speaker | None
    topic: bool
    anaphor: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a document by position of their mentions."""

    document: Document
    mentions: tuple[tuple[int, int, Actor], ...]

    @classmethod
    def of(cls, document: Document, actors: Iterable[Actor]) -> Cast:
        """The cast of `document`; of two mentions at one place the longer one counts."""
        places: dict[int, tuple[int, int, Actor]] = {}
        for actor in actors:
            for span in actor.mentions:
                known = places.get(span.start)
                if known is None or known[1] < span.end:
                    places[span.start] = (span.start, span.end, actor)
        return cls(document, tuple(places[start] for start in sorted(places)))

    def within(self, start: int, end: int) -> Sequence[tuple[int, int, Actor]]:
        """The mentions that lie in [start, end), in order."""
        first = bisect_left(self.mentions, (start,))
        last = bisect_left(self.mentions, (end,), first)
        return [mention for mention in self.mentions[first:last] if mention[1] <= end]

    def subjects(self, start: int, end: int) -> Iterator[Subject]:
        """Every subject in [start, end), in order; of joint subjects (A와 B는) the first is the speaker."""
        return (s for s in self._phrases(start, end, _subject_particle) if s.speaker or not self._by_adverb(s))

    def _by_adverb(self, subject: Subject) -> bool:
        return self.document.text[subject.after - 2 : subject.after] in _TOO

    def thing(self, subject: Subject) -> bool:
        """Whether the words name no people and no body: 이번 대회는, 새 제도가, 저는."""
        words = self.document.tokens_between(subject.start, subject.end)
        if not words:
            return False
        return words[0].form == "이번" or words[-1].form in speech.lexicon().things or words[-1].tag == "NP"

    def owners(self, start: int, end: int) -> Iterator[Subject]:
        """Phrases with 의 before a noun of speech: (“…”는 게) 업계의 (설명이다)."""
        nouns = speech.lexicon().nouns

        def owns(tokens: Sequence[Token], i: int) -> bool:
            return tokens[i].tag == "JKG" and i + 1 < len(tokens) and tokens[i + 1].form in nouns

        return self._phrases(start, end, owns)

    def owner(self, start: int, end: int) -> Speaker | None:
        """Whose words begin at `end`: (직원들)의 “…”는 하소연."""

        def owns(tokens: Sequence[Token], i: int) -> bool:
            return tokens[i].tag == "JKG" and i + 1 == len(tokens)

        return next((phrase.speaker for phrase in self._phrases(start, end, owns)), None)

    def sources(self, start: int, end: int) -> Iterator[Subject]:
        """Phrases with 에 따르면: (한국은행)에 따르면 “…”."""

        def cited(tokens: Sequence[Token], i: int) -> bool:
            return tokens[i].tag == "JKB" and i + 1 < len(tokens) and tokens[i + 1].form in ("따르", "의하")

        return self._phrases(start, end, cited)

    def modified(self, start: int, end: int) -> Speaker | None:
        """The speaker that a clause before it describes: (“…”고 말한) 김 장관."""
        phrase: list[Token] = []
        people = self._people(start, end)
        for token in self.document.tokens_between(start, end):
            if not _nominal(token) and not _inside(token, people):
                break
            phrase.append(token)
        return self.resolve(phrase[0].start, phrase[-1].end, None) if phrase else None

    def label(self, start: int, end: int) -> Speaker | None:
        """The speaker a label or a bare apposition names: [대통령 신년사], 홍길동 차관:."""
        people = [actor for _, _, actor in self.within(start, end) if actor.kind == "person"]
        if people:
            return speaking(people[-1])
        persons = speech.lexicon().persons
        for token in self.document.tokens_between(start, end):
            if token.tag == "NNG" and token.form in persons:
                return self.resolve(token.start, token.end, None)
        bodies = [actor for _, _, actor in self.within(start, end)]
        return speaking(bodies[0]) if bodies else None

    def resolve(self, start: int, end: int, pointer: Token | None) -> Speaker | None:
        """Who the noun phrase [start, end) is, or None if nothing in it can speak.

        A title alone (장관은) is the person last named with it; a description (업계 관계자) keeps its words.
        """
        text = self.document.text
        asides = [(start + m.start(), start + m.end()) for m in _ASIDE.finditer(text[start:end])]
        mentions = [m for m in self.within(start, end) if not any(a <= m[0] < b for a, b in asides)]
        tokens = [t for t in self.document.tokens_between(start, end) if t.tag not in ("XSN", "SW", "SSO", "SSC")]
        if not tokens:
            return None
        head = tokens[-1].form
        people = [actor for _, _, actor in mentions if actor.kind == "person"]
        proxy = head in _PROXIES and not (people and (people[-1].title or "").endswith(head))
        if people and not proxy:
            return speaking(people[-1])
        if mentions and mentions[-1][1] == end and not proxy:
            return speaking(self._first_joined(mentions))
        if (fused := self._by_surname(text[start:end], start)) is not None:
            return speaking(fused)
        if pointer is not None or not (head in speech.lexicon().persons or head.endswith(_GROUPS)):
            return None
        if len(tokens) == 1 and text[start:end] == head:
            for actor in self._before(start):
                if actor.title and actor.title.endswith(head):
                    return speaking(actor)
        return Speaker(text[start:end].strip(" *"))

    def _first_joined(self, mentions: Sequence[tuple[int, int, Actor]]) -> Actor:
        """The first of the bodies at the end of a phrase that only · joins: 금융위·금감원."""
        first = len(mentions) - 1
        while first and self.document.text[mentions[first - 1][1] : mentions[first][0]] in _JOINERS:
            first -= 1
        return mentions[first][2]

    def last_named(self, position: int) -> Speaker | None:
        """The person named last before `position`."""
        return next((speaking(actor) for actor in self._before(position)), None)

    def _before(self, position: int) -> Iterator[Actor]:
        """The persons mentioned before `position`, the last one first."""
        index = bisect_left(self.mentions, (position,))
        recent = reversed(self.mentions[max(0, index - _RECENT) : index])
        return (actor for _, _, actor in recent if actor.kind == "person")

    def _by_surname(self, words: str, position: int) -> Actor | None:
        """The person whom surname and title fused into one word mean (최부총장), where no mention says so."""
        if len(words) < _SHORTEST_FUSED or words in speech.lexicon().persons:
            return None
        named = (actor for actor in self._before(position) if actor.title and actor.name[0] == words[0])
        return next((actor for actor in named if (actor.title or "").endswith(words[1:].lstrip())), None)

    def _lists(self, comma: Token, start: int, end: int) -> bool:
        """Whether the comma stands between a person in [start, end) and the next: 한가람, 남궁솔 연구원은."""
        if comma.form != ",":
            return False
        return bool(self._people(start, end) and self._people(comma.end, comma.end + _NEXT))

    def _office(self, tokens: Sequence[Token], i: int, first: Token) -> bool:
        """Whether the particle 과 at `i` is the head of a department's name: 시 교통|과|는."""
        token = tokens[i]
        if token.form != "과" or token.tag not in ("JKB", "JC"):
            return False
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or after.start != token.end:
            return False
        if after.tag not in ("JX", "JKS") or tokens[i - 1].form in speech.lexicon().persons:
            return False
        return bool(_OFFICE.fullmatch(self.document.text, first.start, token.start))

    def _people(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(s, e) for s, e, actor in self.within(start, end) if actor.kind == "person"]

    def _phrases(self, start: int, end: int, ends: Callable[[Sequence[Token], int], bool]) -> Iterator[Subject]:
        """The noun phrases in [start, end) after which `ends` holds for the token at its index."""
        end = min(end, start + _WINDOW)
        text, tokens = self.document.text, self.document.tokens_between(start, end)
        people = self._people(start, end)
        first: Token | None = None
        pointer: Token | None = None
        before: Token | None = None
        before_first: Token | None = None
        joint: Speaker | None = None
        owner: Token | None = None
        last_end = bracketed = start
        for i, token in enumerate(tokens):
            if token.tag == "SSO" and token.form in _BRACKETS and token.start >= bracketed:
                bracketed = text.find(_BRACKETS[token.form], token.start, token.start + _LONGEST_ASIDE) + 1
            if token.start < bracketed:
                continue
            if (
                _nominal(token)
                or _inside(token, people)
                or (first is not None and (_goes_on(tokens, i, people, first) or self._office(tokens, i, first)))
            ):
                if first is None:
                    first, before_first = token, before
                    pointer = before if before and before.tag == "MM" and before.form in _POINTERS else None
                last_end = token.end
            elif first is None:
                joint = None if token.tag[0] in "VE" else joint
            else:
                if ends(tokens, i):
                    when = _WHEN.match(text, first.start, last_end)
                    begin = when.end() if when else first.start
                    speaker = self.resolve(begin, last_end, pointer)
                    if joint is not None and (speaker is None or joint.is_person or not speaker.is_person):
                        speaker = joint
                    points = speaker is None and (pointer is not None or text[begin:last_end] in _PRONOUNS)
                    if speaker is None and before_first is not None and before_first.form in _NUMERALS:
                        begin = before_first.start
                    if speaker is None and owner is not None and _SHARE.fullmatch(text, first.start, last_end):
                        begin = owner.start
                        whole = self.resolve(owner.start, before_first.start, None) if before_first else None
                        speaker = Speaker(text[begin:last_end]) if whole else None
                    yield Subject(begin, last_end, token.end, speaker, _is_topic(tokens, i), points)
                    joint = None
                elif token.tag == "JC" or token.form in _AND or self._lists(token, first.start, last_end):
                    joint = joint or self.resolve(first.start, last_end, pointer)
                else:
                    joint = None
                owner = first if token.tag == "JKG" else None
                first = None
            before = token


def _nominal(token: Token) -> bool:
    """Whether the token can stand in a noun phrase; list marks (□, ㅇ, ※) cannot, a footnote's * and a % can."""
    if token.tag == "SW" or token.form in _JOINERS:
        return token.form in _JOINERS or token.form in ("*", "%")
    return token.tag in _NOMINAL and not (len(token.form) == 1 and _LIST_LETTER.match(token.form))


def _goes_on(tokens: Sequence[Token], i: int, people: Sequence[tuple[int, int]], first: Token) -> bool:
    """Whether a token no noun phrase has goes on with the post of the person named in it: 남도일 전 장관.

    전 and 현 do, and the head of a word that the tokenizer took for a determiner or an adverb (한빛은행장).
    """
    token = tokens[i]
    if token.tag not in ("MM", "MAG", "XPN"):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    named = any(first.start <= start and end <= token.start for start, end in people)
    if not named or after is None or not _nominal(after):
        return False
    return token.form in _FORMER or after.start == token.end


def _inside(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    return bool(places) and any(start <= token.start < end for start, end in places)


def _is_topic(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    topical = tokens[i].form in _TOPICS or tokens[i].form in _TOO
    return topical or (after is not None and after.form in _TOPICS and after.start == tokens[i].end)


def _subject_particle(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.form in _TOO and token.tag in ("MAG", "MAJ"):
        return True
    if token.tag == "JKB" and token.form == "에서":
        return _is_topic(tokens, i) and i > 0 and _speaks_as_place(tokens, i)
    # 54%가 설문에서: the tokenizer takes 가 for the verb 가다.
    misread = token.tag == "VV" and token.form == "가" and i > 0 and tokens[i - 1].form == "%"
    return token.tag == "JKS" or misread or (token.tag == "JX" and token.form in _TOPICS)


def _speaks_as_place(tokens: Sequence[Token], i: int) -> bool:
    head, before = tokens[i - 1], tokens[i - 2] if i > 1 else None
    joined = before is not None and head.tag == "XSN"
    return bool(_PLACES.fullmatch(before.form + head.form if joined and before else head.form))


def speaking(actor: Actor) -> Speaker:
    """`actor` as a speaker: a person with body and post, a body with its name."""
    if actor.kind == "person":
        return Speaker(actor.name, actor.org, actor.title, actor)
    return Speaker(actor.name, None, None, actor)
