"""Narrowing a cited passage to the sentences or cells that stand behind one sentence of an answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from chatdoc_server.answering import numbers
from chatdoc_server.document import Document, Span
from chatdoc_server.document.continuation import joined, together
from chatdoc_server.indexing.embedding.choice import ENGLISH
from chatdoc_server.indexing.model import Passage
from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages import sentences
from chatdoc_server.questions.words import Stems

_SHARED = 0.3
"""The least share of a claim's content words that a sentence must hold to be taken for its support."""
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9, -3, -6, -9))


@dataclass(frozen=True, slots=True)
class _Piece:
    spans: tuple[Span, ...]
    stems: frozenset[str]
    figures: frozenset[Decimal]


def narrow(claim: str, passage: Passage, document: Document, stems: Stems) -> tuple[Span, ...]:
    """The spans of a passage that support a claim, else all the passage's spans.

    Cells that hold the claim's figures come first, then the sentences that hold its figures, then the one that
    shares most of its words. A figure counts as the same when the value is equal, in thousands, millions or
    billions too, whatever sign or currency stands beside it.
    """
    wanted = frozenset(numbers.in_text(claim))
    content = stems.content if document.language in ENGLISH else Analyzer(document.language).terms
    asked = frozenset(content(claim))
    cells = list(_cells(passage, document, content))
    if wanted and cells:
        # Years are everywhere in a table's heads; they do not point at a cell.
        telling = frozenset(figure for figure in wanted if not _is_year(figure))
        rows = [piece for piece in cells if _same(piece.figures, telling)]
        if rows:
            return tuple(span for piece in _best_rows(rows, cells, asked, document) for span in piece.spans)
    pieces = list(_sentence_pieces(passage, document, content))
    if wanted:
        holding = [piece for piece in pieces if _same(piece.figures, wanted)]
        if holding:
            best = max(len(_same(piece.figures, wanted)) for piece in holding)
            kept = [piece for piece in holding if len(_same(piece.figures, wanted)) == best]
            return max(kept, key=lambda piece: len(piece.stems & asked)).spans
    if asked and pieces:
        nearest = max(pieces, key=lambda piece: len(piece.stems & asked))
        if len(nearest.stems & asked) >= _SHARED * len(asked):
            return nearest.spans
    return passage.spans


def _cells(passage: Passage, document: Document, content: Callable[[str], list[str]]) -> Iterator[_Piece]:
    for index in passage.elements:
        table = document.elements[index].table
        if table is None:
            continue
        first, last = passage.rows or (0, table.rows)
        for position, cell in enumerate(table.cells):
            if first <= cell.row < last and cell.text.strip():
                span = Span(index, 0, len(cell.text), position)
                figures = frozenset(numbers.in_text(cell.text))
                yield _Piece((span,), frozenset(content(cell.text)), figures)


def _best_rows(rows: list[_Piece], cells: list[_Piece], asked: frozenset[str], document: Document) -> list[_Piece]:
    """Of the cells that hold a figure, those whose row is called most like the claim."""

    def likeness(piece: _Piece) -> int:
        [span] = piece.spans
        table = document.elements[span.element].table
        if table is None:
            return 0
        row = table.cells[span.cell].row
        in_row = (
            other
            for other in cells
            if other.spans[0].element == span.element and table.cells[other.spans[0].cell].row == row
        )
        return len(asked & frozenset(stem for other in in_row for stem in other.stems))

    scores = [(likeness(piece), piece) for piece in rows]
    best = max(score for score, _ in scores)
    return [piece for score, piece in scores if score == best]


def _sentence_pieces(passage: Passage, document: Document, content: Callable[[str], list[str]]) -> Iterator[_Piece]:
    text = (one for one in passage.spans if one.cell < 0 and document.elements[one.element].table is None)
    for group in together(document, text):
        whole = joined(document, group)
        for start, end in sentences.split(whole.text):
            said = whole.text[start:end]
            yield _Piece(whole.spans(start, end), frozenset(content(said)), frozenset(numbers.in_text(said)))


def _same(held: frozenset[Decimal], wanted: frozenset[Decimal]) -> frozenset[Decimal]:
    """The wanted figures that are among those held, at any usual scale."""
    return frozenset(figure for figure in wanted if any(figure * scale in held for scale in _SCALES))


def _is_year(figure: Decimal) -> bool:
    return figure == figure.to_integral_value() and 1900 <= figure < 2100
