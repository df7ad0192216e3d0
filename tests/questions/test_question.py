"""Questions taken apart: the figures, names and topics in them."""

import pytest

from chatdoc_server.questions.items import ITEMS
from chatdoc_server.questions.question import understand
from chatdoc_server.questions.ratios import RATIOS
from chatdoc_server.questions.statements import Statement
from chatdoc_server.questions.words import Stems


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What was net income in 2022?", ["net income"]),
        ("How high was goodwill impairment expense?", ["goodwill impairment"]),
        ("What is the FY2020 quick ratio?", ["total current assets", "inventory", "total current liabilities"]),
        ("Did PP&E grow?", ["net property, plant and equipment"]),
        ("How much cash flow did it have?", []),
        ("What is the cost of sales, and what are net sales?", ["cost of goods sold", "revenue"]),
        ("Who founded it?", []),
    ],
)
def test_the_figures_a_question_needs_are_found_by_any_of_their_names(question: str, items: list[str]) -> None:
    assert [target.item.name for target in understand(question, Stems()).targets] == items


def test_a_question_names_its_source_and_its_company() -> None:
    question = understand("Using only the balance sheet, what are Acme's inventories? Answer in USD.", Stems())
    assert question.statements == (Statement.BALANCE,)
    assert question.names == ("acme",)
    assert question.text == "what are Acme's inventories?"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How much did Bulk Cargo earn in December 2024?", ("bulk", "cargo")),
        ("What Were Total Operating Expenses In 2022?", ()),
        ("What Was Nike's Growth?", ("nike",)),
        ("3M sells what?", ("3m",)),
        ("Who is the CEO?", ()),
    ],
)
def test_names_are_told_by_their_capitals(question: str, names: tuple[str, ...]) -> None:
    assert understand(question, Stems()).names == names


def test_every_operand_of_a_ratio_is_an_item_and_every_item_is_named_once() -> None:
    names = [item.name for item in ITEMS]
    assert len(names) == len(set(names))
    assert {operand for ratio in RATIOS for operand in ratio.operands} <= set(names)
    asked = [name for item in ITEMS for name in item.asked]
    assert len(asked) == len(set(asked))
