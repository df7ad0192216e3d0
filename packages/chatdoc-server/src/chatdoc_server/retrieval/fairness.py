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

    Half of the places go to the best passages, whoever holds them. The other half is shared out evenly among the
    documents that have strong evidence, to their strong passages. Each of these documents has at least one place: when
    they are many, there are more than `limit` places. Of one document the best passages are taken.

    Args:
        hits: Passages of one search, best first; the best of each document must be among them, half of `limit` or more.
        limit: How many passages an answer is usually written from.
    """
    if not hits or limit <= 0:
        return []
    evidence = strong(hits)
    half = limit // 2
    share = max(1, half // len(evidence))
    shared = {place for places in evidence.values() for place in places[:share]}
    chosen = sorted(shared.union(range(min(limit - half, len(hits)))))
    rest = (place for place in range(len(hits)) if place not in shared and place >= limit - half)
    chosen += [place for place, _ in zip(rest, range(limit - len(chosen)), strict=False)]
    return [hits[place] for place in sorted(chosen)]
