"""An embedder whose vectors follow from the words alone."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


class HashEmbedder:
    """Random vectors that depend on the text alone: enough to test storing, and quick."""

    name = "hash"
    dimension = 16

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(crc32(text.encode())).normal(size=self.dimension) for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def usual(self, *, across: bool) -> float:
        return 0.5
