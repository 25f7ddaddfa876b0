"""The command line: each command parses, calls one function, and prints.

The clock is read here and nowhere else. What is heavy is imported inside the command that needs it, so that
help, completion and mistakes are answered at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

import briefing
from briefing import period as periods
from briefing.cli import console, korean, words
from briefing.errors import BriefingError, NotFoundError

if TYPE_CHECKING:
    from briefing.archive import Archive
    from briefing.config import Config
    from briefing.model import Article, Rejected
    from briefing.period import Period

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the program, before those of a command."""

    archive: Path | None
    config: Path | None

    def settings(self) -> Config:
        """The settings of file and environment, with the archive of the option where one is given."""
        from briefing import config

        settings = config.load(self.config, os.environ)
        return replace(settings, archive=self.archive) if self.archive else settings

    def open(self, *, create: bool = False) -> Archive:
        """The archive these options lead to; a missing one is made only if `create`."""
        from briefing.archive import Archive

        return Archive.open(self.settings().archive, create=create)


def _day(ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """An option's value as a date; PeriodError for what is none."""
    return None if text is None else periods.parse_day(text)


def _count(ctx: click.Context, param: click.Parameter, text: str) -> int:
    """An option's value as a number of things."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise click.BadParameter("0 이상의 정수로 적어 주십시오.", ctx, param)
    return int(text)


PATH = click.Path(path_type=Path)
paths_of_articles = click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
date_of_articles = click.option("--date", "day", callback=_day, metavar="D", help="날짜가 적히지 않은 기사의 날짜")


@click.group(
    cls=korean.Group,
    epilog="예: briefing build examples/articles --week 2024-W03",
    context_settings={"max_content_width": 80},
)
@click.option("--archive", type=PATH, metavar="FILE", help="보관함 파일 (기본: reports/briefing.sqlite)")
@click.option("--config", type=PATH, metavar="FILE", help="설정 파일 (기본: briefing.toml)")
@click.option("--verbose", is_flag=True, help="진행 단계를 표준 오류에 적습니다.")
@click.version_option(briefing.__version__, message="briefing %(version)s", help="판 번호를 보여 줍니다.")
@click.pass_context
def cli(ctx: click.Context, archive: Path | None, config: Path | None, verbose: bool) -> None:
    """정책 기사를 모아 출처가 분명한 주간 브리핑을 만듭니다."""
    ctx.obj = Options(archive, config)
    if verbose:
        _log_stages(ctx)


def _log_stages(ctx: click.Context) -> None:
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S"))
    logger = logging.getLogger("briefing")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)

    @ctx.call_on_close
    def quiet() -> None:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


@cli.command(epilog="예: briefing ingest examples/articles --date 2024-01-17")
@paths_of_articles
@date_of_articles
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], day: date | None) -> None:
    """기사 파일과 폴더를 읽어 보관합니다."""
    with ctx.obj.open(create=True) as archive:
        if not _ingested(archive, paths, day, console.say):
            ctx.exit(1)


@cli.command(epilog="예: briefing analyze examples/articles --format table")
@paths_of_articles
@click.option(
    "--format", "shape", type=click.Choice(["jsonl", "table"]), default="jsonl", help="출력 형식 (기본: jsonl)"
)
@date_of_articles
@click.pass_context
def analyze(ctx: click.Context, paths: tuple[Path, ...], shape: str, day: date | None) -> None:
    """기사를 보관하지 않고 분석하여 결과를 출력합니다."""
    from briefing import ingest as readers
    from briefing import pipeline
    from briefing.model import Article
    from briefing.render import contract

    rejected: list[Rejected] = []

    def articles() -> Iterator[Article]:
        for result in readers.read(paths, day):
            if isinstance(result, Article):
                yield result
            else:
                rejected.append(result)

    read = 0
    # A bar among the lines of the result would spoil both.
    with console.Progress(quiet=sys.stdout.isatty()) as progress:
        for read, analysed in enumerate(pipeline.analyse(articles(), progress), start=1):
            if shape == "jsonl":
                click.echo(f"{contract.line(analysed)}\n".encode(), nl=False)
            else:
                console.page(("" if read == 1 else "\n") + contract.table(analysed))
    _each(words.rejected(rejected), console.note)
    if not read:
        ctx.exit(1)


@cli.command(epilog="예: briefing build examples/articles --week '2024년 1월 3주차'")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH…]")
@click.option("--week", metavar="W", help="2024-W03, 날짜, last, this, '2024년 1월 3주차' (기본: last)")
@click.option("--from", "first", callback=_day, metavar="D", help="첫날 (--to와 함께)")
@click.option("--to", "last", callback=_day, metavar="D", help="마지막 날 (--from과 함께)")
@click.option("--output", type=PATH, metavar="DIR", help="보고서를 쓸 폴더 (기본: reports)")
@date_of_articles
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[Path, ...],
    week: str | None,
    first: date | None,
    last: date | None,
    output: Path | None,
    day: date | None,
) -> None:
    """보관된 기사로 브리핑을 만듭니다. PATH를 주면 먼저 읽습니다."""
    from briefing import pipeline

    if day and not paths:
        raise click.UsageError("--date는 읽을 PATH와 함께 써야 합니다.", ctx)
    period = _period(ctx, week, first, last)
    settings = ctx.obj.settings()
    with ctx.obj.open(create=True) as archive:
        if paths and not _ingested(archive, paths, day, console.note):
            ctx.exit(1)
        with console.Progress() as progress:
            built = pipeline.build(archive, period, settings, output or settings.reports, progress)
        if not built.briefing.sources:
            console.note(words.empty(period, archive.weeks()))
    _each(map(str, built.files), console.say)


@cli.command("list", epilog="예: briefing list --week 2024-W03")
@click.option("--week", metavar="W", help="그 주의 기사만 (2024-W03, last, this 등)")
@click.pass_context
def list_articles(ctx: click.Context, week: str | None) -> None:
    """보관된 기사를 주별로 보여 줍니다."""
    chosen = None if week is None else periods.parse(week, date.today())
    with ctx.obj.open() as archive:
        made = {kept.slug for kept in archive.briefings()}
        weeks = archive.weeks()
        shown = [(period, number) for period, number in weeks if chosen is None or period == chosen]
        for period, number in shown:
            console.say(f"{words.named(period)}: 기사 {number:,}건{', 브리핑 있음' if period.slug in made else ''}")
            for article in archive.articles(period):
                console.say(f"  {words.listed(article)}")
        if not shown:
            console.note(words.empty(chosen, weeks) if chosen else words.elsewhere(weeks))
        if chosen is None:
            _each(words.undated(archive.undated()), console.say)
            _each(words.rejected(archive.rejections()), console.say)


@cli.command(epilog="예: briefing show 2024-01-17-기사.txt")
@click.argument("text", metavar="ID")
@click.pass_context
def show(ctx: click.Context, text: str) -> None:
    """기사 하나와 거기서 찾은 것을 보여 줍니다. ID는 앞부분만 적어도 됩니다."""
    from briefing import pipeline
    from briefing.render import contract

    with ctx.obj.open() as archive, console.Progress() as progress:
        (found,) = pipeline.analysed(archive, [archive.find(text)], progress)
    _each(words.facts(found), console.say)
    console.page(f"\n{found.article.body}\n\n{contract.table(found)}")


@cli.command(epilog="예: briefing remarks --actor 박윤규 --since 2024-01-01")
@click.option("--actor", cls=korean.Required, metavar="이름", help="발언한 사람이나 기관의 이름")
@click.option("--since", callback=_day, metavar="D", help="이 날부터의 발언만")
@click.pass_context
def remarks(ctx: click.Context, actor: str, since: date | None) -> None:
    """한 사람의 발언을 보관된 기사에서 찾아 출처와 함께 보여 줍니다."""
    from briefing.cli import lookup

    with ctx.obj.open() as archive:
        with console.Progress() as progress:
            lookup.complete(archive, progress)
        found = False
        for said in lookup.remarks(archive, actor, since):
            found = True
            _each(words.remark(said), console.say)
    if not found:
        raise NotFoundError(
            actor, "보관된 기사에서 발언을 찾지 못했습니다.", "성과 이름을 모두 적었는지 확인해 주십시오."
        )


@cli.command(epilog="예: briefing evaluate tests/quality/gold --errors 5")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="GOLD…")
@click.option(
    "--errors", "most", callback=_count, default="0", metavar="N", help="틀린 것을 종류마다 N건까지 보입니다."
)
@click.pass_context
def evaluate(ctx: click.Context, paths: tuple[Path, ...], most: int) -> None:
    """정답을 붙인 기사(JSON Lines)로 분석의 정확도를 잽니다."""
    from briefing import evaluate as evaluation
    from briefing.cli import scores

    with console.Progress() as progress:
        found = evaluation.evaluate(paths, progress)
    _each(scores.table(found), console.say)
    _each(scores.faults(found, most) if most else (), console.say)


@cli.command(epilog="예: briefing doctor")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """글꼴, 라이브러리, 설정, 보관함을 살피고 고칠 길을 알립니다."""
    from briefing import doctor as health

    sound = True
    for finding in health.examine(ctx.obj.config, ctx.obj.archive, os.environ):
        sound &= finding.state != "문제"
        console.say(f"{finding.state}  {finding.subject}: {finding.detail} {finding.remedy}".rstrip())
    if not sound:
        ctx.exit(1)


@cli.command(epilog='예: eval "$(briefing completion bash)"')
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    """셸(bash, zsh, fish)의 명령 자동 완성 스크립트를 출력합니다."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click brings all three
    script = kind(cli, {}, "briefing", "_BRIEFING_COMPLETE")
    click.echo(script.source_template % script.source_vars())


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit.

    0 done, 1 a BriefingError (one line says which), 2 wrong usage, 70 a fault of the program (its traceback goes to a
    file that the one line names), 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character is no reason to stop
    try:
        code = cli.main(args, prog_name="briefing", standalone_mode=False)
    except BriefingError as error:
        console.note(f"오류: {error}")
        code = 1
    except NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = error.exit_code
    except click.UsageError as error:
        console.note(f"오류: {korean.sentence(error)}")
        click.echo(korean.hint(error), err=True)
        code = error.exit_code
    except click.Abort:
        code = 130  # 128 + SIGINT, as a shell has it
    except Exception as fault:  # noqa: BLE001 - the last boundary: a fault of the program is told, recorded, not hidden
        console.note(words.fault(fault, _recorded(fault)))
        code = 70  # EX_SOFTWARE of sysexits.h
    sys.exit(code or 0)


def _recorded(fault: Exception) -> str:
    """The path of a new file that holds the traceback of `fault`."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="briefing-", suffix=".log", delete=False, encoding="utf-8") as record:
        record.write("".join(traceback.format_exception(fault)))
    return record.name


def _ingested(archive: Archive, paths: Sequence[Path], day: date | None, say: Callable[[str], None]) -> bool:
    """Whether anything at all could be read into the archive; says what came of it."""
    from briefing import pipeline

    with console.Progress() as progress:
        report = pipeline.ingest(archive, paths, day, progress)
    say(words.counts(report))
    undated = {article.digest for article in archive.undated()}
    _each(words.undated([a for a in (*report.new, *report.known) if a.digest in undated]), say)
    _each(words.rejected(report.rejected), console.note)
    return bool(report.new or report.known or report.dated)


def _period(ctx: click.Context, week: str | None, first: date | None, last: date | None) -> Period:
    """The period that the options name; last week if they name none."""
    if first is None and last is None:
        return periods.parse("last" if week is None else week, date.today())
    if week is not None:
        raise click.UsageError("--week와 --from, --to는 함께 쓸 수 없습니다.", ctx)
    if first is None or last is None:
        raise click.UsageError("--from과 --to는 함께 써야 합니다.", ctx)
    return periods.between(first, last)


def _each(lines: Iterable[str], say: Callable[[str], None]) -> None:
    for text in lines:
        say(text)
