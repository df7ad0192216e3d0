"""Who on this machine is at the other end of a connection, as Linux tells it."""

import socket
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import NamedTuple

TABLES = Path("/proc/net")
"""Where Linux lists the connections of this machine."""

_ESTABLISHED = "01"
_WORD = 4
_LOCAL, _REMOTE, _STATE, _UID = 1, 2, 3, 7


class Endpoint(NamedTuple):
    """One end of a TCP connection."""

    address: str
    port: int


def is_loopback(address: str) -> bool:
    """Whether it is an address at which this machine speaks to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    plain = found.ipv4_mapped if isinstance(found, IPv6Address) and found.ipv4_mapped else found
    return plain.is_loopback


def can_tell_owners(tables: Path = TABLES) -> bool:
    """Whether this system lists its connections."""
    return (tables / "tcp").exists() or (tables / "tcp6").exists()


def owner_of(peer: Endpoint, own: Endpoint, tables: Path = TABLES) -> int | None:
    """The id of the user whose socket is at `peer`, connected to our `own` end; None when there is no such socket."""
    for name, local, remote in (("tcp", _short(peer), _short(own)), ("tcp6", _long(peer), _long(own))):
        if (tables / name).exists() and local and remote:
            for line in (tables / name).read_text(encoding="ascii").splitlines()[1:]:
                row = line.split()
                if (row[_LOCAL], row[_REMOTE], row[_STATE]) == (local, remote, _ESTABLISHED):
                    return int(row[_UID])
    return None


def _short(end: Endpoint) -> str:
    """An end as the table of IPv4 writes it; empty for an address of IPv6."""
    address = ip_address(end.address)
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) else address
    return _written(plain.packed, end.port) if isinstance(plain, IPv4Address) else ""


def _long(end: Endpoint) -> str:
    """An end as the table of IPv6 writes it, in which addresses of IPv4 are mapped."""
    address = ip_address(end.address)
    mapped = f"::ffff:{address}" if isinstance(address, IPv4Address) else str(address)
    return _written(socket.inet_pton(socket.AF_INET6, mapped), end.port)


def _written(packed: bytes, port: int) -> str:
    """Words of the address in the machine's byte order, as the kernel prints them."""
    words = [packed[start : start + _WORD] for start in range(0, len(packed), _WORD)]
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words) + f":{port:04X}"
