"""Column heads: lines over the figures to levels of cells that span columns."""

import itertools
from statistics import median

import msgspec

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import GridCell, Rule, Word
from chatdoc_server.parsing.pdf.tables.columns import Columns
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Token

_RULE_REACH = 1.2
_RULE_SLACK = 3.0
_CENTRED = 0.25


class Head(msgspec.Struct):
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
    for token in line.tokens:
        first, last = _span(token, line, columns, rules)
        if result and first <= result[-1].last:
            first = last = max(first, result[-1].last + 1)
            if first >= len(columns):
                previous = result[-1]
                previous.lines[-1] = [*previous.lines[-1], *token.words]
                previous.right, previous.bottom = token.right, max(previous.bottom, token.bottom)
                continue
        result.append(Head([token.words], first, last, token.left, token.top, token.right, token.bottom))
    return result


def _span(token: Token, line: Line, columns: Columns, rules: list[Rule]) -> tuple[int, int]:
    """The columns a head stands over, both ends included."""
    lowest = columns.first_value
    if token.middle < columns.spans[lowest][0] and token.right < columns.spans[lowest][1]:
        own = columns.of(token)
        return own, own
    ruled = _under(token, columns, rules)
    if ruled:
        return ruled
    hit = [column for column in columns.across(token.left, token.right) if column >= lowest]
    if not hit:
        own = max(columns.of(token), lowest) if token.middle > columns.spans[lowest][0] else columns.of(token)
        return own, own
    others = [other for other in line.tokens if other is not token]
    if len(hit) == 1 and token.right - token.left <= 1.3 * _width(columns):
        return hit[0], hit[0]
    return _centred(token, others, hit, columns)


def _under(token: Token, columns: Columns, rules: list[Rule]) -> tuple[int, int] | None:
    """The columns of the line drawn close under the head, if it is drawn for more than one of them."""
    reach = token.bottom + _RULE_REACH * (token.bottom - token.top)
    lowest = columns.first_value
    for rule in rules:
        if token.bottom - _RULE_SLACK <= rule.top <= reach and _covers(rule, token):
            over = [
                column
                for column in range(lowest, len(columns))
                if rule.left - _RULE_SLACK <= sum(columns.spans[column]) / 2 <= rule.right + _RULE_SLACK
            ]
            is_whole = rule.left < columns.spans[lowest][0] - 40 and lowest > 0
            if over and not is_whole:
                return over[0], over[-1]
    return None


def _covers(rule: Rule, token: Token) -> bool:
    return rule.left <= token.left + _RULE_SLACK and rule.right >= token.right - _RULE_SLACK and rule.right > rule.left


def _centred(token: Token, others: list[Token], hit: list[int], columns: Columns) -> tuple[int, int]:
    """The widest stretch of free columns around those hit whose middle is the head's middle."""
    low = columns.first_value
    high = len(columns) - 1
    for other in others:
        taken = columns.across(other.left, other.right)
        if taken and other.middle < token.middle:
            low = max(low, min(taken[-1] + 1, hit[0]))
        elif taken:
            high = min(high, max(taken[0] - 1, hit[-1]))
    best = (hit[0], hit[-1])
    tolerance = _CENTRED * _pitch(columns)
    for first in range(low, hit[0] + 1):
        for last in range(high, hit[-1] - 1, -1):
            middle = (columns.spans[first][0] + columns.spans[last][1]) / 2
            if abs(middle - token.middle) <= tolerance and last - first > best[1] - best[0]:
                best = (first, last)
    return best


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
    return lower.top - upper.bottom > 0.9 * (lower.bottom - lower.top)


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
