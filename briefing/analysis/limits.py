"""How exact a figure is and on which side of it the true number lies: 약 200명, 1조원 이상, 30%를 밑도는."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from briefing.language import hedges
from briefing.model import Bound, Document, Figure, Token

_APPROXIMATE = "approximate"
# 300여 명, 3만5천여, 2년여; not the 여 of a counter (여단).
_MORE = re.compile(r"(?<=[\d십백천만억조])여|(?<=[년월주일간원명개건])여$")
# What may stand between such a word and the number: 최대 총 5억원, 최소한 월 3회.
_FILLERS = frozenset({"총", "연", "월", "주", "일", "각", "만", "매년", "매월"})
_DENIED: dict[str, Bound] = {
    "more_than": "at_most",
    "at_least": "less_than",
    "at_most": "more_than",
    "less_than": "at_least",
    "reaches": "less_than",
}
_BOUNDS = frozenset({"at_least", "more_than", "at_most", "less_than"})
_REACH = 16  # code points before a number in which its words stand
_LOOK = 8  # morphemes behind a number in which its words stand


def of(document: Document, figure: Figure) -> tuple[bool, Bound | None]:
    """Whether `figure` is approximate, and its bound; what stands behind the number counts before what stands ahead."""
    text = document.text
    first = document.token_from(figure.end)
    behind = document.tokens[first : first + _LOOK]
    says = [_verb(text, behind, figure), *_behind(text, behind, figure), *_ahead(text, figure)]
    bound = next((word for word in says if word in _BOUNDS), None)
    return _APPROXIMATE in says or bool(_MORE.search(figure.of(text))), cast("Bound | None", bound)


def _ahead(text: str, figure: Figure) -> list[str]:
    """What the words right before the number say."""
    line = text[max(0, figure.start - _REACH) : figure.start].rpartition("\n")[2]
    known = hedges.lexicon().before
    found = []
    for word in reversed(line.split()):
        word = word.strip("([{<‘“'\"~∼,")
        if word in known:
            found.append(known[word])
        elif word not in _FILLERS:
            break
    return found


def _behind(text: str, tokens: Sequence[Token], figure: Figure) -> list[str]:
    """What the words right behind the number say: 200명 안팎, 3만 명가량, 100명 이상."""
    known = hedges.lexicon().behind
    found = []
    position = figure.end
    for i, token in enumerate(tokens):
        if token.form not in known or text[position : token.start] not in ("", " ", "\N{NO-BREAK SPACE}"):
            break
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        # 이상거래, 내국인: the head of another word.
        if after is not None and after.start == token.end and after.tag[0] in "NX":
            break
        # 2%대; not 3 대 2.
        if token.form == "대" and token.start > figure.end:
            break
        # 10개 기관 내 and 시장 내 say where; only a time has an inside.
        if token.form == "내" and figure.kind != "duration":
            break
        found.append(known[token.form])
        position = token.end
    return found


def _verb(text: str, tokens: Sequence[Token], figure: Figure) -> str | None:
    """What the verb says whose object or subject the number is: 100명을 넘는, 30%에 못 미치는, 1억원을 넘을 수 없다."""
    i = 0
    if tokens and tokens[0].start - figure.end > 1:
        return None
    while i < len(tokens) and (tokens[i].tag in ("JKO", "JKS", "JX", "MAG") or tokens[i].form in ("에", "가까이")):
        i += 1
    if i == len(tokens) or "\n" in text[figure.end : tokens[i].start]:
        return None
    verb = tokens[i]
    says = hedges.lexicon().verb.get(verb.form) if verb.tag[:2] in ("VV", "NN") else None
    if says is None:
        return None
    rest = [token.form for token in tokens[i + 1 :]]
    if verb.tag[:2] == "NN":
        if not rest or rest[0] not in ("하", "되", "시키") or tokens[i + 1].start > verb.end:
            return None if verb.form in hedges.lexicon().behind else says
        rest = rest[1:]
    denied = i > 0 and tokens[i - 1].form in ("못", "안")
    denied = denied or (rest[:1] == ["지"] and any(form in ("못하", "않", "아니하", "못", "말") for form in rest[1:4]))
    denied = denied or rest[1:3] == ["수", "없"]
    if denied:
        return _DENIED[says]
    return says if says in _BOUNDS else None
