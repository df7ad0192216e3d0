"""Which rows of a zone are tables."""

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.model import Block, Row, Rule
from chatdoc_server.parsing.pdf.tables.grid import grid
from chatdoc_server.parsing.pdf.tables.lines import line
from chatdoc_server.parsing.pdf.tables.regions import regions


def part_tables(zone: list[Row], rules: list[Rule]) -> list[Block | list[Row]]:
    """The zone from top to bottom: tables as blocks, and the rows between them."""
    lines = [line(row) for row in zone]
    result: list[Block | list[Row]] = []
    done = 0
    for region in regions(lines):
        if region.start > done:
            result.append(zone[done : region.start])
        table, box = grid(lines, region, rules)
        result.append(Block(kind=ElementKind.TABLE, box=box, lines=[], grid=table))
        done = region.stop
    if done < len(zone):
        result.append(zone[done:])
    return result
