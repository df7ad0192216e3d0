"""Tables: the cell that a row's label and a column's head name."""

import re
from pathlib import Path

import pytest

from chatdoc_server.document import Document, ElementKind
from tests.parsing.pdfs import Text, handmade, lookup, of_kind, parse, tables, typeset

STATEMENT = """
#set page(width: 612pt, height: 792pt, margin: 50pt)
#set text(size: 9pt)
= Consolidated Statement of Income
#v(6pt)
#let money(..values) = values.pos().map(v => box(width: 62pt)[\\$ #h(1fr) #v.slice(1)])
#table(
  columns: (1fr, 70pt, 70pt, 70pt), stroke: none, inset: 3pt,
  align: (left, right, right, right),
  [], table.cell(colspan: 3, align: center)[Year ended December 31,],
  table.hline(start: 1),
  [(in millions, except per share amounts)], [*2022*], [*2021*], [*2020*],
  table.hline(),
  [Net sales], ..money("$34,229", "$35,355", "$32,184"),
  [Operating expenses], [], [], [],
  [#h(9pt) Cost of sales], [19,232], [18,795], [16,605],
  [#h(9pt) Gain on business divestitures], [(2,724)], [—], [(389)],
  [#h(9pt) Goodwill impairment expense], [271], [—], [—],
  [#h(18pt) Total operating expenses], [27,690], [27,986], [25,023],
  [Operating margin], [19.1 %], [20.8 %], [22.3 %],
  [Net income], ..money("$5,777", "$5,921", "$5,449"),
)
#v(6pt)
The accompanying notes are an integral part of this statement, and they should be read with it in full.
"""


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return parse(typeset(STATEMENT), tmp_path_factory.mktemp("statement"))


def test_a_figure_is_found_by_its_label_and_year(statement: Document) -> None:
    (table,) = tables(statement)
    assert lookup(table, "Goodwill impairment expense", "2022") == "271"
    assert lookup(table, "Gain on business divestitures", "2020") == "(389)"
    assert lookup(table, "Net income", "2021", "Year ended December 31,") == "$ 5,921"


def test_signs_stand_with_their_number(statement: Document) -> None:
    (table,) = tables(statement)
    assert not [cell.text for cell in table.cells if re.fullmatch(r"[$%()]+", cell.text)]
    assert lookup(table, "Operating margin", "2020") == "22.3 %"


def test_a_head_over_several_columns_spans_them(statement: Document) -> None:
    (table,) = tables(statement)
    assert table.header_rows == 2
    (over,) = [cell for cell in table.cells if cell.text == "Year ended December 31,"]
    assert (over.row, over.column, over.column_span) == (0, 1, 3)


def test_labels_know_their_indentation(statement: Document) -> None:
    (table,) = tables(statement)
    depths = {cell.text: cell.depth for cell in table.cells if cell.column == 0 and cell.row >= table.header_rows}
    assert depths["Net sales"] == depths["Operating expenses"] == 0
    assert depths["Cost of sales"] == 1
    assert depths["Total operating expenses"] == 2


def test_title_and_unit_are_attached(statement: Document) -> None:
    (element,) = of_kind(statement, ElementKind.TABLE)
    assert element.table is not None
    assert element.table.title == "Consolidated Statement of Income"
    assert statement.elements[element.table.title_element].text == element.table.title
    assert element.table.unit == "in millions, except per share amounts"


def test_text_is_rows_of_cells(statement: Document) -> None:
    (element,) = of_kind(statement, ElementKind.TABLE)
    assert "Goodwill impairment expense\t271\t-\t-" in element.text.split("\n")


def test_grid_lines_part_the_cells(statement: Document) -> None:
    (table,) = tables(statement)
    assert len(table.row_lines) == table.rows - 1
    assert len(table.column_lines) == table.columns - 1
    for cell in table.cells:
        middle = (cell.box.top + cell.box.bottom) / 2
        assert sum(line < middle for line in table.row_lines) == cell.row


def test_a_row_that_runs_on_is_one_row(tmp_path: Path) -> None:
    page = [
        Text(300, 700, "2023"),
        Text(380, 700, "2022"),
        Text(50, 686, "Income from continuing operations attributable"),
        Text(58, 674, "to common shareholders"),
        Text(300, 674, "1,204"),
        Text(380, 674, "1,102"),
        Text(50, 660, "Dividends"),
        Text(310, 660, "88"),
        Text(390, 660, "79"),
        Text(50, 646, "Retained"),
        Text(300, 646, "1,116"),
        Text(380, 646, "1,023"),
    ]
    (table,) = tables(parse(handmade([page]), tmp_path))
    label = "Income from continuing operations attributable to common shareholders"
    assert lookup(table, label, "2022") == "1,102"
    assert table.rows == 4


