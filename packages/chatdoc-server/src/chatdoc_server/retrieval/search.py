"""A question to ranked passages of the documents it is asked of.

Every passage of every document asked is scored: no approximate step can miss one. For each part of the evidence
that a question asks for, shared words (BM25) and likeness in meaning (cosine) are each scaled to their best value
and added, with what the question names: rows of tables, and sections. Parts add up, and a passage gains from the best
ones on its page, because evidence stands together. `recipe` holds the weights.

A message that asks several questions is looked for question by question, and what answers one of them best stands as
high as what answers another best.

A document in another language than the question is compared by vectors that know both languages. It can share few
words with the question, so likeness counts for these too: documents of all languages stand in one ranking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import NO_PAGE
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.embedding.choice import ENGLISH, Embedders, crosses
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.indexing.keys import Kind
from chatdoc_server.languages import detect
from chatdoc_server.questions.multipart import several
from chatdoc_server.questions.question import understand
from chatdoc_server.questions.sections import sections_in
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Asked, Hit
from chatdoc_server.retrieval.bm25 import bm25
from chatdoc_server.retrieval.evidence import Part, evidence, explained, plain
from chatdoc_server.retrieval.fairness import STRONG
from chatdoc_server.retrieval.names import bearers, definitions, item_rows, numbered_parts, whole_names
from chatdoc_server.retrieval.recipe import RECIPE, Fusion, Recipe

RANK = 60
"""What is added to ranks before they are turned over; the paper's value."""

FIGURES = 8.0
"""Figures in a passage at which it gets half of what a passage full of them gets, where figures are looked for."""

Scores = NDArray[np.float32]
"""A score for every passage of all asked documents, in their order: float32 [passages]."""


@dataclass(frozen=True, slots=True)
class _Field:
    """What is searched: passages of all asked documents, numbered through; `pages` and `figures` are [passages]."""

    asked: Sequence[Asked]
    indexes: Sequence[DocumentIndex]
    pages: NDArray[np.int64]
    figures: Scores


def search(
    question: str,
    asked: Sequence[Asked],
    embedders: Embedders,
    limit: int,
    each: int = 0,
    recipe: Recipe = RECIPE,
) -> list[Hit]:
    """The `limit` best passages of all documents asked, best first; equal scores keep the order of the documents.

    The `each` best passages of every single document are among them too, above `limit` where need be, as far as they
    are strong evidence (`fairness.STRONG`): what an answer is written from is chosen among them.
    Statistics are those of all asked documents together. Scores compare within one search only. An empty
    question, or documents without words, find nothing. `recipe` says what the ranking is made of.
    """
    indexes = [source.index for source in asked]
    if limit <= 0 or not question.strip() or not any(len(index) for index in indexes):
        return []
    language = detect(question)
    figures = np.concatenate([index.figures for index in indexes]).astype(np.float32)
    field = _Field(asked, indexes, _page_numbers(indexes), figures / (figures + np.float32(FIGURES)))
    parts = looked_for(question, language, indexes, recipe)
    meanings = _meanings(parts, field, language, embedders, recipe)
    signals: list[dict[str, Scores]] = [{} for _ in range(parts[-1].question + 1)]
    for part, meaning in zip(parts, meanings, strict=True):
        own = signals[part.question]
        for name, scores in _signals(part, meaning, field, language, recipe).items():
            own[name] = own[name] + scores if name in own else scores
    for number, own in enumerate(signals):
        names = [name for part in parts if part.question == number for name in part.about]
        own["prior"] = _prior(names, field, recipe)
    return _hits(signals, field, limit, each)


def looked_for(
    question: str, language: str, indexes: Sequence[DocumentIndex] = (), recipe: Recipe = RECIPE
) -> tuple[Part, ...]:
    """What is looked for to answer a question, never empty; the parts of its first question come first.

    Questions are taken apart by English vocabulary, those in other languages stay whole. `language` is the question's,
    as `languages.detect` tells it. What the documents of `indexes` abbreviate is looked for in both forms.
    """
    parts = [plain(question, language)]
    if recipe.understanding and language in ENGLISH:
        stems = Stems()
        parts = [
            replace(part, question=number)
            for number, one in enumerate(several(question))
            for part in evidence(understand(one, stems))
        ]
    if recipe.abbreviations:
        known = {short: long for index in indexes for short, long in index.abbreviations.items()}
        parts = [explained(part, known) if part.meaning else part for part in parts]
    return tuple(parts)


