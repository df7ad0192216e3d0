"""Where the evidence for a question is looked for."""

import pytest

from chatdoc_server.questions.question import understand
from chatdoc_server.questions.statements import STATEMENTS, Statement
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.evidence import Part, evidence

BALANCE, INCOME, CASH, EQUITY = Statement


def parts_of(question: str) -> tuple[Part, ...]:
    return evidence(understand(question, Stems()))


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        ("What were inventories according to the balance sheet?", (BALANCE,)),
        ("What does the statement of financial position say about cash?", (BALANCE,)),
        ("From the P&L statement, what was cost of sales?", (INCOME,)),
        ("Use the statement of cash flows and the income statement: what is the payout ratio?", (INCOME, CASH)),
        ("What was capex in 2020?", (CASH,)),
        ("Did PP&E grow?", (BALANCE,)),
        ("What is the quick ratio?", (BALANCE,)),
        ("What is DPO?", (BALANCE, INCOME)),
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
    _, *parts = parts_of(question)
    assert [next(iter(part.words)) for part in parts] == [STATEMENTS[statement].titles for statement in statements]
    assert all(part.wants_figures for part in parts)


def test_named_statements_outweigh_implied_ones() -> None:
    named = parts_of("What was revenue? Use the income statement.")[1]
    implied = parts_of("What was revenue?")[1]
    assert named.weight > implied.weight
    assert any("net sales" in words for words in implied.words)
    assert "revenue" in [item.name for item in implied.rows]


def test_abbreviations_are_spelt_out() -> None:
    assert any("chief executive officer" in words for words in parts_of("Who is the CEO?")[0].words)
    assert any("purchases of property" in words for words in parts_of("How high was capex?")[0].words)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("What was revenue in FY2022?", (2022,)),
        ("How did revenue in 2022 compare with the prior year?", (2022, 2021)),
        ("By how much did revenue grow year-over-year in FY22?", (2022, 2021)),
        ("What was revenue in the prior year?", ()),
    ],
)
def test_the_years_asked_for_are_looked_for(question: str, years: tuple[int, ...]) -> None:
    parts = parts_of(question)
    assert all(part.years == years for part in parts)
    assert all(str(year) in " ".join(parts[0].words) for year in years)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does “net leverage” mean?", "net leverage"),
        ("How is the conversion price calculated?", "conversion price"),
        ("Who is the auditor?", ""),
    ],
)
def test_the_term_whose_meaning_is_asked_is_looked_for(question: str, term: str) -> None:
    assert parts_of(question)[0].term == term
