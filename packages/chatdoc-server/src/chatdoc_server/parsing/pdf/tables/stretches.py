"""Which columns a column head stands over."""

import itertools
import re
from statistics import median
from typing import NamedTuple

from chatdoc_server.parsing.pdf.model import Rule
from chatdoc_server.parsing.pdf.tables.columns import Columns
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Kind, Token, token

Stretch = tuple[int, int]
"""Columns from the first to the last, both included."""

Placed = tuple[Token, Stretch]
"""A head and the columns it stands over."""

_RULE_REACH = 1.2
_RULE_SLACK = 3.0
_CENTRED = 0.25
_HIT = 0.2
_WIDER = 1.3
_WIDEST = 1.15
_WIDENING = 0.1
_MIDDLE = 0.25
_WORDS_APART = 0.3
_ALIGNED = 1.5
_CLOSE = 0.6
_UNDER = 0.7
_SAME_MIDDLE = 3.0
_DATED = re.compile(r"(?:19|20)\d\d")


class Below(NamedTuple):
    """What is known of the heads under a line: those of the next line, the columns that have any, and their turns."""

    line: list[Placed]
    headed: set[int]
    turns: list[Stretch]


def place(line: Line, others: list[Line], below: Below, columns: Columns, rules: list[Rule]) -> list[Placed]:
    """The heads of a line, left to right, with the columns that each stands over; no two share one.

    `others` are the head lines next to it, by which heads are parted that stand too close for a gap to part them.
    """
    under = [other for other in others if other.top > line.top + _UNDER * line.height]
    floor = min((other.top + other.height / 2 for other in under), default=line.bottom + 2 * line.height)
    rules = [rule for rule in rules if line.bottom - _RULE_SLACK <= rule.top <= floor]
    heads = [piece for whole in line.tokens for piece in _pieces(whole, others, columns)]
    result: list[Placed] = []
    ruled = [_under(head, heads, columns, rules) for head in heads]
    for head, own in zip(heads, ruled, strict=True):
        first, last = _span(head, heads, below, columns) if own is None else own
        if result and first <= result[-1][1][1]:
            first = result[-1][1][1] + 1
            last = max(last, first)
        if first >= len(columns):
            # More heads than columns: two stand over the last one.
            previous, taken = result[-1]
            result[-1] = token([*previous.words, *head.words]), taken
            continue
        result.append((head, (first, last)))
    return result if any(ruled) else _widened(result, below, columns)


