"""What the steps of the PDF pipeline hand each other.

All coordinates are points with the origin at the top left. Steps work in an upright frame, in which
text runs left to right; `frame` maps it back onto the page as displayed.
"""

import math
from typing import NamedTuple

import msgspec

from chatdoc_server.document import Box, ElementKind

ASCENT_TO_DESCENT = 1.107
"""The height of a font from ascent to descent, in parts of its size."""


class Face(NamedTuple):
    """A font beyond its size and weight: family, slant, whether all letters are as wide, colour as "rrggbb"."""

    family: str = ""
    italic: bool = False
    fixed: bool = False
    colour: str = "000000"


PLAIN = Face()
FORMULA = "Math"
"""The family of the face of a formula that the PDF library puts together."""

NO_MCID = -1


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word and the box its glyphs stand in; `glued` when no space parts it from the word before.

    `height` is its font's height in points, ascent to descent; some fonts' boxes are only as high as their ink. `mcid`
    is the marked content it belongs to, by which the page's tags name it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False
    glued: bool = False
    height: float = 0.0
    face: Face = PLAIN
    mcid: int = NO_MCID


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A horizontal or vertical line drawn on the page; `left == right` for a vertical one."""

    left: float
    top: float
    right: float
    bottom: float


class Drawing(msgspec.Struct, frozen=True, gc=False):
    """A shape drawn on the page that is more than a line: its box, and whether it is filled or has curves."""

    left: float
    top: float
    right: float
    bottom: float
    filled: bool
    curved: bool


class Run(msgspec.Struct, frozen=True, gc=False):
    """Words that the PDF draws together: one font, one baseline, `rotation` degrees clockwise."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    rotation: int = 0


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A node of the page's part of a tagged PDF's structure tree: its role ("H1", "P", "TD"), what it marks and holds.

    `attributes` are the structure's own, such as RowSpan, as text.
    """

    role: str
    mcids: tuple[int, ...] = ()
    children: tuple["Tag", ...] = ()
    attributes: dict[str, str] = {}
    text: str = ""


class Field(msgspec.Struct, frozen=True, gc=False):
    """A form's field: its name, what is filled in or chosen, and where it stands."""

    name: str
    value: str
    box: Box


class Bookmark(msgspec.Struct, frozen=True, gc=False):
    """An entry of the document's outline: its title, its depth from 1, and where it leads.

    `page` is -1 and `top` NaN where the file does not say.
    """

    title: str
    level: int
    page: int = -1
    top: float = math.nan


class RawPage(msgspec.Struct, frozen=True, gc=False):
    """One page as the PDF library reads it. `failed` says why it could not be read, empty if it could.

    `garbled` is whether its fonts map glyphs to characters wrongly or not at all. Of a page that character recognition
    read, the runs are straightened: lines on the page slope down to the right by `skew` degrees about its middle, and
    the page as a whole is turned clockwise by `rotation`, a right angle or none.
    """

    number: int
    width: float
    height: float
    label: str = ""
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    images: tuple[Box, ...] = ()
    tags: tuple[Tag, ...] = ()
    garbled: bool = False
    failed: str = ""
    was_ocr_read: bool = False
    skew: float = 0.0
    rotation: int = 0


class Segment(msgspec.Struct, gc=False):
    """Words on one baseline with no wide gap between them: a line of prose, or what stands in a table's cell.

    With a `block` it is a line that stands for that block among others of text.
    """

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    height: float
    bold: bool
    block: "Block | None" = None

    @property
    def text(self) -> str:
        """The words parted by spaces; for rules that look at what a line says, not for the document."""
        return " ".join([word.text for word in self.words])


Row = list[Segment]
"""Segments on one baseline, left to right."""


class GridCell(msgspec.Struct, gc=False):
    """A cell of a table before its text is joined: lines of words."""

    row: int
    column: int
    lines: list[list[Word]]
    box: Box
    row_span: int = 1
    column_span: int = 1
    depth: int = 0


class Grid(msgspec.Struct, gc=False):
    """A recognised table."""

    rows: int
    columns: int
    header_rows: int
    cells: list[GridCell]
    row_lines: tuple[float, ...] = ()
    column_lines: tuple[float, ...] = ()


class Block(msgspec.Struct, gc=False):
    """Something that becomes one element. `lines` are its words line by line; a table has a grid instead.

    `stated` is the heading level that the file's tags give it, -1 where they say that it is no heading, 0 for no word.
    """

    kind: ElementKind
    box: Box
    lines: list[list[Word]]
    grid: Grid | None = None
    rotation: int = 0
    stated: int = 0
