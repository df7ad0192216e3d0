"""Cells over several rows or columns: where text is centred beside rows or over columns, and lines leave cells open."""

from collections.abc import Sequence

from chatdoc_server.parsing.pdf.tables.bands import Piece, Separator, TableRow, TextLine, between
from chatdoc_server.parsing.pdf.tables.separators import Column
from chatdoc_server.parsing.pdf.tables.tokens import Token

_CLEARLY = 3.0
_EDGE = 3.0
_ROW_CENTRED = 0.62


class Label:
    """Texts of one column that stand under one another as one cell."""

    def __init__(self, tokens: list[Token], middle: float, *, floats: bool) -> None:
        self.tokens = tokens
        self.middle = middle
        self.floats = floats


def widen(line: TextLine, columns: Sequence[Column], under: Sequence[set[int]], *, is_head: bool) -> None:
    """Give the line's pieces the columns they stand over: a line drawn under a head says it, or that it is centred.

    `under` are the columns of the lines drawn close under this one, one set a line.
    """
    pieces = line.pieces
    for position, piece in enumerate(pieces):
        low = pieces[position - 1].last + 1 if position else 0
        high = pieces[position + 1].first - 1 if position + 1 < len(pieces) else len(columns) - 1
        if low > piece.first or high < piece.last:
            continue
        ruled = next((cover for cover in under if set(range(piece.first, piece.last + 1)) <= cover), None)
        if is_head and ruled and len(ruled) > 1 and low <= min(ruled) and max(ruled) <= high:
            piece.first, piece.last = min(ruled), max(ruled)
        elif is_head or piece.first != piece.last or len(pieces) == 1:
            found = _centred(piece, columns, low, high)
            # Text alone in its line may be the rest of a cell; only over the whole table is it sure to span.
            if is_head or piece.first != piece.last or found == (0, len(columns) - 1):
                piece.first, piece.last = found


def _centred(piece: Piece, columns: Sequence[Column], low: int, high: int) -> tuple[int, int]:
    """The narrowest stretch of free columns around a piece that it fits by its middle or its edges."""
    one = piece.token
    own = columns[piece.first]
    is_aligned = min(abs(own.left - one.left), abs(own.right - one.right), abs(own.middle - one.middle)) <= _EDGE
    if piece.first == piece.last and is_aligned:
        return piece.first, piece.last
    best = (piece.first, piece.last)
    least = _EDGE * 2
    for first in range(low, piece.first + 1):
        for last in range(piece.last, high + 1):
            middle = (columns[first].left + columns[last].right) / 2
            distance = abs(middle - one.middle) + (last - first) * 0.1
            if distance < least:
                best, least = (first, last), distance
    if best == (piece.first, piece.last) and piece.first < piece.last and low == 0:
        own_left = columns[piece.first].left
        is_right = abs(columns[piece.last].right - one.right) <= _EDGE and one.left > own_left + _EDGE
        if is_right and least >= _EDGE:
            return low, piece.last
    if piece.first == piece.last and least * _CLEARLY > abs(own.middle - one.middle):
        return piece.first, piece.last
    return best


def row_spans(
    labels: Sequence[Label], rows: Sequence[TableRow], first: int, last: int, pitch: float
) -> list[tuple[int, int]] | None:
    """The rows that each label of a column stands beside, from row `first` to `last`, if all are centred so."""
    result: list[tuple[int, int]] = []
    start = first
    for label in labels:
        if start > last:
            return None
        best, least = start, float("inf")
        for end in range(start, last + 1):
            distance = abs((rows[start].middle + rows[end].middle) / 2 - label.middle)
            if distance < least:
                best, least = end, distance
        if least > _ROW_CENTRED * pitch:
            return None
        result.append((start, best))
        start = best + 1
    return result if start == last + 1 else None


def sections(rows: Sequence[TableRow], parts: Sequence[Separator], column: int) -> list[tuple[int, int]]:
    """The stretches of rows, both ends included, between lines drawn through this column."""
    result = [[0, 0]]
    for position in range(1, len(rows)):
        if column in between(parts, rows[position - 1].middle, rows[position].middle):
            result.append([position, position])
        else:
            result[-1][1] = position
    return [(first, last) for first, last in result]
