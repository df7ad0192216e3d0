"""Answers without a model, over documents built by hand."""

import pytest

from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.citations import rectangles
from chatdoc_server.document import Box
from tests.answering.asking import Answer, ask
from tests.answering.builder import DocumentBuilder

INCOME = [
    ["", "Years ended December 31,", "", ""],
    ["", "2022", "2021", "2020"],
    ["Net sales", "$ 4,000", "$ 3,500", "$ 3,000"],
    ["Cost of sales", "2,000", "1,900", "1,800"],
    ["Goodwill impairment", "271", "—", "12"],
    ["Other income (expense), net", "(15)", "20", "3"],
    ["Income taxes", "90", "80", "70"],
    ["Net income (loss)", "$ 500", "$ 400", "$ (20)"],
    ["Earnings per share", "", "", ""],
    ["Basic", "$ 1.25", "$ 1.00", "$ (0.05)"],
    ["Diluted", "$ 1.22", "$ 0.98", "$ (0.05)"],
]
CASH = [
    ["", "2022", "2021"],
    ["Cash flows from operating activities:", "", ""],
    ["Net income", "$ 500", "$ 400"],
    ["Net cash provided by operating activities", "812", "700"],
    ["Cash flows from investing activities:", "", ""],
    ["Purchases of property, plant and equipment", "(1,749)", "(1,603)"],
    ["Cash flows from financing activities:", "", ""],
    ["Cash dividends paid", "(120)", "(110)"],
]
SEGMENTS = [
    ["", "2022", "2021"],
    ["Rockets", "$ 3,100", "$ 2,800"],
    ["Anvils", "900", "700"],
    ["Total", "$ 4,000", "$ 3,500"],
]
QUARTERS = [
    ["", "Three Months Ended June 30,", "", "Six Months Ended June 30,", ""],
    ["", "2023", "2022", "2023", "2022"],
    ["Net revenues", "$ 310", "$ 290", "$ 640", "$ 600"],
]


def report() -> DocumentBuilder:
    return (
        DocumentBuilder()
        .heading("ACME Corp. Annual Report 2022")
        .paragraph(
            "ACME Corp. is a global leader in rockets. It employs 1,200 people in the U.S. and Europe. Founded in 1949."
        )
        .paragraph("The Chief Executive Officer is Jane Wile. The board has approx. 3.5 meetings a year.")
        .page()
        .heading("Consolidated Statements of Income")
        .table(
            INCOME,
            header_rows=2,
            unit="in millions, except per share amounts",
            wide=[(0, 1, 3)],
            depths=[0] * 9 + [1, 1],
        )
        .page()
        .heading("Consolidated Statements of Cash Flows")
        .table(CASH, unit="in millions")
        .page()
        .heading("Net sales by segment")
        .table(SEGMENTS, unit="in millions")
        .paragraph("Anvil demand fell because coyotes ordered fewer of them.")
    )


BUILDER = report()
DOCUMENT = BUILDER.build()


def answer(question: str) -> Answer:
    return ask(question, DOCUMENT)


@pytest.mark.parametrize(
    ("question", "line", "cell"),
    [
        ("What was goodwill impairment expense in 2022?", "$271 million", "271"),
        ("How much were net sales in FY2021?", "$3,500 million", "$ 3,500"),
        ("What is ACME's revenue for fiscal 2020?", "$3,000 million", "$ 3,000"),
        ("What was capex in FY22? Answer in USD millions.", "$(1,749) million (negative)", "(1,749)"),
        ("What was the net loss in 2020?", "$(20) million (negative)", "$ (20)"),
        ("What were diluted earnings per share as of December 31, 2022?", "$1.22", "$ 1.22"),
        ("How much did it pay in cash dividends?", "$(120) million (negative)", "(120)"),
        ("What were net sales of the Anvils segment in 2022?", "$900 million", "900"),
        ("Using only the cash flow statement, what is cash from operations in 2021?", "$700 million", "700"),
    ],
)
def test_a_figure_is_stated_with_unit_and_period_and_cited_by_its_cell(question: str, line: str, cell: str) -> None:
    got = answer(question)
    assert got.text.endswith(f": {line}"), got.text
    assert got.cited(DOCUMENT) == [cell]
    (support,) = got.pieces[0][1]
    (rect,) = rectangles(DOCUMENT, support.spans[0])
    assert BUILDER.words_under(rect) == cell.split()


