"""What becomes of a message, against a real server with TLS and AUTH, at each step that can fail."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from briefing.deliver.smtp import Answer, Session, password
from briefing.errors import MailError
from tests.deliver.mailserver import PASSWORD, USER, Server, Trust, serving, trust

ONE = "daon@gaon.example"
OTHER = "narae@narae.example"
CONTENT = b"Subject: =?utf-8?b?7KCV7LGF?=\r\nMessage-ID: <1@gaon.example>\r\n\r\n.\r\n..two\r\nlast\r\n"


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return trust(tmp_path_factory.mktemp("ca"))


def deliver(server: Server, to: str = ONE, content: bytes = CONTENT, **settings: Any) -> Answer:
    with Session(server.settings(**settings), PASSWORD) as session:
        return session.deliver("brief@gaon.example", to, content, lambda: None)


@pytest.mark.parametrize("tls", [False, True], ids=["starttls", "tls"])
def test_a_message_arrives_unchanged_over_verified_tls_with_a_password(safe: Trust, tls: bool) -> None:
    settings = {"security": "tls" if tls else "starttls", "ca_file": safe.ca_file, "user": USER}
    with serving(context=safe.context, tls=tls, auth=True) as server:
        assert deliver(server, **settings) == Answer("sent", "250 2.0.0 queued as 12ab")
        assert server.taken == [(ONE, CONTENT)]
        assert server.logins == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "other.example"])
def test_a_certificate_that_is_not_trusted_or_not_the_servers_ends_it(tmp_path: Path, safe: Trust, host: str) -> None:
    other = trust(tmp_path, host)  # either nobody vouches for it, or it is that of another host
    ca_file = safe.ca_file if host == "127.0.0.1" else other.ca_file
    with serving(context=other.context) as server:
        with pytest.raises(MailError, match=r"서버의 인증서를 믿을 수 없습니다.*ca_file"):
            deliver(server, security="starttls", ca_file=ca_file)
        assert server.taken == []


def test_a_server_without_starttls_gets_nothing_in_the_clear() -> None:
    with serving() as server, pytest.raises(MailError, match="STARTTLS를 받지 않습니다"):
        deliver(server, security="starttls")
    assert server.taken == []


def test_a_wrong_password_ends_it_and_is_told_nobody(safe: Trust, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(context=safe.context, auth=True) as server:
        settings = server.settings(security="starttls", ca_file=safe.ca_file, user=USER)
        with pytest.raises(MailError) as caught, Session(settings, "wr0ng-secret") as session:
            session.connect()
    assert str(caught.value) == (
        f"메일 서버 127.0.0.1:{server.port}: 로그인이 거부되었습니다(535). [mail]의 user와 비밀번호를 확인해 주십시오."
    )
    assert "wr0ng" not in caplog.text + repr(caught.value) + repr(caught.value.__cause__) + repr(settings)


def test_a_password_no_mechanism_can_carry(safe: Trust) -> None:
    with serving(context=safe.context, auth=True) as server:
        settings = server.settings(security="starttls", ca_file=safe.ca_file, user=USER)
        with pytest.raises(MailError, match="한글이 없는지") as caught, Session(settings, "열려라참깨") as session:
            session.connect()
    assert "참깨" not in str(caught.value)


@pytest.mark.parametrize(
    ("step", "happening", "answer"),
    [
        ("rcpt", "450 4.2.1 busy", Answer("waiting", "450 4.2.1 busy")),
        ("rcpt", "550 5.1.1 no such user", Answer("refused", "550 5.1.1 no such user")),
        ("rcpt", "421 closing", Answer("waiting", "421 closing")),
        ("data", "451 later", Answer("waiting", "451 later")),
        ("data", "554 no", Answer("refused", "554 no")),
        ("end", "452 full", Answer("waiting", "452 full")),
        ("end", "554 5.7.1 spam", Answer("refused", "554 5.7.1 spam")),
    ],
)
def test_an_answer_of_the_server(step: str, happening: str, answer: Answer) -> None:
    with serving(Server(plan={(ONE, step): [happening]})) as server, Session(server.settings(), None) as session:
        assert session.deliver("brief@gaon.example", ONE, CONTENT, lambda: None) == answer
        assert session.deliver("brief@gaon.example", OTHER, CONTENT, lambda: None).state == "sent"
    assert server.recipients == [OTHER]


@pytest.mark.parametrize(
    ("step", "happening", "state", "taken"),
    [
        ("rcpt", "drop", "waiting", 0),
        ("data", "drop", "waiting", 0),
        ("end", "drop", "uncertain", 0),
        ("end", "drop-after", "uncertain", 1),
    ],
)
def test_a_dropped_connection_is_uncertain_only_after_the_end(
    step: str, happening: str, state: str, taken: int
) -> None:
    with serving(Server(plan={(ONE, step): [happening]})) as server, Session(server.settings(), None) as session:
        assert session.deliver("brief@gaon.example", ONE, CONTENT, lambda: None).state == state
        assert len(server.taken) == taken
        assert session.deliver("brief@gaon.example", OTHER, CONTENT, lambda: None).state == "sent"


def test_a_server_that_falls_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.deliver.smtp._PATIENCE", 1)
    with serving(Server(plan={(ONE, "rcpt"): ["hang"], (OTHER, "end"): ["hang"]})) as server:
        answer = deliver(server, timeout=0.3)
        assert answer == Answer("waiting", "보내는 도중에 연결이 끊겼습니다(응답 시간 초과).")
        answer = deliver(server, OTHER, timeout=0.3)
        assert answer == Answer("uncertain", "메시지를 다 보낸 뒤 서버의 답을 받지 못했습니다(응답 시간 초과).")


def test_the_end_is_handed_over_after_it_was_noted_and_not_if_that_fails() -> None:
    seen: list[int] = []

    def note() -> None:
        seen.append(len(server.taken))
        raise ZeroDivisionError

    with serving() as server:
        with Session(server.settings(), None) as session:
            with pytest.raises(ZeroDivisionError):
                session.deliver("brief@gaon.example", ONE, CONTENT, note)
            assert session.deliver("brief@gaon.example", OTHER, CONTENT, lambda: seen.append(7)).state == "sent"
        assert seen == [0, 7]
        assert server.recipients == [OTHER]


def test_nobody_answers() -> None:
    with serving() as server:
        pass
    with pytest.raises(MailError, match=r"메일 서버 127\.0\.0\.1:\d+: 연결할 수 없습니다"):
        deliver(server)


def test_a_server_that_does_not_take_mail_from_us() -> None:
    with (
        serving(auth=True) as server,
        pytest.raises(MailError, match=r"brief@gaon\.example의 메일을 받지 않습니다\(530"),
    ):
        deliver(server)


def test_a_message_larger_than_the_server_takes() -> None:
    book = Server(features={"data_size_limit": 1000})
    with serving(book) as server, pytest.raises(MailError, match=r"이 서버가 받는 크기\(1,000바이트\)를 넘습니다"):
        deliver(server, content=CONTENT + b"x" * 1000)


def test_an_address_in_hangul_needs_a_server_that_knows_such() -> None:
    with serving() as server:
        assert deliver(server, "다온@gaon.example").state == "refused"
    with serving(Server(features={"enable_SMTPUTF8": True})) as server:
        assert deliver(server, "다온@gaon.example").state == "sent"
        assert server.recipients == ["다온@gaon.example"]


def test_lines_end_as_smtp_wants_and_no_line_ends_the_message_early() -> None:
    with serving() as server:
        assert deliver(server, content=b"A: b\n\n.\nMAIL FROM:<x@y.example>\r.\r").state == "sent"
        assert server.taken == [(ONE, b"A: b\r\n\r\n.\r\nMAIL FROM:<x@y.example>\r\n.\r\n")]


def test_a_large_message_arrives_whole() -> None:
    content = CONTENT + b"".join(b"%07d\r\n" % n for n in range(50_000))
    with serving() as server:
        assert deliver(server, content=content).state == "sent"
        assert server.taken == [(ONE, content)]


def test_an_answer_is_shown_in_one_harmless_line() -> None:
    with serving(Server(plan={(ONE, "rcpt"): ["550-one\r\n550 \x1b[31mtwo" + "x" * 400]})) as server:
        answer = deliver(server)
    assert re.fullmatch(r"550 one \[31mtwox{1,200}", answer.detail)
    assert len(answer.detail) <= 204


def test_the_password_comes_from_the_environment() -> None:
    server = Server(port=25)
    assert password(server.settings(), {}) is None
    assert password(server.settings(user=USER, password_env="PW"), {"PW": "s3cret"}) == "s3cret"
    with pytest.raises(MailError, match="PW: 메일 비밀번호가 없습니다"):
        password(server.settings(user=USER, password_env="PW"), {"PW": ""})


class Memory(KeyringBackend):
    """A keyring that holds one password."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return "s3cret" if (service, username) == ("briefing", USER) else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("backend", "service", "reason"),
    [
        (Memory(), "other", "sender의 비밀번호가 없습니다. keyring set other sender로 넣어"),
        (fail.Keyring(), "briefing", "비밀번호 보관함을 열 수 없습니다"),  # a machine without one
    ],
)
def test_the_password_comes_from_the_keyring(backend: KeyringBackend, service: str, reason: str) -> None:
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(Memory())
        assert password(Server().settings(user=USER, keyring="briefing"), {}) == "s3cret"
        keyring.set_keyring(backend)
        with pytest.raises(MailError, match=reason):
            password(Server().settings(user=USER, keyring=service), {})
    finally:
        keyring.set_keyring(before)
