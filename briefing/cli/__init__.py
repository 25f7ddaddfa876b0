"""The command line: each command parses, calls one function, and prints.

The clock is read here and nowhere else. What is heavy is imported inside the command that needs it, so that
help, completion and mistakes are answered at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

import briefing
from briefing.cli import (
    asking,
    console,
    delivering,
    design,
    keeping,
    korean,
    making,
    operating,
    publishing,
    serving,
    tools,
    words,
)
from briefing.cli.options import PATH, Options
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.cli.journal import Shape


@click.group(
    cls=korean.Group,
    epilog="예: briefing build examples/articles --week 2024-W03",
    context_settings={"max_content_width": 80},
)
@click.option("--archive", type=PATH, metavar="FILE", help="보관함 파일 (기본: reports/briefing.sqlite)")
@click.option("--config", type=PATH, metavar="FILE", help="설정 파일 (기본: briefing.toml)")
@click.option("--verbose", is_flag=True, help="진행 단계를 표준 오류에 적습니다.")
@click.option(
    "--log-format", "log", type=click.Choice(["text", "json"]), metavar="F", help="진행 단계를 적는 형식: text, json"
)
@click.version_option(briefing.__version__, message="briefing %(version)s", help="판 번호를 보여 줍니다.")
@click.pass_context
def cli(ctx: click.Context, archive: Path | None, config: Path | None, verbose: bool, log: Shape | None) -> None:
    """정책 기사를 모아 출처가 분명한 주간 브리핑을 만듭니다."""
    ctx.obj = Options(archive, config)
    if verbose or log:
        from briefing.cli.journal import Journal

        console.journal = Journal(log or "text")


# In the order of the work, as the help lists them.
for _command in (
    operating.init,
    operating.config,
    making.ingest,
    making.fetch,
    making.analyze,
    making.build,
    making.verify,
    delivering.approve,
    delivering.send,
    delivering.status,
    publishing.publish,
    serving.serve,
    operating.run,
    asking.list_articles,
    asking.search,
    asking.show,
    asking.remarks,
    asking.plans,
    keeping.export,
    keeping.remove,
    keeping.backup,
    design.templates,
    tools.evaluate,
    tools.doctor,
    tools.completion,
):
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit.

    0 done, 1 a BriefingError (one line says which), 2 wrong usage, 70 a fault of the program (its traceback goes to a
    file that the one line names), 75 another run is at work (`briefing run`), 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character is no reason to stop
    try:
        code = cli.main(args, prog_name="briefing", standalone_mode=False)
    except BriefingError as error:
        console.note(f"오류: {error}", level=console.ERROR)
        code = 1
    except NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = error.exit_code
    except click.UsageError as error:
        console.note(f"오류: {korean.sentence(error)}", level=console.ERROR)
        for text in korean.hint(error).splitlines():
            console.note(text)
        code = error.exit_code
    except click.Abort:
        code = 130  # 128 + SIGINT, as a shell has it
    except Exception as fault:  # noqa: BLE001 - the last boundary: a fault of the program is told, recorded, not hidden
        console.note(words.fault(fault, _recorded(fault)), level=console.ERROR)
        code = 70  # EX_SOFTWARE of sysexits.h
    finally:
        console.close()
    sys.exit(code or 0)


def _recorded(fault: Exception) -> str:
    """The path of a new file that holds the traceback of `fault`."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="briefing-", suffix=".log", delete=False, encoding="utf-8") as record:
        record.write("".join(traceback.format_exception(fault)))
    return record.name
