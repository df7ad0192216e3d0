"""A website, and where what is fetched from it is written."""

from collections.abc import Generator
from pathlib import Path

import pytest

from chatdoc_server.fetching import WebsiteFetcher
from tests.fetching.fetchers import fetcher
from tests.fetching.sites import Site, serving_site


@pytest.fixture
def site() -> Generator[Site]:
    with serving_site() as site:
        yield site


@pytest.fixture(scope="module")
def shared() -> WebsiteFetcher:
    """A fetcher for many fetches: to make one takes longer than to fetch."""
    return fetcher()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "fetched"
