"""Any tree of HTML to the blocks of canonical HTML.

Nothing is copied: every element that comes out is made anew from a short list, so what is not on it can't pass.
"""

from collections.abc import Callable

from lxml.etree import _Element as Node

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.html.blocks import ITEMS, Block, Group, Image, Leaf
from chatdoc_server.parsing.html.inline import (
    MARKS,
    Break,
    Mark,
    Runs,
    collapsed,
    has_text,
    kept,
    pictures,
    rendered,
    safe_link,
)
from chatdoc_server.parsing.html.pictures import Pictures
from chatdoc_server.parsing.html.read import TOO_MUCH, Step, cleaned, tag_of, walk
from chatdoc_server.parsing.html.tables import CELLS, ROW_GROUPS, GridBuilder, layout_tables, span_of

MOST_CHARACTERS = 64 << 20
"""Characters of a document above which reading it stops."""
MOST_BLOCKS = 2_000_000
"""Blocks and cells of a document above which reading it stops."""
DEEPEST = 24
"""How deep lists, quotations and figures may stand in one another; deeper ones are read as if they were not there."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "dl"})
_LEAVES = HEADINGS | {"p", "pre", "dt", "figcaption", "summary", "legend"}
_PARTS = {"dt": "dl", "figcaption": "figure"}
"""Blocks that stand in one kind of group only; anywhere else they are paragraphs."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "body", "caption", "center", "dd", "details", "dir", "div", "fieldset",
        "footer", "form", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "option", "section", "table",
        "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    }
)  # fmt: skip
_SKIPPED = frozenset(
    {
        "annotation", "annotation-xml", "applet", "audio", "button", "canvas", "colgroup", "datalist", "frameset",
        "head", "iframe", "map", "noframes", "noscript", "object", "option", "script", "select", "style", "svg",
        "template", "textarea", "title", "video",
    }
)  # fmt: skip
# Elements that are always empty, such as `embed`, are not among them: where the reader takes one for the parent of what
# comes after it, that is kept.
_LONGEST_START = 9

Undo = Callable[[], object]