def turns(line: list[Placed]) -> list[Stretch]:
    """The stretches of columns under which the same heads repeat in the same order; years alone are one turn."""
    texts = [head.text for head, _ in line]
    size = len(set(texts))
    repeats = size < len(texts) and texts == texts[:size] * (len(texts) // size)
    if size < 2 or not (repeats or all(head.kind is Kind.YEAR for head, _ in line)):
        return []
    if not repeats:
        size = len(texts)
    return [(line[at][1][0], line[at + size - 1][1][1]) for at in range(0, len(line), size)]


def _widened(heads: list[Placed], below: Below, columns: Columns) -> list[Placed]:
    """The heads of a line spread over the columns that share them.

    Where years or other heads repeat in turn, what stands over one turn of them holds for the turn, and what stands
    alone over all of them for all. A period printed once over the middle of several columns, each of which has a head
    of its own, holds for all of them.
    """
    over = [position for position, (_, stretch) in enumerate(heads) if stretch[0] >= columns.first_value]
    choices = list(below.turns)
    if len(over) == 1 and choices:
        choices.append((choices[0][0], choices[-1][1]))
    if any(_goes_on(heads[position][0], below.line) for position in over):
        choices = []
    own = [_turn_of(heads[position][0], choices, columns) for position in over]
    if choices and None not in own and len(set(own)) == len(own):
        spread = dict(zip(over, own, strict=True))
        return [(head, spread.get(position) or stretch) for position, (head, stretch) in enumerate(heads)]
    return _grown(heads, below.headed, columns)


def _goes_on(head: Token, below: list[Placed]) -> bool:
    """Whether the head is the first line of one below it; a date is no first line, and a year no second one."""
    return not _DATED.search(head.text) and any(
        lower.kind is not Kind.YEAR and in_line(head, lower) for lower, _ in below
    )


def _turn_of(head: Token, choices: list[Stretch], columns: Columns) -> Stretch | None:
    """The stretch that has the head at its middle, the nearest of them."""
    near = [(abs(_middle(turn, columns) - head.middle), turn) for turn in choices]
    # Of several with one middle the widest: what stands alone over all stands over the middle one too.
    closest = min((distance for distance, _ in near), default=0.0) + _SAME_MIDDLE
    fit = [one for one in near if one[0] <= closest]
    distance, turn = max(fit, key=lambda one: one[1][1] - one[1][0], default=(0.0, None))
    if turn is None or distance > _MIDDLE * (columns.spans[turn[1]][1] - columns.spans[turn[0]][0]):
        return None
    return turn


def is_centred(head: Token, stretch: Stretch, columns: Columns) -> bool:
    """Whether a text stands at the middle of a stretch of columns."""
    return abs(head.middle - _middle(stretch, columns)) <= (head.bottom - head.top) / 2


def _middle(stretch: Stretch, columns: Columns) -> float:
    return (columns.spans[stretch[0]][0] + columns.spans[stretch[1]][1]) / 2


def _grown(heads: list[Placed], headed: set[int], columns: Columns) -> list[Placed]:
    """The heads, periods among them grown to both sides alike over columns that only lower heads stand over."""
    result = []
    for position, (head, stretch) in enumerate(heads):
        own, last = stretch
        grown = stretch
        if own == last and own in headed and _DATED.search(head.text):
            before = heads[position - 1][1][1] if position else -1
            after = heads[position + 1][1][0] if position + 1 < len(heads) else len(columns)
            # What lies between two periods belongs half to each.
            left = (own - before - 1) // 2 if before >= columns.first_value else own - columns.first_value
            right = (after - own - 1) // 2 if after < len(columns) else len(columns) - 1 - own
            room = min(left, right)
            while room and not set(range(own - room, own + room + 1)) <= headed:
                room -= 1
            grown = (own - room, own + room)
        result.append((head, grown))
    return result


def _pieces(whole: Token, others: list[Line], columns: Columns) -> list[Token]:
    """The token cut between columns where its words stand further apart than elsewhere, or as those of other lines."""
    words = whole.words
    if len(words) < 2 or len(columns.across(whole.left, whole.right)) < 2:
        return [whole]
    gaps = [right.left - left.right for left, right in itertools.pairwise(words)]
    usual = min(gaps)
    widest = max(gaps)
    pieces = [[words[0]]]
    for at, (gap, before, word) in enumerate(zip(gaps, words, words[1:], strict=False), 1):
        parts = any(before.right - 1 <= edge <= word.left + 1 for edge in columns.edges)
        is_wide = parts and gap > _WIDER * usual and gap > _WORDS_APART * word.height
        may_part = gap == widest and (len(gaps) == 1 or gap > _WIDEST * usual)
        if is_wide or (may_part and _is_parted(token(words[:at]), token(words[at:]), others)):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [token(piece) for piece in pieces] if len(pieces) > 1 else [whole]


def _is_parted(left: Token, right: Token, others: list[Line]) -> bool:
    """Whether another line has two heads, one of them in line with the left piece and one with the right."""
    if right.left - left.right < _WORDS_APART * (right.bottom - right.top):
        return False
    for line in others:
        for before, after in itertools.pairwise(line.tokens):
            parted = before.right < right.left and left.right < after.left
            if parted and not after.is_value and in_line(left, before) and in_line(right, after):
                return True
    return False


def in_line(one: Token, other: Token) -> bool:
    """Whether two texts under one another have their middle or their right edge in common."""
    return min(abs(one.middle - other.middle), abs(one.right - other.right)) <= _ALIGNED


def _span(head: Token, heads: list[Token], below: Below, columns: Columns) -> Stretch:
    """The columns a head stands over."""
    lowest = columns.first_value
    if _is_beside(head, columns):
        own = columns.of(head)
        return own, own
    if not _DATED.search(head.text):
        for lower, stretch in below.line:
            if _wraps(head, lower) and lower.kind is not Kind.YEAR:
                return stretch
    hit = _hits(head, columns) or [max(columns.of(head), lowest)]
    if len(hit) == 1 and hit[0] not in below.headed:
        return hit[0], hit[0]
    return _aligned(head, heads, hit, columns)


def _is_beside(head: Token, columns: Columns) -> bool:
    """Whether it is a head of the labels."""
    lowest = columns.first_value
    left, right = columns.spans[lowest]
    return bool(lowest) and head.middle < left and head.right < (left + right) / 2


def _hits(head: Token, columns: Columns) -> list[int]:
    """The value columns that a good part of the head, or of themselves, has in common with it."""
    result = []
    for column in columns.across(head.left, head.right):
        left, right = columns.spans[column]
        overlap = min(right, head.right) - max(left, head.left)
        if column >= columns.first_value and overlap >= _HIT * min(right - left, head.right - head.left):
            result.append(column)
    return result


def _under(head: Token, heads: list[Token], columns: Columns, rules: list[Rule]) -> Stretch | None:
    """The columns of the line drawn close under the head and no other, if it is drawn for more than one of them."""
    reach = head.bottom + _RULE_REACH * (head.bottom - head.top)
    lowest = columns.first_value
    start, end = columns.spans[lowest][0], columns.spans[-1][1]
    if _is_beside(head, columns):
        return None
    for rule in rules:
        if not (head.bottom - _RULE_SLACK <= rule.top <= reach and _covers(rule, head)):
            continue
        if any(other is not head and _covers(rule, other) for other in heads):
            continue
        if not _is_set_in(rule, head):
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


def _is_set_in(rule: Rule, head: Token) -> bool:
    """Whether the head starts, ends, or has its middle where the line has."""
    offsets = (rule.left - head.left, rule.right - head.right, (rule.left + rule.right) / 2 - head.middle)
    return min(map(abs, offsets)) <= max(_RULE_SLACK, head.bottom - head.top)


def _wraps(head: Token, lower: Token) -> bool:
    """Whether two texts are lines of one, close under one another on the same middle."""
    height = lower.bottom - lower.top
    return abs(head.middle - lower.middle) <= _ALIGNED and lower.top - head.bottom < _CLOSE * height


def _aligned(head: Token, heads: list[Token], hit: list[int], columns: Columns) -> Stretch:
    """Of the free columns around those hit, the stretch that the head is best aligned with; narrow ones are preferred.

    A head stands over one column at an edge or the middle of it, over several at their middle.
    """
    low, high = _free(head, heads, hit, columns)
    pitch = _pitch(columns)
    best = (hit[0], hit[-1])
    least = float("inf")
    for size in range(len(hit), high - low + 2):
        for first in range(max(low, hit[-1] - size + 1), min(hit[0], high - size + 1) + 1):
            last = first + size - 1
            left, right = columns.spans[first][0], columns.spans[last][1]
            offset = abs((left + right) / 2 - head.middle)
            limit = _CENTRED * pitch
            if size == 1:
                edge = min(abs(head.left - left), abs(head.right - right))
                is_narrow = head.right - head.left <= _WIDER * max(_width(columns), right - left)
                if is_narrow or edge <= _ALIGNED:
                    offset = min(offset, edge)
                limit = _CENTRED * (right - left) + _RULE_SLACK if is_narrow else limit
            cost = offset + _WIDENING * (size - len(hit)) * pitch
            if offset <= limit and cost < least:
                best, least = (first, last), cost
    return best


def _free(head: Token, heads: list[Token], hit: list[int], columns: Columns) -> Stretch:
    """The columns around those hit that no other head of the line stands over."""
    low, high = columns.first_value, len(columns) - 1
    for other in heads:
        taken = _hits(other, columns) if other is not head else []
        if taken and other.middle < head.middle:
            low = max(low, min(taken[-1] + 1, hit[0]))
        elif taken:
            high = min(high, max(taken[0] - 1, hit[-1]))
    return low, high


def _width(columns: Columns) -> float:
    return median(right - left for left, right in columns.spans[columns.first_value :])


def _pitch(columns: Columns) -> float:
    middles = [(left + right) / 2 for left, right in columns.spans[columns.first_value :]]
    steps = [later - earlier for earlier, later in itertools.pairwise(middles)]
    return min(steps) if steps else 2 * _width(columns)
