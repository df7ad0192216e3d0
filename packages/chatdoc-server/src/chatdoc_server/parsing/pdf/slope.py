"""Back from a straightened page to the page as displayed, whose lines slope."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box, Cell, Range, Table
from chatdoc_server.parsing.pdf.drafts import Draft, WordColumns
from chatdoc_server.parsing.pdf.model import RawPage

Boxes = NDArray[np.float32]


def slope(drafts: Sequence[Draft], columns: WordColumns, start: int, page: RawPage) -> None:
    """Turn the words of the page, which begin at `start`, about its middle, and put the drafts' boxes around them.

    A box around a word that slopes is higher than the word. What has no words was read off the page itself and stays.
    """
    columns.replace(start, _turned(columns.boxes(start), page.skew, page.width / 2, page.height / 2))
    for draft in drafts:
        draft.box = _around(columns, draft.words, draft.box)
        if draft.table is not None:
            draft.table = _table(draft.table, columns)


def _turned(boxes: Boxes, degrees: float, x: float, y: float) -> Boxes:
    """Boxes [n, 4] around what was in these, turned clockwise about a point."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    left, top, right, bottom = (boxes - np.array([x, y, x, y])).T
    across, down = (left + right) / 2, (top + bottom) / 2
    half_width, half_height = (right - left) / 2, (bottom - top) / 2
    middle_x, middle_y = x + cosine * across - sine * down, y + sine * across + cosine * down
    reach_x, reach_y = cosine * half_width + abs(sine) * half_height, cosine * half_height + abs(sine) * half_width
    turned = [middle_x - reach_x, middle_y - reach_y, middle_x + reach_x, middle_y + reach_y]
    return np.stack(turned, axis=1).astype(np.float32)


def _around(columns: WordColumns, words: Range, otherwise: Box) -> Box:
    if words.start == words.stop:
        return otherwise
    boxes = columns.boxes(words.start, words.stop)
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    return Box(float(left), float(top), float(right), float(bottom))


def _table(table: Table, columns: WordColumns) -> Table:
    cells: list[Cell] = [
        msgspec.structs.replace(cell, box=_around(columns, cell.words, cell.box)) for cell in table.cells
    ]
    return msgspec.structs.replace(table, cells=tuple(cells))
