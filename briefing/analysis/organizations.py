"""The organisations of one article: which forms stand for which body.

What the article says itself comes first (`가람경제진흥원(이하 가경원)`), then the lexicon, then the last
syllables of a word (`…진흥원`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from briefing.analysis import names, titles
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

_HEREAFTER = re.compile(r"이하\s*[‘'“\"「『<]*\s*([^’'”\"」』>),]{1,20}?)\s*(?:[’'”\"」』>),]|라\s*(?:함|한다)|$)")
_MARKS = re.compile(r"[\s㈜·ㆍ‧･]|\(주\)|주식회사")
_LATIN = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,14}$")
# Offices abroad that no list holds (국가사이버보안청), not the parts of a body (사업부, 본부).
_OFFICE = re.compile(r"[가-힣]{3}(?:(?<!사업)(?<!본)(?<!지)(?<!학)부|청|처|총회|작업반|연합|위|단)$")
_ACRONYM = re.compile(r"[A-Za-z0-9&+\-]+$")
# What stands before the name of a body and makes the next word its name: 법무법인 가온. Of these, what may also follow.
_AFTER = ("법무법인", "특허법인", "회계법인", "세무법인", "노무법인", "법률사무소")
_BEFORE = (*_AFTER, "주식회사")
LEGAL = frozenset({*_BEFORE, "재단법인", "사단법인", "학교법인", "의료법인", "관세법인", "감정평가법인"})
_POSTINGS = frozenset({"한", "미", "중", "일", "러", "영", "독", "불", "유엔", "제네바", "유럽연합", "아세안"})
_JOINT = " ·ㆍ‧･\xa0"
_LEADS = frozenset({"주한", "재한", "국립", "한국", "대한", "전국", "중앙", "국회"})


def squash(text: str) -> str:
    """`text` without white space and the marks inside names, to compare forms."""
    joined = text.replace(" ", "")
    if joined.isalnum() and "주식회사" not in joined:  # most forms
        return joined
    return _MARKS.sub("", text)


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Squashed form -> canonical name, and squashed form -> the official names beside which alone it counts.

    A short form of two bodies (산업부), one in Latin letters (KDI) and those of companies and local governments
    (현대차, 서울시) stand for themselves until the article names the body in full.
    """
    forms: dict[str, str] = {}
    beside: dict[str, list[str]] = {}
    for body in lexicon.organizations():
        dependent = list(body.vague)
        for form in body.shorts:
            if squash(form) in _shared() or _ACRONYM.match(form) or body.kind in ("local", "company"):
                forms[squash(form)] = form
                dependent.append(form)
            else:
                forms[squash(form)] = body.name
        for form in dependent:
            beside.setdefault(squash(form), []).append(body.name)
    for body in lexicon.organizations():
        forms[squash(body.name)] = body.name
    return forms, beside


@cache
def _shared() -> dict[str, tuple[lexicon.Organization, ...]]:
    """Squashed short form -> the bodies that share it."""
    owners: dict[str, list[lexicon.Organization]] = {}
    for body in lexicon.organizations():
        for form in body.shorts:
            owners.setdefault(squash(form), []).append(body)
    return {form: tuple(bodies) for form, bodies in owners.items() if len(bodies) > 1}


def opening(form: str) -> str:
    """The first letters of the first word of a form, at most three."""
    return form.split(" ", 1)[0][:3]


@cache
def openings() -> frozenset[str]:
    """The `opening` of every form in the lexicon: a word that begins otherwise is none of them."""
    written = [form for body in lexicon.organizations() for form in (body.name, *body.shorts, *body.vague)]
    return frozenset(opening(form) for form in written)


