"""Cuts a table into pieces between rows, each with the title and column heads repeated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatdoc_server.document import Cell, Element, Span, Table

ROWS = 16
"""Rows of a table that make one passage at most."""

CHARACTERS = 1_200
"""Characters of rows above which a passage takes no further row."""

LONGEST_FIGURE = 60
"""Characters above which a cell holds no single figure; also keeps the pattern's cost bounded."""

_FIGURE = re.compile(r"[-–—+(\s]*[$€£¥]?[-–—(\s]*\d[\d,.\s]*[)%\s]*|[-–—$€£¥%().\s]*|n/?[am]|nm", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}|_{3,}|…+")


@dataclass(frozen=True, slots=True)
class TablePiece:
    """Some rows of one table.

    `text` is title, unit, column heads and rows for a reader; `labels` the same without figures, for the
    embedder; `titled` whether the table names itself. `top` is title and column heads; `names` are what its
    figures are called: column heads, then the label of each row.
    """

    element: int
    rows: tuple[int, int]
    spans: tuple[Span, ...]
    text: str
    labels: str
    titled: bool
    top: str
    names: tuple[str, ...]


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure or a dash rather than words."""
    return len(text) <= LONGEST_FIGURE and _FIGURE.fullmatch(text.strip()) is not None


def cut_table(element: Element, begun: Table | None = None) -> Iterator[TablePiece]:
    """The pieces of a table element, in order; none when it has no words.

    `begun` is the part that it began with: it says title, unit and column heads where the table itself does not.
    """
    table = element.table
    if table is None or not table.cells:
        return
    by_row: dict[int, list[tuple[int, Cell]]] = {}
    for position, cell in enumerate(table.cells):
        by_row.setdefault(cell.row, []).append((position, cell))
    top = _top(table)
    if begun is not None and begun is not table:
        top = [*(() if table.title else _title(begun)), *top] if table.header_rows else _top(begun)
    for start, stop in _row_ranges(table, by_row):
        # The first piece covers the head too; later ones only repeat it.
        first = 0 if start <= table.header_rows else start
        covered = [pair for row in range(first, stop) for pair in by_row.get(row, ())]
        spans = tuple(Span(element.index, 0, len(cell.text), position) for position, cell in covered)
        body = [by_row[row] for row in range(start, stop) if row in by_row]
        if not spans:
            continue
        lines = ["\t".join(_clean(cell.text) for _, cell in row) for row in body]
        yield TablePiece(
            element=element.index,
            rows=(first, stop),
            spans=spans,
            text="\n".join([*top, *lines]),
            labels=_labels(top, body),
            titled=bool(table.title or (begun is not None and begun.title)),
            top="\n".join(top),
            names=(*_column_heads(top), *_row_labels(body)),
        )


def _top(table: Table) -> list[str]:
    """Title with unit, then one line a row of column heads."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows:
            rows.setdefault(cell.row, []).append(_clean(cell.text))
    heads = ("\t".join(texts) for _, texts in sorted(rows.items()))
    return [*_title(table), *(line for line in heads if line)]


def _title(table: Table) -> list[str]:
    title = _clean(table.title)
    if table.unit and table.unit.lower() not in title.lower():
        title = f"{title} ({table.unit})".strip()
    return [title] if title else []


def _row_ranges(table: Table, by_row: dict[int, list[tuple[int, Cell]]]) -> list[tuple[int, int]]:
    """Half-open ranges of body rows, never parting rows that one cell spans."""
    ranges: list[tuple[int, int]] = []
    start, size, held = table.header_rows, 0, 0
    for row in range(table.header_rows, table.rows):
        cells = by_row.get(row, ())
        length = sum(len(cell.text) + 1 for _, cell in cells)
        full = row - start >= ROWS or size + length > CHARACTERS
        if full and row > start and row >= held:
            ranges.append((start, row))
            start, size = row, 0
        size += length
        held = max([held, *(row + cell.row_span for _, cell in cells)])
    if start < table.rows or not ranges:
        ranges.append((start, table.rows))
    return _balanced(ranges)


def _balanced(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins a last piece of one or two rows with the one before it."""
    if len(ranges) > 1 and ranges[-1][1] - ranges[-1][0] <= 2:
        last = ranges.pop()
        ranges[-1] = (ranges[-1][0], last[1])
    return ranges


def _labels(top: list[str], body: list[list[tuple[int, Cell]]]) -> str:
    words = [text for row in body for _, cell in row if not is_figure(text := _clean(cell.text))]
    return ". ".join([*(" ".join(line.split()) for line in top), *words])


def _column_heads(top: list[str]) -> Iterator[str]:
    return (head for line in top for head in line.split("\t") if not is_figure(head))


def _row_labels(body: list[list[tuple[int, Cell]]]) -> Iterator[str]:
    """The first words of each row."""
    for row in body:
        texts = (_clean(cell.text) for _, cell in row[:2])
        yield from [text for text in texts if not is_figure(text)][:1]


def _clean(text: str) -> str:
    return " ".join(_LEADER.sub(" ", text).split())
