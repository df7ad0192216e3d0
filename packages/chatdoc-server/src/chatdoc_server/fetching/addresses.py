"""Which addresses may be fetched: those of the public internet, and networks that the operator opened.

Any port may be fetched from: what is kept out of reach is decided by the address alone.
"""

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from chatdoc_server.errors import BadRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[Address]]
"""Called with a host as it stands in a URL and a port: the addresses it has. Raises OSError when there are none."""

NO_WEBSITE = "Please give the address of a website, such as https://example.com/page."

_SCHEMES = frozenset({"http", "https"})
_NAME = re.compile(r"[a-z0-9._-]+")
# What `is_global` lets through in one release of Python or another and still is nobody's website: shared and
# benchmarking networks, protocol assignments, relays, multicast, and an address inside every Azure machine.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
# Everything else that IPv6 has carries an IPv4 address within it (mapped, NAT64) or belongs to nobody outside.
_UNICAST = ip_network("2000::/3")


def parse_url(text: str) -> httpx.URL:
    """The address of a website, without its fragment.

    Raises:
        BadRequest: another scheme than http or https, no host, a name or password before it, or no URL at all.
    """
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        raise BadRequest(NO_WEBSITE) from None
    if url.scheme not in _SCHEMES or not _is_host(url.raw_host.decode("ascii")):
        raise BadRequest(NO_WEBSITE)
    if url.userinfo:
        raise BadRequest("Please leave the user name and password out of the address: we can't sign in to a website.")
    if not 0 < port_of(url) < 1 << 16:
        raise BadRequest(NO_WEBSITE)
    return url


def check_url(text: str) -> None:
    """Refuses what is no address of a website, before anything is fetched.

    Raises:
        BadRequest: as `parse_url`.
    """
    parse_url(text)


def port_of(url: httpx.URL) -> int:
    """The port that the URL names, or the one its scheme stands for."""
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80


def is_public(address: Address) -> bool:
    """Whether an address is of the public internet.

    The rest is private, loopback, link-local, multicast, shared, reserved or unspecified, as the registries of IANA
    for special-purpose addresses have it (RFC 6890), or hides an IPv4 address.
    """
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not any(address in network for network in _NOT_PUBLIC)


def is_allowed(address: Address, open_networks: Iterable[Network]) -> bool:
    """Whether an address may be fetched from."""
    return any(address in network for network in open_networks) or is_public(address)


def system_addresses(host: str, port: int) -> list[Address]:
    """The addresses that this machine knows a host by, in the order in which they are to be tried.

    Every spelling that the system takes for an address, such as 0x7f.1, comes out as the address it stands for.

    Raises:
        OSError: there are none.
    """
    # As bytes: a string would go through a codec that refuses some names with errors of its own.
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(place[0]) for *_, place in found))


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _NAME.fullmatch(host) is not None
    try:
        # Without a zone: that would name one of this machine's own networks.
        return "%" not in host and ip_address(host).version == 6
    except ValueError:
        return False
