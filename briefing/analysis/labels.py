"""What a figure measures, in words of the text.

The measured noun stands, in this order of trust: bound to the number from behind (5개 업체, 100억원의 예산, 150조원
규모의 펀드); directly before it (예산 5,770억원, 청년 55명); before it with a particle (건수는 총 11,626건, 단지 조성에
33억원); before the bracket or the colon the number stands in. A later value of a change or a share in brackets
measures what the value before it does. Where none of these holds the figure has no label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from briefing.analysis import phrases
from briefing.analysis.phrases import LONGEST, NOUNS, QUOTES, role
from briefing.language import lexicon
from briefing.model import Document, Figure, Span, Token

_SUBJECT = frozenset({"JX", "JKS", "JKO", "JKC"})
_OPEN = frozenset("([（［〔")
_CLOSE = frozenset(")]）］〕")
_WORD = NOUNS | {"SN", "MM", "MAG", "JX", "JKB"}
_NUMERIC = frozenset({"SN", "NR", "NNB", "SW", "SP", "MM", "MAG", "SL"})
# 2024년, 9월, 3월말; (’24년말), (2015), (‘25.6말)
_DATE = re.compile(r"(?:\d{2,4}년|\d{1,2}월|\d{1,2}일|[1-4]분기)(?:말|초|중|에|에는|은|는|까지)?")
# 3.3㎡당, 1인당, 달러당: what the number is divided by
_PER = re.compile(r"[^\s,()]{0,12}당\s$")
_EACH = re.compile(r"(?:은|는|이|가|도)\s각각?\s$")
# 3년간, 60일간: how long it goes on, between 사업비는 and its sum
_LASTING = re.compile(r"\d+(?:년|개월|주|일)간|간")
_DATED = re.compile(r"\([’‘'`´]?\d{2,4}[.년]?\s?\d{0,2}\.?월?\s?말?\)$")
# What 500명 or 9개사 count is the unit itself: a genitive behind it is an owner, a noun what they do.
_WHOLE = frozenset({"개사", "개국", "곳", "개소", "개교", "팀", "회", "세"})
_DIRECT = frozenset({"개", "대", "가지"})
# Topic and limits; 까지 and 부터 stand behind times and places.
_TOPICS = frozenset({"은", "는", "도", "만"})
_SIZES = frozenset({"규모", "상당", "급", "짜리"})
_LIMITS = frozenset({"이상", "이하", "미만", "초과", "이내"})
# Particles that the tokenizer takes for a noun after a bracket.
_STRAY = frozenset("의을를은는이가")
_LASTS = re.compile(
    r"(?:기간|임기|간격|시간|기한|연한|수명|주기|경력|거치|상환|만기|일수|유예|시효|납기|공기|"
    r"징역|금고|정지|전치|휴가|휴직|봉사|교육|강의)$"
)
# What is paid for a thing is not how large the thing is: 분양가는 60㎡ 이하가 3억원.
_PRICE = re.compile(r"(?:[가-힣]가|가격|금액|[가-힣]액|비용|[가-힣]비|요금|예산|기간)$")
# 25% 관세, 95% 신뢰수준: nouns that name the share before them
_RATE = re.compile(r"(?:[가-힣][율률]|금리|이자|관세|지분|농도|확률|신뢰수준|신뢰도)$")
_PERSON = re.compile(r"(?:후보|의원|장관|차관|대표|대통령|총리|씨|교수|회장|원장|사장|청장|시장|지사)$")
# Last syllables of words for people: 참석자, 위원, 학생, 기자단, 전문가, 어르신, 인력, 설계사.
_PEOPLE = frozenset("자원생인단관사진직민가객층수장표들년동성명신력재")
_AGES = re.compile(r"(?:연령|나이|수명|정년)$")
_NAME = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z·ㆍ ]*")
_starts = attrgetter("start")
_REACH = 150
_FAR = 24  # morphemes behind a number among which the verb of a list stands
# 5천만원에서 1억원, 4.5% → 2.5%, 80억위안(한화 약 1조원): the second measures what the first does.
_SAME_THING = re.compile(
    r"\s?(?:에서|→|⇒|➝|보다|[·ㆍ~∼])\s?(?:약\s?|최대\s?|\([’‘'`´]?\d{2,4}[^()]{0,6}\)\s?)?$|\s?[(（](?:한화|미화|약|총|원화|\s)*$"
)
_MOVED_BY = re.compile(r"(?:으로|로)\s(?:약\s?|총\s?)?$")
_SHARE_OF = re.compile(r"\s?(?:[(（,]|으로|로)\s?(?:약|총|전체의|전체|전년|대비|\s)*$")


def label_all(document: Document, figures: Sequence[Figure], moved: Sequence[Span | None]) -> list[str | None]:
    """For each figure (ordered by start) the shortest words that say what it measures, None where unclear.

    `moved` are the pieces that state the change of each: what is measured stands before what it is compared with. A
    label is one piece of the figure's own sentence and never holds the figure itself.
    """
    labels: list[str | None] = []
    shared: str | None = None
    for i, figure in enumerate(figures):
        sentence = document.sentence_at(figure.start)
        if sentence is None:
            labels.append(None)
            continue
        before = figures[i - 1] if i and figures[i - 1].start >= sentence.start else None
        inherited = labels[i - 1] if before and _inherits(document.text, before, figure, moved[i]) else None
        change = moved[i]
        start = min(figure.start, change.start) if change is not None else figure.start
        tokens = _around(document, sentence, figure)
        found = (shared if before else None) or inherited
        shared = None
        if not found:
            found = _label(document.text, tokens, figure, start)
            if row := _each(document.text, tokens, figure):
                after = figures[i + 1] if i + 1 < len(figures) else None
                paired = after and phrases.ROW.fullmatch(document.text, figure.end, after.start)
                first, second = row if paired else (None, None)
                found = first if first and _fits(first, figure) else None
                shared = second if second and after and _fits(second, after) else None
        labels.append(found)
    return labels


def _each(text: str, tokens: Sequence[Token], figure: Figure) -> tuple[str | None, str | None] | None:
    """What the two numbers behind 각각 may measure (수출과 수입은 각각 3%, 5%); None where no row of nouns stands."""
    row = _EACH.search(text, tokens[0].start, figure.start)
    if row is None:
        return None
    stop = next(i for i, token in enumerate(tokens) if token.end > row.start())
    while stop and tokens[stop - 1].tag in _SUBJECT:
        stop -= 1
    start = stop
    while start and phrases.in_phrase(text, tokens, start - 1, min(start, stop - 1)):
        start -= 1
    if not start or tokens[start - 1].form not in ("와", "과", ","):
        return None
    return phrases.before(text, tokens, start - 1) if start > 1 else None, phrases.before(text, tokens, stop)


def _around(document: Document, sentence: Span, figure: Figure) -> tuple[Token, ...]:
    """The tokens of the sentence near the figure: no label stands further off, and endless sentences cost no more."""
    start, end = max(sentence.start, figure.start - _REACH), min(sentence.end, figure.end + _REACH)
    return document.tokens_between(start, end)


def _inherits(text: str, before: Figure, figure: Figure, change: Span | None) -> bool:
    gap = text[before.end : figure.start]
    # 9조원에서 8조원으로 1조원 줄었다: all three are of one thing.
    if change is not None and before.kind == figure.kind and _MOVED_BY.fullmatch(gap):
        return True
    if before.kind == figure.kind and _SAME_THING.fullmatch(gap):
        return True
    return figure.kind == "percent" and before.kind != "percent" and bool(_SHARE_OF.fullmatch(gap))


def _label(text: str, tokens: Sequence[Token], figure: Figure, start: int) -> str | None:
    after = bisect_left(tokens, figure.end, key=_starts)
    first = bisect_left(tokens, start, 0, after, key=_starts)
    while first and tokens[first - 1].end > start:
        first -= 1
    behind = _behind(text, tokens, after, figure)
    ahead = _ahead(text, tokens, first, after, figure)
    limited = after < len(tokens) and tokens[after].form in _LIMITS
    if figure.kind == "count" and first and tokens[first - 1].tag in _SUBJECT and _genitive(tokens, after):
        # 기업은 7개의 탑을 짓는다: what is counted stands behind, or is too short to name.
        nearest = behind
    elif figure.kind == "people":
        nearest = ahead or (None if limited else behind)
    elif limited and figure.kind != "count":
        # 매출액 50억 미만의 기업 measures the turnover; 3천만원 이하의 과태료 the fine.
        nearest = ahead or behind
    else:
        nearest = behind or ahead
    return nearest or _beyond(text, tokens, after, figure)


def _genitive(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].tag == "JKG"


# --- behind the number ----------------------------------------------------------------------------------


def _behind(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """The noun phrase that the number modifies from the left: 5개 업체, 100억원의 예산, 150조원 규모의 펀드."""
    bound = tokens[i].form if i < len(tokens) and tokens[i].form in role("bound") else None
    i += bound is not None
    genitive = _genitive(tokens, i)
    i += genitive
    if figure.unit in _WHOLE or figure.kind in ("rank", "duration"):
        return None
    direct = bound in _SIZES if bound else figure.unit in _DIRECT
    if figure.kind == "percent" and not bound and not genitive:
        return _rate(text, tokens, i, figure)
    if not (genitive or direct) or i >= len(tokens) or tokens[i].start - figure.end > 5:
        return None
    if tokens[i].tag not in NOUNS or tokens[i].tag == "XSN" or "\n" in text[figure.end : tokens[i].start]:
        return None
    stop = i
    while stop < len(tokens) and phrases.in_phrase(text, tokens, stop, max(i, stop - 1)):
        stop += 1
    if stop == i or (stop < len(tokens) and tokens[stop].tag in ("XSV", "XSA") and phrases.glued(tokens, stop)):
        return None
    # 적극적인 매입: what ends in 적 is no noun yet.
    if tokens[stop - 1].tag == "XSN" and tokens[stop - 1].form == "적":
        return None
    # 5개 사업자 시정조치: what is done with the counted is a noun of its own.
    if direct and not bound and tokens[i].form in role("counted"):
        stop = next((k for k in range(i + 1, stop) if tokens[k - 1].end < tokens[k].start), stop)
    # 대출상품 출시, 지역 순회 점검: what is done with the counted is no part of it.
    done = role("change") | role("idle") | role("tail")
    while stop - i > 1 and (tokens[stop - 1].form in done or tokens[stop - 1].tag not in NOUNS):
        stop -= 1
    if tokens[stop - 1].form in done:
        return None
    phrase = phrases.checked(text, tokens, i, stop)
    if phrase is None or (figure.kind == "percent" and len(phrase.split()) > 2):
        return None
    # 산불 1건의 진화 시간: what the counted has
    if figure.kind == "count" and (_PRICE.search(phrase) or _LASTS.search(phrase)):
        return None
    # 300명의 개인정보: what people own is not what is counted.
    return None if figure.kind == "people" and phrase[-1] not in _PEOPLE else phrase


def _rate(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """The one word right behind a share that names it: 25% 관세, 95% 신뢰수준."""
    stop = i
    while (
        stop < len(tokens) and tokens[stop].tag in NOUNS and (stop == i or tokens[stop].start == tokens[stop - 1].end)
    ):
        stop += 1
    if stop == i or tokens[i].start != figure.end + 1:
        return None
    word = text[tokens[i].start : tokens[stop - 1].end]
    return word if _RATE.search(word) else None


def _beyond(text: str, tokens: Sequence[Token], i: int, figure: Figure) -> str | None:
    """What the number is said to be: 자기자본 for 5,100억원은 자기자본으로."""
    if figure.kind != "money":
        return None
    if i >= len(tokens) or tokens[i].form not in ("은", "는"):
        return None
    stop = i + 1
    while stop < len(tokens) and phrases.in_phrase(text, tokens, stop, max(i + 1, stop - 1)):
        stop += 1
    if stop < len(tokens) and tokens[stop].tag == "JKB" and tokens[stop].form in ("로", "으로"):
        return phrases.checked(text, tokens, i + 1, stop)
    return None


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
        if last.tag == "JX" and last.form not in _TOPICS:
            return None
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
    elif last.tag not in NOUNS and mark not in QUOTES and mark not in _CLOSE:
        return None
    stop = _case_of(tokens, stop)
    if stop and text[tokens[stop - 1].start : tokens[stop - 1].end] in _CLOSE:
        stop, inside = _bracket(text, tokens, stop)
        if inside:
            return inside if _fits(inside, figure) else None
    if stop and text[tokens[stop - 1].start : tokens[stop - 1].end] in QUOTES:
        return phrases.quoted(text, tokens, stop)
    # KISA는 10회: a name alone is who acts, not what is measured; an index has points.
    name = last.tag in ("JX", "JKS") and stop and tokens[stop - 1].tag in ("NNP", "SL") and _alone(tokens, stop - 1)
    if name and figure.unit != "포인트" and not _RATE.search(tokens[stop - 1].form):
        return None
    others = tokens[stop - 1].form if stop else ""
    if figure.kind == "people" and others == "등" and stop > 1:
        # 외부 전문가 등 20여 명
        found = phrases.before(text, tokens, stop - 1)
        gap = text[tokens[stop - 2].end : tokens[stop - 1].end]
        return f"{found}{gap}" if found and _fits(found, figure) else None
    found = phrases.before(text, tokens, stop)
    # 서울 30%: where, not what; 예산 is a county and a budget.
    if found is None or (tokens[stop - 1].tag == "NNP" and found in lexicon.places()):
        return None
    # 시가 52억원을 낸다: the city, with its particle
    if found in role("payer") and after < len(tokens) and tokens[after].tag == "JKO":
        return None
    return found if _fits(found, figure) else None


def _alone(tokens: Sequence[Token], i: int) -> bool:
    return i == 0 or tokens[i - 1].tag not in NOUNS


def _is_object(tokens: Sequence[Token], after: int) -> bool:
    """Whether the number is what somebody acts on (100억원을 쓴다, 5억원어치를 판다, 3억원, 2억원 순매도한다).

    Not what something reaches: 14%를 차지, 600억 달러를 기록; 1조원을, 이익은 2억원을 기록.
    """
    if after < len(tokens) and tokens[after].form == "어치":
        after += 1
    rest = tokens[after : after + _FAR]
    if not rest:
        return False
    if rest[0].form == ",":
        # 외국인은 3억원, 기관은 2억원을 팔았다: one verb for the row
        row = (i for i in range(1, len(rest)) if rest[i].tag == "JKO" and rest[i - 1].form in ("원", "달러", "어치"))
        end = next(row, None)
        return end is not None and _is_object(tokens, after + end)
    if rest[0].tag != "JKO":
        deal = next((i for i, token in enumerate(rest[:2]) if token.form in role("deal")), None)
        return deal is not None and len(rest) > deal + 1 and rest[deal + 1].tag in ("XSV", "NNG", "SF")
    if len(rest) > 1 and rest[1].form != ",":
        return rest[1].form not in role("reach")
    verb = next((token for token in rest if token.tag[:2] in ("VV", "XS") or token.form in role("reach")), None)
    return verb is None or verb.form not in role("reach")


def _fits(phrase: str, figure: Figure) -> bool:
    """Whether a phrase can name a duration or an age (거치기간 6개월) or countries (참가국 19개국); all else it can."""
    if figure.kind == "duration":
        return bool(_LASTS.search(phrase))
    if (figure.kind in ("other", "rank") and _PRICE.search(phrase)) or phrase.endswith("기간"):
        return False
    if figure.kind != "people" and _PERSON.search(phrase):
        return False
    if figure.unit == "세":
        return bool(_AGES.search(phrase))
    # 인증서(40명), 20개팀 79명: what people get, or where they belong, is not what is counted.
    counted = phrase[-1] in _PEOPLE or phrase.endswith(("인구", "율", "률")) or phrase.split()[-1] in role("event")
    if figure.kind == "people" and not counted:
        return False
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
        if (
            tokens[start].form == "당"
            and phrases.glued(tokens, start)
            and (per := _PER.search(text, tokens[0].start, tokens[start].end + 1))
        ):
            stop = next(i for i, token in enumerate(tokens) if token.end > per.start())
            continue
        while start and tokens[start - 1].end >= tokens[start].start and tokens[start - 1].tag in _WORD:
            start -= 1
        word = text[tokens[start].start : tokens[stop - 1].end].lstrip("’‘'`´")
        if word == "대비" and not _times_only(text, tokens, start):
            return 0
        of_time = word in role("time") or _DATE.fullmatch(word) or _LASTING.fullmatch(word)
        if word and word not in role("skip") and word not in "△▲▼+-−–’‘'" and not of_time:
            break
        stop = start
    return stop


def _times_only(text: str, tokens: Sequence[Token], stop: int) -> bool:
    """Whether the word before 대비 is one of time: 지원 전 대비 80% measures no 지원."""
    word = text[tokens[0].start : tokens[stop].start].split()[-1:] if stop else []
    return bool(word) and (word[0] in role("time") or word[0] in role("skip") or bool(_DATE.fullmatch(word[0])))


def _row_in_brackets(text: str, tokens: Sequence[Token], stop: int) -> int:
    """The index of the bracket that opens a row of bare numbers: 융자(연 4.5%, 최대 500만원). 0 for other commas."""
    for i in range(stop - 1, -1, -1):
        if text[tokens[i].start : tokens[i].end] in _OPEN:
            return i
        if tokens[i].tag not in _NUMERIC and tokens[i].form not in role("skip"):
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
    if i and tokens[i - 1].tag in NOUNS | {"SSC", "SW"} and tokens[i - 1].end == tokens[i].start:
        return i, None
    inside = text[tokens[i].end : tokens[stop - 1].start]
    return 0, inside if 2 <= len(inside) <= LONGEST and _NAME.fullmatch(inside) else None