@dataclass(slots=True)
class Organizations:
    """The forms one article uses: those it defines (`defined`, and as `written`), else those of the lexicon.

    `on` is the article's date: a short form of two bodies is that of the one in force in its year. `lead` is the first
    body that the article names with its head: `개인정보보호위원회(위원장 …)`. `learnt` says that its own forms are
    all known: from then on those of the lexicon count that need the full name beside them.
    """

    document: Document
    on: date | None = None
    defined: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    lead: str | None = None
    learnt: bool = False
    _squashed: str = ""

    def canonical(self, form: str) -> str | None:
        """The canonical name of a known form, else None."""
        return self.named(squash(form))

    def named(self, key: str) -> str | None:
        """The canonical name of a known form that is squashed already, else None."""
        return self.defined.get(key) or self._beside(key) or self._in_force(key) or _lexicon()[0].get(key)

    def _beside(self, key: str) -> str | None:
        """The body that the form stands for where the article has its full name too, else None."""
        full = _lexicon()[1].get(key)
        if full is None or not self.learnt:
            return None
        self._squashed = self._squashed or squash(self.document.text)
        return next((name for name in full if squash(name) in self._squashed), None)

    def _in_force(self, key: str) -> str | None:
        """The body that a short form of several (산업부) stands for on the article's date, None where that is open."""
        shared = _shared().get(key)
        if shared is None or self.on is None:
            return None
        bodies = [body.name for body in shared if body.in_force(self.on.year)]
        return bodies[0] if len(bodies) == 1 else None

    def name(self, form: str) -> str:
        """The canonical name of `form`, or `form` itself."""
        return self.canonical(form) or form.strip()

    def define(self, full: str, short: str) -> None:
        """Learns from the article that `short` stands for `full`."""
        full = _lexicon()[0].get(squash(full), full) if " " not in full else full
        self.defined[squash(full)] = full
        self.defined[squash(short)] = full
        self.written += (full, short)

    def alone(self, form: str) -> bool:
        """Whether the article has `form` as a word of its own, bare or with a topic or subject particle or 의."""
        return re.search(rf"(?<![가-힣]){form}(?:[은는이가의과와]|에서는?)?(?![가-힣])", self.document.text) is not None

    def looks(self, form: str) -> bool:
        """Whether `form` is a known body or ends like one."""
        return self.canonical(form) is not None or (len(form) > 2 and form.endswith(lexicon.body_suffixes()))


def posting(word: str) -> bool:
    """Whether the word is where an ambassador serves: 주영국, 주미, 주유엔, 주한."""
    rest = word[1:]
    return word[0] == "주" and (rest in lexicon.places("states") or rest in _POSTINGS)


def ending_at(group: Group, index: int, known: Organizations, begin: int = 0) -> str | None:
    """The organisation whose name ends with word `index` of a group (`개인정보 보호위원회`), or None.

    It begins at word `begin` at the earliest.
    """
    word = group.words[index]
    text = known.document.text
    best = None
    for first in range(index, max(begin - 1, index - 4), -1):
        if first < index and (group.words[first + 1].gap.strip(_JOINT) or group.words[first + 1].parted):
            break
        form = text[group.words[first].start : word.end]
        if known.canonical(form):
            best = form
    if best:
        return best
    if index > begin and group.words[index - 1].text in _BEFORE and word.gap == " ":
        return text[group.words[index - 1].start : word.end]
    if word.text in _AFTER and index > begin and word.gap == " " and not group.words[index - 1].title:
        return text[group.words[index - 1].start : word.end]
    if word.text.startswith(_AFTER) and word.text not in _AFTER and word.title is None:
        return word.text
    if len(word.text) > 2 and (word.text.endswith(lexicon.body_suffixes()) or word.text.startswith("㈜")):
        return extended(group, index, known, begin)
    return None


def extended(group: Group, index: int, known: Organizations, begin: int = 0) -> str:
    """The name that ends with word `index`, with the proper nouns before it (`르완다 국가누리보안청`)."""
    first = index
    while first > begin and group.words[first].gap and not group.words[first].gap.strip(_JOINT):
        word = group.words[first - 1]
        joint = group.words[first].gap.strip()
        tokens = known.document.tokens_between(word.start, word.end)
        proper = bool(tokens) and all(token.tag in ("NNP", "SL") for token in tokens)
        if group.words[first].parted or not (joint or proper or word.text in _LEADS):
            break
        if word.title is not None or names.syllables(word.text) >= names.LIKELY:
            break
        if known.canonical(word.text) and not joint and word.text not in _LEADS:
            break
        first -= 1
    return known.document.text[group.words[first].start : group.words[index].end]


