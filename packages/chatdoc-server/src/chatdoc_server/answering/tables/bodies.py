"""Figures of any table with all that says what they are, worked out for those that are asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.tables import amounts, numbers
from chatdoc_server.answering.tables.amounts import Measure
from chatdoc_server.answering.tables.grid import Grid, Row, Value
from chatdoc_server.answering.tables.units import Unit
from chatdoc_server.document import Cell, Span
from chatdoc_server.questions import periods

_ASIDE = re.compile(r"[(（\[［]([^)）\]］]{1,24})[)）\]］]")
_NO_UNIT = re.compile(
    r"\d|thousand|million|billion|^in\b|^[a-fin-rw-z]$|^note|audited|[千万萬亿億]|^[$€£¥]", re.IGNORECASE
)
_LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class Body:
    """One figure of a table: the names of its row, the section this stands in, and its column, and its cell.

    `year` and `row_year` are those that the column's head and the row's name say, 0 for none. `beside` is what
    describes the row in another cell.
    """

    row: str
    section: str
    beside: str
    column: str
    year: int
    row_year: int
    printed: numbers.Printed
    unit: Unit
    suffix: str
    text: str
    support: Support
    named: Support

    @property
    def measure(self) -> Measure:
        """What the figure is given in."""
        measure = amounts.measure_of(self.printed, self.unit)
        return Measure(measure.currency, measure.scale, measure.is_amount, measure.percent, measure.places, self.suffix)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it stands in a table: its cell and the row it is in; `label` are the cells that name the row.

    `other` is what stands over its column where the grid knows no head.
    """

    grid: Grid
    row: Row
    label: Sequence[tuple[int, Cell]]
    beside: str
    position: int
    cell: Cell
    figure: numbers.Printed
    other: str

    @property
    def head(self) -> str:
        """What stands over its column."""
        return self.grid.head(self.row.number, self._value).text or self.other

    @property
    def _value(self) -> Value:
        return Value(self.cell.column, self.position, self.figure)

    def body(self, upload_id: str) -> Body:
        """The figure with its unit, its period and its place in the document that has this id."""
        column, figure, grid = self.head, self.figure, self.grid
        unit, suffix = grid.unit(self.row, self._value), figure.suffix
        if suffix and suffix in amounts.SCALES:
            unit, suffix = Unit("", suffix), ""
        elif suffix in amounts.SHARES:
            suffix = ""
        elif not suffix and not unit.scale and not (unit.currency or figure.currency):
            suffix = _unit_aside(column) or _unit_aside(self.row.label)
        spans = tuple(Span(grid.element.index, 0, len(one.text), place) for place, one in self.label)
        return Body(
            row=self.row.label,
            section=" ".join(self.row.sections),
            beside=self.beside,
            column=column,
            year=grid.head(self.row.number, self._value).year or _only(periods.in_head(column)),
            row_year=_only(periods.in_head(self.row.label)),
            printed=figure,
            unit=unit,
            suffix=suffix,
            text=self.cell.text.strip(),
            support=Support(upload_id, (Span(grid.element.index, 0, len(self.cell.text), self.position),)),
            named=Support(upload_id, spans),
        )


def _only(years: Sequence[int]) -> int:
    return years[0] if len(years) == 1 else 0


def _unit_aside(name: str) -> str:
    """The unit that stands in brackets behind a name: "Weight (kg)"."""
    found = _ASIDE.findall(name)
    unit = found[-1].strip() if found else ""
    return unit if unit and len(unit) <= _LONGEST_UNIT and not _NO_UNIT.search(unit) else ""
