"""Lexical scores against the formula written out."""

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.indexing.passages import cut
from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.retrieval.bm25 import K1, B, bm25
from tests.indexing.documents import Builder
from tests.indexing.hash_embedder import HashEmbedder

VOCABULARY = ("net", "sales", "sale", "goodwill", "2022", "the", "資本支出", "paint", "1,234")
paragraphs = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)
documents = st.tuples(st.sampled_from(["en", "de"]), st.lists(paragraphs, max_size=5))


def reference(texts: list[tuple[str, str]], words: dict[str, float]) -> list[float]:
    """BM25 as in Robertson & Zaragoza 2009, one passage and one term at a time. `texts` are (language, text)."""
    passages = [(language, Counter(Analyzer(language).terms(text))) for language, text in texts]
    mean = sum(counts.total() for _, counts in passages) / max(len(passages), 1)
    asked: dict[str, dict[str, float]] = {}
    for language in {language for language, _ in texts}:
        weights = asked[language] = {}
        for text, weight in words.items():
            for term in Analyzer(language).terms(text):
                weights[term] = max(weight, weights.get(term, 0))
    scores = []
    for language, counts in passages:
        score = 0.0
        for term, weight in asked[language].items():
            holding = sum(1 for other, others in passages if term in asked[other] and others[term])
            idf = log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
            length = 1 - B + B * counts.total() / mean if mean else 1
            score += weight * idf * counts[term] * (K1 + 1) / (counts[term] + K1 * length) if counts[term] else 0
        scores.append(score)
    return scores


@settings(max_examples=60, deadline=None)
@given(st.lists(documents, max_size=4), st.dictionaries(paragraphs, st.sampled_from([0.5, 1.0]), max_size=3))
def test_scores_are_those_of_the_formula(given_documents: list[tuple[str, list[str]]], words: dict[str, float]) -> None:
    indexes, texts = [], []
    for language, written in given_documents:
        builder = Builder(language)
        for number, text in enumerate(written):
            builder.heading(f"h{number}").text(text)
        document = builder.build()
        indexes.append(DocumentIndex.open(build_index(document, HashEmbedder()), "hash"))
        texts += [(language, d.counted) for d in cut(document)]
    np.testing.assert_allclose(bm25(indexes, words), reference(texts, words), rtol=1e-4)


def test_statistics_are_those_of_all_documents_together() -> None:
    def index(*texts: str) -> DocumentIndex:
        builder = Builder()
        for text in texts:
            builder.new_page().text(text)
        return DocumentIndex.open(build_index(builder.build(), HashEmbedder()), "hash")

    one, other = index("goodwill rose", "sales fell"), index("goodwill", "goodwill", "goodwill")
    together = bm25([one, other], {"goodwill": 1.0})
    assert together[0] < bm25([one], {"goodwill": 1.0})[0]
    assert together[1] == 0
    assert bm25([], {"goodwill": 1.0}).shape == (0,)
    assert bm25([one], {}).tolist() == [0, 0]
    assert bm25([one], {"goodwill": 2.0})[0] == pytest.approx(2 * bm25([one], {"goodwill": 1.0})[0])
