"""init, config and run, as a user and a scheduler call them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from briefing import pipeline, routine
from briefing.cli import options
from tests.cli.conftest import Run
from tests.deliver import mailserver
from tests.deliver.mailserver import PASSWORD, USER, Server

MONDAY = datetime(2024, 1, 22, 7, 30)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Korean time stands still on a Monday morning."""
    monkeypatch.setattr(options, "now", lambda: MONDAY)


@pytest.fixture
def office(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A mail server, and settings that tell an operator by it."""
    trust = mailserver.trust(here)
    monkeypatch.setenv("BRIEFING_MAIL_PASSWORD", PASSWORD)
    with mailserver.serving(context=trust.context, auth=True) as office:
        (here / "briefing.toml").write_text(
            f'formats = ["json"]\n[mail]\nhost = "127.0.0.1"\nport = {office.port}\nsender = "policy@example.org"\n'
            f'user = "{USER}"\nca_file = "{trust.ca_file.name}"\n[run]\noperator = "operator@example.org"\ninbox = "받은 기사"\n',
            "utf-8",
        )
        (here / "받은 기사").mkdir()
        yield office


def told(office: Server) -> list[str]:
    """The first line of each mail to the operator."""
    assert set(office.recipients) <= {"operator@example.org"}
    messages = [message_from_bytes(content, policy=default) for _, content in office.taken]
    assert PASSWORD not in "".join(message.as_string() + message.get_content() for message in messages)
    return [message.get_content().splitlines()[0] for message in messages]


# --- settings ------------------------------------------------------------------------------------------------


def test_init_writes_a_file_that_check_finds_sound(run: Run, here: Path) -> None:
    made = run("init")
    assert (made.code, made.err) == (0, "")
    assert made.out == "briefing.toml: 설정 파일을 만들었습니다. 고친 뒤 briefing config check로 확인해 주십시오.\n"
    assert '\n# 표지에 찍는 제목\n#title = "주간 정책 브리핑"\n' in (here / "briefing.toml").read_text("utf-8")
    assert run("config", "check").out == "briefing.toml: 고칠 것 0건, 살필 것 0건\n"


def test_init_overwrites_nothing(run: Run, here: Path) -> None:
    (here / "우리.toml").write_text("title = '가'", "utf-8")
    refused = run("init", "우리.toml")
    assert (refused.code, refused.err) == (1, "오류: 우리.toml: 이미 있습니다. 지우거나 다른 이름을 적어 주십시오.\n")
    assert (here / "우리.toml").read_text("utf-8") == "title = '가'"
    missing = run("init", "없음/briefing.toml")
    assert missing.code == 1 and "설정 파일을 만들 수 없습니다(No such file or directory)" in missing.err


def test_check_says_every_fault_with_its_line(run: Run, here: Path) -> None:
    (here / "briefing.toml").write_text('titel = "가"\n\n[run]\nreach = "send"\ninbox = "없음"\n', "utf-8")
    checked = run("config", "check")
    assert checked.code == 1
    assert checked.out.splitlines() == [
        "briefing.toml:1: 문제: titel: 모르는 설정입니다. 혹시 title입니까?",
        "briefing.toml:4: 문제: run.reach: [mail] 설정이 없습니다. [mail]을 적거나 이 설정을 지워 주십시오.",
        "briefing.toml:5: 주의: run.inbox: 없음: 찾을 수 없습니다(No such file or directory)."
        " 경로와 권한을 확인해 주십시오.",
        "briefing.toml: 고칠 것 2건, 살필 것 1건",
    ]


def test_check_of_a_named_file_and_of_none(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("config", "check").out == "briefing.toml이 없어 기본값을 씁니다. briefing init로 만들 수 있습니다.\n"
    (here / "우리.toml").write_text("summary_sentences = 0", "utf-8")
    assert run("--config", "우리.toml", "config", "check").out.startswith("우리.toml:1: 문제: summary_sentences: 1부터")
    monkeypatch.setenv("BRIEFING_CONFIG", "우리.toml")
    assert run("config", "check").code == 1
    assert run("--config", "없음.toml", "config", "check").err.startswith(
        "오류: 없음.toml: 설정 파일을 읽을 수 없습니다"
    )


def test_the_schema_is_printed(run: Run) -> None:
    assert json.loads(run("config", "schema").out)["properties"]["run"]["properties"]["at"]["default"] == "07:30"


# --- run -----------------------------------------------------------------------------------------------------


def test_a_run_says_one_line(run: Run, here: Path, clock: None, office: Server, articles: Path) -> None:
    articles.rename(here / "받은 기사" / articles.name)
    week, made = "2024-W03 · 1월 3주차 (2024. 1. 15.–1. 21.): ", "기사 1건으로 1판을 만듦(reports/2024-W03).\n"
    line = f"{week}받은 폴더에서 새 기사 {{}}건; {made}"
    done = run("run")
    assert (done.code, done.out, done.err) == (0, line.format(3), "")
    assert run("run").out == line.format(0)
    assert run("run", "--week", "2024-W04").out.startswith("2024-W04 · 1월 4주차")
    assert office.taken == []


def test_a_run_that_is_not_due_is_silent(
    run: Run, here: Path, clock: None, office: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("run", "--if-due")
    assert first.code == 0 and first.out.startswith("2024-W03 · ")
    again = run("run", "--if-due")
    assert (again.code, again.out, again.err) == (0, "", "")
    monkeypatch.setattr(options, "now", lambda: MONDAY.replace(day=29, minute=29))
    assert run("run", "--if-due").out == ""
    monkeypatch.setattr(options, "now", lambda: MONDAY.replace(day=29))
    assert run("run", "--if-due").out.startswith("2024-W04 · ")
    assert run("run", "--if-due", "--week", "last").code == 2


def test_a_second_run_says_who_is_at_work(run: Run, here: Path, clock: None, office: Server) -> None:
    (here / "reports").mkdir()
    with routine.alone(Path("reports/briefing.sqlite"), MONDAY):
        locked = run("run")
    assert (locked.code, locked.out) == (75, "")
    assert locked.err.startswith("오류: briefing run: 다른 프로세스가 하고 있습니다(")
    assert "2024-01-22 07:30부터" in locked.err
    assert office.taken == []


def test_the_operator_hears_of_what_stopped_a_run(run: Run, here: Path, clock: None, office: Server) -> None:
    (here / "reports").mkdir()
    (here / "reports" / "2024-W03").write_text("길을 막는 파일")
    for _ in range(2):  # and once only
        failed = run("run")
        assert (failed.code, failed.out) == (1, "")
        assert failed.err.startswith("오류: reports/2024-W03: 보고서를 쓸 수 없습니다")
    assert told(office) == [failed.err.removeprefix("오류: ").strip()]


def test_the_operator_hears_of_what_did_not_stop_it(run: Run, here: Path, clock: None, office: Server) -> None:
    (here / "받은 기사" / "빈.txt").write_text("")
    done = run("run")
    assert done.code == 1 and "1판을 만듦" in done.out
    assert told(office) == ["2024-W03: 읽지 못한 것 1건(받은 기사/빈.txt)"]


def test_what_was_done_before_a_run_stopped_is_said_too(run: Run, here: Path, clock: None, office: Server) -> None:
    (here / "받은 기사" / "빈.txt").write_text("")
    (here / "site").mkdir()
    (here / "site" / "index.html").write_text("다른 사이트")
    settings = (here / "briefing.toml").read_text("utf-8").replace("[run]\n", '[run]\nreach = "publish"\n')
    (here / "briefing.toml").write_text(f'approval = "none"\n{settings}[site]\ntarget = "site"\n', "utf-8")
    failed = run("run")
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert failed.out.endswith("읽지 못한 것 1건(받은 기사/빈.txt); 기사 0건으로 1판을 만듦(reports/2024-W03).\n")
    assert told(office) == ["2024-W03: 읽지 못한 것 1건(받은 기사/빈.txt)"]
    (message,) = office.of("operator@example.org")
    told_lines = message_from_bytes(message, policy=default).get_content().splitlines()
    assert told_lines[1] == failed.err.removeprefix("오류: ").strip()
    assert (here / "site" / "index.html").read_text() == "다른 사이트"


def test_the_operator_hears_of_a_fault_of_the_program_but_not_its_words(
    run: Run, here: Path, clock: None, office: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError(f"password={PASSWORD}")

    monkeypatch.setattr(pipeline, "build", broken)
    failed = run("run")
    assert failed.code == 70
    assert told(office) == ["프로그램 결함입니다(RuntimeError). 실행한 컴퓨터의 기록을 확인해 주십시오."]


def test_an_operator_who_cannot_be_told_is_a_line_too(
    run: Run, here: Path, clock: None, office: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "받은 기사" / "빈.txt").write_text("")
    monkeypatch.setenv("BRIEFING_MAIL_PASSWORD", "wrong-one")
    done = run("run")
    assert done.code == 1 and "1판을 만듦" in done.out
    assert done.err.startswith("운영자에게 알리지 못했습니다. 메일 서버 127.0.0.1:")
    assert "wrong-one" not in done.out + done.err


def test_wrong_settings_are_one_line(run: Run, here: Path, clock: None) -> None:
    (here / "briefing.toml").write_text('[run]\nreach = "everywhere"', "utf-8")
    failed = run("run")
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert "run.reach: draft, publish, send 가운데 하나여야" in failed.err
