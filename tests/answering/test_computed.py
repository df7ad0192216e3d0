"""Computed answers: results worked out by hand from invented statements, with every cell that went into them."""

import pytest

from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

INCOME = [
    ["", "2022", "2021", "2020"],
    ["Net sales", "$ 4,000", "$ 3,200", "$ 3,000"],
    ["Cost of sales", "(2,400)", "(2,080)", "(2,010)"],
    ["Gross profit", "1,600", "1,120", "990"],
    ["Operating income", "800", "480", "-"],
    ["Net income", "$ 500", "$ 400", "$ (20)"],
    ["Effective tax rate", "23.5%", "20.0%", "21.0%"],
]
BALANCE = [
    ["December 31,", "2022", "2021"],
    ["Inventories, net", "", ""],
    ["Raw materials", "250", "150"],
    ["Finished goods", "350", "250"],
    ["Total current assets", "1,800", "1,500"],
    ["Total current liabilities", "1,200", "1,600"],
]
CASH = [
    ["Years ended December 31,", "2022", "2021", "2020"],
    ["Depreciation and amortization", "200", "180", "160"],
    ["Purchases of property, plant and equipment", "(400)", "(240)", "(150)"],
]
DOCUMENT = (
    DocumentBuilder()
    .heading("Consolidated Statements of Income")
    .table(INCOME, unit="in millions")
    .page()
    .heading("Consolidated Balance Sheets")
    .table(BALANCE, unit="in millions", depths=[0, 0, 1, 1])
    .page()
    .heading("Consolidated Statements of Cash Flows")
    .table(CASH, unit="in millions")
    .build()
)


@pytest.mark.parametrize(
    ("question", "result", "cells"),
    [
        ("What was the gross margin in 2022?", "Gross margin (2022): 40.0%", {"1,600", "$ 4,000"}),
        ("What is FY2022 EBITDA?", "EBITDA (2022): $1,000 million", {"800", "200"}),
        ("What was the EBITDA margin in 2021 (round to two decimal places)?", "20.63%", {"480", "180", "$ 3,200"}),
        ("How much did net sales change from 2021 to 2022?", "+$800 million (+25.0%)", {"$ 4,000", "$ 3,200"}),
        ("By what percentage did net sales grow from 2020 to 2022?", "+33.3%", {"$ 4,000", "$ 3,000"}),
        ("What is the inventory turnover for 2022?", "Inventory turnover (2022): 4.80",
         {"(2,400)", "250", "350", "150"}),
        ("What is the 2020 - 2022 3 year average of capex as a % of revenue?", "7.5%",
         {"(400)", "(240)", "(150)", "$ 4,000", "$ 3,200", "$ 3,000"}),
        ("Did the quick ratio improve between 2021 and 2022?", "Yes. Quick ratio rose: 0.69 (2021) → 1.00 (2022)",
         {"1,800", "1,500", "1,200", "1,600", "250", "350", "150"}),
        ("Does the company have positive working capital in 2021?",
         "No. Working capital (2021): -100 million (negative)",
         {"1,500", "1,600"}),
        ("How much has the effective tax rate changed between 2021 and 2022?", "+3.5 pp", {"23.5%", "20.0%"}),
        ("In which year was net income highest, 2020, 2021 or 2022?", "Net income (2022): $500 million",
         {"$ 500", "$ 400", "$ (20)"}),
        ("What is the 2022 anvil ratio? Anvil ratio is defined as: net income / (total current assets - inventories).",
         "0.42", {"$ 500", "1,800", "250", "350"}),
        ("By what percentage did net income shrink from December 31, 2021 to December 31, 2022?",
         "Net income rose", {"$ 500", "$ 400"}),
        ("How did capital expenditures in 2021 differ from those in 2020?",
         "Capital expenditure rose: 150 million (2020) → 240 million (2021), +90 million (+60.0%)", {"(240)", "(150)"}),
        ("By how much did net sales in 2022 exceed those in 2020?", "+$1,000 million (+33.3%)", {"$ 4,000", "$ 3,000"}),
        ("What was the compound annual growth rate of net sales from 2020 to 2022?", "15.5%", {"$ 4,000", "$ 3,000"}),
        ("By how much did operating income exceed net income in 2022?", "Operating income − net income (2022): $300",
         {"$ 500", "800"}),
        ("What was net income minus operating income in 2022?", "-$300 million", {"$ 500", "800"}),
    ],
)  # fmt: skip
def test_the_result_and_its_cells(question: str, result: str, cells: set[str]) -> None:
    answer = ask(question, DOCUMENT)
    assert result in answer.text
    assert cells <= set(answer.cited(DOCUMENT))


