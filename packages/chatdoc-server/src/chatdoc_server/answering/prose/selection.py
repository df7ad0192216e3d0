"""Answers about what the reader selected: its sentences, or its figures with what stands over and beside them."""

from collections.abc import Iterator

from chatdoc_server.answering.base import Inquiry, Support
from chatdoc_server.answering.lines import Composed, Line, quoted
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import Quote, sentences_in
from chatdoc_server.answering.tables.headed import head_rows, headed, heads
from chatdoc_server.document import Document, Span, Table
from chatdoc_server.indexing.model import Passage
from chatdoc_server.questions.plain import is_about_selection
from chatdoc_server.questions.plain import read as take_apart

MOST_QUOTES = 4
MOST_FIGURES = 12
ENOUGH = 0.6
"""The share of a question's terms that one selected sentence must hold to be its answer."""


def passage_of(document: Document, spans: tuple[Span, ...]) -> Passage:
    """What was selected, as a passage of its own; its number is -1, which no passage of an index has."""
    first = document.elements[spans[0].element]
    return Passage(
        number=-1,
        page=first.page,
        text="\n".join(document.text_of(span) for span in spans),
        headings=document.headings_over(first.index),
        spans=spans,
    )


def compose(inquiry: Inquiry, language: str, phrases: Phrases) -> Composed | None:
    """The answer from what was selected; None when the question is about more than that, or nothing was selected.

    A question that only points at the selection is answered by all of it, another one by the selected sentences that
    hold most of its terms.
    """
    selection = inquiry.selection
    if selection is None:
        return None
    document = inquiry.documents[selection.upload_id]
    if is_about_selection(inquiry.question, language):
        return whole(inquiry, phrases)
    question = take_apart(inquiry.question, language, document.language)
    held = [(question.held(quote.text), quote) for quote in _sentences(document, selection)]
    most = max((len(keys) for keys, _ in held), default=0)
    if not most or most < ENOUGH * len(question.terms):
        return None
    best = [quote for keys, quote in held if len(keys) == most]
    return Composed((Line(phrases.selected), *quoted(best[:MOST_QUOTES], phrases)))


def whole(inquiry: Inquiry, phrases: Phrases) -> Composed | None:
    """All of the selection, figures first; None when it holds neither sentences nor figures."""
    selection = inquiry.selection
    if selection is None:
        return None
    document = inquiry.documents[selection.upload_id]
    lines = [*_figures(document, selection), *quoted(_sentences(document, selection)[:MOST_QUOTES], phrases)]
    return Composed((Line(phrases.selected), *lines)) if lines else None


def _sentences(document: Document, selection: Support) -> list[Quote]:
    return [
        Quote(selection.upload_id, spans, text, frozenset(), 1.0)
        for spans, text in sentences_in(document, selection.spans)
    ]


def _figures(document: Document, selection: Support) -> list[Line]:
    """A line for each selected cell: "label (head): value"; a selected label stands for its whole row."""
    lines: dict[tuple[int, int], Line] = {}
    for piece in selection.spans:
        table = headed(document, document.elements[piece.element])
        if table is None:
            continue
        for position in [piece.cell] if piece.cell >= 0 else range(len(table.cells)):
            for value in _values(table, position):
                lines.setdefault((piece.element, value), _stated(table, piece.element, value, selection.upload_id))
    return list(lines.values())[:MOST_FIGURES]


def _values(table: Table, position: int) -> Iterator[int]:
    """The cells that a selected one stands for: itself, or those of its row or column when it is a label or a head."""
    cell = table.cells[position]
    first = min((other.column for other in table.cells if other.row == cell.row and other.text.strip()), default=0)
    for other, candidate in enumerate(table.cells):
        if not candidate.text.strip() or candidate.row < head_rows(table):
            continue
        if cell.row < head_rows(table):
            over = cell.column <= candidate.column < cell.column + cell.column_span and candidate.column > 0
            if over and cell.text.strip():
                yield other
        elif candidate.column > first and (other == position or (cell.column, cell.row) == (first, candidate.row)):
            yield other


def _stated(table: Table, element: int, position: int, upload_id: str) -> Line:
    cell = table.cells[position]
    row = [other for other in table.cells if other.row == cell.row and other.text.strip()]
    label = row[0].text.strip().rstrip(":") if row and row[0].column < cell.column else ""
    head = heads(table).get(cell.column, "")
    over = f" ({head})" if head else ""
    span = Span(element, 0, len(cell.text), position)
    return Line(f"{label}{over}: {cell.text.strip()}".strip(": "), (Support(upload_id, (span,)),))
