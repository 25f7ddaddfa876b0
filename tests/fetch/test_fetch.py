"""What the fetcher makes of servers: good, slow, broken, hostile, and those that ask for patience."""

from __future__ import annotations

import gzip
import re
import time
import tracemalloc
import zlib

import pytest

from briefing.config import Source
from briefing.fetch import AGENT, Fetcher, content, wire
from tests.fetch import conftest as servers
from tests.fetch.asking import PAGE, failure, get
from tests.fetch.conftest import Loopback, Request

# --- what goes well -------------------------------------------------------------------------------------


def test_a_file_comes_with_its_name_and_what_names_its_version(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/rss.php"] = lambda r: r.send(
        data=PAGE, ETag='"v1"', Last_Modified="Wed, 17 Jan 2024 00:00:00 GMT", Content_Type="text/html; charset=utf-8"
    )
    found = fetcher.get(site.source("/rss.php"), site.url("/rss.php"))
    assert found is not None
    assert (found.data, found.name, found.url) == (PAGE, "rss.html", site.url("/rss.php"))
    assert (found.etag, found.modified) == ('"v1"', "Wed, 17 Jan 2024 00:00:00 GMT")
    assert re.fullmatch(r"briefing/\d+\.\d+\.\d+", AGENT)
    assert [headers["User-Agent"] for _, headers in site.seen] == [AGENT, AGENT]


def test_a_file_that_is_still_the_same_is_not_sent_again(site: Loopback, fetcher: Fetcher) -> None:
    def versioned(request: Request) -> None:
        same = request.headers["If-None-Match"] == '"v1"' and request.headers["If-Modified-Since"] == "then"
        request.send(304) if same else request.send(data=b"new", ETag='"v2"')

    site.routes["/feed"] = versioned
    assert get(fetcher, site.source("/feed"), '"v1"', "then") is None
    assert get(fetcher, site.source("/feed"), '"v0"', "then") == b"new"
    assert get(fetcher, site.source("/feed")) == b"new"


@pytest.mark.parametrize(
    ("packed", "packing"), [(gzip.compress(PAGE), "gzip"), (zlib.compress(PAGE), "deflate"), (PAGE, "identity")]
)
def test_a_packed_answer_is_unpacked(site: Loopback, fetcher: Fetcher, packed: bytes, packing: str) -> None:
    site.routes["/a"] = lambda r: r.send(data=packed, Content_Encoding=packing)
    assert get(fetcher, site.source("/a")) == PAGE


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/news/view.do", {"Content_Type": "text/html"}, "view.html"),
        ("/api/list2", {"Content_Type": "application/xml;charset=UTF-8"}, "list2.xml"),
        ("/a/%EA%B0%80.csv", {"Content_Type": "application/octet-stream"}, "가.csv"),
        ("/down.do", {"Content_Disposition": "attachment; filename*=UTF-8''%EA%B0%80.hwpx"}, "가.hwpx"),
        ("/down.do", {"Content_Disposition": 'attachment; filename="../../a.pdf"'}, "a.pdf"),
        ("/feed.php", {"Content_Type": "application/octet-stream"}, "feed"),
        ("/", {"Content_Type": "text/html"}, "index.html"),
    ],
)
def test_the_name_of_a_file_says_its_type(
    site: Loopback, fetcher: Fetcher, path: str, headers: dict[str, str], name: str
) -> None:
    site.routes[path] = lambda r: r.send(data=b"x", **headers)
    found = fetcher.get(site.source(path), site.url(path))
    assert found is not None and found.name == name


# --- patience -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_with_growing_pauses(
    site: Loopback, fetcher: Fetcher, slept: list[float], status: int
) -> None:
    answers = [status, status, 200]
    site.routes["/a"] = lambda r: r.send(answers.pop(0), b"at last")
    assert get(fetcher, site.source("/a")) == b"at last"
    assert [round(seconds) for seconds in slept] == [1, 2, 4]  # the pause behind robots.txt, then the back-off


def test_a_server_that_stays_busy_is_given_up(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/a"] = lambda r: r.send(503)
    assert failure(fetcher, site.source("/a")) == (
        f"{site.url('/a')}: HTTP 503로 답했습니다(3번 물었습니다). 잠시 뒤 다시 받아 주십시오."
    )
    assert site.asked("/a") == 3


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "Wed, 17 Jan 2024 00:00:30 GMT"}, 30),
        ({"Retry_After": "soon"}, 2),
        ({"Retry_After": "-5"}, 2),
    ],
)
def test_retry_after_is_honoured(
    site: Loopback, fetcher: Fetcher, slept: list[float], headers: dict[str, str], seconds: int
) -> None:
    answers = [429, 200]

    def busy(request: Request) -> None:
        request.date_time_string = lambda timestamp=None: "Wed, 17 Jan 2024 00:00:00 GMT"  # type: ignore[method-assign]
        request.send(answers.pop(0), b"ok", **headers)

    site.routes["/a"] = busy
    assert get(fetcher, site.source("/a")) == b"ok"
    assert round(slept[-1]) == seconds


