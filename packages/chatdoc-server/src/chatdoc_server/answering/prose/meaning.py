"""Answers to questions in another language than their documents: nothing is shared but meaning."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chatdoc_server.answering.lines import Composed, Line, quoted, refusal
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import Quote, sentences_of
from chatdoc_server.answering.tables.rows import FoundRow, lines, rows_of
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.retrieval.base import Hit

MOST_QUOTES = 2
_PASSAGES = 4
"""Of how many of the best passages the sentences are compared."""
_MOST_PIECES = 40
"""Sentences and rows that are compared."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WEAK = 0.8
"""Share of the cosine a question and its answer usually have, below which a sentence is no answer."""
_NEAR = 0.9
"""A further sentence must be this near beside the best one."""
_A_RANK = 0.02
"""What each rank of its passage takes from a sentence's likeness."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that may be the answer: a sentence, or a row of a table; `rank` is its passage's."""

    text: str
    rank: int
    found: Quote | FoundRow


def compose(
    text: str, documents: Mapping[str, Document], hits: Sequence[Hit], phrases: Phrases, embedder: Embedder | None
) -> Composed:
    """The sentences or rows nearest in meaning to a question; a refusal when none is near.

    Without an embedder the ranking of the passages has to do, and the best one's first sentence or row is the answer.
    """
    pieces = [piece for rank, hit in enumerate(hits[:_PASSAGES]) for piece in _pieces(documents, hit, rank)]
    if not pieces:
        return refusal((), phrases)
    if embedder is None:
        return Composed((Line(phrases.lead), *_stated(pieces[0], text, documents, phrases)))
    pieces = pieces[:_MOST_PIECES]
    vectors = embedder.embed([text, *(piece.text for piece in pieces)])
    likeness = vectors[1:] @ vectors[0] / embedder.usual(across=True)
    scored = [(float(like) - _A_RANK * piece.rank, piece) for like, piece in zip(likeness, pieces, strict=True)]
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0][0]
    if best < _WEAK:
        return refusal([piece.found for _, piece in scored if isinstance(piece.found, Quote)][:1], phrases)
    near = {piece.text: piece for score, piece in reversed(scored) if score >= _NEAR * best}
    chosen = list(near.values())[::-1][:MOST_QUOTES]
    return Composed((Line(phrases.lead), *(line for one in chosen for line in _stated(one, text, documents, phrases))))


def _pieces(documents: Mapping[str, Document], hit: Hit, rank: int) -> Iterator[_Piece]:
    document = documents[hit.upload_id]
    for spans, sentence in sentences_of(document, hit):
        yield _Piece(sentence, rank, Quote(hit.upload_id, spans, sentence, frozenset(), 1.0))
    for row in rows_of(document, hit):
        over = dict.fromkeys(head for _, head in row.values if head)
        yield _Piece(" ".join((*hit.passage.headings[-1:], row.label, *over)), rank, row)


def _stated(piece: _Piece, question: str, documents: Mapping[str, Document], phrases: Phrases) -> list[Line]:
    """A sentence as a quote, a row by its values: those under a year that the question names, where there are such."""
    if isinstance(piece.found, Quote):
        return quoted([piece.found], phrases)
    row = piece.found
    years = _YEAR.findall(question)
    dated = tuple(value for value in row.values if any(year in value[1] for year in years))
    return list(lines(replace(row, values=dated or row.values), documents[row.upload_id]))
