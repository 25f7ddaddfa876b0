"""Keys and days in addresses: sent where they belong, and shown nowhere."""

from __future__ import annotations

import logging

import pytest

from briefing.config import Source
from briefing.errors import FetchError
from briefing.fetch import Fetcher, hosts, shown
from tests.fetch.asking import failure, get
from tests.fetch.conftest import Loopback


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
