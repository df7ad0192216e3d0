"""The real embedder, loaded once."""

import pytest

from chatdoc_server.indexing.embedding.minilm import MiniLM


@pytest.fixture(scope="session")
def embedder() -> MiniLM:
    return MiniLM(threads=1)
