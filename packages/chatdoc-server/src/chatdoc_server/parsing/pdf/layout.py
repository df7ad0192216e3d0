"""A page's body to blocks in reading order: by its tags where they can be trusted, else by what it looks like."""

from collections.abc import Sequence

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.blocks.code import is_typewritten
from chatdoc_server.parsing.pdf.blocks.contents import part_entries
from chatdoc_server.parsing.pdf.blocks.displays import part_displays
from chatdoc_server.parsing.pdf.blocks.footnotes import mark_footnotes
from chatdoc_server.parsing.pdf.blocks.paragraphs import blocks
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.columns.zones import zones
from chatdoc_server.parsing.pdf.figures.captions import place
from chatdoc_server.parsing.pdf.headings.lines import heading_lines
from chatdoc_server.parsing.pdf.model import Block, Row, Rule, Tag
from chatdoc_server.parsing.pdf.tables.find import part_ruled, part_tables
from chatdoc_server.parsing.pdf.tags.pages import tagged_blocks


def page_blocks(
    rows: list[Row], rules: list[Rule], tags: Sequence[Tag], known: Sequence[Block], *, by_lines: bool
) -> list[Block]:
    """The blocks of a page's rows and those known already, such as figures, in reading order.

    `by_lines` makes a block of each line and looks no further.
    """
    tagged = tagged_blocks(rows, tags)
    body = _lines if by_lines else _body
    if tagged is None:
        return body(rows, rules, known)
    return place(tagged.blocks, body(tagged.rest, rules, known))


def _lines(rows: list[Row], _rules: list[Rule], known: Sequence[Block]) -> list[Block]:
    lines = [Block(kind=ElementKind.PARAGRAPH, box=around([line]), lines=[line.words]) for row in rows for line in row]
    return place(lines, known)


def _body(rows: list[Row], rules: list[Rule], known: Sequence[Block]) -> list[Block]:
    """The blocks of rows that no tag names; contents lists first, as their columns look like tables and text."""
    parts = part_entries(rows, only_certain=True) or [[]]
    among, beyond = (known, []) if len(parts) == 1 else ([], known)
    result: list[Block] = []
    for part in parts:
        result += [part] if isinstance(part, Block) else _columns(part, rules, among)
    return mark_footnotes(place(result, beyond), rules)


def _columns(rows: list[Row], rules: list[Rule], known: Sequence[Block]) -> list[Block]:
    """The blocks of rows and those known, such as figures, in reading order."""
    ruled, rest = part_ruled(rows, rules)
    typewritten = is_typewritten(rest)
    return [
        block
        for zone in zones(rest, [*known, *ruled])
        for block in place(_column(zone.rows, rules, typewritten=typewritten), zone.blocks)
    ]


def _column(rows: list[Row], rules: list[Rule], *, typewritten: bool) -> list[Block]:
    result: list[Block] = []
    for stretch in part_displays(rows, typewritten=typewritten):
        for part in [stretch] if isinstance(stretch, Block) else part_tables(stretch, rules):
            for piece in [part] if isinstance(part, Block) else part_entries(part):
                result += [piece] if isinstance(piece, Block) else blocks(piece)
    return heading_lines(result)
