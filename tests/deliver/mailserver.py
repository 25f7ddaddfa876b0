"""A real mail server on loopback (aiosmtpd) that keeps what it takes and misbehaves as asked."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from briefing.config import Mail
from briefing.model import Mailbox

USER, PASSWORD = "sender", "b1mil-열쇠".encode().hex()


@dataclass
class Server:
    """What the server took, and what it does: `plan` gives by recipient what happens at which step, once each.

    The steps are `rcpt`, `data` (the command), `body` (hang up before its end), `end` (after it). What happens is an
    answer ("550 no"), "drop" (hang up), "drop-after" (take it, then hang up), "hang" (silence). `talking` are the
    conversations that go on.
    """

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    plan: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    logins: int = 0
    features: dict[str, Any] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)
    talking: set[SMTP] = field(default_factory=set)

    def of(self, recipient: str) -> list[bytes]:
        return [content for to, content in self.taken if to == recipient]

    @property
    def recipients(self) -> list[str]:
        return [to for to, _ in self.taken]

    def next(self, recipient: str, step: str) -> str | None:
        steps = self.plan.get((recipient, step))
        return steps.pop(0) if steps else None

    def settings(self, **changes: Any) -> Mail:
        values: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "sender": Mailbox(address="brief@gaon.example", name="가온시 정책실"),
            "timeout": 5,
            "rate": 6000,
        }
        return Mail(**(values | changes))


class Talk(SMTP):
    """One conversation."""

    book: Server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.book.talking.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.book.talking.discard(self)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        (to,) = self.envelope.rcpt_tos or [""]
        happening = self.book.next(to, "data")
        if happening == "drop":
            self.transport.abort()
            return
        if happening:
            await self.push(happening)
            return
        await super().smtp_DATA(arg)


class Handler:
    def __init__(self, book: Server) -> None:
        self.book = book

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        happening = self.book.next(address, "rcpt")
        if happening == "drop":
            server.transport.abort()
            return "421 gone"
        if happening == "hang":
            await asyncio.to_thread(self.book.release.wait)
            return "451 late"
        if happening:
            return happening
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (to,) = envelope.rcpt_tos
        happening = self.book.next(to, "end")
        if happening in (None, "drop-after", "hang-after"):
            content = envelope.original_content
            assert content is not None
            self.book.taken.append((to, content))
        if happening in ("drop", "drop-after"):
            server.transport.abort()
            return "421 gone"
        if happening in ("hang", "hang-after"):
            await asyncio.to_thread(self.book.release.wait)
            return "451 late"
        return happening or "250 2.0.0 queued as 12ab"


@contextmanager
def serving(
    book: Server | None = None, context: ssl.SSLContext | None = None, *, tls: bool = False, auth: bool = False
) -> Iterator[Server]:
    """A server that ends with the block; with a context it does STARTTLS, or TLS from the first byte."""
    book = book or Server()

    def login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        book.logins += 1
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = dict(book.features)
    if auth:
        options |= {"authenticator": login, "auth_required": True, "auth_require_tls": context is not None and not tls}
    if context and not tls:
        options |= {"tls_context": context, "require_starttls": True}

    def talk() -> Talk:
        with warnings.catch_warnings(action="ignore"):  # that AUTH without STARTTLS is unsafe
            one = Talk(Handler(book), hostname="mail.example", loop=loop, **options)
        one.book = book
        return one

    listening = socket.create_server(("127.0.0.1", 0))
    book.port = listening.getsockname()[1]
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(talk, sock=listening, ssl=context if tls else None))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield book
    finally:
        book.release.set()
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0.01)


@dataclass(frozen=True)
class Trust:
    """A certificate authority and the context of a server that it vouches for."""

    ca_file: Path
    context: ssl.SSLContext


def trust(folder: Path, host: str = "127.0.0.1") -> Trust:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    path = folder / f"{host}.pem"
    authority.cert_pem.write_to_path(str(path))
    return Trust(path, context)
