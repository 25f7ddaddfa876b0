"""What the fetcher makes of servers: good, slow, broken, hostile, and those that ask for patience."""

from __future__ import annotations

import gzip
import logging
import re
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import date

import pytest
import trustme

from briefing.config import Source
from briefing.errors import FetchError
from briefing.fetch import AGENT, Fetcher, address, content, hosts, shown, wire
from tests.fetch import conftest as servers
from tests.fetch.conftest import Loopback, Request

TODAY = date(2024, 1, 17)
PAGE = "<html><p>가온시는 도서관을 연다고 밝혔다.</p></html>".encode()


def get(fetcher: Fetcher, source: Source, etag: str | None = None, modified: str | None = None) -> bytes | None:
    found = fetcher.get(source, address(source, TODAY), etag, modified)
    return found.data if found else None


def failure(fetcher: Fetcher, source: Source) -> str:
    with pytest.raises(FetchError) as caught:
        get(fetcher, source)
    line = str(caught.value)
    assert "\n" not in line
    assert line.endswith(("주십시오.", "마십시오."))
    return line


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


# --- redirects and private addresses --------------------------------------------------------------------


def test_redirects_are_followed_and_counted(site: Loopback, fetcher: Fetcher) -> None:
    for number in range(6):
        site.routes[f"/{number}"] = lambda r, n=number: r.send(302, Location=f"/{n + 1}")  # type: ignore[misc]
    site.routes["/5"] = lambda r: r.send(data=b"there")
    found = fetcher.get(site.source("/0"), site.url("/0"))
    assert found is not None
    assert (found.data, found.url) == (b"there", site.url("/5"))
    site.routes["/5"] = lambda r: r.send(302, Location="/0")
    assert "5번 넘게 넘깁니다" in failure(fetcher, site.source("/0"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "data:,x"])
