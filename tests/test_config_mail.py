"""`[mail]` in the settings: what is read, what goes without saying, and how a wrong one is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import Mail, load
from briefing.config.mail import mailbox
from briefing.errors import ConfigError
from briefing.model import Mailbox

LEAST = 'host = "mail.gaon.example"\nsender = "가온시 정책실 <brief@gaon.example>"\n'


def read(tmp_path: Path, text: str) -> Mail:
    file = tmp_path / "briefing.toml"
    file.write_text(f"[mail]\n{text}", encoding="utf-8")
    mail = load(file, {}).mail
    assert mail is not None
    return mail


def test_what_goes_without_saying(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST) == Mail(
        host="mail.gaon.example",
        port=587,
        security="starttls",
        sender=Mailbox(address="brief@gaon.example", name="가온시 정책실"),
        ca_file=None,
        user=None,
        password_env=None,
        keyring=None,
        reply_to=None,
        to=(),
        groups=(),
        recipients_file=None,
        unsubscribe=None,
        subject="{title} {week}",
        rate=60,
        timeout=30,
        max_bytes=10_000_000,
        attach=("pdf",),
        charts=True,
    )


def test_every_key(tmp_path: Path) -> None:
    text = (
        'host = "10.0.0.7"\nport = 2525\nsecurity = "none"\nallow_plain = true\nca_file = "ca.pem"\n'
        'sender = "brief@gaon.example"\nreply_to = "문의 <ask@GAON.example>"\nuser = "brief"\nkeyring = "가온시 메일"\n'
        'to = ["a@gaon.example", "나 <b@gaon.example>"]\nrecipients_file = "받는사람.csv"\n'
        'unsubscribe = "https://gaon.example/off?list=1"\nsubject = "[정책] {week} {title}"\n'
        'rate = 10\ntimeout = 5\nmax_bytes = 5000000\nattach = ["hwpx", "pdf"]\ncharts = "none"\n'
        '[mail.groups]\n"정책실" = ["c@gaon.example"]\n'
    )
    assert read(tmp_path, text) == Mail(
        host="10.0.0.7",
        port=2525,
        security="none",
        sender=Mailbox(address="brief@gaon.example"),
        ca_file=tmp_path / "ca.pem",
        user="brief",
        password_env=None,
        keyring="가온시 메일",
        reply_to=Mailbox(address="ask@gaon.example", name="문의"),
        to=(Mailbox(address="a@gaon.example"), Mailbox(address="b@gaon.example", name="나")),
        groups=(("정책실", (Mailbox(address="c@gaon.example"),)),),
        recipients_file=tmp_path / "받는사람.csv",
        unsubscribe="https://gaon.example/off?list=1",
        subject="[정책] {week} {title}",
        rate=10,
        timeout=5,
        max_bytes=5_000_000,
        attach=("pdf", "hwpx"),
        charts=False,
    )


def test_the_port_follows_the_security_and_the_password_the_user(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST + 'security = "tls"').port == 465
    assert read(tmp_path, 'host = "127.0.0.1"\nsecurity = "none"\nsender = "a@gaon.example"').port == 25
    assert read(tmp_path, LEAST + 'user = "brief"').password_env == "BRIEFING_MAIL_PASSWORD"
    assert read(tmp_path, LEAST + 'user = "brief"\npassword_env = "PW"').password_env == "PW"
    assert read(tmp_path, LEAST + 'attach = ["none"]').attach == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sender = "a@gaon.example"', r"mail\.host: 메일 서버의 이름을 적어야"),
        ('host = "h"', r"mail\.sender: 보내는 주소를 적어야"),
        ('host = "h"\nsender = "가온시"', r"mail\.sender: '가온시': @이 있는 전자우편 주소가 아닙니다"),
        (LEAST + 'security = "ssl"', r"mail\.security: starttls, tls, none 가운데 하나"),
        (LEAST + 'security = "none"', r"mail\.security: 암호화하지 않으면 .*allow_plain = true"),
        (LEAST + 'to = ["a@gaon.example", "b@"]', r"mail\.to: 'b@': 전자우편 주소의 꼴이 아닙니다"),
        (LEAST + '[mail.groups]\n"정책실" = ["없음"]', r"mail\.groups\.정책실: '없음': @이 있는"),
        (LEAST + '[mail.groups]\n"정책실" = "a@gaon.example"', r"mail\.groups\.정책실: 비지 않은 글의 목록"),
        (LEAST + 'unsubscribe = "http://gaon.example"', r"mail\.unsubscribe: https://나 mailto:로"),
        (LEAST + 'unsubscribe = "https://가온.example"', r"mail\.unsubscribe: https://나 mailto:로"),
        (LEAST + 'unsubscribe = "https://gaon.example/>,<x"', r"mail\.unsubscribe: https://나 mailto:로"),
        (LEAST + 'subject = "{title.__class__}"', r"mail\.subject: 한 줄이어야 하고, 중괄호 안에는"),
        (LEAST + 'subject = "{name}"', r"mail\.subject: 한 줄이어야"),
        (LEAST + 'subject = "{title"', r"mail\.subject: 한 줄이어야"),
        (LEAST + 'subject = "가\\nBcc: x@y.example"', r"mail\.subject: 한 줄이어야"),
        (LEAST + 'password_env = "hunter 2!"', r"mail\.password_env: 환경 변수의 이름이 아닙니다"),
        (LEAST + 'attach = ["zip"]', r"mail\.attach: pdf, hwpx, docx, none 가운데서 골라"),
        (LEAST + 'charts = "yes"', r"mail\.charts: inline, none 가운데 하나"),
        (LEAST + 'recipients = ["a@gaon.example"]', r"mail\.recipients: 모르는 설정입니다. 혹시 recipients_file입니까"),
    ],
)
def test_a_wrong_setting_names_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(tmp_path, text)


@pytest.mark.parametrize("line", ['password = "hunter2"', "password = 7432", 'password_env = "hunter2 x"'])
def test_a_password_in_the_file_is_refused_and_not_shown(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, f"{LEAST}{line}")
    assert "환경 변수" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "7432" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("a.b+c@gaon.example", "a.b+c@gaon.example", None),
        (" Kim@GAON.Example ", "Kim@gaon.example", None),
        ('"박다온, 팀장" <kim@gaon.example>', "kim@gaon.example", "박다온, 팀장"),
        ("박다온(정책실) <kim@gaon.example>", "kim@gaon.example", "박다온(정책실)"),
        ("<kim@gaon.example>", "kim@gaon.example", None),
        ("kim@가온.example", "kim@xn--o39a190c.example", None),
        ("root@localhost", "root@localhost", None),
    ],
)
def test_an_address_is_read(text: str, address: str, name: str | None) -> None:
    assert mailbox(text) == Mailbox(address=address, name=name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "가온시",
        "@gaon.example",
        "a@",
        "a b@gaon.example",
        "a..b@gaon.example",
        ".a@gaon.example",
        "a@gaon",
        "a@-gaon.example",
        "a@gaon..example",
        "a@[127.0.0.1]",
        "a@b.example, c@d.example",
        "나 <a@b.example> <c@d.example>",
        "김<a@b.example>, c@d.example",
        "한글@gaon.example",
        "a@gaon.example\r\nBcc: b@gaon.example",
        "가\x00 <a@gaon.example>",
        "가\u202e <a@gaon.example>",
        f"{'a' * 65}@gaon.example",
        f"a@{'b' * 64}.example",
        f"abc@{'.'.join(['b' * 60] * 4)}.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"주소|글자"):
        mailbox(text)
