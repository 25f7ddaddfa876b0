"""A real server on loopback that misbehaves as asked, and a fetcher that does not wait."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from briefing.config import Source
from briefing.fetch import Fetcher

Handler = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request as a route sees it."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.site.seen.append((self.path, dict(self.headers)))
        self.server.site.routes.get(self.path.partition("?")[0], missing)(self)

    def send(self, status: int = 200, data: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Site(ThreadingHTTPServer):
    daemon_threads = True
    site: Loopback

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hangs up on a bomb is what is tested


@dataclass
class Loopback:
    """The server: what it answers by path, and what it was asked."""

    port: int
    scheme: str = "http"
    routes: dict[str, Handler] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def source(self, path: str, **settings: Any) -> Source:
        return Source(**{"name": "가온", "url": self.url(path), "allow_private": True, **settings})

    def asked(self, path: str) -> int:
        return sum(1 for seen, _ in self.seen if seen.partition("?")[0] == path)


def missing(request: Request) -> None:
    request.send(404)


def drip(request: Request) -> None:
    """A byte at a time, for ever."""
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def drip_headers(request: Request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.wfile.write(b"X-Slow: 1\r\n")
        request.wfile.flush()
        time.sleep(0.05)


def cut(request: Request) -> None:
    """Less than was promised."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"half")
    request.close_connection = True


def garbage(request: Request) -> None:
    request.wfile.write(b"I am no HTTP at all\r\n\r\n")
    request.close_connection = True


def endless(request: Request) -> None:
    """Chunks without an end and without a length."""
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    while True:
        request.wfile.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")


BOMB = gzip.compress(bytes(300_000_000), 9)


def bomb(request: Request) -> None:
    """Three hundred megabytes in three hundred kilobytes."""
    request.send(data=BOMB, Content_Encoding="gzip")


@contextmanager
def serving(scheme: str = "http", context: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """A server on loopback, behind TLS where a context is given."""
    server = Site(("127.0.0.1", 0), Request)
    server.site = Loopback(server.server_address[1], scheme)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving() as site:
        yield site


@pytest.fixture
def slept() -> list[float]:
    """The seconds that the fetcher would have waited."""
    return []


@pytest.fixture
def fetcher(slept: list[float]) -> Fetcher:
    return Fetcher({"KEY": "s3cret/key==", "ID": "client-7"}, sleep=slept.append)
