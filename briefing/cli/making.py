"""The commands that make something: ingest, fetch, analyze, build, verify."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import period as periods
from briefing.cli import console, options, stats, words
from briefing.cli.options import command, each
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from briefing.archive import Archive
    from briefing.config import Source
    from briefing.model import Article, Rejected
    from briefing.observe import Run
    from briefing.period import Period
    from briefing.render.design import Style


@command(example="briefing ingest examples/articles --date 2024-01-17")
@click.argument("places", nargs=-1, required=True, type=options.Place(), metavar="PATH…")
@options.date_of_articles
@stats.option
@click.pass_context
def ingest(ctx: click.Context, places: tuple[Path | str, ...], day: date | None, run: Run) -> None:
    """기사 파일, 폴더, 웹 주소를 읽어 보관합니다. PATH가 -이면 표준 입력을 읽습니다."""
    from briefing.config import Source

    paths = [place for place in places if isinstance(place, Path)]
    sources = [Source(name=place, url=place) for place in places if isinstance(place, str)]
    with ctx.obj.open(create=True) as archive:
        fetched = not sources or _fetched(archive, sources, day)
        if not (not paths or _ingested(archive, paths, day, run, console.say)) or not fetched:
            ctx.exit(1)


@command(example="briefing fetch 정책뉴스")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.pass_context
def fetch(ctx: click.Context, names: tuple[str, ...]) -> None:
    """설정한 출처([sources.NAME])에서 새 기사를 받아 보관합니다."""
    from briefing import config

    sources = config.named(ctx.obj.settings(), names)
    with ctx.obj.open(create=True) as archive:
        if not _fetched(archive, sources, None):
            ctx.exit(1)


@command(example="briefing analyze examples/articles --format table")
@options.paths_of_articles
@click.option(
    "--format", "shape", type=click.Choice(["jsonl", "table"]), default="jsonl", help="출력 형식 (기본: jsonl)"
)
@options.date_of_articles
@options.workers
@stats.option
@click.pass_context
def analyze(
    ctx: click.Context,
    paths: tuple[Path, ...],
    shape: str,
    day: date | None,
    jobs: int,
    scheduler: str | None,
    run: Run,
) -> None:
    """기사를 보관하지 않고 분석하여 결과를 출력합니다."""
    from briefing import workers

    workers.warm(jobs, scheduler)  # before the imports below, which then pass beside it
    from briefing import ingest as readers
    from briefing import pipeline
    from briefing.model import Article, Rejected
    from briefing.render import contract

    rejected: list[Rejected] = []
    stage = run.begin("읽기와 분석")

    def articles() -> Iterator[Article]:
        for result in stage.passing(readers.read(paths, day)):
            if isinstance(result, Article):
                yield result
            else:
                rejected.append(result)

    read = 0
    # A bar among the lines of the result would spoil both.
    with workers.opened(jobs, scheduler) as crew, console.Progress(quiet=sys.stdout.isatty()) as progress:
        for found in pipeline.analyse(articles(), progress, crew):
            if isinstance(found, Rejected):
                rejected.append(found)
                continue
            read += 1
            if shape == "jsonl":
                click.echo(f"{contract.line(found)}\n".encode(), nl=False)
            else:
                console.page(("" if read == 1 else "\n") + contract.table(found))
        stage.worker_peak = crew.peak
    each(words.rejected(rejected), console.note)
    if not read:
        ctx.exit(1)


def _sentences(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """An option's value as a number of sentences that makes a summary."""
    from briefing.config import MOST_SENTENCES

    if text is None:
        return None
    number = options.count(ctx, param, text)
    if not 1 <= number <= MOST_SENTENCES:
        raise click.BadParameter(f"1부터 {MOST_SENTENCES}까지의 정수로 적어 주십시오.", ctx, param)
    return number