def _signals(part: Part, meaning: Scores | None, field: _Field, language: str, recipe: Recipe) -> dict[str, Scores]:
    """What every passage has of one part, by name and weighted."""
    weight = part.weight * (field.figures if part.wants_figures else np.ones_like(field.figures))
    signals: dict[str, Scores] = {}
    shared = _weight_of_words(language, recipe)
    if shared:
        words = bm25(field.indexes, part.words, language, recipe.heads)
        signals["words"] = shared * _fused(words, recipe) * weight
    if meaning is not None:
        share = np.concatenate([_share_of_meaning(index, language, recipe) for index in field.indexes])
        signals["meaning"] = share * _fused(meaning, recipe) * weight
    if recipe.page and signals:
        best = np.zeros(int(field.pages.max()) + 1, np.float32)
        np.maximum.at(best, field.pages, sum(signals.values(), np.zeros_like(weight)))
        signals["page"] = recipe.page * best[field.pages]
    if recipe.rows and part.rows:
        signals["rows"] = recipe.rows * part.weight * item_rows(part.rows, part.years, field.indexes, field.pages)
    if recipe.names and part.names:
        signals["names"] = recipe.names * _scaled(whole_names(part.names, Kind.ROW, field.indexes, language))
    if recipe.definitions and part.term:
        signals["definitions"] = recipe.definitions * definitions(part.term, field.indexes, language)
    if recipe.sections and part.names:
        signals["sections"] = recipe.sections * _sections(part.names, field, language)
    return signals


def _sections(text: str, field: _Field, language: str) -> Scores:
    """How surely each passage stands in a section that a text names: up to 1."""
    scores = numbered_parts(text, field.indexes)
    if named := sections_in(text):
        scores = np.maximum(scores, _scaled(whole_names(named, Kind.HEADING, field.indexes, language)))
    return scores


def _vectors(asked: Asked, language: str, embedders: Embedders) -> Vectors:
    """The vectors of a document that a question in `language` is compared with."""
    wanted = embedders.between(asked.index.language, language).name
    crossing = asked.crossing
    return crossing if crossing is not None and crossing.embedder == wanted else asked.index.vectors


def _meanings(
    parts: Sequence[Part], field: _Field, language: str, embedders: Embedders, recipe: Recipe
) -> list[Scores | None]:
    """Likeness of every part with every passage; None for parts that have no meaning to compare.

    Cosines of different embedders are made comparable as shares of what each usually gives an answer.
    """
    texts = [part.meaning for part in parts if part.meaning]
    if not recipe.meaning or not texts:
        return [None] * len(parts)
    by_name: dict[str, Embedder] = {each.name: each for each in (embedders.english, embedders.multilingual)}
    vectors = [_vectors(each, language, embedders) for each in field.asked]
    queries = {name: by_name[name].embed(texts) for name in {each.embedder for each in vectors}}
    found = []
    for index, own in zip(field.indexes, vectors, strict=True):
        usual = by_name[own.embedder].usual(across=crosses(index.language, language))
        found.append(own.cosines(queries[own.embedder]) / np.float32(usual))
    rows = iter(np.concatenate(found, axis=1))
    return [next(rows) if part.meaning else None for part in parts]


def _share_of_meaning(index: DocumentIndex, language: str, recipe: Recipe) -> Scores:
    """How much likeness counts for each passage: where words can't be shared, for them too."""
    crossing = crosses(index.language, language)
    return np.full(len(index), recipe.meaning + (_weight_of_words(language, recipe) if crossing else 0.0), np.float32)


def _weight_of_words(language: str, recipe: Recipe) -> float:
    """How much shared words count for a question in a language."""
    return recipe.words if language in ENGLISH else recipe.words_elsewhere


