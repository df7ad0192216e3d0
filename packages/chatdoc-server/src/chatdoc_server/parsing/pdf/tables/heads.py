"""Column heads: lines over the figures to levels of cells that span columns."""

import itertools
from statistics import median

import msgspec

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import GridCell, Rule, Word
from chatdoc_server.parsing.pdf.tables.columns import Columns
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Token, token

_RULE_REACH = 1.2
_RULE_SLACK = 3.0
_CENTRED = 0.25
_HIT = 0.2
_WIDER = 1.3
_SEPARATE = 0.9


class Head(msgspec.Struct, gc=False):
    """One head: its lines of words, and the columns it stands over, both ends included."""

    lines: list[list[Word]]
    first: int
    last: int
    left: float
    top: float
    right: float
    bottom: float


Level = list[Head]
"""Heads of one header row."""


def levels(lines: list[Line], columns: Columns, rules: list[Rule]) -> list[Level]:
    """The header rows, top to bottom: wrapped heads joined, spanning heads on a level of their own."""
    result: list[Level] = []
    for line in lines:
        heads = _heads(line, columns, rules)
        if result and _wraps(result[-1], heads):
            _merge(result[-1], heads)
        else:
            result.append(heads)
    return result


def cells(found: list[Level]) -> list[GridCell]:
    """The levels as cells from row 0."""
    return [
        GridCell(
            row=row,
            column=head.first,
            column_span=head.last - head.first + 1,
            lines=head.lines,
            box=Box(head.left, head.top, head.right, head.bottom),
        )
        for row, level in enumerate(found)
        for head in sorted(level, key=lambda head: head.first)
    ]


def _heads(line: Line, columns: Columns, rules: list[Rule]) -> Level:
    result: Level = []
    tokens = [piece for whole in line.tokens for piece in _pieces(whole, columns)]
    for one in tokens:
        first, last = _span(one, tokens, columns, rules)
        if result and first <= result[-1].last:
            first = result[-1].last + 1
            last = max(last, first)
        if first >= len(columns):
            # More heads than columns: two stand over the last one.
            previous = result[-1]
            previous.lines[-1] = [*previous.lines[-1], *one.words]
            previous.right, previous.bottom = one.right, max(previous.bottom, one.bottom)
            continue
        result.append(Head([one.words], first, last, one.left, one.top, one.right, one.bottom))
    return result


def _pieces(whole: Token, columns: Columns) -> list[Token]:
    """The token cut between columns where its words stand further apart than elsewhere."""
    words = whole.words
    if len(words) < 2 or len(columns.across(whole.left, whole.right)) < 2:
        return [whole]
    gaps = [right.left - left.right for left, right in itertools.pairwise(words)]
    usual = min(gaps)
    pieces = [[words[0]]]
    for gap, before, word in zip(gaps, words, words[1:], strict=False):
        parts = any(before.right - 1 <= edge <= word.left + 1 for edge in columns.edges)
        if parts and gap > _WIDER * usual and gap > 0.3 * word.height:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [token(piece) for piece in pieces] if len(pieces) > 1 else [whole]


def _span(head: Token, tokens: list[Token], columns: Columns, rules: list[Rule]) -> tuple[int, int]:
    """The columns a head stands over, both ends included."""
    lowest = columns.first_value
    start = columns.spans[lowest][0]
    if lowest and head.middle < start and head.right < sum(columns.spans[lowest]) / 2:
        own = columns.of(head)
        return own, own
    ruled = _under(head, columns, rules)
    if ruled:
        return ruled
    hit = _hits(head, columns)
    if not hit:
        own = max(columns.of(head), lowest)
        return own, own
    if len(hit) == 1 and _is_over(head, columns.spans[hit[0]], columns):
        return hit[0], hit[0]
    return _centred(head, tokens, hit, columns)


def _hits(head: Token, columns: Columns) -> list[int]:
    """The value columns that a good part of the head, or of themselves, has in common with it."""
    result = []
    for column in columns.across(head.left, head.right):
        left, right = columns.spans[column]
        overlap = min(right, head.right) - max(left, head.left)
        if column >= columns.first_value and overlap >= _HIT * min(right - left, head.right - head.left):
            result.append(column)
    return result


