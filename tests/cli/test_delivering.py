"""approve, send, status, and a correction, as a user runs them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.conftest import LIBRARY, Run
from tests.deliver.mailserver import Server, serving

W = ("--week", "2024-W03")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def configured(server: Server, more: str = "") -> None:
    Path("briefing.toml").write_text(
        f'formats = ["html", "json"]\n{more}\n[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
        'sender = "가온시 정책실 <brief@gaon.example>"\nto = ["다솜 <a@gaon.example>"]\nattach = ["none"]\n'
        'charts = "none"\nrate = 6000\n[mail.groups]\n"정책실" = ["b@gaon.example"]\n',
        "utf-8",
    )


def test_from_draft_to_correction(run: Run, articles: Path, server: Server) -> None:
    configured(server)
    assert run("build", articles, *W).code == 0
    refused = run("send", *W, "--force")
    assert (refused.code, refused.out) == (1, "")
    assert "1판이 승인되지 않았습니다" in refused.err
    planned = run("send", *W, "--dry-run")
    assert planned.code == 0
    assert re.search(
        r"    보낼 것  다솜 <a@gaon\.example>  \d+ KB\n    보낼 것  b@gaon\.example  \d+ KB\n", planned.out
    )
    assert "지금은 보낼 수 없습니다: 2024-W03: 1판이 승인되지 않았습니다." in planned.out

    approved = run("approve", *W, "--by", "박다온")
    assert approved.code == 0
    assert re.fullmatch(
        r"2024-W03 1판\([0-9a-f]{12}\): 승인했습니다 \(\d{4}-\d\d-\d\d \d\d:\d\d, 승인자 박다온\)\.\n    .*/reports/2024-W03\n",
        approved.out,
    )
    assert "이미 승인되어 있습니다" in run("approve", *W).out

    late = run("send", *W)
    assert late.code == 1
    assert "--force" in late.err
    server.plan = {("b@gaon.example", "rcpt"): ["550 5.1.1 no such user"]}
    sent = run("send", *W, "--force")
    assert sent.code == 1
    assert re.fullmatch(
        r"2024-W03 1판\([0-9a-f]{12}\): 1명에게 보냈습니다\. 받는 사람 2명 \(보냄 1명, 거절됨 1명\)\n", sent.out
    )
    assert re.match(r"거절됨: b@gaon\.example \(.*\): 550 5\.1\.1 no such user 주소를 고치거나", sent.err)
    assert run("send", *W, "--force", "--again", "정책실").code == 0
    assert server.recipients == ["a@gaon.example", "b@gaon.example"]

    # The newspaper puts its article right; what is built from it now corrects what was sent.
    files = {path: path.read_bytes() for path in Path("reports/2024-W03").rglob("*.*")}
    assert run("build", *W).code == 0
    assert {path: path.read_bytes() for path in files} == files
    record = {**LIBRARY, "body": LIBRARY["body"].replace("94억원", "49억원")}
    articles.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    assert run("remove", "library-1").code == 0
    assert run("build", articles, *W).code == 0
    page = Path("reports/2024-W03/briefing.html").read_text("utf-8")
    assert "앞서 내보낸 1판을 2판으로 바로잡습니다." in page
    briefing = json.loads(Path("reports/2024-W03/briefing.json").read_text("utf-8"))
    changes = [(c["part"], c["before"], c["after"]) for c in briefing["correction"]["changes"]]
    assert ("number", "94억원", "49억원") in changes
    assert ("source", LIBRARY["title"], LIBRARY["title"]) in changes
    assert run("verify", "reports/2024-W03/briefing.json").code == 0
    corrected = {path: path.read_bytes() for path in files}
    assert run("build", *W).code == 0
    assert {path: path.read_bytes() for path in files} == corrected

    assert run("send", *W, "--force").code == 1
    assert run("approve", *W).code == 0
    assert run("send", *W, "--force").code == 0
    message = message_from_bytes(server.taken[-1][1], policy=default)
    assert message["Subject"] == "[정정] 주간 정책 브리핑 1월 3주차 (2024. 1. 15.–1. 21.)"
    told = run("status").out.splitlines()
    assert re.fullmatch(r"2024-W03: 2판\([0-9a-f]{12}\) 초안, 승인, 발송", told[0])
    steps = [line.split()[3] for line in told if re.match(r"    \d{4}-", line)]
    assert steps == ["승인", "발송", "발송", "초안", "초안", "승인", "발송"]
    assert [line for line in told if line.startswith("    메일")] == [
        "    메일 1판: 보냄 2명",
        "    메일 2판: 보냄 2명",
    ]


def test_approval_is_not_asked_for_where_the_settings_say_so(run: Run, articles: Path, server: Server) -> None:
    configured(server, 'approval = "none"')
    run("build", articles, *W)
    written = run("send", *W, "--eml", "편지", "--to", "정책실")
    assert written.code == 0
    (path,) = Path("편지").iterdir()
    assert written.out == f"{path}\n"
    server.plan = {("b@gaon.example", "end"): ["drop-after"]}
    sent = run("send", *W, "--force", "--to", "b@gaon.example")
    assert sent.code == 1
    assert sent.err.startswith("결과 모름: b@gaon.example (")
    assert sent.err.endswith("받았는지 물어보고, 받았으면 --done, 못 받았으면 --again을 써 주십시오.\n")
    shown = run("status", *W)
    assert "    메일 1판: 결과 모름 1명\n        결과 모름: b@gaon.example (" in shown.out
    done = run("send", *W, "--done", "b@gaon.example")
    assert (done.code, done.out) == (0, "b@gaon.example: 1판을 받은 것으로 적었습니다.\n")
    assert run("send", *W, "--force").code == 0
    assert server.recipients == ["b@gaon.example", "a@gaon.example"]


@pytest.mark.parametrize(
    "args",
    [
        ["--dry-run", "--eml", "x"],
        ["--again", "a@gaon.example", "--done", "a@gaon.example"],
        ["--to", "a@gaon.example", "--again", "a@gaon.example"],
    ],
)
def test_options_that_do_not_go_together(run: Run, args: list[str]) -> None:
    assert run("send", *W, *args).code == 2


def test_nothing_was_made_yet(run: Run, articles: Path, server: Server) -> None:
    configured(server)
    run("ingest", articles)
    assert run("status").out == "만든 브리핑이 없습니다. briefing build로 먼저 만들어 주십시오.\n"
    for args in (["approve"], ["send"], ["status"]):
        result = run(*args, *W)
        assert (result.code, result.out) == (1, "")
        assert "2024-W03: 만든 브리핑이 없습니다." in result.err


def test_lines_that_name_nobody_are_told_of_files_too(run: Run, articles: Path, server: Server) -> None:
    configured(server, 'approval = "none"')
    Path("받는사람.csv").write_text("이름,이메일\n라온,d@gaon.example\n가람,주소 아님\n", "utf-8")
    text = Path("briefing.toml").read_text("utf-8")
    Path("briefing.toml").write_text(text.replace("rate =", 'recipients_file = "받는사람.csv"\nrate ='), "utf-8")
    run("build", articles, *W)
    written = run("send", *W, "--eml", "편지")
    assert written.code == 1
    assert written.out.count(".eml\n") == 3
    assert "받는사람.csv" in written.err
