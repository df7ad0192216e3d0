"""Where tables stand in a zone: runs of lines whose figures align."""

import itertools
from typing import NamedTuple

from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Kind, Token

_MAX_GAP = 2.6
_MAX_HEAD_GAP = 1.6
_MAX_HEADS = 8
_MAX_LONE = 8
_SLACK = 2.0
_CROSSING_WORDS = 5


class Region(NamedTuple):
    """A table's lines: heads from `start`, data from `body`, up to `stop`; value columns as (left, right)."""

    start: int
    body: int
    stop: int
    columns: list[tuple[float, float]]


class ValueColumns:
    """Where figures have stood so far, as intervals that never overlap."""

    def __init__(self) -> None:
        self.spans: list[tuple[float, float]] = []

    @property
    def left(self) -> float:
        """The left edge of the first."""
        return self.spans[0][0]

    def fits(self, line: Line) -> bool:
        """Whether each figure falls in a column of its own, at least one of them in a known column."""
        hits = [self._hits(value) for value in line.values]
        taken = [hit[0] for hit in hits if hit]
        return all(len(hit) < 2 for hit in hits) and len(set(taken)) == len(taken) and bool(taken)

    def add(self, line: Line) -> None:
        """Learn the line's figures."""
        for value in line.values:
            left, right = value.core, value.right
            kept = []
            for span in self.spans:
                if span[0] < right and left < span[1]:
                    left, right = min(left, span[0]), max(right, span[1])
                else:
                    kept.append(span)
            self.spans = sorted([*kept, (left, right)])

    def over(self, token: Token) -> bool:
        """Whether the token stands over, or within reach of, the columns and not over the labels."""
        return token.right > self.left - _SLACK and token.left > self.left - 0.6 * (self.spans[-1][1] - self.left) - 20

    def _hits(self, value: Token) -> list[int]:
        return [position for position, span in enumerate(self.spans) if span[0] < value.right and value.core < span[1]]


def regions(lines: list[Line]) -> list[Region]:
    """The tables among the lines, top to bottom, none overlapping."""
    found: list[Region] = []
    position = 0
    while position < len(lines):
        if not lines[position].is_data:
            position += 1
            continue
        stop, columns = _body(lines, position)
        floor = found[-1].stop if found else 0
        start = _heads(lines, position, columns, floor)
        found.append(Region(start, position, stop, columns.spans))
        position = stop
    return [region for region in found if _is_table(lines, region)]


def _body(lines: list[Line], start: int) -> tuple[int, ValueColumns]:
    """Where the data that starts at line `start` ends, and its columns."""
    columns = ValueColumns()
    columns.add(lines[start])
    stop = start + 1
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if line.top - lines[position - 1].bottom > _MAX_GAP * line.height or position - stop > _MAX_LONE:
            break
        if line.is_data and not (line.is_wordy and len(line.values) < 2 and not columns.fits(line)):
            if not columns.fits(line):
                break
            columns.add(line)
            stop = position + 1
        elif _breaks(line, columns):
            break
    return stop, columns


def _breaks(line: Line, columns: ValueColumns) -> bool:
    """Whether a line without figures ends the table: running text, or the heads of another."""
    first = line.tokens[0]
    if line.is_years:
        return len(line.values) > 1 or first.left > columns.left - _SLACK
    if len(line.tokens) > 1:
        return first.left >= columns.left - _SLACK
    crosses = first.left < columns.left < first.right - _SLACK
    return crosses and len(first.words) > _CROSSING_WORDS


def _heads(lines: list[Line], body: int, columns: ValueColumns, floor: int) -> int:
    """The first of the lines above `body` that head its columns."""
    start = body
    for position in range(body - 1, max(floor, body - _MAX_HEADS) - 1, -1):
        line = lines[position]
        gap = lines[position + 1].top - line.bottom
        if gap > _MAX_HEAD_GAP * line.height or line.is_wordy:
            break
        if _is_head(line, columns):
            start = position
        elif start == body and len(line.tokens) == 1 and line.tokens[0].right <= columns.left:
            continue
        else:
            break
    return start


def _is_head(line: Line, columns: ValueColumns) -> bool:
    """Whether something stands over the figures, and at most a label beside it."""
    label_end = columns.left - _SLACK
    over = [token for token in line.tokens if token.right > label_end]
    if not over:
        return False
    first = over[0]
    if first.left >= label_end - (first.right - first.left):
        return True
    # A head may hang over to the left of its figures, but a title stands over the labels too.
    return len(over) > 1 or first.middle > label_end


def _is_table(lines: list[Line], region: Region) -> bool:
    data = [line for line in lines[region.body : region.stop] if line.is_data]
    values = sum(len(line.values) for line in data)
    headed = region.start < region.body
    if len(data) < 2 and not (headed and values > 1):
        return False
    return not _is_contents(data, region, headed) and (values > 2 or headed)


def _is_contents(data: list[Line], region: Region, headed: bool) -> bool:
    """Whether the figures are the page numbers of a contents list: one column of rising small integers."""
    if len(region.columns) > 1 or len(data) < 2:
        return False
    numbers = []
    for line in data:
        text = line.values[-1].text.split("-")[-1].split("–")[-1]
        if line.values[-1].kind is Kind.NUMBER and text.isdigit():
            numbers.append(int(text))
    rising = all(one <= other for one, other in itertools.pairwise(numbers))
    return len(numbers) * 5 >= len(data) * 4 and rising and (len(data) > 2 or not headed)
