"""A question to ranked passages of the documents it is asked of."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.retrieval.base import Asked, Hit
from chatdoc_server.retrieval.bm25 import bm25

MEANING = 2.0
"""How much likeness in meaning counts beside shared words."""


def search(question: str, asked: Sequence[Asked], embedder: Embedder, limit: int) -> list[Hit]:
    """The `limit` best passages of all documents asked, best first.

    Every passage of every document is scored: there is no approximate step that could miss one. Scores compare
    within one search only.
    """
    indexes = [each.index for each in asked]
    if not question.strip() or not any(len(index) for index in indexes):
        return []
    words = bm25(indexes, {question: 1.0})
    query = embedder.embed([question])
    meaning = np.concatenate([index.cosines(query)[0] for index in indexes])
    priors = np.concatenate([index.priors for index in indexes])
    scores = (_scaled(words) + MEANING * _scaled(meaning)) * priors
    return _hits(scores, asked, limit)


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as shares of the best one."""
    best = float(scores.max(initial=0.0))
    return np.asarray(np.maximum(scores, 0) / (best or 1.0), np.float32)


def _hits(scores: NDArray[np.float32], asked: Sequence[Asked], limit: int) -> list[Hit]:
    ends = np.cumsum([len(each.index) for each in asked])
    best = np.argsort(-scores, kind="stable")[:limit]
    hits = []
    for place in best:
        number = int(np.searchsorted(ends, place, side="right"))
        source = asked[number]
        passage = source.index.passages[int(place) - int(ends[number]) + len(source.index)]
        hits.append(Hit(source.upload_id, passage, float(scores[place])))
    return hits
