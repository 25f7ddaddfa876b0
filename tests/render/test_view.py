from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.model import ChartRow, Excerpt, LedgerEntry
from briefing.render import bounds, citations, view
from tests.render import samples


def test_an_issue_has_what_belongs_to_its_sources() -> None:
    first = view.arrange(samples.rich()).subjects[0]
    assert [source.number for source in first.sources] == [1, 2, 3]
    assert first.days == "2024. 1. 15.–1. 17."
    assert first.more == 0


def test_remarks_that_stand_only_under_their_speaker_are_counted() -> None:
    briefing = samples.rich()
    more = tuple(replace(briefing.voices[0].remarks[0], start=n) for n in range(5))
    talkative = replace(briefing.voices[0], remarks=(*briefing.voices[0].remarks, *more))
    assert view.arrange(replace(briefing, voices=(talkative, *briefing.voices[1:]))).subjects[0].more == 5


def test_largest_sums_come_first_and_once() -> None:
    briefing = samples.rich()
    again = replace(briefing.ledger[0].stated, label="되풀이")
    largest = view.arrange(
        replace(briefing, ledger=(*briefing.ledger[1:], LedgerEntry(stated=again), LedgerEntry(stated=again)))
    ).largest
    assert [view.value(item) for item in largest] == [
        "1조 2,400억 원",
        "5,770억 원",
        "870억 원",
        "94억 원",
        "1억 2,000만 원",
    ]


def test_around_cuts_at_words() -> None:
    text = "앞말 " * 40 + "870억원이 " + "뒷말 " * 40
    at = text.index("870억원")
    context = Excerpt(0, len(text), source=1, text=text)
    item = replace(samples.rich().ledger[0].stated, source=1, start=at, end=at + 5, text="870억원", context=context)
    before, inside, after = view.around(item)
    assert inside == "870억원이"
    assert before.startswith("… 앞말 ") and before.endswith("앞말 ") and len(before) <= 62
    assert after.startswith(" 뒷말") and after.endswith("뒷말 …") and len(after) <= 72


def test_around_does_not_cut_a_sentence_that_is_not_the_numbers_own() -> None:
    item = replace(samples.rich().ledger[0].stated, source=2)
    assert view.around(item) == (item.context.text, "", "")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [((1, 2, 3, 5), [(1, 3), (5, 5)]), ((4,), [(4, 4)]), ((), []), ((2, 9, 1), [(1, 2), (9, 9)])],
)
def test_runs(sources: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    row = ChartRow(label="가", value=1.0, text="1건", sources=sources)
    assert view.runs([row]) == expected


def test_chapters_are_those_that_are_not_empty() -> None:
    assert [title for _, title in view.arrange(samples.empty()).chapters] == ["한눈에 보기", "수록 범위와 방법"]
    assert view.arrange(samples.rich()).chapters[:3] == (
        ("overview", "한눈에 보기"),
        ("issues", "쟁점별 정리"),
        ("briefs", "단신"),
    )


def test_what_the_page_can_be_filtered_by() -> None:
    arranged = view.arrange(samples.rich())
    issue, actor, outlet = view.choices(arranged)
    assert issue.options[3] == ("4", "4. 작은도서관 디지털 배움터 100곳 문 연다")
    assert ("한도윤", "한도윤") in actor.options
    assert [name for name, _ in outlet.options] == ["글샘뉴스", "들녘신문", "메디와이어", "한결일보", "해오름방송"]
    assert view.issues_of(arranged, 7) == [2] and view.issues_of(arranged, 10) == []


def test_one_outlet_is_no_choice() -> None:
    briefing = samples.rich()
    same = tuple(replace(source, outlet="한결일보") for source in briefing.sources)
    assert [choice.key for choice in view.choices(view.arrange(replace(briefing, sources=same)))] == ["issue", "actor"]


def test_a_long_label_is_cut_at_a_word_for_the_running_head() -> None:
    subject = view.arrange(samples.rich()).subjects[0]
    long = replace(subject, issue=replace(subject.issue, label="긴 이름 " * 12))
    assert view.running(long) == "1. 긴 이름 긴 이름 긴 이름 긴 이름 긴 이름 긴 이름 긴 이름 긴 …"
    assert view.running(subject) == "1. 미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입"


def test_within_is_where_the_words_stand_in_their_sentence() -> None:
    remark = samples.rich().voices[7].remarks[0]
    assert remark.context.text == "업계 관계자는 “눈 오는 날의 운행 자료가 아직 모자란다”고 설명했다."
    assert citations.within(remark) == (9, 31)
    whole = replace(remark, text=remark.context.text, start=remark.context.start, end=remark.context.end)
    assert citations.within(whole) is None
    assert citations.within(replace(remark, source=3)) is None


def test_one_note_shows_all_that_is_printed_of_a_sentence() -> None:
    remark = samples.rich().voices[7].remarks[0]
    first = replace(remark, text="눈 오는", end=remark.start + 4)
    last = replace(remark, text="모자란다", start=remark.end - 4)
    sources = {source.number: source for source in samples.rich().sources}
    kept = citations.Citations(sources, bounds.Bounds(), paper=False)
    assert {kept.note(7, item) for item in (first, last, first)} == {"n0"}
    assert kept.note(7, None) is None
    assert kept.notes[7, remark.context.start, remark.context.end].parts == [
        ("업계 관계자는 “", False),
        ("눈 오는", True),
        (" 날의 운행 자료가 아직 ", False),
        ("모자란다", True),
        ("”고 설명했다.", False),
    ]


def test_value_in_full() -> None:
    item = replace(samples.rich().ledger[0].stated, value=Decimal("5.5"), value_max=None, unit="%p")
    assert view.value(item) == "5.5%p"
    assert view.value(replace(item, approximate=True, bound="less_than")) == "약 5.5%p 미만"


@pytest.mark.parametrize(
    ("cue", "stance", "word"),
    [
        ("다짐했다", "promise", "약속"),
        ("약속했다", "promise", ""),  # the verb says it
        ("말했다", "neutral", ""),
        ("환영했다", "praise", ""),  # no word is true of all praise
        (None, None, ""),
    ],
)
def test_a_stance_is_named_where_the_verb_does_not_say_it(cue: str | None, stance: str | None, word: str) -> None:
    remark = replace(samples.rich().voices[0].remarks[0], cue=cue, stance=stance)
    assert view.stance(remark) == word
