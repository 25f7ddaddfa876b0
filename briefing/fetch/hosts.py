"""Names of hosts -> the addresses that may be connected to: public ones, unless the host is allowed by name."""

from __future__ import annotations

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Addresses that hold another one: NAT64 (RFC 6052), and IPv4-compatible ones (RFC 4291, out of use).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class NotPublicError(Exception):
    """A name that leads into a private network, to this machine, or to no single place at all."""


def lookup(host: str, port: int) -> list[str]:
    """The addresses of a host in the order of the resolver; OSError where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a name that no DNS label can hold
        raise OSError(str(error)) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of `host`, each of them public unless `private`; NotPublicError if any is not.

    One private address among public ones is how a name is turned against its reader: all are refused.
    """
    addresses = lookup(host, port)
    if not private and not all(is_public(ipaddress.ip_address(address)) for address in addresses):
        raise NotPublicError(host)
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address is one host in the open internet (IANA's special-purpose registries, RFC 6890).

    No private, loopback, link-local, CGNAT (100.64.0.0/10), unique local (fc00::/7) or multicast address, nor one that
    wraps such an address: IPv4-mapped, 6to4, Teredo, NAT64.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64 or address in _COMPATIBLE:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(is_public(one) for one in inner if one is not None):
            return False
        if address in _NAT64 or address.ipv4_mapped:
            return True
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
