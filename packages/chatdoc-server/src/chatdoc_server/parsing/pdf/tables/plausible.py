"""Whether a grid is a table: prose in columns, lists, boxed notes and listings make grids too."""

import re
from collections.abc import Sequence
from itertools import pairwise

from chatdoc_server.parsing.pdf.model import Grid, GridCell
from chatdoc_server.parsing.pdf.tables.tokens import Token

_MIN_FILLED = 0.34
_MIN_CELLS = 0.38
_LEAST = 3
_PAGES = 0.8
_ENTRIES = 6
_MARK = re.compile(r"^(?:[•●○◦▪■□–—·‣-]|\(?\w{1,3}[).:]|\[\d+\])$")
_MARKED = 0.7
_PROSE_LINES = 8
_PROSE_WORDS = 5
_CURRENCIES = frozenset("$€£¥")
_SIGNED = 2


def is_table(grid: Grid, *, is_walled: bool = False) -> bool:
    """Whether the grid is a table; `is_walled` if lines are drawn down in it, which forms and lists seldom have."""
    if grid.rows < 2 or grid.columns < 2 or len(grid.cells) < _LEAST:
        return False
    places = grid.rows * grid.columns
    covered = sum(cell.row_span * cell.column_span for cell in grid.cells)
    if covered < _MIN_FILLED * places or _has_prose(grid) or _is_list(grid):
        return False
    return is_walled or (len(grid.cells) >= _MIN_CELLS * places and not _is_contents(grid))


def is_page_list(last: Sequence[str]) -> bool:
    """Whether the last texts of some lines are pages of a contents list: whole numbers that never fall."""
    numbers = [int(text) for text in last if text.isdecimal()]
    rises = all(one <= other for one, other in pairwise(numbers))
    return rises and len(numbers) >= _PAGES * len(last)


def _is_contents(grid: Grid) -> bool:
    """Whether a list of titles ends each of its lines with a page."""
    last = [_text(cell) for cell in grid.cells if cell.column == grid.columns - 1 and cell.row >= grid.header_rows]
    titles = [cell for cell in grid.cells if cell.column == grid.columns - 2 and not _text(cell).isdecimal()]
    return len(last) >= _ENTRIES and len(titles) * 2 > grid.rows and is_page_list(last)


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
