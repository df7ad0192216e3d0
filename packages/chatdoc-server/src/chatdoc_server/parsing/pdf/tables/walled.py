"""Tables whose columns are parted by lines down the page alone: where they stand."""

from collections.abc import Sequence

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import Row, Segment
from chatdoc_server.parsing.pdf.tables.strokes import Stroke

_MIN_LENGTH = 18.0
_TOGETHER = 0.6
_APART = 260.0
_REACH = 2.6
_LONG = 7
_ROWS = 3
_FILLED = 0.6


def walled_boxes(rows: Sequence[Row], down: Sequence[Stroke]) -> list[Box]:
    """Where lines run down between texts on both sides, row for row; `rows` run top to bottom."""
    return [box for walls in _groups(down) if (box := _around(walls, rows)) is not None]


def _groups(down: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that run down beside one another over about the same height."""
    groups: list[list[Stroke]] = []
    for wall in sorted(down):
        if wall.length < _MIN_LENGTH:
            continue
        for group in groups:
            last = group[-1]
            shared = min(last.end, wall.end) - max(last.start, wall.start)
            if wall.at - last.at < _APART and shared > _TOGETHER * max(last.length, wall.length):
                group.append(wall)
                break
        else:
            groups.append([wall])
    return groups


def _around(walls: Sequence[Stroke], rows: Sequence[Row]) -> Box | None:
    top, bottom = min(wall.start for wall in walls), max(wall.end for wall in walls)
    left, right = walls[0].at, walls[-1].at
    beside = whole = 0
    lefts, rights = [left], [right]
    for row in rows:
        if not top - 1 < (row[0].top + row[0].bottom) / 2 < bottom + 1:
            continue
        before = _chain([one for one in reversed(row) if one.right <= left + 1], left)
        after = _chain([one for one in row if one.left >= right - 1], right)
        inside = any(left <= one.left and one.right <= right for one in row)
        if before or after or inside:
            whole += 1
            beside += bool(before) + bool(after) + inside > 1
        lefts += [one.left for one in before]
        rights += [one.right for one in after]
    if whole < _ROWS or beside < _FILLED * whole:
        return None
    return Box(min(lefts), top, max(rights), bottom)


def _chain(found: Sequence[Segment], start: float) -> list[Segment]:
    """The short texts next to a line, from it outwards, as far as each is near to the one before."""
    result: list[Segment] = []
    end = start
    for one in found:
        gap = end - one.right if one.right <= end + 1 else one.left - end
        if gap > _REACH * one.height or len(one.words) > _LONG:
            break
        result.append(one)
        end = one.left if one.right <= end + 1 else one.right
    return result
