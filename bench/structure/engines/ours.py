"""The project's own parser."""

from collections.abc import Sequence
from pathlib import Path

from bench.structure.engines.base import Engine
from bench.structure.grids import filled
from bench.structure.truth import Block, Cell, Grid, Kind, Place, Size, Structure
from chatdoc_server.document import Document
from chatdoc_server.document.continuation import joined_table, joined_text, parts
from chatdoc_server.document.model import Element, ElementKind
from chatdoc_server.document.model import Table as OurTable
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

KINDS = {
    ElementKind.PAGE_HEADER: Kind.HEADER,
    ElementKind.PAGE_FOOTER: Kind.FOOTER,
    ElementKind.IMAGE: Kind.FIGURE,
    ElementKind.SHAPE: Kind.FIGURE,
}


def engine(depth: Depth) -> Engine:
    """The parser at that depth."""

    def parse(files: Sequence[Path]) -> list[Document]:
        parser = PdfParser()
        return [parser.parse(file, Reading(depth), Tools(), lambda done, total: None) for file in files]  # noqa: ARG005

    return Engine(parse, structure)


def structure(document: Document) -> Structure:
    """A document in the common form, what stands in parts as one block."""
    chains = parts(document)
    later = {index for chain in chains.values() for index in chain[1:]}
    firsts = [element for element in document.elements if element.index not in later]
    order = {element.index: position for position, element in enumerate(firsts)}
    owners = {element.caption: order[element.index] for element in firsts if element.caption >= 0} | {
        element.table.title_element: order[element.index]
        for element in firsts
        if element.table and element.table.title_element >= 0
    }
    blocks = [
        block([document.elements[index] for index in chains.get(element.index, (element.index,))], owners)
        for element in firsts
    ]
    return Structure(tuple(blocks), tuple(Size(page.width, page.height) for page in document.pages), document.language)


def block(elements: list[Element], owners: dict[int, int]) -> Block:
    """The parts of one block."""
    first = elements[0]
    tables = [element.table for element in elements if element.table]
    return Block(
        kind=KINDS.get(first.kind) or Kind(first.kind.value),
        text="" if tables else joined_text([element.text for element in elements]),
        page=first.page,
        level=first.level,
        boxes=tuple(Place(element.page, *element.box) for element in elements),
        table=grid(joined_table(tables), sorted({element.page for element in elements})) if tables else None,
        caption_of=owners.get(first.index, -1),
    )


def grid(table: OurTable, pages: list[int]) -> Grid:
    """A table in the common form."""
    cells = {
        (cell.row, cell.column): Cell(cell.text, cell.row_span, cell.column_span, cell.row < table.header_rows)
        for cell in table.cells
    }
    rows = filled(cells, table.rows, table.columns)
    return Grid(tuple(rows), table.title, table.unit, tuple(pages) if len(pages) > 1 else ())
