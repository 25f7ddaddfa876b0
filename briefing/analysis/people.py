"""The people of one article: every place where a name stands beside a title or a body, or by itself."""

from __future__ import annotations

from briefing.analysis import glue, headed, names, titled, untitled
from briefing.analysis.organizations import Organizations
from briefing.analysis.rows import ENOUGH
from briefing.analysis.sightings import Sighting, Sightings
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Document

_RANKS = ("책임연구원", "선임연구원", "수석연구원", "전임연구원", "전문연구원", "주임연구원", "위촉연구원")
_DUAL = 3  # posts a person holds at once, and one
_RUNNING = frozenset({"후보", "당선자"})  # 대통령 후보
_ACTING = frozenset({"직무대행", "권한대행", "직무대리"})
_CITIZEN = "씨"


def read(document: Document, found: list[Group], known: Organizations) -> list[Sighting]:
    """Every sighting of a name, in order of position. Contacts with telephone and reporters are none."""
    seen = Sightings(document, known)
    for group in found:
        _group(seen, group)
    for group in found:
        untitled.read(seen, group)
    return sorted(seen.found, key=lambda sighting: (sighting.span.start, sighting.span.end))


def _group(seen: Sightings, group: Group) -> None:
    group.words = glue.parted(seen.document, group, seen.known)
    seen.carry = seen.prior = None
    for index, word in enumerate(group.words):
        if word.title is None or _body(seen, group, index) or _firm(seen, word):
            word.title = None
            continue
        if _qualifies(group, index):
            continue
        last = _doubled(group, index)
        if titled.read(seen, group, index, last, word.title):
            continue
        if word.bracket is not None and headed.bracketed(seen, group, index, word.title, word.bracket):
            continue
        headed.read(seen, group, index, word.title)
    for word in seen.rows.listed(group):
        seen.add(word.start, word.end, None, None, ENOUGH, word.end)


def _body(seen: Sightings, group: Group, index: int) -> bool:
    """Whether a word that ends like a title is (a part of) a body's name: 누리시장연구원, 한국CISO(…)누리회."""
    word = group.words[index]
    if index + 1 < len(group.words):
        following = group.words[index + 1]
        if following.parted and not following.gap and following.text not in lexicon.particles():
            return True
    stem = word.text[: len(word.text) - word.title.particle] if word.title else word.text
    if seen.known.canonical(stem):
        return True
    return stem.endswith("연구원") and not stem.endswith(_RANKS) and len(stem) > 4


def _firm(seen: Sightings, word: Word) -> bool:
    """Whether 씨 ends a firm's name and follows no person's: 누리이앤씨."""
    if word.title is None or word.title.head != _CITIZEN:
        return False
    stem = word.text[: len(word.text) - word.title.particle - 1]
    tokens = seen.document.tokens_between(word.start, word.stem_end)
    if len(tokens) == 2 and tokens[0].tag == "NNP" and tokens[1].tag == "NNB":  # 스즈키 + 씨
        return False
    return len(stem) > 1 and names.syllables(stem) < names.LIKELY


def _qualifies(group: Group, index: int) -> bool:
    """Whether the word only qualifies the title after it: `선임 국무장관`, `대표 변호사`."""
    word, title = group.words[index], group.words[index].title
    if title is None or title.strong or word.text != title.head or index + 1 == len(group.words):
        return False
    return group.words[index + 1].title is not None and group.words[index + 1].gap == " "


def _doubled(group: Group, index: int) -> int:
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
