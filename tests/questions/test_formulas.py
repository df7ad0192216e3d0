"""Computations read off the words of a question."""

import contextlib
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chatdoc_server.questions.formulas.computation import Ask, planned
from chatdoc_server.questions.formulas.expression import (
    Aggregate,
    Aggregation,
    Expression,
    Number,
    Operand,
    Operation,
    Sign,
    Undefined,
    evaluate,
    operands,
    written,
)
from chatdoc_server.questions.formulas.parser import Unreadable, parse
from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.ratios import DERIVED, RATIOS, Ratio


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
        ("cash and cash equivalents plus trade receivables, divided by total current liabilities",
         "(cash and cash equivalents + accounts receivable) ÷ total current liabilities"),
        ("trade payables divided by cost of services, times 365", "(accounts payable ÷ cost of services) × 365"),
        ("(salaries and wages plus cash and receivables) / sales and marketing",
         "(salaries and wages + sum(cash, accounts receivable)) ÷ sales and marketing expense"),
        ("total lease and rental costs minus sublease income", "lease and rental costs − sublease income"),
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
        ("What share of total revenue was cost of sales in 2022?", "cost of goods sold@2022 ÷ revenue", [2022],
         Ask.VALUES),
        ("What percentage of revenue came from net income in 2022?", "net income@2022 ÷ revenue", [2022], Ask.VALUES),
        ("By how much did gross profit exceed operating income in 2022?", "gross profit − operating income@2022",
         [2022], Ask.VALUES),
        ("How much lower was net income than operating income in 2021?", "operating income@2021 − net income",
         [2021], Ask.VALUES),
        ("What is the ratio of total liabilities to total equity at year-end 2022?",
         "total liabilities ÷ shareholders' equity@2022", [2022], Ask.VALUES),
        ("What was the operating cash flow to capex ratio in 2022?",
         "cash from operating activities ÷ capital expenditure@2022", [2022], Ask.VALUES),
        ("What was the CAGR of revenue from 2018 to 2021?", "revenue", [2018, 2019, 2020, 2021], Ask.COMPOUND_GROWTH),
        ("What was the total capital expenditure from 2019 to 2021?", "capital expenditure", [2019, 2020, 2021],
         Ask.SUM),
        ("What was the average annual net income over 2017, 2018 and 2019?", "net income", [2017, 2018, 2019],
         Ask.AVERAGE),
        ("What was the highest revenue between 2019 and 2022?", "revenue", [2019, 2020, 2021, 2022], Ask.HIGHEST),
        ("When was net income lowest?", "net income", [], Ask.LOWEST),
        ("By what percentage did total revenues grow in 2018 over 2017?", "revenue", [2017, 2018], Ask.GROWTH),
        ("By how much did long-term debt go down between December 31, 2021 and December 31, 2022?", "long-term debt",
         [2021, 2022], Ask.DIFFERENCE),
        ("What was the payout in 2020, meaning dividends paid divided by net income?", "dividends paid ÷ net income",
         [2020], Ask.VALUES),
        ("What is the FY2023 fixed asset turnover? It is FY2023 revenue over average PP&E of FY2022 and FY2023.",
         "revenue ÷ average(net property, plant and equipment@-1, net property, plant and equipment)", [2023],
         Ask.VALUES),
        ("What was the quick ratio in 2023? Define it as cash and cash equivalents divided by total liabilities.",
         "cash and cash equivalents ÷ total liabilities", [2023], Ask.VALUES),
        ("What was the cover in 2022? Compute it by dividing goodwill by net income.", "goodwill ÷ net income", [2022],
         Ask.VALUES),
        ("What was the days payable outstanding in 2022, worked out as trade payables divided by haulage, times 365?",
         "(accounts payable ÷ haulage) × 365", [2022], Ask.VALUES),
        ("What was the reach in 2022, obtained by adding goodwill to inventory?", "goodwill + inventory", [2022],
         Ask.VALUES),
        ("How many times did operating income cover interest expense in 2022?",
         "operating income ÷ interest expense@2022", [2022], Ask.VALUES),
        ("How many times larger was revenue than net income in 2022?", "revenue ÷ net income@2022", [2022], Ask.VALUES),
        ("Sum of lease obligations at May 31, 2022, current and long-term (millions)?",
         "current lease obligations + long-term lease obligations@2022", [2022], Ask.VALUES),
        ("Total of net income plus buildings and improvements in 2022?", "net income + buildings and improvements@2022",
         [2022], Ask.VALUES),
        ("How did capital expenditures in 2021 differ from those in 2020?", "capital expenditure", [2020, 2021],
         Ask.DIFFERENCE),
        ("What quick ratio results for 2022 when cash and receivables are divided by total current liabilities?",
         "sum(cash, accounts receivable) ÷ total current liabilities", [2022], Ask.VALUES),
        ("What return on assets was earned in 2022, taking net income over year-end total assets?",
         "net income ÷ total assets", [2022], Ask.VALUES),
        ("What do marketing and general and administrative expenses of 2022 add up to?",
         "marketing + general and administrative expense@2022", [2022], Ask.VALUES),
        ("How often did operating income cover interest expense in 2022?", "operating income ÷ interest expense@2022",
         [2022], Ask.VALUES),
        ("What is the sum of research and development and interest expense in 2022?",
         "research and development + interest expense@2022", [2022], Ask.VALUES),
        ("By what percentage did the charge on loans and advances rise in 2022?", "charge on loans and advances",
         [2022], Ask.GROWTH),
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
        "What was revenue in 2021 and 2022?",
        "What was adjusted EBITDA in 2022?",
        "What share of revenue was subscription revenue in 2022?",
        "List the acquisitions of 2022.",
        "By how much did inventories fall from the end of the first to the end of the second quarter of 2022?",
        "By how much did inventories fall from Q1 2022 to Q2 2022?",
        "What was the book value per share at the end of 2022?",
        "How much did impairment losses, goodwill plus intangible assets, come to in 2022?",
        "How did net income become what it was in 2022?",
        "How much were losses on goodwill plus fees in 2022?",
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


