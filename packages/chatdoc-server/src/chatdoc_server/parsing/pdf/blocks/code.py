"""Code: lines of a fixed-pitch face, kept line by line with their indentation."""

import itertools
from collections.abc import Sequence
from statistics import median

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Block, Row, Word
from chatdoc_server.parsing.pdf.text import Spans

_LINES = 2
_BLANK = 1.7
_APART = 3.5
_FIXED_SHARE = 0.8
_MAX_SPACES = 120


def part_code(rows: list[Row]) -> list[Block | list[Row]]:
    """The rows of a zone from top to bottom: blocks of code, and the rows between them.

    Code is two lines or more in a fixed-pitch face. A zone that is set in one throughout is typewritten, and says
    nothing by it.
    """
    fixed = [_is_fixed(row) for row in rows]
    if not any(fixed):
        return [rows] if rows else []
    result: list[Block | list[Row]] = []
    rest: list[Row] = []
    at = 0
    while at < len(rows):
        stop = at
        while stop < len(rows) and fixed[stop] and (stop == at or _follows(rows[stop - 1], rows[stop])):
            stop += 1
        if stop - at >= _LINES:
            if rest:
                result.append(rest)
                rest = []
            result.append(_block(rows[at:stop]))
        else:
            stop = max(stop, at + 1)
            rest += rows[at:stop]
        at = stop
    return [*result, rest] if rest else result


def is_typewritten(rows: Sequence[Row]) -> bool:
    """Whether nearly all words of a page are of a fixed-pitch face."""
    words = [word for row in rows for part in row for word in part.words]
    return sum(1 for word in words if word.face.fixed) > _FIXED_SHARE * len(words)


def join_code(lines: Sequence[Sequence[Word]]) -> tuple[str, Spans]:
    """One text of lines of code, parted by newlines and indented as on the page, and each word's range in it."""
    words = [word for line in lines for word in line]
    pitch = median((word.right - word.left) / len(word.text) for word in words) or 1.0
    left = min(word.left for word in words)
    leading = _leading(lines)
    text = ""
    spans: Spans = []
    for at, line in enumerate(lines):
        if at:
            text += "\n\n" if line[0].bottom - lines[at - 1][0].bottom > _BLANK * leading else "\n"
        edge = left
        for position, word in enumerate(line):
            spaces = round((word.left - edge) / pitch)
            least = 1 if position and not word.glued else 0
            text += " " * min(max(spaces, least), _MAX_SPACES)
            spans.append((len(text), len(text) + len(word.text)))
            text += word.text
            edge = word.right
    return text, spans


def _leading(lines: Sequence[Sequence[Word]]) -> float:
    """The smallest distance between lines that do not share a baseline."""
    levels = sorted({round(line[0].bottom, 1) for line in lines})
    steps = [lower - upper for upper, lower in itertools.pairwise(levels) if lower - upper > 1]
    return median(steps) if steps else float("inf")


def _is_fixed(row: Row) -> bool:
    return all(word.face.fixed for part in row for word in part.words)


def _follows(above: Row, row: Row) -> bool:
    return row[0].top - above[0].bottom < _APART * row[0].height


def _block(rows: Sequence[Row]) -> Block:
    lines = [[word for part in row for word in part.words] for row in rows]
    box = around([part for row in rows for part in row])
    return Block(kind=ElementKind.CODE, box=box, lines=lines)
