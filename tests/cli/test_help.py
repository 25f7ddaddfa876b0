"""Help, usage, completion and progress."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
import unicodedata

import pytest

from briefing.cli import console
from tests.cli.conftest import COMMANDS, PROGRAM, Run


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_help_is_korean_and_ends_with_an_example(run: Run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.code == 0
    lines = result.out.rstrip().splitlines()
    assert lines[0].startswith(f"사용법: {' '.join(['briefing', *command])}")
    assert "옵션:" in lines
    assert lines[-1].startswith("  예: ")
    for english in ("Usage", "Options", "Commands", "Show", "exit", "default", "required"):
        assert english not in result.out
    for line in lines:  # Hangul takes two columns
        assert sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) <= 80, line


def test_the_help_lists_the_commands_in_the_order_of_the_work(run: Run) -> None:
    lines = run("--help").out.splitlines()
    assert [line.split()[0] for line in lines[lines.index("명령:") + 1 :] if line.startswith("  ")][
        : len(COMMANDS)
    ] == COMMANDS


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.out) == (0, "briefing 0.1.0\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nope"], "없는 명령입니다: nope"),
        (["analyse"], "없는 명령입니다: analyse (혹시 analyze?)"),
        (["ingest"], "PATH… 값을 주어야 합니다."),
        (["remarks"], "--actor 값을 주어야 합니다."),
        (["search"], "낱말… 값을 주어야 합니다."),
        (["remove"], "ID… 값을 주어야 합니다."),
        (["build", "--wek"], "없는 옵션입니다: --wek (혹시 --week?)"),
        (["build", "--week"], "--week 옵션에 값이 없습니다."),
        (["--verbose=1", "list"], "--verbose 옵션은 값을 받지 않습니다."),
        (["show", "a", "b"], "남는 인자가 있습니다: b"),
        (["show", "a", "b", "c"], "남는 인자가 있습니다: b c"),
        (["--verbose"], "명령이 없습니다."),
        (["analyze", "x", "--format", "xml"], "--format 값은 다음 가운데 하나여야 합니다: jsonl, table"),
        (["completion", "tcsh"], "SHELL 값은 다음 가운데 하나여야 합니다: bash, zsh, fish"),
        (["build", "--week", "last", "--to", "2024-01-01"], "--week와 --from, --to는 함께 쓸 수 없습니다."),
        (["build", "--from", "2024-01-01"], "--from과 --to는 함께 써야 합니다."),
        (["build", "--sentences", "21"], "--sentences 값이 잘못되었습니다: 1부터 20까지의 정수로 적어 주십시오."),
        (["build", "--sentences", "셋"], "--sentences 값이 잘못되었습니다: 0 이상의 정수로 적어 주십시오."),
        (["build", "--date", "2024-01-01"], "--date는 읽을 PATH와 함께 써야 합니다."),
    ],
)
def test_wrong_usage_is_explained_in_korean(run: Run, args: list[str], message: str) -> None:
    result = run(*args)
    assert result.code == 2
    assert result.out == ""
    first, *usage, hint = result.err.splitlines()
    assert first == f"오류: {message}"
    assert all(line.startswith("사용법: briefing") for line in usage)
    assert hint.startswith("도움말: briefing") and hint.endswith(" --help")


def test_no_command_shows_the_help(run: Run) -> None:
    result = run()
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("사용법: briefing")
    assert "briefing build examples/articles" in result.err


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    script = (
        "import sys\n"
        "from briefing.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n"
        "    heavy = {'kiwipiepy', 'weasyprint', 'matplotlib', 'trafilatura', 'rich', 'msgspec', 'numpy', 'jinja2',"
        " 'lxml', 'sqlite3'}\n"
        "    sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert (done.returncode, done.stderr) == (0, "")
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 0.3  # of processor time: the machine may be busy with other things


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert f"_BRIEFING_COMPLETE={shell}_complete" in result.out


def test_the_completion_completes() -> None:
    environ = {**os.environ, "_BRIEFING_COMPLETE": "bash_complete", "COMP_WORDS": "briefing rema", "COMP_CWORD": "1"}
    done = subprocess.run(PROGRAM, env=environ, capture_output=True, text=True)
    assert done.stdout == "plain,remarks\n"


def test_progress_is_shown_on_a_terminal_after_a_second_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_PATIENCE_SECONDS", 0.05)
    assert b"\xea\xb8\xb0\xec\x82\xac" in shown_on_a_terminal(monkeypatch, seconds=0.5)  # 기사
    monkeypatch.setattr(console, "_PATIENCE_SECONDS", 60)
    assert shown_on_a_terminal(monkeypatch, seconds=0.0) == b""


def shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, seconds: float) -> bytes:
    """What the progress of some work writes to a terminal of its own."""
    ours, theirs = os.openpty()
    os.set_blocking(ours, False)
    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        patched.setenv("TERM", "xterm")
        with console.Progress() as progress:
            progress("기사 분석", 1, 2)
            time.sleep(seconds)
            progress("기사 분석", 2, 2)
        terminal.flush()
        try:
            return os.read(ours, 65536)
        except BlockingIOError:
            return b""
        finally:
            os.close(ours)
