"""Figures in tables as filings really print them: shared heads, missing labels, units beside the table."""

import asyncio

import pytest

from chatdoc_server.answering import ExtractiveAnswerer, Inquiry
from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.answering.tables import numbers
from tests.answering.asking import ask, gather
from tests.answering.builder import DocumentBuilder, hits_of

ASSETS = [
    ["As of June 30, Assets", "2023", "2022"],
    ["Inventories, net", "", ""],
    ["Raw materials", "992", "1,114"],
    ["Finished goods", "1,221", "1,325"],
    ["Total current assets", "5,308", "5,853"],
    ["Total assets", "$ 9,000", "$ 8,000"],
    ["Total current liabilities", "4,476", "5,103"],
    ["Total equity", "2,000", "1,900"],
]


def test_years_that_share_one_head_cell_belong_to_the_columns_below_them() -> None:
    builder = DocumentBuilder().table(
        [["", "2018", "2017                  2016"], ["Revenues", "36,397", "34,350", "32,376"]], wide=[(0, 2, 2)]
    )
    # The builder sets words one space apart; here the second year stands over the last column.
    last = next(i for i, text in enumerate(builder.texts) if text == "2016")
    figure = builder.boxes[next(i for i, text in enumerate(builder.texts) if text == "32,376")]
    builder.boxes[last] = builder.boxes[last]._replace(left=figure.left, right=figure.right)
    document = builder.build()
    assert ask("What was revenue in 2016?", document).cited(document) == ["32,376"]
    assert ask("What was revenue in 2017?", document).cited(document) == ["34,350"]


def test_figures_without_a_label_are_the_total_of_their_section() -> None:
    rows = [["", "2020", "2019"], ["Revenues", "", ""], ["Casino", "10", "20"], ["Rooms", "5", "6"], ["", "15", "26"]]
    document = DocumentBuilder().table(rows).build()
    got = ask("How much was revenue in 2019?", document)
    assert got.cited(document) == ["26"]
    assert "(total)" in got.text


def test_a_section_that_states_no_total_gives_its_rows() -> None:
    document = DocumentBuilder().heading("Consolidated Balance Sheets").table(ASSETS, depths=[0, 0, 1, 1]).build()
    got = ask("How much inventory was there at June 30, 2023?", document)
    assert got.cited(document) == ["992", "1,221"]
    assert "Inventories, net: Raw materials" in got.text


def test_a_ratio_states_the_figures_it_needs_and_names_what_it_could_not_find() -> None:
    document = DocumentBuilder().heading("Consolidated Balance Sheets").table(ASSETS[:1] + ASSETS[4:]).build()
    got = ask("Has the quick ratio improved between FY2022 and FY2023?", document)
    assert got.text.startswith("The document does not state inventory for 2022.")
    assert ENGLISH.inputs in got.text
    assert set(got.cited(document)) == {"5,308", "5,853", "4,476", "5,103"}


@pytest.mark.parametrize(
    ("above", "stated"),
    [
        ("(In thousands, except par value)", "$9,000 thousand"),
        ("(Millions, except per share amounts)", "$9,000 million"),
        ("(Dollars in billions)", "$9,000 billion"),
        ("All of it is audited.", "$9,000"),
    ],
)
def test_the_unit_is_what_the_lines_above_the_table_say_and_nothing_else(above: str, stated: str) -> None:
    document = DocumentBuilder().heading("Consolidated Balance Sheets").paragraph(above).table(ASSETS).build()
    assert ask("What were total assets in 2023?", document).text.endswith(f": {stated}")


def test_a_filings_own_statement_is_preferred_to_one_it_attaches() -> None:
    attached = [[cell.replace("9,000", "777") for cell in row] for row in ASSETS]
    builder = DocumentBuilder()
    builder.heading("Deed of Cross Guarantee Balance Sheets").table(attached).page()
    builder.heading("ACME Consolidated Balance Sheets").table(ASSETS)
    document = builder.build()
    assert ask("What were ACME's total assets in 2023?", document).cited(document) == ["$ 9,000"]


def test_a_statement_that_its_label_column_names_is_preferred_to_a_summary() -> None:
    rows = [["", "2022"], ["Consolidated Statements of Income", ""], ["Haulage costs", "700"], ["Net income", "90"],
            ["Basic per share", "1.20"], ["Provision for income taxes", "30"]]  # fmt: skip
    builder = DocumentBuilder().heading("Highlights").table([["", "2022"], ["Haulage costs", "700.4"]])
    document = builder.page().table(rows).build()
    assert ask("What were haulage costs plus net income in 2022?", document).cited(document) == ["700", "90"] * 2


