"""A URL to a file, without ever reaching into the house: only public addresses, bounded in size, time and redirects."""

from chatdoc_server.fetching.addresses import Address, Network, Resolve, check_url, is_allowed, is_public
from chatdoc_server.fetching.clock import Stopped
from chatdoc_server.fetching.website import FetchOptions, WebsiteFetcher

__all__ = [
    "Address",
    "FetchOptions",
    "Network",
    "Resolve",
    "Stopped",
    "WebsiteFetcher",
    "check_url",
    "is_allowed",
    "is_public",
]
