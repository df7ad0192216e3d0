"""A table's rows: which of its lines of text stand in one row, by drawn lines, distances and how text wraps.

Lines are parted where a line is drawn through all columns. Within such a band a line goes on with the row above it if
each of its texts goes on with a text that had no room left for the first word; a figure never does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from statistics import median

import msgspec

from chatdoc_server.parsing.pdf.tables.separators import Column, across
from chatdoc_server.parsing.pdf.tables.strokes import Stroke
from chatdoc_server.parsing.pdf.tables.tokens import Token

_CLOSE = 0.85
_NEARER = 0.45
_WORDY = 3
_WORDY_LINES = 3
_RUNNING = 0.6
_SLACK = 2.0
_LEVEL = 2.5
_COVERED = 0.6
_FILLED = 0.75
_SPACE = 0.25
_TIGHT = 1.15
_LOOSE = 1.3
_GOES_ON = ",-–—/&+"
_LITTLE = frozenset(["and", "or", "of", "the", "to", "for", "in", "with", "by", "on", "per", "vs", "a", "an"])


class Piece(msgspec.Struct, gc=False):
    """A token in a table, and the columns it stands over, both ends included."""

    token: Token
    first: int
    last: int


class TextLine(msgspec.Struct, gc=False):
    """A line of a table: its pieces left to right; the height of its middle, and of its text."""

    pieces: list[Piece]
    middle: float
    height: float

    @property
    def columns(self) -> set[int]:
        """The columns it has text in."""
        return {column for piece in self.pieces for column in range(piece.first, piece.last + 1)}

    @property
    def top(self) -> float:
        """The highest edge of its texts."""
        return min(piece.token.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lowest edge of its texts."""
        return max(piece.token.bottom for piece in self.pieces)

    def at(self, column: int) -> list[Token]:
        """What stands in this column alone."""
        return [piece.token for piece in self.pieces if piece.first == column == piece.last]


class Separator(msgspec.Struct, gc=False):
    """A height at which lines are drawn, and the columns they run through."""

    at: float
    columns: set[int]


class TableRow(msgspec.Struct, gc=False):
    """Lines that make one row."""

    lines: list[TextLine]

    @property
    def top(self) -> float:
        """The highest edge of its texts."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The lowest edge of its texts."""
        return max(line.bottom for line in self.lines)

    @property
    def middle(self) -> float:
        """Half way between its first and its last line."""
        return (self.lines[0].middle + self.lines[-1].middle) / 2

    @property
    def columns(self) -> set[int]:
        """The columns it has text in."""
        return {column for line in self.lines for column in line.columns}


def text_line(tokens: Sequence[Token], columns: Sequence[Column]) -> TextLine:
    """A line of the table."""
    pieces = [Piece(one, *across(columns, one)) for one in tokens]
    height = max(word.height for one in tokens for word in one.words)
    return TextLine(pieces, median((one.top + one.bottom) / 2 for one in tokens), height)


def separators(strokes: Sequence[Stroke], columns: Sequence[Column]) -> list[Separator]:
    """The heights at which lines part rows, top to bottom."""
    found: list[Separator] = []
    for stroke in strokes:
        covered = {
            position
            for position, column in enumerate(columns)
            if min(stroke.end, column.right) - max(stroke.start, column.left)
            >= _COVERED * (column.right - column.left) - _SLACK
            and stroke.start - _SLACK <= column.middle <= stroke.end + _SLACK
        }
        if not covered:
            continue
        if found and stroke.at - found[-1].at <= _LEVEL:
            found[-1].columns |= covered
        else:
            found.append(Separator(stroke.at, covered))
    return found


def between(found: Sequence[Separator], upper: float, lower: float) -> set[int]:
    """The columns through which a line is drawn between two heights; `found` runs top to bottom."""
    first = bisect_right(found, upper, key=attrgetter("at"))
    last = bisect_left(found, lower, first, key=attrgetter("at"))
    return {column for one in found[first:last] for column in one.columns}


