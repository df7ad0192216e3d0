"""Whether what stands between lines is a whole table: statements have lines under heads and totals, seldom a frame."""

from collections.abc import Sequence

from chatdoc_server.parsing.pdf.model import Block, GridCell, Row
from chatdoc_server.parsing.pdf.tables.lines import Line, line
from chatdoc_server.parsing.pdf.tables.tokens import Kind, token

_NEXT = 4
_MAX_GAP = 2.6
_MAX_STATED = 0.34
_MOST_HEADS = 3
_SLACK = 6.0


def is_whole(block: Block, rows: Sequence[Row]) -> bool:
    """Whether the block, a table found between lines, is more than the heads of a larger one.

    `rows` are the page's, top to bottom.
    """
    return not _is_heads_alone(block, rows)


def _is_heads_alone(block: Block, rows: Sequence[Row]) -> bool:
    """Whether hardly a row states figures, and rows close under it do, between its left and right end."""
    if block.grid is None:
        return False
    stated = {cell.row for cell in block.grid.cells if _is_figure(cell)}
    if len(stated) > _MAX_STATED * block.grid.rows:
        return False
    bottom = block.box.bottom
    under = [row for row in rows if row[0].top > bottom - (row[0].bottom - row[0].top) / 2][:_NEXT]
    for below in map(line, under):
        # Of a table's heads alone the first label may be long; under a whole table running text may lead to the next.
        if below.top - bottom > _MAX_GAP * below.height or (below.is_wordy and block.grid.rows > _MOST_HEADS):
            return False
        if below.is_data and _within(below, block) * 2 >= len(below.values):
            return True
        bottom = below.bottom
    return False


def _within(below: Line, block: Block) -> int:
    left, right = block.box.left - _SLACK, block.box.right + _SLACK
    return sum(1 for value in below.values if left < value.middle < right)


def _is_figure(cell: GridCell) -> bool:
    """Whether a cell states a figure that is no year."""
    return any(words and token(words).kind is Kind.NUMBER for words in cell.lines)
