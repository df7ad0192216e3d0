"""Answers to questions in another language than their documents: nothing is shared but meaning."""

from collections.abc import Mapping, Sequence

import numpy as np

from chatdoc_server.answering.lines import Composed, Line, quoted, refusal
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.quotes import Quote, sentences_of
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.retrieval.base import Hit

MOST_QUOTES = 2
_PASSAGES = 4
"""Of how many of the best passages the sentences are compared."""
_MOST_SENTENCES = 32
_WEAK = 0.55
"""Share of the cosine a question and its answer usually have, below which a sentence is no answer."""
_NEAR = 0.9
"""A further sentence must be this near beside the best one."""
_A_RANK = 0.02
"""What each rank of its passage takes from a sentence's likeness."""


def compose(
    text: str, documents: Mapping[str, Document], hits: Sequence[Hit], phrases: Phrases, embedder: Embedder | None
) -> Composed:
    """The sentences nearest in meaning to a question; a refusal when none is near.

    Without an embedder the ranking of the passages has to do, and the best one's first sentence is quoted.
    """
    found = [
        (rank, hit.upload_id, span, sentence)
        for rank, hit in enumerate(hits[:_PASSAGES])
        for span, sentence in sentences_of(documents[hit.upload_id], hit)
    ][:_MOST_SENTENCES]
    if not found:
        return refusal((), phrases)
    if embedder is None:
        _, upload_id, span, sentence = found[0]
        return Composed((Line(phrases.lead), *quoted([Quote(upload_id, span, sentence, frozenset(), 1.0)], phrases)))
    vectors = embedder.embed([text, *(sentence for *_, sentence in found)])
    likeness = vectors[1:] @ vectors[0] / np.float32(embedder.usual(across=True))
    ranked = sorted(
        (
            Quote(upload_id, span, sentence, frozenset(), float(like) - _A_RANK * rank)
            for (rank, upload_id, span, sentence), like in zip(found, likeness, strict=True)
        ),
        key=lambda quote: -quote.score,
    )
    if ranked[0].score < _WEAK:
        return refusal(ranked[:1], phrases)
    near = [quote for quote in ranked if quote.score >= _NEAR * ranked[0].score]
    distinct = list({quote.text: quote for quote in reversed(near)}.values())[::-1]
    return Composed((Line(phrases.lead), *quoted(distinct[:MOST_QUOTES], phrases)))