class Rows:
    """The rows of a table, and what floats between them: texts centred beside several rows."""

    def __init__(self, lines: Sequence[TextLine], parts: Sequence[Separator], columns: int, *, closed: bool) -> None:
        self._parts = parts
        self._columns = columns
        self._closed = closed
        self.floating = self._floating(lines)
        apart = {id(line) for line in self.floating}
        self._lines = [line for line in lines if id(line) not in apart]
        self._widths = self._room()
        self._tight = self._tight_distance()
        self.rows: list[TableRow] = []
        for band in self._bands():
            self.rows += self._rows_of(band)
        self.floating = [line for line in self.floating if not self._settles(line)]

    def _floating(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """The lines that stand between lines of other columns, closer than lines of text do, or across a drawn line."""
        found = []
        for position, line in enumerate(lines):
            near = [lines[at] for at in (position - 1, position + 1) if 0 <= at < len(lines)]
            if any(self._is_beside(line, other) for other in near) or (len(near) > 1 and self._is_held(line, *near)):
                found.append(line)
        return found

    def _is_beside(self, line: TextLine, other: TextLine) -> bool:
        if abs(other.middle - line.middle) >= _CLOSE * min(line.height, other.height):
            return False
        own, theirs = line.columns, other.columns
        return not own & theirs and len(own) < len(theirs)

    def _is_held(self, line: TextLine, above: TextLine, below: TextLine) -> bool:
        """Whether a line is drawn beside it that parts what stands above and below, but does not run through it."""
        own = line.columns
        if own & (above.columns | below.columns):
            return False
        parted = between(self._parts, above.middle, below.middle)
        return bool(parted & (above.columns | below.columns)) and not own & parted

    def _settles(self, line: TextLine) -> bool:
        """Put a line into the row it is clearly nearest to: wrapped text beside a single line."""
        order = sorted(self.rows, key=lambda row: abs(row.middle - line.middle))
        near = [abs(row.middle - line.middle) for row in order[:2]]
        if len(near) < 2 or near[0] > _NEARER * near[1]:
            return False
        if line.columns & between(self._parts, *sorted((order[0].middle, line.middle))):
            return False
        order[0].lines = sorted([*order[0].lines, line], key=lambda one: one.middle)
        return True

    def _room(self) -> list[float]:
        widths = [0.0] * self._columns
        for line in self._lines:
            for piece in line.pieces:
                if piece.first == piece.last:
                    found = line.at(piece.first)
                    widths[piece.first] = max(widths[piece.first], found[-1].right - found[0].left)
        return widths

    def _bands(self) -> list[list[TextLine]]:
        """The lines between lines drawn through all columns."""
        bands: list[list[TextLine]] = []
        for line in self._lines:
            above = bands[-1][-1] if bands else None
            if above is None or len(between(self._parts, above.middle, line.middle)) >= self._columns:
                bands.append([line])
            else:
                bands[-1].append(line)
        return bands

    def _tight_distance(self) -> float:
        """The distance of lines within a row where rows stand clearly further apart, else 0."""
        steps = []
        for upper, lower in zip(self._lines, self._lines[1:], strict=False):
            if not between(self._parts, upper.middle, lower.middle):
                steps.append(lower.middle - upper.middle)
        if len(steps) < 2:
            return 0.0
        least = min(steps)
        far = sum(1 for step in steps if step >= _LOOSE * least)
        near = sum(1 for step in steps if step <= _TIGHT * least)
        return _TIGHT * least if far and near + far == len(steps) and far * 6 >= len(steps) else 0.0

    def _rows_of(self, band: list[TextLine]) -> list[TableRow]:
        if len(band) > 1 and self._closed and self._is_one(band):
            return [TableRow(band)]
        step = _wordy_step(band) if len(band) < len(self._lines) and self._runs_on(band) else 0.0
        rows: list[TableRow] = []
        for line in band:
            if rows and (self._is_near(rows[-1], line, step) if step else self._goes_on(rows[-1], line)):
                rows[-1].lines.append(line)
            else:
                rows.append(TableRow([line]))
        return rows

    def _runs_on(self, band: Sequence[TextLine]) -> bool:
        """Whether most texts of a band go on with those above them."""
        last: dict[int, list[Token]] = {}
        on = pairs = 0
        for line in band:
            for piece in line.pieces:
                column, found = piece.first, line.at(piece.first)
                if found and column in last:
                    pairs += 1
                    on += found[0].words[0].text[0].islower() or self._wraps(last[column], found, column)
                last[column] = found or [piece.token]
        return on > _RUNNING * pairs

    def _is_near(self, row: TableRow, line: TextLine, step: float) -> bool:
        """Whether the line of a band of running text goes on with a row: only a first column's after a gap does not."""
        above = row.lines[-1].middle
        if between(self._parts, above, line.middle):
            return False
        return line.middle - above <= step or 0 not in line.columns

    def _is_one(self, band: list[TextLine]) -> bool:
        """Whether the band of a grid is one row: no line is drawn in it, and nothing in it starts anew."""
        if between(self._parts, band[0].middle, band[-1].middle):
            return False
        last: dict[int, list[Token]] = {}
        for line in band:
            for column in line.columns:
                found = line.at(column)
                if not found:
                    return False
                if column in last and not self._wraps(last[column], found, column):
                    return False
                last[column] = found
        return True

    def _goes_on(self, row: TableRow, line: TextLine) -> bool:
        above = row.lines[-1]
        own = line.columns
        if own & between(self._parts, above.middle, line.middle) or not own <= row.columns:
            return False
        distance = line.middle - above.middle
        if self._tight and distance > self._tight:
            return False
        if distance > _LOOSE * 1.5 * line.height:
            return False
        sure = bool(self._tight)
        is_whole = len(own) >= max(2, self._columns - 1) and 0 in own
        for column in own:
            lower = line.at(column)
            upper = next((found for one in reversed(row.lines) if (found := one.at(column))), [])
            if not lower or not upper or not self._wraps(upper, lower, column):
                return False
            if not sure and (is_whole or not self._clearly(upper, lower, column)):
                return False
        return True

    def _wraps(self, upper: list[Token], lower: list[Token], column: int) -> bool:
        """Whether the first word of `lower` had no room after `upper`; figures start anew."""
        if lower[0].is_value and upper[-1].is_value:
            return False
        first = lower[0].words[0]
        used = upper[-1].right - upper[0].left + _SPACE * first.height
        return used + first.right - first.left > self._widths[column] - _SLACK / 2

    def _clearly(self, upper: list[Token], lower: list[Token], column: int) -> bool:
        """Whether the text above cannot be complete: it fills its column with several words, or says it goes on."""
        last, first = upper[-1].words[-1].text, lower[0].words[0].text
        if (
            last[-1] in _GOES_ON
            or last.lower() in _LITTLE
            or first[0].islower()
            or (first[0] in "(&" and upper[0].words[0].text[0] != first[0])
        ):
            return True
        words = sum(len(token.words) for token in upper)
        return words > 2 and upper[-1].right - upper[0].left >= _FILLED * self._widths[column]


def _wordy_step(band: Sequence[TextLine]) -> float:
    """How far apart lines of one row stand at most in a band whose cells hold running text, else 0."""
    pieces = [piece.token for line in band for piece in line.pieces]
    words = sum(len(one.words) for one in pieces)
    if len(band) < _WORDY_LINES or words < _WORDY * len(pieces) or any(one.is_value for one in pieces):
        return 0.0
    steps: list[float] = []
    last: dict[int, float] = {}
    for line in band:
        for column in line.columns:
            steps += [line.middle - last[column]] if column in last else []
            last[column] = line.middle
    return _LOOSE * median(steps) if steps else 0.0
