"""A document's structure on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chatdoc_server.api.schemas.documents import UploadOcrType, UploadPackageType
from chatdoc_server.document import ElementKind


class Heading(BaseModel):
    """A heading: where it stands, and under which other one.

    `index` is its position among the document's elements, `level` counts from 1, `parent` is the index of the heading
    above it, -1 for none. In a document with pages `page` (from 0) and `outline` (left, top, right, bottom in points)
    say where it stands; in any other, `block` is the `data-index` of its block.
    """

    index: int
    title: str
    level: int
    parent: int
    page: int | None
    outline: Annotated[list[float], Field(min_length=4, max_length=4)] | None
    block: int | None


class Outline(BaseModel):
    """The headings of a document in reading order; `page_count` is 0 where there are no pages.

    `ocr_suggested_pages` are the pages (from 0) of which character recognition would read more than the file says.
    """

    page_count: int
    headings: list[Heading]
    ocr_suggested_pages: list[int]


class PDFParserDocument(BaseModel):
    """A parsed document."""

    id: str
    name: str
    page_type: UploadPackageType
    ocr_type: UploadOcrType
    page_count: int
    create_time: int


class Grid(BaseModel):
    """Inner lines of a table in points, relative to the table's outline."""

    rows: list[float]
    columns: list[float]


class CellText(BaseModel):
    """What stands in a cell."""

    text: str


class Caption(BaseModel):
    """A figure's caption and where it stands."""

    text: str
    outline: list[float]


class ParsedElement(BaseModel):
    """One element of a page, in reading order; which optional members are there depends on `type`."""

    model_config = ConfigDict(extra="forbid")

    page: int
    index: int
    type: Literal["paragraph", "page_header", "page_footer", "shape", "table", "figure", "image"]
    outline: list[float]
    rotation: int
    is_heading: bool
    syllabus: int
    text: str | None = None
    grid: Grid | None = None
    cells: dict[str, CellText] | None = None
    merged: list[list[tuple[int, int]]] | None = None
    title: str | None = None
    title_index: int | None = None
    position: int | None = None
    caption: Caption | None = None


class ListedElement(ParsedElement):
    """An element with what it is to a reader.

    `continues` is the index of the element that this one goes on with, over the end of a column or a page; it is not
    there where there is none.
    """

    kind: ElementKind
    continues: int | None = None


class PDFParseResp(BaseModel):
    """The parsed structure of a whole document."""

    document: PDFParserDocument
    elements: list[ParsedElement]
