"""A Briefing -> its blocks in the order of the report, for formats with a layout of their own (HWPX, Markdown)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from briefing.model import Briefing, Commitment, Movement, Quantity, Remark, Source, Story
from briefing.render import bounds, corrections, parts, typography, view
from briefing.render.parts import Block, Heading, Item, Link, Paragraph, Picture, Table, Words, words
from briefing.render.view import View

_NAMED = 3  # sources and companions named beside a row; more would outgrow it


def blocks(briefing: Briefing) -> Iterator[Block]:
    """The whole report: everything that its PDF says, chapter by chapter, but for the table of contents."""
    arranged = view.arrange(briefing)
    told = list(_cover(arranged))
    if not briefing.sources:
        told.append(Heading(1, words("한눈에 보기")))
        told.append(Paragraph(words("이 기간에 해당하는 기사가 없습니다.")))
    else:
        for chapter in (_overview, _issues, _briefs, _watched, _voices, _numbers, _plans, _changes):
            told.extend(chapter(arranged))
    method = list(_coverage(arranged))
    yield from told
    if briefing.sources:
        yield from _sources(arranged, {number for block in (*told, *method) for number in parts.numbers(block)})
    yield from method


def _cover(arranged: View) -> Iterator[Block]:
    briefing = arranged.briefing
    yield Heading(0, words(briefing.title))
    imprint = (briefing.issuer, typography.week(briefing.period))
    yield Paragraph(words(" · ".join(part for part in imprint if part)), "imprint")
    if briefing.lead:
        yield Paragraph(words(briefing.lead.text, briefing.lead.source), "lead")
    if briefing.correction:
        yield Heading(1, words("정정"))
        yield Paragraph(words(corrections.opening(briefing.correction)))
        changed = ([words(part) for part in row] for row in corrections.rows(briefing.correction))
        yield from _table("무엇 앞서 이제", (3, 4, 4), map(tuple, changed))
        if left := corrections.more(briefing.correction):
            yield Paragraph(words(f"그 밖에 {left}건이 더 달라졌습니다."), "note")


def _overview(arranged: View) -> Iterator[Block]:
    yield Heading(1, words("한눈에 보기"))
    facts = [(words(fact.label), words(fact.value), words(fact.note, fact.source)) for fact in arranged.facts]
    yield from _table("항목 값 설명", (2, 3, 5), facts)
    ranked = [
        tuple(map(words, (str(s.number), s.issue.label, f"{len(s.sources):,}건", view.moved(s.issue.movement))))
        for s in view.issues_shown(arranged)
    ]
    if arranged.briefing.comparison.weeks:
        yield from _table("순위 쟁점 기사 지난주와_견주어", (1, 6, 1, 2), ranked)
    else:
        yield from _table("순위 쟁점 기사", (1, 8, 1), [row[:3] for row in ranked])
    yield from _pictures(arranged, "issues")
    if arranged.speakers:
        yield Heading(2, words("많이 말한 사람과 기관"))
        for _, voice in arranged.speakers:
            yield Item(words(view.who(voice.name, voice.org, voice.title), f" — {len(voice.remarks)}건"))
    if arranged.largest:
        yield Heading(2, words("큰 숫자"))
        yield from map(_figure, arranged.largest)
    if arranged.next:
        yield Heading(2, words("다가오는 일정"))
        for plan in arranged.next:
            yield Item(words(f"{typography.time(plan)}: ", plan.text, plan.source))


def _issues(arranged: View) -> Iterator[Block]:
    if arranged.subjects:
        yield Heading(1, words("쟁점별 정리"))
    numbered = _by_number(arranged)
    for subject in arranged.subjects:
        issue = subject.issue
        yield Heading(2, words(f"{subject.number}. {issue.label}"))
        about = [f"기사 {len(subject.sources):,}건", subject.days, view.moved(issue.movement)]
        about += [f"관심 {name}" for name in issue.watched]
        yield Paragraph(words(" · ".join(part for part in about if part)), "note")
        for sentence in issue.summary:
            yield Item(words(sentence.text, sentence.source))
        if subject.course:
            yield Heading(3, words("경과"))
        for event in subject.course:
            yield Item(words(f"{typography.day(event.day)} ", event.excerpt.text, event.excerpt.source))
        if issue.remarks:
            yield Heading(3, words("누가 말했나"))
        for who, remarks in groupby(issue.remarks, lambda r: view.who(r.speaker, r.speaker_org, r.speaker_title)):
            yield Item(words(who))
            yield from (_said(remark, 2) for remark in remarks)
        if issue.quantities:
            yield Heading(3, words("숫자"))
            yield from map(_figure, issue.quantities)
        yield Heading(3, words("기사"))
        stories = bounds.cut(issue.stories, arranged.bounds.stories)
        yield from (_story(story, numbered, arranged.bounds.numbers) for story in stories.items)
        yield from _rest("기사", len(subject.sources) - sum(len(story.sources) for story in stories.items), "건은")
    if arranged.others:
        yield Heading(1, words("그 밖의 쟁점"))
    others = bounds.cut(arranged.others, arranged.bounds.others)
    for issue in others.items:
        named = bounds.cut(issue.sources[:_NAMED], arranged.bounds.beside).items
        yield Item(words(f"{issue.label} (기사 {len(issue.sources):,}건)", *named))
    yield from _rest("쟁점", others.more, "개는")


def _briefs(arranged: View) -> Iterator[Block]:
    if arranged.briefing.briefs:
        yield Heading(1, words("단신"))
        numbered = _by_number(arranged)
        briefs = bounds.cut(arranged.briefing.briefs, arranged.bounds.briefs)
        yield from (_story(story, numbered, arranged.bounds.numbers) for story in briefs.items)
        yield from _rest("단신", briefs.more, "건은")


def _watched(arranged: View) -> Iterator[Block]:
    if arranged.briefing.watched:
        yield Heading(1, words("관심 대상"))
    for entry in arranged.briefing.watched:
        yield Heading(2, words(entry.name))
        if entry.sources:
            cited = parts.cited(entry.sources, arranged.bounds.numbers)
            yield Paragraph(words(f"기사 {len(entry.sources):,}건에 나왔습니다.", *cited), "note")
        else:
            yield Paragraph(words("이번 주 언급 없음"), "note")
        remarks = bounds.cut(entry.remarks, arranged.bounds.remarks)
        yield from (_said(remark, 1) for remark in remarks.items)
        yield from _rest("발언", remarks.more, "건은")


def _voices(arranged: View) -> Iterator[Block]:
    briefing = arranged.briefing
    if briefing.voices:
        yield Heading(1, words("인물별 발언"))
        yield from _pictures(arranged, "actors", "stances", "together")
    for voice in briefing.voices:
        yield Heading(2, words(view.who(voice.name, voice.org, voice.title)))
        yield from (_said(remark, 1) for remark in voice.remarks)
    if briefing.successions:
        yield Heading(2, words("같은 자리를 맡은 사람"))
    posts = bounds.cut(briefing.successions, arranged.bounds.successions)
    for post in posts.items:
        held = " → ".join(f"{h.name}({typography.days((h.first, h.last))})" for h in post.holders)
        yield Item(words(f"{view.role(post.org, post.title)}: {held}"))
    yield from _rest("자리", posts.more, "개는")


def _numbers(arranged: View) -> Iterator[Block]:
    ledger = arranged.briefing.ledger
    if not ledger:
        return
    yield Heading(1, words("숫자로 본 한 주"))
    yield from _pictures(arranged, "amounts", "course")
    if arranged.contradictions:
        yield Heading(2, words("기사마다 다른 숫자"))
        pairs = []
        for entry in arranged.contradictions:
            label, others = words(entry.stated.label or "—"), bounds.cut(entry.contradicted, arranged.bounds.disputes)
            pairs += [(label, _stated(entry.stated), _stated(other)) for other in others.items]
            if others.more:
                pairs.append((label, words(f"그 밖에 {others.more:,}건"), ()))
        yield from _table("무엇 한_기사 다른_기사", (2, 4, 4), pairs)
        yield Heading(2, words("한 주의 숫자"))
    rows = []
    for entry in ledger:
        item, before = entry.stated, entry.before
        forms: list[str | int] = []
        for form, found in view.forms(entry):
            forms += [", " if forms else "", form, *parts.cited(found, arranged.bounds.numbers)]
        changed = words(f" (변동: {item.change})") if item.change else ()
        earlier = words(f" (앞서 {typography.measure(before)}", before.source, ")") if before else ()
        value = words(typography.measure(item))
        sentence = words(item.context.text, item.context.source)
        rows.append((words(item.label or "—") + changed, value + earlier, words(*forms), sentence))
    yield from _table("무엇 값 기사의_표기 쓰인_문장", (2, 2, 2, 4), rows)


def _plans(arranged: View) -> Iterator[Block]:
    briefing = arranged.briefing
    if briefing.upcoming or briefing.due:
        yield Heading(1, words("향후 일정"))
        yield from _pictures(arranged, "calendar")
        yield from _schedule(briefing.upcoming, arranged.bounds.numbers)
        if briefing.due:
            yield Heading(2, words("앞서 알린 일 가운데 이번에 때가 된 것"))
            yield from _schedule(briefing.due, arranged.bounds.numbers)
        note = "때는 기사 날짜를 기준으로 풀어 적었고, 작은따옴표 안은 기사의 표기입니다."
        yield Paragraph(words(note, " 실제로 이루어졌는지는 확인하지 않았습니다."), "note")


def _changes(arranged: View) -> Iterator[Block]:
    comparison = arranged.briefing.comparison
    yield Heading(1, words("지난주와 견주어"))
    if not comparison.weeks:
        yield Paragraph(words("보관함에 앞선 네 주의 기사가 없어 견주지 못했습니다."))
        return
    yield Paragraph(words("견준 기간: ", ", ".join(map(typography.week, comparison.weeks))), "note")
    lists = (("쟁점", comparison.issues), ("사람과 기관", comparison.actors), ("낱말", comparison.terms))
    for title, movements in lists:
        if movements:
            yield Heading(2, words(title))
            shown = bounds.cut(movements, arranged.bounds.moves)
            yield from _table("이름 흐름 이번 앞_주 평균", (4, 2, 1, 1, 1), map(_movement, shown.items))
            yield from _rest(title, shown.more, "건은")
    if not any(movements for _, movements in lists):
        yield Paragraph(words("눈에 띄게 달라진 것이 없습니다."))


def _sources(arranged: View, cited: Collection[int]) -> Iterator[Block]:
    yield Heading(1, words("출처"))
    known = arranged.briefing.sources
    listed = [source for source in known if source.number in cited or not arranged.bounds.cited]
    if left := len(known) - len(listed):
        shown = f"이 문서에 번호를 적은 {len(listed):,}건입니다."
        yield Paragraph(words(f"{shown} 나머지 {left:,}건은 함께 만든 briefing.json에 있습니다."), "note")
    rows = [
        (
            words(f"[{source.number}]"),
            words(source.outlet or view.UNKNOWN_OUTLET),
            words(typography.day(source.published)),
            words(source.title or view.UNKNOWN_TITLE),
            words(Link(url) if (url := typography.link(source.url)) else "주소 없음"),
        )
        for source in listed
    ]
    yield from _table("번호 매체 날짜 제목 주소", (2, 3, 3, 6, 6), rows)


def _coverage(arranged: View) -> Iterator[Block]:
    briefing, coverage = arranged.briefing, arranged.briefing.coverage
    yield Heading(1, words("수록 범위와 방법"))
    yield from _pictures(arranged, "days")
    read = f"{briefing.period.dates}에 나온 기사 {coverage.read:,}건을 읽었습니다."
    if coverage.reissued:
        read += f" 그 가운데 {coverage.reissued:,}건은 다른 기사를 거의 그대로 실은 것이어서 한 기사로 묶었습니다."
    if coverage.quotes or coverage.figures or coverage.plans:
        read += f" 발언 {coverage.quotes}건, 숫자 {coverage.figures}건, 일정 {coverage.plans}건을 찾아"
        read += " 그 가운데 일부를 실었습니다."
    if coverage.measured:
        read += f" 숫자는 쟁점 차례로 앞선 기사 {coverage.measured:,}건에서 골랐습니다."
    yield Item(words("수록: ", read))
    if coverage.excerpts:
        yield Item(words(f"앞부분만 있음: 기사 {coverage.excerpts:,}건은 출처가 앞부분만 주었습니다."))
    if coverage.embargoed:
        yield Item(words(f"보도시점 전: 기사 {coverage.embargoed:,}건은 보도시점이 되지 않아 싣지 않았습니다."))
    yield Item(
        words(
            "방법: 요약과 발언은 기사 본문에서 골라 그대로 옮긴 것이며, 지어낸 문장은 없습니다.",
            " ‘간접 인용’은 기자가 풀어 쓴 말을 기사 표현대로 옮긴 것입니다. 대괄호 안의 숫자는 출처 번호입니다.",
            " 다른 문서에 옮기기 전에 출처의 원문을 확인해 주십시오.",
            f" ({briefing.generator})" if briefing.generator else None,
        )
    )
    if coverage.empty_days and coverage.read:
        yield Item(words("기사가 없는 날: ", ", ".join(run.dates for run in arranged.empty_days)))
    lists = (("날짜 미상", coverage.undated, arranged.undated), ("읽지 못함", coverage.rejected, arranged.rejected))
    for title, found, listed in lists:
        yield Item(words(f"{title}: {len(found)}건"))
        for name, note in listed.items:
            yield Item(words(name, f" ({note})" if note and note != name else None), 2)
        if listed.more:
            yield Item(words(f"그 밖에 {listed.more}건"), 2)


def _table(head: str, shares: tuple[int, ...], rows: Iterable[tuple[Words, ...]]) -> Iterator[Table]:
    """A table under the names in `head` (parted by blanks, an underscore for one inside a name), none without rows."""
    if filled := tuple(rows):
        yield Table(tuple(name.replace("_", " ") for name in head.split()), shares, filled)


def _pictures(arranged: View, *keys: str) -> Iterator[Picture]:
    yield from (Picture(arranged.charts[key], arranged.bounds.numbers) for key in keys if key in arranged.charts)


def _rest(what: str, more: int, counted: str) -> Iterator[Paragraph]:
    """What is left out of a list, and where it is; nothing for 0."""
    if more:
        yield Paragraph(words(f"그 밖의 {what} {more:,}{counted} 함께 만든 briefing.json에 있습니다."), "note")


def _figure(item: Quantity) -> Item:
    return Item(words(item.label or "무엇인지 밝히지 않음", f": {typography.measure(item)}", item.source))


def _stated(item: Quantity) -> Words:
    return words(f"{typography.measure(item)} — ", item.context.text, item.source)


def _said(remark: Remark, depth: Literal[1, 2]) -> Item:
    """The words of a remark, their source, and in brackets when and how they were said."""
    manner = (typography.day(remark.published), remark.cue, view.stance(remark))
    return Item(words(view.said(remark), remark.source, f" ({', '.join(part for part in manner if part)})"), depth)


def _story(story: Story, numbered: dict[int, Source], most: int | None) -> Item:
    shown = bounds.cut(story.sources[1:], most)
    first, *again = (numbered[number] for number in (story.sources[0], *shown.items))
    about = f" ({first.outlet or view.UNKNOWN_OUTLET}, {typography.day(first.published)})"
    said: list[str | int] = [first.title or view.UNKNOWN_TITLE, about, first.number]
    for i, source in enumerate(again):
        said += [", " if i else " 같은 글: ", source.outlet or view.UNKNOWN_OUTLET, source.number]
    return Item(words(*said, f" 외 {shown.more:,}건" if shown.more else None))


def _schedule(plans: Sequence[Commitment], most: int | None) -> Iterator[Table]:
    rows = [
        (
            words(typography.time(plan), f" ‘{plan.when.text}’" if plan.when else None),
            words(plan.who or "밝히지 않음"),
            words(plan.text, plan.source, *parts.cited(plan.also, most), f" ({typography.day(plan.published)} 보도)"),
        )
        for plan in plans
    ]
    yield from _table("때 누가 알린_말", (3, 2, 6), rows)


def _movement(movement: Movement) -> tuple[Words, ...]:
    return (
        words(movement.name, " (첫 등장)" if movement.first else None, *movement.sources[:_NAMED]),
        words(view.direction(movement)),
        words(f"{movement.now:,}건"),
        words(f"{movement.before:,}건"),
        words(f"{typography.plain(movement.mean)}건"),
    )


def _by_number(arranged: View) -> dict[int, Source]:
    return {source.number: source for source in arranged.briefing.sources}
