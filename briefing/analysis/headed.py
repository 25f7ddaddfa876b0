"""Names after their title: `TITLE NAME`, `TITLE(NAME)`, `BODY(TITLE NAME)`."""

from __future__ import annotations

from briefing.analysis import names, titles
from briefing.analysis.rows import ENOUGH
from briefing.analysis.sightings import APART_HEADS, Sightings
from briefing.analysis.titles import Title
from briefing.analysis.words import Group, Word
from briefing.language import lexicon

# How many words the post before a name may take, as for names before it.
_REACH = 6
# Evidence that a place gives, added to that of the name itself (`names.score`); the sum must reach ENOUGH.
_BRACKETED = 3.5  # (원장 …)
_HEADED = 0.5  # 민간위원: …
_WEAK_TITLE = -1.0  # 시장, 검사, 위원

# Particles that can follow a name after its title; 로 and 에 more often end an ordinary word (이사 추천경로).
_CASES = frozenset("은는이가을를과와의도") | {"께서", "에게", "입니다"}
_CITIZEN = "씨"


def bracketed(seen: Sightings, group: Group, index: int, title: Title, inner: Group) -> bool:
    """Keeps the name that fills the bracket `inner` after the title in word `index`: `위원장(홍길동)`."""
    if len(inner.words) != 1 or not seen.rows.is_name(inner.words[0]) or title.particle:
        return False
    name = inner.words[0]
    value = names.score(seen.document, name.start, name.end) + _BRACKETED - 0.5
    if value < ENOUGH:
        return False
    org, post = seen.posts.after(group, phrase(seen, group, index), index)
    seen.add(name.start, name.end, org, post, value, name.end)
    return True


def phrase(seen: Sightings, group: Group, index: int) -> int:
    """The first word of the nominal phrase that ends with word `index`."""
    start = index
    while start > 0 and index - start < _REACH:
        word = group.words[start]
        if word.parted or not word.gap or word.gap.strip(" \xa0") or not seen.posts.nominal(group.words[start - 1]):
            break
        start -= 1
    return start


def read(seen: Sightings, group: Group, index: int, title: Title) -> bool:
    """Keeps the name after the title in word `index`, if there is one."""
    word = group.words[index]
    particle = word.text[len(word.text) - title.particle :]
    if index + 1 >= len(group.words) or particle not in ("", "인") or title.bound or title.head == _CITIZEN:
        return False
    if not title.strong and _titled(seen, group, index + 2, strong=True):
        return False  # 의사 남도일 원장
    name = group.words[index + 1]
    if name.parted or not name.gap or name.gap.strip(" \xa0:*") or "\n" in name.gap or not _syllabic(seen, name):
        return False
    bracketed = group.parent is not None and not particle
    for length in titles.stems(name.text):
        if not 2 <= length <= 4 or (bracketed and length != len(name.text)):
            continue
        end = name.start + length
        form = seen.text[name.start : end]
        if length < len(name.text) and name.text[length:] not in _CASES:
            continue
        if names.split(form) is None or seen.known.canonical(form):
            continue
        if bracketed and length == 2 and _more(seen, group, index + 2):
            continue
        value = names.score(seen.document, name.start, end) + (_BRACKETED if bracketed else 0.0)
        if bracketed and form not in lexicon.lookalikes() and _fills(seen, group, index) and seen.posts.host_of(group):
            value = max(value, names.syllables(form) + _BRACKETED)
        if ":" in name.gap:
            value += _HEADED
        listed = seen.rows.appointed(group, phrase(seen, group, index), index)
        if listed and form not in lexicon.lookalikes() and length == len(name.text):
            value = max(value, names.syllables(form) + _BRACKETED + _HEADED)
        if not title.strong:
            value += _WEAK_TITLE
        if value < ENOUGH + (0.0 if bracketed or listed or length > 2 else 1.0):
            continue
        first = phrase(seen, group, index)
        org, post = seen.posts.after(group, first, index)
        following = seen.prior is not None and seen.prior[0] == first - 1 and group.words[first].gap.strip() == ","
        if org is None and seen.prior and not bracketed and following and not title.head.endswith(APART_HEADS):
            org = seen.prior[1]
            seen.prior = (index + 1, org)
        if org is None and bracketed:
            org = seen.posts.host_of(group)
        if org is None and listed:
            org = seen.rows.headed(group, first)
        if org is None and particle and _titled(seen, group, index + 2):
            return False
        seen.add(name.start, end, org, post, value, end)
        for other in seen.rows.others(group, index + 2) if bracketed or ":" in name.gap else ():
            seen.add(other.start, other.end, org, post, value, other.end)
        return True
    return False


def _more(seen: Sightings, group: Group, index: int) -> bool:
    """Whether word `index` goes on with the name of a foreigner: `(위원장 마리 로 가네)`."""
    return index < len(group.words) and group.words[index].gap == " " and group.words[index].title is None


def _titled(seen: Sightings, group: Group, index: int, strong: bool = False) -> bool:
    """Whether word `index` is a title (a strong one) right after a name: 의원 in `여당 간사인 남도일 의원`."""
    title = group.words[index].title if index < len(group.words) else None
    return title is not None and group.words[index].gap == " " and (title.strong or not strong)


def _fills(seen: Sightings, group: Group, index: int) -> bool:
    """Whether title and name are an item of their own in a body's bracket: `(장관 진영)`, `(KISA, 원장 …)`."""
    if seen.posts.host_of(group) is None:
        return False
    first = phrase(seen, group, index) == 0 or "," in group.words[phrase(seen, group, index)].gap
    beyond = group.words[index + 2].gap if index + 2 < len(group.words) else ","
    return first and beyond.lstrip()[:1] in (",", ";", "/")


def _syllabic(seen: Sightings, word: Word) -> bool:
    return "가" <= word.text[0] <= "힣"
