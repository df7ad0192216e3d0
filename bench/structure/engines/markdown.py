"""Markdown in the common form, for engines that write it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bench.structure.truth import Block, Cell, Grid, Kind, Structure

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
TAG = re.compile(r"<[^<>]+>")
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)


def structure(pages: Iterable[str]) -> Structure:
    """Pages of Markdown; where an engine parts a whole document into none, that is one page."""
    return Structure(tuple(block for number, page in enumerate(pages) for block in blocks(page, number)))


def blocks(markdown: str, page: int) -> Iterator[Block]:
    """The blocks of one page's Markdown."""
    tokens = PARSER.parse(markdown)
    for position, token in enumerate(tokens):
        if token.type == "table_open":
            stop = next(end for end in range(position, len(tokens)) if tokens[end].type == "table_close")
            yield Block(Kind.TABLE, page=page, table=grid(tokens[position:stop]))
        elif token.type in ("fence", "code_block"):
            yield Block(Kind.CODE, " ".join(token.content.split()), page)
        elif token.type == "html_block":
            yield from html_blocks(token.content, page)
        elif token.type == "inline" and (text := plain(token)):
            before = [one.type for one in tokens[max(position - 2, 0) : position]]
            if before[-1] == "heading_open":
                yield Block(Kind.HEADING, text, page, int(tokens[position - 1].tag[1:]))
            elif before == ["list_item_open", "paragraph_open"]:
                item = tokens[position - 2]
                yield Block(Kind.LIST_ITEM, f"{item.info}{item.markup} {text}", page)
            elif before[-1] == "paragraph_open":
                yield Block(Kind.PARAGRAPH, text, page)


def grid(tokens: Sequence[Token]) -> Grid:
    """A table of Markdown, which has no spans."""
    rows: list[list[Cell]] = []
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(Cell(plain(token), header=before.type == "th_open"))
    return Grid(tuple(map(tuple, rows)))


def plain(token: Token) -> str:
    """What a line says, without its marks."""
    return " ".join("".join(pieces(token.children or [])).split())


def pieces(tokens: list[Token]) -> Iterator[str]:
    """The text of each part of a line."""
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
