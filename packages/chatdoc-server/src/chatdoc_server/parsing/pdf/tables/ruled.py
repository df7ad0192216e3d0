"""Ruled tables: grids of drawn lines, frames with lines under the heads alone, columns parted by lines alone.

They are looked for on the whole page, before it is cut into columns of text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Block, Grid, Row, Segment
from chatdoc_server.parsing.pdf.tables import lattice
from chatdoc_server.parsing.pdf.tables.frames import TextRow, frames, stretches, stripe
from chatdoc_server.parsing.pdf.tables.plausible import is_financial, is_table
from chatdoc_server.parsing.pdf.tables.separators import walls
from chatdoc_server.parsing.pdf.tables.strokes import Stroke, Strokes
from chatdoc_server.parsing.pdf.tables.tokens import Kind, token
from chatdoc_server.parsing.pdf.tables.walled import walled_boxes

_OUTSIDE = 6.0
_MAX_FRAMES = 60
_TOUCHING = 3.0
_PAIR = 2
_BASELINE = 0.22
_LABELLED = 0.6


class RuledTable(NamedTuple):
    """A table as a block, and the segments, by identity, that stand in it."""

    block: Block
    segments: set[int]


def ruled_tables(rows: Sequence[Row], drawn: Strokes) -> list[RuledTable]:
    """The ruled tables of a page, from its upright rows, top to bottom; none overlap."""
    result: list[RuledTable] = []
    taken: list[Box] = []
    for texts, box in _candidates(rows, drawn, taken):
        lines = [text.tokens for text in texts if box.top - 1 < (text.top + text.bottom) / 2 < box.bottom + 1]
        lines = [line for line in lines if line]
        inside = _within(drawn, box)
        if not inside.down and is_financial(lines):
            # It is read by what its figures say; what lines under its columns seem to frame is no table.
            taken.append(box)
            continue
        grid = lattice.read(lines, inside, box)
        is_walled = bool(walls(inside.down, box.left, box.right, box.bottom - box.top))
        if grid is not None and is_table(grid, is_walled=is_walled) and not _is_beside_labels(rows, grid, box):
            taken.append(box)
            result.append(_table(rows, grid, box))
    return sorted(result, key=lambda one: (one.block.box.top, one.block.box.left))


def _candidates(rows: Sequence[Row], drawn: Strokes, taken: Sequence[Box]) -> Iterator[tuple[Sequence[TextRow], Box]]:
    """Where tables may stand, the surest first, with the lines of text there; none over what is `taken` by then."""
    found = frames(drawn.across)[:_MAX_FRAMES]
    yield from _framed([frame for frame in found if len(frame) > 1], rows, drawn, taken)
    for box in walled_boxes(rows, drawn.down):
        if not any(_overlap(one, box) for one in taken):
            yield stripe(rows, box), box
    yield from _framed([frame for frame in found if len(frame) == 1], rows, drawn, taken)


def _framed(
    found: Sequence[Sequence[Stroke]], rows: Sequence[Row], drawn: Strokes, taken: Sequence[Box]
) -> Iterator[tuple[Sequence[TextRow], Box]]:
    for frame in found:
        left, right = frame[0].start, frame[0].end
        whole = Box(left, frame[0].at - _TOUCHING, right, frame[-1].at + _TOUCHING)
        if len(frame) <= _PAIR and any(_overlap(one, whole) for one in taken):
            continue
        texts = stripe(rows, whole)
        for top, bottom in stretches(frame, texts, drawn):
            box = Box(left, top, right, bottom)
            if not any(_overlap(one, box) for one in taken):
                yield texts, box


def _is_beside_labels(rows: Sequence[Row], grid: Grid, box: Box) -> bool:
    """Whether the grid is only the figures of a table whose labels stand to the left of the drawn lines."""
    first = [token(cell.lines[0]) for cell in grid.cells if cell.column == 0 and cell.row >= grid.header_rows]
    if sum(1 for one in first if one.is_value) * 2 < len(first):
        return False
    labelled = held = 0
    for row in rows:
        if box.top - 1 < (row[0].top + row[0].bottom) / 2 < box.bottom + 1:
            beside = [one for one in row if one.right <= box.left + _OUTSIDE]
            own = [one for one in row if one.left >= box.left - _OUTSIDE]
            if not any(token(one.words).kind is Kind.NUMBER for one in own):
                continue
            held += 1
            # Labels share a baseline with their figures; a column of prose does by chance only.
            labelled += bool(beside) and abs(beside[-1].bottom - own[0].bottom) < _BASELINE * own[0].height
    return labelled > _LABELLED * held


def _table(rows: Sequence[Row], grid: Grid, box: Box) -> RuledTable:
    held = {id(one) for row in rows for one in row if _stands_in(one, box)}
    whole = around([box, *(cell.box for cell in grid.cells)])
    return RuledTable(Block(kind=ElementKind.TABLE, box=whole, lines=[], grid=grid), held)


def _within(drawn: Strokes, box: Box) -> Strokes:
    return Strokes(
        [
            one
            for one in drawn.across
            if box.top - 1 <= one.at <= box.bottom + 1
            and one.start >= box.left - _OUTSIDE
            and one.end <= box.right + _OUTSIDE
        ],
        [
            Stroke(one.at, max(one.start, box.top), min(one.end, box.bottom))
            for one in drawn.down
            if box.left - _OUTSIDE <= one.at <= box.right + _OUTSIDE
            and min(one.end, box.bottom) - max(one.start, box.top) > 1
        ],
    )


def _stands_in(one: Segment, box: Box) -> bool:
    middle = (one.top + one.bottom) / 2
    return (
        box.left - _OUTSIDE <= one.left and one.right <= box.right + _OUTSIDE and box.top - 1 < middle < box.bottom + 1
    )


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > _TOUCHING
        and min(one.bottom, other.bottom) - max(one.top, other.top) > _TOUCHING
    )
