"""`[mail]`: the server that takes the messages, who sends them, and who gets them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from briefing.config.table import Table

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Addresses with or without a name before them; the password is in the environment."""

    host: str
    port: int
    security: Security
    sender: str
    recipients: tuple[str, ...] = ()


def read(table: Table, base: Path) -> Mail:
    """The mail settings; ConfigError for what is missing or wrong. Paths start from `base`."""
    host, sender = table.text("host"), table.text("sender")
    if host is None:
        raise table.wrong("host", "메일 서버의 이름을 적어야 합니다.")
    if sender is None:
        raise table.wrong("sender", "보내는 주소를 적어야 합니다.")
    mail = Mail(
        host=host,
        port=table.number("port", 587, 65535),
        security=table.choice("security", get_args(Security), "starttls"),
        sender=sender,
        recipients=table.texts("recipients", 10_000),
    )
    table.finish()
    return mail
