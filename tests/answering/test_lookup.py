"""Figures looked up as they are printed: in the scale that is asked for, and with all that may be meant."""

import pytest

from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

COSTS = [["", "2022", "2021"], ["Rent expense", "158,420", "140,000"], ["Tax rate", "21.5%", "20.0%"]]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was rent expense in 2022? Answer in USD millions.", "$158.42 million ($158,420 thousand)"),
        ("What was rent expense in 2021 in USD millions?", "$140 million ($140,000 thousand)"),
        ("What was rent expense in 2022 in millions, to one decimal?", "$158.4 million ($158,420 thousand)"),
        ("What was rent expense in 2022 in thousands?", ": $158,420 thousand"),
        ("What was the tax rate in 2022? Answer in USD millions.", ": 21.5%"),
    ],
)
def test_an_amount_is_told_in_the_scale_that_is_asked_for(question: str, told: str) -> None:
    document = DocumentBuilder().heading("Costs").table(COSTS, unit="in thousands of dollars").build()
    assert ask(question, document).text.endswith(told)


def test_what_rows_of_one_name_state_otherwise_is_stated_too() -> None:
    builder = DocumentBuilder()
    for name, figure in (("Elm division", "70"), ("Oak division", "55"), ("Review of Elm", "70.2")):
        builder.heading(name).table([["", "2022", "2021"], ["Net sales", figure, "50"]], unit="in millions")
    document = builder.build()
    both = ask("What were net sales in 2022?", document)
    assert both.cited(document) == ["70", "55"]
    assert "– Elm division" in both.text
    assert "– Oak division" in both.text
    one = ask("What were net sales of the Oak division in 2022?", document)
    assert one.cited(document) == ["55"]
    assert "–" not in one.text


def test_an_amount_of_money_is_no_number_of_things() -> None:
    rows = [["", "2022", "2021"], ["Harbor Pallets", "$ 240", "$ 210"], ["Stores", "$ 75", "$ 70"]]
    document = DocumentBuilder().heading("Sales").table(rows, unit="in millions").build()
    assert not ask("How many pallets did Harbor Pallets lose in 2022?", document).cited(document)
    assert ask("How many dollars did Harbor Pallets make in 2022?", document).cited(document) == ["$ 240"]
    assert ask("How many stores were there in 2022?", document).cited(document) == ["$ 75"]


def test_a_row_that_the_question_names_in_full_goes_before_an_item_of_a_part_of_its_name() -> None:
    rows = [["", "2022", "2021"], ["Accounts payable", "70", "60"], ["Construction payable", "12", "15"],
            ["Deferred revenues", "30", "20"], ["Revenues", "400", "380"]]  # fmt: skip
    document = DocumentBuilder().heading("Consolidated Balance Sheets").table(rows).build()
    assert ask("What were construction payables at December 31, 2021?", document).cited(document) == ["15"]
    assert ask("What was deferred revenue at the end of 2022?", document).cited(document) == ["30"]
    assert ask("What were payables at the end of 2022?", document).cited(document) == ["70"]
    assert ask("What was revenue in 2022?", document).cited(document) == ["400"]


def test_what_is_attributable_to_somebody_is_told_from_the_whole() -> None:
    rows = [["", "2022"], ["Consolidated net income", "90"], ["Net income attributable to noncontrolling owners", "8"],
            ["Consolidated net income attributable to Harbor", "82"]]  # fmt: skip
    document = DocumentBuilder().heading("Consolidated Statements of Income").table(rows).build()
    assert ask("What was net income attributable to Harbor in 2022?", document).cited(document) == ["82"]
    assert ask("What was consolidated net income in 2022?", document).cited(document) == ["90"]


def test_where_no_period_is_asked_the_column_that_is_named_is_taken() -> None:
    rows = [["", "Patents worldwide", "U.S. patents", "Expiring by 2025"], ["Glass", "551", "152", "2"]]
    document = DocumentBuilder().heading("Our patents").table(rows).build()
    assert ask("How many U.S. patents does Glass have?", document).cited(document) == ["152"]


def test_of_a_year_alone_all_lengths_of_it_are_stated() -> None:
    rows = [["", "Three months ended June 30,", "", "Six months ended June 30,", ""],
            ["", "2023", "2022", "2023", "2022"], ["Revenues", "40", "35", "78", "66"]]  # fmt: skip
    builder = DocumentBuilder().heading("Consolidated Statements of Operations")
    document = builder.table(rows, header_rows=2, wide=[(0, 1, 2), (0, 3, 2)]).build()
    assert ask("What were revenues in 2023?", document).cited(document) == ["40", "78"]
    assert ask("What were revenues in the six months ended June 30, 2022?", document).cited(document) == ["66"]
