"""Third step: a page's rows to zones in reading order, one zone a column of text.

Tables and figures that are known by then stand among the rows as lines of their own (`obstacles`). A page is cut into
columns only where prose stands on at least one side of the gutter: the gaps of a table run down the page too, and a
table must stay whole.
"""

import itertools
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from chatdoc_server.parsing.pdf.columns.gutters import Gutter, gutters, is_gapped
from chatdoc_server.parsing.pdf.columns.obstacles import is_stand_in, with_stand_ins, without_stand_ins
from chatdoc_server.parsing.pdf.lines import rejoined
from chatdoc_server.parsing.pdf.model import Block, Row, Segment
from chatdoc_server.parsing.pdf.scripts import ideographs, is_right_to_left, letters

_MIN_ROWS = 4
_MAX_ROWS = 1000
_MAX_DEPTH = 8
_MAX_COLUMNS = 4
_LONE_PROSE_ROWS = 8
_MIN_LETTERS = 22
_LETTERS = 5
_NARROW = 18.0
_NARROW_LETTERS = 12
_MIXED_SHARE = 0.2
_NARROW_SHARE = 0.5
_TABLE_STRETCH = 6
_FILLED = 0.72
_LEVEL = 0.15
_MEETING = 0.4
_ASIDE = 0.55
_SMALLER = 0.97
_TIGHT = 1.0
_LEADING = 0.7


class Zone(NamedTuple):
    """The rows of one column, top to bottom, and the tables and figures that stand in it."""

    rows: list[Row]
    blocks: list[Block]


def zones(rows: Sequence[Row], known: Sequence[Block] = ()) -> list[Zone]:
    """The zones of a page in reading order; the `known` blocks stand among its rows, and hold none of their words."""
    return [_zone(part) for part in _parts(with_stand_ins(rows, known), 0)]


def _zone(rows: list[Row]) -> Zone:
    text, blocks = without_stand_ins(rows)
    return Zone(rejoined(text) if text else [], blocks)


def _parts(rows: list[Row], depth: int) -> list[list[Row]]:
    """The rows of each zone of a page, or of one column of it, in reading order."""
    if not rows:
        return []
    gutter = _best(rows) if len(rows) <= _MAX_ROWS and depth < _MAX_DEPTH and _may_have_columns(rows) else None
    if gutter is None:
        return [rows]
    sides = [gutter.left, gutter.right]
    if _is_aside(*sides) or is_right_to_left(part.text for row in gutter.right for part in row):
        sides.reverse()
    parts = [rows[: gutter.start], *sides, rows[gutter.stop :]]
    return [zone for part in parts for zone in _parts(part, depth + 1)]


def _may_have_columns(rows: list[Row]) -> bool:
    """A cheap look: whether there are text, tables or figures that do not fill the width, or leave a gutter open."""
    left = min(row[0].left for row in rows)
    width = max(row[-1].right for row in rows) - left
    found = (
        part
        for row in rows
        for part in row
        if (part.right - part.left < _FILLED * width or is_gapped(part))
        and (part.block is not None or _is_wordy(part, _NARROW_LETTERS))
    )
    return sum(1 for _ in itertools.islice(found, _MIN_ROWS)) == _MIN_ROWS


def _best(rows: list[Row]) -> Gutter | None:
    """The gutter of the most rows at whose sides there are columns of text."""
    best: Gutter | None = None
    for gutter in gutters(rows):
        if best is not None and gutter.stop - gutter.start <= len(best.sides):
            break
        if not _are_columns(gutter.left, gutter.right) or _wraps(gutter, rows):
            continue
        short = _short_of_table(gutter)
        if short is not None and (best is None or len(short.sides) > len(best.sides)):
            best = short
    return best


def _short_of_table(gutter: Gutter) -> Gutter | None:
    """The gutter down to a table across it, if there are columns still."""
    table = _before_table(gutter)
    if table == len(gutter.sides):
        return gutter
    short = gutter.until(table)
    return short if _are_columns(short.left, short.right) else None


def _before_table(gutter: Gutter) -> int:
    """How many rows stand over a table across the gutter: labels on the left, nothing but figures on the right."""
    across = [at for at, sides in enumerate(gutter.sides) if _is_across(*sides)]
    for first, third in zip(across, across[2:], strict=False):
        if third - first <= _TABLE_STRETCH:
            top = first
            while top > 0 and not any(_is_wordy(part) for side in gutter.sides[top - 1] for part in side):
                top -= 1
            return top
    return 0 if len(across) > 1 and across[0] == 0 and across[1] <= _TABLE_STRETCH else len(gutter.sides)


def _is_across(left: Row, right: Row) -> bool:
    if not left or not right or not left[0].words[0].text[0].isalpha():
        return False
    return not any(character.isalpha() for part in right for word in part.words for character in word.text)


