"""Where the organisations of an article stand, and which of them a person without one belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from briefing.analysis import names, organizations, titles
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document, Span

_REACH = 4  # words a name may take (누리 AI연구원, 주한 미국 누리협회)
_LEAST = 5  # letters of a name that is known by its ending alone; shorter ones are mostly kinds of bodies (시중은행)
_SHORTEST = 3  # letters of a name that the word before it makes one; shorter nouns are mostly things (회사 리스)
_CLEAR = 8  # letters from which on an ending needs no proper noun (온라인누리투자금융협회)

# The public body an article opens with; not those who are many (조합원, 신도시) or parts of a body (사업부).
_OPENING = re.compile(
    r"[□○\s]*([가-힣]{3,}(?:(?<!사업)(?<!본)(?<!지)(?<!학)(?<!정)부|처|청)|[가-힣]{2,}(?:공사|공단|재단)|[가-힣]{4,}(?:연대|연합)"
    r"|[가-힣]{3,}(?<![의위직무합회임병사])원|[가-힣]{2,}(?:(?<!도)시|(?<![해공육])군|(?<![연지기친야축농욕])구))"
    r"(?:\([^()\n]{1,20}\))?(?:[는은이가](?=\s)|(?=,\s))"
)
# What says that the next word is the name of a body: 동물보호단체 온누리.
_KIND = re.compile(
    r"(?:단체|기업|업체|(?<![가-힣])회사|스타트업|투자사|운영사|개발사|제조사|제작사|출판사|기획사|소속사|배급사|유통사)$|[정야여]당인$"
)
_KIND_ENDS = "체업사인"  # the last letters of those words, looked at first: a search in every word costs more
_PARTY = re.compile(r"[가-힣]+(?<![성식강보마])(?<!의사)당")  # no church, restaurant or 알림마당
_COUNCIL = re.compile(r"[가-힣]{2,}[시군구도]의회")
# Short forms that the article makes itself: the last syllables of its only body of that kind, as a sentence's topic.
_KINDS_OF_BODY = (
    *("위원회", "공사", "공단", "재단", "협회", "진흥원", "연구원", "의료원", "센터", "대학", "조합", "은행"),
    *("시", "군", "구", "도"),
)
_TOPIC = ("은", "는")
_OWNER = "의"  # of kinds of two syllables and more: 연구원의 남도일 실장
_OF_THE_STATE = ("한국", "대한", "국립")  # left out in the short form: 누리진흥원 for 한국누리진흥원


@cache
def _suffixes() -> tuple[str, ...]:
    return lexicon.body_suffixes("public", "company")


@cache
def _endings() -> re.Pattern[str]:
    tails = "".join(sorted({form[-1] for form in _suffixes()} | {"당"}))
    return titles.ending(tails)


def mentions(
    document: Document, found: list[Group], known: Organizations, named: Iterable[str]
) -> dict[str, list[Span]]:
    """Canonical name -> every place where the article names the body, in order.

    `named` are bodies that people were found to belong to, known or not.
    """
    extra = {organizations.squash(name): name for name in named}
    own = (*known.written, *extra.values())
    heads = organizations.openings() | {organizations.opening(form) for form in own}
    ends = {m.end(1) if m.group(1) else m.end() for m in _endings().finditer(document.text)}
    places: dict[str, list[Span]] = {}
    for group in found:
        taken = -1
        for index, word in enumerate(group.words):
            if index <= taken:
                continue
            begins = word.text[:3] in heads or word.text[:2] in heads
            hit = _longest(document, group, index, known, extra) if begins else None
            if hit is None and (word.end in ends or word.text[0] == "㈜"):
                hit = _by_ending(document, word, index)
            if hit is None and index and word.gap == " ":
                kind = group.words[index - 1].text
                hit = _by_kind(document, word, index, kind) if kind[-1] in _KIND_ENDS and _KIND.search(kind) else None
            if hit is not None:
                name, end, taken = hit
                places.setdefault(name, []).append(Span(word.start, end))
    for name, span in (*_fused(document, found, extra, places), *_by_topic(document, found, places)):
        places.setdefault(name, []).append(span)
    for name in [name for name in places if name.startswith(_OF_THE_STATE)]:
        short = name[len("한국") :]
        if name in places and len(short) >= _LEAST - 1:
            places.pop(short, None)
            places[name] += [span for span in _written(found, short) if span not in places[name]]
    return {name: sorted(spans, key=lambda span: span.start) for name, spans in places.items()}


def opening(document: Document, known: Organizations) -> str | None:
    """The public body, listed or not, that is the topic of an article's first sentence: `누리환경부는 …`."""
    m = _OPENING.match(document.text)
    return known.name(m.group(1)) if m and m.group(1) not in lexicon.lookalikes() else None


