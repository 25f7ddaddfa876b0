"""`python -m benchmarks.site [--weeks N]`: how long it takes to publish one more week on a site of many.

Weeks of a hundred articles are made of words that follow Zipf's law (a few are everywhere, most are rare), as those of
a language do, so that the index of the search has the size of a real one. People and bodies come back over the weeks.
Nothing of it is true. The PDF is left out: it costs what `briefing build` says.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from random import Random

from briefing import publishing
from briefing.archive import Archive
from briefing.config import Config, Site
from briefing.model import (
    Briefing,
    Commitment,
    Coverage,
    Excerpt,
    Issue,
    LedgerEntry,
    Profile,
    Quantity,
    Remark,
    Role,
    Source,
    Story,
    Voice,
)
from briefing.period import week_of

_FIRST = date(2021, 1, 4)
_STORIES, _ISSUES, _OF_ISSUE = 100, 15, 5
_SECONDS = 10.0

_SYLLABLES = (
    "가고교국금기나노단대도동라로리마모문미바반보부비사산상서성세소수시안양어연예우원위유의이인"
    "자장재전정제조주지진차청체초추치통투특파판평포표품하학한합해행협형호화환회"
)
_SURNAMES, _GIVEN = (
    "김이박최정강조윤장임한오",
    ("가람", "나래", "다온", "라온", "마루", "보람", "새롬", "여울", "이든", "한결"),
)
_PLACES = ("가온", "새솔", "누리", "물빛", "한들", "미르", "달빛", "솔바람", "너른", "큰내", "작은내", "높은들")
_KINDS = ("시", "군", "진흥원", "연구원", "도시공사", "협회")


class _Words:
    """Words by the hundred: the nth is n times rarer than the first."""

    def __init__(self, number: int) -> None:
        chance = Random(1)  # noqa: S311 - reproducible, and nobody's secret
        found: dict[str, None] = {}
        while len(found) < number:
            found["".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 2, 3))))] = None
        self._words = list(found)
        self._shares = list(accumulate(1 / rank for rank in range(2, number + 2)))

    def some(self, chance: Random, number: int) -> list[str]:
        return chance.choices(self._words, cum_weights=self._shares, k=number)


_WORDS = _Words(30_000)


def week(number: int) -> Briefing:
    """The made briefing of a week, the same for the same number."""
    chance = Random(number)  # noqa: S311
    period = week_of(_FIRST + timedelta(weeks=number))
    sources = tuple(
        Source(
            number=at,
            digest=f"{number:032x}{at:032x}",
            id=f"{number}-{at}",
            title=" ".join(_WORDS.some(chance, 6)),
            outlet=f"{chance.choice(_PLACES)}일보",
            byline=None,
            published=period.start + timedelta(days=chance.randrange(7)),
            url=f"https://example.org/{number}/{at}",
            origin=f"{at}.txt",
        )
        for at in range(1, _STORIES + 1)
    )
    issues = tuple(_issue(chance, at * _OF_ISSUE + 1) for at in range(_ISSUES))
    voices = tuple(_voice(chance) for _ in range(40))
    people = {voice.name: voice for voice in voices if voice.name}
    return Briefing(
        period=period,
        title="주간 정책 브리핑",
        issuer="가온시 정책실",
        lead=issues[0].summary[0],
        issues=issues,
        briefs=tuple(Story(sources=(at,)) for at in range(_ISSUES * _OF_ISSUE + 1, _STORIES + 1)),
        voices=voices,
        profiles=tuple(
            Profile(
                name=name,
                kind="person",
                roles=(Role(org=voice.org, title=voice.title, first=period.start, last=period.end, sources=(1,)),),
                sources=tuple(sorted({remark.source for remark in voice.remarks})),
                remarks=len(voice.remarks),
            )
            for name, voice in people.items()
        )
        + tuple(
            Profile(name=name, kind="organization", sources=(chance.randrange(1, _STORIES),))
            for name in _bodies(chance)
        ),
        ledger=tuple(LedgerEntry(stated=_quantity(chance)) for _ in range(40)),
        upcoming=tuple(_plan(chance, period.end) for _ in range(20)),
        charts=(),
        sources=sources,
        coverage=Coverage(read=_STORIES),
    )


def _issue(chance: Random, first: int) -> Issue:
    words = _WORDS.some(chance, 5)
    return Issue(
        label=" ".join(words),
        stories=tuple(Story(sources=(number,)) for number in range(first, first + _OF_ISSUE)),
        summary=tuple(_excerpt(chance, first + at) for at in range(3)),
        terms=tuple(words),
        actors=tuple(_bodies(chance)[:2]),
    )


def _sentence(chance: Random) -> str:
    nouns = _WORDS.some(chance, 9)
    particles = ("은", "의", "를", "과", "에서", "으로", "", "", "")
    return " ".join(noun + chance.choice(particles) for noun in nouns) + f" {chance.randrange(2, 900)}억원을 지원한다."


def _excerpt(chance: Random, source: int) -> Excerpt:
    text = _sentence(chance)
    return Excerpt(0, len(text), source=source, text=text)


def _voice(chance: Random) -> Voice:
    name, (body, *_) = chance.choice(_SURNAMES) + chance.choice(_GIVEN), _bodies(chance)
    return Voice(name=name, org=body, title="원장", remarks=tuple(_remark(chance, name, body) for _ in range(3)))


def _remark(chance: Random, name: str, body: str) -> Remark:
    source = chance.randrange(1, _STORIES + 1)
    said = _excerpt(chance, source)
    return Remark(
        said.start,
        said.end,
        source=source,
        text=said.text,
        kind="direct",
        speaker=name,
        speaker_org=body,
        speaker_title="원장",
        cue="말했다",
        published=None,
        context=said,
    )


def _quantity(chance: Random) -> Quantity:
    said = _excerpt(chance, chance.randrange(1, _STORIES + 1))
    at = said.text.rindex(" ", 0, said.text.rindex(" ")) + 1
    written = said.text[at : said.text.index("원", at) + 1]
    return Quantity(
        at,
        at + len(written),
        source=said.source,
        text=written,
        value=Decimal(chance.randrange(2, 900)) * 100_000_000,
        value_max=None,
        unit="KRW",
        kind="money",
        label=" ".join(_WORDS.some(chance, 2)),
        context=said,
    )


def _plan(chance: Random, end: date) -> Commitment:
    said, day = _excerpt(chance, chance.randrange(1, _STORIES + 1)), end + timedelta(days=chance.randrange(1, 200))
    return Commitment(
        said.start,
        said.end,
        source=said.source,
        text=said.text,
        who=None,
        cue="한다",
        when=None,
        first=day,
        last=day,
        precision="day",
        published=None,
        context=said,
    )


def _bodies(chance: Random) -> Sequence[str]:
    return [chance.choice(_PLACES) + chance.choice(_KINDS) for _ in range(5)]


def main() -> None:
    """Publishes many weeks at once and then one more; prints what each took, and says whether the last was in time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site")
    parser.add_argument("--weeks", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="a new folder for archive and site, which is kept")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        seconds = _measure(folder, arguments.weeks)
    if seconds >= _SECONDS:
        sys.exit(f"one more week took {seconds:.1f} s: more than {_SECONDS:.0f} s")