def learn(document: Document, found: list[Group], on: date | None = None) -> Organizations:
    """What the article's brackets say about its bodies: full names with their short forms."""
    known = Organizations(document, on)
    for group in found:
        if group.parent is None or group.host is None or not group.words:
            continue
        inside = document.text[group.start : group.end]
        host = group.parent.words[group.host]
        full = ending_at(group.parent, group.host, known)
        head = _first_item(group)
        led = head[0].title is not None
        if m := _HEREAFTER.search(inside):
            if full is None and host.title is None and len(host.text) > 2:
                full = extended(group.parent, group.host, known)
            if full and len(m.group(1)) < len(full):
                known.define(full, m.group(1).strip())
        if full is None and len(head) == 1 and _LATIN.match(head[0].text) and _OFFICE.search(host.text):
            full = extended(group.parent, group.host, known)
        ministry = full is None and host.title is None and len(host.text) > len("정보부") and _OFFICE.search(host.text)
        if ministry and len(head) == 1 and head[0].text[-1] == host.text[-1] and _abbreviates(head[0].text, host.text):
            full = host.text
        if full and len(head) == 1 and not led:
            short = head[0].text
            if _LATIN.match(short) or (_abbreviates(short, full) and short != full):
                known.define(full, short)
        elif full is None and _LATIN.match(host.text) and host.text.isupper():
            inner = ending_at(group, len(head) - 1, known)
            if inner and known.canonical(inner) is None:
                known.define(document.text[head[0].start : head[-1].end], host.text)
        if full and any(word.title for word in group.words) and known.lead is None:
            known.lead = known.name(full)
    known.learnt = True
    return known


def _first_item(group: Group) -> list[Word]:
    """The words of a bracket up to its first comma."""
    item: list[Word] = []
    for word in group.words:
        if item and ("," in word.gap or ";" in word.gap or "/" in word.gap):
            break
        item.append(word)
    return item


def _abbreviates(short: str, full: str) -> bool:
    """Whether the syllables of `short` come in order in `full`, from its first: 가벤공, 가람벤처진흥공단."""
    body = squash(full)
    if not 2 <= len(short) < len(body) or short[0] != body[0]:
        return False
    rest = iter(body)
    return all(syllable in rest for syllable in short)


# Heads of local governments and councils fused with the place, be it listed or not: 가온시장, 누리군수, 하늘시의원.
_LOCAL = re.compile(
    r"(?P<place>[가-힣]{2,6}?)"
    r"(?:(?P<city>시)장|(?P<county>군)수|(?P<district>구)청장|(?P<province>도?)지사|(?P<council>[시군구도])(?P<seat>의장|의원)"
    r"|(?P<school>[시도])교육감)"
)
# Committees that many bodies have; their chairs belong to the body that is named with them: 누리당 비상대책위원장.
_KINDS_OF_COMMITTEE = (
    *("대책", "추진", "준비", "관리", "심사", "운영", "집행", "조정", "기획", "자문", "평가", "선정", "특별", "상임"),
    *(
        "공동",
        "정책",
        "조직",
        "인사",
        "윤리",
        "징계",
        "경영",
        "감사",
        "보상",
        "편집",
        "심의",
        "전문",
        "분과",
        "지역",
        "소",
    ),
    *("홍보", "재정", "노동", "여성", "청년", "대학생", "실무", "검증", "추천", "후보", "민간", "명예"),
)
_COMMITTEE = 4  # syllables of a committee's name that speaks for itself: 지방시대(위원장)

