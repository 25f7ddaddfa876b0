"""The people of one article: every place where a name stands beside a title or a body."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analysis import contacts, foreign, glue, names, organizations, titles
from briefing.analysis.organizations import Organizations
from briefing.analysis.posts import Posts
from briefing.analysis.rows import DOTS, ENOUGH, Rows
from briefing.analysis.titles import Title
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document, Span

# How many words may stand between a name and its title: three in `누리소프트 AI 혁신 센터장`, and some.
_REACH = 6
# Evidence that a place gives, added to that of the name itself (`names.score`); the sum must reach ENOUGH.
_BRACKETED = 3.5  # (원장 …)
_KNOWN_BODY = 2.0  # KISA … 원장, … 금융위원장
_SOME_BODY = 1.5
_TITLE_ONLY = 1.0
_HEADED = 0.5  # 민간위원: …
_WEAK_TITLE = -1.0  # 시장, 검사, 위원
_REPEATED = -1.0  # the title repeats the last syllable: 유치원 원장 names a kind of body
_APART = -0.5  # words between name and title, and no body among them

_RANKS = ("책임연구원", "선임연구원", "수석연구원", "전임연구원", "전문연구원", "주임연구원", "위촉연구원")
_ACADEMIC = ("교수", "총장", "학장", "연구원", "박사", "학생")
# Particles that can follow a name after its title; 로 and 에 more often end an ordinary word (이사 추천경로).
_CASES = frozenset("은는이가을를과와의도") | {"께서", "에게", "입니다"}
_WORDS = 3  # words of a body's name, before a person who shares a title, and one
_DUAL = 3  # posts a person holds at once, and one
_RUNNING = frozenset({"후보", "당선자"})  # 대통령 후보
_ACTING = frozenset({"직무대행", "권한대행", "직무대리"})
_CITIZEN = "씨"
_SPACED = 1.5  # a name set with spaces between its syllables before a title: 남 도 일
# Heads whose holders do not share the body of the one before them in a list.
_APART_HEADS = (
    "교수",
    "의원",
    "변호사",
    "장관",
    "차관",
    "대통령",
    "총리",
    "위원장",
    "박사",
    "시장",
    "지사",
    "청장",
    "대표",
    "회장",
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name where it stands, with the body and title read off that place, and the weight of the evidence.

    `latin` is the name in Latin letters, where a bracket gives it, or as it is set with spaces.
    """

    name: str
    span: Span
    org: str | None
    title: str | None
    score: float
    latin: str | None = None


def read(document: Document, found: list[Group], known: Organizations) -> list[Sighting]:
    """Every sighting of a name beside a title, in order of position. Contacts with telephone and reporters are none."""
    reader = _Reader(document, known)
    for group in found:
        reader.group(group)
    return sorted(reader.found, key=lambda sighting: (sighting.span.start, sighting.span.end))


