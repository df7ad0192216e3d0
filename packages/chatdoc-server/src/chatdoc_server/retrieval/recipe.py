"""What a ranking is made of, and how much each of its signals counts."""

from dataclasses import dataclass
from enum import StrEnum


class Fusion(StrEnum):
    """How shared words and likeness in meaning become one score."""

    SUM = "weighted sum"
    """Both scaled to their best value, and added by weight."""
    RANKS = "reciprocal ranks"
    """Each passage gets 1 / (60 + rank) from either ranking, by weight: Cormack, Clarke & Büttcher 2009,
    "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods"."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The signals of a ranking, each with its weight; 0 leaves a signal out, and what it costs.

    Attributes:
        words: shared words (BM25).
        meaning: likeness in meaning (cosine); with 0 nothing is embedded.
        page: the best passage of its page, beside a passage's own score.
        understanding: whether questions are taken apart; else they are looked for as they stand.
        priors: whether what only points at content counts less.
        fusion: how words and meaning become one score.
    """

    words: float = 0.3
    meaning: float = 1.0
    page: float = 0.3
    understanding: bool = True
    priors: bool = True
    fusion: Fusion = Fusion.SUM


RECIPE = Recipe()
"""What the service ranks by."""
