"""What a later briefing of a week says otherwise than an earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import (
    Briefing,
    Change,
    Commitment,
    Coverage,
    Excerpt,
    Issue,
    LedgerEntry,
    Quantity,
    Remark,
    Source,
    Story,
    Voice,
)
from briefing.period import week_of
from briefing.synthesis import corrections

DAY = date(2024, 1, 17)


def said(text: str, source: int = 1) -> Excerpt:
    return Excerpt(0, len(text), source=source, text=text)


def remark(text: str, speaker: str | None = "박다온", title: str = "시장", *, direct: bool = True) -> Remark:
    return Remark(
        0,
        len(text),
        source=1,
        text=text,
        kind="direct" if direct else "indirect",
        speaker=speaker,
        speaker_org="가온시",
        speaker_title=title,
        cue="말했다",
        published=DAY,
        context=said(text),
    )


def number(text: str, value: int, sentence: str, label: str | None = "사업비") -> LedgerEntry:
    start = sentence.index(text)
    stated = Quantity(
        start,
        start + len(text),
        source=1,
        text=text,
        value=Decimal(value),
        value_max=None,
        unit="KRW",
        kind="money",
        label=label,
        context=said(sentence),
    )
    return LedgerEntry(stated=stated)


def plan(text: str, first: date | None, last: date | None) -> Commitment:
    return Commitment(
        0,
        len(text),
        source=1,
        text=text,
        who="가온시",
        cue="계획이다",
        when=None,
        first=first,
        last=last,
        precision="day",
        published=DAY,
        context=said(text),
    )


def source(number: int, digest: str, url: str | None = None, title: str | None = "도서관을 연다") -> Source:
    return Source(
        number=number,
        digest=digest,
        id=f"a-{number}",
        title=title,
        outlet="가온일보",
        byline=None,
        published=DAY,
        url=url,
        origin=f"{digest}.txt",
    )


def briefing(**parts: object) -> Briefing:
    plain = Briefing(
        period=week_of(DAY),
        title="브리핑",
        issuer=None,
        lead=None,
        issues=(),
        voices=(),
        ledger=(),
        charts=(),
        sources=(source(1, "aa"), source(2, "bb"), source(3, "cc")),
        coverage=Coverage(read=3),
    )
    return replace(plain, **parts)


def issue(label: str, *sentences: str, sources: tuple[int, ...] = (1,)) -> Issue:
    return Issue(label=label, stories=(Story(sources=sources),), summary=tuple(map(said, sentences)))


def voices(*remarks: Remark) -> dict[str, object]:
    return {"voices": (Voice(name="박다온", org="가온시", title="시장", remarks=remarks),)}


def test_the_same_says_nothing_otherwise() -> None:
    one = briefing(
        issues=(issue("도서관", "가온시는 도서관을 연다."),), ledger=(number("94억원", 94, "94억원을 쓴다"),)
    )
    assert corrections.between(one, replace(one, title="다른 제목", generator="briefing 9")) == ()


def test_sentences_come_change_and_go() -> None:
    before = briefing(issues=(issue("도서관", "가온시는 도서관 열 곳을 연다.", "나래도는 다리를 놓는다."),))
    after = briefing(lead=said("새솔군은 버스를 늘린다."), issues=(issue("도서관", "가온시는 도서관 두 곳을 연다."),))
    assert corrections.between(before, after) == (
        Change(part="sentence", about="표지", before=None, after="새솔군은 버스를 늘린다."),
        Change(
            part="sentence",
            about="도서관",
            before="가온시는 도서관 열 곳을 연다.",
            after="가온시는 도서관 두 곳을 연다.",
        ),
        Change(part="sentence", about="도서관", before="나래도는 다리를 놓는다.", after=None),
    )


def test_a_sentence_that_only_moved_is_no_change() -> None:
    before = briefing(issues=(issue("도서관", "하나다.", "둘이다."), issue("다리", sources=(2,))))
    after = briefing(issues=(issue("도서관", "둘이다."), issue("다리", "하나다.", sources=(2,))))
    assert corrections.between(before, after) == ()


def test_an_issue_under_another_name_is_known_by_its_articles() -> None:
    before = briefing(issues=(issue("도서관", sources=(1, 2)), issue("다리", sources=(3,))))
    after = briefing(issues=(issue("도서관 열 곳", sources=(1, 2)),))
    assert corrections.between(before, after) == (
        Change(part="issue", about="기사 2건", before="도서관", after="도서관 열 곳"),
        Change(part="issue", about="기사 1건", before="다리", after=None),
    )


def test_a_remark_in_another_mouth_and_in_other_words() -> None:
    before = briefing(**voices(remark("꼭 지키겠다", None, title="시장"), remark("올해 안에 다 끝내겠다")))
    after = briefing(**voices(remark("꼭 지키겠다"), remark("내년 안에 다 끝내겠다", direct=False)))
    assert corrections.between(before, after) == (
        Change(part="remark", about="“꼭 지키겠다”", before="발화자 미상 가온시 시장", after="박다온 가온시 시장"),
        Change(
            part="remark", about="박다온 가온시 시장", before="“올해 안에 다 끝내겠다”", after="내년 안에 다 끝내겠다"
        ),
    )


def test_a_number_has_another_value_only_where_the_sentence_is_nearly_the_same() -> None:
    sentence = "가온시는 도서관 사업비로 {}을 쓴다."
    before = briefing(
        ledger=(
            number("94억원", 94, sentence.format("94억원")),
            number("3억원", 3, "새솔군의 버스 사업비는 3억원이다."),
        )
    )
    after = briefing(
        ledger=(
            number("49억원", 49, sentence.format("49억원")),
            number("7억원", 7, "나래도가 다리에 들이는 돈은 모두 7억원에 이른다."),
        )
    )
    assert corrections.between(before, after) == (
        Change(part="number", about="사업비", before="94억원", after="49억원"),
        Change(part="number", about="사업비", before=None, after="7억원"),
        Change(part="number", about="사업비", before="3억원", after=None),
    )


def test_a_plan_has_another_day() -> None:
    text = "가온시는 3월에 도서관을 열 계획이다."
    before = briefing(upcoming=(plan(text, date(2024, 3, 1), date(2024, 3, 31)),))
    after = briefing(due=(plan(text, date(2024, 3, 4), date(2024, 3, 4)),))
    assert corrections.between(before, after) == (
        Change(
            part="plan",
            about="가온시",
            before=f"{text} (2024. 3. 1.–3. 31.)",
            after=f"{text} (2024. 3. 4.)",
        ),
    )


def test_an_article_is_known_by_its_text_and_then_by_its_address() -> None:
    before = briefing(sources=(source(1, "aa", "https://example.org/1"), source(2, "bb")))
    after = briefing(sources=(source(1, "dd", "https://example.org/1", "도서관을 닫는다"), source(2, "ee", None, None)))
    assert corrections.between(before, after) == (
        Change(part="source", about="가온일보, 2024. 1. 17.", before="도서관을 연다", after="도서관을 닫는다"),
        Change(part="source", about="가온일보, 2024. 1. 17.", before=None, after="제목 없음"),
        Change(part="source", about="가온일보, 2024. 1. 17.", before="도서관을 연다", after=None),
    )


WORDS = st.lists(st.sampled_from(["가온시는", "도서관을", "다리를", "연다", "놓는다"]), min_size=1, max_size=4)
ISSUES = st.lists(WORDS.map(lambda words: issue("쟁점", " ".join(words))), max_size=5).map(tuple)


@given(before=ISSUES, after=ISSUES)
def test_every_difference_is_told_once_and_nothing_else(before: tuple[Issue, ...], after: tuple[Issue, ...]) -> None:
    def texts(issues: tuple[Issue, ...]) -> set[str]:
        return {sentence.text for one in issues for sentence in one.summary}

    changes = [c for c in corrections.between(briefing(issues=before), briefing(issues=after)) if c.part == "sentence"]
    gone, come = [c.before for c in changes if c.before], [c.after for c in changes if c.after]
    assert sorted(gone) == sorted(texts(before) - texts(after))
    assert sorted(come) == sorted(texts(after) - texts(before))