class Collector:
    """Gathers the blocks of one document."""

    def __init__(self, root: Node, base: str, pictures_: Pictures) -> None:
        self._root = root
        self._base = base
        self._pictures = pictures_
        self._layout = layout_tables(root, _is_shown)
        self._groups = [Group("body")]
        self._leaves = ["p"]
        self._marks: list[Mark] = []
        self._runs = Runs()
        self._outer: Runs | None = None
        self._table: GridBuilder | None = None
        self._in_cell = False
        self._blocks = self._characters = 0

    def collect(self) -> Group:
        """The document's body.

        Raises:
            DocumentError: EXCEED_TOKENS_ERROR when it holds more than can be read at all.
        """
        undo: list[Undo | None] = []
        for step, node, text in walk(self._root, self._enter):
            if step is Step.TEXT:
                self._text(text)
            elif step is Step.START:
                undo.append(self._start(node, tag_of(node)))
            elif (close := undo.pop()) is not None:
                close()
        self._flush()
        return self._groups[0]

    def _text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)
        self._runs.add(self._marks, cleaned(text))

    def _enter(self, node: Node) -> bool:
        """Whether what stands in the element is shown; the pictures of a drawing are taken on the way."""
        if tag_of(node) == "svg":
            for part in node.iter():
                if tag_of(part) == "image":
                    self._picture(part)
        return _is_shown(node)

    def _start(self, node: Node, tag: str) -> Undo | None:
        """Takes note of an element; what is to be done at its end is handed back."""
        if tag in MARKS:
            return self._start_mark(node, tag)
        if tag == "br":
            self._break()
            return None
        if tag in {"img", "image"}:
            self._picture(node)
            return None
        if self._table is not None:
            return self._start_in_table(self._table, node, tag)
        return self._start_block(node, tag)

    def _start_block(self, node: Node, tag: str) -> Undo | None:
        if tag == "table" and node not in self._layout:
            self._flush()
            self._table, self._outer, self._runs = GridBuilder(), self._runs, Runs()
            return self._end_table
        if tag in LISTS or tag in ITEMS or tag in {"blockquote", "figure"}:
            return self._start_group(node, tag)
        if tag in _LEAVES:
            self._flush()
            self._leaves.append(tag if tag not in {"summary", "legend"} else "p")
            return self._end_leaf
        if tag in _BLOCKS:
            self._flush()
            return self._flush
        return None

    def _start_mark(self, node: Node, tag: str) -> Undo | None:
        if any(mark.tag == MARKS[tag] for mark in self._marks):
            return None
        href = ""
        if tag == "a":
            href = safe_link(cleaned(node.get("href", "")), self._base)
            if not href:
                return None
        self._marks.append(Mark(MARKS[tag], href))
        return self._marks.pop

    def _break(self) -> None:
        # Two line breaks in a row are how some write paragraphs.
        if self._table is None and self._leaves[-1] == "p" and self._runs.ends_with_break():
            self._flush()
        else:
            self._runs.add(self._marks, Break())

    def _picture(self, node: Node) -> None:
        """Takes a picture, or the words that stand for one that can't be shown."""
        links = (value for name, value in node.attrib.items() if str(name).rpartition("}")[2].lower() == "href")
        source = str(node.get("src") or next(links, ""))
        alt = cleaned(node.get("alt", ""))
        picture = self._pictures.picture(source, alt)
        if picture is not None:
            self._runs.add(self._marks, picture)
        elif alt.strip():
            self._text(f" {alt} ")

    def _start_group(self, node: Node, tag: str) -> Undo:
        """Begins a list, an item, a quotation or a figure. An item outside of any list is an ordinary block."""
        self._flush()
        inner = self._groups[-1].tag
        outside = tag in ITEMS and (inner not in LISTS or (inner == "dl") is (tag == "li"))
        if outside or len(self._groups) > DEEPEST or (tag == "figure" and inner == "figure"):
            return self._flush
        depth, leaves = len(self._groups), len(self._leaves)
        start = node.get("start", "").strip()
        numbered = tag == "ol" and start.isascii() and start.isdecimal() and len(start) < _LONGEST_START
        self._wrap(tag)
        self._groups.append(Group(tag, attributes=f' start="{int(start)}"' if numbered else ""))
        self._leaves.append("p")

        def close() -> None:
            self._flush()
            del self._leaves[leaves:]
            while len(self._groups) > depth:
                group = self._groups.pop()
                if group.children:
                    self._groups[-1].children.append(group)

        return close

    def _wrap(self, tag: str) -> None:
        """Puts an item between a list and what may stand in items only."""
        inner = self._groups[-1].tag
        if inner in LISTS and tag not in ITEMS:
            self._groups.append(Group("dd" if inner == "dl" else "li"))

    def _end_leaf(self) -> None:
        self._flush()
        self._leaves.pop()

    def _flush(self) -> None:
        """Makes a block of the text so far."""
        if self._table is not None:
            return
        leaf, runs = self._leaves[-1], self._runs.take()
        runs = kept(runs) if leaf == "pre" else collapsed(runs)
        if has_text(runs):
            inside = self._groups[-1].tag
            self._add(Leaf(leaf if _PARTS.get(leaf, inside) == inside else "p", rendered(runs)))
            return
        for picture in pictures(runs):
            image = Image(picture)
            self._add(image if self._groups[-1].tag == "figure" else Group("figure", [image]))

    def _add(self, block: Block, count: int = 1) -> None:
        self._blocks += count
        if self._blocks > MOST_BLOCKS:
            raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)
        group = self._groups[-1]
        is_term = isinstance(block, Leaf) and block.tag == "dt"
        if group.tag in LISTS and not is_term:
            block = Group("dd" if group.tag == "dl" else "li", [block])
        group.children.append(block)

    def _start_in_table(self, table: GridBuilder, node: Node, tag: str) -> Undo | None:
        if self._in_cell:
            pass
        elif tag in ROW_GROUPS:
            table.start_group(tag)
            return lambda: table.start_group("tbody")
        elif tag == "tr":
            table.start_row()
            return None
        elif tag in CELLS or tag == "caption":
            table.stray += self._runs.take()
            self._in_cell = True
            return lambda: self._end_cell(table, node, tag)
        if tag in _BLOCKS or tag in _LEAVES or tag in LISTS or tag in ITEMS or tag == "blockquote":
            self._runs.add((), Break())
            return lambda: self._runs.add((), Break())
        return None

    def _end_cell(self, table: GridBuilder, node: Node, tag: str) -> None:
        runs, self._in_cell = self._runs.take(), False
        if tag == "caption":
            table.caption += runs
            return
        self._blocks += span_of(node.get("colspan"), 1)
        if self._blocks > MOST_BLOCKS:
            raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)
        table.add_cell(node, runs)

    def _end_table(self) -> None:
        """Adds the table, after what stood in it outside of any cell; one with a caption is a figure."""
        table, outer = self._table, self._outer
        if table is None or outer is None:
            raise AssertionError("a table ends that has not begun")
        stray = [*table.stray, *self._runs.take()]
        self._table, self._outer, self._runs = None, None, outer
        if has_text(stray):
            self._add(Leaf("p", rendered(collapsed(stray))))
        grid, caption = table.grid(), collapsed(table.caption)
        if not has_text(caption):
            if grid is not None:
                self._add(grid)
            return
        parts: list[Block] = [Leaf("figcaption", rendered(caption))]
        if grid is not None:
            parts.append(grid)
        self._add_figure(parts)

    def _add_figure(self, parts: list[Block]) -> None:
        if self._groups[-1].tag == "figure":
            for part in parts:
                self._add(part)
        else:
            self._add(Group("figure", parts))


def _is_shown(node: Node) -> bool:
    """Whether a browser would show what stands in an element."""
    style = node.get("style", "").replace(" ", "").lower()
    return tag_of(node) not in _SKIPPED and node.get("hidden") is None and "display:none" not in style
