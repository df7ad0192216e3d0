"""Markdown in the common form, for engines that write it."""

import re
from collections.abc import Iterable, Iterator

from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bench.structure.truth import Block, Cell, Grid, Kind, Structure

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
TAG = re.compile(r"<[^<>]+>")
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)
KINDS = {"list_item_open": Kind.LIST_ITEM, "blockquote_open": Kind.PARAGRAPH}


def structure(pages: Iterable[str]) -> Structure:
    """Pages of Markdown; where an engine parts a whole document into none, that is one page."""
    return Structure(tuple(block for number, page in enumerate(pages) for block in blocks(page, number)))


def blocks(markdown: str, page: int) -> Iterator[Block]:
    """The blocks of one page's Markdown."""
    tokens = PARSER.parse(markdown)
    kind, level = Kind.PARAGRAPH, 0
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    in_table = False
    for token in tokens:
        if token.type == "heading_open":
            kind, level = Kind.HEADING, int(token.tag[1:])
        elif token.type in KINDS:
            kind = KINDS[token.type]
        elif token.type in ("heading_close", "list_item_close"):
            kind, level = Kind.PARAGRAPH, 0
        elif token.type == "table_open":
            in_table, rows = True, []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            rows.append(tuple(row))
        elif token.type == "table_close":
            in_table = False
            yield Block(Kind.TABLE, page=page, table=Grid(tuple(rows)))
        elif token.type == "inline" and in_table:
            row.append(Cell(plain(token)))
        elif token.type == "inline":
            if text := plain(token):
                yield Block(kind, text, page, level)
        elif token.type in ("fence", "code_block"):
            yield Block(Kind.CODE, " ".join(token.content.split()), page)
        elif token.type == "html_block":
            yield from html_blocks(token.content, page)


def plain(token: Token) -> str:
    """What a line says, without its marks."""
    return " ".join("".join(pieces(token.children or [])).split())


def pieces(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.content.startswith("<br"):
            yield " "


def html_blocks(content: str, page: int) -> Iterator[Block]:
    """Tables that stand in Markdown as HTML, and other text as a paragraph."""
    for table in TABLE.findall(content):
        yield Block(Kind.TABLE, page=page, table=html_grid(table))
    if text := " ".join(TAG.sub(" ", TABLE.sub(" ", content)).split()):
        yield Block(Kind.PARAGRAPH, text, page)


def html_grid(table: str) -> Grid:
    """A table of HTML."""
    rows = html.fragment_fromstring(table).iter("tr")
    return Grid(
        tuple(
            tuple(
                Cell(
                    " ".join("".join(cell.itertext()).split()),
                    int(cell.get("rowspan") or 1),
                    int(cell.get("colspan") or 1),
                    cell.tag == "th",
                )
                for cell in row.iter("td", "th")
            )
            for row in rows
        )
    )
