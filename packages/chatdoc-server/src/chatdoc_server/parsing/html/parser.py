"""Canonical HTML to a document: every block an element, every cell with its place."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from lxml import etree
from lxml.etree import _Element as Node

from chatdoc_server.document import Cell, Document, Element, ElementKind, Table, Words
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import OcrMode, Progress, Reading, Size, Tools
from chatdoc_server.parsing.html.read import NO_HTML, Step, tag_of, walk
from chatdoc_server.parsing.html.tables import CELLS, LONGEST_SPAN, WIDEST_SPAN, span_of
from chatdoc_server.parsing.html.titles import with_titles
from chatdoc_server.parsing.limits import tokens_of

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset({"li", "dt", "dd"})
_KINDS = {
    "img": ElementKind.FIGURE,
    "figcaption": ElementKind.CAPTION,
    "pre": ElementKind.CODE,
    "table": ElementKind.TABLE,
}


class _Block(msgspec.Struct):
    """A block with its XPath, and the rows of its cells with theirs when it is a table."""

    node: Node
    xpath: str
    is_item: bool
    rows: list[list[tuple[Node, str]]] = []
    header_rows: int = 0


class HtmlParser:
    """Reads canonical HTML. Pure: the same bytes give the same document."""

    def measure(self, path: Path, ocr: OcrMode) -> Size:  # noqa: ARG002
        """How many tokens the text has; see `Parser.measure`."""
        return Size(tokens=tokens_of("\n".join(_text(block.node) for block in _blocks(_body(path)))))

    def parse(self, path: Path, reading: Reading, tools: Tools, progress: Progress) -> Document:  # noqa: ARG002
        """The page's structure; see `Parser.parse`. Depth makes no difference to what has no pages.

        Raises:
            DocumentError: HTML_PARSE_ERROR when it is not canonical HTML.
        """
        elements: list[Element] = []
        headings: list[Element] = []
        for index, block in enumerate(_blocks(_body(path))):
            if block.node.get("data-index") != str(index):
                raise DocumentError(DocumentStatus.HTML_PARSE_ERROR, NO_HTML)
            level = _LEVELS.get(tag_of(block.node), 0)
            while level and headings and headings[-1].level >= level:
                headings.pop()
            element = _element(block, index, level, headings[-1].index if headings else -1)
            elements.append(element)
            if level:
                headings.append(element)
        progress(1, 1)
        words = Words(spans=np.empty((0, 2), np.int32), boxes=np.empty((0, 4), np.float32))
        return Document(pages=(), elements=with_titles(elements), words=words)


def _body(path: Path) -> Node:
    """The body of a page of canonical HTML.

    Raises:
        DocumentError: HTML_PARSE_ERROR when it has none.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, etree.ParserError) as error:
        raise DocumentError(DocumentStatus.HTML_PARSE_ERROR, NO_HTML) from error
    body = None if root is None else root.find("body")
    if body is None:
        raise DocumentError(DocumentStatus.HTML_PARSE_ERROR, NO_HTML)
    return body


def _blocks(body: Node) -> Iterator[_Block]:
    """The blocks in order. Every step of an XPath says which of its name it is, counted from 1."""
    xpaths = ["/html"]
    counts: list[Counter[str]] = [Counter()]
    table: _Block | None = None
    for step, node, _ in walk(body, lambda _: True):
        if step is Step.END:
            xpaths.pop()
            counts.pop()
            if table is not None and node is table.node:
                yield table
                table = None
        elif step is Step.START:
            tag = tag_of(node)
            counts[-1][tag] += 1
            xpaths.append(f"{xpaths[-1]}/{tag}[{counts[-1][tag]}]" if node is not body else "/html/body")
            counts.append(Counter())
            if table is not None:
                _add_part(table, node, tag, xpaths[-1])
            elif node.get("data-index") is not None:
                block = _Block(node, xpaths[-1], tag in _ITEMS or _leads_item(node))
                if tag == "table":
                    block.rows = []
                    table = block
                else:
                    yield block


def _leads_item(node: Node) -> bool:
    """Whether a paragraph is the first of a list's item."""
    parent = node.getparent()
    return tag_of(node) == "p" and parent is not None and tag_of(parent) in _ITEMS and parent[0] is node


def _add_part(table: _Block, node: Node, tag: str, xpath: str) -> None:
    if tag == "tr":
        table.rows.append([])
        parent = node.getparent()
        table.header_rows += parent is not None and tag_of(parent) == "thead"
    elif tag in CELLS and table.rows:
        table.rows[-1].append((node, xpath))


def _element(block: _Block, index: int, level: int, parent: int) -> Element:
    table = _table(block) if tag_of(block.node) == "table" else None
    kind = ElementKind.LIST_ITEM if block.is_item else ElementKind.PARAGRAPH
    return Element(
        index=index,
        kind=ElementKind.HEADING if level else _KINDS.get(tag_of(block.node), kind),
        text=_shown(block.node) if table is None else _table_text(table),
        level=level,
        parent=parent,
        table=table,
        xpath=block.xpath,
    )


def _shown(node: Node) -> str:
    """The text of a block as a reader sees it: in lines where it is preformatted, else white space collapsed."""
    if tag_of(node) != "pre":
        return _text(node)
    lines = "".join(str(part) for part in node.itertext()).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _text(node: Node) -> str:
    """The text of a node, white space collapsed."""
    return " ".join("".join(str(part) for part in node.itertext()).split())


def _table(block: _Block) -> Table:
    """The grid of a table, filled as browsers do: a cell takes the first column that no cell above reaches into."""
    cells: list[Cell] = []
    reached: dict[int, int] = {}
    columns = 0
    for row, parts in enumerate(block.rows):
        column = 0
        for node, xpath in parts:
            while reached.get(column, 0) > row:
                column += 1
            rows = min(span_of(node.get("rowspan"), LONGEST_SPAN), len(block.rows) - row)
            wide = span_of(node.get("colspan"), WIDEST_SPAN)
            if rows > 1:
                reached.update(dict.fromkeys(range(column, column + wide), row + rows))
            cells.append(Cell(row=row, column=column, row_span=rows, column_span=wide, text=_text(node), xpath=xpath))
            column += wide
        columns = max(columns, column)
    filled = tuple(cell for cell in cells if cell.text)
    return Table(rows=len(block.rows), columns=columns, header_rows=block.header_rows, cells=filled)


def _table_text(table: Table) -> str:
    """Rows parted by line ends, cells by tabs; an empty position is an empty string."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        row = rows[cell.row]
        row += [""] * (cell.column - len(row))
        row.append(cell.text)
    return "\n".join("\t".join(row) for row in rows)
