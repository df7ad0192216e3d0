"""How well pages are ranked: where the evidence stands, and what of a difference is chance.

A rank counts distinct pages from 1, the first page with evidence; None says that it was not found at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

DEPTHS = (1, 3, 5, 10)

DRAWS = 10_000
"""Samples of the bootstrap; more change the interval's ends by less than they are rounded to."""

SEED = 20_240

Rank = int | None


def rank(pages: Iterable[int], evidence: Collection[int]) -> Rank:
    """Where the first page with evidence stands among the distinct pages of a ranking, best first."""
    distinct = dict.fromkeys(pages)
    return next((place for place, page in enumerate(distinct, start=1) if page in evidence), None)


def hits(ranks: Sequence[Rank], depth: int) -> float:
    """Share of questions with evidence among the first `depth` pages."""
    return sum(place is not None and place <= depth for place in ranks) / max(1, len(ranks))


def reciprocal(ranks: Sequence[Rank]) -> float:
    """Mean reciprocal rank; what is not found counts 0."""
    return sum(1 / place for place in ranks if place is not None) / max(1, len(ranks))


@dataclass(frozen=True, slots=True)
class Compared:
    """On how many questions one ranking has the evidence higher than another, equally high, and lower."""

    higher: int
    equal: int
    lower: int

    def __str__(self) -> str:
        total = max(1, self.higher + self.equal + self.lower)
        shares = "/".join(f"{100 * count / total:.0f}" for count in (self.higher, self.equal, self.lower))
        return f"{self.higher}/{self.equal}/{self.lower} ({shares} %)"


def compared(ours: Sequence[Rank], theirs: Sequence[Rank]) -> Compared:
    """Counts, question by question; the sequences are of the same questions."""
    pairs = [(_place(own), _place(other)) for own, other in zip(ours, theirs, strict=True)]
    higher, lower = sum(own < other for own, other in pairs), sum(own > other for own, other in pairs)
    return Compared(higher, len(pairs) - higher - lower, lower)


def _place(place: Rank) -> float:
    return float("inf") if place is None else place


def difference(ours: Sequence[Rank], theirs: Sequence[Rank]) -> tuple[float, float]:
    """The 95 % interval of ours minus theirs in mean reciprocal rank, over drawn questions.

    A paired bootstrap as in Sakai 2006, "Evaluating Evaluation Metrics based on the Bootstrap": questions are drawn
    with replacement, and both rankings are judged on the same ones. Where 0 lies inside, the difference may be chance.
    """
    gains = np.array(
        [(1 / own if own else 0.0) - (1 / other if other else 0.0) for own, other in zip(ours, theirs, strict=True)]
    )
    if not len(gains):
        return 0.0, 0.0
    drawn = np.random.default_rng(SEED).integers(0, len(gains), (DRAWS, len(gains)))
    low, high = np.quantile(gains[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)
