"""Line numbers: a column of numbers that count a page's lines, in pleadings, contracts, manuscripts and patents.

They stand in a margin, or in the gutter between two columns, each on a line of the text or on the grid that the text is
set on, and count by one or by five. Numbered items, rows of a table and lists of references count too, but belong
to the text: their texts are short, or run on without a number beside each line.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.lines import segment
from chatdoc_server.parsing.pdf.model import Block, Row, Segment, Word

_LEAST = 10
_LEAST_OF_FIVES = 4
_FIVE = 5
_ALIGNED = 0.35
_CLEAR = 0.5
_SHARE = 0.85
_FILLED = 0.6
_FILLED_SHARE = 0.5
_EVEN = 0.12
_SMALLER = 0.85
_FEW = 2
_MOST_DIGITS = 4
_MOST_COLUMNS = 3


class _Number(NamedTuple):
    """A number that may count a line: where it stands, and in which row."""

    value: int
    word: Word
    row: int


class Numbered(NamedTuple):
    """A page's rows without its line numbers, and these as one block, None where there are none."""

    rows: list[Row]
    block: Block | None


class LineNumbers:
    """Parts line numbers from pages' rows; where those of a page before stood, fewer and odder ones are known again."""

    def __init__(self) -> None:
        self._known: set[tuple[int, int]] = set()

    def part(self, rows: list[Row]) -> Numbered:
        """Part one page's line numbers from its rows."""
        for numbers in (_at_start(rows), _at_end(rows)):
            for column in _columns(numbers):
                places = _places(column)
                is_known = not self._known.isdisjoint(places)
                counted = _counted(column, is_known=is_known)
                if counted and _counts_lines(counted, rows, is_known=is_known):
                    self._known.update(places)
                    return _taken(rows, counted)
        return Numbered(rows, None)


def _places(column: Sequence[_Number]) -> set[tuple[int, int]]:
    """Where numbers of that size end, to three points and so that a border between two of them does not count."""
    last = column[-1].word
    return {(round(last.height), math.floor(last.right / 3)), (round(last.height), math.floor(last.right / 3 + 0.5))}


def _at_start(rows: Sequence[Row]) -> Iterable[_Number]:
    for at, row in enumerate(rows):
        first = row[0].words
        if _is_number(first[0]) and _is_clear(first[0], first[1:] or (row[1].words if len(row) > 1 else ())):
            yield _Number(int(first[0].text), first[0], at)


def _at_end(rows: Sequence[Row]) -> Iterable[_Number]:
    """Numbers at the end of rows, and alone between two columns."""
    for at, row in enumerate(rows):
        for part in row[1:]:
            if len(part.words) == 1 and _is_number(part.words[0]):
                yield _Number(int(part.words[0].text), part.words[0], at)


def _is_number(word: Word) -> bool:
    return len(word.text) <= _MOST_DIGITS and word.text.isascii() and word.text.isdecimal() and not word.glued


def _is_clear(number: Word, after: Sequence[Word]) -> bool:
    return not after or after[0].left - number.right >= _CLEAR * number.height


def _columns(numbers: Iterable[_Number]) -> list[list[_Number]]:
    """Numbers aligned at their right or left, the longest columns first, each from the top down."""
    every = list(numbers)
    columns = [
        column
        for side in (attrgetter("word.right"), attrgetter("word.left"))
        for column in _aligned(every, side)
        if len(column) >= _LEAST_OF_FIVES
    ]
    return sorted(columns, key=len, reverse=True)[:_MOST_COLUMNS]


def _aligned(numbers: Sequence[_Number], side: Callable[[_Number], float]) -> list[list[_Number]]:
    columns: list[list[_Number]] = []
    last = -math.inf
    for number in sorted(numbers, key=side):
        if side(number) - last > _ALIGNED * number.word.height:
            columns.append([])
        columns[-1].append(number)
        last = side(number)
    return [sorted(column, key=attrgetter("row")) for column in columns]