def test_without_a_period_the_newest_column_answers_and_is_named() -> None:
    assert answer("How high were net sales?").text == "Net sales (Years ended December 31, 2022): $4,000 million"


def test_several_figures_and_periods_are_several_cited_lines() -> None:
    got = answer("What were net sales and net income from 2020 to 2022?")
    assert got.cited(DOCUMENT) == ["$ 3,000", "$ 3,500", "$ 4,000", "$ (20)", "$ 400", "$ 500"]
    assert len(got.text.splitlines()) == 6


def test_quarters_and_halves_are_told_apart() -> None:
    document = DocumentBuilder().heading("Results").table(QUARTERS, header_rows=2, wide=[(0, 1, 2), (0, 3, 2)]).build()
    assert ask("What was revenue in Q2 2023?", document).cited(document) == ["$ 310"]
    assert ask("What was revenue in H1 2022?", document).cited(document) == ["$ 600"]


def test_a_period_that_no_column_has_is_refused_by_name() -> None:
    got = answer("What were net sales in 2015?")
    assert got.text.startswith(ENGLISH.not_stated)
    assert "4,000" not in got.text


def test_a_computation_states_its_result_and_every_input() -> None:
    got = answer("What is the net income margin in 2022, net income divided by net sales?")
    assert got.text.startswith("Net margin (2022): 12.5%")
    assert set(got.cited(DOCUMENT)) == {"$ 4,000", "$ 500"}
    assert "$500 million ÷ $4,000 million" in got.text


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("How many people does the company employ?", "It employs 1,200 people in the U.S. and Europe."),
        ("Who is the Chief Executive Officer?", "The Chief Executive Officer is Jane Wile."),
        ("Why did demand for anvils fall?", "Anvil demand fell because coyotes ordered fewer of them."),
    ],
)
def test_a_sentence_that_answers_is_quoted_word_for_word(question: str, quote: str) -> None:
    got = answer(question)
    assert quote in got.cited(DOCUMENT)
    assert f"“{quote}”" in got.text


def test_every_quote_stands_under_its_rectangles() -> None:
    for question in (
        "How many people?",
        "Who is the Chief Executive?",
        "What does ACME lead in?",
        "Where are rockets sold?",
    ):
        for text, supports in answer(question).pieces:
            for support in supports:
                rects = [rect for span in support.spans for rect in rectangles(DOCUMENT, span)]
                under = " ".join(word for rect in rects for word in BUILDER.words_under(rect))
                assert under in text


@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief scientist of the Zanzibar laboratory?",
        "What did Napoleon say about the tariffs?",
        "What is the revenue of Tesla?",
        "How many patents does it hold in photosynthesis?",
    ],
)
def test_what_the_document_does_not_hold_is_refused_in_one_sentence(question: str) -> None:
    assert answer(question).text.startswith(ENGLISH.not_stated)


def test_an_empty_document_is_answered_honestly() -> None:
    document = DocumentBuilder().build()
    got = ask("What is this about?", document)
    assert got.text == ENGLISH.not_stated
    assert got.pieces == ()


def test_a_yes_no_question_gets_the_words_and_no_verdict() -> None:
    got = answer("Did the demand for anvils fall?")
    assert not got.text.lower().startswith(("yes", "no,", "no."))
    assert got.cited(DOCUMENT)


HARBOR = [["(in thousands)", "2024", "2023"], ["Inventories", "240.8", "210.4"], ["Total assets", "900.0", "850.0"]]
BY_TRADE = [
    ["Net sales by trade", "", ""],
    ["", "2024", "2023"],
    ["Bulk Cargo", "310.5", "300.1"],
    ["Passengers & Mail", "120.2", "118.0"],
    ["Total net sales", "430.7", "418.1"],
]
GOODWILL = [
    ["", "Bulk Cargo", "Passengers & Mail", "Total"],
    ["Balance at December 31, 2023", "50.0", "20.0", "70.0"],
    ["Impairment", "(5.0)", "—", "(5.0)"],
    ["Balance at December 31, 2024", "45.0", "20.0", "65.0"],
]
FEES = [["Service", "Amount"], ["Pilot fees", "12,400"], ["Mooring fees", "3,100"]]


