"""What a figure measures, in words of the text.

The measured noun stands, in this order of trust: bound to the number from behind (5개 업체, 100억원의 예산, 150조원
규모의 펀드); directly before it (예산 5,770억원, 청년 55명); before it with a particle (건수는 총 11,626건, 단지 조성에
33억원); before the bracket or the colon the number stands in. A later value of a change or a share in brackets
measures what the value before it does. Where none of these holds the figure has no label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.language import lexicon
from briefing.model import Document, Figure, Span, Token

_NOUNS = frozenset({"NNG", "NNP", "SL", "SH", "XPN", "XR", "XSN", "NNB"})
_JOINTS = frozenset("·ㆍ‧&")
_SUBJECT = frozenset({"JX", "JKS", "JKO", "JKC"})
_OPEN = frozenset("([（［〔")
_CLOSE = frozenset(")]）］〕")
_QUOTES = {"’": "‘", "”": "“", "」": "「", "』": "『", "｣": "｢", "'": "'", '"': '"', "》": "《", "〉": "〈"}
_WORD = _NOUNS | {"SN", "MM", "MAG", "JX", "JKB"}
_NUMERIC = frozenset({"SN", "NR", "NNB", "SW", "SP", "MM", "MAG", "SL"})
# 2024년, 9월, 3월말; (’24년말), (2015), (‘25.6말)
_DATE = re.compile(r"(?:\d{2,4}년|\d{1,2}월|\d{1,2}일)(?:말|초|중|에|에는|은|는|까지)?")
_DATED = re.compile(r"\([’‘'`´]?\d{2,4}[.년]?\s?\d{0,2}\.?월?\s?말?\)$")
# What 500명 or 9개사 count is the unit itself: a genitive behind it is an owner, a noun what they do.
_WHOLE = frozenset({"개사", "개국", "곳", "개소", "개교", "팀", "회", "세"})
_DIRECT = frozenset({"개", "대", "가지", "%"})
_SIZES = frozenset({"규모", "상당", "급", "짜리"})
_LIMITS = frozenset({"이상", "이하", "미만", "초과", "이내"})
_SHORT = frozenset({"팀", "시", "군"})
# Particles that the tokenizer takes for a noun after a bracket.
_STRAY = frozenset("의을를은는이가")
_MARKED = re.compile(r"[“”‘’\"'=()\[\]「」『』｢｣<>《》〈〉:]")
_LASTS = re.compile(r"(?:기간|임기|간격|시간|기한|연한|수명|주기|경력|거치|상환|만기|일수|유예|시효|납기|공기)$")
_PERSON = re.compile(r"(?:후보|의원|장관|차관|대표|대통령|총리|씨|교수|회장|원장|사장|청장|시장|지사)$")
# Last syllables of words for people: 참석자, 위원, 학생, 기자단, 전문가, 어르신.
_PEOPLE = frozenset("자원생인단관사진직민가객층수장표들년동성명신")
_AGES = re.compile(r"(?:연령|나이|수명|정년)$")
_NAME = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z·ㆍ ]*")
# A label is a name for a row of a table: longer than this it is a clause.
_LONGEST = 24
_MOST_WORDS = 4
_REACH = 150
# 5천만원에서 1억원, 4.5% → 2.5%, 80억위안(한화 약 1조원): the second measures what the first does.
_SAME_THING = re.compile(
    r"\s?(?:에서|→|⇒|➝|보다|[·ㆍ~∼])\s?(?:약\s?|최대\s?|\([’‘'`´]?\d{2,4}[^()]{0,6}\)\s?)?$|\s?[(（](?:한화|미화|약|총|원화|\s)*$"
)
_SHARE_OF = re.compile(r"\s?(?:[(（,]|으로|로)\s?(?:약|총|전체의|전체|전년|대비|\s)*$")


def label_all(document: Document, figures: Sequence[Figure]) -> list[str | None]:
    """For each figure (ordered by start) the shortest words that say what it measures, None where unclear.

    A label is one piece of the figure's own sentence and never holds the figure itself.
    """
    labels: list[str | None] = []
    for i, figure in enumerate(figures):
        sentence = document.sentence_at(figure.start)
        if sentence is None:
            labels.append(None)
            continue
        before = figures[i - 1] if i and figures[i - 1].start >= sentence.start else None
        inherited = labels[i - 1] if before and _inherits(document.text, before, figure) else None
        found = None if inherited else _label(document.text, _around(document, sentence, figure), figure)
        labels.append(inherited or found)
    return labels


def _around(document: Document, sentence: Span, figure: Figure) -> tuple[Token, ...]:
    """The tokens of the sentence near the figure: no label stands further off, and endless sentences cost no more."""
    start, end = max(sentence.start, figure.start - _REACH), min(sentence.end, figure.end + _REACH)
    return document.tokens_in(Span(start, end))


def _inherits(text: str, before: Figure, figure: Figure) -> bool:
    gap = text[before.end : figure.start]
    if before.kind == figure.kind and _SAME_THING.fullmatch(gap):
        return True
    return figure.kind == "percent" and before.kind != "percent" and bool(_SHARE_OF.fullmatch(gap))


def _label(text: str, tokens: Sequence[Token], figure: Figure) -> str | None:
    first = next((i for i, token in enumerate(tokens) if token.end > figure.start), len(tokens))
    after = next((i for i, token in enumerate(tokens) if token.start >= figure.end), len(tokens))
    behind = _behind(text, tokens, after, figure)
    ahead = _ahead(text, tokens, first, after, figure)
    limited = after < len(tokens) and tokens[after].form in _LIMITS
    if figure.kind == "people":
        nearest = ahead or (None if limited else behind)
    elif limited and figure.kind != "count":
        # 매출액 50억 미만의 기업 measures the turnover; 3천만원 이하의 과태료 the fine.
        nearest = ahead or behind
    else:
        nearest = behind or ahead
    return nearest or _beyond(text, tokens, after, figure) or _event(text, tokens, after, figure)


# --- behind the number ----------------------------------------------------------------------------------


def _behind(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """The noun phrase that the number modifies from the left: 5개 업체, 100억원의 예산, 150조원 규모의 펀드."""
    bound = tokens[i].form if i < len(tokens) and tokens[i].form in _role("bound") else None
    i += bound is not None
    genitive = i < len(tokens) and tokens[i].tag == "JKG"
    i += genitive
    if figure.unit in _WHOLE or figure.kind in ("rank", "duration"):
        return None
    direct = bound in _SIZES if bound else figure.unit in _DIRECT
    if not (genitive or direct) or i >= len(tokens) or tokens[i].start - figure.end > 5:
        return None
    if tokens[i].tag not in _NOUNS or tokens[i].tag == "XSN" or "\n" in text[figure.end : tokens[i].start]:
        return None
    stop = i
    while stop < len(tokens) and _in_phrase(text, tokens, stop, max(i, stop - 1)):
        stop += 1
    if stop == i or (stop < len(tokens) and tokens[stop].tag in ("XSV", "XSA") and _glued(tokens, stop)):
        return None
    # 적극적인 매입: what ends in 적 is no noun yet.
    if tokens[stop - 1].tag == "XSN" and tokens[stop - 1].form == "적":
        return None
    # 대출상품 출시, 지역 순회 점검: what is done with the counted is no part of it.
    while stop - i > 1 and (tokens[stop - 1].form in _role("change") or tokens[stop - 1].tag not in _NOUNS):
        stop -= 1
    if tokens[stop - 1].form in _role("change"):
        return None
    phrase = _checked(text, tokens, i, stop)
    if phrase is None or (figure.kind == "percent" and len(phrase.split()) > 2):
        return None
    # 300명의 개인정보: what people own is not what is counted.
    return None if figure.kind == "people" and phrase[-1] not in _PEOPLE else phrase


def _beyond(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """What the number is said to be: 자기자본 for 5,100억원은 자기자본으로."""
    if figure.kind not in ("money", "people", "count", "percent"):
        return None
    if i >= len(tokens) or tokens[i].form not in ("은", "는"):
        return None
    stop = i + 1
    while stop < len(tokens) and _in_phrase(text, tokens, stop, max(i + 1, stop - 1)):
        stop += 1
    if stop < len(tokens) and tokens[stop].tag == "JKB" and tokens[stop].form in ("로", "으로"):
        return _checked(text, tokens, i + 1, stop)
    return None


def _event(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """참석 for 70여명이 참석한: what the people counted did."""
    if figure.kind != "people" or i + 1 >= len(tokens) or tokens[i].tag not in ("JKS", "JX"):
        return None
    return tokens[i + 1].form if tokens[i + 1].form in _role("event") and _plain(text, tokens[i + 1]) else None


# --- ahead of the number --------------------------------------------------------------------------------


def _ahead(text: str, tokens: Sequence[Token], first: int, after: int, figure: Figure) -> str | None:
    """The noun phrase that stands before the number, through adverbs, a particle, a colon or a bracket."""
    stop = _skip_back(text, tokens, first)
    if stop == 0:
        return None
    last = tokens[stop - 1]
    mark = text[last.start : last.end]
    if mark == ",":
        stop = _row_in_brackets(text, tokens, stop)
    elif mark in (":", "：") or mark in _OPEN:
        stop -= 1
    elif last.tag in _SUBJECT:
        # 정부가 100억원을 들여: the subject of a verb whose object is the number does the spending.
        if last.tag != "JKO" and _is_object(tokens, after):
            return None
        stop -= 1
        # 교육 연사로는, 예산으로는; a place or time with 에는 measures nothing.
        if stop and tokens[stop - 1].tag == "JKB":
            if tokens[stop - 1].form not in ("로", "으로"):
                return None
            stop -= 1
    elif last.tag == "JKB" and last.form == "에" and figure.kind == "money":
        stop -= 1
    elif last.tag not in _NOUNS and mark not in _QUOTES and mark not in _CLOSE:
        return None
    stop = _case_of(tokens, stop)
    if stop and text[tokens[stop - 1].start : tokens[stop - 1].end] in _CLOSE:
        stop, inside = _bracket(text, tokens, stop)
        if inside:
            return inside
    if stop and text[tokens[stop - 1].start : tokens[stop - 1].end] in _QUOTES:
        return _quoted(text, tokens, stop)
    # KISA는 10회: a name alone is who acts, not what is measured.
    if last.tag in ("JX", "JKS") and stop and tokens[stop - 1].tag in ("NNP", "SL") and _alone(tokens, stop - 1):
        return None
    found = _phrase_before(text, tokens, stop)
    return found if found and _fits(found, figure) else None


def _alone(tokens: Sequence[Token], i: int) -> bool:
    return i == 0 or tokens[i - 1].tag not in _NOUNS


def _is_object(tokens: Sequence[Token], after: int) -> bool:
    """Whether the number is what somebody acts on, not what something reaches (14%를 차지, 600억 달러를 기록)."""
    if after + 1 >= len(tokens) or tokens[after].tag != "JKO":
        return False
    return tokens[after + 1].form not in _role("reach")


def _fits(phrase: str, figure: Figure) -> bool:
    """Whether a phrase can name a duration or an age (거치기간 6개월) or countries (참가국 19개국); all else it can."""
    if figure.kind == "duration":
        return bool(_LASTS.search(phrase))
    if figure.kind != "people" and _PERSON.search(phrase):
        return False
    if figure.unit == "세":
        return bool(_AGES.search(phrase))
    return figure.unit != "개국" or phrase.endswith(("국", "국가", "나라"))


def _case_of(tokens: Sequence[Token], stop: int) -> int:
    """Behind the noun of 감염의 경우: 경우 and its particle are no part of what is measured."""
    if stop > 1 and tokens[stop - 1].form == "경우" and tokens[stop - 2].tag == "JKG":
        return stop - 2
    return stop


def _skip_back(text: str, tokens: Sequence[Token], stop: int) -> int:
    """Over 약, 총, 최대, 전년 대비, 올해, 2024년, (’24년말), and a sign before the number."""
    while stop:
        start = stop - 1
        if text[tokens[start].start : tokens[start].end] in _CLOSE:
            if not (date := _DATED.search(text[tokens[0].start : tokens[start].end])):
                break
            stop = next(i for i, token in enumerate(tokens) if token.end > tokens[0].start + date.start())
            continue
        while start and tokens[start - 1].end >= tokens[start].start and tokens[start - 1].tag in _WORD:
            start -= 1
        word = text[tokens[start].start : tokens[stop - 1].end].lstrip("’‘'`´")
        if word == "대비" and not _times_only(text, tokens, start):
            return 0
        if not word or word in _role("skip") or word in _role("time") or word in "△▲▼+-−–’‘'" or _DATE.fullmatch(word):
            stop = start
        else:
            break
    return stop


def _times_only(text: str, tokens: Sequence[Token], stop: int) -> bool:
    """Whether the word before 대비 is one of time: 지원 전 대비 80% measures no 지원."""
    word = text[tokens[0].start : tokens[stop].start].split()[-1:] if stop else []
    return bool(word) and (word[0] in _role("time") or word[0] in _role("skip") or bool(_DATE.fullmatch(word[0])))


def _row_in_brackets(text: str, tokens: Sequence[Token], stop: int) -> int:
    """The index of the bracket that opens a row of bare numbers: 융자(연 4.5%, 최대 500만원). 0 for other commas."""
    for i in range(stop - 1, -1, -1):
        if text[tokens[i].start : tokens[i].end] in _OPEN:
            return i
        if tokens[i].tag not in _NUMERIC and tokens[i].form not in _role("skip"):
            return 0
    return 0


def _bracket(text: str, tokens: Sequence[Token], stop: int) -> tuple[int, str | None]:
    """Behind what the brackets closing at `stop` explain; or their inside, if they open a line as (금리) 연 4.5%."""
    i = stop
    while i and text[tokens[i - 1].start : tokens[i - 1].end] in _CLOSE:
        depth = 0
        for k in range(i - 1, -1, -1):
            mark = text[tokens[k].start : tokens[k].end]
            depth += (mark in _CLOSE) - (mark in _OPEN)
            if depth == 0:
                break
        else:
            return 0, None
        i = k
    if i and tokens[i - 1].tag in _NOUNS | {"SSC", "SW"} and tokens[i - 1].end == tokens[i].start:
        return i, None
    inside = text[tokens[i].end : tokens[stop - 1].start]
    return 0, inside if 2 <= len(inside) <= _LONGEST and _NAME.fullmatch(inside) else None


def _phrase_before(text: str, tokens: Sequence[Token], stop: int) -> str | None:
    start = stop
    while start and _in_phrase(text, tokens, start - 1, min(start, stop - 1)):
        start -= 1
    while start < stop and (
        tokens[start].tag not in _NOUNS or tokens[start].tag in ("NNB", "XSN") or tokens[start].form == "의"
    ):
        start += 1
    if start == stop or tokens[stop - 1].tag not in _NOUNS:
        return None
    # 1, 2학년: the counter of another number.
    if start and tokens[start - 1].tag in ("SN", "NR") and tokens[start - 1].end == tokens[start].start:
        return None
    # 전체, 양극단: a word is not cut.
    while start and tokens[start - 1].tag in ("MM", "NP", "XPN") and tokens[start - 1].end == tokens[start].start:
        start -= 1
    # 이자이익 증가(+5%): the movement is what the sign says.
    while stop - start > 1 and tokens[stop - 1].form in _role("move"):
        stop -= 1
    if tokens[stop - 1].form in _role("move"):
        return None
    narrowed = _narrow(text, tokens, start, stop)
    phrase = _checked(text, tokens, narrowed, stop)
    if phrase is None and start > 1 and tokens[start - 1].tag == "JKG":
        # 펀드의 규모: a head that says nothing alone takes its genitive along.
        owner = start - 1
        while owner and _in_phrase(text, tokens, owner - 1, min(owner, start - 2)):
            owner -= 1
        whole = text[tokens[owner].start : tokens[stop - 1].end]
        return whole if owner < start - 1 and len(whole) <= _LONGEST and tokens[owner].tag in _NOUNS else None
    return phrase


def _narrow(text: str, tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the label begins: without words of time at its head, at most a few words."""
    words = [start] + [i for i in range(start + 1, stop) if tokens[i - 1].end < tokens[i].start]
    for begin in words[:-1]:
        end = words[words.index(begin) + 1]
        word = text[tokens[begin].start : tokens[end - 1].end]
        if word in _role("time") or word in _role("empty"):
            start = end
        else:
            break
    start = max([start] + [i for i in words if i > start and tokens[i - 1].form in _role("since")])
    words = [i for i in words if i >= start]
    while len(words) > 1 and (len(words) > _MOST_WORDS or tokens[stop - 1].end - tokens[words[0]].start > _LONGEST):
        words.pop(0)
    return words[0]


