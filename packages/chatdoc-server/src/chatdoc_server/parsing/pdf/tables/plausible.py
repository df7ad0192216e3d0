"""Whether a grid is a table: prose in columns, lists, boxed notes and listings make grids too."""

import re
from collections.abc import Sequence

from chatdoc_server.parsing.pdf.model import Grid, GridCell
from chatdoc_server.parsing.pdf.tables.tokens import Token

_MIN_FILLED = 0.34
_MARK = re.compile(r"^(?:[•●○◦▪■□–—·‣-]|\(?\w{1,3}[).:]|\[\d+\])$")
_MARKED = 0.7
_PROSE_LINES = 8
_PROSE_WORDS = 5
_CURRENCIES = frozenset("$€£¥")
_SIGNED = 2


def is_table(grid: Grid) -> bool:
    """Whether the grid is a table."""
    if grid.rows < 2 or grid.columns < 2:
        return False
    covered = sum(cell.row_span * cell.column_span for cell in grid.cells)
    if covered < _MIN_FILLED * grid.rows * grid.columns or len(grid.cells) < 3:
        return False
    if _has_prose(grid):
        return False
    return not _is_list(grid)


def _is_list(grid: Grid) -> bool:
    """Whether the first of two columns holds only marks: numbers of lines, bullets."""
    if grid.columns != 2:
        return False
    first = [cell for cell in grid.cells if cell.column == 0 and cell.column_span == 1]
    marks = sum(1 for cell in first if _MARK.match(_text(cell)))
    return marks >= _MARKED * len(first) or len(first) < 2


def _has_prose(grid: Grid) -> bool:
    """Whether columns hold running text: every column's cells are many full lines of words."""
    long = {cell.column for cell in grid.cells if _is_prose(cell)}
    short = [cell for cell in grid.cells if not _is_prose(cell)]
    return len(long) == grid.columns and len(short) < grid.rows


def _is_prose(cell: GridCell) -> bool:
    words = sum(len(line) for line in cell.lines)
    return len(cell.lines) >= _PROSE_LINES and words >= _PROSE_WORDS * len(cell.lines)


def _text(cell: GridCell) -> str:
    return " ".join(word.text for line in cell.lines for word in line)


def is_financial(lines: Sequence[Sequence[Token]]) -> bool:
    """Whether lines of tokens are a statement's: labels, and mostly figures beside them, some with a currency."""
    beside = [one for line in lines for one in line[1:]]
    values = [one for one in beside if one.is_value]
    if len(values) * 2 < len(beside):
        return False
    signed = sum(1 for one in values if one.words[0].text[0] in _CURRENCIES)
    return signed >= _SIGNED and sum(1 for line in lines if not line[0].is_value) * 2 > len(lines)
