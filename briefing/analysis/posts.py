"""Body and title of a person, read off the words beside the name."""

from __future__ import annotations

import re
from functools import cache

from briefing.analysis import names, organizations
from briefing.analysis.organizations import Organizations
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

_NOMINAL = frozenset({"NNG", "NNP", "SL", "SN", "XSN", "XPN", "SH", "NR", "SO", "SP", "SW", "NNB", "MM"})
_SPACE = " \xa0\t*現前"
_JOINT = _SPACE + "·ㆍ‧･"
# What follows the title of a post that somebody holds for another, or will hold: 누리처장 직무대행, 누리위원장 후보자.
_ACTING = frozenset({"직무대행", "권한대행", "직무대리", "후보자", "내정자", "지명자", "당선인"})
_BEFORE = frozenset({"전", "현", "前", "現", "신임", "전임", "초대"})
_HEADING = re.compile(r"[(（【\[<〔]\s*([^()（）【】\[\]<>〔〕\n]{2,20})\s*[)）】\]>〕]\s*$")
# A university nobody listed shows beside a post of one: 가온대 총장.
_SCHOOL = re.compile(r"[가-힣]{2}대$")
_ACADEMIC = (
    "총장",
    "부총장",
    "교수",
    "명예교수",
    "석좌교수",
    "학장",
    "학과장",
    "학부장",
    "대학원장",
    "박사",
    "교무처장",
    "기획처장",
    "학생처장",
    "입학처장",
)
# Heads of local governments, and how the names of these end: 가온시 남도일 시장.
# So do ministries and offices nobody listed: 누리산업부 남도일 장관.
_LOCAL = (
    *(("시장", "시"), ("군수", "군"), ("구청장", "구"), ("지사", "도"), ("서장", "서")),
    *(("장관", "부"), ("차관", "부"), ("처장", "처"), ("청장", "청")),
)
# Bodies whose heads are named with them, be they a village: 다온농협 조합장. Not the kind of body alone.
_UNION_HEAD = "조합장"
_UNION_KINDS = frozenset({"재건축", "재개발", "농협", "수협", "축협", "신협", "지역", "주택", "해당", "일부", "단위"})
# Bodies that are mostly parts of a larger one, which is named before them: 누리연구원 나노소재연구센터.
_WITHIN = ("센터", "연구소", "사업본부", "병원", "지부", "지회", "분회", "대학원", "대학")
# Departments whose last syllable the tokenizer takes for the particle 과.
_DEPARTMENT = re.compile(r"[가-힣](?:학|정책|총괄|담당|조사|기획|관리|지원|운영|협력|진흥|제도|감독|분석|심사)과$")
# Ministries nobody listed (영국 누리기술부), and what ends like them inside a body (누리가전사업부).
_OFFICE = re.compile(r"[부청]$")
# A part of a body, which its head follows in a bracket: 누리지법 형사11부(부장판사 …).
_PART = re.compile(r"\d+(?:부|과|국|팀|실|단|단독)$|[가-힣](?:부|과|국|팀|실|단)$")
_DIVISION = re.compile(r"(?:사업부|본부|지부|총부|내부|외부|학부|전부|일부|상부)$")
# A body nobody listed whose name stands in marks after what it is: 시민단체 ‘푸른누리’ 남도일 대표.
_QUOTED = re.compile(
    r"(?:단체|기업|업체|회사|스타트업|벤처|재단|학회|모임|조합|법인|운영사|개발사|제조사|플랫폼|연대|협회|노조|출판사|기획사|극단|언론)"
    r"(?:인|\s)\s*[‘'“\"「『<]([^‘’'“”\"「」『』<>\n]{2,20})[’'”\"」』>](?:의|\s|\([^()\n]{1,20}\))*$"
)
_LONGEST_QUOTED = 60
# How a party is named before a list of its members.
_FROM = re.compile(r"(?:에서는?|에선)$")
_PAIR = 2  # words of a body in a bracket that nothing but its being a name speaks for: (누리 코리아)
_GENITIVE = 3  # letters of a body with 의, which the tokenizer does not know and leaves whole: 누리온의
_OWNED = 2  # morphemes of a proper noun with 의
_MEMBER = "소속"
_FROM_THERE = "출신"  # whoever was there: 가온대 출신 방송인 남도일
_STAFF = ("임원", "담당", "직원", "간부")  # 누리해운 재무담당 임원 남도일 전무
_OF_PARTY = "소속의"
_LEFT = 4  # words a body's name may take before the person (르완다 국가누리보안청), and some to spare


