"""Which rows of a page are tables: ruled ones of the whole page first, then those of each zone by alignment."""

from collections.abc import Sequence

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.model import Block, Row, Rule
from chatdoc_server.parsing.pdf.tables.aligned import part_aligned
from chatdoc_server.parsing.pdf.tables.grid import grid
from chatdoc_server.parsing.pdf.tables.lines import line
from chatdoc_server.parsing.pdf.tables.regions import regions
from chatdoc_server.parsing.pdf.tables.ruled import ruled_tables
from chatdoc_server.parsing.pdf.tables.strokes import strokes
from chatdoc_server.parsing.pdf.tables.whole import is_whole


def part_ruled(rows: list[Row], rules: Sequence[Rule]) -> tuple[list[Block], list[Row]]:
    """The ruled tables of a page, top to bottom, and its rows without what stands in them."""
    found = ruled_tables(rows, strokes(rules)) if len(rules) > 1 else []
    found = [table for table in found if is_whole(table.block, rows)]
    if not found:
        return [], rows
    held = {one for table in found for one in table.segments}
    rest = [left for row in rows if (left := [one for one in row if id(one) not in held])]
    return [table.block for table in found], rest


def part_tables(zone: list[Row], rules: list[Rule]) -> list[Block | list[Row]]:
    """The zone from top to bottom: tables as blocks, and the rows between them."""
    lines = [line(row) for row in zone]
    result: list[Block | list[Row]] = []
    done = 0
    for region in regions(lines):
        if region.start > done:
            result += part_aligned(zone[done : region.start], rules)
        table, box = grid(lines, region, rules)
        result.append(Block(kind=ElementKind.TABLE, box=box, lines=[], grid=table))
        done = region.stop
    if done < len(zone):
        result += part_aligned(zone[done:], rules)
    return result
