"""Ruled tables: cells, merged cells and heads by drawn lines."""

import sys
from pathlib import Path
from types import FrameType

from chatdoc_server.document import ElementKind, Table
from chatdoc_server.parsing.pdf.tables import lattice
from tests.parsing.pdfs import of_kind, parse, tables, typeset

PAGE = "#set page(width: 595pt, height: 842pt, margin: 60pt)\n#set text(size: 9pt)\n"

PROSE = "A river bends where the bank is soft, and it takes a straighter way once the flood has cut through its neck. "

GRID = """
#table(
  columns: (80pt, 70pt, 70pt, 70pt), inset: 5pt, align: center + horizon,
  table.cell(rowspan: 2)[*Method*], table.cell(colspan: 2)[*Trained*], table.cell(rowspan: 2)[*Untrained*],
  [first], [second],
  [Pelican], [north], [east], [south],
  table.cell(rowspan: 2)[Heron], [west], [calm], [gale],
  [storm], [breeze], [hail],
)
"""

BOOK = """
#table(
  columns: 4, stroke: none, inset: (x: 7pt, y: 3pt), align: (left, left, center, center),
  table.hline(stroke: 1pt),
  table.cell(rowspan: 2, align: horizon)[Encoder], table.cell(rowspan: 2, align: horizon)[Data],
  table.cell(colspan: 2)[Quality],
  table.hline(start: 2, stroke: 0.4pt),
  [clean], [noisy],
  table.hline(stroke: 0.6pt),
  table.cell(rowspan: 4, align: horizon)[Otter], [none], [54.8], [48.0], [small], [58.8], [54.5],
  [medium], [58.5], [57.8], [large], [54.2], [51.9],
  table.hline(stroke: 0.4pt),
  table.cell(rowspan: 2, align: horizon)[Badger], [none], [68.7], [64.4], [small], [70.2], [66.0],
  table.hline(stroke: 1pt),
)
"""

OVERHANGING = """
#let wide(word) = box(width: 0pt, align(center, box(width: 60pt, word)))
#table(
  columns: (36pt, 46pt, 36pt, 46pt), align: center, inset: (x: 2pt, y: 5pt),
  wide[Parameter], [Value], wide[Parameter], [Value],
  [a], [12 kg], [b], [30 s],
  [c], [14 kg], [d], [31 s],
  table.cell(colspan: 2)[Region], table.cell(colspan: 2)[4 m by 6 m by 2 m],
)
"""

TERMS = """
#table(
  columns: (90pt, 240pt, 100pt),
  [*Term*], [*Meaning*], [*Applies to*],
  [Lessor], [The party that owns the goods and lends them], [All goods],
  [Lessee], [The party that has the goods for a time], [All goods],
  [Return], [The day after which the goods are late], [Boats],
  [Deposit], [What is paid before the goods are handed over], [Boats],
)
"""

FIGURES = """
#table(
  columns: (1fr, 80pt, 80pt), stroke: none, align: (left, right, right),
  [], [2024], [2023],
  [Pilots], [412], [398],
  [Cranes], [97], [104],
)
"""

SIGNED = """
The parties have signed this agreement on the day that is written first above, each by a person who may do so.

#table(
  columns: (200pt, 200pt), stroke: none,
  [Heron Ferries], [Otter Docks],
  [By: #underline[Ada Reed]], [By: #underline[Tom Hale]],
  [Name: Ada Reed], [Name: Tom Hale],
  [Title: Director], [Title: Director],
)
"""

WRAPPED = """
#table(
  columns: (70pt, 150pt, 110pt), stroke: none, inset: 4pt,
  table.hline(), [*Term*], [*Meaning*], [*Applies to*], table.hline(),
  [Lessor], [The party that owns the goods and lends them to another for a stated time and price], [All goods],
  table.hline(),
  [Return date], [The day after which the goods are late], [Goods that are lent for longer than a week or abroad],
  table.hline(),
)
"""