def _are_columns(left: list[Row], right: list[Row]) -> bool:
    """Whether the two sides read one after the other: running text on both, or much of it beside a whole table.

    Known tables and figures are as good as text, and where a side holds nothing else the other may be anything.
    """
    if min(len(left), len(right)) < _MIN_ROWS:
        return False
    if not _text(left) or not _text(right):
        return True
    left_prose, right_prose = _prose_lines(left), _prose_lines(right)
    share = min(left_prose / len(left), right_prose / len(right))
    if share >= (_NARROW_SHARE if _is_narrow(left) or _is_narrow(right) else _MIXED_SHARE):
        return min(left_prose, right_prose) > 2
    if max(left_prose / len(left), right_prose / len(right)) > _NARROW_SHARE and not _meet(left, right):
        return True
    left, right = _text(left), _text(right)
    left_prose, right_prose = _prose_lines(left), _prose_lines(right)
    if left_prose * 2 > len(left):
        return left_prose >= _LONE_PROSE_ROWS and _has_labels(right)
    return right_prose * 2 > len(right) and right_prose >= _LONE_PROSE_ROWS and _has_values(left)


def _wraps(gutter: Gutter, rows: list[Row]) -> bool:
    """Whether text runs round tables or figures: their side holds no text, and wide lines go on with those beside."""
    left, right = _text(gutter.left), _text(gutter.right)
    if bool(left) == bool(right):
        return False
    beside = left or right
    above, below = rows[: gutter.start][-1:], rows[gutter.stop :][:1]
    joints = [*zip(above, beside[:1], strict=False), *zip(beside[-1:], below, strict=False)]
    return any(_goes_on(upper, lower) for upper, lower in joints)


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether two rows of text stand as close as lines of one paragraph do."""
    if is_stand_in(upper) or is_stand_in(lower):
        return False
    return lower[0].top - upper[0].bottom < _LEADING * lower[0].height


def _text(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not is_stand_in(row)]


def _meet(left: list[Row], right: list[Row]) -> bool:
    """Whether lines of the side with fewer of them stand level with lines of the other, as in a table.

    Text in a margin has its own leading, so its baselines do not meet those of the text beside it.
    """
    few, many = sorted((left, right), key=len)
    few = _text(few)
    if len(few) < 2 or any(len(row) > 1 for row in few) or not _is_tight(few):
        return True
    levels = [row[0].bottom for row in many]
    level = sum(1 for row in few if any(abs(row[0].bottom - other) < _LEVEL * row[0].height for other in levels))
    return level > _MEETING * len(few)


def _is_tight(rows: list[Row]) -> bool:
    """Whether most rows follow close under one another, as lines of text do."""
    gaps = [lower[0].top - upper[0].bottom for upper, lower in itertools.pairwise(rows)]
    return median(gaps) < _TIGHT * rows[0][0].height


def _is_aside(left: list[Row], right: list[Row]) -> bool:
    """Whether the left column is a note in the margin of the right one, and is read after it."""
    return _width(left) < _ASIDE * _width(right) and _height(left) < _SMALLER * _height(right)


def _width(rows: list[Row]) -> float:
    return max(row[-1].right for row in rows) - min(row[0].left for row in rows)


def _height(rows: list[Row]) -> float:
    return median(row[0].height for row in rows)


def _is_narrow(rows: list[Row]) -> bool:
    return _width(rows) < _NARROW * _height(rows)


def _prose_lines(rows: list[Row]) -> int:
    """How many rows are long stretches of words that fill the column, or the columns that stand side by side in it.

    Lines of tables and figures count as such where there is text as well.
    """
    text = _text(rows)
    if not text:
        return 0
    width = _width(text)
    least = _NARROW_LETTERS if _is_narrow(text) else _MIN_LETTERS
    return len(rows) - len(text) + sum(1 for row in rejoined(text) if _is_prose(row, width, least))


def _is_prose(row: Row, width: float, least: int) -> bool:
    if len(row) > 1:
        least = _NARROW_LETTERS
    return len(row) <= _MAX_COLUMNS and (
        sum(part.right - part.left for part in row) >= _FILLED * width and all(_is_wordy(part, least) for part in row)
    )


def _is_wordy(line: Segment, least: int = _MIN_LETTERS) -> bool:
    if len(line.words) * _LETTERS >= least:
        return letters(line) >= least
    return 2 * ideographs(line) >= least


def _has_labels(rows: list[Row]) -> bool:
    labelled = sum(1 for row in rows if row[0].words[0].text[:1].isalpha())
    return labelled * 2 > len(rows)


def _has_values(rows: list[Row]) -> bool:
    return sum(1 for row in rows if len(row) > 1) * 2 > len(rows)
