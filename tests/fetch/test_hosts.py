"""Which addresses are public."""

from __future__ import annotations

import ipaddress

import pytest

from briefing.fetch import hosts
from briefing.fetch.hosts import NotPublicError


@pytest.mark.parametrize("text", ["8.8.8.8", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_hosts_of_the_open_internet_are_public(text: str) -> None:
    assert hosts.is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.5.5", "172.31.255.255", "192.168.0.10",
        "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:100.64.0.1", "::127.0.0.1", "2002:7f00:1::",
        "2002:a00:1::1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_all_others_are_not(text: str) -> None:
    assert not hosts.is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "::1"])
def test_a_name_is_judged_by_the_addresses_it_leads_to(host: str) -> None:
    with pytest.raises(NotPublicError):
        hosts.checked(host, 80, private=False)
    assert hosts.checked(host, 80, private=True)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "lookup", lambda host, port: ["8.8.8.8", "192.168.0.1"])
    with pytest.raises(NotPublicError):
        hosts.checked("example.org", 80, private=False)


@pytest.mark.parametrize("host", ["가" * 70, "x" * 300, "no-such-name.invalid"])
def test_a_name_without_address_is_an_os_error(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if host.endswith(".invalid"):

        def nothing(*args: object, **kwargs: object) -> list[object]:
            raise hosts.socket.gaierror("unknown")

        monkeypatch.setattr(hosts.socket, "getaddrinfo", nothing)
    with pytest.raises(OSError):
        hosts.lookup(host, 80)
