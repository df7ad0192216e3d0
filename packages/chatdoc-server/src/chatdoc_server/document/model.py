"""What a document is once it has been read: pages, elements in reading order, and where every word stands.

A paged document (PDF, Word, scans) has pages, boxes and words. Coordinates are points (1/72 inch) with the
origin at the top left of the page as displayed, that is after CropBox and rotation. Pages count from 0.
A flowing document (Markdown, EPUB, text, HTML) has no pages: its elements and cells stand at nodes of its
canonical HTML, named by XPath, and an element's index is its block's `data-index` there.
Text offsets are half-open character ranges.

What a document consists of holds no cycles, so the collector of cyclic garbage is told to pass it by (`gc=False`):
with thousands of pages in memory each of its rounds would take a tenth of a second.
"""

from collections.abc import Callable, Hashable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeVar, TypeVarTuple, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

_Made = TypeVar("_Made")
_Of = TypeVarTuple("_Of")

NO_PAGE = -1
"""The page of every element of a flowing document."""

_OPENING = 8
"""Elements at the beginning of a document without pages that stand for its first page."""


class Box(NamedTuple):
    """A rectangle on one page: left, top, right, bottom in points."""

    left: float
    top: float
    right: float
    bottom: float


class Rect(NamedTuple):
    """A rectangle and the page it stands on."""

    page: int
    box: Box


NO_BOX = Box(0.0, 0.0, 0.0, 0.0)
"""The box of whatever stands in a flowing document."""


class Node(NamedTuple):
    """A node of a flowing document: the `data-index` of its block, and the XPath of the node itself.

    The node is the block or, in a table, the cell.
    """

    block: int
    xpath: str


class Span(NamedTuple):
    """Some characters of an element's text, or of one of its table's cells when `cell` is not -1.

    `cell` is a position in `Table.cells`; `start` and `end` are offsets into that cell's text.
    """

    element: int
    start: int
    end: int
    cell: int = -1


class Range(NamedTuple):
    """A half-open range of positions in `Document.words`."""

    start: int
    stop: int


NO_WORDS = Range(0, 0)


class ElementKind(StrEnum):
    """What an element is to a reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    TABLE = "table"
    FIGURE = "figure"
    IMAGE = "image"
    SHAPE = "shape"
    CODE = "code"
    FORMULA = "formula"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    WATERMARK = "watermark"
    LINE_NUMBER = "line_number"


FURNITURE = frozenset(
    {ElementKind.PAGE_HEADER, ElementKind.PAGE_FOOTER, ElementKind.WATERMARK, ElementKind.LINE_NUMBER}
)
"""What stands on a page but is no part of what the document says."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One cell of a table's grid; a merged cell spans several rows or columns from its top left.

    `depth` is how far a row's label is indented under the rows above it (0 for none). `xpath` is where the cell
    stands in a flowing document, empty in a paged one.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str
    box: Box = NO_BOX
    words: Range = NO_WORDS
    depth: int = 0
    xpath: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A grid of cells, ordered by row then column; empty positions have no cell.

    `row_lines` and `column_lines` are the inner lines of the grid in page points. `title_element` is
    the index of the element that holds the title, -1 when the table has none. `unit` is what the
    figures are stated in as printed ("in millions"), empty when nothing says so.
    """

    rows: int
    columns: int
    header_rows: int
    cells: tuple[Cell, ...]
    row_lines: tuple[float, ...] = ()
    column_lines: tuple[float, ...] = ()
    title: str = ""
    title_element: int = -1
    unit: str = ""


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One block of a page. `index` is its position in reading order, and in `Document.elements`.

    `level` is a heading's level from 1, 0 for everything else. `parent` is the index of the heading
    the element stands under, -1 for none and for page furniture. `caption` is the index of a figure's
    caption element, -1 for none. `continues` is the index of the element before it that this one goes on with, over
    the end of a column or a page, -1 for none: a paragraph, a list's item or a table in parts, each where it
    stands (see `chatdoc_server.document.continuation`). A table's `text` is its rows, cells parted by tabs; its words
    belong to its cells and `words` covers them all. In a flowing document `page` is `NO_PAGE`, `xpath` is where the
    element stands, and there are no boxes and no words.
    """

    index: int
    kind: ElementKind
    page: int = NO_PAGE
    box: Box = NO_BOX
    text: str
    words: Range = NO_WORDS
    level: int = 0
    parent: int = -1
    rotation: int = 0
    caption: int = -1
    continues: int = -1
    table: Table | None = None
    xpath: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One page as displayed. `label` is what the document calls it ("iv"), empty when it says nothing.

    `has_text` is whether its words can be used; `was_ocr_read` is whether character recognition found them,
    `suggests_ocr` whether it would find more than the file says: the page is a picture, or its text is garbled.
    """

    number: int
    width: float
    height: float
    label: str = ""
    has_text: bool = True
    was_ocr_read: bool = False
    suggests_ocr: bool = False


class Words(msgspec.Struct, frozen=True, eq=False):
    """Where every word stands, as columns.

    `spans` is int32 [n, 2]: the word's offsets in the text of the element or cell that owns it.
    `boxes` is float32 [n, 4]: left, top, right, bottom in points on the owning element's page.
    """

    spans: NDArray[np.int32]
    boxes: NDArray[np.float32]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words):
            return NotImplemented
        return np.array_equal(self.spans, other.spans) and np.array_equal(self.boxes, other.boxes)

    def __len__(self) -> int:
        return len(self.spans)


class Document(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A whole document; a flowing one has no pages. `language` is an ISO 639-1 code, empty when unknown."""

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    words: Words
    language: str = ""

    @property
    def is_paged(self) -> bool:
        """Whether places in it are rectangles on pages, rather than nodes of its HTML."""
        return bool(self.pages)

    @cached_property
    def lower_text(self) -> str:
        """The texts of all elements in lower case, one below the other; every question looks it through."""
        return "\n".join(element.text for element in self.elements).lower()

    @cached_property
    def opening(self) -> tuple[Element, ...]:
        """What tells what it is about as a whole: the elements of its first page, and what runs along every page.

        Of a document without pages the first `_OPENING` elements stand for its first page.
        """
        return tuple(
            element
            for element in self.elements
            if element.page == 0 or element.kind in FURNITURE or (element.page == NO_PAGE and element.index < _OPENING)
        )

    @cached_property
    def _made(self) -> dict[tuple[Hashable, ...], object]:
        return {}

    def once(self, make: Callable[["Document", *_Of], _Made], *of: *_Of) -> _Made:
        """What `make` makes of the document, made at the first call and kept as long as the document is.

        Two threads that ask for it at the same time may both make it.

        Args:
            make: A pure function of a module. What it returns is shared by all who ask, and must not hold the document:
                in a cycle both would outlive their place in a cache until cyclic garbage is collected.
            of: What it depends on besides, hashable.
        """
        key = (make, *of)
        if key not in self._made:
            self._made[key] = make(self, *of)
        return cast(_Made, self._made[key])

    def text_of(self, span: Span) -> str:
        """The characters that `span` covers."""
        element = self.elements[span.element]
        if span.cell < 0:
            return element.text[span.start : span.end]
        if element.table is None:
            raise ValueError(f"element {span.element} has no cells")
        return element.table.cells[span.cell].text[span.start : span.end]

    def headings_over(self, index: int) -> tuple[str, ...]:
        """The texts of the headings that element `index` stands under, outermost first."""
        path: list[str] = []
        parent = self.elements[index].parent
        while parent >= 0:
            path.append(self.elements[parent].text)
            parent = self.elements[parent].parent
        return tuple(reversed(path))
