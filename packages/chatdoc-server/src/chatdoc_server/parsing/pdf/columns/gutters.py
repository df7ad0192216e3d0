"""Gutters: the empty stripes between columns of text, and which rows stand at their sides.

A column's lines begin at one left edge. So each edge at which enough lines begin is tried, and the rows that leave
the stripe left of it open are looked for; cutting there is the vertical half of a recursive XY-cut (Nagy and Seth 1984;
Meunier 2005), with edges of lines in place of a projection profile, as Breuel (2002) uses tab stops.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatdoc_server.parsing.pdf.blocks.lists import is_marker
from chatdoc_server.parsing.pdf.lines import segment
from chatdoc_server.parsing.pdf.model import Row, Segment

_MIN_LINES = 4
_MAX_EDGES = 8
_EDGE = 1.0
_WIDTH = 0.6
_STICKS_OUT = 1.0
_APART = 4.0
_INDENT = 2.0
_LOOK = 12
_LONG = 4
_WIDEST = 1.1


class Gutter(NamedTuple):
    """Rows `start` to `stop`, each with what stands left and what stands right of the gutter, either maybe empty."""

    start: int
    stop: int
    sides: list[tuple[Row, Row]]

    @property
    def left(self) -> list[Row]:
        """The rows left of it, top to bottom."""
        return [left for left, _ in self.sides if left]

    @property
    def right(self) -> list[Row]:
        """The rows right of it, top to bottom."""
        return [right for _, right in self.sides if right]

    def until(self, rows: int) -> "Gutter":
        """Its first rows."""
        return Gutter(self.start, self.start + rows, self.sides[:rows])


def gutters(rows: Sequence[Row]) -> list[Gutter]:
    """The gutters that may part columns, those of the most rows first; they can overlap."""
    found = [gutter for edge in _edges(rows) for gutter in _along(rows, edge)]
    return sorted(found, key=lambda gutter: (gutter.start - gutter.stop, -_width(gutter)))


def is_gapped(part: Segment) -> bool:
    """Whether the line has a gap inside as wide as a narrow gutter."""
    return next(itertools.islice(_starts(part), 1, None), None) is not None


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where lines begin, the most frequent edges first, but for the leftmost of all."""
    lefts = sorted(left for row in rows for part in row for left in _starts(part))
    clusters: list[list[float]] = []
    for left in lefts:
        if clusters and left - clusters[-1][0] <= _EDGE:
            clusters[-1].append(left)
        else:
            clusters.append([left])
    chosen = sorted((cluster for cluster in clusters[1:] if len(cluster) >= _MIN_LINES), key=len, reverse=True)
    return [cluster[0] for cluster in chosen[:_MAX_EDGES]]


def _starts(part: Segment) -> Iterator[float]:
    """Where the line begins, and where one of another column may that a narrow gutter does not part from it."""
    yield part.left
    if len(part.words) >= _LONG:
        wide = _WIDTH * part.height
        for before, word in itertools.pairwise(part.words):
            if word.left - before.right >= wide:
                yield word.left


def _are_markers(rows: Sequence[Row]) -> bool:
    """Whether there is nothing but the markers of a list, which are no column of their own."""
    return all(part.words and all(is_marker(word.text) for word in part.words) for row in rows for part in row)


def _along(rows: Sequence[Row], edge: float) -> Iterator[Gutter]:
    """The stretches of rows that leave open what is left of the edge, with enough lines on either side."""
    open_rows: list[tuple[Row, Row]] = []
    for position in range(len(rows) + 1):
        parted = _part(rows[position], edge) if position < len(rows) else None
        if parted is not None:
            open_rows.append(parted)
            continue
        if len(open_rows) >= _MIN_LINES:
            gutter = _trimmed(Gutter(position - len(open_rows), position, open_rows), edge)
            if gutter is not None:
                yield gutter
        open_rows = []


def _width(gutter: Gutter) -> float:
    """How far the two sides stay apart."""
    return min(row[0].left for row in gutter.right) - max(row[-1].right for row in gutter.left)


def _part(row: Row, edge: float) -> tuple[Row, Row] | None:
    """What stands left and right of the edge, or none if something stands across."""
    left: Row = []
    right: Row = []
    for part in row:
        if part.block is not None:
            side = _side(part, edge)
            if side is None:
                return None
            (right if side else left).append(part)
        elif part.left >= edge - _EDGE:
            right.append(part)
        elif part.right <= edge - _WIDTH * part.height:
            left.append(part)
        else:
            halves = _halves(part, edge)
            if halves is None:
                return None
            left.append(halves[0])
            right.append(halves[1])
    return left, right


def _side(part: Segment, edge: float) -> int | None:
    """On which side a table or figure stands, 0 or 1; its frame may stick out into the gutter."""
    slack = _STICKS_OUT * part.height
    if part.left >= edge - slack:
        return 1
    return 0 if part.right <= edge + _EDGE else None


def _halves(part: Segment, edge: float) -> tuple[Segment, Segment] | None:
    """The line cut where a word begins at the edge after the widest gap of all: lines of two columns that meet."""
    at = next((at for at, word in enumerate(part.words) if word.left >= edge - _EDGE), 0)
    if not at or part.words[at].left > edge + _EDGE:
        return None
    gaps = [right.left - left.right for left, right in itertools.pairwise(part.words)]
    own = gaps.pop(at - 1)
    if own < _WIDTH * part.height or own < _WIDEST * max(gaps, default=0.0):
        return None
    return segment(part.words[:at]), segment(part.words[at:])


def _trimmed(gutter: Gutter, edge: float) -> Gutter | None:
    """The gutter where columns stand beside one another, and above and below as far as either one goes on."""
    lefts = [at for at, (left, _) in enumerate(gutter.sides) if left]
    rights = [at for at, (_, right) in enumerate(gutter.sides) if right]
    if min(len(lefts), len(rights)) < _MIN_LINES:
        return None
    start, stop = max(lefts[0], rights[0]), min(lefts[-1], rights[-1]) + 1
    if start >= stop:
        return None
    sides = gutter.sides
    while start > 0 and _goes_on(sides, start - 1, 1, edge):
        start -= 1
    while stop < len(sides) and _goes_on(sides, stop, -1, edge):
        stop += 1
    found = Gutter(gutter.start + start, gutter.start + stop, sides[start:stop])
    return found if found.right and not _are_markers(found.left) else None


def _goes_on(sides: Sequence[tuple[Row, Row]], at: int, step: int, edge: float) -> bool:
    """Whether row `at`, which has one side, belongs to that side's column, which starts within `step` rows or so."""
    row = sides[at]
    side = 0 if row[0] else 1
    part = row[side][0]
    if side and part.left > edge + _INDENT * part.height:
        return False
    for near in range(at + step, at + step * _LOOK, step):
        if not 0 <= near < len(sides):
            return False
        if sides[near][side]:
            other = sides[near][side][0]
            gap = max(other.top - part.bottom, part.top - other.bottom)
            return gap <= _APART * max(part.height, other.height)
    return False