def _formats(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """An option's values, each a list parted by commas, as formats in the order the report knows them."""
    from briefing.render import FORMATS

    named = [name.strip().lower() for text in texts for name in text.split(",")]
    for name in named:
        if name not in FORMATS:
            raise click.BadParameter(f"{', '.join(FORMATS)} 가운데서 골라 적어 주십시오: {name!r}", ctx, param)
    return tuple(name for name in FORMATS if name in named)


def _templates(ctx: click.Context, param: click.Parameter, folder: Path | None) -> Path | None:
    """An option's value as a folder of templates; ConfigError for one that cannot be read."""
    from briefing.config import brand

    if folder and (fault := brand.missing(folder)):
        raise ConfigError("--templates", *fault)
    return folder


@command(example="briefing build examples/articles --week '2024년 1월 3주차'")
@click.argument("paths", nargs=-1, type=options.PATH, metavar="[PATH…]")
@click.option("--week", metavar="W", help="2024-W03, 날짜, last, this, '2024년 1월 3주차' (기본: last)")
@click.option("--from", "first", callback=options.day, metavar="D", help="첫날 (--to와 함께)")
@click.option("--to", "last", callback=options.day, metavar="D", help="마지막 날 (--from과 함께)")
@click.option("--sentences", callback=_sentences, metavar="N", help="쟁점마다 요약에 쓸 문장의 최대 개수 (기본: 3)")
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=_formats,
    metavar="F",
    help="형식: pdf, html, json, hwpx, docx, md (기본: pdf,html,json)",
)
@click.option(
    "--style",
    type=click.Choice(["report", "개조식"]),
    metavar="S",
    help="문서 모양: report(글), 개조식(□ ○ - ※) (기본: report)",
)
@click.option("--templates", callback=_templates, type=options.PATH, metavar="DIR", help="먼저 쓸 템플릿의 폴더")
@click.option("--pdf-a", is_flag=True, help="PDF를 장기 보존 규격(PDF/A-3)으로 씁니다.")
@click.option("--output", type=options.PATH, metavar="DIR", help="보고서를 쓸 폴더 (기본: reports)")
@click.option("--open", "show", is_flag=True, help="다 만든 HTML을 기본 브라우저로 엽니다.")
@options.date_of_articles
@options.workers
@stats.option
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[Path, ...],
    week: str | None,
    first: date | None,
    last: date | None,
    sentences: int | None,
    formats: tuple[str, ...],
    style: Style | None,
    templates: Path | None,
    pdf_a: bool,
    output: Path | None,
    show: bool,
    day: date | None,
    jobs: int,
    scheduler: str | None,
    run: Run,
) -> None:
    """보관된 기사로 브리핑을 만듭니다. PATH를 주면 먼저 읽습니다."""
    from briefing import workers

    if day and not paths:
        raise click.UsageError("--date는 읽을 PATH와 함께 써야 합니다.", ctx)
    if paths:
        workers.warm(jobs, scheduler)  # before the imports below, which then pass beside it
    from briefing import pipeline

    period = _period(ctx, week, first, last)
    settings = ctx.obj.settings()
    if sentences is not None:
        settings = replace(settings, summary_sentences=sentences)
    if formats:
        settings = replace(settings, formats=formats)
    if style:
        settings = replace(settings, design=replace(settings.design, style=style))
    if templates:
        settings = replace(settings, design=replace(settings.design, templates=templates))
    if pdf_a:
        settings = replace(settings, design=replace(settings.design, pdf_a=True))
    with ctx.obj.open(create=True) as archive:
        if paths and not _ingested(archive, paths, day, run, console.note):
            ctx.exit(1)
        with workers.opened(jobs, scheduler) as crew, console.Progress() as progress:
            folder = output or settings.reports
            built = pipeline.build(archive, period, settings, folder, options.now(), progress, crew, run)
        if not built.briefing.sources:
            console.note(words.empty(period, archive.weeks()))
    each(map(str, built.files), console.say)
    if show:
        _show(built.files)


def _show(files: Sequence[Path]) -> None:
    """Open the page of a report in the reader's browser, another file of it where it has none."""
    import webbrowser

    page = next((file for file in files if file.suffix == ".html"), files[0])
    if not webbrowser.open(page.resolve().as_uri()):
        console.note(f"열 브라우저를 찾지 못했습니다. {page} 파일을 직접 열어 주십시오.")


@command(example="briefing verify reports/2024-W03/briefing.json")
@click.argument("path", type=options.PATH, metavar="FILE")
@click.pass_context
def verify(ctx: click.Context, path: Path) -> None:
    """briefing.json의 문장, 발언, 숫자를 보관된 기사와 다시 대조합니다."""
    from briefing import verify as verification

    with ctx.obj.open() as archive, console.Progress() as progress:
        found = verification.verify(archive, path, progress)
    each(found.differences, console.note)
    console.say(words.verified(found))
    if found.differences:
        ctx.exit(1)


def _ingested(archive: Archive, paths: Sequence[Path], day: date | None, run: Run, say: Callable[[str], None]) -> bool:
    """Whether anything at all could be read into the archive; says what came of it."""
    from briefing import pipeline

    with console.Progress() as progress:
        report = pipeline.ingest(archive, paths, day, progress, run)
    say(words.counts(report))
    each(words.undated(report.undated), say)
    each(words.rejected(report.rejected), console.note)
    return bool(report.new or report.known or report.dated)


def _fetched(archive: Archive, sources: Sequence[Source], day: date | None) -> bool:
    """Whether every source gave what it has; says what came of them."""
    from briefing import pipeline

    with console.Progress() as progress:
        report = pipeline.fetch(archive, sources, options.now().date(), os.environ, day, progress)
    console.say(words.counts(report.articles))
    each(words.unchanged(report.unchanged), console.say)
    each(words.rejected(report.articles.rejected), console.note)
    return not report.failed


def _period(ctx: click.Context, week: str | None, first: date | None, last: date | None) -> Period:
    """The period that the options name; last week if they name none."""
    if first is None and last is None:
        return periods.parse("last" if week is None else week, options.now().date())
    if week is not None:
        raise click.UsageError("--week와 --from, --to는 함께 쓸 수 없습니다.", ctx)
    if first is None or last is None:
        raise click.UsageError("--from과 --to는 함께 써야 합니다.", ctx)
    return periods.between(first, last)