def test_a_change_column_is_never_taken_for_a_period() -> None:
    rows = [["", "2022", "2021", "Change 2022"], ["Net sales", "$ 40", "$ 35", "14 %"]]
    document = DocumentBuilder().table(rows).build()
    assert ask("What were net sales in 2022?", document).cited(document) == ["$ 40"]


def test_which_is_highest_is_told_of_the_columns_of_the_period() -> None:
    rows = [
        ["Three months ended June 30,", "Banking", "", "Cards", ""],
        ["(in millions)", "2022", "2021", "2022", "2021"],
        ["Net income", "$ 310", "$ 290", "$ 372", "$ 400"],
    ]
    document = DocumentBuilder().table(rows, header_rows=2, wide=[(0, 1, 2), (0, 3, 2)]).build()
    got = ask("Which segment had the highest net income in Q2 2022?", document)
    assert "Cards 2022): $372 million" in got.text
    assert set(got.cited(document)) == {"$ 310", "$ 372"}


@pytest.mark.parametrize(
    ("text", "value", "currency", "suffix"),
    [
        ("$ (1,749)", -1749, "$", ""),
        ("(1,749)", -1749, "", ""),
        ("$1,749.5", 1749.5, "$", ""),
        ("(0.9)%", -0.9, "", "%"),
        ("12.5 %", 12.5, "", "%"),
        ("12,432 (a)", 12432, "", ""),
        ("€ 3", 3, "€", ""),
        ("−7", -7, "", ""),
    ],
)
def test_printed_figures_are_read_with_their_sign(text: str, value: float, currency: str, suffix: str) -> None:
    found = numbers.read(text)
    assert found is not None
    assert (float(found.value), found.currency, found.suffix) == (value, currency, suffix)


@pytest.mark.parametrize("text", ["", "—", "n/a", "Net sales", "2022 and 2021", "December 31, 2022", "1,7,4"])
def test_what_is_no_figure_is_not_read_as_one(text: str) -> None:
    assert numbers.read(text) is None


def test_of_many_documents_the_one_that_was_found_first_answers_and_the_rest_is_read_where_found() -> None:
    def filing(name: str, sales: str, elements: int) -> DocumentBuilder:
        builder = DocumentBuilder().heading(f"{name} Consolidated Statements of Income")
        builder.table([["", "2022", "2021"], ["Net sales", sales, "1"]], unit="in millions")
        for number in range(elements):
            builder.paragraph(f"Paragraph {number}.")
        return builder

    documents = {"a": filing("Acme", "$ 4,000", 15_000).build(), "b": filing("Apex", "$ 7,000", 15_000).build()}
    hits = [*hits_of(documents["b"], [1], "b"), *hits_of(documents["a"], [5], "a")]
    inquiry = Inquiry(question="What were Apex's net sales in 2022?", documents=documents, hits=hits)
    got = asyncio.run(gather(ExtractiveAnswerer(), inquiry))
    ((_, (support,)),) = got.pieces
    assert support.upload_id == "b"
    assert documents["b"].text_of(support.spans[0]) == "$ 7,000"


def test_a_row_is_found_by_its_label_behind_an_empty_column() -> None:
    rows = [["", "", "2020", "2019"], ["", "Total revenues", "15", "26"], ["", "Net income", "3", "4"]]
    document = DocumentBuilder().table(rows).build()
    assert ask("What was net income in 2019?", document).cited(document) == ["4"]


def test_which_part_is_highest_is_told_of_the_section_that_is_called_so() -> None:
    rows = [["", "2023", "2022"], ["Revenue", "", ""], ["Road", "90", "80"], ["Port", "50", "60"],
            ["Total revenue", "140", "140"], ["Operating income", "", ""], ["Road", "9", "8"], ["Port", "12", "6"],
            ["Total operating income", "21", "14"], ["Assets", "", ""], ["Road", "70", "60"]]  # fmt: skip
    builder = DocumentBuilder().heading("Segments")
    builder.table(rows, title="Revenue and operating income by segment", depths=[0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1])
    document = builder.page().heading("Statements of Income").table([["", "2023"], ["Operating income", "20"]]).build()
    got = ask("Which segment's operating income was the largest in 2023?", document)
    assert "20" not in got.cited(document)
    assert "12" in got.cited(document)
    assert "Port" in got.text