def harbor() -> DocumentBuilder:
    return (
        DocumentBuilder()
        .heading("Harbor of Norsund Annual Report 2024")
        .paragraph("Norsund is a port on the northern coast. Its board met six times and heard the auditors twice.")
        .paragraph("Statements about the future are set out with the financial statements of the port.")
        .page()
        .heading("Balance Sheet")
        .table(HARBOR)
        .heading("Results by trade", 2)
        .paragraph("Bulk Cargo and Passengers & Mail are the two trades of the port.")
        .table(BY_TRADE, header_rows=2, unit="in thousands")
        .page()
        .heading("Goodwill")
        .table(GOODWILL, unit="in thousands")
        .heading("Services")
        .table(FEES)
        .paragraph("Figure 1: The new quay The new quay was opened in May and is 240 metres long.")
        .paragraph("Kari Lund Chair and Chief Executive Officer")
        .paragraph("The sheds stand on land that a single supplier of coal leases until 2031.")
    )


HARBOR_REPORT = harbor().build()


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Inventories at the end of 2024", ["240.8"]),
        ("Inventories 2023", ["210.4"]),
        ("Net sales of Bulk Cargo", ["310.5"]),
        ("what were the net sales of passengers & mail?", ["120.2"]),
        ("What Were Net Sales In 2024?", ["430.7"]),
        ("How high were the net sales of Passengers & Mail in 2023?", ["118.0"]),
        ("What were Norsund's net sales in 2024?", ["430.7"]),
        ("What was the goodwill of Bulk Cargo at the end of 2023?", ["50.0"]),
        ("Goodwill of Bulk Cargo", ["45.0"]),
        ("What were the pilot fees in 2024?", ["12,400"]),
        ("How much are mooring fees?", ["3,100"]),
    ],
)
def test_a_figure_is_of_the_part_and_the_period_asked(question: str, cells: list[str]) -> None:
    assert ask(question, HARBOR_REPORT).cited(HARBOR_REPORT) == cells


def test_a_row_below_the_figure_asked_is_named_by_its_section() -> None:
    rows = [["", "2024", "2023"], ["Revenue:", "", ""], ["Port Services", "30", "20"], ["Total revenue", "90", "80"]]
    document = DocumentBuilder().heading("Statement of Income").table(rows, depths=[0, 0, 1, 0]).build()
    assert ask("What was the Port Services revenue in 2024?", document).text == "Revenue: Port Services (2024): 30"


def test_which_part_is_highest_gets_the_parts_and_not_the_whole() -> None:
    got = ask("Which trade had the highest net sales in 2024?", HARBOR_REPORT)
    assert "(Bulk Cargo): 310.5 thousand" in got.text
    assert {"310.5", "120.2"} <= set(got.cited(HARBOR_REPORT))


def test_what_is_not_done_is_undone() -> None:
    text = "A credit line of $250 million was not drawn at the end of the year."
    document = DocumentBuilder().paragraph(text).paragraph("The board met six times.").build()
    assert ask("How large is the undrawn credit line?", document).cited(document) == [text]
    drawn = DocumentBuilder().paragraph(text.replace("not ", "")).build()
    assert ask("How large is the undrawn credit line?", drawn).text.startswith(ENGLISH.not_stated)


def test_what_a_figure_of_a_part_is_stands_with_it() -> None:
    got = ask("Net sales of Bulk Cargo", HARBOR_REPORT)
    assert got.text == "Net sales by trade: Bulk Cargo (2024): 310.5 thousand"


@pytest.mark.parametrize(
    "question",
    [
        "What were the net sales of Fish Exports in 2024?",
        "What were the pilot fees in 2019?",
        "Who audits the financial statements of the port?",
        "Who is the chief financial officer?",
    ],
)
def test_the_figure_of_the_whole_or_another_person_is_no_answer(question: str) -> None:
    got = ask(question, HARBOR_REPORT)
    assert got.text.startswith(ENGLISH.not_stated), got.text


def test_who_it_is_stands_with_the_whole_role() -> None:
    assert "Kari Lund" in ask("Who is the Chief Executive Officer?", HARBOR_REPORT).text
    assert "supplier of coal" in ask("Who supplies the coal?", HARBOR_REPORT).text


def test_a_caption_is_not_joined_with_the_sentence_below_it() -> None:
    builder = DocumentBuilder()
    builder.paragraph("Figure 1: The new quay The new quay was opened in May and is 240 metres long.")
    # The caption is a line of its own on the page.
    for word in range(5, len(builder.boxes)):
        left, top, right, bottom = builder.boxes[word]
        builder.boxes[word] = Box(left, top + 12, right, bottom + 12)
    document = builder.build()
    got = ask("How long is the new quay?", document)
    assert got.cited(document) == ["The new quay was opened in May and is 240 metres long."]
