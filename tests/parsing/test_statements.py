"""Statements: period heads stand over their columns in the many layouts that companies set them in."""

import re
from pathlib import Path

import pytest

from chatdoc_server.document import Cell, ElementKind, Table
from tests.parsing.pdfs import Text, covered, handmade, lookup, parse, tables, typeset

PAGE = "#set page(width: 612pt, height: 792pt, margin: 50pt)\n#set text(size: 9pt)\n"
TITLE = (
    "#align(center)[*Example Company and Subsidiaries* \\ *Consolidated Statements of Operations* \\ (In thousands)]\n"
)
CJK = '#set text(font: ("Noto Sans CJK SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"))\n'
STRAY = re.compile(r"^[$€£¥%()\s]+$")


def table(*cells: str, columns: str = "(1fr, 70pt, 70pt, 70pt)") -> str:
    """Typst markup of a table without lines, labels left and figures right."""
    sides = "(x, y) => if x == 0 { left } else { right }"
    return f"#table(columns: {columns}, stroke: none, inset: 3pt, align: {sides},\n" + ",\n".join(cells) + ")\n"


def row(label: str, *values: str) -> str:
    """A row's cells."""
    return ", ".join(f"[{text}]" for text in (label, *values))


def over(text: str, columns: int) -> str:
    """A head centred over several columns with a line under it."""
    return f"table.cell(colspan: {columns}, align: center, stroke: (bottom: 0.5pt))[{text}]"


ROWS = [
    row("Revenues", "6,779", "5,504", "4,374"),
    row("Cost of revenues", "4,591", "3,752", "3,117"),
    row("Gross profit", "2,188", "1,752", "1,257"),
    row("Interest expense", "(132)", "(50)", "(29)"),
    row("Net income", "122", "266", "112"),
]


def only(source: str, folder: Path) -> Table:
    """The one table of a document."""
    (found,) = tables(parse(typeset(PAGE + source), folder))
    return found


def heads(found: Table) -> list[Cell]:
    """The cells of a table's heads."""
    return [cell for cell in found.cells if cell.row < found.header_rows]


def test_titles_over_the_whole_table_are_no_heads(tmp_path: Path) -> None:
    source = TITLE + table("[]", over("Year ended December 31,", 3), row("", "2015", "2014", "2013"), *ROWS)
    document = parse(typeset(PAGE + source), tmp_path)
    (found,) = tables(document)
    assert lookup(found, "Net income", "Year ended December 31,", "2014") == "266"
    assert not [cell for cell in heads(found) if "Consolidated" in cell.text or "thousands" in cell.text]
    assert "Consolidated Statements of Operations" in found.title
    assert found.unit == "In thousands"


def test_a_head_no_wider_than_a_column_spans_all_years_under_it(tmp_path: Path) -> None:
    page = [Text(281, 700, "Years to May", 9)]
    for column, year in enumerate(("2021", "2020", "2019")):
        page.append(Text(230 + 70 * column, 688, year, 9))
    for line, label in enumerate(("Net sales", "Cost of sales", "Net income")):
        page.append(Text(50, 674 - 13 * line, label, 9))
        page += [Text(225 + 70 * column, 674 - 13 * line, f"{line + 1},{column}50", 9) for column in range(3)]
    (found,) = tables(parse(handmade([page]), tmp_path))
    (whole,) = [cell for cell in heads(found) if cell.text == "Years to May"]
    assert (whole.column, whole.column_span) == (1, 3)
    assert lookup(found, "Net income", "2019") == "3,250"


def test_quarters_beside_the_year_so_far(tmp_path: Path) -> None:
    source = table(
        *("[]", over("Three months ended \\ June 30,", 2), over("Six months ended \\ June 30,", 2)),
        row("(in millions)", "2022", "2021", "2022", "2021"),
        *(row(label, "1,586", "3,470", "3,594", "6,440") for label in ("Fees", "Interest", "Trading")),
        columns="(1fr, 60pt, 60pt, 60pt, 60pt)",
    )
    found = only(source, tmp_path)
    assert lookup(found, "Interest", "Six months ended June 30,", "2022") == "3,594"
    assert lookup(found, "Interest", "Three months ended June 30,", "2021") == "3,470"