# The title of the head of a body, by the body's last syllables: 가경원장 is 가경원 with 원장.
_HEADS = (
    *(
        "은행",
        "센터",
        "본부",
        "거래소",
        "연구소",
        "지법",
        "고법",
        "지검",
        "고검",
        "원",
        "회",
        "청",
        "처",
        "부",
        "국",
        "과",
        "실",
        "단",
        "소",
        "관",
    ),
    *("시", "군", "구", "서"),
)
# Bodies of four letters too that their ending makes one.
_HOUSES = (
    "지법",
    "고법",
    "지검",
    "고검",
    "병원",
    "박물관",
    "미술관",
    "도서관",
    "경찰서",
    "소방서",
    "세무서",
    "소방본부",
)
# Offices whose ending makes them one: 수산청, 문화유산관리청; not what a ward, a region or a head office goes by.
_AGENCY = re.compile(r"[가-힣]{2,}(?<!지방)(?<!산하)청$")
# Endings of bodies and of parts of bodies alike: a body where the article names it by itself too (재난안전처는).
_ALONE = re.compile(r"[가-힣]{3,}(?:처|연구소|관리소)$")


def fused(word: str, known: Organizations, last: int = 0) -> tuple[str, str] | None:
    """(organisation, title) of words that hold both: 금융위원장, 가경원장, 누리 AI연구원장; None for any other.

    The title has to stand in the last word, which begins at `last`.
    """
    if word.endswith("위원장") and len(word) > 4:
        stem = word[:-3]
        vice = "부" if stem.endswith("부") else ""
        stem = stem[: len(stem) - len(vice)]
        for body in (stem + "위원회", stem + "위", stem):
            if known.canonical(body):
                return body, vice + "위원장"
    for cut in range(len(word) - 1, max(1, last), -1):
        body, rest = word[:cut].rstrip(), word[cut:].strip()
        if known.canonical(body) is None:
            continue
        if rest == "장":
            return body, _head_of(body)
        title = titles.find(rest)
        if title is not None and not title.particle and not rest.startswith("그룹"):
            return body, rest
    body = word[:-1]
    known_by_ending = (len(body) > 4 and body.endswith(lexicon.body_suffixes("public"))) or (
        len(body) > 3 and body.endswith(_HOUSES)
    )
    if word.endswith("장") and (known_by_ending or _own(word[last:-1], known)):
        body = body if known_by_ending else word[last:-1]
        return body, _head_of(body)
    return local(word[last:]) or _committee(word[last:])


def _own(body: str, known: Organizations) -> bool:
    """Whether `body`, which nobody listed, is one: 수산청, or 무역통계처 where it stands alone too."""
    if _AGENCY.fullmatch(body):
        return not body.endswith("구청")
    return _ALONE.fullmatch(body) is not None and known.alone(body)


def local(word: str) -> tuple[str, str] | None:
    """(local government or council, title) of `가온시장`, `누리군수`, `충북지사`, `하늘시의원`; None for any other."""
    m = _LOCAL.fullmatch(word)
    if m is None:
        return None
    place = m["place"]
    if place.endswith("부"):  # 경제부시장
        return None
    if m["seat"]:
        return f"{place}{m['council']}의회", m["seat"]
    if m["school"]:
        return f"{place}{m['school']}교육청", "교육감"
    if m["city"] or m["county"]:
        return place + (m["city"] or m["county"]), word[-2:]
    if m["district"]:
        return place + "구", "구청장"
    return (place + m["province"], "지사") if m["province"] or place in lexicon.places("towns") else None


def _committee(word: str) -> tuple[str, str] | None:
    stem = word.removesuffix("위원장").removesuffix("부")
    if not word.endswith("위원장") or len(stem) < _COMMITTEE or stem.endswith(_KINDS_OF_COMMITTEE):
        return None
    return stem + "위원회", word[len(stem) :]


def _head_of(body: str) -> str:
    return next((ending + "장" for ending in _HEADS if body.endswith(ending)), "장")