def test_signs_far_from_their_number_are_folded(tmp_path: Path) -> None:
    page = [Text(300, 700, "2023"), Text(400, 700, "2022")]
    for row, (label, new, old) in enumerate([("Sales", "500", "400"), ("Costs", "450", "380"), ("Profit", "50", "20")]):
        y = 680 - 14 * row
        page += [Text(50, y, label), Text(260, y, "$"), Text(300, y, new), Text(350, y, "$"), Text(400, y, old)]
    page += [
        Text(50, 638, "Growth"),
        Text(300, 638, "(25"),
        Text(322, 638, ")%"),
        Text(400, 638, "4"),
        Text(414, 638, "%"),
    ]
    (table,) = tables(parse(handmade([page]), tmp_path))
    assert table.columns == 3
    assert lookup(table, "Profit", "2022") == "$ 20"
    assert lookup(table, "Growth", "2023") == "(25 )%"
    assert lookup(table, "Growth", "2022") == "4 %"


def test_two_column_prose_and_contents_lists_are_no_tables(tmp_path: Path) -> None:
    prose = "#set page(columns: 2)\n#set par(justify: true)\n" + "#lorem(300)"
    assert not tables(parse(typeset(prose), tmp_path))
    contents = "#set page(margin: 60pt)\n#outline()\n" + "".join(
        f"#pagebreak()\n= Chapter about number {n} things\n#lorem(40)\n" for n in range(12)
    )
    assert not tables(parse(typeset(contents), tmp_path))


def test_tables_with_other_columns_stay_apart(tmp_path: Path) -> None:
    page = []
    for top, columns, year in ((700, (300, 400), 2020), (600, (250, 330, 410), 2010)):
        for column, x in enumerate(columns):
            page.append(Text(x, top, str(year + column)))
        for row in range(4):
            y = top - 14 * (row + 1)
            page.append(Text(50, y, f"Item {'abcd'[row]} of many"))
            page += [Text(x, y, f"{row + 1},{column}00") for column, x in enumerate(columns)]
    found = tables(parse(handmade([page]), tmp_path))
    assert [table.columns for table in found] == [3, 4]
    assert lookup(found[1], "Item b of many", "2012") == "2,200"


def test_a_table_in_one_of_two_columns_is_found(tmp_path: Path) -> None:
    prose = "Much is said here about how the year went for us"
    page = [Text(50, 700 - 12 * line, prose) for line in range(30)]
    page += [Text(330, 700 - 12 * line, prose) for line in range(15)]
    page += [Text(470, 510, "2023"), Text(530, 510, "2022")]
    for row in range(5):
        y = 496 - 13 * row
        page += [Text(330, y, f"Line {'abcde'[row]}"), Text(470, y, f"{row + 3},100"), Text(530, y, f"{row + 2},900")]
    document = parse(handmade([page]), tmp_path)
    (table,) = tables(document)
    assert lookup(table, "Line c", "2022") == "4,900"
    assert len(of_kind(document, ElementKind.PARAGRAPH)) == 2


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_a_caption_over_or_under_a_table_is_its_title_and_no_sentence_before_it(tmp_path: Path, side: str) -> None:
    document = parse(typeset(CAPTIONED.replace("SIDE", side)), tmp_path)
    found = [table.title.replace(" ", "") for table in tables(document)]
    assert found == ["表1船舶数量", "表2职工人数"]


CAPTIONED = """
#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(size: 10pt, font: "Noto Serif CJK SC", lang: "zh")
#show figure.where(kind: table): set figure.caption(position: SIDE)
#let sheet(name, ..cells) = figure(caption: name, table(columns: (160pt, 80pt, 80pt), stroke: none, ..cells))
港口今年处理的船舶比去年更多，其中大部分来自邻近的岛屿，全部费用均已付清。

#sheet([船舶数量], [], [2024], [2023], [渡轮], [412], [398], [货轮], [97], [104])

夜间值班的人员没有变化，新码头于五月开放。

#sheet([职工人数], [], [2024], [2023], [引航员], [14], [12], [起重工], [22], [21])
"""
