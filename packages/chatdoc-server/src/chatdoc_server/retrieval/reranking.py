"""A second look at the best passages, by a model that reads question and passage together (a cross-encoder).

Nogueira and Cho, Passage Re-ranking with BERT, arXiv 1901.04085.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from chatdoc_server.retrieval.base import Hit

RERANKED = "reranked"
"""Under which a hit's `scores` keep what the second look gave it."""
_LONGEST = 4000
"""Characters of a passage that are read; most such models read some 512 tokens."""
_log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Reranking:
    """Who looks again, and at how many of the best passages."""

    reranker: Reranker
    passages: int


def depth(reranking: Reranking | None, limit: int) -> int:
    """How many passages have to be found where `limit` are wanted in the end."""
    return limit if reranking is None else max(limit, reranking.passages)


def reranked(question: str, hits: Sequence[Hit], reranking: Reranking | None) -> list[Hit]:
    """The hits with the first of them, which are best first, in the order of the second look.

    They change places and not scores: `score` stays what the first ranking gave to that place, so that it falls from
    hit to hit and still compares with the hits that were not looked at. `scores` tells both. Equal ones keep their
    order. Without a reranker, or when it fails, the first ranking stands.
    """
    if reranking is None or len(hits) < 2:
        return list(hits)
    seen, rest = hits[: reranking.passages], hits[reranking.passages :]
    try:
        scores = reranking.reranker.scores(question, [_text(hit) for hit in seen])
    except RerankingFailed as error:
        _log.warning("the first ranking stands: %s", error)
        return list(hits)
    order = sorted(range(len(seen)), key=lambda place: -scores[place])
    return [
        replace(seen[old], score=seen[new].score, scores=_with(seen[old].scores, scores[old]))
        for new, old in enumerate(order)
    ] + list(rest)


def _with(scores: Mapping[str, float], second: float) -> dict[str, float]:
    return {**scores, RERANKED: second}


def _text(hit: Hit) -> str:
    return "\n".join([" > ".join(hit.passage.headings), hit.passage.text]).strip()[:_LONGEST]
