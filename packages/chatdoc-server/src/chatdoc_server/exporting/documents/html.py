"""A document as one page of HTML that runs nothing and fetches nothing; all of a document's text is only text in it."""

import re
from collections.abc import Iterator
from html import escape

from chatdoc_server.document import Cell, Document, ElementKind, Table
from chatdoc_server.exporting.documents.grids import rows_of
from chatdoc_server.exporting.documents.reading import FIGURES, Block, blocks, table_title
from chatdoc_server.exporting.escaping import without_control
from chatdoc_server.parsing.html.canonical import POLICY, STYLE

_STYLE = (
    f"{STYLE}caption{{text-align:start;font-weight:600;padding:.25rem 0}}pre{{white-space:pre-wrap}}"
    ".picture{border:1px dashed #bbb;padding:.5rem;min-height:2rem}.marked{list-style:none}.footnote{font-size:.85em}"
    ".formula{margin-inline-start:2rem}"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CLASSES = {ElementKind.FOOTNOTE: "footnote", ElementKind.FORMULA: "formula", ElementKind.CAPTION: "caption"}


def html(document: Document, name: str) -> Iterator[str]:
    """The page in pieces; `name` is its title. Blocks tell their `data-index` and, on pages, `data-page` from 0."""
    language = f' lang="{document.language}"' if _LANGUAGE.fullmatch(document.language) else ""
    yield (
        f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_line(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    lists = _Lists()
    for block in blocks(document):
        if block.kind is ElementKind.LIST_ITEM:
            yield lists.item(block)
        else:
            yield lists.closed(block.depth) + _block(block)
    yield f"{lists.closed()}</body>\n</html>\n"


def table_html(table: Table, title: str = "", attributes: str = "", *, indents: bool = True) -> Iterator[str]:
    """A table in lines, without empty ones, as Markdown takes it for HTML too; `indents` shows the labels' depth."""
    yield f"<table{attributes}>\n"
    if title.strip():
        yield f"<caption>{_line(title)}</caption>\n"
    for number, row in enumerate(rows_of(table)):
        heads = number < table.header_rows
        if number in {0, table.header_rows}:
            yield "<thead>\n" if heads else "<tbody>\n"
        cells = "".join(_cell(cell, heads=heads, indents=indents) for cell in row)
        yield f"<tr>{cells}</tr>\n"
        if number + 1 in {table.header_rows, table.rows}:
            yield "</thead>\n" if heads else "</tbody>\n"
    yield "</table>\n"


def _cell(cell: Cell | None, *, heads: bool, indents: bool) -> str:
    tag = "th" if heads else "td"
    if cell is None:
        return f"<{tag}></{tag}>"
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    indent = f' style="padding-inline-start:{cell.depth + 0.6:g}rem"' if indents and cell.depth > 0 else ""
    return f"<{tag}{spans}{indent}>{_line(cell.text)}</{tag}>"


def _block(block: Block) -> str:
    where = _where(block)
    if block.table is not None:
        return "".join(table_html(block.table, table_title(block), where))
    if block.kind in FIGURES:
        named = "" if block.caption is None else f"<figcaption>{_line(block.caption.text)}</figcaption>"
        return f'<figure{where}><div class="picture">{_line(block.text)}</div>{named}</figure>\n'
    if block.kind is ElementKind.HEADING:
        tag = f"h{min(max(block.level, 1), 6)}"
        return f"<{tag}{where}>{_line(block.text)}</{tag}>\n"
    if block.kind is ElementKind.CODE:
        # A line end right after the tag is not part of the text.
        return f"<pre{where}><code>{escape(without_control(block.text))}</code></pre>\n"
    named = _CLASSES.get(block.kind, "")
    named = f' class="{named}"' if named else ""
    return f"<p{where}{named}>{_line(block.text)}</p>\n"


def _where(block: Block) -> str:
    first = block.parts[0]
    return f' data-index="{first.index}"' + (f' data-page="{first.page}"' if first.page >= 0 else "")


def _line(text: str) -> str:
    return escape(" ".join(without_control(text).split()), quote=False)


class _Lists:
    """Opens and closes lists as items come; an item stays open, as others may stand in it."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def item(self, block: Block) -> str:
        """An item, with what has to be opened and closed before it."""
        marker = block.marker
        number = None if marker is None else marker.number
        other = "" if marker is None else marker.other
        tag = "ul" if number is None else "ol"
        text = self.closed(block.depth + 1)
        if len(self._open) > block.depth:
            text += "</li>\n"
            if self._open[-1] != tag:
                text += f"</{self._open.pop()}>\n"
        if len(self._open) <= block.depth:
            self._open.append(tag)
            text += f"<{tag}>\n"
        value = "" if number is None else f' value="{number}"'
        marked = f' class="marked">{_line(other)} ' if other else ">"
        return f"{text}<li{_where(block)}{value}{marked}{_line(block.text)}"

    def closed(self, depth: int = 0) -> str:
        """What closes the lists that stand in more than `depth` others."""
        text = ""
        while len(self._open) > depth:
            text += f"</li>\n</{self._open.pop()}>\n"
        return text
