"""Tables as a tagged PDF's structure tree states them: rows, cells and their spans."""

import itertools
from collections.abc import Callable, Iterable, Sequence

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import Grid, GridCell, Word
from chatdoc_server.parsing.pdf.tags import TaggedCell, TaggedTable

_MAX_SPAN = 200

Lines = list[list[Word]]


def grid(table: TaggedTable, lines_of: Callable[[Iterable[int]], Lines]) -> Grid:
    """The table's grid; `lines_of` gives the words of marked contents, line by line.

    Cells take their places as those of HTML's tables do, each in the first column that no cell above reaches down to.
    """
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    heads = 0
    for row, line in enumerate(table.rows):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            rows = min(cell.row_span, len(table.rows) - row)
            columns = _free(taken, row, column, cell)
            taken.update(itertools.product(range(row, row + rows), range(column, column + columns)))
            lines = lines_of(cell.mcids)
            if lines:
                cells.append(GridCell(row, column, lines, _around(lines), rows, columns))
            column += columns
        if row == heads and all(cell.is_head for cell in line):
            heads += 1
    return Grid(
        rows=len(table.rows),
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        header_rows=min(table.head or heads, len(table.rows) - 1),
        cells=cells,
        row_lines=_between([(cell.row, cell.row_span, cell.box.top, cell.box.bottom) for cell in cells]),
        column_lines=_between([(cell.column, cell.column_span, cell.box.left, cell.box.right) for cell in cells]),
    )


def _free(taken: set[tuple[int, int]], row: int, column: int, cell: TaggedCell) -> int:
    """How many columns the cell can span from `column`, up to the next that is taken."""
    wanted = min(cell.column_span, _MAX_SPAN)
    return next((width for width in range(1, wanted) if (row, column + width) in taken), wanted)


def _around(lines: Lines) -> Box:
    words = [word for line in lines for word in line]
    return Box(
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _between(bands: Sequence[tuple[int, int, float, float]]) -> tuple[float, ...]:
    """The lines between rows or columns, midway between what stands on either side; none where they don't part."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for at, span, start, end in bands:
        starts[at] = min(starts.get(at, start), start)
        last = at + span - 1
        ends[last] = max(ends.get(last, end), end)
    count = max([*starts, *ends], default=-1) + 1
    if not all(at in starts and at - 1 in ends for at in range(1, count)):
        return ()
    lines = tuple((ends[at - 1] + starts[at]) / 2 for at in range(1, count))
    return lines if all(one < other for one, other in itertools.pairwise(lines)) else ()
