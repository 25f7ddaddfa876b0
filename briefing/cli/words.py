"""What the commands say: sentences made from what the stages return, each a single line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.period import Period

if TYPE_CHECKING:
    from briefing.archive import Removed
    from briefing.cli.lookup import Announced, Said
    from briefing.cli.search import Hit
    from briefing.model import Analysed, Article, Rejected
    from briefing.pipeline import IngestReport
    from briefing.routine import Outcome
    from briefing.verify import Verified

UNKNOWN = "알 수 없음"

# Lines of one kind before the rest is only counted, and weeks named in one line.
_MOST_LINES = 20
_MOST_WEEKS = 8


def counts(report: IngestReport) -> str:
    """How many articles were new, known, completed with a date, and how many files could not be read."""
    parts = [f"새 기사 {report.new:,}건", f"이미 있던 기사 {report.known:,}건"]
    if report.dated:
        parts.append(f"날짜를 채운 기사 {report.dated:,}건")
    if report.rejected:
        parts.append(f"읽지 못한 것 {len(report.rejected):,}건")
    return ", ".join(parts)


def undated(articles: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Which articles (origin and title) no week can claim, and the way to date them; nothing for none."""
    if not articles:
        return
    yield (
        f"날짜를 모르는 기사 {len(articles):,}건은 어느 주에도 넣지 않습니다. --date 2024-01-17처럼 날짜를 주거나"
        " 파일 이름을 날짜로 시작하게 하여(예: 2024-01-17 제목.txt) 다시 읽어 주십시오."
    )
    yield from _some(f"  {origin}  {title}" for origin, title in articles)


def rejected(refusals: Iterable[Rejected]) -> Iterator[str]:
    """One line for each thing that could not be read: where, why, and the way out."""
    for refusal in refusals:
        yield f"읽지 못함: {refusal.origin}: {refusal.reason}"


def unchanged(names: Sequence[str]) -> Iterator[str]:
    """Which sources have nothing new since the last time; nothing for none."""
    if names:
        yield f"지난번과 같은 출처 {len(names):,}곳: {', '.join(names)}"


def named(period: Period) -> str:
    """`2024-W03 · 1월 3주차 (2024. 1. 15.–1. 21.)`."""
    return f"{period.slug} · {period.name} ({period.dates})" if period.is_week else period.dates


def empty(period: Period, weeks: Sequence[tuple[Period, int]]) -> str:
    """That a period has no articles, and which weeks have."""
    return f"{named(period)}: 기사가 없습니다. {elsewhere(weeks)}"


def elsewhere(weeks: Sequence[tuple[Period, int]]) -> str:
    """Which weeks do have articles, the latest of them, or how to get some."""
    if not weeks:
        return "보관함에 날짜가 있는 기사가 없습니다. briefing ingest로 기사를 넣어 주십시오."
    latest = ", ".join(f"{week.slug}({number:,}건)" for week, number in weeks[-_MOST_WEEKS:])
    return f"기사가 있는 주: {'… ' if len(weeks) > _MOST_WEEKS else ''}{latest}."


def listed(article: Article) -> str:
    """An article in a list: date, outlet, title, and the id that `show` takes."""
    return f"{day(article)}  {article.outlet or '매체 미상'}  {article.title or '제목 없음'}  [{article.id}]"


def day(article: Article) -> str:
    """The article's date, or that it is unknown."""
    return str(article.published) if article.published else "날짜 미상"


def remark(said: Said) -> tuple[str, str]:
    """A remark in two lines: date, role and words; then the source."""
    quote, article = said.quote, said.article
    words = f"“{said.words}”" if quote.kind == "direct" else f"{said.words} (간접 인용)"
    role = " ".join(filter(None, (quote.speaker_org, quote.speaker_title)))
    source = ", ".join((article.outlet or "매체 미상", article.url or article.origin))
    return (
        "  ".join(filter(None, (day(article), role, words))),
        f"    {article.title or '제목 없음'} ({source}) [{article.id}]",
    )