def test_the_way_is_shown_with_figures_and_formula() -> None:
    text = ask("What was the gross margin in 2022?", DOCUMENT).text
    assert "gross profit ÷ revenue = $1,600 million ÷ $4,000 million = 40.0%" in text
    text = ask("What is the inventory turnover for 2022?", DOCUMENT).text
    assert "cost of goods sold ÷ average(inventory 2021, inventory)" in text
    assert "average((150 million + 250 million), (250 million + 350 million))" in text


def test_a_missing_operand_is_named_and_nothing_is_computed() -> None:
    answer = ask("What is the return on assets in 2022?", DOCUMENT)
    assert answer.text.startswith("The document does not state total assets for 2021.")
    assert answer.cited(DOCUMENT) == ["$ 500"]
    assert "%" not in answer.text


def test_nothing_is_divided_by_zero() -> None:
    rows = [["", "2022", "2021"], ["Net sales", "0", "5"], ["Net income", "7", "1"]]
    answer = ask("What was the net margin in 2022?", DocumentBuilder().table(rows).build())
    assert set(answer.cited(DocumentBuilder().table(rows).build())) == {"0", "7"}
    assert "÷" not in answer.text


SPENT = [
    ["Years ended December 31,", "2022", "2021"],
    ["Dividends paid", "(100)", "(90)"],
    ["Repurchases of common stock", "(300)", "(200)"],
    ["Goodwill impairment", "40", "10"],
    ["Impairment of intangible assets", "25", "5"],
]
OWED = [
    ["December 31,", "2022", "2021"],
    ["Current operating lease liabilities", "15", "12"],
    ["Long-term operating lease liabilities", "85", "70"],
    ["Total assets", "900", "800"],
]
OF_TWO_PLACES = (
    DocumentBuilder()
    .heading("Consolidated Balance Sheets")
    .table(OWED, unit="in millions")
    .page()
    .heading("Consolidated Statements of Cash Flows")
    .table(SPENT, unit="in millions")
    .build()
)


@pytest.mark.parametrize(
    ("question", "result", "cells"),
    [
        ("What was the total of dividends and share repurchases in 2022?", "400 million", {"(100)", "(300)"}),
        ("How much did it spend on dividends and share repurchases combined in 2021?", "290 million",
         {"(90)", "(200)"}),
        ("What were dividends plus share repurchases in 2022?", "400 million", {"(100)", "(300)"}),
        ("What was goodwill impairment plus intangible asset impairments in 2022?", "65 million", {"40", "25"}),
        ("What was the sum of goodwill and intangible asset impairments in 2021?", "15 million", {"10", "5"}),
        ("What were current and long-term operating lease liabilities together at the end of 2022?", "100 million",
         {"15", "85"}),
    ],
)  # fmt: skip
def test_what_is_to_be_added_up_is(question: str, result: str, cells: set[str]) -> None:
    answer = ask(question, OF_TWO_PLACES)
    assert result in answer.text
    assert set(answer.cited(OF_TWO_PLACES)) == cells


def test_of_two_tables_that_state_an_operand_differently_none_is_chosen() -> None:
    builder = DocumentBuilder()
    for name, sales in (("Elm division", ("40", "30")), ("Oak division", ("55", "50"))):
        builder.heading(name).table([["", "2022", "2021"], ["Net sales", *sales], ["Net income", "5", "4"]])
    document = builder.build()
    for question in ("How much did net sales change from 2021 to 2022?", "What was the net margin in 2022?"):
        answer = ask(question, document)
        assert "more than one figure" in answer.text
        assert "Elm division" in answer.text
        assert "Oak division" in answer.text
        assert " = " not in answer.text
    told = ask("How much did net sales of the Oak division change from 2021 to 2022?", document)
    assert set(told.cited(document)) == {"55", "50"}


def test_a_primary_statement_is_taken_before_notes_and_equal_figures_are_one() -> None:
    builder = DocumentBuilder().heading("Consolidated Statements of Income").table(INCOME, unit="in millions").page()
    builder.heading("Segments").table([["", "2022", "2021"], ["Net sales", "70", "60"]], unit="in millions")
    answer = ask("How much did net sales change from 2021 to 2022?", builder.build())
    assert "+$800 million" in answer.text
    builder = DocumentBuilder()
    for name in ("Overview", "Review"):
        builder.heading(name).table([["", "2022", "2021"], ["Net sales", "70", "60"]])
    assert "+10" in ask("How much did net sales change from 2021 to 2022?", builder.build()).text


def test_what_a_question_defines_may_be_called_as_it_likes() -> None:
    rows = [["", "2022"], ["Loans to customers", "880"], ["Customer deposits", "800"]]
    document = DocumentBuilder().heading("Consolidated Balance Sheets").table(rows).build()
    asked = "What was the lending ratio in 2022, defined as loans to customers divided by customer deposits?"
    assert "1.10" in ask(asked, document).text
