"""Column heads: the lines over a table's body to cells that span columns and rows."""

import msgspec

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import GridCell, Rule, Word
from chatdoc_server.parsing.pdf.tables.columns import Columns
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.stretches import Below, Placed, Stretch, in_line, is_centred, place, turns
from chatdoc_server.parsing.pdf.tables.tokens import Kind, Token
from chatdoc_server.parsing.units import is_unit

_SEPARATE = 0.9
_REACH = 0.5
_RULE_SHARE = 0.5
_NEIGHBOURS = 2
_HALF = 0.6
_DATE_GOES_ON = (",", "，")


class Head(msgspec.Struct, gc=False):
    """One head: its lines of words, the columns it stands over, both ends included, and its rows from `row`."""

    lines: list[list[Word]]
    first: int
    last: int
    left: float
    top: float
    right: float
    bottom: float
    last_top: float
    row: int = 0
    row_span: int = 1

    def shares(self, other: "Head") -> bool:
        """Whether both stand over a common column."""
        return self.first <= other.last and other.first <= self.last


def heads(lines: list[Line], columns: Columns, rules: list[Rule]) -> list[Head]:
    """The heads: what is wrapped over lines joined, heads over others in a row above them."""
    near = _between(lines, rules)
    lines = _relined(lines)
    found: list[Head] = []
    for line in _placed(lines, columns, near):
        for token, stretch in line:
            _add(found, token, stretch, near)
    _set_rows(found)
    return found


def count(found: list[Head]) -> int:
    """How many rows the heads make."""
    return max((head.row + head.row_span for head in found), default=0)


def bounds(found: list[Head]) -> list[tuple[float, float]]:
    """Top and bottom of each row of heads."""
    result = []
    for row in range(count(found)):
        tops = [head.top for head in found if head.row == row] or [head.last_top for head in found if _ends(head, row)]
        bottoms = [head.bottom for head in found if _ends(head, row)] or [head.top for head in found if head.row == row]
        result.append((min(tops), max(bottoms)))
    return result


def cells(found: list[Head]) -> list[GridCell]:
    """The heads as cells from row 0."""
    return [
        GridCell(
            row=head.row,
            column=head.first,
            row_span=head.row_span,
            column_span=head.last - head.first + 1,
            lines=head.lines,
            box=Box(head.left, head.top, head.right, head.bottom),
        )
        for head in sorted(found, key=lambda head: (head.row, head.first))
    ]


def _ends(head: Head, row: int) -> bool:
    return head.row + head.row_span - 1 == row


def _between(lines: list[Line], rules: list[Rule]) -> list[Rule]:
    """The horizontal rules among and right under the lines."""
    if not lines:
        return []
    top, bottom = lines[0].top, lines[-1].bottom + 2 * lines[-1].height
    return [rule for rule in rules if top <= rule.top <= bottom and rule.right > rule.left]


def _relined(lines: list[Line]) -> list[Line]:
    """The heads by their own heights: heads wrapped over two and over three lines stand half a line apart."""
    found: list[list[Token]] = []
    for token in sorted((token for line in lines for token in line.tokens), key=lambda one: one.top + one.bottom):
        above = found[-1][0] if found else None
        if above and token.top + token.bottom - above.top - above.bottom < _HALF * (token.bottom - token.top):
            found[-1].append(token)
        else:
            found.append([token])
    return [
        Line(
            tokens=sorted(tokens, key=lambda one: one.left),
            values=[],
            top=min(token.top for token in tokens),
            bottom=max(token.bottom for token in tokens),
        )
        for tokens in found
    ]


def _placed(lines: list[Line], columns: Columns, rules: list[Rule]) -> list[list[Placed]]:
    """The heads of each line with the columns they stand over; from the last line up, as heads lean on those below."""
    result: list[list[Placed]] = []
    below: list[Placed] = []
    headed: set[int] = set()
    turning: list[Stretch] = []
    for position in range(len(lines) - 1, -1, -1):
        others = lines[max(0, position - _NEIGHBOURS) : position] + lines[position + 1 : position + 1 + _NEIGHBOURS]
        line = place(lines[position], others, Below(below, headed, turning), columns, rules)
        line = _unit_aside(line, lines[position - 1] if position else None, columns)
        below = [placed for placed in line if placed[1][0] >= columns.first_value]
        turning = turns(below) or turning
        headed.update(column for _, stretch in line for column in range(stretch[0], stretch[1] + 1))
        columns = _learnt(columns, line)
        result.append(line)
    return result[::-1]


