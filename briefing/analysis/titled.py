"""Names before their title: `NAME TITLE`, `NAME BODY TITLE`, foreign ones among them."""

from __future__ import annotations

from briefing.analysis import bare, context, foreign, names, organizations
from briefing.analysis.rows import DOTS, ENOUGH
from briefing.analysis.sightings import APART_HEADS, Sightings
from briefing.analysis.titles import Title
from briefing.analysis.words import Group
from briefing.language import lexicon

# How many words may stand between a name and its title: three in `누리소프트 AI 혁신 센터장`, and some.
_REACH = 6
# Evidence that a place gives, added to that of the name itself (`names.score`); the sum must reach ENOUGH.
_KNOWN_BODY = 2.0  # KISA … 원장, … 금융위원장
_SOME_BODY = 1.5
_TITLE_ONLY = 1.0
_WEAK_TITLE = -1.0  # 시장, 검사, 위원
_REPEATED = -1.0  # the title repeats the last syllable: 유치원 원장 names a kind of body
_APART = -0.5  # words between name and title, and no body among them
_SPACED = 1.5  # a name set with spaces between its syllables before a title: 남 도 일

_CITIZEN = "씨"
_ACADEMIC = ("교수", "총장", "학장", "연구원", "박사", "학생")
_WORDS = 3  # words of a body's name, before a person who shares a title, and one


def read(seen: Sightings, group: Group, index: int, last: int, title: Title) -> bool:
    """Keeps the name before the title in word `index` (a double one ends with word `last`), if there is one."""
    word = group.words[index]
    stem = word.text[: len(word.text) - title.particle - len(title.head)]
    behind = index > 0 and organizations.local(word.text[: len(word.text) - title.particle]) is not None
    seated = behind and seen.posts.joined(word) and seen.rows.is_name(group.words[index - 1])  # 남솔 가온도의원
    if len(stem) == 3 and not seated and _attached(seen, group, index, title, stem):
        return True
    for j in range(index - 1, max(-1, index - 1 - _REACH), -1):
        following = group.words[j + 1]
        aged = following.parted and not following.gap and j + 1 == index  # 홍길동(45)씨, 홍길동(45)대표
        if not seen.posts.joined(following) and not aged:
            return False
        candidate = group.words[j]
        if following.parted and j + 1 == index and candidate.bracket is None:
            return False
        if _foreign(seen, group, j, index, last):
            return True
        school = candidate.text[-1] == "대" and title.head.endswith(_ACADEMIC)  # 가온대 교수
        if seen.rows.is_name(candidate) and not school and _take(seen, group, j, index, last, title, bool(stem)):
            return True
        if (candidate.title is not None and j != index - 1) or not seen.posts.nominal(candidate):
            return False
    return False


def _take(seen: Sightings, group: Group, j: int, index: int, last: int, title: Title, stem: bool) -> bool:
    candidate = group.words[j]
    carried = None
    word_text = group.words[index].text[: len(group.words[index].text) - title.particle]
    if group.words[j + 1].gap.strip(" \xa0\t*現前") or _firms(seen, group, j):
        return False
    if j + 1 < index and candidate.text in foreign.given_names() and bare.strange(seen, group, j + 2):
        return False  # 마이클 베오른 전 사령관
    value = names.score(seen.document, candidate.start, candidate.end)
    if len(candidate.text) < candidate.end - candidate.start:
        value = names.syllables(candidate.text) + _SPACED
    if word_text[0] == candidate.text[-1] and value < names.FREQUENT:
        value += _REPEATED
    org, post = seen.posts.after(group, j + 1, last)
    heading = seen.posts.heading(candidate)
    lead = seen.rows.series(group, j)
    if heading is not None and heading != org:
        org, post = heading, seen.posts.phrase(group.words[j + 1 : last + 1])
    elif org is None:
        org = seen.posts.inside(group.words[last].bracket) if _closes(seen, group, last) else None
        if org is None:
            org = carried = _shared(seen, group, lead, title) or seen.posts.before(group, lead, word_text)
    if title.head == _CITIZEN and org is not None and not seen.known.looks(org):
        org = None  # a private person; a proper noun before the name is no body: 신임 단원 남도일 씨
    if title.head == _CITIZEN:
        post = context.title(group, lead) or post
    local = organizations.local(word_text) is not None
    posting = index - 1 > j and organizations.posting(group.words[index - 1].text)
    if org is not None:
        value += _KNOWN_BODY if seen.known.canonical(org) else _SOME_BODY
    elif title.bound:
        return False
    else:
        value += _TITLE_ONLY + (_APART if (index - 1 > j and not posting) or stem else 0.0)
    if not title.strong and not posting:
        value += _WEAK_TITLE * (2 if stem and not local and post.endswith(word_text) else 1)
    if value < ENOUGH and not (org and seen.rows.confirmed(candidate, title)) and not seen.rows.led(group, j, last):
        return False
    end = group.words[last].stem_end
    for word in group.words[lead : j + 1]:
        seen.add(word.start, word.end, org, post, value, end)
    _parallel(seen, group, lead, post, end)
    seen.carry = (last, carried) if carried else None
    seen.prior = (last, org) if org else None
    return True


