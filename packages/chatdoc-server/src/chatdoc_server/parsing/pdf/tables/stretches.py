"""Which columns a column head stands over."""

import itertools
import re
from statistics import median

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
_WORDS_APART = 0.3
_ALIGNED = 1.5
_DATED = re.compile(r"(?:19|20)\d\d")


def place(line: Line, others: list[Line], columns: Columns, rules: list[Rule]) -> list[Placed]:
    """The heads of a line, left to right, with the columns that each stands over; no two share one.

    `others` are the head lines next to it, by which heads are parted that stand too close for a gap to part them.
    """
    floor = min((other.top + other.height / 2 for other in others if other.top > line.top), default=line.bottom * 2)
    rules = [rule for rule in rules if line.bottom - _RULE_SLACK <= rule.top <= floor]
    heads = [piece for whole in line.tokens for piece in _pieces(whole, others, columns)]
    result: list[Placed] = []
    for head in heads:
        first, last = _span(head, heads, columns, rules)
        if result and first <= result[-1][1][1]:
            first = result[-1][1][1] + 1
            last = max(last, first)
        if first >= len(columns):
            # More heads than columns: two stand over the last one.
            previous, own = result[-1]
            result[-1] = token([*previous.words, *head.words]), own
            continue
        result.append((head, (first, last)))
    return result


def widen(heads: list[Placed], below: list[Placed], headed: set[int], columns: Columns) -> list[Placed]:
    """The heads of a line spread over the columns that share them, by the heads on the line `below`.

    What stands alone over a line of years holds for all of them, and where years or other heads repeat in turn, what
    stands over one turn of them holds for the turn. A period printed once over the middle of several columns, each of
    which has a head of its own in `headed`, holds for all of them.
    """
    over = [position for position, (_, stretch) in enumerate(heads) if stretch[0] >= columns.first_value]
    turns = _turns(below)
    if len(over) == 1 and len(below) > 1 and all(head.kind is Kind.YEAR for head, _ in below):
        middle = (below[0][0].left + below[-1][0].right) / 2
        if abs(heads[over[0]][0].middle - middle) <= _CENTRED * _pitch(columns):
            turns = [(below[0][1][0], below[-1][1][1])]
    elif any(_goes_on(heads[position][0], below) for position in over):
        turns = []
    own = [_turn_of(heads[position][0], turns, columns) for position in over]
    if turns and len(set(own)) == len(own):
        spread = dict(zip(over, own, strict=True))
        return [(head, spread.get(position, stretch)) for position, (head, stretch) in enumerate(heads)]
    return _grown(heads, headed, columns)


def _goes_on(head: Token, below: list[Placed]) -> bool:
    """Whether the head is the first line of one below it; a year is no second line."""
    return any(lower.kind is not Kind.YEAR and _in_line(head, lower) for lower, _ in below)


def _turns(below: list[Placed]) -> list[Stretch]:
    """The stretches of columns under which the same heads repeat in the same order, none if they do not."""
    texts = [head.text for head, _ in below]
    size = len(set(texts))
    if size < 2 or size == len(texts) or texts != texts[:size] * (len(texts) // size):
        return []
    return [(below[at][1][0], below[at + size - 1][1][1]) for at in range(0, len(below), size)]


def _turn_of(head: Token, turns: list[Stretch], columns: Columns) -> Stretch:
    """The stretch whose middle is nearest to the head's."""

    def distance(turn: Stretch) -> float:
        return abs((columns.spans[turn[0]][0] + columns.spans[turn[1]][1]) / 2 - head.middle)

    return min(turns, key=distance, default=(0, 0))


def _grown(heads: list[Placed], headed: set[int], columns: Columns) -> list[Placed]:
    """The heads, periods among them grown to both sides alike over columns that only lower heads stand over."""
    result = []
    for position, (head, stretch) in enumerate(heads):
        low = max(heads[position - 1][1][1] + 1 if position else 0, columns.first_value)
        high = heads[position + 1][1][0] - 1 if position + 1 < len(heads) else len(columns) - 1
        grown = stretch
        if stretch[0] == stretch[1] and stretch[0] in headed and _DATED.search(head.text):
            while grown[0] - 1 >= low and grown[1] + 1 <= high and {grown[0] - 1, grown[1] + 1} <= headed:
                grown = (grown[0] - 1, grown[1] + 1)
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
            if parted and not after.is_value and _in_line(left, before) and _in_line(right, after):
                return True
    return False


def _in_line(one: Token, other: Token) -> bool:
    return min(abs(one.middle - other.middle), abs(one.right - other.right)) <= _ALIGNED


def _span(head: Token, heads: list[Token], columns: Columns, rules: list[Rule]) -> Stretch:
    """The columns a head stands over."""
    lowest = columns.first_value
    start = columns.spans[lowest][0]
    if lowest and head.middle < start and head.right < sum(columns.spans[lowest]) / 2:
        own = columns.of(head)
        return own, own
    ruled = _under(head, heads, columns, rules)
    if ruled:
        return ruled
    hit = _hits(head, columns)
    if not hit:
        own = max(columns.of(head), lowest)
        hit = [own]
    elif len(hit) == 1 and _is_over(head, columns.spans[hit[0]], columns):
        return hit[0], hit[0]
    return _centred(head, heads, hit, columns)


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
    for rule in rules:
        if not (head.bottom - _RULE_SLACK <= rule.top <= reach and _covers(rule, head)):
            continue
        if any(other is not head and _covers(rule, other) for other in heads):
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


def _centred(head: Token, heads: list[Token], hit: list[int], columns: Columns) -> Stretch:
    """The narrowest stretch of free columns around those hit that has the head at its middle."""
    low = columns.first_value
    high = len(columns) - 1
    for other in heads:
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
