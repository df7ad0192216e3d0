"""The lines that a page draws, as a reader of tables sees them: pieces of one line joined."""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from chatdoc_server.parsing.pdf.model import Rule

_LEVEL = 1.6
"""Points by which pieces of one line may stand apart sideways; some grids are drawn cell by cell."""

_TOUCHING = 2.5
_MIN_LENGTH = 4.0
_THIN = 4.0
_MAX_STROKES = 800


class Stroke(NamedTuple):
    """A line across the page at height `at`, or down the page at `at` from the left, from `start` to `end`."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Its length in points."""
        return self.end - self.start


class Strokes(NamedTuple):
    """Lines across the page from top to bottom, and lines down the page from left to right."""

    across: list[Stroke]
    down: list[Stroke]


def strokes(rules: Iterable[Rule]) -> Strokes:
    """The lines of a page; none of a page that is more drawing than text."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for shape in rules:
        width, height = shape.right - shape.left, shape.bottom - shape.top
        if min(width, height) > _THIN:
            continue
        if width >= height:
            across.append(Stroke((shape.top + shape.bottom) / 2, shape.left, shape.right))
        else:
            down.append(Stroke((shape.left + shape.right) / 2, shape.top, shape.bottom))
    if len(across) + len(down) > _MAX_STROKES:
        return Strokes([], [])
    return Strokes(_joined(across), _joined(down))


def _joined(pieces: list[Stroke]) -> list[Stroke]:
    """Pieces that touch or overlap at one level put together."""
    levels: list[list[Stroke]] = []
    for piece in sorted(pieces):
        if levels and piece.at - levels[-1][0].at <= _LEVEL:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    result: list[Stroke] = []
    for level in levels:
        whole: list[Stroke] = []
        for piece in sorted(level, key=attrgetter("start")):
            if whole and piece.start - whole[-1].end <= _TOUCHING:
                whole[-1] = Stroke(whole[-1].at, whole[-1].start, max(whole[-1].end, piece.end))
            else:
                whole.append(piece)
        result += [piece for piece in whole if piece.length >= _MIN_LENGTH]
    return result
