"""Computations read off the words of a question."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.questions.formulas.computation import Ask, planned
from chatdoc_server.questions.formulas.expression import Operand, written
from chatdoc_server.questions.formulas.parser import Unreadable, parse


def shown(operand: Operand) -> str:
    period = f"@{operand.period.year}" if operand.period else f"@-{operand.back}" if operand.back else ""
    return operand.item.name + period


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            "FY2019 revenue divided by the average of FY2018 and FY2019 PP&E",
            "revenue@2019 ÷ average(net property, plant and equipment@2018, net property, plant and equipment@2019)",
        ),
        ("(FY2020 COGS) / (average inventory between FY2019 and FY2020)",
         "cost of goods sold@2020 ÷ average(inventory@2019, inventory@2020)"),
        ("net income plus interest expense minus income taxes", "net income + interest expense − income taxes"),
        ("net income / (total assets - total liabilities)", "net income ÷ (total assets − total liabilities)"),
        ("change in accounts payable between FY2018 and FY2019", "accounts payable@2019 − accounts payable@2018"),
        ("net income attributable to shareholders as a percentage of total revenue", "net income ÷ revenue"),
        ("orders received / headcount", "orders received ÷ headcount"),
        ("the sum of goodwill and inventory in 2021", "sum(goodwill@2021, inventory@2021)"),
        ("365 * average inventory / cost of sales", "(365 × average(inventory@-1, inventory)) ÷ cost of goods sold"),
        ("operating income (from the income statement) over revenue", "operating income ÷ revenue"),
    ],
)  # fmt: skip
def test_a_formula_in_words(text: str, formula: str) -> None:
    assert written(parse(text, {}), shown) == formula


@pytest.mark.parametrize("text", ["", "what a day", "revenue and net income", "revenue /", "* 2", "()", "(" * 99])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse(text, {}, lenient=True)


@given(st.text(alphabet="()+-*/ 0123456789average revenue of FY2019 and", max_size=80))
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        written(parse(text, {}), shown)


@pytest.mark.parametrize(
    ("question", "formula", "years", "ask"),
    [
        ("What was the gross margin in 2022?", "gross profit ÷ revenue", [2022], Ask.VALUES),
        ("By how many percent did revenue grow from 2020 to 2021?", "revenue", [2020, 2021], Ask.GROWTH),
        ("How much did inventories change between FY2021 and FY2022?", "inventory", [2021, 2022], Ask.DIFFERENCE),
        ("Did net income increase in 2022?", "net income", [2022], Ask.DIRECTION),
        ("Does Wile Ltd have positive working capital in 2023?",
         "total current assets − total current liabilities", [2023], Ask.SIGN),
        ("What is the FY2018 - FY2020 3 year average of capex as a % of revenue?",
         "capital expenditure ÷ revenue", [2018, 2019, 2020], Ask.AVERAGE),
        ("In which year was revenue highest, 2019, 2020 or 2021?", "revenue", [2019, 2020, 2021], Ask.HIGHEST),
        ("What is the FY2020 anvil margin? Anvil margin is defined as: gross profit / total assets.",
         "gross profit ÷ total assets", [2020], Ask.VALUES),
        ("What is FY2019 LTX? LTX is defined as: A1 + B1. A1 is defined as: net income / goodwill. "
         "B1 is defined as: revenue / inventory.", "net income ÷ goodwill + revenue ÷ inventory", [2019], Ask.VALUES),
    ],
)  # fmt: skip
def test_what_a_question_asks_to_be_computed(question: str, formula: str, years: list[int], ask: Ask) -> None:
    plan = planned(question)
    assert plan is not None
    assert written(plan.formula, shown) == formula
    assert [period.year for period in plan.periods] == years
    assert plan.ask is ask


@pytest.mark.parametrize(
    "question",
    [
        "What was revenue in 2022?",
        "Why did the operating margin change in 2022?",
        "Which segment had the highest net income?",
        "Who is the chief executive?",
        "List the acquisitions of 2022.",
    ],
)
def test_what_asks_for_no_computation(question: str) -> None:
    assert planned(question) is None


def test_how_the_result_is_to_be_given() -> None:
    plan = planned("What was the change in net sales from 2020 to 2021? Answer in USD millions, round to two decimals.")
    assert plan is not None
    assert (plan.manner.scale, plan.manner.places, plan.manner.percent) == ("million", 2, False)
    plan = planned("What was the growth of net sales in 2021 in percent, rounded to one decimal place?")
    assert plan is not None
    assert (plan.manner.percent, plan.manner.places, plan.ask) == (True, 1, Ask.GROWTH)
