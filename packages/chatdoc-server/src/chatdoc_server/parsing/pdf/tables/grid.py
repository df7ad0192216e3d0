"""A region's lines to a grid of cells."""

import itertools

import msgspec

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Grid, GridCell, Rule
from chatdoc_server.parsing.pdf.tables import heads
from chatdoc_server.parsing.pdf.tables.columns import Columns, columns
from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.regions import Region
from chatdoc_server.parsing.pdf.tables.tokens import Token, is_sign

_WIDE_LABEL = 0.7
_INDENT = 2.5
_CENTRED = 2.0
_MAX_DEPTH = 6
_TIGHT = 0.75
_OVERLAP = 0.15


class _Entry(msgspec.Struct, gc=False):
    """A row of the body in the making: tokens by column, a wrapped label's lines together."""

    cells: dict[int, list[Token]]
    top: float
    bottom: float
    spans: dict[int, int]
    spread: bool = False

    @property
    def label(self) -> list[Token]:
        """The tokens of the first column."""
        return self.cells.get(0, [])

    @property
    def is_label(self) -> bool:
        """Whether it is a label without figures."""
        return set(self.cells) == {0}


def grid(lines: list[Line], region: Region, rules: list[Rule]) -> tuple[Grid, Box]:
    """The region as a table, and its box."""
    first = region.body
    while first > region.start and all(map(is_sign, lines[first - 1].tokens)):
        first -= 1
    body = lines[first : region.stop]
    found = columns(body, region.columns)
    over = heads.heads(lines[region.start : first], found, rules)
    levels = heads.count(over)
    entries = _join_wrapped(_join_signs([_entry(line, found) for line in body]), found)
    depths = _depths(entries)
    cells = heads.cells(over)
    for position, entry in enumerate(entries):
        cells += _cells(entry, levels + position, depths[position])
    whole = lines[region.start : region.stop]
    box = Box(
        min(line.tokens[0].left for line in whole),
        whole[0].top,
        max(line.tokens[-1].right for line in whole),
        whole[-1].bottom,
    )
    bands = heads.bounds(over) + [(entry.top, entry.bottom) for entry in entries]
    between = tuple((above[1] + below[0]) / 2 for above, below in itertools.pairwise(bands))
    table = Grid(
        rows=levels + len(entries),
        columns=len(found),
        header_rows=levels,
        cells=cells,
        row_lines=between,
        column_lines=tuple(found.edges),
    )
    return table, box


def _join_signs(entries: list[_Entry]) -> list[_Entry]:
    """The entries, what holds nothing but signs, as a bracket broken off its number, put with the nearer neighbour."""
    result: list[_Entry] = []
    waiting: _Entry | None = None
    for position, entry in enumerate(entries):
        if all(is_sign(token) for tokens in entry.cells.values() for token in tokens):
            below = entries[position + 1] if position + 1 < len(entries) else None
            if waiting:
                _append(waiting, entry)
            elif below and not (result and entry.top - result[-1].bottom < below.top - entry.bottom):
                waiting = entry
            elif result:
                _append(result[-1], entry)
            else:
                result.append(entry)
            continue
        if waiting:
            _append(entry, waiting)
            waiting = None
        result.append(entry)
    if waiting:
        result.append(waiting)
    return result


def _fold_signs(entry: _Entry) -> None:
    """Put what is left of lone signs with a neighbour: no cell says only "$", "%" or a bracket."""
    if len(entry.cells) < 2:
        return
    for column in sorted(entry.cells):
        tokens = entry.cells[column]
        if len(entry.cells) < 2 or not all(map(is_sign, tokens)):
            continue
        order = sorted(entry.cells)
        place = order.index(column)
        opens = tokens[0].text[0] in "$€£¥("
        target = order[place + 1] if place == 0 or (opens and place + 1 < len(order)) else order[place - 1]
        entry.cells[target] = sorted([*entry.cells[target], *tokens], key=lambda token: token.left)
        del entry.cells[column]


def _entry(line: Line, found: Columns) -> _Entry:
    cells: dict[int, list[Token]] = {}
    spans: dict[int, int] = {}
    only = line.tokens[0] if len(line.tokens) == 1 and not line.tokens[0].is_value else None
    if only and found.first_value == 1 and only.left < found.spans[1][0]:
        # A section's head may be centred over labels and figures alike.
        return _Entry({0: [only]}, line.top, line.bottom, {})
    for token in line.tokens:
        column = found.of(token)
        if not token.is_value and column >= found.first_value:
            across = found.across(token.left, token.right)
            if len(across) > 1 and not any(other in cells for other in across):
                column = across[0]
                spans[column] = len(across)
        cells.setdefault(column, []).append(token)
    entry = _Entry(cells, line.top, line.bottom, spans)
    _fold_signs(entry)
    return entry


