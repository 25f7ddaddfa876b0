"""The transport under the client: it connects to checked addresses only, and keys are known to it alone.

The client above, its log and its errors see `{key}`; the key is put in on the way out, for the source's own host only.
A name is looked up once, at the connection: what was checked is what is connected to (no DNS rebinding).
"""

from __future__ import annotations

import logging
import re
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

import httpcore
import httpx

from briefing.fetch import hosts

#: Seconds of one exchange from the look-up to the last byte; 50 MB at 4 Mbit/s take 100.
EXCHANGE_SECONDS = 120.0
# `{key}` as it stands in an address, encoded or not.
_PLACE = re.compile(rb"(?:\{|%7B)key(?:\}|%7D)", re.I)

#: What another try may mend.
TRANSIENT = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpx.TransportError)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is sent to one host and told to nobody: the key in its addresses, and headers."""

    key: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Wire(httpx.BaseTransport):
    """A transport for one source, whose own origin (scheme, host, port) is that of `home`."""

    def __init__(self, home: httpx.URL, secrets: Secrets, *, allow_private: bool) -> None:
        self._home = _origin(home)
        self._secrets = secrets
        # A key from the portal comes encoded for addresses or plain.
        self._key = (secrets.key if "%" in secrets.key else quote(secrets.key, safe="")).encode()
        # Its debug log repeats the headers of answers, in which a server may repeat the key.
        logging.getLogger("httpcore").setLevel(logging.INFO)
        self._backend = _Backend(home.raw_host.decode("ascii") if allow_private else None)
        self._pool = httpcore.ConnectionPool(ssl_context=_certificates(), network_backend=self._backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to `request`; httpcore's exceptions, and NotPublicError, are raised as they are."""
        url, headers, target = request.url, request.headers.raw, request.url.raw_path
        if _origin(url) == self._home:
            headers = [*headers, *((name.encode(), value.encode()) for name, value in self._secrets.headers)]
            target = _PLACE.sub(lambda place: self._key or place[0], target)
        self._backend.deadline = time.monotonic() + EXCHANGE_SECONDS
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target),
                headers=headers,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=[(k, self._masked(v)) for k, v in answer.headers], stream=_Body(answer.stream)
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _masked(self, value: bytes) -> bytes:
        for secret in filter(None, (self._key, self._secrets.key.encode())):
            value = value.replace(secret, b"{key}")
        return value


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _Backend(httpcore.NetworkBackend):
    """Connections to checked addresses, each read and write of which ends at the deadline."""

    def __init__(self, private_host: str | None) -> None:
        self.deadline = 0.0
        self._private_host = private_host
        self._inner = httpcore.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take; ReadTimeout where none are left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that takes it; NotPublicError for a host that may not be."""
        try:
            addresses = hosts.checked(host, port, private=host == self._private_host)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        failure: Exception = httpcore.ConnectError("no address")
        for one in addresses:
            try:
                stream = self._inner.connect_tcp(one, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self)
        raise failure


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, backend: _Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
