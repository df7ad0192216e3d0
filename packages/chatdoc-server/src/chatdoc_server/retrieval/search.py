"""A question to ranked passages of the documents it is asked of.

Every passage of every document asked is scored: no approximate step can miss one. For each part of the evidence
that a question asks for, shared words (BM25) and likeness in meaning (cosine) are each scaled to their best value
and added; parts add up, and a passage gains from the best ones on its page, because evidence stands together.

A document in another language than the question is compared by vectors that know both languages. It can share few
words with the question, so likeness counts for these too: documents of all languages stand in one ranking.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import NO_PAGE
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.embedding.choice import ENGLISH, Embedders, crosses
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.languages import detect
from chatdoc_server.questions.question import understand
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Asked, Hit
from chatdoc_server.retrieval.bm25 import bm25
from chatdoc_server.retrieval.evidence import Part, evidence
from chatdoc_server.retrieval.recipe import RECIPE, Fusion, Recipe

RANK = 60
"""What is added to ranks before they are turned over; the paper's value."""

FIGURES = 8.0
"""Figures in a passage at which it gets half of what a passage full of them gets, where figures are looked for."""


def search(
    question: str,
    asked: Sequence[Asked],
    embedders: Embedders,
    limit: int,
    each: int = 0,
    recipe: Recipe = RECIPE,
) -> list[Hit]:
    """The `limit` best passages of all documents asked, best first; equal scores keep the order of the documents.

    The `each` best passages of every single document are among them too, above `limit` where need be.
    Statistics are those of all asked documents together. Scores compare within one search only. An empty
    question, or documents without words, find nothing. `recipe` says what the ranking is made of.
    """
    indexes = [each.index for each in asked]
    if limit <= 0 or not question.strip() or not any(len(index) for index in indexes):
        return []
    language = detect(question)
    parts = looked_for(question, language, recipe)
    meanings = _meanings(parts, asked, language, embedders, recipe)
    shares = np.concatenate([_share_of_meaning(index, language, recipe) for index in indexes])
    pages = _page_numbers(indexes)
    signals: dict[str, NDArray[np.float32]] = {
        name: np.zeros(meanings.shape[1], np.float32) for name in ("words", "meaning", "page")
    }
    for part, meaning in zip(parts, meanings, strict=True):
        weights = part.weight * _figures_wanted(part, indexes)
        words = recipe.words * _fused(_words(part, language, indexes, recipe), recipe) * weights
        likeness = shares * _fused(meaning, recipe) * weights
        best = np.zeros(int(pages.max()) + 1, np.float32)
        np.maximum.at(best, pages, words + likeness)
        signals["words"] += words
        signals["meaning"] += likeness
        signals["page"] += recipe.page * best[pages]
    total = np.stack(list(signals.values())).sum(axis=0)
    if recipe.priors:
        signals["prior"] = np.concatenate([index.priors for index in indexes])
        total = total * signals["prior"]
    return _hits(total, signals, asked, limit, each)


def looked_for(question: str, language: str, recipe: Recipe = RECIPE) -> tuple[Part, ...]:
    """What is looked for to answer a question, never empty.

    Questions are taken apart by English vocabulary, those in other languages stay whole. `language` is the question's,
    as `languages.detect` tells it.
    """
    if recipe.understanding and language in ENGLISH:
        return evidence(understand(question, Stems()))
    return (Part({question: 1.0}, question),)


def _vectors(asked: Asked, language: str, embedders: Embedders) -> Vectors:
    """The vectors of a document that a question in `language` is compared with."""
    wanted = embedders.between(asked.index.language, language).name
    crossing = asked.crossing
    return crossing if crossing is not None and crossing.embedder == wanted else asked.index.vectors


