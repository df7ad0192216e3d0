"""The heads of tables; one that goes on from another page has those of its first part, and its title and unit."""

import msgspec

from chatdoc_server.document import Document, Element, Table
from chatdoc_server.document.continuation import first_part


def headed(document: Document, element: Element) -> Table | None:
    """An element's table; one that goes on has the title, the unit and the heads of the part it began with.

    Borrowed heads stand in rows above 0, from -1 upwards, and after all other cells, so that the positions and rows of
    the table's own cells, which answers point at, stay what they are.
    """
    table, begun = element.table, first_part(document, element).table
    if table is None or begun is None or begun is table:
        return table
    lacks_heads = not table.header_rows and table.columns == begun.columns
    borrowed = [cell for cell in begun.cells if cell.row < begun.header_rows] if lacks_heads else []
    moved = (msgspec.structs.replace(cell, row=cell.row - begun.header_rows) for cell in borrowed)
    return msgspec.structs.replace(
        table,
        cells=(*table.cells, *moved),
        title=table.title or begun.title,
        unit=table.unit or begun.unit,
    )


def has_borrowed_heads(table: Table) -> bool:
    """Whether the heads of a table are those of the part that it began with."""
    return bool(table.cells) and table.cells[-1].row < 0


def head_rows(table: Table) -> int:
    """How many of a table's rows are heads: as many as it counts, and its first where it counts and borrows none."""
    if has_borrowed_heads(table):
        return 0
    return max(1, table.header_rows) if table.rows > 1 else 0


def heads(table: Table) -> dict[int, str]:
    """What stands over each column, the rows of heads joined."""
    texts: dict[int, list[str]] = {}
    last = head_rows(table)
    for cell in table.cells:
        if cell.row < last and (text := cell.text.strip()):
            for column in range(cell.column, cell.column + cell.column_span):
                if text not in texts.setdefault(column, []):
                    texts[column].append(text)
    return {column: " ".join(parts) for column, parts in texts.items()}