def _fused(scores: Scores, recipe: Recipe) -> Scores:
    """Scores of one signal on the scale on which signals are added: 1 for the best."""
    if recipe.fusion is Fusion.SUM:
        return _scaled(scores)
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, (RANK + 1) / (RANK + ranks), 0).astype(np.float32)


def _page_numbers(indexes: Sequence[DocumentIndex]) -> NDArray[np.int64]:
    """A number for every passage's page that no page of another document has: int64 [passages].

    What stands under one heading is a page of a flowing document; what stands under none shares its page with nothing.
    """
    numbers, offset = [], 0
    for index in indexes:
        alone = np.arange(len(index)) + int(index.sections.max(initial=-1)) + 1
        flowing = np.where(index.sections < 0, alone, index.sections)
        own = np.where(index.pages == NO_PAGE, flowing, index.pages).astype(np.int64) + offset
        numbers.append(own)
        offset = int(own.max(initial=offset - 1)) + 1
    return np.concatenate(numbers)


def _scaled(scores: Scores) -> Scores:
    """Scores as shares of the best one, none below 0."""
    best = float(scores.max(initial=0.0))
    return np.asarray(np.maximum(scores, 0) / (best or 1.0), np.float32)


def _prior(names: Sequence[str], field: _Field, recipe: Recipe) -> Scores:
    """What the score of every passage is multiplied with: less for what only points at content, or is of others."""
    prior = np.ones(len(field.pages), np.float32)
    if recipe.priors:
        prior = np.concatenate([index.priors for index in field.indexes])
    if recipe.bearers:
        shares = np.where(bearers(names, field.indexes), 1, 1 - recipe.bearers).astype(np.float32)
        prior = prior * np.repeat(shares, [len(index) for index in field.indexes])
    return prior


def _hits(signals: Sequence[Mapping[str, Scores]], field: _Field, limit: int, each: int) -> list[Hit]:
    """The best passages by the sums of the signals of each question, and of several questions by the best of them."""
    totals = [_total(own) for own in signals]
    best = max(float(total.max()) for total in totals)
    scales = [best / (float(total.max()) or 1.0) if len(totals) > 1 else 1.0 for total in totals]
    by_question = np.stack([scale * total for scale, total in zip(scales, totals, strict=True)])
    owners, scores = by_question.argmax(axis=0), by_question.max(axis=0)
    hits = []
    for place, source, number in _ranked(scores, field, limit, each):
        owner = int(owners[place])
        made_of = {
            name: float(values[place]) * (1.0 if name == "prior" else scales[owner])
            for name, values in signals[owner].items()
        }
        hits.append(Hit(source.upload_id, source.index.passages[number], float(scores[place]), made_of))
    return hits


def _total(signals: Mapping[str, Scores]) -> Scores:
    """The sum of all signals, times the prior."""
    prior = signals["prior"]
    return prior * sum((scores for name, scores in signals.items() if name != "prior"), np.zeros_like(prior))


def _ranked(scores: Scores, field: _Field, limit: int, each: int) -> list[tuple[int, Asked, int]]:
    """The best passages: their places among all, their documents, and their numbers in these."""
    ends = np.cumsum([len(index) for index in field.indexes])
    chosen = {*_best(scores, limit).tolist()}
    least = STRONG * float(scores.max())
    for start, stop in zip([0, *ends[:-1]], ends, strict=True) if each else ():
        best = _best(scores[start:stop], each) + start
        chosen.update(best[scores[best] >= least].tolist())
    places = sorted(chosen, key=lambda place: (-scores[place], place))
    owners = np.searchsorted(ends, places, side="right").tolist()
    return [
        (place, field.asked[owner], place - int(ends[owner]) + len(field.indexes[owner]))
        for place, owner in zip(places, owners, strict=True)
    ]


def _best(scores: Scores, count: int) -> NDArray[np.int64]:
    """The places of the `count` best scores, in any order; of equal ones the first."""
    if count >= len(scores):
        return np.arange(len(scores))
    least = np.partition(scores, -count)[-count]
    above = np.flatnonzero(scores > least)
    return np.concatenate([above, np.flatnonzero(scores == least)[: count - len(above)]])
