"""The items of a `DoclingDocument`, named as its schema names them; see `docling`."""

from typing import Literal

import msgspec


class Ref(msgspec.Struct):
    """Points at an item by its place in the file."""

    cref: str = msgspec.field(name="$ref")


class BoundingBox(msgspec.Struct):
    """A rectangle in points."""

    l: float  # noqa: E741  # the schema's name
    t: float
    r: float
    b: float
    coord_origin: Literal["TOPLEFT"] = "TOPLEFT"


class Provenance(msgspec.Struct):
    """Where some characters of an item's text stand."""

    page_no: int
    bbox: BoundingBox
    charspan: tuple[int, int]


class Size(msgspec.Struct):
    """Of a page, in points."""

    width: float
    height: float


class PageItem(msgspec.Struct):
    """A page; `page_no` counts from 1."""

    size: Size
    page_no: int


class Root(msgspec.Struct):
    """What all items hang on."""

    self_ref: str
    children: list[Ref] = []
    content_layer: Literal["body", "furniture"] = "body"
    name: str = "_root_"
    label: str = "unspecified"


class Node(msgspec.Struct):
    """What every item has."""

    self_ref: str
    parent: Ref
    children: list[Ref] = []
    content_layer: Literal["body", "furniture"] = "body"


class Group(Node, kw_only=True):
    """A list."""

    name: str
    label: str


class Text(Node, kw_only=True):
    """A text; `orig` is as printed."""

    label: str
    text: str
    orig: str
    prov: list[Provenance] = []


class Heading(Text, kw_only=True):
    """A heading; levels count from 1."""

    label: str = "section_header"
    level: int


class ListItem(Text, kw_only=True):
    """An item of a list, its marker apart from its text."""

    label: str = "list_item"
    enumerated: bool
    marker: str


class Code(Text, kw_only=True):
    """Lines of a program."""

    label: str = "code"
    captions: list[Ref] = []
    references: list[Ref] = []
    footnotes: list[Ref] = []
    code_language: str = "unknown"


class Picture(Node, kw_only=True):
    """A figure or an image."""

    label: str = "picture"
    prov: list[Provenance] = []
    captions: list[Ref] = []
    references: list[Ref] = []
    footnotes: list[Ref] = []
    annotations: list[str] = []


class TableCell(msgspec.Struct):
    """A cell; ends are the first row and column that it does not cover."""

    text: str
    start_row_offset_idx: int
    end_row_offset_idx: int
    start_col_offset_idx: int
    end_col_offset_idx: int
    row_span: int
    col_span: int
    column_header: bool
    row_header: bool
    row_section: bool
    bbox: BoundingBox | None = None


class TableData(msgspec.Struct):
    """A table's grid."""

    table_cells: list[TableCell]
    num_rows: int
    num_cols: int


class TableItem(Node, kw_only=True):
    """A table."""

    data: TableData
    label: str = "table"
    prov: list[Provenance] = []
    captions: list[Ref] = []
    references: list[Ref] = []
    footnotes: list[Ref] = []


Item = Group | Text | Picture | TableItem
"""What the lists of the file hold."""