@pytest.mark.parametrize("formula", [*(ratio.formula for ratio in RATIOS), *DERIVED.values()])
def test_every_known_formula_is_made_of_known_items(formula: str) -> None:
    known = {item.name for item in ITEMS}
    assert {operand.item.name for operand in operands(parse(formula, {}))} <= known


def test_every_name_of_a_ratio_is_understood() -> None:
    for ratio in RATIOS:
        for name in ratio.asked:
            plan = planned(f"What was the {name} in 2022?")
            assert plan is not None, name
            assert plan.name == ratio.name


FIGURES = [Operand(Item(name, (), ())) for name in "abcd"]
EXPRESSIONS = st.recursive(
    st.sampled_from(FIGURES) | st.integers(1, 400).map(lambda value: Number(Decimal(value))),
    lambda inner: (
        st.builds(Operation, st.sampled_from(Sign), inner, inner)
        | st.builds(Aggregate, st.sampled_from(Aggregation), st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
VALUES = st.fixed_dictionaries({figure: st.integers(-(10**9), 10**9).map(Decimal) for figure in FIGURES})


def exactly(expression: Expression, values: Mapping[Operand, Decimal]) -> Fraction:
    """The value by exact fractions."""
    match expression:
        case Number(value):
            return Fraction(value)
        case Operand():
            return Fraction(values[expression])
        case Operation(sign, left, right):
            a, b = exactly(left, values), exactly(right, values)
            if sign in (Sign.PLUS, Sign.MINUS):
                return a + b if sign is Sign.PLUS else a - b
            return a * b if sign is Sign.TIMES else a / b
        case Aggregate(by, parts):
            found: list[Fraction] = sorted([exactly(part, values) for part in parts])
            if by in (Aggregation.MAXIMUM, Aggregation.MINIMUM):
                return found[-1] if by is Aggregation.MAXIMUM else found[0]
            total = sum(found, Fraction())
            return total / len(found) if by is Aggregation.AVERAGE else total


@given(EXPRESSIONS, VALUES)
def test_expressions_come_to_what_exact_fractions_come_to(
    expression: Expression, values: dict[Operand, Decimal]
) -> None:
    with localcontext() as context:
        context.prec = 400
        try:
            exact = exactly(expression, values)
        except ZeroDivisionError:
            return
        try:
            found = Fraction(evaluate(expression, values))
        except Undefined:
            # A divisor too close to nothing for decimals would have to be nothing.
            raise AssertionError("a quotient is defined") from None
        assert abs(found - exact) <= Fraction(1, 10**100) * max(Fraction(1), abs(exact))


@given(
    st.sampled_from([ratio for ratio in RATIOS if ratio.percent]),
    st.lists(st.integers(1, 10**9), min_size=8, max_size=8),
    st.sampled_from([3, 4, 6, 8]),
)
def test_scaling_all_figures_never_changes_a_ratio(ratio: Ratio, numbers: list[int], power: int) -> None:
    formula = parse(ratio.formula, {})
    needed = list(dict.fromkeys(operands(formula)))
    small = {operand: Decimal(number) for operand, number in zip(needed, numbers, strict=False)}
    large = {operand: value.scaleb(power) for operand, value in small.items()}
    try:
        first = evaluate(formula, small)
    except Undefined:
        assume(False)
        return
    assert abs(first - evaluate(formula, large)) <= abs(first) * Decimal("1e-20")
