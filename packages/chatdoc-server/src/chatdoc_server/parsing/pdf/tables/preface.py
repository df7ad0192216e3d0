"""What stands over a table's heads and names the whole of it: no head of a column, but a title or a unit."""

from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Token
from chatdoc_server.parsing.units import is_unit

_CENTRED = 1.5
_ALIGNED = 2.0
_APART = 0.4
_WIDER = 1.3
_LONGER = 2.0
_ALIKE = 0.1

Interval = tuple[float, float]


def below_titles(lines: list[Line], start: int, body: int, values: list[Interval], label_left: float) -> int:
    """The first head line from `start` to before `body` that is no title of the whole table.

    `values` are the columns of figures, `label_left` is where labels start.
    """
    position = start
    while position < body and _is_title(lines, position, body, values, label_left):
        position += 1
    return position


def is_section(line: Line, values: list[Interval], label_left: float) -> bool:
    """Whether the line is one text at the middle of the whole table, over labels and figures alike."""
    only = line.tokens[0]
    return len(line.tokens) == 1 and not only.is_value and _is_over_all(only, values, label_left)


def goes_on_from(above: Line, line: Line) -> bool:
    """Whether the head of the labels goes on from the line above, where nothing stands beside it."""
    upper, lower = above.tokens[0], line.tokens[0]
    if len(above.tokens) > 1 or len(line.tokens) < 2 or above.is_wordy:
        return False
    one, other = upper.words[0], lower.words[0]
    alike = one.bold == other.bold and abs(one.height - other.height) < _ALIKE * other.height
    is_tight = line.top - above.bottom < _APART * line.height
    is_within = upper.right < line.tokens[1].left
    return alike and is_tight and is_within and abs(upper.left - lower.left) < _ALIGNED


def _is_title(lines: list[Line], position: int, body: int, values: list[Interval], label_left: float) -> bool:
    line = lines[position]
    below = lines[position + 1] if position + 1 < body else None
    first, last = line.tokens[0], line.tokens[-1]
    if len(line.tokens) == 1:
        if below and is_unit(first.text) and below.top > line.bottom - line.height / 2:
            return True
        return _is_over_all(first, values, label_left) and not (below and _is_over_head(first, below))
    if len(line.tokens) > 2 or below is None:
        return False
    # A title at the left margin and a name at the right one, apart from the heads under them.
    left, right = values[-1]
    is_edged = abs(last.right - right) < _ALIGNED and last.right - last.left > _WIDER * (right - left)
    starts = abs(first.left - label_left) < _ALIGNED and first.right < values[0][0]
    return is_edged and starts and below.top - line.bottom > _APART * line.height


def _is_over_all(only: Token, values: list[Interval], label_left: float) -> bool:
    """Whether a text is centred over labels and figures together rather than over figures or labels."""
    left, right = values[0][0], values[-1][1]
    height = only.bottom - only.top
    if label_left >= left or only.left < label_left + height:
        return False
    off_all = abs(only.middle - (label_left + right) / 2)
    off_values = abs(only.middle - (left + right) / 2)
    # What fits over one column of figures is its head, wherever the middle of the page may be.
    is_over_one = any(span[0] - height <= only.left and only.right <= span[1] + height for span in values)
    return off_all < min(off_values, _CENTRED * height) and not is_over_one


def _is_over_head(only: Token, below: Line) -> bool:
    """Whether one of several heads right below goes on with the text."""
    return len(below.tokens) > 1 and any(
        abs(head.middle - only.middle) < _ALIGNED and only.right - only.left < _LONGER * (head.right - head.left)
        for head in below.tokens
    )
