"""The blocks of canonical HTML, and how they are written. Every block gets its `data-index` here, and only here."""

from dataclasses import dataclass, field

from chatdoc_server.parsing.html.inline import Picture

ITEMS = frozenset({"li", "dd"})


@dataclass(slots=True)
class Leaf:
    """A block of text: its element, and its content as HTML."""

    tag: str
    content: str


@dataclass(slots=True)
class Image:
    """A block that is a picture."""

    picture: Picture


@dataclass(slots=True)
class GridCell:
    """A table's cell: its content as HTML, and what it spans."""

    content: str
    heads: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """A block that is a table; the first `header_rows` are its heads."""

    rows: list[list[GridCell]]
    header_rows: int = 0


@dataclass(slots=True)
class Group:
    """An element around blocks: a list, an item, a quotation, a figure, the body."""

    tag: str
    children: list["Block"] = field(default_factory=list)
    attributes: str = ""


Block = Leaf | Image | Grid | Group


class Writer:
    """Writes blocks, numbering them from 0."""

    def __init__(self) -> None:
        self.blocks = 0
        self._out: list[str] = []

    def write(self, block: Block) -> None:
        """Adds a block with all that is in it."""
        match block:
            case Leaf(tag, content):
                self._out.append(f"<{tag}{self._index()}>{content}</{tag}>\n")
            case Image(picture):
                self._out.append(picture.html(self._index()) + "\n")
            case Grid():
                self._grid(block)
            case Group():
                self._group(block)

    def html(self) -> str:
        """All that was written."""
        return "".join(self._out)

    def _index(self) -> str:
        self.blocks += 1
        return f' data-index="{self.blocks - 1}"'

    def _group(self, group: Group) -> None:
        only = group.children[0] if len(group.children) == 1 else None
        if group.tag in ITEMS and isinstance(only, Leaf) and only.tag == "p":
            # An item that is one paragraph is the block itself.
            self._out.append(f"<{group.tag}{self._index()}>{only.content}</{group.tag}>\n")
            return
        self._out.append(f"<{group.tag}{group.attributes}>\n")
        for child in group.children:
            self.write(child)
        self._out.append(f"</{group.tag}>\n")

    def _grid(self, grid: Grid) -> None:
        self._out.append(f"<table{self._index()}>\n")
        parts = (("thead", grid.rows[: grid.header_rows]), ("tbody", grid.rows[grid.header_rows :]))
        for tag, rows in parts:
            if rows:
                self._out.append(f"<{tag}>\n")
                for row in rows:
                    self._row(row)
                self._out.append(f"</{tag}>\n")
        self._out.append("</table>\n")

    def _row(self, row: list[GridCell]) -> None:
        self._out.append("<tr>\n")
        for cell in row:
            tag = "th" if cell.heads else "td"
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            # The line end parts the words of neighbouring cells for whoever reads text alone.
            self._out.append(f"<{tag}{spans}>{cell.content}</{tag}>\n")
        self._out.append("</tr>\n")
