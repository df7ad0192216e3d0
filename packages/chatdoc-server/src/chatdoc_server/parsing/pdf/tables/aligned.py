"""Tables of words without lines: texts that stand under one another, row after row, with clear gutters between.

Columns of prose, lists, contents, "key: value" pairs and code are aligned too. A table without lines is only taken for
one when each column keeps an edge or its middle, and its texts are short.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Block, Row, Rule
from chatdoc_server.parsing.pdf.tables import lattice
from chatdoc_server.parsing.pdf.tables.plausible import is_page_list, is_table
from chatdoc_server.parsing.pdf.tables.relations import joined
from chatdoc_server.parsing.pdf.tables.separators import Column, gutters
from chatdoc_server.parsing.pdf.tables.strokes import Strokes, strokes
from chatdoc_server.parsing.pdf.tables.tokens import Token, tokens

_ROWS = 3
_PAIRED_ROWS = 4
_GAP = 1.7
_EVEN = 1.6
_GUTTER = 1.0
_LONG = 7
_MANY = 0.25
_FILLED = 0.6
_KEPT = 0.8
_EDGE = 2.0
_KEYS = 0.5
_LETTERED = 0.5
_ASKED = re.compile(r"[^:：]{1,24}[:：]")


def part_aligned(rows: list[Row], rules: Sequence[Rule]) -> list[Block | list[Row]]:
    """The rows from top to bottom: tables of words as blocks, and the rows between them."""
    result: list[Block | list[Row]] = []
    done = 0
    for start, stop, lines in _runs(rows):
        table = _table(lines, rules)
        if table is not None:
            if start > done:
                result.append(rows[done:start])
            result.append(table)
            done = stop
    if done < len(rows):
        result.append(rows[done:])
    return result


def _runs(rows: list[Row]) -> list[tuple[int, int, list[list[Token]]]]:
    """Runs of close rows that hold several texts each: where they start and stop, and their tokens."""
    found: list[tuple[int, int, list[list[Token]]]] = []
    for several, group in groupby(range(len(rows)), key=lambda at: len(rows[at]) > 1):
        places = list(group)
        if not several or len(places) < _ROWS:
            continue
        start = places[0]
        for at in places[1:]:
            if _parts(rows, at, start):
                found.append((start, at, []))
                start = at
        found.append((start, places[-1] + 1, []))
    return [
        (start, stop, [joined(tokens(row)) for row in rows[start:stop]])
        for start, stop, _ in found
        if stop - start >= _ROWS
    ]


def _parts(rows: list[Row], at: int, start: int) -> bool:
    """Whether the gap above a row is wider than rows of one table stand apart."""
    gap = _step(rows, at)
    height = rows[at][0].height
    if gap > _GAP * height + height:
        return True
    return at - start > 1 and gap > _EVEN * _step(rows, at - 1) and gap > _EVEN * height


def _step(rows: list[Row], at: int) -> float:
    return rows[at][0].bottom - rows[at - 1][0].bottom


def _table(lines: list[list[Token]], rules: Sequence[Rule]) -> Block | None:
    columns = gutters(lines, [])
    if not len(columns) > 1 or (len(columns) == 2 and len(lines) < _PAIRED_ROWS) or not _looks_so(lines, columns):
        return None
    found = [one for line in lines for one in line]
    box = around(found)
    inside = [
        one
        for one in strokes(rules).across
        if box.top < one.at < box.bottom and one.start < box.right and one.end > box.left
    ]
    grid = lattice.read(lines, Strokes(inside, []), box)
    if grid is None or not is_table(grid):
        return None
    return Block(kind=ElementKind.TABLE, box=box, lines=[], grid=grid)


def _looks_so(lines: list[list[Token]], columns: Sequence[Column]) -> bool:
    """Whether the texts are short, fill their columns' rows, and keep to their columns' edges."""
    found = [one for line in lines for one in line]
    height = sorted(one.bottom - one.top for one in found)[len(found) // 2]
    if any(right.left - left.right < _GUTTER * height for left, right in pairwise(columns)):
        return False
    if sum(1 for one in found if len(one.words) >= _LONG) > _MANY * len(lines):
        return False
    if len(found) < _FILLED * len(lines) * len(columns):
        return False
    keys = sum(1 for line in lines if line[0].text.endswith((":", "：")) or _is_signed(line))
    if keys > _KEYS * len(lines) or is_page_list([line[-1].text for line in lines]):
        return False
    if sum(1 for one in found if any(map(str.isalpha, one.text))) < _LETTERED * len(found) / len(columns):
        return False
    return all(_keeps(column, found) for column in columns)


def _is_signed(line: Sequence[Token]) -> bool:
    """Whether the line asks the same of several people: "By: ____", "Date: ____"."""
    asked = {found[0] if (found := _ASKED.match(one.text)) else "" for one in line}
    return len(asked) == 1 < len(line) and asked != {""}


def _keeps(column: Column, found: Sequence[Token]) -> bool:
    """Whether most texts of a column start, end or are centred at one place."""
    own = [one for one in found if column.left - 1 <= one.left and one.right <= column.right + 1]
    if len(own) < _ROWS:
        return False
    for places in ([one.left for one in own], [one.right for one in own], [one.middle for one in own]):
        middle = sorted(places)[len(places) // 2]
        if sum(1 for place in places if abs(place - middle) <= _EDGE) >= _KEPT * len(own):
            return True
    return False
