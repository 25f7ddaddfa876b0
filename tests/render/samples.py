"""Fictional briefings to render: a rich week, a week without articles, a hostile one.

People, bodies, outlets and events are invented. Every excerpt is cut out of the bodies below, so that its span holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from briefing.model import (
    Actor,
    Analysed,
    Analysis,
    Article,
    Briefing,
    Coverage,
    Excerpt,
    Figure,
    Issue,
    LedgerEntry,
    Quantity,
    Quote,
    Rejected,
    Sentence,
    Span,
    Story,
    Voice,
)
from briefing.period import parse
from tests.render import extras
from tests.render.drawings import charts
from tests.render.excerpts import ARTICLES, quantity, remark, sentence, sources, span

TODAY = date(2024, 1, 24)
WEEK = parse("2024-W03", TODAY)

# number -> title, outlet, day of January 2024, URL, body


def rich() -> Briefing:
    """A week of ten articles with everything in it."""
    han = ("한도윤", "미래산업부", "장관")
    remarks_han = (
        remark(1, "농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다", *han, "말했다"),
        remark(8, "통신망을 따로 깔던 낭비를 없애 5년 동안 5,770억원을 아끼겠다", *han, "말했다"),
    )
    kang = ("강새벽", "희망나눔환자회", "대표")
    remarks_kang = (
        remark(5, "동의 절차가 더 쉬워져야 한다", *kang, "말했다", "indirect"),
        remark(5, "어르신도 혼자서 고를 수 있어야 진짜 동의", *kang, "덧붙였다"),
    )
    seo = ("서하람", "한빛농업진흥원", "원장")
    yun = ("윤재이", "국민건강데이터원", "원장")
    moon = ("문가람", "해오름시", "교통국장")
    onuri = ("오누리", "한빛도서관협회", "회장")
    voices = (
        Voice(name=han[0], org=han[1], title=han[2], remarks=remarks_han),
        Voice(name=kang[0], org=kang[1], title=kang[2], remarks=remarks_kang),
        Voice(
            name=seo[0],
            org=seo[1],
            title=seo[2],
            remarks=(remark(2, "선정되지 않은 지역에도 교육 장비를 빌려주겠다", *seo, "약속했다"),),
        ),
        Voice(
            name=yun[0],
            org=yun[1],
            title=yun[2],
            remarks=(remark(4, "연구자가 자료를 찾아다니는 시간을 반으로 줄이겠다", *yun, "강조했다"),),
        ),
        Voice(
            name=moon[0],
            org=moon[1],
            title=moon[2],
            remarks=(remark(6, "막차를 놓친 시민의 발이 되겠다", *moon, "말했다"),),
        ),
        Voice(
            name=onuri[0],
            org=onuri[1],
            title=onuri[2],
            remarks=(remark(9, "걸어서 10분 안에 배울 곳이 있어야 한다", *onuri, "말했다"),),
        ),
        Voice(
            name="농촌안전연구회",
            org=None,
            title=None,
            remarks=(
                remark(
                    3,
                    "지능형 농기계의 안전 기준이 먼저 마련돼야 한다",
                    "농촌안전연구회",
                    None,
                    None,
                    "지적했다",
                    "indirect",
                ),
            ),
        ),
        Voice(
            name="업계 관계자",
            org=None,
            title=None,
            remarks=(remark(7, "눈 오는 날의 운행 자료가 아직 모자란다", "업계 관계자", cue="설명했다"),),
        ),
        Voice(name=None, org=None, title=None, remarks=(remark(3, "속도보다 사람이 먼저입니다.", None),)),
    )
    quantities = (
        quantity(1, "1조 2,400억원", "1240000000000", "KRW", "money", "지능형 농기계 실증 사업"),
        quantity(8, "5,770억원", "577000000000", "KRW", "money", "통신망 절감액"),
        quantity(4, "870억원", "87000000000", "KRW", "money", "희귀질환 자료 개방 사업"),
        quantity(6, "94억원", "9400000000", "KRW", "money", "심야 자율주행 버스"),
        quantity(9, "1억2천만원", "120000000", "KRW", "money", "배움터 한 곳 지원금"),
        quantity(7, "91.5%", "91.5", "%", "percent", "이용자 만족도"),
        quantity(1, "60%", "60", "%", "percent", "구입비 지원 비율"),
        quantity(7, "5만7천여 명", "57000", "명", "people", "심야 자율주행 버스 이용객"),
        quantity(1, "3,500명", "3500", "명", "people", "실증 사업 참여"),
        quantity(9, "200여 명", "200", "명", "people", "디지털 배움터 강사"),
        quantity(6, "46명", "46", "명", "people", "안전요원"),
        quantity(4, "12만 건", "120000", "건", "count", "희귀질환 자료"),
        quantity(8, "1,200곳", "1200", "곳", "count", "공동 운영 기지국"),
        quantity(3, "412건", "412", "건", "count", "지난해 농기계 사고"),
        quantity(6, "8대에서 20대", "8", "대", "count", "운행 차량", "20"),
    )
    farms = extras.moved("지능형 농기계 실증", "rising", 3, 1, 1.0, sources=(1, 2, 3))
    issues = (
        Issue(
            label="미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입",
            stories=(Story(sources=(1,)), Story(sources=(2,)), Story(sources=(3,))),
            summary=(sentence(1, "투입한다고"), sentence(2, "38개 시군이"), sentence(3, "안전 기준이")),
            timeline=extras.timeline(),
            remarks=(remarks_han[0], voices[2].remarks[0], voices[6].remarks[0], voices[8].remarks[0]),
            quantities=(quantities[0], quantities[6], quantities[8], quantities[13]),
            movement=farms,
            watched=("한도윤",),
        ),
        Issue(
            label="미래산업부·해오름시, 자율주행 통신망 함께 쓴다",
            stories=(Story(sources=(8,)), Story(sources=(6, 7))),
            remarks=(voices[4].remarks[0], voices[7].remarks[0], remarks_han[1]),
            quantities=(quantities[1], quantities[3]),
            movement=extras.moved("자율주행 통신망", "new", 3, 0, 0.0, sources=(6, 7, 8)),
            summary=(sentence(8, "함께 쓰기로"), sentence(6, "3개 늘린다고"), sentence(7, "이용했다")),
        ),
        Issue(
            label="국민건강데이터원, 희귀질환 자료 12만 건 개방",
            stories=(Story(sources=(4,)), Story(sources=(5,))),
            remarks=(voices[3].remarks[0], *remarks_kang),
            quantities=(quantities[2],),
            summary=(sentence(4, "개방한다고"), sentence(5, "환영의 뜻")),
        ),
        Issue(
            label="작은도서관 디지털 배움터 100곳 문 연다",
            stories=(Story(sources=(9,)),),
            summary=(sentence(9, "바뀐다"),),
            quantities=(quantities[4],),
        ),
    )
    return Briefing(
        period=WEEK,
        title="주간 정책 브리핑",
        issuer="미래산업부 정책기획관실",
        lead=sentence(1, "투입한다고"),
        issues=issues,
        briefs=(Story(sources=(10,)),),
        voices=voices,
        profiles=extras.profiles(),
        successions=extras.successions(),
        ledger=ledger(quantities),
        upcoming=extras.upcoming(),
        due=extras.due(),
        watched=extras.watched(remarks_han),
        comparison=extras.comparison((farms,)),
        charts=charts(),
        sources=(*sources(), extras.FORMER),
        coverage=Coverage(
            read=10,
            reissued=1,
            excerpts=2,
            plans=4,
            quotes=11,
            figures=19,
            undated=(("memo-3", "articles/memo-3.txt"), ("page", "articles/page.html")),
            rejected=(
                Rejected("articles/photo.jpg", "글이 아닌 이진 파일입니다. 본문을 .txt로 저장해 주십시오."),
                Rejected("articles/empty.txt", "내용이 없습니다. 파일을 확인해 주십시오."),
            ),
            empty_days=(date(2024, 1, 20), date(2024, 1, 21)),
        ),
        generator="briefing 0.1.0",
    )


def ledger(quantities: tuple[Quantity, ...]) -> tuple[LedgerEntry, ...]:
    """An entry for each number; one stands in two articles, one is contradicted, one was another last week."""
    first, second, *others = (LedgerEntry(stated=item) for item in quantities)
    again = replace(first.stated, source=2, text="1조2천억")
    contrary = replace(second.stated, value=Decimal(577_000_000), text="5억7,700만원")
    before = replace(first.stated, value=Decimal(1_000_000_000_000), text="1조원", source=11)
    return (replace(first, repeated=(again,), before=before), replace(second, contradicted=(contrary,)), *others)


def empty() -> Briefing:
    """A week without articles."""
    return Briefing(
        period=WEEK,
        title="주간 정책 브리핑",
        issuer=None,
        lead=None,
        issues=(),
        voices=(),
        ledger=(),
        charts=(),
        sources=(),
        coverage=Coverage(read=0, undated=(("memo-3", "articles/memo-3.txt"),), empty_days=WEEK.days),
        generator="briefing 0.1.0",
    )


# Markup, addresses of files, marks that reorder text, controls, formulas, signs the bundled font lacks.
HOSTILE = (
    "<script>alert(1)</script> <img src=file:///etc/passwd> </style><style>*{display:none}</style> "
    "{{ 7*7 }} {% raw %} &amp; \"x\" 'y' \u202e거꾸로\u202c \u2066숨김\u2069 \x07\x1b[31m $\\frac{1}{2}$ 🙂☃ 가나다"
)


def hostile() -> Briefing:
    """The rich week with hostile words wherever an article has a say."""
    briefing = rich()
    excerpt = Excerpt(0, len(HOSTILE), source=1, text=HOSTILE)
    words: dict[str, Any] = {"text": HOSTILE, "start": 0, "end": len(HOSTILE), "source": 1, "context": excerpt}
    bad = replace(briefing.voices[0].remarks[0], speaker=HOSTILE, speaker_org=HOSTILE, cue=HOSTILE, **words)
    urls = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,<script>", "http://", "https://[", "//a.kr/b")
    return replace(
        briefing,
        title=HOSTILE,
        issuer=HOSTILE,
        lead=excerpt,
        issues=(
            replace(briefing.issues[0], label=HOSTILE, summary=(excerpt,), remarks=(bad,), watched=(HOSTILE,)),
            *briefing.issues[1:],
        ),
        watched=(replace(briefing.watched[0], name=HOSTILE, remarks=(bad,)), *briefing.watched[1:]),
        upcoming=(replace(briefing.upcoming[0], text=HOSTILE, who=HOSTILE, when=excerpt), *briefing.upcoming[1:]),
        comparison=replace(briefing.comparison, terms=(replace(briefing.comparison.terms[0], name=HOSTILE),)),
        successions=(replace(briefing.successions[0], org=HOSTILE, title=HOSTILE),),
        voices=(Voice(name=HOSTILE, org=HOSTILE, title=HOSTILE, remarks=(bad,)), *briefing.voices[1:]),
        ledger=(
            LedgerEntry(stated=replace(briefing.ledger[0].stated, label=HOSTILE, unit=HOSTILE, **words)),
            *briefing.ledger[1:],
        ),
        charts=tuple(
            replace(c, title=HOSTILE, alt=HOSTILE, rows=(replace(c.rows[0], label=HOSTILE, text=HOSTILE), *c.rows[1:]))
            for c in briefing.charts
        ),
        sources=tuple(
            replace(source, title=HOSTILE, outlet=HOSTILE, id=HOSTILE, origin=HOSTILE, url=url)
            for source, url in zip(briefing.sources, [*urls, *(s.url for s in briefing.sources[6:])], strict=True)
        ),
        coverage=replace(
            briefing.coverage, undated=((HOSTILE, HOSTILE),), rejected=(Rejected(HOSTILE, HOSTILE),), empty_days=()
        ),
        generator=HOSTILE,
    )


def analysed() -> Analysed:
    """The first article with a few findings, for the contract."""
    title, outlet, _, url, body = ARTICLES[1]
    words = "농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다"
    first = sentence(1, "투입한다고")
    name = body.index("한도윤")
    article = Article(
        id="article-01",
        body=body,
        title=title,
        outlet=outlet,
        url=url,
        published=date(2024, 1, 15),
        extra='{"section": "policy", "id": "other"}',
    )
    analysis = Analysis(
        sentences=(Sentence(first.start, first.end, score=1.0, rank=1),),
        actors=(
            Actor(
                name="한도윤",
                kind="person",
                org="미래산업부",
                title="장관",
                aliases=("한 장관",),
                mentions=(Span(name, name + 3),),
            ),
        ),
        quotes=(
            Quote(
                *span(1, words),
                kind="direct",
                speaker="한도윤",
                speaker_org="미래산업부",
                speaker_title="장관",
                cue="말했다",
                stance="neutral",
            ),
        ),
        figures=(
            Figure(
                *span(1, "1조 2,400억원"),
                value=Decimal(1240000000000),
                unit="KRW",
                kind="money",
                label="실증 사업",
                bound="at_least",
                change="늘었다",
            ),
        ),
        title_terms=("농기계", "실증"),
    )
    return Analysed(article, analysis)