def _under(head: Token, columns: Columns, rules: list[Rule]) -> tuple[int, int] | None:
    """The columns of the line drawn close under the head, if it is drawn for more than one of them."""
    reach = head.bottom + _RULE_REACH * (head.bottom - head.top)
    lowest = columns.first_value
    start, end = columns.spans[lowest][0], columns.spans[-1][1]
    for rule in rules:
        if not (head.bottom - _RULE_SLACK <= rule.top <= reach and _covers(rule, head)):
            continue
        over = [
            column
            for column in range(lowest, len(columns))
            if rule.left - _RULE_SLACK <= sum(columns.spans[column]) / 2 <= rule.right + _RULE_SLACK
        ]
        is_whole = rule.left < columns.spans[0][1] - _RULE_SLACK if lowest else rule.right - rule.left > end - start
        if over and not is_whole:
            return over[0], over[-1]
    return None


def _covers(rule: Rule, head: Token) -> bool:
    return rule.left <= head.left + _RULE_SLACK and rule.right >= head.right - _RULE_SLACK and rule.right > rule.left


def _centred(head: Token, tokens: list[Token], hit: list[int], columns: Columns) -> tuple[int, int]:
    """The narrowest stretch of free columns around those hit that has the head at its middle."""
    low = columns.first_value
    high = len(columns) - 1
    for other in tokens:
        taken = _hits(other, columns) if other is not head else []
        if taken and other.middle < head.middle:
            low = max(low, min(taken[-1] + 1, hit[0]))
        elif taken:
            high = min(high, max(taken[0] - 1, hit[-1]))
    tolerance = _CENTRED * _pitch(columns)
    for size in range(len(hit), high - low + 2):
        for first in range(max(low, hit[-1] - size + 1), min(hit[0], high - size + 1) + 1):
            last = first + size - 1
            middle = (columns.spans[first][0] + columns.spans[last][1]) / 2
            if abs(middle - head.middle) <= tolerance:
                return first, last
    return hit[0], hit[-1]


def _is_over(head: Token, span: tuple[float, float], columns: Columns) -> bool:
    """Whether the head is no wider than a column's and stands over this one by some alignment."""
    if head.right - head.left > _WIDER * max(_width(columns), span[1] - span[0]):
        return False
    slack = _CENTRED * (span[1] - span[0]) + _RULE_SLACK
    offsets = (head.middle - (span[0] + span[1]) / 2, head.right - span[1], head.left - span[0])
    return min(map(abs, offsets)) <= slack


def _width(columns: Columns) -> float:
    return median(right - left for left, right in columns.spans[columns.first_value :])


def _pitch(columns: Columns) -> float:
    middles = [(left + right) / 2 for left, right in columns.spans[columns.first_value :]]
    steps = [later - earlier for earlier, later in itertools.pairwise(middles)]
    return min(steps) if steps else 2 * _width(columns)


def _wraps(above: Level, below: Level) -> bool:
    """Whether the heads below go on with those above: no head spans columns parted on the other line."""
    for lower in below:
        for upper in above:
            if upper.first <= lower.last and lower.first <= upper.last:
                same = (upper.first, upper.last) == (lower.first, lower.last)
                if not same or _is_complete(upper, lower):
                    return False
    spans_above = any(head.first != head.last for head in above)
    spans_below = any(head.first != head.last for head in below)
    return spans_above == spans_below


def _is_complete(upper: Head, lower: Head) -> bool:
    """Whether two heads over the same columns are two statements, not one wrapped over lines."""
    return lower.top - upper.bottom > _SEPARATE * (lower.bottom - lower.top)


def _merge(level: Level, heads: Level) -> None:
    for head in heads:
        for upper in level:
            if (upper.first, upper.last) == (head.first, head.last):
                upper.lines += head.lines
                upper.left, upper.right = min(upper.left, head.left), max(upper.right, head.right)
                upper.bottom = max(upper.bottom, head.bottom)
                break
        else:
            level.append(head)
