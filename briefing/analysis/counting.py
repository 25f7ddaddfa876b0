"""Whether a number with a unit counts or measures something, judged by the words around it.

Many Korean counters are also ordinals, names or parts of dates (3대 과제, 20대 직원, 22대 국회). Each rule below
names what must not, or what must, stand before or behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from re import Pattern


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns around a number with one counter; `before` ends where the number begins, `after` begins behind the unit.

    A number counts when neither `not_*` pattern is found and, where an `only_*` pattern is given, one of them is.
    """

    not_before: Pattern[str] | None = None
    not_after: Pattern[str] | None = None
    only_before: Pattern[str] | None = None
    only_after: Pattern[str] | None = None

    def holds(self, before: str, after: str) -> bool:
        """Whether the number between `before` and `after` counts something."""
        if self.not_before and self.not_before.search(before):
            return False
        if self.not_after and self.not_after.match(after):
            return False
        wanted = [p.search(before) for p in (self.only_before,) if p] + [
            p.match(after) for p in (self.only_after,) if p
        ]
        return not wanted or any(wanted)


def _re(pattern: str) -> Pattern[str]:
    return re.compile(pattern)


# Words that make a number of days a duration and not a day of the month.
_LASTING = (
    r"\s?(?:간(?![가-힣]{2})|동안|이내|이상|이하|미만|초과|내(?=[\s에로의])|만(?=[\s에])|째|치|씩|연속|연장|남짓|가량|정도|안에|경과|"
    r"후(?=[\s에부까,)])|로\s(?:줄|늘|단축|연장)|뒤(?=[\s에부까,)])|전(?=[\s에까,)])|이\s?(?:지나|걸리|넘|소요)|을\s?(?:넘|초과)|\s넘[게겨긴겼]|앞당|앞두|단축|짜리)"
)
_SINCE = r"(?:(?:약|최대|최소|최장|총|향후|최근|평균|박|불과|무려|하루|매일|주|연|연간)\s?|일수[은는이가도]?\s?\(?)$"

# Nouns of lists that are given a number (10대 과제, 30대 그룹), as opposed to an age group (20대 직원).
_RANKED = (
    r"\s?(?:대?기업|그룹|재벌|은행|금융|증권|보험|건설|제약|로펌|법인|대학|도시|강국|국가|산업|신산업|수출|주력|품목|기술|전략|핵심|"
    r"중점|주요|우선|추진|과제|국정|정책|공약|대책|혁신|개혁|분야|부문|원칙|유망|미래|필수|글로벌|세계|국내|시중|민생|생활|규제|"
    r"프로젝트|사업|의제|지표|지수|뉴스|트렌드|메가|브랜드|명소|축제|상품|업종|범죄|질병|사망|암|위험|유형|약속|비전|목표|키워드|수칙|서비스|방향|요건|분과)"
)

_PAGES_BEFORE = _re(r"(?:총|모두|약|전체|무려|분량[은이]?)\s?$")
_PAGES_AFTER = _re(
    r"\s?(?:분량|짜리|이상|이하|이내|가량|남짓|내외|안팎|규모|에\s?(?:이르|이른|달하|달한|걸쳐|걸친)|[을이]\s?넘|"
    r"으?로\s(?:이뤄|이루|구성|된|되어|늘|줄))"
)

