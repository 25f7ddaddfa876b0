"""What the clauses of a sentence say of time: announced, under way, done; read from their endings.

A predicate is where a clause of its own ends: a final or quotative ending (한다, 한다고), a coordinating one (하고),
an announcing noun (할 예정이다), an agreement (하기로 했다) or, in a line of key words, a noun of action (9월 시행).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Literal, NamedTuple

from briefing.language import announcing
from briefing.model import Token


class Force(Enum):
    """What a predicate says of when its clause holds."""

    ANNOUNCED = "할 예정이다"  # by its own words
    OPEN = "한다"  # announces only with a time to come
    AIM = "목표로"  # the same, unless the next predicate announces
    JOINED = "하고"  # as the next predicate says
    DONE = "했다"  # past, denied, hearsay, or a state


class Predicate(NamedTuple):
    """The end of a clause: its words [start, end), from the verb on.

    `passive` where its subject does not act; `kind` tells a bare noun of action in a line of key words and a copula
    (15일까지다) from verbs and announcing nouns.
    """

    force: Force
    start: int
    end: int
    passive: bool
    kind: Literal["verb", "noun", "copula"]


_VERBS = frozenset({"VV", "VV-R", "VV-I", "XSV", "VX", "VX-R", "VX-I", "XSA", "VA", "VA-R", "VA-I", "VCP", "VCN"})
_TO_COME = frozenset({"ᆯ", "을"})
_QUOTATIVE = re.compile(r"(?:ᆫ|는|ᆸ니|습니|이)?(?:다|라)(?:고|며|면서|더니)?(?:는|던)?(?:요)?")
_JOINS = frozenset({"고", "며", "으며", "이며", "는데", "ᆫ데", "은데"})
# Final endings that state: 한다, 합니다, 해요, 함; requests (달라, 하자) and questions end otherwise.
_STATING = ("다", "요", "ᆷ", "음")
_CLOSES = frozenset({"SF", "SP", "SSC", "SSO", "SE", "SO", "SW"})
_GOES_ON = frozenset({"바", "만큼", "가운데", "데", "점", "상황"})


def read(tokens: Sequence[Token]) -> Iterator[Predicate]:
    """The predicates of a sentence, given its tokens, in order."""
    known = announcing.lexicon()
    done = 0
    for i, token in enumerate(tokens):
        if i < done:
            continue
        found: tuple[Force, int, int] | None = None
        if token.tag == "NNG" and token.form in known.noun:
            found = _noun(tokens, i)
        elif token.tag == "NNG" and token.form == "목표":
            found = _aim(tokens, i)
        elif token.tag == "ETN" and token.form == "기":
            found = _agreement(tokens, i)
        elif token.tag in ("EF", "EC"):
            found = _ending(tokens, i)
        elif token.tag == "NNB" and token.form in ("것", "거"):
            found = _thing(tokens, i)
        bare = found is None and token.tag == "NNG" and token.form in known.action and _ends_phrase(tokens, i)
        if bare:
            found = Force.OPEN, i, i
        if found is not None:
            force, first, last = found
            done = last + 1
            kind: Literal["verb", "noun", "copula"] = (
                "noun" if bare else "copula" if tokens[first].tag == "VCP" else "verb"
            )
            yield Predicate(force, tokens[first].start, tokens[last].end, _passive(tokens, first, last), kind)


def _noun(tokens: Sequence[Token], i: int) -> tuple[Force, int, int] | None:
    """할 예정이다, 한다는 방침으로, 9월 시상 예정, 5월 발표 예정인."""
    before, after = tokens[i - 1] if i else None, _form(tokens, i + 1)
    clause = before is not None and before.tag == "ETM" and (before.form in _TO_COME or before.form.endswith("다는"))
    bare = before is not None and before.tag in ("NNG", "XSN") and tokens[i].form == "예정"
    copula = _tag(tokens, i + 1) == "VCP"
    if not (clause or bare or (copula and before is not None and before.tag == "NNG")):
        return None
    first = _verb_start(tokens, i - 1)
    if clause and _denied(tokens, i - 2):
        return Force.DONE, first, i
    if copula:
        ending = _tag(tokens, i + 2)
        if ending == "EP":
            return Force.DONE, first, i + 2
        if ending == "ETM" and _form(tokens, i + 3) not in _GOES_ON:
            return (Force.DONE if _hearsay(tokens, i + 3) else Force.OPEN), first, i + 2
        return (Force.DONE if _hearsay(tokens, i + 2) else Force.ANNOUNCED), first, min(i + 2, len(tokens) - 1)
    if _tag(tokens, i + 1) == "XSV":  # 예정돼 있다, 예정된
        return (Force.OPEN if _tag(tokens, i + 2) == "ETM" else Force.ANNOUNCED), first, i + 1
    if _tag(tokens, i + 1) == "JKB" and after in ("으로", "로"):
        return (Force.DONE if _hearsay(tokens, i + 1) else Force.ANNOUNCED), first, i
    if _tag(tokens, i + 1) == "JKO":
        told = any(_stem(tokens, j) in announcing.lexicon().tell for j in range(i + 2, min(i + 8, len(tokens))))
        return (Force.ANNOUNCED, first, i) if told and clause else None
    if i + 1 == len(tokens) or _tag(tokens, i + 1) in _CLOSES:
        return Force.ANNOUNCED, first, i
    if bare and tokens[i].end < tokens[i + 1].start and tokens[i + 1].tag in ("NNG", "NNP"):
        return Force.OPEN, first, i  # a heading that ran into the next line, or 등록 예정 사실
    return None


def _aim(tokens: Sequence[Token], i: int) -> tuple[Force, int, int] | None:
    """내년 개통을 목표로, 개통이 목표다."""
    if _tag(tokens, i + 1) == "JKB" and _form(tokens, i + 1) == "로":
        return Force.AIM, i, i + 1
    if _tag(tokens, i + 1) == "VCP" and _tag(tokens, i + 2) in ("EF", "EC"):
        return Force.OPEN, i, i + 2
    return None


def _agreement(tokens: Sequence[Token], i: int) -> tuple[Force, int, int] | None:
    """협력하기로 했다, 올리기로 결정했다, 하기로 뜻을 모았다."""
    if _form(tokens, i + 1) != "로" or _tag(tokens, i + 1) != "JKB":
        return None
    known, first = announcing.lexicon(), _verb_start(tokens, i - 1)
    stem, at = _stem(tokens, i + 2), i + 2
    if _form(tokens, i + 2) in ("뜻", "의견") and _form(tokens, i + 4) == "모으":
        stem, at = "합의하", i + 4
    if stem not in known.agree and stem not in known.rule:
        return None
    at += _tag(tokens, at) == "NNG"
    last = at
    while _tag(tokens, last + 1) in ("EP", "EF", "EC", "ETM"):
        last += 1
        if tokens[last].tag != "EP":
            break
    if _denied(tokens, i - 1) or tokens[last].tag == "ETM":
        return Force.DONE, first, last
    return (Force.ANNOUNCED if stem in known.agree else Force.OPEN), first, last


def _thing(tokens: Sequence[Token], i: int) -> tuple[Force, int, int] | None:
    """할 것이다, “…할 것”이라고; what is expected (할 것으로) or asked for (할 것을) is none."""
    if not (i and tokens[i - 1].tag == "ETM" and tokens[i - 1].form in _TO_COME) or _denied(tokens, i - 2):
        return None
    quoted = _tag(tokens, i + 1) == "SSC" and _tag(tokens, i + 2) in ("JKQ", "VCP")
    if not (_tag(tokens, i + 1) == "VCP" or quoted) or _verb(tokens, i - 2) in announcing.lexicon().idle:
        return None
    told = i + (3 if quoted else 2)  # 될 것이라고 전망했다
    expected = any(_stem(tokens, j) in announcing.lexicon().hearsay for j in range(told, min(told + 3, len(tokens))))
    return (Force.DONE if expected else Force.OPEN), _verb_start(tokens, i - 1), i + (not quoted)


def _ending(tokens: Sequence[Token], i: int) -> tuple[Force, int, int] | None:
    """한다, 한다고, 하겠다, 할 수 있으며; past and denied ones say that the clause is no plan."""
    ending, before = tokens[i], tokens[i - 1] if i else None
    joins = ending.tag == "EC" and ending.form in _JOINS
    final = ending.tag == "EF" and ending.form.endswith(_STATING)
    if before is None or not (joins or final or (ending.tag == "EC" and _QUOTATIVE.fullmatch(ending.form))):
        return None
    first = _verb_start(tokens, i - 1)
    if before.tag == "EP":
        promised = before.form == "겠" and not _denied(tokens, i - 2) and _verb(tokens, i - 2) not in _idle()
        return (Force.OPEN if promised else Force.DONE), first, i
    if before.tag == "VCP" and i > 1 and _dates(tokens, i - 2):
        return Force.OPEN, i - 1, i
    if before.tag not in _VERBS:
        return None
    if final and ending.form == "다" and before.tag.startswith(("VV", "XSV")):
        return None  # the form of dictionaries and titles: 미래를 더하다
    force = Force.JOINED if joins else Force.OPEN
    if before.form == "있" and _form(tokens, i - 2) == "수":
        return force, _verb_start(tokens, i - 3), i
    if before.tag == "XSA" and _form(tokens, i - 2) == "가능":
        return force, i - 2, i
    if before.form == "되" and i > 1 and tokens[i - 2].tag == "EC" and tokens[i - 2].form in ("게", "면", "으면"):
        return force, _verb_start(tokens, i - 3), i
    if (before.tag.startswith("VX") and before.form in ("있", "않", "못하", "말")) or _must(tokens, i - 1):
        return Force.DONE, first, i
    if joins and _tag(tokens, i + 1).startswith("VX"):  # 하고 있다: the auxiliary ends the clause
        return None
    if before.tag in ("XSA", "VA", "VA-R", "VA-I", "VCP", "VCN") or _verb(tokens, i - 1) in _idle():
        return None if joins else (Force.DONE, first, i)
    return force, first, i


def _ends_phrase(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun closes a line of key words, or stands before a comma or a bracket in one."""
    return i + 1 == len(tokens) or tokens[i + 1].tag in _CLOSES


