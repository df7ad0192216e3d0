"""A second look at the best passages, by a model that reads question and passage together."""

from collections.abc import Sequence
from typing import Protocol


class Reranker(Protocol):
    """Scores passages against a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, in the order of `texts`; a higher score is better.

        Raises:
            RerankingFailed: the model can't be reached, or is too slow.
        """
        ...


class RerankingFailed(Exception):
    """There is no second ranking; the first one stands."""