RULES: dict[str, Rule] = {
    "일": Rule(
        not_before=_re(r"(?:월|오는|지난|이달|매월|매달)\s?$"), only_before=_re(_SINCE), only_after=_re(_LASTING)
    ),
    "년": Rule(
        not_before=_re(r"[’‘'`´]$"),
        not_after=_re(
            r"\s?(?:도(?!\s?안)|말(?=[\s에까기,.)])|초(?=[\s에부,.)])|대(?=[\s에의초중후])|생|산(?=\s)|형|제(?=[\s\w])|"
            r"차(?=[\s에의])|\s\d+(?:\.\d+)?[%배]|(?:상|하|전|후)반기|\d{1,2}\s?월|[1-4](?:/4)?\s?분기|대비|현재|기준|결산|국정감사)"
        ),
    ),
    "주": Rule(not_before=_re(r"월\s?$"), not_after=_re(r"\s?(?:차(?![이례])|년)")),
    "분": Rule(not_before=_re(r"시\s?$"), not_after=_re(r"의\s?\d")),
    "시간": Rule(not_after=_re(r"(?:대(?=[\s에])|제)")),
    "권": Rule(not_before=_re(r"[(\[<]$"), not_after=_re(r"\s?[)\]>]")),
    "KB": Rule(not_before=_re(r"[(\[]$")),
    "MB": Rule(not_before=_re(r"[(\[]$")),
    "개월": Rule(not_after=_re(r"\s?차(?=[\s에의)])")),
    "월": Rule(only_before=_re(r"(?:징역|금고|유예|정지)\s?(?:\d{1,2}년\s?)?$")),
    "회": Rule(
        not_before=_re(r"(?:고시|행시|사시|외시|기시|사법시험|졸업|동문)\s?$"),
        not_after=_re(r"(?:차|용|째|[말초](?=[\s에,]))|\s?[가-힣]{1,6}\s?(?:대회|선거|총회)"),
    ),
    "번": Rule(
        not_before=_re(r"(?:ARS|내선|국번없이|기호|국도|버스)\s?$"),
        only_after=_re(r"(?:의|이나|씩|이상|만에)|\s(?:이상|연속|가량|정도|만에|넘)"),
    ),
    "인": Rule(not_after=_re(r"(?:조(?![직사])|실|승|방|극)")),
    "종": Rule(not_after=_re(r"\s?(?:보통|근린|일반주거|전용주거|대형|면허|시설물)")),
    # A page is numbered (백서 112쪽) unless a length is spoken of. 과 behind a number is mostly a particle or a name.
    **dict.fromkeys(("쪽", "페이지"), Rule(only_before=_PAGES_BEFORE, only_after=_PAGES_AFTER)),
    "과": Rule(
        only_before=_re(r"\d\s?(?:실|국|관|단|본부|담당관)\s?$"),
        only_after=_re(r"\s?\d+\s?(?:개\s?)?(?:팀|담당|계)(?![장원획])"),
    ),
    "위": Rule(not_after=_re(r"\s?(?:원회|치|(?:결정)?전(?=[\s에을은이가]))")),
    # 1인 1표제
    "표": Rule(not_before=_re(r"\d인\s?$"), not_after=_re(r"제(?=[\s가는를의])")),
    # Elsewhere 도 is a particle (목표 3도). A row of places has a degree each: 최저기온은 가온 3도, 누리 5도.
    "도": Rule(
        not_before=_re(r"서해\s?$"),
        not_after=_re(r"\s?(?:화상|인쇄)"),
        only_before=_re(
            r"(?:영상|(?:기온|온도|수온)(?:[은는이가도]|\s?[(:])?(?:\s[가-힣]{2,3})?|체감|섭씨|최고|최저|낮|[\d.]\d*\s?[~∼-]|"
            r"\d\s?도(?:에서|,)(?:\s[가-힣]{2,3})?|보다(?:\s(?:약|[가-힣]{2}))?)\s?$"
        ),
        only_after=_re(
            r"\s?(?:안팎|이상|이하|미만|내외)|(?:\s?(?:가량|정도))?\s(?:가량|정도|낮(?=[고은아으])|높(?=[고은아으]))|까지\s(?:오르|올라|내려|떨어)"
        ),
    ),
    "세": Rule(not_after=_re(r"(?:대(?=\s)|기)")),
    # 2대 1로 이겼다: a score
    "대 1": Rule(not_after=_re(r"\s?(?:로\s?(?:이[기긴겨겼]|승|패|졌|꺾|앞|눌|비[기겼])|승리|승부|무승부|역전)")),
    # 2,600대로 올라섰다: where an index stands
    "p": Rule(not_after=_re(r"[A-Za-z]")),
    "대": Rule(
        not_before=_re(r"(?:역대|초대)\s?$"),
        not_after=_re(
            r"[로를에]\s?(?:내[려주줬]|회복|복귀|올라|떨어|진입|안착|밀[리려렸]|무너|마감|하락|상승)|"
            r"\s?(?:대통령|국회|총선|대선|의회|지방의회|총리|총장|이사장|회장|원장|위원장|사장|행장|왕|째|에\s?걸|손(?=[\s이])|독자)"
        ),
    ),
}