def _longest(
    document: Document, group: Group, index: int, known: Organizations, extra: dict[str, str]
) -> tuple[str, int, int] | None:
    """(name, end, last word) of the longest known form that begins with word `index`."""
    last = index
    while last + 1 < len(group.words) and last - index < _REACH - 1:
        word = group.words[last + 1]
        if not word.gap or word.gap.strip(" ·ㆍ") or word.parted:
            break
        last += 1
    for at in range(last, index - 1, -1):
        word = group.words[at]
        for length in titles.stems(word.text):
            end = word.end - (len(word.text) - length)
            form = document.text[group.words[index].start : end]
            key = organizations.squash(form)
            if name := known.named(key) or extra.get(key):
                return name, end, at
    return None


def _by_ending(document: Document, word: Word, index: int) -> tuple[str, int, int] | None:
    """(name, end, word) of a body that only its ending gives away: a proper noun with …협회, …캐피탈, or ㈜."""
    short = len(word.text) < _LEAST and "당" not in word.text and "의회" not in word.text
    if short and word.text[0] != "㈜":  # most words
        return None
    tokens = document.tokens_between(word.start, word.end)
    if word.text[0] == "㈜":
        end = next((token.start for token in tokens if token.tag[0] == "J"), word.end)
        return (document.text[word.start : end], end, index) if end > word.start + 2 else None
    proper = any(token.tag in ("NNP", "SL") for token in tokens)
    for length in titles.stems(word.text):
        stem, end = word.text[:length], word.end - (len(word.text) - length)
        party = _PARTY.fullmatch(stem) and [token.form for token in tokens if token.tag == "NNP"] == [stem]
        if party or _COUNCIL.fullmatch(stem):
            return stem, end, index
        if length < _LEAST or not (proper or length >= _CLEAR) or word.title is not None:
            continue
        if stem.endswith(_suffixes()) and names.split(stem) is None:
            return stem, end, index
    return None


def _by_kind(document: Document, word: Word, index: int, kind: str) -> tuple[str, int, int] | None:
    """(name, end, word) of a proper noun after the kind of body it is; of a party, any noun that ends like one."""
    tokens = document.tokens_between(word.start, word.end)
    nouns = [token for token in tokens if token.tag[0] != "J"]
    if not nouns or nouns[0].start != word.start or word.title is not None or word.text in lexicon.places():
        return None
    party = kind.endswith("인") and nouns[-1].form.endswith(lexicon.body_suffixes())
    end = min(nouns[-1].end, word.end)
    form = document.text[word.start : end]
    if not (party or all(token.tag == "NNP" for token in nouns)) or len(form) < _SHORTEST:
        return None
    return (form, end, index) if names.syllables(form) < names.LIKELY else None


def _fused(
    document: Document, found: list[Group], named: dict[str, str], places: dict[str, list[Span]]
) -> Iterator[tuple[str, Span]]:
    """The places of bodies that the article names only together with a title: 가온시 in 가온시장."""
    missing = {form: name for form, name in named.items() if name not in places}
    for group in found if missing else ():
        for word in group.words:
            for form, name in missing.items():
                if word.title is not None and word.text.startswith(form):
                    yield name, Span(word.start, word.start + len(form))


