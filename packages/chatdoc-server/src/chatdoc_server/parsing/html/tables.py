"""Tables of HTML: which of them hold data, and their rows, heads and cells."""

from collections.abc import Callable

from lxml.etree import _Element as Node

from chatdoc_server.parsing.html.blocks import Grid, GridCell
from chatdoc_server.parsing.html.inline import Run, collapsed, has_text, pictures, rendered
from chatdoc_server.parsing.html.read import Step, tag_of, walk

WIDEST_SPAN = 256
"""Columns that one cell may span."""
LONGEST_SPAN = 1_000
"""Rows that one cell may span."""
MOST_SPANNED = 100_000
"""Positions that the merged cells of one table may cover; further cells span nothing."""

CELLS = frozenset({"td", "th"})
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_STRUCTURE = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main"})
_NO_DATA = frozenset({"presentation", "none"})


class _Open:
    """A table during the survey: cells of its present row, and the most of any."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.cells = 0
        self.widest = 0
        self.inside = 0
        self.arranges = node.get("role", "").lower() in _NO_DATA

    def start(self, node: Node, tag: str) -> None:
        """Takes note of a row or a cell, unless it stands in a cell, where it only parts words."""
        if tag == "tr" and not self.inside:
            self.cells = 0
        elif tag in CELLS:
            if not self.inside:
                self.cells += span_of(node.get("colspan"), WIDEST_SPAN)
                self.widest = max(self.widest, self.cells)
            self.inside += 1
        elif tag == "caption":
            self.inside += 1


def layout_tables(root: Node, enter: Callable[[Node], bool]) -> frozenset[Node]:
    """The tables that only arrange what stands in them; elements that `enter` says no to count for nothing.

    They say so, hold other tables, headings or sections, or have a single column.
    """
    found: list[Node] = []
    path: list[_Open] = []
    for step, node, _ in walk(root, enter):
        tag = tag_of(node)
        if step is Step.START:
            if path and tag in _STRUCTURE:
                path[-1].arranges = True
            if tag == "table":
                path.append(_Open(node))
            elif path:
                path[-1].start(node, tag)
        elif step is Step.END and path and tag in CELLS | {"caption"}:
            path[-1].inside -= 1
        elif step is Step.END and tag == "table":
            closed = path.pop()
            if closed.arranges or closed.widest < 2:
                found.append(closed.node)
    return frozenset(found)


def span_of(value: str | None, most: int) -> int:
    """What a cell says to span, from 1 to `most`."""
    digits = (value or "").strip()
    return max(1, min(int(digits), most)) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 1


class GridBuilder:
    """Gathers one table's rows."""

    def __init__(self) -> None:
        self.caption: list[Run] = []
        self.stray: list[Run] = []
        self._rows: list[tuple[str, list[GridCell]]] = []
        self._group = "tbody"
        self._words = False

    def start_group(self, tag: str) -> None:
        """Begins `thead`, `tbody` or `tfoot`."""
        self._group = tag

    def start_row(self) -> None:
        """Begins a row."""
        self._rows.append((self._group, []))

    def add_cell(self, node: Node, runs: list[Run]) -> None:
        """Adds a cell to the row; a cell outside of any row begins one."""
        if not self._rows:
            self.start_row()
        content = collapsed(runs)
        self._words = self._words or has_text(content) or bool(pictures(content))
        cell = GridCell(
            rendered(content),
            heads=tag_of(node) == "th",
            rows=span_of(node.get("rowspan"), LONGEST_SPAN),
            columns=span_of(node.get("colspan"), WIDEST_SPAN),
        )
        self._rows[-1][1].append(cell)

    def grid(self) -> Grid | None:
        """The table, without empty rows; None when it says nothing."""
        rows = [(group, cells) for group, cells in self._rows if cells]
        if not rows or not self._words:
            return None
        bound_spans([cells for _, cells in rows])
        heads = 0
        while heads < len(rows) - 1 and _is_head(*rows[heads]):
            heads += 1
        return Grid([cells for _, cells in rows], heads)


def bound_spans(rows: list[list[GridCell]]) -> None:
    """Keeps cells from spanning rows that are not there, and more positions than `MOST_SPANNED` in all."""
    spanned = 0
    for at, row in enumerate(rows):
        for cell in row:
            cell.rows = min(cell.rows, len(rows) - at)
            area = cell.rows * cell.columns
            if area > 1 and spanned + area > MOST_SPANNED:
                cell.rows = cell.columns = 1
            elif area > 1:
                spanned += area


def _is_head(group: str, cells: list[GridCell]) -> bool:
    return group == "thead" or (len(cells) > 1 and all(cell.heads for cell in cells))
