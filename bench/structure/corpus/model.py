"""A document before it is typeset: what it says and how it looks. Backends write it out, the truth is read off it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bench.structure.truth import Kind


@dataclass(frozen=True)
class Run:
    """Words of one face; a run with a `note` is the mark of that footnote and has no words of its own."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    fixed: bool = False
    note: "Leaf | None" = None


@dataclass(frozen=True)
class Entry:
    """A cell of a table.

    Attributes:
        text: What it says; "$" before a figure is set apart from it, at the left of the column.
        indent: Steps that a row's label is moved in.
        align: "left", "center" or "right"; empty for what its column has.
        above: Lines drawn over it: 0, 1; `below`: 0, 1 or 2.
    """

    text: str = ""
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    indent: int = 0
    align: str = ""
    above: int = 0
    below: int = 0


class Rules(StrEnum):
    """How a table is drawn."""

    GRID = "grid"
    BOOKTABS = "booktabs"
    LINES = "lines"
    SHADED = "shaded"
    HEAD = "head"
    NONE = "none"


@dataclass(frozen=True)
class Table:
    """A table; `rows` are as in HTML, the first `heads` of them are heads.

    `columns` are (align, weight) a column: weight 0 is as wide as its words, else a share of what is left. Captions
    and lines of unit are leaves of their own that stand before or after; `title` and `unit` repeat what they say.
    """

    rows: tuple[tuple[Entry, ...], ...]
    columns: tuple[tuple[str, float], ...]
    heads: int = 1
    rules: Rules = Rules.GRID
    title: str = ""
    unit: str = ""
    breaks: bool = False
    full: bool = True
    tight: bool = False
    scale: float = 1.0


@dataclass(frozen=True)
class Shape:
    """Part of a drawing: points from the drawing's top left, in shares of its width and height.

    `kind` is "bar" (left, top, right, bottom), "line" (pairs of points) or "text" (middle of its foot).
    """

    kind: str
    points: tuple[float, ...]
    text: str = ""
    colour: str = "#4477aa"


@dataclass(frozen=True)
class Drawing:
    """A figure drawn by lines; `height` is a share of its width."""

    shapes: tuple[Shape, ...]
    height: float = 0.5
    width: float = 0.8


@dataclass(frozen=True)
class Math:
    """A displayed formula in the notations of the backends, and its number."""

    typst: str
    latex: str
    number: str = ""


@dataclass(frozen=True, eq=False)
class Leaf:
    """A block of the truth.

    Attributes:
        kind: What it is.
        runs: Its words; of code, one run a line.
        level: A heading's, from 1, or the depth of a list's item, from 0.
        mark: A list's mark, a heading's number or a footnote's mark; stands before the words.
        look: Which look it has: "title", "authors", "unit", "note", "entry" (of contents), …; empty for the usual.
        caption_of: What a caption names.
        target: The heading that an entry of the contents is for.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    mark: str = ""
    look: str = ""
    table: Table | None = None
    drawing: Drawing | None = None
    math: Math | None = None
    caption_of: "Leaf | None" = None
    target: "Leaf | None" = None

    @property
    def words(self) -> str:
        """Its words without its mark."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, eq=False)
class Group:
    """Blocks that are laid out together.

    `how` is "keep" (not parted by a page's end), "float" (moved to a page's top), "wide" (the same, over all columns),
    "across" (where it stands, over all columns), "aside" (boxed), "landscape" (on turned pages), "side" (each of
    `parts` beside the others), "break" (a new page before it), "plain".
    """

    how: str
    parts: tuple[tuple["Node", ...], ...]


Node = Leaf | Group


@dataclass(frozen=True)
class HeadLook:
    """How headings of a level look: `scale` of the body's size; `case` is "", "upper" or "small" (small capitals)."""

    scale: float = 1.0
    bold: bool = True
    italic: bool = False
    case: str = ""
    centred: bool = False
    colour: str = "#000000"
    above: float = 1.4
    below: float = 0.7
    ruled: bool = False


@dataclass(frozen=True)
class Look:
    """How a document looks; lengths are points.

    `font` is "serif", "sans" or "book"; `running` are the furniture's texts by place ("header-left", "footer-center",
    …), in which {page}, {pages}, {roman} and {chapter} are filled in. `first` says whether the first page has them.
    """

    font: str = "serif"
    size: float = 10.0
    paper: tuple[float, float] = (612.0, 792.0)
    margins: tuple[float, float, float, float] = (72.0, 72.0, 72.0, 72.0)
    leading: float = 0.65
    indent: float = 0.0
    spacing: float = 0.9
    justified: bool = True
    columns: int = 1
    gutter: float = 18.0
    heads: tuple[HeadLook, ...] = (HeadLook(1.5), HeadLook(1.2), HeadLook(1.0))
    running: tuple[tuple[str, str], ...] = ()
    first: bool = True
    watermark: str = ""
    numbered_lines: bool = False
    tagged: bool = False
    outline: bool = False

    @property
    def gap(self) -> float:
        """What parts paragraphs beyond what is between lines, in ems; enough to be seen where none is indented."""
        return max(0.0 if self.indent else 0.45, self.spacing - self.leading)


@dataclass(frozen=True)
class Script:
    """A document to typeset."""

    name: str
    kind: str
    language: str
    title: str
    look: Look
    body: tuple[Node, ...] = field(default=())


def leaves(nodes: tuple[Node, ...]) -> Iterator[Leaf]:
    """All blocks in reading order, a footnote after the block that has its mark."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node
            yield from (run.note for run in node.runs if run.note is not None)
        else:
            for part in node.parts:
                yield from leaves(part)


def floats(nodes: tuple[Node, ...]) -> Iterator[Group]:
    """The groups whose place on the page is the typesetter's choice."""
    for node in nodes:
        if isinstance(node, Group):
            if node.how in {"float", "wide"}:
                yield node
            else:
                for part in node.parts:
                    yield from floats(part)


def starts(table: Table, number: int) -> list[int]:
    """The columns at which the cells of a table's row begin."""
    covered: set[tuple[int, int]] = set()
    found: list[int] = []
    for at, row in enumerate(table.rows[: number + 1]):
        column, found = 0, []
        for entry in row:
            while (at, column) in covered:
                column += 1
            found.append(column)
            covered |= {(at + y, column + x) for y in range(entry.row_span) for x in range(entry.column_span)}
    return found