def test_who_asks_for_an_hour_is_left_for_the_next_run(site: Loopback, fetcher: Fetcher, slept: list[float]) -> None:
    site.routes["/a"] = lambda r: r.send(429, Retry_After="3600")
    assert "HTTP 429로 답했습니다. 3600초 뒤에 다시" in failure(fetcher, site.source("/a"))
    assert site.asked("/a") == 1
    assert max(slept) <= 1


def test_a_host_is_left_in_peace_between_two_requests(site: Loopback, fetcher: Fetcher, slept: list[float]) -> None:
    site.routes["/robots.txt"] = lambda r: r.send(data=b"User-agent: *\nCrawl-delay: 4\n")
    for path in ("/a", "/b"):
        site.routes[path] = lambda r: r.send(data=b"x")
        get(fetcher, site.source(path))
    assert [round(seconds) for seconds in slept] == [4, 4]
    assert site.asked("/robots.txt") == 1


# --- what goes wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "그 주소에 글이 없습니다(HTTP 404)"),
        (410, "그 주소에 글이 없습니다(HTTP 410)"),
        (403, "접근을 거부했습니다(HTTP 403)"),
        (418, "HTTP 418로 답했습니다"),
        (304, "HTTP 304로 답했습니다"),  # although nothing was said of an earlier version
        (200, "빈 응답을 보냈습니다"),
    ],
)
def test_an_answer_without_a_file_is_told_and_not_repeated(
    site: Loopback, fetcher: Fetcher, status: int, reason: str
) -> None:
    site.routes["/a"] = lambda r: r.send(status)
    assert reason in failure(fetcher, site.source("/a"))
    assert site.asked("/a") == 1


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (servers.drip, "서버가 제때 답하지 않았습니다"),
        (servers.drip_headers, "서버가 제때 답하지 않았습니다"),
        (servers.cut, "서버가 보내다가 끊었습니다"),
        (servers.garbage, "서버가 보내다가 끊었습니다"),
    ],
)
def test_a_slow_or_broken_server_is_given_up(
    site: Loopback, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, route: servers.Handler, reason: str
) -> None:
    monkeypatch.setattr(wire, "EXCHANGE_SECONDS", 0.3)
    site.routes["/a"] = route
    begun = time.monotonic()
    assert reason in failure(fetcher, site.source("/a"))
    assert time.monotonic() - begun < 5
    assert site.asked("/a") == 3


def test_a_server_that_recovers_is_read(site: Loopback, fetcher: Fetcher) -> None:
    turns = [servers.cut, servers.garbage, lambda r: r.send(data=b"whole")]
    site.routes["/a"] = lambda r: turns.pop(0)(r)
    assert get(fetcher, site.source("/a")) == b"whole"


def test_nobody_listens(fetcher: Fetcher, site: Loopback) -> None:
    source = Source(name="가온", url="http://127.0.0.1:1/a", allow_private=True)
    assert "서버에 연결하지 못했습니다(3번 물었습니다)" in failure(fetcher, source)


@pytest.mark.parametrize("route", [servers.bomb, servers.endless])
def test_more_than_the_limit_is_not_taken(site: Loopback, fetcher: Fetcher, route: servers.Handler) -> None:
    site.routes["/a"] = route
    tracemalloc.start()
    try:
        assert "한도 51,200KB를 넘습니다" in failure(fetcher, site.source("/a"))
        assert tracemalloc.get_traced_memory()[1] < 3 * content.LIMIT
    finally:
        tracemalloc.stop()
    assert site.asked("/a") == 1


def test_a_stated_length_above_the_limit_is_not_even_read(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/a"] = lambda r: r.send(Content_Length=str(content.LIMIT + 1))
    assert "한도 51,200KB를 넘습니다" in failure(fetcher, site.source("/a"))


@pytest.mark.parametrize(
    ("data", "packing", "reason"),
    [
        (gzip.compress(PAGE)[:-12], "gzip", "압축이 깨진 채"),
        (b"no gzip", "gzip", "압축이 깨진 채"),
        (PAGE, "br", "모르는 방식으로 압축"),
    ],
)
def test_damaged_packing(site: Loopback, fetcher: Fetcher, data: bytes, packing: str, reason: str) -> None:
    site.routes["/a"] = lambda r: r.send(data=data, Content_Encoding=packing)
    assert reason in failure(fetcher, site.source("/a"))
