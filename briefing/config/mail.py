"""`[mail]`: the server that takes the messages, who sends them, who gets them, and what is in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

from briefing.config.table import VARIABLE, Table
from briefing.model import Mailbox

Security = Literal["starttls", "tls", "none"]
Attached = Literal["pdf", "hwpx", "docx"]

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_MOST = 10_000  # addresses in the file; more are a list for a CSV file
_RATE, _TIMEOUT = 60, 30
# Many servers take messages of 10 MB and no more; base64 makes a third of that out of the files themselves.
_BYTES, _MOST_BYTES = 10_000_000, 100_000_000
_SUBJECT = "{title} {week}"

# RFC 5321 section 4.1.2: a Dot-string of the characters of RFC 5322's atext, at most 64 of them; quoted local parts,
# comments and address literals, which no list of readers has, are left out. A domain is host names of RFC 1123.
_LOCAL = re.compile(r"(?=.{1,64}\Z)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_HOST = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}\Z)(?:{_HOST}(?:\.{_HOST})+|localhost)")
_LONGEST = 254  # RFC 3696, erratum 1690
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
# RFC 2369: in angle brackets, several parted by commas; as long as one line of a header holds.
_UNSUBSCRIBE = re.compile(r"(?=.{1,900}\Z)(?:https://|mailto:[^\s<>,@]+@)[^\s<>,\x00-\x1f\x7f]+")
# In a header: controls end it or steer a terminal, the marks of UAX #9 and line separators make it look another.
_CONTROLS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How messages leave.

    `ca_file` are certificates that are trusted besides the system's; the password of `user` is in the environment
    variable `password_env`, or in the system's keyring under the service `keyring`. `to`, `groups` (with their names)
    and the CSV file `recipients_file` together are the readers. `unsubscribe` is an https or mailto address; `subject`
    may hold `{title}` and `{week}`; `rate` counts messages a minute, `timeout` seconds, `max_bytes` the bytes of a
    whole message; `attach` are the formats that go with it, `charts` says whether it shows charts.
    """

    host: str
    port: int
    security: Security
    sender: Mailbox
    ca_file: Path | None = None
    user: str | None = None
    password_env: str | None = None
    keyring: str | None = None
    reply_to: Mailbox | None = None
    to: tuple[Mailbox, ...] = ()
    groups: tuple[tuple[str, tuple[Mailbox, ...]], ...] = ()
    recipients_file: Path | None = None
    unsubscribe: str | None = None
    subject: str = _SUBJECT
    rate: int = _RATE
    timeout: int = _TIMEOUT
    max_bytes: int = _BYTES
    attach: tuple[Attached, ...] = ("pdf",)
    charts: bool = True


