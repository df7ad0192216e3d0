"""Tables over all pages they go on over: their lines and the figures in these, whatever is asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chatdoc_server.answering.tables import numbers
from chatdoc_server.answering.tables.bodies import Stated
from chatdoc_server.answering.tables.grid import Grid, Row, grid_of
from chatdoc_server.document import Cell, Document, Element

_MOST_PARTS = 40
"""Pages that one table may go on over."""
_FAR = 60
"""Elements between a part of a table and the next one, at most."""
_TOTAL = re.compile(
    r"^(?:grand |sub-?)?totals?\b|^(?:sum|all|overall|altogether)$"
    r"|^(?:合[计計]|[总總][计計额額]|小[计計]|总和|总数)"
    r"|^(?:gesamt|summe|insgesamt|zwischensumme)\b|^(?:ensemble|sous-total)\b|^(?:subtotal)\b|^totale?\b|^totaal\b|^suma\b"
    r"|^(?:итого|всего)|^(?:합계|총계|소계)|^(?:المجموع|الإجمالي|الاجمالي)|^(?:סה[\"״]כ|סך הכל)|^(?:รวม)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, what describes it beside that, the section it stands in, and its figures by column."""

    name: str
    text: str
    section: str
    figures: Mapping[int, Stated]
    is_total: bool


@dataclass(slots=True)
class WholeTable:
    """A table with all its parts; `around` says which it is, `heads` what stands over each column of figures."""

    title: str = ""
    around: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)


def whole_table(document: Document, first: int) -> WholeTable:
    """The table that begins with an element, read once for as long as its document is kept."""
    return document.once(_whole, first)


def is_total(name: str) -> bool:
    """Whether a row or a column is called a total."""
    return _TOTAL.match(name) is not None


def _whole(document: Document, first: int) -> WholeTable:
    grids = [grid for element in _chain(document, document.elements[first]) if (grid := grid_of(document, element))]
    if not grids:
        return WholeTable()
    begun = grids[0]
    title = begun.title() or " ".join(begun.headings(1))
    table = WholeTable(title, (*begun.headings(2), title, _stub(begun), begun.around()))
    for grid in grids:
        _read(table, document.language, grid)
    return table


def _stub(grid: Grid) -> str:
    """What stands over the names of the rows."""
    last = max(1, grid.table.header_rows)
    return " ".join(cell.text for cell in grid.table.cells if cell.column == 0 and cell.row < last)


def _chain(document: Document, first: Element) -> Iterator[Element]:
    """A table's parts from the first on."""
    last = first
    yield first
    for _ in range(_MOST_PARTS):
        after = document.elements[last.index + 1 : last.index + _FAR]
        following = [element for element in after if element.continues == last.index]
        if not following:
            return
        last = following[0]
        yield last


def _read(table: WholeTable, language: str, grid: Grid) -> None:
    """Adds the rows of one part of a table."""
    section = ""
    for number, cells in grid.lines.items():
        if grid.is_head(number):
            continue
        read = [(position, cell, numbers.measured(cell.text, language)) for position, cell in cells]
        if number == 0 and not any(figure for _, cell, figure in read if cell.column):
            continue
        label = _label(read)
        name = " ".join(cell.text.strip().rstrip(":：") for _, cell in label)
        figures = [(at, cell, figure) for at, cell, figure in read if figure is not None and (at, cell) not in label]
        if not figures and len(cells) == 1:
            section = name
            continue
        text = next((cell.text.strip() for at, cell, figure in read if figure is None and (at, cell) not in label), "")
        row = Row(number, name, (section,) if section else (), ())
        stated = {
            cell.column: Stated(grid, row, label, text, position, cell, figure, grid.column_heads.get(cell.column, ""))
            for position, cell, figure in (figures if name else ())
        }
        for column in stated.keys() - table.heads.keys():
            table.heads[column] = stated[column].head
        line = Line(name, text, section, stated, is_total(name))
        table.lines.append(line)
        if line.is_total:
            section = ""


def _label(read: Sequence[tuple[int, Cell, numbers.Printed | None]]) -> list[tuple[int, Cell]]:
    """The cells that name a row: the first, or the one behind it where the first only counts the rows."""
    (position, cell, figure), *others = read
    if cell.column > 0 and figure is not None:
        return []
    if others and figure is not None and others[0][2] is None and others[0][1].column == 1:
        return [(others[0][0], others[0][1])]
    return [(position, cell)]
