"""Where tables stand in a zone: runs of lines whose figures align."""

import itertools
import re
from typing import NamedTuple

from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.preface import below_titles, goes_on_from, is_section
from chatdoc_server.parsing.pdf.tables.tokens import Kind, Token, is_sign

_MAX_GAP = 2.6
_MAX_HEAD_GAP = 2.4
_MAX_HEADS = 10
_MAX_LABELS = 3
_CAPTION_PIECES = 2
_MAX_LONE = 8
_SLACK = 2.0
_CROSSING_WORDS = 5
_TIGHT = 0.75
_INSIDE = 0.4
_SENTENCE_WORDS = 5
_UNIT = re.compile(
    r"^\(?(?:(?:dollars|amounts|shares|u\.s\.)\s)?(?:in\s)?(?:thousands|millions|billions)\b", re.IGNORECASE
)


class Region(NamedTuple):
    """A table's lines: heads from `start`, data from `body`, up to `stop`; value columns as (left, right)."""

    start: int
    body: int
    stop: int
    columns: list[tuple[float, float]]


class ValueColumns:
    """Where figures have stood so far, as intervals that never overlap, and where labels have."""

    def __init__(self, line: Line) -> None:
        self.spans: list[tuple[float, float]] = []
        self.label_left = line.tokens[0].left
        self.label_right = 0.0
        self.add(line)

    @property
    def left(self) -> float:
        """The left edge of the first."""
        return self.spans[0][0]

    def fits(self, line: Line) -> bool:
        """Whether each figure falls in a column of its own, at least one of them in a known or a fresh column."""
        hits = [self._hits(value) for value in line.values]
        taken = [hit[0] for hit in hits if hit]
        if any(len(hit) > 1 for hit in hits) or len(set(taken)) < len(taken):
            return False
        return bool(taken) or self._is_fresh(line)

    def add(self, line: Line) -> None:
        """Learn the line's figures and label."""
        first = line.tokens[0]
        if not (line.values and line.values[0] is first):
            self.label_left = min(self.label_left, first.left)
            self.label_right = max(self.label_right, first.right)
        for value in line.values:
            left, right = value.core, value.right
            kept = []
            for span in self.spans:
                if span[0] < right and left < span[1]:
                    left, right = min(left, span[0]), max(right, span[1])
                else:
                    kept.append(span)
            self.spans = sorted([*kept, (left, right)])

    def _hits(self, value: Token) -> list[int]:
        left, right = value.core, value.right
        return [position for position, span in enumerate(self.spans) if span[0] < right and left < span[1]]

    def _is_fresh(self, line: Line) -> bool:
        """Whether the line, under the same labels, has figures beside the columns so far."""
        first = line.tokens[0]
        return (
            first.left >= self.label_left - _SLACK
            and first.right < self.left
            and line.values[0].core > self.label_right
        )


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
        region = _with_heads(lines, position, stop, columns, floor)
        if _is_table(lines, region):
            found.append(region)
        position = stop
    return found


def _body(lines: list[Line], start: int) -> tuple[int, ValueColumns]:
    """Where the data that starts at line `start` ends, and its columns."""
    columns = ValueColumns(lines[start])
    stop = start + 1
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if line.top - lines[position - 1].bottom > _MAX_GAP * line.height or position - stop > _MAX_LONE:
            break
        if line.is_data:
            if not columns.fits(line):
                break
            columns.add(line)
            stop = position + 1
        elif _breaks(line, columns):
            break
    # What a wrapped last label goes on with.
    if stop < len(lines) and _goes_on(lines[stop - 1], lines[stop], columns):
        stop += 1
    return stop, columns


def _breaks(line: Line, columns: ValueColumns) -> bool:
    """Whether a line without figures ends the table: running text, or the heads of another."""
    first = line.tokens[0]
    if all(is_sign(token) for token in line.tokens):
        return False
    inside = columns.label_left + _INSIDE * (columns.left - columns.label_left)
    if line.is_years and (len(line.values) > 1 or first.left > columns.left - _SLACK):
        return True
    if len(line.tokens) > 1:
        return first.left >= inside or bool(_UNIT.match(first.text))
    if first.left >= columns.left - _SLACK:
        return True
    crosses = first.left < columns.left < first.right - _SLACK
    return crosses and first.length > _CROSSING_WORDS


