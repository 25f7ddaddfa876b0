"""Files over HTTP, for a look at them on this machine: GET and HEAD alone, and nothing but what `find` knows.

The standard library's server is enough for one reader, and brings no dependency. It never turns an address into a path
of the disk: an address is looked up among the files that there are, so there is no way out of them and no folder to
list.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import queue
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from briefing.deliver.media import media_type
from briefing.errors import BriefingError, ConfigError

log = logging.getLogger(__name__)

# A page brings its own policy; these say that no other site may frame, load or learn of it. A browser asks each time
# whether what it has is still right, and mostly hears that it is.
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-cache"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to serve: its bytes, or what makes them; `tag` is another for other bytes, None where nobody knows yet."""

    content: bytes | Callable[[], bytes]
    tag: str | None = None


Find = Callable[[str], File | None]
"""The file of a path (`issues/index.html`, no `/` before it); None where there is none. Called in any thread."""


class Server(ThreadingMixIn, TCPServer):
    """A server that answers while it is open (a context manager), in threads of its own.

    What must be made first is made in the thread that calls `work`: an archive belongs to one thread, and what draws
    and sets a report is not known to bear several. Port 0 is any free one. ConfigError for a host or a port that
    cannot be used.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 32  # a browser opens several connections at once

    def __init__(self, host: str, port: int, find: Find) -> None:
        self.find = find
        self.names = {"localhost", host.lower(), socket.gethostname().lower()}
        self._orders: queue.SimpleQueue[tuple[Callable[[], bytes], Future[bytes]] | BaseException] = queue.SimpleQueue()
        self._open = True
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True)
        try:
            self.address_family, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            super().__init__(where[:2], _Handler)  # type: ignore[arg-type]
        except (OSError, UnicodeError) as error:  # UnicodeError: what cannot be a name of a host
            reason = f"이 주소를 쓸 수 없습니다({getattr(error, 'strerror', None) or '잘못된 이름'})."
            raise ConfigError(f"{host}:{port}", reason, "--port나 --host에 다른 값을 적어 주십시오.") from error

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = socket.gethostname() if self._ip.is_unspecified else str(self._ip)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_address[1]}/"

    @property
    def local(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return self._ip.is_loopback

    @property
    def _ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        return ipaddress.ip_address(str(self.server_address[0]))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
        self._open = False  # before the queue is emptied: who comes later sees it
        while not self._orders.empty():  # who still waits goes away empty-handed
            if isinstance(order := self._orders.get(), tuple):
                order[1].cancel()

    def work(self, seconds: float) -> None:
        """Make one thing that was asked for, waiting so long for it.

        A BriefingError goes to who asked. Anything else is a fault of the program, also one of a thread, and is raised.
        """
        try:
            order = self._orders.get(timeout=seconds)
        except queue.Empty:
            return
        if isinstance(order, BaseException):
            raise order
        make, made = order
        try:
            made.set_result(make())
        except BriefingError as error:
            made.set_exception(error)
        except BaseException:
            made.cancel()
            raise

    def made(self, file: File) -> bytes:
        """The bytes of a file, made by `work` if need be; CancelledError where the server ends before."""
        if isinstance(file.content, bytes):
            return file.content
        made: Future[bytes] = Future()
        self._orders.put((file.content, made))
        if not self._open:
            made.cancel()
        return made.result()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Hand a fault to `work`; a reader who went away, or never asked anything, is none."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError | CancelledError):
            self._orders.put(error)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 10  # seconds that a browser may keep a connection open without a word
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(explain)s\n"

    def do_GET(self) -> None:
        if not self._meant():
            self.send_error(HTTPStatus.FORBIDDEN, explain="이 서버의 이름이 아닙니다. 안내된 주소로 열어 주십시오.")
            return
        path = unquote(self.path.partition("?")[0]).removeprefix("/")
        if path.endswith("/") or not path:
            path += "index.html"
        elif self.server.find(f"{path}/index.html"):
            self._head(HTTPStatus.FOUND, None, ("Location", f"{path.rpartition('/')[2]}/"), ("Content-Length", "0"))
            return
        if file := self.server.find(path):
            self._give(HTTPStatus.OK, path, file)
        elif missing := self.server.find("404.html"):
            self._give(HTTPStatus.NOT_FOUND, "404.html", missing)
        else:
            self.send_error(HTTPStatus.NOT_FOUND, explain="찾는 파일이 없습니다.")

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def version_string(self) -> str:
        return "briefing"

    def end_headers(self) -> None:
        for name, value in _HEADERS:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        log.debug("%r", format % args)

    def _give(self, status: HTTPStatus, path: str, file: File) -> None:
        tag = file.tag or (hashlib.sha256(file.content).hexdigest() if isinstance(file.content, bytes) else None)
        if status is HTTPStatus.OK and tag in self._known():
            self._head(HTTPStatus.NOT_MODIFIED, tag)
            return
        try:
            content = self.server.made(file)
        except BriefingError as error:
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain=str(error))
            return
        kind = media_type(path)
        self._head(status, tag, ("Content-Type", kind), ("Content-Length", str(len(content))))
        if self.command == "GET":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, tag: str | None, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*more, *([("ETag", f'"{tag}"')] if tag else [])):
            self.send_header(name, value)
        self.end_headers()

    def _known(self) -> set[str]:
        """The tags of what the browser has already (RFC 9110, 13.1.2: compared without regard to W/)."""
        named = self.headers.get("If-None-Match", "")
        return {tag.strip().removeprefix("W/").strip('"') for tag in named.split(",")}

    def _meant(self) -> bool:
        """Whether the address that the browser asked under is one of this server's.

        A page of elsewhere may let its own name point to this machine (DNS rebinding) and would then read everything
        as its own; it cannot do so with a number.
        """
        try:
            name = urlsplit("//" + self.headers.get("Host", "")).hostname or ""
        except ValueError:
            return False
        if name in self.server.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
