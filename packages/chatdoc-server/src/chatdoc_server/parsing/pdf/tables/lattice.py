"""Lines of text and drawn lines within a table's frame to its grid, merged cells and all.

Lines drawn down and white space make columns (`gutters`), lines drawn across and the way text wraps make rows
(`bands`), and what lines leave open or text is centred beside is merged (`spans`). What drawn lines say follows
Nurminen 2013, "Algorithmic extraction of data in tables in PDF documents".
"""

import itertools
from collections.abc import Sequence

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Grid, GridCell, Word
from chatdoc_server.parsing.pdf.tables import spans
from chatdoc_server.parsing.pdf.tables.bands import (
    Rows,
    Separator,
    TableRow,
    TextLine,
    between,
    separators,
    text_line,
)
from chatdoc_server.parsing.pdf.tables.separators import Column, cut, gutters, walls
from chatdoc_server.parsing.pdf.tables.spans import Label
from chatdoc_server.parsing.pdf.tables.strokes import Strokes
from chatdoc_server.parsing.pdf.tables.tokens import Token

_MAX_HEADS = 6
_SINGLE_SHARE = 0.5
_CLOSED_BANDS = 4
_GROUPS = 3
_NEXT_LINE = 1.6
_MIDDLE = 0.35
_CLOSER = 0.85
_MAX_COLUMNS = 60


def read(lines: Sequence[Sequence[Token]], drawn: Strokes, box: Box) -> Grid | None:
    """The grid of a table in the box, from its lines of tokens; None if it has no two rows and columns."""
    down = sorted(drawn.down)
    tokens = [cut(line, down) for line in lines if line]
    inner = walls(drawn.down, box.left, box.right, box.bottom - box.top)
    columns = gutters(tokens, inner)
    if not 1 < len(columns) <= _MAX_COLUMNS or len(tokens) < 2:
        return None
    read_lines = [text_line(line, columns) for line in tokens]
    parts = separators(drawn.across, columns)
    heads = _head_lines(read_lines, parts, len(columns))
    for position, line in enumerate(read_lines):
        under = _under(drawn, columns, line.middle, _below(read_lines, position)) if position < heads else []
        spans.widen(line, columns, under, is_head=position < heads)
    found = Rows(read_lines, parts, len(columns), closed=_is_closed(read_lines, parts, inner, len(columns)))
    if len(found.rows) < 2:
        return None
    return _Assembly(found, parts, columns, is_grid=len(inner) >= len(columns) - 1).grid(_edges(columns, inner))


def _head_lines(lines: Sequence[TextLine], parts: Sequence[Separator], columns: int) -> int:
    """How many lines stand over the first line drawn through all columns; some more if that is one title."""
    for position in range(1, len(lines)):
        above, line = lines[position - 1], lines[position]
        if len(between(parts, above.middle, line.middle)) >= columns:
            if position == 1 and len(above.pieces) == 1:
                continue
            return position if position * 2 <= len(lines) or position <= _MAX_HEADS else 1
    return 1


def _below(lines: Sequence[TextLine], position: int) -> float:
    """The height of the next line with text under that of the line at this position."""
    own = lines[position].columns
    later = (line.middle for line in lines[position + 1 :] if line.columns & own)
    return next(later, lines[position].bottom)


def _under(drawn: Strokes, columns: Sequence[Column], upper: float, lower: float) -> list[set[int]]:
    near = [stroke for stroke in drawn.across if upper < stroke.at < lower]
    covers = [found[0].columns for stroke in near if (found := separators([stroke], columns))]
    return [cover for cover in covers if len(cover) < len(columns)]


def _is_closed(lines: Sequence[TextLine], parts: Sequence[Separator], inner: Sequence[float], columns: int) -> bool:
    """Whether drawn lines part every row from the next, so that what stands between two of them is one."""
    counts = [1]
    for above, line in itertools.pairwise(lines):
        if len(between(parts, above.middle, line.middle)) >= columns:
            counts.append(1)
        else:
            counts[-1] += 1
    if len(inner) >= columns - 1 and len(counts) > 1:
        return True
    return len(counts) >= _CLOSED_BANDS and sum(1 for count in counts if count == 1) >= _SINGLE_SHARE * len(counts)


def _edges(columns: Sequence[Column], inner: Sequence[float]) -> tuple[float, ...]:
    """The lines between columns: drawn ones where there are any."""
    edges = []
    for left, right in itertools.pairwise(columns):
        drawn = next((at for at in inner if left.middle < at < right.middle), None)
        edges.append((left.right + right.left) / 2 if drawn is None else drawn)
    return tuple(edges)


