"""The rows of found tables that hold what a question asks, whatever language they are in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Line
from chatdoc_server.answering.tables.grid import Grid, grid_of
from chatdoc_server.answering.tables.headed import head_rows
from chatdoc_server.document import Cell, Document, Span
from chatdoc_server.questions.plain import PlainQuestion
from chatdoc_server.retrieval.base import Hit

_MOST_VALUES = 4
_MOST_TABLES = 6
_NEAR = 0.9
"""A further row must hold this much of what the best one holds."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a table, read by its label and heads.

    `values` are positions in `Table.cells` with what stands over each; `own` are the question's terms that the row
    itself holds, `covered` those of its heads and its table too.
    """

    upload_id: str
    element: int
    label: str
    values: tuple[tuple[int, str], ...]
    own: frozenset[str]
    covered: frozenset[str]


def best_rows(
    question: PlainQuestion, weights: Mapping[str, float], documents: Mapping[str, Document], hits: Sequence[Hit]
) -> list[FoundRow]:
    """The rows that hold most of a question's terms by their weight, the best first; none where none holds any."""
    found = [row for hit in hits for row in _rows(question, documents[hit.upload_id], hit)]

    def held(row: FoundRow) -> float:
        return sum(weights.get(key, 0.0) for key in row.own) + 0.5 * sum(
            weights.get(key, 0.0) for key in row.covered - row.own
        )

    ranked = sorted((row for row in found if row.own and row.values), key=lambda row: -held(row))
    distinct = {(row.upload_id, row.element, row.values[0][0]): row for row in reversed(ranked)}
    ranked = sorted(distinct.values(), key=lambda row: -held(row))
    return [row for row in ranked if held(row) >= _NEAR * held(ranked[0])]


def lines(row: FoundRow, document: Document) -> Iterator[Line]:
    """A line for each value of a row: "label (head): value", with the value's cell as support."""
    table = document.elements[row.element].table
    if table is None:
        return
    for position, head in row.values[:_MOST_VALUES]:
        text = table.cells[position].text.strip()
        over = f" ({head})" if head else ""
        span = Span(row.element, 0, len(table.cells[position].text), position)
        yield Line(f"{row.label}{over}: {text}", (Support(row.upload_id, (span,)),))


def rows_of(document: Document, hit: Hit) -> Iterator[FoundRow]:
    """The rows of a passage's tables that have a label and values, whatever is asked."""
    for grid, cells in _cells_by_row(document, hit):
        values = tuple((position, grid.column_heads.get(cell.column, "")) for position, cell in cells[1:])
        if values:
            yield FoundRow(hit.upload_id, grid.element.index, _label(cells), values, frozenset(), frozenset())


def _rows(question: PlainQuestion, document: Document, hit: Hit) -> Iterator[FoundRow]:
    around: dict[int, frozenset[str]] = {}
    for grid, cells in _cells_by_row(document, hit):
        index = grid.element.index
        if index not in around:
            around[index] = question.held(" ".join((grid.table.title, *grid.headings(2))))
        yield _row(question, hit.upload_id, grid, cells, around[index])


def _cells_by_row(document: Document, hit: Hit) -> Iterator[tuple[Grid, Sequence[tuple[int, Cell]]]]:
    """The rows of a passage's tables, each as its cells with their positions."""
    for index in hit.passage.elements[:_MOST_TABLES]:
        grid = grid_of(document, document.elements[index])
        if grid is None:
            continue
        first, last = hit.passage.rows or (0, grid.table.rows)
        first = max(first, head_rows(grid.table))
        yield from ((grid, cells) for number, cells in grid.lines.items() if first <= number < last)


def _label(cells: Sequence[tuple[int, Cell]]) -> str:
    return cells[0][1].text.strip().rstrip(":")


def _row(
    question: PlainQuestion,
    upload_id: str,
    grid: Grid,
    cells: Sequence[tuple[int, Cell]],
    around: frozenset[str],
) -> FoundRow:
    """One row; of its values those are kept whose heads hold most of what the row itself lacks."""
    heads = grid.column_heads
    own = question.held(" ".join(cell.text for _, cell in cells))
    asked = {position: question.held(heads.get(cell.column, "")) - own for position, cell in cells[1:]}
    most = max(map(len, asked.values()), default=0)
    kept = [
        (position, heads.get(cell.column, ""))
        for position, cell in cells[1:]
        if not most or len(asked[position]) == most
    ]
    over = frozenset(key for position, _ in kept for key in asked[position])
    return FoundRow(upload_id, grid.element.index, _label(cells), tuple(kept), own, own | over | around)
