"""A table's grid, row by row: which cells begin in it, and which of its positions none covers."""

from collections.abc import Iterator, Sequence

from chatdoc_server.document import Cell, Table

Row = Sequence[Cell | None]
"""The cells that begin in a row, from left to right; None is a position that no cell covers."""


def rows_of(table: Table) -> Iterator[Row]:
    """The rows from top to bottom, each up to its last cell.

    A cell that would cover what another covers already is left out.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    reached: dict[int, int] = {}
    for number in range(table.rows):
        row: list[Cell | None] = []
        column = 0
        for cell in sorted(by_row.get(number, ()), key=lambda one: one.column):
            if cell.column < column or _is_covered(reached, cell, number):
                continue
            row += [None] * sum(reached.get(at, 0) <= number for at in range(column, cell.column))
            row.append(cell)
            column = cell.column + cell.column_span
            if cell.row_span > 1:
                reached.update(dict.fromkeys(range(cell.column, column), number + cell.row_span))
        yield row


def has_spans(table: Table) -> bool:
    """Whether a cell of the table covers more than one position."""
    return any(cell.row_span > 1 or cell.column_span > 1 for cell in table.cells)


def _is_covered(reached: dict[int, int], cell: Cell, row: int) -> bool:
    return any(reached.get(at, 0) > row for at in range(cell.column, cell.column + cell.column_span))
