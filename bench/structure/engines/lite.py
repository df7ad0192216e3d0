"""liteparse: the Markdown that it writes, and the blocks that it knows the boxes of."""

from collections.abc import Sequence
from pathlib import Path

from liteparse import LayoutBlock, LayoutCell, LiteParse, ParseResult

from bench.structure.engines import markdown
from bench.structure.engines.base import Engine
from bench.structure.truth import Block, Cell, Grid, Kind, Place, Size, Structure

KINDS = {"list_item": Kind.LIST_ITEM, "heading": Kind.HEADING, "code": Kind.CODE, "figure": Kind.FIGURE}


def as_markdown() -> Engine:
    """liteparse as it writes Markdown."""

    def parse(files: Sequence[Path]) -> list[ParseResult]:
        parser = LiteParse(ocr_enabled=False, quiet=True, output_format="markdown", image_mode="off")
        return [parser.parse(file) for file in files]

    return Engine(parse, lambda result: markdown.structure(page.markdown or "" for page in result.pages))


def as_blocks() -> Engine:
    """liteparse as it gives blocks."""

    def parse(files: Sequence[Path]) -> list[ParseResult]:
        parser = LiteParse(ocr_enabled=False, quiet=True, extract_blocks=True)
        return [parser.parse(file) for file in files]

    return Engine(parse, structure)


def structure(result: ParseResult) -> Structure:
    """The blocks of all pages; rules are none."""
    blocks = (
        block(one, number)
        for number, page in enumerate(result.pages)
        for one in page.blocks or ()
        if one.kind != "rule"
    )
    return Structure(tuple(blocks), tuple(Size(page.width, page.height) for page in result.pages))


def block(one: LayoutBlock, page: int) -> Block:
    """One block in the common form."""
    box = one.bbox
    is_table = one.kind == "table"
    return Block(
        kind=Kind.TABLE if is_table else KINDS.get(one.kind, Kind.PARAGRAPH),
        text="" if is_table else " ".join(filter(None, (one.marker, one.text, *(one.lines or ())))),
        page=page,
        level=(one.level or 1) if one.kind == "heading" else 0,
        boxes=(Place(page, box.x, box.y, box.x + box.width, box.y + box.height),) if box else (),
        table=grid(one.header or [], one.rows or []) if is_table else None,
    )


def grid(header: list[LayoutCell], rows: list[list[LayoutCell]]) -> Grid:
    """A table in the common form; it has no spans."""
    head = [tuple(Cell(cell.text, header=True) for cell in header)] if header else []
    return Grid((*head, *(tuple(Cell(cell.text) for cell in row) for row in rows)))