class _Reader:
    def __init__(self, document: Document, known: Organizations) -> None:
        self.document = document
        self.text = document.text
        self.known = known
        self.posts = Posts(document, known)
        self.rows = Rows(document, known)
        self.found: list[Sighting] = []
        self.prior: tuple[int, str] | None = None  # the same, whether or not the body was carried there
        self.carry: tuple[int, str] | None = None  # last word and body of the item of a list before

    def group(self, group: Group) -> None:
        group.words = glue.parted(self.document, group, self.known)
        self.carry = self.prior = None
        for index, word in enumerate(group.words):
            if word.title is None or self._body(group, index) or self._firm(word):
                word.title = None
                continue
            if self._qualifies(group, index):
                continue
            last = self._doubled(group, index)
            if self._before(group, index, last, word.title):
                continue
            if word.bracket is not None and self._bracket(group, index, word.title, word.bracket):
                continue
            self._after(group, index, word.title)
        for word in self.rows.listed(group):
            self._add(word.start, word.end, None, None, ENOUGH, word.end)

    def _body(self, group: Group, index: int) -> bool:
        """Whether a word that ends like a title is (a part of) a body's name: 누리시장연구원, 한국CISO(…)누리회."""
        word = group.words[index]
        if index + 1 < len(group.words):
            following = group.words[index + 1]
            if following.parted and not following.gap and following.text not in lexicon.particles():
                return True
        stem = word.text[: len(word.text) - word.title.particle] if word.title else word.text
        if self.known.canonical(stem):
            return True
        return stem.endswith("연구원") and not stem.endswith(_RANKS) and len(stem) > 4

    def _firm(self, word: Word) -> bool:
        """Whether 씨 ends a firm's name and follows no person's: 누리이앤씨."""
        if word.title is None or word.title.head != _CITIZEN:
            return False
        stem = word.text[: len(word.text) - word.title.particle - 1]
        return len(stem) > 1 and names.syllables(stem) < names.LIKELY

    def _qualifies(self, group: Group, index: int) -> bool:
        """Whether the word only qualifies the title after it: `선임 국무장관`, `대표 변호사`."""
        word, title = group.words[index], group.words[index].title
        if title is None or title.strong or word.text != title.head or index + 1 == len(group.words):
            return False
        return group.words[index + 1].title is not None and group.words[index + 1].gap == " "

    def _doubled(self, group: Group, index: int) -> int:
        """The index of the last title of `회장 겸 대표이사`, `위원장 직무대행` that begins at `index`."""
        words = group.words
        if index + 1 < len(words) and not words[index].bracket and words[index + 1].gap == " ":
            acting = words[index + 1].title
            if acting is not None and acting.head in _ACTING:
                index += 1
        if index + 1 < len(words) and not words[index].bracket and words[index].stem_end == words[index].end:
            rank = words[index + 1]
            if (
                rank.gap == " "
                and rank.title is not None
                and (rank.title.strong or rank.title.head in _RUNNING)
                and rank.text.startswith(rank.title.head)
            ):
                index += 1
        for _ in range(_DUAL):
            if index + 2 >= len(words) or words[index + 1].text != "겸":
                break
            beyond = next((at for at in range(index + 2, min(index + 6, len(words))) if words[at].title), None)
            if beyond is None:
                break
            index = beyond
        return index

    # NAME TITLE, NAME BODY TITLE
    def _before(self, group: Group, index: int, last: int, title: Title) -> bool:
        word = group.words[index]
        stem = word.text[: len(word.text) - title.particle - len(title.head)]
        behind = index > 0 and organizations.local(word.text[: len(word.text) - title.particle]) is not None
        seated = behind and self.posts.joined(word) and self.rows.is_name(group.words[index - 1])  # 남솔 가온도의원
        if len(stem) == 3 and not seated and self._attached(group, index, title, stem):
            return True
        for j in range(index - 1, max(-1, index - 1 - _REACH), -1):
            following = group.words[j + 1]
            aged = following.parted and not following.gap and j + 1 == index  # 홍길동(45)씨, 홍길동(45)대표
            if not self.posts.joined(following) and not aged:
                return False
            candidate = group.words[j]
            if following.parted and j + 1 == index and candidate.bracket is None:
                return False
            if self._foreign(group, j, index, last):
                return True
            school = candidate.text[-1] == "대" and title.head.endswith(_ACADEMIC)  # 가온대 교수
            if self.rows.is_name(candidate) and not school and self._take(group, j, index, last, title, bool(stem)):
                return True
            if (candidate.title is not None and j != index - 1) or not self.posts.nominal(candidate):
                return False
        return False

    def _take(self, group: Group, j: int, index: int, last: int, title: Title, stem: bool) -> bool:
        candidate = group.words[j]
        carried = None
        word_text = group.words[index].text[: len(group.words[index].text) - title.particle]
        if group.words[j + 1].gap.strip(" \xa0\t*現前") or self._firms(group, j):
            return False
        value = names.score(self.document, candidate.start, candidate.end)
        if len(candidate.text) < candidate.end - candidate.start:
            value = names.syllables(candidate.text) + _SPACED
        if word_text[0] == candidate.text[-1] and value < names.FREQUENT:
            value += _REPEATED
        org, post = self.posts.after(group, j + 1, last)
        heading = self.posts.heading(candidate)
        lead = self.rows.series(group, j)
        if heading is not None and heading != org:
            org, post = heading, self.posts.phrase(group.words[j + 1 : last + 1])
        elif org is None:
            org = self.posts.inside(group.words[last].bracket) if self._closes(group, last) else None
            if org is None:
                org = carried = self._shared(group, lead, title) or self.posts.before(group, lead, word_text)
        local = organizations.local(word_text) is not None
        posting = index - 1 > j and organizations.posting(group.words[index - 1].text)
        if org is not None:
            value += _KNOWN_BODY if self.known.canonical(org) else _SOME_BODY
        elif title.bound:
            return False
        else:
            value += _TITLE_ONLY + (_APART if (index - 1 > j and not posting) or stem else 0.0)
        if not title.strong and not posting:
            value += _WEAK_TITLE * (2 if stem and not local and post.endswith(word_text) else 1)
        if value < ENOUGH and not (org and self.rows.confirmed(candidate, title)) and not self.rows.led(group, j, last):
            return False
        end = group.words[last].stem_end
        for word in group.words[lead : j + 1]:
            self._add(word.start, word.end, org, post, value, end)
        self._parallel(group, lead, post, end)
        self.carry = (last, carried) if carried else None
        self.prior = (last, org) if org else None
        return True

    def _parallel(self, group: Group, lead: int, post: str, end: int) -> None:
        """The one before who shares the title from another body: `누리당 남도일·하늘당 오세림 의원`."""
        for at in range(lead - 1, max(0, lead - _WORDS), -1):
            if group.words[at].gap in DOTS:
                other = group.words[at - 1]
                org = self.posts.before(group, at - 1) if other.title is None and self.rows.is_name(other) else None
                value = names.score(self.document, other.start, other.end) + _SOME_BODY
                if org is not None and value >= ENOUGH + 1.0:
                    self._add(other.start, other.end, org, post, value, end)
                return
            if not self.posts.joined(group.words[at]):
                return

    def _firms(self, group: Group, j: int) -> bool:
        """Whether word `j` is the name of a firm: `법무법인 가온 변호사`, not `누리 특허법인 남도일 대표`."""
        if j == 0 or group.words[j - 1].text not in organizations.LEGAL or "\n" in group.words[j].gap:
            return False
        before = group.words[j - 2] if j > 1 else None
        named = before is not None and before.title is None and group.words[j - 1].gap == " "
        return not (named and before is not None and self.posts.nominal(before) and self.rows.clear(group.words[j]))

    def _shared(self, group: Group, j: int, title: Title) -> str | None:
        """The body of the person before in a list: `가람진흥원 남도일 본부장, 오세림 팀장`."""
        if self.carry is None or self.carry[0] != j - 1 or title.head.endswith(_APART_HEADS):
            return None
        return (
            self.carry[1] if group.words[j].gap.strip() in (",", "·", "ㆍ", "‧") and not group.words[j].parted else None
        )

    def _closes(self, group: Group, last: int) -> bool:
        """Whether the bracket after word `last` belongs to it, and does not head the next item of a list."""
        if group.words[last].bracket is None:
            return False
        gap = group.words[last + 1].gap if last + 1 < len(group.words) else ","
        return not gap or "\n" in gap or gap.strip()[:1] in (",", "·", "ㆍ", ".")

    def _attached(self, group: Group, index: int, title: Title, stem: str) -> bool:
        """`남도일상무`: name and title without a space."""
        word = group.words[index]
        if title.bound:
            return False
        value = names.score(self.document, word.start, word.start + len(stem))
        org = self.posts.before(group, index, title.head)
        value += (_SOME_BODY if org else -0.5) + (0.0 if title.strong else _WEAK_TITLE)
        if value < ENOUGH + 0.5 or self.known.canonical(stem) or names.syllables(stem) < 2.5:
            return False
        self._add(word.start, word.start + len(stem), org, title.head, value, word.end)
        return True

    # FOREIGN NAME (LATIN) BODY TITLE
    def _foreign(self, group: Group, j: int, index: int, last: int) -> bool:
        foreigner = foreign.name_at(self.document, self.known, group, j, index)
        if foreigner is None:
            return False
        org, post = self.posts.after(group, j + 1, last)
        if org is None:
            org = self.posts.before(group, foreigner.first)
        if org in lexicon.places():
            org = None
        start, word = group.words[foreigner.first].start, group.words[j]
        self._add(start, word.end, org, post, ENOUGH, group.words[last].stem_end, foreigner.latin)
        return True

    # TITLE(NAME)
    def _bracket(self, group: Group, index: int, title: Title, inner: Group) -> bool:
        if len(inner.words) != 1 or not self.rows.is_name(inner.words[0]) or title.particle:
            return False
        name = inner.words[0]
        value = names.score(self.document, name.start, name.end) + _BRACKETED - 0.5
        if value < ENOUGH:
            return False
        org, post = self.posts.after(group, self._phrase(group, index), index)
        self._add(name.start, name.end, org, post, value, name.end)
        return True

    def _phrase(self, group: Group, index: int) -> int:
        """The first word of the nominal phrase that ends with word `index`."""
        start = index
        while start > 0 and index - start < _REACH:
            word = group.words[start]
            if word.parted or not word.gap or word.gap.strip(" \xa0") or not self.posts.nominal(group.words[start - 1]):
                break
            start -= 1
        return start

    # TITLE NAME
    def _after(self, group: Group, index: int, title: Title) -> bool:
        word = group.words[index]
        particle = word.text[len(word.text) - title.particle :]
        if index + 1 >= len(group.words) or particle not in ("", "인") or title.bound or title.head == _CITIZEN:
            return False
        name = group.words[index + 1]
        if name.parted or not name.gap or name.gap.strip(" \xa0:*") or "\n" in name.gap or not self._syllabic(name):
            return False
        bracketed = group.parent is not None and not particle
        for length in titles.stems(name.text):
            if not 2 <= length <= 4 or (bracketed and length != len(name.text)):
                continue
            end = name.start + length
            form = self.text[name.start : end]
            if length < len(name.text) and name.text[length:] not in _CASES:
                continue
            if names.split(form) is None or self.known.canonical(form):
                continue
            if bracketed and length == 2 and self._more(group, index + 2):
                continue
            value = names.score(self.document, name.start, end) + (_BRACKETED if bracketed else 0.0)
            if (
                bracketed
                and form not in lexicon.lookalikes()
                and self._fills(group, index)
                and self.posts.host_of(group)
            ):
                value = max(value, names.syllables(form) + _BRACKETED)
            if ":" in name.gap:
                value += _HEADED
            listed = self.rows.appointed(group, self._phrase(group, index), index)
            if listed and form not in lexicon.lookalikes() and length == len(name.text):
                value = max(value, names.syllables(form) + _BRACKETED + _HEADED)
            if not title.strong:
                value += _WEAK_TITLE
            if value < ENOUGH + (0.0 if bracketed or listed or length > 2 else 1.0):
                continue
            first = self._phrase(group, index)
            org, post = self.posts.after(group, first, index)
            following = self.prior is not None and self.prior[0] == first - 1 and group.words[first].gap.strip() == ","
            if org is None and self.prior and not bracketed and following and not title.head.endswith(_APART_HEADS):
                org = self.prior[1]
                self.prior = (index + 1, org)
            if org is None and bracketed:
                org = self.posts.host_of(group)
            if org is None and particle and self._titled(group, index + 2):
                return False
            self._add(name.start, end, org, post, value, end)
            for other in self.rows.others(group, index + 2) if bracketed or ":" in name.gap else ():
                self._add(other.start, other.end, org, post, value, other.end)
            return True
        return False

    def _more(self, group: Group, index: int) -> bool:
        """Whether word `index` goes on with the name of a foreigner: `(위원장 마리 로 가네)`."""
        return index < len(group.words) and group.words[index].gap == " " and group.words[index].title is None

    def _titled(self, group: Group, index: int) -> bool:
        """Whether word `index` is a title right after a name: 의원 in `여당 간사인 남도일 의원`."""
        return index < len(group.words) and group.words[index].title is not None and group.words[index].gap == " "

    def _fills(self, group: Group, index: int) -> bool:
        """Whether title and name are an item of their own in a body's bracket: `(장관 진영)`, `(KISA, 원장 …)`."""
        if self.posts.host_of(group) is None:
            return False
        first = self._phrase(group, index) == 0 or "," in group.words[self._phrase(group, index)].gap
        beyond = group.words[index + 2].gap if index + 2 < len(group.words) else ","
        return first and beyond.lstrip()[:1] in (",", ";", "/")

    def _syllabic(self, word: Word) -> bool:
        return "가" <= word.text[0] <= "힣"

    def _add(
        self,
        start: int,
        end: int,
        org: str | None,
        title: str | None,
        value: float,
        tail: int,
        latin: str | None = None,
    ) -> None:
        """Keeps a sighting, unless it is a contact's; `tail` is where the title ends."""
        if contacts.named(self.text, start, end, tail, title):
            return
        name = self.text[start:end]
        if len(name) > len("팀 쿡") and set(name[1::2]) == {" "}:  # 남 도 일
            name, latin = name[::2], name
        self.found.append(Sighting(name, Span(start, end), org, title, value, latin))
