"""Tables of words without any drawn lines."""

from pathlib import Path

from tests.parsing.pdfs import parse, tables, typeset

PAGE = "#set page(width: 595pt, height: 842pt, margin: 60pt)\n#set text(size: 10pt)\n"

SETTINGS = """
The unit is set up with the switches that the panel holds; the table says what each of them is for.

#table(
  columns: (90pt, 110pt, 130pt), stroke: none, inset: 4pt,
  [*Switch*], [*Position*], [*Effect*],
  [Mode], [upper left], [Selects input],
  [Gain], [upper right], [Raises the level],
  [Filter], [lower left], [Removes hum],
  [Lock], [lower right], [Keeps settings],
)

Nothing is lost when the power fails, for every switch is read again as soon as the unit starts.
"""


def test_words_that_stand_under_one_another_are_a_table(tmp_path: Path) -> None:
    (table,) = tables(parse(typeset(PAGE + SETTINGS), tmp_path))
    assert (table.rows, table.columns, table.header_rows) == (5, 3, 1)
    cells = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert cells[0, 2] == "Effect"
    assert cells[2, 1] == "upper right"
    assert cells[4, 2] == "Keeps settings"


def test_the_text_around_such_a_table_stays_text(tmp_path: Path) -> None:
    document = parse(typeset(PAGE + SETTINGS), tmp_path)
    texts = [element.text for element in document.elements if element.table is None]
    assert any(text.startswith("The unit is set up") for text in texts)
    assert any(text.startswith("Nothing is lost") for text in texts)