def mailbox(text: str) -> Mailbox:
    """The address that `text` is, alone or as `이름 <주소>`; ValueError, with the reason in Korean, for none.

    A domain in Hangul becomes what the network knows it by (IDNA). A local part that is not ASCII is refused: such an
    address (RFC 6531) needs every server on the way to know it, and most do not.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if not tame(text):
        raise ValueError("줄 바꿈이나 보이지 않는 글자가 들어 있습니다.")
    named = _NAMED.fullmatch(text)
    name, address = (named["name"].strip(" \"'"), named["address"].strip()) if named else ("", text)
    local, at, domain = address.rpartition("@")
    if not at:
        raise ValueError("@이 있는 전자우편 주소가 아닙니다.")
    if not local.isascii():
        raise ValueError("@ 앞이 영문이 아닌 주소로는 보낼 수 없습니다. 영문 주소를 적어 주십시오.")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or len(local) + 1 + len(domain) > _LONGEST:
        raise ValueError("전자우편 주소의 꼴이 아닙니다. name@example.kr처럼 적어 주십시오.")
    return Mailbox(address=f"{local}@{domain}", name=name or None)


def tame(text: str) -> bool:
    """Whether `text` is free of what could end a header early or hide in it."""
    return not any(unicodedata.category(c) in _CONTROLS for c in text)


def read(table: Table, base: Path) -> Mail:
    """The mail settings; ConfigError for what is missing or wrong. Paths start from `base`."""
    host, sender = table.text("host"), _address(table, "sender")
    if host is None:
        raise table.wrong("host", "메일 서버의 이름을 적어야 합니다.")
    if sender is None:
        raise table.wrong("sender", "보내는 주소를 적어야 합니다.")
    security: Security = table.choice("security", get_args(Security), "starttls")
    if not table.flag("allow_plain") and security == "none" and not _loopback(host):
        reason = "암호화하지 않으면 메일 내용과 비밀번호가 드러납니다."
        raise table.wrong(
            "security", reason, 'starttls나 tls를 쓰거나, 그래도 좋으면 "allow_plain = true"를 적어 주십시오.'
        )
    user, keyring = table.text("user"), table.text("keyring")
    mail = Mail(
        host=host,
        port=table.number("port", _PORTS[security], 65535),
        security=security,
        sender=sender,
        ca_file=table.path("ca_file", base),
        user=user,
        password_env=_variable(table, needed=user is not None and keyring is None),
        keyring=keyring,
        reply_to=_address(table, "reply_to"),
        to=_addresses(table, "to", table.texts("to", _MOST)),
        groups=tuple((name, _addresses(table, f"groups.{name}", g)) for name, g in table.lists("groups", _MOST)),
        recipients_file=table.path("recipients_file", base),
        unsubscribe=_unsubscribe(table),
        subject=_subject(table),
        rate=table.number("rate", _RATE, 6_000),
        timeout=table.number("timeout", _TIMEOUT, 600),
        max_bytes=table.number("max_bytes", _BYTES, _MOST_BYTES),
        attach=_attach(table),
        charts=table.choice("charts", ("inline", "none"), "inline") == "inline",
    )
    table.finish()
    return mail


def _address(table: Table, key: str) -> Mailbox | None:
    text = table.text(key)
    return None if text is None else _addresses(table, key, (text,))[0]


def _addresses(table: Table, key: str, texts: tuple[str, ...]) -> tuple[Mailbox, ...]:
    found = []
    for text in texts:
        try:
            found.append(mailbox(text))
        except ValueError as error:
            raise table.wrong(key, f"{text!r}: {error}") from error
    return tuple(found)


def _variable(table: Table, *, needed: bool) -> str | None:
    """The name of the variable with the password; the value is not shown: it may be the password itself."""
    name = table.text("password_env")
    if name is not None and not VARIABLE.fullmatch(name):
        raise table.wrong("password_env", "환경 변수의 이름이 아닙니다. 비밀번호가 아니라 변수의 이름을 적어 주십시오.")
    return name or ("BRIEFING_MAIL_PASSWORD" if needed else None)


def _unsubscribe(table: Table) -> str | None:
    address = table.text("unsubscribe")
    if address is not None and not (_UNSUBSCRIBE.fullmatch(address) and address.isascii()):
        raise table.wrong("unsubscribe", "https://나 mailto:로 시작하는 영문 주소여야 합니다.")
    return address


def _subject(table: Table) -> str:
    subject = table.text("subject") or _SUBJECT
    try:
        fields = [part[1:] for part in Formatter().parse(subject) if part[1] is not None]
    except ValueError:
        fields = [("?", "", None)]
    if not tame(subject) or any(field not in (("title", "", None), ("week", "", None)) for field in fields):
        raise table.wrong("subject", "한 줄이어야 하고, 중괄호 안에는 title과 week만 쓸 수 있습니다.")
    return subject


def _attach(table: Table) -> tuple[Attached, ...]:
    """The formats to attach; `none` says that there are none."""
    known = get_args(Attached)
    return tuple(name for name in known if name in table.choices("attach", (*known, "none"), ("pdf",)))


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