def _meanings(
    parts: Sequence[Part], asked: Sequence[Asked], language: str, embedders: Embedders, recipe: Recipe
) -> NDArray[np.float32]:
    """Likeness of every part with every passage: float32 [parts, passages].

    Cosines of different embedders are made comparable as shares of what each usually gives an answer.
    """
    if not recipe.meaning:
        return np.zeros((len(parts), sum(len(each.index) for each in asked)), np.float32)
    by_name: dict[str, Embedder] = {each.name: each for each in (embedders.english, embedders.multilingual)}
    vectors = [_vectors(each, language, embedders) for each in asked]
    texts = [part.meaning for part in parts]
    queries = {name: by_name[name].embed(texts) for name in {each.embedder for each in vectors}}
    found = []
    for each, own in zip(asked, vectors, strict=True):
        usual = by_name[own.embedder].usual(across=crosses(each.index.language, language))
        found.append(own.cosines(queries[own.embedder]) / np.float32(usual))
    return np.concatenate(found, axis=1)


def _share_of_meaning(index: DocumentIndex, language: str, recipe: Recipe) -> NDArray[np.float32]:
    """How much likeness counts for each passage: where words can't be shared, for them too."""
    crossing = recipe.meaning and crosses(index.language, language)
    return np.full(len(index), recipe.meaning + (recipe.words if crossing else 0.0), np.float32)


def _words(part: Part, language: str, indexes: Sequence[DocumentIndex], recipe: Recipe) -> NDArray[np.float32]:
    """What every passage shares with one part in words: float32 [passages]."""
    if not recipe.words:
        return np.zeros(sum(map(len, indexes)), np.float32)
    return bm25(indexes, part.words, language)


def _figures_wanted(part: Part, indexes: Sequence[DocumentIndex]) -> NDArray[np.float32]:
    """How well every passage serves a part by the figures in it: float32 [passages], up to 1."""
    figures = np.concatenate([index.figures for index in indexes]).astype(np.float32)
    return figures / (figures + np.float32(FIGURES)) if part.wants_figures else np.ones_like(figures)


def _fused(scores: NDArray[np.float32], recipe: Recipe) -> NDArray[np.float32]:
    """Scores of one signal on the scale on which signals are added: 1 for the best, float32 [passages]."""
    if recipe.fusion is Fusion.SUM:
        return _scaled(scores)
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, (RANK + 1) / (RANK + ranks), 0).astype(np.float32)


def _page_numbers(indexes: Sequence[DocumentIndex]) -> NDArray[np.int64]:
    """A number for every passage's page that no page of another document has: int64 [passages], rising."""
    numbers, offset = [], 0
    for index in indexes:
        paged = index.pages.astype(np.int64)
        # A passage of a flowing document shares its page with none.
        own = np.where(paged == NO_PAGE, np.arange(len(paged)), paged) + offset
        numbers.append(own)
        offset = int(own.max(initial=offset - 1)) + 1
    return np.concatenate(numbers)


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as shares of the best one, none below 0."""
    best = float(scores.max(initial=0.0))
    return np.asarray(np.maximum(scores, 0) / (best or 1.0), np.float32)


def _hits(
    scores: NDArray[np.float32],
    signals: Mapping[str, NDArray[np.float32]],
    asked: Sequence[Asked],
    limit: int,
    each: int,
) -> list[Hit]:
    ends = np.cumsum([len(source.index) for source in asked])
    ranked = np.argsort(-scores, kind="stable")
    chosen = np.zeros(len(scores), bool)
    chosen[ranked[:limit]] = True
    for part in np.split(np.arange(len(scores)), ends[:-1]) if each else ():
        chosen[part[np.argsort(-scores[part], kind="stable")[:each]]] = True
    hits = []
    for place in ranked[chosen[ranked]]:
        number = int(np.searchsorted(ends, place, side="right"))
        source = asked[number]
        passage = source.index.passages[int(place) - int(ends[number]) + len(source.index)]
        made_of = {name: round(float(values[place]), 4) for name, values in signals.items()}
        hits.append(Hit(source.upload_id, passage, float(scores[place]), made_of))
    return hits