def test_one_line_under_two_heads_joins_neither(tmp_path: Path) -> None:
    source = table(
        *("[]", "table.cell(colspan: 2, align: center)[Three months ended]"),
        *("table.cell(colspan: 2, align: center)[Six months ended]", "table.hline(start: 1)"),
        row("", "2022", "2021", "2022", "2021"),
        *(row(label, "1,586", "3,470", "3,594", "6,440") for label in ("Fees", "Interest", "Trading")),
        columns="(1fr, 60pt, 60pt, 60pt, 60pt)",
    )
    found = only(source, tmp_path)
    assert lookup(found, "Trading", "Six months ended", "2021") == "6,440"
    assert lookup(found, "Trading", "Three months ended", "2022") == "1,586"


def test_a_unit_under_the_heads_holds_for_all_columns(tmp_path: Path) -> None:
    source = table(
        *("[]", over("Year ended December 31,", 3), row("", "2020", "2019", "2018")),
        *("table.hline(start: 1)", "[]", "table.cell(colspan: 3, align: center)[(In thousands)]", *ROWS),
    )
    found = only(source, tmp_path)
    assert lookup(found, "Revenues", "2019") == "5,504"
    (unit,) = [cell for cell in heads(found) if cell.text == "(In thousands)"]
    assert list(covered(unit)) == [1, 2, 3]
    assert found.unit == "In thousands"


def test_dates_wrapped_over_lines(tmp_path: Path) -> None:
    dates = (
        "52 Weeks Ended \\ August 29, \\ 2021",
        "52 Weeks Ended \\ August 30, \\ 2020",
        "53 Weeks Ended \\ Sept. 1, \\ 2019",
    )
    found = only(table(row("(in millions)", *dates), *ROWS), tmp_path)
    assert found.header_rows == 1
    assert lookup(found, "Gross profit", "52 Weeks Ended August 30, 2020") == "1,752"


def test_a_period_in_the_middle_of_its_columns_holds_for_them(tmp_path: Path) -> None:
    source = table(
        row("Years ended December 31", "", "2017", "", "", "2016", ""),
        row(
            "(in millions)",
            "Reported",
            "Impact of New Standards",
            "Restated",
            "Reported",
            "Impact of New Standards",
            "Restated",
        ),
        *(
            row(label, "8,197", "261", "8,458", "4,895", "139", "5,034")
            for label in ("Net sales", "Costs", "Net income")
        ),
        columns="(1fr, 55pt, 55pt, 55pt, 55pt, 55pt, 55pt)",
    )
    found = only(source.replace("else { right }", "else if y < 2 { center } else { right }"), tmp_path)
    assert lookup(found, "Net income", "2017", "Reported") == "8,197"
    assert lookup(found, "Net income", "2016", "Restated") == "5,034"
    assert lookup(found, "Net income", "2016", "Impact of New Standards") == "139"


def test_heads_of_an_equity_statement_stand_over_their_columns(tmp_path: Path) -> None:
    source = table(
        *(
            "[]",
            over("Common Stock", 2),
            "table.cell(rowspan: 2, align: center + bottom)[Additional \\ Paid-in \\ Capital]",
        ),
        "table.cell(rowspan: 2, align: center + bottom)[Accumulated \\ Other \\ Comprehensive \\ Loss]",
        "table.cell(rowspan: 2, align: center + bottom)[Total]",
        row("(in millions)", "Shares", "Amount"),
        row("Balance at January 1, 2019", "185.4", "\\$ 2", "\\$ 6,657", "\\$ (34)", "\\$ 5,864"),
        row("Net income", "—", "—", "—", "—", "621"),
        row("Balance at December 31, 2019", "186.0", "\\$ 2", "\\$ 6,700", "\\$ (36)", "\\$ 6,121"),
        columns="(1fr, 50pt, 50pt, 60pt, 75pt, 55pt)",
    )
    found = only(source, tmp_path)
    assert lookup(found, "Net income", "Total") == "621"
    assert lookup(found, "Balance at January 1, 2019", "Common Stock", "Shares") == "185.4"
    assert lookup(found, "Balance at January 1, 2019", "Accumulated Other Comprehensive Loss") == "$ (34)"
    assert lookup(found, "Balance at January 1, 2019", "Additional Paid-in Capital") == "$ 6,657"