def texts(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def spans(table: Table) -> dict[str, tuple[int, int]]:
    """Rows and columns of the cells that are merged."""
    return {c.text: (c.row_span, c.column_span) for c in table.cells if c.row_span > 1 or c.column_span > 1}


def only(source: str, folder: Path) -> Table:
    (table,) = tables(parse(typeset(PAGE + source), folder))
    return table


def test_a_grid_of_words_keeps_its_merged_cells(tmp_path: Path) -> None:
    table = only(GRID, tmp_path)
    assert (table.rows, table.columns, table.header_rows) == (5, 4, 2)
    assert spans(table) == {"Method": (2, 1), "Trained": (1, 2), "Untrained": (2, 1), "Heron": (2, 1)}
    assert texts(table)[4, 3] == "hail"
    assert texts(table)[1, 1] == "first"


def test_lines_across_alone_frame_a_table_with_labels_beside_several_rows(tmp_path: Path) -> None:
    table = only(BOOK, tmp_path)
    assert (table.rows, table.columns, table.header_rows) == (8, 4, 2)
    assert spans(table) == {
        "Encoder": (2, 1),
        "Data": (2, 1),
        "Quality": (1, 2),
        "Otter": (4, 1),
        "Badger": (2, 1),
    }
    assert texts(table)[5, 3] == "51.9"


def test_text_that_wraps_in_a_cell_stays_one_cell(tmp_path: Path) -> None:
    table = only(WRAPPED, tmp_path)
    assert (table.rows, table.columns, table.header_rows) == (3, 3, 1)
    assert texts(table)[1, 1] == "The party that owns the goods and lends them to another for a stated time and price"
    assert texts(table)[2, 2] == "Goods that are lent for longer than a week or abroad"


def test_a_table_stands_in_its_column_of_the_page_between_its_paragraphs(tmp_path: Path) -> None:
    source = f"""#show: columns.with(2)
#set par(justify: true)
Before it. {PROSE * 3}

{GRID.replace("80pt", "50pt").replace("70pt", "45pt")}

After it. {PROSE * 3}

{PROSE * 12}
"""
    document = parse(typeset(PAGE + source), tmp_path)
    order = [element for element in document.elements if element.text]
    (at,) = [at for at, element in enumerate(order) if element.kind is ElementKind.TABLE]
    assert order[at - 1].text.startswith("Before it.")
    assert order[at + 1].text.startswith("After it.")
    (table,) = tables(document)
    assert spans(table)["Heron"] == (2, 1)


def test_tables_of_one_width_with_prose_between_are_two(tmp_path: Path) -> None:
    document = parse(typeset(f"{PAGE}{WRAPPED}\n{PROSE * 2}\n{WRAPPED}"), tmp_path)
    assert [table.rows for table in tables(document)] == [3, 3]
    assert PROSE.strip() in of_kind(document, ElementKind.PARAGRAPH)[0].text


def test_columns_parted_by_lines_down_alone_are_a_table(tmp_path: Path) -> None:
    source = (
        PROSE
        + """
#table(
  columns: 3, inset: (x: 8pt, y: 4pt),
  stroke: (x, y) => if x > 0 { (left: 0.5pt) } else { none },
  [ash], [birch], [cedar], [elm], [fir], [hazel], [larch], [maple], [oak], [pine], [rowan], [yew],
)
"""
    )
    table = only(source, tmp_path)
    assert (table.rows, table.columns) == (4, 3)
    assert texts(table)[3, 1] == "rowan"


def test_a_chinese_grid_is_read_like_any_other(tmp_path: Path) -> None:
    source = """
#set text(font: "Noto Sans CJK SC")
#table(columns: 3, inset: 5pt, [项目], [负责人], [状态], [设计], [王芳], [完成], [测试], [李强], [进行中])
"""
    table = only(source, tmp_path)
    assert (table.rows, table.columns) == (3, 3)
    assert texts(table)[2, 2] == "进行中"


def test_words_wider_than_their_ruled_column_stay_in_it_and_cells_across_lines_are_merged(tmp_path: Path) -> None:
    table = only(OVERHANGING, tmp_path)
    found = texts(table)
    assert [found[0, column] for column in range(4)] == ["Parameter", "Value", "Parameter", "Value"]
    assert [found[1, column] for column in range(4)] == ["a", "12 kg", "b", "30 s"]
    assert spans(table) == {"Region": (1, 2), "4 m by 6 m by 2 m": (1, 2)}


def test_a_table_of_words_stays_one_when_text_leads_on_to_a_table_of_figures(tmp_path: Path) -> None:
    lead = "The figures of both of these years are put together in the table here below.\n"
    first, second = tables(parse(typeset(PAGE + TERMS + lead + FIGURES), tmp_path))
    assert (first.rows, first.columns) == (5, 3)
    assert (second.rows, second.columns) == (3, 3)


def test_a_signature_block_is_no_table(tmp_path: Path) -> None:
    assert not tables(parse(typeset(PAGE + SIGNED), tmp_path))


def test_reading_a_grid_takes_steps_in_proportion_to_its_cells(tmp_path: Path) -> None:
    few, many = steps(40, tmp_path), steps(80, tmp_path)
    assert 0 < few < many < 2.5 * few


def steps(rows: int, folder: Path) -> int:
    """How many calls the reading of a grid's cells makes, those that step a generator among them."""
    cells = ", ".join(f"[{100 + number}]" for number in range(rows * 12))
    page = f"#set page(width: 500pt, height: {rows * 14 + 90}pt, margin: 30pt)\n#set text(size: 8pt)\n"
    data = typeset(f"{page}#table(columns: (36pt,) * 12, inset: 3pt, {cells})")
    count = 0

    def add(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename == lattice.__file__

    before = sys.getprofile()
    sys.setprofile(add)
    try:
        (table,) = tables(parse(data, folder))
    finally:
        sys.setprofile(before)
    assert (table.rows, table.columns) == (rows, 12)
    return count
