"""What stands in a document, as its source says it or as an engine reads it: one form, so that both can be compared.

The truth of `NAME.pdf` is `NAME.json` beside it, the JSON of a `Structure`. Coordinates are points, with the origin
at the top left of the page as displayed. Pages and blocks count from 0.
"""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec


class Kind(StrEnum):
    """What a block is to a reader.

    A document's title is a heading of level 1, an entry of a contents list is a list item.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    FORMULA = "formula"
    CODE = "code"
    HEADER = "header"
    FOOTER = "footer"
    WATERMARK = "watermark"
    LINE_NUMBER = "line_number"


FURNITURE = frozenset({Kind.HEADER, Kind.FOOTER, Kind.WATERMARK, Kind.LINE_NUMBER})
"""What stands on a page but is no part of the text: a block for each page that it stands on, page numbers included."""


class Place(NamedTuple):
    """A rectangle on a page; in JSON `[page, left, top, right, bottom]`."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Size(msgspec.Struct, frozen=True):
    """A page's size as displayed, in points."""

    width: float
    height: float


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell as HTML has it: it covers `row_span` rows and `column_span` columns from its top left."""

    text: str
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Grid(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole table, however many pages it goes over.

    `rows` is as in HTML: a row leaves out what a cell above or before it covers, an empty position is a cell without
    text. `parts` are the pages that it goes over, empty for one page. Heads repeated on a later page stand once.
    """

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    unit: str = ""
    parts: tuple[int, ...] = ()


class Block(msgspec.Struct, frozen=True, omit_defaults=True):
    """A logical block: a paragraph that goes on in the next column or on the next page is one block, with a box a part.

    Attributes:
        kind: What it is.
        text: Plain text without line ends, words that are parted at a line's end joined; a list item with its mark
            (which comparing leaves out), a formula as it can be read or empty, a figure the words inside it or empty;
            empty for a table, whose words stand in its cells.
        page: Where it begins.
        level: A heading's, from 1; 0 for all else.
        boxes: Where it stands, tight around its ink; empty when the source can't tell.
        table: The grid of a table.
        caption_of: The index of the figure or table that a caption belongs to, -1 for none.
    """

    kind: Kind
    text: str = ""
    page: int = 0
    level: int = 0
    boxes: tuple[Place, ...] = ()
    table: Grid | None = None
    caption_of: int = -1


class Structure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document: its pages, and its blocks in reading order, furniture included.

    A footnote stands after the last block of its page's text, or after the block that it belongs to: comparing leaves
    footnotes out of the order. `language` is an ISO 639-1 code, `kind` what sort of document it is ("report").
    """

    blocks: tuple[Block, ...]
    pages: tuple[Size, ...] = ()
    language: str = ""
    kind: str = ""


def read(file: Path) -> Structure:
    """The structure that stands in a JSON file.

    Raises:
        msgspec.ValidationError: The file holds something else.
    """
    return msgspec.json.decode(file.read_bytes(), type=Structure)


def write(structure: Structure, file: Path) -> None:
    """Writes a structure as JSON, a line each for its parts."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(structure), indent=1))
