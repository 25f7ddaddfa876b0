"""Names that nothing but their own form and what stands around them speaks for: Korean ones, stage names, foreign ones.

Newspapers name athletes, artists and the people of a case so, and politicians after the first time. No rule decides
alone: evidence from syllables, morphemes and context is summed, and a place, a work or a thing vetoes.
"""

from __future__ import annotations

import re

from briefing.analysis import context, foreign, headed, names
from briefing.analysis.rows import COMMAS, ENOUGH
from briefing.analysis.sightings import Sightings
from briefing.analysis.words import Group, Word
from briefing.language import lexicon
from briefing.model import Token

# What follows a thing or a place somewhere in the article: 서명식에서, 서명식 개최.
_PLACED = re.compile(
    "(?:에(?!게| 이어| 대한| 대해| 앞서| 의해| 따르면| 비해| 관한| 관해| 맞서)"
    "|으로(?!부터)|로(?!서|부터)|용|별| (?:개최|행사|이후|당시|기준))"
)
_SYLLABLES = 3  # of a Korean name that nothing but itself speaks for
# What speaks against a name: last syllables of places and institutions (성수동, 북한산, 임진강, 강화도, 고려대), of
# given names with 이 (지현이), and less of lines and kinds of people (전라선, 여제자), for names end so as often.
_OTHER_ENDINGS = {**dict.fromkeys("동리산강도천대이", 1.5), "선": 1.0, "자": 0.5}
_PARTICLES = frozenset("은는이가을를의도과와로")
_NOUN_ENDS = names.NOUN_ENDINGS | frozenset("의율화형")
# What is named for somebody who does not act there: 홍길동 정부, 홍길동 치과, 홍길동 문학관.
_NAMESAKES = re.compile(
    r"(?:^정부|^정권|^행정부|^내각|^체제|^시대|의원|병원|치과|[외내]과|약국|재단|사무소|기념\S*|문학[관상]|생가|거리|공원|미술관|박물관|특별법|방지법)"
    r"(?:은|는|이|가|을|를|의|과|와|도|에|에서|에는|에서는|으로|로)?$"
)
_WOMAN = "여"  # a surname, and much more often 女: 여주인
_RANKED = re.compile(r" 외 |[ ,(]*\d+(?:위|번|세|점|골|득점|승|타점|홈런|안타)")
_MARKS = frozenset("‘'「『<《〈[【#")  # works and events begin with a name too: ‘홍길동전’

# The sum of evidence for a Korean name: its syllables (`names.syllables`, three for frequent ones) and these.
_CERTAIN = 3.5
_CASE = 0.5  # a particle of people right after it, or further words of the sentence beside it
_NOUNLIKE = 0.5  # without a particle, an ending of nouns (공제금), or what may be one (조사의)
_NEIGHBOUR = 1.0  # another name beside it over a comma or a dot
_BEHIND = 0.5  # a title, a rank, `외 3명` after it, or a bracket of its own behind a title or a name
_REPEATED = 0.5
_CUT = -1.0  # a proper noun and a noun to the tokenizer: 홍 + 서진
_STRANGE = -2.0  # a foreign name's part before it: 누비아 오초아

# And for foreign ones, where a syllable alone says little: brands and clubs are written with the same.
_FOREIGN = 2.0
_GIVEN = 2.0  # a given name of the list begins it
_WHOLE_NAME = 1.0  # two or more unknown proper nouns in a row
_FROM = 0.5  # a state in the bracket after it
_LOOSE = 1.0  # neither a particle nor a mark after it: 마이클 베오른 재단
_TITLE_REACH = 2  # words of a title after a foreign name
_CITIZEN = "씨"
_MOST = 4  # parts of a foreign name
_STAGE = (2, 5)  # syllables of a stage name
_LONGEST = 6  # syllables of a part of a foreign name
_LINKS = frozenset({",", "·", "ㆍ", "‧", "와", "과", "하고", "랑", "이랑"})
_NOUN = frozenset({"NNP", "NNG"})


def read(seen: Sightings, group: Group, index: int, word: Word) -> bool:
    """Keeps the name that word `index` begins with or ends, if there is one."""
    tokens = seen.document.tokens_between(word.start, word.end)
    if not tokens or tokens[0].start != word.start or tokens[0].tag not in _NOUN:
        return False
    if word.start and seen.text[word.start - 1] in _MARKS:
        return False
    return (
        _korean(seen, group, index, word)
        or _stage(seen, group, index, word, tokens)
        or _foreign(seen, group, index, word, tokens)
    )