def _quoted(text: str, tokens: Sequence[Token], stop: int) -> str | None:
    """The words between the marks that close at `stop`, when they are short enough for a label."""
    close = text[tokens[stop - 1].start : tokens[stop - 1].end]
    opening = text.rfind(_QUOTES[close], max(0, tokens[stop - 1].start - _LONGEST - 1), tokens[stop - 1].start)
    inside = text[opening + 1 : tokens[stop - 1].start] if opening >= 0 else ""
    return inside if len(inside) > 1 and "\n" not in inside and opening >= tokens[0].start else None


# --- phrases --------------------------------------------------------------------------------------------


def _in_phrase(text: str, tokens: Sequence[Token], i: int, neighbour: int) -> bool:
    """Whether token `i` belongs to the noun phrase of token `neighbour` beside it (itself at the phrase's edge)."""
    token = tokens[i]
    if text[token.start : token.end] in _JOINTS:
        return 0 < i < len(tokens) - 1 and tokens[i - 1].end == token.start and token.end == tokens[i + 1].start
    if token.tag not in _NOUNS:
        return False
    if token.tag == "NNB" and token.form not in ("수", "건"):
        return False
    left, right = sorted((i, neighbour))
    return left == right or text[tokens[left].end : tokens[right].start] in ("", " ", "\u00a0")


def _checked(text: str, tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """text of the tokens [start, stop) if it can stand as a label."""
    if start >= stop:
        return None
    phrase = text[tokens[start].start : tokens[stop - 1].end]
    if len(phrase.split()) > _MOST_WORDS or len(phrase) > _LONGEST:
        return None
    if (len(phrase) < 2 and phrase not in _SHORT) or _MARKED.search(phrase):
        return None
    if tokens[stop - 1].form in _role("tail"):
        return None
    if phrase in _role("empty") or phrase in _role("time") or phrase in _role("skip"):
        return None
    return phrase


def _glued(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].end >= tokens[i].start


def _plain(text: str, token: Token) -> bool:
    return text[token.start : token.end] == token.form


@cache
def _roles() -> dict[str, frozenset[str]]:
    return {role: frozenset(words) for role, *words in map(str.split, lexicon.lines("label_words.txt"))}


def _role(name: str) -> frozenset[str]:
    return _roles()[name]
