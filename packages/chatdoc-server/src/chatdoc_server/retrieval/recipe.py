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
        words_elsewhere: the same in languages whose questions are not taken apart, where words say less.
        meaning: likeness in meaning (cosine); with 0 nothing is embedded.
        rows: rows of the line items that are asked for, or that a statement is known by, on the passage's page.
        names: names of rows and columns that stand in the question word for word.
        sections: headings that the question names, by number or by name.
        definitions: passages that define the term that a question asks the meaning of.
        bearers: how much less documents count than those of a company that the question names, where there are any.
        page: the best passage of its page, beside a passage's own score.
        heads: how much a word in headings, titles and column heads counts above one elsewhere.
        understanding: whether questions are taken apart; else they are looked for as they stand.
        abbreviations: whether what a document abbreviates is looked for in both forms.
        priors: whether what only points at content counts less.
        fusion: how words and meaning become one score.
    """

    words: float = 1.0
    words_elsewhere: float = 0.5
    meaning: float = 1.0
    rows: float = 0.3
    names: float = 0.4
    sections: float = 0.5
    definitions: float = 0.8
    bearers: float = 0.2
    page: float = 0.4
    heads: float = 1.0
    understanding: bool = True
    abbreviations: bool = True
    priors: bool = True
    fusion: Fusion = Fusion.SUM


RECIPE = Recipe()
"""What the service ranks by."""