def _learnt(columns: Columns, line: list[Placed]) -> Columns:
    """The columns as wide as the heads that stand over one of them each."""
    wide = list(columns.spans)
    for token, (first, last) in line:
        if first == last:
            low = wide[first - 1][1] if first else token.left
            high = wide[first + 1][0] if first + 1 < len(wide) else token.right
            left, right = wide[first]
            wide[first] = min(left, max(token.left, low)), max(right, min(token.right, high))
    return Columns(wide, columns.first_value)


def _unit_aside(line: list[Placed], above: Line | None, columns: Columns) -> list[Placed]:
    """The line with a unit in brackets that is of no column put over all figures or, beside heads, over the labels."""
    lowest = columns.first_value
    result = []
    for token, stretch in line:
        own = stretch
        text = token.text
        if stretch[0] >= lowest and text[0] in "(（" and text[-1] in ")）" and is_unit(text):
            others = [at for other, at in line if other is not token]
            whole = (lowest, len(columns) - 1)
            is_apart = stretch[0] == stretch[1] or not is_centred(token, stretch, columns)
            is_apart = is_centred(token, whole, columns) or (is_apart and not (above and _goes_under(token, above)))
            if is_apart and all(at[0] < lowest for at in others):
                own = whole
            elif not above and lowest and others and not any(at[0] == 0 for at in others):
                own = (0, 0)
        result.append((token, own))
    return sorted(result, key=lambda placed: placed[1])


def _goes_under(token: Token, above: Line) -> bool:
    """Whether a unit is the last line of a head above it, of one of several columns."""
    return len(above.tokens) > 1 and any(one.kind is not Kind.YEAR and in_line(token, one) for one in above.tokens)


def _add(found: list[Head], token: Token, stretch: Stretch, rules: list[Rule]) -> None:
    """Put a token with the head that it goes on with, or make it one of its own."""
    head = Head([token.words], *stretch, token.left, token.top, token.right, token.bottom, token.top)
    over = [
        upper for upper in found if upper.shares(head) and upper.bottom <= token.top + (token.bottom - token.top) / 2
    ]
    upper = max(over, key=lambda one: one.bottom, default=None)
    if upper is None or (upper.first, upper.last) != stretch or _is_complete(upper, token, rules):
        found.append(head)
        return
    upper.lines += head.lines
    upper.left, upper.right = min(upper.left, token.left), max(upper.right, token.right)
    upper.bottom, upper.last_top = max(upper.bottom, token.bottom), token.top


def _is_complete(upper: Head, lower: Token, rules: list[Rule]) -> bool:
    """Whether two heads over the same columns are two statements, not one wrapped over lines."""
    if lower.kind is Kind.YEAR and not upper.lines[-1][-1].text.endswith(_DATE_GOES_ON) and upper.last > upper.first:
        return True
    if lower.top - upper.bottom > _SEPARATE * (lower.bottom - lower.top):
        return True
    least = _RULE_SHARE * (upper.right - upper.left)
    middle, end = (upper.last_top + upper.bottom) / 2, (lower.top + lower.bottom) / 2
    return upper.first != upper.last and any(
        middle < rule.top < end and min(rule.right, upper.right) - max(rule.left, upper.left) > least for rule in rules
    )


def _set_rows(found: list[Head]) -> None:
    """Rows bottom up: a head with none below it stands right over the body, others in the row over those below."""
    ranks: dict[int, int] = {}
    order = sorted(found, key=lambda head: -head.top)
    for position, head in enumerate(order):
        under = [ranks[at] for at in range(position) if order[at].shares(head)]
        ranks[position] = max(under, default=-1) + 1
    top = max(ranks.values(), default=0)
    for position, head in enumerate(order):
        head.row = top - ranks[position]
    _stretch_up(found)


def _stretch_up(found: list[Head]) -> None:
    """Let a wrapped head with nothing over it take the rows above that it reaches into."""
    floors = dict.fromkeys((head.row for head in found), 0.0)
    for head in found:
        floors[head.row] = max(floors[head.row], head.bottom)
    for head in found:
        if any(other.row < head.row and other.shares(head) for other in found):
            continue
        reach = _REACH * (head.bottom - head.last_top)
        while head.row and floors[head.row - 1] - head.top > reach:
            head.row -= 1
            head.row_span += 1