def _idle() -> frozenset[str]:
    return announcing.lexicon().idle


def _dates(tokens: Sequence[Token], i: int) -> bool:
    """Whether a time stands right before the copula: 접수는 15일까지다, 시행일은 7월 1일이다."""
    return tokens[i].form in ("일", "월", "년", "까지", "부터", "말", "초", "분기", "반기", "주")


def _must(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].tag == "EC" and tokens[i - 1].form.endswith(("어야", "아야", "여야"))


def _denied(tokens: Sequence[Token], i: int) -> bool:
    return i >= 0 and tokens[i].form in ("않", "못하", "없", "말", "아니")


def _hearsay(tokens: Sequence[Token], i: int) -> bool:
    """Whether …것으로 알려졌다 or the like follows within a few words."""
    known = announcing.lexicon().hearsay
    return any(
        tokens[j].form in ("으로", "로") and _stem(tokens, j + 1) in known for j in range(i, min(i + 4, len(tokens)))
    )


def _stem(tokens: Sequence[Token], i: int) -> str:
    """The stem of the verb that begins at token `i`: 밝히, 결정하 of 결정/NNG + 하/XSV."""
    if not 0 <= i < len(tokens):
        return ""
    if tokens[i].tag == "NNG" and _tag(tokens, i + 1) == "XSV":
        return tokens[i].form + tokens[i + 1].form
    return tokens[i].form if tokens[i].tag in _VERBS else ""


def _verb(tokens: Sequence[Token], i: int) -> str:
    """The stem of the verb that ends at token `i`."""
    if i > 0 and tokens[i].tag in ("XSV", "XSA"):
        return tokens[i - 1].form + tokens[i].form
    return tokens[i].form if i >= 0 else ""


def _verb_start(tokens: Sequence[Token], i: int) -> int:
    """The token that begins the word that token `i` belongs to, with the verb it helps (확대해 나갈)."""
    i = max(i, 0)
    while i > 0 and tokens[i - 1].end >= tokens[i].start and tokens[i].tag != "NNG":
        i -= 1
    if i > 1 and tokens[i].tag.startswith("VX"):
        return _verb_start(tokens, i - 1)
    return i


def _passive(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        (t.tag == "XSV" and t.form == "되") or t.form in ("열리", "치르어지", "이뤄지", "이루어지")
        for t in tokens[first:last]
    )


def _tag(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].tag if 0 <= i < len(tokens) else ""


def _form(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].form if 0 <= i < len(tokens) else ""
