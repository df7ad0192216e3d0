"""Fetchers for tests, which may fetch from the tests' own websites, and names that stand for what a test says."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from chatdoc_server.errors import DocumentError
from chatdoc_server.fetching import Address, FetchOptions, Resolve, WebsiteFetcher
from tests.fetching.sites import ALLOWED

MEGABYTE = 1 << 20
OPEN = (ip_network(f"{ALLOWED}/32"),)
PAGE = "<!doctype html><html><head><title>Ferries</title></head><body><p>The ferry leaves at seven.</p></body></html>"


def fetcher(
    *, seconds: float = 20, megabytes: int = 1, redirects: int = 3, resolve: Resolve | None = None
) -> WebsiteFetcher:
    options = FetchOptions(seconds, megabytes * MEGABYTE, redirects, OPEN)
    return WebsiteFetcher(options, resolve=resolve) if resolve else WebsiteFetcher(options)


def refused(fetching: WebsiteFetcher, url: str, target: Path) -> tuple[int, str]:
    """The status and the text that a fetch ends with."""
    with pytest.raises(DocumentError) as refusal:
        fetching.fetch(url, target)
    return refusal.value.status.value, str(refusal.value)


class Answers:
    """A name service that says what it is told to, once for each time it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    def __call__(self, host: str, port: int) -> list[Address]:
        self.asked.append(host)
        return [ip_address(one) for one in self._answers.pop(0)]
