"""Tables as a tagged PDF's structure tree states them: rows, cells and their spans."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from chatdoc_server.document import NO_BOX, Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Grid, GridCell, Word
from chatdoc_server.parsing.pdf.tags.roles import TaggedCell, TaggedTable

_MAX_SPAN = 200
_UNKNOWN = 1.0
_YEAR = re.compile(r"(?:19|20)\d\d")

Lines = list[list[Word]]
Band = tuple[float, float]
"""From where to where something goes on one axis."""


def grid(table: TaggedTable, lines_of: Callable[[Iterable[int]], Lines]) -> Grid:
    """The table's grid; `lines_of` gives the words of marked contents, line by line.

    Cells take their places as those of HTML's tables do, each in the first column that no cell above reaches down to.
    Of an empty cell, the page's part of the tree knows nothing: in a row that is too short for the table, cells stand
    under those of whole rows instead.
    """
    lines = {cell: lines_of(cell.mcids) for row in table.rows for cell in row}
    naive = _placed(table, lines, [])
    width = max((cell.column + cell.column_span for row in naive for cell in row), default=0)
    bands = _bands([row for row in naive if _reach(row) == width], width)
    placed = _placed(table, lines, bands)
    cells = [cell for row in placed for cell in row if cell.lines]
    return Grid(
        rows=len(table.rows),
        columns=max(map(_reach, placed), default=0),
        header_rows=min(table.head or _heads(table) or int(_is_set_off(placed)), len(table.rows) - 1),
        cells=cells,
        row_lines=_between([(cell.row, cell.row_span, cell.box.top, cell.box.bottom) for cell in cells]),
        column_lines=_between([(cell.column, cell.column_span, cell.box.left, cell.box.right) for cell in cells]),
    )


def _heads(table: TaggedTable) -> int:
    """How many rows from the top hold heads alone."""
    return sum(1 for _ in itertools.takewhile(lambda row: all(cell.is_head for cell in row), table.rows))


def _is_set_off(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the first row, which the tags call no head, is one: words that are bold or stand over figures."""
    first, rest = ([cell for cell in row if cell.lines] for row in rows[:2])
    if len(first) < 2 or any(map(_is_value, first)):
        return False
    is_bold = all(map(_is_bold, first)) and not all(map(_is_bold, rest))
    return is_bold or any(map(_is_value, rest))


def _is_value(cell: GridCell) -> bool:
    text = "".join(word.text for line in cell.lines for word in line)
    return any(map(str.isdecimal, text)) and not any(map(str.isalpha, text)) and not _YEAR.fullmatch(text)


def _is_bold(cell: GridCell) -> bool:
    return all(word.bold for line in cell.lines for word in line)


def _placed(table: TaggedTable, lines: dict[TaggedCell, Lines], bands: list[Band | None]) -> list[list[GridCell]]:
    """The cells of each row; where `bands` say where columns stand, rows with too few cells are placed by them."""
    taken: list[set[int]] = [set() for _ in table.rows]
    result: list[list[GridCell]] = []
    for row, line in enumerate(table.rows):
        is_short = sum(cell.column_span for cell in line) + len(taken[row]) < len(bands)
        column = 0
        result.append([])
        for cell in line:
            words = [word for line in lines[cell] for word in line]
            box = around(words) if words else NO_BOX
            while column in taken[row]:
                column += 1
            if is_short and lines[cell]:
                free = [at for at in range(column, len(bands)) if at not in taken[row]]
                column = _nearest(box, bands, free, cell.column_span) if free else column
            rows, columns = min(cell.row_span, len(table.rows) - row), _free(taken[row], column, cell)
            for below in range(row, row + rows):
                taken[below].update(range(column, column + columns))
            if column < len(bands) and bands[column] is None and columns == 1 and lines[cell]:
                bands[column] = (box.left, box.right)
            result[-1].append(GridCell(row, column, lines[cell], box, rows, columns))
            column += columns
    return result


def _reach(row: Sequence[GridCell]) -> int:
    return max((cell.column + cell.column_span for cell in row), default=0)


def _bands(rows: Sequence[Sequence[GridCell]], width: int) -> list[Band | None]:
    """From where to where the cells of each column go, in rows that reach over the whole table; None for no telling."""
    found: list[Band | None] = [None] * width
    for cell in itertools.chain.from_iterable(rows):
        if cell.lines and cell.column_span == 1:
            left, right = found[cell.column] or (cell.box.left, cell.box.right)
            found[cell.column] = (min(left, cell.box.left), max(right, cell.box.right))
    return found


def _nearest(box: Box, bands: Sequence[Band | None], free: Sequence[int], span: int) -> int:
    """The first of the `span` columns that a cell stands in, or is nearest to."""

    def apart(at: int) -> tuple[float, float]:
        known = [band for band in bands[at : at + span] if band]
        if not known:
            # Nothing has stood there yet: better than a column that the cell does not stand in.
            return _UNKNOWN, 0.0
        left, right = known[0][0], known[-1][1]
        return max(left - box.right, box.left - right, 0.0), abs(left + right - box.left - box.right)

    return min(free, key=apart)


def _free(taken: set[int], column: int, cell: TaggedCell) -> int:
    """How many columns the cell can span from `column`, up to the next that is taken."""
    wanted = min(cell.column_span, _MAX_SPAN)
    return next((width for width in range(1, wanted) if column + width in taken), wanted)


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