# Below ten the words of years (대비, 기준, 현재) stand behind durations too.
_FEW_YEARS = Rule(not_after=_re(r"\s?(?:생|형|제(?=[\s\w])|차(?=[\s에의]))"))
# 1인 is mostly part of a compound (1인 가구, 1인 방송); a person is counted where the phrase ends.
_ONE_PERSON = re.compile(
    r"\s?(?:이상|이하|씩|[은이을의](?=\s)|에(?=\s대|게)|[()\[\],<>.]|\s및|\s\d(?!\d*\s?[표주교국기사책])|$)"
)
_AGES = frozenset(range(10, 100, 10))
_RANKED_AFTER = re.compile(_RANKED)
_MACHINE = re.compile(
    r"(?:차|차량|버스|택시|트럭|기|기기|카메라|드론|로봇|서버|장비|기계|컴퓨터|PC|설비|화물차|오토바이|헬기|총|모두|약|등|(?:[1-9]|\d{3})대에서)\s?$"
)
_OPENING = ("“", '"', "‘", "'", "「")
_REPLACED = re.compile(r"[”\"’'」]\s?(?:을|로|에서)(?=[\s,])")
_PER = re.compile(r"당(?=[\s\d])")
_ARTICLE = re.compile(r"(?:법|법률|령|규칙|조례|규정|약관|정관|제|\d인)\s?$")
_UNCOUNTED_MONEY = re.compile(
    r"\s?(?:뷰|조회|인구|인도|이용자|사용자|소비자|관객|중국|다운로드|파라미터|매개변수|단위|국민|팔로워|광년|화소|토큰|\d*항|의\d|제\d)"
)

# How far the patterns look; longer than any of them needs.
_REACH = 16


def counts(text: str, start: int, end: int, form: str, value: Decimal, scaled: bool) -> bool:
    """Whether text[start:end], a number of `value` with the counter `form` behind it, is a figure.

    `scaled`: the number is written with a comma, 만 or the like, or 여. False for ordinals, ages, years, days.
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _PER.match(after):
        return False  # 1인당, 10만 명당: what a figure is divided by
    year_like = not scaled and 1900 <= value <= 2100
    if year_like and form in ("년", "회", "세대", "자", "대", "인"):
        return False
    if form == "사" and value == 1:
        return False  # 1사 1교
    whole = value == value.to_integral_value()
    if form == "일" and (scaled or value > 31 or not whole or _cited(before, after)):
        return True
    if form in ("쪽", "페이지") and scaled:
        return True
    if form == "인" and value == 1:
        return bool(_ONE_PERSON.match(after))
    if form == "대" and not scaled and value in _AGES and not _MACHINE.search(before):
        return bool(_RANKED_AFTER.match(after)) and RULES["대"].holds(before, after)
    if form == "도" and (not whole or text.startswith("영하", start)):
        return True
    # 24p is pages, 720p lines; an index moves by fractions of a point (15.90p).
    if form == "p" and "." not in text[start:end]:
        return False
    rule = _FEW_YEARS if form == "년" and value < min(_AGES) else RULES.get(form)
    return rule is None or rule.holds(before, after)


def _cited(before: str, after: str) -> bool:
    """Whether an amendment puts the words in or takes them out (“7일”을 “14일”로 한다): a term, no day."""
    return before[-1:] in _OPENING and bool(_REPLACED.match(after))


def is_money(text: str, start: int, end: int) -> bool:
    """Whether text[start:end], a number in 억 or 조 without a unit, leaves out 원 (5,100억); not for 15조 of a law."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return not _ARTICLE.search(before) and not _UNCOUNTED_MONEY.match(after)
