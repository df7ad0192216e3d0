"""The contract of whatever turns text into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how near they are in meaning."""

    @property
    def name(self) -> str:
        """Names model and version; an index made by another embedder is made again."""
        ...

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        ...

    def usual(self, *, across: bool) -> float:
        """The cosine that a question and the passage that answers it usually have.

        Vectors of several embedders are compared by their cosines as shares of it. It is less `across` two languages.
        """
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), dimension], in the order of `texts`."""
        ...
