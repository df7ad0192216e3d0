"""What reads as one but stands in parts: paragraphs over columns and pages, tables over pages.

Each part is an element of its own, with its page and rectangles; `Element.continues` names the part before it.
"""

from collections.abc import Sequence

import msgspec

from chatdoc_server.document.model import Cell, Document, Table


def parts(document: Document) -> dict[int, tuple[int, ...]]:
    """The elements that are one, in order, by the index of the first; only where there is more than one."""
    first: dict[int, int] = {}
    chains: dict[int, list[int]] = {}
    for element in document.elements:
        if element.continues >= 0:
            start = first.get(element.continues, element.continues)
            first[element.index] = start
            chains.setdefault(start, [start]).append(element.index)
    return {start: tuple(chain) for start, chain in chains.items()}


def joined_table(tables: Sequence[Table]) -> Table:
    """The tables, parts of one from top to bottom, as one logical table with the first one's heads, title and unit.

    Heads that a later part repeats are left out. Cells keep their boxes, which are of their own part's page, and
    their ranges of words; the lines of the grid, which are too, are left out.
    """
    first = tables[0]
    rows = first.rows
    cells = list(first.cells)
    for table in tables[1:]:
        skipped = table.header_rows
        cells += [_moved(cell, rows - skipped) for cell in table.cells if cell.row >= skipped]
        rows += table.rows - skipped
    columns = max(table.columns for table in tables)
    return msgspec.structs.replace(first, rows=rows, columns=columns, cells=tuple(cells), row_lines=(), column_lines=())


def _moved(cell: Cell, down: int) -> Cell:
    return msgspec.structs.replace(cell, row=cell.row + down)
