"""`python -m benchmarks.archive [--rows N] [--articles N] [--kept FILE]`: the archive under load, a table in Markdown.

Rows: a made BigKinds workbook is read into a new archive by a process of its own, whose peak memory is reported.
Articles: an archive of that many small analysed articles, spread over four hundred weeks, is asked what a build, a
search and a list of remarks ask. Each question is asked three times over a connection of its own, of which the best
counts, in seconds and in seconds of CPU, beside the first; then three processes ask while a fourth writes. 0 leaves a
part out. A million articles take a quarter of an hour to make: `--kept` keeps the archive, or goes on with a kept one.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from briefing import pipeline
from briefing.archive import Archive
from briefing.model import Actor, Analysis, Article, Plan, Quote, Sentence, Span
from briefing.period import week_of

_SEED = 20240115
_COLUMNS = (
    "뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "인물", "위치", "기관", "키워드",
    "특성추출(가중치순 상위 50개)", "본문", "URL",
)  # fmt: skip
_SYLLABLES = "가나다라마바사아자차카타파하온누리새솔물빛한들미르달별바람구름들꽃강산"
_TITLES = ("시장", "국장", "대변인", "원장")
_WEEKS = 400
_VERSION = "bench"
_WEEK = week_of(date(2024, 1, 17))
_REPORTED = 100_000  # articles, after which the pace of writing is told
_BESIDE = 15.0  # seconds that readers and a writer share


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the workbook")
    parser.add_argument("--articles", type=int, default=1_000_000, help="articles of the archive")
    parser.add_argument("--kept", type=Path, help="the archive, made or to be grown")
    parser.add_argument("--ingest", type=Path, help=argparse.SUPPRESS)  # the child process: reads this workbook
    arguments = parser.parse_args()
    if arguments.ingest:
        _ingest(arguments.ingest)
        return
    with tempfile.TemporaryDirectory(prefix="briefing-archive-") as scratch:
        if arguments.rows:
            workbook = Path(scratch) / "made.xlsx"
            _workbook(workbook, arguments.rows)
            command = [sys.executable, "-m", "benchmarks.archive", "--ingest", str(workbook)]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")  # noqa: S603
        if arguments.articles:
            many = arguments.kept or Path(scratch) / "many.sqlite"
            _fill(many, arguments.articles)
            _questions(many, arguments.articles)
            _beside(many, arguments.articles)


def _ingest(workbook: Path) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    with Archive.open(workbook.with_suffix(".sqlite"), at=datetime(2024, 1, 22)) as archive:
        report = pipeline.ingest(archive, [workbook], None)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(
        f"| ingest of BigKinds rows | {report.new:,} | {report.new / wall:,.0f} rows/s"
        f" ({report.new / cpu:,.0f} rows/s of CPU), peak {peak / 1e6:.0f} MB |"
    )


def _fill(path: Path, articles: int) -> None:
    with Archive.open(path) as archive:
        kept = archive.count()
    for begin in range(kept, articles, _REPORTED):
        end = min(begin + _REPORTED, articles)
        wall, cpu = time.perf_counter(), time.process_time()
        with Archive.open(path) as archive:
            for start in range(begin, end, 2_000):
                _keep(archive, start, min(start + 2_000, end))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        number, size = end - begin, path.stat().st_size
        pace = f"{number / wall:,.0f} articles/s ({number / cpu:,.0f} of CPU)"
        print(f"| made and kept | {end:,} | {pace}, {size / end:,.0f} bytes an article |", flush=True)


def _keep(archive: Archive, start: int, end: int) -> None:
    with archive.transaction():
        for article, analysis in _made(start, end):
            archive.add(article)
            archive.keep_analysis(article.digest, _VERSION, analysis)


def _questions(path: Path, articles: int) -> None:
    words, people = _words_and_people()
    digest = next(_made(0, 1))[0].digest

    asked: dict[str, Callable[[Archive], object]] = {
        "articles of a week": lambda a: [article.digest for article in a.articles(_WEEK)],
        "fingerprint of a week": lambda a: a.fingerprint(_WEEK, _VERSION),
        "actors of a week": lambda a: a.named(_WEEK),
        "roles of 500 actors, 500 posts": lambda a: a.roles(
            _WEEK.start, people[:500], [(person, _TITLES[0]) for person in people[500:1_000]]
        ),
        "plans due in a week": lambda a: list(a.due(_WEEK, _VERSION, before=_WEEK.start)),
        "remarks of a person": lambda a: list(a.said(people[0], _VERSION)),
        "search, a rare word": lambda a: a.search([[words[1]]]),
        "search, a word of every tenth article": lambda a: a.search([["예산"]]),
        "search, a word of every article": lambda a: a.search([["계획이다"]]),
        "the same, of the last half year": lambda a: a.search([["계획이다"]], _WEEK.start - timedelta(days=182)),
        "search, two words": lambda a: a.search([["예산"], [words[1]]]),
        "an article by the beginning of its digest": lambda a: a.find(digest[:12]),
        "articles without an analysis": lambda a: a.unanalysed(_VERSION),
        "weeks with articles": lambda a: a.weeks(),
        "number of articles": lambda a: a.count(),
        "undated": lambda a: a.undated(),
    }
    for name, question in asked.items():
        with Archive.open(path) as archive:
            times = []
            for _ in range(3):
                wall, cpu = time.perf_counter(), time.process_time()
                found = question(archive)
                times.append((time.perf_counter() - wall, time.process_time() - cpu))
        number = f"{len(found):,} found, " if isinstance(found, (list, tuple, dict)) else ""
        wall, cpu = map(min, zip(*times, strict=True))
        told = f"{number}{wall:.3f} s ({cpu:.3f} of CPU), first {times[0][0]:.3f} s"
        print(f"| {name} | {articles:,} | {told} |", flush=True)


def _beside(path: Path, articles: int) -> None:
    with ProcessPoolExecutor(4) as pool:
        writer = pool.submit(_write, path, articles)
        readers = [pool.submit(_read, path) for _ in range(3)]
        answers = [reader.result() for reader in readers]
        pace = writer.result() / _BESIDE
    number = sum(map(len, answers))
    wall, cpu = map(max, zip(*(times for answer in answers for times in answer), strict=True))
    print(
        f"| three readers beside a writer | {articles:,} | {number:,} answers, the slowest {wall:.3f} s"
        f" ({cpu:.3f} of CPU); {pace:,.0f} articles/s written |"
    )


def _read(path: Path) -> list[tuple[float, float]]:
    """The seconds, and those of CPU, of each answer: a week's articles, a search and somebody's remarks, by turns."""
    words, people = _words_and_people()
    times: list[tuple[float, float]] = []
    end = time.perf_counter() + _BESIDE
    with Archive.open(path) as archive:
        while (wall := time.perf_counter()) < end:
            cpu = time.process_time()
            match len(times) % 3:
                case 0:
                    sum(1 for _ in archive.articles(_WEEK))
                case 1:
                    archive.search([[words[len(times) % 1_000]]])
                case _:
                    sum(1 for _ in archive.said(people[len(times) % 1_000], _VERSION))
            times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return times


def _write(path: Path, start: int) -> int:
    """How many articles more were kept, fifty at once."""
    end, number = time.perf_counter() + _BESIDE, start
    with Archive.open(path) as archive:
        while time.perf_counter() < end:
            _keep(archive, number, number := number + 50)
    return number - start


@cache
def _words_and_people() -> tuple[list[str], list[str]]:
    random = Random(_SEED)  # noqa: S311 - reproducible, and nobody's secret
    return _pool(random, 20_000), _pool(random, 2_000)


def _made(start: int, end: int) -> Iterator[tuple[Article, Analysis]]:
    """Articles of one sentence each, over `_WEEKS` weeks, with two actors, a remark and, every tenth, a plan."""
    random = Random()  # noqa: S311
    words, people = _words_and_people()
    first = _WEEK.start - timedelta(weeks=_WEEKS - 1)
    for number in range(start, end):
        random.seed(number)
        one = random.randrange(len(people))
        speaker, body, title = people[one], people[one * 7 % len(people)], _TITLES[(one + (number % 50 == 0)) % 4]
        some = tuple(random.choices(words, k=8)) + (("예산",) if number % 10 == 0 else ())
        text = f"{body}는 {' '.join(some)} 계획이다."
        day = first + timedelta(days=number % (7 * _WEEKS))
        due = day + timedelta(days=random.randrange(1, 200))
        plan = Plan(0, len(text), cue="계획이다", when=Span(0, 2), first=due, last=due, precision="day")
        yield (
            Article(id=f"made-{number}", title=f"{body} {some[0]}", outlet="가온일보", published=day, body=text),
            Analysis(
                sentences=(Sentence(0, len(text), 1.0, 1, some),),
                actors=(
                    Actor(name=speaker, kind="person", org=body, title=title),
                    Actor(name=body, kind="organization"),
                ),
                figures=(),
                quotes=(Quote(0, 2, kind="indirect", speaker=speaker, speaker_org=body, cue="밝히다"),),
                plans=(plan,) if number % 10 == 0 else (),
                title_terms=some[:2],
            ),
        )


def _workbook(path: Path, rows: int) -> None:
    """A workbook as BigKinds exports it: texts in shared strings, 150 keywords a row, a body cut at 200 characters."""
    random = Random(_SEED)  # noqa: S311
    words = _pool(random, 20_000)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def listed(count: int, mark: str = ",") -> str:
        return mark.join(random.choices(words, k=count))

    def row(number: int) -> tuple[str, ...]:
        body = "".join(f"{listed(8, ' ')}을 밝혔다. " for _ in range(8))[:200]
        day = date(2024, 1, 15) + timedelta(days=number % 7)
        return (
            f"01100101.{number:020d}", f"{day:%Y%m%d}", "가온일보", "한가람", listed(7, " "), "정치>행정_자치",
            "경제>경제일반", listed(5), listed(4), listed(6), listed(150), listed(50), body,
            f"https://news.example/{number}",
        )  # fmt: skip

    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        tempfile.TemporaryFile("w+") as spool,
    ):
        count = 0
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {main}><sheetData>".encode())
            for number in range(rows + 1):
                cells = []
                for column, text in enumerate(row(number) if number else _COLUMNS):
                    cells.append(f'<c r="{chr(65 + column)}{number + 1}" t="s"><v>{count}</v></c>')
                    spool.write(f"<si><t>{escape(text)}</t></si>\n")
                    count += 1
                sheet.write(f'<row r="{number + 1}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        spool.seek(0)
        with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            strings.write(f"<sst {main}>".encode())
            for line in spool:
                strings.write(line.encode())
            strings.write(b"</sst>")
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", _relations({"officeDocument": "xl/workbook.xml"}))
        parts = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
        book.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        sheets = '<sheets><sheet name="sheet" sheetId="1" r:id="r0"/></sheets>'
        book.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}">{sheets}</workbook>')


def _relations(parts: dict[str, str]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _pool(random: Random, size: int) -> list[str]:
    return ["".join(random.choices(_SYLLABLES, k=random.choice((2, 3, 3, 4)))) for _ in range(size)]


if __name__ == "__main__":
    main()
