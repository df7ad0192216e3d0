"""A document's structure as JSON of our own, described in docs/exports.md: all that was read, and where it stands."""

from collections.abc import Iterator, Sequence

import msgspec

from chatdoc_server.document import NO_BOX, NO_PAGE, Box, Cell, Document, Element, Page, Range, Table, Words
from chatdoc_server.document.continuation import parts

FORMAT = "chatdoc-document"
VERSION = 1
"""Grows by one when a program that reads the format would misread a file of the next."""

Word = tuple[int, int, float, float, float, float]
"""Where a word begins and ends in the text, then left, top, right and bottom of its rectangle."""


class _Page(msgspec.Struct, omit_defaults=True):
    number: int
    width: float
    height: float
    label: str = ""
    has_text: bool = True
    was_ocr_read: bool = False
    suggests_ocr: bool = False


class _Cell(msgspec.Struct, omit_defaults=True):
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    depth: int = 0
    box: Box | None = None
    xpath: str = ""
    words: Sequence[Word] = ()


class _Table(msgspec.Struct, omit_defaults=True):
    rows: int
    columns: int
    header_rows: int
    cells: Sequence[_Cell]
    title: str = ""
    title_index: int | None = None
    unit: str = ""
    row_lines: Sequence[float] = ()
    column_lines: Sequence[float] = ()


class _Element(msgspec.Struct, omit_defaults=True):
    index: int
    kind: str
    text: str
    page: int | None = None
    box: Box | None = None
    level: int = 0
    parent: int | None = None
    rotation: int = 0
    caption: int | None = None
    continues: int | None = None
    xpath: str = ""
    words: Sequence[Word] = ()
    table: _Table | None = None


_encoder = msgspec.json.Encoder()


def structure(document: Document, name: str, *, words: bool = False) -> Iterator[bytes]:
    """The JSON in pieces; with `words`, where every word of a paged document stands is told too."""
    layout = "paged" if document.is_paged else "flowing"
    opening = {"format": FORMAT, "version": VERSION, "name": name, "layout": layout, "language": document.language}
    yield _encoder.encode(opening)[:-1] + b',"pages":['
    yield b",".join(_encoder.encode(_page(page)) for page in document.pages)
    yield b'],"elements":[\n'
    held = document.words if words else None
    for element in document.elements:
        yield (b",\n" if element.index else b"") + _encoder.encode(_element(element, held))
    yield b'\n],"chains":' + _encoder.encode(list(parts(document).values())) + b"}\n"


def _page(page: Page) -> _Page:
    return _Page(
        number=page.number,
        width=round(page.width, 2),
        height=round(page.height, 2),
        label=page.label,
        has_text=page.has_text,
        was_ocr_read=page.was_ocr_read,
        suggests_ocr=page.suggests_ocr,
    )


def _element(element: Element, words: Words | None) -> _Element:
    return _Element(
        index=element.index,
        kind=element.kind,
        # A table's text is its cells'.
        text=element.text if element.table is None else "",
        page=None if element.page == NO_PAGE else element.page,
        box=_box(element.box),
        level=element.level,
        parent=_index(element.parent),
        rotation=element.rotation,
        caption=_index(element.caption),
        continues=_index(element.continues),
        xpath=element.xpath,
        words=_words(element.words, words) if element.table is None else (),
        table=None if element.table is None else _table(element.table, words),
    )


def _table(table: Table, words: Words | None) -> _Table:
    return _Table(
        rows=table.rows,
        columns=table.columns,
        header_rows=table.header_rows,
        cells=[_cell(cell, words) for cell in table.cells],
        title=table.title,
        title_index=_index(table.title_element),
        unit=table.unit,
        row_lines=[round(line, 2) for line in table.row_lines],
        column_lines=[round(line, 2) for line in table.column_lines],
    )


def _cell(cell: Cell, words: Words | None) -> _Cell:
    return _Cell(
        row=cell.row,
        column=cell.column,
        text=cell.text,
        row_span=cell.row_span,
        column_span=cell.column_span,
        depth=cell.depth,
        box=_box(cell.box),
        xpath=cell.xpath,
        words=_words(cell.words, words),
    )


def _words(where: Range, words: Words | None) -> Sequence[Word]:
    if words is None:
        return ()
    spans, boxes = words.spans[where.start : where.stop], words.boxes[where.start : where.stop]
    return [
        (start, end, *(round(side, 2) for side in box))
        for (start, end), box in zip(spans.tolist(), boxes.tolist(), strict=True)
    ]


def _box(box: Box) -> Box | None:
    return None if box == NO_BOX else Box(*(round(side, 2) for side in box))


def _index(index: int) -> int | None:
    return None if index < 0 else index