def _join_wrapped(entries: list[_Entry], found: Columns) -> list[_Entry]:
    """Labels that run over several lines put together, with the figures of whichever line has them."""
    if not found.first_value:
        return entries
    width = max((token.right for entry in entries for token in entry.label), default=0.0) - found.spans[0][0]
    wide = found.spans[0][0] + _WIDE_LABEL * width
    result: list[_Entry] = []
    for position, entry in enumerate(entries):
        below = entries[position + 1] if position + 1 < len(entries) else None
        if result and (_is_beside(result[-1], entry) or _goes_on(result[-1], entry, below, wide)):
            _append(result[-1], entry)
        else:
            result.append(entry)
    return result


def _is_beside(above: _Entry, entry: _Entry) -> bool:
    """Whether one is lines of a label and the other the figures set at the middle of its height."""
    beside = (above.is_label and not entry.label) or (entry.is_label and above.spread)
    return beside and above.bottom - entry.top > _OVERLAP * min(above.bottom - above.top, entry.bottom - entry.top)


def _goes_on(above: _Entry, entry: _Entry, below: _Entry | None, wide: float) -> bool:
    """Whether the label of `entry` continues the one above it; `below` is the row after it."""
    if not above.label or not entry.label or not (above.is_label or entry.is_label):
        return False
    upper, lower = above.label[-1], entry.label[0]
    if entry.top - above.bottom > _TIGHT * (entry.bottom - entry.top) or upper.words[-1].text[-1] == ":":
        return False
    starts = lower.words[0].text
    if starts[0].islower() or upper.words[-1].text[-1] in ",-–—" or upper.words[-1].text in {"and", "of", "the", "to"}:
        return True
    if below and _starts_low(below):
        return False
    # Children of a section are indented too, but all of them.
    has_sibling = below is not None and bool(below.label) and abs(below.label[0].left - lower.left) < _INDENT
    hangs = lower.left > upper.left + _INDENT and len(above.label) == 1 and not has_sibling
    return upper.right >= wide and (hangs or starts[0] == "(") and upper.words[0].bold == lower.words[0].bold


def _starts_low(entry: _Entry) -> bool:
    return bool(entry.label) and entry.label[0].words[0].text[0].islower()


def _append(above: _Entry, entry: _Entry) -> None:
    """Put an entry's cells with those of the one above; `spread` once figures stand beside lines of a label."""
    above.spread = above.spread or (above.is_label and not entry.label)
    for column, found in entry.cells.items():
        above.cells.setdefault(column, []).extend(found)
    above.spans |= entry.spans
    above.bottom = max(above.bottom, entry.bottom)


def _depths(entries: list[_Entry]) -> list[int]:
    """How far each label is indented: the rank of its left edge among the table's, those centred left aside."""
    held = [entry.label[0].left for entry in entries if entry.label and not entry.is_label]
    centred = {
        position
        for position, (entry, below) in enumerate(itertools.pairwise(entries))
        if entry.is_label and below.label and _is_centred(entry.label[0], below.label[0], held)
    }
    edges: list[float] = []
    for left in sorted(e.label[0].left for at, e in enumerate(entries) if e.label and at not in centred):
        if not edges or left > edges[-1] + _INDENT:
            edges.append(left)
    depths = []
    for position, entry in enumerate(entries):
        if not entry.label or position in centred:
            depths.append(0)
            continue
        left = entry.label[0].left
        depths.append(min(sum(1 for edge in edges if edge < left - _INDENT / 2), _MAX_DEPTH))
    return depths


def _is_centred(label: Token, below: Token, held: list[float]) -> bool:
    """Whether a section's label stands right of the rows under it, where no row with figures starts: it is centred."""
    height = label.bottom - label.top
    return label.left > below.left + _CENTRED * height and not any(abs(left - label.left) < _INDENT for left in held)


def _cells(entry: _Entry, row: int, depth: int) -> list[GridCell]:
    result = []
    for column in sorted(entry.cells):
        tokens = entry.cells[column]
        result.append(
            GridCell(
                row=row,
                column=column,
                lines=[token.words for token in tokens],
                box=around(tokens),
                column_span=entry.spans.get(column, 1),
                depth=depth if column == 0 else 0,
            )
        )
    return result
