"""What reads as one but stands in parts: paragraphs over columns and pages, tables over pages.

Each part is an element of its own, with its page and rectangles; `Element.continues` names the part before it.
"""

import re
from collections.abc import Sequence

import msgspec

from chatdoc_server.document.model import Cell, Document, Table

SOFT_HYPHEN = "\u00ad"
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def joined_text(texts: Sequence[str]) -> str:
    """The texts, parts of one from first to last, as one text.

    A word broken by the end of a part is made whole: a soft hyphen (U+00AD) at a part's end goes, a hard one before
    a small letter stays, as in "long-term". No space follows either, nor stands between Chinese or Japanese characters.
    """
    result = ""
    for text in filter(None, texts):
        if result.endswith(SOFT_HYPHEN):
            result = result[:-1] + text
        elif not result or (result[-1] == "-" and text[0].islower()) or _is_unspaced(result[-1], text[0]):
            result += text
        else:
            result += f" {text}"
    return result


def _is_unspaced(before: str, after: str) -> bool:
    return bool(_UNSPACED.match(before) and _UNSPACED.match(after))


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