def _measure(folder: Path, weeks: int) -> float:
    settings = Config(
        archive=folder / "briefing.sqlite",
        reports=folder / "reports",
        title="주간 정책 브리핑",
        issuer=None,
        summary_sentences=3,
        watch=(),
        source=None,
        formats=("html",),
        approval="none",
        site=Site(target=str(folder / "site"), url="https://example.org/briefing/"),
    )
    now = datetime(2025, 1, 6, 7, 30)
    with Archive.open(settings.archive) as archive:
        for number in range(weeks):
            slug = archive.keep_briefing(week(number)).slug
            publishing.decide(archive, slug, settings, now)
        _line("what", "seconds", "CPU seconds", "files written", "MB written", "deleted")
        _publish(f"{weeks} weeks at once", archive, None, settings, now)
        _publish("nothing new", archive, None, settings, now)
        slug = archive.keep_briefing(week(weeks)).slug
        seconds = _publish("one more week", archive, slug, settings, now)
    files = [file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file()]
    shards = [file.stat().st_size for file in (folder / "site/assets/search").rglob("*.js")]
    print(f"{len(files):,} files, {sum(files) / 1e6:.1f} MB; of the search {len(shards):,}, {sum(shards) / 1e6:.1f} MB")
    return seconds


def _publish(what: str, archive: Archive, slug: str | None, settings: Config, now: datetime) -> float:
    started, working = time.perf_counter(), time.process_time()
    report = publishing.publish(archive, slug, settings, {}, now).report
    seconds, working = time.perf_counter() - started, time.process_time() - working
    _line(
        what,
        f"{seconds:.2f}",
        f"{working:.2f}",
        f"{len(report.written):,}",
        f"{report.size / 1e6:.2f}",
        f"{len(report.deleted):,}",
    )
    return seconds


def _line(what: str, *cells: str) -> None:
    print(f"{what:<22}", *(f"{cell:>14}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