def test_a_column_of_notes_and_one_of_changes(tmp_path: Path) -> None:
    source = table(
        row("(in millions)", "Note", "2021", "2020", "% Change"),
        row("Revenue", "3", "1,250", "1,150", "8.7 %"),
        row("Cost of sales", "4", "(850)", "(800)", "6.3 %"),
        row("Depreciation", "12", "(55)", "(50)", "10.0 %"),
        row("Profit", "", "345", "300", "15.0 %"),
        columns="(1fr, 50pt, 70pt, 70pt, 60pt)",
    )
    found = only(source, tmp_path)
    assert lookup(found, "Cost of sales", "Note") == "4"
    assert lookup(found, "Cost of sales", "2021") == "(850)"
    assert lookup(found, "Profit", "% Change") == "15.0 %"
    assert lookup(found, "Profit", "Note") == ""


def test_condensed_consolidating_columns(tmp_path: Path) -> None:
    source = table(
        *("[]", over("Year Ended December 31, 2018", 5)),
        *("[]", "[]", "[]", over("Non-Guarantor Subsidiaries", 2), "[]"),
        row("", "Parent", "Guaranteeing \\ Companies", "MGP", "Other", "Consolidated"),
        "table.hline(start: 1)",
        row("Net revenues", "—", "7,647", "1,002", "3,983", "12,632"),
        row("Expenses", "(9)", "(6,100)", "(800)", "(3,200)", "(10,109)"),
        row("Income", "(9)", "1,547", "202", "783", "2,523"),
        columns="(1fr, 65pt, 65pt, 65pt, 65pt, 65pt)",
    )
    found = only(source, tmp_path)
    assert lookup(found, "Income", "Guaranteeing Companies", "Year Ended December 31, 2018") == "1,547"
    assert lookup(found, "Income", "Parent") == "(9)"
    assert lookup(found, "Income", "Non-Guarantor Subsidiaries", "Other") == "783"


def test_a_section_over_all_columns_is_a_row(tmp_path: Path) -> None:
    source = table(
        row("", "June 30, \\ 2023", "December 31, \\ 2022"),
        "table.hline()",
        "table.cell(colspan: 3, align: center)[*ASSETS*]",
        row("Cash and cash equivalents", "\\$ 3,843", "\\$ 5,911"),
        row("Receivables", "703", "852"),
        "table.cell(colspan: 3, align: center)[*LIABILITIES*]",
        row("Payables", "311", "369"),
        row("Long-term debt", "6,191", "7,432"),
        columns="(1fr, 90pt, 90pt)",
    )
    found = only(source, tmp_path)
    assert found.header_rows == 1
    assert lookup(found, "Receivables", "June 30, 2023") == "703"
    sections = [(cell.column, cell.depth) for cell in found.cells if cell.text in {"ASSETS", "LIABILITIES"}]
    assert sections == [(0, 0), (0, 0)]


