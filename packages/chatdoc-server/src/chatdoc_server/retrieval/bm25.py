"""Lexical scores over several indexes as if they were one.

BM25 with the non-negative idf of Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and
Beyond": the statistics (number of passages, how many hold a term, mean length) are those of all indexes together.
What stands in a passage's heads may count more, as in Robertson, Zaragoza & Taylor 2004, "Simple BM25 Extension to
Multiple Weighted Fields": occurrences are weighted before they saturate, and lengths with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.indexing.keys import Kind, key
from chatdoc_server.indexing.terms import Analyzer

K1 = 1.2
B = 0.75


def bm25(
    indexes: Sequence[DocumentIndex], words: Mapping[str, float], written: str = "", heads: float = 0.0
) -> NDArray[np.float32]:
    """Scores of every passage of all indexes, in their order: float32 [passages].

    Args:
        indexes: the indexes asked together.
        words: text to look for, with the weight its terms count with; a term given twice counts with the larger weight.
        written: ISO 639-1 code of the language that the words are in; empty for each index's own.
        heads: how much an occurrence in a passage's heads counts above one elsewhere.
    """
    if not indexes:
        return np.zeros(0, np.float32)
    asked = {language: _weights(words, language, written) for language in {index.language for index in indexes}}
    terms = list(dict.fromkeys(term for weights in asked.values() for term in weights))
    lengths = _together(index.lengths for index in indexes) + heads * _together(one.head_lengths for one in indexes)
    total = len(lengths)
    if not terms or not total:
        return np.zeros(total, np.float32)
    keys = np.array([key(Kind.TERM, (term,)) for term in terms], np.int64)
    weights = {
        language: np.array([own.get(term, 0.0) for term in terms], np.float32) for language, own in asked.items()
    }
    # A term that is none in a document's language does not stand in it.
    keyed = {language: np.flatnonzero(own) for language, own in weights.items()}
    found = [(index.language, index.postings(keys[keyed[index.language]])) for index in indexes]
    starts = np.cumsum([0, *map(len, indexes)]).tolist()
    passages = _together(each.passages + start for (_, each), start in zip(found, starts, strict=False))
    numbers = [keyed[language][each.terms] for language, each in found]
    worth = _together(weights[language][own] for (language, _), own in zip(found, numbers, strict=True))
    number = _together(numbers)
    holding = np.bincount(number, minlength=len(terms))
    idf = np.log1p((total - holding + 0.5) / (holding + 0.5))
    counts = _together(each.counts for _, each in found) + heads * _together(each.heads for _, each in found)
    norms = K1 * (1 - B + B * lengths[passages] / max(float(lengths.sum()) / total, 1e-9))
    parts = worth * idf[number] * counts * (K1 + 1) / (counts + norms)
    return np.bincount(passages, weights=parts, minlength=total).astype(np.float32)


def _together(arrays: Iterable[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(list(arrays))


def _weights(words: Mapping[str, float], language: str, written: str) -> dict[str, float]:
    """The terms of the words for documents in one language, each with its largest weight."""
    analyzer = Analyzer(language, written)
    weights: dict[str, float] = {}
    for text, weight in words.items():
        for term in analyzer.terms(text):
            weights[term] = max(weight, weights.get(term, 0.0))
    return weights
