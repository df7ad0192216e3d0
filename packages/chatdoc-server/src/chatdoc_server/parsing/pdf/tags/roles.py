"""A tagged PDF's structure tree as the blocks that it names, in its own order.

Roles are the standard structure types of ISO 32000-1, 14.8.4; those of the file's own are mapped to them by its
RoleMap, which the PDF library applies.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.model import Tag

NO_HEADING = -1
MAX_DEPTH = 60
"""Tags within tags that are followed; a damaged tree may go round in circles."""

_HEADING = re.compile(r"^H([1-9])?$")
_KINDS = {
    "P": ElementKind.PARAGRAPH,
    "LI": ElementKind.LIST_ITEM,
    "TOCI": ElementKind.LIST_ITEM,
    "BibEntry": ElementKind.LIST_ITEM,
    "Caption": ElementKind.CAPTION,
    "Note": ElementKind.FOOTNOTE,
    "FENote": ElementKind.FOOTNOTE,
    "Code": ElementKind.CODE,
    "Formula": ElementKind.FORMULA,
    "Title": ElementKind.PARAGRAPH,
}
_ROWS = frozenset({"THead", "TBody", "TFoot"})
_CELLS = frozenset({"TH", "TD"})
_GROUPS = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "Index", "NonStruct", "Private", "Form"}
    | {"L", "TOC", "Table", "TR"}
)
# What may stand within a line, or as a block of its own, as its placement says.
_EITHER = frozenset({"Formula", "Code"})
_APART = frozenset({"Figure", "Artifact"})
_SAYING = frozenset({"L", "Table", "TOC", "Caption", "Note", "Code", "Title"})


class TaggedCell(NamedTuple):
    """A cell of a tagged table: its marked contents, whether it is a head, rows and columns it spans."""

    mcids: tuple[int, ...]
    is_head: bool
    row_span: int
    column_span: int


class TaggedTable(NamedTuple):
    """A table's rows of cells as they are written, and how many rows its head has where the tags name one."""

    rows: tuple[tuple[TaggedCell, ...], ...]
    head: int


class Part(NamedTuple):
    """A block that the tags name: its marked contents in order; `level` is a heading's, else `NO_HEADING`."""

    kind: ElementKind
    mcids: tuple[int, ...]
    level: int = NO_HEADING
    table: TaggedTable | None = None


def parts(tags: Sequence[Tag]) -> list[Part]:
    """The blocks that a page's tags name, in the tree's order.

    A table of a single column or row lays out a page: what is in it comes as blocks.
    """
    return [part for tag in tags for part in _parts(tag, MAX_DEPTH) if part.mcids]


def pictured(tags: Sequence[Tag], depth: int = MAX_DEPTH) -> set[int]:
    """The marked contents of figures and of what the tags call no content."""
    found: set[int] = set()
    for tag in tags if depth else ():
        found |= set(_all(tag, depth)) if tag.role in _APART else pictured(tag.children, depth - 1)
    return found


def says_something(tags: Sequence[Tag], depth: int = MAX_DEPTH) -> bool:
    """Whether the tags tell more than where paragraphs are."""
    return depth > 0 and any(
        tag.role in _SAYING or _HEADING.match(tag.role) or says_something(tag.children, depth - 1) for tag in tags
    )


def _parts(tag: Tag, depth: int) -> Iterator[Part]:
    if not depth or tag.role in _APART:
        return
    heading = _HEADING.match(tag.role)
    kind = ElementKind.PARAGRAPH if heading else _KINDS.get(tag.role)
    table = _table(tag) if tag.role == "Table" else None
    if table is not None:
        for child in tag.children:
            if child.role == "Caption":
                yield from _parts(child, depth - 1)
        mcids = tuple(mcid for row in table.rows for cell in row for mcid in cell.mcids)
        yield Part(ElementKind.TABLE, mcids, table=table)
    elif kind is not None:
        level = (int(heading[1] or 1) if heading else 1) if heading or tag.role == "Title" else NO_HEADING
        # Paragraphs of a list's item are the item; lists, notes and tables in it are their own.
        own = {"P"} if kind is not ElementKind.PARAGRAPH else set()
        yield Part(kind, tuple(_own(tag, own, depth)), level)
        yield from _within(tag, own, depth)
    else:
        for child in tag.children:
            yield from _parts(child, depth - 1)


def _own(tag: Tag, own: set[str], depth: int) -> list[int]:
    """The marked contents of a block, without those of blocks within it; what labels it comes first."""
    if not depth:
        return []
    labels = [child for child in tag.children if child.role == "Lbl"]
    others = [child for child in tag.children if child.role != "Lbl" and (_is_inline(child) or child.role in own)]
    text = [*tag.mcids, *(mcid for child in others for mcid in _own(child, own, depth - 1))]
    # Where a tag within the text stands in it is not told, but contents are numbered as they are written.
    return [*(mcid for child in labels for mcid in _own(child, own, depth - 1)), *(sorted(text) if others else text)]


def _is_inline(tag: Tag) -> bool:
    """Whether a tag within a block is part of its text: all that is neither a block nor a group of blocks."""
    if tag.role in _EITHER:
        return tag.attributes.get("Placement") != "Block"
    is_block = tag.role in _KINDS or tag.role in _GROUPS or tag.role in _CELLS or tag.role in _ROWS
    return not (is_block or tag.role in _APART or _HEADING.match(tag.role))


def _within(tag: Tag, own: set[str], depth: int) -> Iterator[Part]:
    if not depth:
        return
    for child in tag.children:
        if _is_inline(child) or child.role in own:
            yield from _within(child, own, depth - 1)
        else:
            yield from _parts(child, depth - 1)


def _table(tag: Tag) -> TaggedTable | None:
    """The table's rows, None for one that is no table of cells in rows and columns."""
    head, rows = 0, []
    for group in tag.children:
        lines = [one for one in group.children if one.role == "TR"] if group.role in _ROWS else [group]
        found = [tuple(map(_cell, _cells(line))) for line in lines if line.role == "TR"]
        found = [row for row in found if any(cell.mcids for cell in row)]
        head += len(found) * (group.role == "THead")
        rows += found
    if len(rows) < 2 or max(sum(cell.column_span for cell in row) for row in rows) < 2:
        return None
    return TaggedTable(tuple(rows), head)


def _cells(row: Tag) -> list[Tag]:
    return [one for one in row.children if one.role in _CELLS]


def _cell(tag: Tag) -> TaggedCell:
    return TaggedCell(
        tuple(_all(tag, MAX_DEPTH)),
        tag.role == "TH" and tag.attributes.get("Scope") != "Row",
        _span(tag, "RowSpan"),
        _span(tag, "ColSpan"),
    )


def _all(tag: Tag, depth: int) -> list[int]:
    return [*tag.mcids, *(mcid for child in tag.children for mcid in _all(child, depth - 1))] if depth else []


def _span(tag: Tag, name: str) -> int:
    written = tag.attributes.get(name, "1")
    return max(int(float(written)), 1) if re.fullmatch(r"\d{1,4}(?:\.\d*)?", written) else 1