@pytest.mark.parametrize("value", ["(29.8)", "52.1"])
def test_a_sign_drawn_close_to_the_number_before_belongs_to_the_next(value: str, tmp_path: Path) -> None:
    page = [Text(250, 700, "2022", 9), Text(320, 700, "2021", 9)]
    for line, label in enumerate(("Foreign currency", "Hedges", "Total")):
        y = 686 - 13 * line
        page += [Text(50, y, label, 9), Text(236, y, "$", 9), Text(250, y, value, 9)]
        # Both are drawn as one word: the bracket or figure, and the sign of the next column right after it.
        page += [Text(250 + 4.5 * len(value), y, "$", 9), Text(320, y, "14.2", 9)]
    (found,) = tables(parse(handmade([page]), tmp_path))
    assert lookup(found, "Hedges", "2022") == f"$ {value}"
    assert lookup(found, "Hedges", "2021") == "$ 14.2"


def test_no_sign_is_left_alone(tmp_path: Path) -> None:
    page = [Text(250, 700, "2022", 9), Text(350, 700, "2021", 9), Text(430, 700, "Change", 9)]
    for line, (label, new, old) in enumerate(
        [("Sales", "500", "400"), ("Other", "(45", "(38"), ("Margin", "5.1", "3.9")]
    ):
        y = 680 - 14 * line
        page += [Text(50, y, label, 9), Text(230, y, "$", 9), Text(250, y, new, 9), Text(330, y, "$", 9)]
        page += [Text(350, y, old, 9), Text(430, y, "12", 9), Text(445, y, "%", 9)]
        if new.startswith("("):
            page += [Text(272, y, ")", 9), Text(372, y, ")", 9)]
    (found,) = tables(parse(handmade([page]), tmp_path))
    assert not [cell.text for cell in found.cells if STRAY.match(cell.text)]
    assert found.columns == 4
    assert lookup(found, "Other", "2021") == "$ (38 )"


def test_a_note_under_a_table_is_no_row(tmp_path: Path) -> None:
    source = table(row("(in millions)", "2021", "2020", "2019"), *ROWS) + (
        "#v(2pt)\n(1) Includes amounts that were reclassified to conform to the presentation of the year before it.\n"
    )
    document = parse(typeset(PAGE + source), tmp_path)
    (found,) = tables(document)
    assert found.rows == len(ROWS) + 1
    assert [e for e in document.elements if e.kind is not ElementKind.TABLE and e.text.startswith("(1) Includes")]


def test_labels_indent_by_level_and_wrapped_ones_are_one(tmp_path: Path) -> None:
    source = table(
        row("", "2021", "2020", "2019"),
        row("Adjustments to reconcile net income to cash \\ provided by operating activities:", "", "", ""),
        row("#h(9pt)Depreciation", "55", "50", "48"),
        row("#h(9pt)Changes in working capital:", "", "", ""),
        row("#h(18pt)Receivables", "(5)", "4", "—"),
        row("#h(18pt)Inventories", "3", "(2)", "1"),
        row("Total", "53", "52", "49"),
    )
    found = only(source, tmp_path)
    depths = {cell.text: cell.depth for cell in found.cells if cell.column == 0}
    assert depths["Adjustments to reconcile net income to cash provided by operating activities:"] == 0
    assert [depths[one] for one in ("Depreciation", "Receivables", "Total")] == [1, 2, 0]


def test_a_chinese_statement(tmp_path: Path) -> None:
    source = (
        CJK
        + "#align(center)[*合并利润表*]\n#align(right)[单位：百万元]\n"
        + table(
            row("项目", "附注", "本期金额", "上期金额"),
            row("一、营业总收入", "五、1", "12,345.67", "11,234.56"),
            row("其中：营业收入", "五、2", "12,000.00", "11,000.00"),
            row("二、营业总成本", "五、3", "10,345.67", "9,234.56"),
            row("三、营业利润（亏损以“－”号填列）", "", "2,000.00", "-200.00"),
            columns="(1fr, 50pt, 80pt, 80pt)",
        )
    )
    found = only(source, tmp_path)
    assert lookup(found, "其中：营业收入", "上期金额") == "11,000.00"
    assert lookup(found, "二、营业总成本", "本期金额") == "10,345.67"
    assert lookup(found, "二、营业总成本", "附注") == "五、3"
    assert found.unit == "单位：百万元"
    assert "合并利润表" in found.title