class _Assembly:
    """Cells put where they stand: pieces by row and column, merged where they stand beside several rows."""

    def __init__(self, found: Rows, parts: Sequence[Separator], columns: Sequence[Column], *, is_grid: bool) -> None:
        self._rows = found.rows
        self._parts = parts
        self._columns = columns
        self._is_grid = is_grid
        self._pitch = _pitch(found.rows)
        self._cells: dict[tuple[int, int], list[list[Token]]] = {}
        self._across: list[dict[int, int]] = [{} for _ in found.rows]
        self._down: dict[tuple[int, int], int] = {}
        for position, row in enumerate(found.rows):
            self._add(position, row)
        self._loose = _floating(found.floating)
        for column in range(len(columns)):
            self._merge_down(column)

    def grid(self, column_lines: tuple[float, ...]) -> Grid:
        """The table, its cells in order."""
        rows = self._rows
        heads = self._header_rows()
        cells = [
            GridCell(
                row=row,
                column=column,
                lines=[_words(line) for line in lines],
                box=around([one for line in lines for one in line]),
                row_span=self._down.get((row, column), 1),
                column_span=self._across[row].get(column, column) - column + 1,
            )
            for (row, column), lines in sorted(self._cells.items())
        ]
        row_lines = tuple((upper.bottom + lower.top) / 2 for upper, lower in itertools.pairwise(rows))
        return Grid(len(rows), len(self._columns), heads, cells, row_lines, column_lines)

    def _add(self, position: int, row: TableRow) -> None:
        """Put the row's pieces into cells; of two over one column the wider gives way."""
        across = self._across[position]
        for line in row.lines:
            done: dict[int, list[Token]] = {}
            for piece in sorted(line.pieces, key=lambda one: one.first):
                if piece.first in done:
                    done[piece.first].append(piece.token)
                    continue
                done[piece.first] = [piece.token]
                across[piece.first] = max(across.get(piece.first, piece.first), piece.last)
            for column, tokens in done.items():
                self._cells.setdefault((position, column), []).append(tokens)
        for left, right in itertools.pairwise(sorted(across)):
            across[left] = min(across[left], right - 1)

    def _merge_down(self, column: int) -> None:
        """Give the column's cells the rows they stand beside, and what floats between rows its place."""
        loose = self._loose.get(column, [])
        for first, last in self._stretches(column):
            top = self._rows[first].top if first else float("-inf")
            bottom = self._rows[last + 1].top if last + 1 < len(self._rows) else float("inf")
            floats = [label for label in loose if top < label.middle < bottom]
            held = [(row, self._cells[row, column]) for row in range(first, last + 1) if (row, column) in self._cells]
            if not floats and (first == last or not held):
                continue
            labels = [Label([one for line in lines for one in line], _middle(lines), floats=False) for _, lines in held]
            labels = sorted([*labels, *floats], key=lambda label: label.middle)
            if self._is_one_label(labels, column, first, last):
                tokens = [one for label in labels for one in label.tokens]
                labels = [Label(tokens, _middle([tokens]), floats=True)]
            spread = self._spread(labels, column, first, last, is_floating=bool(loose))
            if spread is None:
                for label in floats:
                    self._drop(label, column, first, last)
                continue
            for row, _ in held:
                del self._cells[row, column]
                self._across[row].pop(column, None)
            for label, (start, end) in zip(labels, spread, strict=True):
                self._cells[start, column] = _by_line(label.tokens)
                self._across[start][column] = column
                self._down[start, column] = end - start + 1
            loose = [label for label in loose if label not in floats]
        for label in loose:
            if not any(label.tokens[0] in line for lines in self._cells.values() for line in lines):
                self._drop(label, column, 0, len(self._rows) - 1)

    def _is_one_label(self, labels: Sequence[Label], column: int, first: int, last: int) -> bool:
        """Whether the column's texts are one that wraps beside rows which lines part in other columns."""
        if len(labels) != last - first + 1 or not between(
            self._parts, self._rows[first].middle, self._rows[last].middle
        ):
            return False
        others = [[c for c in self._columns_of(row) if c != column] for row in (first, last)]
        if not all(others) or any(one.is_value for label in labels for one in label.tokens):
            return False
        ends = [
            _middle([line for c in own for line in self._cells[row, c]])
            for row, own in zip((first, last), others, strict=True)
        ]
        return 0 < labels[-1].middle - labels[0].middle < _CLOSER * (ends[1] - ends[0])

    def _columns_of(self, row: int) -> list[int]:
        return [column for column in range(len(self._columns)) if (row, column) in self._cells]

    def _spread(
        self, labels: list[Label], column: int, first: int, last: int, *, is_floating: bool
    ) -> list[tuple[int, int]] | None:
        """The rows that each label of the stretch takes, None if nothing says that they take more than one."""
        if len(labels) > last - first + 1:
            return None
        found = spans.row_spans(labels, self._rows, first, last, self._pitch)
        if is_floating or len(labels) != 1:
            return found if is_floating else None
        ruled = between(self._parts, self._rows[first].middle, self._rows[last].middle)
        middle = (self._rows[first].middle + self._rows[last].middle) / 2
        is_centred = abs(labels[0].middle - middle) <= _MIDDLE * self._pitch
        if (ruled and self._is_grid) or (is_centred and (ruled or column == 0) and self._is_bounded(first, last)):
            return [(first, last)]
        return None

    def _is_bounded(self, first: int, last: int) -> bool:
        """Whether the stretch is a part of the table, rather than its whole body."""
        return last - first + 1 < len(self._rows) - 1 or bool(self._parts)

    def _stretches(self, column: int) -> list[tuple[int, int]]:
        """The stretches of rows with no line drawn through the column, nor a cell over more than this column."""
        result = []
        for first, last in spans.sections(self._rows, self._parts, column):
            start = first
            for row in range(first, last + 2):
                if row > last or self._is_crossed(row, column):
                    if start < row:
                        result.append((start, row - 1))
                    start = row + 1
        return result

    def _is_crossed(self, row: int, column: int) -> bool:
        return any(first <= column <= end and first < end for first, end in self._across[row].items())

    def _drop(self, label: Label, column: int, first: int, last: int) -> None:
        """Put a label that no rows are centred about into the row next to it that has no text there, if any has."""
        order = sorted(range(first, last + 1), key=lambda row: abs(self._rows[row].middle - label.middle))
        free = [row for row in order[:2] if (row, column) not in self._cells and not self._is_crossed(row, column)]
        row = free[0] if free else order[0]
        if self._is_crossed(row, column):
            column = next(first for first, end in self._across[row].items() if first <= column <= end)
        lines = [*self._cells.get((row, column), []), *_by_line(label.tokens)]
        self._cells[row, column] = sorted(lines, key=lambda line: line[0].top)
        self._across[row].setdefault(column, column)

    def _header_rows(self) -> int:
        rows = self._rows
        for position in range(1, len(rows)):
            if len(between(self._parts, rows[position - 1].middle, rows[position].middle)) >= len(self._columns):
                if position == 1 and len(rows[0].lines[0].pieces) == 1 and len(rows) > 2:
                    continue
                if self._is_group(position):
                    break
                return position if position <= _MAX_HEADS and position * 2 <= len(rows) + 1 else 1
        return 1 if _is_head(rows) else 0

    def _is_group(self, size: int) -> bool:
        """Whether the first rows are several that lines part as they part all others: groups of a list of records."""
        cut = [
            at
            for at in range(1, len(self._rows))
            if len(between(self._parts, self._rows[at - 1].middle, self._rows[at].middle)) >= len(self._columns)
        ]
        return size > 1 and len(cut) >= _GROUPS and all(at % size == 0 for at in (*cut, len(self._rows)))