def plan(announced: Announced) -> tuple[str, str]:
    """A plan in two lines: its days, who, and the words that announce it; then the source."""
    found, article = announced.plan, announced.article
    first, last = (str(day) if day else "" for day in (found.first, found.last))
    days = first if first == last else f"{first}~{last}"
    source = ", ".join((article.outlet or "매체 미상", article.url or article.origin))
    return (
        "  ".join(filter(None, (days, found.who, announced.words))),
        f"    {day(article)} {article.title or '제목 없음'} ({source}) [{article.id}]",
    )


def hit(found: Hit) -> tuple[str, str]:
    """An article that was searched for, as a list has it; then the sentence and where in the body it stands."""
    sentence = found.sentence
    if sentence is None:
        return listed(found.article), "    (제목에만 있습니다.)"
    return listed(found.article), f"    {sentence.of(found.article.body)} ({sentence.start}–{sentence.end}자)"


def more_hits(found: int, shown: int, *, cut: bool) -> str:
    """That not all articles were shown that hold the words, and how to see the others; `cut`: there are still more."""
    of = f"{found:,}건 이상" if cut else f"{found:,}건"
    return f"기사 {of} 가운데 {shown:,}건을 보였습니다. 더 보려면 --limit을 늘리거나 낱말을 더해 주십시오."


def removed(gone: Removed) -> Iterator[str]:
    """Which article went, what was made of it, and which briefings still cite it."""
    yield f"지웠습니다: {listed(gone.article)} (분석과 색인 포함)"
    if gone.tallies:
        yield f"    그 기간의 집계도 지웠습니다: {', '.join(gone.tallies)}. 필요할 때 다시 만듭니다."
    if gone.cited:
        yield f"    이 기사를 인용한 브리핑: {', '.join(gone.cited)}. briefing build로 다시 만들어 주십시오."


def no_plans(period: Period, *, due: bool) -> str:
    """That nothing comes due in the period, or from it on."""
    return f"{named(period)}: {'앞서 발표되어 때가 된 일정이 없습니다.' if due else '이 주부터의 일정이 없습니다.'}"


def verified(found: Verified) -> str:
    """What was compared, and how much of it differs."""
    compared = f"출처 {found.sources:,}건과 인용 {found.excerpts:,}곳을 대조했습니다."
    differ = len(found.differences)
    return f"{compared} {f'{differ:,}곳이 다릅니다.' if differ else '모두 기사와 같습니다.'}"


def facts(found: Analysed, since: datetime | None) -> Iterator[str]:
    """What is known of an article and of where it was read, a fact a line, and who acts in it."""
    article = found.article
    known = {
        "ID": article.id,
        "제목": article.title,
        "부제": " / ".join(article.subtitles),
        "매체": article.outlet,
        "기자": article.byline,
        "날짜": article.published,
        "주소": article.url,
        "파일": article.origin,
        "해시": f"SHA-256 {article.digest}",
        "받은 때": since and f"{since:%Y-%m-%d %H:%M:%S%z}",
    }
    for name, value in known.items():
        yield f"{name}: {value or UNKNOWN}"
    actors = []
    for actor in found.analysis.actors:
        role = " ".join(filter(None, (actor.org, actor.title)))
        actors.append(f"{actor.name}({role})" if role else actor.name)
    yield f"인물·기관: {', '.join(actors) or '찾지 못했습니다.'}"


def fault(error: Exception, record: str) -> str:
    """That the program itself is wrong, and where its traceback lies."""
    return f"오류: 프로그램 결함입니다({type(error).__name__}). {record} 파일과 함께 알려 주십시오."


def bug(error: Exception) -> str:
    """That the program itself is wrong, for a mail: what it was told may stand in the error, so only its kind."""
    return f"프로그램 결함입니다({type(error).__name__}). 실행한 컴퓨터의 기록을 확인해 주십시오."


def ran(week: Period, steps: Sequence[Outcome]) -> str:
    """What a run did for a week, in one line."""
    return f"{named(week)}: {'; '.join(step.said for step in steps) or '할 일이 없습니다'}."


def _some(lines: Iterable[str]) -> Iterator[str]:
    left = 0
    for number, text in enumerate(lines):
        if number < _MOST_LINES:
            yield text
        else:
            left += 1
    if left:
        yield f"  … 외 {left:,}건"
