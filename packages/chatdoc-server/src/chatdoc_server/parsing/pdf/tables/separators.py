"""A table's columns from white space and drawn lines: where its lines' texts part again and again.

The texts of a line vote: those that stand beside one another in one line, but under one text of another, show that the
other spans columns (after Kieninger 1998, "Table structure recognition based on robust block segmentation"); all others
that overlap share a column.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from chatdoc_server.parsing.pdf.tables.strokes import Stroke
from chatdoc_server.parsing.pdf.tables.tokens import Token, token

_SPANNING = 0.3
_OVERLAP = 0.12
_SHARE = 0.2
_VOTERS = 40
_INSIDE = 3.0
_CROSSED = 1.0
_OVERHANG = 0.5


class Column(NamedTuple):
    """Where the texts of one column stand."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.left + self.right) / 2


def walls(down: Sequence[Stroke], left: float, right: float, height: float) -> list[float]:
    """Where lines run down inside a table of that height, at least two fifths of it."""
    found: dict[float, float] = {}
    for stroke in down:
        if left + _INSIDE < stroke.at < right - _INSIDE:
            near = next((at for at in found if abs(at - stroke.at) < 2 * _INSIDE), stroke.at)
            found[near] = found.get(near, 0.0) + stroke.length
    return sorted(at for at, length in found.items() if length >= 0.4 * height)


def cut(line: Sequence[Token], down: Sequence[Stroke]) -> list[Token]:
    """The tokens of a line, cut where a line runs down between their words; `down` is sorted."""
    result: list[Token] = []
    for one in line:
        middle = (one.top + one.bottom) / 2
        first = bisect_right(down, one.left, key=attrgetter("at"))
        last = bisect_left(down, one.right, first, key=attrgetter("at"))
        levels = [stroke.at for stroke in down[first:last] if stroke.start <= middle <= stroke.end]
        result += _pieces(one, levels) if levels else [one]
    return result


def _pieces(whole: Token, levels: list[float]) -> list[Token]:
    pieces = [[whole.words[0]]]
    for before, word in zip(whole.words, whole.words[1:], strict=False):
        # A word may be wider than its column.
        crossed = max(_CROSSED, _OVERHANG * word.height)
        if any(before.right - crossed <= level <= word.left + crossed for level in levels):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [token(piece) for piece in pieces] if len(pieces) > 1 else [whole]


def gutters(lines: Sequence[Sequence[Token]], inner: Sequence[float]) -> list[Column]:
    """The columns of a table's lines, left to right; `inner` are its lines drawn from top to bottom."""
    spanning = _spanning(lines) | {id(one) for line in lines for one in line if _crosses(one, inner)}
    # What stands alone in its line may stand anywhere.
    parted = [line for line in lines if len(line) > 1] or lines
    single = sorted(
        (one for line in parted for one in line if id(one) not in spanning),
        key=attrgetter("left"),
    )
    groups: list[list[float]] = []
    for one in single:
        limit = _OVERLAP * (one.bottom - one.top)
        if groups and one.left < groups[-1][1] - limit and not _wall_between(inner, groups[-1], one):
            groups[-1][1] = max(groups[-1][1], one.right)
        else:
            groups.append([one.left, one.right])
    return [Column(left, right) for left, right in groups]


def _crosses(one: Token, inner: Sequence[float]) -> bool:
    """Whether a text stands across a drawn line that other rows have: a cell over both columns."""
    overhang = _OVERHANG * (one.bottom - one.top)
    return any(one.left + overhang < at < one.right - overhang for at in inner)


def _wall_between(inner: Sequence[float], group: list[float], one: Token) -> bool:
    overhang = _OVERHANG * (one.bottom - one.top)
    return any(group[0] + overhang < at < one.middle and one.left >= at - overhang for at in inner)


def _spanning(lines: Sequence[Sequence[Token]]) -> set[int]:
    """The tokens, by identity, that stand over several columns."""
    parted = [line for line in lines if len(line) > 1]
    step = max(len(parted) // _VOTERS, 1)
    voters = [([one.left for one in line], [one.right for one in line], line) for line in parted[::step]]
    narrow = _narrow(lines)
    found: set[int] = set()
    for line in lines:
        for one in line:
            if one.right - one.left <= narrow:
                continue
            several = single = 0
            for lefts, rights, other in voters:
                if other is line:
                    continue
                count = _count_over(one, lefts, rights, other)
                several += count > 1
                single += count == 1
            if several and several >= _SPANNING * (several + single):
                found.add(id(one))
    return found


def _narrow(lines: Sequence[Sequence[Token]]) -> float:
    """The least stretch from one token's end to the start of the one after the next: what is narrower spans nothing."""
    gaps = [line[at + 1].left - line[at].right for line in lines for at in range(len(line) - 1)]
    return min(gaps, default=0.0)


def _count_over(one: Token, lefts: list[float], rights: list[float], line: Sequence[Token]) -> int:
    """How many tokens of a line the token stands over."""
    first, last = bisect_right(rights, one.left), bisect_left(lefts, one.right)
    count = 0
    for other in line[first:last]:
        overlap = min(one.right, other.right) - max(one.left, other.left)
        count += overlap > _OVERLAP * (one.bottom - one.top)
    return count


def across(columns: Sequence[Column], one: Token) -> tuple[int, int]:
    """The first and last column that a token stands in, by a good part of the narrower; else the nearest."""
    hit = [
        position
        for position, column in enumerate(columns)
        if min(column.right, one.right) - max(column.left, one.left)
        >= _SHARE * min(column.right - column.left, one.right - one.left)
    ]
    if hit:
        return hit[0], hit[-1]
    nearest = min(range(len(columns)), key=lambda at: abs(columns[at].middle - one.middle))
    return nearest, nearest
