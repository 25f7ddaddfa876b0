"""Where the fetcher goes and where not: redirects, private addresses, certificates, robots.txt."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest
import trustme

from briefing.config import Source
from briefing.fetch import Fetcher, hosts, wire
from tests.fetch import conftest as servers
from tests.fetch.asking import PAGE, failure, get
from tests.fetch.conftest import Loopback

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
