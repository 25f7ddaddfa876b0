"""A server of feeds and a server of mail on loopback, which keep what happens and fail as they are told."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

FeedFault = Literal["dropped", "cut", "busy", "truncated", "garbled"]
MailFault = Literal["dropped", "unanswered", "put off", "refused"]


@dataclass
class Feeds:
    """Feeds by path; `faults` says of a path what happens to the next requests, one each, before it works again.

    `dropped` is hung up on, `cut` gets half of what was promised, `busy` a 503, `truncated` a feed that ends within an
    article, `garbled` bytes that are no feed. `answers` counts the answers by what they were.
    """

    port: int = 0
    content: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[FeedFault]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def url(self, path: str) -> str:
        """The address of a feed."""
        return f"http://127.0.0.1:{self.port}{path}"


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _FeedServer

    def do_GET(self) -> None:
        feeds = self.server.feeds
        data = feeds.content.get(self.path)
        waiting = feeds.faults.get(self.path)
        fault = waiting.pop(0) if waiting else None
        if data is None:
            self._answer("missing", 404)
        elif fault == "dropped":
            feeds.answers["dropped"] += 1
            self.close_connection = True
        elif fault == "cut":
            self._answer("cut", 200, data, stop=len(data) // 2)
        elif fault == "busy":
            self._answer("busy", 503)
        elif fault == "truncated":
            self._answer("truncated", 200, data[: len(data) * 2 // 3])
        elif fault == "garbled":
            self._answer("garbled", 200, bytes(byte ^ 0x5A for byte in data[:50_000]))
        elif self.headers["If-None-Match"] == _tag(data):
            self._answer("unchanged", 304)
        else:
            self._answer("whole", 200, data)

    def _answer(self, what: str, status: int, data: bytes = b"", stop: int | None = None) -> None:
        """Answer with `data`, or with no more of it than `stop` bytes before hanging up."""
        self.server.feeds.answers[what] += 1
        self.send_response(status)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        if status == 200:
            self.send_header("ETag", _tag(data))
        self.end_headers()
        self.wfile.write(data[:stop])
        self.close_connection = self.close_connection or stop is not None

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was answered is counted."""


class _FeedServer(ThreadingHTTPServer):
    daemon_threads = True
    feeds: Feeds

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what is simulated."""


def _tag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:16]}"'


@contextmanager
def feeding() -> Iterator[Feeds]:
    """A server of feeds that ends with the block."""
    with _FeedServer(("127.0.0.1", 0), _Request) as server:
        server.feeds = Feeds(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.feeds
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Mail:
    """What was taken, as (recipient, subject); `faults` says of a recipient what happens to the next messages.

    `dropped` is hung up on before the message was taken, `unanswered` after that, `put off` gets a 450, `refused`
    a 550.
    """

    port: int = 0
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: dict[str, list[MailFault]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)


class _Handler:
    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        waiting = self._mail.faults.get(address, [])
        if waiting and waiting[0] in ("put off", "refused"):
            fault = waiting.pop(0)
            self._mail.answers[fault] += 1
            return "450 4.2.1 later" if fault == "put off" else "550 5.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        (to,) = envelope.rcpt_tos
        waiting = self._mail.faults.get(to, [])
        fault = waiting.pop(0) if waiting else None
        self._mail.answers[fault or "taken"] += 1
        if fault != "dropped":
            message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            self._mail.taken[to, str(message["Subject"])] += 1
        if fault:
            cast("asyncio.Transport", server.transport).abort()
        return "250 2.0.0 taken"


@contextmanager
def mailing() -> Iterator[Mail]:
    """A mail server that ends with the block."""
    mail, loop = Mail(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(_Handler(mail), hostname="mail.example", loop=loop), "127.0.0.1", 0)
    )
    mail.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield mail
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0.01)
