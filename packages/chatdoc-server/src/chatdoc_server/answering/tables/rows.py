"""The rows of found tables that hold what a question asks, whatever language they are in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Line
from chatdoc_server.answering.tables.headed import has_borrowed_heads, headed
from chatdoc_server.document import Cell, Document, Span, Table
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
    for index, cells, over in _cells_by_row(document, hit):
        values = tuple((position, over.get(cell.column, "")) for position, cell in cells[1:])
        if values:
            yield FoundRow(hit.upload_id, index, _label(cells), values, frozenset(), frozenset())


def _rows(question: PlainQuestion, document: Document, hit: Hit) -> Iterator[FoundRow]:
    around: dict[int, frozenset[str]] = {}
    for index, cells, over in _cells_by_row(document, hit):
        if index not in around:
            title = headed(document, document.elements[index])
            texts = (title.title if title is not None else "", *document.headings_over(index)[-2:])
            around[index] = question.held(" ".join(texts))
        yield _row(question, hit.upload_id, index, cells, over, around[index])


def _cells_by_row(document: Document, hit: Hit) -> Iterator[tuple[int, list[tuple[int, Cell]], dict[int, str]]]:
    """The rows of a passage's tables: element, cells with their positions, and what stands over each column."""
    for index in hit.passage.elements[:_MOST_TABLES]:
        table = headed(document, document.elements[index])
        if table is None:
            continue
        over = heads(table)
        first, last = hit.passage.rows or (0, table.rows)
        by_row: dict[int, list[tuple[int, Cell]]] = {}
        for position, cell in enumerate(table.cells):
            if max(first, head_rows(table)) <= cell.row < last and cell.text.strip():
                by_row.setdefault(cell.row, []).append((position, cell))
        yield from ((index, cells, over) for cells in by_row.values())


def _label(cells: Sequence[tuple[int, Cell]]) -> str:
    return cells[0][1].text.strip().rstrip(":")


def _row(
    question: PlainQuestion,
    upload_id: str,
    index: int,
    cells: Sequence[tuple[int, Cell]],
    heads: Mapping[int, str],
    around: frozenset[str],
) -> FoundRow:
    """One row; of its values those are kept whose heads hold most of what the row itself lacks."""
    own = question.held(" ".join(cell.text for _, cell in cells))
    asked = {position: question.held(heads.get(cell.column, "")) - own for position, cell in cells[1:]}
    most = max(map(len, asked.values()), default=0)
    kept = [
        (position, heads.get(cell.column, ""))
        for position, cell in cells[1:]
        if not most or len(asked[position]) == most
    ]
    over = frozenset(key for position, _ in kept for key in asked[position])
    return FoundRow(upload_id, index, _label(cells), tuple(kept), own, own | over | around)


def head_rows(table: Table) -> int:
    """How many of a table's rows are heads: as many as it counts, and its first where it counts and borrows none."""
    if has_borrowed_heads(table):
        return 0
    return max(1, table.header_rows) if table.rows > 1 else 0


def heads(table: Table) -> dict[int, str]:
    """What stands over each column, the rows of heads joined."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < head_rows(table) and cell.text.strip():
            for column in range(cell.column, cell.column + cell.column_span):
                if cell.text.strip() not in texts.setdefault(column, []):
                    texts[column].append(cell.text.strip())
    return {column: " ".join(parts) for column, parts in texts.items()}
