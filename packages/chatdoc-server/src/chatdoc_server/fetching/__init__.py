"""A URL to a file, without ever reaching into the house: only public addresses, bounded in size, time and redirects."""

from chatdoc_server.fetching.addresses import check_url
from chatdoc_server.fetching.website import FetchOptions, WebsiteFetcher

__all__ = ["FetchOptions", "WebsiteFetcher", "check_url"]