def _is_head(rows: Sequence[TableRow]) -> bool:
    """Whether the first row, without a line under it, is set off: bold, or words over figures."""
    first = [piece.token for line in rows[0].lines for piece in line.pieces]
    if any(one.is_value for one in first) or len(first) < 2:
        return False
    rest = [piece.token for line in rows[1].lines for piece in line.pieces]
    is_bold = all(one.words[0].bold for one in first) and not all(one.words[0].bold for one in rest)
    return is_bold or any(one.is_value for one in rest)


def _pitch(rows: Sequence[TableRow]) -> float:
    steps = sorted(lower.middle - upper.middle for upper, lower in itertools.pairwise(rows))
    return steps[len(steps) // 2]


def _floating(lines: Sequence[TextLine]) -> dict[int, list[Label]]:
    """What floats, by column; lines under one another make one label."""
    result: dict[int, list[Label]] = {}
    for line in lines:
        for piece in line.pieces:
            one = piece.token
            found = result.setdefault(piece.first, [])
            if found and one.top - found[-1].tokens[-1].top < _NEXT_LINE * (one.bottom - one.top):
                found[-1].tokens.append(one)
                found[-1].middle = _middle([found[-1].tokens])
            else:
                found.append(Label([one], (one.top + one.bottom) / 2, floats=True))
    return result


def _middle(lines: Sequence[Sequence[Token]]) -> float:
    tokens = [one for line in lines for one in line]
    return (min(one.top for one in tokens) + max(one.bottom for one in tokens)) / 2


def _by_line(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens by line, top to bottom and left to right."""
    lines: list[list[Token]] = []
    for one in sorted(tokens, key=lambda one: one.top):
        if lines and one.top < (lines[-1][0].top + lines[-1][0].bottom) / 2:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [sorted(line, key=lambda one: one.left) for line in lines]


def _words(tokens: Sequence[Token]) -> list[Word]:
    return [word for one in tokens for word in one.words]