def _korean(seen: Sightings, group: Group, index: int, word: Word) -> bool:
    """A Korean name of three syllables that the tokenizer knows for a proper noun."""
    name, rest = word.text[:_SYLLABLES], word.text[_SYLLABLES:]
    end = word.end - len(rest)  # a name set with spaces (홍 가 람) is longer than its syllables
    value = names.syllables(name)
    if value < names.LIKELY or name[0] == _WOMAN:
        return False
    if not whole(seen, word.start, end):
        if value < names.FREQUENT or not _pieces(seen, word.start, end):
            return False
        value += _CUT
    if not context.stands(seen.document, end, rest) or _thing(seen, name) or (not rest and _thing_after(group, index)):
        return False
    if _short_form(seen, word) or (name[-1] in _PARTICLES and _ordinary(seen, name[:-1])):
        return False
    end_of_all, tail = context.behind(seen.document, word, end)
    if name in lexicon.lookalikes() or name in lexicon.places() or seen.known.canonical(name) or _award(name):
        return False
    value += _CASE if tail or _inline(group, index) else 0.0
    value -= _NOUNLIKE if not tail and name[-1] in _NOUN_ENDS else 0.0
    value -= _OTHER_ENDINGS.get(name[-1], 0.0)
    value += _BEHIND if not tail and _followed(seen, group, index, end) else 0.0
    value += _NEIGHBOUR if _listed(seen, group, index, tail) or _joined(seen, group, index) else 0.0
    value += _STRANGE if strange(seen, group, index) else 0.0
    if value < _CERTAIN:
        value += context.evidence(seen.document, group, index, end_of_all, tail)
    if value < _CERTAIN and tail and context.repeated(seen.document, name):
        value += _REPEATED
    if value < _CERTAIN:
        return False
    seen.add(word.start, end, None, context.title(group, index), ENOUGH, end)
    return True


def _pieces(seen: Sightings, start: int, end: int) -> bool:
    """Whether [start, end) is a proper noun with a noun after it, as the tokenizer cuts names it does not know."""
    tokens = seen.document.tokens_between(start, end)
    if len(tokens) != 2 or (tokens[0].start, tokens[1].end) != (start, end):
        return False
    return tokens[0].tag == "NNP" and tokens[1].tag in _NOUN


def _short_form(seen: Sightings, word: Word) -> bool:
    """Whether the bracket after a word spells it out, syllable by syllable: `누중방(누리중앙방송)`."""
    if word.bracket is None:
        return False
    full = iter(seen.text[word.bracket.start : word.bracket.end])
    return all(syllable in full for syllable in word.text)


def _ordinary(seen: Sightings, stem: str) -> bool:
    """Whether two syllables are a word, a place or a body, so that the third is its particle (신한 + 은)."""
    return stem in lexicon.lookalikes() or stem in lexicon.places() or seen.known.canonical(stem) is not None


def _award(name: str) -> bool:
    """Whether it is the prize, plaque or cup of whoever bears a title: 원장상, 총장배."""
    return name[-1] in "상패배" and name[:-1] in lexicon.title_heads()


def _stage(seen: Sightings, group: Group, index: int, word: Word, tokens: tuple[Token, ...]) -> bool:
    """A proper noun of any form after what its bearer is: `래퍼 누비`, `딸 가람`."""
    role = context.role(group, index)
    if role is None or tokens[0].tag != "NNP" or not _STAGE[0] <= len(tokens[0].form) <= _STAGE[1]:
        return False
    end = tokens[0].end
    tail = seen.text[end : word.end]
    name = seen.text[word.start : end]
    if (
        (not tail and _joins(seen, group, index + 1))
        or not context.stands(seen.document, end, tail)
        or not _free(seen, name)
        or _thing(seen, name)
    ):
        return False
    seen.add(word.start, end, None, context.title(group, index), ENOUGH, end)
    return True


