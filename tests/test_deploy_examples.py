"""The examples of docs/deploy: right in their own syntax, and true to the program."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from briefing import cli

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "docs" / "deploy"
RUN = ["run", "--if-due"]


def options(words: list[str]) -> None:
    """The first word is a command of the program, and every option after it one of that command."""
    command: click.Command = cli.cli
    while isinstance(command, click.Group):
        command, words = command.commands[words[0]], words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, words


def test_the_examples_call_what_there_is() -> None:
    options(RUN)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_accepts_service_and_timer(tmp_path: Path) -> None:
    for name in ("briefing.service", "briefing.timer"):
        # The program lies elsewhere on this machine.
        text = (DEPLOY / name).read_text("utf-8").replace("/opt/briefing/.venv/bin/briefing", "/bin/true")
        (tmp_path / name).write_text(text, "utf-8")
    units = [str(tmp_path / name) for name in ("briefing.service", "briefing.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_service_runs_the_program_and_keeps_to_its_folder() -> None:
    service = (DEPLOY / "briefing.service").read_text("utf-8")
    (start,) = re.findall(r"^ExecStart=\S+/briefing (.+)$", service, re.M)
    assert start.split() == RUN
    for line in ("StateDirectory=briefing", "ProtectSystem=strict", "NoNewPrivileges=yes", "SuccessExitStatus=75"):
        assert f"\n{line}\n" in service


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_timer_comes_at_half_past_seven_in_korea() -> None:
    (calendar,) = re.findall(r"^OnCalendar=(.+)$", (DEPLOY / "briefing.timer").read_text("utf-8"), re.M)
    command = ["systemd-analyze", "calendar", "--iterations=13", "--base-time=2024-01-21 22:00:00 UTC", calendar]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"})
    assert "2024-01-21 22:30:00 UTC" in done.stdout
    assert "2024-01-22 10:30:00 UTC" in done.stdout


def test_the_line_for_cron() -> None:
    lines = (DEPLOY / "briefing.cron").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line and not re.match(r"#|[A-Z]+=", line)]
    minute, hour, day, month, weekday, user, *command = line.split(maxsplit=6)
    assert (minute, hour, day, month, weekday, user) == ("*/30", "*", "*", "*", "*", "briefing")
    assert "%" not in command[0]  # cron ends the command there
    assert subprocess.run(["/bin/sh", "-n", "-c", command[0]]).returncode == 0
    assert shlex.split(command[0])[-2:] == RUN


def test_the_compose_file() -> None:
    (service,) = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"].values()
    build = service["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    shell, option, loop = service["entrypoint"]
    assert subprocess.run([shell, "-n", option, loop]).returncode == 0
    assert f"briefing {' '.join(RUN)};" in loop
    assert service["volumes"] == ["./data:/data"]
    assert (service["read_only"], service["user"], service["cap_drop"]) == (True, "10001", ["ALL"])


def test_the_image_has_the_libraries_of_the_makefile_and_the_interpreter_of_the_lock() -> None:
    docker = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    (packages,) = re.findall(r"^PACKAGES := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    (installed,) = re.findall(r"--no-install-recommends\s+(.+?)\s+&&", docker)
    assert installed.split() == packages.split()
    (image,) = re.findall(r"^FROM python:([\d.]+)-slim-\w+$", docker, re.M)
    assert f"with Python {image}\n" in (ROOT / "requirements.lock").read_text("utf-8")
    assert docker.index("USER 10001") < docker.index("ENTRYPOINT")
    assert 'ENTRYPOINT ["briefing"]\nCMD ["run", "--if-due"]' in docker


def test_what_is_copied_into_the_image_is_there_and_let_through() -> None:
    docker = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", docker, re.M) for name in line.split()]
    let_through = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in let_through


def test_the_lock_without_hashes_still_pins_everything() -> None:
    (script,) = re.findall(r"sed -E '(.+)' requirements", (DEPLOY / "Dockerfile").read_text("utf-8"))
    command = ["sed", "-E", script, "requirements.lock"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert len(pins) > 50
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^\s\\]+( ; .+)?", line) for line in pins)


def test_the_handbook_names_commands_and_files_that_there_are() -> None:
    text = (ROOT / "docs" / "operate.md").read_text("utf-8")
    said = re.findall(r"`briefing ((?:[a-z]|-)[^`]*)`", text) + re.findall(
        r"^    briefing (.+?)(?:\s{2,}#.*)?$", text, re.M
    )
    assert len(said) > 20
    for words in said:
        for command in words.replace("briefing ", "").split(" && "):
            options(command.split())
    for path in re.findall(r"\]\((deploy/[^)]+)\)", text):
        assert (ROOT / "docs" / path).is_file()