def _written(found: list[Group], form: str) -> Iterator[Span]:
    """The places of `form` as a word of its own, with or without a particle."""
    particles = lexicon.particles()
    for group in found:
        for word in group.words:
            if word.text.startswith(form) and (word.text == form or word.text[len(form) :] in particles):
                yield Span(word.start, word.start + len(form))


def _by_topic(document: Document, found: list[Group], places: dict[str, list[Span]]) -> Iterator[tuple[str, Span]]:
    """The places where a sentence begins with the kind of body alone, and the article has only one: `공사는`."""
    forms = {kind + particle: kind for kind in _KINDS_OF_BODY for particle in _TOPIC}
    forms |= {kind + _OWNER: kind for kind in _KINDS_OF_BODY if len(kind) > 1}
    for group in found[:1]:
        for word in group.words:
            kind = forms.get(word.text)
            if kind is None:
                continue
            sentence = document.sentence_at(word.start)
            owners = [name for name in places if name.endswith(kind) and len(name) > len(kind) + 1]
            if sentence is None or sentence.start != word.start or len(owners) != 1:
                continue
            if min(span.start for span in places[owners[0]]) < word.start:
                yield owners[0], Span(word.start, word.start + len(kind))


# Which heads of titles belong to which kind of body.
_FITS = (
    (("위원장", "상임위원", "사무처장", "사무국장"), ("위원회",)),
    (("장관", "차관", "차관보"), ("부",)),
    (("청장", "차장"), ("청",)),
    (("시장",), ("시",)),
    (("군수",), ("군",)),
    (("서장",), ("서",)),
    (("대변인",), ("당",)),
    (("의원",), ("시의회", "군의회", "구의회", "도의회")),
    (("원장", "원장보"), ("원",)),
    (("이사장",), ("공단", "재단", "거래소", "기금")),
    (("사장",), ("공사",)),
    (
        (
            "국장",
            "과장",
            "실장",
            "정책관",
            "기획관",
            "심의관",
            "담당관",
            "대변인",
            "사무관",
            "서기관",
            "주무관",
            "인턴",
            "조정관",
        ),
        ("부", "처", "청", "위원회", "시", "군", "구"),
    ),
    (("본부장", "단장", "센터장", "팀장"), ("원", "공단", "공사", "재단")),
)


# Titles of the staff of a president or a governor, who is mostly not named with them.
_ELSEWHERE = ("비서실장", "안보실장", "정책실장")
# Titles whose bearer belongs to the only fitting body of the article, wherever it stands.
_SOLE = ("위원장", "장관", "차관", "청장", "의원")

# Titles that many bear: that a body has one says nothing of another holder.
_MANY = ("의원", "위원", "교수", "변호사", "이사", "대표", "박사", "연구원", "회계사", "상무", "전무")


def of_title(
    title: str, position: int, document: Document, places: dict[str, list[Span]], lead: str | None
) -> str | None:
    """The body of a person whom the article names with the title alone, at `position`.

    A body that stands with that very title elsewhere (`금융위원회 부위원장`); then the nearest body before in the same
    sentence, the one that leads the article, and the only one named at all: each time only a body that has such a
    post (위원장 in a 위원회, 사장 in a 공사).
    """
    if not title.endswith(_MANY):
        for name, spans in places.items():
            if any(document.text.startswith(" " + title, span.end) for span in spans):
                return name
    first = title.split(" 겸 ")[0]
    if first.endswith(_ELSEWHERE):
        return None
    endings = tuple(ending for heads, kinds in _FITS if first.endswith(heads) for ending in kinds)
    if not endings:
        return None
    fitting = {name: spans for name, spans in places.items() if name.endswith(endings)}
    sentence = document.sentence_at(position)
    if sentence is not None:
        before = [
            (span.start, name)
            for name, spans in fitting.items()
            for span in spans
            if sentence.start <= span.start < position
        ]
        if before:
            return max(before)[1]
    if lead is not None and lead.endswith(endings):
        return lead
    sole = next(iter(fitting)) if len(fitting) == 1 else None
    return sole if sole is not None and (title.endswith(_SOLE) or _PARTY.fullmatch(sole)) else None