def test_a_redirect_to_no_web_address_is_refused(site: Loopback, fetcher: Fetcher, target: str) -> None:
    site.routes["/a"] = lambda r: r.send(302, Location=target)
    assert "읽을 수 없는 주소로 넘깁니다" in failure(fetcher, site.source("/a"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::ffff:127.0.0.1]", "2130706433", "169.254.169.254"])
def test_an_allowed_host_may_not_lead_to_another_private_one(site: Loopback, fetcher: Fetcher, host: str) -> None:
    site.routes["/a"] = lambda r: r.send(302, Location=site.url("/secret", host))
    assert "안쪽 네트워크나 이 컴퓨터를 가리키는 주소라 받지 않습니다." in failure(fetcher, site.source("/a"))
    assert site.asked("/secret") == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_private_address_is_refused_before_anything_is_sent(site: Loopback, fetcher: Fetcher, host: str) -> None:
    assert "allow_private = true" in failure(fetcher, Source(name="가온", url=site.url("/a", host)))
    assert site.seen == []


def test_what_was_checked_is_what_is_connected_to(
    site: Loopback, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is checked and private when it is used: it is looked up once, and never used."""
    answers = [["8.8.8.8"], ["127.0.0.1"]]
    asked: list[str] = []
    connected: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    def connect(self: object, host: str, *args: object) -> object:
        connected.append(host)
        raise wire.httpcore.ConnectError("no way out in a test")

    monkeypatch.setattr(hosts, "lookup", rebinding)
    monkeypatch.setattr(wire.httpcore.SyncBackend, "connect_tcp", connect)
    line = failure(fetcher, Source(name="가온", url="http://rebinding.example/a"))
    assert connected == ["8.8.8.8"]
    assert asked == ["rebinding.example"] * 2  # the second try is a new connection, checked anew, and refused
    assert "안쪽 네트워크" in line


# --- TLS ------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A server whose certificate is for `localhost`, and a machine that trusts who signed it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    monkeypatch.setattr(wire, "_certificates", lambda: ours)
    with servers.serving("https", theirs) as site:
        site.routes["/a"] = lambda r: r.send(data=PAGE)
        yield site


def test_the_name_is_what_the_certificate_is_held_against(secure: Loopback, fetcher: Fetcher) -> None:
    """The connection goes to the checked address; TLS still asks for, and checks, the name."""
    assert get(fetcher, secure.source("/a", url=secure.url("/a", "localhost"))) == PAGE
    assert "서버의 인증서를 믿을 수 없습니다" in failure(fetcher, secure.source("/a"))


def test_a_certificate_that_nobody_signed_is_refused(secure: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_certificates", ssl.create_default_context)
    source = secure.source("/a", url=secure.url("/a", "localhost"))
    assert "서버의 인증서를 믿을 수 없습니다" in failure(Fetcher({}, sleep=lambda s: None), source)


# --- robots.txt -----------------------------------------------------------------------------------------


def test_robots_txt_is_honoured(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/robots.txt"] = lambda r: r.send(
        data=b"User-agent: *\nDisallow: /private\n\nUser-agent: briefing\nDisallow: /rss\nAllow: /rss/open\n"
    )
    site.routes["/rss"] = site.routes["/rss/open"] = site.routes["/private"] = lambda r: r.send(data=b"x")
    assert "robots.txt가 받지 못하게 합니다" in failure(fetcher, site.source("/rss"))
    assert site.asked("/rss") == 0
    assert get(fetcher, site.source("/rss/open")) == b"x"
    assert get(fetcher, site.source("/private")) == b"x"  # our own group alone counts (RFC 9309)


def test_a_redirect_asks_robots_txt_too(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/robots.txt"] = lambda r: r.send(data=b"User-agent: *\nDisallow: /b\n")
    site.routes["/a"] = lambda r: r.send(302, Location="/b")
    assert f"{site.url('/b')}: 사이트의 robots.txt가" in failure(fetcher, site.source("/a"))


def test_without_a_robots_txt_all_is_allowed_and_a_broken_one_allows_nothing(site: Loopback) -> None:
    site.routes["/a"] = lambda r: r.send(data=b"x")
    for status in (404, 403):
        site.routes["/robots.txt"] = lambda r, status=status: r.send(status)  # type: ignore[misc]
        assert get(Fetcher({}, sleep=lambda s: None), site.source("/a")) == b"x"
    site.routes["/robots.txt"] = lambda r: r.send(500)
    assert "/robots.txt: HTTP 500" in failure(Fetcher({}, sleep=lambda s: None), site.source("/a"))


# --- keys -----------------------------------------------------------------------------------------------


def keyed(site: Loopback) -> Source:
    return site.source(
        "/api?serviceKey={key}&startDate={today-2}&endDate={today}", key_env="KEY", header_env=(("X-Client", "ID"),)
    )


def test_key_and_headers_are_sent_and_days_filled_in(site: Loopback, fetcher: Fetcher) -> None:
    site.routes["/api"] = lambda r: r.send(data=b"x")
    assert get(fetcher, keyed(site)) == b"x"
    ((path, headers),) = site.seen  # a source with a key does not ask robots.txt
    assert path == "/api?serviceKey=s3cret%2Fkey%3D%3D&startDate=20240115&endDate=20240117"
    assert headers["X-Client"] == "client-7"


def test_a_key_that_is_encoded_already_stays_as_it_is(site: Loopback) -> None:
    site.routes["/api"] = lambda r: r.send(data=b"x")
    get(Fetcher({"KEY": "a%2Bb%3D", "ID": "i"}, sleep=lambda s: None), keyed(site))
    assert "serviceKey=a%2Bb%3D&" in site.seen[0][0]


@pytest.mark.parametrize("status", [403, 404, 429, 500, 302])
def test_a_key_is_in_no_error_and_no_log(
    site: Loopback, fetcher: Fetcher, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    site.routes["/api"] = lambda r: r.send(status, Location=site.url(r.path, "localhost"))
    with caplog.at_level(logging.DEBUG):
        line = failure(fetcher, keyed(site))
    assert "s3cret%2Fkey" in site.seen[0][0]
    told = line + caplog.text + repr(fetcher.secrets(keyed(site)))
    assert "HTTP Request: GET" in caplog.text
    assert "s3cret" not in told and "client-7" not in told


def test_a_key_is_not_sent_to_another_host(site: Loopback, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "is_public", lambda address: True)
    site.routes["/api"] = lambda r: r.send(302, Location=site.url("/other?serviceKey={key}", "localhost"))
    site.routes["/other"] = lambda r: r.send(data=b"x")
    assert get(fetcher, keyed(site)) == b"x"
    path, headers = site.seen[-1]
    assert path.startswith("/other") and "s3cret" not in path
    assert "X-Client" not in headers


def test_a_missing_key_names_its_variable(site: Loopback) -> None:
    fetcher = Fetcher({"ID": "i"})
    assert failure(fetcher, keyed(site)) == (
        "가온: 환경 변수 KEY이(가) 비어 있습니다. export KEY=…로 키를 넣어 주십시오."
    )


@pytest.mark.parametrize(
    ("url", "reason", "told"),
    [
        ("http://kim:pw@example.org/a", "사용자 이름이나 비밀번호를 적지", "http://example.org/a"),
        ("https://example.org/a?serviceKey=abc", "인증키를 적지", "https://example.org/a"),
        ("ftp://example.org/a", "http://나 https://로 시작", "ftp://example.org/a"),
    ],
)
def test_a_wrong_address_is_refused_without_repeating_what_is_secret(
    fetcher: Fetcher, url: str, reason: str, told: str
) -> None:
    assert shown(url) == told
    with pytest.raises(FetchError) as caught:
        fetcher.get(Source(name="가온", url=url), url)
    assert caught.value.subject == told
    assert reason in caught.value.reason