@cache
def _parties() -> frozenset[str]:
    return frozenset(body.name for body in lexicon.organizations() if body.kind == "party")


class Posts:
    """Reads bodies and titles in one article."""

    def __init__(self, document: Document, known: Organizations) -> None:
        self.document = document
        self.text = document.text
        self.known = known

    def after(self, group: Group, first: int, last: int) -> tuple[str | None, str]:
        """(body, title) of the words `first`..`last`, the last of which ends in the title: `협회 회장 겸 대표이사`."""
        words = group.words[first : last + 1]
        end = words[-1].stem_end
        left = next((at for at in range(first, last) if group.words[at].text == _FROM_THERE), None)
        if left is not None:
            return self.after(group, left + 1, last)
        both = next((at for at in range(first + 1, last) if group.words[at].text == "겸"), None)
        if both is not None:
            org, one = self.after(group, first, both - 1)
            second, other = self.after(group, both + 1, last)
            return org or second, one if one == other else f"{one} 겸 {other}"
        acting = words[-1].title is not None and words[-1].title.head in _ACTING
        if acting and len(words) > 1 and words[-2].title is not None and words[-2].stem_end == words[-2].end:
            org, post = self.after(group, first, last - 1)
            if org is not None:
                return org, f"{post} {self._words(words[-1:], end)}"
        lead = ""
        if "前" in words[0].gap:
            lead = "전 "
        if len(words) > 1 and words[0].text in _BEFORE:
            lead, words, first = words[0].text + " ", words[1:], first + 1
        if (abroad := self._abroad(words, end)) is not None:
            return abroad[0], lead + abroad[1]
        for count in range(len(words) - 1, 0, -1):
            form = self.text[words[0].start : words[count - 1].end]
            if self.known.canonical(form):
                inner = self.text[words[count].start : words[-2].end]
                if count < len(words) - 1 and self.known.canonical(inner):  # 국회 과학기술정보방송통신위원회
                    return self.text[words[0].start : words[-2].end], lead + self._words(words[-1:], end)
                if words[count].text in _BEFORE and count < len(words) - 1:
                    return self.known.name(form), self._words(words[count:], end)
                return self.known.name(form), lead + self._words(words[count:], end)
        for skip in range(len(words)):
            parts = organizations.fused(
                self.text[words[skip].start : end], self.known, words[-1].start - words[skip].start
            )
            if parts is not None and (skip == 0 or len(words) - skip == 1):
                return self.known.name(parts[0]), lead + parts[1]
        for at in range(len(words) - 2, -1, -1):
            body = organizations.ending_at(group, first + at, self.known, first)
            if body is not None:
                return self.known.name(body), lead + self._words(words[at + 1 :], end)
        for at in range(len(words) - 2, -1, -1):
            if len(words[at].text) > 3 and _OFFICE.search(words[at].text) and not _DIVISION.search(words[at].text):
                body = organizations.extended(group, first + at, self.known, first)
                return self.known.name(body), lead + self._words(words[at + 1 :], end)
        union = len(words) == 2 and words[1].text.startswith(_UNION_HEAD) and len(words[0].text) > 2
        if union and words[0].text not in _UNION_KINDS and words[0].title is None:
            return words[0].text, lead + self._words(words[1:], end)
        school = len(words) > 1 and _SCHOOL.search(words[0].text) and words[-1].text.startswith(_ACADEMIC)
        if school or (len(words) > 1 and self.proper(words[0]) and words[0].title is None):
            return words[0].text, lead + self._words(words[1:], end)
        return None, lead + self._words(words, end)

    def _abroad(self, words: list[Word], end: int) -> tuple[str, str] | None:
        """(body, title) where a state comes before a body's name: `중국 외교부 부장` is not of the Korean 외교부."""
        if len(words) < 2 or words[0].text not in lexicon.places("states"):
            return None
        parts = organizations.fused(self.text[words[1].start : end], self.known) if len(words) == 2 else None
        if parts is not None and self.known.canonical(parts[0]):
            return f"{words[0].text} {parts[0]}", parts[1]
        office = (
            len(words) > 2 and len(words[1].text) > 2 and words[1].text[-1] in "성부처청" and words[1].title is None
        )
        if office or (len(words) > 2 and self.known.canonical(words[1].text)):
            return self.text[words[0].start : words[1].end], self._words(words[2:], end)
        return None

    def before(self, group: Group, index: int, title: str = "") -> str | None:
        """The body named right before word `index` (`가람진흥원 남도일 원장`), or in the bracket that heads its list.

        Before the title of a teacher that may be a university nobody listed (`가온대 의대 남도일 교수`).
        """
        if index > 1 and group.words[index - 1].text == _MEMBER and self.joined(group.words[index]):
            return self.before(group, index - 1)  # 가온이글스 소속 남도일 선수
        first = index
        while first > 0 and index - first < _LEFT:
            word = group.words[first]
            if word.gap.strip(_SPACE) or not (word.gap or word.parted) or "\n" in word.gap:
                break
            if word.parted and group.words[first - 1].bracket is None:
                break
            if not self.nominal(group.words[first - 1]) or self._anothers(group.words[first - 1]):
                break
            first -= 1
        if first == index:
            word = group.words[index]
            return self.heading(word) or self.quoted(word) or self._owner(group, index) or self._host(group, index)
        if any(word.text == _FROM_THERE for word in group.words[first:index]):
            return None
        for at in range(index - 1, first - 1, -1):
            body = organizations.ending_at(group, at, self.known)
            if body is not None:
                if body.endswith(_WITHIN) and at > first and self.known.canonical(body) is None:
                    whole = organizations.ending_at(group, at - 1, self.known)
                    body = whole if whole is not None and not whole.endswith(_WITHIN) else body
                return self.known.name(body)
            if any(title.endswith(head) and group.words[at].text.endswith(place) for head, place in _LOCAL):
                whole = organizations.ending_at(group, at - 1, self.known) if at > first else None
                return self.known.name(whole or group.words[at].text)
            if title.endswith(_ACADEMIC) and _SCHOOL.search(group.words[at].text):
                return group.words[at].text
        near = group.words[index - 1]
        if near.text.endswith(_STAFF) and first < index - 1 and self.proper(group.words[first]):
            return group.words[first].text
        if near.title is not None or not self.proper(near):
            return self._host(group, first)
        abroad = index - 1 > first and group.words[index - 2].text in lexicon.places("states")  # 미국 재무부
        if abroad:
            return self.text[group.words[index - 2].start : near.end]
        return near.text.removesuffix("의") if len(near.text) > _GENITIVE else near.text

    def _owner(self, group: Group, index: int) -> str | None:
        """The body that bears 의 before word `index` (`누리전자의 남도일 부사장`), or the party its list begins with.

        A party stands with 에서 or 소속의 too: `누리당에서는 남도일, 오세림 의원이`.
        """
        at = index - 2 if index > 1 and group.words[index - 1].text == _OF_PARTY else index - 1
        if at < 0 or not self.joined(group.words[index]):
            return None
        word = group.words[at].text
        stem = word.removesuffix("의")
        if (stem != word or at < index - 1) and self.known.looks(stem):
            return self.known.name(stem)
        tokens = self.document.tokens_between(group.words[at].start, group.words[at].end)
        owner = len(tokens) == _OWNED and tokens[0].tag == "NNP" and tokens[1].tag == "JKG" and len(stem) > 2
        if owner and stem not in lexicon.places() and names.syllables(stem) < names.LIKELY:
            return stem
        party = self.known.canonical(_FROM.sub("", word))
        return party if party in _parties() else None

    def _anothers(self, word: Word) -> bool:
        """Whether the word closes the post of somebody before: `… 실행이사 (시민단체) 누리연합 홍길동 부장`."""
        return word.title is not None and word.bracket is not None

    def quoted(self, word: Word) -> str | None:
        """The body in marks before `word`: `스타트업 ‘해온’의 남도일 대표`."""
        m = _QUOTED.search(self.text, max(0, word.start - _LONGEST_QUOTED), word.start)
        return self.known.name(m.group(1)) if m else None

    def heading(self, word: Word) -> str | None:
        """The body in a bracket right before `word`: `(금융위) 박민우 상임위원`, `【금융감독원】 …`."""
        m = _HEADING.search(self.text, max(0, word.start - 24), word.start)
        return self.known.name(m.group(1)) if m and self.known.canonical(m.group(1)) else None

    def host_of(self, bracket: Group) -> str | None:
        """The body a bracket hangs on: `한국인터넷진흥원(원장 …)`."""
        if bracket.parent is None or bracket.host is None:
            return None
        parent, index = bracket.parent, bracket.host
        body = organizations.ending_at(parent, index, self.known)
        if body is None:
            word = parent.words[index]
            if word.title is not None or not self.proper(word):
                return self.before(parent, index) if _PART.search(word.text) else None
            body = word.text
        return self.known.name(body)

    def _host(self, group: Group, index: int) -> str | None:
        """The body on which the bracket hangs that word `index` opens: `누리지법 형사1부(주심 남도일 판사)`."""
        body = self.host_of(group) if index == 0 else None
        return body if body is not None and self.known.looks(body) else None

    def inside(self, bracket: Group | None) -> str | None:
        """The body that fills a bracket: `남도일 사장(한빛오션)`."""
        if bracket is None or not bracket.words:
            return None
        for last in range(len(bracket.words) - 1, -1, -1):
            form = self.text[bracket.words[0].start : bracket.words[last].end]
            if self.known.canonical(form):  # 누리부 정보정책과
                return self.known.name(form)
        form = self.text[bracket.words[0].start : bracket.words[-1].end]
        if _PART.search(form) or names.syllables(form) >= names.FREQUENT:  # 홍가람 팀장(남도일)
            return None
        if (
            self.known.looks(form)
            or form.startswith(("법무법인", "법률사무소"))
            or (len(bracket.words) <= _PAIR and all(self.proper(w) and w.title is None for w in bracket.words))
        ):
            return self.known.name(form)
        return None

    def nominal(self, word: Word) -> bool:
        """Whether the word ends without a particle or an ending; a word inside a longer proper noun does."""
        tokens = self.document.tokens_between(word.start, word.end)
        return not tokens or tokens[-1].tag in _NOMINAL or _DEPARTMENT.search(word.text) is not None

    def proper(self, word: Word) -> bool:
        """Whether the word can be the name of a body nobody listed: a proper noun, but no place."""
        if len(word.text) < 2 or word.text.isdigit() or word.text in lexicon.places() or not self.nominal(word):
            return False
        if organizations.posting(word.text):
            return False
        tokens = self.document.tokens_between(word.start, word.end)
        return not tokens or any(token.tag in ("NNP", "SL") for token in tokens)

    def joined(self, word: Word) -> bool:
        """Whether nothing but white space (or a middle dot) parts the word from the one before it."""
        return bool(word.gap) and not word.gap.strip(_JOINT) and "\n" not in word.gap

    def phrase(self, words: list[Word]) -> str:
        """The words as a title, without the particle."""
        return self._words(words, words[-1].stem_end)

    def _words(self, words: list[Word], end: int) -> str:
        """The words as they stand, without the brackets between them, up to `end`."""
        text = words[0].text if len(words) > 1 else ""
        for word in words[1:-1]:
            text += (" " if word.gap.strip(_SPACE) == "" else word.gap) + word.text
        if len(words) > 1:
            gap = " " if words[-1].gap.strip(_SPACE) == "" else words[-1].gap
            text += gap
        last = words[-1]
        return text + (last.text[: len(last.text) - last.title.particle] if last.title else self.text[last.start : end])
