"""Third step: a page's rows to zones in reading order, one zone a column of text.

A zone is cut into columns only where prose stands on at least one side of the gutter: the gaps of a
table run down the page too, and a table must stay whole.
"""

import itertools
from operator import attrgetter

from chatdoc_server.parsing.pdf.model import Row, Segment

Zone = list[Row]
"""The rows of one column, top to bottom."""

_MIN_ROWS = 4
_MAX_ROWS = 1000
_LONE_PROSE_ROWS = 8
_MIN_LETTERS = 22
_MIN_WORDS = 4
_PART = 0.6
_MIXED_SHARE = 0.2
_TABLE_STRETCH = 6
_FILLED = 0.72
_GUTTER = 0.75


def zones(rows: list[Row]) -> list[Zone]:
    """The zones of a page, or of one column of it, in reading order."""
    if not rows or len(rows) > _MAX_ROWS or not _may_have_columns(rows):
        return [rows]
    result: list[Zone] = []
    single: Zone = []
    position = 0
    while position < len(rows):
        band = _band(rows, position)
        if band is None:
            single.append(rows[position])
            position += 1
            continue
        stop, gutter = band
        if single:
            result.append(single)
            single = []
        left, right = _split(rows[position:stop], gutter)
        result += zones(left)
        result += zones(right)
        position = stop
    if single:
        result.append(single)
    return result


def _may_have_columns(rows: list[Row]) -> bool:
    """A cheap look: whether there is running text that does not fill the width."""
    left = min(row[0].left for row in rows)
    width = max(row[-1].right for row in rows) - left
    return (
        sum(1 for row in rows for part in row if part.right - part.left < _PART * width and _is_wordy(part)) > _MIN_ROWS
    )


def _band(rows: list[Row], start: int) -> tuple[int, float] | None:
    """Where the columns that start at row `start` end, and the middle of their gutter."""
    best: tuple[int, float] | None = None
    for gap_left, gap_right in _gaps(rows, start):
        stop, low, high = _extend(rows, start, gap_left, gap_right)
        if best is not None and stop <= best[0]:
            continue
        middle = (low + high) / 2
        if not _are_columns(*_split(rows[start:stop], middle)):
            continue
        table = _before_table(rows, start, stop, middle)
        if table == stop or _are_columns(*_split(rows[start:table], middle)):
            best = (table, middle)
    return best


def _gaps(rows: list[Row], start: int) -> list[tuple[float, float]]:
    row = rows[start]
    if len(row) < 2 and start + 1 < len(rows):
        # Columns whose baselines do not meet leave rows that hold one side each.
        row = sorted([*row, *rows[start + 1]], key=attrgetter("left"))
    return [(first.right, second.left) for first, second in itertools.pairwise(row) if first.right < second.left]


def _extend(rows: list[Row], start: int, low: float, high: float) -> tuple[int, float, float]:
    """How many rows from `start` leave a common gap open within low..high, and what is left of it."""
    for position in range(start, len(rows)):
        new_low, new_high = low, high
        for segment in rows[position]:
            if segment.right <= high and segment.right > low and segment.left < low:
                new_low = max(new_low, segment.right)
            elif segment.left >= low and segment.left < high and segment.right > high:
                new_high = min(new_high, segment.left)
            elif segment.left < high and segment.right > low:
                return position, low, high
        if new_high - new_low < _GUTTER * rows[position][0].height:
            return position, low, high
        low, high = new_low, new_high
    return len(rows), low, high


def _split(rows: list[Row], middle: float) -> tuple[list[Row], list[Row]]:
    left = [kept for row in rows if (kept := [part for part in row if part.right <= middle])]
    right = [kept for row in rows if (kept := [part for part in row if part.left >= middle])]
    return left, right


def _before_table(rows: list[Row], start: int, stop: int, middle: float) -> int:
    """Where a table that stands across the gutter begins: labels on the left, nothing but figures on the right."""
    across = [position for position in range(start, stop) if _is_across(rows[position], middle)]
    for first, third in zip(across, across[2:], strict=False):
        if third - first <= _TABLE_STRETCH:
            top = first
            while top > start and not any(_is_wordy(part) for part in rows[top - 1]):
                top -= 1
            return top
    return start if across and across[0] == start else stop


def _is_across(row: Row, middle: float) -> bool:
    left = [part for part in row if part.right <= middle]
    right = [part for part in row if part.left >= middle]
    if not left or not right or not left[0].words[0].text[0].isalpha():
        return False
    return not any(character.isalpha() for part in right for word in part.words for character in word.text)


def _are_columns(left: list[Row], right: list[Row]) -> bool:
    """Whether the two sides read one after the other: running text on both, or much of it beside a whole table."""
    if min(len(left), len(right)) < _MIN_ROWS:
        return False
    left_prose, right_prose = _prose_lines(left), _prose_lines(right)
    if min(left_prose / len(left), right_prose / len(right)) >= _MIXED_SHARE and min(left_prose, right_prose) > 2:
        return True
    if left_prose * 2 > len(left):
        return left_prose >= _LONE_PROSE_ROWS and _has_labels(right)
    return right_prose * 2 > len(right) and right_prose >= _LONE_PROSE_ROWS and _has_values(left)


def _prose_lines(rows: list[Row]) -> int:
    """How many rows are one long stretch of words that fills the column."""
    width = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    lines = [row[0] for row in rows if len(row) == 1]
    return sum(1 for line in lines if line.right - line.left >= _FILLED * width and _is_wordy(line))


def _is_wordy(line: Segment) -> bool:
    letters = sum(len(word.text) for word in line.words if word.text[0].isalpha())
    return letters >= _MIN_LETTERS and len(line.words) >= _MIN_WORDS


def _has_labels(rows: list[Row]) -> bool:
    labelled = sum(1 for row in rows if row[0].words[0].text[:1].isalpha())
    return labelled * 2 > len(rows)


def _has_values(rows: list[Row]) -> bool:
    return sum(1 for row in rows if len(row) > 1) * 2 > len(rows)