def _foreign(seen: Sightings, group: Group, index: int, word: Word, tokens: tuple[Token, ...]) -> bool:
    """A foreign name whose last part is word `index`, by its given name, its role or what its bearer does."""
    end = _end(tokens, word)
    tail, part = seen.text[end : word.end], seen.text[word.start : end]
    if not context.stands(seen.document, end, tail) or not 0 < len(part) <= _LONGEST or not _free(seen, part):
        return False
    if (not tail and _joins(seen, group, index + 1)) or _thing(seen, part):
        return False
    first = run(seen, group, index)
    start = group.words[first].start
    given = group.words[first].text in foreign.given_names() if first < index else _begins(tokens)
    alone = first == index and not (given and tokens[1:] and tokens[1].start < end)
    if first < index and start in seen.starts:
        return False
    if tokens[0].tag != "NNP" and not (given and not alone and (context.marked(part) or _surname(part))):
        return False
    longest = max(len(part), *(len(earlier.text) for earlier in group.words[first:index]), 0)
    marked = context.marked(seen.text[start:end])
    if longest < _STAGE[0] or not (given or marked or not alone) or (not tail and _thing_after(group, index)):
        return False
    end_of_all, tail = context.behind(seen.document, word, end)
    value = (
        (0.0 if given or marked else -_CASE)
        + (_CASE if tail else 0.0)
        + (_NEIGHBOUR if _joined(seen, group, first) else 0.0)
    )
    if not alone:
        value += (
            _WHOLE_NAME
            + (_FROM if _from_state(seen, word) else 0.0)
            + (_GIVEN if given else 0.0)
            - (0.0 if tail or _closed(group, index) else _LOOSE)
        )
    if value < _FOREIGN:
        value += context.evidence(seen.document, group, first, end_of_all, tail)
    org, post = None, context.title(group, first)
    held = _post(seen, group, first) if post is None and not alone else None
    if value < _FOREIGN and post is None and held is None:
        return False
    behind = _title_behind(seen, group, index) if held is None and post is None and given and not tail else None
    if behind is not None:
        held = seen.posts.after(group, index + 1, behind)
    if held is not None:
        org, post = held
    seen.add(start, end, org, post, ENOUGH, end if behind is None else group.words[behind].stem_end)
    return True


def _title_behind(seen: Sightings, group: Group, index: int) -> int | None:
    """The word with the title right after a foreign name, or one after 전 and the like: `마라 베오른 전 사령관`."""
    for at in range(index + 1, min(index + 1 + _TITLE_REACH, len(group.words))):
        word = group.words[at]
        if word.gap != " " or word.parted or (at > index + 1 and not seen.posts.nominal(group.words[at - 1])):
            return None
        if word.title is not None:
            return None if word.title.bound or word.title.head == _CITIZEN else at
    return None


def _from_state(seen: Sightings, word: Word) -> bool:
    """Whether the bracket after a name gives the state its bearer plays for: `마라 베오른(가나)`."""
    return word.bracket is not None and seen.text[word.bracket.start : word.bracket.end] in lexicon.places("states")


def _post(seen: Sightings, group: Group, index: int) -> tuple[str | None, str] | None:
    """Body and title of the post right before word `index`: `누리센터 총괄인 크리스 베오른`."""
    before = group.words[index - 1] if index > 0 else None
    if before is None or before.title is None or before.title.head == _CITIZEN or before.bracket is not None:
        return None
    if group.words[index].gap != " " or before.text[len(before.text) - before.title.particle :] not in ("", "인"):
        return None
    return seen.posts.after(group, headed.phrase(seen, group, index - 1), index - 1)


def run(seen: Sightings, group: Group, index: int) -> int:
    """The first of the parts of a foreign name whose last is word `index`; `index` where there are no others."""
    first = index
    while first > 0 and index - first < _MOST - 1 and _adjoins(group, first) and _part(seen, group.words[first - 1]):
        first -= 1
    return first


def _begins(tokens: tuple[Token, ...]) -> bool:
    """Whether a word is a given name and another proper noun in one (마이클베오른), or a given name alone."""
    whole = len(tokens) == 1 or tokens[1].tag[0] == "J" or (tokens[1].tag == "NNP" and len(tokens[1].form) > 1)
    return whole and tokens[0].form in foreign.given_names()


def _surname(part: str) -> bool:
    """Whether a syllable is a Korean surname, as it is written abroad too: 대니 리."""
    return part in lexicon.surnames().common or part in lexicon.surnames().rare


def _end(tokens: tuple[Token, ...], word: Word) -> int:
    """Where the name in a word ends: before its particle, also where the tokenizer takes that for a part of it."""
    for token in tokens:
        if token.tag[0] in "JV" or token.tag == "NNB":
            return token.start
    closed = len(word.text) > _SYLLABLES and (ord(word.text[-2]) - ord("가")) % 28 > 0
    if len(tokens) == 1 and len(word.text) > _SYLLABLES and word.text[-1] in ("은이을과" if closed else "는를와"):
        return word.end - 1
    return word.end


def _joins(seen: Sightings, group: Group, index: int) -> bool:
    """Whether word `index` goes on with the foreign name before it."""
    if index >= len(group.words) or not _adjoins(group, index):
        return False
    before = group.words[index - 1].text
    foreigner = before in foreign.given_names() or context.marked(before)
    return _part(seen, group.words[index], last=True) and (
        foreigner or names.syllables(group.words[index].text[:_SYLLABLES]) < names.FREQUENT
    )


