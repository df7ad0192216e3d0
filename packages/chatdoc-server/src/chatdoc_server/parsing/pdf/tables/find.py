"""Which rows of a zone are tables."""

from chatdoc_server.parsing.pdf.model import Block, Row, Rule


def part_tables(zone: list[Row], rules: list[Rule]) -> list[Block | list[Row]]:
    """The zone from top to bottom: tables as blocks, and the rows between them."""
    del rules
    return [zone]
