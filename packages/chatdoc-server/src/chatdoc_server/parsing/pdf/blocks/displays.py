"""What is set apart from running text by its face: code and formulas."""

from chatdoc_server.parsing.pdf.blocks.code import part_code
from chatdoc_server.parsing.pdf.blocks.formulas import part_formulas
from chatdoc_server.parsing.pdf.model import Block, Row


def part_displays(rows: list[Row], *, typewritten: bool) -> list[Block | list[Row]]:
    """The rows of a zone from top to bottom: code and display formulas as blocks, and the rows between them.

    On a `typewritten` page no line is code for its face.
    """
    parts: list[Block | list[Row]] = [rows] if typewritten else part_code(rows)
    return [piece for part in parts for piece in ([part] if isinstance(part, Block) else part_formulas(part))]