def _adjoins(group: Group, index: int) -> bool:
    return group.words[index].gap == " " and not group.words[index].parted


def _part(seen: Sightings, word: Word, last: bool = False) -> bool:
    """Whether a word is one unknown proper noun, as parts of a foreign name are; the `last` may bear a particle."""
    tokens = seen.document.tokens_between(word.start, word.end)
    if not tokens or tokens[0].tag != "NNP" or tokens[0].start != word.start or len(tokens[0].form) > _LONGEST:
        return False
    if not last and (len(tokens) > 1 or tokens[0].end != word.end or word.title is not None):
        return False
    name = seen.text[word.start : tokens[0].end]
    return _free(seen, name) and (last or names.syllables(name) < names.FREQUENT)


def _free(seen: Sightings, name: str) -> bool:
    """Whether a proper noun is no place or body, and written in Hangul."""
    return name not in lexicon.places() and not seen.known.looks(name) and "가" <= name[0] <= "힣"


def _thing(seen: Sightings, name: str) -> bool:
    """Whether the article treats the name as a place or a thing somewhere."""
    return any(_PLACED.match(seen.text, end) for end in context.ends(seen.text, name))


def _listed(seen: Sightings, group: Group, index: int, tail: str) -> bool:
    """Whether a name that can be one stands beside word `index` over a comma or a middle dot."""
    beside = [index - 1] if index > 0 and group.words[index].gap.strip() in COMMAS else []
    if not tail and index + 1 < len(group.words) and group.words[index + 1].gap.strip() in COMMAS:
        beside.append(index + 1)
    return any(
        group.words[at].start in seen.proper and names.syllables(group.words[at].text[:_SYLLABLES]) >= names.FREQUENT
        for at in beside
    )


def _joined(seen: Sightings, group: Group, index: int) -> bool:
    """Whether a name found before is joined to word `index`: `홍가람과 마라 베오른`, `홍가람, 베오른`."""
    if index == 0:
        return False
    before = group.words[index - 1]
    for end in range(before.end, before.start, -1):
        if end in seen.ends:
            link = seen.text[end : group.words[index].start].strip()
            return link in _LINKS or (before.bracket is not None and link[-1:] in _LINKS)
    return False


def _inline(group: Group, index: int) -> bool:
    """Whether a word of the same line stands beside word `index`; a name alone is a cell of a table or a contact."""
    before = index > 0 and "\n" not in group.words[index].gap
    return before or (index + 1 < len(group.words) and "\n" not in group.words[index + 1].gap)


def _thing_after(group: Group, index: int) -> bool:
    """Whether what follows word `index` is only named for its bearer, or the rest of a longer name over a hyphen."""
    if index + 1 == len(group.words):
        return False
    after = group.words[index + 1]
    return after.gap == "-" or (after.title is None and _NAMESAKES.search(after.text) is not None)


def _followed(seen: Sightings, group: Group, index: int, end: int) -> bool:
    """Whether what follows a name without a particle is no part of a thing's name: `홍가람 2위`, `(홍가람)`."""
    if index + 1 < len(group.words):
        return group.words[index + 1].title is not None or _RANKED.match(seen.text, end) is not None
    if group.parent is None or group.host is None or len(group.words) > 1:
        return False
    host = group.parent.words[group.host]
    return host.title is not None or names.syllables(host.text) >= names.FREQUENT


def _closed(group: Group, index: int) -> bool:
    """Whether a mark stands right after word `index`."""
    return index + 1 == len(group.words) or group.words[index + 1].gap.strip() != "" or group.words[index + 1].parted


def strange(seen: Sightings, group: Group, index: int) -> bool:
    """Whether a proper noun of no known place or body stands right before word `index`: `누비아 오초아`."""
    if index == 0 or not _adjoins(group, index):
        return False
    before = group.words[index - 1]
    if before.title or not _free(seen, before.text):
        return False
    return whole(seen, before.start, before.end)


def follows_foreign(seen: Sightings, group: Group, index: int) -> bool:
    """Whether the part of a foreign name stands right before word `index`: `누비아 하루나씨`."""
    first = run(seen, group, index)
    return first < index and context.marked(group.words[index - 1].text)


def whole(seen: Sightings, start: int, end: int) -> bool:
    """Whether [start, end) is one proper noun, or a surname before syllables taken for nouns (홍 서 빈)."""
    tokens = seen.document.tokens_between(start, end)
    if not tokens or tokens[0].tag != "NNP" or (tokens[0].start, tokens[-1].end) != (start, end):
        return False
    cut = tokens[0].end == start + 1 and all(token.tag[:2] == "NN" and len(token.form) == 1 for token in tokens)
    return len(tokens) == 1 or cut
