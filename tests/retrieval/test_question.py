"""Reading questions: what is asked, apart from how to answer, and where the evidence stands."""

import pytest
from chatdoc_server.retrieval.glossary import Statement
from chatdoc_server.retrieval.question import read, strip_instructions

POSITION, INCOME, CASH, EQUITY = Statement


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("What is the total debt? Answer in USD millions.", "What is the total debt?"),
        ("How large is the margin? Round your answer to two decimal places.", "How large is the margin?"),
        ("Using only the balance sheet, how much cash is there?", "how much cash is there?"),
        ("By relying on the details in the income statement, what were sales?", "what were sales?"),
        ("What were sales? Give a response to the question by relying on the income statement.", "What were sales?"),
        (
            "You are an analyst and this is your only source: the report. Here's the question: what were sales?",
            "the report. what were sales?",
        ),
        (
            "Is the quick ratio fine? If it is not useful here, then state that and explain why.",
            "Is the quick ratio fine?",
        ),
        ("What is profit (in USD millions)?", "What is profit?"),
        ("Explain the accounting policy for leases.", "Explain the accounting policy for leases."),
        ("Who was acquired, as mentioned in this 10K report?", "Who was acquired?"),
        ("Summarize the risks.", "Summarize the risks."),
        ("  two\n spaces ", "two spaces"),
        ("根据资产负债表，存货是多少？", "根据资产负债表，存货是多少？"),
    ],
)
def test_instructions_are_stripped(question: str, core: str) -> None:
    assert strip_instructions(question) == core


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        ("What were inventories according to the balance sheet?", (POSITION,)),
        ("What does the statement of financial position say about cash?", (POSITION,)),
        ("From the P&L statement, what was cost of sales?", (INCOME,)),
        ("Use the statement of cash flows and the income statement: what is the payout ratio?", (INCOME, CASH)),
        ("What was capex in 2020?", (CASH,)),
        ("Did PP&E grow?", (POSITION,)),
        ("What is the quick ratio?", (POSITION,)),
        ("What is DPO?", (POSITION, INCOME)),
        ("What does the statement of changes in shareholders' equity show?", (EQUITY,)),
        ("Which segment had the highest net income?", ()),
        ("From the income statement, which region had the highest sales?", (INCOME,)),
        ("Who founded the company?", ()),
        ("When does the agreement end?", ()),
    ],
)
def test_evidence_is_looked_for_in_the_statements_that_hold_it(
    question: str, statements: tuple[Statement, ...]
) -> None:
    reading = read(question)
    assert reading.statements == statements
    assert len(reading.parts) == 1 + len(statements)
    assert all(part.wants_figures for part in reading.parts[1:])


def test_named_statements_outweigh_implied_ones() -> None:
    named = read("What was revenue? Use the income statement.").parts[1]
    implied = read("What was revenue?").parts[1]
    assert named.weight > implied.weight
    assert "net sales" in implied.meaning


def test_abbreviations_are_spelt_out() -> None:
    assert any("chief executive officer" in words for words in read("Who is the CEO?").parts[0].words)
    assert any("purchases of property" in words for words in read("How high was capex?").parts[0].words)
