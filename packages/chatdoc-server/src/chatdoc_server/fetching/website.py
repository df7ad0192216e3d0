"""Fetching one website."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from chatdoc_server.errors import DocumentError, DocumentStatus


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Bounds of one fetch; `open_networks` may be fetched from although they are not public."""

    seconds: float
    bytes: int
    redirects: int
    open_networks: tuple[IPv4Network | IPv6Network, ...] = ()


class WebsiteFetcher:
    """Fetches websites; safe to share between threads."""

    def __init__(self, options: FetchOptions) -> None:
        self._options = options

    def fetch(self, url: str, target: Path) -> None:
        """Writes what the address holds to `target`."""
        raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, f"{url} can't be fetched to {target}.")
