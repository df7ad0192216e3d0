"""Lexical scores over several indexes as if they were one.

BM25 with the non-negative idf of Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and
Beyond": the statistics (number of passages, how many hold a term, mean length) are those of all indexes together.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.indexing.terms import Analyzer

K1 = 1.2
B = 0.75


def bm25(indexes: Sequence[DocumentIndex], words: Mapping[str, float], written: str = "") -> NDArray[np.float32]:
    """Scores of every passage of all indexes, in their order: float32 [passages].

    Args:
        indexes: the indexes asked together.
        words: text to look for, with the weight its terms count with; a term given twice counts with the larger weight.
        written: ISO 639-1 code of the language that the words are in; empty for each index's own.
    """
    lengths = np.concatenate([index.lengths for index in indexes]) if indexes else np.zeros(0, np.int32)
    scores = np.zeros(len(lengths), np.float32)
    if not len(lengths):
        return scores
    norms = (K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1e-9))).astype(np.float32)
    offsets = np.cumsum([0, *(len(index) for index in indexes)])
    asked = {language: _weights(words, language, written) for language in {index.language for index in indexes}}
    for term in dict.fromkeys(term for weights in asked.values() for term in weights):
        found = [
            (passages + offset, counts, np.full(len(passages), asked[index.language][term], np.float32))
            for index, offset in zip(indexes, offsets, strict=False)
            if term in asked[index.language] and len((posting := index.postings(term))[0])
            for passages, counts in [posting]
        ]
        if found:
            passages, counts, weights = (np.concatenate(parts) for parts in zip(*found, strict=True))
            idf = np.log1p((len(lengths) - len(passages) + 0.5) / (len(passages) + 0.5))
            scores[passages] += weights * idf * counts * (K1 + 1) / (counts + norms[passages])
    return scores


def _weights(words: Mapping[str, float], language: str, written: str) -> dict[str, float]:
    """The terms of the words for documents in one language, each with its largest weight."""
    analyzer = Analyzer(language, written)
    weights: dict[str, float] = {}
    for text, weight in words.items():
        for term in analyzer.terms(text):
            weights[term] = max(weight, weights.get(term, 0.0))
    return weights
