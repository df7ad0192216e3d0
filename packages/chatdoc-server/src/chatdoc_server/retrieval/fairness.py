"""Which of the passages found in several documents an answer is written from, so that none crowds out the others."""

from collections.abc import Sequence

from chatdoc_server.retrieval.base import Hit

STRONG = 0.6
"""Share of the best score at which a passage is strong evidence: what does not speak of the matter stays below."""


def strong(hits: Sequence[Hit]) -> dict[str, list[int]]:
    """The documents that have strong evidence, each with the places of its strong passages, in the order of `hits`."""
    found: dict[str, list[int]] = {}
    best = max((hit.score for hit in hits), default=0.0)
    for place, hit in enumerate(hits):
        if hit.score >= STRONG * best:
            found.setdefault(hit.upload_id, []).append(place)
    return found


def fair(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The hits that an answer is written from, best first.

    The `limit` best passages, whoever holds them, and besides a share for every document that has strong evidence: half
    of `limit` parted evenly, at least one each, to their strong passages. What is among the best already counts towards
    the share, so of one document the best passages are taken and no more.

    Args:
        hits: Passages of one search, best first; the best of each document must be among them, half of `limit` or more.
        limit: How many passages an answer about one document is written from.
    """
    if not hits or limit <= 0:
        return []
    evidence = strong(hits)
    share = max(1, limit // 2 // len(evidence))
    shared = (place for places in evidence.values() for place in places[:share])
    return [hits[place] for place in sorted({*range(min(limit, len(hits))), *shared})]
