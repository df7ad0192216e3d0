"""Diagrams of boxes and lines: flow charts, organisation charts, block diagrams.

Plain boxes frame tables, cells and panels too, drawn as a whole or as four lines. What tells a diagram's is a line
between two of them that starts in the side of one and ends in the side of the other. A table's rows are boxes too, and
its columns' lines run from one row to the next but one; what such a line crosses is closed, a cell or a row of them.
"""

import itertools
from collections.abc import Iterator, Sequence

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import RawPage, Rule

_MOST_BOXES = 120
_LARGEST = 0.2
_TOUCHING = 2.5
_LONGEST = 0.4
_CORNER = 0.1
_LEAST = 6.0
_CELL = 9.0

_Sides = dict[int, list[int]]


def diagrams(page: RawPage) -> list[Box]:
    """The boxes of a page that lines connect to others, those of one diagram put together."""
    boxes = _boxes(page)
    if not 1 < len(boxes) <= _MOST_BOXES:
        return []
    group = list(range(len(boxes)))
    for one, other in _connected(boxes, page.rules, _LONGEST * max(page.width, page.height)):
        kept, gone = group[one], group[other]
        group = [kept if number == gone else number for number in group]
    found = []
    for number in sorted(set(group)):
        members = [box for box, own in zip(boxes, group, strict=True) if own == number]
        if len(members) > 1:
            found.append(around(members))
    return found


def _boxes(page: RawPage) -> list[Box]:
    """The plain boxes that may be nodes of a diagram, each once."""
    most = _LARGEST * page.width * page.height
    drawn = [Box(one.left, one.top, one.right, one.bottom) for one in page.drawings if not one.curved]
    return list(
        {
            (round(box.left), round(box.top), round(box.right), round(box.bottom)): box
            for box in (*_framed(page.rules), *drawn)
            if (box.right - box.left) * (box.bottom - box.top) <= most
        }.values()
    )


def _framed(rules: Sequence[Rule]) -> Iterator[Box]:
    """The boxes of which each side is a line of its own."""
    lying: dict[tuple[int, int], list[float]] = {}
    standing: dict[tuple[int, int, int], Rule] = {}
    for rule in rules:
        if rule.right - rule.left > rule.bottom - rule.top:
            lying.setdefault((round(rule.left), round(rule.right)), []).append((rule.top + rule.bottom) / 2)
        else:
            standing[round(rule.left), round(rule.top), round(rule.bottom)] = rule
    for (left, right), levels in lying.items() if standing else ():
        for top, bottom in itertools.pairwise(sorted(levels)):
            if bottom - top >= _LEAST and all(_stands(standing, side, top, bottom) for side in (left, right)):
                yield Box(left, top, right, bottom)


def _stands(standing: dict[tuple[int, int, int], Rule], side: int, top: float, bottom: float) -> bool:
    """Whether a line stands there from that level to that, give or take the width of a line."""
    return any(
        (side + aside, round(top) + above, round(bottom) + below) in standing
        for aside, above, below in itertools.product((0, -1, 1), repeat=3)
    )


def _connected(boxes: Sequence[Box], rules: Sequence[Rule], longest: float) -> list[tuple[int, int]]:
    """The pairs of boxes, by position, that a line connects, but for the lines of tables' columns and rows."""
    lefts, tops, rights, bottoms = (_by_side([box[side] for box in boxes]) for side in range(4))
    pairs: list[tuple[int, int]] = []
    for rule in rules:
        is_lying = rule.right - rule.left > rule.bottom - rule.top
        if is_lying:
            if rule.right - rule.left <= longest:
                starts = [at for at in _near(rights, rule.left) if _meets(rule.top, boxes[at].top, boxes[at].bottom)]
                ends = [at for at in _near(lefts, rule.right) if _meets(rule.top, boxes[at].top, boxes[at].bottom)]
            else:
                continue
        elif rule.bottom - rule.top <= longest:
            starts = [at for at in _near(bottoms, rule.top) if _meets(rule.left, boxes[at].left, boxes[at].right)]
            ends = [at for at in _near(tops, rule.bottom) if _meets(rule.left, boxes[at].left, boxes[at].right)]
        else:
            continue
        if starts and ends and not any(_divides(rule, box, is_lying=is_lying) for box in boxes):
            pairs += [
                (start, end)
                for start, end in itertools.product(starts, ends)
                if start != end and not _is_closed(boxes[start], boxes[end], rules, is_lying=is_lying)
            ]
    return pairs


def _divides(rule: Rule, box: Box, *, is_lying: bool) -> bool:
    """Whether the line runs through the box, or along it, from one of its sides to the other: between cells."""
    start, end, level = _along(rule, is_lying=is_lying)
    left, right, top, bottom = _turned(box, is_lying=is_lying)
    return (
        bottom - top >= _CELL
        and abs(start - left) <= _TOUCHING
        and abs(end - right) <= _TOUCHING
        and top - _TOUCHING <= level <= bottom + _TOUCHING
    )


def _is_closed(one: Box, other: Box, rules: Sequence[Rule], *, is_lying: bool) -> bool:
    """Whether lines join the corners of the two boxes on both sides: then what is between them is a cell as well."""
    _, start, low, high = _turned(one, is_lying=is_lying)
    end, _, top, bottom = _turned(other, is_lying=is_lying)
    if abs(low - top) > _TOUCHING or abs(high - bottom) > _TOUCHING:
        return False
    across = [
        level
        for rule in rules
        if (rule.right - rule.left > rule.bottom - rule.top) is is_lying
        for first, last, level in [_along(rule, is_lying=is_lying)]
        if first <= start + _TOUCHING and last >= end - _TOUCHING
    ]
    return all(any(abs(level - side) <= _TOUCHING for level in across) for side in (low, high))


def _along(rule: Rule, *, is_lying: bool) -> tuple[float, float, float]:
    """Where the line starts and ends, and at what level it runs."""
    return (rule.left, rule.right, rule.top) if is_lying else (rule.top, rule.bottom, rule.left)


def _turned(box: Box, *, is_lying: bool) -> tuple[float, float, float, float]:
    """The sides of the box before and behind what runs that way, and those beside it."""
    return (box.left, box.right, box.top, box.bottom) if is_lying else (box.top, box.bottom, box.left, box.right)


def _by_side(edges: Sequence[float]) -> _Sides:
    found: _Sides = {}
    for at, edge in enumerate(edges):
        found.setdefault(round(edge), []).append(at)
    return found


def _near(sides: _Sides, level: float) -> list[int]:
    return [at for near in range(round(level - _TOUCHING), round(level + _TOUCHING) + 1) for at in sides.get(near, ())]


def _meets(level: float, low: float, high: float) -> bool:
    """Whether a line at that level meets a side between its corners."""
    corner = _CORNER * (high - low)
    return low + corner < level < high - corner
