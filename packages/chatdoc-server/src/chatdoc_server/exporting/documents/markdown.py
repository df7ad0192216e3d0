"""A document as GitHub's Markdown (GFM): real tables, levels of headings, and nothing of its text as markup."""

import re
from collections.abc import Iterator

from chatdoc_server.document import Document, ElementKind, Table
from chatdoc_server.exporting.documents.grids import Row, has_spans, rows_of
from chatdoc_server.exporting.documents.html import table_html
from chatdoc_server.exporting.documents.reading import FIGURES, Block, blocks, table_title
from chatdoc_server.exporting.escaping import escaped, escaped_cell, without_control

FIGURE = "<!-- figure -->"
"""Where a figure stands."""

_TICKS = re.compile(r"`+")
_FEWEST_TICKS = 3


def markdown(document: Document) -> Iterator[str]:
    """The Markdown in pieces; ends with a line end."""
    items: list[int] = []
    begun = False
    for block in blocks(document):
        if block.kind is ElementKind.LIST_ITEM:
            yield ("\n" if begun and not items else "") + _item(block, items)
        else:
            del items[block.depth :]
            yield ("\n" if begun else "") + _indented(_block(block), sum(items))
        begun = True


def table_markdown(table: Table) -> Iterator[str]:
    """A table in lines: as GFM says it, or as HTML where it has merged cells or several rows of heads."""
    if has_spans(table) or table.header_rows > 1:
        yield from table_html(table, indents=False)
        return
    if not table.header_rows:
        # GFM knows no table without heads.
        yield f"|{'  |' * table.columns}\n{_ruler(table)}"
    for number, row in enumerate(rows_of(table)):
        yield _row(row, table.columns)
        if number + 1 == table.header_rows:
            yield _ruler(table)


def _row(row: Row, columns: int) -> str:
    cells = ["" if cell is None else escaped_cell(cell.text) for cell in row]
    return f"| {' | '.join(cells + [''] * (columns - len(cells)))} |\n"


def _ruler(table: Table) -> str:
    return f"|{' --- |' * table.columns}\n"


def _item(block: Block, items: list[int]) -> str:
    """A line of a list; `items` are the columns by which the items it may stand in indent what is in them."""
    del items[block.depth :]
    marker = block.marker
    number = None if marker is None else marker.number
    sign = "- " if number is None else f"{number}. "
    other = f"{escaped(marker.other)} " if marker is not None and marker.other else ""
    indent = " " * sum(items)
    items.append(len(sign))
    return f"{indent}{sign}{other}{escaped(block.text)}\n"


def _indented(text: str, columns: int) -> str:
    return text if not columns else "".join(f"{' ' * columns}{line}" for line in text.splitlines(keepends=True))


def _block(block: Block) -> str:
    if block.table is not None:
        title = escaped(table_title(block))
        return (f"{title}\n\n" if title else "") + "".join(table_markdown(block.table))
    if block.kind in FIGURES:
        inside = escaped(block.text)
        named = "" if block.caption is None else escaped(block.caption.text)
        return "\n".join([f"{FIGURE}\n", *([f"> {inside}\n"] if inside else []), *([f"{named}\n"] if named else [])])
    if block.kind is ElementKind.HEADING:
        return f"{'#' * min(max(block.level, 1), 6)} {escaped(block.text)}\n"
    if block.kind is ElementKind.CODE:
        return _code(without_control(block.text))
    return f"{escaped(block.text)}\n"


def _code(text: str) -> str:
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * max(longest + 1, _FEWEST_TICKS)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}\n"
