"""The real embedders, loaded once."""

import pytest

from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE


@pytest.fixture(scope="session")
def embedders() -> Embedders:
    return Embedders(MiniLM(threads=1), MultilingualUSE())