def _counted(column: Sequence[_Number], *, is_known: bool) -> list[_Number]:
    """The longest stretch of the column that counts up by one or by five, empty if it is no count of lines."""
    best: list[_Number] = []
    current: list[_Number] = []
    for number in column:
        if current and number.value - current[-1].value != _step(current, number):
            current = []
        current = [*current, number] if current else [number]
        if len(current) > len(best):
            best = current
    if len(best) < 2:
        return []
    step = best[1].value - best[0].value
    least = _LEAST if step == 1 and not is_known else _LEAST_OF_FIVES
    whole = len(best) >= least and len(best) >= _SHARE * len(column)
    return best if whole and (step == 1 or best[0].value % _FIVE == 0) else []


def _step(current: Sequence[_Number], number: _Number) -> int:
    """What the count goes up by: as it did, or one or five at its beginning."""
    if len(current) > 1:
        return current[1].value - current[0].value
    return _FIVE if number.value - current[0].value == _FIVE else 1


def _counts_lines(numbers: Sequence[_Number], rows: Sequence[Row], *, is_known: bool) -> bool:
    """Whether the numbers count lines of running text, and no text of these rows stands in their column."""
    left, right = min(one.word.left for one in numbers), max(one.word.right for one in numbers)
    words = {id(one.word) for one in numbers}
    between = rows[numbers[0].row : numbers[-1].row + 1]
    parts = [part for row in between for part in row]
    if sum(1 for part in parts for word in part.words if _crosses(word, left, right) and id(word) not in words) > 1:
        return False
    if is_known:
        return True
    texts = [own for part in parts if (own := _without(part, words))]
    if not texts:
        return False
    usual = median(word.height for one in texts for word in one)
    is_small = max(one.word.height for one in numbers) <= _SMALLER * usual
    return is_small or _are_beside_lines(numbers, texts, rows)


def _are_beside_lines(numbers: Sequence[_Number], texts: Sequence[Sequence[Word]], rows: Sequence[Row]) -> bool:
    """Whether most texts beside the numbers are full lines, or the numbers stand on a grid of their own."""
    step = numbers[1].value - numbers[0].value
    if step == 1 and len(numbers) < _SHARE * (numbers[-1].row - numbers[0].row + 1):
        return False
    widths = [one[-1].right - one[0].left for one in texts]
    filled = sum(width >= _FILLED * max(widths) for width in widths) / len(widths)
    if filled >= _FILLED_SHARE and (step == _FIVE or any(len(one) > _FIVE for one in texts)):
        return True
    alone = sum(1 for one in numbers if len(rows[one.row]) == 1 and len(rows[one.row][0].words) == 1)
    return _FEW < alone < len(numbers) and _is_even(numbers)


def _crosses(word: Word, left: float, right: float) -> bool:
    return word.left < right and word.right > left


def _without(part: Segment, words: set[int]) -> list[Word]:
    return [word for word in part.words if id(word) not in words]


def _is_even(numbers: Sequence[_Number]) -> bool:
    """Whether the numbers stand on a grid."""
    steps = [lower.word.top - upper.word.top for upper, lower in itertools.pairwise(numbers)]
    usual = median(steps)
    return sum(abs(step - usual) < _EVEN * usual for step in steps) >= _SHARE * len(steps)


def _taken(rows: Sequence[Row], numbers: Sequence[_Number]) -> Numbered:
    words = {id(one.word) for one in numbers}
    touched = {one.row for one in numbers}
    rest: list[Row] = []
    for at, row in enumerate(rows):
        if at not in touched:
            rest.append(row)
            continue
        left = [segment(own) for part in row if (own := _without(part, words))]
        if left:
            rest.append(left)
    lines = [[one.word] for one in numbers]
    box = around([segment(line) for line in lines])
    return Numbered(rest, Block(kind=ElementKind.LINE_NUMBER, box=box, lines=lines))