def _parallel(seen: Sightings, group: Group, lead: int, post: str, end: int) -> None:
    """The one before who shares the title from another body: `누리당 남도일·하늘당 오세림 의원`."""
    for at in range(lead - 1, max(0, lead - _WORDS), -1):
        if group.words[at].gap in DOTS:
            other = group.words[at - 1]
            org = seen.posts.before(group, at - 1) if other.title is None and seen.rows.is_name(other) else None
            value = names.score(seen.document, other.start, other.end) + _SOME_BODY
            if org is not None and value >= ENOUGH + 1.0:
                seen.add(other.start, other.end, org, post, value, end)
            return
        if not seen.posts.joined(group.words[at]):
            return


def _firms(seen: Sightings, group: Group, j: int) -> bool:
    """Whether word `j` is the name of a firm: `법무법인 가온 변호사`, not `누리 특허법인 남도일 대표`."""
    if j == 0 or group.words[j - 1].text not in organizations.LEGAL or "\n" in group.words[j].gap:
        return False
    before = group.words[j - 2] if j > 1 else None
    named = before is not None and before.title is None and group.words[j - 1].gap == " "
    return not (named and before is not None and seen.posts.nominal(before) and seen.rows.clear(group.words[j]))


def _shared(seen: Sightings, group: Group, j: int, title: Title) -> str | None:
    """The body of the person before in a list: `가람진흥원 남도일 본부장, 오세림 팀장`."""
    if seen.carry is None or seen.carry[0] != j - 1 or title.head.endswith(APART_HEADS):
        return None
    return seen.carry[1] if group.words[j].gap.strip() in (",", "·", "ㆍ", "‧") and not group.words[j].parted else None


def _closes(seen: Sightings, group: Group, last: int) -> bool:
    """Whether the bracket after word `last` belongs to it, and does not head the next item of a list."""
    if group.words[last].bracket is None:
        return False
    gap = group.words[last + 1].gap if last + 1 < len(group.words) else ","
    return not gap or "\n" in gap or gap.strip()[:1] in (",", "·", "ㆍ", ".")


def _attached(seen: Sightings, group: Group, index: int, title: Title, stem: str) -> bool:
    """`남도일상무`: name and title without a space."""
    word = group.words[index]
    if title.bound or (title.head == _CITIZEN and bare.follows_foreign(seen, group, index)):
        return False
    value = names.score(seen.document, word.start, word.start + len(stem))
    org = seen.posts.before(group, index, title.head)
    if title.head == _CITIZEN and org is not None and not seen.known.looks(org):
        org = None
    value += (_SOME_BODY if org else -0.5) + (0.0 if title.strong else _WEAK_TITLE)
    if value < ENOUGH + 0.5 or seen.known.canonical(stem) or names.syllables(stem) < 2.5:
        return False
    seen.add(word.start, word.start + len(stem), org, title.head, value, word.end)
    return True


def _foreign(seen: Sightings, group: Group, j: int, index: int, last: int) -> bool:
    foreigner = foreign.name_at(seen.document, seen.known, group, j, index)
    if foreigner is None:
        return False
    org, post = seen.posts.after(group, j + 1, last)
    if org is None:
        org = seen.posts.before(group, foreigner.first)
    if org in lexicon.places():
        org = None
    start, word = group.words[foreigner.first].start, group.words[j]
    seen.add(start, word.end, org, post, ENOUGH, group.words[last].stem_end, foreigner.latin)
    return True