def _goes_on(line: Line, below: Line, columns: ValueColumns) -> bool:
    """Whether the line below is the rest of the line's label."""
    only = below.tokens[0]
    return (
        len(below.tokens) == 1
        and only.words[0].text[0].islower()
        and only.right < columns.left
        and abs(only.left - line.tokens[0].left) < 4 * only.words[0].height
        and below.top - line.bottom < _TIGHT * below.height
    )


def _with_heads(lines: list[Line], data: int, stop: int, columns: ValueColumns, floor: int) -> Region:
    """The table with the heads above its first data line, and labels between them."""
    start, body = data, data
    labels = 0
    for position in range(data - 1, max(floor, data - _MAX_HEADS) - 1, -1):
        line, below = lines[position], lines[position + 1]
        if below.top - line.bottom > _MAX_HEAD_GAP * max(line.height, below.height) or _is_caption(line):
            break
        if not line.is_wordy and _is_head(line, columns):
            if start == data:
                body = position + 1
            start = position
        elif start == data and _is_label(line, columns) and (labels < _MAX_LABELS or _starts_low(below)):
            labels += 1
        else:
            break
    while body > start + 1 and is_section(lines[body - 1], columns.spans, columns.label_left):
        body -= 1
    start = below_titles(lines, start, body, columns.spans, columns.label_left)
    if floor < start < body and goes_on_from(lines[start - 1], lines[start]):
        start -= 1
    if start == body == data:
        start = body = _pull_up(lines, data, columns, floor)
    return Region(start, body, stop, columns.spans)


def _is_caption(line: Line) -> bool:
    return len(line.tokens) <= _CAPTION_PIECES and is_caption(" ".join(token.text for token in line.tokens))


def _pull_up(lines: list[Line], data: int, columns: ValueColumns, floor: int) -> int:
    """The line where the label of the first data line, perhaps wrapped, starts."""
    position = data
    while position > floor and _starts_low(lines[position]):
        above = lines[position - 1]
        if not _is_label(above, columns) or lines[position].top - above.bottom > _TIGHT * above.height:
            break
        position -= 1
    return position


def _starts_low(line: Line) -> bool:
    return line.tokens[0].words[0].text[0].islower()


def _is_label(line: Line, columns: ValueColumns) -> bool:
    return len(line.tokens) == 1 and line.tokens[0].right <= columns.left and not line.values


def _is_head(line: Line, columns: ValueColumns) -> bool:
    """Whether something stands over the figures, and at most a label beside it."""
    end = max(columns.label_right, columns.label_left) - _SLACK
    over = [token for token in line.tokens if token.right > columns.left - _SLACK or token.left > end]
    if not over or (len(line.tokens) == 1 and over[0].right <= columns.left - _SLACK):
        return False
    first = over[0]
    if len(line.tokens) == 1 and first.length >= _SENTENCE_WORDS and first.words[-1].text[-1] in ".。":
        return False
    # A head may hang over to the left of its figures, but a title stands over the labels too.
    return len(over) > 1 or first.left >= end or first.middle > columns.left - _SLACK


def _is_table(lines: list[Line], region: Region) -> bool:
    data = [line for line in lines[region.body : region.stop] if line.is_data]
    values = sum(len(line.values) for line in data)
    headed = region.start < region.body
    if len(data) < 2 and not (headed and values > 1):
        return False
    return not _is_contents(data, region, headed) and (values > 2 or headed)


def _is_contents(data: list[Line], region: Region, headed: bool) -> bool:
    """Whether the figures are the page numbers of a contents list: a last column of rising small integers."""
    last = region.columns[-1]
    numbers = []
    others = 0
    for line in data:
        value = line.values[-1]
        text = value.text.split("-")[-1].split("–")[-1]
        is_last = value.core < last[1] and value.right > last[0]
        others += len(line.values) - is_last
        if is_last and value.kind is Kind.NUMBER and text.isdigit() and len(text) < 5:
            numbers.append(int(text))
    if len(data) < 2 or others * 5 > len(data) or len(numbers) * 5 < len(data) * 4:
        return False
    falls = sum(one > other for one, other in itertools.pairwise(numbers))
    return falls * 10 <= len(numbers) and (len(data) > 3 or not headed)
