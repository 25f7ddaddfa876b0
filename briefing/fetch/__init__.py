"""Addresses -> files: what a source gives, politely asked for, from public addresses only.

    source ─ address ─> robots.txt? ─> request, redirects, retries ─> Fetched | nothing new

What is fetched is read like any file; this part knows nothing of articles but how much of one a source lets us keep.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from re import Match
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore
import httpx

import briefing
from briefing.config import PLACES, Source, wrong_address
from briefing.errors import FetchError
from briefing.fetch import content, robots
from briefing.fetch.hosts import NotPublicError
from briefing.fetch.wire import TRANSIENT, Secrets, Wire

AGENT = f"briefing/{briefing.__version__}"

#: Requests for one address, and seconds before the second; before each further one twice as many.
_TRIES = 3
_BACK_OFF = 2.0
#: Seconds a server may ask us to wait (Retry-After); who asks for more is left for the next run.
_PATIENCE = 60.0
#: Seconds between two requests to one host: what crawlers that nobody complains of keep (Crawl-delay may ask for more).
PAUSE = 1.0
_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_BUSY = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file: the address it came from in the end, a name that says its type, and what names this version of it."""

    url: str
    name: str
    data: bytes
    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    data: bytes


def address(source: Source, today: date) -> str:
    """The address of `source` on a day, its key still `{key}`."""

    def filled(place: Match[str]) -> str:
        return place[0] if place[1] else f"{today - timedelta(days=int(place[2] or 0)):%Y%m%d}"

    return PLACES.sub(filled, source.url)


