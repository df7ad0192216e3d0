"""A document as JSON of Docling's `DoclingDocument`, which the tools around docling-core read, cut and convert.

The schema is docling-core's (MIT), `docling_core.types.doc.DoclingDocument`. Everything hangs on the body in reading
order; lists are groups, captions belong to what they name, furniture is in a layer of its own. Page numbers count from
1 here, rectangles have their origin at the top left, and `charspan` counts characters of the item's text.
"""

from collections.abc import Iterator, Sequence

import msgspec

from chatdoc_server.document import FURNITURE, Box, Cell, Document, Element, ElementKind, Table
from chatdoc_server.document.continuation import joined_ranges, joined_text
from chatdoc_server.exporting.documents.docling_items import (
    BoundingBox,
    Code,
    Group,
    Heading,
    Item,
    ListItem,
    PageItem,
    Picture,
    Provenance,
    Ref,
    Root,
    Size,
    TableCell,
    TableData,
    TableItem,
    Text,
)
from chatdoc_server.exporting.documents.reading import FIGURES, Block, blocks, with_unit

VERSION = "1.5.0"
"""The oldest version of the schema that says all that is said here: readers refuse what is newer than they are."""

_LABELS = {
    ElementKind.CAPTION: "caption",
    ElementKind.FOOTNOTE: "footnote",
    ElementKind.FORMULA: "formula",
    ElementKind.PAGE_HEADER: "page_header",
    ElementKind.PAGE_FOOTER: "page_footer",
}
_BODY = "#/body"
_BULLET = "-"

_encoder = msgspec.json.Encoder()


def docling(document: Document, name: str) -> Iterator[bytes]:
    """The JSON in pieces."""
    written = _Writer()
    for part in _in_order(document):
        if isinstance(part, Element):
            written.furniture(part)
        else:
            written.block(part)
    opening = {"schema_name": "DoclingDocument", "version": VERSION, "name": name}
    yield _encoder.encode(opening)[:-1]
    yield b',"furniture":' + _encoder.encode(Root("#/furniture", content_layer="furniture"))
    yield b',"body":' + _encoder.encode(Root(_BODY, children=written.roots))
    for kind, items in written.items.items():
        yield f',"{kind}":['.encode()
        for number, item in enumerate(items):
            yield (b",\n" if number else b"\n") + _encoder.encode(item)
        yield b"]"
    pages = {
        str(page.number + 1): PageItem(Size(round(page.width, 2), round(page.height, 2)), page.number + 1)
        for page in document.pages
    }
    yield b',"pages":' + _encoder.encode(pages) + b"}\n"


def _in_order(document: Document) -> Iterator[Block | Element]:
    """Blocks, and furniture where it stands among them."""
    furniture = iter([element for element in document.elements if element.kind in FURNITURE])
    following = next(furniture, None)
    for block in blocks(document):
        while following is not None and following.index < block.index:
            yield following
            following = next(furniture, None)
        yield block
    while following is not None:
        yield following
        following = next(furniture, None)


