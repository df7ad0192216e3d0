"""What is known of a page before its text is: tables and figures that stand in the way of columns of text.

The words of such a block are taken out of the page's rows, and lines that stand for it are put in, so that columns are
seen with everything that stands in them.
"""

import heapq
from collections.abc import Sequence
from statistics import median

from chatdoc_server.parsing.pdf.model import Block, Row, Segment, Word

_OBJECT = "\ufffc"
"""Unicode's object replacement character, which stands in text for what is no text."""

_LEADING = 1.2
_MAX_LINES = 60
_HEIGHT = 12.0


def with_stand_ins(rows: Sequence[Row], blocks: Sequence[Block]) -> list[Row]:
    """The rows, top to bottom, with as many lines in each block's place as text would have there."""
    if not blocks:
        return list(rows)
    height = median(part.height for row in rows for part in row) if rows else _HEIGHT
    lines = [[line] for block in blocks for line in _stand_ins(block, height)]
    return list(heapq.merge(rows, sorted(lines, key=_middle), key=_middle))


def without_stand_ins(rows: Sequence[Row]) -> tuple[list[Row], list[Block]]:
    """The rows of text, and the blocks that lines stand for, each once."""
    blocks = {id(part.block): part.block for row in rows for part in row if part.block is not None}
    return [row for row in rows if not is_stand_in(row)], list(blocks.values())


def is_stand_in(row: Row) -> bool:
    """Whether the row is a line that stands for a block."""
    return row[0].block is not None


def _stand_ins(block: Block, height: float) -> list[Segment]:
    left, top, right, bottom = block.box
    count = min(max(round((bottom - top) / (_LEADING * height)), 1), _MAX_LINES)
    step = (bottom - top) / count
    levels = [(top + at * step, top + (at + 1) * step) for at in range(count)]
    return [
        Segment([Word(_OBJECT, left, upper, right, lower)], left, upper, right, lower, height, bold=False, block=block)
        for upper, lower in levels
    ]


def _middle(row: Row) -> float:
    return row[0].top + row[0].bottom