class Fetcher:
    """A held line to the hosts of one run: what their robots.txt say, and when each was last asked."""

    def __init__(
        self, environ: Mapping[str, str], *, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._environ = environ
        self._pause = pause
        self._sleep = sleep
        self._robots = robots.Robots(AGENT)
        self._asked: dict[str, float] = {}

    def get(self, source: Source, url: str, etag: str | None = None, modified: str | None = None) -> Fetched | None:
        """The file at `url`, an address of `source`; None where it is still the one of that `etag` and `modified`.

        FetchError for an address that gives no file, may not be asked, or leads where nobody may go.
        """
        if problem := wrong_address(url):
            raise FetchError(shown(url), problem)
        with _Line(self, source, url) as line:
            known = {"If-None-Match": etag, "If-Modified-Since": modified}
            headers = {name: value for name, value in known.items() if value}
            # A key is the leave of the owner to ask with a program; the gate of data.go.kr has no robots.txt.
            asked, answer = line.follow(url, headers, robots=not (source.key_env or source.header_env))
        if answer.status == 304 and headers:
            return None
        if answer.status != 200:
            raise FetchError(shown(asked), *_refusal(answer.status))
        if not answer.data:
            raise FetchError(shown(asked), "빈 응답을 보냈습니다.", "잠시 뒤 다시 받아 주십시오.")
        return Fetched(
            url=asked,
            name=content.name(answer.headers, asked),
            data=answer.data,
            etag=answer.headers.get("ETag"),
            modified=answer.headers.get("Last-Modified"),
        )

    def secrets(self, source: Source) -> Secrets:
        """What the environment holds for `source`; FetchError for a variable that is not set."""
        names = [*([source.key_env] if source.key_env else []), *(name for _, name in source.header_env)]
        for name in names:
            if not self._environ.get(name, "").strip():
                raise FetchError(
                    source.name, f"환경 변수 {name}이(가) 비어 있습니다.", f"export {name}=…로 키를 넣어 주십시오."
                )
        key = self._environ[source.key_env].strip() if source.key_env else ""
        headers = tuple((header, self._environ[name].strip()) for header, name in source.header_env)
        if not all(value.isascii() and value.isprintable() for value in (key, *(value for _, value in headers))):
            raise FetchError(source.name, "인증키에 쓸 수 없는 글자가 있습니다.", "환경 변수의 값을 확인해 주십시오.")
        return Secrets(key, headers)

    def wait(self, host: str, *, seconds: float = 0.0) -> None:
        """Let `seconds` pass, and the pause since the host was last asked."""
        last = self._asked.get(host)
        pause = max(self._pause, self._robots.delay(host))
        due = max(seconds, 0.0 if last is None else last + pause - time.monotonic())
        if due > 0:
            self._sleep(due)
        self._asked[host] = time.monotonic()

    def allowed(self, line: _Line, url: str) -> bool:
        """Whether the robots.txt of the address's host lets us ask for it (RFC 9309); it is asked for once a run."""
        place = f"{httpx.URL(url).copy_with(raw_path=b'/robots.txt', fragment=None)}"
        if not self._robots.knows(place):
            _, answer = line.follow(place, {}, robots=False, limit=robots.LIMIT)
            # Without one (4xx), and after too many redirects, everything is allowed; 5xx was an error already.
            self._robots.learn(place, httpx.URL(place).host, answer.data if answer.status == 200 else b"")
        return self._robots.allows(place, url)


class _Line:
    """The connections for one source."""

    def __init__(self, fetcher: Fetcher, source: Source, url: str) -> None:
        self._fetcher = fetcher
        try:
            home = httpx.URL(url)
        except httpx.InvalidURL:
            raise FetchError(shown(url), "읽을 수 없는 주소입니다.", "주소를 확인해 주십시오.") from None
        wire = Wire(home, fetcher.secrets(source), allow_private=source.allow_private)
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
        self._client = httpx.Client(transport=wire, headers=headers, timeout=_TIMEOUT, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def follow(
        self, url: str, headers: Mapping[str, str], *, robots: bool, limit: int = content.LIMIT
    ) -> tuple[str, _Answer]:
        """The last address of the redirects from `url`, and its answer."""
        for _ in range(_REDIRECTS + 1):
            if robots and not self._fetcher.allowed(self, url):
                raise FetchError(
                    shown(url), "사이트의 robots.txt가 받지 못하게 합니다.", "그 글을 파일로 저장하여 넣어 주십시오."
                )
            answer = self._answer(url, headers, limit)
            if answer.status not in _MOVED or "Location" not in answer.headers:
                return url, answer
            url = self._next(url, answer.headers["Location"])
        raise FetchError(shown(url), f"다른 주소로 {_REDIRECTS}번 넘게 넘깁니다.", "주소를 확인해 주십시오.")

    def _next(self, url: str, location: str) -> str:
        try:
            target = str(httpx.URL(url).join(location))
        except (httpx.InvalidURL, ValueError):
            target = ""
        if wrong_address(target) and not target.startswith(("http://", "https://")):
            raise _nowhere(url)
        return target

    def _answer(self, url: str, headers: Mapping[str, str], limit: int) -> _Answer:
        """The answer of one address, asked again where another try may mend it."""
        problem, wait = "", 0.0
        for tried in range(_TRIES):
            self._fetcher.wait(httpx.URL(url).host, seconds=wait)
            try:
                with self._client.stream("GET", url, headers=dict(headers)) as response:
                    if response.status_code not in _BUSY:
                        data = content.read(response, limit, shown(url)) if response.status_code == 200 else b""
                        return _Answer(response.status_code, response.headers, data)
                    problem, wait = f"HTTP {response.status_code}로 답했습니다", _asked_to_wait(response.headers)
            except httpx.InvalidURL:  # the client looks at where a redirect leads, although it does not follow
                raise _nowhere(url) from None
            except NotPublicError:
                raise FetchError(
                    shown(url),
                    "안쪽 네트워크나 이 컴퓨터를 가리키는 주소라 받지 않습니다.",
                    "믿는 주소이면 설정 파일의 그 출처에 allow_private = true를 적어 주십시오.",
                ) from None
            except TRANSIENT as error:
                problem, wait = _problem(error), 0.0
            if wait > _PATIENCE:
                raise FetchError(shown(url), f"{problem}.", f"{round(wait)}초 뒤에 다시 받아 주십시오.")
            wait = max(wait, _BACK_OFF * 2**tried)
        raise FetchError(shown(url), f"{problem}({_TRIES}번 물었습니다).", "잠시 뒤 다시 받아 주십시오.")


def shown(url: str) -> str:
    """An address as it may be printed: without user names, passwords, and keys that somebody wrote into it."""
    if wrong_address(url) is None:
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _nowhere(url: str) -> FetchError:
    return FetchError(shown(url), "읽을 수 없는 주소로 넘깁니다.", "주소를 확인해 주십시오.")


def _problem(error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):  # as OpenSSL has it; httpcore keeps only the words
        return "서버의 인증서를 믿을 수 없습니다"
    if isinstance(error, httpcore.ConnectError):
        return "서버에 연결하지 못했습니다"
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return "서버가 제때 답하지 않았습니다"
    return "서버가 보내다가 끊었습니다"


def _refusal(status: int) -> tuple[str, str]:
    if status in (404, 410):
        return f"그 주소에 글이 없습니다(HTTP {status}).", "주소를 확인해 주십시오."
    if status in (401, 403):
        return f"접근을 거부했습니다(HTTP {status}).", "인증키와 이용 조건을 확인해 주십시오."
    return f"HTTP {status}로 답했습니다.", "주소를 확인하고 잠시 뒤 다시 받아 주십시오."


def _asked_to_wait(headers: httpx.Headers) -> float:
    """Seconds of Retry-After (RFC 9110), a date in it being told from the answer's own; 0 where there is none."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    with suppress(ValueError, TypeError):
        until, now = parsedate_to_datetime(stated), parsedate_to_datetime(headers.get("Date", ""))
        return max((until - now).total_seconds(), 0.0)
    return 0.0