class _Writer:
    """Makes items, and hangs them on each other by their places in the file."""

    def __init__(self) -> None:
        self.items: dict[str, list[Item]] = {"groups": [], "texts": [], "pictures": [], "tables": []}
        self.roots: list[Ref] = []
        self._lists: list[Group] = []
        self._entries: list[ListItem] = []

    def furniture(self, element: Element) -> None:
        """A running head, a foot, a watermark."""
        item = Text(
            self._next("texts"),
            Ref(_BODY),
            label=_LABELS.get(element.kind, "text"),
            text=element.text,
            orig=element.text,
            prov=_provenance([element]),
            content_layer="furniture",
        )
        self._add("texts", item, self.roots)

    def block(self, block: Block) -> None:
        """Whatever else stands in a document."""
        if block.kind is ElementKind.LIST_ITEM:
            self._entry(block)
            return
        del self._lists[block.depth :]
        del self._entries[block.depth :]
        if block.table is not None:
            self._table(block, block.table)
        elif block.kind in FIGURES:
            self._picture(block)
        else:
            self._text(block, *self._around())

    def _around(self) -> tuple[Ref, list[Ref]]:
        """What the next block hangs on, and what does before it: the item that it stands in, or the body."""
        if not self._entries:
            return Ref(_BODY), self.roots
        return Ref(self._entries[-1].self_ref), self._entries[-1].children

    def _entry(self, block: Block) -> None:
        del self._lists[block.depth + 1 :]
        del self._entries[block.depth + 1 :]
        if len(self._lists) <= block.depth:
            over, siblings = self._around()
            group = Group(self._next("groups"), over, name="list", label="list")
            self._add("groups", group, siblings)
            self._lists.append(group)
        group = self._lists[-1]
        marker = block.marker
        number = None if marker is None else marker.number
        other = "" if marker is None else marker.other
        item = ListItem(
            self._next("texts"),
            Ref(group.self_ref),
            text=block.text,
            orig=joined_text([part.text for part in block.parts]),
            prov=_provenance(block.parts, block.start),
            enumerated=number is not None or bool(other),
            marker=other or (_BULLET if number is None else f"{number}."),
        )
        self._add("texts", item, group.children)
        del self._entries[len(self._lists) - 1 :]
        self._entries.append(item)

    def _text(self, block: Block, parent: Ref, siblings: list[Ref]) -> Ref:
        reference = self._next("texts")
        prov = _provenance(block.parts)
        text = block.text
        item: Item
        if block.kind is ElementKind.HEADING:
            item = Heading(reference, parent, text=text, orig=text, prov=prov, level=max(block.level, 1))
        elif block.kind is ElementKind.CODE:
            item = Code(reference, parent, text=text, orig=text, prov=prov)
        else:
            label = _LABELS.get(block.kind, "text")
            item = Text(reference, parent, label=label, text=text, orig=text, prov=prov)
        return self._add("texts", item, siblings)

    def _picture(self, block: Block) -> None:
        over, siblings = self._around()
        item = Picture(self._next("pictures"), over, prov=_provenance(block.parts, characters=False))
        own = self._add("pictures", item, siblings)
        if block.caption is not None:
            item.captions.append(self._text(block.caption, own, item.children))
        if block.text.strip():
            self._text(Block(block.parts, block.text), own, item.children)

    def _table(self, block: Block, table: Table) -> None:
        prov = _provenance(block.parts, characters=False)
        over, siblings = self._around()
        item = TableItem(self._next("tables"), over, prov=prov, data=_grid(block, table))
        own = self._add("tables", item, siblings)
        if block.caption is not None:
            item.captions.append(self._text(block.caption, own, item.children))
        elif title := with_unit(block.title, table.unit):
            text = Text(self._next("texts"), own, label="caption", text=title, orig=title)
            item.captions.append(self._add("texts", text, item.children))

    def _next(self, kind: str) -> str:
        return f"#/{kind}/{len(self.items[kind])}"

    def _add(self, kind: str, item: Item, siblings: list[Ref]) -> Ref:
        self.items[kind].append(item)
        reference = Ref(item.self_ref)
        siblings.append(reference)
        return reference


def _provenance(parts: Sequence[Element], start: int = 0, *, characters: bool = True) -> list[Provenance]:
    """Where the parts stand, and which characters of the text they make together are theirs."""
    texts = [part.text[0 if number else start :] if characters else "" for number, part in enumerate(parts)]
    _, spans = joined_ranges(texts)
    return [
        Provenance(page_no=part.page + 1, bbox=_bounding_box(part.box), charspan=span)
        for part, span in zip(parts, spans, strict=True)
        if part.page >= 0
    ]


def _grid(block: Block, table: Table) -> TableData:
    """The cells of all parts; those of later parts have no rectangles, as a cell does not tell its page."""
    first = block.parts[0]
    placed = len(first.table.cells) if first.table is not None and first.page >= 0 else 0
    alone = _alone(table)
    cells = [_cell(cell, table, alone, has_box=number < placed) for number, cell in enumerate(table.cells)]
    return TableData(table_cells=cells, num_rows=table.rows, num_cols=table.columns)


def _alone(table: Table) -> frozenset[int]:
    """The rows of a wider table that hold a single cell, at their beginning: heads of the rows below them."""
    columns: dict[int, list[int]] = {}
    for cell in table.cells:
        columns.setdefault(cell.row, []).append(cell.column)
    return frozenset(row for row, found in columns.items() if found == [0] and table.columns > 1)


def _cell(cell: Cell, table: Table, alone: frozenset[int], *, has_box: bool) -> TableCell:
    is_head = cell.row < table.header_rows
    return TableCell(
        text=cell.text,
        bbox=_bounding_box(cell.box) if has_box else None,
        row_span=cell.row_span,
        col_span=cell.column_span,
        start_row_offset_idx=cell.row,
        end_row_offset_idx=cell.row + cell.row_span,
        start_col_offset_idx=cell.column,
        end_col_offset_idx=cell.column + cell.column_span,
        column_header=is_head,
        row_header=not is_head and cell.column == 0 and cell.row not in alone,
        row_section=not is_head and cell.row in alone,
    )


def _bounding_box(box: Box) -> BoundingBox:
    left, top, right, bottom = (round(side, 2) for side in box)
    return BoundingBox(left, top, right, bottom)
